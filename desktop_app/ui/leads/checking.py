"""Which leads are checked, and the bar that floats while some are."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal

from desktop_app.ui.leads.asking import Asking
from desktop_app.ui.leads.bulk_bar import BulkBar
from desktop_app.ui.leads.list_pane import ListPane
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.ui.leads.bulk import BulkCommands, Chosen

_ROOM = 60  # px that the list scrolls further while the bar floats over it


class Checking(QObject):
    """Checks leads of the table or of the board, and has things done to them.

    Signals:
        changed: others are checked.
    """

    changed = Signal()

    def __init__(self, ctx: Context, pane: ListPane, asking: Asking) -> None:
        super().__init__(pane)
        self._ctx = ctx
        self._pane = pane
        self._asking = asking
        self._boards, self._table, self._model = pane.boards, pane.table, pane.model
        self.bar = BulkBar(ctx.theme, pane)
        ctx.notices.stand_above(self.bar)
        self.bar.status_wanted.connect(self.choose_status)
        self.bar.mail_wanted.connect(self.write_to_them)
        self.bar.sequence_wanted.connect(self.enrol)
        self.bar.field_wanted.connect(lambda: self.bulk.set_field(pane.columns.fields))
        self.bar.action_wanted.connect(lambda: self.bulk.add_action())
        self.bar.delete_wanted.connect(lambda: self.bulk.delete())
        self.bar.clear_wanted.connect(self.clear)
        self._table.check_wanted.connect(self._on_check)
        self._table.extend_wanted.connect(self._on_extend)
        self._table.header.all_wanted.connect(self._on_check_all)
        self._model.checked.changed.connect(self._on_checked)
        self._boards.checked_changed.connect(self.changed)

    @cached_property
    def bulk(self) -> BulkCommands:
        """What can be done to them; loaded for the first that is checked, not for the list."""
        from desktop_app.ui.leads.bulk import BulkCommands

        return BulkCommands(self._ctx, self._pane, self.chosen, self.clear)

    # What is checked

    @property
    def count(self) -> int:
        """How many are checked."""
        if self._boards.on:
            return self._boards.board.checked_count
        return self._model.checked.count(len(self._model.ids))

    @property
    def can_merge(self) -> bool:
        """Whether as many are checked as can be looked at side by side."""
        if self.count < 2:
            return False
        # Loaded for the first two that are checked, not for the list.
        from desktop_app.domain.lead_duplicates import MERGE_AT_MOST

        return self.count <= MERGE_AT_MOST

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The checked leads in their order; for few of them."""
        if self._boards.on:
            return tuple(self._boards.board.chosen().resolve())
        return tuple(self._model.checked.selection.resolve(self._model.ids))

    def checked(self) -> Chosen:
        """What is checked: to be resolved in the background, over the whole list."""
        if self._boards.on:
            return self._boards.board.chosen()
        from desktop_app.ui.leads.bulk import Chosen

        selection, whole = self._model.checked.selection, self._asking.whole_list()
        return Chosen(lambda: selection.resolve(whole()), self.count)

    def chosen(self) -> Chosen | None:
        """What is checked, or else the current lead."""
        if self.count:
            return self.checked()
        from desktop_app.ui.leads.bulk import Chosen

        current = self._pane.current_id
        return None if current is None else Chosen.one(current)

    def check_current(self) -> None:
        if self._boards.on:
            self._boards.board.check_current()
        elif self._table.current_id is not None:
            self._model.checked.toggle(self._table.current_id)

    def check_all(self) -> None:
        if self._boards.on:
            self._boards.board.check_all()
        else:
            self._model.checked.check_all()

    def clear(self) -> None:
        """Check none."""
        if self._boards.on:
            self._boards.board.uncheck_all()
        else:
            self._model.checked.clear()

    # What is done to them

    def choose_status(self, at: QPoint | None = None) -> None:
        """Open the menu of statuses for the checked leads, above a place or the bar."""
        if at is None:
            at = self.bar.mapToGlobal(QPoint(40, 0))
        if self._boards.on:
            from desktop_app.ui.leads.status_menu import show_status_menu

            # The cards are shown in their new column at once.
            move = self._boards.board.move_checked
            show_status_menu(self._pane, self._ctx.theme, at, move, above=True)
        else:
            self.bulk.choose_status(at)

    def write_to_them(self) -> None:
        """Write to the checked leads, or else the current one, from a template."""
        from desktop_app.ui.mail_merge.dialog import show_mail_merge

        if (chosen := self.chosen()) is not None:
            show_mail_merge(self._ctx, self._pane, chosen)

    def enrol(self) -> None:
        """Lead the checked leads, or else the current one, through a sequence."""
        from desktop_app.ui.sequences.enrol import show_enrol

        if (chosen := self.chosen()) is not None:
            show_enrol(self._ctx, self._pane, chosen)

    # Looks

    def show(self) -> None:
        """Say how many there are, and make room for the bar that does."""
        count = self.count
        self.bar.show_count(count, can_merge=self.can_merge)
        self._pane.set_room_below(_ROOM if count else 0)
        self._table.header.show_check(self._model.checked.state(len(self._model.ids)))

    def _on_checked(self) -> None:
        self.changed.emit()
        self._table.viewport().update()

    def _on_check(self, row: int, extend: bool) -> None:
        here = self._model.id_at(row)
        if here is None:
            return
        anchor = self._table.current_row
        if extend and anchor >= 0:
            low, high = sorted((anchor, row))
            on = not self._model.checked.has_row(self._model.ids, row)
            self._model.checked.put_rows(self._model.ids, low, high, on)
        else:
            self._model.checked.toggle(here)
        self._table.go_to(row)

    def _on_extend(self, step: int) -> None:
        here = self._table.current_id
        self._table.move_by(step)
        both = [each for each in (here, self._table.current_id) if each is not None]
        self._model.checked.put(both, True)

    def _on_check_all(self) -> None:
        (self.clear if self.count else self.check_all)()
