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
    "form": frozenset(),  # closed where that is in vain, it never is
    "tr": _CELLS,
    "tbody": _ROWS,
    "thead": _ROWS,
    "tfoot": _ROWS,
    "table": _BODIES,
}
_IN_TABLE: Final = _names("table tbody thead tfoot tr")
_ONLY_IN_TABLE: Final = _names("tbody thead tfoot tr td th caption colgroup")
_OF_TABLE: Final = _ONLY_IN_TABLE | _names("table col style script form input")
_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_ITEMS: Final = _names("li dd dt")
# Beyond these no end is looked for; that of items not beyond most other blocks either.
_BARRIERS: Final = _names("table td th caption object applet marquee button")
_SEEN_THROUGH: Final = _names("address div p")
_NOTHING: Final[frozenset[str]] = frozenset()
_DEEPEST: Final = 1_000  # beyond that nobody asks how deep it is, and looking through it takes time
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
    # One after the other: the first that is not plain ends it.
    for token in _TOKEN.finditer(markup):
        text_in, text, ended, closing, name, attributes, unknown = token.groups("")
        if unknown or (text_in and not _is_surely_text(text_in, text, ended)):
            return None
        tree.tags += 1
        name = name.lower()
        if not name or name in _PASSED_OVER:
            continue
        if name in _FOREIGN or _has_very_many(attributes):
            return None
        if not (tree.end(name) if closing else tree.begin(name)):
            return None
    return Nesting(tree.deepest, tree.most_formatted, tree.tags, tree.misplaced)


def _is_surely_text(name: str, text: str, ended: str) -> bool:
    """Whether what stands in a <style>, say, is over where its end tag seems to be."""
    return bool(ended) and not (name.lower() == "script" and "<!--" in text)


def _has_very_many(attributes: str) -> bool:
    return len(attributes) > _LONG and len(attributes.split()) > _MOST_ATTRIBUTES


class _Tree:
    """The elements that are open at most, and what there was at most.

    What a parser would have taken away stands in the way of nothing here, but an end tag that found
    it would end what is still there for the parser. So where one takes away more than what this
    does, the rest is not told.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._formatted = 0
        self.deepest = self.most_formatted = self.tags = self.misplaced = 0

    def begin(self, name: str) -> bool:
        """An element begins; False where a parser may do more than that."""
        if not self._is_there(name) or not self._end_what_it_ends(name):
            return False
        if self._open and self._open[-1] in _IN_TABLE and name not in _OF_TABLE:
            self.misplaced += 1
        if name in _VOID:
            return True
        self._open.append(name)
        self.deepest = max(self.deepest, len(self._open))
        if self.deepest > _DEEPEST:
            return False
        if name in _FORMATTING:
            self._formatted += 1
            self.most_formatted = max(self.most_formatted, self._formatted)
        return True

    def end(self, name: str) -> bool:
        """Take away an element with what its end tag ends inside of it. Nothing where it is not
        open; False where others are in the way, of which a parser takes some."""
        ended, ends = _ENDING.get(name, _NOTHING), _HEADINGS if name in _HEADINGS else {name}
        at = len(self._open)
        while at and self._open[at - 1] not in ends and self._open[at - 1] in ended:
            at -= 1
        if at and self._open[at - 1] in ends:
            del self._open[at - 1 :]
            self._formatted -= name in _FORMATTING
            return True
        # What has no end of its own inside can be taken for open without harm.
        return name not in _ENDING or not ends.intersection(self._open)

    def _is_there(self, name: str) -> bool:
        """Whether an element is surely there for a parser."""
        if name in _ONLY_IN_TABLE:
            return "table" in self._open
        if name == "table":
            return not self._open or self._open[-1] not in _IN_TABLE
        return name != "form" or name not in self._open

    def _end_what_it_ends(self, name: str) -> bool:
        ended = _ENDED_BY.get(name)
        if ended is None:
            return True
        while self._open and self._open[-1] in ended:
            self._open.pop()
        if name in _HEADINGS and self._open and self._open[-1] in _HEADINGS:
            self._open.pop()
        for each in reversed(self._open):
            if each in ended:
                return False  # what is above it ends with it
            if each in _BARRIERS or (
                each in _BLOCKS and name in _ITEMS and each not in _SEEN_THROUGH
            ):
                break
        return True
