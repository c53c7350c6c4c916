"""Metrics over invented days: a small program with the real service's methods.

Weekdays have mail, weekends little and no answers; each day's figures follow from its date alone,
and what a longer part says is the sum of its days, so that evidence and figures agree.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.metrics import (
    Evidence,
    EvidenceCounts,
    EvidenceKind,
    EvidenceQuery,
    Figures,
    Grouping,
    Measure,
    MetricsQuery,
    Overview,
    Period,
    Point,
    Why,
)
from desktop_app.domain.reports import (
    FunnelPoint,
    FunnelStep,
    HourEffect,
    QuietLead,
    SequenceStepEffect,
    Share,
    StatusResponse,
    TemplateEffect,
)
from desktop_app.domain.working_hours import WorkingHours

SPACE = UUID("5f1d7d0c-2d0e-4a50-9f3e-6c1b3a6f2b11")
_STATUSES = ("hot", "warm", "cold")
_OTHERS = (Why.AUTO_REPLY, Why.BOUNCE, Why.NO_LEAD)
_RELATED = {Why.ANSWERED: 90, Why.RESPONDED: -75}  # minutes from it to the other mail
TODAY = date(2026, 6, 16)


def of_day(day: date) -> Figures:
    """The figures of one day."""
    wave = math.sin(day.toordinal() * 0.9)
    if day.weekday() >= 5:
        return Figures(sent=3 + day.day % 2, received=5, leads_contacted=2)
    asked = 20 + day.day % 7
    answered = round(asked * (0.36 + 0.05 * wave))
    return Figures(
        sent=30 + round(6 * wave), received=17 + round(3 * math.cos(day.toordinal())),
        asked=asked, answered=answered, responses=6, response_mean=112 + 25 * wave,
        response_median=80 + 20 * wave, leads_contacted=7 + day.day % 3,
        meetings=1 + (day.day % 4 == 0),
    )  # fmt: skip


def of_days(period: Period) -> Figures:
    """The figures of several; a lead is written to in a week twice."""
    days = [of_day(period.first + timedelta(at)) for at in range(period.days)]
    if len(days) == 1:
        return days[0]
    timed = [each for each in days if each.response_mean is not None]

    def total(name: str) -> int:
        return sum(getattr(each, name) for each in days)

    def mean(name: str) -> float | None:
        return sum(getattr(each, name) for each in timed) / len(timed) if timed else None

    return Figures(
        total("sent"), total("received"), total("asked"), total("answered"), total("responses"),
        mean("response_mean"), mean("response_median"), total("leads_contacted") // 2,
        total("meetings"),
    )  # fmt: skip


class FakeMetrics:
    """Args:
    first_day: when the mail begins; None where there is none.
    """

    def __init__(
        self,
        first_day: date | None = date(2020, 1, 1),
        now: Callable[[], datetime] = lambda: datetime(2026, 6, 16, 10, 42, tzinfo=UTC),
    ) -> None:
        self.first_day = first_day
        self.fault: Exception | None = None
        self.hold: threading.Event | None = None
        self.hours_worked = WorkingHours()
        self.asked: list[MetricsQuery] = []
        self.threads: set[str] = set()
        self._now = now

    def today(self) -> date:
        return self._now().date()

    def overview(self, query: MetricsQuery) -> Overview:
        self._begin()
        self.asked.append(query)
        before = query.period.compared(query.compared)
        return Overview(
            query, self._figures(query.period), self._points(query.period, query.grouping),
            self._points(query.period, Grouping.WEEK),
            self._figures(before) if before else None,
            self._points(before, query.grouping) if before else (),
            self._now(), self.first_day,
        )  # fmt: skip

    def evidence_counts(self, q: EvidenceQuery) -> EvidenceCounts:
        self._begin()
        if q.narrowing is not None:
            return EvidenceCounts(5, 1, 40.0)
        figures = self._figures(q.period)
        counted = {
            Measure.SENT: figures.sent, Measure.RECEIVED: figures.received,
            Measure.REPLY_RATE: figures.asked, Measure.RESPONSE_TIME: figures.responses,
            Measure.LEADS_CONTACTED: figures.leads_contacted, Measure.MEETINGS: figures.meetings,
        }[q.measure]  # fmt: skip
        return EvidenceCounts(counted, 3, figures.value(q.measure))

    def evidence(self, q: EvidenceQuery, offset: int, limit: int) -> tuple[Evidence, ...]:
        self._begin()
        counts = self.evidence_counts(q)
        count = counts.counted if q.counted else counts.left_out
        last = datetime.combine(q.period.last, datetime.min.time(), UTC) + timedelta(hours=17)
        return tuple(
            self._evidence(q, number, last - timedelta(minutes=7 * number))
            for number in range(offset, min(offset + limit, count))
        )

    def funnel(self, period: Period, grouping: Grouping) -> tuple[FunnelPoint, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        return tuple(
            FunnelPoint(
                datetime.combine(part.last, datetime.max.time(), UTC),
                tuple(
                    FunnelStep(status, 20 + 3 * at + 5 * number, 2 + number, 1)
                    for number, status in enumerate(("hot", "warm", "cold"))
                ),
            )
            for at, part in enumerate(period.parts(grouping))
        )

    def working_hours(self) -> WorkingHours:
        self._begin()
        return self.hours_worked

    def set_working_hours(self, hours: WorkingHours) -> Changes:
        self._begin()
        self.hours_worked = hours
        return Changes(Kind.METRICS, "Working hours changed", 7)

    def templates(self, period: Period) -> tuple[TemplateEffect, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        names = (("Introduction", 84, 31), ("After a call", 41, 22), ("Price list", 6, 4))
        return tuple(
            TemplateEffect(uuid5(SPACE, name), name, Share(part, sent))
            for name, sent, part in names
        )

    def hours(self, period: Period) -> tuple[HourEffect, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        return tuple(
            HourEffect(day, hour, Share((day + hour) % 9 + 2, 12 + hour))
            for day in range(5)
            for hour in range(8, 18)
        )

    def response_by_status(
        self, period: Period, *, working_hours: bool = False
    ) -> tuple[StatusResponse, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        return (
            StatusResponse("hot", 40, 62.0, 45.0),
            StatusResponse("warm", 31, 118.0, 90.0),
            StatusResponse("cold", 0, None, None),
        )

    def quiet_leads(self, limit: int = 200) -> tuple[QuietLead, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        return tuple(
            QuietLead(uuid5(SPACE, f"quiet {n}"), f"Pelican Row {n}", _STATUSES[n % 3],
                      60 - n, self._now() - timedelta(days=60 - n) if n else None)
            for n in range(min(limit, 40))
        )  # fmt: skip

    def sequence_steps(self, period: Period) -> tuple[SequenceStepEffect, ...]:
        self._begin()
        if self.first_day is None:
            return ()
        return tuple(
            SequenceStepEffect(uuid5(SPACE, "fair"), "After the fair", n,
                               uuid5(SPACE, title), title, done,
                               Share(part, done), 2 * n)
            for n, (title, done, part) in enumerate(
                (("Introduction", 60, 14), ("Reminder", 40, 6), ("Call", 12, 3)), 1
            )
        )  # fmt: skip

    def _begin(self) -> None:
        self.threads.add(threading.current_thread().name)
        if self.hold is not None:
            self.hold.wait(10)
        if self.fault is not None:
            raise self.fault

    def _figures(self, period: Period) -> Figures:
        if self.first_day is None or period.last < self.first_day:
            return Figures()
        return of_days(Period(max(period.first, self.first_day), period.last))

    def _points(self, period: Period, grouping: Grouping) -> tuple[Point, ...]:
        return tuple(Point(part, self._figures(part)) for part in period.parts(grouping))

    def _evidence(self, q: EvidenceQuery, number: int, at: datetime) -> Evidence:
        kinds = {Measure.LEADS_CONTACTED: EvidenceKind.LEAD, Measure.MEETINGS: EvidenceKind.ACTION}
        why = {
            Measure.SENT: Why.SENT, Measure.RECEIVED: Why.HUMAN_MESSAGE,
            Measure.REPLY_RATE: Why.ANSWERED if number % 3 == 0 else Why.NOT_ANSWERED,
            Measure.RESPONSE_TIME: Why.RESPONDED, Measure.LEADS_CONTACTED: Why.CONTACTED,
            Measure.MEETINGS: Why.MADE,
        }[q.measure] if q.counted else _OTHERS[number % 3]  # fmt: skip
        key = f"{q.measure} {q.period.first} {q.counted} {number}"
        return Evidence(
            kinds.get(q.measure, EvidenceKind.MESSAGE), uuid5(SPACE, key), at,
            f"Pilot for line {number}", "Ines Caldaro", uuid5(SPACE, f"lead {number}"),
            uuid5(SPACE, f"conversation {number}"), q.counted, why,
            75.0 if why is Why.RESPONDED else None,
            uuid5(SPACE, f"related {number}") if why in _RELATED else None,
            at + timedelta(minutes=_RELATED[why]) if why in _RELATED else None,
        )  # fmt: skip
