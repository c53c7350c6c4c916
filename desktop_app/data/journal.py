"""The journal of commands: what each changed, row by row, so that it can be undone."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal_tables import journalled
from desktop_app.data.outgoing_undo import QUEUE_COMMANDS, on_its_way
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.journal import How
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.language import tr


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a command: the columns that it set, JSON-ready.

    ``before`` is None for a row that was made, ``after`` for one that was deleted (``before``
    is the whole row then). Of a row that was made ``after`` may say as little as its
    ``updated_at``: an undo deletes it when nobody has touched it since.

    ``lead_id`` says whose history it belongs to; without it, that is looked up.
    """

    table: str
    id: UUID
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    lead_id: UUID | None = None


TWINS_OF_USERS: Mapping[str, str] = {"full_name": "name", "avatar_url": "image"}
"""Columns of ``users`` and where ``user`` has the same."""

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


class JournalRepository:
    """Rows of ``outpost.journal`` and of ``outpost.journal_change``.

    Everything is written in the transaction of the command that it tells of.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- noting ------------------------------------------------------------------------------

    def add(self, user_id: UUID, command: str, said: str, changes: Iterable[RowChange]) -> int:
        """Note a command whole; the entry's id.

        Args:
            command: its name, imperative ("archive_conversations").
            said: what the user was told ("Conversation archived").
            changes: in the order they were made.
        """
        with self._db.transaction():
            journal_id = self.begin(user_id, command, said, open=False)
            self.append(journal_id, changes)
        return journal_id

    def begin(
        self, user_id: UUID, command: str, said: str, *, open: bool = True, aside: bool = False
    ) -> int:
        """An entry that changes are appended to; its id.

        Args:
            open: it goes on over several transactions, and cannot be undone before
                :meth:`close`.
            aside: the program did it, not the user: it is taken back where it is shown, and is
                never what the next Undo means.
        """
        return int(
            self._db.value(
                "INSERT INTO outpost.journal (user_id, command, said, open, mark) "
                "VALUES (%s, %s, %s, %s, %s) RETURNING id",
                (user_id, command, kept(said), open, 0 if aside else None),
            )
        )

    def append(self, journal_id: int, changes: Iterable[RowChange]) -> None:
        """Note changes, in the order they were made; one statement per run of one table."""
        for table, run in groupby(changes, key=lambda change: change.table):
            lead = journalled(table).lead
            document = [
                {
                    "id": str(change.id),
                    "before": dict(change.before) if change.before is not None else None,
                    "after": dict(change.after) if change.after is not None else None,
                    "lead": str(change.lead_id) if change.lead_id is not None else None,
                }
                for change in run
            ]
            whose = "NULL"
            if lead == "id":
                whose = "(item ->> 'id')::uuid"
            elif lead is not None:
                whose = (
                    f"coalesce(item ->> 'lead', item -> 'before' ->> '{lead}', "
                    f"item -> 'after' ->> '{lead}', (SELECT standing.{lead}::text FROM {table} "
                    "AS standing WHERE standing.id = (item ->> 'id')::uuid))::uuid"
                )
            self._db.run(
                "INSERT INTO outpost.journal_change "
                "(journal_id, tbl, row_id, lead_id, before, after) "
                f"SELECT %s, %s, (item ->> 'id')::uuid, {whose}, nullif(item -> 'before', 'null'), "
                "nullif(item -> 'after', 'null') "
                "FROM jsonb_array_elements(%s) WITH ORDINALITY AS each (item, place) "
                "ORDER BY place",
                (journal_id, table, Jsonb(document)),
            )

    def append_rows(
        self,
        journal_id: int,
        table: str,
        select: str,
        params: Mapping[str, Any],
        *,
        ctes: str = "",
    ) -> int:
        """Note changes straight from a statement, no row of them passing through here; how many.

        ``append_rows(entry, "public.leads", "SELECT id, id, before, %(after)s::jsonb FROM
        changed", {...}, ctes="changed AS (UPDATE ... RETURNING ...)")`` changes and notes a
        million rows at once.

        Args:
            select: yields (row_id uuid, lead_id uuid, before jsonb, after jsonb).
            params: of the whole statement, by name; ``journal`` and ``table`` are taken.
            ctes: what goes before it, without the word WITH. A statement that changes rows has
                to stand here.
        """
        journalled(table)
        return self._db.run(
            f"{f'WITH {ctes} ' if ctes else ''}INSERT INTO outpost.journal_change "
            "(journal_id, tbl, row_id, lead_id, before, after) "
            "SELECT %(journal)s, %(table)s, noted.* FROM "
            f"({select}) AS noted (row_id, lead_id, before, after)",
            {**params, "journal": journal_id, "table": table},
        )

    def close(self, journal_id: int, said: str) -> None:
        """Say what an entry was, and end it: from now on it can be undone. One in which nothing
        was noted is taken away."""
        with self._db.transaction():
            if not self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.journal_change WHERE journal_id = %s)",
                (journal_id,),
            ):
                self._db.run("DELETE FROM outpost.journal WHERE id = %s", (journal_id,))
                return
            self._db.run(
                "UPDATE outpost.journal SET open = false, said = %s, done_at = now(), "
                # What was done while it went on comes before it: it has ended just now.
                "mark = CASE WHEN open "
                "THEN nextval(pg_get_serial_sequence('outpost.journal', 'id')) ELSE mark END "
                "WHERE id = %s AND undone_at IS NULL",
                (kept(said), journal_id),
            )

    def amend(self, user_id: UUID, journal_id: int, said: str, change: RowChange) -> bool:
        """Note a further change of the one row of an entry in that entry, so that both are taken
        back together.

        Returns:
            False, and nothing is noted, where the entry was undone, is not the newest of the user
            any more, or tells of anything else.
        """
        with self._db.transaction():
            amended = self._db.run(
                "UPDATE outpost.journal_change AS noted SET before = %(before)s || noted.before, "
                "after = noted.after || %(after)s FROM outpost.journal AS entry "
                "WHERE entry.id = %(id)s AND entry.user_id = %(user)s AND NOT entry.open "
                "AND entry.undone_at IS NULL AND noted.journal_id = entry.id "
                "AND noted.tbl = %(table)s AND noted.row_id = %(row)s "
                "AND noted.before IS NOT NULL AND noted.after IS NOT NULL "
                "AND (SELECT count(*) FROM outpost.journal_change WHERE journal_id = entry.id) = 1 "
                "AND NOT EXISTS (SELECT FROM outpost.journal AS newer "
                "WHERE newer.user_id = %(user)s AND newer.mark > entry.mark)",
                {
                    "before": Jsonb(dict(change.before or {})),
                    "after": Jsonb(dict(change.after or {})),
                    "id": journal_id,
                    "user": user_id,
                    "table": change.table,
                    "row": change.id,
                },
            )
            if amended:
                self._db.run(
                    "UPDATE outpost.journal SET said = %s, done_at = now() WHERE id = %s",
                    (kept(said), journal_id),
                )
        return bool(amended)

    # -- taking back -------------------------------------------------------------------------

    def last_undoable(self, user_id: UUID) -> tuple[int, str] | None:
        """The newest command not yet undone: its id, and what the user was told of it."""
        row = self._db.row(
            "SELECT id, said FROM outpost.journal "
            "WHERE user_id = %s AND undone_at IS NULL AND NOT open AND mark > 0 "
            "ORDER BY mark DESC LIMIT 1",
            (user_id,),
        )
        return (row[0], told(row[1])) if row else None

    def last_redoable(self, user_id: UUID) -> tuple[int, str] | None:
        """The command undone last, as long as no new one came after that."""
        row = self._db.row(
            "SELECT id, said FROM ("
            "  SELECT id, said, mark FROM outpost.journal"
            "  WHERE user_id = %(user)s AND undone_at IS NOT NULL AND mark > 0"
            "  ORDER BY mark DESC LIMIT 1) AS undone "
            "WHERE NOT EXISTS (SELECT FROM outpost.journal AS newer "
            "  WHERE newer.user_id = %(user)s AND newer.id > undone.mark)",
            {"user": user_id},
        )
        return (row[0], told(row[1])) if row else None

    def undo(self, user_id: UUID, journal_id: int, how: How = How.ASK) -> Changes:
        """Put every row back as it was before the command; all of them or none.

        Raises:
            ChangedSince: something of it was changed since, and ``how`` is to ask.
            KnownError: there is no such command, it was undone already or is still going on.
        """
        from desktop_app.data.journal_replay import Replay  # loaded for who takes back

        with self._db.transaction():
            row = self._db.row(
                "SELECT said, undone_at IS NOT NULL, open, command FROM outpost.journal "
                "WHERE id = %s AND user_id = %s FOR UPDATE",
                (journal_id, user_id),
            )
            if row is None or row[1]:
                raise KnownError(tr("There is nothing to undo here."), tr("It was undone already."))
            # A merge says what it was when all of it is in the outbox.
            if row[2] and row[3] in QUEUE_COMMANDS and row[0]:
                raise on_its_way()
            if row[2]:
                raise KnownError(
                    tr("This is still going on."),
                    tr("It can be undone when it has ended."),
                    retryable=True,
                )
            return Replay(self._db, user_id, journal_id, told(row[0]), how, back=True).run()

    def redo(self, user_id: UUID, journal_id: int, how: How = How.ASK) -> Changes:
        """Do again what was undone last; all of it or nothing.

        Raises:
            ChangedSince: something of it was changed since, and ``how`` is to ask.
            KnownError: another was undone later, or there was a new command since.
        """
        from desktop_app.data.journal_replay import Replay

        with self._db.transaction():
            self._db.run(
                "SELECT FROM outpost.journal WHERE id = %s AND user_id = %s FOR UPDATE",
                (journal_id, user_id),
            )
            found = self.last_redoable(user_id)
            if found is None or found[0] != journal_id:
                raise KnownError(
                    tr("There is nothing to redo here."),
                    tr("Something else was done since it was undone."),
                )
            return Replay(self._db, user_id, journal_id, found[1], how, back=False).run()
