"""Moments as people type them: "tomorrow 9:00", "friday", "in 2 hours", "morgen 9 Uhr", ISO."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from desktop_app.domain.day_names import MONTHS, SHORT_DAYS
from desktop_app.domain.language import months, short_days
from desktop_app.domain.typed_dates import read_date
from desktop_app.domain.typed_german import in_english

END_OF_DAY_S_WORK = time(17)
"""When something is due of which only the day is said."""

_CLOCK = re.compile(
    r"(?:(?P<before>.*?)[ ,]\s*)?(?P<at>at )?"
    r"(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})(?::\d{2})?)?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_NAMED = {"morning": 9, "noon": 12, "midday": 12, "lunch": 12, "afternoon": 15, "evening": 18,
          "tonight": 20, "eod": 17}  # fmt: skip
_SOON = re.compile(r"in (an?|half an|one|two|three|\d{1,4}) (minute|min|hour|h)s?")
_COUNTS = {"a": 1.0, "an": 1.0, "half an": 0.5, "one": 1.0, "two": 2.0, "three": 3.0}
_LATEST_HOUR = 23


def read_moment(text: str, now: datetime, *, month_first: bool = False) -> datetime | None:
    """A moment on the clock that ``now`` is on, or None if the text says none.

    A day without a time is due when that day's work ends (17:00; today after that: 23:59). A time
    without a day is the next one that the clock shows.

    Args:
        now: aware, on the user's clock.
        month_first: how this user means 3/5/2026.
    """
    words = in_english(" ".join(text.split()).casefold().strip(" ,;"))
    words = re.sub(r"\bend of (?:the )?day\b", "eod", words, flags=re.IGNORECASE)
    if not words:
        return None
    if found := _SOON.fullmatch(words.casefold()):
        count = _COUNTS.get(found[1]) or float(found[1])
        return now + timedelta(**{"minutes" if found[2].startswith("m") else "hours": count})
    if exact := _exact(words.upper(), now):
        return exact
    day_words, at = _split(words)
    today = now.date()
    if at is None:
        day = read_date(words, today=today, month_first=month_first)
        if day is None:
            return None
        end = datetime.combine(day, END_OF_DAY_S_WORK, now.tzinfo)
        if day == today and end <= now:
            return datetime.combine(day, time(23, 59), now.tzinfo)
        return end
    if day_words:
        day = read_date(day_words, today=today, month_first=month_first)
        return datetime.combine(day, at, now.tzinfo) if day else None
    moment = datetime.combine(today, at, now.tzinfo)
    return moment if moment > now else datetime.combine(today + timedelta(days=1), at, now.tzinfo)


def write_moment(moment: datetime, now: datetime) -> str:
    """A moment as people say it in the user's language, such that :func:`read_moment` reads the
    same minute out of it: "Thu 27 November 14:00", with the year where it is not clear. In English
    where nobody reads the language.

    Args:
        moment, now: aware, on the user's clock.
    """
    days = (moment.date() - now.date()).days
    clear = moment.year == now.year and days > -180
    year = "" if clear else f" {moment.year:04}"
    rest = f"{year} {moment:%H:%M}"
    at, month = moment.weekday(), moment.month - 1
    said = f"{short_days()[at]} {moment.day} {months()[month]}{rest}"
    if read_moment(said, now) == moment.replace(second=0, microsecond=0):
        return said
    return f"{SHORT_DAYS[at]} {moment.day} {MONTHS[month]}{rest}"


def _exact(words: str, now: datetime) -> datetime | None:
    """ISO with a date and a time; without a zone it is the user's."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", words):
        return None
    try:
        moment = datetime.fromisoformat(words.replace(" ", "T", 1))
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    try:
        return moment.astimezone(now.tzinfo)
    except OverflowError:
        return None


def _split(words: str) -> tuple[str, time | None]:
    """What is said of the day, and the time, where one is said."""
    before, _, last = words.rpartition(" ")
    if last.casefold() in _NAMED:
        day = re.sub(r"\s+(?:in the|at)$|^(?:this|in the|at)$", "", before, flags=re.IGNORECASE)
        day = "today" if last.casefold() in ("tonight", "eod") and not day else day
        return day, time(_NAMED[last.casefold()])
    found = _CLOCK.fullmatch(words)
    # A number alone is no time: "20 June", "in 2", "5.3." are something else.
    if found is None or not (found["minute"] or found["half"] or found["at"]):
        return words, None
    before = found["before"] or ""
    day = "" if before == "at" else before.removesuffix(" at").strip(" ,")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= 12:
            return words, None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > _LATEST_HOUR or minute > 59:
        return words, None
    return day, time(hour, minute)
