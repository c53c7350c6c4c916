"""The queue of actions: its ids by sections, its figures, its rows."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.ids import IdList
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.today import (
    Box,
    DayBounds,
    Group,
    Queue,
    QueueFigures,
    QueueQuery,
    QueueRow,
    Section,
)

_WIDTH = 16  # bytes of an id

_OPEN = "action.user_id = %(user)s AND action.status IN ('pending', 'in_progress')"
_DONE = "action.user_id = %(user)s AND action.status = 'completed'"
_TYPE = "lower(action.type) = %(type)s"

# Each part is read from one stretch of an index, in its order and without a sort; together they
# are the queue: by section, then priority, then time, what has no time last.
_OPEN_SECTIONS = (
    (Group.OVERDUE, "action.due_date < %(begin)s"),
    (Group.TODAY, "action.due_date >= %(begin)s AND action.due_date < %(end)s"),
    (Group.UPCOMING, "action.due_date >= %(end)s"),
    (Group.UPCOMING, "action.due_date IS NULL"),
)
_DONE_SECTIONS = (
    (Group.DONE, "action.updated_at >= %(begin)s"),
    (Group.EARLIER, "action.updated_at < %(begin)s"),
)

_FIGURES = f"""
SELECT 'open', lower(action.type), count(*) FILTER (WHERE action.due_date < %(begin)s),
       count(*) FILTER (WHERE action.due_date >= %(begin)s AND action.due_date < %(end)s), count(*)
FROM public.actions AS action WHERE {_OPEN} GROUP BY 2
UNION ALL
SELECT 'done', '', 0, 0, count(*) FROM public.actions AS action
WHERE {_DONE} AND action.updated_at >= %(begin)s
"""

# Whether an answer is prepared is asked of what is open and of a few rows alone.
_ROWS = """
SELECT action.id, action.type, action.status, action.priority, action.due_date,
       coalesce(action.description, ''), lead.id, coalesce(lead.company, ''),
       coalesce(lead.contact_name, ''), lead.status,
       action.type <> 'meeting' AND action.status IN ('pending', 'in_progress')
           AND (EXISTS (
               SELECT FROM public.ai_insights AS insight
               WHERE insight.lead_id = lead.id AND insight.user_id = action.user_id
                 AND insight.insight_type = 'draft')
           OR EXISTS (
               SELECT FROM outpost.draft AS draft
               JOIN outpost.message AS message ON message.conversation_id = draft.conversation_id
               WHERE message.email_id = action.email_id AND draft.user_id = action.user_id
                 AND draft.ended = '' AND draft.ended_at IS NULL
                 AND EXISTS (SELECT FROM outpost.draft_revision WHERE draft_id = draft.id))),
       action.updated_at, coalesce(action.metadata, '{}'), action.email_id
FROM public.actions AS action
LEFT JOIN public.leads AS lead ON lead.id = action.lead_id AND lead.user_id = action.user_id
WHERE action.user_id = %(user)s AND action.id = ANY(%(ids)s)
"""


class TodayRepository:
    """What a user has to do, as a day shows it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def first(self, user_id: UUID, query: QueueQuery, day: DayBounds, limit: int) -> Queue:
        """The first actions of a query. Nothing is counted for it: the last section that it
        has knows its count only where it is there to its end."""
        left, cut = limit * _WIDTH, False
        taken: list[tuple[Group, bytes]] = []
        for group, ids in self._ids_of_parts(user_id, query, day, limit):
            cut = left == 0 or len(ids) > left or len(ids) == limit * _WIDTH
            taken.append((group, ids[:left]))
            left -= min(left, len(ids))
            if cut:
                break
        sections = _sections(taken)
        if cut and sections:
            sections = (*sections[:-1], replace(sections[-1], count=None))
        return Queue(sections, day, whole=not cut)

    def whole(self, user_id: UUID, query: QueueQuery, day: DayBounds) -> Queue:
        """All actions of a query."""
        return Queue(_sections(self._ids_of_parts(user_id, query, day, None)), day)

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[QueueRow, ...]:
        """The actions with these ids, in any order; those that are gone are left out."""
        if not ids:
            return ()
        found = self._db.rows(_ROWS, {"user": user_id, "ids": list(ids)})
        return tuple(queue_row(row) for row in found)

    def figures(self, user_id: UUID, day: DayBounds) -> QueueFigures:
        """What is due, done today, and open by type."""
        overdue = today = done = 0
        by_type: dict[str, int] = {}
        for what, kind, late, now, count in self._db.rows(
            _FIGURES, {"user": user_id, "begin": day.begin, "end": day.end}
        ):
            if what == "done":
                done = count
            else:
                overdue, today = overdue + late, today + now
                by_type[kind] = count
        return QueueFigures(overdue, today, done, by_type)

    def types(self, user_id: UUID) -> tuple[str, ...]:
        """The types that the user's open actions have, in the order of the alphabet."""
        rows = self._db.rows(
            f"SELECT DISTINCT lower(action.type) FROM public.actions AS action WHERE {_OPEN} "
            "ORDER BY 1 LIMIT 100",
            {"user": user_id},
        )
        return tuple(row[0] for row in rows)

    def _ids_of_parts(
        self, user_id: UUID, query: QueueQuery, day: DayBounds, limit: int | None
    ) -> list[tuple[Group, bytes]]:
        """The ids of each stretch of the queue, in one statement: what changes between two would
        stand in two sections, or in none."""
        parts = _parts(query)
        statement = " UNION ALL ".join(
            _part(number, where, order, limit) for number, (_, where, order) in enumerate(parts)
        )
        params: dict[str, Any] = {
            "user": user_id, "begin": day.begin, "end": day.end, "type": query.wanted_type,
        }  # fmt: skip
        with self._db.connection():
            cursor = self._db.raw().execute(statement, params, binary=True)
            found = {number: bytes(ids or b"") for number, ids in cursor}
        return [(group, found[number]) for number, (group, _, _) in enumerate(parts)]


def _sections(parts: Sequence[tuple[Group, bytes]]) -> tuple[Section, ...]:
    packed: dict[Group, bytes] = {}
    for group, ids in parts:
        packed[group] = packed.get(group, b"") + ids
    lists = ((group, IdList(ids)) for group, ids in packed.items() if ids)
    return tuple(Section(group, ids, len(ids)) for group, ids in lists)


def queue_row(row: Sequence[Any]) -> QueueRow:
    """A row of the statement that reads rows of the queue."""
    return QueueRow(
        id=row[0],
        type=row[1],
        status=ActionStatus(row[2]),
        priority=Priority(row[3]),
        due=row[4],
        text=row[5],
        lead_id=row[6],
        company=row[7],
        contact=row[8],
        lead_status=LeadStatus(row[9]) if row[9] in {*LeadStatus} else None,
        has_draft=row[10],
        done_at=row[11] if row[2] == ActionStatus.COMPLETED else None,
        metadata=row[12] if isinstance(row[12], dict) else {},
    )


def _parts(query: QueueQuery) -> list[tuple[Group, str, str]]:
    """The stretches of the queue in their order: section, condition, order."""
    typed = f" AND {_TYPE}" if query.wanted_type else ""
    done = [
        (group, f"{_DONE} AND {where}{typed}", "action.updated_at DESC, action.id")
        for group, where in _DONE_SECTIONS
        if query.box is Box.COMPLETED or group is Group.DONE
    ]
    if query.box is Box.COMPLETED:
        return done
    still = []
    for group in (Group.OVERDUE, Group.TODAY, Group.UPCOMING):
        for priority in Priority:
            for each, where in _OPEN_SECTIONS:
                if each is group:
                    condition = f"{_OPEN} AND action.priority = '{priority}' AND {where}{typed}"
                    still.append((group, condition, "action.due_date, action.id"))
    return still + done


def _part(number: int, where: str, order: str, limit: int | None) -> str:
    bound = "" if limit is None else f" LIMIT {int(limit)}"
    return (
        f"SELECT {number}, string_agg(uuid_send(id), ''::bytea) FROM (SELECT action.id "
        f"FROM public.actions AS action WHERE {where} ORDER BY {order}{bound}) AS listed"
    )
