"""Leads side by side: what the one lead has that they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_merge import (
    MergeSide,
    best_to_keep,
    merge_fields,
    moves_words,
)
from desktop_app.ui.leads.looks import stored_words
from desktop_app.ui.leads.merge_cells import COLUMN, HeadCell, MergeCell, SameCell, ValueCell
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import ElidedLabel, Paragraph, label
from desktop_app.ui.widgets.scroll import scrolling

_TITLES, _TITLES_AT_MOST = 104, 152  # width of the fields' names
_Done = Callable[[object], None]


def show_merge(
    ctx: Context, parent: QWidget, ids: Sequence[UUID], on_done: _Done | None = None
) -> None:
    """Read these leads, and open them side by side over ``parent``.

    Args:
        on_done: gets the :class:`Changes` of what was done, merged or said to be none.
    """
    duplicates, leads = ctx.services.duplicates, ctx.services.leads
    wanted = tuple(ids)

    def read() -> tuple[tuple[MergeSide, ...], bool, LeadFields]:
        pairs = duplicates.of_lead(wanted[0], 50) if wanted else ()
        found = any({pair.one.id, pair.other.id} <= set(wanted) for pair in pairs)
        return tuple(duplicates.compare(wanted)), found, leads.fields()

    def show(found: tuple[tuple[MergeSide, ...], bool, LeadFields]) -> None:
        sides, doubtful, fields = found
        if len(sides) < 2:
            gone = KnownError(
                tr("These leads are not there any more."), tr("Somebody merged or deleted them.")
            )
            ctx.notices.error(gone)
            return
        dialog = MergeDialog(ctx, parent, sides, doubtful=doubtful, fields=fields)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if on_done is not None:
            dialog.did.connect(on_done)
        dialog.open()

    ctx.ops.run_query(parent, read, show, key="merge")


class MergeDialog(Dialog):
    """A column for each lead, a row for each field; what is chosen is lit.

    Signals:
        did: the :class:`Changes` of the merge, or of "not duplicates".

    Args:
        sides: two to four leads.
        doubtful: whether they were found to be duplicates, so that one can say that they are none.
        fields: the user's, for the titles and kinds of their own.
    """

    did = Signal(object)

    def __init__(
        self,
        ctx: Context,
        parent: QWidget,
        sides: Sequence[MergeSide],
        *,
        doubtful: bool = True,
        fields: LeadFields | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._themes = ctx.theme
        self.sides = tuple(sides)
        self.fields = merge_fields(self.sides, fields)
        self.keep = best_to_keep(self.sides)
        self._rows: list[list[MergeCell]] = []
        self._groups: list[QButtonGroup] = []
        self._chosen: dict[str, int] = {}
        self.setWindowTitle(tr("Merge leads"))
        self.setModal(True)
        self._build(doubtful)
        room = parent.window().size()
        width = _TITLES + COLUMN * len(self.sides) + 80
        self.resize(
            min(width, room.width() - 60), min(self.sizeHint().height(), room.height() - 40)
        )
        self._rows[0][self.keep].setFocus()

    # What is chosen

    def chosen(self) -> dict[str, Any]:
        """The values of the fields, by their keys."""
        return {field.key: field.values[self._chosen[field.key]] for field in self.fields}

    def choose(self, key: str, side: int) -> None:
        """Take a field from one of the leads."""
        at = [field.key for field in self.fields if field.differs].index(key)
        self._rows[at + 1][side].setChecked(True)

    def choose_lead(self, side: int) -> None:
        """Keep one of the leads, with all that it has."""
        self._rows[0][side].setChecked(True)
        for row in self._rows[1:]:
            if row[side].isEnabled():
                row[side].setChecked(True)

    def merge(self) -> None:
        """Make them one."""
        duplicates = self._ctx.services.duplicates
        ids = [side.lead.id for side in self.sides]
        keep = ids.pop(self.keep)
        chosen = self.chosen()
        self._do(lambda: duplicates.merge(keep, ids, chosen))

    def dismiss(self) -> None:
        """Say that no two of them are one."""
        duplicates = self._ctx.services.duplicates
        ids = [side.lead.id for side in self.sides]
        self._do(lambda: duplicates.dismiss_between(ids))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge()
        else:
            super().keyPressEvent(event)

    def _do(self, command: Callable[[], object]) -> None:
        if self.merge_button.isEnabled():
            self._set_busy(True)
            self._ctx.ops.run_command(self, command, self._on_done, self._on_error)

    def _on_done(self, changes: object) -> None:
        self.accept()
        self.did.emit(changes)

    def _on_error(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, KnownError):
            self.trouble.setText(f"{error.title} {error.advice}".strip())
            self.trouble.show()
        else:
            self.reject()
            self._ctx.notices.error(Fault.of(error))

    def _set_busy(self, busy: bool) -> None:
        self.merge_button.setEnabled(not busy)
        self.dismiss_button.setEnabled(not busy)

    def _on_chosen(self, at: int, side: int, on: bool) -> None:
        row = self._rows[at]
        # Tab leads from row to row, the arrows within one.
        for cell in row:
            tab = Qt.FocusPolicy.StrongFocus if cell.isChecked() else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(tab)
        if not on:
            return
        if at == 0:
            self.keep = side
        else:
            self._chosen[row[side].key] = side
        self._renew_words()

    def _on_arrow(self, at: int, side: int, down: int, right: int) -> None:
        if down:
            row = self._rows[max(0, min(len(self._rows) - 1, at + down))]
            self._go_to(next(cell for cell in row if cell.isChecked()))
            return
        row = self._rows[at]
        there = range(side + 1, len(row)) if right > 0 else range(side - 1, -1, -1)
        found = next((row[each] for each in there if row[each].isEnabled()), None)
        if found is not None:
            found.setChecked(True)
            self._go_to(found)

    def _go_to(self, cell: MergeCell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(cell, 0, 12)

    def _renew_words(self) -> None:
        company = next(
            (str(field.values[self._chosen[field.key]]) for field in self.fields
             if field.key == "company"),
            self.sides[self.keep].lead.company,
        )  # fmt: skip
        self.moves.set_text(
            tr(
                "{moves_words} Their other addresses stay with it.",
                moves_words=moves_words(self.sides, self.keep, company),
            )
        )

    # Building

    def _build(self, doubtful: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(tr("Merge {count} leads", count=len(self.sides)), "title"))
        self.moves = Paragraph(self._themes, ink="text.secondary")
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(3, 3, 3, 3)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _TITLES)
        for side in range(len(self.sides)):
            grid.setColumnStretch(side + 1, 1)
        grid.addWidget(label(tr("Stays"), "field"), 0, 0)
        today = self._ctx.now().date()
        self._add_row(grid, 0, [HeadCell(self._themes, side) for side in self.sides], self.keep)
        for number, field in enumerate(self.fields, 1):
            self._chosen[field.key] = field.default
            shown = partial(stored_words, field.kind, today=today)
            title = ElidedLabel(
                self._themes, field.title, font="small", weight=500, ink="text.secondary"
            )
            title.setMaximumWidth(_TITLES_AT_MOST)
            grid.addWidget(title, number, 0)
            if field.differs:
                cells = [
                    ValueCell(self._themes, field, side, shown) for side in range(len(self.sides))
                ]
                self._add_row(grid, number, cells, field.default)
            else:
                same = SameCell(self._themes, field, shown)
                grid.addWidget(same, number, 1, 1, len(self.sides))
        grid.setRowStretch(len(self.fields) + 1, 1)
        area = scrolling(content)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        area.setMinimumHeight(160)
        self._area = area
        column.addWidget(area, 1)
        column.addWidget(self.moves)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addLayout(self._make_buttons())
        self.dismiss_button.setVisible(doubtful)
        self._renew_words()

    def sizeHint(self) -> QSize:
        """As high as all rows, which the scroll area does not ask for by itself."""
        hint = super().sizeHint()
        content = self._area.widget().sizeHint().height()
        return QSize(hint.width(), hint.height() - self._area.sizeHint().height() + content + 8)

    def _add_row(
        self, grid: QGridLayout, number: int, cells: Sequence[MergeCell], chosen: int
    ) -> None:
        at = len(self._rows)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self._groups.append(group)
        self._rows.append(list(cells))
        for side, cell in enumerate(cells):
            group.addButton(cell, side)
            grid.addWidget(cell, number, side + 1)
            cell.arrow.connect(partial(self._on_arrow, at, side))
            cell.focused.connect(lambda each=cell: self._area.ensureWidgetVisible(each, 0, 12))
        cells[chosen].setChecked(True)
        for side, cell in enumerate(cells):
            cell.toggled.connect(partial(self._on_chosen, at, side))
            on = cell.isChecked()
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if at == 0:
            for side, cell in enumerate(cells):
                cell.clicked.connect(partial(self._on_head, side))

    def _on_head(self, side: int, _checked: bool = False) -> None:
        self.choose_lead(side)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.dismiss_button = Button(
            self._themes, tr("Not duplicates"), look=Look.GHOST, size=Size.FIELD
        )
        self.dismiss_button.clicked.connect(self.dismiss)
        row.addWidget(self.dismiss_button)
        row.addStretch()
        cancel = Button(self._themes, tr("Cancel"), size=Size.FIELD)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.merge_button = Button(
            self._themes, tr("Merge"), look=Look.PRIMARY, size=Size.FIELD, key="Enter"
        )
        self.merge_button.clicked.connect(self.merge)
        row.addWidget(self.merge_button)
        for button in (self.dismiss_button, cancel, self.merge_button):
            button.setAutoDefault(False)
        return row
