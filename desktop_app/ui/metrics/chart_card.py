"""A chart in its card: title, legend, the lines or their table, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, Kind, Series
from desktop_app.ui.metrics.data_table import DataTable, Sheet
from desktop_app.ui.metrics.legend import Legend
from desktop_app.ui.metrics.tip import ChartTip, TipRow
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from desktop_app.ui.metrics.plot import ChartPlot

_HEIGHT = 260  # px below which a chart says nothing
_HELP = tr(
    "Left and Right move through the points, Home and End go to the first and last, Up and Down "
    "change the series, Enter shows what is behind a point. Plus and Minus come nearer and go back."
)
FILES = (
    ("png", tr("Save as picture (PNG)…")),
    ("svg", tr("Save as drawing (SVG)…")),
    ("csv", tr("Save as table (CSV)…")),
)


class ChartCard(QWidget):
    """One chart.

    Signals:
        picked: the chart, the number of a point, and the key of its series.
        toggled: the key of a series, as it is remembered ("responses.median").
        file_wanted: ``png``, ``svg`` or ``csv``.
    """

    picked = Signal(object, int, str)
    toggled = Signal(str)
    file_wanted = Signal(str)

    def __init__(self, themes: Themes, today: Callable[[], date]) -> None:
        super().__init__()
        self._themes = themes
        self._today = today
        self.chart: Chart | None = None
        self.plot: ChartPlot | None = None
        self.menu: QMenu | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title = ElidedLabel(themes, "", weight=600)
        self.legend = Legend(themes)
        self.legend.toggled.connect(self._on_toggled)
        self.more = icon_button(themes, "ph.dots-three", tr("More"), size=Size.SMALL)
        self.more.clicked.connect(lambda: self._open_menu(None))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.legend)
        head.addWidget(self.more)
        self._head = head
        self._below = QHBoxLayout()  # where the legend goes when it has no room beside the title
        self._below.setContentsMargins(0, 0, 0, 0)
        self._beside = True
        self._blank = QWidget()
        self.table = DataTable(themes)
        self.table.opened.connect(self._on_cell)
        self._nothing = label(tr("Nothing in these days."), "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        for page in (self._blank, self._nothing, self.table):
            self._body.addWidget(page)
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(*sides(0, 0, 4, 0))
        self._holder.addWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(16, 10, 11, 8))
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._below)
        column.addLayout(self._holder, 1)
        self.tip = ChartTip(themes, self)
        themes.changed.connect(self._on_theme)

    @property
    def as_table(self) -> bool:
        """Whether the table stands in the chart's place."""
        return self._body.currentWidget() is self.table

    @property
    def has_table(self) -> bool:
        return self.chart is not None

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT + 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def give_plot(self, plot: ChartPlot) -> None:
        """What draws; it comes when it has been loaded."""
        self.plot = plot
        self._body.addWidget(plot)
        plot.crossed.connect(self._on_crossed)
        plot.picked.connect(self._on_picked)
        if self.chart is not None:
            self.show_chart(self.chart)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart as it is now, and its table where that is asked for."""
        self.chart = chart
        self.tip.hide()
        self.title.set_text(chart.title)
        self.legend.show_chart(chart)
        self._place_legend()
        self.more.setAccessibleName(tr("More: {title}", title=chart.title))
        as_table = self.as_table
        if as_table:
            self.table.put(sheet_of(chart, self._today()))
        if self.plot is not None:
            self.plot.show_chart(chart)
            self.plot.setAccessibleName(self._spoken(chart))
            self.plot.setAccessibleDescription(_HELP)
        if not as_table:
            self._show_page()

    def set_as_table(self, on: bool) -> None:
        """Show the table in the chart's place, or the chart again."""
        if self.chart is None or on == self.as_table:
            return
        if on:
            self.tip.hide()
            self.table.setAccessibleName(tr("{title}, table", title=self.chart.title))
            self.table.put(sheet_of(self.chart, self._today()))
            self._body.setCurrentWidget(self.table)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_page()
            if self.plot is not None:
                self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_table(self) -> None:
        if self.chart is not None:
            self.table.put(sheet_of(self.chart, self._today()))
            self.table.clearSelection()
            self.table.copy()

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        """Beside the title, or below it where both have no room."""
        room = self.width() - 27 - self.more.sizeHint().width() - 16
        wanted = self.title.sizeHint().width() + self.legend.sizeHint().width()
        beside = wanted <= room
        if beside == self._beside:
            return
        self._beside = beside
        (self._below if beside else self._head).removeWidget(self.legend)
        if beside:
            self._below.takeAt(0)
            self._head.insertWidget(1, self.legend)
        else:
            self._below.addWidget(self.legend)
            self._below.addStretch()

    def _show_page(self) -> None:
        empty = self.chart is not None and self.chart.is_empty
        page = self._nothing if empty else self.plot or self._blank
        self._body.setCurrentWidget(page)

    def _spoken(self, chart: Chart) -> str:
        kind = tr("bars") if chart.has_bars else tr("lines")
        whole = (
            tr("{count} points", count=numeral(len(chart.parts)))
            if len(chart.parts) != 1
            else tr("1 point")
        )
        return tr("{title}, chart of {kind}, {whole}", title=chart.title, kind=kind, whole=whole)

    def _on_toggled(self, key: str) -> None:
        if self.chart is not None:
            self.toggled.emit(f"{self.chart.key}.{key}")

    def _on_picked(self, at: int, key: str) -> None:
        if self.chart is not None:
            self.picked.emit(self.chart, at, key)

    def _on_cell(self, row: int, column: int) -> None:
        """A cell of the table: what is behind it; behind its days what the first series has."""
        if self.chart is None:
            return
        columns = columns_of(self.chart)
        asked = columns if column == 0 else columns[column - 1 : column]
        series = next((each for each in asked if each.can_open), None)
        if series is not None:
            self.picked.emit(self.chart, row, series.key)

    def _on_crossed(self, at: int, keyboard: bool) -> None:
        chart, plot = self.chart, self.plot
        if chart is None or plot is None or not 0 <= at < len(chart.parts):
            self.tip.hide()
            return
        rows = tuple(
            TipRow(each, words.value(each.values[at], chart.unit))
            for each in chart.series
            if each.shown and each.kind is not Kind.LEVEL
        )
        corner = plot.mapTo(self, QPoint(0, 0))
        box = plot.plot_rect.toRect().translated(corner)
        x = corner.x() + plot.x_of(at)
        room = QRect(QPoint(8, box.top()), box.bottomRight())
        self.tip.show_at(words.part(chart.parts[at], self._today()), rows, x, room)
        if keyboard:
            announce(self, chart.spoken(at, self._today()))

    def _on_theme(self) -> None:
        self.tip.hide()
        if self.plot is not None:
            self.plot.renew()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu(event.globalPos())

    def _open_menu(self, place: QPoint | None) -> None:
        if self.chart is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.chart.title)
        menu.aboutToHide.connect(menu.deleteLater)
        table = menu.addAction(tr("Show as table"))
        table.setCheckable(True)
        table.setChecked(self.as_table)
        table.triggered.connect(self.set_as_table)
        menu.addAction(tr("Copy table")).triggered.connect(self.copy_table)
        if self.plot is not None and self.plot.zoomed:
            menu.addAction(tr("Show all days")).triggered.connect(self.plot.show_all)
        menu.addSeparator()
        for kind, said in FILES:
            action = menu.addAction(said)
            action.triggered.connect(lambda _on=False, each=kind: self.file_wanted.emit(each))
        self.menu = menu
        menu.popup(place or self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        edge = theme.border.default
        box = QRectF(self.rect())
        paint.outlined(painter_on(self), box, theme.radius.card, theme.bg.canvas, edge)


def columns_of(chart: Chart) -> list[Series]:
    """The series that are columns of its table."""
    return [each for each in chart.series if each.kind is not Kind.LEVEL]


def sheet_of(chart: Chart, today: date) -> Sheet:
    """A chart as the table that one reads."""
    columns = columns_of(chart)

    def row(at: int) -> list[str]:
        cells = [words.value(each.values[at], chart.unit) for each in columns]
        return [words.part(chart.parts[at], today), *cells]

    return Sheet((tr("Days"), *(each.name for each in columns)), len(chart.parts), row)
