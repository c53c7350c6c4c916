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
from desktop_app.data.settings import SettingRepository
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.backups import BackupFile, moment_of, name_at, next_due, outdated
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.language import sentences, tr
from desktop_app.engine.backup_file import BackupReader, open_backup, stored_files
from desktop_app.engine.backup_make import BACKUP_SCRATCH, Progress, make_backup
from desktop_app.engine.backup_restore import SCRATCH, tidy_restore, try_backup
from desktop_app.engine.sweep import utc_now
from desktop_app.system.disk import VERY_LOW
from desktop_app.system.os_faults import disk_full, told_calmly
from desktop_app.system.paths import Workspace, make_private_folder
from desktop_app.system.sealed import WrongPassphrase, is_sealed
from desktop_app.system.settings import Settings

log = logging.getLogger(__name__)

ENTRY: Final = "backup:passphrase"  # of the keyring
SEALED: Final = "backup.sealed"  # the setting that says that there is one
KIND: Final = "backup"  # of notices
_TRIED: Final = "backup.tried"  # a setting of the workspace: by name when, and the fault
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
        self._told = SettingRepository(db)
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

    def files(self) -> tuple[BackupFile, ...]:
        """The same with what is known of each, the newest first."""
        tries = self._tries()
        found = []
        for made, path in reversed(self.made().items()):
            at, fault = made, ""  # it has its name because it was tried when it was made
            if tried := tries.get(path.name):
                at, fault = datetime.fromisoformat(tried["at"]), told(str(tried["fault"]))
            sealed = False
            try:
                size = path.stat().st_size
                with path.open("rb") as file:
                    sealed = is_sealed(file)
            except FileNotFoundError:
                continue  # let go meanwhile
            except OSError as error:
                size, fault = 0, tr("It cannot be read: {strerror}.", strerror=error.strerror)
            except KnownError as error:
                fault = error.title
            found.append(BackupFile(str(path), made, size, sealed, at, fault))
        return tuple(found)

    def make_now(self, tell: Progress) -> Path:
        """Make one though none is due, tried as those are; told in sentences what goes on.

        Raises:
            KnownError: it could not be made, or not be brought back.
        """
        made = self._make(self._now(), tell)
        self._failed = None
        self._notices.clear(KIND)
        self._let_go()
        return made

    def verify(self, name: str, tell: Progress) -> None:
        """Bring one of them back for a try, and remember how that went.

        Raises:
            KnownError: there is none of that name; it is damaged, or sealed by another passphrase.
        """
        path = next((each for each in self.made().values() if each.name == name), None)
        if path is None:
            raise KnownError(
                tr("The backup {name} is not there any more.", name=name), tr("Choose another one.")
            )
        try:
            self._try(path, self._passphrase(), tell)
        except WrongPassphrase as error:  # nothing is wrong with the file
            raise KnownError(
                tr(
                    "{name} is sealed with another passphrase than the one that is kept.", name=name
                ),
                tr("Try it with that one: outpost db verify FILE --passphrase."),
            ) from error
        except KnownError as error:
            if not error.retryable:
                self._note_try(name, error.title)
            raise
        self._note_try(name, "")

    def next_due(self) -> datetime | None:
        """When the next one is due; None: never, as of a database that others back up."""
        if self._remote:
            return None
        every = str(self._settings.get("backup.every"))
        return next_due(every, self.made(), begun_at(self._db), self._failed)

    def look(self) -> Path | None:
        """Make the backup that is due, if one is; a fault becomes a notice in the window."""
        due, now = self.next_due(), self._now()
        if due is None or due > now:
            return None
        try:
            made = self._make(now, lambda sentence: None)
        except KnownError as error:
            self._failed = now
            log.warning("backup: %s", error)
            advice = sentences(str(error), tr("It is tried again every hour."))
            self._notices.note(KIND, tr("The backup could not be made"), advice, now)
            return None
        self._failed = None
        self._notices.clear(KIND)
        self._let_go()
        return made

    def _make(self, now: datetime, tell: Progress) -> Path:
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
            passphrase = self._passphrase()
            make_backup(
                self._db, self._workspace, untried,
                passphrase=passphrase, remote=self._remote, tell=tell, now=now,
            )  # fmt: skip
            try:
                self._try(untried, passphrase, tell)
                untried.replace(target)
            finally:
                untried.unlink(missing_ok=True)
        return target

    def _passphrase(self) -> str:
        """What seals them; "" where nobody wished for that.

        Raises:
            KnownError: somebody did, and the keyring does not say it: a backup that everybody can
                read is not what was asked for.
        """
        found = self._secret(ENTRY) or ""
        if not found and self._settings.get(SEALED):
            raise KnownError(
                tr("The passphrase of the backups cannot be read from the keyring."),
                tr("Unlock the keyring, or set the passphrase anew in the settings."),
            )
        return found

    def _tries(self) -> dict[str, dict[str, str]]:
        return dict(self._told.get(_TRIED) or {})

    def _note_try(self, name: str, fault: str) -> None:
        standing = {path.name for path in self.made().values()}
        with self._db.transaction():
            tries = {each: told for each, told in self._tries().items() if each in standing}
            tries[name] = {"at": self._now().isoformat(), "fault": kept(fault)}
            self._told.set(_TRIED, tries)

    def _try(self, file: Path, passphrase: str, tell: Progress) -> None:
        """A backup that nobody ever brought back is a hope."""
        if self._remote:
            with open_backup(file) as opened:
                for _, _, content in BackupReader(opened, passphrase).members():
                    for _ in content:
                        pass
            return
        try_backup(self._db, self._workspace, file, passphrase=passphrase, tell=tell)

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
