"""The line at the foot of the body: how much is written, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.language import plural, tr
from desktop_app.ui.templates.looking import Seen
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.labels import ElidedLabel, Glyph, label


class EditorFoot(QWidget):
    """Words and fields at the left; at the right the first fault, or how many have no value."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 8)
        row.setSpacing(6)
        self.count = label("", "small")
        self._glyph = Glyph(themes, "ph.warning-circle", "merge.missing_fg", 14)
        self.wrong = ElidedLabel(themes, "", font="small", ink="merge.missing_fg")
        row.addWidget(self.count)
        row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(self._glyph)
        row.addWidget(self.wrong)
        row.setStretch(4, 0)
        self.say(None)

    def say(self, seen: Seen | None) -> None:
        """Show what was found out; None for nothing yet."""
        words = ""
        if seen is None:
            self.count.setText("")
        else:
            fields = plural("{n} fields", "{n} field", len(seen.checked.fields))
            words = plural("{n} words", "{n} word", seen.words)
            self.count.setText(f"{words}  ·  {fields}")
            if seen.faults:
                words = seen.faults[0].reason
            elif seen.missing:
                words = tr("{count} without a value", count=len(seen.missing))
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))
        self._glyph.setVisible(bool(words))
