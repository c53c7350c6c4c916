"""The statements by which a block of changes goes back, or is done again; what they say of one
column is in :mod:`~desktop_app.data.journal_columns`."""

# ruff: noqa: S608  # SQL is put together from the catalog and from constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.data.journal_columns import ColumnSql, sql_array, sql_name, sql_text
from desktop_app.data.journal_tables import TABLES, Journalled
from desktop_app.data.table_facts import TableFacts

_TOUCHED = "updated_at"


@dataclass(frozen=True, slots=True)
class Block:
    """Changes of one table that follow one another.

    Args:
        first, last: their numbers.
        made, changed, deleted: how many of each.
        only: these numbers alone; None: all from ``first`` to ``last``.
    """

    table: str
    first: int
    last: int
    made: int
    changed: int
    deleted: int
    only: tuple[int, ...] | None = None


class BlockSql:
    """Statements for one table. Parameters of all: journal, user, table, first, last, only.

    In each ``todo`` is what is to be done: ``noted`` is the state the row should be in now,
    ``target`` the one it goes to; ``standing`` is the row as it is.
    """

    def __init__(self, table: str, own: Journalled, facts: TableFacts, *, back: bool) -> None:
        self._table = table
        self._own = own
        self._facts = facts
        self._back = back
        self._cols = ColumnSql(table, own, facts)
        self._from, self._to = ("after", "before") if back else ("before", "after")

    # -- which columns -----------------------------------------------------------------------

    def columns_set(self, block: Block) -> str:
        """The columns that changes of this block set."""
        return self._known(
            f"SELECT jsonb_object_keys({self._to}) AS name FROM {self._changes(block, 'set')}",
            but=(_TOUCHED, "id", self._own.owner),
        )

    def columns_noted(self, block: Block) -> str:
        """The columns that say what rows that go should look like."""
        return self._known(
            f"SELECT jsonb_object_keys({self._from}) AS name FROM {self._changes(block, 'go')}",
            but=("id",),
        )

    def columns_whole(self, block: Block) -> str:
        """The columns of rows that come back."""
        return self._known(
            f"SELECT jsonb_object_keys(target) AS name FROM (SELECT coalesce(away, {self._to}) "
            f"AS target FROM {self._changes(block, 'come')} ORDER BY n LIMIT 1) AS first"
        )

    def _known(self, keys: str, but: Sequence[str] = ()) -> str:
        names = ", ".join(sql_text(name) for name in self._facts.types if name not in but)
        return f"SELECT DISTINCT name FROM ({keys}) AS keys WHERE name IN ({names}) ORDER BY name"

    # -- columns that are set ----------------------------------------------------------------

    def set_all_as_left(self, block: Block, columns: Sequence[str]) -> str:
        """Set the columns of all rows of which each is as it was left."""
        same = [
            f"(NOT {self._cols.moves(name)} OR ({self._cols.same(name)} "
            f"AND {self._cols.allowed(name, columns)}))"
            for name in columns
            if name not in self._own.derived
        ]
        return self._set(block, columns, {name: self._cols.moves(name) for name in columns}, same)

    def set_what_is_as_left(self, block: Block, columns: Sequence[str]) -> str:
        """Set the columns that are as they were left, row by row."""
        when = {
            name: f"{self._cols.moves(name)} AND {self._cols.allowed(name, columns)}"
            + ("" if self._cols.is_object(name) else f" AND {self._cols.same(name)}")
            for name in columns
        }
        differs = " OR ".join(
            f"({when[name]} AND standing.{sql_name(name)} IS DISTINCT FROM {self._cols.put(name)})"
            for name in columns
        )
        return self._set(block, columns, when, [f"({differs or 'false'})"])

    def set_over(self, block: Block, columns: Sequence[str]) -> str:
        """Set the columns whatever is in them, and keep what that was in the change."""
        newer = ", ".join(f"{sql_text(name)}, {self._cols.newer(name)}" for name in columns)
        clash = (
            "clash AS MATERIALIZED (SELECT todo.n, "
            f"{self._cols.clash(columns)} AS fields, {self._cols.refused(columns)} AS refused, "
            f"jsonb_build_object({newer}) AS now FROM todo LEFT JOIN {self._table} AS standing "
            f"ON {self._mine()}), "
            "kept AS (UPDATE outpost.journal_change AS change SET "
            "kept = nullif(clash.refused, '{}'), "
            "away = (SELECT jsonb_object_agg(key, value) FROM jsonb_each(clash.now) "
            "WHERE key <> ALL(clash.refused) AND EXISTS (SELECT FROM unnest(clash.fields) AS field "
            "WHERE split_part(field, '.', 1) = key)) FROM clash "
            "WHERE change.journal_id = %(journal)s AND change.n = clash.n)"
        )
        when = {
            name: f"{self._cols.moves(name)} AND {self._cols.allowed(name, columns)}"
            for name in columns
        }
        return self._set(block, columns, when, [], clash, over=True)

    def clashes_of_set(self, block: Block, columns: Sequence[str]) -> str:
        """(n, whose, fields) of what was changed since; after :meth:`set_all_as_left`."""
        return (
            f"WITH {self._todo(block, 'set')} SELECT n, whose, fields FROM ("
            f"SELECT todo.n, {_WHOSE} AS whose, {self._cols.clash(columns)} AS fields "
            f"FROM todo LEFT JOIN {self._table} AS standing ON {self._mine()}) AS held "
            "WHERE fields <> '{}' ORDER BY n"
        )

    def note_kept(self, block: Block, columns: Sequence[str]) -> str:
        """Keep in the changes which columns were left alone; after what could be set was."""
        return (
            f"WITH {self._todo(block, 'set')}, clash AS MATERIALIZED ("
            f"SELECT todo.n, {self._cols.clash(columns)} AS fields "
            f"FROM todo LEFT JOIN {self._table} AS standing ON {self._mine()}) "
            "UPDATE outpost.journal_change AS change SET kept = nullif(clash.fields, '{}'), "
            "away = NULL FROM clash WHERE change.journal_id = %(journal)s AND change.n = clash.n "
            "AND (clash.fields <> '{}' OR change.kept IS NOT NULL OR change.away IS NOT NULL)"
        )

    def forget_notes(self, block: Block) -> str:
        """What was left alone the last time was done with the rest."""
        return (
            "UPDATE outpost.journal_change AS change SET kept = NULL, away = NULL "
            f"WHERE {self._of(block, 'set')} AND (kept IS NOT NULL OR away IS NOT NULL)"
        )

    def _set(
        self,
        block: Block,
        columns: Sequence[str],
        when: dict[str, str],
        where: Sequence[str],
        more: str = "",
        *,
        over: bool = False,
    ) -> str:
        sets = ", ".join(
            f"{sql_name(name)} = CASE WHEN {when[name]}{self._cols.still(name)} "
            f"THEN {self._cols.put(name, over=over)} ELSE standing.{sql_name(name)} END"
            for name in columns
        )
        conditions = "".join(f" AND {each}" for each in where)
        return (
            f"WITH {self._todo(block, 'set')}{f', {more}' if more else ''} "
            f"UPDATE {self._table} AS standing SET {sets or 'id = standing.id'} FROM todo "
            f"WHERE {self._mine()}{conditions}"
        )

    # -- rows that go ------------------------------------------------------------------------

    def clashes_of_delete(self, block: Block, columns: Sequence[str]) -> str:
        """(n, whose, fields, id) of every row that is to go and stands, which is locked; fields
        say what was changed since, or with a plus what was hung on it. Also asks ``since``."""
        fields = [
            f"CASE WHEN todo.noted ? {sql_text(name)} AND NOT ({self._cols.equal(name)}) "
            f"THEN {sql_text(name)} END"
            for name in columns
            if name not in self._own.derived and name != _TOUCHED
        ]
        if _TOUCHED in columns:
            fields.append(
                f"CASE WHEN todo.noted ? '{_TOUCHED}' AND todo.noted - '{_TOUCHED}' = '{{}}' "
                f"AND NOT ({self._cols.equal(_TOUCHED)}) AND NOT {_TAKEN_BACK} "
                f"THEN '{_TOUCHED}' END"
            )
        if self._table == "public.leads":
            fields += _hung()
        return (
            f"WITH {self._todo(block, 'go')} "
            f"SELECT todo.n, {_WHOSE}, {sql_array(fields)}, standing.id "
            f"FROM todo JOIN {self._table} AS standing ON {self._mine()} "
            "ORDER BY todo.n FOR UPDATE OF standing"
        )

    def keep_whole(self, block: Block) -> str:
        """Keep the rows that go now in their changes; those of ``stay`` stay, others are gone.

        Each is looked up by its id, and the planner may not think of anything else: rows just
        made have no statistics yet, and a join of ten thousand then took minutes.

        One that somebody else made go is not made again by a redo; a deletion that met no row
        any more can still be undone.
        """
        stands = (
            ""
            if self._back
            else f" AND EXISTS (SELECT FROM {self._table} AS held WHERE held.id = change.row_id)"
        )
        return (
            "UPDATE outpost.journal_change AS change SET "
            f"kept = CASE WHEN going.id IS NULL{stands} THEN ARRAY['*'] END, "
            "away = coalesce(going.whole, change.away) "
            "FROM outpost.journal_change AS each LEFT JOIN LATERAL ("
            f"SELECT standing.id, to_jsonb(standing) AS whole FROM {self._table} AS standing "
            "WHERE standing.id = each.row_id "
            f"AND standing.{sql_name(self._own.owner)} = %(user)s "
            "AND standing.id <> ALL(%(stay)s::uuid[]) OFFSET 0) AS going ON true "
            f"WHERE {self._of(block, 'go')} AND each.journal_id = change.journal_id "
            "AND each.n = change.n"
        )

    def delete(self) -> str:
        return (
            f"DELETE FROM {self._table} AS standing "
            f"WHERE standing.id = ANY(%(ids)s) AND standing.{sql_name(self._own.owner)} = %(user)s"
        )

    # -- rows that come back -----------------------------------------------------------------

    def insert(self, block: Block, columns: Sequence[str]) -> str:
        """Insert the rows whose place is free and whose belongings are there."""
        needed, values = [], []
        for name in columns:
            value = f"was.{sql_name(name)}"
            if name in self._facts.refers:
                table, column = self._facts.refers[name]
                there = (
                    f"EXISTS (SELECT FROM {table} AS held WHERE held.{sql_name(column)} = {value})"
                )
                if name in self._facts.needed or name == self._own.lead:
                    needed.append(f" AND ({value} IS NULL OR {there})")
                else:
                    value = f"CASE WHEN {there} THEN {value} END"
            values.append(value)
        return (
            f"WITH {self._todo(block, 'come')} INSERT INTO {self._table} "
            f"({', '.join(map(sql_name, columns))}) SELECT {', '.join(values)} "
            f"FROM todo, LATERAL jsonb_populate_record(NULL::{self._table}, todo.target) AS was "
            "WHERE (todo.kept IS NULL OR '*' <> ALL(todo.kept)) "
            f"AND was.id = todo.row_id AND was.{sql_name(self._own.owner)} = %(user)s"
            f"{''.join(needed)} ORDER BY todo.n ON CONFLICT DO NOTHING"
        )

    def clashes_of_insert(self, block: Block) -> str:
        """(n, whose, fields) of rows that could not come back."""
        return (
            f"WITH {self._todo(block, 'come')} SELECT todo.n, {_WHOSE}, ARRAY['*'] FROM todo "
            "WHERE (todo.kept IS NULL OR '*' <> ALL(todo.kept)) AND NOT EXISTS (SELECT FROM "
            f"{self._table} AS standing WHERE {self._mine()}) ORDER BY todo.n"
        )

    def note_absent(self, block: Block) -> str:
        """Keep in the changes which rows did not come."""
        return (
            "UPDATE outpost.journal_change AS change SET kept = CASE WHEN NOT EXISTS ("
            f"SELECT FROM {self._table} AS standing WHERE standing.id = change.row_id) "
            f"THEN ARRAY['*'] END WHERE {self._of(block, 'come')} AND (kept IS NOT NULL OR "
            f"NOT EXISTS (SELECT FROM {self._table} AS standing "
            "WHERE standing.id = change.row_id))"
        )

    def standing(self, block: Block) -> str:
        """(id) of those that stand now."""
        return (
            f"WITH {self._todo(block, 'come')} SELECT standing.id "
            f"FROM todo JOIN {self._table} AS standing ON {self._mine()}"
        )

    # -- in words ----------------------------------------------------------------------------

    def in_words(self) -> str:
        """(name, noted, row now or None) of the change ``n``."""
        mine = f"standing.id = change.row_id AND standing.{sql_name(self._own.owner)} = %(user)s"
        return (
            f"SELECT coalesce((SELECT {self._own.called} FROM {self._table} AS standing "
            f"WHERE {mine}), "
            f"(SELECT {self._own.called} FROM jsonb_populate_record(NULL::{self._table}, "
            f"coalesce(change.away, change.before, change.after)) AS standing)), "
            f"change.{self._from}, (SELECT to_jsonb(standing) FROM {self._table} AS standing "
            f"WHERE {mine}) "
            "FROM outpost.journal_change AS change "
            "WHERE change.journal_id = %(journal)s AND change.n = %(n)s"
        )

    # -- pieces ------------------------------------------------------------------------------

    def _of(self, block: Block, sort: str) -> str:
        """Which changes: those of columns (``set``), of rows that ``go`` or that ``come``."""
        sorts = {
            "set": "change.before IS NOT NULL AND change.after IS NOT NULL",
            "go": f"change.{self._to} IS NULL",
            "come": f"change.{self._from} IS NULL",
        }
        only = " AND change.n = ANY(%(only)s)" if block.only is not None else ""
        return (
            "change.journal_id = %(journal)s AND change.n BETWEEN %(first)s AND %(last)s "
            f"AND change.tbl = %(table)s AND {sorts[sort]}{only}"
        )

    def _changes(self, block: Block, sort: str) -> str:
        return f"outpost.journal_change AS change WHERE {self._of(block, sort)}"

    def _todo(self, block: Block, sort: str) -> str:
        target = {
            "set": f"CASE WHEN change.away IS NULL THEN change.{self._to} "
            f"ELSE change.{self._to} || change.away END",
            "go": "NULL::jsonb",
            "come": f"coalesce(change.away, change.{self._to})",
        }[sort]
        return (
            "todo AS (SELECT change.n, change.row_id, change.lead_id, change.kept, "
            f"change.{self._from} AS noted, {target} AS target FROM {self._changes(block, sort)})"
        )

    def _mine(self) -> str:
        return f"standing.id = todo.row_id AND standing.{sql_name(self._own.owner)} = %(user)s"


_WHOSE = "coalesce(todo.lead_id, todo.row_id)"

# A row that says no more than when it was touched: an edit that was taken back has touched it,
# and is none. Every edit of ours stands in the journal.
_TAKEN_BACK = """
(EXISTS (SELECT FROM outpost.journal_change AS edit
         JOIN outpost.journal AS entry ON entry.id = edit.journal_id
         WHERE edit.lead_id = todo.lead_id AND edit.row_id = todo.row_id
           AND edit.journal_id <> %(journal)s AND edit.kept IS NULL
           AND entry.undone_at = standing.updated_at)
 AND NOT EXISTS (SELECT FROM outpost.journal_change AS edit
         JOIN outpost.journal AS entry ON entry.id = edit.journal_id
         WHERE edit.lead_id = todo.lead_id AND edit.row_id = todo.row_id
           AND edit.journal_id > %(journal)s AND entry.undone_at IS NULL))
"""


def _hung() -> Iterable[str]:
    """What came to a lead since: mail by its time, everything else because it is there (what
    the entry itself brought was taken away before the lead)."""
    yield (
        "CASE WHEN EXISTS (SELECT FROM public.emails AS email WHERE email.lead_id = standing.id "
        "AND email.created_at > %(since)s) THEN '+messages' END"
    )
    for table, own in TABLES.items():
        if own.hangs:
            # Outpost's own conversations follow from their messages.
            but = (
                " AND NOT EXISTS (SELECT FROM outpost.conversation AS talk "
                "WHERE talk.thread_id = hung.id)"
                if table == "public.email_threads"
                else ""
            )
            yield (
                f"CASE WHEN EXISTS (SELECT FROM {table} AS hung "
                f"WHERE hung.{own.lead} = standing.id{but}) THEN '+{own.noun}s' END"
            )
