"""Figures of periods, from what is kept of each day."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.metrics import (
    Figures,
    Grouping,
    MetricsQuery,
    Overview,
    Period,
    Point,
)

_KEY: Final = 8  # bytes

_DAYS = """
SELECT day, sent, received, asked, answered, {seconds}, lead_keys, meetings
FROM outpost.metric_day
WHERE user_id = %(user)s AND day BETWEEN %(first)s AND %(last)s AND events > 0
ORDER BY day
"""
_ROWS = """
SELECT row.metric_date, row.emails_sent, row.emails_received, row.reply_rate,
       row.avg_response_time, row.leads_contacted, row.meetings_scheduled,
       coalesce(kept.asked, 0), coalesce(kept.answered, 0), coalesce(kept.response_seconds, '{}'),
       kept.day IS NOT NULL
FROM public.performance_metrics AS row
LEFT JOIN outpost.metric_day AS kept ON kept.user_id = row.user_id AND kept.day = row.metric_date
WHERE row.user_id = %(user)s AND row.metric_date BETWEEN %(first)s AND %(last)s
ORDER BY row.metric_date
"""


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    sent: int
    received: int
    asked: int
    answered: int
    seconds: Sequence[int]  # the shortest first
    leads: bytes  # eight for each
    meetings: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """A part of a period, with what a sum of parts needs.

    Args:
        leads: their keys; empty where the part is a day, whose own ones are at hand.
    """

    period: Period
    figures: Figures
    leads: frozenset[int]
    seconds: Sequence[int]
    days: Sequence[_Day]


class MetricFigures:
    """Reads what was counted."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def overview(self, user_id: UUID, query: MetricsQuery, as_of: datetime) -> Overview:
        """The figures of a period, by its parts and by week, and of the one before."""
        days = self._days(user_id, query.period, working=query.working_hours)
        weeks = _sums(query.period, Grouping.WEEK, days)
        figures, points = _total(weeks), _points(query.period, query.grouping, days, weeks)
        before: Figures | None = None
        points_before: tuple[Point, ...] = ()
        if compared := query.period.compared(query.compared):
            days = self._days(user_id, compared, working=query.working_hours)
            weeks_before = _sums(compared, Grouping.WEEK, days)
            before = _total(weeks_before)
            points_before = _points(compared, query.grouping, days, weeks_before)
        return Overview(
            query=query,
            figures=figures,
            points=points,
            weeks=tuple(Point(each.period, each.figures) for each in weeks),
            before=before,
            points_before=points_before,
            as_of=as_of,
            first_day=self._first_day(user_id),
        )

    def days(self, user_id: UUID, period: Period) -> tuple[Point, ...]:
        """The rows of ``performance_metrics`` of a period."""
        return tuple(
            Point(Period(row[0], row[0]), _figures_of_row(row), row[10])
            for row in self._db.rows(_ROWS, _params(user_id, period))
        )

    def _first_day(self, user_id: UUID) -> date | None:
        found: date | None = self._db.value(
            "SELECT min(day) FROM outpost.metric_day WHERE user_id = %s AND events > 0", (user_id,)
        )
        return found

    def _days(self, user_id: UUID, period: Period, *, working: bool) -> tuple[_Day, ...]:
        asked = _DAYS.format(seconds="work_seconds" if working else "response_seconds")
        rows = self._db.rows(asked, _params(user_id, period), binary=True)
        return tuple(
            _Day(day, sent, received, asked, answered, spent, bytes(leads), meetings)
            for day, sent, received, asked, answered, spent, leads, meetings in rows
        )


def _params(user_id: UUID, period: Period) -> dict[str, Any]:
    return {"user": user_id, "first": period.first, "last": period.last}


def _points(
    period: Period, grouping: Grouping, days: Sequence[_Day], weeks: Sequence[_Sum]
) -> tuple[Point, ...]:
    sums = weeks if grouping is Grouping.WEEK else _sums(period, grouping, days)
    return tuple(Point(each.period, each.figures) for each in sums)


def _sums(period: Period, grouping: Grouping, days: Sequence[_Day]) -> tuple[_Sum, ...]:
    """The sum of each part of a period; days are in order."""
    found, at = [], 0
    for part in period.parts(grouping):
        first = at
        while at < len(days) and days[at].day <= part.last:
            at += 1
        found.append(_sum(part, days[first:at]))
    return tuple(found)


def _sum(period: Period, days: Sequence[_Day]) -> _Sum:
    seconds = _sorted_together(day.seconds for day in days)
    mean, median = _mean_and_median(seconds)
    if len(days) == 1:  # those of a day are different
        leads: frozenset[int] = frozenset()
        count = len(days[0].leads) // _KEY
    else:
        leads = frozenset(array("q", b"".join(day.leads for day in days)))
        count = len(leads)
    figures = Figures(
        sent=sum(day.sent for day in days),
        received=sum(day.received for day in days),
        asked=sum(day.asked for day in days),
        answered=sum(day.answered for day in days),
        responses=len(seconds),
        response_mean=mean,
        response_median=median,
        leads_contacted=count,
        meetings=sum(day.meetings for day in days),
    )
    return _Sum(period, figures, leads, seconds, days)


def _total(sums: Sequence[_Sum]) -> Figures:
    """The figures of all parts together."""
    parts = [each.figures for each in sums]
    seconds = _sorted_together(each.seconds for each in sums)
    mean, median = _mean_and_median(seconds)
    leads: set[int] = set()
    for each in sums:
        leads.update(each.leads or array("q", b"".join(day.leads for day in each.days)))
    return Figures(
        sent=sum(each.sent for each in parts),
        received=sum(each.received for each in parts),
        asked=sum(each.asked for each in parts),
        answered=sum(each.answered for each in parts),
        responses=len(seconds),
        response_mean=mean,
        response_median=median,
        leads_contacted=len(leads),
        meetings=sum(each.meetings for each in parts),
    )


def _sorted_together(runs: Iterable[Sequence[int]]) -> list[int]:
    # Sorted runs one behind the other: sorting finds them, and only merges.
    return sorted(chain.from_iterable(runs))


def _mean_and_median(seconds: Sequence[int]) -> tuple[float | None, float | None]:
    """Of sorted seconds, in minutes."""
    if not seconds:
        return None, None
    middle, odd = divmod(len(seconds), 2)
    median = seconds[middle] if odd else (seconds[middle - 1] + seconds[middle]) / 2
    return sum(seconds) / len(seconds) / 60, median / 60


def _figures_of_row(row: Sequence[Any]) -> Figures:
    """A row of the contract. Where it was counted here, its parts are known, too."""
    _, sent, received, rate, minutes, leads, meetings, asked, answered, seconds, counted = row
    mean, median = _mean_and_median(seconds)
    return Figures(
        sent=sent or 0,
        received=received or 0,
        asked=asked,
        answered=answered,
        responses=len(seconds),
        response_mean=mean if mean is not None else minutes,
        response_median=median,
        leads_contacted=leads or 0,
        meetings=meetings or 0,
        stated_rate=float(rate) if rate is not None and not counted else None,
    )
