"""What servers say out of turn, forget, or refuse once: nothing is lost by it, here or there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.data.mailbox_marks import MarkRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mail_faults import MailServerBusy, MailServerRefused, UidsBeganAnew
from desktop_app.domain.mailbox_folders import Sighting
from desktop_app.domain.mailboxes import Auth, Credential, FolderRole, Mailbox, would_be
from desktop_app.domain.users import User
from desktop_app.engine import mailboxes
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_fetch import sign_in
from desktop_app.engine.mailbox_worker import Pace, Pauses
from desktop_app.wire import imap
from desktop_app.wire.imap import ImapSession
from tests.engine.mailbox_helpers import Desk, name
from tests.imap_script import Peer, scripted
from tests.mailservers.people import MailServer


@pytest.fixture
def desk(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> Desk:
    desk = Desk(db, folders, mail_server, user.id, tmp_path / "spool")
    if MailboxRepository(db).get(desk.mailbox.id) is None:
        MailboxRepository(db).add(desk.mailbox)
    return desk


def test_flags_that_the_server_tells_of_unasked_make_no_message_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While messages are matched, the phone reads one that is not here yet."""
    for number in range(3):
        desk.deliver(number)
    desk.fetch()
    desk.server.new_uid_validity(desk.person)  # type: ignore[attr-defined]
    desk.deliver(7)
    flags = ImapSession.flags

    def tells_more(self: ImapSession, *args: Any, **given: Any) -> Iterator[Any]:
        yield from flags(self, *args, **given)
        yield from flags(self)

    monkeypatch.setattr(ImapSession, "flags", tells_more)
    desk.fetch()
    assert set(desk.here()) == {name(n) for n in (0, 1, 2, 7)}
    assert desk.db.rows("SELECT uid FROM outpost.mailbox_message WHERE email_id IS NULL") == []


def test_a_server_that_counts_its_changes_anew_is_read_anew(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2, flags=["\\Seen"])
    desk.fetch()
    desk.db.run("UPDATE outpost.mailbox_folder SET highest_modseq = highest_modseq + 1000")
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen)")
        phone.uid("STORE", "2", "-FLAGS", "(\\Seen)")
    desk.refresh()
    assert desk.here() == {name(1): "read", name(2): "unread"}
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "-FLAGS", "(\\Seen)")
    desk.refresh()
    assert desk.here() == {name(1): "unread", name(2): "unread"}


def test_new_mail_that_is_refused_once_comes_the_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.deliver(1)
    desk.fetch()
    desk.deliver(2)
    fetch = ImapSession.fetch

    def refuses(self: ImapSession, *args: Any, **given: Any) -> Iterator[Any]:
        raise MailServerRefused("imap.example", "too much at once", retryable=True)
        yield

    monkeypatch.setattr(ImapSession, "fetch", refuses)
    counts = desk.refresh()["INBOX"]
    assert "does not hand out" in counts.said
    assert list(desk.here()) == [name(1)]
    monkeypatch.setattr(ImapSession, "fetch", fetch)
    assert desk.refresh()["INBOX"].said == ""
    assert set(desk.here()) == {name(1), name(2)}


def test_an_answer_is_not_taken_back_by_unread(desk: Desk) -> None:
    """Answered here, and marked unread there before the server heard of the answer."""
    desk.deliver(1, flags=["\\Seen"])
    desk.fetch()
    desk.set_status(1, "replied")
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "-FLAGS", "(\\Seen)")
    desk.fetch()
    assert desk.here() == {name(1): "replied"}
    assert "\\Answered" in desk.on_server()[name(1)]
    assert desk.marks() == 0


def test_what_another_mailbox_is_to_be_told_is_not_due_here(
    desk: Desk, db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    other = Desk(db, folders, mail_server, user.id, tmp_path / "other")
    desk.deliver(2)
    other.deliver(2)
    desk.fetch()
    other.fetch()
    desk.set_status(2, "read")
    marks, later = MarkRepository(db), datetime(2100, 1, 1, tzinfo=UTC)
    assert marks.next_due(desk.mailbox.id) is not None
    desk.push()
    assert desk.marks() == 1
    assert marks.next_due(desk.mailbox.id) is None
    assert marks.due(desk.mailbox.id, later) == ((), {})
    assert marks.next_due(other.mailbox.id) is not None
    other.push()
    assert desk.marks() == 0
    # What was done and undone meanwhile differs nowhere, and is not kept for ever.
    desk.set_status(2, "unread")
    desk.set_status(2, "read")
    assert desk.marks() == 1
    desk.push()
    assert desk.marks() == 0


def test_a_list_without_an_inbox_forgets_nothing(desk: Desk, db: Database) -> None:
    desk.deliver(1)
    desk.fetch()
    rows = FolderRepository(db)
    before = rows.list_folders(desk.mailbox.id)
    assert rows.keep(desk.mailbox.id, []) == before
    assert rows.keep(desk.mailbox.id, [("Projects", FolderRole.NONE, True)]) == before
    assert rows.keep(desk.mailbox.id, [("INBOX", FolderRole.INBOX, True)]) == before[:1]


def test_a_folder_that_is_listed_twice_stops_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.deliver(1, "Projects")
    listed = imap.folders_of
    monkeypatch.setattr(
        imap, "folders_of", lambda found, *status: listed([*found, *found], *status)
    )
    desk.fetch()
    assert set(desk.here()) == {name(1)}


def test_a_folder_that_says_nothing_is_new_was_looked_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.deliver(1)
    desk.fetch()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)

    def looked_at() -> datetime:
        desk.db.run("UPDATE outpost.mailbox_folder SET looked_at = %s", (long_ago,))
        desk.refresh()
        found = desk.db.value("SELECT looked_at FROM outpost.mailbox_folder WHERE role = 'inbox'")
        assert isinstance(found, datetime)
        return found

    assert looked_at() > long_ago

    def refuses(self: object) -> None:
        raise MailServerRefused("imap.example", "no")

    desk.deliver(2)
    monkeypatch.setattr("desktop_app.engine.mailbox_folder.FolderLook.refresh", refuses)
    assert looked_at() == long_ago  # refused is not looked at


def test_one_mailboxs_trouble_is_none_of_the_others(
    desk: Desk,
    db: Database,
    folders: Folders,
    mail_server: MailServer,
    user: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = Desk(db, folders, mail_server, user.id, tmp_path / "other")
    other.deliver(3)
    fetch_once = mailboxes.fetch_once

    def fails(looking: Any, *args: Any) -> Any:
        if looking.mailbox.id == desk.mailbox.id:
            raise RuntimeError("nobody foresaw this")
        return fetch_once(looking, *args)

    monkeypatch.setattr(mailboxes, "fetch_once", fails)
    people = {desk.mailbox.id: desk.person, other.mailbox.id: other.person}
    credentials = lambda each: people[each.id].credential  # noqa: E731
    first, second = mailboxes.fetch_all(db, folders, credentials, (desk.mailbox, other.mailbox))
    assert first.fault is not None and "could not be brought in" in str(first.fault)
    assert second.fault is None
    assert list(desk.here()) == [name(3)]


def test_what_is_said_of_old_uids_is_not_taken_for_the_new_ones(desk: Desk, db: Database) -> None:
    """A session goes on with what it had read, while another one has found the UIDs anew."""
    desk.deliver(1)
    desk.fetch()
    rows = FolderRepository(db)
    before = rows.list_folders(desk.mailbox.id)[0]
    rows.begin(before.id, (before.uid_validity or 0) + 1, 5, None)
    said = [Sighting.of(1, name(1), frozenset({"\\Seen"}), ())]
    user = desk.mailbox.user_id
    with pytest.raises(UidsBeganAnew), rows.from_server(user):
        rows.sight(before, user, said, ())
    with pytest.raises(UidsBeganAnew):
        rows.flag(before, user, said)
    with pytest.raises(UidsBeganAnew):
        rows.vanish(before, user, [(1, 1)])
    assert db.rows("SELECT uid FROM outpost.mailbox_message") == []
    desk.fetch()
    assert desk.here() == {name(1): "unread"}


def test_a_server_that_is_busy_takes_no_token_away_and_is_asked_again_later_and_later() -> None:
    forgotten: list[UUID] = []

    class Tokens:
        def __call__(self, mailbox: Mailbox) -> Credential:
            return Credential("robin", "a token", Auth.OAUTH2)

        def forget(self, mailbox_id: UUID) -> None:
            forgotten.append(mailbox_id)

    def busy(peer: Peer) -> None:
        peer.say(b"* OK ready\r\n")
        peer.capabilities = b"IMAP4rev1 AUTH=XOAUTH2"
        peer.refuse(b"NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)")

    pauses = Pauses(Pace(), random.Random(1))
    waits = []
    with scripted(busy) as server:
        place = server.server()
        mailbox = would_be(
            uuid4(), uuid4(), "robin@rep.example", imap=place, smtp=place, auth=Auth.OAUTH2
        )
        for _ in range(5):
            with pytest.raises(MailServerBusy) as caught:
                sign_in(mailbox, Tokens())
            waits.append(pauses.next(caught.value))
    assert forgotten == []
    assert waits[0] < 5 and waits == sorted(waits) and waits[-1] > 20
