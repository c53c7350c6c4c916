"""The day of a user, and where actions come from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.today import DayBounds, Origin, QueueFigures, origin_of

ZONES = sorted(available_timezones() - {"localtime"})


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)
def test_a_day_has_the_moments_of_its_date(zone: str, moment: datetime) -> None:
    there = ZoneInfo(zone)
    now = moment.astimezone(there)
    day = DayBounds.of(now)
    assert day.begin <= moment < day.end
    second = timedelta(seconds=1)
    assert day.begin.astimezone(there).date() == now.date()
    assert (day.end - second).astimezone(there).date() == now.date()
    assert DayBounds.of(day.end.astimezone(there)).begin == day.end


def test_days_of_23_and_25_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring = DayBounds.of(datetime(2026, 3, 29, 12, tzinfo=berlin))
    autumn = DayBounds.of(datetime(2026, 10, 25, 12, tzinfo=berlin))
    assert spring.end - spring.begin == timedelta(hours=23)
    assert autumn.end - autumn.begin == timedelta(hours=25)
    # The clock jumps over midnight in Beirut.
    beirut = ZoneInfo("Asia/Beirut")
    jump = DayBounds.of(datetime(2025, 3, 30, 12, tzinfo=beirut))
    assert jump.begin.astimezone(beirut).hour == 1


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({}, (Origin.REP, "")),
        ({"snooze": "odd", "sequence": 3, "rule": None}, (Origin.REP, "")),
        ({"sequence": {"name": "Trial", "step_name": "Call them"}},
         (Origin.SEQUENCE, "Step of a sequence: Call them, Trial")),
        ({"sequence": {"enrolment": "0b7e", "step": "3c94", "name": "Call them",
                       "sequence": "Trial", "mail": False}},
         (Origin.SEQUENCE, "Step of a sequence: Call them, Trial")),
        ({"sequence": {"name": "Trial", "step": 2}},
         (Origin.SEQUENCE, "Step of a sequence: step 2, Trial")),
        ({"sequence": {}}, (Origin.SEQUENCE, "Step of a sequence")),
        ({"rule": {"name": "unanswered", "why": "Ines waits since Monday."}},
         (Origin.RULE, "Ines waits since Monday.")),
        ({"rule": {"why": True}}, (Origin.RULE, "Made by a rule")),
    ],
)  # fmt: skip
def test_origins(metadata: dict[str, object], expected: tuple[Origin, str]) -> None:
    assert origin_of(metadata) == expected


def test_what_a_day_has_to_do() -> None:
    figures = QueueFigures(overdue=2, today=5, done=5)
    assert (figures.pressing, figures.of_the_day) == (7, 12)
