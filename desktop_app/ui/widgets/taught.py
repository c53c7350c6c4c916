"""Tooltips that teach a key, and go on to teach the right one when it is changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Themes


class TaughtTip(QObject):
    """The tooltip of a widget: words, and the key of the command behind it.

    Args:
        key: the one that the command has by itself, as Qt spells it everywhere; or the command's
            id, where the widget stands in more than one screen.
    """

    def __init__(self, themes: Themes, widget: QWidget, words: str, key: str) -> None:
        super().__init__(widget)
        self._themes = themes
        self._widget = widget
        self._words = words
        self._key = key
        themes.keys_taught.connect(self._show)
        self._show()

    def say(self, words: str, key: str) -> None:
        """Other words, another key."""
        self._words, self._key = words, key
        self._show()

    def _show(self) -> None:
        key = self._themes.taught(self._key)
        self._widget.setToolTip(f"{self._words}  {key}" if key else self._words)
