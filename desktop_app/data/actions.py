"""Rows of ``actions``."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.actions import Action, ActionQuery, ActionStatus, Due, Priority
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

TABLE = "public.actions"

_ACTION = """
SELECT action.id, action.type, action.status, action.priority, action.due_date,
       coalesce(action.description, ''), action.lead_id,
       coalesce(nullif(lead.company, ''), lead.contact_name, ''), action.created_at,
       action.email_id
FROM public.actions AS action
LEFT JOIN public.leads AS lead ON lead.id = action.lead_id AND lead.user_id = action.user_id
WHERE action.user_id = %(user)s
"""
# What presses most first; what has no time last.
_ORDER = """
ORDER BY action.due_date ASC NULLS LAST,
         array_position(ARRAY['high', 'medium', 'low'], action.priority), action.created_at,
         action.id
"""


class ActionRepository:
    """What users are going to do."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open_of_lead(self, user_id: UUID, lead_id: UUID, limit: int = 50) -> tuple[Action, ...]:
        """A lead's open actions, the one that is due first at the beginning."""
        rows = self._db.rows(
            f"{_ACTION} AND action.lead_id = %(lead)s "
            f"AND action.status IN ('pending', 'in_progress') {_ORDER} LIMIT %(limit)s",
            {"user": user_id, "lead": lead_id, "limit": limit},
        )
        return tuple(map(_action, rows))

    def find(
        self,
        user_id: UUID,
        query: ActionQuery,
        due: tuple[datetime | None, datetime | None] = (None, None),
        limit: int | None = None,
    ) -> tuple[Action, ...]:
        """The actions of a query; ``due`` is what ``query.due`` means now."""
        wheres, params = _wheres(query, due)
        rows = self._db.rows(
            f"{_ACTION} {''.join(f' AND {each}' for each in wheres)} {_ORDER} LIMIT %(limit)s",
            {"user": user_id, "limit": limit, **params},
        )
        return tuple(map(_action, rows))

    def action(self, user_id: UUID, action_id: UUID, *, lock: bool = False) -> Action | None:
        """One action, or None when it is gone or another user's."""
        row = self._db.row(
            f"{_ACTION} AND action.id = %(id)s {'FOR UPDATE OF action' if lock else ''}",
            {"user": user_id, "id": action_id},
        )
        return _action(row) if row else None

    def insert(self, user_id: UUID, action: Action) -> RowChange:
        """Add an action.

        Raises:
            KnownError: the lead or the message is gone.
        """
        if action.email_id is not None and not self._db.value(
            "SELECT true FROM public.emails WHERE id = %s AND user_id = %s FOR KEY SHARE",
            (action.email_id, user_id),
        ):
            raise KnownError(tr("This message is not there any more."), tr("Somebody deleted it."))
        if action.lead_id is not None and not self._db.value(
            "SELECT true FROM public.leads WHERE id = %s AND user_id = %s FOR KEY SHARE",
            (action.lead_id, user_id),
        ):
            raise KnownError(tr("This lead is not there any more."), tr("Somebody deleted it."))
        values = _values(action)
        self._db.run(
            f"INSERT INTO {TABLE} (id, user_id, {', '.join(values)}) "
            f"VALUES (%s, %s, {', '.join(['%s'] * len(values))})",
            (action.id, user_id, *values.values()),
        )
        return RowChange(TABLE, action.id, None, _json(values))

    def lead_of_message(self, user_id: UUID, email_id: UUID) -> UUID | None:
        """The lead of a message, or None."""
        found = self._db.value(
            "SELECT lead_id FROM public.emails WHERE id = %s AND user_id = %s", (email_id, user_id)
        )
        return found if isinstance(found, UUID) else None

    def update(self, user_id: UUID, old: Action, new: Action) -> RowChange | None:
        """Change an action that is locked; None when nothing differs."""
        was, will = _values(old), _values(new)
        after = {name: value for name, value in will.items() if was[name] != value}
        if not after:
            return None
        self._db.run(
            f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in after)} "
            "WHERE id = %s AND user_id = %s",
            (*after.values(), old.id, user_id),
        )
        return RowChange(TABLE, old.id, _json({name: was[name] for name in after}), _json(after))


def _wheres(
    query: ActionQuery, due: tuple[datetime | None, datetime | None]
) -> tuple[list[str], dict[str, Any]]:
    wheres: list[str] = []
    params: dict[str, Any] = {}
    for name, column, wanted in (
        ("statuses", "status", query.statuses),
        ("types", "type", query.types),
        ("priorities", "priority", query.priorities),
    ):
        if wanted:
            wheres.append(f"lower(action.{column}) = ANY(%({name})s)")
            params[name] = sorted(map(str, wanted))
    for number, word in enumerate(query.text.split()):
        wheres.append(
            f"position(%(word{number})s IN lower(concat_ws(' ', action.type, action.description, "
            "lead.company, lead.contact_name, lead.email))) > 0"
        )
        params[f"word{number}"] = word.lower()
    if query.due is Due.NONE:
        wheres.append("action.due_date IS NULL")
    for name, mark, moment in (("since", ">=", due[0]), ("until", "<", due[1])):
        if moment is not None:
            wheres.append(f"action.due_date {mark} %({name})s")
            params[name] = moment
    return wheres, params


def _action(row: tuple[Any, ...]) -> Action:
    return Action(row[0], row[1], ActionStatus(row[2]), Priority(row[3]), *row[4:])


def _values(action: Action) -> dict[str, Any]:
    return {
        "type": action.type,
        "status": str(action.status),
        "priority": str(action.priority),
        "due_date": action.due,
        "description": action.text or None,
        "lead_id": action.lead_id,
        "email_id": action.email_id,
    }


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat()
        if isinstance(value, datetime)
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in values.items()
    }
