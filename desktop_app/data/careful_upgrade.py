"""Bringing a database with data to this version: with a copy first, and a way back.

A step that fails takes itself back: all of them are one transaction. The copy is for what nobody
thought of: a database that is not what it should be behind the steps is replaced by it. Which copy
that is stands in a file beside the database until all was found well, so that who is killed in
between does not leave a half-believed upgrade behind.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee
import psycopg

from desktop_app.data import migrations
from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.paths import Workspace

log = logging.getLogger(__name__)

_NOTE = "upgrading"


def careful_upgrade(
    db: Database,
    workspace: Workspace,
    *,
    directory: Path | None = None,
    tell: Callable[[str], None] = lambda sentence: None,
) -> list[str]:
    """As :func:`~desktop_app.data.migrations.upgrade`, for the database of the embedded server.

    Raises:
        KnownError: as there; no room for the copy; a step failed, and all is as it was.
    """
    note = workspace.home / _NOTE

    def copy() -> None:
        from desktop_app.data.backups import data_in  # for an upgrade alone, as below
        from desktop_app.data.old_copies import copy_before

        if not any(data_in(db)):
            return
        tell(tr("Keeping a copy of the database…"))
        try:
            kept = copy_before(db, workspace, "upgrade")
        except KnownError as error:
            raise KnownError(
                tr(
                    "Outpost is newer than its database, and the copy that is kept of it before it "
                    "is changed could not be made: {title}",
                    title=error.title,
                ),
                tr("Nothing was changed. {advice}", advice=error.advice),
                retryable=error.retryable,
            ) from error
        _write_durably(note, kept.name)
        tell(tr("Bringing the database to this version…"))

    if note.exists():  # of one that was killed: before its end or behind it
        _look_behind(db, workspace, note)
    try:
        done = migrations.upgrade(db, directory, before=copy)
    except (psycopg.Error, peewee.PeeweeException) as error:
        note.unlink(missing_ok=True)
        log.exception("a step of the schema failed")
        raise _failed(tr("No step of it was kept")) from error
    if note.exists():
        _look_behind(db, workspace, note)
    return done


def _look_behind(db: Database, workspace: Workspace, note: Path) -> None:
    """Whether the database is what it should be; else the copy takes its place."""
    try:
        migrations.require_contract(db)
    except KnownError as error:
        log.error("behind the upgrade: %s", error)
        kept = workspace.backups / note.read_text("utf-8").strip()
        if not kept.is_file():
            raise
        put_back(db, kept)
        note.unlink(missing_ok=True)
        raise _failed(tr("The copy from before took its place ({name})", name=kept.name)) from error
    note.unlink(missing_ok=True)


def put_back(db: Database, copy: Path) -> None:
    """Let a copy of :func:`~desktop_app.data.old_copies.copy_before` be the database again.

    Raises:
        KnownError: it cannot be read, or there is no room; the database is as it was.
    """
    from desktop_app.data import database_swap, dumps
    from desktop_app.data.database_swap import beside, maintenance, name_of

    with closing(maintenance(db)) as server:
        new = database_swap.create(server)
        try:
            with closing(beside(db, new)) as filled:
                dumps.restore(filled, copy)
            db.forget_connections()
            database_swap.send_away(server, name_of(db))
            database_swap.drop(server, database_swap.put_in_place(server, new, name_of(db)))
        except BaseException:
            database_swap.drop(server, new)
            raise


def _failed(what: str) -> KnownError:
    return KnownError(
        tr("The database could not be brought to this version of Outpost."),
        tr(
            "{what}, and nothing is lost. Use the version of before, and send the report "
            "that “outpost doctor --reports” shows.",
            what=what,
        ),
    )


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
