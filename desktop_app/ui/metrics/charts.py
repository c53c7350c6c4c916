"""Charts as plain values: what is drawn, written as a table, and read aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import (
    Figures,
    Grouping,
    Measure,
    Narrowing,
    Overview,
    Period,
    Point,
)
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.words import Unit

Values = tuple[float | None, ...]


class Kind(StrEnum):
    """How a series is drawn."""

    AREA = "area"  # a line with the ground below it tinted
    LINE = "line"
    DASHED = "dashed"  # what it is held against
    BARS = "bars"
    MARKS = "marks"  # a short line at its value, over the bars
    LEVEL = "level"  # one dashed line across
    STACK = "stack"  # areas upon each other


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one kind of bar.

    Args:
        key: what a toggle is remembered by.
        ink: a chart token: ``s1`` to ``s4`` or ``previous``; or a colour's path.
        values: one for each part of the chart; None leaves a gap.
        measure: the figure that a click looks behind; None where there is none.
        narrowing: the row of a report that a click looks behind, where it is no figure.
        shown: whether it is drawn until somebody asks otherwise.
    """

    key: str
    name: str
    kind: Kind
    ink: str
    values: Values
    measure: Measure | None = None
    shown: bool = True
    narrowing: Narrowing | None = None

    @property
    def can_open(self) -> bool:
        """Whether something stands behind its points."""
        return self.measure is not None or self.narrowing is not None

    @property
    def level(self) -> float | None:
        """The value of a line across."""
        return next((each for each in self.values if each is not None), None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A titled chart.

    Args:
        parts: the days of each point, in order.
        unit: of all its values.
        from_zero: whether the axis begins at zero, which bars and areas need.
        numbers: whether bars say their number, where there is room.
    """

    key: str
    title: str
    parts: tuple[Period, ...]
    series: tuple[Series, ...]
    unit: Unit
    from_zero: bool = True
    numbers: bool = False

    @property
    def has_bars(self) -> bool:
        return any(each.kind is Kind.BARS for each in self.series)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        own = (each for each in self.series if each.kind not in (Kind.DASHED, Kind.LEVEL))
        return all(number is None for each in own for number in each.values)

    def toggled(self, hidden: frozenset[str], shown: frozenset[str]) -> Chart:
        """The same with these series hidden, and those shown."""
        return replace(
            self,
            series=tuple(
                replace(each, shown=each.key in shown or (each.shown and each.key not in hidden))
                for each in self.series
            ),
        )

    def spoken(self, at: int, today: date) -> str:
        """A point in words: "Wednesday 10 June: Sent 26, Received 23"."""
        said = [
            f"{each.name} {words.spoken(each.values[at], self.unit)}"
            for each in self.series
            if each.shown and each.kind is not Kind.LEVEL
        ]
        return f"{words.part(self.parts[at], today)}: {', '.join(said)}"

    def sheet(self) -> list[list[str]]:
        """Titles and rows for other programs: ISO days, bare numbers, "" for no value."""
        columns = self._columns()
        unit = {Unit.COUNT: "", Unit.PERCENT: " (%)", Unit.MINUTES: " (minutes)"}[self.unit]
        head = [tr("First day"), tr("Last day"), *(f"{each.name}{unit}" for each in columns)]
        return [
            head,
            *(
                [
                    part.first.isoformat(),
                    part.last.isoformat(),
                    *(bare(each.values[at]) for each in columns),
                ]
                for at, part in enumerate(self.parts)
            ),
        ]

    def _columns(self) -> list[Series]:
        return [each for each in self.series if each.kind is not Kind.LEVEL]


def bare(number: float | None) -> str:
    """A number as other programs read it."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else f"{number:.2f}"


def of_stack(stack: Sequence[Series], at: int, value: float) -> Series:
    """The series whose area lies at a value; above them all, the uppermost one."""
    top = 0.0
    for each in stack:
        top += each.values[at] or 0
        if value <= top:
            return each
    return stack[-1]


def overview_charts(found: Overview) -> tuple[Chart, Chart, Chart, Chart]:
    """The four charts of the overview."""
    return (_mail(found), _replies(found), _responses(found), _leads(found))


def _mail(found: Overview) -> Chart:
    points = found.points
    return Chart(
        "mail",
        tr("Emails sent and received"),
        _parts(points),
        (
            Series("sent", tr("Sent"), Kind.AREA, "s1", _of(points, _sent), Measure.SENT),
            Series("received", tr("Received"), Kind.LINE, "s2", _of(points, _received),
                   Measure.RECEIVED),
        ),
        Unit.COUNT,
    )  # fmt: skip


def _replies(found: Overview) -> Chart:
    points = found.points
    series = [
        Series("now", tr("This period"), Kind.LINE, "s1", _of(points, _rate), Measure.REPLY_RATE)
    ]
    if found.before is not None:
        name = words.compared(found.query.compared, found.query.period)
        before = _fitted(_of(found.points_before, _rate), len(points))
        series.append(Series("before", name, Kind.DASHED, "previous", before))
    return Chart(
        "replies", tr("Reply rate"), _parts(points), tuple(series), Unit.PERCENT, from_zero=False
    )


def _responses(found: Overview) -> Chart:
    points = found.points
    series = [
        Series("mean", tr("Average"), Kind.BARS, "s1", _of(points, _mean), Measure.RESPONSE_TIME),
        Series("median", tr("Median"), Kind.MARKS, "s2", _of(points, _median),
               Measure.RESPONSE_TIME),
    ]  # fmt: skip
    before = found.before.response_mean if found.before is not None else None
    if before is not None:
        name = tr("Previous average, {duration}", duration=words.duration(before))
        series.append(Series("before", name, Kind.LEVEL, "previous", (before,) * len(points)))
    title = tr("Average response time")
    if found.query.working_hours:
        title += tr(", working hours")
    return Chart("responses", title, _parts(points), tuple(series), Unit.MINUTES)


def _leads(found: Overview) -> Chart:
    by_month = found.query.grouping is Grouping.MONTH
    points = found.points if by_month else found.weeks
    return Chart(
        "leads",
        tr("Leads contacted and meetings, by month")
        if by_month
        else tr("Leads contacted and meetings, by week"),
        _parts(points),
        (
            Series("leads", tr("Leads contacted"), Kind.BARS, "s3", _of(points, _contacted),
                   Measure.LEADS_CONTACTED),
            Series("meetings", tr("Meetings scheduled"), Kind.BARS, "s4", _of(points, _meetings),
                   Measure.MEETINGS),
        ),
        Unit.COUNT,
        numbers=True,
    )  # fmt: skip


def meetings_chart(found: Overview) -> Chart:
    """Meetings alone, by week or month, beside those of the days before."""
    whole = _leads(found)
    only = tuple(each for each in whole.series if each.key == "meetings")
    by_month = found.query.grouping is Grouping.MONTH
    title = tr("Meetings scheduled, by month") if by_month else tr("Meetings scheduled, by week")
    return replace(whole, key="meetings", title=title, series=only)


def _parts(points: Sequence[Point]) -> tuple[Period, ...]:
    return tuple(each.period for each in points)


def _of(points: Sequence[Point], figure: Callable[[Figures], float | None]) -> Values:
    return tuple(figure(each.figures) for each in points)


def _fitted(values: Values, count: int) -> Values:
    """As many values as there are points: what is held against may be cut otherwise."""
    return (*values[:count], *(None,) * (count - len(values)))


def _sent(of: Figures) -> float:
    return of.sent


def _received(of: Figures) -> float:
    return of.received


def _rate(of: Figures) -> float | None:
    return of.reply_rate


def _mean(of: Figures) -> float | None:
    return of.response_mean


def _median(of: Figures) -> float | None:
    return of.response_median


def _contacted(of: Figures) -> float:
    return of.leads_contacted


def _meetings(of: Figures) -> float:
    return of.meetings


def groupings_for(period: Period) -> tuple[Grouping, ...]:
    """What can be told apart on a screen: days of up to two years, weeks of up to ten."""
    if period.days <= 7:
        return (Grouping.DAY,)
    if period.days <= 732:
        return tuple(Grouping)
    return (Grouping.WEEK, Grouping.MONTH)
