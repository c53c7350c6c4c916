"""When something is due, in more words; and written back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop_app.domain.language import speak
from desktop_app.domain.snoozes import read_until
from desktop_app.domain.typed_dates import read_date, working_days_later
from desktop_app.domain.typed_times import read_moment, write_moment
from desktop_app.ui.language import QtCatalog
from tests.translations import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=BERLIN)  # a Wednesday
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1))


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("thu 2pm", (6, 18, 14, 0)), ("next mon", (6, 22, 17, 0)), ("mon 9:15", (6, 22, 9, 15)),
        ("in 3 working days", (6, 22, 17, 0)), ("in 2 business days at 10", (6, 19, 10, 0)),
        ("in a working day", (6, 18, 17, 0)), ("in five workdays", (6, 24, 17, 0)),
        ("in 2 weeks", (7, 1, 17, 0)), ("in a fortnight", (7, 1, 17, 0)),
        ("in four days 8:30", (6, 21, 8, 30)), ("in a quarter", (9, 17, 17, 0)),
        ("end of month", (6, 30, 17, 0)), ("end of the month 12:00", (6, 30, 12, 0)),
        ("eom", (6, 30, 17, 0)), ("end of next month", (7, 31, 17, 0)),
        ("start of next month", (7, 1, 17, 0)), ("beginning of the month", (7, 1, 17, 0)),
        ("end of week", (6, 19, 17, 0)), ("end of next week", (6, 26, 17, 0)),
        ("eow 10am", (6, 19, 10, 0)), ("end of quarter", (6, 30, 17, 0)),
        ("end of next quarter", (9, 30, 17, 0)), ("end of year", (12, 31, 17, 0)),
        ("start of next week", (6, 22, 17, 0)), ("end of day", (6, 17, 17, 0)),
        ("eod", (6, 17, 17, 0)), ("tomorrow eod", (6, 18, 17, 0)), ("fri lunch", (6, 19, 12, 0)),
    ],
)  # fmt: skip
def test_words(typed: str, moment: tuple[int, int, int, int]) -> None:
    assert read_moment(typed, NOW) == datetime(2026, *moment, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "typed", ["in working days", "in 0 working days", "end of", "end of time", "next", "in 3",
              "working day", "middle of month"],
)  # fmt: skip
def test_no_words(typed: str) -> None:
    assert read_moment(typed, NOW) is None


def test_a_weekend_has_no_working_days() -> None:
    friday, saturday, sunday = (date(2026, 6, each) for each in (19, 20, 21))
    monday = date(2026, 6, 22)
    assert {working_days_later(each, 1) for each in (friday, saturday, sunday)} == {monday}
    assert read_date("end of week", today=saturday) == date(2026, 6, 26)
    assert read_date("end of year", today=date(2026, 12, 31)) == date(2026, 12, 31)


@given(DAYS, st.integers(1, 400))
def test_working_days_are_those_between(day: date, count: int) -> None:
    found = working_days_later(day, count)
    between = (day + timedelta(days=each) for each in range(1, (found - day).days + 1))
    assert sum(each.weekday() < 5 for each in between) == count
    assert found.weekday() < 5


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_an_end_is_to_come_and_the_next_one_after_it(day: date, unit: str) -> None:
    end = read_date(f"end of {unit}", today=day)
    after = read_date(f"end of next {unit}", today=day)
    assert end is not None and after is not None
    assert day <= end
    assert end < after or (unit == "week" and day.weekday() > 4 and end == after)


@given(MOMENTS, st.integers(-400 * 1440, 900 * 1440))
def test_what_is_written_is_read_as_the_same(now: datetime, minutes: int) -> None:
    moment = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0, tzinfo=BERLIN)
    written = write_moment(moment, now.replace(tzinfo=BERLIN))
    found = read_moment(written, now.replace(tzinfo=BERLIN))
    assert found is not None, written
    assert found.replace(tzinfo=None) == moment.replace(tzinfo=None), written


def test_how_it_is_written() -> None:
    now = datetime(2026, 11, 26, 9, tzinfo=BERLIN)
    assert write_moment(datetime(2026, 11, 27, 14, tzinfo=BERLIN), now) == "Fri 27 November 14:00"
    assert write_moment(datetime(2027, 1, 4, 9, tzinfo=BERLIN), now) == "Mon 4 January 2027 09:00"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("morgen 9 Uhr", (6, 18, 9, 0)), ("morgen um 9", (6, 18, 9, 0)),
        ("morgen früh", (6, 18, 9, 0)), ("morgen 9.30 Uhr", (6, 18, 9, 30)),
        ("heute Abend", (6, 17, 18, 0)), ("Montag morgen", (6, 22, 9, 0)),
        ("nächsten Montag", (6, 22, 17, 0)), ("am Montag um 9:30", (6, 22, 9, 30)),
        ("Mi 24. Juni 14 Uhr", (6, 24, 14, 0)), ("Do", (6, 18, 17, 0)),
        ("übermorgen", (6, 19, 17, 0)), ("Freitag Nachmittag", (6, 19, 15, 0)),
        ("in 3 Tagen", (6, 20, 17, 0)), ("in einer Woche", (6, 24, 17, 0)),
        ("in drei Arbeitstagen", (6, 22, 17, 0)), ("in 14 Tagen um 8 Uhr", (7, 1, 8, 0)),
        ("in einer halben Stunde", (6, 17, 10, 0)), ("in 2 Stunden", (6, 17, 11, 30)),
        ("am 20.6. um 15 Uhr", (6, 20, 15, 0)), ("20. Juni 2026", (6, 20, 17, 0)),
        ("Ende des Monats", (6, 30, 17, 0)), ("Monatsende", (6, 30, 17, 0)),
        ("Ende nächster Woche", (6, 26, 17, 0)), ("Jahresende", (12, 31, 17, 0)),
        ("um halb zehn", (6, 18, 9, 30)), ("um zwölf", (6, 17, 12, 0)),
        ("9 Uhr 45", (6, 17, 9, 45)), ("Feierabend", (6, 17, 17, 0)),
    ],
)  # fmt: skip
def test_german_words(typed: str, moment: tuple[int, int, int, int]) -> None:
    assert read_moment(typed, NOW) == datetime(2026, *moment, tzinfo=BERLIN)


@pytest.mark.parametrize("typed", ["do it", "so what", "morgen 25 Uhr", "in Tagen", "halb", "uhr"])
def test_what_is_no_german_moment_either(typed: str) -> None:
    assert read_moment(typed, NOW) is None


@given(MOMENTS)
def test_what_is_written_in_german_is_read_back(moment: datetime) -> None:
    """By names alone: no catalog is needed for them."""
    locale = QLocale("de_DE")
    speak(QtCatalog(LANGUAGES / "outpost_de.qm", locale))
    try:
        aware = moment.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
        said = write_moment(aware, aware.replace(year=2030, month=1, day=1))
        assert read_moment(said, aware.replace(year=2030, month=1, day=1)) == aware
        assert not set(said.split()) & {"Wed", "Tue", "October", "March", "May"}
    finally:
        speak(None)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("tomorrow 9:00, friday, in 2 hours", read_moment),
        ("thu 2pm, in 3 working days, end of month", read_moment),
        ("tomorrow 9:00", read_moment),
        ("tomorrow 9, next week, 19 June", read_until),
        ("17.6.2026, 17 June, yesterday", read_moment),
    ],
)
def test_the_examples_of_a_language_are_read_and_are_of_that_language(
    source: str, read: Callable[[str, datetime], datetime | None]
) -> None:
    german = QtCatalog(LANGUAGES / "outpost_de.qm", QLocale("de_DE")).text(source)
    assert german != source
    both = zip(german.split(", "), source.split(", "), strict=True)
    assert all(read(said, NOW) == read(wanted, NOW) is not None for said, wanted in both)
