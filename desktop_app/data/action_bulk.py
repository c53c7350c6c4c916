"""The same change to any number of actions: one statement, which notes what it changed."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.ids import IdList

TABLE = "public.actions"

_STANDING = """
standing AS (
    SELECT action.id, action.lead_id, {was} AS was FROM public.actions AS action
    WHERE action.id IN (SELECT outpost.unpack_ids(%(ids)s)) AND action.user_id = %(user)s
      AND {differs}
    ORDER BY action.id FOR UPDATE),
changed AS (
    UPDATE public.actions AS action SET {sets} FROM standing WHERE action.id = standing.id
    RETURNING action.id, standing.lead_id, standing.was, {became} AS became)
"""
_OPEN = "action.status IN ('pending', 'in_progress')"
_HELD = "(CASE WHEN jsonb_typeof(action.metadata) = 'object' THEN action.metadata ELSE '{}' END)"

# When it was due before it was put off first.
_PUT_OFF = (
    f"{_HELD} || jsonb_build_object('snoozed', jsonb_build_object("
    f"'from', coalesce({_HELD} #> '{{snoozed,from}}', to_jsonb(action.due_date)), "
    f"'times', coalesce(CASE WHEN {_HELD} #>> '{{snoozed,times}}' ~ '^[0-9]{{1,6}}$' "
    f"THEN ({_HELD} #>> '{{snoozed,times}}')::int END, 0) + 1))"
)


class ActionBulkRepository:
    """Changes actions and notes it in one statement; in the caller's transaction. An action that
    is so already, is gone, or is another user's is passed over."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = JournalRepository(db)

    def set_status(
        self,
        user_id: UUID,
        ids: IdList,
        status: ActionStatus,
        journal_id: int,
        *,
        only: ActionStatus | None = None,
    ) -> int:
        """Set the status; how many had another.

        Args:
            only: those alone that have this one.
        """
        differs = "action.status <> %(value)s"
        if only is not None:
            differs += " AND action.status = %(only)s"
        return self._change(
            user_id, ids, journal_id, "status", differs, "status = %(value)s",
            {"value": str(status), "only": str(only)},
        )  # fmt: skip

    def set_priority(self, user_id: UUID, ids: IdList, priority: Priority, journal_id: int) -> int:
        """Set how pressing they are; how many were otherwise."""
        return self._change(
            user_id, ids, journal_id, "priority", "action.priority <> %(value)s",
            "priority = %(value)s", {"value": str(priority)},
        )  # fmt: skip

    def put_off(self, user_id: UUID, ids: IdList, until: datetime, journal_id: int) -> int:
        """Have open actions due at another moment, and note when they were due at first."""
        differs = f"{_OPEN} AND action.due_date IS DISTINCT FROM %(value)s"
        return self._change(
            user_id, ids, journal_id, "due_date, metadata", differs,
            f"due_date = %(value)s, metadata = {_PUT_OFF}", {"value": until},
        )  # fmt: skip

    def has_snooze(self, user_id: UUID, journal_id: int) -> bool:
        """Whether one of the actions of an entry keeps a conversation out of the inbox."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.journal_change AS change "
                "JOIN public.actions AS action ON action.id = change.row_id "
                "WHERE change.journal_id = %s AND action.user_id = %s "
                "AND outpost.snoozed_conversation(action.metadata) IS NOT NULL)",
                (journal_id, user_id),
            )
        )

    def _change(
        self,
        user_id: UUID,
        ids: IdList,
        journal_id: int,
        columns: str,
        differs: str,
        sets: str,
        values: Mapping[str, Any],
    ) -> int:
        named = ", ".join(f"'{each}', action.{each}" for each in columns.split(", "))
        document = f"jsonb_build_object({named})"
        return self._journal.append_rows(
            journal_id,
            TABLE,
            "SELECT id, lead_id, was, became FROM changed",
            {"user": user_id, "ids": ids.packed, **values},
            ctes=_STANDING.format(was=document, became=document, differs=differs, sets=sets),
        )
