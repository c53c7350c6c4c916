"""What a message comes to, in its own sentences: no word of it is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from desktop_app.domain.insights import Insight
from desktop_app.domain.merge_fields import day_words
from desktop_app.domain.reading import FindingKind, Intent, Urgency

_MOST: Final = 5
_LENGTH: Final = 240  # characters of a sentence
_ENDS: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_DULL: Final = frozenset({str(Intent.THANKS), str(Urgency.NORMAL), str(Urgency.LOW)})


def summary_of(name: str, day: date, plain: str, insights: Iterable[Insight]) -> str | None:
    """What was read in a message, each with the sentence that says it; None where nothing was.

    Args:
        name: whose message it is.
        day: when it came.
        plain: its plain text, in which the spans of the insights are places.
        insights: of that message.
    """
    lines = [
        f"• {each.content}: “{sentence}”"
        for each in insights
        if each.kind in (FindingKind.INTENT, FindingKind.URGENCY) and each.label not in _DULL
        and (sentence := _sentence(plain, each))
    ]  # fmt: skip
    kept = _without_repeats(lines)[:_MOST]
    if not kept:
        return None
    return "\n".join([f"{name} wrote on {day_words(day)}:", *kept])


def _sentence(plain: str, insight: Insight) -> str:
    """The sentence that an insight comes from; "" where its words are not there."""
    for span in insight.spans:
        if span.end > len(plain):
            continue
        begin = max((each.end() for each in _ENDS.finditer(plain, 0, span.start)), default=0)
        found = _ENDS.search(plain, span.end)
        end = found.start() if found else len(plain)
        words = " ".join(plain[begin:end].split())
        if words:
            return words if len(words) <= _LENGTH else words[: _LENGTH - 1].rstrip() + "…"
    return ""


def _without_repeats(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(lines))
