"""The view of the list of conversations: rows that can be checked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.ui.widgets.virtual_table import VirtualTable

_FACE_ENDS = 64  # px from the left: before that a click checks


class ConversationView(VirtualTable):
    """Conversations; a click on a face checks, as Ctrl does anywhere; Shift extends.

    Signals:
        check_wanted: the row, and whether everything from the current one to it is meant.
        extend_wanted: +1 or -1: check the current row and the one below or above it.
    """

    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        row = self.rowAt(place.y())
        held = event.modifiers()
        extends = bool(held & Qt.KeyboardModifier.ShiftModifier)
        checks = bool(held & Qt.KeyboardModifier.ControlModifier) or place.x() < _FACE_ENDS
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton and (extends or checks):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.check_wanted.emit(row, extends)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= _FACE_ENDS:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_wanted.emit(step)
        else:
            super().keyPressEvent(event)
