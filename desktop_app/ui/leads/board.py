"""The board: leads in three columns, by their status."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.domain.lead_board import BoardColumn as Beginning
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import LeadQuery, LeadRow, LeadStatus
from desktop_app.ui.leads.board_card import PAGE
from desktop_app.ui.leads.board_column import BoardColumn
from desktop_app.ui.leads.board_drag import CardDrag
from desktop_app.ui.leads.board_moves import AT_ONCE, Moves
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.scroll import give_viewport

_REST_AFTER = 120  # ms without typing before the whole columns are asked for
_TOP, _RIGHT = 12, 16


class Board(QScrollArea):
    """Three columns of equal width; where they have no room it scrolls sideways.

    Each column is a list by itself, asked for as the table is: its beginning at once, then all
    ids. One card is the current one, in the column that had the keyboard last.

    Signals:
        current_changed: the id of the current lead, or None.
        opened: the id of the lead that Enter or a double click opens.
        checked_changed: others are checked.
        counted: what is shown, or known of it, is another number.
        failed: the exception for which nothing can be shown.
        new_wanted: a status, of a lead to be made.
        sort_wanted: the key of a field.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    checked_changed = Signal()
    counted = Signal()
    failed = Signal(object)
    new_wanted = Signal(object)
    sort_wanted = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.query = LeadQuery()
        self.fields = LeadFields()
        self._epoch = 0
        self._narrowed = False
        give_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Board"))
        inside = QWidget()
        row = QHBoxLayout(inside)
        layout = ctx.theme.now.layout
        row.setContentsMargins(*sides(ctx.theme.now.size.page_padding, _TOP, _RIGHT, 0))
        row.setSpacing(layout.board_gap)
        self.columns = tuple(BoardColumn(ctx, status) for status in LeadStatus)
        for column in self.columns:
            row.addWidget(column, 1)
            self._connect(column)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._active = self.columns[0]
        self._active.view.set_active(True)
        self.moves = Moves(ctx, self, self._on_settled)
        self.drag = CardDrag(ctx, self)
        self._rest = single_shot(self, _REST_AFTER, self._ask_all)

    # What is asked

    def ask(self, query: LeadQuery, *, narrowed: bool = False, keep_place: bool = False) -> None:
        """Show the leads of a query.

        Args:
            narrowed: whether the user asked for less than the view holds; for the words of an
                empty column.
        """
        self.query = query
        self._narrowed = narrowed
        self._rest.stop()
        epoch = self._begin()
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(
            self,
            lambda: leads.board(query, PAGE),
            lambda found: self._on_first(found, epoch, keep_place),
            self.failed.emit,
            key="first",
        )

    def refresh(self) -> None:
        """Look again, without leaving the place; what is on its way is waited for."""
        if self.moves.busy:
            return
        if self.complete and any(len(column.model.ids) > PAGE for column in self.columns):
            self._begin()
            self._ask_all()
        else:
            self.ask(self.query, narrowed=self._narrowed, keep_place=True)

    @property
    def complete(self) -> bool:
        """Whether all ids of all columns are known."""
        return all(column.complete for column in self.columns)

    @property
    def count(self) -> int:
        """How many leads are shown, as far as that is known."""
        return sum(len(column.model.ids) for column in self.columns)

    @property
    def lists(self) -> dict[LeadStatus, IdList]:
        """The columns as they are shown."""
        return {column.status: column.model.ids for column in self.columns}

    def _begin(self) -> int:
        """Whatever was asked before is out of date now."""
        self._epoch += 1
        return self._epoch

    def _ask_all(self) -> None:
        query, epoch = self.query, self._epoch
        leads = self._ctx.services.leads
        for column in self.columns:
            asked = query.in_status(column.status)
            self._ctx.ops.run_query(
                self,
                lambda asked=asked: leads.all_ids(asked),
                lambda ids, column=column: self._on_all(column, ids, epoch),
                self.failed.emit,
                key=f"all.{column.status}",
            )

    def _on_first(self, found: Sequence[Beginning], epoch: int, keep_place: bool) -> None:
        if epoch != self._epoch or self.moves.busy:
            return
        for column, begin in zip(self.columns, found, strict=True):
            column.say_nobody(self._narrowed)
            column.show_ids(
                begin.ids,
                complete=len(begin.ids) < PAGE,
                cards=begin.cards,
                keep_place=keep_place,
            )
        self._settle_active()
        self.counted.emit()
        if not self.complete:
            self._rest.start()

    def _on_all(self, column: BoardColumn, ids: IdList, epoch: int) -> None:
        if epoch != self._epoch or self.moves.busy:
            return
        column.show_ids(ids, complete=True)
        self._settle_active()
        self.counted.emit()

    def _on_settled(self) -> None:
        self._begin()
        self.refresh()

    # Which card is current

    @property
    def current_id(self) -> UUID | None:
        return self._active.view.current_id

    @property
    def current(self) -> LeadRow | None:
        """The current card, where it has been read."""
        row = self._active.view.current_row
        return self._active.model.row_at(row) if row >= 0 else None

    @property
    def position(self) -> tuple[int, int]:
        """The current card's row in its column, and how many that one has."""
        return self._active.view.current_row, len(self._active.model.ids)

    def go_to_id(self, wanted: UUID) -> bool:
        """Make a lead current; tells whether it is on the board."""
        for column in self.columns:
            if column.model.row_of(wanted) >= 0:
                self._make_active(column)
                return column.view.go_to_id(wanted)
        return False

    def follow(self, wanted: UUID, status: LeadStatus) -> None:
        """Stay with a lead that went to the column of a status, the keyboard too if the board
        had it."""
        had = any(column.view.hasFocus() for column in self.columns)
        column = next(each for each in self.columns if each.status is status)
        row = column.model.row_of(wanted)
        if row >= 0:
            column.view.go_to(row)  # scrolling only where it would be out of sight
            self._make_active(column)
            if had:
                self.focus()

    def move_by(self, step: int) -> None:
        self._active.view.move_by(step)

    def move_sideways(self, step: int) -> None:
        """To the card beside the current one, over columns that have none."""
        view = self._active.view
        y = view.middle_of_current() if view.current_row >= 0 else 0
        at = self.columns.index(self._active) + step
        while 0 <= at < len(self.columns):
            other = self.columns[at].view
            row = other.row_near(y)
            if row >= 0:
                self._make_active(self.columns[at])
                other.go_to(row)
                self.focus()
                return
            at += step

    def focus(self) -> None:
        """Give the keyboard to the current column, or the first one that has a card."""
        self._settle_active()
        self._active.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def current_rect(self) -> tuple[QWidget, QPoint]:
        """Where a menu about the current card opens: a widget, and a place in it."""
        view = self._active.view
        top = max(0, view.rowViewportPosition(view.current_row))
        return view.viewport(), QPoint(20, top + 36)

    def _settle_active(self) -> None:
        if not len(self._active.model.ids):
            first = next((each for each in self.columns if len(each.model.ids)), None)
            if first is not None:
                self._make_active(first)

    def _make_active(self, column: BoardColumn) -> None:
        if column is self._active:
            return
        self._active.view.set_active(False)
        self._active = column
        column.view.set_active(True)
        self.ensureWidgetVisible(column, 0, 0)
        self.current_changed.emit(self.current_id)

    def _on_current(self, column: BoardColumn, current: UUID | None) -> None:
        if column is self._active:
            self.current_changed.emit(current)

    # Checked

    @property
    def checked_count(self) -> int:
        return sum(each.model.checked.count(len(each.model.ids)) for each in self.columns)

    def is_checked(self, lead_id: UUID) -> bool:
        """Whether a lead of the board is checked."""
        return any(
            lead_id in each.model.checked and each.model.row_of(lead_id) >= 0
            for each in self.columns
            if not each.model.checked.nothing
        )

    def chosen(self) -> Chosen:
        """What is checked, column by column, for a command in the background."""
        leads, query = self._ctx.services.leads, self.query
        parts = tuple(
            (
                column.model.checked.selection,
                column.model.ids if column.complete else None,
                query.in_status(column.status),
            )
            for column in self.columns
            if not column.model.checked.nothing
        )

        def resolve() -> IdList:
            return IdList(
                b"".join(
                    selection.resolve(leads.all_ids(asked) if ids is None else ids).packed
                    for selection, ids, asked in parts
                )
            )

        return Chosen(resolve, self.checked_count)

    def check_current(self) -> None:
        if self.current_id is not None:
            self._active.model.checked.toggle(self.current_id)

    def check_all(self) -> None:
        for column in self.columns:
            column.model.checked.check_all()

    def uncheck_all(self) -> None:
        for column in self.columns:
            column.model.checked.clear()

    def _on_check(self, column: BoardColumn, row: int, extend: bool) -> None:
        here = column.model.id_at(row)
        if here is None:
            return
        checked, anchor = column.model.checked, column.view.current_row
        if extend and column is self._active and anchor >= 0:
            low, high = sorted((anchor, row))
            checked.put_rows(column.model.ids, low, high, here not in checked)
        else:
            checked.toggle(here)
        self._make_active(column)
        column.view.go_to(row)
        self.focus()

    def _on_extend(self, column: BoardColumn, step: int) -> None:
        here = column.view.current_id
        column.view.move_by(step)
        both = [each for each in (here, column.view.current_id) if each is not None]
        column.model.checked.put(both, True)

    def _on_checked(self) -> None:
        for column in self.columns:
            column.view.viewport().update()
        self.checked_changed.emit()

    # Moving leads

    def carry(self, step: int) -> None:
        """Ctrl with an arrow: the current lead, or all checked ones if it is among them, to the
        status beside its own."""
        current = self.current_id
        if current is None:
            return
        every = tuple(LeadStatus)
        standing = self.moves.heading_of(current) or self._active.status
        at = every.index(standing) + step
        if not 0 <= at < len(every):
            return
        if self.is_checked(current):
            self.move_checked(every[at], first=current)
        else:
            self.move_leads((current,), every[at])

    def move_leads(self, ids: Sequence[UUID], status: LeadStatus) -> None:
        """Give these leads a status."""
        self.moves.carry(ids, status)

    def move_checked(self, status: LeadStatus, *, first: UUID | None = None) -> None:
        """Give the checked leads a status, and uncheck them.

        Args:
            first: the one to stay with.
        """
        chosen = self.chosen()
        if chosen.count > AT_ONCE:
            self.uncheck_all()
            self.moves.carry_many(chosen, status)
            return
        ids = list(chosen.resolve())
        self.uncheck_all()
        if first in ids:
            ids.remove(first)
            ids.insert(0, first)
        if ids:
            self.move_leads(ids, status)

    # Looks

    def column_at(self, at: QPoint) -> BoardColumn | None:
        """The column at a place of the screen, as far as it is in sight."""
        port = self.viewport()
        if not port.rect().contains(port.mapFromGlobal(at)):
            return None
        return next(
            (each for each in self.columns if each.rect().contains(each.mapFromGlobal(at))), None
        )

    def set_room_below(self, pixels: int) -> None:
        """Let the columns scroll further, so that a bar floating over their end hides nothing."""
        for column in self.columns:
            column.view.set_room_below(pixels)

    def _sorts(self) -> list[tuple[str, str, bool]]:
        first = self.query.sort[0].field
        return [
            (field.key, field.title, field.key == first)
            for field in self.fields.all
            if field.sortable and field.key != "status"
        ]

    def _connect(self, column: BoardColumn) -> None:
        view = column.view
        column.sorts = self._sorts
        column.new_wanted.connect(self.new_wanted)
        column.sort_wanted.connect(self.sort_wanted)
        column.all_wanted.connect(column.model.checked.check_all)
        column.model.checked.changed.connect(self._on_checked)
        column.model.fetch_failed.connect(self._ctx.notices.error)
        view.opened.connect(self.opened)
        view.entered.connect(lambda: self._make_active(column))
        view.current_changed.connect(lambda current: self._on_current(column, current))
        view.sideways_wanted.connect(self.move_sideways)
        view.carry_wanted.connect(self.carry)
        view.check_wanted.connect(lambda row, extend: self._on_check(column, row, extend))
        view.extend_wanted.connect(lambda step: self._on_extend(column, step))
