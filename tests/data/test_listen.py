"""What one process writes, another hears, when and only when it is committed."""

import queue
import subprocess
import sys
import threading
import uuid

import psycopg
import pytest

from desktop_app.data.database import Database
from desktop_app.data.listen import EVERYTHING, Listener, read_notice
from desktop_app.domain.changes import Kind, Notice

_ROOT = __file__.rpartition("tests")[0]
_TELL = """
import sys
from uuid import UUID
from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
db = Database(sys.argv[1])
with db.transaction():
    db.tell(Kind.LEADS | Kind.JOBS, user_id=UUID(int=1), job_id=UUID(int=2))
db.close()
"""


class Ear:
    """A listener in a thread, and what it heard."""

    def __init__(self, db, revive=lambda: None, since=None):
        self.heard: queue.Queue[Notice] = queue.Queue()
        self.lost: queue.Queue[bool] = queue.Queue()
        self.listener = Listener(db, self.heard.put, self.lost.put, since=since, revive=revive)
        self.thread = threading.Thread(target=self.listener.run)
        self.thread.start()

    def next(self):
        return self.heard.get(timeout=20)

    def stop(self):
        self.listener.stop()
        self.thread.join(20)
        assert not self.thread.is_alive()


def _wait_until_listening(db, count=1):
    while (
        db.value(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND query = 'LISTEN outpost' AND state = 'idle'"
        )
        < count
    ):
        pass


@pytest.fixture
def ear(db, db_url):
    made = Ear(Database(db_url))
    _wait_until_listening(db)
    yield made
    made.stop()


def test_another_process_is_heard(ear, db_url):
    subprocess.run([sys.executable, "-c", _TELL, db_url], check=True, cwd=_ROOT)
    assert ear.next() == Notice(Kind.LEADS | Kind.JOBS, uuid.UUID(int=1), uuid.UUID(int=2))


def test_what_was_written_between_the_first_look_and_listening_is_told(db, db_url):
    since = db.written()
    db.run("CREATE TABLE written_now ()")
    ear = Ear(Database(db_url), since=since)
    try:
        assert ear.next() == Notice(EVERYTHING)
    finally:
        ear.stop()


def test_only_what_is_committed_is_told(db, ear):
    with pytest.raises(ZeroDivisionError), db.transaction():
        db.tell(Kind.LEADS)
        raise ZeroDivisionError
    with db.transaction():
        db.tell(Kind.ACTIONS)
        db.tell(Kind.ACTIONS)
        with pytest.raises(ZeroDivisionError), db.transaction():
            db.tell(Kind.METRICS)
            raise ZeroDivisionError
        assert ear.heard.empty()
    db.tell(Kind.NONE)
    db.tell(Kind.USERS)
    assert [ear.next(), ear.next()] == [Notice(Kind.ACTIONS), Notice(Kind.USERS)]
    assert ear.heard.empty()


def test_ones_own_notices_are_passed_over(db, db_url):
    ear = Ear(db)
    other = Database(db_url)
    try:
        _wait_until_listening(db)
        db.tell(Kind.LEADS)
        other.tell(Kind.ACTIONS)
        assert ear.next() == Notice(Kind.ACTIONS)
    finally:
        other.close()
        ear.stop()


def test_what_nobody_understands_is_passed_over(db, ear):
    for payload in ("", "nonsense", "[]", "7", '{"kinds": 7}', '{"kinds": ["future"]}',
                    '{"kinds": ["leads"], "user": "x"}', '{"kinds": null}'):  # fmt: skip
        db.run("SELECT pg_notify('outpost', %s)", (payload,))
    db.run("SELECT pg_notify('outpost', %s)", ('{"kinds": ["future", "leads"], "more": 1}',))
    assert ear.next() == Notice(Kind.LEADS)


def test_a_lost_connection_is_found_again_and_nothing_is_missed(db, ear):
    db.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'outpost listener' AND datname = current_database()"
    )
    assert ear.lost.get(timeout=20) is True
    assert ear.lost.get(timeout=20) is False
    assert ear.next() == Notice(EVERYTHING)
    db.tell(Kind.LEADS)
    assert ear.next() == Notice(Kind.LEADS)


def test_stopping_works_at_any_moment(db_url):
    ear = Ear(Database(db_url))
    ear.stop()
    ear.listener.stop()
    nowhere = Ear(Database("postgresql://nobody@/none?host=/nowhere-at-all"))
    assert nowhere.lost.get(timeout=20) is True
    nowhere.stop()
    assert nowhere.heard.empty()


def test_a_notice_survives_the_way(db, db_url):
    with psycopg.connect(db_url, autocommit=True) as connection:
        connection.execute("LISTEN outpost")
        for kind in Kind:
            db.tell(kind, user_id=uuid.UUID(int=5))
        told = [read_notice(notify.payload) for notify in connection.notifies(
            timeout=20, stop_after=len(Kind))]  # fmt: skip
    assert told == [(Notice(kind, uuid.UUID(int=5)), db.token) for kind in Kind]


def test_what_is_told_here_is_told_apart_once_it_is_committed(db_url, db):
    here = Database(db_url)
    heard: queue.Queue[Notice] = queue.Queue()
    own: queue.Queue[Notice] = queue.Queue()
    listener = Listener(here, heard.put, on_own=own.put)
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        _wait_until_listening(db)
        with here.transaction():
            here.tell(Kind.MESSAGES)
            assert own.empty()
        assert own.get(timeout=20) == Notice(Kind.MESSAGES)
        db.tell(Kind.LEADS)
        assert heard.get(timeout=20) == Notice(Kind.LEADS)
        assert own.empty() and heard.empty()
    finally:
        listener.stop()
        thread.join(20)
