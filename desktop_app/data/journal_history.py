"""What was done to a lead, entry by entry, in people's words."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.data.journal_tables import TABLES, custom_titles, zone_of
from desktop_app.domain.journal import History, HistoryEntry, RowHistory, fields_between
from desktop_app.domain.journal_words import label_of, name_of
from desktop_app.domain.kept_words import told
from desktop_app.domain.language import tr

_ROWS_SHOWN = 20

# One entry more than asked for says whether there are more.
_ENTRIES = """
SELECT entry.id, entry.done_at, coalesce(person.full_name, person.email, ''), entry.said,
       entry.undone_at IS NOT NULL, entry.open
FROM outpost.journal AS entry LEFT JOIN public.users AS person ON person.id = entry.user_id
WHERE entry.user_id = %(user)s
  AND entry.id IN (SELECT journal_id FROM outpost.journal_change WHERE lead_id = %(lead)s)
  AND (%(at)s::timestamptz IS NULL OR (entry.done_at, entry.id) < (%(at)s, %(id)s))
ORDER BY entry.done_at DESC, entry.id DESC LIMIT %(limit)s
"""

# Of a lead that an import made the journal may hold little until an undo puts it away whole.
_CHANGES = """
SELECT change.journal_id, change.tbl, change.row_id, change.before, change.after, change.away
FROM (SELECT journal_id, n, tbl, row_id, before, after, away,
             row_number() OVER (PARTITION BY journal_id ORDER BY (tbl = 'public.leads') DESC, n)
                 AS place
      FROM outpost.journal_change
      WHERE lead_id = %(lead)s AND journal_id = ANY(%(entries)s)) AS change
WHERE place <= %(shown)s ORDER BY change.journal_id, place
"""


class JournalHistory:
    """Reads of ``outpost.journal_change`` by lead."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_lead(
        self, user_id: UUID, lead_id: UUID, limit: int, before: tuple[datetime, int] | None
    ) -> History:
        """A page of a lead's history, newest first; also of one that is deleted."""
        params: dict[str, Any] = {
            "user": user_id,
            "lead": lead_id,
            "limit": limit + 1,
            "at": before[0] if before else None,
            "id": before[1] if before else None,
            "shown": _ROWS_SHOWN,
        }
        with self._db.connection():
            found = self._db.rows(_ENTRIES, params)
            entries = found[:limit]
            params["entries"] = [row[0] for row in entries]
            changes = self._db.rows(_CHANGES, params) if entries else []
            counts = dict(
                self._db.rows(
                    "SELECT journal_id, count(*) FROM outpost.journal_change "
                    "WHERE lead_id = %(lead)s AND journal_id = ANY(%(entries)s) "
                    "GROUP BY journal_id",
                    params,
                )
            )
            names = self._names(user_id, changes)
            titles = custom_titles(self._db, user_id)
            zone = zone_of(self._db, user_id)
        rows: dict[int, list[RowHistory]] = {}
        for journal_id, table, row_id, was, became, away in changes:
            rows.setdefault(journal_id, []).append(
                _row(table, names.get((table, row_id), ""), was, became, away, titles, zone)
            )
        return History(
            tuple(
                HistoryEntry(
                    id=row[0],
                    at=row[1],
                    who=row[2],
                    said=told(row[3]),
                    undone=row[4],
                    open=row[5],
                    rows=tuple(rows.get(row[0], ())),
                    more=counts.get(row[0], 0) - len(rows.get(row[0], ())),
                )
                for row in entries
            ),
            more=len(found) > limit,
        )

    def _names(self, user_id: UUID, changes: list[tuple[Any, ...]]) -> dict[tuple[str, UUID], str]:
        """What rows beside the lead itself are called, where they stand."""
        names: dict[tuple[str, UUID], str] = {}
        for table in {change[1] for change in changes} - {"public.leads"}:
            own = TABLES.get(table)
            if own is None:
                continue
            ids = [change[2] for change in changes if change[1] == table]
            for row_id, name in self._db.rows(
                f"SELECT standing.id, {own.called} FROM {table} AS standing "
                f"WHERE standing.id = ANY(%s) AND standing.{own.owner} = %s",
                (ids, user_id),
            ):
                names[table, row_id] = " ".join(str(name or "").split())[:120]
        return names


def _row(
    table: str,
    name: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    away: dict[str, Any] | None,
    titles: dict[str, str],
    zone: ZoneInfo,
) -> RowHistory:
    what = ""
    if table != "public.leads":
        own = TABLES.get(table)
        noun = label_of(own.noun if own else table.partition(".")[2])
        whole = before or away or {}
        called = (
            (name and own and name_of(name, own.noun))
            or whole.get("description")
            or whole.get("subject")
            or whole.get("content")
        )
        what = tr("{noun}: {name}", noun=noun, name=str(called)[:120]) if called else noun
    if before is None:
        return RowHistory(what, "made", fields_between(None, away or after, titles, zone))
    if after is None:
        return RowHistory(what, "deleted", fields_between(before, None, titles, zone))
    return RowHistory(what, "changed", fields_between(before, after, titles, zone))
