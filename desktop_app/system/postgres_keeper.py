"""A tiny process that stops the embedded Postgres when the last program using it was killed.

A program that ends in order stops the server itself if it is the last one. A program that is
killed cannot; so next to each server sleeps this keeper, waiting for a lock that every program
using the server shares. The kernel takes a dead program's locks away, the keeper wakes, looks
whether really nobody is left, and stops the server.

Locks, all files in the Postgres folder, always taken in this order:

- ``start.lock``: exclusive, around everything that starts or stops the server;
- ``users.lock``: shared by every program that uses the server. Tried exclusively, and only by
  somebody who holds ``start.lock``, to learn whether anybody is left;
- ``alarm.lock``: shared by the same programs; only the keeper waits for it, exclusively, and
  gives it back at once. It is another file than ``users.lock`` so that the waking keeper never
  looks like a user to a program that is just leaving;
- ``keeper.lock``: exclusive for the life of a keeper, so that there is one;
- ``server.lock``: held by the server's own processes, which inherit it (not on Windows). It is
  free when the last of them is dead, also those that a killed server leaves behind, and also
  where process numbers say nothing (another container).

The keeper never holds ``alarm.lock`` while it waits for ``start.lock``, and gives
``keeper.lock`` back before ``start.lock``: whoever holds ``start.lock`` and finds
``keeper.lock`` taken knows that a keeper lives which will look again.
"""

from __future__ import annotations

import enum
import os
import subprocess
import sys
import time
from pathlib import Path

from desktop_app.system.locks import FileLock
from desktop_app.system.postgres_process import (
    adopt_child,
    is_server_of,
    read_pid_file,
    stop_server,
)

START_LOCK = "start.lock"
USERS_LOCK = "users.lock"
ALARM_LOCK = "alarm.lock"
KEEPER_LOCK = "keeper.lock"
SERVER_LOCK = "server.lock"

# The switch by which a frozen program (which has no ``python -m``) runs as the keeper.
KEEPER_SWITCH = "--postgres-keeper"

# A program killed between starting the server and the server writing its pid file leaves a
# server that cannot be seen yet: look once more after this many seconds.
_SECOND_LOOK = 2.0
_AFTER_WAKE = 0.05

# CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW: Ctrl+C in the starter's console is not for us.
_NO_CONSOLE = 0x00000200 | 0x08000000 if sys.platform == "win32" else 0


def watch_over(folder: Path, binaries: Path) -> None:
    """Have a keeper for the server in ``folder``. The caller holds the start lock.

    Where none can be started all works as ever, but for a server that goes on running when its
    last user is killed.
    """
    watch = FileLock(folder / KEEPER_LOCK)
    if not watch.acquire(blocking=False):
        return
    watch.release()
    package = Path(__file__).resolve().parent.parent
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "SYSTEMROOT", "SystemRoot", "TEMP", "TMP", "TMPDIR", "VIRTUAL_ENV")
    }
    if getattr(sys, "frozen", False):
        command = [sys.executable, KEEPER_SWITCH]
    else:
        # -P: the current folder is not a place for modules. -S (without site-packages, quicker):
        # on Linux the standard library is enough.
        quick = ["-S"] if sys.platform == "linux" else []
        command = [sys.executable, *quick, "-P", "-m", "desktop_app.system.postgres_keeper"]
        environment["PYTHONPATH"] = str(package.parent)
    try:
        keeper = subprocess.Popen(
            [*command, str(folder), str(binaries)],
            env=environment, cwd=folder.anchor, close_fds=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            creationflags=_NO_CONSOLE,
        )  # fmt: skip
    except OSError as error:
        import logging

        logging.getLogger(__name__).warning("no keeper for the database: %s", error)
    else:
        adopt_child(keeper)


class _State(enum.Enum):
    IN_USE = enum.auto()
    NO_SERVER = enum.auto()
    DONE = enum.auto()


class Keeper:
    """Watches one server until it is gone."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._data = folder / "data"
        self._binaries = binaries
        # Nothing is made here: who removes a workspace while we look shall find it gone after.
        self._start = FileLock(folder / START_LOCK, create=False)
        self._users = FileLock(folder / USERS_LOCK, create=False)
        self._alarm = FileLock(folder / ALARM_LOCK, create=False)
        self._watch = FileLock(folder / KEEPER_LOCK, create=False)

    def run(self) -> None:
        """Return when there is no server left to watch, or another keeper does it."""
        if not self._watch.acquire(blocking=False):
            return
        looks = 0
        while True:
            self._alarm.acquire()
            self._alarm.release()
            state = self._look(last_look=looks == 1)
            if state is _State.DONE:
                return
            looks = looks + 1 if state is _State.NO_SERVER else 0
            time.sleep(_SECOND_LOOK if looks else _AFTER_WAKE)

    def _look(self, *, last_look: bool) -> _State:
        """Stop the server if nobody uses it."""
        self._start.acquire()
        try:
            if not self._users.acquire(blocking=False):
                return _State.IN_USE
            self._users.release()
            if self._is_running():
                done = self._stop()
            elif last_look:
                done = True
            else:
                return _State.NO_SERVER
            if done:
                self._watch.release()
            return _State.DONE if done else _State.IN_USE
        finally:
            self._start.release()

    def _stop(self) -> bool:
        found = read_pid_file(self._data)
        return found is None or stop_server(found.pid, self._data, self._binaries)

    def _is_running(self) -> bool:
        found = read_pid_file(self._data)
        return found is not None and is_server_of(found.pid, self._data)


def main(arguments: list[str]) -> int:
    """Arguments: the Postgres folder of a workspace, and the folder of the binaries."""
    folder, binaries = Path(arguments[0]), Path(arguments[1])
    try:
        Keeper(folder, binaries).run()
    except FileNotFoundError:
        # The workspace was removed: the server notices that itself and ends.
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
