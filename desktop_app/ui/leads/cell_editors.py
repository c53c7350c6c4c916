"""Editing a cell where it stands: a line for what is typed, a menu for what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_cells import typed_text, value_of
from desktop_app.domain.lead_fields import Field, ValueKind
from desktop_app.domain.leads import LeadRow, LeadStatus
from desktop_app.ui.leads.edits import CellEdits
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.table import LeadTable
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.labels import set_role

_HINTS = {ValueKind.DATE: tr("17 June 2026"), ValueKind.NUMBER: "1,234.5", ValueKind.SIZE: "51–200"}


class CellLine(QLineEdit):
    """The line laid over a cell.

    Signals:
        done: Enter (0, 1), Shift+Enter (0, -1), Tab (1, 0), Shift+Tab (-1, 0), or the focus
            went elsewhere (0, 0): save, and go so many columns and rows.
        given_up: Esc.
    """

    done = Signal(int, int)
    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        # Keys that would be the window's, or Qt's way to the next widget, are this line's.
        if isinstance(event, QKeyEvent) and event.key() in _STEPS:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._act(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.done.emit(0, 0)

    def _act(self, event: QKeyEvent) -> None:
        step = _STEPS[Qt.Key(event.key())]
        if step is None:
            self.given_up.emit()
            return
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        aside, down = step
        self.done.emit(aside, -down if back else down)


_STEPS: dict[Qt.Key, tuple[int, int] | None] = {
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
    Qt.Key.Key_Tab: (1, 0),
    Qt.Key.Key_Backtab: (-1, 0),
    Qt.Key.Key_Escape: None,
}


class Complaint(QLabel):
    """Why what was typed cannot stand in the cell, below it."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        set_role(self, "error")
        self.setWordWrap(True)
        self.setContentsMargins(9, 6, 9, 6)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        tint = theme.semantic.danger
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.control, tint.bg, tint.border)
        painter.end()
        super().paintEvent(event)


class CellEditing(QObject):
    """Opens, places and closes the editor of the current cell.

    What is refused stays as it was typed, with the reason in words, until it is mended or given
    up; what is saved is shown at once.
    """

    def __init__(self, themes: Themes, table: LeadTable, edits: CellEdits) -> None:
        super().__init__(table)
        self._themes = themes
        self._table = table
        self._model: LeadTableModel = table.model()
        self._edits = edits
        self._say: Callable[[str], None] = lambda _words: None
        self._lead: UUID | None = None
        self._field: Field | None = None
        self._was = ""
        self._closing = False
        self.line = CellLine(table.viewport())
        self.line.setFrame(True)
        self.line.hide()
        self.line.done.connect(self._on_done)
        self.line.given_up.connect(self.give_up)
        self.line.textEdited.connect(lambda _text: self.complaint.hide())
        self.complaint = Complaint(themes, table.viewport())
        table.edit_wanted.connect(self.begin)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.verticalScrollBar().valueChanged.connect(self.place)
        table.columns.changed.connect(self.place)
        self._model.modelReset.connect(self.place)
        self._model.rowsInserted.connect(self.place)

    @property
    def active(self) -> bool:
        """Whether something is being typed."""
        return self._lead is not None

    def begin(self) -> None:
        """Edit the current cell; where only a row is current, its first cell that can be."""
        if self.active:
            return
        table = self._table
        if table.current_field is None:
            first = next((f for f in self._model.fields if f.editable), None)
            if first is None:
                return
            table.go_to_cell(first.key)
        field, row = table.current_field, self._model.row_at(table.current_row)
        if field is None or row is None:
            return
        if not field.editable:
            self._refuse(field)
        elif field.kind is ValueKind.CHOICE:
            self._choose(row, field)
        else:
            self._type(row, field)

    def give_up(self) -> None:
        """Leave the cell as it was."""
        self._close()

    def place(self, *_news: object) -> None:
        """Lay the editor over its cell, which may have moved, or gone."""
        if self._lead is None or self._field is None:
            return
        row = self._table.current_row
        if self._model.id_at(row) != self._lead:
            row = self._model.row_of(self._lead)
        rect = self._table.cell_rect(row, self._field.key)
        if rect.isEmpty():
            self._close()
            return
        view = self._table.viewport()
        rect = as_painted(view, rect)
        left = max(0, rect.left() - 8)
        width = max(120, rect.width() - (left - rect.left()) - 2)
        width = min(width, view.width() - left)
        place = QRect(left, rect.top() + 1, width, rect.height() - 3)
        self.line.setGeometry(as_painted(view, place))
        if not self.complaint.isHidden():
            self._place_complaint()

    def _type(self, row: LeadRow, field: Field) -> None:
        self._lead, self._field = row.id, field
        self._was = typed_text(row, field)
        self.line.setText(self._was)
        self.line.setPlaceholderText(_HINTS.get(field.kind, ""))
        self.line.setAccessibleName(field.title)
        self._mark(wrong=False)
        self.place()
        self.line.show()
        self.line.raise_()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_done(self, aside: int, down: int) -> None:
        if self._lead is None or self._field is None or self._closing:
            return
        lead, field, typed = self._lead, self._field, self.line.text()
        if typed.strip() != self._was.strip():
            try:
                self._edits.check(field, typed)
            except KnownError as error:
                self._complain(error)
                return
        changed = typed.strip() != self._was.strip()
        self._close(keep_focus_elsewhere=not (aside or down))
        if changed:
            self._edits.save(lead, field, typed)
        if down:
            self._table.move_by(down)
        elif aside:
            self._step(aside)

    def _step(self, aside: int) -> None:
        """As Tab does in a spreadsheet: beyond the last cell the next row begins."""
        if not self._table.step_cell(aside):
            self._table.move_by(aside)
            keys = [field.key for field in self._model.fields]
            self._table.go_to_cell(keys[0] if aside > 0 else keys[-1])

    def _complain(self, error: KnownError) -> None:
        words = f"{error.title} {error.advice}".strip()
        self._mark(wrong=True)
        self.complaint.setText(words)
        self._place_complaint()
        self.complaint.show()
        self.complaint.raise_()
        announce(self.line, words)

    def _place_complaint(self) -> None:
        view, line = self._table.viewport(), self.line.geometry()
        width = min(340, view.width() - 8)
        height = self.complaint.heightForWidth(width)
        x = max(4, min(line.left(), view.width() - width - 4))
        below = line.bottom() + 4
        y = below if below + height <= view.height() else line.top() - height - 4
        self.complaint.setGeometry(x, y, width, height)

    def _mark(self, *, wrong: bool) -> None:
        self.complaint.setVisible(wrong and not self.complaint.isHidden())
        self.line.setProperty("wrong", wrong)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _close(self, *, keep_focus_elsewhere: bool = False) -> None:
        if self._lead is None:
            return
        self._closing = True
        self._lead = self._field = None
        had = self.line.hasFocus()
        self.complaint.hide()
        if had or not keep_focus_elsewhere:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.hide()
        self._closing = False

    def _choose(self, row: LeadRow, field: Field) -> None:
        rect = self._table.cell_rect(self._table.current_row, field.key)
        at = self._table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(-6, 0))
        if field.key == "status":

            def chosen(status: LeadStatus) -> None:
                self._edits.save(row.id, field, status.value)

            show_status_menu(self._table, self._themes, at, chosen, current=row.status)
            return
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(field.title)
        current = value_of(row, field)
        for choice in field.choices:
            action = menu.addAction(choice.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, each=choice: self._edits.save(row.id, field, each)
            )
            if choice == current:
                menu.setActiveAction(action)
        menu.addSeparator()
        none = menu.addAction(tr("None"))
        none.setEnabled(current is not None)
        none.triggered.connect(lambda: self._edits.save(row.id, field, ""))
        menu.popup(at)

    def on_refused(self, say: Callable[[str], None]) -> None:
        """Where to say that a cell cannot be edited."""
        self._say = say

    def _refuse(self, field: Field) -> None:
        self._say(tr("“{title}” follows from other things; it cannot be typed.", title=field.title))
