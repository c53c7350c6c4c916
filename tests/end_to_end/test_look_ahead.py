"""What looks ahead of the window: whose session stands, and their first leads, or nothing."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.bootstrap.listening import listen
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.data.database import WRITTEN
from desktop_app.data.listen import EVERYTHING
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.leads import LeadQuery
from desktop_app.look_ahead import LOOK_AHEAD, LookAhead
from desktop_app.services.booted import Seen
from desktop_app.ui.leads.query import Asked

PASSWORD = "a quiet place to work\n"


def look(program: Any) -> Seen | None:
    command = [*program.command([])[:3], LOOK_AHEAD, str(program.home)]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        timeout=60,
        env={**os.environ, **program.environment},
    )
    return pickle.loads(done.stdout)


@pytest.fixture
def signed_in(with_keyring: Any) -> Any:
    with_keyring("user", "add", "robin@rep.example", stdin=PASSWORD)
    with_keyring("signin", "robin@rep.example", stdin=PASSWORD)
    with_keyring("demo", "--leads", "70", "--messages", "70")
    return with_keyring


def test_it_sees_whose_session_stands_and_their_first_leads(signed_in: Any) -> None:
    seen = look(signed_in)
    assert seen is not None
    assert seen.user.email == "robin@rep.example"
    ids, rows = seen.page
    assert [row.id for row in rows] == list(ids)
    assert len(ids) == 60
    contacts = [row.last_contact_at for row in rows if row.last_contact_at is not None]
    assert contacts == sorted(contacts, reverse=True)
    listed = signed_in.json("leads", "list")
    assert {str(each) for each in ids} <= {lead["id"] for lead in listed}


def test_listening_tells_nothing_where_nothing_was_written_since(program: Any) -> None:
    heard: queue.Queue[Notice] = queue.Queue()
    with open_workspace(program.home) as opened:
        for since, first in ((opened.db.written(), Kind.LEADS), ("1:1:", EVERYTHING)):
            stop = listen(opened, heard.put, lambda lost: None, since=since)
            while not opened.db.value(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE application_name = 'outpost listener' AND state = 'idle' "
                "AND query = %s",
                (WRITTEN,),
            ):
                pass
            opened.db.run("SELECT pg_notify('outpost', %s)", ('{"kinds": ["leads"]}',))
            assert heard.get(timeout=20) == Notice(first)
            stop()
            while not heard.empty():
                heard.get()


def test_it_asks_what_the_window_asks_first() -> None:
    assert Asked().query == LeadQuery()


def test_nothing_is_seen_of_who_is_not_signed_in(signed_in: Any) -> None:
    signed_in("signout")
    assert look(signed_in) is None


def test_nothing_is_seen_of_who_has_locked(signed_in: Any) -> None:
    lock = (
        "import sys; from pathlib import Path\n"
        "from desktop_app.bootstrap.opening import open_workspace\n"
        "with open_workspace(Path(sys.argv[1])) as opened: opened.services().signin.lock()"
    )
    subprocess.run(
        [sys.executable, "-c", lock, str(signed_in.home)],
        check=True,
        timeout=60,
        env={**os.environ, **signed_in.environment},
    )
    assert look(signed_in) is None


def test_what_goes_wrong_is_left_to_the_window(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("no folder")
    ahead = LookAhead(nowhere)
    assert ahead.seen() is None
    ahead.close()


def test_a_pipe_that_breaks_keeps_nobody_waiting(tmp_path: Path, monkeypatch: Any) -> None:
    class Broken:
        def read(self) -> bytes:
            raise OSError("a broken pipe")

        def close(self) -> None:
            pass

    start = subprocess.Popen

    def with_a_broken_pipe(*given: Any, **named: Any) -> Any:
        process = start(*given, **named)
        process.stdout.close()
        process.stdout = Broken()
        return process

    monkeypatch.setattr(subprocess, "Popen", with_a_broken_pipe)
    ahead = LookAhead(tmp_path)
    assert ahead._told.wait(20)
    assert ahead.seen() is None
    ahead.close()


def test_one_that_is_ended_meanwhile_saw_nothing(tmp_path: Path) -> None:
    ahead = LookAhead(tmp_path)
    ahead._process.kill()
    assert ahead.seen() is None
    ahead.close()
    assert ahead._process.returncode is not None
