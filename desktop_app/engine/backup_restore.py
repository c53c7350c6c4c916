"""Bringing a backup back: beside what stands, looked at, and put in its place by one step.

The folder ``restore/`` of the workspace holds everything until then, and tells the next start that
a restore was under way. What a restore adds to the stores before that step harms nobody: it has
the name of its content, and no row of the old database names it. The step itself renames two
databases in one transaction (``data.database_swap``). The settings follow it: they are put in
place only where the database in place is the one that they came with.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from desktop_app.data import backups, database_swap, dumps, migrations
from desktop_app.data.database import Database
from desktop_app.data.database_swap import beside, maintenance, name_of
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.engine.backup_file import (
    ACCOUNTS,
    DUMP,
    SETTINGS,
    About,
    BackupReader,
    open_backup,
)
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import disk_full, told_calmly
from desktop_app.system.paths import Workspace, sql_dir

log = logging.getLogger(__name__)

Progress = Callable[[str], None]
SCRATCH: Final = ".verify-"  # how the folders begin that a try is made in
_SPARE: Final = 256 << 20  # bytes that a restore leaves free
# Of another computer, or of no sense here: the database in place is the one that came back.
_NOT_BROUGHT: Final = ("database.url", "postgres.transport", "backup.folder", "backup.sealed")


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A backup that was brought back.

    Args:
        made: when it was made, ISO 8601 in UTC.
        applied: schema files that were applied to it.
        held: mails that wait for a look, as they may have left since.
        paused: leads whose sequences wait for the same reason.
        kept: the copy of what was replaced; "" where nothing was.
    """

    made: str
    counts: dict[str, int]
    files: int
    applied: tuple[str, ...] = ()
    held: int = 0
    paused: int = 0
    kept: str = ""


def restore_backup(
    db: Database,
    workspace: Workspace,
    source: Path,
    *,
    passphrase: str = "",
    replace: bool = False,
    keep_old: Callable[[], Path],
    tell: Progress = lambda sentence: None,
) -> RestoreResult:
    """Let the workspace be as a backup has it.

    Args:
        db: the database of the embedded server, with nobody else connected.
        replace: also where there is data, of which ``keep_old`` writes a copy first.

    Raises:
        WrongPassphrase: the backup is sealed, and not by this one.
        KnownError: it is no backup, damaged, or of a newer Outpost; there is data, and
            ``replace`` is off; somebody else is connected; no room. Nothing is changed then.
    """
    server = maintenance(db)
    with open_backup(source) as file, closing(server), _alone(workspace):
        reader = BackupReader(file, passphrase)
        _refuse_newer(reader.about)
        people, leads, messages = backups.data_in(db)
        occupied = bool(people or leads or messages)
        if occupied and not replace:
            raise _occupied(people, leads, messages)
        db.close()
        _require_alone(server, name_of(db))
        _require_room(workspace, reader.about)
        folder = workspace.restoring
        try:
            tell(tr("Reading the backup…"))
            _unpack(reader, folder)
            word, new = uuid4().hex, database_swap.create(server)
            tell(tr("Restoring the database…"))
            applied, held, paused = _fill(db, new, folder, reader.about, tell)
            kept = str(keep_old()) if occupied else ""
            _write_settings(folder, word)
            files = _bring_files(workspace, folder)
            database_swap.mark(server, new, word)
            db.close()
            database_swap.put_in_place(server, new, name_of(db))
        finally:
            _tidy(server, workspace, name_of(db))
    counts = dict(reader.about.counts)
    return RestoreResult(reader.about.made, counts, files, applied, held, paused, kept)


def try_backup(
    db: Database,
    workspace: Workspace,
    source: Path,
    *,
    passphrase: str = "",
    tell: Progress = lambda sentence: None,
) -> About:
    """Restore a backup beside what stands, count, and throw that away: whether it would do.

    Raises:
        WrongPassphrase, KnownError: as :func:`restore_backup`.
    """
    server = maintenance(db)
    with open_backup(source) as file, closing(server), _locked(workspace):
        reader = BackupReader(file, passphrase)
        _refuse_newer(reader.about)
        tell(tr("Reading the backup…"))
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=workspace.home))
        new = ""
        try:
            _unpack(reader, scratch, keep_files=False)
            new = database_swap.create(server)
            tell(tr("Restoring it for a try…"))
            _fill(db, new, scratch, reader.about, tell)
        finally:
            if new:
                database_swap.drop(server, new)
            shutil.rmtree(scratch, ignore_errors=True)
    return reader.about


def tidy_restore(db: Database, workspace: Workspace) -> bool:
    """End what a restore that was killed left, backwards or forwards; False while one runs."""
    lock = _lock(workspace)
    if not lock.acquire(blocking=False):
        return False
    server = maintenance(db)
    try:
        with closing(server):
            _tidy(server, workspace, name_of(db))
    finally:
        lock.release()
    return True


def _tidy(server: Database, workspace: Workspace, name: str) -> None:
    folder = workspace.restoring
    aside = folder / SETTINGS
    with suppress(FileNotFoundError):
        held: dict[str, Any] = json.loads(aside.read_bytes())
        # Only now are they those of the database that is in place.
        if held.get("word") and held["word"] == database_swap.mark_of(server, name):
            final = folder / "settings.final"
            final.write_text(json.dumps(held["settings"], indent=2, sort_keys=True) + "\n", "utf-8")
            _sync(final)
            final.replace(workspace.settings_file)
    for left in database_swap.leftovers(server):
        database_swap.drop(server, left)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    with _locked(workspace), told_calmly(workspace.restoring):
        shutil.rmtree(workspace.restoring, ignore_errors=True)
        yield


@contextmanager
def _locked(workspace: Workspace) -> Iterator[None]:
    """Whoever has databases beside the one in use holds this: the others are leftovers."""
    lock = _lock(workspace)
    if not lock.acquire(blocking=False):
        raise KnownError(
            tr("Another backup is being restored or tried here."),
            tr("Wait for its end."),
            retryable=True,
        )
    try:
        yield
    finally:
        lock.release()


def _lock(workspace: Workspace) -> FileLock:
    return FileLock(workspace.home / "restore.lock")


def _refuse_newer(about: About) -> None:
    known = {path.stem for path in sql_dir().glob("[0-9][0-9][0-9][0-9]_*.sql")}
    if foreign := [name for name in about.schema if name not in known]:
        raise KnownError(
            tr("This backup was made by a newer Outpost."),
            tr(
                "It has {foreign}, which this version ({outpost} made it) does not know. "
                "Nothing was changed; install the newer version.",
                foreign=foreign[-1],
                outpost=about.outpost,
            ),
        )


def _occupied(people: int, leads: int, messages: int) -> KnownError:
    return KnownError(
        tr(
            "This workspace holds data: {people} people, {leads} leads, {messages} messages.",
            people=numeral(people),
            leads=numeral(leads),
            messages=numeral(messages),
        ),
        tr(
            "Nothing was changed. With --replace the backup takes its place, and a copy "
            "of it is kept; "
            "or restore into another folder with --home."
        ),
    )


def _require_alone(server: Database, name: str) -> None:
    if programs := database_swap.users_of(server, name):
        raise database_swap.in_use(programs)


def _require_room(workspace: Workspace, about: About) -> None:
    wanted = about.bytes + 2 * about.database_size + _SPARE
    if shutil.disk_usage(workspace.home).free < wanted:
        raise disk_full(workspace.home)


def _unpack(reader: BackupReader, folder: Path, *, keep_files: bool = True) -> None:
    """Write all members below a folder; when this returns the backup was read to its end."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = set()
    for name, _, content in reader.members():
        found.add(name)
        if not keep_files and name not in (DUMP, ACCOUNTS):
            for _ in content:
                pass
            continue
        # The names are of a few fixed forms: none leads out of the folder.
        path = folder / ("came.json" if name == SETTINGS else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    if not {DUMP, ACCOUNTS} <= found or sum("/" in name for name in found) != reader.about.files:
        raise KnownError(
            tr("This backup is not complete."), tr("Nothing was changed. Take another one.")
        )


def _fill(
    db: Database, new: str, folder: Path, about: About, tell: Progress
) -> tuple[tuple[str, ...], int, int]:
    """Fill the new database, bring it to this version, and hold it against what the backup says."""
    with closing(beside(db, new)) as filled:
        dumps.restore(filled, folder / DUMP)
        backups.bring_accounts(filled, folder / ACCOUNTS)
        found = backups.count_rows(filled, about.counts)
        if found != dict(about.counts):
            wrong = sorted(name for name in found if found[name] != about.counts[name])
            raise KnownError(
                tr("The restored database is not what the backup says it is."),
                tr(
                    "{wrong} has {found} rows instead of {counts}. Nothing was changed; take "
                    "another backup.",
                    wrong=wrong[0],
                    found=numeral(found[wrong[0]]),
                    counts=numeral(about.counts[wrong[0]]),
                ),
            )
        tell(tr("Bringing it to this version…"))
        applied = migrations.upgrade(filled)
        held, paused = backups.hold_what_would_leave(filled)
        filled.run("ANALYZE")
    return tuple(applied), held, paused


def _write_settings(folder: Path, word: str) -> None:
    """Lay the settings aside, with the word that says which database they came with."""
    try:
        came = json.loads((folder / "came.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return
    if not isinstance(came, dict):
        return
    for name in _NOT_BROUGHT:
        came.pop(name, None)
    aside = folder / SETTINGS
    aside.write_text(json.dumps({"word": word, "settings": came}), "utf-8")
    _sync(aside)


def _bring_files(workspace: Workspace, folder: Path) -> int:
    """Move the stored files into the stores; how many."""
    count = 0
    folders = set()
    for kind, store in (("files", workspace.files), ("raw", workspace.raw)):
        for path in sorted((folder / kind).rglob("*")):
            if path.is_file():
                final = store / path.relative_to(folder / kind)
                final.parent.mkdir(parents=True, exist_ok=True)
                path.replace(final)
                folders.add(final.parent)
                count += 1
    for each in folders:
        _sync(each)
    return count


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
