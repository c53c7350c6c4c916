"""What stands in the place of figures and charts while they are read."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint

_EDGE, _GAP = 20, 12


class MetricsSkeleton(QWidget):
    """The cards of the overview with grey bars in them; shown by who waited 200 ms."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setAccessibleName(tr("Loading"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        wide = self.width() - 2 * _EDGE
        row = 2 * theme.line("small") + theme.line("metric") + 28
        self._card(painter, QRect(_EDGE, 16, wide, row))
        for number in range(6):
            left = _EDGE + 16 + number * wide // 6
            paint.skeleton(painter, self._themes, QRect(left, 32, 70, 9))
            paint.skeleton(painter, self._themes, QRect(left, 54, 54, 18))
            paint.skeleton(painter, self._themes, QRect(left, 84, 90, 9))
        top = 16 + row + _GAP
        tall = max(120, (self.height() - top - 16 - _GAP) // 2)
        half = (wide - _GAP) // 2
        for number in range(4):
            left = _EDGE + (number % 2) * (half + _GAP)
            box = QRect(left, top + (number // 2) * (tall + _GAP), half, tall)
            self._card(painter, box)
            paint.skeleton(painter, self._themes, QRect(left + 16, box.top() + 18, 150, 9))
            whole = QRect(left + 16, box.top() + 48, half - 32, max(20, tall - 76))
            paint.skeleton(painter, self._themes, whole)

    def _card(self, painter: QPainter, box: QRect) -> None:
        theme = self._themes.now
        edge = theme.border.default
        paint.outlined(painter, QRectF(box), theme.radius.card, theme.bg.canvas, edge)
