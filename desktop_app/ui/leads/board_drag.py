"""A card in the hand: what follows the pointer, where it would land, and the drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop_app.domain.language import numeral
from desktop_app.domain.lead_board import Landing
from desktop_app.ui.leads.board_card import card_rect
from desktop_app.ui.leads.board_column import BoardColumn, CardList
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint

if TYPE_CHECKING:
    from desktop_app.ui.leads.board import Board

_EDGE = 36  # so near to the end of a list the pointer scrolls it
_STEP = 14  # pixels of each frame of scrolling
_FRAME = 16  # ms
_ROUND = 12  # around the card, for its shadow and the figure


class _InHand(QWidget):
    """The picture of the card under the pointer, with how many there are of them."""

    def __init__(self, themes: Themes, parent: QWidget, card: QPixmap, count: int) -> None:
        super().__init__(parent)
        self.count = count
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        size = card.deviceIndependentSize().toSize()
        self.resize(size.width() + 2 * _ROUND, size.height() + 2 * _ROUND)
        self._picture = self._drawn(themes, card)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _drawn(self, themes: Themes, card: QPixmap) -> QPixmap:
        """Drawn once: a soft shadow is too dear for every movement of the pointer."""
        theme = themes.now
        picture = QPixmap(self.size() * card.devicePixelRatio())
        picture.setDevicePixelRatio(card.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        box = QRectF(self.rect()).adjusted(_ROUND, _ROUND, -_ROUND, -_ROUND)
        paint.shadow(painter, themes, box, theme.radius.card, 20, 6)
        painter.setOpacity(0.92)
        painter.drawPixmap(box.topLeft(), card)
        painter.setOpacity(1)
        if self.count > 1:
            words = numeral(self.count)
            font = theme.font("small", 600, tabular=True)
            width = max(22, paint.text_width(words, font) + 14)
            badge = QRect(self.width() - 2 - width, 2, width, 20)
            paint.rounded(painter, QRectF(badge), 10, theme.accent.fill)
            room = badge.adjusted((width - paint.text_width(words, font)) // 2, 0, 0, 0)
            paint.text(painter, room, words, font, theme.text.on_accent, elide=False)
        painter.end()
        return picture


class CardDrag(QObject):
    """One drag at a time, of the card that was pressed or of all checked ones.

    The order of a column is not the user's to choose: the line shows where the lead will stand
    by the sort, wherever in the column it is dropped. Esc, or the window losing the keyboard,
    gives it up.
    """

    def __init__(self, ctx: Context, board: Board) -> None:
        super().__init__(board)
        self._ctx = ctx
        self._board = board
        self.active = False
        self._lead: UUID | None = None
        self._all_checked = False
        self._from: BoardColumn | None = None
        self._over: BoardColumn | None = None
        self._hand: _InHand | None = None
        self._grip = QPoint()
        self._at = QPoint()
        self._frame = QTimer(self)
        self._frame.setInterval(_FRAME)
        self._frame.timeout.connect(self._scroll)
        for column in board.columns:
            column.view.drag = self
            column.model.ids_changed.connect(lambda each=column: self._on_ids(each))

    def carries(self, lead_id: UUID) -> bool:
        """Whether a lead is among what is dragged."""
        return lead_id == self._lead or (self._all_checked and self._board.is_checked(lead_id))

    def begin(self, view: CardList, row: int, pressed: QPoint, at: QPoint) -> None:
        """Take up the card of a row.

        Args:
            pressed: where in the viewport the button went down.
            at: where the pointer is on the screen.
        """
        lead_id = view.cards.id_at(row)
        if lead_id is None:
            return
        self.active = True
        self._lead = lead_id
        self._from = next(each for each in self._board.columns if each.view is view)
        self._all_checked = self._board.is_checked(lead_id)
        box = card_rect(view.visualRect(view.cards.index(row, 0)), self._ctx.theme.now)
        view.drag = None  # painted as it lies there, not as it will be when it is lifted
        picture = view.viewport().grab(box)
        view.drag = self
        count = self._board.checked_count if self._all_checked else 1
        self._hand = _InHand(self._ctx.theme, self._board.window(), picture, count)
        self._grip = pressed - box.topLeft() + QPoint(_ROUND, _ROUND)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._board.window().installEventFilter(self)
        self._frame.start()
        self.move(at)
        self._hand.show()
        self._update_lists()

    def move(self, at: QPoint) -> None:
        """The pointer is there now (on the screen)."""
        if not self.active or self._hand is None:
            return
        self._at = at
        self._hand.move(self._board.window().mapFromGlobal(at) - self._grip)
        self._go_over(self._board.column_at(at))

    def drop(self, at: QPoint) -> None:
        """Let go: what is dragged gets the status of the column below the pointer."""
        if not self.active:
            return
        self.move(at)
        target, source, lead = self._over, self._from, self._lead
        every = self._all_checked
        self._end()
        if target is None or source is None or lead is None:
            return
        if every:
            self._board.move_checked(target.status, first=lead)
        elif target is not source:
            self._board.move_leads((lead,), target.status)

    def cancel(self) -> None:
        """Put it back; nothing happened."""
        if self.active:
            self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.cancel()
        return False

    def _end(self) -> None:
        self.active = False
        self._frame.stop()
        self._board.window().removeEventFilter(self)
        if self._from is not None:
            self._from.view.viewport().unsetCursor()
        self._go_over(None)
        if self._hand is not None:
            self._hand.hide()
            self._hand.deleteLater()
            self._hand = None
        self._from = self._lead = None
        self._all_checked = False
        self._update_lists()

    def _update_lists(self) -> None:
        for column in self._board.columns:
            column.view.viewport().update()

    # Where it would land

    def _go_over(self, column: BoardColumn | None) -> None:
        if column is self._over:
            return
        if self._over is not None:
            self._over.show_target(False)
            self._over.view.show_drop(-1)
        self._over = column
        if column is not None and column is not self._from:
            column.show_target(True)
            self._ask(column)

    def _on_ids(self, column: BoardColumn) -> None:
        if self.active and column is self._over and column is not self._from:
            self._ask(column)

    def _ask(self, column: BoardColumn) -> None:
        lead, query, ids = self._lead, self._board.query, column.model.ids
        if lead is None:
            return
        leads = self._ctx.services.leads

        def show(landings: Sequence[Landing]) -> None:
            if self.active and self._lead == lead and self._over is column:
                column.view.show_drop(landings[0].row if landings else -1)

        self._ctx.ops.run_query(
            self,
            lambda: leads.landings(query, column.status, ids, (lead,)),
            show,
            lambda _error: None,  # a drag goes on without its line
            key="landing",
        )

    # Scrolling at the edges

    def _scroll(self) -> None:
        if self._over is not None:
            view = self._over.view
            y = view.viewport().mapFromGlobal(self._at).y()
            _nudge(view.verticalScrollBar(), y, view.viewport().height())
        port = self._board.viewport()
        x = port.mapFromGlobal(self._at).x()
        bar = self._board.horizontalScrollBar()
        before = bar.value()
        _nudge(bar, x, port.width())
        if bar.value() != before:
            self._go_over(self._board.column_at(self._at))


def _nudge(bar: QScrollBar, at: int, length: int) -> None:
    if at < _EDGE:
        bar.setValue(bar.value() - _STEP)
    elif at > length - _EDGE:
        bar.setValue(bar.value() + _STEP)
