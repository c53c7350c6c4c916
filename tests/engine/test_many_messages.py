"""Words are in their index soon, and the planner knows what came, while many messages come in."""

from __future__ import annotations

import threading

import psycopg
import pytest

from desktop_app.data.database import Database
from desktop_app.data.mail import MailRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.users import User
from desktop_app.engine import many_messages
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mail_intake import MailIntake, MailPreparer
from desktop_app.engine.mailbox_read import _as_incoming
from desktop_app.engine.many_messages import ManyMessages
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.imap_answers import Fetched
from tests.engine.mailbox_helpers import letter

PATIENCE = 30  # seconds


class Pull:
    """Batches of new messages, as a pull of thousands hands them over."""

    def __init__(self, db: Database, user: User, folders: Folders) -> None:
        store = ContentStore(folders.files, raw=folders.raw)
        self._preparer = MailPreparer(db, user.id, store, source="test")
        self.intake = MailIntake(db, user.id, frozenset(), origin="mailbox")
        self._next = 0

    def take(self, count: int) -> None:
        numbers = range(self._next, self._next + count)
        self._next += count
        read = [_as_incoming(Fetched(uid=n + 1, body=letter(n))) for n in numbers]
        batch = self._preparer.prepare(read)
        result = self.intake.take(batch, one_of_many=True)
        self.intake.taken(result)
        assert result.new == count


@pytest.fixture
def pull(db: Database, user: User, folders: Folders) -> Pull:
    return Pull(db, user, folders)


def pages_waiting(db: Database) -> int:
    """How many pages of words were not in the index; they are afterwards."""
    return int(db.value("SELECT gin_clean_pending_list('outpost.message_text_search')"))


def let_it_sort() -> int:
    sorting = [each for each in threading.enumerate() if each.name == many_messages._THREAD]
    for each in sorting:
        each.join(PATIENCE)
        assert not each.is_alive()
    return len(sorting)


def test_words_are_sorted_in_while_more_come(
    db: Database, pull: Pull, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_messages, "SORT_EVERY", 10)
    pull.take(5)
    assert let_it_sort() == 0
    pull.take(5)
    let_it_sort()
    assert pages_waiting(db) == 0
    pull.take(5)
    assert let_it_sort() == 0
    pull.intake.finish()
    assert pages_waiting(db) == 0


def test_few_wait_for_the_end(db: Database, pull: Pull) -> None:
    pull.take(5)
    assert let_it_sort() == 0
    assert pages_waiting(db) > 0
    pull.take(5)
    pull.intake.finish()
    assert pages_waiting(db) == 0


def test_what_could_not_be_sorted_in_is_left_to_the_end(
    db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(many_messages, "SORT_EVERY", 1)
    done: list[str] = []

    def sort(self: MailRepository) -> None:
        done.append(threading.current_thread().name)
        if len(done) == 1:
            raise RuntimeError("the disk is full")
        if len(done) == 2:
            raise KnownError("No room.", "")

    monkeypatch.setattr(MailRepository, "finish_many", sort)
    words = ManyMessages(db)
    for _ in range(2):
        words.note(1)
        let_it_sort()
    words.finish()
    assert done == [many_messages._THREAD] * 2 + [threading.current_thread().name]
    assert "left for later" in caplog.text


def test_the_planner_knows_after_the_first_batch_and_when_it_is_four_times_as_much(
    db: Database, pull: Pull
) -> None:
    tables = ("public.emails", "outpost.message", "outpost.message_address")

    def known() -> list[float]:
        return [
            db.value("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", (each,))
            for each in tables
        ]

    pull.take(5)
    assert known()[:2] == [5, 5]
    pull.take(10)
    assert known()[:2] == [5, 5]
    pull.take(5)
    assert known()[:2] == [20, 20]
    assert known()[2] >= 20


def test_a_planner_that_knows_of_more_is_left_alone(
    db: Database, user: User, folders: Folders, pull: Pull
) -> None:
    pull.take(20)
    again = Pull(db, user, folders)
    again._next = 100
    again.take(5)
    assert db.value("SELECT reltuples FROM pg_class WHERE oid = 'outpost.message'::regclass") == 20


def test_somebody_who_looks_after_a_table_keeps_no_message_out(
    db: Database, db_url: str, pull: Pull, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    other = psycopg.connect(db_url)  # as a long VACUUM, or an index that is built beside
    other.execute("LOCK TABLE outpost.message IN SHARE UPDATE EXCLUSIVE MODE")
    pull.take(5)
    other.close()
    assert "left for later" in caplog.text
    assert db.value("SELECT count(*) FROM public.emails") == 5
