"""When the mails of a merge go out."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.pace import Pace, next_open, pace_document, pace_of, plan

BERLIN = ZoneInfo("Europe/Berlin")
WORK = Pace(gap=60, zone="Europe/Berlin")


def berlin(*when: int) -> datetime:
    return datetime(*when, tzinfo=BERLIN)  # type: ignore[arg-type, misc]


def test_within_its_hours_a_mail_goes_at_once() -> None:
    now = berlin(2026, 6, 16, 10, 30)
    assert next_open(WORK, now) == now


def test_in_the_evening_it_waits_for_the_morning_and_on_friday_for_monday() -> None:
    assert next_open(WORK, berlin(2026, 6, 16, 18, 0)) == berlin(2026, 6, 17, 8, 0)
    assert next_open(WORK, berlin(2026, 6, 19, 18, 1)) == berlin(2026, 6, 22, 8, 0)
    assert next_open(WORK, berlin(2026, 6, 16, 3, 0)) == berlin(2026, 6, 16, 8, 0)


def test_the_hours_are_those_of_the_zone_also_when_its_clocks_change() -> None:
    # The night to 29 March 2026 has no hour between two and three.
    early = Pace(opens=time(2, 30), closes=time(4), days=frozenset(), zone="Europe/Berlin")
    assert next_open(early, berlin(2026, 3, 29, 0, 0)) == berlin(2026, 3, 29, 3, 30)
    assert next_open(WORK, berlin(2026, 10, 24, 12)) == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_what_does_not_fit_into_a_day_goes_on_the_next() -> None:
    times = plan(Pace(gap=3600, zone="Europe/Berlin"), berlin(2026, 6, 16, 15, 30), 5)
    assert times == [
        berlin(2026, 6, 16, 15, 30), berlin(2026, 6, 16, 16, 30), berlin(2026, 6, 16, 17, 30),
        berlin(2026, 6, 17, 8), berlin(2026, 6, 17, 9),
    ]  # fmt: skip


def test_no_more_go_on_a_day_than_may() -> None:
    times = plan(Pace(gap=60, per_day=2, zone="UTC"), datetime(2026, 6, 18, 9, tzinfo=UTC), 5)
    assert [each.day for each in times] == [18, 18, 19, 19, 22]


def test_an_empty_window_keeps_nobody_for_ever() -> None:
    shut = Pace(opens=time(9), closes=time(9), zone="UTC")
    now = datetime(2026, 6, 18, 9, tzinfo=UTC)
    assert next_open(shut, now) == now


paces = st.builds(
    Pace,
    gap=st.integers(0, 7200),
    opens=st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)),
    closes=st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)),
    days=st.frozensets(st.integers(0, 6)),
    per_day=st.integers(0, 50),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)


@given(paces)
def test_a_pace_is_read_as_it_was_written(pace: Pace) -> None:
    assert pace_of(pace_document(pace)) == pace


@given(paces, st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), st.integers(1, 40))
def test_mails_keep_their_distance_and_their_hours(pace: Pace, at: datetime, count: int) -> None:
    start = at.replace(tzinfo=UTC)
    times = plan(pace, start, count)
    assert len(times) == count
    assert times[0] >= start
    gap = timedelta(seconds=pace.gap)
    assert all(later - earlier >= gap for earlier, later in pairwise(times))
    if pace.closes == time(0) or pace.opens < pace.closes:
        zone = ZoneInfo(pace.zone)
        for each in times:
            here = each.astimezone(zone)
            assert not pace.days or here.weekday() in pace.days


def test_nonsense_in_its_column_is_as_usual() -> None:
    assert pace_of({"gap": "x", "opens": "25:00", "zone": "Nowhere", "days": [9]}) == Pace(
        days=frozenset()
    )
