"""What the panel of an action is made of."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint

_BAND = 36  # px of an AI draft's head


class PriorityBars(QWidget):
    """The bars of a priority beside its word."""

    def __init__(self, themes: Themes, priority: str) -> None:
        super().__init__()
        self._themes, self._priority = themes, priority
        self.setFixedSize(QSize(paint.PRIORITY_WIDTH, 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.priority_bars(painter_on(self), self._themes, 0, 13, self._priority)


class Framed(QWidget):
    """A card with a line around it; with the band of what a model wrote at its top."""

    def __init__(self, themes: Themes, *, band: bool = False) -> None:
        super().__init__()
        self._themes, self._band = themes, band

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, box = self._themes.now, painter_on(self), QRectF(self.rect())
        tint = theme.semantic.ai
        corner = theme.radius.card
        edge = tint.border if self._band else theme.border.default
        paint.outlined(painter, box, corner, theme.bg.canvas, edge)
        if self._band:
            painter.save()
            painter.setClipRect(QRectF(0, 0, self.width(), _BAND))
            paint.outlined(painter, box, corner, tint.bg, tint.border)
            painter.restore()


class StatusPill(QWidget):
    """A lead's status."""

    def __init__(self, themes: Themes, status: str) -> None:
        super().__init__()
        self._themes, self._status = themes, status
        self.setFixedSize(paint.status_pill_width(themes, status), themes.now.size.pill)
        self.setAccessibleName(status)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.status_pill(painter_on(self), self._themes, 0, self.height() // 2, self._status)
