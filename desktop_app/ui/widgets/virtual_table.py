"""The list and table view for any number of rows, and the delegate that paints them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.scroll import float_scroll_bar, give_viewport
from desktop_app.ui.widgets.virtual_model import VirtualListModel


class VirtualTable(QTableView):
    """Rows of one height over a :class:`VirtualListModel`.

    One row is current; it stays current (and where it is on the screen) when the list is
    replaced by a fresher one. QTableView keeps nothing per row when the sections are fixed,
    unlike QListView and QTreeView, which lay out every row of a model.

    Signals:
        current_changed: the id of the current row, or None.
        opened: the id of the row that Enter or a double click opens.
        clicked_at: id, column and the modifiers of a click.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    clicked_at = Signal(object, int, object)

    def __init__(self, themes: Themes, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._themes = themes
        self._room_below = 0
        self.hover_row = -1
        self.keyboard_focus = False
        self._place: tuple[UUID | None, int, int] = (None, -1, 0)
        self._current_id: UUID | None = None
        self._current_row = -1
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setProperty("ground", "canvas")
        self.setProperty("rows", "painted")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(8)
        self.set_row_height(row_height)
        float_scroll_bar(self)

    def set_row_height(self, height: int) -> None:
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    @property
    def row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if isinstance(model, VirtualListModel):
            model.modelAboutToBeReset.connect(self._note_place)
            model.modelReset.connect(self._return_to_place)
            self.selectionModel().currentRowChanged.connect(self._on_current)

    if TYPE_CHECKING:

        def model(self) -> Any:
            """The list's own model, of which each view knows more than Qt does."""

    @property
    def current_id(self) -> UUID | None:
        return self._current_id

    @property
    def current_row(self) -> int:
        return self._current_row

    def go_to(self, row: int, *, center: bool = False) -> None:
        """Make a row current and bring it into view; clamped to the list."""
        count = self.model().rowCount()
        if not count:
            return
        index = self.model().index(max(0, min(count - 1, row)), 0)
        hints = QAbstractItemView.ScrollHint
        self.setCurrentIndex(index)
        self.scrollTo(index, hints.PositionAtCenter if center else hints.EnsureVisible)

    def go_to_id(self, wanted: UUID) -> bool:
        """Make a row current by its id; tells whether it is in the list."""
        row = self.model().row_of(wanted)
        if row >= 0:
            self.go_to(row, center=True)
        return row >= 0

    def move_by(self, step: int) -> None:
        """J and K: the next row, or the first one when there is none yet."""
        self.go_to(self.current_row + step if self.current_row >= 0 else 0)

    def set_room_below(self, pixels: int) -> None:
        """Let the list scroll further, so that a bar floating over its end hides nothing."""
        self._room_below = pixels
        self.updateGeometries()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._room_below:
            bar = self.verticalScrollBar()
            all_rows = self.verticalHeader().length()
            bar.setMaximum(max(0, all_rows + self._room_below - self.viewport().height()))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, ctrl = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not ctrl:
            if self._current_id is not None:
                self.opened.emit(self._current_id)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(self.model().rowCount() - 1)
        elif event.text().isprintable() and event.text() and not ctrl:
            event.ignore()  # letters are actions here, never a search in rows not yet read
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyboard_focus = False
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            found = self.model().id_at(index.row())
            self.clicked_at.emit(found, index.column(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.model().id_at(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = Qt.FocusReason
        self.keyboard_focus = event.reason() in (
            reasons.TabFocusReason,
            reasons.BacktabFocusReason,
            reasons.ShortcutFocusReason,
        )
        super().focusInEvent(event)
        if self.current_row < 0:
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.horizontalHeader().isHidden() and self.model() is not None:
            self.setColumnWidth(0, self.viewport().width())

    # Keeping the place

    def _note_place(self) -> None:
        row = self.current_row
        self._place = (self._current_id, row, self.rowViewportPosition(row) if row >= 0 else 0)
        self._scrolled = self.verticalScrollBar().value()
        self._in_view = row >= 0 and 0 <= self._place[2] < self.viewport().height()

    def _return_to_place(self) -> None:
        self.hover_row = -1
        wanted, row, at = self._place
        model = self.model()
        if not model.rowCount():
            self._on_current(QModelIndex(), QModelIndex())
            return
        # The scroll range follows the rows only in the next pass of the event loop.
        self.updateGeometries()
        now = model.row_of(wanted) if wanted is not None else -1
        bar = self.verticalScrollBar()
        if now < 0:
            keep = model.keep_place and row >= 0
            index = model.index(min(row, model.rowCount() - 1) if keep else 0, 0)
            self._select(index)
            bar.setValue(self._scrolled if model.keep_place else 0)
        else:
            self._select(model.index(now, 0))
            if model.keep_place and not self._in_view:
                bar.setValue(self._scrolled)
            else:
                top = self.verticalHeader().sectionPosition(now)
                bar.setValue(top - (at if self._in_view else 0))

    def _select(self, index: QModelIndex) -> None:
        """Make a row current without scrolling to it."""
        flags = QItemSelectionModel.SelectionFlag
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.setAutoScroll(scrolls)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        before, self._current_row = self._current_row, index.row()
        self._update_rows(before, self._current_row)
        found = self.model().id_at(index.row()) if index.isValid() else None
        if found != self._current_id:
            self._current_id = found
            self.current_changed.emit(found)

    def _hover(self, row: int) -> None:
        if row == self.hover_row:
            return
        before, self.hover_row = self.hover_row, row
        self._update_rows(before, row)

    def _update_rows(self, *rows: int) -> None:
        view = self.viewport()
        for row in rows:
            if row >= 0:
                view.update(0, self.rowViewportPosition(row), view.width(), self.row_height)


class RowDelegate(QStyledItemDelegate):
    """Paints a row's ground, bar and hairline, and asks subclasses for the cells.

    Subclasses implement ``paint_cell`` and may implement ``is_checked`` and
    ``paint_skeleton``.
    """

    def __init__(self, themes: Themes, view: VirtualTable) -> None:
        super().__init__(view)
        self.themes = themes
        self.view = view

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        """Paint one cell; ``rect`` without the hairline."""
        raise NotImplementedError

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        """Paint a cell whose row is on its way."""
        width = int(rect.width() * (0.35 + 0.3 * ((number * 7 + column * 3) % 5) / 5))
        bar = QRect(rect.left(), rect.center().y() - 4, width, 9)
        paint.skeleton(painter, self.themes, bar)

    def is_checked(self, number: int) -> bool:
        return False

    @turned_rows
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self.themes.now
        rect: QRect = option.rect
        number, column = index.row(), index.column()
        current = number == self.view.current_row
        ground = (
            theme.bg.selected if current
            else theme.bg.checked if self.is_checked(number)
            else theme.bg.hover if number == self.view.hover_row
            else None
        )  # fmt: skip
        if ground is not None:
            painter.fillRect(rect, ground)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.border.subtle)
        if ground is not None:
            self._paint_edges(painter, rect, ground)
        if current and column == 0:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height() - 1, theme.accent.solid)
        painter.save()
        inner = rect.adjusted(0, 0, 0, -1)
        model = self.view.model()
        row = model.row_at(number)
        if row is not None:
            self.paint_cell(painter, inner, column, row, number)
        elif model.is_loading(number):
            self.paint_skeleton(painter, inner, column, number)
        painter.restore()
        if current and self.view.keyboard_focus and self.view.hasFocus():
            self._paint_ring(painter, rect, column)

    def _paint_edges(self, painter: QPainter, rect: QRect, ground: QColor) -> None:
        """The lines above and below a row in high contrast; of a row each cell paints its part."""
        edge = self.themes.now.edge(ground)
        if edge is not None:
            color, width = edge
            painter.fillRect(rect.left(), rect.top(), rect.width(), width, color)
            low = rect.bottom() + 1 - width
            painter.fillRect(rect.left(), low, rect.width(), width, color)

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The focus ring of the row, of which each cell paints its part."""
        painter.save()
        painter.setClipRect(rect)
        whole = QRect(0, rect.top(), self.view.viewport().width(), rect.height() - 1)
        whole = as_painted(self.view, whole, rect)
        ring = QRectF(whole)
        paint.outlined(painter, ring, 2, None, self.themes.now.focus.ring, 2)
        painter.restore()
