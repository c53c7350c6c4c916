"""Lists to choose from in which the row below a moving mouse is the current one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView


def follow_mouse(view: QAbstractItemView) -> None:
    """Have the row below the mouse be the current one, when the mouse is moved.

    A mouse that rests chooses nothing: Qt's own ``entered`` comes also when a list opens below
    the mouse, and when its rows are scrolled there by the keyboard, and Enter would take a row
    that nobody chose.
    """
    view.setMouseTracking(True)
    view.viewport().installEventFilter(_Follower(view))


class _Follower(QObject):
    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._rests = QPoint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._rests = QCursor.pos()
        elif event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            if place != self._rests:
                self._rests = place
                row = self._view.indexAt(event.position().toPoint())
                if row.isValid():
                    self._view.setCurrentIndex(row)
        return False
