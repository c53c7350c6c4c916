"""What is marked \\Deleted and never expunged: by servers that can neither move nor expunge just
these (no RFC 6851, no RFC 4315), and by other programs that leave it at the mark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pymap.backend.maildir.mailbox import Maildir

from desktop_app.data.database import Database
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.wire.imap import ImapSession
from tests.engine.mailbox_helpers import Desk, name


@pytest.fixture(params=["QRESYNC", "CONDSTORE", "nothing", "in Python"])
def knows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How a server tells of changes: what vanished as well, by counting them, or not at all; and
    another one, which does not either."""
    if request.param in ("QRESYNC", "in Python"):
        return str(request.param)
    hidden = {"QRESYNC", "ENABLE", "ESEARCH"}
    if request.param == "nothing":
        hidden.add("CONDSTORE")
        select = ImapSession.select

        def plain(self: ImapSession, path: str, *, readonly: bool = False) -> object:
            return replace(select(self, path, readonly=readonly), highest_modseq=None)

        monkeypatch.setattr(ImapSession, "select", plain)
    hide(monkeypatch, hidden)
    return str(request.param)


@pytest.fixture
def desk(
    request: pytest.FixtureRequest,
    db: Database,
    folders: Folders,
    user: User,
    knows: str,
    tmp_path: Path,
) -> Desk:
    name = "plain_mail_server" if knows == "in Python" else "mail_server"
    return Desk(db, folders, request.getfixturevalue(name), user.id, tmp_path / "spool")


@pytest.fixture
def copies_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that can copy and mark, and says nothing of where its copies are."""
    copied = ImapSession._copied

    def silent(self: ImapSession) -> dict[int, int]:
        copied(self)
        return {}

    hide(monkeypatch, {"MOVE", "UIDPLUS"})
    monkeypatch.setattr(ImapSession, "_copied", silent)
    # pymap copies a message without what is in it.
    monkeypatch.setattr(Maildir, "get_message_metadata", Maildir.get_message)


def hide(monkeypatch: pytest.MonkeyPatch, capabilities: set[str]) -> None:
    has = ImapSession.has
    monkeypatch.setattr(
        ImapSession, "has", lambda self, name: name not in capabilities and has(self, name)
    )


def mark(desk: Desk, *numbers: int, sign: str = "+") -> None:
    """Another program marks messages of the inbox as deleted, or takes the mark away."""
    uids = [uid for uid, named in names(desk, "INBOX").items() if named in map(name, numbers)]
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", ",".join(map(str, uids)), f"{sign}FLAGS", "(\\Deleted)")


def names(desk: Desk, folder: str, *, shown: bool = False) -> dict[int, str]:
    """Message-IDs by UID; ``shown``: only those that another program would show, unmarked."""
    return {
        each.uid: line.partition(b":")[2].strip().decode()
        for each in desk.server.folder(desk.person, folder)
        for line in each.raw.splitlines()
        if line.lower().startswith(b"message-id:")
        if not (shown and "\\Deleted" in each.flags)
    }


def there(desk: Desk, folder: str) -> list[str]:
    return sorted(names(desk, folder, shown=True).values())


@pytest.mark.usefixtures("copies_only")
def test_archived_where_nothing_can_be_moved_stays_archived_and_is_there_once(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.deliver(number)
    desk.fetch()
    desk.set_state(1, "archived")
    for _ in range(2):
        counts = desk.fetch()
        assert desk.states()[name(1)] == "archived"
        assert there(desk, "INBOX") == [name(2), name(3)]
        assert there(desk, "Archive") == [name(1)]
        assert counts["INBOX"].missing == 0
    assert counts["INBOX"].local_count == 2
    assert desk.marks() == 0
    # Brought back here it is in the inbox, once, and archived again in the archive, once.
    for state, inbox in (("active", [name(1), name(2), name(3)]), ("archived", [name(2), name(3)])):
        desk.set_state(1, state)
        desk.fetch()
        desk.fetch()
        assert there(desk, "INBOX") == inbox
        assert there(desk, "Archive") == ([name(1)] if state == "archived" else [])
        assert desk.states()[name(1)] == state
    assert len(desk.here()) == 3


def test_marked_as_deleted_elsewhere_is_gone_and_unmarked_there_again(
    desk: Desk, knows: str
) -> None:
    for number in (1, 2, 3):
        desk.deliver(number)
    desk.fetch()
    mark(desk, 1, 2)
    counts = desk.refresh()["INBOX"]
    assert counts.gone == 2
    assert desk.states() == {name(1): "archived", name(2): "archived", name(3): "active"}
    assert set(desk.here()) == {name(1), name(2), name(3)}
    mark(desk, 2, sign="-")
    # Who counts no changes is asked for all of them when gaps are looked for.
    counts = (desk.refresh if knows in ("QRESYNC", "CONDSTORE") else desk.fetch)()["INBOX"]
    assert (counts.new, counts.known) == (0, 1)
    assert desk.states() == {name(1): "archived", name(2): "active", name(3): "active"}
    counts = desk.fetch()["INBOX"]
    assert (counts.missing, counts.local_count, counts.gone) == (0, 2, 0)
    # Expunged at last, it is gone as before.
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.expunge()
    counts = desk.fetch()["INBOX"]
    assert (counts.gone, counts.missing, counts.server_count) == (0, 0, 2)


def test_what_came_marked_as_deleted_is_brought_when_it_is_not_any_more(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2)
    mark(desk, 1)
    counts = desk.fetch()["INBOX"]
    assert (counts.new, counts.missing) == (1, 0)
    desk.deliver(3)
    desk.deliver(4)
    mark(desk, 3)
    desk.refresh()
    assert set(desk.here()) == {name(2), name(4)}
    mark(desk, 1, 3, sign="-")
    desk.fetch()
    assert set(desk.here()) == {name(n) for n in (1, 2, 3, 4)}
    assert desk.fetch()["INBOX"].missing == 0


def test_what_left_is_missed_though_as_much_came_marked_as_deleted(desk: Desk) -> None:
    for number in (1, 2):
        desk.deliver(number)
    desk.fetch()
    mark(desk, 1)
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.expunge()
    desk.deliver(3)
    mark(desk, 3)
    assert desk.refresh()["INBOX"].gone == 1
    assert desk.states() == {name(1): "archived", name(2): "active"}


def test_marked_as_deleted_between_listing_and_fetching_is_left_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.deliver(1)
    desk.deliver(2)
    mark(desk, 1)
    uids = ImapSession.uids
    monkeypatch.setattr(
        ImapSession, "uids", lambda self, **given: uids(self, **{**given, "deleted": True})
    )
    monkeypatch.setattr("desktop_app.wire.imap_answers.IN_MEMORY", 100)
    desk.fetch()
    assert set(desk.here()) == {name(2)}
    assert list(desk.spool.iterdir()) == []
