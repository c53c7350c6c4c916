"""Metrics: figures of a period, what stands behind them, and reports beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.metric_evidence import MetricEvidence
from desktop_app.data.metric_figures import MetricFigures
from desktop_app.data.metric_funnel import MetricFunnel
from desktop_app.data.metric_reports import MetricReports
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.metrics import (
    LONGEST,
    Evidence,
    EvidenceCounts,
    EvidenceQuery,
    Grouping,
    MetricsQuery,
    Overview,
    Period,
    Point,
    ProblemOfPeriod,
)
from desktop_app.domain.reports import (
    FunnelPoint,
    HourEffect,
    QuietLead,
    SequenceStepEffect,
    StatusResponse,
    TemplateEffect,
)
from desktop_app.domain.working_hours import WorkingHours

_EARLIEST: Final = date(1970, 1, 1)
_LATEST: Final = date(2199, 12, 31)
_PROBLEMS: Final = {
    ProblemOfPeriod.BACKWARDS: KnownError(
        tr("This period ends before it begins."), tr("Give the earlier day first.")
    ),
    ProblemOfPeriod.TOO_LONG: KnownError(
        tr("This period is too long."),
        tr("Ask for {longest} days at most, which is ten years.", longest=numeral(LONGEST)),
    ),
}


class MetricsService:
    """What a user's mail, actions and leads tell of the user's days.

    What changed since the last roll-up is rolled up before anything is answered, so that figures
    and what stands behind them agree; the engine has mostly done it before.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached; the period ends before it begins, or is longer
            than ten years.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._rollup = MetricRollUp(db)

    # -- figures -----------------------------------------------------------------------------

    def today(self) -> date:
        """The day it is where the user is."""
        return self._rollup.today(self._user_id, self._clock())

    def refresh(self, period: Period | None = None) -> int:
        """Roll up anew, whatever was rolled up before.

        Args:
            period: these days alone; all of them without it.

        Returns:
            how many days were looked at.
        """
        with self._db.transaction():
            count = self._rollup.complete(self._user_id, self._clock(), self._checked(period))
            self._db.tell(Kind.METRICS, user_id=self._user_id)
        return count

    def overview(self, query: MetricsQuery) -> Overview:
        """The figures of a period, by its parts and by week, beside those that it is held
        against."""
        self._checked(query.period)
        with self._db.connection():
            self._catch_up()
            return MetricFigures(self._db).overview(self._user_id, query, self._clock())

    def days(self, period: Period) -> tuple[Point, ...]:
        """The days of a period that have a row of ``performance_metrics``, in order."""
        self._checked(period)
        with self._db.connection():
            self._catch_up()
            return MetricFigures(self._db).days(self._user_id, period)

    def _catch_up(self) -> None:
        now = self._clock()
        if self._rollup.is_due(self._user_id, now):
            with self._db.transaction():
                if self._rollup.catch_up(self._user_id, now):
                    self._db.tell(Kind.METRICS, user_id=self._user_id)

    @staticmethod
    def _checked(period: Period | None) -> Period | None:
        if period is not None and period.problem is not None:
            raise _PROBLEMS[period.problem]
        if period is not None and not _EARLIEST <= period.first <= period.last <= _LATEST:
            raise KnownError(
                tr("Nothing can be measured over these days."),
                tr(
                    "Ask for days between {year} and {year_2}.",
                    year=_EARLIEST.year,
                    year_2=_LATEST.year,
                ),
            )
        return period

    # -- what stands behind them -------------------------------------------------------------

    def evidence_counts(self, query: EvidenceQuery) -> EvidenceCounts:
        """How much is in a figure and how much was left out of it, and the figure itself."""
        self._checked(query.period)
        with self._db.connection():
            self._catch_up()
            return MetricEvidence(self._db).counts(self._user_id, query)

    def evidence(self, query: EvidenceQuery, offset: int, limit: int) -> tuple[Evidence, ...]:
        """A page of what is in a figure, or was left out of it, the newest first.

        The order is total, and a place in it costs the same wherever it is.

        Args:
            offset: how many newer ones are passed over.
            limit: how many at most.
        """
        self._checked(query.period)
        with self._db.connection():
            self._catch_up()
            return MetricEvidence(self._db).page(self._user_id, query, offset, limit, self._clock())

    # -- working hours -----------------------------------------------------------------------

    def working_hours(self) -> WorkingHours:
        """When the user works, by the clock on the wall."""
        return self._rollup.working_hours(self._user_id)

    def set_working_hours(self, hours: WorkingHours) -> Changes:
        """Change when the user works. What was measured is measured anew by it; can be undone.

        Raises:
            KnownError: no day, or no time in a day.
        """
        if not hours.week_seconds:
            raise KnownError(
                tr("There is no working time in these hours."), tr("Choose a day and a time.")
            )
        with self._db.transaction():
            change = self._rollup.set_working_hours(self._user_id, hours)
            if change is None:
                return Changes()
            said = tr("Working hours changed")
            journal = JournalRepository(self._db)
            entry = journal.add(self._user_id, "set_working_hours", said, [change])
            self._db.tell(Kind.METRICS, user_id=self._user_id)
        return Changes(Kind.METRICS, said, entry)

    # -- reports -----------------------------------------------------------------------------

    def funnel(self, period: Period, grouping: Grouping) -> tuple[FunnelPoint, ...]:
        """How many leads had which status at the end of each part of a period."""
        self._checked(period)
        with self._db.connection():
            zone = self._rollup.clock(self._user_id).zone
            return MetricFunnel(self._db).points(self._user_id, period, grouping, zone)

    def templates(self, period: Period) -> tuple[TemplateEffect, ...]:
        """What became of mail that was written with a template, the most used one first."""
        return self._report(period).templates(self._user_id, period)

    def hours(self, period: Period) -> tuple[HourEffect, ...]:
        """What became of mail that wanted a reply, by the hour of the week it was sent at."""
        return self._report(period).hours(self._user_id, period)

    def response_by_status(
        self, period: Period, *, working_hours: bool = False
    ) -> tuple[StatusResponse, ...]:
        """How long leads wait for an answer, by the status they have now: hot, warm, cold.

        Args:
            working_hours: only minutes within the user's working hours count.
        """
        report = self._report(period)
        return report.response_by_status(self._user_id, period, working_hours=working_hours)

    def quiet_leads(self, limit: int = 200) -> tuple[QuietLead, ...]:
        """Leads with whom nothing was written for 30 days and more: the hottest first, of those
        the ones that have been quiet for longest."""
        with self._db.connection():
            zone = self._rollup.clock(self._user_id).zone
            return MetricReports(self._db).quiet_leads(self._user_id, zone, self.today(), limit)

    def sequence_steps(self, period: Period) -> tuple[SequenceStepEffect, ...]:
        """What became of the steps of sequences that ended in a period, in their order."""
        with self._db.connection():
            zone = self._rollup.clock(self._user_id).zone
            return self._report(period).sequence_steps(self._user_id, period, zone)

    def _report(self, period: Period) -> MetricReports:
        self._checked(period)
        self._catch_up()
        return MetricReports(self._db)
