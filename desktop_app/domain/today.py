"""Today: the queue of actions as a day shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.domain.actions import OPEN, ActionStatus, Priority, type_words
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.meetings import Invited

_ENTRY = re.compile("[0-9]{1,18}")


class Group(StrEnum):
    """The sections of the queue, from top to bottom."""

    OVERDUE = "overdue"  # due before today began
    TODAY = "today"
    UPCOMING = "upcoming"  # later, or at no certain time
    DONE = "done"  # done today
    EARLIER = "earlier"  # done before today


OPEN_GROUPS = (Group.OVERDUE, Group.TODAY, Group.UPCOMING)


class Box(StrEnum):
    """The rows of the sidebar."""

    QUEUE = "queue"
    REPLIES = "reply"
    FOLLOW_UPS = "follow_up"
    MEETINGS = "meeting"
    COMPLETED = "completed"

    @property
    def type(self) -> str:
        """The one type of action that it shows, or "" for all."""
        return "" if self in (Box.QUEUE, Box.COMPLETED) else self.value


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """What the list shows.

    Args:
        type: one type of action, "" for all.
    """

    box: Box = Box.QUEUE
    type: str = ""

    @property
    def wanted_type(self) -> str:
        return self.box.type or self.type


@dataclass(frozen=True, slots=True)
class DayBounds:
    """The user's day: from its first moment until before the first of the next one, UTC."""

    begin: datetime
    end: datetime

    @classmethod
    def of(cls, now: datetime) -> DayBounds:
        """The day of a moment on the user's clock. Days of 23 and 25 hours are what they are."""
        today = now.date()
        return cls(_midnight(today, now), _midnight(today + timedelta(days=1), now))


def _midnight(day: date, now: datetime) -> datetime:
    """When a day begins: where the clock jumps over midnight, with the first minute it shows."""
    begin = datetime.combine(day, time(0), now.tzinfo)
    exact = begin.astimezone(UTC)
    # A time that the clock jumps over comes back as another one.
    return exact if exact.astimezone(now.tzinfo).date() >= day else exact + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the queue.

    Args:
        ids: in order; of a list that is still being read, the first of them.
        count: how many there are; None while that is not known.
    """

    group: Group
    ids: IdList
    count: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The sections of a query, those without an action left out.

    Args:
        whole: whether all ids are there, rather than the first.
        day: the day that it was asked for.
    """

    sections: tuple[Section, ...]
    day: DayBounds
    whole: bool = True

    def section(self, group: Group) -> Section | None:
        return next((each for each in self.sections if each.group is group), None)


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """What the sidebar and the head tell.

    Args:
        overdue, today: open actions that were due before today, and today.
        done: those that were done today.
        by_type: all open ones.
    """

    overdue: int = 0
    today: int = 0
    done: int = 0
    by_type: Mapping[str, int] = field(default_factory=dict)

    @property
    def pressing(self) -> int:
        """What is due today, or late."""
        return self.overdue + self.today

    @property
    def of_the_day(self) -> int:
        """What this day had to do, done or not."""
        return self.pressing + self.done


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An action as the list shows it.

    Args:
        due, done_at: UTC; ``done_at`` is when it was last touched, for one that is done.
        contact: the lead's person.
        has_draft: an answer is prepared, by the rep or by a model.
        metadata: where it comes from, see :func:`origin_of`.
    """

    id: UUID
    type: str
    status: ActionStatus
    priority: Priority
    due: datetime | None
    text: str
    lead_id: UUID | None
    company: str
    contact: str
    lead_status: LeadStatus | None
    has_draft: bool
    done_at: datetime | None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def title(self) -> str:
        """What is to be done, on one line."""
        return " ".join(self.text.split()) or type_words(self.type)

    @property
    def is_snooze(self) -> bool:
        """Whether it is a conversation that is away until then."""
        return isinstance(self.metadata.get("snooze"), Mapping)


class Origin(StrEnum):
    """Where an action comes from."""

    REP = "rep"
    SNOOZE = "snooze"
    SEQUENCE = "sequence"
    RULE = "rule"


def origin_of(metadata: Mapping[str, Any]) -> tuple[Origin, str]:
    """Where an action comes from, and how that is said; "" where the rep made it.

    Whatever other programs put there, nothing is raised.
    """
    origin, said = _origin_of(metadata)
    meeting = metadata.get("meeting")
    became = _word(meeting, "said") if isinstance(meeting, Mapping) else ""
    return origin, " ".join(filter(None, (said, became)))


def undo_of(metadata: Mapping[str, Any]) -> int | None:
    """The journal's entry by which is taken back what became of a meeting; None where nothing
    did."""
    meeting = metadata.get("meeting")
    entry = meeting.get("journal") if isinstance(meeting, Mapping) else None
    return int(entry) if isinstance(entry, str) and _ENTRY.fullmatch(entry) else None


def _origin_of(metadata: Mapping[str, Any]) -> tuple[Origin, str]:
    if isinstance(metadata.get("snooze"), Mapping):
        return Origin.SNOOZE, tr("A snoozed conversation: it comes back when this is due.")
    sequence = metadata.get("sequence")
    if isinstance(sequence, Mapping):
        # Outpost's own say the name of the step beside that of the sequence; others may not.
        ours = "enrolment" in sequence
        name = _word(sequence, *(("sequence",) if ours else ("name", "sequence")))
        step = _word(sequence, *(("name",) if ours else ("step_name", "step", "title")))
        said = ", ".join(filter(None, (step, name)))
        return Origin.SEQUENCE, tr("Step of a sequence: {said}", said=said) if said else tr(
            "Step of a sequence"
        )
    rule = metadata.get("rule")
    if isinstance(rule, Mapping):
        return Origin.RULE, _word(rule, "why") or tr("Made by a rule")
    return Origin.REP, ""


def _word(found: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = found.get(name)
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            return tr("step {value}", value=value)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:200]
    return ""


class DraftKind(StrEnum):
    OWN = "own"
    AI = "ai"


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An answer that is prepared.

    Args:
        id: of the draft, or of the row of ``ai_insights``.
        text: plain.
        tone: of a model's draft, or "".
        subject: or "".
    """

    kind: DraftKind
    id: UUID
    text: str
    tone: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ActionMessage:
    """The message that an action is about, or the last one of its lead.

    Args:
        text: the beginning of it, plain.
        answers: the message that an answer answers: the newest that came in, where one did.
    """

    id: UUID
    conversation_id: UUID
    who: str
    email: str
    at: datetime
    outbound: bool
    text: str
    file_count: int
    answers: UUID


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """An action with what one has to know to do it.

    Args:
        invitation: proposes a meeting to come that is no action yet.
    """

    row: QueueRow
    lead_email: str = ""
    message: ActionMessage | None = None
    draft: ActionDraft | None = None
    invitation: Invited | None = None
