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
    stack: list[str] = []
    deepest = formatted = most_formatted = tags = misplaced = 0
    for text_in, text, ended, closing, name, attributes, unknown in _TOKEN.findall(markup):
        if unknown or (text_in and (not ended or (text_in.lower() == "script" and "<!--" in text))):
            return None
        tags += bool(text_in)
        name = name.lower()
        if not name or name in _PASSED_OVER:
            continue
        tags += 1
        if name in _FOREIGN or (
            len(attributes) > _LONG and len(attributes.split()) > _MOST_ATTRIBUTES
        ):
            return None
        if not closing and (
            (name in _ONLY_IN_TABLE and "table" not in stack) or (name == "form" and name in stack)
        ):
            return None  # it is not there for a parser, and must end nothing here
        if closing and name == "form" and (not stack or stack[-1] != name):
            return None  # once a form was closed where it could not, it never is
        if closing:
            ending = _ENDING.get(name, frozenset())
            at = len(stack)
            while at and stack[at - 1] != name and stack[at - 1] in ending:
                at -= 1
            if at and stack[at - 1] == name:
                del stack[at - 1 :]
                formatted -= name in _FORMATTING
            continue
        ended_here = _ENDED_BY.get(name, frozenset())
        while stack and stack[-1] in ended_here:
            stack.pop()
        if stack and stack[-1] in _IN_TABLE and name not in _OF_TABLE:
            misplaced += 1
        if name not in _VOID:
            stack.append(name)
            deepest = max(deepest, len(stack))
            if name in _FORMATTING:
                formatted += 1
                most_formatted = max(most_formatted, formatted)
    return Nesting(deepest, most_formatted, tags, misplaced)
