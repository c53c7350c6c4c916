"""The journal of commands: what each changed, row by row, so that it can be undone."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from psycopg import errors, sql
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a command: the columns that it set, JSON-ready.

    ``before`` is None for a row that was made, ``after`` for one that was deleted (``before``
    is the whole row then).
    """

    table: str
    id: UUID
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


_TABLES: Mapping[str, Kind] = {
    "public.leads": Kind.LEADS,
    "public.email_threads": Kind.CONVERSATIONS,
    "public.emails": Kind.MESSAGES | Kind.CONVERSATIONS,
    "public.actions": Kind.ACTIONS,
    "public.ai_insights": Kind.INSIGHTS,
    "public.email_templates": Kind.TEMPLATES,
    "public.users": Kind.USERS,
    "outpost.conversation": Kind.CONVERSATIONS,
    "outpost.lead_duplicate": Kind.DUPLICATES,
    "outpost.custom_field": Kind.LEADS,
}

TWINS_OF_USERS: Mapping[str, str] = {"full_name": "name", "avatar_url": "image"}
"""Columns of ``users`` and where ``user`` has the same."""

# Whose a row is; a profile is its own.
_OWNER = {"public.users": "id"}


class JournalRepository:
    """Rows of ``outpost.journal``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, user_id: UUID, command: str, said: str, changes: Iterable[RowChange]) -> int:
        """Note a command, in its own transaction.

        Args:
            command: its name, imperative ("archive_conversations").
            said: what the user was told ("Conversation archived").
            changes: in the order they were made.
        """
        document = [
            {
                "table": change.table,
                "id": str(change.id),
                "before": dict(change.before) if change.before is not None else None,
                "after": dict(change.after) if change.after is not None else None,
            }
            for change in changes
        ]
        unknown = {change["table"] for change in document} - set(_TABLES)
        if unknown:
            raise ValueError(f"the journal cannot undo changes of {sorted(map(str, unknown))}")
        return int(
            self._db.value(
                "INSERT INTO outpost.journal (user_id, command, said, changes) "
                "VALUES (%s, %s, %s, %s) RETURNING id",
                (user_id, command, said, Jsonb(document)),
            )
        )

    def last_undoable(self, user_id: UUID) -> tuple[int, str] | None:
        """The newest command not yet undone: its id, and what the user was told of it."""
        row = self._db.row(
            "SELECT id, said FROM outpost.journal WHERE user_id = %s AND undone_at IS NULL "
            "ORDER BY id DESC LIMIT 1",
            (user_id,),
        )
        return (row[0], row[1]) if row else None

    def undo(self, user_id: UUID, journal_id: int) -> Changes:
        """Put every row back as it was before the command; all of them or none.

        Raises:
            KnownError: there is no such command, it was undone already, or a row was changed
                since.
        """
        with self._db.transaction():
            row = self._db.row(
                "UPDATE outpost.journal SET undone_at = now() "
                "WHERE id = %s AND user_id = %s AND undone_at IS NULL RETURNING said, changes",
                (journal_id, user_id),
            )
            if row is None:
                raise KnownError("There is nothing to undo here.", "It was undone already.")
            said, changes = row
            kinds = Kind.NONE
            try:
                for table, group in groupby(reversed(changes), key=_shape):
                    self._restore(user_id, table[0], list(group))
                    kinds |= _TABLES[table[0]]
            except (errors.IntegrityError, errors.DataError) as error:
                raise _changed_since() from error
            return Changes(kinds, f"Undone: {said}")

    def _restore(self, user_id: UUID, table: str, group: Sequence[Mapping[str, Any]]) -> None:
        if table not in _TABLES:
            raise ValueError(f"the journal cannot undo changes of {table}")
        before, after = group[0]["before"], group[0]["after"]
        if before is None:
            query = _DELETE.format(table=_name(table), owner=_owner(table), same=_same(after))
        elif after is None:
            query = _INSERT.format(
                table=_name(table),
                owner=_owner(table),
                columns=sql.SQL(", ").join(sql.Identifier(column) for column in before),
                values=sql.SQL(", ").join(_of("was", column) for column in before),
            )
        else:
            query = _UPDATE.format(
                table=_name(table),
                owner=_owner(table),
                sets=sql.SQL(", ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(column), _of("was", column))
                    for column in before
                ),
                same=_same(after),
            )
        done = self._db.raw().execute(query, {"group": Jsonb(list(group)), "user": user_id})
        if done.rowcount != len(group):
            raise _changed_since()
        if table == "public.emails":
            self._count_unread([UUID(change["id"]) for change in group])
        if table == "public.users":
            self._keep_sign_in_in_step(user_id, before or {})

    def _count_unread(self, email_ids: Sequence[UUID]) -> None:
        self._db.run(COUNT_UNREAD_OF_EMAILS, {"emails": list(email_ids)})

    def _keep_sign_in_in_step(self, user_id: UUID, restored: Mapping[str, Any]) -> None:
        """``user`` has a name and a picture too; the trigger leads from it to ``users`` alone."""
        for column, twin in TWINS_OF_USERS.items():
            if column in restored:
                self._db.run(
                    f'UPDATE public."user" AS auth SET {twin} = profile.{column} '
                    "FROM public.users AS profile WHERE profile.id = %(user)s "
                    'AND auth.id = (SELECT id FROM public."user" WHERE id = %(user)s::text '
                    "OR outpost.user_uuid(id) = %(user)s LIMIT 1) "
                    f"AND auth.{twin} IS DISTINCT FROM profile.{column}",
                    {"user": user_id},
                )


# Each change as a row of its table's type, so that the columns get their types back.
_CHANGES = """
jsonb_array_elements(%(group)s) AS item,
LATERAL jsonb_populate_record(
    NULL::{table}, coalesce(nullif(item -> 'before', 'null'), '{{}}')) AS was,
LATERAL jsonb_populate_record(
    NULL::{table}, coalesce(nullif(item -> 'after', 'null'), '{{}}')) AS became
"""

_UPDATE = sql.SQL(
    "UPDATE {table} AS standing SET {sets} FROM "
    + _CHANGES
    + "WHERE standing.id = (item ->> 'id')::uuid AND standing.{owner} = %(user)s AND {same}"
)
_DELETE = sql.SQL(
    "DELETE FROM {table} AS standing USING "
    + _CHANGES
    + "WHERE standing.id = (item ->> 'id')::uuid AND standing.{owner} = %(user)s AND {same}"
)
_INSERT = sql.SQL(
    "INSERT INTO {table} ({columns}) SELECT {values} FROM "
    + _CHANGES
    + "WHERE was.{owner} = %(user)s AND was.id = (item ->> 'id')::uuid"
)

COUNT_UNREAD_OF_EMAILS = """
UPDATE outpost.conversation AS talk SET unread_count = counted.unread
FROM (
    SELECT message.conversation_id AS id,
           count(*) FILTER (WHERE email.status = 'unread')::integer AS unread
    FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
    WHERE message.conversation_id IN (
        SELECT conversation_id FROM outpost.message WHERE email_id = ANY(%(emails)s))
    GROUP BY message.conversation_id
) AS counted
WHERE talk.id = counted.id AND talk.unread_count <> counted.unread
"""


def _shape(change: Mapping[str, Any]) -> tuple[str, tuple[str, ...] | None, tuple[str, ...] | None]:
    """Changes of one shape are undone by one statement."""
    before, after = change["before"], change["after"]
    return (
        change["table"],
        tuple(sorted(before)) if before is not None else None,
        tuple(sorted(after)) if after is not None else None,
    )


def _name(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split("."))


def _owner(table: str) -> sql.Identifier:
    return sql.Identifier(_OWNER.get(table, "user_id"))


def _of(record: str, column: str) -> sql.Composed:
    return sql.SQL("{}").format(sql.Identifier(record, column))


def _same(after: Mapping[str, Any]) -> sql.Composed:
    """The row still is what the command made it."""
    return sql.SQL(" AND ").join(
        sql.SQL("{} IS NOT DISTINCT FROM {}").format(_of("standing", column), _of("became", column))
        for column in after
    )


def _changed_since() -> KnownError:
    return KnownError(
        "This cannot be undone any more.",
        "Something of it was changed since; everything stays as it is now.",
    )
