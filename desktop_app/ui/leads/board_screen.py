"""The board's place in the screen of leads: switched to, remembered, asked the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from desktop_app.domain.language import tr, within
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import SortKey
from desktop_app.ui.actions import caps_of
from desktop_app.ui.leads.query import Asked, arrow_up
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.pages import Pages

if TYPE_CHECKING:
    from desktop_app.ui.leads.board import Board

TABLE, BOARD = "table", "board"


class BoardPlace(QObject):
    """Whether the board is shown; makes it at its first visit.

    Attributes:
        sort_words: a label for the filter bar, which says what the columns are sorted by.

    Signals:
        current_changed, opened, checked_changed, counted, failed, new_wanted, sort_wanted: as
            the board's.

    Args:
        pages: where the board is shown.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    checked_changed = Signal()
    counted = Signal()
    failed = Signal(object)
    new_wanted = Signal(object)
    sort_wanted = Signal(str)

    def __init__(self, ctx: Context, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._pages = pages
        self._board: Board | None = None
        self._key = f"leads.layout.{ctx.services.user.id}"
        self.on = ctx.state.text(self._key) == BOARD
        self.sort_words: QLabel = label("", "small")
        self.sort_words.hide()

    @property
    def board(self) -> Board:
        """The board; made now if it was not yet."""
        if self._board is None:
            from desktop_app.ui.leads.board import Board

            made = self._board = Board(self._ctx)
            self._pages.addWidget(made)
            for name in ("current_changed", "opened", "checked_changed", "counted", "failed",
                         "new_wanted", "sort_wanted"):  # fmt: skip
                getattr(made, name).connect(getattr(self, name))
        return self._board

    def switch(self, on: bool) -> None:
        """Show the board or the table from now on."""
        self.on = on
        self._ctx.state.put(self._key, BOARD if on else TABLE)
        self.hint()

    def hint(self) -> None:
        """Teach the board's own keys at the foot of the window, while it is shown."""
        ctrl = caps_of("Ctrl+A")[:-1]
        keys = ((*ctrl, "←"), (*ctrl, "→"))
        self._ctx.hint(*((tr("Move lead"), keys) if self.on else ("", ())))

    def ask(self, asked: Asked, fields: LeadFields, *, keep_place: bool = False) -> None:
        """Put the screen's question to the board."""
        self.board.fields = fields
        self.board.ask(asked.query, narrowed=asked.narrowed, keep_place=keep_place)

    def say_sort(self, sort: tuple[SortKey, ...], fields: LeadFields) -> None:
        """ "Sorted by last contact"; levels in their order, and which go the other way."""
        names = []
        for key in sort:
            known = fields.get(key.field)
            name = within(known.title if known else key.field)
            names.append(name if arrow_up(key, fields) else tr("{name}, backwards", name=name))
        self.sort_words.setText(
            tr("Sorted by {names}", names=tr(", then ").join(names)) if self.on else ""
        )
        self.sort_words.setVisible(self.on)
