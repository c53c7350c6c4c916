"""Leads made one: what hangs on them is moved, set by set, and each row that changes is noted."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg import errors
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.data.leads import LeadRepository
from desktop_app.data.row_states import changes_between, row_states
from desktop_app.data.sequence_work import SequenceWork
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_merge import MergeSide
from desktop_app.domain.sequence_times import Stop
from desktop_app.domain.sequences import Why

_HANGS_ON_A_LEAD: Final = (
    "public.email_threads",
    "public.emails",
    "public.actions",
    "public.ai_insights",
    "outpost.conversation",
    "outpost.enrolment",
    "outpost.enrolment_step",
)
# A lead is in one sequence of a kind: where several of them are in one, the kept lead goes on, else
# who was first.
_TOO_MANY = """
SELECT id, action_id FROM (
    SELECT id, action_id, row_number() OVER (
        PARTITION BY kind ORDER BY lead_id <> %(keep)s, started_at, id) AS place
    FROM outpost.enrolment WHERE (lead_id = ANY(%(others)s) OR lead_id = %(keep)s)
      AND user_id = %(user)s AND state IN ('active', 'paused')) AS held
WHERE place > 1 ORDER BY id
"""

_FIGURES = """
SELECT lead.id, lead.updated_at,
    (SELECT count(*) FROM public.emails AS row
     WHERE row.lead_id = lead.id AND row.user_id = lead.user_id),
    (SELECT count(*) FROM public.actions AS row
     WHERE row.lead_id = lead.id AND row.user_id = lead.user_id),
    (SELECT count(*) FROM public.ai_insights AS row
     WHERE row.lead_id = lead.id AND row.user_id = lead.user_id)
FROM public.leads AS lead WHERE lead.id = ANY(%(ids)s) AND lead.user_id = %(user)s
"""

# A contact that was noted by hand, or by another program, counts as much as a mail.
_LATEST_CONTACT = """
UPDATE public.leads AS kept SET last_contact_at = newest.last_contact_at,
    last_message = coalesce(newest.last_message, kept.last_message),
    days_since_contact = newest.days_since_contact
FROM (SELECT last_contact_at, last_message, days_since_contact FROM public.leads
      WHERE id = ANY(%(others)s) AND user_id = %(user)s AND last_contact_at IS NOT NULL
      ORDER BY last_contact_at DESC, id LIMIT 1) AS newest
WHERE kept.id = %(keep)s AND kept.user_id = %(user)s
  AND (kept.last_contact_at IS NULL OR kept.last_contact_at < newest.last_contact_at)
"""

_DRAFTS = """
UPDATE public.leads AS kept SET
    has_ai_draft = coalesce(kept.has_ai_draft, false) OR theirs.draft,
    ai_suggestion = coalesce(nullif(kept.ai_suggestion, ''), theirs.suggestion)
FROM (SELECT coalesce(bool_or(has_ai_draft), false) AS draft,
             (array_agg(ai_suggestion ORDER BY updated_at DESC NULLS LAST, id)
                 FILTER (WHERE ai_suggestion <> ''))[1] AS suggestion
      FROM public.leads WHERE id = ANY(%(others)s) AND user_id = %(user)s) AS theirs
WHERE kept.id = %(keep)s AND kept.user_id = %(user)s
  AND (theirs.draft AND kept.has_ai_draft IS NOT TRUE
       OR coalesce(kept.ai_suggestion, '') = '' AND theirs.suggestion IS NOT NULL)
"""


class LeadMergeRepository:
    """The writing of a merge. Methods expect to run inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._leads = LeadRepository(db)

    def sides(self, user_id: UUID, lead_ids: Sequence[UUID]) -> tuple[MergeSide, ...]:
        """These leads with what hangs on them, in the order asked for; without those that are
        gone."""
        with self._db.connection():
            figures = {
                row[0]: row[1:]
                for row in self._db.rows(_FIGURES, {"ids": list(lead_ids), "user": user_id})
            }
            leads = [self._leads.lead(user_id, each) for each in lead_ids if each in figures]
        return tuple(MergeSide(lead, *figures[lead.id]) for lead in leads if lead is not None)

    def lock(self, user_id: UUID, lead_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        """These leads as they stand, every column; they stay so until the transaction ends."""
        rows = self._db.rows(
            "SELECT lead.id, to_jsonb(lead) FROM public.leads AS lead "
            "WHERE lead.id = ANY(%s) AND lead.user_id = %s ORDER BY lead.id FOR UPDATE",
            (list(lead_ids), user_id),
        )
        return {row[0]: row[1] for row in rows}

    def move(self, user_id: UUID, others: Sequence[UUID], keep: UUID) -> list[RowChange]:
        """Give all that hangs on the others to the kept one."""
        params = {"others": list(others), "keep": keep, "user": user_id}
        changes = self._stop_too_many(user_id, params)
        for table in _HANGS_ON_A_LEAD:
            rows = self._db.rows(
                f"WITH standing AS (SELECT id, lead_id FROM {table} "
                "  WHERE lead_id = ANY(%(others)s) AND user_id = %(user)s ORDER BY id FOR UPDATE) "
                f"UPDATE {table} AS moved SET lead_id = %(keep)s FROM standing "
                "WHERE moved.id = standing.id RETURNING moved.id, standing.lead_id",
                params,
            )
            changes += [
                RowChange(table, row[0], {"lead_id": str(row[1])}, {"lead_id": str(keep)})
                for row in rows
            ]
        self._db.run(_LATEST_CONTACT, params)
        self._db.run(_DRAFTS, params)
        return changes

    def _stop_too_many(self, user_id: UUID, params: Mapping[str, Any]) -> list[RowChange]:
        rows = self._db.rows(_TOO_MANY, params)
        if not rows:
            return []
        work = SequenceWork(self._db)
        touched = {
            "outpost.enrolment": [row[0] for row in rows],
            "public.actions": [row[1] for row in rows if row[1] is not None],
        }
        before = {t: row_states(self._db, t, user_id, ids) for t, ids in touched.items()}
        stop = Stop(Why.REP, tr("The lead became one with another."))
        work.stop(
            [(each, stop) for each in work.standing(touched["outpost.enrolment"])],
            self._db.value("SELECT now()"),
        )
        return [
            change
            for t, ids in touched.items()
            for change in changes_between(t, before[t], row_states(self._db, t, user_id, ids))
        ]

    def drop(self, user_id: UUID, rows: Mapping[UUID, Mapping[str, Any]]) -> list[RowChange]:
        """Delete leads on which nothing hangs any more, as :meth:`lock` found them, and what was
        found of their being duplicates."""
        ids = list(rows)
        pairs = self._db.rows(
            "DELETE FROM outpost.lead_duplicate AS pair "
            "WHERE pair.user_id = %s AND (pair.a = ANY(%s) OR pair.b = ANY(%s)) "
            "RETURNING pair.id, to_jsonb(pair)",
            (user_id, ids, ids),
        )
        self._db.run("DELETE FROM public.leads WHERE id = ANY(%s) AND user_id = %s", (ids, user_id))
        return [
            *(RowChange("outpost.lead_duplicate", row[0], row[1], None) for row in pairs),
            *(RowChange("public.leads", each, row, None) for each, row in rows.items()),
        ]

    def complete(
        self, user_id: UUID, keep: UUID, before: Mapping[str, Any], values: Mapping[str, Any]
    ) -> list[RowChange]:
        """Set columns of the kept lead and make true what follows from its mail.

        Args:
            before: the lead before anything was moved, as :meth:`lock` found it.

        Raises:
            KnownError: another lead has the address.
        """
        sets = ", ".join(f"{name} = given.{name}" for name in values)
        try:
            self._db.run(
                f"UPDATE public.leads AS lead SET {sets} "
                "FROM jsonb_populate_record(NULL::public.leads, %(values)s) AS given "
                "WHERE lead.id = %(keep)s AND lead.user_id = %(user)s",
                {"values": Jsonb(dict(values)), "keep": keep, "user": user_id},
            )
        except errors.UniqueViolation as error:
            raise KnownError(
                tr("Another lead has this address already."), tr("Choose another one of them.")
            ) from error
        self._leads.refresh_contact(user_id, [keep])
        now = self.lock(user_id, [keep])[keep]
        changed = [name for name in now if now[name] != before[name] and name != "updated_at"]
        return [
            RowChange(
                "public.leads",
                keep,
                {name: before[name] for name in changed},
                {name: now[name] for name in changed},
            )
        ] * bool(changed)
