"""Postgres' own programs for taking a database out and bringing it in: pg_dump, pg_restore."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.os_faults import disk_full
from desktop_app.system.postgres_cluster import child_options, find_binaries, program_name

log = logging.getLogger(__name__)

JOBS: Final = "2"  # connections of a restore: the second core builds indexes
_OURS: Final = ("public", "outpost", "sync")
_TELLING: Final = ("No space left on device", "Disk quota exceeded", "could not write")


def dump(
    db: Database,
    target: Path,
    *,
    snapshot: str = "",
    without_data: Sequence[str] = (),
    only_ours: bool = False,
) -> None:
    """Write the database to a file in the custom format of pg_dump.

    Args:
        target: the file; made, or written anew.
        snapshot: see the database as this exported snapshot does.
        without_data: tables ("public.session") of which the definition alone is taken.
        only_ours: leave out what other programs have beside our schemas, as on a team's server.

    Raises:
        KnownError: no space, no rights, a server newer than our pg_dump.
    """
    arguments = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges"]
    arguments += ["--no-password", f"--file={target}"]
    arguments += [f"--exclude-table-data={name}" for name in without_data]
    if snapshot:
        arguments.append(f"--snapshot={snapshot}")
    if only_ours:
        arguments += [f"--schema={name}" for name in _OURS]
        arguments.append("--extension=uuid-ossp")  # what the defaults of ids may call
    said = _run(db, "pg_dump", arguments)
    if said is None:
        return
    if any(words in said for words in _TELLING):
        raise disk_full(target.parent)
    if "server version mismatch" in said:
        raise KnownError(
            tr("The server is newer than the programs that come with Outpost."),
            tr("Nothing was written. Use the pg_dump of that server, or a newer Outpost."),
        )
    if "permission denied" in said:
        raise KnownError(
            tr("The database does not let this user read all of it."),
            tr("Nothing was written. Ask whoever runs it for the right."),
        )
    raise KnownError(
        tr("The database could not be copied."),
        tr("Nothing was changed. The log of Outpost has what Postgres says."),
        retryable=True,
    )


def restore(db: Database, source: Path, *, jobs: str = JOBS) -> None:
    """Fill an empty database from a file that :func:`dump` wrote.

    Raises:
        KnownError: no space, a damaged file. What is half filled then is for the caller to drop.
    """
    arguments = ["--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
    arguments += [f"--jobs={jobs}", f"--dbname={db.url}", str(source)]
    said = _run(db, "pg_restore", arguments)
    if said is None:
        return
    if any(words in said for words in _TELLING):
        raise disk_full(source.parent)
    if "could not open extension" in said or "is not available" in said:
        raise KnownError(
            tr("The backup needs a part of Postgres that does not come with Outpost."),
            tr("Nothing was changed. It was made from another server; restore it there."),
        )
    raise KnownError(
        tr("The database of this backup could not be read."),
        tr("Nothing was changed. The log of Outpost has what Postgres says; take another backup."),
    )


def _run(db: Database, program: str, arguments: Sequence[str]) -> str | None:
    """What it complained of; None when all went well."""
    options = child_options()
    options["env"] = {**options["env"], **db.environment(), "PGCONNECT_TIMEOUT": "10"}
    if db.password is not None:
        options["env"]["PGPASSWORD"] = db.password
    done = subprocess.run(
        [_program(program), *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        check=False, **options,
    )  # fmt: skip
    if done.returncode == 0:
        return None
    said = bytes(done.stderr).decode("utf-8", "replace")
    # Its first line names the fault; those below may hold rows.
    log.warning("%s: %s", program, said.partition("\n")[0][:300])
    return said


def _program(name: str) -> str:
    return str(find_binaries() / program_name(name))
