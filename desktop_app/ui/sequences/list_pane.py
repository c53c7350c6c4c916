"""The left pane: all sequences with what became of their leads."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.sequences import LeadSequence
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.ops import Fault, Operations
from desktop_app.ui.sequences import words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import Skeleton, fault_page
from desktop_app.ui.widgets.virtual_model import VirtualListModel
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable


class SequenceListModel(VirtualListModel[LeadSequence]):
    """Sequences by name; they are few, and here already."""

    def __init__(self, ops: Operations, parent: QWidget | None = None) -> None:
        self._held: dict[UUID, LeadSequence] = {}
        held = self._held
        super().__init__(
            ops,
            lambda ids: [held[each] for each in ids if each in held],
            lambda row: row.id,
            parent=parent,
        )

    def show(self, found: Sequence[LeadSequence]) -> None:
        self._held.clear()
        self._held.update((each.id, each) for each in found)
        self.set_ids(IdList.of([each.id for each in found]), rows=found[:60])

    def sequence(self, wanted: UUID | None) -> LeadSequence | None:
        return self._held.get(wanted) if wanted is not None else None

    def text_of(self, row: LeadSequence, column: int) -> str:
        return row.text.name

    def accessible_text(self, row: LeadSequence) -> str:
        return f"{row.text.name}, {words.counts_words(row.counts)}"


class _SequenceDelegate(RowDelegate):
    """Paints a name and the line of figures below it."""

    @turned_rows
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, number, rect = self.themes.now, index.row(), option.rect
        ground = rect.adjusted(8, 1, -8, -1)
        current = number == self.view.current_row
        if current or number == self.view.hover_row:
            color = theme.bg.selected if current else theme.bg.hover
            paint.ground(painter, theme, ground, theme.radius.control, color)
        row = self.view.model().row_at(number)
        room = rect.adjusted(16, 0, -16, 0)
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - body - small) // 2
        if row is not None:
            line = QRect(room.left(), top, room.width(), body)
            font = theme.font("bodyStrong")
            paint.text(painter, line, row.text.name, font, theme.text.primary)
            line = QRect(room.left(), top + body, room.width(), small)
            font, said = theme.font("small", tabular=True), words.counts_words(row.counts)
            paint.text(painter, line, said, font, theme.text.secondary)
        else:
            self.paint_skeleton(painter, room, 0, number)
        if current and self.view.keyboard_focus and self.view.hasFocus():
            corner = theme.radius.control
            paint.outlined(painter, QRectF(ground), corner, None, theme.focus.ring, 2)


class SequenceList(QWidget):
    """All sequences.

    Signals:
        current_changed: the id of the current sequence, or None.
        new_wanted: a new one is wanted.
        again_wanted: they could not be read, and are to be asked for again.
    """

    current_changed = Signal(object)
    new_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        theme = ctx.theme
        self.setProperty("ground", "canvas")
        self.model = SequenceListModel(ctx.ops, self)
        self.view = VirtualTable(theme, theme.now.size.row_action)
        self.view.setAccessibleName(tr("Sequences"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_SequenceDelegate(theme, self.view))
        self.view.current_changed.connect(self.current_changed)
        self._skeleton = Skeleton(theme, theme.now.size.row_action)
        self.pages = Pages(self._skeleton, self.view)
        header = Header(ctx, left=16, right=12)
        self._title = ElidedLabel(theme, tr("Sequences"), font="title")
        self._count = ElidedLabel(theme, "", ink="text.secondary")
        self.new = Button(theme, tr("New"), icon="ph.plus", look=Look.PRIMARY, key="C",
                          name=tr("New sequence"))  # fmt: skip
        self.new.clicked.connect(self.new_wanted)
        header.row.addWidget(self._title)
        header.row.addSpacing(6)
        header.row.addWidget(self._count, 1)
        header.row.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addSpacing(6)
        column.addWidget(self.pages, 1)
        theme.changed.connect(self._on_theme)

    def put(self, found: Sequence[LeadSequence]) -> None:
        """Show these."""
        self._count.set_text(numeral(len(found)) if found else "")
        self.model.show(found)
        self.pages.show_page(self.view)

    def show_fault(self, error: Exception) -> None:
        """They could not be read."""
        if len(self.model.ids):
            self._ctx.notices.error(Fault.of(error))
        else:
            fault = Fault.of(error)
            page = fault_page(self._ctx.theme, fault, self.again_wanted.emit)
            self.pages.show_passing(page)

    def _on_theme(self) -> None:
        self.view.set_row_height(self._ctx.theme.now.size.row_action)
        self.model.refresh_rows()
