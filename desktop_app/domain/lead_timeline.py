"""What happened with a lead, as its panel tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class TimelineKind(StrEnum):
    """What an entry of a lead's timeline tells of."""

    RECEIVED = "received"
    SENT = "sent"
    ACTION = "action"
    INSIGHT = "insight"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of a lead's timeline, newest first.

    ``title`` is the bold beginning ("Ines replied"), ``detail`` follows it ("Pilot for line 3"),
    ``text`` is the second line; ``conversation_id`` opens the mail behind it.
    """

    id: UUID
    kind: TimelineKind
    at: datetime
    title: str
    detail: str
    text: str
    subtype: str = ""
    confidence: float | None = None
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeadTimeline:
    """A page of the timeline and the figures of the panel's tabs."""

    entries: tuple[TimelineEntry, ...]
    emails: int
    actions: int
    insights: int
    more: bool
