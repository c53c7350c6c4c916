"""Where the merge fields and tags of a template stand in its text.

A token never goes over the end of its line, and one that is not closed before the next begins, or
before the line ends, is open: so that what is being typed spoils nothing behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class TokenKind(StrEnum):
    """What a token is."""

    FIELD = "field"
    """``{{ first_name }}``"""
    TAG = "tag"
    """``{% if company %}``"""
    OPEN = "open"
    """``{{`` that is not closed, with the name typed so far."""
    OPEN_TAG = "open_tag"
    """``{%`` that is not closed, with the word typed so far."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Args:
        start, end: in the text, in code points; ``text[start:end]`` is the whole token.
        name: of the first field of a ``{{ }}``, of the tag of a ``{% %}``; "" for none. Of an
            open one what stands there so far.
    """

    start: int
    end: int
    kind: TokenKind
    name: str


_OPENS: Final = re.compile(r"\{[{%]")
_NAME: Final = re.compile(r"\{[{%]-?[ \t\u00a0]*([\w-]*|#)")
_ENDS: Final = {
    name: re.compile(rf"\{{%-?[ \t]*end{name}[ \t]*-?%\}}") for name in ("raw", "comment")
}


def find_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; never raises, and takes time in proportion to the text.

    What stands between ``{% raw %}`` and its end, or in a comment, is not looked at.
    """
    found: list[Token] = []
    unended: set[str] = set()
    line_end = -1
    opened = _OPENS.search(text)
    while opened is not None:
        start = opened.start()
        if line_end < start:
            line_end = text.find("\n", start)
            line_end = len(text) if line_end < 0 else line_end
        following = _OPENS.search(text, start + 2)
        stop = min(line_end, following.start() if following else line_end)
        is_tag = opened[0] == "{%"
        closed = text.find("%}" if is_tag else "}}", start + 2, stop)
        named = _NAME.match(text, start)
        name = named[1] if named else ""
        if closed < 0:
            end = named.end() if named else start + 2
            kind = TokenKind.OPEN_TAG if is_tag else TokenKind.OPEN
            found.append(Token(start, end, kind, name))
            opened = following
            continue
        kind = TokenKind.TAG if is_tag else TokenKind.FIELD
        found.append(Token(start, closed + 2, kind, name))
        if is_tag and name in _ENDS and name not in unended:
            ended = _ENDS[name].search(text, closed + 2)
            if ended is None:
                unended.add(name)
            else:
                found.append(Token(ended.start(), ended.end(), kind, f"end{name}"))
                line_end = -1
                following = _OPENS.search(text, ended.end())
        opened = following
    return tuple(found)


def field_names(text: str) -> tuple[str, ...]:
    """Names of the merge fields that a text still holds, in the order of their first use."""
    return tuple(
        dict.fromkeys(
            token.name
            for token in find_tokens(text)
            if token.kind is TokenKind.FIELD and token.name
        )
    )
