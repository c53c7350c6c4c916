"""How large the window is, and what of that another screen has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.ui.shell.main_window import fitting


def size_of(window: QWidget) -> list[int]:
    """Width and height in logical pixels as it is when it fills no screen, and 1 where it fills
    one now, else 0."""
    usual = window.normalGeometry().size() if window.isMaximized() else window.size()
    return [usual.width(), usual.height(), int(window.isMaximized())]


def take_size(window: QWidget, sizes: list[int]) -> None:
    """Be as large as another computer's window was, as far as this screen goes; the place stays,
    unless it would stand outside."""
    width, height, fills = sizes
    if window.isMaximized() and not fills:
        window.showNormal()
    if not window.isMaximized():
        size = fitting(window, QSize(width, height))
        window.resize(size)
        room, frame = window.screen().availableGeometry(), window.frameGeometry()
        left = max(room.left(), min(frame.left(), room.right() - frame.width() + 1))
        top = max(room.top(), min(frame.top(), room.bottom() - frame.height() + 1))
        window.move(left, top)
    if fills:
        window.showMaximized()
