"""What suggestions the user does not want: those of a kind that are dismissed again and again go
quiet, and come back when one of that kind is accepted or asked for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

_LOOKED_AT = 5  # of the newest verdicts on a kind
_QUIET_FROM = 4  # dismissed ones among them


class Verdict(StrEnum):
    """What the user did with an insight; kept in its ``metadata.verdict``."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    DISMISSED = "dismissed"


def quiet_kinds(verdicts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The kinds of which four of the last five were dismissed, the newest of them too.

    Args:
        verdicts: kind and verdict, the newest first.
    """
    newest: dict[str, list[str]] = {}
    for kind, verdict in verdicts:
        held = newest.setdefault(kind, [])
        if len(held) < _LOOKED_AT:
            held.append(verdict)
    return frozenset(
        kind
        for kind, held in newest.items()
        if held[0] == Verdict.DISMISSED and held.count(Verdict.DISMISSED) >= _QUIET_FROM
    )
