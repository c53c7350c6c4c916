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

from desktop_app.domain.language import clocked, tr
from desktop_app.domain.metrics import Measure, MetricsQuery, Overview, Period
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Chart, bare
from desktop_app.ui.metrics.data_table import Sheet
from desktop_app.ui.metrics.drawing import draw_charts, heading, size_of
from desktop_app.ui.metrics.files import csv_bytes, png_bytes, write_whole
from desktop_app.ui.metrics.paper import Page, Rows, table_rows
from desktop_app.ui.metrics.plotting import is_ready
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.timers import single_shot

if TYPE_CHECKING:
    from desktop_app.ui.metrics.page import ReportPage
    from desktop_app.ui.metrics.report_pages import Answer
    from desktop_app.ui.metrics.screen import MetricsScreen

Table = Callable[[], list[list[str]]]
_FOLDER = "export_folder"
_SHARPER = 2  # picture points for each pixel
_FILTERS = {
    "png": tr("Pictures (*.png)"),
    "svg": tr("Drawings (*.svg)"),
    "csv": tr("CSV files (*.csv)"),
    "pdf": tr("PDF files (*.pdf)"),
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
        answer = self._screen.answer
        if answer is None:
            return
        menu = QMenu(anchor)
        menu.setAccessibleName(tr("Export"))
        menu.aboutToHide.connect(menu.deleteLater)
        drawn = answer.page.charts
        if answer.page.compares:
            report = menu.addAction(tr("Report of these days (PDF)…"))
            report.setEnabled(self.can_print())
            report.triggered.connect(self.save_report)
        menu.addAction(tr("Table (CSV)…")).triggered.connect(self.save_table)
        menu.addSeparator()
        for kind, said in (
            ("png", tr("Charts as a picture (PNG)…")),
            ("svg", tr("Charts as a drawing (SVG)…")),
        ):
            action = menu.addAction(said)
            action.setEnabled(bool(drawn) and is_ready())
            action.triggered.connect(lambda _on=False, each=kind: self.save_charts(each))
        self.menu = menu
        popup_below(menu, anchor)

    def can_print(self) -> bool:
        """Whether the report can be drawn: it needs an answer, and what draws charts."""
        return self._screen.answer is not None and is_ready()

    # A path is asked for in a loop of its own, in which other days may arrive: what is written is
    # taken before it.

    def save_report(self) -> None:
        answer = self._screen.answer
        if answer is not None and is_ready():
            query = answer.query
            self._ask_path(
                tr("Metrics"), "pdf", query.period, lambda path: self.write_report(path, query)
            )

    def save_table(self) -> None:
        answer = self._screen.answer
        if answer is not None:
            table, title, period = table_of(answer), answer.page.title, answer.query.period
            self._ask_path(title, "csv", period, lambda path: self.write_table(path, table))

    def save_charts(self, kind: str) -> None:
        answer = self._screen.answer
        if answer is not None:
            self._save_drawn(answer.page.charts, kind, answer.page.title, answer.query.period)

    def save_chart(self, chart: Chart, kind: str, page: ReportPage) -> None:
        """One chart of a page that shows something."""
        if page.query is None:
            return
        period = page.query.period
        if kind == "csv":
            self._ask_path(chart.title, kind, period, lambda to: self.write_chart_table(to, chart))
        else:
            self._save_drawn([chart], kind, page.title, period, name=chart.title)

    def save_sheet(self, title: str, sheet: Sheet, period: Period) -> None:
        """The table of one report."""
        self._ask_path(title, "csv", period, lambda path: self.write_table(path, sheet.rows))

    def _save_drawn(
        self, charts: list[Chart], kind: str, title: str, period: Period, name: str = ""
    ) -> None:
        said = self.heading_of(title, period)
        self._ask_path(
            name or title, kind, period, lambda path: self.write_charts(path, charts, said)
        )

    # Writing

    def write_chart_table(self, path: Path, chart: Chart) -> None:
        """A chart's figures as CSV."""
        self._write(path, lambda: csv_bytes(chart.sheet()))

    def write_table(self, path: Path, table: Table) -> None:
        """Rows as CSV; they are made in the background."""
        self._write(path, lambda: csv_bytes(table()))

    def write_charts(self, path: Path, charts: list[Chart], said: str) -> None:
        """Charts as PNG or SVG, by the suffix.

        Args:
            said: the heading above them.
        """
        if path.suffix.lower() == ".svg":
            self._write_drawing(path, charts, said)
        else:
            self._write_picture(path, charts, said)

    def write_report(self, path: Path, query: MetricsQuery) -> None:
        """The page of a period as PDF. What it says is asked for anew, with its table."""
        service = self._ctx.services.metrics

        def read() -> tuple[Overview, Rows]:
            found = service.overview(query)
            return found, table_rows(service, found)

        self._ctx.ops.run_query(
            self, read, lambda answer: self._draw_report(path, *answer), self._ctx.notices.error
        )

    # Inside

    def _draw_report(self, path: Path, found: Overview, rows: Rows) -> None:
        at = self._ctx.local(found.as_of)
        said = tr(
            "{day} {month} {year}, {at}",
            day=at.day,
            month=MONTHS[at.month - 1],
            year=at.year,
            at=clocked(at),
        )
        page = Page(found, rows, self._ctx.services.user.name, said, self._screen.today)
        self._draw(page.steps(), lambda: self._write(path, lambda: page.content))

    def heading_of(self, title: str, period: Period) -> str:
        """What stands above charts of these days."""
        today = self._screen.today
        return heading(title, words.days(period, today), today)

    def _write_picture(self, path: Path, charts: list[Chart], said: str) -> None:
        wide, tall = size_of(charts)
        image = QImage(wide * _SHARPER, tall * _SHARPER, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPER)
        steps = _painted(image, charts, said, _SHARPER)
        self._draw(steps, lambda: self._write(path, lambda: png_bytes(image)))

    def _write_drawing(self, path: Path, charts: list[Chart], said: str) -> None:
        content = QByteArray()
        steps = _drawn(content, charts, said)
        self._draw(steps, lambda: self._write(path, lambda: bytes(content.data())))

    def _draw(self, steps: Iterator[None], then: Callable[[], None]) -> None:
        self._running = [each for each in self._running if not each.done]
        self._running.append(Steps(steps, then, self))

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        notices = self._ctx.notices
        self._ctx.ops.run_keeping(
            self,
            lambda: write_whole(path, content()),
            lambda _none: notices.say(tr("Saved {name}", name=path.name)),
            notices.error,
        )

    def _ask_path(
        self, title: str, kind: str, period: Period, then: Callable[[Path], None]
    ) -> None:
        places = QStandardPaths.StandardLocation
        folder = self._ctx.state.text(_FOLDER) or QStandardPaths.writableLocation(
            places.DocumentsLocation
        )
        name = tr(
            "{title} {first} to {last}.{kind}",
            title=title,
            first=period.first,
            last=period.last,
            kind=kind,
        )
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen, tr("Export"), str(Path(folder) / name), _FILTERS[kind]
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


def table_of(answer: Answer) -> Table:
    """What makes the rows of a report: its tables one below the other."""
    found, page = answer.found, answer.page
    if isinstance(found, Overview):
        return lambda: overview_sheet(found)
    charts, sheets = page.charts, page.sheets()

    def made() -> list[list[str]]:
        rows: list[list[str]] = []
        for title, table in (
            *((chart.title, chart.sheet()) for chart in charts),
            *((title, sheet.rows()) for title, sheet in sheets),
        ):
            rows += [*([[]] if rows else []), [title], *table]
        return rows

    return made


def overview_sheet(found: Overview) -> list[list[str]]:
    """All six figures of each point, for other programs."""
    head = [tr("First day"), tr("Last day")]
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
