"""Leads into the database in bulk: each address once per user, whatever runs at the same time.

A batch is copied into a temporary table and goes on by two statements, which note in the journal
what they do. Methods
expect to run inside the caller's transaction.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.import_plan import Choice
from desktop_app.domain.lead_import import PlannedLead

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS lead_import (
    n integer NOT NULL,         -- which row of the batch
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
    mode integer NOT NULL,      -- 1 fill what is empty, 2 overwrite
    lead_id uuid,               -- of the lead that it is about
    new_id uuid NOT NULL        -- of the lead that it makes, where there is none
) ON COMMIT DELETE ROWS
"""
_GIVEN = {"company": 1, "contact_name": 2, "status": 4}
_MODES = {Choice.FILL: 1, Choice.OVERWRITE: 2}

_COPY = """
COPY pg_temp.lead_import (n, email, company, contact_name, phone, website, industry, company_size,
    status, metadata, given, mode, lead_id, new_id)
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
INSERT INTO public.leads (id, user_id, company, contact_name, email, phone, website, industry,
    company_size, status, metadata)
SELECT new_id, %(user)s, company, contact_name, email, phone, website, industry, company_size,
    status, metadata
FROM pg_temp.lead_import WHERE lead_id IS NULL
ON CONFLICT (user_id, email) DO NOTHING
RETURNING id, updated_at
"""
_NOTE_MADE = "SELECT id, id, NULL::jsonb, jsonb_build_object('updated_at', updated_at) FROM made"

# Of leads that are to be changed none may change under the comparison.
_HOLD = """
SELECT FROM public.leads WHERE user_id = %(user)s
  AND id IN (SELECT lead_id FROM pg_temp.lead_import) ORDER BY id FOR UPDATE
"""


def _taken(column: str) -> str:
    """What a column that may be empty becomes."""
    return f"""
    CASE WHEN staged.{column} IS NOT NULL
              AND (staged.mode = 2 OR coalesce(btrim(lead.{column}), '') = '')
        THEN staged.{column} ELSE lead.{column} END AS {column}"""


def _named(column: str, bit: int) -> str:
    """What a column that is never empty becomes: only what the row itself says counts."""
    return f"""
    CASE WHEN staged.given & {bit} > 0 AND (staged.mode = 2 OR btrim(lead.{column}) = '')
        THEN staged.{column} ELSE lead.{column} END AS {column}"""


_COLUMNS = (
    "company", "contact_name", "phone", "website", "industry", "company_size", "status"
)  # fmt: skip

# What a lead would become: what the row gives replaces, or fills what is empty; what it does not
# give stays. Its own address is never replaced: another one is added to the further ones.
_CHANGED = f"""
SELECT staged.n, lead.id, would.*, difference.before, difference.after
FROM pg_temp.lead_import AS staged
JOIN public.leads AS lead ON lead.id = staged.lead_id AND lead.user_id = %(user)s
CROSS JOIN LATERAL (SELECT
    CASE WHEN jsonb_typeof(lead.metadata) = 'object' THEN lead.metadata ELSE '{{}}' END
        AS all_of_it,
    CASE WHEN jsonb_typeof(lead.metadata -> 'emails') = 'array'
        THEN lead.metadata -> 'emails' ELSE '[]' END AS emails,
    CASE WHEN jsonb_typeof(lead.metadata -> 'imported') = 'object'
        THEN lead.metadata -> 'imported' ELSE '{{}}' END AS imported,
    coalesce(staged.metadata -> 'imported', '{{}}') AS more_imported,
    staged.metadata - 'emails' - 'imported' AS own,
    coalesce(staged.metadata -> 'emails', '[]') || to_jsonb(staged.email) AS addresses) AS held
CROSS JOIN LATERAL (SELECT {_named("company", 1)}, {_named("contact_name", 2)},
    {_taken("phone")}, {_taken("website")}, {_taken("industry")}, {_taken("company_size")},
    CASE WHEN staged.given & 4 > 0 AND staged.mode = 2 THEN staged.status ELSE lead.status END
        AS status,
    held.all_of_it
        || CASE WHEN staged.mode = 2 THEN held.own ELSE coalesce((
               SELECT jsonb_object_agg(key, value) FROM jsonb_each(held.own)
               WHERE coalesce(held.all_of_it ->> key, '') = ''), '{{}}') END
        || CASE WHEN further.ones IS NOT NULL
               THEN jsonb_build_object('emails', held.emails || further.ones) ELSE '{{}}' END
        || CASE WHEN held.more_imported = '{{}}' THEN '{{}}' ELSE jsonb_build_object('imported',
               CASE WHEN staged.mode = 2 THEN held.imported || held.more_imported
                   ELSE held.more_imported || held.imported END) END
        AS metadata
    FROM (SELECT (
        SELECT jsonb_agg(DISTINCT address) FROM jsonb_array_elements(held.addresses) AS address
        WHERE NOT held.emails @> jsonb_build_array(address)
          AND address #>> '{{}}' <> lower(lead.email)) AS ones)
        AS further) AS would
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(name, was) AS before, jsonb_object_agg(name, now) AS after
    FROM (VALUES {
    ", ".join(f"('{name}', to_jsonb(lead.{name}), to_jsonb(would.{name}))" for name in _COLUMNS)
},
        ('metadata', lead.metadata,
         CASE WHEN held.all_of_it = would.metadata THEN lead.metadata ELSE would.metadata END))
        AS each (name, was, now)
    WHERE was IS DISTINCT FROM now) AS difference
WHERE difference.after IS NOT NULL
"""

_UPDATE = f"""
changed AS ({_CHANGED}),
written AS (
    UPDATE public.leads AS lead SET {
    ", ".join(f"{name} = changed.{name}" for name in (*_COLUMNS, "metadata"))
}
    FROM changed WHERE lead.id = changed.id
    RETURNING lead.id, changed.before, changed.after)
"""
_NOTE_CHANGED = "SELECT id, id, before, after FROM written"

_WITH_MAIL = """
SELECT DISTINCT known.lead_id
FROM pg_temp.lead_import AS staged
JOIN outpost.lead_address AS known ON known.lead_id = coalesce(staged.lead_id, staged.new_id)
WHERE known.user_id = %(user)s AND EXISTS (
    SELECT FROM outpost.message_address AS held
    WHERE held.user_id = known.user_id AND held.address = known.address)
"""

# The text format of COPY (Postgres manual, COPY, "Text Format").
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row on its way into a lead.

    Args:
        planned: what it says.
        lead_id: the lead that it is about; None makes one.
        choice: ``FILL`` or ``OVERWRITE``, for the one that is there.
    """

    planned: PlannedLead
    lead_id: UUID | None = None
    choice: Choice = Choice.OVERWRITE


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a batch; ``with_mail`` are leads of it that mail was seen of."""

    new: int
    updated: int
    unchanged: int
    with_mail: tuple[UUID, ...] = ()


class LeadImportRepository:
    """Bulk writing of leads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def bring(
        self, user_id: UUID, planned: Sequence[PlannedLead], journal_id: int, *, update: bool
    ) -> Brought:
        """Make the leads whose address the user does not have yet.

        Args:
            planned: one per address.
            journal_id: the entry to which every change is added.
            update: also change leads that are there, where a row gives another value. A lead
                that would stay as it is is not touched.
        """
        there = self.leads_at(user_id, [each.draft.email for each in planned])
        arrivals = [
            Arrival(each, there.get(each.draft.email))
            for each in planned
            if update or each.draft.email not in there
        ]
        brought = self.write(user_id, arrivals, journal_id)
        left = len(planned) - len(arrivals)
        return replace(brought, unchanged=brought.unchanged + left)

    def preview(self, user_id: UUID, planned: Sequence[PlannedLead], *, update: bool) -> Brought:
        """What :meth:`bring` would do, without doing it."""
        there = self.leads_at(user_id, [each.draft.email for each in planned])
        updated = 0
        if update and there:
            arrivals = [
                Arrival(each, there[each.draft.email])
                for each in planned
                if each.draft.email in there
            ]
            updated = len(self.would_change(user_id, arrivals))
        return Brought(len(planned) - len(there), updated, len(there) - updated)

    def write(self, user_id: UUID, arrivals: Sequence[Arrival], journal_id: int) -> Brought:
        """Make and change leads, and note each change.

        Args:
            arrivals: no two about one lead, no two new ones with one address. A new one whose
                address somebody took meanwhile changes nothing.
        """
        if not arrivals:
            return Brought(0, 0, 0)
        self._stage(arrivals)
        note = JournalRepository(self._db)
        params = {"user": user_id}
        made = updated = 0
        if any(each.lead_id is not None for each in arrivals):
            self._db.rows(_HOLD, params)
            updated = note.append_rows(
                journal_id, "public.leads", _NOTE_CHANGED, params, ctes=_UPDATE
            )
        if any(each.lead_id is None for each in arrivals):
            made = note.append_rows(
                journal_id, "public.leads", _NOTE_MADE, params, ctes=f"made AS ({_INSERT})"
            )
        with_mail = tuple(row[0] for row in self._db.rows(_WITH_MAIL, params))
        return Brought(made, updated, len(arrivals) - made - updated, with_mail)

    def would_change(self, user_id: UUID, arrivals: Sequence[Arrival]) -> frozenset[int]:
        """Which of these (by their place) would change the lead that they are about."""
        if not arrivals:
            return frozenset()
        self._stage(arrivals)
        rows = self._db.rows(f"SELECT n FROM ({_CHANGED}) AS changed", {"user": user_id})
        return frozenset(row[0] for row in rows)

    def leads_at(self, user_id: UUID, addresses: Sequence[str]) -> dict[str, UUID]:
        """The leads that have these addresses as their own."""
        return dict(self._db.rows(_FOUND, {"user": user_id, "addresses": list(addresses)}))

    def refresh_statistics(self) -> None:
        """After many rows: the planner chooses by counts of its own."""
        self._db.run("ANALYZE public.leads, outpost.lead_index, outpost.lead_address")

    def _stage(self, arrivals: Sequence[Arrival]) -> None:
        self._db.run(_STAGE)
        self._db.run("TRUNCATE pg_temp.lead_import")
        with self._db.raw().cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write("".join(_line(n, each) for n, each in enumerate(arrivals)).encode())


def _line(n: int, arrival: Arrival) -> str:
    planned = arrival.planned
    draft = planned.draft
    metadata = json.dumps(dict(draft.metadata), ensure_ascii=False) if draft.metadata else "{}"
    cells = (
        str(n),
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
        str(_MODES[arrival.choice]),
        str(arrival.lead_id or ""),
        str(uuid4()),
    )
    # Empty cells are NULL; those of columns that may not be are never empty.
    text = "\x1f".join(cells)
    if text.count("\x1f") >= len(cells):  # a value to the letter may hold one
        return "\t".join(cell.translate(_ESCAPES) for cell in cells) + "\n"
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.translate(_ESCAPES)
    return text.replace("\x1f", "\t") + "\n"
