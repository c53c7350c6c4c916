"""The day on which somebody wants to hear from us again, as English mail says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.reading import Span
from desktop_app.domain.typed_dates import read_date

_MONTHS: Final = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH: Final = "|".join(_MONTHS)
_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "a couple of": 2, "couple of": 2, "a few": 3,
    "another": 1,
}  # fmt: skip
_COUNT: Final = r"\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_SEASONS: Final = {"spring": (3, 1), "summer": (6, 1), "autumn": (9, 1), "fall": (9, 1),
                   "winter": (12, 1)}  # fmt: skip


_Read = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True, slots=True)
class LaterDay:
    """A day, and where it is said."""

    day: date
    span: Span


def later_days(text: str, written: date) -> tuple[LaterDay, ...]:
    """Every later day that a text names, in its order; places that overlap are one day.

    "After September" is the first of October, "mid September" the 15th, "next quarter" its first
    day, "after the summer" the first of September.

    Args:
        written: the day of the message; only days after it are found.
    """
    found = sorted(_all(text, written), key=lambda each: (each.span.start, -each.span.end))
    kept: list[LaterDay] = []
    for each in found:
        if each.day > written and (not kept or each.span.start >= kept[-1].span.end):
            kept.append(each)
    return tuple(kept)


def _all(text: str, written: date) -> Iterator[LaterDay]:
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            day = read(match, written)
            if day is not None:
                yield LaterDay(day, Span(match.start(), match.end()))


def _counted(match: re.Match[str], written: date) -> date | None:
    words = match["count"].lower()
    count = _COUNTS.get(words) or (int(words) if words.isdigit() else 1)
    unit = match["unit"].lower()
    if unit in ("day", "week", "fortnight"):
        return written + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return _months_later(written, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def _next(match: re.Match[str], written: date) -> date | None:
    unit = match["unit"].lower()
    if unit == "week":
        return written + timedelta(days=7 - written.weekday())
    if unit == "month":
        return _months_later(written.replace(day=1), 1)
    if unit == "quarter":
        return _months_later(written.replace(day=1), 3 - (written.month - 1) % 3)
    if unit == "year":
        return date(written.year + 1, 1, 1)
    return _coming(written, *_SEASONS[unit])


def _in_month(match: re.Match[str], written: date) -> date | None:
    month = next(
        number
        for number, name in enumerate(_MONTHS, start=1)
        if re.fullmatch(name, match["month"], re.IGNORECASE)
    )
    year = int(match["year"]) if match["year"] else None
    first = date(year, month, 1) if year else _coming(written.replace(day=1), month, 1)
    part = (match["part"] or "").lower().strip(" -")
    before = (match["before"] or "").lower()
    if part.startswith("mid"):
        return first.replace(day=15)
    if before == "after" or part.startswith("end"):
        after = _months_later(first, 1)
        return after if before == "after" else after - timedelta(days=5)
    if part.startswith("late"):
        return first.replace(day=20)
    return max(first, written + timedelta(days=1)) if first <= written else first


def _quarter(match: re.Match[str], written: date) -> date | None:
    year = int(match["year"]) if match["year"] else None
    month = 3 * int(match["number"]) - 2
    return date(year, month, 1) if year else _coming(written, month, 1)


def _after(match: re.Match[str], written: date) -> date | None:
    what = match["what"].lower()
    if what == "summer":
        return _coming(written, 9, 1)
    if what == "easter":
        easter = _easter(written.year)
        easter = easter if easter > written else _easter(written.year + 1)
        return easter + timedelta(days=2)
    return date(written.year + 1, 1, 2)


def _in_season(match: re.Match[str], written: date) -> date | None:
    name = match["season"].lower()
    return date(written.year + 1, 1, 2) if "year" in name else _coming(written, *_SEASONS[name])


def _exact(match: re.Match[str], written: date) -> date | None:
    return read_date(match[0], today=written)


def _of_month(match: re.Match[str], written: date) -> date | None:
    """ "On the 15th": the next one there is."""
    number = int(match["day"])
    for ahead in range(3):
        first = _months_later(written.replace(day=1), ahead)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        if day > written:
            return day
    return None


def _coming(written: date, month: int, day: int) -> date:
    this_year = date(written.year, month, day)
    return this_year if this_year > written else date(written.year + 1, month, day)


def _months_later(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return day


def _easter(year: int) -> date:
    """Easter Sunday: the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_READERS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = (
    (
        _compiled(
            rf"\b(?:in|after|for|give (?:it|us|me)|wait|after|within)? ?(?:about |around |roughly |"
            rf"maybe |say |at least )?(?P<count>{_COUNT})(?: or (?:two|three|so))?[ -](?:more )?"
            r"(?P<unit>day|week|fortnight|month|quarter|year)s?\b"
        ),
        _counted,
    ),
    (_compiled(r"\bnext (?:financial |fiscal )?(?P<unit>week|month|quarter|year|spring|summer|"
               r"autumn|fall|winter)\b"), _next),
    (
        _compiled(
            r"\b(?:(?P<before>in|until|till|after|around|by|come|from|for|since)\s+)?(?:the )?"
            r"(?P<part>mid[- ]?|early |late |end of |start of |beginning of |middle of )?(?:in )?"
            rf"\b(?P<month>{_MONTH})\b(?!\s*\d{{1,2}}(?!\d))(?: (?P<year>20\d\d))?"
        ),
        _in_month,
    ),
    (_compiled(r"\bq(?P<number>[1-4])(?: (?P<year>20\d\d))?\b"), _quarter),
    (
        _compiled(
            r"\b(?:after|until|following|past) (?:the )?(?P<what>summer|easter|christmas|new year|"
            r"year[- ]?end|end of the year)\b"
        ),
        _after,
    ),
    (
        _compiled(r"\b(?:in|come|by|this|the) (?:the )?(?P<season>spring|summer|autumn|fall|winter|"
                  r"new (?:financial |fiscal )?year)\b"),
        _in_season,
    ),
    (
        _compiled(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b(?:,? 20\d\d)?|"
            rf"\b(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? 20\d\d)?|\b20\d\d-\d\d-\d\d\b|"
            r"\b\d{1,2}\.\d{1,2}\.(?:20\d\d|\d\d)?|\b\d{1,2}/\d{1,2}/(?:20\d\d|\d\d)\b"
        ),
        _exact,
    ),
    (_compiled(r"\b(?:on |after |until )?the (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! of)"),
     _of_month),
)  # fmt: skip
