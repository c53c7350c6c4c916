"""The outbox over real mail servers: sent once by their own log, and filed once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.delivery import TurnedAway
from desktop_app.domain.mailboxes import Credential, MailboxState
from desktop_app.domain.outgoing import Sending
from desktop_app.engine.mailbox_fetch import fetch_once
from desktop_app.engine.mailbox_folder import Looking
from desktop_app.engine.mailbox_sent import SentFolder
from desktop_app.engine.outbox import OutboxSender, by_smtp
from desktop_app.wire.smtp import try_sign_in
from tests.mailservers.exim import MOST_RECIPIENTS
from tests.mailservers.people import MailServer
from tests.outbox import Killed


@pytest.fixture
def person(any_mail_server: MailServer):
    return any_mail_server.user()


@pytest.fixture
def ines(any_mail_server: MailServer):
    return any_mail_server.user("ines")


@pytest.fixture
def mailbox(db, user, any_mail_server, person):
    """The rep's mailbox on that server."""
    made = replace(any_mail_server.mailbox(person, user.id), user_id=user.id)
    with db.transaction():
        MailboxRepository(db).add(made)
    return made


@pytest.fixture
def start(db, folders, person, clock):
    def start(transport=by_smtp) -> OutboxSender:
        return OutboxSender(
            db, folders, lambda mailbox: person.credential, SentFolder(), transport=transport,
            now=clock,
        )  # fmt: skip

    return start


def _deliveries(server: MailServer, message_id: str) -> int:
    return sum(each.message_id == message_id for each in server.delivered())


def test_sent_read_by_the_other_and_filed(any_mail_server, person, ines, outbox, start, clock):
    mail = outbox.queue(ines.address)
    for _ in range(3):
        start().look()
        clock.forward(minutes=2)
    row = outbox[mail]
    assert row.state is Sending.FILED, row.said
    assert _deliveries(any_mail_server, row.message_id) == 1
    (came,) = any_mail_server.folder(ines, "INBOX")
    assert row.message_id.encode() in came.raw and b"Shall we start on line 3?" in came.raw
    (kept,) = any_mail_server.folder(person, "Sent")
    assert "\\Seen" in kept.flags


def test_what_goes_late_is_read_with_the_date_at_which_it_went(
    any_mail_server, person, ines, outbox, start, clock
):
    mail = outbox.queue(ines.address)
    clock.forward(hours=63)
    for _ in range(3):
        start().look()
        clock.forward(minutes=2)
    assert outbox[mail].state is Sending.FILED
    (came,) = any_mail_server.folder(ines, "INBOX")
    (kept,) = any_mail_server.folder(person, "Sent")
    went = format_datetime(clock.now - timedelta(minutes=6)).encode()
    for each in (came, kept):
        assert b"Date: " + went in each.raw
        assert outbox[mail].message_id.encode() in each.raw


def test_killed_behind_its_end_it_is_not_sent_again(any_mail_server, ines, outbox, start, clock):
    def dies(*args):
        by_smtp(*args)
        raise Killed

    mail = outbox.queue(ines.address)
    with pytest.raises(Killed):
        start(dies).look()
    for _ in range(10):
        start().look()
        clock.forward(hours=1)
    row = outbox[mail]
    assert row.state is Sending.UNKNOWN
    assert _deliveries(any_mail_server, row.message_id) == 1


@pytest.mark.parametrize("any_mail_server", ["mail_server"], indirect=True)
def test_more_recipients_than_the_server_takes_make_a_draft_again(any_mail_server, outbox, start):
    many = tuple(f"lead{each}@lead.example" for each in range(MOST_RECIPIENTS))
    mail = outbox.queue("one.more@lead.example", hidden=many)
    start().look()
    row = outbox[mail]
    assert row.state is Sending.FAILED
    assert row.said.startswith("The server takes 100 recipients in one mail, and this one has 101")
    assert "too many recipients" in row.said
    assert outbox.draft_is_open(mail)
    assert _deliveries(any_mail_server, row.message_id) == 0


@pytest.mark.parametrize("any_mail_server", ["mail_server"], indirect=True)
def test_a_server_that_files_late_is_found_out_by_what_is_fetched(
    any_mail_server, db, folders, mailbox, person, ines, outbox, start, clock, tmp_path
):
    """Its copy comes when ours is there, as an Exchange does that is busy."""

    def send() -> bytes:
        mail = outbox.queue(ines.address)
        for _ in range(2):
            start().look()
            clock.forward(seconds=11)
        return outbox.raw(mail)

    def sent() -> list[bytes]:
        return [each.raw for each in any_mail_server.folder(person, "Sent")]

    def fetch() -> None:
        looking = Looking(db, folders, mailbox, frozenset(mailbox.addresses), clock, lambda: False)
        fetch_once(looking, lambda mailbox: person.credential, tmp_path)

    def files_sent() -> bool | None:
        return MailboxRepository(db).get(mailbox.id).files_sent

    first = send()
    assert (len(sent()), files_sent()) == (1, False)
    any_mail_server.deliver(person, first, "Sent")
    assert len(sent()) == 2
    fetch()
    second = send()
    assert (len(sent()), files_sent()) == (2, True)
    any_mail_server.deliver(person, second, "Sent")
    clock.forward(minutes=5)
    start().look()
    assert (len(sent()), files_sent()) == (3, True)
    assert db.rows("SELECT DISTINCT state FROM outpost.outgoing") == [("filed",)]


def test_what_it_signs_in_with(any_mail_server, person, mailbox):
    smtp = replace(mailbox.smtp, user=person.address)
    assert try_sign_in(smtp, person.credential, ca_pem=mailbox.ca_pem) is None
    wrong = try_sign_in(smtp, Credential(person.address, "wrong"), ca_pem=mailbox.ca_pem)
    assert isinstance(wrong, TurnedAway) and wrong.state is MailboxState.SIGNIN
    nobody = try_sign_in(smtp, person.credential)
    assert isinstance(nobody, TurnedAway) and nobody.state is MailboxState.INSECURE
