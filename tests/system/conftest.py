"""Workspaces of the test's own, and a keyring in memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres
from desktop_app.system.postgres_process import (
    is_server_of,
    read_pid_file,
    signal_quietly,
    wait_until_gone,
)
from desktop_app.system.secrets import SecretStore


def quick_disk() -> str | None:
    """Memory where there is enough of it: making a thousand files costs a second on some disks."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 and os.access(memory, os.W_OK):
        return str(memory)
    return None


def end_servers_in(folder: Path) -> None:
    for data in folder.rglob("data"):
        found = read_pid_file(data)
        if found is not None and is_server_of(found.pid, data):
            signal_quietly(found.pid, signal.SIGQUIT)
            wait_until_gone(found.pid, 10)


@pytest.fixture
def place() -> Iterator[Path]:
    """A short folder of the test's own, with no running server left in it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="op-", dir=quick_disk()))
    yield folder
    end_servers_in(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A workspace whose cluster was made once for the run; it is copied, never used."""
    folder = Path(tempfile.mkdtemp(prefix="op-", dir=quick_disk()))
    with EmbeddedPostgres(Workspace(folder / "home")):
        pass
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_workspace(place: Path, made_once: Path) -> Callable[[str], Workspace]:
    """Makes workspaces with an empty cluster, quicker than a first start does."""

    def make(name: str = "home") -> Workspace:
        workspace = Workspace(place / name).ensure()
        if os.name == "posix":
            source = Workspace(made_once).pgdata
            subprocess.run(["cp", "-a", source, workspace.pgdata], check=True)
        return workspace

    return make


@pytest.fixture
def workspace(make_workspace: Callable[[str], Workspace]) -> Workspace:
    """A workspace with an empty cluster that is not running."""
    return make_workspace("home")


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.stored[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.stored.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("none")


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def make_store(memory_keyring: MemoryKeyring) -> Callable[[], SecretStore]:
    """Stores on the same keyring, as several programs have them."""
    return lambda: SecretStore("outpost-test", backend=memory_keyring)
