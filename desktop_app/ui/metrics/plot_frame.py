"""What stands around the lines of a chart: axes, figures over bars, and the crosshair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.charts import Kind
from desktop_app.ui.metrics.ticks import Mark, marks_of, tick_words, words_left
from desktop_app.ui.widgets import paint

if TYPE_CHECKING:
    from desktop_app.ui.metrics.plot import ChartPlot

_GAP = 8  # px between the words of the upright axis and the lines
_NARROWEST = 26
_LIGHT = 4.0  # radius of a point of the crosshair


class _Item(QGraphicsItem):
    """Something in the pixels of the widget."""

    depth = 0.0

    def __init__(self, plot: ChartPlot) -> None:
        super().__init__()
        self.plot = plot
        self._rect = QRectF()
        self.setZValue(self.depth)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def set_rect(self, rect: QRectF) -> None:
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect


class Frame(_Item):
    """Lines across, what they stand for, and the days below."""

    depth = -200.0  # below the view, which lies at -100

    def __init__(self, plot: ChartPlot) -> None:
        super().__init__(plot)
        self.left = 30
        self.marks: tuple[Mark, ...] = ()

    def measure(self) -> None:
        """Take the room that the words of the upright axis need."""
        font = self.plot.theme.font("axis", tabular=True)
        widest = max((paint.text_width(each, font) for each in self.ticks()), default=0)
        self.left = max(_NARROWEST, widest + _GAP)
        self.marks = self._choose_marks()

    def ticks(self) -> list[str]:
        chart, scale = self.plot.chart, self.plot.scale_y
        if chart is None:
            return []
        return [tick_words(each, chart.unit, scale.high) for each in scale.ticks]

    def _choose_marks(self) -> tuple[Mark, ...]:
        chart = self.plot.chart
        if chart is None or not chart.parts:
            return ()
        font = self.plot.theme.font("axis", tabular=True)
        box = self.plot.plot_rect
        low, high = self.plot.span
        first, last = max(0, round(low)), min(len(chart.parts) - 1, round(high))
        found = marks_of(
            chart.parts[first : last + 1],
            box.width(),
            lambda at: self.plot.x_of(at + first) - box.left(),
            lambda each: paint.text_width(each, font),
            by_span=chart.has_bars,
        )
        return tuple(Mark(each.at + first, each.words) for each in found)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        plot, theme = self.plot, self.plot.theme
        if plot.chart is None:
            return
        box = plot.plot_rect
        font = theme.font("axis", tabular=True)
        height = theme.line("axis")
        painter.setFont(font)
        # Days run from the left in any window; each word reads as its own letters do.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for value, said in zip(plot.scale_y.ticks, self.ticks(), strict=True):
            y = round(plot.y_of(value))
            painter.fillRect(QRectF(box.left(), y - 0.5, box.width(), 1), theme.chart.grid)
            painter.setPen(theme.chart.axis)
            painter.drawText(QRectF(0, y - height / 2, self.left - _GAP, height), right, said)
        self._paint_days(painter, box, height)
        if plot.keyboard_focus and plot.hasFocus():
            ring = QRectF(self._rect)
            paint.outlined(painter, ring, theme.radius.control, None, theme.focus.ring, 2)

    def _paint_days(self, painter: QPainter, box: QRectF, height: int) -> None:
        theme = self.plot.theme
        painter.setPen(theme.chart.axis)
        font = theme.font("axis", tabular=True)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        for mark in self.marks:
            wide = paint.text_width(mark.words, font)
            left = words_left(self.plot.x_of(mark.at) - box.left(), wide, box.width())
            rect = QRectF(box.left() + left - 1, box.bottom() + 8, wide + 2, height)
            painter.drawText(rect, centre, mark.words)


class Numbers(_Item):
    """The figure over each bar, where all have room."""

    depth = 5.0

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        from desktop_app.ui.metrics.plot import bar_places

        plot, theme = self.plot, self.plot.theme
        chart = plot.chart
        if chart is None or not chart.numbers:
            return
        bars = [each for each in chart.series if each.shown and each.kind is Kind.BARS]
        if not bars:
            return
        font = theme.font("axis", tabular=True)
        left, wide = bar_places(len(bars))
        room = (plot.x_of(1) - plot.x_of(0)) * wide
        said = [[words.value(v, chart.unit) for v in each.values] for each in bars]
        if max((paint.text_width(each, font) for row in said for each in row), default=0) > room:
            return
        painter.setFont(font)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(theme.text.secondary)
        height = theme.line("axis")
        box = plot.plot_rect
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        for number, each in enumerate(bars):
            for at, value in enumerate(each.values):
                x = plot.x_of(at + left + wide * number)
                if value is None or not box.left() - room <= x <= box.right():
                    continue
                top = plot.y_of(value) - height - 2
                painter.drawText(QRectF(x, top, room, height), flags, said[number][at])


class Cross(_Item):
    """The dotted line through a point, and a light on each line that it meets."""

    depth = 20.0

    def boundingRect(self) -> QRectF:
        """Only what changes with it is painted anew."""
        if self.plot.at < 0:
            return QRectF()
        x = self.plot.x_of(self.plot.at)
        return QRectF(x - 8, 0, 16, self._rect.height())

    def update(self, *_rect: QRectF) -> None:
        self.prepareGeometryChange()
        super().update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        plot, theme = self.plot, self.plot.theme
        chart = plot.chart
        if chart is None or not 0 <= plot.at < len(chart.parts):
            return
        x, box = plot.x_of(plot.at), plot.plot_rect
        pen = QPen(theme.text.secondary, 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        snapped = round(x) + 0.5
        painter.drawLine(QPointF(snapped, box.top() - 8), QPointF(snapped, box.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picks = plot.picks()
        active = picks[plot.active].key if len(picks) > 1 and plot.hasFocus() else ""
        below = 0.0
        for each in chart.series:
            value = each.values[plot.at]
            if not each.shown or value is None or each.kind in (Kind.BARS, Kind.LEVEL):
                continue
            if each.kind is Kind.STACK:
                below = value = below + value
            side = _LIGHT + (1.5 if each.key == active else 0)
            painter.setPen(QPen(theme.bg.canvas, 1.5))
            painter.setBrush(plot.ink(each))
            painter.drawEllipse(QPointF(x, plot.y_of(value)), side, side)
