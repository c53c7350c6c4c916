"""The violet band above a text that was written for the user."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.writing import Tone
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, popup_below, sides
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph, Paragraph

_HEIGHT = 32


class AiBand(QWidget):
    """Says that it was written for the user, in which tone, and what can be done with it.

    Signals:
        tone_chosen: another :class:`Tone`.
        again_wanted, discard_wanted, stop_wanted.
    """

    tone_chosen = Signal(object)
    again_wanted = Signal()
    discard_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._tone = Tone.PROFESSIONAL
        column = QVBoxLayout(self)
        column.setContentsMargins(*sides(12, 0, 3, 0))
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(Glyph(themes, "ph.sparkle-fill", "semantic.ai.fg", 14))
        row.addSpacing(6)
        self._words = ElidedLabel(themes, "", font="small", weight=500, ink="semantic.ai.fg")
        row.addWidget(self._words, 1)
        self.tone = Button(
            themes, self._tone.shown, look=Look.AI, size=Size.SMALL, trailing_icon="ph.caret-down"
        )
        self.again = Button(
            themes, tr("Try again"), icon="ph.arrow-clockwise", look=Look.AI, size=Size.SMALL
        )
        self.discard = Button(themes, tr("Discard"), look=Look.AI, size=Size.SMALL)
        self.stop = Button(themes, tr("Stop"), look=Look.AI, size=Size.SMALL, key="Esc")
        for button in (self.tone, self.again, self.discard, self.stop):
            row.addWidget(button)
        self._row = QWidget()
        self._row.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.note = Paragraph(themes, "", font="small", ink="text.secondary")
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(*sides(20, 0, 9, 8))
        below.addWidget(self.note)
        self._below.hide()
        column.addWidget(self._below)
        self.tone.clicked.connect(self._choose_tone)
        self.again.clicked.connect(self.again_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        themes.changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text if self.isVisibleTo(self.parentWidget()) else ""

    def say(
        self, words: str, note: str = "", *, writing: bool = False, standing: bool = True
    ) -> None:
        """Say how it is.

        Args:
            note: more of it, in a line of its own.
            writing: more comes: it can be stopped.
            standing: there is a text that can be discarded.
        """
        self._words.set_text(words)
        self.note.set_text(note)
        self._below.setVisible(bool(note))
        self.stop.setVisible(writing)
        for button in (self.tone, self.again):
            button.setVisible(not writing)
        self.discard.setVisible(not writing)
        self.discard.set_words(tr("Discard") if standing else tr("Close"))
        self.setAccessibleName(f"{words} {note}".strip())
        if self.isHidden():
            announce(self, words)
        self.show()

    def show_tone(self, tone: Tone) -> None:
        """Show which tone it has."""
        self._tone = tone
        self.tone.set_words(tone.shown)
        self.tone.setAccessibleName(tr("Tone, {shown}", shown=tone.shown))

    def open_tones(self) -> QMenu:
        """Offer the other tones."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for tone in Tone:
            action = QAction(tone.shown, menu)
            action.setCheckable(True)
            action.setChecked(tone is self._tone)
            action.triggered.connect(lambda _on=False, each=tone: self._on_tone(each))
            group.addAction(action)
            menu.addAction(action)
        popup_below(menu, self.tone, 2)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        tint = self._themes.now.semantic.ai
        painter.fillRect(self.rect(), tint.bg)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tint.border)

    def _choose_tone(self) -> None:
        self.open_tones()

    def _on_tone(self, tone: Tone) -> None:
        if tone is not self._tone:
            self.tone_chosen.emit(tone)

    def _fit(self) -> None:
        self._row.setFixedHeight(max(_HEIGHT, self._themes.now.line("small") + 14))
