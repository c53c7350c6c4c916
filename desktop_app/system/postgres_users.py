"""This process among the users of a server: counted by locks that vanish with it."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from desktop_app.system.locks import FileLock
from desktop_app.system.postgres_keeper import ALARM_LOCK, USERS_LOCK


class Membership:
    """This process's place among the users of one server: the locks that vanish with it."""

    def __init__(self, folder: Path) -> None:
        self.mutex = threading.RLock()
        self.count = 0
        self._users = FileLock(folder / USERS_LOCK)
        self._alarm = FileLock(folder / ALARM_LOCK)

    def enter(self) -> None:
        """Be counted. The caller holds the start lock."""
        if not self._users.held:
            self._users.acquire(shared=True)
        if not self._alarm.held:
            self._alarm.acquire(shared=True)

    def was_last(self) -> bool:
        """Stop being counted; whether nobody else is. The caller holds the start lock."""
        self._users.release()
        alone = self._users.acquire(blocking=False)
        self._users.release()
        return alone

    def leave_if_unused(self) -> None:
        if not self.count:
            self._users.release()
            self._alarm.release()


_memberships: dict[str, Membership] = {}
_memberships_mutex = threading.Lock()


def membership_of(folder: Path) -> Membership:
    """The one of this process, whoever asks for it."""
    key = os.path.realpath(folder)
    with _memberships_mutex:
        if key not in _memberships:
            _memberships[key] = Membership(folder)
        return _memberships[key]


def _start_afresh() -> None:
    """In a forked child: it uses no server until it says so itself."""
    global _memberships_mutex
    _memberships.clear()
    _memberships_mutex = threading.Lock()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_start_afresh)
