"""When steps are due, and what becomes of an enrolment."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.sequence_times import (
    Facts,
    Move,
    Pause,
    Stay,
    Stop,
    Take,
    Waiting,
    is_open,
    judge,
    next_due,
    opening,
    stop_of,
    zone_of,
)
from desktop_app.domain.sequences import (
    SequenceText,
    Step,
    Unit,
    Whose,
    Why,
    Window,
    checked,
    places,
)

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
DAYS, WORKING = Unit.DAYS, Unit.WORKING_DAYS
OFFICE = Window(time(9), time(17))


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("since", "delay", "unit", "window", "due"),
    [
        # Wednesday: at once while the window is open, else when it opens, else tomorrow.
        ("2026-06-17 10:30", 0, DAYS, OFFICE, "2026-06-17 10:30"),
        ("2026-06-17 07:00", 0, DAYS, OFFICE, "2026-06-17 09:00"),
        ("2026-06-17 17:00", 0, DAYS, OFFICE, "2026-06-18 09:00"),
        ("2026-06-19 17:30", 0, DAYS, OFFICE, "2026-06-22 09:00"),
        ("2026-06-17 16:30", 2, DAYS, OFFICE, "2026-06-19 09:00"),
        ("2026-06-17 10:00", 3, DAYS, OFFICE, "2026-06-22 09:00"),
        ("2026-06-17 10:00", 3, WORKING, OFFICE, "2026-06-22 09:00"),
        ("2026-06-19 10:00", 1, WORKING, OFFICE, "2026-06-22 09:00"),
        ("2026-06-20 10:00", 0, WORKING, Window(weekdays=frozenset(range(7))), "2026-06-22 09:00"),
        ("2026-06-20 10:00", 1, WORKING, OFFICE, "2026-06-22 09:00"),
        ("2026-06-17 10:00", 1, DAYS, Window(weekdays=frozenset({6})), "2026-06-21 09:00"),
        ("2026-06-17 23:30", 0, DAYS, Window(time(22), time(0)), "2026-06-17 23:30"),
        # 29 March 2026: 2:00 to 3:00 does not exist; 25 October: it comes twice.
        ("2026-03-27 10:00", 2, DAYS, Window(time(2, 30), time(5), frozenset({6})),
         "2026-03-29 03:30"),
        ("2026-03-28 10:00", 1, DAYS, Window(time(2), time(3), frozenset(range(7))),
         "2026-03-30 02:00"),
        ("2026-10-24 10:00", 1, DAYS, Window(time(2, 30), time(5), frozenset({6})),
         "2026-10-25 02:30"),
    ],
)  # fmt: skip
def test_when_a_step_is_due(since, delay, unit, window, due):
    found = next_due(at(since), delay, unit, window, BERLIN)
    assert found == at(due).astimezone(UTC)
    assert found.tzinfo is UTC
    assert is_open(found, window, BERLIN)


def test_the_hour_that_comes_twice_opens_once():
    window = Window(time(2), time(2, 30), frozenset({6}))
    first = at("2026-10-25 02:10")
    assert is_open(first, window, BERLIN)
    assert not is_open(first.astimezone(UTC) + timedelta(hours=1), window, BERLIN)


def test_a_zone_leaps_over_a_whole_day():
    apia = ZoneInfo("Pacific/Apia")  # there was no 30 December 2011, a Friday
    found = next_due(at("2011-12-29 20:00", apia), 1, DAYS, Window(weekdays=frozenset({4})), apia)
    assert found.astimezone(apia).date() == date(2012, 1, 6)


def test_the_lead_s_clock_else_the_rep_s():
    assert zone_of(Whose.LEAD, "America/New_York", "Europe/Berlin") == NEW_YORK
    assert zone_of(Whose.REP, "America/New_York", "Europe/Berlin") == BERLIN
    for nonsense in ("", "Mars/Olympus", "../etc/passwd", "x" * 300):
        assert zone_of(Whose.LEAD, nonsense, "Europe/Berlin") == BERLIN
        assert zone_of(Whose.LEAD, nonsense, nonsense).key == "UTC"


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo",
     "America/Santiago", "Pacific/Chatham", "UTC"]
).map(ZoneInfo)  # fmt: skip
windows = st.builds(
    lambda a, b, days: Window(min(a, b), max(a, b), days),
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.sets(st.integers(0, 6), min_size=1).map(frozenset),
).filter(lambda window: window.opens < window.closes)


@given(moments, windows, zones)
def test_an_opening_is_the_first_moment_inside(moment, window, zone):
    found = opening(moment, window, zone)
    assert found >= moment
    assert opening(found, window, zone) == found
    local = found.astimezone(zone)
    assert local.weekday() in window.weekdays
    # What the clocks leap over is later by the leap; otherwise it is between the hands.
    assert local.time() < window.closes or local.utcoffset() != moment.astimezone(zone).utcoffset()
    if found > moment:
        assert not is_open(moment, window, zone)


@given(moments, st.integers(0, 30), st.sampled_from(Unit), windows, zones)
def test_a_delay_is_never_cut_short(since, delay, unit, window, zone):
    due = next_due(since, delay, unit, window, zone)
    assert due >= since
    days = due.astimezone(zone).date() - since.astimezone(zone).date()
    assert days.days >= delay
    if unit is WORKING and delay:
        between = (since.astimezone(zone).date() + timedelta(n + 1) for n in range(days.days))
        assert sum(day.weekday() < 5 for day in between) >= delay


# -- what becomes of it ----------------------------------------------------------------------------

NOW = at("2026-06-17 10:30").astimezone(UTC)


def waiting(**given):
    due = given.pop("due", NOW - timedelta(hours=1))
    return Waiting(
        **{
            "since": NOW - timedelta(days=3), "due": due, "planned": due, "delay": 3,
            "unit": DAYS, "window": OFFICE, "lead_zone": "", "rep_zone": "Europe/Berlin", **given,
        }
    )  # fmt: skip


def test_what_is_due_in_its_window_is_taken():
    assert judge(Facts(), waiting(), NOW) == Take()
    assert judge(Facts(), waiting(due=NOW + timedelta(seconds=1)), NOW) == Stay()
    assert judge(Facts(), waiting(due=None, planned=NOW), NOW) == Stay()
    assert judge(Facts(), waiting(by_hand=True), NOW) == Stay()
    assert judge(Facts(), waiting(paused=True), NOW) == Stay()


def test_outside_of_its_window_it_waits_for_the_next():
    night = at("2026-06-17 20:00").astimezone(UTC)
    assert judge(Facts(), waiting(), night) == Move(at("2026-06-18 09:00"))
    late = at("2026-06-17 16:30").astimezone(UTC)
    assert judge(Facts(unsent=True), waiting(), late) == Move(at("2026-06-18 09:00"))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(lead_gone=True, replied=True), Why.LEAD_GONE),
        (Facts(opted_out=True, replied=True), Why.OPT_OUT),
        (Facts(replied=True, meeting=True), Why.REPLY),
        (Facts(meeting=True, cold=True), Why.MEETING),
        (Facts(bounced="550 nobody"), Why.BOUNCE),
        (Facts(failed="refused"), Why.BOUNCE),
        (Facts(manual_mail=True), Why.MANUAL_MAIL),
        (Facts(cold=True), Why.COLD),
    ],
)
def test_why_it_stops(facts, why):
    stop = stop_of(facts)
    assert isinstance(stop, Stop)
    assert stop.why is why
    assert stop.said
    for state in (waiting(), waiting(paused=True), waiting(by_hand=True), waiting(due=None)):
        assert judge(facts, state, NOW) == stop
    assert judge(Facts(bounced="550 nobody"), waiting(), NOW) == Stop(Why.BOUNCE, "550 nobody")


def test_an_absence_puts_it_off():
    away = Facts(absence=uuid4(), absent_since=NOW - timedelta(hours=2))
    back = date(2026, 7, 4)  # a Saturday
    verdict = judge(replace(away, returns_on=back), waiting(), NOW)
    assert verdict == Pause(at("2026-07-04 00:00"), at("2026-07-06 09:00"))
    unknown = judge(away, waiting(), NOW)
    assert unknown == Pause(NOW + timedelta(days=7, hours=-2), at("2026-06-24 09:00"))
    past = Facts(absence=uuid4(), absent_since=NOW, returns_on=date(2026, 6, 17))
    assert judge(past, waiting(), NOW) == Take()
    assert judge(away, waiting(paused=True), NOW) == Stay()


def test_another_zone_moves_what_nobody_chose_by_hand():
    moved = waiting(due=at("2026-06-20 09:00"), since=NOW, rep_zone="America/New_York", replan=True)
    assert judge(Facts(), moved, NOW) == Move(at("2026-06-22 09:00", NEW_YORK))
    own = waiting(
        due=at("2026-06-20 11:00"), planned=at("2026-06-20 09:00"), since=NOW, replan=True
    )
    assert judge(Facts(), own, NOW) == Stay()


# -- definitions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (SequenceText(" "), "needs a name"),
        (SequenceText("a", (Step("", action_type="call"),)), "step needs a name"),
        (SequenceText("a", (Step("b"),)), "either a mail or an action"),
        (SequenceText("a", (Step("b", uuid4(), "call"),)), "either a mail or an action"),
        (SequenceText("a", (Step("b", uuid4(), delay=366),)), "cannot wait"),
        (SequenceText("a", (Step("b", uuid4(), window=Window(time(9), time(9))),)), "ends before"),
        (SequenceText("a", (Step("b", uuid4(), window=Window(weekdays=frozenset())),)), "no day"),
        (SequenceText("a", tuple(Step("b", uuid4()) for _ in range(51))), "too many steps"),
        (SequenceText("a", (Step("b", uuid4()),) * 2), "stands twice"),
        (SequenceText("n" * 200), "too long"),
    ],
)
def test_what_is_no_sequence(text, match):
    with pytest.raises(KnownError, match=match):
        checked(text)


def test_a_sequence_as_it_is_kept():
    kept = checked(SequenceText("  New\nleads ", (Step(" Call ", action_type="Phone call"),), " "))
    assert (kept.name, kept.kind) == ("New leads", "outreach")
    assert (kept.steps[0].name, kept.steps[0].action_type) == ("Call", "phone_call")


def test_steps_taken_out_keep_their_places():
    a, b, c, d, e = (uuid4() for _ in range(5))
    assert places([a, b, c], [a, c]) == [a, b, c]
    assert places([a, b, c], [c, a]) == [c, a, b]
    assert places([a, b, c], [d]) == [a, b, c, d]
    assert places([a, b, c, d], [a, e, d]) == [a, b, c, e, d]
    assert places([], [a, b]) == [a, b]
