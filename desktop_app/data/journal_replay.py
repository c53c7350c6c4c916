"""An entry of the journal taken back, or done again: set by set, all of it or nothing.

The changes of an entry are walked through in the order in which they were made (backwards for an
undo), in blocks of one table. Of a block each kind of change is one statement: what was made is
deleted, columns are set, what was deleted is inserted. Only where that meets something newer there
are more statements, which find out what, and leave it alone or go over it.
"""

# ruff: noqa: S608  # SQL is put together from the catalog and from constants; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg import errors

from desktop_app.data.database import Database
from desktop_app.data.journal import TWINS_OF_USERS
from desktop_app.data.journal_block import Block, BlockSql
from desktop_app.data.journal_tables import TABLES, custom_titles, journalled, zone_of
from desktop_app.data.lead_delete import LeadRemoval
from desktop_app.data.lead_upkeep import LeadUpkeep
from desktop_app.data.mail import MailRepository
from desktop_app.data.outgoing_undo import refuse_what_has_left
from desktop_app.data.table_facts import table_facts
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.journal import ChangedSince, How, NewerRow, fields_between
from desktop_app.domain.journal_words import counted, hung_words, name_of
from desktop_app.domain.language import joined, tr

_SHOWN = 6
_LEADS, _EMAILS = "public.leads", "public.emails"
_WITH_LEADS = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS

_BLOCKS = """
SELECT tbl, min(n), max(n), count(*) FILTER (WHERE before IS NULL),
       count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL),
       count(*) FILTER (WHERE after IS NULL)
FROM (SELECT n, tbl, before, after, sum(edge) OVER (ORDER BY n) AS block FROM (
        SELECT n, tbl, before, after,
               CASE WHEN tbl = lag(tbl) OVER (ORDER BY n) THEN 0 ELSE 1 END AS edge
        FROM outpost.journal_change WHERE journal_id = %(journal)s) AS edged) AS blocked
GROUP BY tbl, block ORDER BY 2
"""

_COUNT_UNREAD = """
UPDATE outpost.conversation AS talk SET unread_count = counted.unread
FROM (
    SELECT message.conversation_id AS id,
           count(*) FILTER (WHERE email.status = 'unread')::integer AS unread
    FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
    WHERE message.conversation_id IN (
        SELECT held.conversation_id FROM outpost.journal_change AS change
        JOIN outpost.message AS held ON held.email_id = change.row_id
        WHERE change.journal_id = %(journal)s AND change.tbl = 'public.emails')
    GROUP BY message.conversation_id
) AS counted
WHERE talk.id = counted.id AND talk.unread_count <> counted.unread
"""

_TALKS = """
SELECT DISTINCT held.conversation_id FROM outpost.journal_change AS change
JOIN outpost.message AS held ON held.email_id = change.row_id
WHERE change.journal_id = %(journal)s AND change.tbl = 'public.emails'
  AND change.before ? 'lead_id'
"""

# Between whom mail went to and fro, as in a merge.
_MOVED = """
SELECT DISTINCT named.lead::uuid FROM outpost.journal_change AS change
CROSS JOIN LATERAL unnest(ARRAY[change.before ->> 'lead_id', change.after ->> 'lead_id'])
    AS named (lead)
WHERE change.journal_id = %(journal)s AND change.tbl = 'public.emails'
  AND change.before ? 'lead_id' AND change.after ? 'lead_id' AND named.lead IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class _Clash:
    """A row that is not as the entry left it: where, what of it, and whose it is."""

    block: Block
    n: int
    whose: UUID
    fields: tuple[str, ...]


class Replay:
    """One undo (``back``) or redo of an entry, inside the caller's transaction.

    Args:
        said: what the user was told of the command.
        how: what is done where something was changed since.
    """

    def __init__(
        self, db: Database, user_id: UUID, journal_id: int, said: str, how: How, *, back: bool
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._journal_id = journal_id
        self._said = said
        self._how = how
        self._back = back
        self._clashes: list[_Clash] = []
        self._came: list[UUID] = []
        self._stayed: list[UUID] = []
        self._lead_rows = False
        self._sql: dict[str, BlockSql] = {}

    def run(self) -> Changes:
        """Do it.

        Raises:
            ChangedSince: something was changed since, and the user is to be asked.
            KnownError: the database cannot hold what there was.
        """
        refuse_what_has_left(self._db, self._journal_id, back=self._back)
        try:
            blocks = list(self._blocks())
            if any(block.table == _LEADS and (block.made or block.deleted) for block in blocks):
                # Mail that is coming in now waits: it would not know which leads there are.
                MailRepository(self._db).lock(self._user_id)
            for block in blocks:
                self._replay(block)
            if self._clashes and self._how is How.ASK:
                raise self._question()
            tables = {block.table for block in blocks}
            self._keep_true(tables)
        except (errors.IntegrityError, errors.DataError) as error:
            raise _cannot(self._back) from error
        self._db.run(
            "UPDATE outpost.journal SET undone_at = CASE WHEN %(back)s THEN now() END, "
            "mark = nextval(pg_get_serial_sequence('outpost.journal', 'id')) WHERE id = %(id)s",
            {"back": self._back, "id": self._journal_id},
        )
        kinds = Kind.NONE
        for table in tables:
            kinds |= TABLES[table].kind
        if self._lead_rows:
            kinds |= _WITH_LEADS
        said = (
            tr("Undone: {what}", what=self._said)
            if self._back
            else tr("Redone: {what}", what=self._said)
        )
        return Changes(kinds, joined("; ", (said, self._kept_words())))

    # -- blocks ------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[Block]:
        """The entry's changes in blocks of one table, no row twice in one, as they come."""
        rows = self._db.rows(_BLOCKS, {"journal": self._journal_id})
        twice = {
            row[0]
            for row in self._db.rows(
                "SELECT DISTINCT tbl FROM (SELECT tbl FROM outpost.journal_change "
                "WHERE journal_id = %s GROUP BY tbl, row_id HAVING count(*) > 1) AS twice",
                (self._journal_id,),
            )
        }
        for row in reversed(rows) if self._back else rows:
            journalled(row[0])
            block = Block(*row)
            if block.table in twice:
                yield from self._passes(block)
            else:
                yield block

    def _passes(self, block: Block) -> Iterator[Block]:
        """A block in which rows stand several times: first every row's newest change, then the
        one before it, and so on (for a redo the other way about)."""
        direction = "DESC" if self._back else "ASC"
        for only, made, changed, deleted in self._db.rows(
            "SELECT array_agg(n), count(*) FILTER (WHERE before IS NULL), "
            "count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL), "
            "count(*) FILTER (WHERE after IS NULL) "
            "FROM (SELECT n, before, after, "
            f"row_number() OVER (PARTITION BY row_id ORDER BY n {direction}) AS pass "
            "FROM outpost.journal_change WHERE journal_id = %s AND n BETWEEN %s AND %s) AS each "
            "GROUP BY pass ORDER BY pass",
            (self._journal_id, block.first, block.last),
        ):
            yield Block(block.table, block.first, block.last, made, changed, deleted, tuple(only))

    def _replay(self, block: Block) -> None:
        # What is unique is given up before it is taken.
        going, coming = (block.made, block.deleted) if self._back else (block.deleted, block.made)
        if going:
            self._delete(block)
        if block.changed:
            self._update(block)
        if coming:
            self._insert(block)

    def _on(self, block: Block) -> BlockSql:
        if block.table not in self._sql:
            self._sql[block.table] = BlockSql(
                block.table,
                TABLES[block.table],
                table_facts(self._db, block.table),
                back=self._back,
            )
        return self._sql[block.table]

    def _params(self, block: Block, **more: Any) -> dict[str, Any]:
        return {
            "journal": self._journal_id,
            "user": self._user_id,
            "table": block.table,
            "first": block.first,
            "last": block.last,
            "only": list(block.only) if block.only is not None else None,
            **more,
        }

    def _columns(self, block: Block, sql: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.rows(sql, self._params(block)))

    def _note(self, block: Block, rows: Sequence[tuple[Any, ...]]) -> None:
        self._clashes += [_Clash(block, row[0], row[1], tuple(row[2])) for row in rows]

    # -- columns that were set ---------------------------------------------------------------

    def _update(self, block: Block) -> None:
        on = self._on(block)
        columns = self._columns(block, on.columns_set(block))
        params = self._params(block)
        if self._db.run(on.set_all_as_left(block, columns), params) == block.changed:
            self._db.run(on.forget_notes(block), params)
            return
        found = self._db.rows(on.clashes_of_set(block, columns), params)
        self._note(block, found)
        if self._how is How.OVERWRITE:
            self._db.run(on.set_over(block, columns), params)
        else:
            self._db.run(on.set_what_is_as_left(block, columns), params)
            self._db.run(on.note_kept(block, columns), params)

    # -- rows that go ------------------------------------------------------------------------

    def _delete(self, block: Block) -> None:
        on = self._on(block)
        columns = self._columns(block, on.columns_noted(block))
        params = self._params(block, since=self._since)
        standing = self._db.rows(on.clashes_of_delete(block, columns), params)
        clashing = [row for row in standing if row[2]]
        self._note(block, clashing)
        over = self._how is How.OVERWRITE
        doomed = [row[3] for row in standing if over or not row[2]]
        params["ids"] = doomed
        params["stay"] = [] if over else [row[3] for row in clashing]
        self._db.run(on.keep_whole(block), params)
        if block.table == _LEADS:
            self._lead_rows = True
            self._stayed += [row[3] for row in clashing if not over]
            if doomed:
                LeadRemoval(self._db).clear(
                    self._user_id, doomed, self._journal_id, "made" if self._back else "first"
                )
        self._db.run(on.delete(), params)

    # -- rows that come back -----------------------------------------------------------------

    def _insert(self, block: Block) -> None:
        on = self._on(block)
        columns = self._columns(block, on.columns_whole(block))
        params = self._params(block)
        if columns:
            self._db.run(on.insert(block, columns), params)
        if not TABLES[block.table].slight:
            self._note(block, self._db.rows(on.clashes_of_insert(block), params))
        self._db.run(on.note_absent(block), params)
        if block.table == _LEADS:
            self._lead_rows = True
            self._came += [row[0] for row in self._db.rows(on.standing(block), params)]

    # -- what follows from rows --------------------------------------------------------------

    def _keep_true(self, tables: set[str]) -> None:
        params = {"journal": self._journal_id, "user": self._user_id}
        if self._came or self._stayed:
            upkeep = LeadUpkeep(self._db)
            upkeep.claim_mail(self._user_id, [*self._came, *self._stayed])
            upkeep.refresh_contact(self._user_id, self._came)
            upkeep.refresh_days_of(self._user_id, self._came)
        if _EMAILS in tables or self._lead_rows:
            talks = [row[0] for row in self._db.rows(_TALKS, params)]
            with self._db.connection():
                MailRepository(self._db).settle(talks)
        if _EMAILS in tables:
            self._db.run(_COUNT_UNREAD, params)
            moved = [row[0] for row in self._db.rows(_MOVED, params)]
            LeadUpkeep(self._db).refresh_contact(self._user_id, moved)
        if "public.users" in tables:
            self._keep_sign_in_in_step()

    def _keep_sign_in_in_step(self) -> None:
        """``user`` has a name and a picture too; the trigger leads from it to ``users`` alone."""
        noted = {
            row[0]
            for row in self._db.rows(
                "SELECT DISTINCT jsonb_object_keys(before) FROM outpost.journal_change "
                "WHERE journal_id = %s AND tbl = 'public.users'",
                (self._journal_id,),
            )
        }
        for column, twin in TWINS_OF_USERS.items():
            if column in noted:
                self._db.run(
                    f'UPDATE public."user" AS auth SET {twin} = profile.{column} '
                    "FROM public.users AS profile WHERE profile.id = %(user)s "
                    'AND auth.id = (SELECT id FROM public."user" WHERE id = %(user)s::text '
                    "OR outpost.user_uuid(id) = %(user)s LIMIT 1) "
                    f"AND auth.{twin} IS DISTINCT FROM profile.{column}",
                    {"user": self._user_id},
                )

    @cached_property
    def _since(self) -> Any:
        """When the entry was last done or undone."""
        return self._db.value(
            "SELECT coalesce(undone_at, done_at) FROM outpost.journal WHERE id = %s",
            (self._journal_id,),
        )

    @cached_property
    def _titles(self) -> dict[str, str]:
        return custom_titles(self._db, self._user_id)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return zone_of(self._db, self._user_id)

    # -- what is in the way ------------------------------------------------------------------

    def _kept(self) -> tuple[int, str]:
        """How many rows are in the way, and what each is."""
        count = len({clash.whose for clash in self._clashes})
        nouns = {TABLES[clash.block.table].noun for clash in self._clashes}
        return count, nouns.pop() if len(nouns) == 1 else "lead" if "lead" in nouns else "thing"

    def _kept_words(self) -> str:
        if not self._clashes or self._how is not How.KEEP_NEWER:
            return ""
        count, noun = self._kept()
        if count == 1:
            return tr("{what} changed since was kept", what=counted(noun, count))
        return tr("{what} changed since were kept", what=counted(noun, count))

    def _question(self) -> ChangedSince:
        count, noun = self._kept()
        shown: dict[UUID, _Clash] = {}
        for clash in self._clashes:
            if len(shown) < _SHOWN:
                shown.setdefault(clash.whose, clash)
        return ChangedSince(
            self._journal_id,
            self._said,
            redo=not self._back,
            count=count,
            noun=noun,
            rows=tuple(self._newer(clash) for clash in shown.values()),
        )

    def _newer(self, clash: _Clash) -> NewerRow:
        row = self._db.row(self._on(clash.block).in_words(), self._params(clash.block, n=clash.n))
        name, noted, now = row if row else ("", None, None)
        noun = TABLES[clash.block.table].noun
        name = name_of(" ".join(str(name or "").split())[:120], noun)
        if now is None:
            reason = (
                tr("its place is taken, or what it belonged to is gone")
                if "*" in clash.fields
                else tr("is not there any more")
            )
            return NewerRow(name, reason=reason)
        fields = [field for field in clash.fields if not field.startswith(("+", "*"))]
        hung = [field[1:] for field in clash.fields if field.startswith("+")]
        if fields == ["updated_at"]:
            return NewerRow(name, reason=tr("was edited since"))
        return NewerRow(
            name,
            fields_between(
                _picked(noted or {}, fields), _picked(now, fields), self._titles, self._zone
            ),
            tr("has {what} since", what=hung_words(hung)) if hung else "",
        )


def _picked(row: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Some fields of a row; ``metadata.region`` is a key within a column."""
    found: dict[str, Any] = {}
    for field in fields:
        column, _, key = field.partition(".")
        if key:
            found.setdefault(column, {})[key] = (row.get(column) or {}).get(key)
        else:
            found[column] = row.get(column)
    return found


def _cannot(back: bool) -> KnownError:
    return KnownError(
        tr("This cannot be undone any more.") if back else tr("This cannot be redone any more."),
        tr("Something of it was changed since; everything stays as it is now."),
    )
