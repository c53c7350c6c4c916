"""A calm sentence in a box of its own, between other things."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.labels import Glyph, label


class Note(QWidget):
    """Icon and sentence on the inset ground; hidden while it has nothing to say."""

    def __init__(self, themes: Themes, words: str = "", icon: str = "ph.info") -> None:
        super().__init__()
        self._themes = themes
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(8)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 2, 0, 0)
        beside.addWidget(Glyph(themes, icon), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        self._label = label(words, "body", wrap=True)
        row.addWidget(self._label, 1)
        if not words:
            self.hide()

    @property
    def words(self) -> str:
        return self._label.text()

    def say(self, words: str) -> None:
        self._label.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.ground(painter_on(self), theme, box, theme.radius.control, theme.bg.inset)
