"""How the window says what sequences are and what becomes of leads in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final
from uuid import UUID

from desktop_app.domain.actions import type_words
from desktop_app.domain.day_names import DAYS, SHORT_DAYS
from desktop_app.domain.sequences import (
    Enrolled,
    Enrolment,
    EnrolmentState,
    Refusal,
    SequenceCounts,
    Step,
    Unit,
    Whose,
    Why,
    Window,
)
from desktop_app.ui.leads.due import due_words
from desktop_app.ui.leads.words import leads_words

_MIDNIGHT = time(0)
TEMPLATE_GONE: Final = "The template is gone"

STATE_WORDS: Final[Mapping[EnrolmentState, str]] = {
    EnrolmentState.ACTIVE: "Active",
    EnrolmentState.PAUSED: "Paused",
    EnrolmentState.FINISHED: "Finished",
    EnrolmentState.STOPPED: "Stopped",
}
# How one lead and how several were left out.
_LEFT_OUT: Final[Mapping[Refusal, tuple[str, str]]] = {
    Refusal.GONE: ("is not there any more", "are not there any more"),
    Refusal.ENROLLED: ("is in a sequence already", "are in a sequence already"),
    Refusal.OPT_OUT: ("wants no mail", "want no mail"),
    Refusal.COLD: ("is cold", "are cold"),
    Refusal.NO_ADDRESS: ("has no address that works", "have no address that works"),
}


def counts_words(counts: SequenceCounts) -> str:
    """The line below a sequence's name: "3 active, 1 waits for you, 2 replied, 4 finished"."""
    if not counts.all:
        return "Nobody in it yet"
    waits = counts.waiting
    parts = [f"{counts.active:,} active"]
    if waits:
        parts.append("1 waits for you" if waits == 1 else f"{waits:,} wait for you")
    if counts.paused:
        parts.append(f"{counts.paused:,} paused")
    return ", ".join((*parts, f"{counts.replied:,} replied", f"{counts.finished:,} finished"))


def delay_words(step: Step, *, first: bool) -> str:
    """When a step comes: "3 working days after the step before"."""
    if not step.delay:
        return "As soon as a lead is in" if first else "Right after the step before"
    unit = "working day" if step.unit is Unit.WORKING_DAYS else "day"
    since = "a lead is in" if first else "the step before"
    return f"{step.delay:,} {unit}{'' if step.delay == 1 else 's'} after {since}"


def window_words(window: Window) -> str:
    """ "9:00 to 17:00, Monday to Friday, on the lead’s clock"."""
    whole_day = window.opens == window.closes == _MIDNIGHT
    hours = f"{clock_words(window.opens)} to {closing_words(window.closes)}"
    whose = "the lead’s clock" if window.whose is Whose.LEAD else "your clock"
    return ", ".join(
        ("At any time" if whole_day else hours, _days_words(window.weekdays), f"on {whose}")
    )


def clock_words(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def closing_words(moment: time) -> str:
    return "midnight" if moment == _MIDNIGHT else clock_words(moment)


def _days_words(weekdays: frozenset[int]) -> str:
    days = sorted(weekdays)
    if not days:
        return "on no day"
    if len(days) == 7:
        return "every day"
    if len(days) == 1:
        return DAYS[days[0]]
    if days == list(range(days[0], days[-1] + 1)):
        joint = " and " if len(days) == 2 else " to "
        return f"{DAYS[days[0]]}{joint}{DAYS[days[-1]]}"
    return ", ".join(SHORT_DAYS[each] for each in days)


def does_words(step: Step, templates: Mapping[UUID, str]) -> str:
    """What a step does: the name of its template, or the action and what is to be done."""
    if step.template_id is not None:
        return templates.get(step.template_id, TEMPLATE_GONE)
    return ": ".join(filter(None, (type_words(step.action_type), " ".join(step.text.split()))))


def state_words(row: Enrolment) -> str:
    """How an enrolment stands, in a word or three."""
    if row.waits:
        return "Waits for you"
    if row.state is EnrolmentState.STOPPED and row.why is Why.REPLY:
        return "Replied"
    return STATE_WORDS[row.state]


def row_moment(row: Enrolment, local: datetime | None, now: datetime) -> str:
    """When its step is due, or when it ended; both moments on the user's clock."""
    if local is None:
        return ""
    if row.ended_at is not None:
        days = (now.date() - local.date()).days
        return "Today" if days <= 0 else "Yesterday" if days == 1 else f"{days:,} days ago"
    return due_words(local, now)


def spoken(row: Enrolment, local: datetime | None, now: datetime) -> str:
    """A lead in a sequence, for a screen reader."""
    when = row_moment(row, local, now)
    if when and row.ended_at is None:
        when = f"due {when}"
    company = row.company if row.company != row.lead else ""
    return ", ".join(filter(None, (row.lead, company, row.step, state_words(row), row.said, when)))


def enrolled_words(enrolled: Enrolled) -> tuple[str, ...]:
    """What came of enrolling, a line each: "12 leads enrolled", "2 are in a sequence already"."""
    count = len(enrolled.enrolments)
    lines = [f"{leads_words(count)} enrolled" if count else "No lead was enrolled"]
    for reason, (one, many) in _LEFT_OUT.items():
        left = len(enrolled.refused.get(reason, ()))
        if left:
            lines.append(f"{left:,} {one if left == 1 else many}")
    return tuple(lines)
