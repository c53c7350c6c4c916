"""Has charts, tables and the report of a period written to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPoint,
    QRect,
    QSize,
    QStandardPaths,
    Qt,
)
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.domain.day_names import MONTHS
from desktop_app.domain.metrics import Measure, Overview
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, bare
from desktop_app.ui.metrics.drawing import draw_charts, heading, size_of
from desktop_app.ui.metrics.files import csv_bytes, png_bytes, write_whole
from desktop_app.ui.metrics.paper import Page, Rows, table_rows
from desktop_app.ui.metrics.plotting import is_ready
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

if TYPE_CHECKING:
    from desktop_app.ui.metrics.screen import MetricsScreen

_FOLDER = "export_folder"
_SHARPER = 2  # picture points for each pixel
_FILTERS = {
    "png": "Pictures (*.png)",
    "svg": "Drawings (*.svg)",
    "csv": "CSV files (*.csv)",
    "pdf": "PDF files (*.pdf)",
}


class Steps(QObject):
    """Does work that needs the window's thread a step in each turn, so that no turn is long."""

    def __init__(self, steps: Iterator[None], then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps, self._then = steps, then
        self.done = False
        self._turn = single_shot(self, 0, self._next)
        self._turn.start()

    def finish(self) -> None:
        """Do the rest at once: the window closes."""
        while not self.done:
            self._next()

    def _next(self) -> None:
        if self.done:
            return
        for _ in self._steps:
            self._turn.start()
            return
        self.done = True
        self._turn.stop()
        self._then()
        self.deleteLater()


class Export(QObject):
    """The way out of the screen of Metrics."""

    def __init__(self, ctx: Context, screen: MetricsScreen) -> None:
        super().__init__(screen)
        self._ctx = ctx
        self._screen = screen
        self.menu: QMenu | None = None
        self._running: list[Steps] = []

    @property
    def busy(self) -> bool:
        """Whether something is being drawn."""
        self._running = [each for each in self._running if not each.done]
        return bool(self._running)

    def finish(self) -> None:
        """Draw what is being drawn to its end, so that no file is missing when the window is
        gone."""
        for each in self._running:
            if not each.done:
                each.finish()

    # Asking

    def ask(self, anchor: QWidget) -> None:
        """The menu of what can be written."""
        page = self._screen.page
        menu = QMenu(anchor)
        menu.setAccessibleName("Export")
        menu.aboutToHide.connect(menu.deleteLater)
        drawn = [card.chart for card in page.cards if card.chart is not None]
        if page.compares:
            menu.addAction("Report of these days (PDF)…").triggered.connect(self.save_report)
        menu.addAction("Table (CSV)…").triggered.connect(self.save_table)
        menu.addSeparator()
        for kind, said in (
            ("png", "Charts as a picture (PNG)…"),
            ("svg", "Charts as a drawing (SVG)…"),
        ):
            action = menu.addAction(said)
            action.setEnabled(bool(drawn) and is_ready())
            action.triggered.connect(lambda _on=False, each=kind: self.save_charts(each))
        self.menu = menu
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def save_report(self) -> None:
        self._ask_path("Metrics", "pdf", self.write_report)

    def save_table(self) -> None:
        self._ask_path(self._screen.page.title, "csv", self.write_table)

    def save_charts(self, kind: str) -> None:
        charts = [card.chart for card in self._screen.page.cards if card.chart is not None]
        title = self._screen.page.title
        self._ask_path(title, kind, lambda path: self.write_charts(path, charts))

    def save_chart(self, chart: Chart, kind: str) -> None:
        if kind == "csv":
            self._ask_path(chart.title, kind, lambda path: self.write_chart_table(path, chart))
        else:
            self._ask_path(chart.title, kind, lambda path: self.write_charts(path, [chart]))

    # Writing

    def write_chart_table(self, path: Path, chart: Chart) -> None:
        """A chart's figures as CSV."""
        self._write(path, lambda: csv_bytes(chart.sheet()))

    def write_table(self, path: Path) -> None:
        """The figures of the report as CSV: its tables one below the other."""
        found, page = self._screen.found, self._screen.page
        if isinstance(found, Overview):
            self._write(path, lambda: csv_bytes(overview_sheet(found)))
            return
        charts = [card.chart for card in page.cards if card.chart is not None]
        sheets = page.sheets()

        def made() -> bytes:
            rows: list[list[str]] = []
            for title, table in (
                *((chart.title, chart.sheet()) for chart in charts),
                *((title, sheet.rows()) for title, sheet in sheets),
            ):
                rows += [*([[]] if rows else []), [title], *table]
            return csv_bytes(rows)

        self._write(path, made)

    def write_charts(self, path: Path, charts: list[Chart]) -> None:
        """Charts as PNG or SVG, by the suffix."""
        if path.suffix.lower() == ".svg":
            self._write_drawing(path, charts)
        else:
            self._write_picture(path, charts)

    def write_report(self, path: Path) -> None:
        """The page of a period as PDF. What it says is asked for anew, with its table."""
        screen, service = self._screen, self._ctx.services.metrics
        query = screen.choices.query(screen.today)

        def read() -> tuple[Overview, Rows]:
            found = service.overview(query)
            return found, table_rows(service, found)

        self._ctx.ops.run_query(
            self, read, lambda answer: self._draw_report(path, *answer), self._ctx.notices.error
        )

    # Inside

    def _draw_report(self, path: Path, found: Overview, rows: Rows) -> None:
        at = self._ctx.local(found.as_of)
        said = f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
        page = Page(found, rows, self._ctx.services.user.name, said, self._screen.today)
        self._draw(page.steps(), lambda: self._write(path, lambda: page.content))

    @property
    def _heading(self) -> str:
        screen = self._screen
        days = words.days(screen.choices.period(screen.today), screen.today)
        return heading(screen.page.title, days, screen.today)

    def _write_picture(self, path: Path, charts: list[Chart]) -> None:
        wide, tall = size_of(charts)
        image = QImage(wide * _SHARPER, tall * _SHARPER, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPER)
        steps = _painted(image, charts, self._heading, _SHARPER)
        self._draw(steps, lambda: self._write(path, lambda: png_bytes(image)))

    def _write_drawing(self, path: Path, charts: list[Chart]) -> None:
        content = QByteArray()
        steps = _drawn(content, charts, self._heading)
        self._draw(steps, lambda: self._write(path, lambda: bytes(content.data())))

    def _draw(self, steps: Iterator[None], then: Callable[[], None]) -> None:
        self._running = [each for each in self._running if not each.done]
        self._running.append(Steps(steps, then, self))

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        notices = self._ctx.notices
        self._ctx.ops.run_keeping(
            self,
            lambda: write_whole(path, content()),
            lambda _none: notices.say(f"Saved {path.name}"),
            notices.error,
        )

    def _ask_path(self, title: str, kind: str, then: Callable[[Path], None]) -> None:
        places = QStandardPaths.StandardLocation
        folder = self._ctx.state.text(_FOLDER) or QStandardPaths.writableLocation(
            places.DocumentsLocation
        )
        period = self._screen.choices.period(self._screen.today)
        name = f"{title} {period.first} to {period.last}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen, "Export", str(Path(folder) / name), _FILTERS[kind]
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        self._ctx.state.put(_FOLDER, str(path.parent))
        then(path)


def _painted(
    device: QPaintDevice, charts: list[Chart], said: str, dots: float = 1
) -> Iterator[None]:
    """Paint charts; the painter ends before its device goes, also where this is given up."""
    painter = QPainter(device)
    try:
        painter.fillRect(QRect(QPoint(0, 0), QSize(*size_of(charts))), Qt.GlobalColor.white)
        yield from draw_charts(painter, charts, said, dots)
    finally:
        painter.end()


def _drawn(content: QByteArray, charts: list[Chart], said: str) -> Iterator[None]:
    """Draw charts as SVG."""
    from PySide6.QtSvg import QSvgGenerator

    size = QSize(*size_of(charts))
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setSize(size)
    drawing.setViewBox(QRect(QPoint(0, 0), size))
    drawing.setTitle(said)
    try:
        yield from _painted(drawing, charts, said)
    finally:
        buffer.close()


def overview_sheet(found: Overview) -> list[list[str]]:
    """All six figures of each point, for other programs."""
    head = ["First day", "Last day"]
    for measure in Measure:
        unit = {
            words.Unit.COUNT: "",
            words.Unit.PERCENT: " (%)",
            words.Unit.MINUTES: " (minutes)",
        }[words.unit_of(measure)]
        head.append(words.TITLES[measure] + unit)
    rows = [head]
    for point in found.points:
        days = [point.period.first.isoformat(), point.period.last.isoformat()]
        rows.append([*days, *(bare(point.figures.value(each)) for each in Measure)])
    return rows
