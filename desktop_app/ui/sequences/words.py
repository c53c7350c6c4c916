"""How the window says what sequences are and what becomes of leads in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Final
from uuid import UUID

from desktop_app.domain.actions import type_words
from desktop_app.domain.language import clocked, numeral, plural, tr
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
from desktop_app.ui.day_names import DAYS, SHORT_DAYS
from desktop_app.ui.leads.due import due_words
from desktop_app.ui.leads.words import leads_words

_MIDNIGHT = time(0)
TEMPLATE_GONE: Final = tr("The template is gone")

STATE_WORDS: Final[Mapping[EnrolmentState, str]] = {
    EnrolmentState.ACTIVE: tr("Active"),
    EnrolmentState.PAUSED: tr("Paused"),
    EnrolmentState.FINISHED: tr("Finished"),
    EnrolmentState.STOPPED: tr("Stopped"),
}
# How one lead and how several were left out.
_LEFT_OUT: Final[Mapping[Refusal, Callable[[int], str]]] = {
    Refusal.GONE: lambda count: plural(
        "{n} are not there any more", "{n} is not there any more", count
    ),
    Refusal.ENROLLED: lambda count: plural(
        "{n} are in a sequence already", "{n} is in a sequence already", count
    ),
    Refusal.OPT_OUT: lambda count: plural("{n} want no mail", "{n} wants no mail", count),
    Refusal.COLD: lambda count: plural("{n} are cold", "{n} is cold", count),
    Refusal.NO_ADDRESS: lambda count: plural(
        "{n} have no address that works", "{n} has no address that works", count
    ),
}


def counts_words(counts: SequenceCounts) -> str:
    """The line below a sequence's name: "3 active, 1 waits for you, 2 replied, 4 finished"."""
    if not counts.all:
        return tr("Nobody in it yet")
    waits = counts.waiting
    parts = [tr("{active} active", active=numeral(counts.active))]
    if waits:
        parts.append(plural("{n} wait for you", "{n} waits for you", waits))
    if counts.paused:
        parts.append(tr("{paused} paused", paused=numeral(counts.paused)))
    return ", ".join(
        (
            *parts,
            tr("{replied} replied", replied=numeral(counts.replied)),
            tr("{finished} finished", finished=numeral(counts.finished)),
        )
    )


def delay_words(step: Step, *, first: bool) -> str:
    """When a step comes: "3 working days after the step before"."""
    if not step.delay:
        return tr("As soon as a lead is in") if first else tr("Right after the step before")
    if step.unit is Unit.WORKING_DAYS:
        span = plural("{n} working days", "{n} working day", step.delay)
    else:
        span = plural("{n} days", "{n} day", step.delay)
    if first:
        return tr("{span} after a lead is in", span=span)
    return tr("{span} after the step before", span=span)


def window_words(window: Window) -> str:
    """ "9:00 to 17:00, Monday to Friday, on the lead’s clock"."""
    whole_day = window.opens == window.closes == _MIDNIGHT
    hours = tr(
        "{clock_words} to {closing_words}",
        clock_words=clock_words(window.opens),
        closing_words=closing_words(window.closes),
    )
    whose = tr("the lead’s clock") if window.whose is Whose.LEAD else tr("your clock")
    return ", ".join(
        (
            tr("At any time") if whole_day else hours,
            _days_words(window.weekdays),
            tr("on {whose}", whose=whose),
        )
    )


def clock_words(moment: time) -> str:
    return clocked(moment)


def closing_words(moment: time) -> str:
    return tr("midnight") if moment == _MIDNIGHT else clock_words(moment)


def _days_words(weekdays: frozenset[int]) -> str:
    days = sorted(weekdays)
    if not days:
        return tr("on no day")
    if len(days) == 7:
        return tr("every day")
    if len(days) == 1:
        return DAYS[days[0]]
    if days == list(range(days[0], days[-1] + 1)):
        joint = tr(" and ") if len(days) == 2 else tr(" to ")
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
        return tr("Waits for you")
    if row.state is EnrolmentState.STOPPED and row.why is Why.REPLY:
        return tr("Replied")
    return STATE_WORDS[row.state]


def row_moment(row: Enrolment, local: datetime | None, now: datetime) -> str:
    """When its step is due, or when it ended; both moments on the user's clock."""
    if local is None:
        return ""
    if row.ended_at is not None:
        days = (now.date() - local.date()).days
        return (
            tr("Today")
            if days <= 0
            else tr("Yesterday")
            if days == 1
            else tr("{days} days ago", days=numeral(days))
        )
    return due_words(local, now)


def spoken(row: Enrolment, local: datetime | None, now: datetime) -> str:
    """A lead in a sequence, for a screen reader."""
    when = row_moment(row, local, now)
    if when and row.ended_at is None:
        when = tr("due {when}", when=when)
    company = row.company if row.company != row.lead else ""
    return ", ".join(filter(None, (row.lead, company, row.step, state_words(row), row.said, when)))


def enrolled_words(enrolled: Enrolled) -> tuple[str, ...]:
    """What came of enrolling, a line each: "12 leads enrolled", "2 are in a sequence already"."""
    count = len(enrolled.enrolments)
    lines = [
        tr("{leads_words} enrolled", leads_words=leads_words(count))
        if count
        else tr("No lead was enrolled")
    ]
    for reason, said in _LEFT_OUT.items():
        left = len(enrolled.refused.get(reason, ()))
        if left:
            lines.append(said(left))
    return tuple(lines)
