"""Making a backup: all of a workspace in one file, as of one moment.

The database is dumped as one snapshot sees it. The stores are read after that: what they hold is
never changed, and is there before a row names it, so that whatever the snapshot names is among it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from desktop_app import __version__
from desktop_app.data import dumps
from desktop_app.data.backups import ACCOUNT, SHORT_LIVED, BackupView, backup_view
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.engine.backup_file import (
    ACCOUNTS,
    DUMP,
    SETTINGS,
    About,
    BackupWriter,
    looks_like_backup,
    stored_files,
)
from desktop_app.system.os_faults import disk_full, told_calmly
from desktop_app.system.paths import Workspace
from desktop_app.system.sealed import SealedWriter
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.lead_writer import clear_part, parts_beside, whole_file

Progress = Callable[[str], None]
BACKUP_SCRATCH: Final = ".backup-"  # how the folders begin that a dump waits in
_SPARE: Final = 64 << 20  # bytes that a backup leaves free on the disk


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup that was made.

    Args:
        size: of the file, in bytes.
        files: how many files of the stores are in it.
        missing: how many that rows name were not there.
        broken: how many were not what their name says any more.
    """

    path: str
    size: int
    made: str
    sealed: bool
    counts: dict[str, int]
    files: int
    missing: int = 0
    broken: int = 0


def make_backup(
    db: Database,
    workspace: Workspace,
    target: Path,
    *,
    passphrase: str = "",
    remote: bool = False,
    tell: Progress = lambda sentence: None,
    now: datetime | None = None,
) -> BackupResult:
    """Write a backup to ``target``, whole or not at all; an older backup there is replaced.

    Args:
        passphrase: seals it; "" leaves it readable for whoever has the file.
        remote: the database is a server that others use, too: only our schemas are taken.
        tell: told in sentences what goes on.

    Raises:
        KnownError: no room, no rights; something that is no backup stands there.
    """
    if target.exists() and not looks_like_backup(target):
        raise KnownError(
            tr("{target} stands there already, and is no backup.", target=target),
            tr("Nothing was changed. Give another name."),
        )
    for left in parts_beside(target).values():
        clear_part(left)  # a backup that was killed
    made = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    with (
        told_calmly(target),
        whole_file(target, uuid4().hex) as part,
        tempfile.TemporaryDirectory(prefix=BACKUP_SCRATCH, dir=workspace.home) as scratch,
    ):
        dump, accounts = Path(scratch, "dump"), Path(scratch, "accounts")
        tell(tr("Copying the database…"))
        with backup_view(db) as view:
            dumps.dump(
                db, dump,
                snapshot=view.snapshot, without_data=(*SHORT_LIVED, ACCOUNT), only_ours=remote,
            )  # fmt: skip
            view.copy_accounts(accounts)
            held = stored_files(workspace.files, workspace.raw)
            about = _about(view, held, made, _missing(workspace, view.named_files()), remote)
        _require_room(target.parent, about.bytes + dump.stat().st_size)
        broken = _write(part, passphrase, about, dump, accounts, workspace, held, tell)
        size = part.stat().st_size
    return BackupResult(
        str(target), size, made, bool(passphrase), dict(about.counts), len(held),
        about.missing, broken,
    )  # fmt: skip


def _write(
    part: Path,
    passphrase: str,
    about: About,
    dump: Path,
    accounts: Path,
    workspace: Workspace,
    held: dict[str, tuple[Path, int]],
    tell: Progress,
) -> int:
    broken = 0
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as file:
        stream = SealedWriter(file, passphrase, {"made": about.made, "outpost": about.outpost})
        writer = BackupWriter(stream, about)
        writer.add_file(DUMP, dump)
        writer.add_file(ACCOUNTS, accounts)
        if workspace.settings_file.exists():
            writer.add_bytes(SETTINGS, workspace.settings_file.read_bytes())
        for number, (name, (path, size)) in enumerate(held.items()):
            if number % 200 == 0:
                tell(
                    tr(
                        "Copying files… {number} of {count}",
                        number=numeral(number),
                        count=numeral(len(held)),
                    )
                )
            digest = writer.add_file(name, path, size)
            broken += name.startswith("files/") and not name.endswith(digest)
        writer.finish()
        stream.finish()
        file.flush()
        os.fsync(file.fileno())
    return broken


def _about(
    view: BackupView, held: dict[str, tuple[Path, int]], made: str, missing: int, remote: bool
) -> About:
    return About(
        made=made,
        outpost=__version__,
        postgres=view.server_version,
        schema=tuple(view.schema()),
        counts=view.counts(),
        database_size=view.database_size,
        files=len(held),
        bytes=sum(size for _, size in held.values()),
        missing=missing,
        remote=remote,
    )


def _missing(workspace: Workspace, named: Iterable[str]) -> int:
    store = ContentStore(workspace.files, raw=workspace.raw)
    return sum(not store.exists(each) for each in named)


def _require_room(folder: Path, wanted: int) -> None:
    """Before hours of copying, not after them."""
    if shutil.disk_usage(folder).free < wanted + _SPARE:
        raise disk_full(folder)
