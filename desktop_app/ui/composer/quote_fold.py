"""What is quoted below the text, folded to one line: it goes out as it came."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import How
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button


class QuoteFold(QWidget):
    """One line that stands for the quoted text.

    Signals:
        changed: it was taken out.
        edit_wanted: it is to become part of the text.
    """

    changed = Signal()
    edit_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.is_held = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 4)
        row.setSpacing(2)
        self.show_button = Button(
            themes, tr("Quoted text"), icon="ph.dots-three", look=Look.GHOST, size=Size.SMALL
        )
        self.show_button.clicked.connect(self.edit_wanted)
        self.remove = icon_button(themes, "ph.x", tr("Leave the quoted text out"), size=Size.SMALL)
        self.remove.clicked.connect(self._take_out)
        row.addWidget(self.show_button)
        row.addWidget(self.remove)
        row.addStretch()
        self.hide()

    def show_quote(self, how: How, held: bool, *, long: bool = False) -> None:
        """Whether there is something quoted, and what it is called; a long one stays folded."""
        self.is_held = held
        words = tr("Forwarded message") if how is How.FORWARD else tr("Quoted text")
        self.show_button.set_words(words)
        self.show_button.setEnabled(not long)
        self.show_button.setToolTip(
            tr("It is long, and goes out as it came")
            if long
            else tr("Put the quoted text into the text, to answer in it")
        )
        self.setVisible(held)

    def let_go(self) -> None:
        """It stands elsewhere from now on."""
        self.is_held = False
        self.hide()

    def _take_out(self) -> None:
        self.let_go()
        self.changed.emit()
