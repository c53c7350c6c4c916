"""One column of the board: its head, and its leads as a list of cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_board import LeadCard
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.leads.board_card import (
    GAP,
    CardDelegate,
    CardModel,
    card_rect,
    face_rect,
    paint_bones,
)
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, as_painted, painter_on, popup_below, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import icon_button
from desktop_app.ui.widgets.labels import Paragraph
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import Skeleton
from desktop_app.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from desktop_app.ui.leads.board_drag import CardDrag

_LINE = 2
_Keys, _Modifiers = Qt.Key, Qt.KeyboardModifier


class CardList(VirtualTable):
    """The cards of a column.

    ``active`` says whether its current card is the board's; ``drag`` is set by the board.

    Signals:
        entered: the list got the keyboard.
        sideways_wanted: to the card beside, -1 or 1.
        carry_wanted: take the lead along, -1 or 1.
        check_wanted: the row whose box was pressed, and whether Shift was held.
        extend_wanted: check on in this direction, -1 or 1.
    """

    entered = Signal()
    sideways_wanted = Signal(int)
    carry_wanted = Signal(int)
    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)

    def __init__(self, themes: Themes, cards: CardModel) -> None:
        super().__init__(themes, themes.now.size.board_card + GAP)
        self.cards = cards
        self.active = False
        self.over_face = False
        self.drag: CardDrag | None = None
        self._pressed: tuple[int, QPoint] | None = None
        self._drop_row = -1
        self.setProperty("ground", "window")
        self.setModel(cards)
        self.setItemDelegate(CardDelegate(themes, self))
        themes.changed.connect(self._renew)

    def set_active(self, active: bool) -> None:
        if active != self.active:
            self.active = active
            self._update_rows(self.current_row)

    def show_drop(self, row: int) -> None:
        """Draw the line before this row, -1 for none."""
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    @property
    def drop_row(self) -> int:
        return self._drop_row

    def is_lifted(self, number: int) -> bool:
        """Whether the card is being dragged."""
        if self.drag is None or not self.drag.active:
            return False
        row_id = self.cards.id_at(number)
        return row_id is not None and self.drag.carries(row_id)

    def row_near(self, y: int) -> int:
        """The row at a height of the viewport, the last one below all of them; -1 for none."""
        row = self.rowAt(max(0, y))
        return row if row >= 0 else self.cards.rowCount() - 1

    def middle_of_current(self) -> int:
        """The height of the current card's middle in the viewport."""
        return self.rowViewportPosition(self.current_row) + self.row_height // 2

    # Keys

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == _Keys.Key_Escape
            and self.drag is not None
            and self.drag.active
        ):
            event.accept()  # else it would go to the window's Back
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~_Modifiers.KeypadModifier
        aside = along(self, key)
        down = {_Keys.Key_Up: -1, _Keys.Key_Down: 1}.get(_Keys(key))
        if key == _Keys.Key_Escape and self.drag is not None and self.drag.active:
            self.drag.cancel()
        elif aside and held == _Modifiers.ControlModifier:
            self.carry_wanted.emit(aside)
        elif aside and not held:
            self.sideways_wanted.emit(aside)
        elif down and held == _Modifiers.ShiftModifier:
            self.extend_wanted.emit(down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        theme = self._themes.now
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            row = self.visualRect(index)
            if not card_rect(row, theme).contains(place):
                return
            held = event.modifiers()
            boxed = self._face(index).contains(place)
            if boxed or held & (_Modifiers.ControlModifier | _Modifiers.ShiftModifier):
                shift = bool(held & _Modifiers.ShiftModifier)
                self.check_wanted.emit(index.row(), shift)
                return
            self._pressed = (index.row(), place)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and self._face(index).contains(place):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            # Not to the base class, which would make each row current that is dragged over.
            self._drag_on(place, event.globalPosition().toPoint())
            return
        super().mouseMoveEvent(event)
        index = self.indexAt(place)
        over = index.isValid() and self._face(index).contains(place)
        if over != self.over_face:
            self.over_face = over
            self._update_rows(self.hover_row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.drag is not None and self.drag.active:
            self.drag.drop(event.globalPosition().toPoint())
        super().mouseReleaseEvent(event)

    def _face(self, index: QModelIndex) -> QRect:
        """Where the box of a card is on the screen."""
        row = self.visualRect(index)
        return as_painted(self, face_rect(row, self._themes.now), row)

    def _drag_on(self, place: QPoint, at: QPoint) -> None:
        if self.drag is None:
            return
        if self.drag.active:
            self.drag.move(at)
        elif self._pressed is not None:
            row, begin = self._pressed
            if (place - begin).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._hover(-1)
                self.drag.begin(self, row, begin, at)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_row < 0:
            return
        theme, view = self._themes.now, self.viewport()
        top = self._drop_row * self.row_height - self.verticalScrollBar().value()
        # Where the place is out of sight, the line lies at the edge that is nearer to it.
        top = max(0, min(view.height() - _LINE, top - GAP // 2 - _LINE // 2))
        line = card_rect(QRect(0, 0, view.width(), 1), theme)
        bar = QRectF(line.left(), top, line.width(), _LINE)
        paint.rounded(QPainter(view), bar, _LINE / 2, theme.accent.solid)

    def _renew(self) -> None:
        self.set_row_height(self._themes.now.size.board_card + GAP)


class _Waiting(Skeleton):
    """Cards without words, shown only after 200 ms."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._patience.isActive():
            return
        theme = self._themes.now
        painter = painter_on(self)
        for number in range(self.height() // self._row_height + 1):
            row = QRect(0, number * self._row_height, self.width(), self._row_height)
            box = card_rect(row, theme)
            ground, edge = theme.bg.canvas, theme.border.subtle
            paint.outlined(painter, QRectF(box), theme.radius.card, ground, edge)
            paint_bones(painter, self._themes, box, number)


class _Head(QWidget):
    """Status, how many, a button to add one and a menu."""

    def __init__(self, themes: Themes, status: LeadStatus) -> None:
        super().__init__()
        self._themes = themes
        self._status = status
        self.count: int | None = None
        word = themes.now.status_label[status.value].lower()
        row = QHBoxLayout(self)
        row.setContentsMargins(*sides(0, 0, 5, 0))
        row.setSpacing(4)
        row.addStretch()
        self.plus = icon_button(themes, "ph.plus", tr("New {word} lead", word=word))
        row.addWidget(self.plus)
        self.more = icon_button(themes, "ph.dots-three", tr("More for {word} leads", word=word))
        row.addWidget(self.more)
        themes.changed.connect(self._renew)
        self._renew()

    def show_count(self, count: int | None) -> None:
        """``None``: not known yet."""
        if count != self.count:
            self.count = count
            self._name()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, middle = self._themes.now, self.height() // 2
        painter = painter_on(self)
        width = paint.status_pill(painter, self._themes, 12, middle, self._status.value)
        if self.count is not None:
            rect = QRect(12 + width + 10, 0, 120, self.height())
            font = theme.font(tabular=True)
            paint.text(painter, rect, numeral(self.count), font, theme.text.tertiary)

    def _name(self) -> None:
        word = self._themes.now.status_label[self._status.value]
        count = self.count
        leads = (
            ""
            if count is None
            else tr(", 1 lead")
            if count == 1
            else tr(", {count} leads", count=numeral(count))
        )
        self.setAccessibleName(word + leads)

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.board_column_header)
        self._name()


class BoardColumn(QWidget):
    """Head and cards of one status; ``view`` and ``model`` are its list.

    ``complete`` says whether all its ids are known.

    Signals:
        new_wanted: a lead with this status.
        sort_wanted: the key of a field.
        all_wanted: check the whole column.
    """

    new_wanted = Signal(object)
    sort_wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, ctx: Context, status: LeadStatus) -> None:
        super().__init__()
        self._themes = ctx.theme
        self.status = status
        self.complete = False
        self.target = False
        self.sorts: Callable[[], Sequence[tuple[str, str, bool]]] = tuple
        services = ctx.services
        self.model = CardModel(
            ctx.ops, lambda ids: services.leads.cards(ids), ctx.now, ctx.local, self
        )
        self.head = _Head(ctx.theme, status)
        self.head.plus.clicked.connect(lambda: self.new_wanted.emit(status))
        self.head.more.clicked.connect(self._show_menu)
        self.view = CardList(ctx.theme, self.model)
        word = ctx.theme.now.status_label[status.value]
        self.view.setAccessibleName(tr("{word} leads", word=word))
        self._nobody = QWidget()
        nobody = QVBoxLayout(self._nobody)
        nobody.setContentsMargins(20, 16, 20, 0)
        self._words = Paragraph(
            ctx.theme,
            tr("No {word} leads", word=word.lower()),
            font="small",
            ink="text.tertiary",
            centred=True,
        )
        nobody.addWidget(self._words)
        nobody.addStretch()
        waiting = _Waiting(ctx.theme, self.view.row_height)
        self._pages = Pages(waiting, self.view, self._nobody)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        ctx.theme.changed.connect(self._renew)
        self._renew()

    def show_ids(
        self,
        ids: IdList,
        *,
        complete: bool,
        cards: Sequence[LeadCard] = (),
        known: Sequence[LeadCard] = (),
        keep_place: bool = True,
    ) -> None:
        """Show these leads.

        Args:
            cards: those of the first page, if they came along.
            known: those of leads that came from another column.
        """
        self.model.set_ids(ids, rows=cards, keep_place=keep_place)
        self.model.know(known)
        self.complete = complete
        if complete:
            self.model.checked.keep_only(ids)
        self.head.show_count(len(ids) if complete else None)
        self._pages.setCurrentWidget(self.view if len(ids) else self._nobody)

    def say_nobody(self, narrowed: bool) -> None:
        """What stands where there is no card."""
        word = self._themes.now.status_label[self.status.value].lower()
        self._words.set_text(
            tr("No {word} lead fits the filter", word=word)
            if narrowed
            else tr("No {word} leads", word=word)
        )

    def show_target(self, on: bool) -> None:
        """Whether what is dragged would be dropped here."""
        if on != self.target:
            self.target = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        corner = theme.radius.card
        # It goes on below the screen's lower edge.
        box = QRectF(0, 0, self.width(), self.height() + 2 * corner)
        painter = painter_on(self)
        if self.target:
            paint.outlined(painter, box, corner, theme.bg.window, theme.accent.soft_border)
        else:
            paint.rounded(painter, box, corner, theme.bg.window)

    def menu(self) -> QMenu:
        """How it is sorted, and its cards all at once."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.head.more.accessibleName())
        by = menu.addMenu(tr("&Sort by"))
        for key, title, current in self.sorts():
            action = by.addAction(title)
            action.setCheckable(True)
            action.setChecked(current)
            action.triggered.connect(lambda _on=False, each=key: self.sort_wanted.emit(each))
        every = menu.addAction(tr("Select &all in column"), self.all_wanted.emit)
        every.setEnabled(bool(len(self.model.ids)))
        return menu

    def _show_menu(self) -> None:
        menu, more = self.menu(), self.head.more
        popup_below(menu, more, end=True)

    def _renew(self) -> None:
        self.setMinimumWidth(self._themes.now.layout.board_column_min)


def cards_known(columns: Sequence[BoardColumn], ids: Sequence[UUID]) -> list[LeadCard]:
    """The cards of leads that some column happens to have at hand."""
    found: list[Any] = [
        next(filter(None, (column.model.known(each) for column in columns)), None) for each in ids
    ]
    return [card for card in found if card is not None]
