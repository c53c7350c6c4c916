"""What the menu of snoozing offers, and how moments are said."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.snoozes import is_in_reach, moment_words, read_until, usual_times

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 6, 17, 11, 30, tzinfo=BRUSSELS)  # a Wednesday


def test_what_is_offered_is_to_come_and_in_order() -> None:
    for hours in range(24 * 14):
        now = NOW + timedelta(hours=hours)
        offered = usual_times(now)
        moments = [moment for _words, moment in offered]
        assert moments == sorted(moments) and len(set(moments)) == len(moments)
        assert all(is_in_reach(moment, now) for moment in moments)
        assert "Tomorrow" in dict(offered)


def test_names_mean_what_they_say() -> None:
    offered = dict(usual_times(NOW))
    assert offered["Later today"] == NOW.replace(hour=14, minute=0)
    assert offered["This evening"] == NOW.replace(hour=18, minute=0)
    assert offered["Friday"] == datetime(2026, 6, 19, 9, tzinfo=BRUSSELS)
    assert offered["Next week"] == datetime(2026, 6, 22, 9, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (NOW.replace(hour=18, minute=0), "today 18:00"),
        (datetime(2026, 6, 18, 9, tzinfo=BRUSSELS), "tomorrow 09:00"),
        (datetime(2026, 6, 22, 9, tzinfo=BRUSSELS), "Monday 09:00"),
        (datetime(2026, 7, 1, 9, tzinfo=BRUSSELS), "1 July 09:00"),
        (datetime(2027, 7, 1, 9, tzinfo=BRUSSELS), "1 July 2027 09:00"),
    ],
)
def test_moments_are_said_as_people_say_them(until: datetime, expected: str) -> None:
    assert moment_words(until, NOW) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tomorrow 9", datetime(2026, 6, 18, 9)),
        ("Next Week", datetime(2026, 6, 22, 9)),
        ("weekend", datetime(2026, 6, 20, 9)),
        ("friday", datetime(2026, 6, 19, 9)),
        ("friday at 14", datetime(2026, 6, 19, 14)),
        ("19 June 16", datetime(2026, 6, 19, 16)),
        ("today", datetime(2026, 6, 17, 18)),
        ("tonight", datetime(2026, 6, 17, 20)),
        ("5 9", None),
        ("whenever", None),
        ("tomorrow 25", None),
        ("", None),
    ],
)
def test_typed_times(typed: str, expected: datetime | None) -> None:
    found = read_until(typed, NOW)
    assert found == (expected.replace(tzinfo=BRUSSELS) if expected else None)
