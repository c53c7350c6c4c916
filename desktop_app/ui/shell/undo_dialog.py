"""The question of an undo or a redo that meets something newer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.journal import ChangedSince, How, NewerRow
from desktop_app.domain.language import numeral, tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.field_changes import FieldChanges
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.scroll import scrolling

_WIDTH = 480
_SHOWN = 5
_TALLEST = 320


class UndoDialog(Dialog):
    """Says what would be taken back and what was changed since; nothing has happened yet.

    Signals:
        chosen: a :class:`How`, when one of the two ways on was taken.
    """

    chosen = Signal(object)

    def __init__(self, themes: Themes, question: ChangedSince, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setWindowTitle(tr("Redo") if question.redo else tr("Undo"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(question.title.rstrip("."), "title"))
        verb = tr("done again") if question.redo else tr("taken back")
        sentence = tr("“{said}” is to be {verb}. Newer than that:", said=question.said, verb=verb)
        column.addWidget(Paragraph(themes, sentence, ink="text.secondary", width=_WIDTH))
        column.addSpacing(6)
        column.addWidget(self._rows(question))
        column.addSpacing(12)
        column.addLayout(self._buttons(redo=question.redo))
        self.keep.setFocus()

    def _rows(self, question: ChangedSince) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(*sides(0, 0, 12, 0))
        column.setSpacing(2)
        shown = question.rows[:_SHOWN]
        self.names = [row.name for row in shown]
        for row in shown:
            self._add(column, row)
        self.rest = question.count - len(shown)
        if self.rest > 0:
            column.addSpacing(6)
            column.addWidget(label(tr("and {rest} more", rest=numeral(self.rest)), "secondary"))
        column.addStretch()
        holder.setMaximumWidth(_WIDTH)
        area = scrolling(holder)
        area.setFixedWidth(_WIDTH)
        area.setFixedHeight(min(_TALLEST, holder.sizeHint().height() + 4))
        return area

    def _add(self, column: QVBoxLayout, row: NewerRow) -> None:
        column.addSpacing(6)
        column.addWidget(Paragraph(self._themes, row.name, font="bodyStrong"))
        if row.reason:
            reason = row.reason[:1].upper() + row.reason[1:]
            column.addWidget(Paragraph(self._themes, reason, ink="text.secondary"))
        if row.fields:
            column.addWidget(FieldChanges(self._themes, row.fields, at_most=4))

    def _buttons(self, *, redo: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.cancel = Button(self._themes, tr("Cancel"), size=Size.FIELD)
        self.cancel.clicked.connect(self.reject)
        row.addWidget(self.cancel)
        row.addStretch()
        words = tr("Do everything again") if redo else tr("Take back everything")
        self.over = Button(self._themes, words, size=Size.FIELD)
        self.over.clicked.connect(lambda: self._choose(How.OVERWRITE))
        row.addWidget(self.over)
        self.keep = Button(
            self._themes, tr("Keep newer changes"), look=Look.PRIMARY, size=Size.FIELD
        )
        self.keep.setDefault(True)
        self.keep.clicked.connect(lambda: self._choose(How.KEEP_NEWER))
        row.addWidget(self.keep)
        return row

    def _choose(self, how: How) -> None:
        self.accept()
        self.chosen.emit(how)
