"""Programs, server and keeper are killed, in every order that matters."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system.locks import FileLock
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
from desktop_app.system.postgres_process import (
    is_alive,
    read_pid_file,
    signal_quietly,
    wait_until_gone,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

Start = Callable[..., Any]
Wrap = Callable[[str, str], Path]


def query(url: str, sql: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


def keepers_of(workspace: Workspace) -> list[int]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "desktop_app.system.postgres_keeper" in words and str(workspace.postgres) in words:
            found.append(process.pid)
    return found


def kill_server(workspace: Workspace, *, with_parts: bool = True) -> int:
    """kill -9 the postmaster; its parts end by themselves, which is waited for."""
    found = read_pid_file(workspace.pgdata)
    assert found is not None
    os.kill(found.pid, signal.SIGKILL)
    assert wait_until_gone(found.pid, 10)
    until(lambda: not with_parts or _is_free(workspace.postgres / "server.lock"))
    return found.pid


def is_watched(workspace: Workspace) -> bool:
    """Whether a keeper has its lock.

    Where the system tells, the lock is not tried: a keeper that starts at that very moment would
    find it taken, and leave the work to another.
    """
    path = workspace.postgres / "keeper.lock"
    if sys.platform != "linux":
        return not _is_free(path)
    return any(_holds(keeper, path) for keeper in keepers_of(workspace))


def _holds(pid: int, path: Path) -> bool:
    with contextlib.suppress(OSError):  # it ends while we look
        for fd in Path(f"/proc/{pid}/fd").iterdir():
            if (
                fd.readlink() == path
                and "lock:" in Path(f"/proc/{pid}/fdinfo", fd.name).read_text()
            ):
                return True
    return False


def _is_free(path: Path) -> bool:
    lock = FileLock(path)
    taken = lock.acquire(blocking=False)
    lock.release()
    return taken


class JumpingClock:
    """Some seconds pass whenever somebody looks."""

    def __init__(self, step: float = 30) -> None:
        self.step = step
        self.now = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_the_keeper_stops_the_server_of_a_killed_program(
    workspace: Workspace, start_program: Start
) -> None:
    program = start_program(workspace)
    pid = program.address()["pid"]
    assert len(keepers_of(workspace)) == 1
    program.kill()
    assert wait_until_gone(pid, 20)
    until(lambda: not keepers_of(workspace))
    assert read_pid_file(workspace.pgdata) is None  # stopped in order, nothing to recover


def test_a_killed_program_takes_nothing_from_the_others(
    workspace: Workspace, start_program: Start
) -> None:
    first, second, third = (start_program(workspace) for _ in range(3))
    address = first.address()
    assert second.address() == third.address() == address
    first.kill()
    second.kill()
    assert query(address["url"], "SELECT 1") == "1"
    assert is_alive(address["pid"])
    third.leave()
    assert not is_alive(address["pid"])  # the last one out stopped it, not the keeper


def test_a_newcomer_brings_a_new_keeper_when_the_old_one_was_killed(
    workspace: Workspace, start_program: Start
) -> None:
    first = start_program(workspace)
    pid = first.address()["pid"]
    until(lambda: is_watched(workspace))
    for keeper in keepers_of(workspace):
        os.kill(keeper, signal.SIGKILL)
        assert wait_until_gone(keeper, 10)
    second = start_program(workspace)
    assert second.address()["pid"] == pid
    until(lambda: is_watched(workspace))
    first.kill()
    second.kill()
    assert wait_until_gone(pid, 20)


def test_a_workspace_removed_right_after_use_stays_removed(workspace: Workspace) -> None:
    """The keeper looks once more for a moment, and must not bring its lock files back."""
    with EmbeddedPostgres(workspace):
        until(lambda: is_watched(workspace))
        keepers = keepers_of(workspace)
    shutil.rmtree(workspace.home)
    for keeper in keepers:
        assert wait_until_gone(keeper, 20)
    assert not workspace.home.exists()


def test_a_workspace_removed_while_in_use_is_left_without_a_fuss(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    pid = postgres.acquire().pid
    shutil.rmtree(workspace.home)
    postgres.release()
    signal_quietly(pid, signal.SIGQUIT)  # it would notice by itself within a minute
    assert wait_until_gone(pid, 20)


def test_without_a_keeper_all_else_works(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with EmbeddedPostgres(workspace) as address:
        assert query(address.url, "SELECT 1") == "1"
        assert not keepers_of(workspace)
    assert not is_alive(address.pid)
    assert "no keeper" in caplog.text


def test_what_was_committed_survives_the_death_of_the_server(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    url = postgres.acquire().url
    query(url, "CREATE TABLE kept AS SELECT generate_series(1, 50000) AS n")
    with psycopg.connect(url) as open_transaction:
        open_transaction.execute("DELETE FROM kept")
        kill_server(workspace)
        open_transaction.close()
    assert query(postgres.ensure_running().url, "SELECT count(*) FROM kept") == "50000"
    postgres.release()


def test_a_killed_server_and_a_killed_program_together(
    workspace: Workspace, start_program: Start
) -> None:
    program = start_program(workspace)
    server = program.address()
    query(server["url"], "CREATE TABLE kept AS SELECT 1 AS n")
    program.kill()
    signal_quietly(server["pid"], signal.SIGKILL)  # the keeper may have been quicker
    assert wait_until_gone(server["pid"], 10)
    with EmbeddedPostgres(workspace) as address:
        assert query(address.url, "SELECT count(*) FROM kept") == "1"


def test_a_recovery_may_last_as_long_as_it_does(
    workspace: Workspace, wrapped_binaries: Wrap, place: Path
) -> None:
    with EmbeddedPostgres(workspace) as address:
        query(address.url, "CREATE TABLE kept AS SELECT 1 AS n")
        kill_server(workspace)
    slow = wrapped_binaries(
        "postgres", 'while [ ! -e "$SIGNALS/go" ]; do sleep 0.02; done; exec "$REAL" "$@"'
    )
    clock, told = JumpingClock(600), []
    postgres = EmbeddedPostgres(workspace, binaries=slow, clock=clock, on_progress=told.append)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(postgres.acquire)
        until(lambda: clock.now > 3600)  # an hour goes by while the server is not ready
        assert not waiting.done()
        assert [sentence for sentence in told if "Recovering" in sentence]
        (place / "signals" / "go").touch()
        address = waiting.result(30)
    assert query(address.url, "SELECT count(*) FROM kept") == "1"
    postgres.release()


def test_a_program_killed_while_the_server_recovers_leaves_nothing_behind(
    workspace: Workspace, wrapped_binaries: Wrap, place: Path, start_program: Start
) -> None:
    """Killed before the server can even be seen: the keeper looks twice."""
    slow = wrapped_binaries(
        "postgres",
        'echo $$ > "$SIGNALS/pid.new"; mv "$SIGNALS/pid.new" "$SIGNALS/pid"\n'
        'while [ ! -e "$SIGNALS/go" ]; do sleep 0.02; done; exec "$REAL" "$@"',
    )
    program = start_program(workspace, slow)
    note = place / "signals" / "pid"
    until(note.exists)
    pid = int(note.read_text())
    until(lambda: is_watched(workspace))
    program.kill()
    (place / "signals" / "go").touch()
    assert wait_until_gone(pid, 30)
    until(lambda: not keepers_of(workspace))


def test_parts_that_a_killed_server_leaves_are_ended_first(workspace: Workspace) -> None:
    told: list[str] = []
    # Slow enough for the parts that end by themselves not to count as unseen.
    postgres = EmbeddedPostgres(workspace, clock=JumpingClock(0.4), on_progress=told.append)
    url = postgres.acquire().url
    with psycopg.connect(url) as connection:
        part = connection.info.backend_pid
        os.kill(part, signal.SIGSTOP)  # it will not notice by itself
        kill_server(workspace, with_parts=False)
        address = postgres.ensure_running()
        connection.close()
    assert not is_alive(part)
    assert [sentence for sentence in told if "parts of a stopped database" in sentence]
    assert query(address.url, "SELECT 1") == "1"
    postgres.release()


def test_a_server_that_cannot_be_seen_is_not_doubled(workspace: Workspace) -> None:
    """As in another container: no process to be found, but its lock is held."""
    workspace.ensure()
    elsewhere = FileLock(workspace.postgres / "server.lock")
    elsewhere.acquire()
    with pytest.raises(KnownError, match="cannot be seen") as refused:
        EmbeddedPostgres(workspace, clock=JumpingClock()).acquire()
    assert refused.value.retryable
    elsewhere.release()
    with EmbeddedPostgres(workspace) as address:
        assert query(address.url, "SELECT 1") == "1"


def test_being_killed_while_the_cluster_is_made_leaves_nothing_half(
    place: Path, wrapped_binaries: Wrap, start_program: Start
) -> None:
    workspace = Workspace(place / "new")
    slow = wrapped_binaries(
        "initdb",
        '"$REAL" "$@" && touch "$SIGNALS/made"\nwhile [ ! -e "$SIGNALS/go" ]; do sleep 0.02; done',
    )
    program = start_program(workspace, slow)
    until((place / "signals" / "made").exists)
    program.kill()
    assert list(workspace.postgres.glob(".data-new-*"))
    assert not workspace.pgdata.exists()
    with EmbeddedPostgres(workspace) as address:
        assert query(address.url, "SELECT current_database()") == "outpost"
    assert not list(workspace.postgres.glob(".data-new-*"))
    (place / "signals" / "go").touch()


@pytest.mark.parametrize("number", [2, 8])
def test_programs_that_start_at_the_same_moment_share_one_server(
    place: Path, start_program: Start, number: int
) -> None:
    workspace = Workspace(place / "new")
    programs = [start_program(workspace) for _ in range(number)]
    addresses = [program.address() for program in programs]
    assert all(address == addresses[0] for address in addresses), addresses
    assert query(addresses[0]["url"], "SELECT 1") == "1"
    for program in programs:
        program.leave()
    assert not is_alive(addresses[0]["pid"])
    log = (workspace.postgres / "log").read_text()
    assert log.count("starting PostgreSQL") == 1


def test_many_threads_of_one_program_share_one_server(workspace: Workspace) -> None:
    begin = threading.Barrier(8)

    def use(_: int) -> int:
        postgres = EmbeddedPostgres(workspace)
        begin.wait()
        with postgres as address:
            assert query(address.url, "SELECT 1") == "1"
            begin.wait()
            return address.pid

    with ThreadPoolExecutor(8) as threads:
        pids = set(threads.map(use, range(8)))
    assert len(pids) == 1
    assert not is_alive(pids.pop())


def test_a_forked_child_does_not_keep_the_server(workspace: Workspace) -> None:
    postgres = EmbeddedPostgres(workspace)
    address = postgres.acquire()
    stay, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(stay, 1)
        os._exit(0)
    postgres.release()
    assert not is_alive(address.pid)
    os.write(go, b".")
    os.waitpid(child, 0)
    os.close(stay)
    os.close(go)


_VISITOR = """
import os, random, signal, sys
from pathlib import Path
import psycopg
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres

chance, name = random.Random(sys.argv[2]), sys.argv[2]
for number in range(int(sys.argv[3])):
    postgres = EmbeddedPostgres(Workspace(Path(sys.argv[1])))
    address = postgres.acquire()
    while True:
        try:
            with psycopg.connect(address.url, autocommit=True) as connection:
                connection.execute(
                    "INSERT INTO visits VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, number)
                )
            break
        except psycopg.OperationalError:  # somebody killed the server: that is what this tests
            address = postgres.ensure_running()
    print(name, number, flush=True)
    fate = chance.random()
    if fate < 0.10:
        os.kill(os.getpid(), signal.SIGKILL)
    if fate < 0.16:
        try:
            os.kill(address.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    postgres.release()
"""


@pytest.mark.slow
def test_coming_leaving_and_dying_at_random_never_loses_a_row(
    workspace: Workspace, environment: dict[str, str]
) -> None:
    """Five visitors at a time come and go; some die holding the server, some kill it."""
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    with EmbeddedPostgres(workspace) as address:
        query(address.url, "CREATE TABLE visits (name text, number int, UNIQUE (name, number))")

    def visit(number: int) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", _VISITOR, str(workspace.home), f"{seed}-{number}", "8"],
            capture_output=True, text=True, env=environment, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return done.stdout.splitlines()

    with ThreadPoolExecutor(5) as visitors:
        told = [line for lines in visitors.map(visit, range(20)) for line in lines]
    until(lambda: not keepers_of(workspace), 60)
    until(lambda: _is_free(workspace.postgres / "server.lock"))
    with EmbeddedPostgres(workspace) as address:
        kept = query(address.url, "SELECT count(*) FROM visits")
    assert int(kept) == len(told) == len(set(told))
