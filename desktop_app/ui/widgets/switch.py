"""The design's switch: on or off, at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_WIDTH, _HEIGHT, _KNOB = 32, 18, 14


class Switch(QCheckBox):
    """A check box that looks like a switch, so that screen readers know what it is."""

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._themes = themes
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, _HEIGHT // 2)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, max(_HEIGHT, 24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        top = (self.height() - _HEIGHT) / 2
        track = QRectF(0, top, _WIDTH, _HEIGHT)
        if not self.isEnabled():
            ground = theme.border.default
        else:
            ground = theme.accent.fill if self.isChecked() else theme.border.control
        paint.rounded(painter, track, _HEIGHT / 2, ground)
        gap = (_HEIGHT - _KNOB) / 2
        left = _WIDTH - _KNOB - gap if self.isChecked() else gap
        knob = QRectF(left, top + gap, _KNOB, _KNOB)
        paint.rounded(painter, knob, _KNOB / 2, theme.text.on_accent)
