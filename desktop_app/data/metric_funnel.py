"""How many leads had which status when, from what the journal noted."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.metrics import Grouping, Period
from desktop_app.domain.reports import FunnelPoint, FunnelStep

# A lead's life: it begins with the status that its first change found (without any: that it has),
# goes on change by change, and ends when it was deleted. What another program changed is in no
# journal: it is put where the next change met it, else where the lead was last written. What was
# taken back did not happen.
_LIVES: Final = """
WITH change AS (
    SELECT noted.row_id AS lead_id, noted.n, entry.done_at AS at, noted.after IS NULL AS deleted,
           noted.before ->> 'status' AS was, noted.after ->> 'status' AS becomes,
           noted.before ->> 'created_at' AS made_at,
           noted.before ->> 'contact_name' AS name, noted.before ->> 'company' AS company
    FROM outpost.journal_change AS noted
    JOIN outpost.journal AS entry ON entry.id = noted.journal_id
    WHERE entry.user_id = %(user)s AND entry.undone_at IS NULL AND noted.tbl = 'public.leads'
      AND noted.before ? 'status' AND (noted.after ? 'status' OR noted.after IS NULL)),
turn AS (
    SELECT lead_id, at, n, was, becomes,
           lag(becomes) OVER (PARTITION BY lead_id ORDER BY at, n) AS before
    FROM change WHERE NOT deleted),
edge AS (
    SELECT lead_id, min(at) AS first_at, max(at) AS last_at,
           (array_agg(was ORDER BY at, n))[1] AS first,
           (array_agg(becomes ORDER BY at DESC, n DESC))[1] AS last
    FROM turn GROUP BY lead_id),
life AS (
    SELECT id AS lead_id, coalesce(created_at, updated_at) AS made_at, status,
           coalesce(updated_at, created_at) AS touched_at, NULL::timestamptz AS gone_at,
           contact_name AS name, company
    FROM public.leads WHERE user_id = %(user)s
    UNION ALL
    (SELECT DISTINCT ON (change.lead_id) change.lead_id, change.made_at::timestamptz, change.was,
            change.at, change.at, change.name, change.company
     FROM change WHERE change.deleted
       AND NOT EXISTS (SELECT FROM public.leads WHERE id = change.lead_id)
     ORDER BY change.lead_id, change.at DESC, change.n DESC)),
move AS (
    SELECT life.lead_id, least(life.made_at, edge.first_at, life.gone_at) AS at, NULL AS source,
           coalesce(edge.first, life.status) AS target
    FROM life LEFT JOIN edge USING (lead_id)
    UNION ALL
    SELECT turn.lead_id, turn.at, coalesce(turn.before, turn.was), turn.becomes
    FROM turn JOIN life USING (lead_id)
    UNION ALL
    SELECT life.lead_id, greatest(life.touched_at, edge.last_at), edge.last, life.status
    FROM life JOIN edge USING (lead_id)
    UNION ALL
    SELECT lead_id, gone_at, status, NULL FROM life WHERE gone_at IS NOT NULL),
moved AS (
    SELECT lead_id, at, (at AT TIME ZONE %(zone)s)::date AS day, coalesce(source, '') AS source,
           coalesce(target, '') AS target
    FROM move WHERE source IS DISTINCT FROM target AND at IS NOT NULL)
"""
_MOVES: Final = f"""{_LIVES}
SELECT day, source, target, count(*) FROM moved GROUP BY day, source, target ORDER BY day
"""
# Who came to a status and did not leave it until some day; and who left it in the days before.
_OF_STATUS: Final = f"""{_LIVES},
standing AS (
    SELECT lead_id, max(at) FILTER (WHERE target = %(status)s) AS came_at,
           max(at) FILTER (WHERE source = %(status)s AND day >= %(first)s) AS left_at,
           sum((target = %(status)s)::integer - (source = %(status)s)::integer) > 0 AS is_there,
           bool_or(target = '') AS is_gone
    FROM moved
    WHERE day <= %(last)s AND (target = %(status)s OR source = %(status)s) GROUP BY lead_id)
"""
_COUNTS: Final = f"""{_OF_STATUS}
SELECT count(*) FILTER (WHERE is_there),
       count(*) FILTER (WHERE NOT is_there AND left_at IS NOT NULL)
FROM standing
"""
_PAGE: Final = f"""{_OF_STATUS}
SELECT standing.lead_id, standing.at, coalesce(nullif(life.name, ''), life.company, ''),
       coalesce(life.company, ''), CASE WHEN life.gone_at IS NULL THEN standing.lead_id END,
       NULL::uuid, standing.why, NULL::bigint, NULL::uuid, NULL::timestamptz
FROM (SELECT lead_id, CASE WHEN is_there THEN came_at ELSE left_at END AS at,
             CASE WHEN is_there THEN 'had_status' WHEN is_gone THEN 'lead_deleted'
                  ELSE 'moved_on' END AS why
      FROM standing WHERE is_there = %(counted)s AND (is_there OR left_at IS NOT NULL)
      ORDER BY 2 DESC, lead_id OFFSET %(offset)s LIMIT %(limit)s) AS standing
JOIN life USING (lead_id) ORDER BY standing.at DESC, standing.lead_id
"""
_ZONE: Final = "SELECT zone FROM outpost.metric_clock WHERE user_id = %s"


class MetricFunnel:
    """Reads the statuses of leads as they were."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def points(
        self, user_id: UUID, period: Period, grouping: Grouping, zone: str
    ) -> tuple[FunnelPoint, ...]:
        """The funnel at the end of each part of a period, with who came and left in it."""
        moves = self._db.rows(_MOVES, {"user": user_id, "zone": zone})
        standing: Counter[str] = Counter()
        at, found = 0, []
        for part in (_before(period), *period.parts(grouping)):
            came: Counter[str] = Counter()
            left: Counter[str] = Counter()
            while at < len(moves) and moves[at][0] <= part.last:
                _, source, target, count = moves[at]
                left[source] += count
                came[target] += count
                at += 1
            standing.update(came)
            standing.subtract(left)
            found.append(_point(part.last, zone, standing, came, left))
        return tuple(found[1:])

    def counts(self, user_id: UUID, period: Period, status: str) -> tuple[int, int]:
        """How many leads had a status at the end of a period, and how many lost it in it."""
        row = self._db.row(_COUNTS, self._params(user_id, period, status))
        return (int(row[0]), int(row[1])) if row is not None else (0, 0)

    def leads(
        self, user_id: UUID, period: Period, status: str, standing: bool, offset: int, limit: int
    ) -> list[tuple[Any, ...]]:
        """Some of those leads, who came (or went) last first, as rows of evidence."""
        params = self._params(user_id, period, status)
        return self._db.rows(
            _PAGE, {**params, "counted": standing, "offset": offset, "limit": limit}
        )

    def _params(self, user_id: UUID, period: Period, status: str) -> dict[str, Any]:
        return {
            "user": user_id, "zone": self._db.value(_ZONE, (user_id,)) or "UTC", "status": status,
            "first": period.first, "last": period.last,
        }  # fmt: skip


def _before(period: Period) -> Period:
    """All time before a period."""
    return Period(date.min, period.first - timedelta(1))


def _point(
    last: date, zone: str, standing: Counter[str], came: Counter[str], left: Counter[str]
) -> FunnelPoint:
    end = datetime.combine(last + timedelta(1), time(0), ZoneInfo(zone))
    return FunnelPoint(
        end,
        tuple(FunnelStep(str(each), standing[each], came[each], left[each]) for each in LeadStatus),
    )
