"""Settings kept in the database: of the workspace, or of one user (``outpost.setting``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange

_TABLE = "outpost.setting"


class SettingRepository:
    """Settings by name; without a user they are the workspace's. Values are JSON."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str, user_id: UUID | None = None) -> Any:
        """The value, None where none was set."""
        return self._db.value(
            "SELECT value FROM outpost.setting "
            "WHERE name = %s AND user_id IS NOT DISTINCT FROM %s::uuid",
            (name, user_id),
        )

    def set(self, name: str, value: Any, user_id: UUID | None = None) -> None:
        self._db.run(
            "INSERT INTO outpost.setting (user_id, name, value) VALUES (%s, %s, %s) "
            "ON CONFLICT (coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid), name) "
            "DO UPDATE SET value = excluded.value",
            (user_id, name, Jsonb(value)),
        )

    def change(self, name: str, value: Any, user_id: UUID) -> RowChange | None:
        """Set one of a user's such that it can be undone; None where it is so already."""
        row = self._db.row(
            "SELECT id, value FROM outpost.setting WHERE name = %s AND user_id = %s FOR UPDATE",
            (name, user_id),
        )
        if row is not None and row[1] == value:
            return None
        self.set(name, value, user_id)
        if row is not None:
            return RowChange(_TABLE, row[0], {"value": row[1]}, {"value": value})
        made = self._db.value(
            "SELECT id FROM outpost.setting WHERE name = %s AND user_id = %s", (name, user_id)
        )
        return RowChange(_TABLE, made, None, {"name": name, "value": value})

    def delete(self, name: str, user_id: UUID | None = None) -> None:
        """Forget a setting; harmless where there is none."""
        self._db.run(
            "DELETE FROM outpost.setting WHERE name = %s AND user_id IS NOT DISTINCT FROM %s::uuid",
            (name, user_id),
        )
