"""When a mail goes out, what keeps it, and what can be done about it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.outbox_rules import (
    LATE_AFTER,
    LOOKS,
    Guard,
    day_begins,
    file_pause,
    guard_from,
    instant,
    is_scheduled,
    known_zone,
    look_pause,
    looked_back_to,
    needs_a_look,
    pause_after,
    remedies,
    tomorrow_morning,
    usual_moments,
    waited,
    why_hold,
    why_late,
)
from desktop_app.domain.outgoing import STEPS, Outgoing, Sending

NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


def a_mail(state: Sending = Sending.QUEUED, **other) -> Outgoing:
    made = Outgoing(
        UUID(int=1), "<a@rep.example>", None, "robin@rep.example", ("ines@norvane.example",),
        "Pilot", state, NOW, None, "", 0, "", NOW, None, None, None, None, None, None,
    )  # fmt: skip
    return replace(made, **other)


# -- time ----------------------------------------------------------------------------------------


def test_pauses_grow_and_end_after_a_day():
    short = [pause_after(each, timedelta()) for each in range(1, 8)]
    assert short == [timedelta(minutes=each) for each in (1, 2, 5, 15, 60, 60, 60)]
    day = timedelta(days=1)
    assert pause_after(10, day) == timedelta(hours=1)
    assert pause_after(10, day + timedelta(seconds=1)) is None


def test_a_closed_computer_has_not_tried_for_a_day():
    assert pause_after(9, timedelta(days=30)) == timedelta(hours=1)


@pytest.mark.parametrize("pause", [look_pause, file_pause])
def test_searches_become_rarer_and_never_stop(pause):
    pauses = [pause(each) for each in range(50)]
    assert all(one <= two for one, two in pairwise(pauses))
    assert pauses[0] > timedelta() and pauses[-1] == timedelta(hours=1)


def test_a_chosen_time_is_on_the_clocks_of_its_zone():
    assert instant(datetime(2026, 6, 16, 9), "Europe/Brussels") == NOW - timedelta(hours=2)
    assert instant(NOW, "Asia/Tokyo") == NOW  # it has a zone of its own
    assert instant(datetime(2026, 6, 16, 9), "") == NOW


def test_a_time_that_the_clocks_leap_over_is_as_much_later():
    leapt = instant(datetime(2026, 3, 29, 2, 30), "Europe/Brussels")
    assert leapt.astimezone(BRUSSELS).hour == 3
    twice = instant(datetime(2026, 10, 25, 2, 30), "Europe/Brussels")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the first of the two


@pytest.mark.parametrize("name", ["Nowhere/Town", "../etc/passwd", "a\0b", "/etc"])
def test_a_zone_that_there_is_not(name):
    with pytest.raises(KnownError, match="There is no time zone"):
        known_zone(name)


def test_days_are_the_reps():
    late = datetime(2026, 6, 16, 22, 30, tzinfo=UTC)  # the 17th in Brussels
    assert day_begins(late, BRUSSELS) == datetime(2026, 6, 16, 22, tzinfo=UTC)
    assert tomorrow_morning(late, BRUSSELS) == datetime(2026, 6, 18, 6, tzinfo=UTC)


# -- what keeps it -------------------------------------------------------------------------------

THEN = Guard(newest="1", newest_from="Ines", lead="7", lead_name="Ines Caldaro", status="warm")


def test_nothing_changed():
    assert why_hold(THEN, THEN) is None
    assert why_hold(Guard(), Guard()) is None


def test_an_answer_is_told_with_its_time_on_the_reps_clock():
    now = replace(THEN, newest="2", newest_at="2026-06-16T07:12:05Z")
    assert why_hold(THEN, now, BRUSSELS) == "Ines wrote on Tue 16 June at 9:12."
    assert why_hold(THEN, replace(now, newest_at="")) == "Ines wrote meanwhile."
    assert why_hold(THEN, replace(now, newest_from="", newest_at="?")) == "They wrote meanwhile."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"newest": "2", "bounced": True}, "An earlier mail came back as undeliverable."),
        ({"opted_out": True}, "Ines Caldaro wants no mail any more."),
        ({"lead": "", "lead_name": "", "status": ""}, "Ines Caldaro was deleted meanwhile."),
        ({"status": "cold"}, "Ines Caldaro is cold now."),
        ({"status": ""}, "Ines Caldaro is without a status now."),
    ],
)
def test_what_changed_is_said(change, said):
    assert why_hold(THEN, replace(THEN, **change)) == said


@pytest.mark.parametrize(
    "change",
    [
        {"newest": "", "newest_from": ""},  # an answer was deleted
        {"lead_name": "Ines C."},
        {"newest_at": "2026-06-16T07:12:05Z"},
        {"bounced": True},  # of the same message
    ],
)
def test_what_does_not_matter_holds_nothing(change):
    assert why_hold(THEN, replace(THEN, **change)) is None


def test_who_wanted_no_mail_before_is_no_news():
    out = replace(THEN, opted_out=True)
    assert why_hold(out, out) is None
    assert why_hold(out, THEN) is None


def test_a_guard_is_the_same_after_it_was_kept():
    kept = json.loads(json.dumps(asdict(THEN)))
    assert guard_from(kept) == THEN
    full = replace(THEN, known=("1", "0"), known_from="2026-06-16T07:12:05Z",
                   declined=(("9", "Bo"),))  # fmt: skip
    assert guard_from(json.loads(json.dumps(asdict(full)))) == full
    read = guard_from({"newest": "", "of a newer version": True})
    assert (read.newest, read.known) == ("", ())


def test_what_was_there_below_the_newest_is_no_news_where_only_that_was_noted():
    noted = guard_from({"newest": "1", "newest_at": "2026-06-10T07:00:00Z"})
    assert noted.known == ("1",)
    assert looked_back_to(noted, NOW) == datetime(2026, 6, 10, 7, tzinfo=UTC)


def test_somebody_else_of_those_it_goes_to_wants_no_mail():
    then = replace(THEN, declined=(("8", "Al"),))
    now = replace(then, declined=(("8", "Al"), ("9", "Bo")))
    assert why_hold(then, now) == "Bo wants no mail any more."
    assert why_hold(now, then) is None
    # Where it was not noted, nobody can say that it changed.
    assert why_hold(guard_from({"newest": "1", "lead": "7", "status": "warm"}), now) is None


@pytest.mark.parametrize(
    ("then", "since"),
    [
        (Guard(), None),  # nothing was there: whatever comes is news
        (Guard(known=("1",), newest_at="2026-06-16T07:00:00Z"), NOW - timedelta(days=3)),
        # What came last says that it is of next week, or of long ago.
        (Guard(known=("1",), newest_at="2026-06-30T07:00:00Z"), NOW - timedelta(days=3)),
        (
            Guard(known=("1",), newest_at="2026-01-02T07:00:00Z"),
            datetime(2026, 1, 2, 7, tzinfo=UTC),
        ),
        (Guard(known=("1",), newest_at="?"), NOW - timedelta(days=3)),
        # There were more, of which nothing is known.
        (
            Guard(
                known=("1",), newest_at="2026-06-16T07:00:00Z", known_from="2026-06-16T06:00:00Z"
            ),
            datetime(2026, 6, 16, 6, tzinfo=UTC),
        ),
    ],
)
def test_how_far_news_may_lie_back(then, since):
    assert looked_back_to(then, NOW) == since


def test_only_what_waited_is_looked_at():
    minute = timedelta(minutes=1)
    assert not waited(NOW, None, 0, NOW + minute)
    assert waited(NOW, None, 0, NOW + minute + timedelta(seconds=1))
    assert waited(NOW, None, 1, NOW)
    assert waited(NOW, NOW, 0, NOW)


def test_late_is_asked_about():
    assert why_late(None, 0, NOW) is None
    assert why_late(NOW - LATE_AFTER, 0, NOW) is None
    assert "15 minutes ago" in why_late(NOW - LATE_AFTER - timedelta(seconds=1), 0, NOW)
    # One that was tried in time has an hour.
    assert why_late(NOW - timedelta(hours=1), 1, NOW) is None
    assert "1 hour ago" in why_late(NOW - timedelta(minutes=61), 1, NOW)
    assert "2 days ago" in why_late(NOW - timedelta(hours=50), 0, NOW)
    assert why_late(NOW + timedelta(hours=1), 0, NOW) is None


# -- what the rep can do -------------------------------------------------------------------------


def test_remedies_are_steps_that_may_follow():
    leads_to = {
        "send_now": Sending.QUEUED, "let_go": Sending.QUEUED, "again": Sending.QUEUED,
        "reschedule": Sending.QUEUED, "recall": Sending.RECALLED, "draft": Sending.RECALLED,
        "arrived": Sending.DELIVERED, "edit": None, "stop_merge": Sending.RECALLED,
    }  # fmt: skip
    for state in Sending:
        for remedy in remedies(a_mail(state, draft_open=True, merge_id=uuid4())):
            after = leads_to[remedy]
            assert after in (None, state) or after in STEPS[state], (state, remedy)


def test_nothing_is_offered_for_what_is_over_or_under_way():
    for state in (Sending.SENDING, Sending.DELIVERED, Sending.FILED, Sending.RECALLED):
        assert remedies(a_mail(state)) == ()
    assert remedies(a_mail(Sending.FAILED)) == ()  # its draft was sent anew


def test_in_doubt_the_harmless_comes_first():
    assert remedies(a_mail(Sending.UNKNOWN))[0] == "arrived"


def test_what_needs_a_look():
    assert needs_a_look(a_mail(Sending.HELD))
    assert not needs_a_look(a_mail(Sending.UNKNOWN, looks=LOOKS - 1))
    assert needs_a_look(a_mail(Sending.UNKNOWN, looks=LOOKS))
    assert needs_a_look(a_mail(Sending.FAILED, draft_open=True))
    assert not needs_a_look(a_mail(Sending.FAILED))
    for state in (Sending.QUEUED, Sending.SENDING, Sending.DELIVERED, Sending.RECALLED):
        assert not needs_a_look(a_mail(state, draft_open=True))


def test_scheduled_is_what_waits_for_its_chosen_time():
    later = NOW + timedelta(hours=1)
    assert is_scheduled(a_mail(due_at=later, wanted_at=later), NOW)
    assert not is_scheduled(a_mail(due_at=later), NOW)
    assert not is_scheduled(a_mail(due_at=later, wanted_at=later), later)
    assert not is_scheduled(a_mail(due_at=later, wanted_at=later, attempts=1), NOW)
    assert not is_scheduled(a_mail(Sending.HELD, due_at=later, wanted_at=later), NOW)


@pytest.mark.parametrize(
    ("day", "clock", "offered"),
    [
        (16, "09:00", ["This afternoon", "This evening", "Tomorrow morning", "Tomorrow afternoon",
                       "Monday morning"]),
        (16, "13:45", ["This evening", "Tomorrow morning", "Tomorrow afternoon", "Monday morning"]),
        (19, "19:00", ["Tomorrow morning", "Tomorrow afternoon", "Monday morning"]),
        # On Sunday tomorrow is Monday, and is not offered twice.
        (21, "19:00", ["Tomorrow morning", "Tomorrow afternoon"]),
    ],
)  # fmt: skip
def test_the_usual_moments_are_to_come_and_each_is_offered_once(day, clock, offered):
    hour, minute = map(int, clock.split(":"))
    now = datetime(2026, 6, day, hour, minute, tzinfo=BRUSSELS)
    found = usual_moments(now)
    assert [words for words, _ in found] == offered
    moments = [moment for _, moment in found]
    assert moments == sorted(set(moments)) and moments[0] > now + timedelta(minutes=30)
    assert all(moment.tzinfo is BRUSSELS for moment in moments)
    if "Monday morning" in offered:
        assert dict(found)["Monday morning"].weekday() == 0
