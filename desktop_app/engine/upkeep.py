"""The program looks after itself: backups on time, a word before the disk is full, and newer
versions where somebody wants to hear of them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import decimal, tr
from desktop_app.engine.backup_schedule import BackupSchedule
from desktop_app.engine.sweep import utc_now
from desktop_app.engine.updates import UpdateWatch
from desktop_app.system.disk import Room, room_at

log = logging.getLogger(__name__)

_LOOK_EVERY: Final = 60.0  # seconds; a look costs one question to the disk
_FIRST_LOOK: Final = 20.0  # a start has better things to do
_ENDS_WITHIN: Final = 10.0
DISK: Final = "disk"


class DiskWatch:
    """Looks at the room on the disk of a workspace.

    Args:
        room: how much there is at a folder.
        now: the time, UTC.
    """

    def __init__(
        self,
        db: Database,
        home: Path,
        *,
        room: Callable[[Path], Room] = room_at,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._notices = UpkeepRepository(db)
        self._home = home
        self._room = room
        self._now = now

    def look(self) -> None:
        """Note that the disk fills up, or that it has room again."""
        try:
            room = self._room(self._home)
        except OSError as error:
            log.warning("the disk does not say how much room it has: %s", error.strerror)
            return
        if not room.is_low:
            self._notices.clear(DISK)
            return
        title = tr("The disk is nearly full") if room.is_very_low else tr("The disk is filling up")
        # In steps: a sentence with another number each minute would be news each minute.
        halves = room.free >> 29
        size = tr("{number} GB", number=decimal((halves or 1) / 2))
        left = size if halves else tr("under {size}", size=size)
        text = tr(
            "About {left} are free where Outpost keeps its data. Free some space: when "
            "there is none, mail can be neither fetched nor sent, though nothing that is "
            "stored is lost.",
            left=left,
        )
        self._notices.note(DISK, title, text, self._now())


class Upkeep:
    """Looks after the workspace, in a thread of its own or once: a backup takes minutes.

    Args:
        asked: does one job that somebody asked for, told when it should stop; None where there
            was none.
    """

    def __init__(
        self,
        disk: DiskWatch,
        backups: BackupSchedule,
        updates: UpdateWatch | None = None,
        asked: Callable[[Callable[[], bool]], object | None] = lambda should_stop: None,
    ) -> None:
        self._disk = disk
        self._backups = backups
        self._updates = updates
        self._asked = asked
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Do what is due."""
        updates = () if self._updates is None else (self._updates.look,)
        for part in (
            self._disk.look, self._do_what_was_asked, *updates, self._backups.look,
        ):  # fmt: skip
            self._carefully(part)

    def _carefully(self, part: Callable[[], object]) -> None:
        try:
            part()
        except KnownError as error:
            log.warning("upkeep: %s", error)
        except Exception:
            log.exception("upkeep")

    def _do_what_was_asked(self) -> None:
        while not self._leaving.is_set() and self._asked(self._leaving.is_set) is not None:
            pass

    def wake(self) -> None:
        """Somebody may have asked for something."""
        self._wake.set()

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
            self._thread.start()

    def leave(self) -> None:
        """End soon."""
        self._leaving.set()
        if self._updates is not None:
            self._updates.leave()
        self._wake.set()

    def stop(self) -> None:
        """End, and wait for it a little; a backup that is under way is given up."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ENDS_WITHIN)

    def _run(self) -> None:
        look_at = time.monotonic() + _FIRST_LOOK
        while not self._leaving.is_set():
            self._wake.clear()
            self._carefully(self._do_what_was_asked)
            if time.monotonic() >= look_at:
                self.look()
                look_at = time.monotonic() + _LOOK_EVERY
            self._wake.wait(max(0.0, look_at - time.monotonic()))
