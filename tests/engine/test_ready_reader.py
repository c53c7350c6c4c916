"""What reads the mail of a new mailbox is ready when the mail comes, and ends with the look."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_read import (
    BATCH_MESSAGES,
    ReadingProcess,
    ReadyReader,
    _grouped,
)
from desktop_app.wire.imap_answers import Fetched
from tests.engine.mailbox_helpers import Desk, letter
from tests.mailservers.people import MailServer


@pytest.fixture
def desk(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> Desk:
    return Desk(db, folders, mail_server, user.id, tmp_path / "spool")


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    before = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= before


def test_the_one_that_is_ready_is_taken_once(reader_ahead: None) -> None:
    reader = ReadyReader()
    reader.prepare()
    reader.prepare()
    (ready,) = multiprocessing.active_children()
    first = reader.take()
    assert first.process.pid == ready.pid
    second = reader.take()
    assert second.process.pid != ready.pid
    first.close()
    second.close()


def test_one_that_died_meanwhile_is_not_handed_out(reader_ahead: None) -> None:
    reader = ReadyReader()
    reader.prepare()
    (ready,) = multiprocessing.active_children()
    ready.kill()
    ready.join()
    taken = reader.take()
    assert taken.process.is_alive()
    assert taken.process.pid != ready.pid
    taken.close()


def test_one_that_nobody_took_ends(reader_ahead: None) -> None:
    reader = ReadyReader()
    reader.prepare()
    reader.close()
    assert multiprocessing.active_children() == []


def test_a_mailbox_that_is_new_has_one_ready(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reader_ahead: None
) -> None:
    monkeypatch.setattr("desktop_app.engine.mailbox_folder.WORTH_A_PROCESS", 3)
    taken: list[bool] = []
    take = ReadyReader.take

    def noted(self: ReadyReader) -> object:
        taken.append(self._ready is not None)
        return take(self)

    monkeypatch.setattr(ReadyReader, "take", noted)
    for number in range(4):
        desk.deliver(number)
    assert desk.fetch()["INBOX"].new == 4
    assert taken == [True]
    for number in range(4, 8):
        desk.deliver(number)
    assert desk.fetch()["INBOX"].new == 4
    assert taken == [True, False]


def test_a_new_mailbox_of_few_messages_leaves_none_running(desk: Desk, reader_ahead: None) -> None:
    desk.deliver(1)
    assert desk.fetch()["INBOX"].new == 1
    with pytest.raises(RuntimeError):
        desk.fetch(desk.looking(should_stop=_breaks))


def _breaks() -> bool:
    raise RuntimeError("in the middle")


def test_the_first_batches_of_thousands_are_small_and_the_others_full() -> None:
    def sizes(count: int, first: int, size: int = 100) -> list[int]:
        messages = [Fetched(uid=n, body=b"x" * size) for n in range(1, count + 1)]
        return [len(each) for each in _grouped(messages, first)]

    assert sizes(1_000, 40) == [40, 80, 160, 300, 300, 120]
    assert sizes(700, BATCH_MESSAGES) == [300, 300, 100]
    assert sizes(30, 40, 300_000) == [4, 7, 14, 5]  # a megabyte, two, four…


def test_a_process_that_cannot_be_started_ahead_keeps_no_mail_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reader_ahead: None
) -> None:
    def refuse(self: ReadingProcess) -> None:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(ReadingProcess, "__init__", refuse)
    desk.deliver(1)
    assert desk.fetch()["INBOX"].new == 1


def test_what_is_known_is_met_as_known_though_nobody_asked(desk: Desk) -> None:
    """Two of one name are one message; one without a name that is here already keeps its row,
    and takes what changed on the server meanwhile."""
    nameless = letter(1).replace(b"Message-ID: <1@mail.example>\r\n", b"")
    desk.server.deliver(desk.person, nameless)
    desk.deliver(2)
    desk.deliver(2)
    desk.fetch()
    assert desk.db.value("SELECT count(*) FROM public.emails") == 2
    assert desk.db.value("SELECT count(*) FROM outpost.mailbox_message") == 3
    desk.db.run("DELETE FROM outpost.mailbox_folder")  # it is all looked at anew
    with desk.server.connect(desk.person) as phone:
        phone.select("INBOX")
        phone.uid("STORE", "1", "+FLAGS", "(\\Seen)")
    counts = desk.fetch()["INBOX"]
    assert (counts.new, counts.local_count) == (0, 3)
    rows = desk.db.rows("SELECT message_id IS NULL, status FROM public.emails")
    assert sorted(rows) == [(False, "unread"), (True, "read")]
