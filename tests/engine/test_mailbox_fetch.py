"""Fetching from a real IMAP server: everything once, whatever happens on either side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailbox_marks import _IS_OURS
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mail_intake import MailIntake
from desktop_app.engine.mailbox_fetch import MailboxLook, sign_in
from desktop_app.engine.mailbox_folder import Stopped
from desktop_app.wire.content_store import ContentStore
from tests.engine.mailbox_helpers import Desk, letter, name
from tests.mailservers.people import MailServer


@pytest.fixture
def desk(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> Desk:
    return Desk(db, folders, mail_server, user.id, tmp_path / "spool")


def test_the_first_pull_brings_every_followed_folder_once(desk: Desk) -> None:
    for number in range(5):
        desk.deliver(number, flags=["\\Seen"] if number % 2 else [])
    desk.deliver(10, "Sent", to="ada@customer.example", flags=["\\Seen"])
    desk.deliver(20, "Archive", flags=["\\Seen", "\\Flagged"])
    desk.deliver(30, "Kunden/Müller & Söhne")
    desk.deliver(40, "Junk")
    desk.deliver(50, "Trash")
    counts = desk.fetch()
    assert set(desk.here()) == {name(n) for n in (0, 1, 2, 3, 4, 10, 20, 30)}
    assert counts["INBOX"].new == 5
    assert counts["INBOX"].server_count == counts["INBOX"].local_count == 5
    assert counts["Kunden/Müller & Söhne"].new == 1
    assert desk.here()[name(0)] == "unread"
    assert desk.here()[name(1)] == "read"
    assert desk.db.value("SELECT flagged FROM outpost.message WHERE identity = %s", (name(20),))
    again = desk.fetch()
    assert sum(each.new + each.gone + each.flags for each in again.values()) == 0
    assert desk.marks() == 0


def test_what_lies_in_two_folders_is_one_message_in_two_places(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(1, "Projects")
    desk.fetch()
    assert list(desk.here()) == [name(1)]
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_message") == 2


def test_two_mailboxes_of_one_rep_share_a_message_and_nothing_else(
    desk: Desk, db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    other = Desk(db, folders, mail_server, user.id, tmp_path / "other")
    desk.deliver(1)
    desk.deliver(2)
    other.deliver(2)
    other.deliver(3)
    desk.fetch()
    other.fetch()
    assert set(desk.here()) == {name(1), name(2), name(3)}
    desk.set_status(2, "read")
    desk.push()
    assert desk.marks() == 1  # the other mailbox has not been told yet
    other.push()
    assert desk.marks() == 0
    assert "\\Seen" in desk.on_server()[name(2)]
    assert "\\Seen" in other.on_server()[name(2)]


def test_the_first_days_come_first_and_the_horizon_is_kept(desk: Desk) -> None:
    now = datetime.now(UTC)
    for number, days in enumerate((1, 30, 200, 500, 900)):
        desk.deliver(number, at=now - timedelta(days=days))
    looking = desk.looking()
    looking.mailbox = desk.server.mailbox(
        desk.person, desk.mailbox.user_id, id=desk.mailbox.id, horizon_days=700
    )
    counts = desk.fetch(looking)
    assert set(desk.here()) == {name(n) for n in range(4)}
    assert (counts["INBOX"].server_count, counts["INBOX"].local_count) == (5, 4)
    assert counts["INBOX"].missing == 0
    # A wider horizon brings the rest, and nothing again.
    assert desk.fetch()["INBOX"].new == 1
    assert set(desk.here()) == {name(n) for n in range(5)}


def test_a_stop_between_batches_loses_and_doubles_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.engine.mailbox_read.BATCH_MESSAGES", 3)
    for number in range(20):
        desk.deliver(number)
    desk.fetch(desk.looking())  # the folders are known, nothing else
    desk.db.run("DELETE FROM outpost.mailbox_folder")
    desk.db.run("DELETE FROM public.emails")
    asked = iter([False] * 2 + [True] * 9)
    with pytest.raises(Stopped):
        desk.fetch(desk.looking(should_stop=lambda: next(asked)))
    assert 0 < len(desk.here()) < 20
    counts = desk.fetch()
    assert len(desk.here()) == 20
    assert counts["INBOX"].local_count == 20


def test_a_batch_that_dies_in_its_transaction_is_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.engine.mailbox_read.BATCH_MESSAGES", 4)
    for number in range(12):
        desk.deliver(number)
    take, batches = MailIntake.take, 0

    def dies(self: MailIntake, *args: object, **given: object) -> object:
        nonlocal batches
        batches += 1
        result = take(self, *args, **given)  # type: ignore[arg-type]
        if batches == 2:
            raise RuntimeError("killed before the commit")
        return result

    monkeypatch.setattr(MailIntake, "take", dies)
    with pytest.raises(RuntimeError):
        desk.fetch()
    assert len(desk.here()) == 4
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_message") == 4
    monkeypatch.setattr(MailIntake, "take", take)
    desk.fetch()
    assert len(desk.here()) == 12
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_message") == 12


def test_new_mail_and_flags_and_what_left_are_followed(desk: Desk) -> None:
    for number in range(4):
        desk.deliver(number)
    desk.fetch()
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen)")
        phone.uid("STORE", "2", "+FLAGS", "(\\Seen \\Answered \\Flagged)")
        phone.uid("STORE", "4", "+FLAGS", "(\\Deleted)")
        phone.expunge()
    desk.deliver(5)
    counts = desk.refresh()["INBOX"]
    assert (counts.new, counts.gone, counts.flags) == (1, 1, 2)
    here = desk.here()
    assert [here[name(n)] for n in (0, 1, 2)] == ["read", "replied", "unread"]
    assert desk.db.value("SELECT flagged FROM outpost.message WHERE identity = %s", (name(1),))
    # What was expunged stays, and its conversation is no work any more.
    assert name(3) in here
    assert desk.states()[name(3)] == "archived"
    assert desk.marks() == 0
    unread = desk.db.rows("SELECT sum(unread_count) FROM outpost.conversation", binary=False)
    assert unread == [(3,)]
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "-FLAGS", "(\\Seen)")
    desk.refresh()
    assert desk.here()[name(0)] == "unread"


@pytest.fixture(params=["CONDSTORE", "nothing"])
def simpler(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that counts changes without telling what vanished, and one that does neither."""
    from desktop_app.wire.imap import ImapSession

    hidden = {"QRESYNC", "ENABLE", "MOVE", "ESEARCH"}
    if request.param == "nothing":
        hidden.add("CONDSTORE")
    has = ImapSession.has
    monkeypatch.setattr(
        ImapSession, "has", lambda self, name: name not in hidden and has(self, name)
    )
    if request.param == "nothing":
        select = ImapSession.select

        def plain(self: ImapSession, path: str, *, readonly: bool = False) -> object:
            return replace(select(self, path, readonly=readonly), highest_modseq=None)

        monkeypatch.setattr(ImapSession, "select", plain)


@pytest.mark.usefixtures("simpler")
def test_a_simpler_server_is_followed_by_looking(desk: Desk) -> None:
    for number in range(6):
        desk.deliver(number)
    desk.fetch()
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen \\Flagged)")
        phone.uid("STORE", "4", "+FLAGS", "(\\Deleted)")
        phone.expunge()
        phone.uid("MOVE", "5", "Archive")
    desk.deliver(7)
    counts = desk.fetch()
    assert (counts["INBOX"].new, counts["INBOX"].gone) == (1, 2)
    assert counts["Archive"].known == 1
    assert desk.here()[name(0)] == "read"
    assert {key for key, state in desk.states().items() if state == "archived"} == {
        name(3),
        name(4),
    }
    desk.set_state(1, "archived")
    desk.set_status(2, "read")
    desk.push()
    assert set(desk.on_server("Archive")) == {name(1), name(4)}
    assert desk.on_server()[name(2)] == frozenset({"\\Seen"})
    assert len(desk.here()) == 7
    assert sum(each.new + each.gone + each.flags for each in desk.fetch().values()) == 0


def test_servers_written_in_python_are_fetched_from_too(
    db: Database, folders: Folders, plain_mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    desk = Desk(db, folders, plain_mail_server, user.id, tmp_path / "spool")
    for number in range(4):
        desk.deliver(number, flags=["\\Seen"] if number == 1 else [])
    assert desk.fetch()["INBOX"].new == 4
    assert desk.here()[name(1)] == "read"
    desk.set_status(0, "read")
    desk.push()
    assert "\\Seen" in desk.on_server()[name(0)]
    desk.deliver(5)
    assert desk.fetch()["INBOX"].new == 1
    assert len(desk.here()) == 5


def test_what_is_done_here_is_told_and_telling_it_twice_does_no_harm(desk: Desk) -> None:
    for number in range(3):
        desk.deliver(number)
    desk.fetch()
    desk.set_status(0, "read")
    desk.set_status(1, "replied")
    desk.db.run("UPDATE outpost.message SET flagged = true WHERE identity = %s", (name(2),))
    assert desk.marks() == 3
    assert desk.push() == 3
    assert desk.push() == 0
    assert desk.on_server() == {
        name(0): frozenset({"\\Seen"}),
        name(1): frozenset({"\\Seen", "\\Answered"}),
        name(2): frozenset({"\\Flagged"}),
    }
    # An undo is told in the same way, and an answer is not taken back.
    desk.set_status(0, "unread")
    desk.set_status(1, "unread")
    desk.push()
    assert desk.on_server()[name(0)] == frozenset()
    assert desk.on_server()[name(1)] == frozenset({"\\Answered"})
    assert all(each.flags == 0 for each in desk.refresh().values())


def test_archived_here_is_moved_there_and_back(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2, answers=1)
    desk.deliver(3)
    desk.fetch()
    desk.set_state(1, "archived")
    desk.push()
    assert set(desk.on_server("Archive")) == {name(1), name(2)}
    assert set(desk.on_server()) == {name(3)}
    counts = desk.fetch()
    assert counts["Archive"].new == counts["Archive"].known == 0  # COPYUID told where they are
    assert desk.states()[name(1)] == "archived"
    desk.set_state(1, "active")
    desk.push()
    assert set(desk.on_server()) == {name(1), name(2), name(3)}
    assert desk.on_server("Archive") == {}
    desk.fetch()
    assert desk.states() == {name(1): "active", name(2): "active", name(3): "active"}
    assert len(desk.here()) == 3


def test_archived_there_is_archived_here_and_back(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2)
    desk.fetch()
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("MOVE", "1", "Archive")
    counts = desk.refresh()
    assert counts["INBOX"].gone == 1
    assert (counts["Archive"].new, counts["Archive"].known) == (0, 1)
    assert desk.states() == {name(1): "archived", name(2): "active"}
    # Made active here, it goes back to the inbox.
    desk.set_state(1, "active")
    desk.push()
    assert set(desk.on_server()) == {name(1), name(2)}
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("MOVE", "1:*", "Archive")
    desk.refresh()
    assert set(desk.states().values()) == {"archived"}
    with desk.server.connect(desk.person) as phone:
        phone.select("Archive")
        phone.uid("MOVE", "1:*", "INBOX")
    desk.refresh()
    assert set(desk.states().values()) == {"active"}


def test_old_mail_of_an_archive_is_archived_and_new_mail_makes_it_active(desk: Desk) -> None:
    desk.deliver(1, "Archive", flags=["\\Seen"])
    desk.deliver(2, "Projects")
    desk.fetch()
    assert desk.states() == {name(1): "archived", name(2): "active"}
    desk.deliver(3, answers=1)
    desk.refresh()
    assert desk.states()[name(1)] == "active"
    assert set(desk.on_server("Archive")) == {name(1)}
    assert desk.push() == 0


def test_a_reply_to_what_was_archived_here_is_seen_though_the_server_was_not_told(
    desk: Desk,
) -> None:
    desk.deliver(1)
    desk.fetch()
    desk.set_state(1, "archived")
    desk.deliver(2, answers=1)
    desk.fetch()
    assert set(desk.states().values()) == {"active"}
    assert set(desk.on_server()) == {name(1), name(2)}
    assert desk.marks() == 0


def test_archived_there_is_archived_here_whatever_else_is_still_to_be_told(desk: Desk) -> None:
    desk.deliver(1)
    desk.fetch()
    desk.set_status(1, "read")
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("MOVE", "1", "Archive")
    desk.fetch()
    assert desk.states() == {name(1): "archived"}
    assert desk.on_server("Archive") == {name(1): frozenset({"\\Seen"})}
    # And back, with something to be told again.
    desk.set_status(1, "unread")
    with desk.server.connect(desk.person) as phone:
        phone.select("Archive")
        phone.uid("MOVE", "1", "INBOX")
    desk.fetch()
    assert desk.states() == {name(1): "active"}
    assert desk.on_server() == {name(1): frozenset()}


def test_what_changed_after_uids_began_anew_is_followed(desk: Desk) -> None:
    """The folder is begun anew by the search for gaps, and not by the look before it."""
    desk.deliver(1)
    desk.fetch()
    desk.server.new_uid_validity(desk.person)  # type: ignore[attr-defined]
    session = sign_in(desk.mailbox, lambda mailbox: desk.person.credential, spool=desk.spool)
    try:
        for _ in MailboxLook(desk.looking(), session).complete(again=True):
            pass
    finally:
        session.close()
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen)")
    desk.refresh()
    assert desk.here() == {name(1): "read"}


def test_uids_that_begin_anew_are_matched_and_nothing_is_stored_again(desk: Desk) -> None:
    for number in range(6):
        desk.deliver(number)
    desk.deliver(9, subject="without a name")
    desk.fetch()
    desk.set_status(3, "read")
    desk.push()
    before = desk.db.rows("SELECT id FROM public.emails ORDER BY id")
    desk.server.new_uid_validity(desk.person)  # type: ignore[attr-defined]
    desk.deliver(7)
    counts = desk.fetch()["INBOX"]
    assert (counts.known, counts.new, counts.gone) == (7, 1, 0)
    after = desk.db.rows("SELECT id FROM public.emails ORDER BY id")
    assert set(before) < set(after)
    assert len(after) == 8
    assert desk.here()[name(3)] == "read"
    assert set(desk.states().values()) == {"active"}


def test_a_change_made_here_while_uids_lost_their_meaning_is_told_all_the_same(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2)
    desk.fetch()
    desk.set_status(1, "read")
    desk.server.new_uid_validity(desk.person)  # type: ignore[attr-defined]
    desk.fetch()
    desk.push()
    assert "\\Seen" in desk.on_server()[name(1)]
    assert desk.here() == {name(1): "read", name(2): "unread"}


def test_a_change_on_both_sides_goes_to_who_changed_what(desk: Desk) -> None:
    desk.deliver(1)
    desk.deliver(2, flags=["\\Seen"])
    desk.fetch()
    # The phone reads 1 and flags 2; here 2 is marked unread.
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen)")
        phone.uid("STORE", "2", "+FLAGS", "(\\Flagged)")
    desk.set_status(2, "unread")
    desk.fetch()
    assert desk.here() == {name(1): "read", name(2): "unread"}
    assert desk.on_server() == {
        name(1): frozenset({"\\Seen"}),
        name(2): frozenset({"\\Flagged"}),
    }
    assert desk.db.value("SELECT flagged FROM outpost.message WHERE identity = %s", (name(2),))
    assert desk.marks() == 0


def test_a_gap_is_found_and_filled(desk: Desk) -> None:
    for number in range(5):
        desk.deliver(number)
    desk.fetch()
    desk.db.run("DELETE FROM outpost.mailbox_message WHERE uid IN (2, 3)")
    desk.db.run("DELETE FROM public.emails WHERE message_id = %s", (name(1),))
    # And a place that the server knows nothing of.
    desk.db.run(
        "INSERT INTO outpost.mailbox_message (folder_id, uid) "
        "SELECT id, 3000000000 FROM outpost.mailbox_folder WHERE role = 'inbox'"
    )
    desk.db.run("UPDATE outpost.mailbox_folder SET uid_next = 3000000001 WHERE role = 'inbox'")
    counts = desk.fetch()["INBOX"]
    assert (counts.new, counts.known, counts.gone) == (1, 1, 1)
    assert counts.local_count == counts.server_count == 5
    assert len(desk.here()) == 5


def test_what_is_no_message_is_kept_aside_and_counts_as_here(desk: Desk) -> None:
    desk.deliver(1)
    desk.server.deliver(desk.person, b"\r\n")
    counts = desk.fetch()["INBOX"]
    assert (counts.new, counts.broken, counts.missing) == (1, 1, 0)
    assert counts.local_count == counts.server_count == 2
    assert desk.db.value("SELECT count(*) FROM outpost.broken_message") == 1
    assert desk.fetch()["INBOX"].broken == 0


def test_an_archive_that_was_imported_before_takes_the_servers_flags(desk: Desk) -> None:
    desk.deliver(1)
    desk.fetch()
    desk.db.run("DELETE FROM outpost.mailbox_folder")
    desk.set_status(1, "read")
    desk.deliver(2)
    counts = desk.fetch()["INBOX"]
    assert (counts.new, counts.known) == (1, 1)
    assert desk.here()[name(1)] == "unread"


def test_a_large_message_passes_through_a_file(desk: Desk) -> None:
    raw = letter(1, size=3 << 20)
    desk.server.deliver(desk.person, raw)
    desk.deliver(2)
    assert desk.fetch()["INBOX"].new == 2
    assert list(desk.spool.iterdir()) == []
    size = desk.db.value("SELECT file_size FROM public.email_attachments")
    assert size == (3 << 20) + 256


def test_a_pull_by_a_process_of_its_own_is_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.engine.mailbox_folder.WORTH_A_PROCESS", 1)
    monkeypatch.setattr("desktop_app.engine.mailbox_read.LARGE", 2 << 20)
    monkeypatch.setattr("desktop_app.engine.mailbox_read.BATCH_MESSAGES", 7)
    for number in range(40):
        desk.deliver(number, text="word " * 20_000 if number % 3 == 0 else "short")
    desk.server.deliver(desk.person, letter(99, size=3 << 20))
    assert desk.fetch()["INBOX"].new == 41
    assert list(desk.spool.iterdir()) == []


def test_of_two_messages_of_one_name_the_first_comes_with_its_own_files(
    desk: Desk, folders: Folders
) -> None:
    """Also in one batch, and whichever has more files: neither keeps the others out."""
    desk.server.deliver(desk.person, letter(1, size=1000))
    desk.server.deliver(desk.person, letter(1))
    desk.server.deliver(desk.person, letter(2))
    desk.server.deliver(desk.person, letter(2, size=1000))
    desk.deliver(3)
    assert desk.fetch()["INBOX"].new == 3
    store = ContentStore(folders.files, raw=folders.raw)
    for identity, url, digest, counted, there in desk.db.rows(
        "SELECT identity, raw_url, content_hash, attachment_count, "
        "(SELECT count(*) FROM public.email_attachments AS file "
        " WHERE file.email_id = message.email_id) FROM outpost.message"
    ):
        raw = store.get_raw(url)
        assert hashlib.sha256(raw).hexdigest() == digest, identity
        assert counted == there == int(b"plan.zip" in raw), identity


def test_asking_what_the_server_is_to_be_told_looks_at_no_message_without_a_mark(
    desk: Desk,
) -> None:
    """The engine asks with every mail that comes: it must not cost what a mailbox holds."""
    for number in range(3):
        desk.deliver(number)
    desk.fetch()
    (plan,) = desk.db.value(
        "EXPLAIN (ANALYZE, FORMAT JSON) "
        f"SELECT min(mark.due_at) FROM outpost.mailbox_mark AS mark WHERE {_IS_OURS}",
        {"mailbox": desk.mailbox.id},
    )
    looked_at = {
        each["Relation Name"]
        for each in _nodes(plan["Plan"])
        if "Relation Name" in each and each["Actual Loops"]
    }
    assert looked_at == {"mailbox_mark"}


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", ()):
        yield from _nodes(each)
