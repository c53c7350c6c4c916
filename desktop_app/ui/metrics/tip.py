"""The card beside the crosshair."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.ui.metrics.charts import Series
from desktop_app.ui.metrics.legend import paint_swatch
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint

_SHADOW = 12
_PAD = 10
_SIDE = 20  # px from its left to the names
_BETWEEN = 24


@dataclass(frozen=True, slots=True)
class TipRow:
    """A series at a point."""

    series: Series
    value: str


class ChartTip(QWidget):
    """A heading and a line for each series, on a raised ground; lets the pointer through."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.heading = ""
        self.rows: tuple[TipRow, ...] = ()
        self._ground: tuple[tuple[int, int, int, float], QPixmap] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_at(self, heading: str, rows: tuple[TipRow, ...], x: float, room: QRect) -> None:
        """Show it left of a place, or right of it where the left has no room.

        Args:
            room: of the lines, in the pixels of the parent.
        """
        self.heading, self.rows = heading, rows
        size = self._wanted()
        self.resize(size)
        left = x - 14 - size.width() + _SHADOW
        if left + _SHADOW < room.left():
            left = x + 14 - _SHADOW
        self.move(round(left), room.top() - _SHADOW + 4)
        self.show()
        self.raise_()
        self.update()

    def _wanted(self) -> QSize:
        theme = self._themes.now
        names = theme.font("body")
        values = theme.font("body", 600, tabular=True)
        wide = paint.text_width(self.heading, theme.font("small")) + 2
        for row in self.rows:
            both = paint.text_width(row.series.name, names) + paint.text_width(row.value, values)
            wide = max(wide, _SIDE - 5 + both + _BETWEEN)
        tall = theme.line("small") + 2 + theme.line("body") * len(self.rows)
        return QSize(wide + 2 * (_PAD + _SHADOW) + 1, tall + 2 * (_PAD - 2 + _SHADOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        box = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.drawPixmap(0, 0, self._raised(box))
        inner = box.adjusted(_PAD, _PAD - 2, -_PAD, 0).toRect()
        rect = QRect(inner.left(), inner.top(), inner.width(), theme.line("small"))
        paint.text(painter, rect, self.heading, theme.font("small"), theme.text.secondary)
        top, height = rect.bottom() + 3, theme.line("body")
        values = theme.font("body", 600, tabular=True)
        for row in self.rows:
            middle = top + height / 2
            paint_swatch(painter, theme, inner.left() - 2, middle, row.series, square=True)
            rect = QRect(inner.left() + _SIDE - 5, top, inner.width() - _SIDE + 5, height)
            paint.text(painter, rect, row.series.name, theme.font("body"), theme.text.primary)
            paint.text(painter, rect, row.value, values, theme.text.primary, right=True)
            top += height

    def _raised(self, box: QRectF) -> QPixmap:
        """The ground with its shadow; kept, for it is most of the work of following a pointer."""
        theme, ratio = self._themes.now, self.devicePixelRatioF()
        key = (id(theme), self.width(), self.height(), ratio)
        if self._ground is None or self._ground[0] != key:
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            corner = theme.radius.control
            paint.shadow(painter, self._themes, box, corner, 20, 6)
            paint.outlined(painter, box, corner, theme.bg.raised, theme.border.default)
            painter.end()
            self._ground = (key, made)
        return self._ground[1]
