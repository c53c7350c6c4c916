"""Where the axes of a chart have their marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.language import numeral, short_number, tr
from desktop_app.domain.metrics import Period
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, Kind
from desktop_app.ui.metrics.words import Unit

_MOST = {Unit.COUNT: 5, Unit.PERCENT: 4, Unit.MINUTES: 4}  # steps of an upright axis
_BETWEEN = 10  # px between the words of two marks
_FEW_WEEKS = 20  # of more, the months say it better
_PERCENT = (1, 2, 5, 10, 20, 25, 50)
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440)


@dataclass(frozen=True, slots=True)
class Scale:
    """An upright axis: from ``low`` to ``high``, with marks at ``ticks``."""

    low: float
    high: float
    ticks: tuple[float, ...]


_ABOVE = 0.08  # of the height: what a number above a bar takes


def scale_of(chart: Chart) -> Scale:
    """The axis that holds everything of a chart that is shown."""
    found = [each for each in _heights(chart) if each is not None]
    low, high = (min(found), max(found)) if found else (0.0, 0.0)
    if chart.from_zero:
        low = 0.0
    if chart.unit is Unit.PERCENT and not chart.from_zero and high - low < 2:
        low, high = max(0.0, low - 1), min(100.0, high + 1)  # one value: some room around it
    step = _step(high - low, chart.unit)
    bottom = math.floor(low / step) * step
    top = math.ceil(high / step) * step
    if top <= bottom:
        top = bottom + step
    if chart.numbers and high > top - _ABOVE * (top - bottom):
        top += step  # the number above the highest bar is not cut
    if chart.unit is Unit.PERCENT and top > 100:
        top = 100.0
    count = round((top - bottom) / step)
    return Scale(bottom, top, tuple(bottom + step * at for at in range(count + 1)))


def _heights(chart: Chart) -> Iterable[float | None]:
    shown = [each for each in chart.series if each.shown]
    stacked = [each for each in shown if each.kind is Kind.STACK]
    if stacked:
        yield from (sum(each.values[at] or 0 for each in stacked)
                    for at in range(len(chart.parts)))  # fmt: skip
    for each in shown:
        if each.kind is not Kind.STACK:
            yield from each.values


def _step(spread: float, unit: Unit) -> float:
    """A round step of which a few cover the spread."""
    rough = spread / _MOST[unit]
    if unit is Unit.MINUTES:
        for each in _MINUTES:
            if each >= rough:
                return each
        return _round_up(rough / 1440) * 1440
    if unit is Unit.PERCENT and rough >= 1:
        return next(each for each in _PERCENT if each >= rough)
    step = _round_up(rough) if rough > 0 else 1.0
    return max(1.0, step) if unit is Unit.COUNT else step


def _round_up(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(each * power for each in (1, 2, 5, 10) if each * power >= rough * 0.999)


def tick_words(number: float, unit: Unit, high: float) -> str:
    """A mark of the upright axis: "20", "35%", "2 h", "30 min"."""
    if unit is Unit.PERCENT:
        return tr("{number}%", number=short_number(number))
    if unit is Unit.COUNT:
        return numeral(round(number))
    if high >= 2880:
        return words.days_words(number / 1440)
    if high >= 120:
        return words.hours_words(number / 60)
    return tr("{number} min", number=short_number(number))


# Days


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the level axis below a point."""

    at: int
    words: str


def marks_of(
    parts: Sequence[Period],
    width: float,
    place: Callable[[int], float],
    measure: Callable[[str], float],
    *,
    by_span: bool,
) -> tuple[Mark, ...]:
    """The marks that have room.

    Args:
        width: of the axis in pixels.
        place: where a point is, in pixels from the axis's left end.
        measure: how wide words are, in pixels.
        by_span: name whole weeks ("8–14 June") where there is room, as bars of weeks want it.
    """
    if not parts:
        return ()

    def fits(marks: Sequence[Mark]) -> bool:
        ends = -math.inf
        for mark in marks:
            left = words_left(place(mark.at), measure(mark.words), width)
            if left < ends + _BETWEEN:
                return False
            ends = left + measure(mark.words)
        return bool(marks)

    if by_span and not any(part.days > 7 for part in parts):
        for short in (False, True):
            spans = [Mark(at, words.span(part, short=short)) for at, part in enumerate(parts)]
            if fits(spans):
                return tuple(spans)
    for chosen in _choices(parts):
        if fits(chosen):
            return tuple(chosen)
    return (Mark(0, _day(parts[0].first, short=True)),)


def words_left(middle: float, wide: float, width: float) -> float:
    """Where the words of a mark begin: in the middle of their point, but within the axis."""
    return max(0.0, min(middle - wide / 2, width - wide))


def _choices(parts: Sequence[Period]) -> Iterable[list[Mark]]:
    """Marks from the densest to the thinnest."""
    days = [part.first for part in parts]
    for short in (False, True):
        every = [Mark(at, _day(day, short=short)) for at, day in enumerate(days)]
        if all(part.days <= 1 for part in parts):
            yield every
            mondays = [mark for mark in every if days[mark.at].weekday() == 0]
            # The first day is named too where no Monday is near it.
            yield [*every[:1], *mondays] if mondays[:1] != every[:1] else mondays
            yield mondays
            yield mondays[::2]
        elif all(part.days <= 7 for part in parts) and len(parts) <= _FEW_WEEKS:
            yield from (every[::step] for step in (1, 2, 4))
    for months in (1, 2, 3, 6):
        yield _month_marks(days, months)
    for years in (1, 2, 5):
        yield _year_marks(days, years)


def _month_marks(days: Sequence[date], months: int) -> list[Mark]:
    found, last = [], None
    for at, day in enumerate(days):
        month = day.year * 12 + day.month - 1
        # A week that begins in the old month belongs to it; its first point is the next one.
        if last is not None and month != last and (day.month - 1) % months == 0:
            name = MONTHS[day.month - 1][:3]
            found.append(Mark(at, f"{day.year}" if day.month == 1 else name))
        last = month
    return found


def _year_marks(days: Sequence[date], years: int) -> list[Mark]:
    found, last = [], None
    for at, day in enumerate(days):
        if last is not None and day.year != last and day.year % years == 0:
            found.append(Mark(at, f"{day.year}"))
        last = day.year
    return found


def _day(day: date, *, short: bool) -> str:
    return tr("{day} {month}", day=day.day, month=words.month_name(day, short=short))
