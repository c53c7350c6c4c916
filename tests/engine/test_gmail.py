"""Gmail: every message once, labels as what they are, and archiving by taking one away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mailboxes import FolderHealth, Mailbox
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_fetch import MailboxLook, fetch_once, sign_in
from desktop_app.engine.mailbox_folder import Looking
from desktop_app.engine.mailbox_worker import Pace
from desktop_app.engine.mailboxes import Mailboxes
from tests.engine.mailbox_helpers import letter, name
from tests.mailservers.gmail import ALL_MAIL, GmailServer

ME = "robin@rep.example"


@pytest.fixture
def gmail() -> Iterator[GmailServer]:
    server = GmailServer()
    yield server
    server.stop()


class Gmail:
    """A rep whose mailbox is with Gmail."""

    def __init__(
        self, db: Database, folders: Folders, server: GmailServer, user_id: UUID, spool: Path
    ) -> None:
        self.db, self.folders, self.server, self.spool = db, folders, server, spool
        self.mailbox: Mailbox = server.mailbox(user_id)
        with db.transaction():
            MailboxRepository(db).add(self.mailbox)
        spool.mkdir()

    def looking(self) -> Looking:
        own = frozenset({ME})
        return Looking(self.db, self.folders, self.mailbox, own, lambda: datetime.now(UTC))

    def fetch(self) -> None:
        fetch_once(self.looking(), lambda mailbox: self.server.person.credential, self.spool)

    def refresh(self) -> None:
        """As the engine looks from time to time."""
        session = sign_in(self.mailbox, lambda mailbox: self.server.person.credential)
        try:
            for _ in MailboxLook(self.looking(), session).refresh():
                pass
        finally:
            session.close()

    def here(self) -> dict[str, tuple[str, str, bool, list[str]]]:
        """Status, the conversation's state, flagged, and labels of every message, each once."""
        rows = self.db.rows(
            "SELECT email.message_id, email.status, talk.state, message.flagged, place.labels "
            "FROM public.emails AS email JOIN outpost.message ON message.email_id = email.id "
            "JOIN outpost.conversation AS talk ON talk.id = message.conversation_id "
            "LEFT JOIN outpost.mailbox_message AS place ON place.email_id = email.id"
        )
        assert len(rows) == len({row[0] for row in rows}), "a message is here twice"
        return {row[0]: (row[1], row[2], row[3], sorted(row[4] or ())) for row in rows}

    def set_state(self, number: int, state: str) -> None:
        self.db.run(
            "UPDATE outpost.conversation SET state = %s WHERE id = (SELECT conversation_id "
            "FROM outpost.message WHERE identity = %s)",
            (state, name(number)),
        )

    def health(self) -> dict[str, FolderHealth]:
        found = FolderRepository(self.db).health(self.mailbox.user_id)
        return {each.path: each for each in found if each.followed}


@pytest.fixture
def desk(db: Database, folders: Folders, gmail: GmailServer, user: User, tmp_path: Path) -> Gmail:
    return Gmail(db, folders, gmail, user.id, tmp_path / "spool")


def sent(number: int) -> bytes:
    raw = letter(number, to="ada@customer.example")
    return raw.replace(b"From: Ada Lowe <ada@customer.example>", f"From: <{ME}>".encode())


def test_every_message_is_here_once_with_its_labels(desk: Gmail) -> None:
    deliver = desk.server.deliver
    deliver(letter(1, subject="Inbox"), labels=("\\Inbox", "\\Important", 'Trade "fair" \\ 26'))
    deliver(letter(2, subject="Filed"), labels=("Clients", "Clients/Norvane"), flags=("\\Seen",))
    deliver(letter(3, subject="Star"), labels=("\\Inbox", "\\Starred"), flags=("\\Flagged",))
    deliver(sent(4), labels=("\\Sent",), flags=("\\Seen",))
    deliver(letter(5, subject="Half"), labels=("\\Draft",), flags=("\\Draft",))
    for number, label in ((6, "\\Trash"), (7, "\\Junk")):
        desk.server.put_aside(deliver(letter(number, subject=label)), label)
    desk.fetch()
    assert desk.here() == {
        name(1): ("unread", "active", False, ['Trade "fair" \\ 26', "\\Important", "\\Inbox"]),
        name(2): ("read", "archived", False, ["Clients", "Clients/Norvane"]),
        name(3): ("unread", "active", True, ["\\Inbox", "\\Starred"]),
        name(4): ("read", "active", False, ["\\Sent"]),
    }
    health = desk.health()
    assert set(health) == {ALL_MAIL}
    inside = health[ALL_MAIL]
    assert (inside.server_count, inside.local_count, inside.missing) == (5, 5, 0)
    selected = {each.partition(" ")[2] for each in desk.server.asked if "SELECT" in each}
    assert selected == {f'"{ALL_MAIL}"'}


def test_archived_here_leaves_the_inbox_there_and_keeps_its_other_labels(desk: Gmail) -> None:
    one = desk.server.deliver(letter(1), labels=("\\Inbox", "Clients"))
    desk.fetch()
    desk.set_state(1, "archived")
    desk.fetch()
    assert one.labels == {"Clients"}
    assert desk.server.inside("INBOX") == []
    assert desk.server.inside(ALL_MAIL) == [one]
    desk.set_state(1, "active")
    desk.fetch()
    assert one.labels == {"Clients", "\\Inbox"}
    assert desk.here()[name(1)] == ("unread", "active", False, ["Clients", "\\Inbox"])
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_mark") == 0


def test_what_happens_on_the_web_is_followed(desk: Gmail) -> None:
    one = desk.server.deliver(letter(1))
    two = desk.server.deliver(letter(2, subject="Other"))
    desk.fetch()
    desk.server.relabel(one, add=("Clients",), remove=("\\Inbox",))
    desk.server.reflag(two, add=("\\Seen", "\\Flagged"))
    desk.refresh()
    assert desk.here() == {
        name(1): ("unread", "archived", False, ["Clients"]),
        name(2): ("read", "active", True, ["\\Inbox", "\\Starred"]),
    }
    desk.server.relabel(one, add=("\\Inbox",))
    desk.server.put_aside(two, "\\Trash")
    desk.refresh()
    assert desk.here() == {
        name(1): ("unread", "active", False, ["Clients", "\\Inbox"]),
        name(2): ("read", "archived", True, []),  # what was thrown away there is kept here
    }
    desk.server.put_aside(two, "")
    desk.refresh()
    assert desk.here()[name(2)] == ("read", "active", True, ["\\Inbox", "\\Starred"])


def test_a_star_and_what_is_read_here_are_told(desk: Gmail) -> None:
    one = desk.server.deliver(letter(1))
    desk.fetch()
    desk.db.run("UPDATE outpost.message SET flagged = true")
    desk.db.run("UPDATE public.emails SET status = 'replied'")
    desk.fetch()
    assert one.flags == {"\\Seen", "\\Answered", "\\Flagged"}
    assert one.labels == {"\\Inbox", "\\Starred"}


def test_a_draft_that_is_sent_becomes_one_message(desk: Gmail) -> None:
    draft = desk.server.deliver(sent(1), labels=("\\Draft",), flags=("\\Draft",))
    desk.fetch()
    assert desk.here() == {}
    desk.server.forget(draft)
    desk.server.deliver(sent(1), labels=("\\Sent",), flags=("\\Seen",))
    desk.refresh()
    assert desk.here() == {name(1): ("read", "active", False, ["\\Sent"])}


def test_one_question_tells_of_all_folders(desk: Gmail) -> None:
    desk.server.deliver(letter(1))
    desk.fetch()
    del desk.server.asked[:]
    desk.refresh()
    asked = [each.partition(" ")[0] for each in desk.server.asked]
    assert asked.count("LIST") == 1
    assert not {"STATUS", "SELECT", "UID"} & set(asked)


def test_without_all_mail_labels_are_folders_and_a_message_is_one_all_the_same(
    db: Database, folders: Folders, user: User, tmp_path: Path
) -> None:
    server = GmailServer(shows_all=False)
    try:
        desk = Gmail(db, folders, server, user.id, tmp_path / "spool")
        one = server.deliver(letter(1), labels=("\\Inbox", "Clients"))
        desk.fetch()
        count = "SELECT count(*) FROM public.emails"
        places = "SELECT count(*) FROM outpost.mailbox_message"
        assert (db.value(count), db.value(places)) == (1, 2)
        desk.set_state(1, "archived")
        desk.fetch()
        assert one.labels == {"Clients", "Archive"}
        desk.fetch()
        assert (db.value(count), db.value(places)) == (1, 2)
        assert db.value("SELECT state FROM outpost.conversation") == "archived"
    finally:
        server.stop()


def test_new_mail_is_heard_of_in_all_mail(desk: Gmail) -> None:
    desk.server.deliver(letter(1))
    pace = Pace(poll=600, poll_without_idle=600, idle=600)
    engine = Mailboxes(
        desk.db, desk.folders, lambda mailbox: desk.server.person.credential, pace=pace, seed=7
    )
    engine.start()
    try:
        until(lambda: name(1) in desk.here())
        until(lambda: "IDLE" in desk.server.asked)
        two = desk.server.deliver(letter(2))
        until(lambda: name(2) in desk.here())
        desk.server.relabel(two, remove=("\\Inbox",))
        until(lambda: desk.here()[name(2)][1] == "archived")
    finally:
        engine.stop()
    assert not {"mailbox", "inbox"} & {each.name for each in threading.enumerate()}


def until(met: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
