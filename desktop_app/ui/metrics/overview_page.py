"""The overview: six figures and four charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import MetricsQuery, Overview
from desktop_app.ui.metrics.charts import overview_charts
from desktop_app.ui.metrics.choices import Choices
from desktop_app.ui.metrics.figures import FigureCard
from desktop_app.ui.metrics.page import ReportPage
from desktop_app.ui.shell.context import Context

_GAP = 12  # the tokens' metricGap


class ChartGrid(QWidget):
    """Cards two by two, or one below the other where the window is narrow."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._cards = tuple(cards)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        across = 1 if narrow or len(self._cards) == 1 else 2
        if across == self._across:
            return
        self._across = across
        for each in self._cards:
            self._grid.removeWidget(each)
        for number, each in enumerate(self._cards):
            self._grid.addWidget(each, number // across, number % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class OverviewPage(ReportPage):
    """What the screen shows first."""

    title = tr("Metrics")
    compares = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.figures = FigureCard(ctx.theme)
        self.found: Overview | None = None
        self.cards = [self.make_card() for _ in range(4)]
        self.grid = ChartGrid(self.cards)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(_GAP)
        column.addWidget(self.figures)
        column.addWidget(self.grid, 1)

    def read(self, query: MetricsQuery) -> Callable[[], Overview]:
        service = self.ctx.services.metrics
        return lambda: service.overview(query)

    def show_found(self, found: Overview, choices: Choices) -> None:
        self.found = found
        self.figures.show_overview(found)
        self.show_charts(overview_charts(found), choices)

    def set_narrow(self, narrow: bool) -> None:
        self.figures.set_narrow(narrow)
        self.grid.set_narrow(narrow)
