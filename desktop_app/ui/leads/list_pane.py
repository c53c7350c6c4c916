"""The list of leads with what stands over it: header, filter bar, and the table or the board."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.leads.board_screen import BOARD, TABLE, BoardPlace
from desktop_app.ui.leads.cell_editors import CellEditing
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.edits import CellEdits
from desktop_app.ui.leads.filter_bar import FilterBar
from desktop_app.ui.leads.header import LeadsHeader
from desktop_app.ui.leads.model import LeadTableModel
from desktop_app.ui.leads.status_menu import show_status_menu
from desktop_app.ui.leads.table import LeadTable
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import Skeleton


class ListPane(QWidget):
    """The leads as a table or as a board, whichever the user chose: what can be asked of either
    is asked here.

    Attributes:
        model, columns, table, edits, editing: the table and what belongs to it.
        boards: the board, made when it is first shown.
        pages: the list, or why there is none.
    """

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._themes = ctx.theme
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        services = ctx.services
        self.model = LeadTableModel(
            ctx.ops, lambda ids: services.leads.rows(ids), ctx.now, ctx.local, self
        )
        self.model.fetch_failed.connect(ctx.notices.error)
        self.columns = TableColumns(ctx, self.model, self)
        self.header = LeadsHeader(self._themes)
        self.filter_bar = FilterBar(self._themes, lambda: ctx.now().date())
        self.filter_bar.left_down.connect(self.focus_list)
        self.table = LeadTable(self._themes, self.model, self.columns)
        self.edits = CellEdits(ctx, self.model, self.columns)
        self.editing = CellEditing(self._themes, self.table, self.edits)
        self.editing.on_refused(ctx.notices.say)
        self._skeleton = Skeleton(self._themes, self._themes.now.size.row_table)
        self.pages = Pages(self._skeleton, self.table)
        self.boards = BoardPlace(ctx, self.pages, self)
        self.filter_bar.place_at_end(self.boards.sort_words)
        self.header.layout_choice.choose(BOARD if self.boards.on else TABLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filter_bar)
        column.addWidget(self.pages, 1)

    def switch(self, on: bool) -> None:
        """Show the board or the table from now on."""
        self.boards.switch(on)
        self.header.layout_choice.choose(BOARD if on else TABLE)

    @property
    def current_id(self) -> UUID | None:
        """The current lead."""
        return self.boards.board.current_id if self.boards.on else self.table.current_id

    @property
    def count(self) -> int:
        """How many leads are shown, as far as that is known."""
        return self.boards.board.count if self.boards.on else len(self.model.ids)

    @property
    def position(self) -> tuple[int, int]:
        """The current lead's row, or -1, and of how many."""
        if self.boards.on:
            return self.boards.board.position
        return self.table.current_row, len(self.model.ids)

    def go_to_id(self, wanted: UUID) -> bool:
        """Make a lead current; tells whether it is in the list."""
        return (self.boards.board if self.boards.on else self.table).go_to_id(wanted)

    def move_by(self, step: int) -> None:
        """So many leads down."""
        (self.boards.board if self.boards.on else self.table).move_by(step)

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        if self.boards.on:
            self.boards.board.focus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_status(self) -> None:
        """Open the menu of statuses beside the current lead."""
        current = self.current_id
        if current is None:
            return
        board = self.boards.board if self.boards.on else None
        if board is not None:
            beside, at = board.current_rect()
        else:
            row = self.table.current_row
            beside = self.table.viewport()
            at = QPoint(300, self.table.rowViewportPosition(row) + self.table.row_height)
        carry = self._set_status if board is None else board.move_leads
        show_status_menu(
            self, self._themes, beside.mapToGlobal(at), lambda status: carry((current,), status)
        )

    # Looks

    def show_list(self) -> None:
        self.pages.show_page(self.boards.board if self.boards.on else self.table)

    def show_waiting(self) -> None:
        """Rows are on their way: those that are shown stay until then."""
        if not len(self.model.ids) and self.pages.currentWidget() is not self.table:
            self.pages.setCurrentWidget(self._skeleton)

    def say_sort(self, sort: tuple[SortKey, ...]) -> None:
        """Show by what the list is sorted."""
        self.table.header.show_sort(sort, self.columns.fields)
        self.boards.say_sort(sort, self.columns.fields)

    def set_room_below(self, pixels: int) -> None:
        """Let the list scroll further, so that a bar floating over its end hides nothing."""
        self.table.set_room_below(pixels)
        if self.boards.on:
            self.boards.board.set_room_below(pixels)

    def _set_status(self, ids: Sequence[UUID], status: LeadStatus) -> None:
        leads = self._ctx.services.leads
        self._ctx.ops.run_command(self, lambda: leads.set_status(ids, status))
