"""A picture of a window with all that floats over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget


def floating(window: QWidget) -> list[QWidget]:
    """What shows beside a window: dialogs, menus, popovers; the undermost first."""
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each is not window and each.isVisible() and each.width() > 1
    ]


def keep(window: QWidget, file: Path) -> None:
    """Write it.

    Raises:
        OSError: it could not be written.
    """
    below = window.grab()
    ratio = below.devicePixelRatio()
    origin = window.mapToGlobal(QPoint(0, 0))
    area = window.rect()
    over = floating(window)
    for each in over:
        area = area.united(each.rect().translated(each.mapToGlobal(QPoint(0, 0)) - origin))
    whole = QPixmap(area.size() * ratio)
    whole.setDevicePixelRatio(ratio)
    whole.fill(Qt.GlobalColor.darkGray)  # what lies outside of the window
    painter = QPainter(whole)
    painter.drawPixmap(-area.topLeft(), below)
    painter.setPen(Qt.GlobalColor.darkGray)
    for each in over:
        at = each.mapToGlobal(QPoint(0, 0)) - origin - area.topLeft()
        painter.drawPixmap(at, each.grab())
        if isinstance(each, QDialog):  # whose frame is the desktop's
            painter.drawRect(each.rect().translated(at).adjusted(-1, -1, 0, 0))
    painter.end()
    if not whole.save(str(file)):
        raise OSError(f"{file} could not be written")
