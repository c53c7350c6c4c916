"""Actions: what a rep is going to do, with a lead or without one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from uuid import UUID

from desktop_app.domain.custom_field_rules import one_line
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import clocked, dated, mark, numeral, tr, weekday

COMMON_TYPES = ("follow_up", "call", "meeting", "reply")
"""Types that are offered; the list is open, and other programs have others."""

LONGEST_TEXT = 2000
_LONGEST_TYPE = 40


class ActionStatus(StrEnum):
    """The closed list of ``actions.status``."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """Within a sentence: "completed"."""
        return tr(_STATUS_WORDS[self])


class Priority(StrEnum):
    """The closed list of ``actions.priority``, the most pressing first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def words(self) -> str:
        """What stands on a label: "High"."""
        return tr(_PRIORITIES[self])

    @property
    def within(self) -> str:
        """Within a sentence: "high"."""
        return tr(_PRIORITIES_WITHIN[self])


_STATUS_WORDS: Mapping[str, str] = {
    ActionStatus.PENDING: mark("to be done"),
    ActionStatus.IN_PROGRESS: mark("in progress"),
    ActionStatus.COMPLETED: mark("completed"),
    ActionStatus.CANCELLED: mark("cancelled"),
}
_PRIORITIES: Mapping[str, str] = {
    Priority.HIGH: mark("High"),
    Priority.MEDIUM: mark("Medium"),
    Priority.LOW: mark("Low"),
}
_PRIORITIES_WITHIN: Mapping[str, str] = {
    Priority.HIGH: mark("high"),
    Priority.MEDIUM: mark("medium"),
    Priority.LOW: mark("low"),
}
# Those that are offered and those that the program and others like it write; the list is open.
_TYPES: Mapping[str, str] = {
    "follow_up": mark("Follow up"),
    "call": mark("Call"),
    "meeting": mark("Meeting"),
    "reply": mark("Reply", "action"),
    "email": mark("Email"),
    "task": mark("Task"),
    "to_do": mark("To do"),
    "note": mark("Note"),
    "demo": mark("Demo"),
}


def priority_label(priority: str) -> str:
    """ "High priority"; that of another program as it is, with a capital."""
    known = _PRIORITIES.get(priority)
    return tr("{word} priority", word=tr(known) if known else priority.capitalize())


OPEN = frozenset({ActionStatus.PENDING, ActionStatus.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Action:
    """One action; ``due`` is UTC and aware, ``lead`` the name of its lead or "", ``email_id`` the
    message that it is about."""

    id: UUID
    type: str
    status: ActionStatus
    priority: Priority
    due: datetime | None
    text: str
    lead_id: UUID | None = None
    lead: str = ""
    created_at: datetime | None = None
    email_id: UUID | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class Unchanged(Enum):
    """What an edit leaves as it is, where None would mean nothing."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


class Due(StrEnum):
    """When an action is due, on the user's calendar."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"  # the seven days that begin today
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ActionQuery:
    """Which actions; empty sets mean all.

    Args:
        text: words that must stand in the action or in the name of its lead.
        due: any of these.
    """

    text: str = ""
    statuses: frozenset[ActionStatus] = OPEN
    types: frozenset[str] = field(default_factory=frozenset)
    priorities: frozenset[Priority] = field(default_factory=frozenset)
    due: Due | None = None


def read_query(text: str) -> ActionQuery:
    """What was typed as a query: ``status:open type:call priority:high due:overdue norvane``.

    Open actions are meant unless a status is named; ``status:all`` means all.

    Raises:
        KnownError: a word before a colon is no question about actions, or the one behind it no
            answer.
    """
    try:
        words = shlex.split(text.replace("'", "\\'"))
    except ValueError:
        raise KnownError(
            tr("A quotation mark is missing."), tr("Close what begins with one.")
        ) from None
    plain: list[str] = []
    statuses: set[ActionStatus] = set()
    types: set[str] = set()
    priorities: set[Priority] = set()
    due: Due | None = None
    every = False
    for word in words:
        name, mark, value = word.partition(":")
        name, value = name.casefold(), value.casefold()
        if not mark or not value:
            plain.append(word)
        elif name in ("status", "is") and value == "all":
            every = True
        elif name in ("status", "is") and value in ("open", "done"):
            statuses |= OPEN if value == "open" else {ActionStatus.COMPLETED}
        elif name in ("status", "is"):
            statuses.add(ActionStatus(_one_of(value, ActionStatus, "status")))
        elif name == "type":
            types.add(check_type(value))
        elif name == "priority":
            priorities.add(Priority(_one_of(value, Priority, "priority")))
        elif name == "due":
            due = Due(_one_of(value, Due, "due"))
        else:
            raise KnownError(
                tr("Actions are not asked about by “{name}”.", name=name),
                tr("By status, type, priority and due."),
            )
    wanted = frozenset() if every else frozenset(statuses) or OPEN
    return ActionQuery(" ".join(plain), wanted, frozenset(types), frozenset(priorities), due)


def check_type(typed: str) -> str:
    """A type as it is kept: ``follow_up`` of "Follow up".

    Raises:
        KnownError: it is empty or too long.
    """
    kept = re.sub(r"[\s_-]+", "_", one_line(typed).casefold()).strip("_")
    if not kept:
        raise KnownError(
            tr("An action needs a type."), tr("For example follow up, call or meeting.")
        )
    if len(kept) > _LONGEST_TYPE:
        raise KnownError(
            tr("This type is too long."),
            tr("It has room for {longest_type} characters.", longest_type=_LONGEST_TYPE),
        )
    return kept


def check_text(typed: str) -> str:
    """What is to be done, as it is kept; lines stay.

    Raises:
        KnownError: it is too long.
    """
    kept = "\n".join(one_line(line) for line in typed.splitlines()).strip()
    if len(kept) > LONGEST_TEXT:
        raise KnownError(
            tr("This is too long for an action."),
            tr(
                "It has {count} characters; there is room for {longest_text}.",
                count=numeral(len(kept)),
                longest_text=numeral(LONGEST_TEXT),
            ),
        )
    return kept


def type_words(kind: str) -> str:
    """``follow_up`` as "Follow up": the list of types is open, so every word has a label."""
    if (known := _TYPES.get(kind)) is not None:
        return tr(known, "action" if kind == "reply" else "")
    words = kind.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def due_words(due: datetime | None, now: datetime) -> str:
    """When an action is due, both on the user's clock: "overdue 2 days", "today 17:00"."""
    if due is None:
        return ""
    at = clocked(due)
    days = (due.date() - now.date()).days
    if due < now:
        if days == 0:
            return tr("overdue since {at}", at=at)
        return (
            tr("overdue since yesterday")
            if days == -1
            else tr("overdue {value} days", value=numeral(-days))
        )
    if days == 0:
        return tr("today {at}", at=at)
    if days == 1:
        return tr("tomorrow {at}", at=at)
    if days < 7:
        return tr("{day} {at}", day=weekday(due), at=at)
    return dated(due, year=due.year != now.year)


def due_range(due: Due, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when until before when something of this kind is due; ``now`` on the user's clock."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    ranges: Mapping[Due, tuple[datetime | None, datetime | None]] = {
        Due.OVERDUE: (None, now),
        Due.TODAY: (midnight, midnight + day),
        Due.TOMORROW: (midnight + day, midnight + 2 * day),
        Due.WEEK: (midnight, midnight + 7 * day),
        Due.NONE: (None, None),
    }
    return ranges[due]


def _one_of(value: str, kinds: type[StrEnum], name: str) -> str:
    if value.replace("-", "_") in list(kinds):
        return value.replace("-", "_")
    raise KnownError(
        tr("“{value}” is no {name}.", value=value, name=name),
        tr("It is one of {kinds}.", kinds=", ".join(kinds)),
    )
