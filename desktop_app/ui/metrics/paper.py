"""The report of a period on one page: six figures, four charts, and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import (
    Compared,
    Figures,
    Grouping,
    Measure,
    MetricsQuery,
    Overview,
    Period,
)
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, overview_charts
from desktop_app.ui.metrics.drawing import draw_chart, paper_theme
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import paint

_DPI = 96
_EDGE = 48  # px around the page
_MOST = 14  # rows of the table that the page has room for
_CHART = 248  # px of height


@dataclass(frozen=True, slots=True)
class Rows:
    """The table of a page.

    Args:
        by: "week", "month" or "year".
        rows: the days of each and what was measured in them.
    """

    by: str
    rows: tuple[tuple[Period, Figures], ...]


def table_rows(service: Any, found: Overview) -> Rows:
    """By week, where a page holds the weeks; else by month, else by year. In the background.

    Args:
        service: the user's ``metrics``.
    """
    if len(found.weeks) <= _MOST:
        return Rows("week", tuple((each.period, each.figures) for each in found.weeks))
    period = found.query.period
    plain = replace(found.query, grouping=Grouping.MONTH, compared=Compared.NOTHING)
    if len(period.parts(Grouping.MONTH)) <= _MOST:
        months = service.overview(plain).points
        return Rows("month", tuple((each.period, each.figures) for each in months))
    years = _years(period)
    asked: list[MetricsQuery] = [replace(plain, period=each) for each in years]
    return Rows("year", tuple((each.period, service.overview(each).figures) for each in asked))


def _years(period: Period) -> tuple[Period, ...]:
    """Its years, the first and last cut where it begins or ends within them."""
    first, last = period.first.year, period.last.year
    return tuple(
        Period(max(period.first, date(year, 1, 1)), min(period.last, date(year, 12, 31)))
        for year in range(first, last + 1)
    )


class Page:
    """One page of A4, drawn step by step on the window's thread.

    Args:
        who: whose figures they are.
        said: when they were counted, "16 June 2026, 10:42".
    """

    def __init__(self, found: Overview, rows: Rows, who: str, said: str, today: date) -> None:
        self._found = found
        self._rows = rows
        self._who, self._said, self._today = who, said, today
        self._bytes = QByteArray()

    @property
    def content(self) -> bytes:
        """The PDF, once all steps have been done."""
        return bytes(self._bytes.data())

    def steps(self) -> Iterator[None]:
        """Draw; a step of work before each ``yield``."""
        buffer = QBuffer(self._bytes)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(tr("Metrics, {days}", days=self._days))
        writer.setCreator("Outpost")
        writer.setResolution(_DPI)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        painter = QPainter(writer)
        try:
            theme = paper_theme()
            wide = writer.width() - 2 * _EDGE
            top = self._head(painter, theme, wide)
            top = self._figures(painter, theme, top, wide)
            yield
            half = (wide - 28) / 2
            charts = overview_charts(self._found)
            for number, chart in enumerate(charts):
                left = _EDGE + (number % 2) * (half + 28)
                box = QRectF(left, top + (number // 2) * (_CHART + 18), half, _CHART)
                yield from draw_chart(painter, box, _for_paper(chart))
            self._table(painter, theme, round(top + 2 * (_CHART + 18)) + 6, wide)
            foot = QRect(_EDGE, writer.height() - _EDGE, wide, theme.line("small"))
            self._foot(painter, theme, foot)
            yield
        finally:
            painter.end()
            buffer.close()

    @property
    def _days(self) -> str:
        period = self._found.query.period
        return words.days(period, date(1, 1, 1))  # with its years: paper lasts

    def _head(self, painter: QPainter, theme: Theme, wide: int) -> int:
        rect = QRect(_EDGE, _EDGE, wide, theme.line("display"))
        paint.text(painter, rect, tr("Metrics"), theme.font("display"), theme.text.primary)
        paint.text(painter, rect, self._who, theme.font(), theme.text.secondary, right=True)
        rect = QRect(_EDGE, rect.bottom() + 2, wide, theme.line("body"))
        said = self._days
        against = self._found.query.period.compared(self._found.query.compared)
        if against is not None:
            said += tr(", held against {days}", days=words.days(against, date(1, 1, 1)))
        paint.text(painter, rect, said, theme.font(), theme.text.secondary)
        return rect.bottom() + 16

    def _figures(self, painter: QPainter, theme: Theme, top: int, wide: int) -> int:
        found = self._found
        small, big = theme.line("small"), theme.line("metric")
        room = wide // len(Measure)
        for number, measure in enumerate(Measure):
            left = _EDGE + number * room
            now = found.figures.value(measure)
            before = found.before.value(measure) if found.before is not None else None
            rect = QRect(left, top, room - 8, small)
            title = words.TITLES[measure]
            paint.text(painter, rect, title, theme.font("small"), theme.text.secondary)
            rect = QRect(left, rect.bottom() + 1, room - 4, big)
            said = words.value(now, words.unit_of(measure))
            paint.text(painter, rect, said, theme.font("title", 600), theme.text.primary)
            if found.before is not None:
                rect = QRect(left, rect.bottom() + 1, room - 6, small)
                self._change(painter, theme, rect, words.change(measure, now, before))
        return top + 2 * small + big + 20

    @staticmethod
    def _change(painter: QPainter, theme: Theme, rect: QRect, moved: words.Change) -> None:
        ink = theme.text.tertiary
        if moved.better is not None:
            tints = theme.semantic
            ink = tints.success.fg if moved.better else tints.danger.fg
        # A word and a sign besides the colour: paper may be grey.
        sign = {1: "+", -1: "−", 0: ""}[moved.direction]
        said = f"{sign}{moved.words} {moved.before}".strip() if sign else moved.words
        paint.text(painter, rect, said, theme.font("axis"), ink)

    def _table(self, painter: QPainter, theme: Theme, top: int, wide: int) -> None:
        row = 18
        first = 116
        rest = (wide - first) // len(Measure)
        titles = [tr("By {by}", by=self._rows.by), *(words.TITLES[each] for each in Measure)]
        self._line(painter, theme, top, row, first, rest, titles, strong=True)
        painter.fillRect(_EDGE, top + row, wide, 1, theme.border.default)
        top += row + 3
        for period, figures in self._rows.rows:
            cells = [
                self._row_name(period),
                *(words.value(figures.value(each), words.unit_of(each)) for each in Measure),
            ]
            self._line(painter, theme, top, row, first, rest, cells)
            top += row

    def _row_name(self, period: Period) -> str:
        if self._rows.by == "year":
            return str(period.first.year)
        return words.part(period, self._today)

    @staticmethod
    def _line(
        painter: QPainter,
        theme: Theme,
        top: int,
        tall: int,
        first: int,
        rest: int,
        cells: Sequence[str],
        *,
        strong: bool = False,
    ) -> None:
        font = theme.font("axis", 600) if strong else theme.font("small", tabular=True)
        ink = theme.text.secondary if strong else theme.text.primary
        paint.text(painter, QRect(_EDGE, top, first - 8, tall), cells[0], font, ink)
        for number, cell in enumerate(cells[1:]):
            rect = QRect(_EDGE + first + number * rest, top, rest, tall)
            paint.text(painter, rect, cell, font, ink, right=True)

    def _foot(self, painter: QPainter, theme: Theme, rect: QRect) -> None:
        said = words.figures_up_to(self._said)
        paint.text(painter, rect, said, theme.font("small"), theme.text.secondary)


def _for_paper(chart: Chart) -> Chart:
    """All that a chart has: nobody can press its legend there."""
    return replace(chart, series=tuple(replace(each, shown=True) for each in chart.series))
