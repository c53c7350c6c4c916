"""Dates as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from desktop_app.domain.typed_german import in_english

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_DAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday",
         "fri friday", "sat saturday", "sun sunday")
    )
    for name in names.split()
}  # fmt: skip

# Where 3/5 is the fifth of March. A time zone says it of most people there; nobody is asked.
_MONTH_FIRST = re.compile(
    r"US/.*|America/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Juneau|"
    r"Sitka|Nome|Adak|Menominee|Indiana/.*|Kentucky/.*|North_Dakota/.*)|Pacific/Honolulu"
)

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?(?:z|\+00:00)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2?\s?(\d{4}|\d{2})?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "a couple of": 2,
}  # fmt: skip
_IN = re.compile(
    rf"in (?P<count>\d{{1,4}}|{'|'.join(_COUNTS)}) "
    r"(?P<unit>working day|business day|workday|weekday|day|week|fortnight|month|quarter|year)s?"
)
_WORKING = frozenset({"working day", "business day", "workday", "weekday"})
_EDGE = re.compile(
    r"(?:the )?(?P<edge>end|start|beginning) of (?:the |this )?(?P<next>next )?"
    r"(?P<unit>week|month|quarter|year)"
)
_SHORT_EDGES = {"eow": "end of week", "eom": "end of month", "eoq": "end of quarter",
                "eoy": "end of year"}  # fmt: skip


def read_date(text: str, *, today: date | None = None, month_first: bool = False) -> date | None:
    """A day, or None if the text is none.

    ``2026-06-17``, ``17.6.2026``, ``17/6/26``, ``17 June 2026``, ``June 17, 2026``, ``20260617``;
    with ``today`` also ``17.6.``, ``17 June``, ``tomorrow``, ``friday``, ``in 2 weeks``, ``in 3
    working days`` (Monday to Friday), ``end of month``, ``end of next week`` (its Friday). German
    is read as English is: ``17. März``, ``morgen``, ``in 3 Tagen``, ``Monatsende``.

    Args:
        month_first: 3/5/2026 is the fifth of March, where both are possible; points always
            separate day, month and year.
    """
    words = in_english(" ".join(text.split()).casefold().strip(" ,;"))
    found = _COMPACT.fullmatch(words) or _ISO.fullmatch(words)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(words):
        return _of_numbers(found, today, month_first)
    words = re.sub(r"^(?:on )?(?:(\w+),? )(?=\d|[a-z]+\.? \d)", _without_weekday, words)
    if found := _DAY_MONTH.fullmatch(words):
        return _of_names(found[3], found[2], found[1], today)
    if found := _MONTH_DAY.fullmatch(words):
        return _of_names(found[3], found[1], found[2], today)
    return _in_words(words, today) if today is not None else None


def month_comes_first(zone: str) -> bool:
    """Whether people in this time zone ("America/Chicago") write the month before the day."""
    return _MONTH_FIRST.fullmatch(zone) is not None


def _without_weekday(found: re.Match[str]) -> str:
    return "" if found[1] in _DAYS else found[0]


def _of_numbers(found: re.Match[str], today: date | None, month_first: bool) -> date | None:
    first, mark, second, year_words = int(found[1]), found[2], int(found[3]), found[4]
    day_number, month = first, second
    if second > 12 or (month_first and mark != "." and first <= 12):
        day_number, month = second, first
    if year_words is None:
        return _next(month, day_number, today)
    year = int(year_words)
    return _day(year if len(year_words) == 4 else _century(year, today), month, day_number)


def _of_names(year: str | None, month: str, number: str, today: date | None) -> date | None:
    at = _MONTHS.get(month)
    if at is None:
        return None
    return _day(int(year), at, int(number)) if year else _next(at, int(number), today)


def _in_words(words: str, today: date) -> date | None:
    steps = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2,
             "the day after tomorrow": 2, "next week": 7}  # fmt: skip
    if words in steps:
        return today + timedelta(days=steps[words])
    if found := _IN.fullmatch(words):
        return _later(today, _COUNTS.get(found["count"]) or int(found["count"]), found["unit"])
    if found := _EDGE.fullmatch(_SHORT_EDGES.get(words, words)):
        return _edge(today, found["unit"], found["edge"] == "end", found["next"] is not None)
    next_one, _, name = words.rpartition(" ")
    weekday = _DAYS.get(name or words)
    if weekday is None or next_one not in ("", "next", "this", "on", "coming"):
        return None
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def working_days_later(day: date, count: int) -> date:
    """The working day (Monday to Friday) that comes so many after a day; Monday is the first one
    after a Saturday."""
    weekday = min(day.weekday(), 4)  # a weekend counts from its Friday
    friday_back = day.weekday() - weekday
    weeks, rest = divmod(weekday + count, 5)
    return day + timedelta(days=weeks * 7 + rest - weekday - friday_back)


_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def _later(today: date, count: int, unit: str) -> date | None:
    if unit in _WORKING:
        return working_days_later(today, count) if count else None
    if unit in _DAYS_IN:
        return today + timedelta(days=count * _DAYS_IN[unit])
    months = today.year * 12 + today.month - 1 + count * _MONTHS_IN[unit]
    year, month = divmod(months, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _edge(today: date, unit: str, end: bool, next_one: bool) -> date | None:
    """The first or the last day of a week (its Friday), month, quarter or year: the present one,
    or the next. What is past of the present one is not meant: its end is never before today."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=4 if end else 0)
        return day + timedelta(days=7) if next_one or day < today else day
    length = _MONTHS_IN[unit]
    first = today.year * 12 + (today.month - 1) // length * length
    if next_one or (not end and date(first // 12, first % 12 + 1, 1) < today):
        first += length
    year, month = divmod(first + (length - 1 if end else 0), 12)
    if year > 9999:
        return None
    return date(year, month + 1, monthrange(year, month + 1)[1] if end else 1)


def _next(month: int, number: int, today: date | None) -> date | None:
    """The day of that name in this year, or in the next one where this year's is long past."""
    if today is None:
        return None
    this = _day(today.year, month, number)
    if this is not None and (today - this).days > 182:
        return _day(today.year + 1, month, number)
    if this is None:  # the 29th of February
        return _day(today.year + 1, month, number)
    return this


def _century(year: int, today: date | None) -> int:
    """26 is 2026, 98 is 1998: within fifty years to come."""
    now = today.year if today is not None else 2000
    guess = now // 100 * 100 + year
    return guess - 100 if guess > now + 50 else guess


def _day(year: int, month: int, number: int) -> date | None:
    if year < 1000:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
