"""Copies of the database from before something changes all of it: an upgrade, a restore.

They are dumps of pg_dump in the folder of backups, for this computer alone: the stores of files
are not in them, as nothing of those is ever changed. The newest few of each kind are kept.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop_app.data import dumps
from desktop_app.data.database import Database
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import Workspace, make_private_folder

KEPT: Final = 3
_NAME: Final = re.compile(r"before-([a-z]+)-\d{8}T\d{6}Z(-\d+)?\.dump\Z")


def copy_before(
    db: Database, workspace: Workspace, what: str, *, now: datetime | None = None
) -> Path:
    """Write a copy of the database, and let go of those that are too old.

    Args:
        what: is about to happen: a word for the name ("upgrade").

    Raises:
        KnownError: no room, no rights; nothing is left of it then.
    """
    folder = workspace.backups
    make_private_folder(folder)
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    target, again = folder / f"before-{what}-{stamp}.dump", 1
    while target.exists():
        again += 1
        target = folder / f"before-{what}-{stamp}-{again}.dump"
    part = target.with_suffix(".part")
    try:
        with told_calmly(part):
            dumps.dump(db, part)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in copies(workspace, what)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def copies(workspace: Workspace, what: str = "") -> list[Path]:
    """The copies that stand, of one kind or of all, the newest first."""
    if not workspace.backups.is_dir():
        return []
    found = []
    for path in workspace.backups.iterdir():
        match = _NAME.match(path.name)
        if match and what in ("", match[1]):
            found.append(path)
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
