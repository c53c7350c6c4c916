"""Leads on their way to another column: shown there at once, settled when they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job
from desktop_app.domain.language import tr
from desktop_app.domain.lead_changes import SetField
from desktop_app.domain.leads import LeadQuery, LeadStatus
from desktop_app.ui.leads.board_column import cards_known
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.ui.leads.board import Board

AT_ONCE = 100
"""So many leads are shown in their new place before the database has them there; more are
moved as any bulk change is, and shown when it is done."""

_Lists = Mapping[LeadStatus, IdList]


@dataclass(eq=False)
class _Move:
    """One command, and the lists before and after it was shown."""

    ids: tuple[UUID, ...]
    status: LeadStatus
    before: _Lists = field(default_factory=dict)
    after: _Lists = field(default_factory=dict)


class Moves(QObject):
    """Carries leads from column to column.

    Args:
        settled: called when nothing is on its way any more: time to look at the database.
    """

    def __init__(self, ctx: Context, board: Board, settled: Callable[[], None]) -> None:
        super().__init__(board)
        self._ctx = ctx
        self._board = board
        self._settled = settled
        self._open: list[_Move] = []

    @property
    def busy(self) -> bool:
        """Whether the columns show what the database does not hold yet."""
        return bool(self._open)

    def heading_of(self, lead_id: UUID) -> LeadStatus | None:
        """The status that a lead is on its way to."""
        ways = [move.status for move in self._open if lead_id in move.ids]
        return ways[-1] if ways else None

    def carry(self, ids: Sequence[UUID], status: LeadStatus) -> None:
        """Give a few leads a status, one command for all of them."""
        leads = self._ctx.services.leads
        move = _Move(tuple(ids), status)
        self._open.append(move)
        self._show(move)
        self._ctx.ops.run_command(
            self,
            lambda: leads.set_status(move.ids, status),
            lambda _changes: self._close(move),
            lambda error: self._on_refused(move, error),
        )

    def carry_many(self, chosen: Chosen, status: LeadStatus) -> None:
        """The same for any number; very many are the engine's work."""
        bulk, change = self._ctx.services.lead_bulk, SetField("status", tr("Status"), status.value)

        def done(result: object) -> None:
            if isinstance(result, Job):
                self._ctx.expect_jobs((result,))
            else:
                self._settled()

        self._ctx.ops.run_command(self, lambda: bulk.change(chosen.resolve(), change), done)

    def _show(self, move: _Move) -> None:
        """Work out where they land, and put them there."""
        query, lists = self._board.query, self._board.lists
        whole = {column.status: column.complete for column in self._board.columns}
        leads = self._ctx.services.leads

        def work() -> _Lists:
            landings = leads.landings(query, move.status, lists[move.status], move.ids)
            staying = {status: ids.without(move.ids) for status, ids in lists.items()}
            there = staying[move.status]
            # Behind the beginning of a column that is all one knows there may be others.
            puts = [
                (each.row, each.lead_id)
                for each in landings
                if whole[move.status] or each.row < len(there)
            ]
            return {**staying, move.status: there.with_put_in(puts)}

        self._ctx.ops.run_query(
            self,
            work,
            lambda made: self._put(move, query, lists, made),
            lambda _error: None,  # the command says what is wrong
        )

    def _put(self, move: _Move, query: LeadQuery, before: _Lists, after: _Lists) -> None:
        board = self._board
        if move not in self._open or query != board.query:
            return
        if board.lists != before:
            self._show(move)  # something else came first
            return
        move.before, move.after = before, after
        self._put_lists(before, after, move, move.status)
        board.follow(move.ids[0], move.status)

    def _put_lists(
        self, before: _Lists, after: _Lists, move: _Move, status: LeadStatus | None
    ) -> None:
        columns = self._board.columns
        cards = cards_known(columns, move.ids)
        if status is not None:
            cards = [replace(card, status=status) for card in cards]
        for column in columns:
            ids = after[column.status]
            if ids != before[column.status]:
                column.show_ids(ids, complete=column.complete, known=cards)
        self._board.counted.emit()

    def _on_refused(self, move: _Move, error: Exception) -> None:
        """Back to where they were, unless what is shown has changed since."""
        board = self._board
        focused = any(column.view.hasFocus() for column in board.columns)
        if move.after and board.lists == move.after:
            self._put_lists(move.after, move.before, move, None)
            board.go_to_id(move.ids[0])
            if focused:
                board.focus()
        self._ctx.notices.error(error)
        self._close(move)

    def _close(self, move: _Move) -> None:
        if move in self._open:
            self._open.remove(move)
        if not self._open:
            self._settled()
