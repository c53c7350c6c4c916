"""The words that led to an insight, marked in the text of their message. Pure, any thread.

A cleaned fragment is cut between characters of its text and nowhere else: what stands around the
words is written by us, the words themselves stay as they are escaped, and nothing of the mail is
ever read as markup that was not markup before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from desktop_app.domain.insights import Insight

OPENS = '<span class="why">'
CLOSES = "</span>"

LONGEST = 400_000
"""Characters of a fragment that are looked through: what leads to something stands at the top."""

# A tag, a character written by name or number, or any other character.
_PIECE = re.compile(
    r"(?P<tag><(?:/?(?P<name>[a-zA-Z][\w-]*))(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|(?P<named>&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)|(?P<plain>.)",
    re.DOTALL,
)
# Tags that part no words; all others do.
_WITHIN = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "tt", "u", "var", "wbr",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Text:
    """What is read of a fragment: its characters in small letters, runs of space as one, and where
    each of them begins and ends in the fragment."""

    words: str
    starts: Sequence[int]
    ends: Sequence[int]


def marked(html: str, insight: Insight) -> str:
    """The fragment with the words marked that led to an insight; as it was where they are not in
    it."""
    if not insight.quotes:
        return html
    text = _read(html[:LONGEST])
    cuts: list[tuple[int, str]] = []
    after = 0
    for start, end in sorted(set(_places(text.words, insight))):
        begins = max(start, after)  # two that overlap are one
        if begins < end:
            cuts += _marks(html, text, begins, end)
            after = end
    parts, at = [], 0
    for place, mark in cuts:
        parts += [html[at:place], mark]
        at = place
    return "".join([*parts, html[at:]])


def _read(html: str) -> _Text:
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spaced = True
    for piece in _PIECE.finditer(html):
        if piece["tag"] is not None and piece["name"].lower() in _WITHIN:
            continue
        said = " " if piece["tag"] is not None else unescape(piece[0])
        for character in said:
            space = character.isspace()
            if not (space and spaced):
                made.append(" " if space else _small(character))
                starts.append(piece.start())
                ends.append(piece.end())
            spaced = space
    return _Text("".join(made), starts, ends)


def _small(character: str) -> str:
    """The small letter, where that is one character too."""
    small = character.lower()
    return small if len(small) == 1 else character


def _places(words: str, insight: Insight) -> Iterator[tuple[int, int]]:
    """Where the quotes stand: of several places the ones nearest to where they were read. The plain
    text that was read and the text of the fragment differ in their line breaks only."""
    for quote in insight.quotes:
        wanted = "".join(map(_small, " ".join(quote.split())))
        found = [at.start() for at in re.finditer(re.escape(wanted), words)] if wanted else []
        if not found:
            continue
        # A quote is its span with each run of space as one.
        read_at = [each.start for each in insight.spans if each.end - each.start >= len(wanted)]
        for near in read_at or [0]:
            start = min(found, key=lambda at, near=near: abs(at - near))
            yield start, start + len(wanted)


def _marks(html: str, text: _Text, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The cuts that mark characters: anew behind each tag that stands between them."""
    opened, closes = text.starts[start], text.ends[start]
    for at in range(start + 1, end):
        begins = text.starts[at]
        if html[begins] == "<":
            continue  # the space that a block makes
        if "<" in html[closes:begins]:
            yield opened, OPENS
            yield closes, CLOSES
            opened = begins
        closes = text.ends[at]
    yield opened, OPENS
    yield closes, CLOSES
