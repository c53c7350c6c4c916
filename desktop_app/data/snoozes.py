"""Conversations that are away until a moment: open actions that name them in their metadata.

There is no state to wind back and no clock that has to run: whoever lists conversations asks
whether the moment has come.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.ids import IdList

TABLE = "public.actions"

OPEN = (
    "action.user_id = %(user)s AND action.status IN ('pending', 'in_progress') "
    "AND action.type = 'follow_up' AND outpost.snoozed_conversation(action.metadata) IS NOT NULL"
)

AWAY = (
    "(SELECT outpost.snoozed_conversation(action.metadata) FROM public.actions AS action "
    f"WHERE {OPEN} AND action.due_date > %(now)s)"
)
"""The conversations that are away at ``now``, of ``user``; small, and asked once per statement."""

_MOMENTS = (
    "SELECT outpost.snoozed_conversation(action.metadata), max(action.due_date) "
    f"FROM public.actions AS action WHERE {OPEN} AND action.due_date {{mark}} %(now)s GROUP BY 1"
)

# How an earlier snooze ends when the conversation is dealt with: one that was due is done.
_ENDED = "CASE WHEN standing.due_date <= %(now)s THEN 'completed' ELSE 'cancelled' END"
_END = f"""
standing AS (
    SELECT action.id, action.lead_id, action.status, action.due_date
    FROM public.actions AS action
    WHERE {OPEN} AND outpost.snoozed_conversation(action.metadata)
        IN (SELECT outpost.unpack_ids(%(ids)s))
    ORDER BY action.id FOR UPDATE),
ended AS (
    UPDATE public.actions AS action SET status = {_ENDED}
    FROM standing WHERE action.id = standing.id
    RETURNING action.id, standing.lead_id, standing.status AS was, action.status AS became)
"""

_ADD = """
added AS (
    INSERT INTO public.actions (user_id, lead_id, email_id, type, status, priority, due_date,
        description, metadata)
    SELECT talk.user_id, talk.lead_id, newest.email_id, 'follow_up', 'pending', 'medium',
        %(until)s, coalesce(nullif(left(talk.subject, 200), ''), talk.with_email),
        jsonb_build_object('snooze', jsonb_build_object('conversation', talk.id))
    FROM outpost.conversation AS talk LEFT JOIN LATERAL (
        SELECT message.email_id FROM outpost.message AS message
        WHERE message.conversation_id = talk.id ORDER BY message.at DESC LIMIT 1) AS newest ON true
    WHERE talk.id IN (SELECT outpost.unpack_ids(%(ids)s)) AND talk.user_id = %(user)s
    RETURNING id, lead_id, to_jsonb(actions) AS whole)
"""


class SnoozeRepository:
    """Snoozes of users. Writes happen in the caller's transaction and are noted there."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def next_due(self, user_id: UUID, now: datetime) -> datetime | None:
        """When the next conversation comes back; None when none is away."""
        found = self._db.value(
            f"SELECT min(action.due_date) FROM public.actions AS action WHERE {OPEN} "
            "AND action.due_date > %(now)s",
            {"user": user_id, "now": now},
        )
        return found if isinstance(found, datetime) else None

    def away(self, user_id: UUID, now: datetime) -> dict[UUID, datetime]:
        """The conversations that are away, and until when."""
        return dict(self._db.rows(_MOMENTS.format(mark=">"), {"user": user_id, "now": now}))

    def back(self, user_id: UUID, now: datetime) -> dict[UUID, datetime]:
        """The conversations that came back and were not dealt with since, and when."""
        return dict(self._db.rows(_MOMENTS.format(mark="<="), {"user": user_id, "now": now}))

    # -- commands ----------------------------------------------------------------------------

    def end(self, user_id: UUID, ids: IdList, now: datetime, journal_id: int) -> int:
        """End the snoozes of conversations; how many there were."""
        return self._journal.append_rows(
            journal_id,
            TABLE,
            "SELECT id, lead_id, jsonb_build_object('status', was), "
            "jsonb_build_object('status', became) FROM ended",
            {"user": user_id, "ids": ids.packed, "now": now},
            ctes=_END,
        )

    def add(self, user_id: UUID, ids: IdList, until: datetime, journal_id: int) -> int:
        """Have conversations away until a moment; how many."""
        return self._journal.append_rows(
            journal_id,
            TABLE,
            "SELECT id, lead_id, NULL::jsonb, whole FROM added",
            {"user": user_id, "ids": ids.packed, "until": until},
            ctes=_ADD,
        )

    def answered(
        self, user_id: UUID, inbound: Mapping[UUID, datetime], outbound: Mapping[UUID, datetime]
    ) -> int:
        """Mail came: what it was waited for is done. How many snoozes that ends.

        Args:
            inbound: conversations, and when the newest message came in.
            outbound: those that the rep wrote in; that ends what was due already.
        """
        times = {**outbound, **inbound}
        if not times:
            return 0
        return self._db.run(
            "UPDATE public.actions AS action SET status = 'completed' "
            "FROM unnest(%(ids)s::uuid[], %(ats)s::timestamptz[], %(ins)s::boolean[]) "
            f"AS came (id, at, inbound) WHERE {OPEN} "
            "AND outpost.snoozed_conversation(action.metadata) = came.id "
            "AND came.at > action.created_at AND (came.inbound OR action.due_date <= came.at)",
            {
                "user": user_id,
                "ids": list(times),
                "ats": list(times.values()),
                "ins": [each in inbound for each in times],
            },
        )

    def follow(self, merges: Mapping[UUID, UUID]) -> None:
        """Conversations became parts of others: their snoozes go with them."""
        self._db.run(
            "UPDATE public.actions AS action SET metadata = jsonb_set(action.metadata, "
            "'{snooze,conversation}', to_jsonb(pair.kept::text)) "
            "FROM unnest(%(gone)s::uuid[], %(kept)s::uuid[]) AS pair (gone, kept) "
            "JOIN outpost.conversation AS talk ON talk.id = pair.kept "
            "WHERE action.user_id = talk.user_id AND action.type = 'follow_up' "
            "AND action.status IN ('pending', 'in_progress') "
            "AND outpost.snoozed_conversation(action.metadata) = pair.gone",
            {"gone": list(merges), "kept": list(merges.values())},
        )

    def of(self, user_id: UUID, ids: Collection[UUID]) -> dict[UUID, datetime]:
        """Until when each of these conversations is away, or since when it is back; those
        without an open snooze are left out."""
        return dict(
            self._db.rows(
                "SELECT outpost.snoozed_conversation(action.metadata), max(action.due_date) "
                f"FROM public.actions AS action WHERE {OPEN} AND action.due_date IS NOT NULL "
                "AND outpost.snoozed_conversation(action.metadata) = ANY(%(ids)s) GROUP BY 1",
                {"user": user_id, "ids": list(ids)},
            )
        )
