"""The same change to many leads: set by set, with no row of them passing through the program."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_delete import LeadRemoval
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_changes import AddAction, DeleteLeads, LeadChange, SetField
from desktop_app.domain.lead_fields import CUSTOM

_COLUMNS = frozenset(
    {"company", "contact_name", "phone", "website", "industry", "company_size", "status"}
)
_NEEDED = frozenset({"company", "contact_name", "status"})
_OLD_IN_RETURNING = 180000
"""The server version from which ``RETURNING old.…`` says what a row was."""

_CHOSEN = "lead.id IN (SELECT outpost.unpack_ids(%(ids)s)) AND lead.user_id = %(user)s"

# What a row was comes from the very update (Postgres 18), or from a lock before it: a row that
# another program changes in between must not be noted with what it was earlier.
_SET_NOTING_OLD = f"""
changed AS (
    UPDATE public.leads AS lead SET {{sets}} WHERE {_CHOSEN} AND {{differs}}
    RETURNING lead.id, {{old}} AS was, {{new}} AS became)
"""
_SET_LOCKING_FIRST = f"""
standing AS (
    SELECT lead.id, {{lead_old}} AS was FROM public.leads AS lead WHERE {_CHOSEN} AND {{differs}}
    ORDER BY lead.id FOR UPDATE),
changed AS (
    UPDATE public.leads AS lead SET {{sets}} FROM standing WHERE lead.id = standing.id
    RETURNING lead.id, standing.was, {{new}} AS became)
"""

_ADD_ACTIONS = f"""
added AS (
    INSERT INTO public.actions (user_id, lead_id, type, status, priority, due_date, description)
    SELECT lead.user_id, lead.id, %(type)s, 'pending', %(priority)s, %(due)s, %(text)s
    FROM public.leads AS lead WHERE {_CHOSEN}
    RETURNING id, lead_id, to_jsonb(actions) AS whole)
"""


class LeadBulkRepository:
    """Changes leads and notes it in one statement; in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = JournalRepository(db)

    def apply(self, user_id: UUID, ids: IdList, change: LeadChange, journal_id: int) -> int:
        """Change these leads, and note it in an entry of the journal; how many were changed.

        A lead that is so already, is gone, or is another user's is passed over. Deleting expects
        the mail to be locked.

        Raises:
            ValueError: the field is none that can be set for many.
        """
        match change:
            case SetField():
                return self._set(user_id, ids, change, journal_id)
            case AddAction():
                return self._journal.append_rows(
                    journal_id,
                    "public.actions",
                    "SELECT id, lead_id, NULL::jsonb, whole FROM added",
                    {
                        "user": user_id,
                        "ids": ids.packed,
                        "type": change.kind,
                        "priority": change.priority,
                        "due": change.due,
                        "text": change.text or None,
                    },
                    ctes=_ADD_ACTIONS,
                )
            case DeleteLeads():
                return LeadRemoval(self._db).delete(user_id, tuple(ids), journal_id)

    def _set(self, user_id: UUID, ids: IdList, change: SetField, journal_id: int) -> int:
        params: dict[str, Any] = {"user": user_id, "ids": ids.packed, "value": change.value}
        if change.field.startswith(CUSTOM):
            parts = _of_metadata(change, params)
        elif change.field in _COLUMNS:
            parts = _of_column(change, params)
        else:
            raise ValueError(f"{change.field} cannot be set for many leads")
        form = (
            _SET_NOTING_OLD
            if self._db.raw().info.server_version >= _OLD_IN_RETURNING
            else _SET_LOCKING_FIRST
        )
        return self._journal.append_rows(
            journal_id,
            "public.leads",
            "SELECT id, id, was, became FROM changed",
            params,
            ctes=form.format(**parts),
        )


def _of_column(change: SetField, params: dict[str, Any]) -> dict[str, str]:
    name = change.field
    if change.value is None and name in _NEEDED:
        params["value"] = ""
    params["became"] = Jsonb({name: params["value"]})
    return {
        "sets": f"{name} = %(value)s",
        "differs": f"lead.{name} IS DISTINCT FROM %(value)s",
        "old": f"jsonb_build_object('{name}', old.{name})",
        "lead_old": f"jsonb_build_object('{name}', lead.{name})",
        "new": "%(became)s::jsonb",
    }


def _of_metadata(change: SetField, params: dict[str, Any]) -> dict[str, str]:
    """One key of the object; what is no object becomes one."""
    params["key"] = change.field.removeprefix(CUSTOM)
    params["value"] = Jsonb(change.value) if change.value is not None else None
    held = "(CASE WHEN jsonb_typeof({row}metadata) = 'object' THEN {row}metadata ELSE '{{}}' END)"
    now = held.format(row="lead.")
    put = (
        f"{now} - %(key)s::text"
        if change.value is None
        else f"{now} || jsonb_build_object(%(key)s::text, %(value)s::jsonb)"
    )
    return {
        "sets": f"metadata = {put}",
        "differs": f"({now} -> %(key)s::text) IS DISTINCT FROM %(value)s::jsonb",
        "old": "jsonb_build_object('metadata', old.metadata)",
        "lead_old": "jsonb_build_object('metadata', lead.metadata)",
        "new": "jsonb_build_object('metadata', lead.metadata)",
    }
