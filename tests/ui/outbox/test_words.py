"""Mails of the outbox in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.mail import Address
from desktop_app.domain.outbox_rules import LOOKS, remedies
from desktop_app.domain.outgoing import OutboxCounts, Outgoing, OutgoingEvent, Sending
from desktop_app.ui.outbox import words

NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)  # a Tuesday, 11:00 in Brussels
ZONE = ZoneInfo("Europe/Brussels")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_mail(state: Sending = Sending.QUEUED, **other) -> Outgoing:
    made = Outgoing(
        UUID(int=1), "<a@rep.example>", None, "robin@rep.example", ("ines@norvane.example",),
        "Pilot", state, NOW, None, "", 0, "", NOW, None, None, None, None, None, None,
        people=(Address("Ines Caldaro", "ines@norvane.example"),),
    )  # fmt: skip
    return replace(made, **other)


def test_whom_it_is_for():
    assert words.whom(a_mail()) == "Ines Caldaro"
    more = (Address("", "a@x.example"), Address("B", "b@x.example"), Address("C", "c@x.example"))
    assert words.whom(a_mail(people=more)) == "a@x.example and 2 more"
    assert words.whom(a_mail(people=())) == "ines@norvane.example"
    assert words.whom(a_mail(people=(), to=())) == "Nobody"


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (HOUR, "12:00"),
        (14 * HOUR, "tomorrow 01:00"),
        (2 * DAY, "Thu 11:00"),
        (6 * DAY, "Mon 11:00"),
        (7 * DAY, "Tue 23 June, 11:00"),
        (200 * DAY, "Sat 2 January 2027, 10:00"),
        (-DAY, "Mon 15 June, 11:00"),
    ],
)
def test_when_it_is_due(later, said):
    assert words.due_words(NOW + later, NOW, ZONE) == said


def test_a_time_of_another_zone_is_told_on_both_clocks():
    mail = a_mail(due_at=NOW + DAY, wanted_at=NOW + DAY)
    assert words.later_words(mail, NOW, ZONE) == "tomorrow 11:00"
    assert words.later_words(replace(mail, zone="Europe/Brussels"), NOW, ZONE) == "tomorrow 11:00"
    assert words.later_words(replace(mail, zone="Europe/Paris"), NOW, ZONE) == "tomorrow 11:00"
    there = words.later_words(replace(mail, zone="Asia/Tokyo"), NOW, ZONE)
    assert there == "tomorrow 11:00 your time, 18:00 in Tokyo"
    there = words.later_words(replace(mail, zone="Pacific/Auckland"), NOW + HOUR, ZONE)
    assert there == "tomorrow 11:00 your time, 21:00 in Auckland"
    late = replace(mail, due_at=NOW + 7 * HOUR, zone="Pacific/Auckland")
    assert words.later_words(late, NOW, ZONE) == "18:00 your time, Wed 04:00 in Auckland"
    assert words.later_words(replace(mail, zone="Gone/Away"), NOW, ZONE) == "tomorrow 11:00"


CASES = {
    "about to go": (
        a_mail(due_at=NOW + timedelta(seconds=8)), "Sending", "until then it can be taken back",
    ),
    "its time is now": (a_mail(), "Waiting", "any moment"),
    "scheduled": (a_mail(due_at=NOW + DAY, wanted_at=NOW + DAY), "Scheduled", "tomorrow 11:00"),
    "no network": (
        a_mail(due_at=NOW + HOUR, attempts=1, waits_for_mailbox=True, said="No answer."),
        "Waiting", "No answer. It is tried again at 12:00.",
    ),
    "put off": (
        a_mail(due_at=NOW + HOUR, attempts=3, said="451 greylisted"), "Put off",
        "451 greylisted It is tried again at 12:00. (3 tries)",
    ),
    "limit of the day": (
        a_mail(due_at=NOW + DAY, said="300 mails of today are out."), "Waiting",
        "300 mails of today are out.",
    ),
    "sending": (a_mail(Sending.SENDING), "Sending", "now"),
    "held": (a_mail(Sending.HELD, said="Ines wrote at 9:12."), "Held", "Ines wrote at 9:12."),
    "searched for": (a_mail(Sending.UNKNOWN, looks=0), "Checking", "Sent is searched"),
    "in doubt": (a_mail(Sending.UNKNOWN, looks=LOOKS), "In doubt", "may have been delivered"),
    "refused": (a_mail(Sending.FAILED, said="550 no"), "Not sent", "550 no"),
    "delivered": (
        a_mail(Sending.DELIVERED, delivered_at=NOW - HOUR), "Delivered",
        "today at 10:00. It is not in the Sent folder yet.",
    ),
    "filed": (a_mail(Sending.FILED, delivered_at=NOW - DAY), "Delivered", "on Mon 15 June"),
    "taken back": (a_mail(Sending.RECALLED), "Taken back", "before it went out"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_where_it_is(case):
    mail, tag, line = CASES[case]
    state = words.state_words(mail, NOW, ZONE)
    assert state.tag == tag
    assert line in state.line
    spoken = words.spoken(mail, NOW, ZONE)
    assert "Ines Caldaro" in spoken and tag in spoken and state.line in spoken


@pytest.mark.parametrize("state", Sending)
def test_every_state_and_event_has_words(state):
    assert words.state_words(a_mail(state), NOW, ZONE).line
    for said in ("", "250 fine"):
        event = words.event_words(OutgoingEvent(NOW, state, said), False)
        assert event and not event.endswith(":")
    for remedy in remedies(a_mail(state, draft_open=True, merge_id=uuid4())):
        assert all(words.remedy_words(remedy, a_mail(state)))


def test_the_first_event_is_that_it_was_put_there():
    event = OutgoingEvent(NOW, Sending.QUEUED, "")
    assert words.event_words(event, True) == "Put into the outbox"
    assert words.event_words(replace(event, said="451 later"), False) == "Waits: 451 later"


def test_what_was_tried_is_tried_again():
    assert words.remedy_words("send_now", a_mail())[0] == "Send now"
    assert words.remedy_words("send_now", a_mail(attempts=1))[0] == "Try now"


@pytest.mark.parametrize(
    ("counts", "offline", "said", "strong"),
    [
        (OutboxCounts(), False, "", False),
        (OutboxCounts(), True, "", False),
        (OutboxCounts(going=1), False, "Sending 1", False),
        (OutboxCounts(1, 2, 3), False, "Sending 1, 2 waiting, 3 scheduled", False),
        (OutboxCounts(scheduled=2), True, "2 scheduled", False),
        (OutboxCounts(1, 1, 3), True, "Outbox 2", True),
        (OutboxCounts(look=1), False, "1 mail needs a look", True),
        (OutboxCounts(1, 2, 3, 2), True, "2 mails need a look", True),
    ],
)
def test_the_foot_of_the_window(counts, offline, said, strong):
    words_, tip, is_strong = words.foot_words(counts, offline=offline)
    assert (words_, is_strong) == (said, strong)
    assert tip


def test_offline():
    assert "1 message goes out" in words.offline_words(OutboxCounts(going=1, scheduled=4))
    assert "kept here" in words.offline_words(OutboxCounts())
