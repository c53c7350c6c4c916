"""A box to choose from, with the caret that says so."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on

_CARET = 12


class Choice(QComboBox):
    """A QComboBox as wide as it is told, whatever it offers: a long name widens no pane."""

    def __init__(self, themes: Themes, name: str, width: int = 0) -> None:
        super().__init__()
        self._themes = themes
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFixedHeight(themes.now.size.field)
        if width:
            self.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._themes.now
        ink = theme.text.secondary if self.isEnabled() else theme.text.disabled
        left, top = self.width() - _CARET - 9, (self.height() - _CARET) // 2
        self._themes.draw_glyph(painter_on(self), left, top, _CARET, "ph.caret-down", ink)
