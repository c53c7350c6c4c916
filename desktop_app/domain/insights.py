"""What was read out of mail about a lead (``ai_insights``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop_app.domain.language import mark, tr
from desktop_app.domain.reading import Span

READING = "insights.reading"
"""The setting of a user: false where no mail is to be read."""

PAUSED = "insights.paused"
"""The setting of a user: true while what waits is to wait on."""

_KINDS: Mapping[str, str] = {
    "sentiment": mark("Sentiment"),
    "urgency": mark("Urgency"),
    "intent": mark("Intent"),
    "suggestion": mark("Suggestion"),
    "draft": mark("Draft"),
    "summary": mark("Summary"),
}


def kind_words(kind: str) -> str:
    """What an ``insight_type`` is called: "Sentiment"; the list is open, so every word has one."""
    if (known := _KINDS.get(kind)) is not None:
        return tr(known)
    words = kind.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


KINDS = ("sentiment", "urgency", "intent", "suggestion")
"""The kinds that a reader writes, as they are shown."""


@dataclass(frozen=True, slots=True)
class Insight:
    """A row of ``ai_insights``.

    Args:
        kind: its ``insight_type``: ``sentiment``, ``urgency``, ``suggestion`` or another.
        confidence: from 0 to 1; None where nobody said.
        at: when it was made, UTC.
        email_id: the message that it is about.
        engine: who made it, with the version; "" where nobody said.
        label: what it says, for programs; "" where nobody said.
        spans: the words that led to it, in the plain text of the message.
        quotes: the same words themselves.
        due: of a suggestion or a deferral, the day that is meant.
        verdict: what the user did with it, see :class:`desktop_app.domain.learning.Verdict`.
    """

    id: UUID
    kind: str
    content: str
    confidence: float | None
    at: datetime | None
    email_id: UUID | None = None
    lead_id: UUID | None = None
    engine: str = ""
    label: str = ""
    spans: tuple[Span, ...] = ()
    quotes: tuple[str, ...] = ()
    due: date | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far reading is.

    Args:
        waiting: messages that are still to be read.
        read: those that were.
        unread: of these, how many are in a language that the reader does not know.
        is_on: whether mail is to be read at all.
        is_paused: what waits is to wait on.
    """

    waiting: int
    read: int
    unread: int
    is_on: bool
    is_paused: bool = False


def is_shown(insight: Insight, least: float) -> bool:
    """Whether it is sure enough to be shown; so is one of which nobody said how sure it is.

    Args:
        least: from 0 to 1.
    """
    return insight.confidence is None or insight.confidence >= least
