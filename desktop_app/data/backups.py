"""What a backup takes of a database and its dump alone does not say or must not hold."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

import psycopg

from desktop_app.data.contract import CONTRACT
from desktop_app.data.database import Database
from desktop_app.data.faults import calm_faults
from desktop_app.data.migrations import applied
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept
from desktop_app.domain.language import tr

SHORT_LIVED: Final = (
    "public.session",  # the tokens of who is signed in, and …
    "public.verification",  # … codes: secrets, and of no use an hour later
    "outpost.oauth_request",
    "outpost.mailbox_request",
    "outpost.sign_in_attempt",
)
"""Tables that are empty in every backup and export."""
ACCOUNT: Final = "public.account"
"""Whose rows travel beside the dump, without the tokens of providers."""

_SECRET_COLUMNS: Final = ("accessToken", "refreshToken", "idToken")
_KEPT_COLUMNS: Final = tuple(
    column.name
    for table in CONTRACT
    if table.name == "account"
    for column in table.columns
    if column.name not in _SECRET_COLUMNS
)
_ACCOUNT_LIST = ", ".join(f'"{name}"' for name in _KEPT_COLUMNS)
_NAMED = """
SELECT storage_url FROM public.email_attachments WHERE storage_url IS NOT NULL
UNION SELECT raw_url FROM outpost.message WHERE raw_url IS NOT NULL
UNION SELECT raw_url FROM outpost.broken_message
UNION SELECT raw_url FROM outpost.outgoing
"""
_BATCH: Final = 5000

_HELD = "This mail waited when the backup was made that was restored. It may have left since."


@dataclass(frozen=True, slots=True)
class ExportedMessage:
    """A message of an export.

    Args:
        owner: whose it is, by their address.
        raw_url: where it is kept as it came; None where it is not, and the rest has to do.
        body: HTML or plain text.
        at: UTC, when it was sent.
    """

    owner: str
    raw_url: str | None
    message_id: str | None
    sender: str
    to: str
    cc: list[str] | None
    subject: str
    body: str
    at: datetime | None


class BackupView:
    """A database as of one moment; what is asked of it does not change any more.

    Attributes:
        snapshot: its name, for ``pg_dump --snapshot``.
    """

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection
        self.snapshot = str(self._value("SELECT pg_export_snapshot()"))

    @property
    def server_version(self) -> str:
        return str(self._value("SHOW server_version"))

    @property
    def database_size(self) -> int:
        """Of the database on the disk, in bytes."""
        return int(self._value("SELECT pg_database_size(current_database())"))

    def schema(self) -> list[str]:
        """The schema files that were applied."""
        rows = self._connection.execute("SELECT name FROM outpost.migration ORDER BY name")
        return [str(row[0]) for row in rows]

    def tables(self) -> list[str]:
        """All tables of ours ("public.leads"), the contract's first."""
        rows = self._connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables "
            "WHERE schemaname IN ('public', 'outpost', 'sync') "
            "ORDER BY schemaname <> 'public', 1"
        )
        return [str(row[0]) for row in rows]

    def counts(self) -> dict[str, int]:
        """Rows by table, of those that a backup holds."""
        return {
            name: int(self._value(f"SELECT count(*) FROM {quoted(name)}"))
            for name in self.tables()
            if name not in SHORT_LIVED
        }

    def named_files(self) -> Iterator[str]:
        """What rows name of the store of files: addresses of attachments and of raw messages."""
        with self._connection.cursor(name="named") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(cast("Any", _NAMED))
            for row in cursor:
                yield str(row[0])

    def copy_out(self, query: str, target: Path, options: str = "") -> None:
        """Write the answer of a query to a file: text as COPY has it, or as ``options`` say."""
        with target.open("wb") as file:
            statement = cast("Any", f"COPY ({query}) TO STDOUT {options}")
            with self._connection.cursor().copy(statement) as copy:
                for piece in copy:
                    file.write(piece)

    def copy_accounts(self, target: Path) -> None:
        """The accounts without tokens."""
        self.copy_out(f"SELECT {_ACCOUNT_LIST} FROM {ACCOUNT} ORDER BY id", target)

    def export_query(self, table: str) -> str:
        """What an export shows of a table: all of it but what is secret."""
        if table == ACCOUNT:
            kept = [name for name in _KEPT_COLUMNS if name != "password"]
            return "SELECT " + ", ".join(f'"{name}"' for name in kept) + f" FROM {ACCOUNT}"
        return f"SELECT * FROM {quoted(table)}"

    def messages(self) -> Iterator[ExportedMessage]:
        """All messages, person by person, oldest first."""
        with self._connection.cursor(name="messages") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(
                "SELECT owner.email, message.raw_url, email.message_id, email.from_email, "
                "email.to_email, email.cc, email.subject, email.body, "
                "coalesce(email.sent_at, email.received_at, email.created_at) "
                "FROM public.emails AS email "
                "JOIN public.users AS owner ON owner.id = email.user_id "
                "LEFT JOIN outpost.message AS message ON message.email_id = email.id "
                "ORDER BY owner.email, 9, email.id"
            )
            for row in cursor:
                yield ExportedMessage(*row)

    def attachments(self) -> Iterator[tuple[str, str]]:
        """Where each file is kept, and what it is called."""
        with self._connection.cursor(name="attachments") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(
                "SELECT DISTINCT storage_url, filename FROM public.email_attachments "
                "WHERE storage_url IS NOT NULL ORDER BY 1, 2"
            )
            yield from cast("Iterator[tuple[str, str]]", cursor)

    def _value(self, sql: str) -> Any:
        row = self._connection.execute(cast("Any", sql)).fetchone()
        return row[0] if row else None


@contextmanager
def backup_view(db: Database) -> Iterator[BackupView]:
    """The database as it is now, for as long as the block lasts.

    Raises:
        KnownError: no server, no right, no room.
    """
    with calm_faults(), db.connect_apart("outpost backup") as connection:
        connection.execute("SET timezone = 'UTC'")
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield BackupView(connection)


def quoted(table: str) -> str:
    """ "public.user" as SQL has it: ``public."user"``."""
    schema, _, name = table.partition(".")
    return f'"{schema}"."{name}"'


def bring_accounts(db: Database, source: Path) -> None:
    """Fill the accounts from what :meth:`BackupView.copy_accounts` wrote.

    Raises:
        KnownError: it is not that.
    """
    try:
        with db.transaction(), source.open("rb") as file:
            statement = cast("Any", f"COPY {ACCOUNT} ({_ACCOUNT_LIST}) FROM STDIN")
            with db.raw().cursor().copy(statement) as copy:
                while piece := file.read(1 << 16):
                    copy.write(piece)
    except psycopg.DataError as error:
        raise KnownError(
            tr("The accounts of this backup cannot be read."), tr("Nothing was changed.")
        ) from error


def count_rows(db: Database, tables: Mapping[str, int]) -> dict[str, int]:
    """How many rows these tables have; -1 for one that is not there."""
    with db.connection():
        return {
            name: int(db.value(f"SELECT count(*) FROM {quoted(name)}"))
            if db.value("SELECT to_regclass(%s)", (quoted(name),)) is not None
            else -1
            for name in tables
        }


def begun_at(db: Database) -> datetime | None:
    """When the first schema file was applied, to half a day (it is the clock of the wall there):
    the birth of the workspace."""
    found: datetime | None = db.value("SELECT min(applied)::timestamptz FROM outpost.migration")
    return found


def newest_moment(db: Database) -> datetime | None:
    """When something was last done here: what lies behind it cannot be now."""
    found: datetime | None = db.value(
        'SELECT greatest((SELECT max("createdAt") FROM public.session), '
        "(SELECT max(created_at) FROM outpost.job))"
    )
    return found


def data_in(db: Database) -> tuple[int, int, int]:
    """How many people, leads and messages a database has; zeros for one without our tables."""
    with db.connection():
        if not applied(db):
            return (0, 0, 0)
        row = db.row(
            "SELECT (SELECT count(*) FROM public.users), (SELECT count(*) FROM public.leads), "
            "(SELECT count(*) FROM public.emails)"
        )
    return cast("tuple[int, int, int]", row)


def hold_what_would_leave(db: Database) -> tuple[int, int]:
    """In a database that was restored: nothing leaves by itself, for it may have left since the
    backup was made. The rep looks at waiting mail, and resumes sequences.

    Returns:
        how many mails are held, and how many leads' sequences are paused.
    """
    with db.transaction():
        db.run(
            "UPDATE outpost.job SET state = 'cancelled', finished_at = now() "
            "WHERE state IN ('queued', 'running', 'cancelling')"
        )
        held = db.run(
            "UPDATE outpost.outgoing SET state = 'held', said = %s, claim = NULL, "
            "ending_said = false WHERE state IN ('queued', 'sending')",
            (kept(_HELD),),
        )
        db.run(
            "UPDATE public.actions AS action SET due_date = NULL FROM outpost.enrolment AS at_work "
            "WHERE action.id = at_work.action_id AND action.status IN ('pending', 'in_progress') "
            "AND at_work.state = 'active'"
        )
        paused = db.run(
            "UPDATE outpost.enrolment SET state = 'paused', why = 'rep', paused_until = NULL "
            "WHERE state = 'active'"
        )
    return held, paused
