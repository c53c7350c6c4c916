"""What happened with a lead: its mail, actions, insights and edits in one order, newest first."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.data.journal_tables import zone_of
from desktop_app.domain.actions import ActionStatus, priority_label, type_words
from desktop_app.domain.insights import kind_words
from desktop_app.domain.journal import CUSTOM, FieldChange, fields_between
from desktop_app.domain.kept_words import told
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_timeline import LeadTimeline, TimelineEntry, TimelineKind
from desktop_app.domain.suggestions import content_words

_MAIL_AT = "coalesce(message.at, email.sent_at, email.received_at, email.created_at)"
_ACTION_AT = """CASE WHEN action.status IN ('completed', 'cancelled')
                 THEN coalesce(action.updated_at, action.created_at)
                 ELSE coalesce(action.created_at, action.updated_at) END"""
_INSIGHT_AT = "coalesce(insight.created_at, insight.updated_at)"

# Entries of one instant have an order, too: a page goes on after the key of the last entry, not
# after its instant alone.
_OLDER = "({at}, {id}) < (%(at)s::timestamptz, %(id)s::uuid)"
_PAGED = "ORDER BY at DESC, id DESC LIMIT %(limit)s"

_MAIL = f"""
    (SELECT 'mail' AS sort, email.id, {_MAIL_AT} AS at,
            email.direction = 'outbound' AS ours, coalesce(message.from_name, '') AS name,
            email.from_email AS address, email.subject AS detail,
            coalesce(message.snippet, '') AS text, coalesce(message.kind, 'human') AS subtype,
            NULL::float8 AS confidence, message.conversation_id,
            EXISTS (SELECT FROM outpost.message AS earlier
                    WHERE earlier.conversation_id = message.conversation_id
                      AND earlier.outbound AND earlier.at < message.at) AS answers,
            NULL::jsonb AS before, NULL::jsonb AS after
     FROM public.emails AS email LEFT JOIN outpost.message AS message
       ON message.email_id = email.id
     WHERE email.user_id = %(user)s AND email.lead_id = %(lead)s
       AND {_OLDER.format(at=_MAIL_AT, id="email.id")}
     {_PAGED})
"""
_ACTIONS = f"""
    (SELECT 'action' AS sort, action.id, {_ACTION_AT} AS at,
            false AS ours, action.status AS name, action.priority AS address,
            coalesce(action.description, '') AS detail, '' AS text, action.type AS subtype,
            NULL::float8 AS confidence, message.conversation_id, false AS answers,
            NULL::jsonb AS before, NULL::jsonb AS after
     FROM public.actions AS action LEFT JOIN outpost.message AS message
       ON message.email_id = action.email_id
     WHERE action.user_id = %(user)s AND action.lead_id = %(lead)s
       AND {_OLDER.format(at=_ACTION_AT, id="action.id")}
     {_PAGED})
"""
# One of which nobody said how sure it is is shown; one that the user called wrong is not.
_SURE = (
    "coalesce(insight.confidence, 1) >= %(least)s "
    "AND coalesce(insight.metadata ->> 'verdict', '') <> 'dismissed'"
)
_INSIGHTS = f"""
    (SELECT 'insight' AS sort, insight.id, {_INSIGHT_AT} AS at, false AS ours, '' AS name,
            '' AS address, '' AS detail, insight.content AS text, insight.insight_type AS subtype,
            insight.confidence::float8 AS confidence, message.conversation_id, false AS answers,
            NULL::jsonb AS before, NULL::jsonb AS after
     FROM public.ai_insights AS insight LEFT JOIN outpost.message AS message
       ON message.email_id = insight.email_id
     WHERE insight.user_id = %(user)s AND insight.lead_id = %(lead)s AND {_SURE}
       AND {_OLDER.format(at=_INSIGHT_AT, id="insight.id")}
     {_PAGED})
"""
# What stands: a command that was taken back is no edit. One entry per command, whose id is that of
# its first change.
_EDITS = f"""
    (SELECT 'edit' AS sort, edit.id, edit.at, false AS ours, '' AS name, '' AS address,
            edit.said AS detail, '' AS text, '' AS subtype, NULL::float8 AS confidence,
            NULL::uuid AS conversation_id, false AS answers, edit.before, edit.after
     FROM (
        SELECT DISTINCT ON (entry.id) lpad(to_hex(change.n), 32, '0')::uuid AS id,
               entry.done_at AS at, entry.said, change.before, change.after
        FROM outpost.journal_change AS change
        JOIN outpost.journal AS entry ON entry.id = change.journal_id
        WHERE change.lead_id = %(lead)s AND change.tbl = 'public.leads'
          AND entry.user_id = %(user)s AND entry.undone_at IS NULL
          AND entry.done_at <= %(at)s::timestamptz
        ORDER BY entry.id, change.n
     ) AS edit
     WHERE {_OLDER.format(at="edit.at", id="edit.id")}
     {_PAGED})
"""
_BRANCHES: Mapping[TimelineKind, str] = {
    TimelineKind.RECEIVED: _MAIL,
    TimelineKind.SENT: _MAIL,
    TimelineKind.ACTION: _ACTIONS,
    TimelineKind.INSIGHT: _INSIGHTS,
    TimelineKind.EDIT: _EDITS,
}

_FIGURES = f"""
SELECT (SELECT count(*) FROM public.emails WHERE user_id = %(user)s AND lead_id = %(lead)s),
       (SELECT count(*) FROM public.actions WHERE user_id = %(user)s AND lead_id = %(lead)s),
       (SELECT count(*) FROM public.ai_insights AS insight
        WHERE user_id = %(user)s AND lead_id = %(lead)s AND {_SURE})
"""
_LAST_ID = UUID(int=2**128 - 1)


class LeadTimelines:
    """The timeline of the lead panel."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def timeline(
        self,
        user_id: UUID,
        lead_id: UUID,
        limit: int = 20,
        before: tuple[datetime, UUID] | None = None,
        kinds: Collection[TimelineKind] = tuple(TimelineKind),
        least: float = 0.0,
    ) -> LeadTimeline:
        """A page of a lead's timeline, newest first.

        Args:
            before: instant and id of the last entry of the page before this one.
            kinds: entries of these kinds alone; received and sent mail go together.
            least: how sure an insight has to be, from 0 to 1.
        """
        # One entry more than asked for says whether there are more.
        params = {
            "user": user_id,
            "lead": lead_id,
            "limit": limit + 1,
            "least": least,
            "at": before[0] if before else "infinity",
            "id": before[1] if before else _LAST_ID,
        }
        branches = dict.fromkeys(_BRANCHES[kind] for kind in TimelineKind if kind in kinds)
        entries = f"SELECT * FROM ({' UNION ALL '.join(branches)}) AS entry {_PAGED}"
        with self._db.connection():
            rows = self._db.rows(entries, params)
            figures = self._db.row(_FIGURES, params) or (0, 0, 0)
            titles = self._titles(user_id) if _names_custom_fields(rows) else {}
            zone = zone_of(self._db, user_id)
        return LeadTimeline(
            entries=tuple(_entry(row, titles, zone) for row in rows[:limit]),
            emails=figures[0],
            actions=figures[1],
            insights=figures[2],
            more=len(rows) > limit,
        )

    def _titles(self, user_id: UUID) -> dict[str, str]:
        """What people call their custom fields, by ``custom.<key>``."""
        return {
            CUSTOM + row[0]: row[1]
            for row in self._db.rows(
                "SELECT key, title FROM outpost.custom_field WHERE user_id = %s", (user_id,)
            )
        }


def _names_custom_fields(rows: list[tuple[Any, ...]]) -> bool:
    return any("metadata" in (state or {}) for row in rows for state in row[12:14])


def _entry(row: tuple[Any, ...], titles: Mapping[str, str], zone: ZoneInfo) -> TimelineEntry:
    sort, entry_id, at = row[:3]
    if sort == "edit":
        fields = fields_between(row[12], row[13], zone=zone)
        title, detail, text = _edit(told(row[6]), fields, row[12], titles)
        return TimelineEntry(entry_id, TimelineKind.EDIT, at, title, detail, text)
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
        return TimelineKind.SENT, tr("You sent"), subject, snippet
    who = name.split()[0] if name.split() else address
    if kind == "auto_reply":
        title = tr("{who} answered automatically", who=who)
    elif kind == "bounce":
        title = tr("{who} could not deliver", who=who)
    elif kind == "list":
        title = tr("{who} sent to a list", who=who)
    else:
        title = tr("{who} replied", who=who) if answers else tr("{who} wrote", who=who)
    return TimelineKind.RECEIVED, title, subject, snippet


def _action(row: tuple[Any, ...]) -> tuple[TimelineKind, str, str, str]:
    status, priority, description, kind = row[4], row[5], row[6], row[8]
    label = type_words(kind)
    if status in ("completed", "cancelled"):
        title = tr("{label} {status}", label=label, status=ActionStatus(status).words)
        return TimelineKind.ACTION, title, "", description
    return (
        TimelineKind.ACTION,
        description or label,
        label if description else "",
        priority_label(priority),
    )


def _insight(row: tuple[Any, ...]) -> tuple[TimelineKind, str, str, str]:
    return TimelineKind.INSIGHT, kind_words(row[8]), "", content_words(row[7])


def _edit(
    said: str,
    fields: tuple[FieldChange, ...],
    before: Mapping[str, Any] | None,
    titles: Mapping[str, str],
) -> tuple[str, str, str]:
    """What a command did to the lead itself: title, what follows it, and the second line."""
    if before is None:
        return tr("Lead added"), "", said
    named = [(titles.get(each.name, each.title), each) for each in fields]
    if not named:
        return said, "", ""
    if len(named) > 1:
        return (
            plural("{n} fields changed", "{n} field changed", len(named)),
            "",
            ", ".join(title for title, _field in named),
        )
    title, field = named[0]
    if not field.before:
        return tr("{title} added", title=title), "", field.after
    if not field.after:
        return tr("{title} removed", title=title), "", field.before
    return tr("{title} changed", title=title), "", f"{field.before} → {field.after}"
