"""Charts painted elsewhere than on the screen: into pictures, drawings and pages.

In light colours whatever the window wears, for paper is white. Painting needs the window's
thread, so it goes step by step; each step is short.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.ui.metrics.charts import Chart
from desktop_app.ui.metrics.legend import paint_swatch, swatch_width
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.theme import make_theme
from desktop_app.ui.widgets import paint

WIDTH, HEIGHT = 640, 360  # px of one chart
GAP = 24
_HEAD = 30
_GAP, _BEHIND = 6, 14  # px between a swatch and its words, and behind them


def paper_theme() -> Theme:
    """Light, at the usual size of text."""
    return make_theme(False)


def draw_chart(painter: QPainter, box: QRectF, chart: Chart, dots: float = 1) -> Iterator[None]:
    """Title, legend and lines of a chart within a box; a step of work before each ``yield``.

    Args:
        dots: how many points of the device a pixel is.
    """
    from desktop_app.ui.metrics.plot import ChartPlot

    theme = paper_theme()
    head = _draw_head(painter, box, chart, theme)
    plot = ChartPlot(lambda: theme, dots=dots)
    plot.resize(round(box.width()), round(box.height()) - head)
    yield
    plot.show_chart(chart)
    yield
    target = QRectF(box.left(), box.top() + head, plot.width(), plot.height())
    plot.paint_all(painter, target)
    plot.deleteLater()
    yield


def draw_charts(
    painter: QPainter, charts: list[Chart], heading: str, dots: float = 1
) -> Iterator[None]:
    """Several charts below a heading, two in a row; sized by :func:`size_of`."""
    theme = paper_theme()
    wide, _tall = size_of(charts)
    rect = QRect(GAP, GAP - 8, wide - 2 * GAP, theme.line("title"))
    paint.text(painter, rect, heading, theme.font("title"), theme.text.primary)
    top = GAP + theme.line("title") + 4
    for number, chart in enumerate(charts):
        left = GAP + (number % 2) * (WIDTH + GAP)
        box = QRectF(left, top + (number // 2) * (HEIGHT + GAP), WIDTH, HEIGHT)
        yield from draw_chart(painter, box, chart, dots)


def size_of(charts: list[Chart]) -> tuple[int, int]:
    """How many pixels :func:`draw_charts` takes."""
    across = min(2, len(charts))
    down = (len(charts) + 1) // 2
    head = GAP + paper_theme().line("title") + 4
    return GAP + across * (WIDTH + GAP), head + down * (HEIGHT + GAP)


def _draw_head(painter: QPainter, box: QRectF, chart: Chart, theme: Theme) -> int:
    """Title, and the legend beside it or, where that has no room, below; how high both are."""
    line = QRect(round(box.left()), round(box.top()), round(box.width()), theme.line("body"))
    strong, font = theme.font("body", 600), theme.font("small")
    shown = [each for each in chart.series if each.shown]
    widths = [swatch_width(each) + _GAP + paint.text_width(each.name, font) for each in shown]
    legend = sum(widths) + _BEHIND * max(0, len(shown) - 1)
    beside = paint.text_width(chart.title, strong) + 2 * _BEHIND + legend <= line.width()
    paint.text(painter, line, chart.title, strong, theme.text.primary)
    place = QRect(line)
    if not beside:
        place.translate(0, line.height())
    x = place.right() - legend if beside else place.left()
    for each, wide in zip(shown, widths, strict=True):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, theme, x, place.center().y() + 1, each)
        before = swatch_width(each) + _GAP
        rect = QRect(x + before, place.top(), wide - before + 2, place.height())
        paint.text(painter, rect, each.name, font, theme.text.secondary, elide=False)
        x += wide + _BEHIND
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return _HEAD if beside else _HEAD + line.height() - 6


def heading(title: str, days: str, today: date) -> str:
    """ "Metrics, 18 May to 16 June 2026"."""
    year = "" if str(today.year) in days else f" {today.year}"
    return f"{title}, {days}{year}"
