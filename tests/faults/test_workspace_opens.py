"""A workspace opens, and stays of use, whatever happens to its server."""

from __future__ import annotations

import os
import queue
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.bootstrap.listening import listen
from desktop_app.bootstrap.opened import Opened
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.data import migrations
from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.postgres_process import read_pid_file, wait_until_gone
from desktop_app.system.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture(params=["socket", "tcp"])
def home(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[Workspace]:
    """A workspace whose server is at the same place, or at another port, after each start."""
    Settings(workspace.settings_file).set("postgres.transport", request.param)
    return workspace


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    assert wait_until_gone(pid, 10)


def pid_of(workspace: Workspace) -> int:
    found = read_pid_file(workspace.pgdata)
    assert found is not None
    return found.pid


def is_of_use(opened: Opened) -> bool:
    return opened.db.value("SELECT count(*) FROM leads") == 0


class Killer:
    """Kills the server each time that its address is handed out, so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.killed: list[int] = []
        self._times = times
        for name in ("acquire", "ensure_running"):
            monkeypatch.setattr(EmbeddedPostgres, name, self._killing(name))

    def _killing(self, name: str) -> Any:
        real = getattr(EmbeddedPostgres, name)

        def handed_out(postgres: EmbeddedPostgres) -> ServerAddress:
            address = real(postgres)
            if len(self.killed) < self._times:
                self.killed.append(address.pid)
                kill(address.pid)
            return address

        return handed_out


@pytest.mark.parametrize("times", [1, 3])
def test_a_server_that_dies_before_its_first_connection_is_started_again(
    home: Workspace, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    killer = Killer(monkeypatch, times)
    with open_workspace(home.home) as opened:
        assert is_of_use(opened)
        assert opened.applied
        assert pid_of(home) not in killer.killed
    assert len(set(killer.killed)) == times


def test_a_server_that_dies_while_the_schema_is_made_is_started_again(
    home: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade, begun = migrations.upgrade, []

    def upgrade_and_die(db: Database, *more: Any, **named: Any) -> list[str]:
        begun.append(pid_of(home))
        if len(begun) > 1:
            return upgrade(db)
        with db.transaction():
            db.run("CREATE SCHEMA outpost")
            serving = db.value("SELECT pg_backend_pid()")
            kill(begun[0])
            # It ends by itself, a moment later: until then it would go on to serve us.
            assert wait_until_gone(serving, 10)
            db.run("CREATE TABLE outpost.never (n int)")
        return []

    monkeypatch.setattr(migrations, "upgrade", upgrade_and_die)
    with open_workspace(home.home) as opened:
        assert is_of_use(opened)
    assert len(begun) == 2


def test_a_server_that_always_dies_ends_in_a_calm_fault(
    home: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    killer = Killer(monkeypatch, 1000)
    with pytest.raises(KnownError, match="cannot be reached"), open_workspace(home.home):
        pass
    assert 2 < len(killer.killed) < 10


def test_a_server_that_lives_and_refuses_is_not_started_again(
    home: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(db: Database, *more: Any, **named: Any) -> list[str]:
        asked.append(pid_of(home))
        raise KnownError("The disk is full.", retryable=True)

    monkeypatch.setattr("desktop_app.bootstrap.opening._DYING", 0.01)
    monkeypatch.setattr(migrations, "upgrade", refuse)
    with pytest.raises(KnownError, match="disk is full"), open_workspace(home.home):
        pass
    assert len(asked) == 1


def test_who_listens_brings_the_server_back_as_often_as_it_dies(
    home: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the dying server still seemed alive at the first look."""
    lost: queue.Queue[bool] = queue.Queue()
    heard: queue.Queue[Any] = queue.Queue()
    with open_workspace(home.home) as opened:
        stop = listen(opened, heard.put, lost.put)
        for _ in range(2):
            while not opened.db.value("SELECT 1 FROM pg_stat_activity WHERE query ~ '^LISTEN'"):
                pass
            Killer(monkeypatch, 1)
            kill(pid_of(home))
            assert lost.get(timeout=60) is True
            assert lost.get(timeout=60) is False
            assert Kind.LEADS in heard.get(timeout=60).kinds
            assert is_of_use(opened)
        stop()
