"""Windows as large as what is in them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QWidget

_FRAME = QSize(20, 50)  # what a desktop puts around a dialog


def fit(window: QWidget) -> None:
    """Make a window as large as its content asks, where the screen has room for it.

    Qt's own ``adjustSize`` stops at two thirds of the screen: on that of a small laptop it presses
    a form together until lines of text are cut in half.
    """
    window.ensurePolished()
    layout = window.layout()
    if layout is None:
        QWidget.adjustSize(window)
        return
    layout.activate()
    room = _room(window)
    asked = window.sizeHint()
    width = min(max(asked.width(), window.minimumWidth()), window.maximumWidth(), room.width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else asked.height()
    window.resize(width, min(max(height, window.minimumHeight()), room.height()))


def _room(window: QWidget) -> QSize:
    """What the screen has for a window, without what a desktop puts around it."""
    room = window.screen().availableGeometry().size()
    framed = not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    return room - _FRAME if framed else room


class Dialog(QDialog):
    """A dialog that is shown in the size its content asks for, or in the one it was given; no
    larger than the screen. One that was dragged to another size by hand keeps that, and only makes
    room for what comes."""

    _is_fitted = False  # its size is that of its content
    _is_dragged = False
    _let = 0  # px that its content asked for when it was dragged to be lower

    def adjustSize(self) -> None:
        self._is_fitted = True
        fit(self)

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self._is_fitted = True
            if self._is_fitted and not self._is_dragged:
                fit(self)
            else:
                self.resize(self.size().boundedTo(_room(self)))
        super().setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.spontaneous():  # from the desktop
            self._is_dragged = True
            self._let = self._asked_height()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible() and self._is_fitted:
            self._grow()
        return done

    def _grow(self) -> None:
        """Make room for what came: a reason at a field, a line more of a hint."""
        asked = self._asked_height()
        more = asked - max(self.height(), self._let)
        if more <= 0:
            return
        if self._is_dragged:
            self._let = asked
            most = max(self.height(), _room(self).height())
            self.resize(self.width(), min(self.height() + more, most))
        else:
            fit(self)
        room = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - room.bottom()
        if below > 0:
            self.move(self.x(), max(room.top(), self.y() - below))

    def _asked_height(self) -> int:
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(self.width())
