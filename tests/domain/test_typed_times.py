"""When something is due, as people type it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.typed_times import read_moment

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=BERLIN)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("tomorrow 9:00", (6, 18, 9, 0)), ("tomorrow at 9", (6, 18, 9, 0)),
        ("friday", (6, 19, 17, 0)),
        ("Friday 14:30", (6, 19, 14, 30)), ("monday 9am", (6, 22, 9, 0)),
        ("next Friday at 3 pm", (6, 19, 15, 0)), ("9:00", (6, 18, 9, 0)), ("17:00", (6, 17, 17, 0)),
        ("today", (6, 17, 17, 0)), ("today 8:00", (6, 17, 8, 0)), ("noon", (6, 17, 12, 0)),
        ("2026-06-20 14:00", (6, 20, 14, 0)), ("2026-06-20T14:00", (6, 20, 14, 0)),
        ("2026-06-20T14:00:00Z", (6, 20, 16, 0)), ("2026-06-20", (6, 20, 17, 0)),
        ("20.6.2026 8:15", (6, 20, 8, 15)), ("20 June, 15:00", (6, 20, 15, 0)),
        ("20 June", (6, 20, 17, 0)), ("June 20 2026 at 15:00", (6, 20, 15, 0)),
        ("20.6.", (6, 20, 17, 0)),
        ("in 2 hours", (6, 17, 11, 30)), ("in half an hour", (6, 17, 10, 0)),
        ("in 45 min", (6, 17, 10, 15)), ("in 2 weeks", (7, 1, 17, 0)), ("tonight", (6, 17, 20, 0)),
        ("friday afternoon", (6, 19, 15, 0)), ("tomorrow in the morning", (6, 18, 9, 0)),
        ("12am", (6, 18, 0, 0)), ("12 pm", (6, 17, 12, 0)), ("tomorrow 9h15", (6, 18, 9, 15)),
    ],
)  # fmt: skip
def test_moments(typed, moment):
    found = read_moment(typed, NOW)
    assert found == datetime(2026, *moment, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "a", "1", "12", "may", "25:00", "9:60", "13pm", "friday 25:00", "someday 9:00",
     "2026-06-31", "2026-06-20 26:00", "do it", "0pm"],
)  # fmt: skip
def test_no_moments(typed):
    assert read_moment(typed, NOW) is None


def test_a_day_whose_work_is_over():
    evening = NOW.replace(hour=19)
    assert read_moment("today", evening) == NOW.replace(hour=23, minute=59)


def test_the_clock_is_the_user_s_also_across_the_change_of_it():
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    found = read_moment("tomorrow 9:00", before)
    assert (found.hour, found.utcoffset().seconds) == (9, 3600)


def test_where_the_month_comes_first():
    assert month_comes_first("America/New_York") and month_comes_first("America/Indiana/Knox")
    assert not any(map(month_comes_first, ("Europe/Berlin", "America/Toronto", "UTC", "")))
    found = read_moment("3/5/2027 10:00", NOW, month_first=True)
    assert (found.month, found.day, found.hour) == (3, 5, 10)
