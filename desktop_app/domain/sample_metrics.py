"""The day metrics of an invented year, by the definitions that hold for real mail.

One pass over conversations as they are made; what is kept is a handful of numbers per day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.replies import Kind
from desktop_app.domain.sample_calendar import YEAR_DAYS, WorkingTime
from desktop_app.domain.sample_types import SampleAction, SampleMessage, SampleThread

REPLY_WINDOW: Final = timedelta(days=14)
SILENCE: Final = timedelta(days=7)
"""An outbound message so long after the one before it opens the exchange anew."""


@dataclass(frozen=True, slots=True)
class DayMetrics:
    """A row of ``performance_metrics``: ``reply_rate`` in percent, response time in minutes."""

    day: date
    emails_sent: int
    emails_received: int
    reply_rate: float | None
    avg_response_time: int | None
    leads_contacted: int
    meetings_scheduled: int


@dataclass(slots=True)
class _Day:
    sent: int = 0
    received: int = 0
    asked: int = 0
    answered: int = 0
    responses: int = 0
    response_seconds: float = 0.0
    contacted: int = 0
    meetings: int = 0


class MetricsCount:
    """Counts the local days of a year."""

    def __init__(self, time: WorkingTime) -> None:
        self._time = time
        first = time.today - timedelta(days=YEAR_DAYS)
        self._days = {first + timedelta(days=n): _Day() for n in range(YEAR_DAYS + 1)}

    def add_lead(self, threads: Iterable[SampleThread], actions: Iterable[SampleAction]) -> None:
        """The conversations and actions of one lead."""
        written: set[date] = set()
        for thread in threads:
            self._add_thread(thread.messages, with_lead=True)
            written.update(self._local(m) for m in thread.messages if m.outbound)
        for day in written:
            if day in self._days:
                self._days[day].contacted += 1
        for action in actions:
            day = self._time.local_date(action.created_at)
            if action.type == "meeting" and action.status != "cancelled" and day in self._days:
                self._days[day].meetings += 1

    def add_stranger(self, thread: SampleThread) -> None:
        """A conversation with nobody known."""
        self._add_thread(thread.messages, with_lead=False)

    def rows(self) -> tuple[DayMetrics, ...]:
        """One row per day, oldest first."""
        return tuple(
            DayMetrics(
                day=day,
                emails_sent=it.sent,
                emails_received=it.received,
                reply_rate=round(100 * it.answered / it.asked, 1) if it.asked else None,
                avg_response_time=(
                    round(it.response_seconds / 60 / it.responses) if it.responses else None
                ),
                leads_contacted=it.contacted,
                meetings_scheduled=it.meetings,
            )
            for day, it in self._days.items()
        )

    def _add_thread(self, messages: Sequence[SampleMessage], *, with_lead: bool) -> None:
        waiting: list[SampleMessage] = []
        for place, message in enumerate(messages):
            day = self._days.get(self._local(message))
            if day is None:
                continue
            if message.outbound:
                day.sent += 1
                for each in waiting:
                    day.responses += 1
                    day.response_seconds += (message.at - each.at).total_seconds()
                waiting.clear()
                if place == 0 or message.at - messages[place - 1].at >= SILENCE:
                    day.asked += 1
                    day.answered += _is_answered(message, messages[place + 1 :])
            elif message.kind is Kind.HUMAN:
                waiting.append(message)
                day.received += with_lead

    def _local(self, message: SampleMessage) -> date:
        return self._time.local_date(message.at)


def _is_answered(message: SampleMessage, later: Sequence[SampleMessage]) -> bool:
    return any(
        not m.outbound and m.kind is Kind.HUMAN and m.at - message.at <= REPLY_WINDOW for m in later
    )
