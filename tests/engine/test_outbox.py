"""The outbox worked off: each outcome once, whatever dies in between."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mail import MailRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.delivery import (
    BrokenBefore,
    RefusedForGood,
    RefusedForNow,
    TurnedAway,
    Unclear,
)
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail_faults import MailServerUnreachable, SignInRefused
from desktop_app.domain.mailboxes import Credential, MailboxState, Security, Server
from desktop_app.domain.outbox_rules import Guard
from desktop_app.domain.outgoing import Sending
from desktop_app.engine.mailbox_tokens import SignInAgain
from desktop_app.engine.outbox import OutboxSender
from desktop_app.wire.content_store import ContentStore
from tests.mailboxes import a_mailbox
from tests.outbox import INES, Killed, Outbox, Postman


@pytest.fixture
def start(db, folders, postman, clock):
    """Starts an engine's sender anew."""

    def start(credentials=lambda mailbox: Credential("robin", "x"), **other) -> OutboxSender:
        return OutboxSender(
            db, folders, credentials, postman, transport=postman.send, now=clock, **other
        )

    return start


# -- the way of a mail ---------------------------------------------------------------------------


def test_delivered_it_is_a_message_of_the_conversation_and_filed(
    db, user, outbox, postman, start, clock, deliver, make_lead
):
    lead = make_lead(INES)
    asked = deliver(f"Ines Caldaro <{INES}>", user.email)
    identity = db.value("SELECT identity FROM outpost.message WHERE email_id = %s", (asked,))
    clock.forward(minutes=5)
    mail = outbox.queue(
        answers=asked, conversation=deliver.talk_of(asked), lead=lead, in_reply_to=identity,
        subject="Re: Pilot", hidden=("boss@work.example",),
    )  # fmt: skip
    assert start().look() == 2  # sent, and looked for in Sent
    assert outbox[mail].state is Sending.DELIVERED
    assert postman.envelopes[0].recipients == (INES, "boss@work.example")
    email = outbox[mail].email_id
    row = db.row(
        "SELECT direction, status, lead_id, thread_id, bcc FROM emails WHERE id = %s", (email,)
    )
    assert row == ("outbound", "read", lead, deliver.talk_of(asked), ["boss@work.example"])
    assert db.value("SELECT status FROM emails WHERE id = %s", (asked,)) == "replied"
    origin, talk = db.row(
        "SELECT origin, conversation_id FROM outpost.message WHERE email_id = %s", (email,)
    )
    assert (origin, talk) == ("composed", deliver.talk_of(asked))
    assert db.row(
        "SELECT message_count, unread_count, last_outbound FROM outpost.conversation WHERE id = %s",
        (talk,),
    ) == (2, 0, True)
    assert db.value("SELECT last_contact_at FROM leads WHERE id = %s", (lead,)) == clock()
    clock.forward(seconds=11)
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert outbox.states(mail) == ["queued", "sending", "delivered", "filed"]
    assert postman.filed[0].startswith(b"Bcc: boss@work.example\r\n")
    assert db.value("SELECT files_sent FROM outpost.mailbox") is False
    assert postman.delivered == postman.sent == [outbox[mail].message_id]


def test_a_server_that_files_itself_is_remembered(db, outbox, postman, start, clock):
    postman.files_itself = True
    mail = outbox.queue()
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert postman.filed == []
    assert db.value("SELECT files_sent FROM outpost.mailbox") is True
    assert postman.sent == [outbox[mail].message_id]


def _files_sent(db) -> bool | None:
    return db.value("SELECT files_sent FROM outpost.mailbox")


@pytest.mark.parametrize("fault", [Killed(), KnownError("The line was cut.", retryable=True)])
def test_a_copy_of_ours_does_not_look_like_the_servers(
    db, outbox, postman, start, clock, monkeypatch, fault
):
    """It was put there, and nobody was told."""
    mail = outbox.queue()
    start().look()
    clock.forward(seconds=11)
    with monkeypatch.context() as cut:

        def file_in_sent(*args):
            Postman.file_in_sent(postman, *args)
            raise fault

        cut.setattr(postman, "file_in_sent", file_in_sent)
        with contextlib.suppress(Killed):
            start().look()
    assert outbox[mail].state is Sending.DELIVERED
    clock.forward(hours=2)
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert _files_sent(db) is None
    other = outbox.queue()
    start().look()
    clock.forward(seconds=11)
    start().look()
    assert outbox[other].state is Sending.FILED
    assert _files_sent(db) is False
    assert postman.sent == [outbox[mail].message_id, outbox[other].message_id]


def test_what_a_server_did_not_file_although_it_was_thought_to_is_learned(
    db, outbox, postman, start, clock
):
    db.run("UPDATE outpost.mailbox SET files_sent = true")
    mail = outbox.queue()
    for _ in range(5):
        start().look()
        assert outbox[mail].state is Sending.DELIVERED
        clock.now = outbox[mail].due_at
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert _files_sent(db) is False
    other = outbox.queue()
    start().look()
    assert outbox[other].state is Sending.FILED  # at once
    assert len(postman.filed) == 2


def test_what_a_server_filed_although_it_was_thought_not_to_is_learned(db, outbox, postman, start):
    db.run("UPDATE outpost.mailbox SET files_sent = false")
    postman.files_itself = True
    outbox.queue()
    start().look()
    assert _files_sent(db) is True
    assert postman.filed == []


@pytest.fixture
def fetched(db, outbox):
    """Notes that a mail was fetched from Sent, under so many UIDs."""
    folder = uuid4()
    db.run(
        "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role) "
        "VALUES (%s, %s, 'Sent', 'sent')",
        (folder, outbox.mailbox.id),
    )
    uids = itertools.count(1)

    def fetched(mail, times: int) -> None:
        for _ in range(times):
            db.run(
                "INSERT INTO outpost.mailbox_message (folder_id, uid, email_id) "
                "VALUES (%s, %s, %s)",
                (folder, next(uids), outbox[mail].email_id),
            )

    return fetched


def test_a_mail_that_lies_in_sent_twice_tells_of_a_server_that_files_late(
    db, outbox, postman, start, clock, fetched
):
    first = outbox.queue()
    for _ in range(2):
        start().look()
        clock.forward(seconds=11)
    assert _files_sent(db) is False
    fetched(first, 1)
    outbox.queue()
    start().look()
    assert _files_sent(db) is False
    fetched(first, 1)  # the server's own
    third = outbox.queue()
    start().look()
    assert _files_sent(db) is True
    assert outbox[third].state is Sending.DELIVERED  # it is waited for
    postman.sent.append(outbox[third].message_id)
    clock.forward(seconds=61)
    start().look()
    assert outbox[third].state is Sending.FILED
    assert len(postman.filed) == 2

    # What one has waited for in vain since counts for more than that.
    fourth = outbox.queue()
    for _ in range(7):
        start().look()
        clock.forward(hours=1)
    assert outbox[fourth].state is Sending.FILED
    assert _files_sent(db) is False
    fetched(fourth, 1)
    outbox.queue()
    start().look()
    assert _files_sent(db) is False


@pytest.mark.parametrize("change", ["provider = 'microsoft'", "smtp_host = 'smtp.office365.com'"])
def test_microsoft_files_by_itself_unless_it_was_told_not_to(
    db, outbox, postman, start, clock, change
):
    db.run(f"UPDATE outpost.mailbox SET {change}")
    mail = outbox.queue()
    for _ in range(3):
        start().look()
        clock.now = outbox[mail].due_at
    postman.sent.append(outbox[mail].message_id)  # after more than a minute
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert postman.filed == []
    other = outbox.queue()
    for _ in range(6):
        start().look()
        clock.forward(hours=1)
    assert outbox[other].state is Sending.FILED
    assert _files_sent(db) is False
    outbox.queue()
    start().look()
    assert len(postman.filed) == 2


def test_filing_has_retries_of_its_own(outbox, postman, start, clock):
    mail = outbox.queue()
    postman.away = True
    start().look()
    for _ in range(5):
        clock.forward(hours=2)
        start().look()
        assert outbox[mail].state is Sending.DELIVERED
    postman.away = False
    for _ in range(3):
        clock.forward(hours=2)
        start().look()
    assert outbox[mail].state is Sending.FILED
    assert len(postman.delivered) == len(postman.sent) == 1


def test_not_before_its_time(outbox, postman, start, clock):
    mail = outbox.queue(wanted_in=timedelta(hours=1))
    start().look()
    assert postman.attempts == 0
    assert outbox[mail].state is Sending.QUEUED
    clock.forward(hours=1)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_late_ones_are_asked_about(outbox, postman, start, clock):
    mail = outbox.queue(wanted_in=timedelta(hours=1))
    clock.forward(hours=3)
    start().look()
    assert outbox[mail].state is Sending.HELD
    assert outbox[mail].said == (
        "It was to go out 2 hours ago, and this computer could not send it then."
    )
    assert postman.attempts == 0


@pytest.mark.parametrize("goes_well", [True, False])
def test_put_off_while_the_keyring_is_asked_it_waits(outbox, postman, start, clock, goes_well):
    mail = outbox.queue()
    new = b"Message-ID: <new@work.example>\r\n\r\nLater.\r\n"

    def slow(mailbox):
        outbox.reschedule(mail, timedelta(hours=2), new)
        if goes_well:
            return Credential("robin", "x")
        raise KnownError("The keyring is locked.")

    start(credentials=slow).look()
    row = outbox[mail]
    assert postman.attempts == 0
    assert (row.state, row.due_at) == (Sending.QUEUED, clock() + timedelta(hours=2))
    assert row.due_at == row.wanted_at
    clock.forward(hours=2)
    start().look()
    assert postman.delivered == ["<new@work.example>"]


# -- refused, broken -----------------------------------------------------------------------------


def test_refused_for_good_it_is_a_draft_again_with_the_servers_words(outbox, postman, start):
    postman.fates = [RefusedForGood(550, "5.1.1 no such user", (INES,))]
    mail = outbox.queue()
    start().look()
    assert outbox[mail].state is Sending.FAILED
    assert outbox[mail].said == f"{INES}: 5.1.1 no such user (550)"
    assert outbox.draft_is_open(mail)


def test_refused_for_now_it_is_tried_with_growing_pauses(outbox, postman, start, clock):
    mail = outbox.queue()
    pauses = []
    for _ in range(7):
        postman.fates = [RefusedForNow(451, "later")]
        before = clock()
        start().look()
        assert outbox[mail].state is Sending.QUEUED
        pauses.append(int((outbox[mail].due_at - before).total_seconds() / 60))
        start().look()  # not before its time
        clock.now = outbox[mail].due_at
    assert pauses == [1, 2, 5, 15, 60, 60, 60]
    assert postman.attempts == 7
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_after_a_day_the_rep_is_asked(outbox, postman, start, clock):
    mail = outbox.queue()
    while outbox[mail].state is Sending.QUEUED:
        postman.fates = [RefusedForNow(451, "later")]
        clock.now = max(clock.now, outbox[mail].due_at)
        start().look()
    assert outbox[mail].state is Sending.HELD
    assert "for a day" in outbox[mail].said and "later (451)" in outbox[mail].said
    assert 25 <= postman.attempts <= 32


def test_offline_it_goes_as_soon_as_the_mailbox_is_well(db, outbox, postman, start, clock):
    postman.fates = [BrokenBefore("cannot be reached", reached=False)] * 5
    mail = outbox.queue()
    for _ in range(5):
        start().look()
        clock.now = outbox[mail].due_at
    clock.now -= timedelta(minutes=50)
    start().look()
    assert postman.attempts == 5
    with db.transaction():
        MailboxRepository(db).set_state(outbox.mailbox.id, MailboxState.OK, at=clock())
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_turned_away_it_waits_and_the_mailbox_says_why(db, outbox, postman, start, clock):
    postman.fates = [TurnedAway(MailboxState.SIGNIN, "wrong password")]
    mail = outbox.queue()
    start().look()
    assert outbox[mail].state is Sending.QUEUED
    assert MailboxRepository(db).get(outbox.mailbox.id).state is MailboxState.SIGNIN
    clock.forward(minutes=2)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_without_a_password_nothing_is_tried(db, folders, outbox, postman, clock):
    def none(mailbox):
        raise KnownError("Sign in to robin@work.example again.")

    mail = outbox.queue()
    OutboxSender(db, folders, none, postman, transport=postman.send, now=clock).look()
    assert outbox[mail].state is Sending.QUEUED
    assert outbox[mail].said == "Sign in to robin@work.example again."
    assert outbox.states(mail) == ["queued", "queued"]


def test_a_paused_mailbox_waits_and_a_removed_one_is_asked_about(
    db, outbox, postman, start, mailbox
):
    mail = outbox.queue()
    with db.transaction():
        MailboxRepository(db).put(mailbox, replace(mailbox, paused=True))
    start().look()
    assert outbox[mail].state is Sending.QUEUED
    db.run("DELETE FROM outpost.mailbox")
    start().look()
    assert outbox[mail].state is Sending.HELD
    assert postman.attempts == 0


def test_a_bug_in_sending_stops_nothing_else(outbox, postman, start, clock):
    first = outbox.queue()
    clock.forward(seconds=1)
    second = outbox.queue()
    calls = []

    def buggy(*args):
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return postman.send(*args)

    sender = start()
    sender._transport = buggy
    sender.look()
    assert outbox[first].state is Sending.QUEUED
    assert outbox[second].state is Sending.DELIVERED


# -- its date -----------------------------------------------------------------------------------


def _date(raw: bytes) -> datetime:
    return parsedate_to_datetime(message_from_bytes(raw)["Date"])


def test_what_goes_late_says_when_it_went(db, outbox, postman, start, clock, folders):
    """Queued on Friday without a network, sent on Monday."""
    db.run("UPDATE users SET timezone = 'Europe/Berlin'")
    mail = outbox.queue()
    before = outbox.raw(mail)
    packs = set(folders.raw.rglob("*.pack"))
    for _ in range(3):
        postman.fates = [BrokenBefore("cannot be reached", reached=False)]
        start().look()
        clock.forward(hours=20)
    # Of tries that come to nothing no copies stay.
    assert set(folders.raw.rglob("*.pack")) == packs
    start().look()
    assert outbox[mail].state is Sending.DELIVERED
    (taken,) = postman.taken
    assert _date(taken) == clock().replace(microsecond=0)
    assert _date(taken).utcoffset() == timedelta(hours=2)
    assert taken.partition(b"\r\n")[2] == before.partition(b"\r\n")[2]
    assert outbox.raw(mail) == taken
    clock.forward(seconds=11)
    start().look()
    assert postman.filed == [taken]
    assert db.value("SELECT sent_at FROM emails") == clock.now.replace(microsecond=0) - timedelta(
        seconds=11
    )


def test_what_goes_a_moment_later_stays_as_it_was(outbox, postman, start, clock):
    mail = outbox.queue()
    before = outbox.raw(mail)
    clock.forward(seconds=90)
    start().look()
    assert postman.taken == [before] == [outbox.raw(mail)]


def test_what_the_days_limit_kept_says_the_next_morning(db, mailbox, outbox, postman, start, clock):
    with db.transaction():
        MailboxRepository(db).put(mailbox, replace(mailbox, daily_cap=1))
    outbox.queue()
    clock.forward(seconds=1)
    kept = outbox.queue()
    start().look()
    clock.now = outbox[kept].due_at
    start().look()
    assert [_date(each) for each in postman.taken[1:]] == [clock().replace(microsecond=0)]


def test_what_somebody_may_have_stays_the_very_same(outbox, postman, start, clock):
    """However often it is tried after the rep said "again", also once Sent was looked at: that a
    server which files nothing does not have it says little."""
    mail = outbox.queue()
    before = outbox.raw(mail)
    clock.forward(hours=3)
    postman.fates = ["answer lost"]
    start().look()
    first = outbox.raw(mail)
    assert _date(first) - _date(before) == timedelta(hours=3)
    outbox.again(mail)
    clock.forward(hours=3)
    postman.fates = [RefusedForNow(451, "later")]
    start().look()
    clock.forward(hours=3)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED
    assert postman.taken == [first, first]


@pytest.mark.parametrize("fate", ["killed at the end", "killed after"])
def test_killed_at_the_end_it_is_kept_as_it_was_sent(outbox, postman, start, clock, fate):
    mail = outbox.queue()
    clock.forward(hours=3)
    postman.fates = [fate]
    with pytest.raises(Killed):
        start().look()
    assert _date(outbox.raw(mail)) == clock().replace(microsecond=0)
    assert postman.taken in ([], [outbox.raw(mail)])


def test_what_cannot_be_kept_is_not_sent(outbox, postman, start, clock, monkeypatch):
    mail = outbox.queue()
    before = outbox.raw(mail)
    clock.forward(hours=3)
    with monkeypatch.context() as full:

        def put_raw(self, raw):
            raise KnownError("The disk is full.")

        full.setattr(ContentStore, "put_raw", put_raw)
        start().look()
    assert (outbox[mail].state, outbox[mail].said) == (Sending.QUEUED, "The disk is full.")
    assert (postman.taken, outbox.raw(mail)) == ([], before)
    clock.now = outbox[mail].due_at
    start().look()
    assert postman.taken == [outbox.raw(mail)] != [before]


# -- unknown -------------------------------------------------------------------------------------


def test_an_answer_that_was_lost_is_found_in_sent(outbox, postman, start, clock):
    postman.files_itself = True
    postman.fates = ["answer lost"]
    mail = outbox.queue()
    start().look()
    assert outbox[mail].state is Sending.UNKNOWN
    clock.forward(seconds=11)
    start().look()
    assert outbox[mail].state is Sending.FILED
    assert postman.delivered == [outbox[mail].message_id]
    assert outbox[mail].email_id is not None


@pytest.mark.parametrize("fate", ["answer lost", "lost"])
def test_not_found_it_stays_unknown_and_is_never_repeated(outbox, postman, start, clock, fate):
    postman.fates = [fate]
    mail = outbox.queue()
    for _ in range(50):
        start().look()
        clock.forward(hours=1)
    assert outbox[mail].state is Sending.UNKNOWN
    assert "may have been delivered" in outbox[mail].said
    assert postman.attempts == 1
    assert postman.looks == 5


def test_while_the_server_is_away_nothing_is_concluded(outbox, postman, start, clock):
    postman.files_itself = True
    postman.fates = ["answer lost"]
    mail = outbox.queue()
    postman.away = True
    for _ in range(30):
        start().look()
        clock.forward(hours=2)
    assert outbox[mail].state is Sending.UNKNOWN
    postman.away = False
    start().look()
    assert outbox[mail].state is Sending.FILED


def test_the_rep_knows_that_it_arrived(db, outbox, postman, start, clock):
    postman.fates = ["answer lost"]
    mail = outbox.queue()
    start().look()
    outbox.arrived(mail)
    for _ in range(3):
        start().look()
        clock.forward(minutes=5)
    assert outbox[mail].state is Sending.FILED
    assert outbox[mail].email_id == db.value("SELECT id FROM emails")
    assert postman.attempts == 1


def test_the_rep_sends_it_again_under_the_same_id(outbox, postman, start):
    postman.fates = ["lost"]
    mail = outbox.queue()
    start().look()
    outbox.again(mail)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED
    assert postman.delivered == [outbox[mail].message_id]


def test_sent_again_it_is_looked_for_first(outbox, postman, start):
    """The rep says "again" before anybody looked, and the answer that was lost was a 250."""
    postman.files_itself = True
    postman.fates = ["answer lost"]
    mail = outbox.queue()
    start().look()
    outbox.again(mail)
    start().look()
    assert postman.delivered == [outbox[mail].message_id]
    assert outbox[mail].state is Sending.FILED
    assert outbox[mail].email_id is not None


def test_sent_again_it_waits_until_the_server_can_be_asked(db, outbox, postman, start, clock):
    postman.fates = ["lost"]
    mail = outbox.queue()
    start().look()
    outbox.again(mail)
    postman.away = True
    for _ in range(3):
        start().look()
        assert outbox[mail].state is Sending.QUEUED
        assert outbox[mail].said.endswith("The server cannot be reached.")
        clock.now = outbox[mail].due_at
    assert postman.attempts == 1
    postman.away = False
    postman.fates = [RefusedForNow(451, "later")]
    start().look()
    assert db.value("SELECT in_doubt FROM outpost.outgoing") is False
    looks = postman.looks
    postman.away = True  # it was looked for, and is in doubt no more
    clock.now = outbox[mail].due_at
    start().look()
    assert postman.delivered == [outbox[mail].message_id]
    assert postman.looks == looks + 1  # for filing


# -- delivered, and then -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KnownError("The disk is full."), "The disk is full."),
        (ZeroDivisionError(), "Its message could not be made yet."),
    ],
)
def test_delivered_is_noted_whatever_becomes_of_its_message(
    db, outbox, postman, start, clock, monkeypatch, fault, said
):
    first = outbox.queue()
    clock.forward(seconds=1)
    second = outbox.queue()
    with monkeypatch.context() as broken:

        def fails(*args):
            raise fault

        broken.setattr(OutboxSender, "_read", fails)
        start().look()
        for each in (first, second):
            assert outbox[each].state is Sending.DELIVERED
            assert (outbox[each].email_id, outbox[each].said) == (None, said)
            assert outbox[each].due_at > clock()  # and not over and over
    for _ in range(3):
        clock.forward(hours=1)
        start().look()
    for each in (first, second):
        assert outbox[each].state is Sending.FILED
        assert outbox[each].email_id is not None
    assert postman.attempts == len(postman.delivered) == 2
    assert db.value("SELECT count(*) FROM emails") == 2


def test_delivered_as_its_mailbox_is_paused_it_is_a_message_all_the_same(
    db, outbox, postman, start, mailbox
):
    mail = outbox.queue()

    def paused_meanwhile(*args):
        db.run("UPDATE outpost.mailbox SET paused = true")
        return postman.send(*args)

    sender = start()
    sender._transport = paused_meanwhile
    sender.look()
    assert outbox[mail].state is Sending.DELIVERED
    assert outbox[mail].email_id is not None
    assert postman.looks == 0


# -- killed --------------------------------------------------------------------------------------


def test_killed_before_the_end_it_is_sent_by_the_next_engine(outbox, postman, start):
    postman.fates = ["killed before"]
    mail = outbox.queue()
    with pytest.raises(Killed):
        start().look()
    assert outbox[mail].state is Sending.SENDING
    start().look()
    assert outbox[mail].state is Sending.DELIVERED
    assert len(postman.delivered) == 1


@pytest.mark.parametrize("fate", ["killed at the end", "killed after"])
def test_killed_at_the_end_nobody_knows(outbox, postman, start, fate):
    postman.fates = [fate]
    mail = outbox.queue()
    with pytest.raises(Killed):
        start().look()
    start().look()
    assert outbox[mail].state is Sending.UNKNOWN
    assert postman.attempts == 1


def test_one_that_is_being_sent_is_left_alone(db_url, outbox, folders, postman, start, clock):
    """Two engines on one database, the second while the first is amidst a mail."""
    mail = outbox.queue()
    other = Database(db_url)
    second = OutboxSender(
        other, folders, lambda mailbox: Credential("", ""), postman, transport=postman.send,
        now=clock,
    )  # fmt: skip

    def meanwhile(mailbox, credential, envelope, raw, about_to_end):
        assert second.look() == 0
        assert outbox[mail].state is Sending.SENDING
        return postman.send(mailbox, credential, envelope, raw, about_to_end)

    first = start()
    first._transport = meanwhile
    first.look()
    other.close()
    assert outbox[mail].state is Sending.DELIVERED
    assert len(postman.delivered) == 1


def test_an_attempt_that_lost_its_turn_does_not_end(db, outbox, postman, start):
    """Its engine was taken for dead: the lock went with a lost connection."""
    mail = outbox.queue()

    def taken_for_dead(mailbox, credential, envelope, raw, about_to_end):
        db.run("SELECT pg_advisory_unlock_all()")
        start()._queue.taken_up(start()._now())
        assert outbox[mail].state is Sending.QUEUED
        return postman.send(mailbox, credential, envelope, raw, about_to_end)

    sender = start()
    sender._transport = taken_for_dead
    sender.look()
    assert postman.delivered == []
    assert outbox[mail].state is Sending.QUEUED


def test_an_outcome_that_comes_late_is_welcome(db, outbox, postman, start):
    """Taken for dead after it had said the end: the mail is unknown until it reports."""
    mail = outbox.queue()

    def slow(mailbox, credential, envelope, raw, about_to_end):
        outcome = postman.send(mailbox, credential, envelope, raw, about_to_end)
        db.run("SELECT pg_advisory_unlock_all()")
        start()._queue.taken_up(start()._now())
        assert outbox[mail].state is Sending.UNKNOWN
        return outcome

    sender = start()
    sender._transport = slow
    sender.look()
    assert outbox[mail].state is Sending.DELIVERED


def test_told_to_leave_it_does_not_end(outbox, postman, start):
    mail = outbox.queue()
    sender = start()

    def leaving(mailbox, credential, envelope, raw, about_to_end):
        sender.leave()
        return postman.send(mailbox, credential, envelope, raw, about_to_end)

    sender._transport = leaving
    sender.look()
    assert outbox[mail].state is Sending.QUEUED
    assert postman.delivered == []


# -- what keeps it -------------------------------------------------------------------------------


def test_answered_meanwhile_it_is_held(db, user, outbox, postman, start, clock, deliver):
    asked = deliver(f"Ines Caldaro <{INES}>", user.email)
    mail = outbox.queue(conversation=deliver.talk_of(asked))
    postman.fates = [BrokenBefore("cannot be reached", reached=False)]
    start().look()
    arrived = clock()
    deliver(f"Ines Caldaro <{INES}>", user.email, answers=asked, at=arrived)
    clock.forward(hours=1)
    start().look()
    assert outbox[mail].state is Sending.HELD
    assert outbox[mail].said.startswith("Ines Caldaro wrote on ")
    assert outbox[mail].said.endswith(f" at {arrived.hour}:{arrived:%M}.")
    assert postman.delivered == []
    outbox.again(mail)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


@pytest.mark.parametrize("newest", [timedelta(minutes=-10), timedelta(days=1)])
def test_an_answer_that_says_it_is_older_holds_it_too(
    user, outbox, postman, start, clock, deliver, newest
):
    """It was on its way for long, or the clock of the one before is wrong."""
    asked = deliver("Bo <bo@norvane.example>", user.email, at=clock() + newest)
    mail = outbox.queue(conversation=deliver.talk_of(asked))
    deliver(f"Ines <{INES}>", user.email, answers=asked, at=clock() - timedelta(minutes=20))
    clock.forward(hours=1)
    start().look()
    assert outbox[mail].state is Sending.HELD
    assert outbox[mail].said.startswith("Ines wrote on ")
    outbox.again(mail)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_the_past_of_a_conversation_is_no_news(db, user, outbox, start, clock, deliver):
    """Older mail comes in while a mail waits; and what was newest is thrown away."""
    long_ago = clock() - timedelta(days=30)
    first = deliver(f"Ines <{INES}>", user.email, at=long_ago)
    for days in range(1, 25):
        last = deliver(f"Ines <{INES}>", user.email, answers=first,
                       at=long_ago + timedelta(days=days))  # fmt: skip
    mail = outbox.queue(conversation=deliver.talk_of(first))
    deliver(f"Ines <{INES}>", user.email, answers=first, at=long_ago - timedelta(days=5))
    db.run("DELETE FROM emails WHERE id = %s", (last,))
    clock.forward(hours=1)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_whoever_it_goes_to_may_want_no_mail_any_more(db, outbox, start, clock, make_lead):
    ines = make_lead(INES)
    make_lead("bo@other.example")
    mail = outbox.queue(lead=ines, hidden=("bo@other.example",))
    clock.forward(hours=1)
    db.run("UPDATE leads SET metadata = metadata || '{\"opt_out\": true}' "
           "WHERE email = 'bo@other.example'")  # fmt: skip
    start().look()
    assert outbox[mail].state is Sending.HELD
    assert outbox[mail].said == "bo wants no mail any more."


def test_a_conversation_that_becomes_part_of_another_keeps_what_leaves_in_it(
    db, user, outbox, start, clock, deliver
):
    one, other = deliver(f"Ines <{INES}>", user.email), deliver(f"Ines <{INES}>", user.email)
    gone, kept = deliver.talk_of(one), deliver.talk_of(other)
    mail = outbox.queue(conversation=gone)
    draft = outbox[mail].draft_id
    with db.transaction():
        db.run("UPDATE outpost.draft SET conversation_id = %s WHERE id = %s", (gone, draft))
        MailRepository(db).merge({gone: kept})
    assert outbox[mail].conversation_id == kept
    assert db.value("SELECT conversation_id FROM outpost.draft WHERE id = %s", (draft,)) == kept
    # Ines' mails of the other one were there; a new one holds it.
    clock.forward(hours=1)
    deliver(f"Ines <{INES}>", user.email, answers=other, at=clock())
    start().look()
    assert outbox[mail].state is Sending.HELD


def test_a_mail_that_silences_its_server_keeps_no_other_for_long(outbox, postman, start, clock):
    """What is too large for a line on the way, say: the others go before its next try."""
    big = outbox.queue(subject="big")
    clock.forward(seconds=1)
    small = [outbox.queue(subject=f"small {n}") for n in range(3)]
    name, send, tried = outbox[big].message_id, postman.send, []

    def stalls(mailbox, credential, envelope, raw, about_to_end):
        tried.append(name.encode() in raw)
        if tried[-1]:
            clock.forward(minutes=2)
            return BrokenBefore("The connection broke.", reached=True, silent=True)
        return send(mailbox, credential, envelope, raw, about_to_end)

    sender, began = start(), clock()
    sender._transport = stalls
    while any(outbox[each].state is Sending.QUEUED for each in small):
        sender.look()
        clock.now = max(clock(), sender._queue.next_due(clock()) or clock())
    assert [outbox[each].state for each in small] == [Sending.DELIVERED] * 3
    assert clock() - began < timedelta(minutes=15)
    assert tried.count(True) <= 3


def test_mail_that_comes_in_and_mail_that_left_do_not_wait_for_each_other(
    db, db_url, user, outbox, start, deliver, wait_until
):
    """A batch moves the letter's row to another conversation while its message is made."""
    one, other = deliver(f"Ines <{INES}>", user.email), deliver(f"Ines <{INES}>", user.email)
    gone, kept = deliver.talk_of(one), deliver.talk_of(other)
    mail = outbox.queue(conversation=gone)
    fetch = Database(db_url)
    sending = threading.Thread(target=start().look)
    with fetch.transaction():
        MailRepository(fetch).lock(user.id)
        sending.start()
        wait_until(
            lambda: db.value("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' "
                             "AND NOT granted AND database = (SELECT oid FROM pg_database "
                             "WHERE datname = current_database()))")
        )  # fmt: skip
        MailRepository(fetch).merge({gone: kept})
    sending.join(30)
    fetch.close()
    assert (outbox[mail].state, outbox[mail].conversation_id) == (Sending.DELIVERED, kept)
    assert outbox[mail].email_id is not None


CHANGES: list[tuple[str, str]] = [
    ("UPDATE leads SET status = 'cold'", "ines is cold now."),
    ("UPDATE leads SET metadata = metadata || '{\"unsubscribed\": true}'", "wants no mail"),
    ("DELETE FROM leads", "ines was deleted meanwhile."),
    ("UPDATE leads SET phone = '+49 30 1'", ""),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_what_changed_of_the_lead_holds_it(db, outbox, start, clock, make_lead, change, said):
    lead = make_lead(INES)
    mail = outbox.queue(lead=lead)
    clock.forward(hours=1)
    db.run(change)
    start().look()
    assert outbox[mail].state is (Sending.HELD if said else Sending.DELIVERED)
    if said:
        assert said in outbox[mail].said


def test_own_mail_and_list_mail_change_nothing(db, user, outbox, start, clock, deliver):
    asked = deliver(f"Ines <{INES}>", user.email)
    talk = deliver.talk_of(asked)
    first, second = outbox.queue(conversation=talk), outbox.queue(conversation=talk)
    deliver(f"News <{INES}>", user.email, answers=asked, kind="list", at=clock())
    deliver(f"Away <{INES}>", user.email, answers=asked, kind="auto_reply", at=clock())
    clock.forward(hours=1)
    start().look()
    assert outbox[first].state is outbox[second].state is Sending.DELIVERED


@pytest.mark.parametrize("role", ["inbox", "all"])
def test_the_inbox_is_looked_at_first(db, outbox, postman, start, clock, role):
    """With Gmail nothing but All Mail is followed, and the inbox is a label of it."""
    for each in ("inbox", "all"):
        db.run(
            "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role, followed, looked_at) "
            "VALUES (gen_random_uuid(), %s, %s, %s, %s, %s)",
            (outbox.mailbox.id, each, each, each == role,
             clock() - timedelta(hours=1) if each == role else None),
        )  # fmt: skip
    mail = outbox.queue()
    clock.forward(hours=1)
    sender = start()
    sender.look()
    assert postman.attempts == 0
    clock.forward(seconds=11)
    db.run("UPDATE outpost.mailbox_folder SET looked_at = %s WHERE followed", (clock(),))
    sender.look()
    assert outbox[mail].state is Sending.DELIVERED
    # Where that takes too long, it is not waited for.
    db.run("UPDATE outpost.mailbox_folder SET looked_at = %s WHERE followed",
           (clock() - timedelta(hours=1),))  # fmt: skip
    late = outbox.queue()
    clock.forward(hours=1)
    for _ in range(14):
        sender.look()
        clock.forward(seconds=11)
    assert outbox[late].state is not Sending.QUEUED


def test_whoever_looks_the_inbox_is_not_waited_for_longer(db, outbox, postman, start, clock):
    """Each look by an outbox of its own, as a command does that sends what is due and ends."""
    db.run(
        "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role, looked_at) "
        "VALUES (gen_random_uuid(), %s, 'INBOX', 'inbox', %s)",
        (outbox.mailbox.id, clock() - timedelta(hours=1)),
    )
    mail = outbox.queue()
    clock.forward(hours=1)
    postman.fates = [RefusedForNow(451, "later")]
    start().look()
    assert outbox[mail].said == "The inbox is looked at first."
    clock.forward(seconds=90)
    start().look()
    assert postman.attempts == 0
    clock.forward(seconds=30)
    start().look()
    assert postman.attempts == 1
    # The next try waits for its own look.
    clock.forward(hours=1)
    start().look()
    assert postman.attempts == 1
    clock.forward(minutes=2)
    start().look()
    assert outbox[mail].state is Sending.DELIVERED


def test_the_days_limit_is_the_reps_own_day(db, user, mailbox, outbox, postman, start, clock):
    with db.transaction():
        MailboxRepository(db).put(mailbox, replace(mailbox, daily_cap=2))
    db.run("UPDATE users SET timezone = 'America/New_York'")
    mails = []
    for _ in range(3):
        mails.append(outbox.queue())
        clock.forward(seconds=1)
    start().look()
    assert [outbox[each].state for each in mails[:2]] == [Sending.DELIVERED] * 2
    kept = outbox[mails[2]]
    assert kept.state is Sending.QUEUED
    assert kept.due_at.isoformat() == "2026-06-18T12:00:00+00:00"  # eight there
    assert "sent its 2 mails of today" in kept.said
    clock.now = kept.due_at
    start().look()
    assert outbox[mails[2]].state is Sending.FILED


def test_what_was_to_go_at_a_time_is_not_late_because_of_the_limit(
    db, mailbox, outbox, start, clock
):
    with db.transaction():
        MailboxRepository(db).put(mailbox, replace(mailbox, daily_cap=1))
    outbox.queue()
    start().look()
    mail = outbox.queue(wanted_in=timedelta(minutes=5))
    clock.forward(minutes=5)
    start().look()
    assert outbox[mail].state is Sending.QUEUED
    clock.now = outbox[mail].due_at
    start().look()
    assert outbox[mail].state is Sending.FILED


# -- the thread ----------------------------------------------------------------------------------


def test_the_thread_sends_what_comes_due(outbox, postman, start, wait_until):
    sender = start()
    sender.start()
    try:
        mail = outbox.queue()
        sender.wake()
        wait_until(lambda: outbox[mail].state is Sending.DELIVERED)
    finally:
        sender.stop()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    import time

    def wait(condition: Callable[[], bool]) -> None:
        until = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.01)

    return wait


# -- one mailbox and the others --------------------------------------------------------------------


class Keys:
    """What mailboxes sign in with: ``shut`` have nothing, tokens are new each time one was
    forgotten."""

    def __init__(self, shut=()) -> None:
        self.shut, self.asked, self.forgotten = set(shut), [], 0

    def __call__(self, mailbox):
        self.asked.append(mailbox.address)
        if mailbox.address in self.shut:
            raise SignInAgain("The password is not in this computer's keyring.")
        return Credential(mailbox.address, f"token {self.forgotten}", mailbox.auth)

    def forget(self, mailbox_id) -> None:
        self.forgotten += 1


@pytest.fixture
def second(db, user, folders, clock):
    """Another mailbox of the rep, at servers of its own, and an outbox that writes from it."""
    made = a_mailbox(
        user, "sales@work.example", position=1,
        imap=Server("imap.sales.example", 993, Security.TLS, "sales"),
        smtp=Server("smtp.sales.example", 465, Security.TLS, "sales"),
    )  # fmt: skip
    with db.transaction():
        MailboxRepository(db).add(made)
    return Outbox(db, user, made, ContentStore(folders.files, raw=folders.raw), clock)


def test_a_mailbox_without_a_password_keeps_its_own_mail_alone(
    db, outbox, second, postman, start, mailbox
):
    keys = Keys(shut=[mailbox.address])
    kept = [outbox.queue(subject=f"kept {each}") for each in range(3)]
    goes = second.queue()
    sender = start(credentials=keys)
    sender.look()
    assert second[goes].state is Sending.DELIVERED
    assert all(outbox[each].state is Sending.QUEUED for each in kept)
    assert all(outbox[each].waits_for_mailbox for each in kept)
    # A locked keyring takes its time: it is asked once in a look.
    assert keys.asked.count(mailbox.address) == 1
    assert MailboxRepository(db).get(mailbox.id).state is MailboxState.SIGNIN
    assert MailboxRepository(db).get(second.mailbox.id).state is not MailboxState.SIGNIN
    keys.shut.clear()
    for each in kept:
        outbox.outgoing.send_again(mailbox.user_id, each, outbox[each].queued_at, Guard())
    sender.look()
    assert all(outbox[each].state is Sending.DELIVERED for each in kept)


def test_a_fault_with_one_mail_keeps_no_other(outbox, second, postman, start, mailbox):
    class Broken(Keys):
        def __call__(self, wanted):
            if wanted.id == mailbox.id:
                raise ZeroDivisionError
            return super().__call__(wanted)

    kept, goes = outbox.queue(), second.queue()
    start(credentials=Broken()).look()
    assert second[goes].state is Sending.DELIVERED
    assert outbox[kept].state is Sending.QUEUED


@pytest.mark.parametrize(
    "fate",
    [
        TurnedAway(MailboxState.SIGNIN, "wrong password"),
        BrokenBefore("away", reached=False),
        BrokenBefore("silence", reached=True, silent=True),
    ],
)
def test_a_server_that_takes_nothing_is_tried_once_in_a_look(
    outbox, second, postman, start, mailbox, clock, fate
):
    tried = []

    def send(wanted, *args):
        tried.append(wanted.address)
        return fate if wanted.id == mailbox.id else postman.send(wanted, *args)

    kept = [outbox.queue(subject=f"kept {each}") for each in range(3)]
    goes = second.queue()
    sender = start()
    sender._transport = send
    sender.look()
    assert second[goes].state is Sending.DELIVERED
    assert tried.count(mailbox.address) == 1
    for each in kept:
        assert (outbox[each].state, outbox[each].said) == (Sending.QUEUED, fate.words)
        # That mail can be fetched says nothing of a server that is silent.
        assert outbox[each].waits_for_mailbox is not getattr(fate, "silent", False)
    clock.forward(minutes=2)
    sender.look()
    assert tried.count(mailbox.address) == 2


def test_silence_behind_the_end_of_a_mail_is_waited_for_once_in_a_look(
    outbox, postman, start, clock
):
    postman.fates = [Unclear("silence", silent=True)]
    first = outbox.queue()
    clock.forward(seconds=1)
    others = [outbox.queue() for _ in range(3)]
    sender = start()
    sender.look()
    assert outbox[first].state is Sending.UNKNOWN
    assert postman.attempts == 1
    assert all(outbox[each].said == "silence" for each in others)
    clock.forward(minutes=2)
    sender.look()
    assert all(outbox[each].state is Sending.DELIVERED for each in others)


def test_a_server_that_does_not_answer_is_down_for_each_mailbox_at_it(
    db, user, outbox, folders, postman, start, clock
):
    neighbour = a_mailbox(user, "sales@work.example", position=1)
    with db.transaction():
        MailboxRepository(db).add(neighbour)
    theirs = Outbox(db, user, neighbour, ContentStore(folders.files, raw=folders.raw), clock)
    postman.fates = [BrokenBefore("silence", reached=True, silent=True)]
    outbox.queue()
    mail = theirs.queue()
    start().look()
    assert postman.attempts == 1
    assert (theirs[mail].state, theirs[mail].said) == (Sending.QUEUED, "silence")


def test_a_sent_folder_that_cannot_be_reached_is_asked_for_once_in_a_look(
    outbox, second, postman, start, mailbox
):
    asked = []

    def find_in_sent(wanted, credential, message_id):
        asked.append(wanted.address)
        if wanted.id == mailbox.id:
            raise MailServerUnreachable("imap.work.example")
        return False

    postman.find_in_sent = find_in_sent
    kept = [outbox.queue(subject=f"kept {each}") for each in range(3)]
    goes = second.queue()
    start().look()
    assert asked.count(mailbox.address) == asked.count(second.mailbox.address) == 1
    for each in kept:
        assert outbox[each].state is Sending.DELIVERED
        assert outbox[each].waits_for_mailbox
    assert second[goes].state is Sending.DELIVERED


def test_a_mail_that_broke_on_its_way_keeps_no_other(outbox, postman, start, clock):
    postman.fates = [BrokenBefore("the line broke", reached=True)]
    outbox.queue()
    clock.forward(seconds=1)
    goes = outbox.queue()
    start().look()
    assert outbox[goes].state is Sending.DELIVERED


@pytest.fixture
def by_token(db, mailbox):
    """The mailbox signs in with OAuth."""
    db.run("UPDATE outpost.mailbox SET auth = 'oauth2' WHERE id = %s", (mailbox.id,))


def test_a_token_that_is_not_taken_is_asked_for_anew_once(by_token, outbox, postman, start):
    keys = Keys()
    refused = TurnedAway(MailboxState.SIGNIN, "535 5.7.8 token is gone")
    postman.fates = [refused]
    mail = outbox.queue()
    start(credentials=keys).look()
    assert outbox[mail].state is Sending.DELIVERED
    assert (keys.forgotten, postman.attempts) == (1, 2)
    assert outbox.states(mail) == ["queued", "sending", "delivered"]
    postman.fates = [refused, refused]
    other = outbox.queue()
    start(credentials=keys).look()
    assert outbox[other].state is Sending.QUEUED
    assert outbox[other].said == "535 5.7.8 token is gone"
    assert (keys.forgotten, postman.attempts) == (2, 4)


def test_a_password_is_not_tried_twice(outbox, postman, start):
    keys = Keys()
    postman.fates = [TurnedAway(MailboxState.SIGNIN, "535 no")]
    mail = outbox.queue()
    start(credentials=keys).look()
    assert outbox[mail].state is Sending.QUEUED
    assert (keys.forgotten, postman.attempts) == (0, 1)


def test_no_fresh_token_is_said(by_token, outbox, postman, start):
    class Ended(Keys):
        def __call__(self, mailbox):
            if self.forgotten:
                raise SignInAgain("Example wants you to sign in again.")
            return super().__call__(mailbox)

    postman.fates = [TurnedAway(MailboxState.SIGNIN, "535 no")]
    mail = outbox.queue()
    start(credentials=Ended()).look()
    assert outbox[mail].said == "Example wants you to sign in again."
    assert outbox[mail].waits_for_mailbox
    assert postman.attempts == 1


def test_sent_is_asked_with_a_fresh_token_too(by_token, outbox, postman, start):
    refusals = [SignInRefused("imap.work.example", "token is gone")]
    look = postman.find_in_sent

    def find_in_sent(mailbox, credential, message_id):
        if refusals:
            raise refusals.pop()
        assert credential.secret == "token 1"
        return look(mailbox, credential, message_id)

    postman.find_in_sent = find_in_sent
    keys = Keys()
    mail = outbox.queue()
    start(credentials=keys).look()
    assert (outbox[mail].state, keys.forgotten) == (Sending.DELIVERED, 1)
    assert postman.looks == 1
