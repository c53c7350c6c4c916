"""How deep the tree of markup is at most, by its tags alone: for markup that is written plainly.

What is counted is never less than what a parser makes of it, but for the rows and bodies that it
adds to tables: an end tag takes an element away only where the parser does so, too. Markup whose
tags cannot be told for certain without a parser (quotes out of place, tags of other languages,
content that is text in one place and not in another) is not plain. Tokens and end tags: HTML
standard, 13.2.5 and 13.2.6.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SPACE: Final = r"[\t\n\f\r ]"
_ATTRIBUTE: Final = (
    rf"{_SPACE}++[^\t\n\f\r \"'<>/=]++"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|[^\t\n\f\r \"'=<>`]++))?+"
)
_TEXT_INSIDE: Final = "style|script|title|textarea|xmp|iframe|noembed|noframes"
_TOKEN = re.compile(
    r"<!--(?:>|->|.*?(?:-->|--!>|\Z))"  # a comment
    rf"|<({_TEXT_INSIDE})(?:{_ATTRIBUTE})*+{_SPACE}*+>(.*?)</\1(?={_SPACE}|[/>])({_SPACE}*+>)?+"
    rf"|<(/?)([a-z][a-z0-9:_.-]*+)((?:{_ATTRIBUTE})*+){_SPACE}*+/?+>"
    r"|<(?:!(?!--)|\?|/(?![a-z]))[^>]*+>"  # what is no tag for a parser either
    r"|<(?![a-z/!?])"
    r"|(<)",  # anything else: nobody knows
    re.IGNORECASE | re.ASCII | re.DOTALL,
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FOREIGN: Final = _names(
    f"svg math select frameset plaintext template noscript {_TEXT_INSIDE.replace('|', ' ')}"
)
_PASSED_OVER: Final = _names("html head body")  # by a parser of fragments
_VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
_FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
# What the end tag of a block ends with it.
_IMPLIED: Final = _names("dd dt li optgroup option p rb rp rt rtc")
_CELLS: Final = _names("p td th")
_ROWS: Final = _CELLS | {"tr"}
_BODIES: Final = _ROWS | _names("tbody thead tfoot caption colgroup")
_BLOCKS: Final = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer header h1 h2 h3 h4 h5 h6 main menu nav ol p pre section summary ul"
)
_ENDED_BY: Final = {
    **dict.fromkeys((*_BLOCKS, "hr"), frozenset({"p"})),
    "li": frozenset({"p", "li"}),
    "dd": frozenset({"p", "dd", "dt"}),
    "dt": frozenset({"p", "dd", "dt"}),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _ROWS,
    "tbody": _BODIES,
    "thead": _BODIES,
    "tfoot": _BODIES,
}
_ENDING: Final = {
    **dict.fromkeys((*_BLOCKS, "li", "dd", "dt", "td", "th", "caption"), _IMPLIED),
    "tr": _CELLS,
    "tbody": _ROWS,
    "thead": _ROWS,
    "tfoot": _ROWS,
    "table": _BODIES,
}
_IN_TABLE: Final = _names("table tbody thead tfoot tr")
_ONLY_IN_TABLE: Final = _names("tbody thead tfoot tr td th caption colgroup")
_OF_TABLE: Final = _ONLY_IN_TABLE | _names("table col style script form input")
_NOTHING: Final[frozenset[str]] = frozenset()
_MOST_ATTRIBUTES: Final = 2_000
_LONG: Final = 16_384  # characters of attributes, from which on they are counted


class Nesting(NamedTuple):
    """Upper bounds of what a parser makes of some markup.

    Args:
        deepest: elements in one another.
        formatted: formatting that is open at once, and is opened again in each block.
        tags: how many there are.
        misplaced: elements that stand in a table and in none of its cells.
    """

    deepest: int
    formatted: int
    tags: int
    misplaced: int


def nesting_of(markup: str) -> Nesting | None:
    """Upper bounds of the tree's depth and formatting; None where the markup is not plain."""
    tree = _Tree()
    for text_in, text, ended, closing, name, attributes, unknown in _TOKEN.findall(markup):
        if unknown or (text_in and not _is_surely_text(text_in, text, ended)):
            return None
        tree.tags += 1
        name = name.lower()
        if not name or name in _PASSED_OVER:
            continue
        if name in _FOREIGN or _has_very_many(attributes):
            return None
        if closing and tree.may_end(name):
            tree.end(name)
        elif not closing and tree.may_begin(name):
            tree.begin(name)
        else:
            return None
    return Nesting(tree.deepest, tree.most_formatted, tree.tags, tree.misplaced)


def _is_surely_text(name: str, text: str, ended: str) -> bool:
    """Whether what stands in a <style>, say, is over where its end tag seems to be."""
    return bool(ended) and not (name.lower() == "script" and "<!--" in text)


def _has_very_many(attributes: str) -> bool:
    return len(attributes) > _LONG and len(attributes.split()) > _MOST_ATTRIBUTES


class _Tree:
    """The elements that are open at most, and what there was at most."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._formatted = 0
        self.deepest = self.most_formatted = self.tags = self.misplaced = 0

    def may_begin(self, name: str) -> bool:
        """Whether an element is surely there for a parser: one that is not must end nothing."""
        if name in _ONLY_IN_TABLE:
            return "table" in self._open
        return name != "form" or name not in self._open

    def may_end(self, name: str) -> bool:
        """Whether an end tag is what it seems: a form that was closed in vain never is."""
        return name != "form" or bool(self._open and self._open[-1] == name)

    def begin(self, name: str) -> None:
        ended = _ENDED_BY.get(name, _NOTHING)
        while self._open and self._open[-1] in ended:
            self._open.pop()
        if self._open and self._open[-1] in _IN_TABLE and name not in _OF_TABLE:
            self.misplaced += 1
        if name in _VOID:
            return
        self._open.append(name)
        self.deepest = max(self.deepest, len(self._open))
        if name in _FORMATTING:
            self._formatted += 1
            self.most_formatted = max(self.most_formatted, self._formatted)

    def end(self, name: str) -> None:
        """Take away the element with what its end tag ends inside of it, and nothing where it is
        not among these: whatever is in the way keeps both."""
        ended = _ENDING.get(name, _NOTHING)
        at = len(self._open)
        while at and self._open[at - 1] != name and self._open[at - 1] in ended:
            at -= 1
        if at and self._open[at - 1] == name:
            del self._open[at - 1 :]
            self._formatted -= name in _FORMATTING
