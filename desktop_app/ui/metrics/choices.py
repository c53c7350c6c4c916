"""What a rep has chosen to look at; kept between runs of the program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import (
    Compared,
    Grouping,
    MetricsQuery,
    Period,
    usual_grouping,
)
from desktop_app.ui.metrics.charts import groupings_for
from desktop_app.ui.shell.state import UiState

SPANS = (
    ("7", tr("7 days")),
    ("30", tr("30 days")),
    ("90", tr("90 days")),
    ("year", tr("12 months")),
)
OWN = "own"
_KEY = "metrics"
_Word = TypeVar("_Word", Compared, Grouping)


@dataclass(frozen=True, slots=True)
class Choices:
    """Args:
    span: a key of ``SPANS``, or ``OWN`` for the days of ``own``.
    grouping: None lets the period decide.
    toggled: keys ("responses.median") of series that are not as they are at first.
    """

    span: str = "30"
    own: Period | None = None
    compared: Compared = Compared.PREVIOUS
    grouping: Grouping | None = None
    working_hours: bool = False
    toggled: frozenset[str] = field(default_factory=frozenset)

    def period(self, today: date) -> Period:
        """The days that are looked at."""
        if self.span == OWN and self.own is not None:
            return self.own
        if self.span == "year":
            return Period(Period(today, today).year_before.first + timedelta(1), today)
        return Period.until(today, int(self.span) if self.span.isdigit() else 30)

    def query(self, today: date) -> MetricsQuery:
        period = self.period(today)
        grouping = self.grouping
        if grouping not in groupings_for(period):
            grouping = usual_grouping(period)
        return MetricsQuery(period, grouping, self.compared, self.working_hours)

    def asks_as(self, other: Choices) -> bool:
        """Whether the same is asked for; which series are shown of it is no question."""
        return replace(self, toggled=other.toggled) == other

    def with_toggled(self, key: str) -> Choices:
        return replace(self, toggled=self.toggled ^ {key})

    def keep(self, state: UiState) -> None:
        """Remember them."""
        own = f"{self.own.first}/{self.own.last}" if self.own is not None else ""
        state.put(f"{_KEY}.span", self.span)
        state.put(f"{_KEY}.own", own)
        state.put(f"{_KEY}.compared", self.compared.value)
        state.put(f"{_KEY}.grouping", self.grouping.value if self.grouping else "")
        state.put(f"{_KEY}.working_hours", int(self.working_hours))
        state.put(f"{_KEY}.toggled", " ".join(sorted(self.toggled)))


def kept_choices(state: UiState) -> Choices:
    """Those of the last time; what cannot be read is as at first."""
    own = _read_period(state.text(f"{_KEY}.own"))
    span = state.text(f"{_KEY}.span", "30")
    known = {key for key, _ in SPANS} | ({OWN} if own is not None else set())
    return Choices(
        span if span in known else "30",
        own,
        _one_of(Compared, state.text(f"{_KEY}.compared")) or Compared.PREVIOUS,
        _one_of(Grouping, state.text(f"{_KEY}.grouping")),
        bool(state.number(f"{_KEY}.working_hours", 0)),
        frozenset(state.text(f"{_KEY}.toggled").split()),
    )


def _one_of(kind: type[_Word], written: str) -> _Word | None:
    try:
        return kind(written)
    except ValueError:
        return None


def _read_period(written: str) -> Period | None:
    first, _, last = written.partition("/")
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return None if period.problem is not None else period
