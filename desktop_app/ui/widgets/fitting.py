"""Windows as large as what is in them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget


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
    room = window.screen().availableGeometry()
    asked = window.sizeHint()
    width = min(max(asked.width(), window.minimumWidth()), window.maximumWidth(), room.width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else asked.height()
    window.resize(width, min(max(height, window.minimumHeight()), room.height()))


_FRAME = QSize(20, 50)  # what a desktop puts around a dialog


class Dialog(QDialog):
    """A dialog that is shown in the size its content asks for, or in the one it was given; no
    larger than the screen."""

    _is_given = True  # the size it has

    def adjustSize(self) -> None:
        fit(self)

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self._is_given = False
            if not self._is_given:
                fit(self)
            else:
                room = self.screen().availableGeometry().size() - _FRAME
                self.resize(self.size().boundedTo(room))
        super().setVisible(visible)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible() and not self._is_given:
            self._grow()
        return done

    def _grow(self) -> None:
        """Make room for what came: a reason at a field, a line more of a hint."""
        layout = self.layout()
        if layout is not None and layout.totalHeightForWidth(self.width()) > self.height():
            fit(self)
