"""When a conversation is to come back: what is offered, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop_app.domain.language import clocked, dated, tr, weekday
from desktop_app.domain.typed_dates import read_date
from desktop_app.domain.typed_german import in_english
from desktop_app.domain.typed_times import read_moment

MORNING: Final = time(9)
EVENING: Final = time(18)
_LATER_TODAY: Final = timedelta(hours=3)
_LONGEST: Final = timedelta(days=5 * 366)
_DAY_HOUR = re.compile(r"(.*[^\d\W].*?) (?:at )?(\d{1,2})")  # "tomorrow 9"; "5 9" is nothing


def usual_times(now: datetime) -> Sequence[tuple[str, datetime]]:
    """What a menu offers, the soonest first: words and moment.

    Args:
        now: aware, on the user's clock.
    """
    today = now.date()
    offered: list[tuple[str, datetime]] = []
    later = (now + _LATER_TODAY).replace(minute=0, second=0, microsecond=0)
    if later.date() == today and later.time() < EVENING:
        offered.append((tr("Later today"), later))
    if now.time() < time(17):
        offered.append((tr("This evening"), datetime.combine(today, EVENING, now.tzinfo)))
    tomorrow = today + timedelta(days=1)
    offered.append((tr("Tomorrow"), morning_of(tomorrow, now)))
    if today.weekday() < 3:  # from Thursday on the weekend's end is what people mean
        friday = today + timedelta(days=4 - today.weekday())
        if friday != tomorrow:
            offered.append((tr("Friday"), morning_of(friday, now)))
    monday = today + timedelta(days=7 - today.weekday())
    if monday != tomorrow:
        offered.append((tr("Next week"), morning_of(monday, now)))
    offered.append((tr("In two weeks"), morning_of(today + timedelta(days=14), now)))
    return offered


def morning_of(day: date, now: datetime) -> datetime:
    """When work begins that day, on the clock that ``now`` is on."""
    return datetime.combine(day, MORNING, now.tzinfo)


def is_in_reach(until: datetime, now: datetime) -> bool:
    """Whether a conversation can be away until then: later than now, and within five years."""
    return now < until <= now + _LONGEST


def moment_words(until: datetime, now: datetime) -> str:
    """ "tomorrow 09:00", "Friday 09:00", "19 June 09:00"; both on the user's clock."""
    at, days = clocked(until), (until.date() - now.date()).days
    if days == 0:
        return tr("today {at}", at=at)
    if days == 1:
        return tr("tomorrow {at}", at=at)
    if 0 < days < 7:
        return tr("{day} {at}", day=weekday(until), at=at)
    return tr("{day} {at}", day=dated(until, year=until.year != now.year), at=at)


def read_until(text: str, now: datetime, *, month_first: bool = False) -> datetime | None:
    """A moment as somebody types it: "tomorrow 9", "next week", "19 June", "in 3 hours",
    "morgen um 9"; None where the text says none. A day alone is its morning.

    Args:
        now: aware, on the user's clock.
        month_first: how this user means 3/5/2026.
    """
    words = in_english(" ".join(text.split()).casefold().strip(" ,;"))
    today = now.date()
    if words == "next week":
        return morning_of(today + timedelta(days=7 - today.weekday()), now)
    if words in ("weekend", "this weekend", "the weekend"):
        return morning_of(today + timedelta(days=(5 - today.weekday() - 1) % 7 + 1), now)
    day = read_date(words, today=today, month_first=month_first)
    if day is not None and words != "tonight":
        morning = morning_of(day, now)
        evening = datetime.combine(day, EVENING, now.tzinfo)
        return morning if morning > now or evening <= now else evening
    if found := _DAY_HOUR.fullmatch(words):
        day = read_date(found[1], today=today, month_first=month_first)
        if day is not None and int(found[2]) < 24:
            return datetime.combine(day, time(int(found[2])), now.tzinfo)
    return read_moment(text, now, month_first=month_first)
