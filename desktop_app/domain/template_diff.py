"""What differs between two texts, by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_PIECES: Final = re.compile(r"\{\{[^\n{}]*\}\}|\{%[^\n{}]*%\}|\w+|\s+|[^\w\s]")
_MOST: Final = 4_000  # words of both that are compared one by one; beyond, all of it is another


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
    if len(one) + len(two) > _MOST:
        steps = [("replace", 0, len(one), 0, len(two))]
    else:
        steps = list(SequenceMatcher(None, one, two, autojunk=False).get_opcodes())
    found: list[DiffPiece] = []
    for tag, from_one, to_one, from_two, to_two in steps:
        before, after = "".join(one[from_one:to_one]), "".join(two[from_two:to_two])
        if tag == "equal":
            found.append(DiffPiece(DiffKind.SAME, after))
            continue
        if before:
            found.append(DiffPiece(DiffKind.REMOVED, before))
        if after:
            found.append(DiffPiece(DiffKind.ADDED, after))
    return tuple(found)
