"""Leads into the database in bulk: each address once per user, whatever runs at the same time.

A batch is copied into a temporary table, matched there, and goes on by two statements. Methods
expect to run inside the caller's transaction.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.lead_import import PlannedLead

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS lead_import (
    email text NOT NULL,
    company text NOT NULL,
    contact_name text NOT NULL,
    phone text,
    website text,
    industry text,
    company_size text,
    status text NOT NULL,
    metadata jsonb NOT NULL,
    given integer NOT NULL,     -- 1 company, 2 contact_name, 4 status
    lead_id uuid                -- of the lead that has the address already
) ON COMMIT DELETE ROWS
"""
_GIVEN = {"company": 1, "contact_name": 2, "status": 4}

_COPY = """
COPY pg_temp.lead_import (email, company, contact_name, phone, website, industry, company_size,
    status, metadata, given, lead_id)
FROM STDIN WITH (NULL '')
"""

# The index of addresses is lower case, whatever case another program wrote; and an alias of one
# lead is no reason to refuse another of its own.
_FOUND = """
SELECT known.address, lead.id
FROM outpost.lead_address AS known JOIN public.leads AS lead ON lead.id = known.lead_id
WHERE known.user_id = %(user)s AND known.address = ANY(%(addresses)s)
  AND lower(lead.email) = known.address
UNION
SELECT email, id FROM public.leads WHERE user_id = %(user)s AND email = ANY(%(addresses)s)
"""

_INSERT = """
INSERT INTO public.leads (user_id, company, contact_name, email, phone, website, industry,
    company_size, status, metadata)
SELECT %(user)s, company, contact_name, email, phone, website, industry, company_size, status,
    metadata
FROM pg_temp.lead_import WHERE lead_id IS NULL
ON CONFLICT (user_id, email) DO NOTHING
RETURNING id
"""

# What a lead would become: what the row gives replaces, what it does not give stays, further
# addresses and kept columns are added to those there.
_CHANGED = """
SELECT lead.id, would.*
FROM pg_temp.lead_import AS staged
JOIN public.leads AS lead ON lead.id = staged.lead_id
CROSS JOIN LATERAL (SELECT
    CASE WHEN jsonb_typeof(lead.metadata) = 'object' THEN lead.metadata ELSE '{}' END AS all_of_it,
    CASE WHEN jsonb_typeof(lead.metadata -> 'emails') = 'array'
        THEN lead.metadata -> 'emails' ELSE '[]' END AS emails,
    CASE WHEN jsonb_typeof(lead.metadata -> 'imported') = 'object'
        THEN lead.metadata -> 'imported' ELSE '{}' END AS imported) AS held
CROSS JOIN LATERAL (SELECT
    CASE WHEN staged.given & 1 > 0 THEN staged.company ELSE lead.company END AS company,
    CASE WHEN staged.given & 2 > 0 THEN staged.contact_name ELSE lead.contact_name END
        AS contact_name,
    coalesce(staged.phone, lead.phone) AS phone,
    coalesce(staged.website, lead.website) AS website,
    coalesce(staged.industry, lead.industry) AS industry,
    coalesce(staged.company_size, lead.company_size) AS company_size,
    CASE WHEN staged.given & 4 > 0 THEN staged.status ELSE lead.status END AS status,
    held.all_of_it || (staged.metadata - 'emails' - 'imported')
        || CASE WHEN staged.metadata ? 'emails' THEN jsonb_build_object('emails',
               held.emails || coalesce((
                   SELECT jsonb_agg(further)
                   FROM jsonb_array_elements(staged.metadata -> 'emails') AS further
                   WHERE NOT held.emails @> jsonb_build_array(further)
                     AND further #>> '{}' <> lower(lead.email)), '[]')) ELSE '{}' END
        || CASE WHEN staged.metadata ? 'imported' THEN jsonb_build_object('imported',
               held.imported || (staged.metadata -> 'imported')) ELSE '{}' END
        AS metadata) AS would
WHERE (lead.company, lead.contact_name, lead.phone, lead.website, lead.industry,
       lead.company_size, lead.status, held.all_of_it)
    IS DISTINCT FROM (would.company, would.contact_name, would.phone, would.website,
       would.industry, would.company_size, would.status, would.metadata)
"""

_UPDATE = f"""
UPDATE public.leads AS lead SET company = now.company, contact_name = now.contact_name,
    phone = now.phone, website = now.website, industry = now.industry,
    company_size = now.company_size, status = now.status, metadata = now.metadata
FROM ({_CHANGED}) AS now WHERE lead.id = now.id
"""

_WITH_MAIL = """
SELECT DISTINCT known.lead_id FROM outpost.lead_address AS known
WHERE known.user_id = %(user)s AND known.lead_id = ANY(%(ids)s) AND EXISTS (
    SELECT FROM outpost.message_address AS held
    WHERE held.user_id = known.user_id AND held.address = known.address)
"""

# The text format of COPY (Postgres manual, COPY, "Text Format").
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a batch; ``new_ids`` are the leads made, none on a dry run."""

    new: int
    updated: int
    unchanged: int
    new_ids: tuple[UUID, ...] = ()


class LeadImportRepository:
    """Bulk writing of leads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def bring(self, user_id: UUID, planned: Sequence[PlannedLead], *, update: bool) -> Brought:
        """Make the leads whose address the user does not have yet.

        Args:
            planned: one per address.
            update: also change leads that are there, where a row gives another value. A lead
                that would stay as it is is not touched.
        """
        there = self._there(user_id, planned)
        self._stage(
            planned if update else [e for e in planned if e.draft.email not in there], there
        )
        updated = self._db.run(_UPDATE) if update and there else 0
        made = self._db.rows(_INSERT, {"user": user_id}) if len(there) < len(planned) else []
        return Brought(
            len(made), updated, len(planned) - len(made) - updated, tuple(row[0] for row in made)
        )

    def preview(self, user_id: UUID, planned: Sequence[PlannedLead], *, update: bool) -> Brought:
        """What :meth:`bring` would do, without doing it."""
        there = self._there(user_id, planned)
        updated = 0
        if update and there:
            self._stage([each for each in planned if each.draft.email in there], there)
            updated = int(self._db.value(f"SELECT count(*) FROM ({_CHANGED}) AS changed"))
        return Brought(len(planned) - len(there), updated, len(there) - updated)

    def with_mail(self, user_id: UUID, lead_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Which of these leads have an address that mail was seen from or to."""
        found = self._db.rows(_WITH_MAIL, {"user": user_id, "ids": list(lead_ids)})
        return tuple(row[0] for row in found)

    def refresh_statistics(self) -> None:
        """After many rows: the planner chooses by counts of its own."""
        self._db.run("ANALYZE public.leads, outpost.lead_index, outpost.lead_address")

    def _there(self, user_id: UUID, planned: Sequence[PlannedLead]) -> dict[str, UUID]:
        """The leads that have these addresses already."""
        addresses = [each.draft.email for each in planned]
        return dict(self._db.rows(_FOUND, {"user": user_id, "addresses": addresses}))

    def _stage(self, planned: Sequence[PlannedLead], there: Mapping[str, UUID]) -> None:
        if not planned:
            return
        self._db.run(_STAGE)
        self._db.run("TRUNCATE pg_temp.lead_import")
        with self._db.raw().cursor() as cursor, cursor.copy(_COPY) as copy:
            lines = (_line(each, there.get(each.draft.email)) for each in planned)
            copy.write("".join(lines).encode())


def _line(planned: PlannedLead, lead_id: UUID | None) -> str:
    draft = planned.draft
    metadata = json.dumps(dict(draft.metadata), ensure_ascii=False) if draft.metadata else "{}"
    cells = (
        draft.email,
        draft.company,
        draft.contact_name,
        draft.phone,
        draft.website,
        draft.industry,
        draft.company_size,
        draft.status.value,
        metadata,
        str(sum([bit for name, bit in _GIVEN.items() if name in planned.given])),
        str(lead_id or ""),
    )
    # Empty cells are NULL; those of columns that may not be are never empty.
    text = "\x1f".join(cells)
    if text.count("\x1f") >= len(cells):  # a value to the letter may hold one
        return "\t".join(cell.translate(_ESCAPES) for cell in cells) + "\n"
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.translate(_ESCAPES)
    return text.replace("\x1f", "\t") + "\n"
