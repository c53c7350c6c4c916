"""The violet band about words that were written anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph


class RewriteBand(QWidget):
    """Says what is done with the words that were selected.

    Signals:
        keep_wanted: the new words, or what it says was seen.
        back_wanted: the old words.
    """

    keep_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(12, 3, 3, 4))
        row.setSpacing(0)
        row.addWidget(Glyph(themes, "ph.sparkle-fill", "semantic.ai.fg", 14))
        row.addSpacing(6)
        self._words = ElidedLabel(themes, "", font="small", weight=500, ink="semantic.ai.fg")
        row.addWidget(self._words, 1)
        self.keep = Button(themes, tr("Keep"), look=Look.AI, size=Size.SMALL)
        self.back = Button(themes, tr("Put mine back"), look=Look.AI, size=Size.SMALL, key="Esc")
        row.addWidget(self.keep)
        row.addWidget(self.back)
        self.keep.clicked.connect(self.keep_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text if not self.isHidden() else ""

    def wait(self, words: str) -> None:
        """It is being done."""
        self._say(words, keep="", back=tr("Stop"))

    def ask(self, words: str, more: str = "") -> None:
        """It is done: which of the two is wanted?"""
        self._say(f"{words} {more}".strip(), keep=tr("Keep"), back=tr("Put mine back"))

    def fail(self, title: str, advice: str = "") -> None:
        """It could not be done."""
        self._say(f"{title} {advice}".strip(), keep=tr("Close"), back="")

    def _say(self, words: str, *, keep: str, back: str) -> None:
        self._words.set_text(words)
        for button, said in ((self.keep, keep), (self.back, back)):
            button.set_words(said or tr("Close"))
            button.setVisible(bool(said))
        self.setAccessibleName(words)
        announce(self, words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        tint = self._themes.now.semantic.ai
        painter.fillRect(self.rect(), tint.bg)
        painter.fillRect(0, 0, self.width(), 1, tint.border)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tint.border)
