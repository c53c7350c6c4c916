"""When a backup is due, and which of them stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.backups import moment_of, name_at, next_due, outdated

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(moments)
def test_a_name_says_its_moment(moment):
    assert moment_of(name_at(moment)) == moment


def test_other_files_are_none():
    good = name_at(NOON)
    for name in (
        "",
        "outpost-.backup",
        good + ".untried",
        f".{good}",
        good.replace("0610", "1310"),
    ):
        assert moment_of(name) is None


def test_when_one_is_due():
    assert next_due("daily", [], NOON, None) == NOON + DAY
    assert next_due("daily", [NOON + 3 * DAY, NOON + DAY], NOON, None) == NOON + 4 * DAY
    assert next_due("weekly", [NOON], NOON, None) == NOON + 7 * DAY
    assert next_due("off", [NOON], NOON, None) is None
    assert next_due("daily", [], None, None) is None
    failed = NOON + 5 * DAY
    assert next_due("daily", [NOON], NOON, failed) == failed + HOUR


def test_the_last_of_a_day_and_of_a_week_stay():
    made = [NOON - n * timedelta(hours=12) for n in range(60)]  # a month, twice a day
    stay = sorted(set(made) - outdated(made, days=3, weeks=3), reverse=True)
    days = [each.date().isoformat() for each in stay]
    # Wednesday, Tuesday, Monday; the Sundays before.
    assert days == ["2026-06-10", "2026-06-09", "2026-06-08", "2026-06-07", "2026-05-31"]
    assert all(each.hour == 12 for each in stay)


@given(st.sets(moments, max_size=40), st.integers(1, 9), st.integers(0, 9))
def test_the_newest_always_stays_and_never_too_many(made, days, weeks):
    stay = made - outdated(made, days=days, weeks=weeks)
    assert len(stay) <= days + weeks
    if made:
        assert max(made) in stay
    # What was let go once is not missed by the next look.
    assert outdated(stay, days=days, weeks=weeks) == set()
