"""The keys of a command inside one widget, whatever the user made of them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.ui.actions.keymap import Keymap


class CommandKey(QShortcut):
    """A shortcut that follows the keys of a command by its id."""

    def __init__(self, keymap: Keymap, command: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._command = command
        keymap.changed.connect(self._bind)
        self._bind()

    def _bind(self) -> None:
        self.setKeys([QKeySequence(key) for key in self._keymap.of(self._command)])
