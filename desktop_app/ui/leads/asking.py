"""What the screen of leads asks, and how the answers come to its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.ids import IdList
from desktop_app.domain.leads import LeadQuery, LeadRow
from desktop_app.ui.leads.list_pane import ListPane
from desktop_app.ui.leads.query import Asked
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

_FIRST = 60  # rows of the quick answer
_REST_AFTER = 120  # ms without typing before the whole list is asked for


class Asking(QObject):
    """Puts one question at a time to the table or the board.

    A question is answered twice: the first rows at once, and then the ids of all, from which
    the scroll bar and every jump come.

    Attributes:
        asked: the question.
        complete: whether the ids of all leads are known.

    Signals:
        told: rows came, or more is known of them.
        failed: the exception for which nothing can be shown.
    """

    told = Signal()
    failed = Signal(object)

    def __init__(self, ctx: Context, pane: ListPane) -> None:
        super().__init__(pane)
        self._ctx = ctx
        self._pane = pane
        self._model, self._columns, self._boards = pane.model, pane.columns, pane.boards
        self.asked = Asked()
        self.complete = False
        self._wanted: UUID | None = None
        self._rest = single_shot(self, _REST_AFTER, self._ask_all)
        self._boards.counted.connect(self._on_board)
        self._boards.failed.connect(self.failed)

    def ask(self, *, keep_place: bool = False) -> None:
        """Ask for the first rows; all ids follow when the typing rests."""
        self.complete = False
        self._rest.stop()
        self._pane.say_sort(self.asked.sort)
        if self._boards.on:
            self.told.emit()
            self._boards.ask(self.asked, self._columns.fields, keep_place=keep_place)
            return
        query = self.asked.query
        leads = self._ctx.services.leads
        self._pane.show_waiting()
        self._ctx.ops.run_query(
            self,
            self._columns.with_layout(lambda: leads.first_page(query)),
            lambda found: self._on_first(found[0], found[1], keep_place),
            self.failed.emit,
            key="first",
        )

    def refresh(self) -> None:
        """Ask the same again, without leaving the place."""
        if self._boards.on:
            self._boards.board.refresh()
        elif self.complete and len(self._model.ids) > _FIRST:
            self._ask_all()
        else:
            self.ask(keep_place=True)

    def whole_list(self) -> Callable[[], IdList]:
        """What gives the ids of the whole list, off the window's thread: they may be on their
        way still."""
        if self.complete:
            ids = self._model.ids
            return lambda: ids
        leads, query = self._ctx.services.leads, self.asked.query
        return lambda: leads.all_ids(query)

    def go_to(self, wanted: UUID | None) -> bool:
        """Make a lead current: now where it is in the list, which is told, or else as soon as
        it has come."""
        self._wanted = wanted
        if wanted is None or not self._pane.go_to_id(wanted):
            return False
        self._wanted = None
        return True

    def follow(self, wanted: UUID | None) -> None:
        """Stay with a lead through the next question."""
        self._wanted = wanted

    def _ask_all(self) -> None:
        query = self.asked.query
        if self._boards.on:
            return
        leads = self._ctx.services.leads
        self._ctx.ops.run_query(
            self,
            self._columns.with_layout(lambda: leads.all_ids(query)),
            lambda found: self._on_all_ids(found[0], found[1], query),
            self.failed.emit,
            key="all",
        )

    def _on_first(
        self, loaded: object, found: tuple[IdList, Sequence[LeadRow]], keep_place: bool
    ) -> None:
        self._columns.take(loaded)
        if self._boards.on:
            return
        ids, rows = found
        self._model.set_ids(ids, rows=rows, keep_place=keep_place)
        if len(ids) < _FIRST:
            self._on_all(ids, self.asked.query, rows)
            return
        self.told.emit()
        self._rest.start()

    def _on_all_ids(self, loaded: object, ids: IdList, query: LeadQuery) -> None:
        self._columns.take(loaded)
        self._on_all(ids, query)

    def _on_all(self, ids: IdList, query: LeadQuery, rows: Sequence[LeadRow] = ()) -> None:
        if query != self.asked.query or self._boards.on:
            return
        self.complete = True
        self._model.set_ids(ids, rows=rows)
        self._model.checked.keep_only(ids)
        self.told.emit()
        self._go_to_wanted()

    def _on_board(self) -> None:
        """The board knows more, or shows others."""
        if self._boards.on:
            self.complete = self._boards.board.complete
            self.told.emit()
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """Who is not in the whole list is not waited for any longer."""
        if self._wanted is not None and not self.go_to(self._wanted) and self.complete:
            self._wanted = None
