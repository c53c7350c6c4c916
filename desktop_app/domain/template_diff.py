"""What differs between two texts, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import Final

_PIECES: Final = re.compile(r"\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\}|\w+|\s+|[^\w\s]")
_MOST: Final = 800  # words that are compared one by one; beyond, all of them are others


class DiffKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A piece of text; the same or added ones together are the new text, the same or removed ones
    the old."""

    kind: DiffKind
    text: str


def diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """How one text became the other. A merge field is one word; what was removed stands before what
    was added in its place."""
    if old == new:
        return (DiffPiece(DiffKind.SAME, new),) if new else ()
    one, two = _PIECES.findall(old), _PIECES.findall(new)
    # Most of it is the same at both ends, and comparing takes the square of the rest.
    head = _same(zip(one, two, strict=False))
    shorter = min(len(one), len(two)) - head
    tail = min(_same(zip(reversed(one), reversed(two), strict=False)), shorter)
    begins, ends = "".join(one[:head]), "".join(one[len(one) - tail :])
    one, two = one[head : len(one) - tail], two[head : len(two) - tail]
    if len(one) + len(two) > _MOST:
        steps = [("replace", 0, len(one), 0, len(two))]
    else:
        steps = list(SequenceMatcher(None, one, two, autojunk=False).get_opcodes())
    found = [DiffPiece(DiffKind.SAME, begins)] if begins else []
    for tag, from_one, to_one, from_two, to_two in steps:
        before, after = "".join(one[from_one:to_one]), "".join(two[from_two:to_two])
        if tag == "equal":
            found.append(DiffPiece(DiffKind.SAME, after))
            continue
        if before:
            found.append(DiffPiece(DiffKind.REMOVED, before))
        if after:
            found.append(DiffPiece(DiffKind.ADDED, after))
    if ends:
        found.append(DiffPiece(DiffKind.SAME, ends))
    return tuple(found)


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are alike before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
