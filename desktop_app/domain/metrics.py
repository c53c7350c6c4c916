"""What is measured of a rep's work, over which days, and what is answered.

The definitions themselves stand in ``sql/`` (one source for figures and for what is behind them)
and, as plain rules, in the tests' reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

REPLY_WINDOW: Final = timedelta(days=14)
"""How long an answer counts as one; the views in ``sql/`` have the same."""
SILENCE: Final = timedelta(days=7)
"""An outbound message so long after anybody wrote wants a reply anew."""
LONGEST = 3_660  # days of a period: ten years


class Measure(StrEnum):
    """One of the figures of ``performance_metrics``."""

    SENT = "emails_sent"
    RECEIVED = "emails_received"
    REPLY_RATE = "reply_rate"
    RESPONSE_TIME = "avg_response_time"
    LEADS_CONTACTED = "leads_contacted"
    MEETINGS = "meetings_scheduled"


class Grouping(StrEnum):
    """How much time a point of a chart stands for; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Compared(StrEnum):
    """What a period is held against."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"
    NOTHING = "nothing"


class ProblemOfPeriod(StrEnum):
    """Why days are no period."""

    BACKWARDS = "backwards"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local days of the user, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def problem(self) -> ProblemOfPeriod | None:
        """Why nothing can be measured over it."""
        if self.last < self.first:
            return ProblemOfPeriod.BACKWARDS
        return ProblemOfPeriod.TOO_LONG if self.days > LONGEST else None

    @property
    def previous(self) -> Period:
        """As many days before it."""
        return Period(self.first - timedelta(self.days), self.first - timedelta(1))

    @property
    def year_before(self) -> Period:
        """The same days a year earlier; 29 February is the 28th there."""
        return Period(_year_before(self.first), _year_before(self.last))

    def compared(self, with_: Compared) -> Period | None:
        """The days that it is held against."""
        if with_ is Compared.NOTHING:
            return None
        return self.previous if with_ is Compared.PREVIOUS else self.year_before

    @classmethod
    def until(cls, today: date, days: int) -> Period:
        """The last ``days`` days, today among them."""
        return cls(today - timedelta(days - 1), today)

    def parts(self, grouping: Grouping) -> tuple[Period, ...]:
        """Its days, weeks or months in order; the first and last may be cut."""
        found: list[Period] = []
        first = self.first
        while first <= self.last:
            last = min(_end_of(first, grouping), self.last)
            found.append(Period(first, last))
            first = last + timedelta(1)
        return tuple(found)


def usual_grouping(period: Period) -> Grouping:
    """What shows a period best: up to three months by day, up to two years by week."""
    if period.days <= 92:
        return Grouping.DAY
    return Grouping.WEEK if period.days <= 732 else Grouping.MONTH


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured over some days. A figure without anything to measure is None, not 0.

    Args:
        asked: outbound messages that wanted a reply (they start a conversation or follow a
            silence); ``answered`` of them had one within 14 days.
        reply_rate: percent of 0 to 100.
        responses: answers of the rep of which ``response_mean`` and ``response_median`` are the
            minutes; within working hours where those were asked for.
        leads_contacted: distinct leads in all of these days.
        stated_rate: the percent that another program stated, of whose mails nothing is known.
    """

    sent: int = 0
    received: int = 0
    asked: int = 0
    answered: int = 0
    responses: int = 0
    response_mean: float | None = None
    response_median: float | None = None
    leads_contacted: int = 0
    meetings: int = 0
    stated_rate: float | None = None

    @property
    def reply_rate(self) -> float | None:
        return 100 * self.answered / self.asked if self.asked else self.stated_rate

    def value(self, measure: Measure) -> float | None:
        """The figure of a measure: a number, percent, or minutes."""
        return {
            Measure.SENT: self.sent,
            Measure.RECEIVED: self.received,
            Measure.REPLY_RATE: self.reply_rate,
            Measure.RESPONSE_TIME: self.response_mean,
            Measure.LEADS_CONTACTED: self.leads_contacted,
            Measure.MEETINGS: self.meetings,
        }[measure]


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of a day, week or month.

    Args:
        counted: False where another program wrote them and nothing else is known.
    """

    period: Period
    figures: Figures
    counted: bool = True


@dataclass(frozen=True, slots=True)
class MetricsQuery:
    """What a screen of metrics asks.

    Args:
        working_hours: response times count only minutes within the rep's working hours.
    """

    period: Period
    grouping: Grouping
    compared: Compared = Compared.PREVIOUS
    working_hours: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a period, and of the one that it is held against.

    Args:
        points: one for each part of the period, in order.
        weeks: the same by week, for what is too small by day.
        before, points_before: None and empty where nothing is compared.
        as_of: until when messages and actions are counted in.
        first_day: the first day with anything in it, None without any.
    """

    query: MetricsQuery
    figures: Figures
    points: tuple[Point, ...]
    weeks: tuple[Point, ...]
    before: Figures | None
    points_before: tuple[Point, ...]
    as_of: datetime
    first_day: date | None


class EvidenceKind(StrEnum):
    """What can stand behind a figure."""

    MESSAGE = "message"
    LEAD = "lead"
    ACTION = "action"


class Why(StrEnum):
    """Why something counts, or was left out of a figure."""

    SENT = "sent"
    HUMAN_REPLY = "human_reply"
    HUMAN_MESSAGE = "human_message"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    STILL_OPEN = "still_open"  # not answered yet, and the 14 days go on
    RESPONDED = "responded"
    CONTACTED = "contacted"
    MADE = "made"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST_MAIL = "list_mail"
    OWN_ALIAS = "own_alias"
    NO_LEAD = "no_lead"
    FOLLOWS_SOON = "follows_soon"  # it neither starts a conversation nor follows a silence
    AUTOMATIC_OUT = "automatic_out"
    CANCELLED = "cancelled"
    HAD_STATUS = "had_status"  # the lead came to it then, and had it at the end of the days
    MOVED_ON = "moved_on"  # it had it in these days, and went on to another
    LEAD_DELETED = "lead_deleted"
    ANSWERED_LATER = "answered_later"  # an answer came, but to a later mail of the rep's
    NO_QUESTION = "no_question"  # outbound, but nothing of theirs waited for it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One message, lead or action behind a figure, or left out of it.

    Args:
        id: of the message, lead or action.
        at: when it was, aware.
        title: the subject, the lead's name, or the action's words.
        who: the correspondent, or "".
        lead_id, conversation_id: where it can be opened; None where it hangs on none.
        counted: whether it is in the figure.
        minutes: of an answer, how long it took, within working hours where those were asked for.
        related_id, related_at: the reply that answered it, or the message it answered.
    """

    kind: EvidenceKind
    id: UUID
    at: datetime
    title: str
    who: str
    lead_id: UUID | None
    conversation_id: UUID | None
    counted: bool
    why: Why
    minutes: float | None = None
    related_id: UUID | None = None
    related_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfTemplate:
    """The mail that was written with a template; its reply rate is that of the report."""

    template_id: UUID


@dataclass(frozen=True, slots=True)
class OfHour:
    """Mail that wanted a reply, sent at an hour of the local week (0 is Monday)."""

    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class OfStatus:
    """Answers to leads that have a status now."""

    status: str


@dataclass(frozen=True, slots=True)
class OfStep:
    """The mail of a step of a sequence, where the step ended in these days."""

    step_id: UUID


@dataclass(frozen=True, slots=True)
class OfFunnel:
    """Leads that had a status at the end of these days; left out are those that lost it in them."""

    status: str


Narrowing = OfTemplate | OfHour | OfStatus | OfStep | OfFunnel
"""One row of a report, or one point of its chart."""


_MEASURES: Final = {OfStatus: Measure.RESPONSE_TIME, OfFunnel: Measure.LEADS_CONTACTED}


@dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """What of a figure is to be seen.

    Args:
        measure: what the figure is; a ``narrowing`` has its own, see :meth:`behind`: how leads
            stand is told in leads, as those contacted are.
        counted: what is in the figure, or what was left out of it.
        narrowing: one row of a report rather than all of the period.
    """

    measure: Measure
    period: Period
    counted: bool = True
    working_hours: bool = False
    narrowing: Narrowing | None = None

    @classmethod
    def behind(
        cls, narrowing: Narrowing, period: Period, *, working_hours: bool = False
    ) -> EvidenceQuery:
        """What stands behind one row of a report of a period."""
        measure = _MEASURES.get(type(narrowing), Measure.REPLY_RATE)
        return cls(measure, period, working_hours=working_hours, narrowing=narrowing)


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How much there is behind a figure; ``counted`` is its number itself."""

    counted: int
    left_out: int
    value: float | None


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _end_of(day: date, grouping: Grouping) -> date:
    if grouping is Grouping.DAY:
        return day
    if grouping is Grouping.WEEK:
        return day + timedelta(6 - day.weekday())
    next_month = (day.replace(day=28) + timedelta(4)).replace(day=1)
    return next_month - timedelta(1)
