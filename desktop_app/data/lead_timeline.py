"""What happened with a lead: its mail, actions and insights in one order, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.leads import LeadTimeline, TimelineEntry, TimelineKind

# One entry more than asked for says whether there are more.
_ENTRIES = """
SELECT * FROM (
    (SELECT 'mail' AS sort, email.id,
            coalesce(message.at, email.sent_at, email.received_at, email.created_at) AS at,
            email.direction = 'outbound' AS ours, coalesce(message.from_name, '') AS name,
            email.from_email AS address, email.subject AS detail,
            coalesce(message.snippet, '') AS text, coalesce(message.kind, 'human') AS subtype,
            NULL::float8 AS confidence, message.conversation_id,
            EXISTS (SELECT FROM outpost.message AS earlier
                    WHERE earlier.conversation_id = message.conversation_id
                      AND earlier.outbound AND earlier.at < message.at) AS answers
     FROM public.emails AS email LEFT JOIN outpost.message AS message
       ON message.email_id = email.id
     WHERE email.user_id = %(user)s AND email.lead_id = %(lead)s
       AND coalesce(message.at, email.sent_at, email.received_at, email.created_at)
           < %(before)s::timestamptz
     ORDER BY at DESC, email.id LIMIT %(limit)s)
    UNION ALL
    (SELECT 'action', action.id,
            CASE WHEN action.status IN ('completed', 'cancelled')
                 THEN coalesce(action.updated_at, action.created_at)
                 ELSE coalesce(action.created_at, action.updated_at) END AS at,
            false, action.status, action.priority, coalesce(action.description, ''), '',
            action.type, NULL, message.conversation_id, false
     FROM public.actions AS action LEFT JOIN outpost.message AS message
       ON message.email_id = action.email_id
     WHERE action.user_id = %(user)s AND action.lead_id = %(lead)s
       AND CASE WHEN action.status IN ('completed', 'cancelled')
                THEN coalesce(action.updated_at, action.created_at)
                ELSE coalesce(action.created_at, action.updated_at) END < %(before)s::timestamptz
     ORDER BY at DESC, action.id LIMIT %(limit)s)
    UNION ALL
    (SELECT 'insight', insight.id, coalesce(insight.created_at, insight.updated_at) AS at,
            false, '', '', '', insight.content, insight.insight_type,
            insight.confidence::float8, message.conversation_id, false
     FROM public.ai_insights AS insight LEFT JOIN outpost.message AS message
       ON message.email_id = insight.email_id
     WHERE insight.user_id = %(user)s AND insight.lead_id = %(lead)s
       AND coalesce(insight.created_at, insight.updated_at) < %(before)s::timestamptz
     ORDER BY at DESC, insight.id LIMIT %(limit)s)
) AS entry ORDER BY at DESC, id LIMIT %(limit)s
"""

_FIGURES = """
SELECT (SELECT count(*) FROM public.emails WHERE user_id = %(user)s AND lead_id = %(lead)s),
       (SELECT count(*) FROM public.actions WHERE user_id = %(user)s AND lead_id = %(lead)s),
       (SELECT count(*) FROM public.ai_insights WHERE user_id = %(user)s AND lead_id = %(lead)s)
"""


class LeadTimelines:
    """The timeline of the lead panel."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def timeline(
        self, user_id: UUID, lead_id: UUID, limit: int = 20, before: datetime | None = None
    ) -> LeadTimeline:
        """A page of a lead's timeline: the newest entries older than ``before``."""
        params = {
            "user": user_id,
            "lead": lead_id,
            "limit": limit + 1,
            "before": before or "infinity",
        }
        with self._db.connection():
            rows = self._db.rows(_ENTRIES, params)
            figures = self._db.row(_FIGURES, params) or (0, 0, 0)
        return LeadTimeline(
            entries=tuple(_entry(row) for row in rows[:limit]),
            emails=figures[0],
            actions=figures[1],
            insights=figures[2],
            more=len(rows) > limit,
        )


def _entry(row: tuple[Any, ...]) -> TimelineEntry:
    sort, entry_id, at = row[:3]
    tell = {"mail": _mail, "action": _action, "insight": _insight}[sort]
    kind, title, detail, text = tell(row)
    return TimelineEntry(
        id=entry_id,
        kind=kind,
        at=at,
        title=title,
        detail=detail,
        text=text,
        subtype=row[8],
        confidence=row[9],
        conversation_id=row[10],
    )


def _mail(row: tuple[Any, ...]) -> tuple[TimelineKind, str, str, str]:
    ours, name, address, subject, snippet, kind, answers = *row[3:9], row[11]
    if ours:
        return TimelineKind.SENT, "You sent", subject, snippet
    who = name.split()[0] if name.split() else address
    did = {
        "auto_reply": "answered automatically",
        "bounce": "could not deliver",
        "list": "sent to a list",
    }.get(kind, "replied" if answers else "wrote")
    return TimelineKind.RECEIVED, f"{who} {did}", subject, snippet


def _action(row: tuple[Any, ...]) -> tuple[TimelineKind, str, str, str]:
    status, priority, description, kind = row[4], row[5], row[6], row[8]
    label = label_of(kind)
    if status in ("completed", "cancelled"):
        return TimelineKind.ACTION, f"{label} {status}", "", description
    return (
        TimelineKind.ACTION,
        description or label,
        label if description else "",
        (f"{priority.capitalize()} priority"),
    )


def _insight(row: tuple[Any, ...]) -> tuple[TimelineKind, str, str, str]:
    return TimelineKind.INSIGHT, label_of(row[8]), "", row[7]


def label_of(kind: str) -> str:
    """``follow_up`` as "Follow up": the lists of types are open, so every word has a label."""
    words = kind.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
