"""Panes side by side with a line of one pixel between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on


class _Handle(QSplitterHandle):
    """One pixel to see; Qt widens the grab of so thin a handle to five by itself."""

    def __init__(self, orientation: Qt.Orientation, splitter: Splitter) -> None:
        super().__init__(orientation, splitter)
        self._themes = splitter.themes

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._themes.now.border.default)


class Splitter(QSplitter):
    """A horizontal splitter whose panes never collapse."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        self.themes = themes
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
