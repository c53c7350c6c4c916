"""Leads are deleted with all that hangs on them, and it is noted so that it can come back."""

# ruff: noqa: S608  # SQL is put together from constants of this program; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal_tables import TABLES

_GONE = "gone AS MATERIALIZED (SELECT unnest(%(ids)s::uuid[]) AS id)"

# Who a thread goes to when its lead goes: the lead of its earliest message that stays known. It
# is what the bringing in of mail would say of it, too.
_HEIRS = f"""
{_GONE},
theirs AS (
    SELECT thread.id, thread.lead_id FROM gone
    JOIN public.email_threads AS thread ON thread.lead_id = gone.id AND thread.user_id = %(user)s),
heir AS (
    SELECT DISTINCT ON (theirs.id) theirs.id, theirs.lead_id AS was, email.lead_id AS now
    FROM theirs JOIN public.emails AS email ON email.thread_id = theirs.id
    LEFT JOIN outpost.message AS message ON message.email_id = email.id
    WHERE email.lead_id IS NOT NULL AND email.user_id = %(user)s
      AND NOT EXISTS (SELECT FROM gone WHERE gone.id = email.lead_id)
    ORDER BY theirs.id,
             coalesce(message.at, email.sent_at, email.received_at, email.created_at), email.id)
"""

_EMAILS_LOSE_THEM = f"""
WITH {_HEIRS},
orphan AS (
    SELECT theirs.id, theirs.lead_id FROM theirs
    WHERE NOT EXISTS (SELECT FROM heir WHERE heir.id = theirs.id)),
touched AS (
    SELECT email.id, coalesce(own.id, orphan.lead_id) AS whose, email.lead_id, email.thread_id,
           CASE WHEN own.id IS NULL THEN email.lead_id END AS lead_left,
           CASE WHEN orphan.id IS NULL THEN email.thread_id END AS thread_left
    FROM (SELECT email.id FROM gone JOIN public.emails AS email ON email.lead_id = gone.id
          UNION
          SELECT email.id FROM orphan JOIN public.emails AS email ON email.thread_id = orphan.id
         ) AS each
    JOIN public.emails AS email ON email.id = each.id AND email.user_id = %(user)s
    LEFT JOIN gone AS own ON own.id = email.lead_id
    LEFT JOIN orphan ON orphan.id = email.thread_id),
noted AS (
    INSERT INTO outpost.journal_change (journal_id, {{place}}tbl, row_id, lead_id, {{sides}})
    {{overriding}}
    SELECT %(journal)s, {{number}}'public.emails', id, whose,
           jsonb_build_object('lead_id', lead_id, 'thread_id', thread_id),
           jsonb_build_object('lead_id', lead_left, 'thread_id', thread_left)
    FROM touched)
UPDATE public.emails AS email SET lead_id = touched.lead_left, thread_id = touched.thread_left
FROM touched WHERE email.id = touched.id
"""

_THREADS_GO_OVER = f"""
WITH {_HEIRS},
noted AS (
    INSERT INTO outpost.journal_change (journal_id, {{place}}tbl, row_id, lead_id, {{sides}})
    {{overriding}}
    SELECT %(journal)s, {{number}}'public.email_threads', id, was,
           jsonb_build_object('lead_id', was), jsonb_build_object('lead_id', now)
    FROM heir),
talks AS (
    UPDATE outpost.conversation AS talk SET lead_id = heir.now FROM heir
    WHERE talk.thread_id = heir.id)
UPDATE public.email_threads AS thread SET lead_id = heir.now FROM heir WHERE thread.id = heir.id
"""

_ROWS_GO = f"""
WITH {_GONE},
going AS (
    DELETE FROM {{table}} AS standing USING gone
    WHERE standing.{{lead}} = gone.id AND standing.{{owner}} = %(user)s
    RETURNING standing.id, standing.{{lead}} AS whose, to_jsonb(standing) AS whole)
INSERT INTO outpost.journal_change (journal_id, {{place}}tbl, row_id, lead_id, {{sides}})
{{overriding}}
SELECT %(journal)s, {{number}}%(table)s, id, whose, {{states}} FROM going
"""

# That two leads are not one is what the user found out: it is noted. What the search found goes
# with the lead, and is found again when the lead is back.
_PAIRS_GO = f"""
WITH {_GONE},
theirs AS (
    SELECT pair.id FROM gone JOIN outpost.lead_duplicate AS pair ON pair.a = gone.id
    WHERE pair.user_id = %(user)s AND pair.dismissed_at IS NOT NULL
    UNION
    SELECT pair.id FROM gone JOIN outpost.lead_duplicate AS pair ON pair.b = gone.id
    WHERE pair.user_id = %(user)s AND pair.dismissed_at IS NOT NULL),
going AS (
    DELETE FROM outpost.lead_duplicate AS standing USING theirs WHERE standing.id = theirs.id
    RETURNING standing.id, to_jsonb(standing) AS whole)
INSERT INTO outpost.journal_change (journal_id, {{place}}tbl, row_id, {{sides}})
{{overriding}}
SELECT %(journal)s, {{number}}'outpost.lead_duplicate', id, {{states}} FROM going
"""


class LeadRemoval:
    """Deletes leads set by set: a handful of statements for one lead or for 100,000."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def delete(self, user_id: UUID, lead_ids: Sequence[UUID], journal_id: int) -> int:
        """Delete leads and note it in an entry of the journal; how many there were.

        Mail stays, as mail with nobody known; a conversation that another lead is in becomes
        that lead's. Expects the caller's transaction, with the mail locked.
        """
        ids = [
            row[0]
            for row in self._db.rows(
                "SELECT id FROM public.leads WHERE id = ANY(%s) AND user_id = %s "
                "ORDER BY id FOR UPDATE",
                (list(lead_ids), user_id),
            )
        ]
        if ids:
            self.clear(user_id, ids, journal_id)
            self._go("public.leads", user_id, ids, journal_id, _PLAIN)
        return len(ids)

    def clear(
        self, user_id: UUID, lead_ids: Sequence[UUID], journal_id: int, how: str = "deleted"
    ) -> None:
        """Take away all that hangs on these leads, and note it.

        Args:
            how: ``"deleted"`` notes it as done by the entry; ``"first"`` does too, but before
                all that it did (an entry done again meets rows that came later); ``"made"``
                notes it as if the entry had made what is taken away here, so that doing it again
                brings it back.
        """
        form = {"deleted": _PLAIN, "first": _FIRST, "made": _MADE}[how]
        params = {"user": user_id, "ids": list(lead_ids), "journal": journal_id}
        pair = {**form, "sides": form["pair"]}
        self._db.run(_EMAILS_LOSE_THEM.format(**pair), params)
        self._db.run(_THREADS_GO_OVER.format(**pair), params)
        self._db.run(_PAIRS_GO.format(**form), params)
        for table, facts in TABLES.items():
            if facts.hangs:
                self._go(table, user_id, lead_ids, journal_id, form)

    def _go(
        self,
        table: str,
        user_id: UUID,
        lead_ids: Sequence[UUID],
        journal_id: int,
        form: dict[str, str],
    ) -> None:
        facts = TABLES[table]
        params: dict[str, Any] = {
            "user": user_id, "ids": list(lead_ids), "journal": journal_id, "table": table,
        }  # fmt: skip
        self._db.run(
            _ROWS_GO.format(table=table, lead=facts.lead, owner=facts.owner, **form), params
        )


_NUMBER = (
    "(SELECT min(n) FROM outpost.journal_change WHERE journal_id = %(journal)s) "
    "- row_number() OVER (), "
)
_PLAIN = {
    "place": "", "number": "", "overriding": "",
    "pair": "before, after", "sides": "before", "states": "whole",
}  # fmt: skip
# In an entry that goes on being read backwards: what goes last has the smallest number.
_FIRST = {**_PLAIN, "place": "n, ", "number": _NUMBER, "overriding": "OVERRIDING SYSTEM VALUE"}
_MADE = {
    **_PLAIN, "pair": "after, before", "sides": "after, away", "states": "'{}'::jsonb, whole",
}  # fmt: skip
