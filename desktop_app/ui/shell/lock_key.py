"""The key that locks, where the window's own shortcuts do not reach: in menus and dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QWidget

from desktop_app.ui.actions import Keymap

LOCK_KEY = "Ctrl+L"


class LockKey(QObject):
    """Hears the key in every window of the program but the main one, whose action has it.

    A menu, a list that drops down and a dialog are windows of the system, which get the keyboard
    when they open; while they have it, Qt looks for no shortcut of another window.

    Signals:
        pressed: the key was pressed in one of them.
    """

    pressed = Signal()

    def __init__(self, main: QWidget) -> None:
        super().__init__(main)
        self._main = main
        self._keys = [QKeySequence(LOCK_KEY)]
        self._keymap: Keymap | None = None
        QGuiApplication.instance().focusWindowChanged.connect(self._on_window)

    def follow(self, keymap: Keymap) -> None:
        """Hear the key that the user gave the lock, whatever it is."""
        self._keymap = keymap
        keymap.changed.connect(self._on_keys)
        self._on_keys()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.isAutoRepeat():
            return False
        if QKeySequence(event.keyCombination()) not in self._keys:
            return False
        self.pressed.emit()
        return True

    def _on_keys(self) -> None:
        if self._keymap is not None:
            self._keys = [QKeySequence(key) for key in self._keymap.of("file.lock")]

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None and window is not self._main.windowHandle():
            window.installEventFilter(self)
