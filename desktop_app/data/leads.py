"""Leads: read by id, and written."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import errors
from psycopg.types.json import Jsonb

from desktop_app.data.journal import RowChange
from desktop_app.data.lead_lists import LeadLists
from desktop_app.data.lead_timeline import LeadTimelines
from desktop_app.data.lead_upkeep import LeadUpkeep
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insight_settings import LEAST_CONFIDENCE, USUAL_CONFIDENCE
from desktop_app.domain.language import tr
from desktop_app.domain.leads import (
    Lead,
    LeadDraft,
    LeadRow,
    LeadStatus,
)

_LEAD = """
SELECT id, company, contact_name, email, coalesce(phone, ''), coalesce(website, ''),
       coalesce(industry, ''), coalesce(company_size, ''), status, coalesce(last_message, ''),
       last_contact_at, coalesce(days_since_contact, 0), coalesce(ai_suggestion, ''),
       coalesce(has_ai_draft, false), created_at, coalesce(metadata, '{}')
FROM public.leads
"""


# From 0 to 1, as Python writes it.
_SHARE = "^(0([.][0-9]+)?|1([.]0+)?|[0-9]([.][0-9]+)?e-[0-9]{1,2})$"

# Further addresses and what an import kept can be long, and no column shows them. A suggestion that
# is less sure than the user wants to see is not shown, as anywhere else; how sure that is may be
# kept as anything, and what makes no sense is as it is by itself.
_ROWS = f"""
WITH least AS MATERIALIZED (SELECT coalesce((
    SELECT CASE WHEN value #>> '{{}}' ~ '{_SHARE}' THEN (value #>> '{{}}')::float8 END
    FROM outpost.setting WHERE user_id = %(user)s AND name = '{LEAST_CONFIDENCE}'),
    {USUAL_CONFIDENCE}) AS sure)
SELECT lead.id, lead.company, lead.contact_name, lead.email, lead.status, lead.last_contact_at,
       CASE WHEN lead.ai_suggestion IS NULL OR (
           SELECT read.content = lead.ai_suggestion AND read.confidence < least.sure
           FROM public.ai_insights AS read
           WHERE read.lead_id = lead.id AND read.user_id = lead.user_id
             AND read.insight_type = 'suggestion'
             AND coalesce(read.metadata ->> 'verdict', '') <> 'dismissed'
           ORDER BY coalesce(read.created_at, read.updated_at) DESC NULLS LAST, read.id LIMIT 1)
       THEN '' ELSE lead.ai_suggestion END, coalesce(lead.has_ai_draft, false),
       coalesce(lead.phone, ''), coalesce(lead.website, ''), coalesce(lead.industry, ''),
       coalesce(lead.company_size, ''), coalesce(lead.last_message, ''), lead.created_at,
       lead.updated_at, indexed.last_inbound_at, indexed.last_outbound_at,
       CASE WHEN jsonb_typeof(lead.metadata) = 'object'
            THEN lead.metadata - '{{emails,imported}}'::text[] ELSE '{{}}' END
FROM public.leads AS lead JOIN outpost.lead_index AS indexed ON indexed.lead_id = lead.id
CROSS JOIN least
WHERE lead.id = ANY(%(ids)s) AND lead.user_id = %(user)s
"""


class LeadRepository(LeadLists, LeadUpkeep, LeadTimelines):
    """Rows of ``leads``: listed (:class:`LeadLists`), kept true (:class:`LeadUpkeep`), told of
    (:class:`LeadTimelines`), read and written."""

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[LeadRow, ...]:
        """The rows of these leads in the order of ``ids``; those that are gone are left out. What
        is suggested is empty where it is less sure than the user wants to see."""
        found = {
            row[0]: LeadRow(row[0], row[1], row[2], row[3], _status(row[4]), *row[5:])
            for row in self._db.rows(_ROWS, {"ids": list(ids), "user": user_id})
        }
        return tuple(found[each] for each in ids if each in found)

    def lead(self, user_id: UUID, lead_id: UUID) -> Lead | None:
        """A whole lead, or None when it is gone or another user's."""
        row = self._db.row(f"{_LEAD} WHERE id = %s AND user_id = %s", (lead_id, user_id))
        return _lead(row) if row else None

    def existing(self, user_id: UUID, emails: Sequence[str]) -> dict[str, Lead]:
        """The leads that have one of these addresses as their own or as an alias, by the
        address in lower case."""
        rows = self._db.rows(
            f"SELECT known.address, lead.* FROM ({_LEAD} WHERE user_id = %(user)s AND id IN ("
            "  SELECT lead_id FROM outpost.lead_address"
            "  WHERE user_id = %(user)s AND address = ANY(%(emails)s))) AS lead "
            "JOIN outpost.lead_address AS known ON known.lead_id = lead.id "
            "WHERE known.user_id = %(user)s AND known.address = ANY(%(emails)s)",
            {"user": user_id, "emails": [email.lower() for email in emails]},
        )
        return {row[0]: _lead(row[1:]) for row in rows}

    # -- writing -----------------------------------------------------------------------------

    def insert(self, user_id: UUID, draft: LeadDraft, lead_id: UUID) -> RowChange:
        """Make a lead; the change for the journal.

        Raises:
            KnownError: the user has a lead with this address.
        """
        values = _columns(draft)
        # The trigger's index knows the address in any case, the unique key only as written.
        taken = self.existing(user_id, [draft.email])
        if taken:
            raise _taken(draft.email, next(iter(taken.values())))
        try:
            with self._db.transaction():
                self._db.run(
                    f"INSERT INTO public.leads (id, user_id, {', '.join(values)}) "
                    f"VALUES (%s, %s, {', '.join(['%s'] * len(values))})",
                    (lead_id, user_id, *_parameters(values)),
                )
        except errors.UniqueViolation as error:
            raise _taken(draft.email, None) from error
        return RowChange("public.leads", lead_id, None, values)

    def update(self, user_id: UUID, lead_id: UUID, values: Mapping[str, Any]) -> RowChange | None:
        """Set columns of a lead; the change for the journal, or None when nothing differs.

        Args:
            values: column names of :class:`LeadDraft` and their new values; an empty string is
                stored as NULL where the column allows it.

        Raises:
            KnownError: the lead is gone, or another has the new address.
        """
        values = {name: _stored(name, value) for name, value in values.items()}
        unknown = set(values) - set(_EDITABLE)
        if unknown:
            raise ValueError(f"no columns of a lead to edit: {sorted(unknown)}")
        try:
            with self._db.transaction():
                names = ", ".join(values)
                row = self._db.row(
                    f"SELECT {names} FROM public.leads WHERE id = %s AND user_id = %s FOR UPDATE",
                    (lead_id, user_id),
                )
                if row is None:
                    raise KnownError(
                        tr("This lead is not there any more."), tr("Somebody deleted it.")
                    )
                before = dict(zip(values, row, strict=True))
                after = {name: new for name, new in values.items() if before[name] != new}
                if not after:
                    return None
                self._db.run(
                    f"UPDATE public.leads SET {', '.join(f'{name} = %s' for name in after)} "
                    "WHERE id = %s AND user_id = %s",
                    (*_parameters(after), lead_id, user_id),
                )
        except errors.UniqueViolation as error:
            raise _taken(str(values.get("email", "")), None) from error
        return RowChange("public.leads", lead_id, {name: before[name] for name in after}, after)

    def set_status(
        self, user_id: UUID, lead_ids: Sequence[UUID], status: LeadStatus
    ) -> list[RowChange]:
        """Set the status of leads; the changes of those that had another."""
        rows = self._db.rows(
            "WITH standing AS ("
            "  SELECT id, status FROM public.leads"
            "  WHERE id = ANY(%(ids)s) AND user_id = %(user)s AND status <> %(status)s"
            "  ORDER BY id FOR UPDATE) "
            "UPDATE public.leads AS lead SET status = %(status)s FROM standing "
            "WHERE lead.id = standing.id RETURNING lead.id, standing.status",
            {"ids": list(lead_ids), "user": user_id, "status": str(status)},
        )
        return [
            RowChange("public.leads", lead_id, {"status": before}, {"status": str(status)})
            for lead_id, before in rows
        ]


_status = LeadStatus.standing

_EDITABLE = (
    "company", "contact_name", "email", "phone", "website", "industry", "company_size",
    "status", "metadata",
)  # fmt: skip
_NEEDED = ("company", "contact_name", "email", "status")


def _lead(row: tuple[Any, ...]) -> Lead:
    return Lead(
        id=row[0],
        company=row[1],
        contact_name=row[2],
        email=row[3],
        phone=row[4],
        website=row[5],
        industry=row[6],
        company_size=row[7],
        status=_status(row[8]),
        last_message=row[9],
        last_contact_at=row[10],
        days_since_contact=row[11],
        suggestion=row[12],
        has_draft=row[13],
        created_at=row[14],
        metadata=row[15] if isinstance(row[15], dict) else {},
    )


def _stored(name: str, value: Any) -> Any:
    """A value as its column holds it: text trimmed, "not given" as NULL."""
    if name == "metadata":
        return dict(value)
    text = str(value).strip()
    if name == "email":
        text = text.lower()
    return text if text or name in _NEEDED else None


def _columns(draft: LeadDraft) -> dict[str, Any]:
    return {name: _stored(name, getattr(draft, name)) for name in _EDITABLE}


def _parameters(values: Mapping[str, Any]) -> list[Any]:
    return [Jsonb(value) if name == "metadata" else value for name, value in values.items()]


def _taken(email: str, lead: Lead | None) -> KnownError:
    whose = f" ({lead.contact_name}, {lead.company})" if lead else ""
    return KnownError(
        tr("There is a lead with the address {email} already{whose}.", email=email, whose=whose),
        tr("Open that one, or use another address."),
        field="email",
    )
