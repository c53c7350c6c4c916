"""The table of leads: its rows as painted, its columns, the current cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import Field
from desktop_app.domain.leads import LeadRow
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.looks import look_of
from desktop_app.ui.leads.model import CHECK, LeadTableModel
from desktop_app.ui.leads.table_header import CHECK_LEFT, LeadHeader
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, as_painted, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

Index = QModelIndex | QPersistentModelIndex


class LeadTable(VirtualTable):
    """The table. One row is current; Left, Right and clicks make one of its cells current, too.

    The boxes and pinned columns stay while the others scroll sideways: they are painted over
    them, and found there by the mouse.

    Signals:
        check_wanted: the row whose box was pressed, and whether Shift was held.
        extend_wanted: Shift with an arrow: check on in this direction (-1 or 1).
        edit_wanted: the current cell shall be edited.
        cell_changed: another cell is current.
        copy_wanted, paste_wanted: the keys of the clipboard.
    """

    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)
    edit_wanted = Signal()
    cell_changed = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, themes: Themes, model: LeadTableModel, columns: TableColumns) -> None:
        super().__init__(themes, columns.row_height)
        self.columns = columns
        self._leads = model
        self._cell = ""
        self.header = LeadHeader(themes, model, columns, self)
        self.setHorizontalHeader(self.header)
        self.header.show()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.setItemDelegate(LeadDelegate(themes, self))
        self.setAccessibleName(tr("Leads"))
        self.header.move_wanted.connect(self._on_move)
        self.header.size_wanted.connect(self._on_size)
        self.header.fit_wanted.connect(self.fit)
        columns.changed.connect(self._renew)
        themes.changed.connect(self._renew)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out suggestions where the window has no room for them."""
        self.columns.narrow = narrow
        self._fit_columns()

    # The current cell

    @property
    def current_field(self) -> Field | None:
        """The field of the current cell; None while only a row is current."""
        at = self._leads.column_of(self._cell)
        return None if at < 0 or self.isColumnHidden(at) else self._leads.field_at(at)

    def go_to_cell(self, key: str) -> None:
        """Make a cell of the current row current."""
        if key != self._cell:
            self._cell = key
            self.viewport().update()
            self.cell_changed.emit()
        self._show_cell()
        field, row = self.current_field, self._leads.row_at(self.current_row)
        if field is not None and row is not None:
            words = look_of(field).words(row, field, self._leads.calendar)
            said = words or tr("empty")
            announce(self, f"{field.title}: {said}")

    def leave_cell(self) -> bool:
        """Let only the row be current; tells whether a cell was."""
        had = self.current_field is not None
        self._cell = ""
        self.viewport().update()
        return had

    def step_cell(self, by: int) -> bool:
        """The next cell along the row (1) or back (-1); False where there is none."""
        keys = [
            field.key
            for at, field in enumerate(self._leads.fields, 1)
            if not self.isColumnHidden(at)
        ]
        if self._cell not in keys:
            self.go_to_cell(keys[0] if by > 0 else keys[-1])
            return True
        at = keys.index(self._cell) + by
        if 0 <= at < len(keys):
            self.go_to_cell(keys[at])
            return True
        return False

    def cell_rect(self, row: int, key: str) -> QRect:
        """Where a cell is in the viewport; empty for one that is not shown."""
        at = self._leads.column_of(key)
        if at < 0 or row < 0 or self.isColumnHidden(at):
            return QRect()
        return as_painted(
            self.viewport(),
            QRect(
                self.header.left_of(at),
                self.rowViewportPosition(row),
                self.columnWidth(at),
                self.row_height,
            ),
        )

    def _show_cell(self) -> None:
        """Scroll sideways until the cell is in view, beside the columns that stay."""
        at = self._leads.column_of(self._cell)
        if at < self.columns.stuck:
            return
        bar, left = self.horizontalScrollBar(), self.header.left_of(at)
        begin, end = self.header.stuck_width(), self.viewport().width()
        if left < begin:
            bar.setValue(bar.value() - (begin - left))
        elif left + self.columnWidth(at) > end:
            ahead = min(left - begin, left + self.columnWidth(at) - end)
            bar.setValue(bar.value() + ahead)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        aside = along(self, key)
        held = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif step and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.extend_wanted.emit(step)
        elif aside and held == Qt.KeyboardModifier.NoModifier:
            self.step_cell(aside)
        elif key == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier
        ):
            self.open_column_menu()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and index.column() == CHECK and left:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.check_wanted.emit(index.row(), shift)
            event.accept()
            return
        super().mousePressEvent(event)
        field = self._leads.field_at(index.column()) if index.isValid() else None
        if field is not None:
            self.go_to_cell(field.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        field = self._leads.field_at(index.column()) if index.isValid() else None
        if index.isValid() and index.column() == CHECK:
            self.mousePressEvent(event)
        elif field is not None and field.editable and event.button() == Qt.MouseButton.LeftButton:
            self.edit_wanted.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def indexAt(self, pos: QPoint) -> QModelIndex:
        x = as_painted(self.viewport(), pos).x()
        if self.horizontalScrollBar().value() and x < self.header.stuck_width():
            row, column = self.rowAt(pos.y()), self.header.section_at(x)
            return self._leads.index(row, column) if row >= 0 and column >= 0 else QModelIndex()
        return super().indexAt(pos)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down alone: rows are gone to by their first cell, which must scroll nothing."""
        bar = self.horizontalScrollBar()
        aside = bar.value()
        super().scrollTo(index, hint)
        bar.setValue(aside)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            self.header.viewport().update()
            self.viewport().update()

    def open_column_menu(self) -> None:
        """The menu of the current cell's column, by keyboard."""
        field = self.current_field
        at = self._leads.column_of(field.key) if field else 0
        place = QPoint(max(0, self.header.left_of(at)), self.header.height())
        place = as_painted(self.viewport(), place)
        key = field.key if field else ""
        self.header.menu_wanted.emit(key, self.header.viewport().mapToGlobal(place))

    # Painting what stays

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.horizontalScrollBar().value():
            return
        first = self.rowAt(event.rect().top())
        if first < 0:
            return
        last = self.rowAt(event.rect().bottom())
        last = self._leads.rowCount() - 1 if last < 0 else last
        wide = self.header.stuck_width()
        painter = QPainter(self.viewport())
        delegate = self.itemDelegate()
        option = QStyleOptionViewItem()
        option.direction = self.layoutDirection()
        theme = self._themes.now
        for row in range(first, last + 1):
            top = self.rowViewportPosition(row)
            stuck = as_painted(self.viewport(), QRect(0, top, wide, self.row_height))
            painter.fillRect(stuck, theme.bg.canvas)
            for column in range(self.columns.stuck):
                left, width = self.header.left_of(column), self.columnWidth(column)
                cell = QRect(left, top, width, self.row_height)
                option.rect = as_painted(self.viewport(), cell)
                delegate.paint(painter, option, self._leads.index(row, column))
        bottom = self.rowViewportPosition(last) + self.row_height
        edge = as_painted(self.viewport(), QRect(wide - 1, 0, 1, bottom))
        painter.fillRect(edge, theme.border.default)

    # Columns

    def fit(self, key: str) -> None:
        """Make a column as wide as the rows near the screen need it."""
        first = max(0, self.rowAt(0))
        rows = [self._leads.loaded_row(row) for row in range(max(0, first - 150), first + 250)]
        self.columns.fit(key, self.viewport().width(), [row for row in rows if row is not None])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _on_move(self, key: str, before: str) -> None:
        self.columns.change(self.columns.layout.moved(key, before or None))

    def _on_size(self, key: str, width: int) -> None:
        self.columns.size(key, width, self.viewport().width())

    def _fit_columns(self) -> None:
        view = self.viewport().width()
        widths = self.columns.widths(view)
        policies = Qt.ScrollBarPolicy
        scrolls = sum(widths) > view
        wanted = policies.ScrollBarAsNeeded if scrolls else policies.ScrollBarAlwaysOff
        if self.horizontalScrollBarPolicy() != wanted:
            self.setHorizontalScrollBarPolicy(wanted)
        for column, width in enumerate(widths):
            self.setColumnHidden(column, width == 0)
            if width and self.columnWidth(column) != width:
                self.setColumnWidth(column, width)
        self.header.viewport().update()

    def _renew(self) -> None:
        if self.row_height != self.columns.row_height:
            top = self.rowAt(0)
            self.set_row_height(self.columns.row_height)
            self.verticalScrollBar().setValue(max(0, top) * self.row_height)
        self._fit_columns()
        self.viewport().update()


class LeadDelegate(RowDelegate):
    """Paints a lead as the design has it."""

    view: LeadTable

    def is_checked(self, number: int) -> bool:
        model: LeadTableModel = self.view.model()
        return not model.checked.nothing and model.checked.has_row(model.ids, number)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = self.view
        if index.row() == view.current_row and view.hasFocus():
            field = view.current_field
            if field is not None and field is view.model().field_at(index.column()):
                self._paint_cell_ring(painter, option.rect)

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        lead: LeadRow = row
        model: LeadTableModel = self.view.model()
        field = model.field_at(column)
        if field is None:
            self._paint_check(painter, rect, number)
            return
        look = look_of(field)
        look.paint(painter, self.themes, rect, lead, look.words(lead, field, model.calendar))

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        middle = rect.top() + rect.height() // 2
        field = self.view.model().field_at(column)
        if field is None:
            self._paint_check(painter, rect, number)
        elif field.key == "company":
            paint.skeleton(painter, self.themes, QRect(rect.left(), middle - 11, 22, 22), 5)
            width = int(rect.width() * (0.4 + 0.1 * (number % 4))) - 30
            paint.skeleton(painter, self.themes, QRect(rect.left() + 30, middle - 4, width, 9))
        elif field.key == "status":
            paint.skeleton(painter, self.themes, QRect(rect.left(), middle - 9, 54, 18), 9)
        else:
            super().paint_skeleton(painter, rect, column, number)

    def _paint_check(self, painter: QPainter, rect: QRect, number: int) -> None:
        on = self.is_checked(number)
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        top = rect.top() + (rect.height() - 16) // 2
        paint.check_box(painter, self.themes, rect.left() + CHECK_LEFT, top, state)

    def _paint_cell_ring(self, painter: QPainter, rect: QRect) -> None:
        """Subtle: the row's bar says more. A little wider than the words, which begin at the
        very left of a cell."""
        theme = self.themes.now
        painter.save()
        ring = QRectF(rect).adjusted(-6, 3, -4, -4)
        paint.outlined(painter, ring, theme.radius.checkbox, None, theme.accent.solid, 1)
        painter.restore()
