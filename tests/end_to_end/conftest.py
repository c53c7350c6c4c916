"""The real program, started as a person would, in a workspace of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend

from desktop_app.system.paths import Workspace
from desktop_app.system.postgres import EmbeddedPostgres, ServerAddress
from desktop_app.system.secrets import SecretStore


@dataclass
class Program:
    """``program("user", "list")`` runs a command; ``json(…)`` also reads its document.

    ``before`` is what every command line begins with.
    """

    home: Path
    environment: dict[str, str] = field(default_factory=dict)
    keyring_file: Path = Path("/nowhere")
    before: list[str] = field(default_factory=list)

    def __call__(
        self, *arguments: str, stdin: str = "", code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(arguments),
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
            timeout=300,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        if code == 1:
            assert "Traceback" not in done.stderr
            assert len(done.stderr.strip().splitlines()) == 1
        return done

    def json(self, *arguments: str, stdin: str = "", code: int = 0) -> Any:
        return json.loads(self("--json", *arguments, stdin=stdin, code=code).stdout)

    def command(self, arguments: Sequence[str]) -> list[str]:
        program = [sys.executable, "-m", "desktop_app", "--home", str(self.home)]
        return [*self.before, *program, *arguments]


@contextmanager
def server_up(program: Program) -> Iterator[None]:
    """Keeps the database running between commands, each of which would start and stop it."""
    holder = subprocess.Popen(
        program.command(["db", "run", sys.executable, "-c", "print(flush=True); input()"]),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **program.environment}, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        yield
    finally:
        holder.communicate("\n", timeout=60)


@pytest.fixture
def program() -> Iterator[Program]:
    # Not tmp_path: another run of pytest closes the folder above it, which a Postgres of root's,
    # running as another user, has to pass through.
    with tempfile.TemporaryDirectory(prefix="outpost-test-", ignore_cleanup_errors=True) as place:
        # A folder that a rep might have: a space and letters beyond ASCII.
        home = Path(place) / "Büro Ostrander"
        # Without a session bus there is no keyring, on any machine that runs this.
        yield Program(home, {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "PYTHON_KEYRING_BACKEND": ""})


@pytest.fixture
def guarded() -> Iterator[ServerAddress]:
    """Another Postgres, on TCP, which lets nobody in without the password (SCRAM)."""
    with tempfile.TemporaryDirectory(prefix="outpost-test-", ignore_cleanup_errors=True) as place:
        keyring = SecretStore("outpost-test", backend=_Forgetful())
        with EmbeddedPostgres(Workspace(Path(place)), secrets=keyring, transport="tcp") as address:
            yield address


class _Forgetful(KeyringBackend):
    """Keeps nothing, so that the server's password is known to this test alone."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("no keyring")


@pytest.fixture
def with_keyring(program: Program, tmp_path: Path) -> Program:
    """The program on a computer with a keyring, which the test finds in ``keyring_file``."""
    program.keyring_file = tmp_path / "keyring.json"
    program.environment |= {
        "PYTHON_KEYRING_BACKEND": "file_keyring.Keyring",
        "TEST_KEYRING_FILE": str(program.keyring_file),
        "PYTHONPATH": str(Path(__file__).parent),
    }
    return program
