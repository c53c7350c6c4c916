"""The engine as the window keeps it, and the secrets that no keyring keeps for it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.bootstrap.late import step_back
from desktop_app.bootstrap.opened import Opened
from desktop_app.data.database import Database
from desktop_app.domain.mailboxes import SECRET
from desktop_app.domain.model_settings import KEY_ENTRY
from desktop_app.remote import VARIABLE

if TYPE_CHECKING:
    from desktop_app.system.autostart import Autostart

log = logging.getLogger(__name__)

_TOLD = (SECRET, KEY_ENTRY)  # secrets that the engine is handed where no keyring keeps them


def take_over_secrets(opened: Opened, told: Callable[[], None]) -> None:
    """Hear, in the engine, what the window hands over (:class:`EngineProcess`), from a thread.

    Args:
        told: called after each secret.
    """

    def read() -> None:
        for line in sys.stdin.buffer:
            try:
                name, value = json.loads(line)
            except ValueError:
                continue
            if isinstance(name, str) and name.startswith(_TOLD):
                opened.secrets.hold(name, value if isinstance(value, str) else None)
                told()

    threading.Thread(target=read, name="secrets", daemon=True).start()


def engine_command(home: Path, database: str = "") -> list[str]:
    """How this installation starts its engine.

    Args:
        database: an address without a secret, which every program of the computer may read; the
            window's engine is given its own in the environment.
    """
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_app"]
    )
    where = ["--database", database] if database else []
    return [*program, "--home", str(home), *where, "engine"]


def session_start(home: Path, given: str) -> Autostart:
    """The engine of a workspace among what starts with the user's session.

    Args:
        given: of :func:`~desktop_app.remote.given_alone`; an engine that starts without it would
            serve another one.
    """
    from desktop_app.system.autostart import Autostart

    if not given:
        return Autostart(engine_command(home))
    url, _password = Database.split_password(given)
    return Autostart(engine_command(home, url), secret=Database.holds_secret(given))


class EngineProcess:
    """The engine as the window keeps it: started beside it, started again when it dies."""

    def __init__(self, opened: Opened) -> None:
        self._command = [*engine_command(opened.workspace.home), "--beside", str(os.getpid())]
        self._environment = dict(os.environ)
        if not opened.embedded:
            # With the password: it may be known for this run only.
            self._environment[VARIABLE] = opened.db.secret_url()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving = threading.Event()
        self._secrets = opened.secrets
        self._mutex = threading.Lock()
        self._unkept: dict[str, str | None] = {}
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    def start(self) -> None:
        self._secrets.tell_unkept(self._hand_over)
        self._watcher.start()

    def _hand_over(self, name: str, value: str | None) -> None:
        """A mailbox's password that no keyring keeps goes to the engine through a pipe that
        nobody else can read, now and to every engine that comes after this one."""
        if not name.startswith(_TOLD):
            return
        with self._mutex:
            self._unkept[name] = value
            if self._process is not None:
                self._tell(self._process, name, value)

    def _tell(self, engine: subprocess.Popen[bytes], name: str, value: str | None) -> None:
        with suppress(OSError, ValueError):  # it ended: the next one is told, too
            if engine.stdin is not None:
                engine.stdin.write(json.dumps([name, value]).encode() + b"\n")
                engine.stdin.flush()

    def _watch(self) -> None:
        pause = 1.0
        while not self._leaving.is_set():
            engine = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",
            )
            with self._mutex:
                self._process = engine
                for name, value in self._unkept.items():
                    self._tell(engine, name, value)
            step_back(self._process.pid)  # from its first moment: it starts beside the window
            code = self._process.wait()
            with suppress(OSError):
                if engine.stdin is not None:
                    engine.stdin.close()
            if self._leaving.is_set():
                return
            log.warning("the engine ended with %s; starting it again in %.0f s", code, pause)
            self._leaving.wait(pause)
            pause = min(pause * 2, 60)

    def stop(self) -> None:
        """Ask it to end; a running job goes back to the queue and resumes next time."""
        self._leaving.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                log.warning("the engine takes long to end; it will end by itself")
