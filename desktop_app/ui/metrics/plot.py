"""A chart drawn by pyqtgraph. Imported when the first chart is wanted, by ``plotting``.

Lines and bars lie in its view, which maps, clips and moves them; axes, figures over bars and the
crosshair are painted around it to the design.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.ui.metrics.charts import Chart, Kind, Series, of_stack
from desktop_app.ui.metrics.marks import PREVIOUS, dashes_of, filling_of, series_ink
from desktop_app.ui.metrics.plot_frame import Cross, Frame, Numbers
from desktop_app.ui.metrics.ticks import Scale, scale_of
from desktop_app.ui.theme import Theme

# A thick line of many points is drawn ten times faster piece by piece than as one path.
pg.setConfigOptions(antialias=True, segmentedLineMode="on")

_TOP, _RIGHT, _BOTTOM = 10, 4, 28  # px around the view
_ROOM = 2  # px around the lines
_DRAG = 4  # px until a press becomes a pull
_CLOSEST = 5  # points that stay in view
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ChartPlot(pg.GraphicsView):
    """One chart with its crosshair.

    The pointer, or Left, Right, Home and End, move the crosshair; Up and Down change the series
    that Enter looks behind. Ctrl and the wheel, or + and -, come nearer; what is near is pulled
    with the mouse; 0 shows all again.

    Signals:
        crossed: the point below the crosshair, -1 for none; and whether by keyboard.
        picked: a point and the key of its series were clicked, or Enter pressed.
    """

    crossed = Signal(int, bool)
    picked = Signal(int, str)

    def __init__(
        self,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
        *,
        dots: float = 1,
    ) -> None:
        """Args:
        dots: how many points of the device a pixel is, where it is painted for a file: the
            lines of the view do not scale.
        """
        super().__init__(parent, useOpenGL=False, background=None)
        self._theme = theme
        self._dots = dots
        self.chart: Chart | None = None
        self.at = -1
        self.active = 0
        self.keyboard_focus = False
        self._pressed: QPointF | None = None
        self._pulled: tuple[float, float] | None = None
        self.span = (0.0, 1.0)
        self.scale_y = Scale(0, 1, (0, 1))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("background: transparent")
        self.view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.view.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.scene().addItem(self.view)
        self.frame = Frame(self)
        self.numbers = Numbers(self)
        self.cross = Cross(self)
        for item in (self.frame, self.numbers, self.cross):
            self.scene().addItem(item)
        self._items: list[pg.GraphicsObject] = []

    # What it shows

    @property
    def theme(self) -> Theme:
        return self._theme()

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart; the crosshair stays where it is as long as there is such a point."""
        same = self.chart is not None and chart.parts == self.chart.parts
        self.chart = chart
        self.scale_y = scale_of(chart)
        if not same:
            self.at = -1
            self.span = self._whole()
        self.active = min(self.active, max(0, len(self.picks()) - 1))
        self._draw()
        self.place()

    def renew(self) -> None:
        """Draw anew: colours or the size of text changed."""
        if self.chart is not None:
            self._draw()
            self.place()

    def picks(self) -> list[Series]:
        """The series that something stands behind, of those shown."""
        if self.chart is None:
            return []
        return [each for each in self.chart.series if each.shown and each.can_open]

    @property
    def zoomed(self) -> bool:
        low, high = self._whole()
        return self.span[1] - self.span[0] < high - low - 1e-6

    # Where things are

    @property
    def plot_rect(self) -> QRectF:
        """Where lines and bars lie, in pixels of the widget."""
        left = self.frame.left
        return QRectF(left, _TOP, max(1, self.width() - left - _RIGHT),
                      max(1, self.height() - _TOP - _BOTTOM))  # fmt: skip

    def x_of(self, at: float) -> float:
        box, (low, high) = self.plot_rect, self.span
        return box.left() + (at - low) / (high - low) * box.width()

    def y_of(self, value: float) -> float:
        box, scale = self.plot_rect, self.scale_y
        return box.bottom() - (value - scale.low) / (scale.high - scale.low) * box.height()

    def _value_at(self, y: float) -> float:
        box, scale = self.plot_rect, self.scale_y
        return scale.low + (box.bottom() - y) / box.height() * (scale.high - scale.low)

    def point_at(self, x: float) -> int:
        """The point nearest to a place from the left, -1 without any."""
        if self.chart is None or not self.chart.parts:
            return -1
        box, (low, high) = self.plot_rect, self.span
        at = low + (x - box.left()) / box.width() * (high - low)
        return max(0, min(len(self.chart.parts) - 1, round(at)))

    def place(self) -> None:
        """Fit everything into the widget."""
        if self.chart is None:
            return
        self.frame.measure()
        box = self.plot_rect
        # A little more than the lines need, so that none is cut where it meets an edge.
        self.view.setGeometry(box.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))
        (low, high), scale = self.span, self.scale_y
        beside = _ROOM * (high - low) / box.width()
        above = _ROOM * (scale.high - scale.low) / box.height()
        self.view.setRange(
            xRange=(low - beside, high + beside),
            yRange=(scale.low - above, scale.high + above),
            padding=0,
            disableAutoRange=True,
        )
        whole = QRectF(0, 0, self.width(), self.height())
        for item in (self.frame, self.numbers, self.cross):
            item.set_rect(whole)
        self.viewport().update()

    # Crosshair

    def cross_at(self, at: int, *, keyboard: bool = False) -> None:
        """Put the crosshair on a point, or away with -1."""
        if at == self.at:
            return
        self.cross.update()  # where it was
        self.at = at
        self.cross.update()
        self.crossed.emit(at, keyboard)

    def _step_to(self, at: int) -> None:
        if self.chart is None or not self.chart.parts:
            return
        at = max(0, min(len(self.chart.parts) - 1, at))
        low, high = self.span
        if not low <= at <= high:
            by = at - high if at > high else at - low
            self._set_range(low + by, high + by)
        self.cross_at(at, keyboard=True)

    # Range

    def _whole(self) -> tuple[float, float]:
        count = len(self.chart.parts) if self.chart is not None else 1
        if self.chart is not None and (self.chart.has_bars or count == 1):
            return (-0.5, count - 0.5)
        return (0.0, max(1.0, count - 1.0))

    def _set_range(self, low: float, high: float) -> None:
        first, last = self._whole()
        wide = max(min(high - low, last - first), min(_CLOSEST, last - first))
        low = max(first, min(low, last - wide))
        self.span = (low, low + wide)
        self.place()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Come nearer (below 1) or go further, keeping a point where it is."""
        low, high = self.span
        middle = (low + high) / 2 if around is None else around
        self._set_range(middle - (middle - low) * factor, middle + (high - middle) * factor)

    def show_all(self) -> None:
        self._set_range(*self._whole())

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "frame"):  # the base resizes itself while it is made
            self.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.keyboard_focus = False
            self._pressed, self._pulled = event.position(), None
            event.accept()
        else:
            event.ignore()  # the card has the menu

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position()
        if self._pressed is not None and self.zoomed:
            moved = here.x() - self._pressed.x()
            if self._pulled is None and abs(moved) >= _DRAG:
                self._pulled = self.span
                self.cross_at(-1)
            if self._pulled is not None:
                low, high = self._pulled
                by = moved / self.plot_rect.width() * (high - low)
                self._set_range(low - by, high - by)
                return
        inside = self.plot_rect.adjusted(-8, -8, 8, _BOTTOM).contains(here)
        self.cross_at(self.point_at(here.x()) if inside else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        pressed, pulled = self._pressed, self._pulled
        self._pressed = self._pulled = None
        here = event.position()
        if pressed is None or pulled is not None or (here - pressed).manhattanLength() > _DRAG:
            return
        if self.plot_rect.adjusted(-8, -8, 8, _BOTTOM).contains(here):
            self._pick(self.point_at(here.x()), self._nearest(here))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.cross_at(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the page scrolls
            return
        box, (low, high) = self.plot_rect, self.span
        around = low + (event.position().x() - box.left()) / box.width() * (high - low)
        self.zoom(0.8 if event.angleDelta().y() > 0 else 1.25, max(low, min(high, around)))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = Qt.Key, event.key()
        last = len(self.chart.parts) - 1 if self.chart is not None else -1
        to = {
            keys.Key_Left: self.at - 1 if self.at >= 0 else last,
            keys.Key_Right: self.at + 1 if self.at >= 0 else 0,
            keys.Key_Home: 0,
            keys.Key_End: last,
        }.get(keys(key))
        if to is not None:
            self._step_to(to)
        elif key in (keys.Key_Up, keys.Key_Down):
            self._change_series(-1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_Return, keys.Key_Enter):
            self._enter()
        elif key == keys.Key_Escape and self.at >= 0:
            self.cross_at(-1)
        elif event.text() in ("+", "-"):
            self.zoom(0.8 if event.text() == "+" else 1.25, self.at if self.at >= 0 else None)
        elif event.text() == "0":
            self.show_all()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard_focus = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        self.frame.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cross_at(-1)
        self.frame.update()

    # Inside

    def _enter(self) -> None:
        picks = self.picks()
        if self.at >= 0 and picks:
            self._pick(self.at, picks[self.active].key)

    def _change_series(self, by: int) -> None:
        picks = self.picks()
        if len(picks) > 1:
            self.active = (self.active + by) % len(picks)
            self.cross.update()
            if self.at >= 0:
                self.crossed.emit(self.at, True)

    def _pick(self, at: int, key: str) -> None:
        if at >= 0 and key:
            self.picked.emit(at, key)

    def _nearest(self, here: QPointF) -> str:
        """The series of a point that lies nearest to the pointer; of bars the one below it."""
        picks, at = self.picks(), self.point_at(here.x())
        if self.chart is None or not picks or at < 0:
            return ""
        bars = [each for each in picks if each.kind is Kind.BARS]
        if len(bars) > 1:
            left, wide = bar_places(len(bars))
            offset = (here.x() - self.x_of(at)) / (self.x_of(1) - self.x_of(0))
            return bars[max(0, min(len(bars) - 1, int((offset - left) // wide)))].key

        if picks[0].kind is Kind.STACK:
            return of_stack(picks, at, self._value_at(here.y())).key

        def far(each: Series) -> float:
            value = each.values[at]
            return math.inf if value is None else abs(self.y_of(value) - here.y())

        return min(picks, key=far).key

    def _draw(self) -> None:
        for item in self._items:
            self.view.removeItem(item)
        self._items = []
        if self.chart is None:
            return
        shown = [each for each in self.chart.series if each.shown]
        bars = [each for each in shown if each.kind is Kind.BARS]
        for number, each in enumerate(bars):
            self._add(self._bars(each, number, len(bars)))
        self._add_stack([each for each in shown if each.kind is Kind.STACK])
        # Later ones lie below, so that the first series is never hidden.
        for each in reversed(shown):
            if each.kind in (Kind.LINE, Kind.AREA, Kind.DASHED):
                self._add_line(each)
            elif each.kind is Kind.MARKS:
                self._add(self._marks(each))
            elif each.kind is Kind.LEVEL and each.level is not None:
                self._add(self._level(each))

    def _add(self, item: pg.GraphicsObject) -> None:
        self.view.addItem(item, ignoreBounds=True)
        self._items.append(item)

    def _add_line(self, series: Series) -> None:
        heights = _numbers(series.values)
        places = np.arange(len(heights), dtype=float)
        ink = self.ink(series)
        if series.kind is Kind.AREA and self.scale_y.low == 0 and not np.isnan(heights).any():
            self._add(_area(places, heights, np.zeros(len(heights)), tinted(ink, self.theme)))
        pen = self.pen(series)
        line = pg.PlotCurveItem(places, heights, pen=pen, connect="finite")
        if pen.style() != Qt.PenStyle.SolidLine:
            line.setSegmentedLineMode("off")  # piece by piece each would begin its dashes anew
        self._add(line)
        alone = _alone(heights)
        if alone.any():
            dots = pg.ScatterPlotItem(
                places[alone], heights[alone], size=5, pen=None, brush=ink, pxMode=True
            )
            self._add(dots)

    def _add_stack(self, series: Sequence[Series]) -> None:
        if not series:
            return
        below = np.zeros(len(series[0].values))
        places = np.arange(len(below), dtype=float)
        for each in series:
            above = below + np.nan_to_num(_numbers(each.values))
            ground = QColor(self.ink(each))
            ground.setAlphaF(0.22)
            self._add(_area(places, above, below, filling_of(self.theme, each, ground)))
            self._add(pg.PlotCurveItem(places, above, pen=self.pen(each)))
            below = above

    def _bars(self, series: Series, number: int, count: int) -> pg.BarGraphItem:
        heights = _numbers(series.values)
        there = ~np.isnan(heights)
        left, wide = bar_places(count)
        gap = 0.08 if count > 1 else 0.0
        places = np.arange(len(heights), dtype=float)[there] + left + wide * number
        return pg.BarGraphItem(
            x0=places + wide * gap,
            width=wide * (1 - 2 * gap),
            height=heights[there],
            # Strokes alone have no edge.
            pen=pg.mkPen(self.ink(series)) if self.theme.contrast else pg.mkPen(None),
            brush=filling_of(self.theme, series),
            antialias=False,
        )

    def _marks(self, series: Series) -> pg.PlotCurveItem:
        heights = _numbers(series.values)
        there = ~np.isnan(heights)
        places = np.arange(len(heights), dtype=float)[there]
        ends = np.column_stack((places - 0.4, places + 0.4)).ravel()
        pen = self.pen(series)
        shadow = pg.mkPen(self.theme.bg.canvas, width=3 * pen.widthF())
        return pg.PlotCurveItem(
            ends, np.repeat(heights[there], 2), pen=pen, connect="pairs",
            # They lie on bars, of whose colour they need not differ enough.
            shadowPen=shadow if self.theme.contrast else None,
        )  # fmt: skip

    def _level(self, series: Series) -> pg.InfiniteLine:
        return pg.InfiniteLine(series.level, angle=0, pen=self.pen(series), movable=False)

    def ink(self, series: Series) -> QColor:
        """The colour of a series."""
        return series_ink(self.theme, series)

    def pen(self, series: Series) -> QPen:
        """The pen of its line; its width stays whatever the view maps."""
        dashes = dashes_of(self.theme, series)
        width = 1.5 if dashes == PREVIOUS else 2
        pen = pg.mkPen(self.ink(series), width=width * self._dots)
        if dashes:
            pen.setDashPattern(list(dashes))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        else:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def paint_all(self, painter: QPainter, target: QRectF) -> None:
        """Paint it elsewhere, as into a file; it need not be shown for that."""
        self.scene().prepareForPaint()
        self.scene().render(painter, target, QRectF(0, 0, self.width(), self.height()))


def bar_places(count: int) -> tuple[float, float]:
    """Where the first of so many bars begins from the middle of its point, and how wide each is,
    as parts of the room of a point."""
    room = 0.7 if count == 1 else 0.66
    return -room / 2, room / count


def tinted(ink: QColor, theme: Theme) -> QColor:
    """The ground below a line."""
    ground = QColor(ink)
    ground.setAlphaF(theme.chart.fill_alpha)
    return ground


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    return np.array([math.nan if each is None else each for each in values], dtype=float)


def _alone(heights: np.ndarray) -> np.ndarray:
    """Which points have no neighbour that a line could go to."""
    there = ~np.isnan(heights)
    before = np.concatenate(([False], there[:-1]))
    after = np.concatenate((there[1:], [False]))
    return there & ~before & ~after


def _area(
    places: np.ndarray, above: np.ndarray, below: np.ndarray, ground: QColor | QBrush
) -> pg.FillBetweenItem:
    return pg.FillBetweenItem(
        pg.PlotCurveItem(places, above), pg.PlotCurveItem(places, below), brush=ground
    )
