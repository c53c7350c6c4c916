"""When an action is due, in the few words that a card has room for."""

from __future__ import annotations

from datetime import datetime, time

from desktop_app.domain.language import clocked, numeral, tr
from desktop_app.ui.day_names import SHORT_DAYS

_MONTHS = (
    *(tr("Jan"), tr("Feb"), tr("March"), tr("April"), tr("May"), tr("June")),
    *(tr("July"), tr("Aug"), tr("Sept"), tr("Oct"), tr("Nov"), tr("Dec")),
)
# An action without a time of the day is due at the beginning of its day, or at its last minute.
_NO_TIME = (time(0, 0), time(23, 59))


def due_words(due: datetime, now: datetime) -> str:
    """ "Today 17:00", "Tomorrow", "Thu 10:00", "Mon 22 June", "Yesterday", "2 days late".

    Both moments on the user's clock, for a day begins at the user's midnight.
    """
    days = (due.date() - now.date()).days
    timed = due.time().replace(second=0, microsecond=0) not in _NO_TIME
    at = f" {clocked(due)}" if timed else ""
    if days < -1:
        return tr("{value} days late", value=numeral(-days))
    if days < 2:
        return (tr("Yesterday"), tr("Today{at}", at=at), tr("Tomorrow{at}", at=at))[days + 1]
    day = SHORT_DAYS[due.weekday()]
    if days < 7 and timed:
        return day + at
    year = f" {due.year}" if due.year != now.year else ""
    return tr(
        "{day} {day_2} {month}{year}",
        day=day,
        day_2=due.day,
        month=_MONTHS[due.month - 1],
        year=year,
    )


def spoken_due(due: datetime, now: datetime, *, is_open: bool = True) -> str:
    """The same within a sentence, for a screen reader: "due today 17:00", "due Thu 10:00, late",
    "2 days late"; what is done is not late."""
    days = (due.date() - now.date()).days
    words = due_words(due, now)
    if days < -1:
        return words
    if days < 2:
        # Words such as "today" are no names, in no language; those of days and months may be.
        words = words[:1].lower() + words[1:]
    if is_open and is_late(due, now):
        return tr("due {due}, late", due=words)
    return tr("due {due}", due=words)


def is_late(due: datetime, now: datetime) -> bool:
    """Whether an action should have been done by now; one without a time has its whole day."""
    if due.time().replace(second=0, microsecond=0) in _NO_TIME:
        return due.date() < now.date()
    return due < now
