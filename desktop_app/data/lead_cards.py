"""Leads as cards of the board, and where a lead lands in one of its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.lead_filters import LeadSql
from desktop_app.data.lead_lists import LeadLists, utc_now
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_board import Landing, LeadCard, NextAction
from desktop_app.domain.leads import LeadQuery, LeadStatus

# The newest message is the one that stands first in the lead's timeline, whoever wrote it. A
# lead without any (an import, another program) shows what ``leads.last_message`` keeps.
_CARDS = """
SELECT lead.id, lead.company, lead.contact_name, lead.email, lead.status, lead.last_contact_at,
       coalesce(lead.has_ai_draft, false), coalesce(mail.said, lead.last_message, ''),
       coalesce(mail.ours, false), next.type, coalesce(next.description, ''), next.due_date,
       next.priority
FROM public.leads AS lead
LEFT JOIN LATERAL (
    SELECT coalesce(nullif(message.snippet, ''), email.subject) AS said,
           email.direction = 'outbound' AS ours
    FROM public.emails AS email LEFT JOIN outpost.message AS message
      ON message.email_id = email.id
    WHERE email.lead_id = lead.id AND email.user_id = lead.user_id
    ORDER BY coalesce(message.at, email.sent_at, email.received_at, email.created_at)
             DESC NULLS LAST, email.id
    LIMIT 1) AS mail ON true
LEFT JOIN LATERAL (
    SELECT action.type, action.description, action.due_date, action.priority
    FROM public.actions AS action
    WHERE action.lead_id = lead.id AND action.user_id = lead.user_id
      AND action.status IN ('pending', 'in_progress')
    ORDER BY action.due_date NULLS LAST,
             array_position('{high,medium,low}'::text[], action.priority), action.id
    LIMIT 1) AS next ON true
WHERE lead.id = ANY(%s) AND lead.user_id = %s
"""

# Leads as they would be in another status, changed now: what the order and the filter look at.
_AS_IF = """
FROM (SELECT lead_id, user_id, words, company_key, contact_key, %(rank)s::smallint AS status_rank,
             has_draft, last_contact_at, created_at, last_inbound_at, last_outbound_at
      FROM outpost.lead_index
      WHERE lead_id = ANY(%(ids)s) AND user_id = %(user)s) AS indexed
"""
_AND_LEAD = """
JOIN (SELECT id, company, contact_name, email, phone, website, industry, company_size,
             ai_suggestion, last_message, metadata,
             CASE WHEN id = ANY(%(moving)s) THEN now() ELSE updated_at END AS updated_at
      FROM public.leads
      WHERE id = ANY(%(ids)s) AND user_id = %(user)s) AS lead ON lead.id = indexed.lead_id
"""

_RANKS = {LeadStatus.HOT: 1, LeadStatus.WARM: 2, LeadStatus.COLD: 3}
_SAMPLE = 500  # so that two looks find a place among a quarter of a million


class LeadCards:
    """What the board asks."""

    def __init__(self, db: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._db = db
        self._lists = LeadLists(db, clock)

    def cards(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[LeadCard, ...]:
        """The cards of these leads in the order of ``ids``; those that are gone are left out."""
        found = {row[0]: _card(row) for row in self._db.rows(_CARDS, (list(ids), user_id))}
        return tuple(found[each] for each in ids if each in found)

    def landings(
        self,
        user_id: UUID,
        query: LeadQuery,
        status: LeadStatus,
        ids: IdList,
        moving: Sequence[UUID],
    ) -> tuple[Landing, ...]:
        """Where leads land in a column, by the query's order and in it.

        The database orders a sample of the column with the leads among it, and then what lies
        around each of them, instead of the whole column.

        Args:
            ids: the column; in the query's order but for what changed since it was asked for.
            moving: left out of the answer where they are gone or the query would not show them
                in this column.

        Raises:
            KnownError: the query speaks of a field that is not there any more.
        """
        with self._db.connection():
            # The words typed hold for a lead in whichever column it is.
            order, where, params = self._lists.order_and_where(user_id, query.in_status(status))
            params |= {"rank": _RANKS[status], "moving": list(moving)}
            staying = ids.without(moving)
            source = _AS_IF + (_AND_LEAD if LeadSql.needs_lead(order, where) else "")

            def ordered(asked: Sequence[UUID], condition: str = "true") -> list[UUID]:
                rows = self._db.rows(
                    f"SELECT indexed.lead_id {source} WHERE {condition} ORDER BY {order}",
                    {**params, "ids": list(asked)},
                )
                return [row[0] for row in rows]

            fitting = ordered(moving, where)
            if not fitting:
                return ()
            # Where each lies between: (from, to) rows of the column, the whole of it at first.
            between = dict.fromkeys(fitting, (0, len(staying)))
            while any(last > first for first, last in between.values()):
                rows = _sampled(set(between.values()))
                at = {staying[row]: row for row in rows}
                between = _narrowed(between, ordered([*at, *fitting]), at)
            return tuple(Landing(each, between[each][0]) for each in fitting)


def _sampled(ranges: set[tuple[int, int]]) -> list[int]:
    """Rows spread evenly over each range, all of them where it is short."""
    rows: set[int] = set()
    each = max(4, _SAMPLE // len(ranges))
    for first, last in ranges:
        rows.update(range(first, last, max(1, (last - first) // each)))
    return sorted(rows)


def _narrowed(
    between: dict[UUID, tuple[int, int]], order: Sequence[UUID], at: dict[UUID, int]
) -> dict[UUID, tuple[int, int]]:
    """What an ordered sample tells: each lead lies behind the rows that came before it.

    Where the column is out of order (changed since it was asked for) as many rows count as came
    before; where the whole sample is gone, the beginning of the range is as good as any. So the
    ranges always get shorter.
    """
    there = sorted(at[each] for each in order if each in at)
    made = {}
    for lead_id, (first, last) in between.items():
        own = there[bisect_left(there, first) : bisect_left(there, last)]
        before = order[: order.index(lead_id)]
        count = sum(1 for each in before if first <= at.get(each, -1) < last)
        low = own[count - 1] + 1 if count else first
        high = own[count] if count < len(own) else last
        made[lead_id] = (low, high if own else low)
    return made


def _card(row: tuple[Any, ...]) -> LeadCard:
    said, by_rep, kind, text, due, priority = row[7:]
    return LeadCard(
        id=row[0],
        company=row[1],
        contact_name=row[2],
        email=row[3],
        status=LeadStatus.standing(row[4]),
        last_contact_at=row[5],
        has_draft=row[6],
        said=said,
        said_by_rep=by_rep,
        next_action=NextAction(kind, text, due, priority) if kind is not None else None,
    )
