"""Backups that the engine makes by itself: on time, tried, and the older ones let go."""

from __future__ import annotations

import contextlib
import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.data.backups import begun_at
from desktop_app.data.database import Database
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.backups import moment_of, name_at, next_due, outdated
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.engine.backup_file import BackupReader, open_backup, stored_files
from desktop_app.engine.backup_make import BACKUP_SCRATCH, make_backup
from desktop_app.engine.backup_restore import SCRATCH, tidy_restore, try_backup
from desktop_app.engine.sweep import utc_now
from desktop_app.system.disk import VERY_LOW
from desktop_app.system.os_faults import disk_full, told_calmly
from desktop_app.system.paths import Workspace, make_private_folder
from desktop_app.system.settings import Settings

log = logging.getLogger(__name__)

ENTRY: Final = "backup:passphrase"  # of the keyring
KIND: Final = "backup"  # of notices
_UNTRIED: Final = ".untried"
_LEFT_AFTER: Final = 24 * 3600  # seconds


class BackupSchedule:
    """The backups of one workspace.

    Args:
        secret: reads an entry of the keyring.
        remote: the database is another server's: its backups are read through, not restored.
        now: the time, UTC.
    """

    def __init__(
        self,
        db: Database,
        workspace: Workspace,
        settings: Settings,
        secret: Callable[[str], str | None],
        *,
        remote: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._workspace = workspace
        self._settings = settings
        self._secret = secret
        self._remote = remote
        self._now = now
        self._failed: datetime | None = None
        self._notices = UpkeepRepository(db)

    @property
    def folder(self) -> Path:
        """Where they are."""
        chosen = str(self._settings.get("backup.folder"))
        return Path(chosen).expanduser() if chosen else self._workspace.backups

    def made(self) -> dict[datetime, Path]:
        """Those that stand, by when they were made, oldest first."""
        if not self.folder.is_dir():
            return {}
        found = {moment_of(path.name): path for path in self.folder.iterdir()}
        return {moment: found[moment] for moment in sorted(filter(None, found))}

    def next_due(self) -> datetime | None:
        """When the next one is due; None: never."""
        every = str(self._settings.get("backup.every"))
        return next_due(every, self.made(), begun_at(self._db), self._failed)

    def look(self) -> Path | None:
        """Make the backup that is due, if one is; a fault becomes a notice in the window."""
        due, now = self.next_due(), self._now()
        if due is None or due > now:
            return None
        try:
            made = self._make(now)
        except KnownError as error:
            self._failed = now
            log.warning("backup: %s", error)
            advice = f"{error} It is tried again every hour."
            self._notices.note(KIND, "The backup could not be made", advice, now)
            return None
        self._failed = None
        self._notices.clear(KIND)
        self._let_go()
        return made

    def _make(self, now: datetime) -> Path:
        folder = self.folder
        if folder != self._workspace.backups and not folder.parent.is_dir():
            raise KnownError(
                tr("The folder of the backups, {folder}, is not there.", folder=folder),
                tr(
                    "Connect its disk, or choose another: outpost settings set "
                    "backup.folder FOLDER."
                ),
            )
        make_private_folder(folder)
        with told_calmly(folder):
            self._require_room(folder)
            target = folder / name_at(now)
            untried = target.with_name(target.name + _UNTRIED)
            self._sweep(folder, now)
            passphrase = self._secret(ENTRY) or ""
            make_backup(
                self._db, self._workspace, untried,
                passphrase=passphrase, remote=self._remote, now=now,
            )  # fmt: skip
            try:
                self._try(untried, passphrase)
                untried.replace(target)
            finally:
                untried.unlink(missing_ok=True)
        return target

    def _try(self, file: Path, passphrase: str) -> None:
        """A backup that nobody ever brought back is a hope."""
        if self._remote:
            with open_backup(file) as opened:
                for _, _, content in BackupReader(opened, passphrase).members():
                    for _ in content:
                        pass
            return
        try_backup(self._db, self._workspace, file, passphrase=passphrase)

    def _sweep(self, folder: Path, now: datetime) -> None:
        """Take away what a program that was killed left of its backup, a day later."""
        if not self._remote:
            tidy_restore(self._db, self._workspace)
        home, old = self._workspace.home, now.timestamp() - _LEFT_AFTER
        for left in (
            *home.glob(f"{SCRATCH}*"), *home.glob(f"{BACKUP_SCRATCH}*"),
            *folder.glob(f"outpost-*{_UNTRIED}"), *folder.glob(f".outpost-*{_UNTRIED}*"),
        ):  # fmt: skip
            with contextlib.suppress(OSError):
                if left.stat().st_mtime > old:
                    continue
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()

    def _require_room(self, folder: Path) -> None:
        """A backup must not be what fills the disk."""
        held = stored_files(self._workspace.files, self._workspace.raw).values()
        wanted = sum(size for _, size in held) + 2 * VERY_LOW
        if shutil.disk_usage(folder).free < wanted:
            raise disk_full(folder)

    def _let_go(self) -> None:
        made = self.made()
        days, weeks = (
            int(self._settings.get(f"backup.keep_{part}")) for part in ("daily", "weekly")
        )
        for moment in outdated(made, days=days, weeks=weeks):
            made[moment].unlink(missing_ok=True)
