"""SQL over one column of a row that goes back, or is done again: whether it moves, whether it is as
it was left, and what becomes of it."""

# ruff: noqa: S608  # SQL is put together from the catalog and from constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.data.journal_tables import Journalled
from desktop_app.data.table_facts import TableFacts

_TEXT = ("text", "character varying")


class ColumnSql:
    """Expressions over the columns of one table, in statements that know ``todo`` (a change:
    ``noted`` is the state the row should be in now, ``target`` the one it goes to, ``kept`` what
    was left alone the last time) and ``standing``, the row as it is."""

    def __init__(self, table: str, own: Journalled, facts: TableFacts) -> None:
        self._table = table
        self._own = own
        self._facts = facts

    def moves(self, name: str) -> str:
        """A change sets this column, and did not leave it alone the last time."""
        return (
            f"(todo.target ? {sql_text(name)} AND (todo.kept IS NULL "
            f"OR NOT todo.kept && ARRAY[{sql_text(name)}, '*']))"
        )

    def same(self, name: str) -> str:
        """What of the column is to move is as it was left."""
        if self.is_object(name):
            return f"{self._clashing_keys(name)} = '{{}}'"
        return self.equal(name)

    def equal(self, name: str) -> str:
        if name in self._own.derived:
            return "true"
        return f"standing.{sql_name(name)} IS NOT DISTINCT FROM {self._value('todo.noted', name)}"

    def is_object(self, name: str) -> bool:
        """Each key of such a column is a field of its own."""
        return self._facts.types[name] == "jsonb" and name not in self._own.derived

    def _states(self, name: str) -> str:
        return (
            f"{sql_text(name)}, standing.{sql_name(name)}, {self._value('todo.noted', name)}, "
            f"{self._target(name)}, todo.kept"
        )

    def _clashing_keys(self, name: str) -> str:
        return f"outpost.journal_clash({self._states(name)})"

    def put(self, name: str, *, over: bool = False) -> str:
        """What the column becomes."""
        if self.is_object(name):
            return f"outpost.journal_merge({self._states(name)}, {'true' if over else 'false'})"
        return self._target(name)

    def newer(self, name: str) -> str:
        """What goes when the column is set over, as JSON."""
        now = f"to_jsonb(standing.{sql_name(name)})"
        if not self.is_object(name):
            return now
        noted = f"coalesce({self._value('todo.noted', name)}, '{{}}')"
        keys = (
            f"unnest({self._clashing_keys(name)}) AS field, substr(field, {len(name) + 2}) AS key"
        )
        return (
            f"(SELECT ({noted} - coalesce(array_agg(key), '{{}}')) || coalesce("
            f"jsonb_object_agg(key, {now} -> key) FILTER (WHERE {now} ? key), '{{}}') FROM {keys})"
        )

    def _target(self, name: str) -> str:
        return self._value("todo.target", name)

    def still(self, name: str) -> str:
        """What a column that follows from others refers to may be gone: then it is left."""
        if name not in self._own.derived:
            return ""
        return f" AND {self._exists(name)}"

    def _exists(self, name: str) -> str:
        if name not in self._facts.refers:
            return "true"
        table, column = self._facts.refers[name]
        target = self._target(name)
        return (
            f"({target} IS NULL OR EXISTS (SELECT FROM {table} AS held "
            f"WHERE held.{sql_name(column)} = {target}))"
        )

    def allowed(self, name: str, columns: Sequence[str]) -> str:
        """What the column goes back to is there, and nobody else's."""
        conditions = [self._exists(name)]
        for unique in self._facts.unique:
            moving = [each for each in unique if each in columns]
            if moving and moving[0] == name:
                same = " AND ".join(
                    f"other.{sql_name(each)} = "
                    + (
                        f"CASE WHEN {self.moves(each)} THEN {self._target(each)} "
                        f"ELSE standing.{sql_name(each)} END"
                        if each in moving
                        else f"standing.{sql_name(each)}"
                    )
                    for each in unique
                )
                conditions.append(
                    f"NOT EXISTS (SELECT FROM {self._table} AS other "
                    f"WHERE {same} AND other.id <> standing.id)"
                )
        return "(" + " AND ".join(conditions) + ")"

    def clash(self, columns: Sequence[str]) -> str:
        """The columns that are neither as they were left nor as they are to be, or may not be."""
        fields = [
            f"CASE WHEN {self.moves(name)} "
            f"AND standing.{sql_name(name)} IS DISTINCT FROM {self._target(name)} "
            f"AND (NOT ({self.same(name)}) OR NOT {self.allowed(name, columns)}) "
            f"THEN {sql_text(name)} END"
            for name in columns
            if name not in self._own.derived and not self.is_object(name)
        ]
        keys = "".join(
            f" || CASE WHEN {self.moves(name)} THEN {self._clashing_keys(name)} "
            "ELSE '{}'::text[] END"
            for name in columns
            if self.is_object(name)
        )
        return (
            "CASE WHEN standing.id IS NULL THEN CASE WHEN '*' = ANY(todo.kept) "
            f"THEN '{{}}'::text[] ELSE ARRAY['*'] END ELSE {sql_array(fields)}{keys} END"
        )

    def refused(self, columns: Sequence[str]) -> str:
        fields = [
            f"CASE WHEN {self.moves(name)} AND NOT {self.allowed(name, columns)} "
            f"THEN {sql_text(name)} END"
            for name in columns
            if name not in self._own.derived
        ]
        return f"CASE WHEN standing.id IS NULL THEN ARRAY['*'] ELSE {sql_array(fields)} END"

    def _value(self, state: str, name: str) -> str:
        """A column out of a state, in its type."""
        kind = self._facts.types[name]
        if kind.startswith(_TEXT) and not kind.endswith("]"):
            return f"({state} ->> {sql_text(name)})"
        if kind == "jsonb":
            return f"nullif({state} -> {sql_text(name)}, 'null')"
        if kind.endswith("]"):
            return f"(jsonb_populate_record(NULL::{self._table}, {state})).{sql_name(name)}"
        return f"({state} ->> {sql_text(name)})::{kind}"


def sql_array(fields: Iterable[str]) -> str:
    """An array of texts without those that are NULL."""
    return f"array_remove(ARRAY[{', '.join(fields)}]::text[], NULL)"


def sql_name(column: str) -> str:
    """A name as SQL quotes it."""
    return '"' + column.replace('"', '""') + '"'


def sql_text(value: str) -> str:
    """A constant as SQL quotes it."""
    return "'" + value.replace("'", "''") + "'"
