"""Mailboxes in the engine: new mail at once, changes told, and no one's fault stopping others."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail_faults import MailServerUnreachable, SignInRefused
from desktop_app.domain.mailboxes import Credential, Mailbox, MailboxState
from desktop_app.domain.oauth import GOOGLE, ProviderClient, Tokens
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_folder import FolderLook
from desktop_app.engine.mailbox_read import ReadBatch
from desktop_app.engine.mailbox_tokens import Clock, MailboxTokens
from desktop_app.engine.mailbox_worker import Pace, Pauses
from desktop_app.engine.mailboxes import Mailboxes, fetch_all
from tests.engine.mailbox_helpers import Desk, name
from tests.engine.test_oauth import Keyring
from tests.mailservers.people import MailServer

PACE = Pace(poll=600, poll_without_idle=600, idle=600, first_pause=0.1, longest_pause=0.4)


def until(met: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait for a condition; returns the seconds it took."""
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.01)
    return time.monotonic() - began


@pytest.fixture
def desk(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> Desk:
    return Desk(db, folders, mail_server, user.id, tmp_path / "spool")


class Passwords:
    """The credentials of the desks."""

    def __init__(self, *desks: Desk) -> None:
        self._by_address = {each.person.address: each.person.credential for each in desks}

    def __call__(self, mailbox: Mailbox) -> Credential:
        return self._by_address[mailbox.address]


@pytest.fixture
def running(db: Database, folders: Folders) -> Iterator[Callable[..., Mailboxes]]:
    """Starts the engine's mailboxes."""
    started: list[Mailboxes] = []

    def start(credentials: Callable[[Mailbox], Credential], pace: Pace = PACE) -> Mailboxes:
        made = Mailboxes(db, folders, credentials, pace=pace, seed=7)
        made.start()
        started.append(made)
        return made

    yield start
    for each in started:
        each.stop()
    left = {thread.name for thread in threading.enumerate()}
    assert not left & {"mailbox", "inbox", "mailboxes", "mailbox-reader"}


def state_of(desk: Desk) -> MailboxState:
    found = MailboxRepository(desk.db).get(desk.mailbox.id)
    assert found is not None
    return found.state


def test_new_mail_is_here_at_once_and_what_is_read_there_too(
    desk: Desk, running: Callable[..., Mailboxes]
) -> None:
    desk.deliver(1)
    running(Passwords(desk))
    until(lambda: name(1) in desk.here())
    until(lambda: any(thread.name == "inbox" for thread in threading.enumerate()))
    until(lambda: state_of(desk) is MailboxState.OK)
    for number in range(2, 6):
        desk.deliver(number)
        until(lambda number=number: name(number) in desk.here(), 10)  # type: ignore[misc]
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "2", "+FLAGS", "(\\Seen)")
        until(lambda: desk.here()[name(2)] == "read", 10)
        phone.uid("STORE", "3", "+FLAGS", "(\\Deleted)")
        phone.expunge()
    until(lambda: desk.states()[name(3)] == "archived", 10)
    with desk.server.connect(desk.person) as phone:  # some programs leave it at the mark
        phone.select("INBOX")
        phone.uid("STORE", "4", "+FLAGS", "(\\Deleted)")
        until(lambda: desk.states()[name(4)] == "archived", 10)
        phone.uid("STORE", "4", "-FLAGS", "(\\Deleted)")
        until(lambda: desk.states()[name(4)] == "active", 10)


def test_what_is_done_here_is_told_when_somebody_wakes_it(
    desk: Desk, running: Callable[..., Mailboxes]
) -> None:
    desk.deliver(1)
    mailboxes = running(Passwords(desk))
    until(lambda: name(1) in desk.here())
    until(lambda: state_of(desk) is MailboxState.OK)
    desk.set_status(1, "read")
    mailboxes.wake()
    until(lambda: desk.marks() == 0)
    assert desk.on_server()[name(1)] == frozenset({"\\Seen"})


def test_one_mailboxs_fault_is_said_and_stops_no_other(
    desk: Desk,
    db: Database,
    folders: Folders,
    mail_server: MailServer,
    user: User,
    tmp_path: Path,
    running: Callable[..., Mailboxes],
) -> None:
    other = Desk(db, folders, mail_server, user.id, tmp_path / "other")
    gone = replace(
        mail_server.mailbox(mail_server.user("gone"), user.id),
        imap=replace(desk.mailbox.imap, port=9),
    )
    with db.transaction():
        MailboxRepository(db).add(gone)
    desk.deliver(1)
    other.deliver(2)
    wrong = Credential(desk.person.address, "not the password")
    passwords = Passwords(desk, other)

    def credentials(mailbox: Mailbox) -> Credential:
        if mailbox.id == desk.mailbox.id:
            return wrong
        return other.person.credential if mailbox.id == gone.id else passwords(mailbox)

    mailboxes = running(credentials)
    until(lambda: name(2) in other.here())
    until(lambda: state_of(desk) is MailboxState.SIGNIN)
    found = lambda: MailboxRepository(db).get(gone.id)  # noqa: E731
    until(lambda: (row := found()) is not None and row.state is MailboxState.UNREACHABLE)
    row = found()
    assert row is not None
    assert "cannot be reached" in row.said
    assert "not the password" not in str(db.rows("SELECT said FROM outpost.mailbox"))
    # Signed in again, it goes on at once; what another engine tells is no reason to try.
    wrong = desk.person.credential
    MailboxRepository(db).want_look(desk.mailbox.user_id, desk.mailbox.id)
    mailboxes.wake(changed=True)
    until(lambda: name(1) in desk.here())
    until(lambda: state_of(desk) is MailboxState.OK)


def test_a_provider_that_gives_no_token_is_told_of_its_mailbox(
    desk: Desk, running: Callable[..., Mailboxes]
) -> None:
    def renew(client: ProviderClient, refresh_token: str, clock: Clock) -> Tokens:
        raise KnownError("Google does not know this Outpost.", "Check the client id.")

    keyring = Keyring()
    keyring.set(desk.mailbox.secret_name, "refresh")
    desk.db.run("UPDATE outpost.mailbox SET auth = 'oauth2', provider = 'google'")
    tokens = MailboxTokens(keyring, lambda _: ProviderClient(GOOGLE, "client"), renew=renew)
    running(tokens)
    until(lambda: state_of(desk) is MailboxState.REFUSED)
    said = desk.db.value("SELECT said FROM outpost.mailbox")
    assert "does not know this Outpost" in said and "client id" in said


def test_a_mailbox_that_is_paused_or_removed_is_left_alone(
    desk: Desk, running: Callable[..., Mailboxes]
) -> None:
    desk.deliver(1)
    mailboxes = running(Passwords(desk))
    until(lambda: name(1) in desk.here())
    desk.db.run("UPDATE outpost.mailbox SET paused = true")
    desk.db.tell(Kind.MAILBOXES)
    mailboxes.wake(changed=True)
    until(lambda: not any(each.name == "mailbox" for each in threading.enumerate()))
    desk.deliver(2)
    desk.db.run("UPDATE outpost.mailbox SET paused = false")
    mailboxes.wake(changed=True)
    until(lambda: name(2) in desk.here())


@pytest.mark.parametrize("table", ["outpost.mailbox", "public.users"])
def test_a_mailbox_or_its_user_that_goes_in_the_middle_of_a_pull_is_no_fault(
    desk: Desk,
    running: Callable[..., Mailboxes],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    table: str,
) -> None:
    """Batches of three: the first comes in, then somebody removes what the second hangs on."""
    monkeypatch.setattr("desktop_app.engine.mailbox_read.BATCH_MESSAGES", 3)
    for number in range(12):
        desk.deliver(number)
    taken = FolderLook._take
    removed = threading.Event()

    def take(look: FolderLook, *given: Any) -> None:
        if desk.here() and not removed.is_set():
            removed.set()
            desk.db.run(f"DELETE FROM {table}")
        taken(look, *given)

    monkeypatch.setattr(FolderLook, "_take", take)
    running(Passwords(desk))
    until(removed.is_set)
    until(lambda: not any(each.name == "mailbox" for each in threading.enumerate()))
    # What had come in is kept, but for a user's who is gone; nobody calls it a fault.
    assert len(desk.here()) == (3 if table == "outpost.mailbox" else 0)
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_message") == 0
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


def test_a_mailbox_that_goes_while_it_is_fetched_once_is_said(
    desk: Desk, db: Database, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.deliver(1)
    taken = FolderLook._take

    def take(look: FolderLook, *given: Any) -> None:
        db.run("DELETE FROM outpost.mailbox")
        taken(look, *given)

    monkeypatch.setattr(FolderLook, "_take", take)
    (look,) = fetch_all(db, folders, Passwords(desk), (desk.mailbox,))
    assert look.fault is not None
    assert "removed meanwhile" in str(look.fault)
    assert desk.here() == {}


def test_new_mail_is_here_while_years_of_old_mail_come_in(
    desk: Desk, running: Callable[..., Mailboxes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old mail is held back in its first batch; what arrives meanwhile is here all the same."""
    old = datetime.now(UTC) - timedelta(days=400)
    desk.deliver(1)
    for number in range(100, 110):
        desk.deliver(number, at=old)
    held, go = threading.Event(), threading.Event()
    taken = FolderLook._take

    def take(look: FolderLook, intake: Any, batch: ReadBatch, many: bool) -> None:
        if threading.current_thread().name == "mailbox" and name(1) in desk.here():
            held.set()
            go.wait(30)
        taken(look, intake, batch, many)

    monkeypatch.setattr(FolderLook, "_take", take)
    running(Passwords(desk))
    try:
        until(held.is_set)
        assert set(desk.here()) == {name(1)}  # the first days came first
        desk.deliver(2)
        until(lambda: name(2) in desk.here())
        assert set(desk.here()) == {name(1), name(2)}
    finally:
        go.set()
    until(lambda: len(desk.here()) == 12)


def test_fetching_once_says_what_came_and_what_failed(
    desk: Desk, db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    other = Desk(db, folders, mail_server, user.id, tmp_path / "other")
    desk.deliver(1)
    wrong = replace(other.person.credential, secret="wrong")

    def credentials(mailbox: Mailbox) -> Credential:
        return desk.person.credential if mailbox.id == desk.mailbox.id else wrong

    good, bad = fetch_all(db, folders, credentials, (desk.mailbox, other.mailbox))
    assert good.fault is None
    assert sum(each.new for each in good.folders) == 1
    assert isinstance(bad.fault, SignInRefused)
    assert (state_of(desk), state_of(other)) == (MailboxState.OK, MailboxState.SIGNIN)


def test_pauses_grow_and_are_not_in_step() -> None:
    pace = Pace()
    fault = MailServerUnreachable("mail.example")
    ones = Pauses(pace, random.Random(1))
    others = Pauses(pace, random.Random(2))
    first = [ones.next(fault) for _ in range(12)]
    assert first != [others.next(fault) for _ in range(12)]
    assert first[0] <= pace.first_pause * 1.25
    assert pace.longest_pause * 0.75 <= first[-1] <= pace.longest_pause * 1.25
    ones.worked()
    assert ones.next(fault) <= pace.first_pause * 1.25
    assert ones.next(SignInRefused("mail.example")) >= pace.signin_pause * 0.75
