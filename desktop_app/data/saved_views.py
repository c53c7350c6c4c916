"""Rows of ``outpost.saved_view``."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange

TABLE = "outpost.saved_view"
_COLUMNS = ("id", "built_in", "name", "icon", "query", "layout", "position", "hidden")


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view as it is stored.

    Args:
        built_in: the key of the built-in view whose place this is, or None.
        query, layout: JSON, whatever another program made of it; of a built-in view empty.
    """

    id: UUID
    built_in: str | None
    name: str
    icon: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    layout: Mapping[str, Any] = field(default_factory=dict)
    position: int = 0
    hidden: bool = False


class SavedViewRepository:
    """The saved views of users. What changes is answered with what the journal notes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def rows(self, user_id: UUID) -> tuple[ViewRow, ...]:
        """A user's rows in their order."""
        found = self._db.rows(
            f"SELECT {', '.join(_COLUMNS)} FROM {TABLE} WHERE user_id = %s ORDER BY position, id",
            (user_id,),
        )
        return tuple(ViewRow(*row) for row in found)

    def lock(self, user_id: UUID) -> None:
        """One at a time changes views of this user, until the transaction ends."""
        self._db.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 9))", (str(user_id),))

    def insert(self, user_id: UUID, row: ViewRow) -> RowChange:
        """Add a row."""
        values = {"user_id": user_id, **_values(row)}
        self._db.run(
            f"INSERT INTO {TABLE} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})",
            [_sent(name, value) for name, value in values.items()],
        )
        return RowChange(TABLE, row.id, None, _json(values))

    def update(self, user_id: UUID, old: ViewRow, new: ViewRow) -> RowChange | None:
        """Change a row; None when nothing differs."""
        was, will = _values(old), _values(new)
        after = {name: value for name, value in will.items() if was[name] != value}
        if not after:
            return None
        self._db.run(
            f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in after)} "
            "WHERE id = %s AND user_id = %s",
            [*(_sent(name, value) for name, value in after.items()), old.id, user_id],
        )
        return RowChange(TABLE, old.id, _json({name: was[name] for name in after}), _json(after))

    def delete(self, user_id: UUID, row: ViewRow) -> RowChange:
        """Take a row away."""
        self._db.run(f"DELETE FROM {TABLE} WHERE id = %s AND user_id = %s", (row.id, user_id))
        return RowChange(TABLE, row.id, _json({"user_id": user_id, **_values(row)}), None)


def _values(row: ViewRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}


def _sent(name: str, value: Any) -> Any:
    return Jsonb(value) if name in ("query", "layout") else value


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, UUID) else value for name, value in values.items()
    }
