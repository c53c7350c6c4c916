"""The focus ring: 2 px, 1 px away, and only when the keyboard brought the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


REACH = 3  # how far the ring stands out: its width and its gap


class FocusRing(QWidget):
    """Draws the ring around ``target`` as its sibling, so it may lie outside of it."""

    def __init__(self, target: QWidget, themes: Themes, corner: int) -> None:
        super().__init__(target.parentWidget())
        self._target = target
        self._themes = themes
        self._corner = corner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def place(self) -> None:
        self.setGeometry(self._target.geometry().adjusted(-REACH, -REACH, REACH, REACH))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        color = self._themes.now.focus.ring
        paint.outlined(painter, QRectF(self.rect()), self._corner + REACH, None, color, 2)


class _RingKeeper(QObject):
    """Shows, moves and hides the ring of one widget."""

    def __init__(self, target: QWidget, themes: Themes, corner: int) -> None:
        super().__init__(target)
        self._target = target
        self._themes = themes
        self._corner = corner
        self._ring: FocusRing | None = None
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            if isinstance(event, QFocusEvent) and event.reason() in _BY_KEYBOARD:
                self._show()
        elif self._ring is None:
            return False
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._drop()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._ring.place()
        return False

    def _show(self) -> None:
        self._drop()
        self._ring = FocusRing(self._target, self._themes, self._corner)
        self._ring.place()
        self._ring.show()

    def _drop(self) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


def ring_on_focus(target: QWidget, themes: Themes, corner: int = 6) -> None:
    """Give a widget the keyboard focus ring."""
    _RingKeeper(target, themes, corner)
