"""How many leads had which status when, from what the journal noted."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Final
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
_MOVES: Final = """
WITH change AS (
    SELECT noted.row_id AS lead_id, noted.n, entry.done_at AS at, noted.after IS NULL AS deleted,
           noted.before ->> 'status' AS was, noted.after ->> 'status' AS becomes,
           noted.before ->> 'created_at' AS made_at
    FROM outpost.journal_change AS noted
    JOIN outpost.journal AS entry ON entry.id = noted.journal_id
    WHERE entry.user_id = %(user)s AND entry.undone_at IS NULL AND noted.tbl = 'public.leads'
      AND noted.before ? 'status' AND (noted.after ? 'status' OR noted.after IS NULL)),
turn AS (
    SELECT lead_id, at, n, was, becomes,
           lag(becomes) OVER (PARTITION BY lead_id ORDER BY at, n) AS before
    FROM change WHERE NOT deleted),
edge AS (
    SELECT lead_id, min(at) AS first_at,
           (array_agg(was ORDER BY at, n))[1] AS first,
           (array_agg(becomes ORDER BY at DESC, n DESC))[1] AS last
    FROM turn GROUP BY lead_id),
life AS (
    SELECT id AS lead_id, coalesce(created_at, updated_at) AS made_at, status,
           coalesce(updated_at, created_at) AS touched_at, NULL::timestamptz AS gone_at
    FROM public.leads WHERE user_id = %(user)s
    UNION ALL
    (SELECT DISTINCT ON (change.lead_id) change.lead_id, change.made_at::timestamptz, change.was,
            change.at, change.at
     FROM change WHERE change.deleted
       AND NOT EXISTS (SELECT FROM public.leads WHERE id = change.lead_id)
     ORDER BY change.lead_id, change.at DESC, change.n DESC)),
move AS (
    SELECT least(life.made_at, edge.first_at, life.gone_at) AS at, NULL AS source,
           coalesce(edge.first, life.status) AS target
    FROM life LEFT JOIN edge USING (lead_id)
    UNION ALL
    SELECT turn.at, coalesce(turn.before, turn.was), turn.becomes
    FROM turn JOIN life USING (lead_id)
    UNION ALL
    SELECT life.touched_at, edge.last, life.status
    FROM life JOIN edge USING (lead_id)
    UNION ALL
    SELECT gone_at, status, NULL FROM life WHERE gone_at IS NOT NULL)
SELECT (at AT TIME ZONE %(zone)s)::date, coalesce(source, ''), coalesce(target, ''), count(*)
FROM move WHERE source IS DISTINCT FROM target AND at IS NOT NULL
GROUP BY 1, 2, 3 ORDER BY 1
"""


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
