"""What every report is: a page that is read for a period, and has charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.metrics import MetricsQuery
from desktop_app.ui.metrics.chart_card import ChartCard
from desktop_app.ui.metrics.charts import Chart
from desktop_app.ui.metrics.choices import Choices
from desktop_app.ui.metrics.data_table import Sheet
from desktop_app.ui.metrics.report_card import ReportCard
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.scroll import scrolling


class ReportPage(QWidget):
    """One report of the sidebar.

    Subclasses fill ``content`` and give ``read`` and ``show_found``.

    Attributes:
        title: as the head of the screen says it.
        compares: whether it is held against other days.
        query: what the figures that it shows were asked with; None until there are any. While
            others are on their way it stays that of those that are seen.

    Signals:
        picked: a chart, a point and the key of a series: what is behind it is wanted.
        toggled: a series, as it is remembered.
        file_wanted: a card (of a chart or a report) and the kind of file.
        narrowed: a :class:`Narrowing` and what it is called: what is behind one row of a report is
            wanted.
        drawn: all charts of an answer have been drawn.
    """

    title = ""
    compares = False
    picked = Signal(object, int, str)
    toggled = Signal(str)
    file_wanted = Signal(object, str)
    narrowed = Signal(object, str)
    drawn = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.query: MetricsQuery | None = None
        self.cards: list[ChartCard] = []
        self.reports: list[ReportCard] = []
        self.content = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self.content))
        self._plots = False
        self._waiting: list[tuple[ChartCard, Chart]] = []
        self._turn = single_shot(self, 0, self._draw_next)

    # What subclasses say

    def read(self, query: MetricsQuery) -> Callable[[], Any]:
        """What is called in the background for these days."""
        raise NotImplementedError

    def show_found(self, found: Any, choices: Choices) -> None:
        """Show what it returned."""
        raise NotImplementedError

    def set_narrow(self, narrow: bool) -> None:
        """One column in a narrow window."""

    def sheets(self) -> list[tuple[str, Sheet]]:
        """Titled tables beside those of the charts."""
        return [(each.name, each.sheet) for each in self.reports if each.sheet is not None]

    # Reports

    def make_report(self, title: str, picture: QWidget, nothing: str) -> ReportCard:
        """A card beside those of the charts, whose wishes this page passes on.

        Args:
            picture: what paints it.
            nothing: said where there are no rows.
        """
        card = ReportCard(self.ctx.theme, title, picture, nothing)
        card.file_wanted.connect(lambda: self.file_wanted.emit(card, "csv"))
        self.reports.append(card)
        return card

    # Charts

    @property
    def charts(self) -> list[Chart]:
        """Those of the answer that came last, also where they are still to be drawn."""
        coming = dict(self._waiting)
        charts = (coming.get(card, card.chart) for card in self.cards)
        return [chart for chart in charts if chart is not None]

    def make_card(self) -> ChartCard:
        """A card whose wishes this page passes on."""
        ctx = self.ctx
        card = ChartCard(ctx.theme, lambda: ctx.now().date())
        card.picked.connect(self.picked)
        card.toggled.connect(self.toggled)
        card.file_wanted.connect(lambda kind: self.file_wanted.emit(card, kind))
        return card

    def show_charts(self, charts: Sequence[Chart], choices: Choices) -> None:
        """Draw them one by one, each in a turn of its own: the first is there at once, and no
        turn is long."""
        self._waiting = [
            (card, with_choices(chart, choices))
            for card, chart in zip(self.cards, charts, strict=True)
        ]
        self._draw_next()

    def plots_ready(self) -> None:
        """Charts can be drawn by now: give each card its own, one by one."""
        if not self._plots:
            self._plots = True
            self._turn.start()

    @property
    def settled(self) -> bool:
        """Whether every chart shows what it is to show."""
        return self._plots and not self._waiting and all(c.plot is not None for c in self.cards)

    def _draw_next(self) -> None:
        if self._waiting:
            card, chart = self._waiting.pop(0)
            card.show_chart(chart)
        elif self._plots:
            bare = next((card for card in self.cards if card.plot is None), None)
            if bare is not None:
                from desktop_app.ui.metrics.plot import ChartPlot

                themes = self.ctx.theme
                bare.give_plot(ChartPlot(lambda: themes.now))
        if self._waiting or (self._plots and any(card.plot is None for card in self.cards)):
            self._turn.start()
        elif self.settled:
            self.drawn.emit()


def with_choices(chart: Chart, choices: Choices) -> Chart:
    """The chart with its series as they were toggled."""
    toggled = {
        key.partition(".")[2] for key in choices.toggled if key.partition(".")[0] == chart.key
    }
    hidden = frozenset(each.key for each in chart.series if each.key in toggled and each.shown)
    shown = frozenset(each.key for each in chart.series if each.key in toggled and not each.shown)
    return chart.toggled(hidden, shown)
