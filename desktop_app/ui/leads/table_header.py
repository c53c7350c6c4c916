"""The titles of the table's columns: they sort, move, and are sized."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_filters import SortKey
from desktop_app.domain.lead_layout import NARROWEST
from desktop_app.ui.leads.columns import TableColumns
from desktop_app.ui.leads.looks import look_of
from desktop_app.ui.leads.model import CHECK, LeadTableModel
from desktop_app.ui.leads.query import arrow_up
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.scroll import give_viewport

CHECK_LEFT = 16
_EDGE = 4  # px beside the end of a column that size it


class LeadHeader(QHeaderView):
    """Titles that sort, an arrow at those that do, and the box for all.

    Click sorts, Shift+click adds a level, dragging moves a column, dragging its end sizes it,
    a double click on its end fits it. Everything is in the menu, too.

    Signals:
        sort_wanted: the key of a field, and whether the levels there are stay.
        all_wanted: the box was pressed.
        move_wanted: the key of a column, and of the one it shall stand before ("" for the end).
        size_wanted: the key of a column and its width.
        fit_wanted: the key of a column.
        menu_wanted: the key of a column ("" where none is) and a global place.
    """

    sort_wanted = Signal(str, bool)
    all_wanted = Signal()
    move_wanted = Signal(str, str)
    size_wanted = Signal(str, int)
    fit_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(
        self, themes: Themes, model: LeadTableModel, columns: TableColumns, parent: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        give_viewport(self)
        self._themes = themes
        self._leads = model
        self._columns = columns
        self.sort: tuple[SortKey, ...] = ()
        self._fields = LeadFields()
        self.check_state = Qt.CheckState.Unchecked
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(0)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self._hover = -1
        self._sizing: tuple[int, int] | None = None  # section, and how far its end is from us
        self._pressed: tuple[int, QPoint] | None = None
        self._moving = -1
        self._drop_at = -1
        self._renew()
        themes.changed.connect(self._renew)

    @property
    def arrow_up(self) -> bool:
        """Whether the arrow of the first level points up."""
        return bool(self.sort) and arrow_up(self.sort[0], self._fields)

    def show_sort(self, sort: tuple[SortKey, ...], fields: LeadFields) -> None:
        self.sort, self._fields = sort, fields
        self.viewport().update()

    def show_check(self, state: Qt.CheckState) -> None:
        self.check_state = state
        self.viewport().update()

    # Where sections are: those that stay do not go with the others when the table scrolls.

    def left_of(self, section: int) -> int:
        """Where a section begins in the viewport, as if one read from the left."""
        at = self.sectionPosition(section) - self.offset()
        return at + self.offset() if section < self._columns.stuck else at

    def section_at(self, x: int) -> int:
        """The section at a place of the viewport, told as in ``left_of``, or -1."""
        for section in self._front_first():
            left = self.left_of(section)
            if left <= x < left + self.sectionSize(section):
                return section
        return -1

    def stuck_width(self) -> int:
        """How wide the columns are that stay."""
        return sum(self.sectionSize(at) for at in range(min(self._columns.stuck, self.count())))

    def _front_first(self) -> list[int]:
        return [at for at in range(self.count()) if not self.isSectionHidden(at)]

    def _end_at(self, x: int) -> int:
        """The section whose end is at a place, or -1; the column of boxes has a fixed size."""
        for section in reversed(self._front_first()):
            if section != CHECK and abs(self.left_of(section) + self.sectionSize(section) - x) <= (
                _EDGE
            ):
                return section
        return -1

    def _key(self, section: int) -> str:
        field = self._leads.field_at(section)
        return field.key if field else ""

    # Mouse

    def _logical(self, event: QMouseEvent) -> QPoint:
        return as_painted(self.viewport(), event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._logical(event)
        end = self._end_at(place.x())
        if end >= 0:
            edge = self.left_of(end) + self.sectionSize(end)
            self._sizing = (end, edge - place.x())
        else:
            self._pressed = (self.section_at(place.x()), place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._logical(event)
        if self._sizing is not None:
            section, ahead = self._sizing
            width = place.x() + ahead - self.left_of(section)
            self.size_wanted.emit(self._key(section), max(NARROWEST, width))
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(place)
        else:
            self.setCursor(
                Qt.CursorShape.SplitHCursor
                if self._end_at(place.x()) >= 0
                else Qt.CursorShape.ArrowCursor
            )
            self._set_hover(self.section_at(place.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, moving, at = self._pressed, self._moving, self._drop_at
        sized = self._sizing is not None
        self._let_go()
        if sized:
            return
        if moving >= 0:
            self.move_wanted.emit(self._key(moving), self._key(at) if at < self.count() else "")
        elif pressed is not None and self.section_at(self._logical(event).x()) == pressed[0]:
            self._click(pressed[0], event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        end = self._end_at(self._logical(event).x())
        if end >= 0:
            self._let_go()
            self.fit_wanted.emit(self._key(end))
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.section_at(as_painted(self.viewport(), event.pos()).x())
        self.menu_wanted.emit(self._key(section), event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(-1)

    def _click(self, section: int, modifiers: Qt.KeyboardModifier) -> None:
        field = self._leads.field_at(section)
        if section == CHECK:
            self.all_wanted.emit()
        elif field is not None and field.sortable:
            also = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.sort_wanted.emit(field.key, also)

    def _drag(self, place: QPoint) -> None:
        if self._pressed is None:
            return
        section, begin = self._pressed
        far = abs(place.x() - begin.x()) >= QApplication.startDragDistance()
        if section > CHECK and (far or self._moving >= 0):
            self._moving = section
            self._drop_at = self._gap_at(place.x(), section)
            self.viewport().update()

    def _gap_at(self, x: int, moving: int) -> int:
        """Before which section something let go here would stand. Pinned columns keep together."""
        stuck = self._columns.stuck
        first, last = (1, stuck) if moving < stuck else (stuck, self.count())
        for section in range(first, last):
            if self.isSectionHidden(section):
                continue
            if x < self.left_of(section) + self.sectionSize(section) // 2:
                return section
        return last

    def _let_go(self) -> None:
        self._pressed = self._sizing = None
        self._moving = self._drop_at = -1
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self.viewport())
        view = self.viewport().rect()
        painter.fillRect(view, theme.bg.subtle)
        painter.fillRect(0, self.height() - 1, view.width(), 1, theme.border.subtle)
        stuck = self._columns.stuck
        for section in range(stuck, self.count()):
            self._paint_section(painter, section)
        if self.offset():
            wide = self.stuck_width()
            painter.fillRect(0, 0, wide, self.height() - 1, theme.bg.subtle)
            painter.fillRect(wide - 1, 0, 1, self.height(), theme.border.default)
        for section in range(min(stuck, self.count())):
            self._paint_section(painter, section)
        if self._moving >= 0:
            last = self.count() - 1
            at = (
                self.left_of(self._drop_at)
                if self._drop_at <= last
                else (self.left_of(last) + self.sectionSize(last))
            )
            painter.fillRect(max(0, at - 1), 0, 2, self.height(), theme.accent.solid)

    def _paint_section(self, painter: QPainter, section: int) -> None:
        if self.isSectionHidden(section):
            return
        rect = QRect(self.left_of(section), 0, self.sectionSize(section), self.height() - 1)
        field = self._leads.field_at(section)
        if field is None:
            top = (rect.height() - 16) // 2
            left = rect.left() + CHECK_LEFT
            paint.check_box(painter, self._themes, left, top, self.check_state)
            return
        if section == self._moving:
            painter.fillRect(rect, self._themes.now.bg.pressed)
        self._paint_title(painter, rect, field, lit=section == self._hover and field.sortable)
        if section == self._hover:
            edge = self._themes.now.border.default
            painter.fillRect(rect.right(), 8, 1, rect.height() - 16, edge)

    def _paint_title(self, painter: QPainter, rect: QRect, field: Field, *, lit: bool) -> None:
        theme = self._themes.now
        ink = theme.text.primary if lit else theme.text.tertiary
        font = theme.font("small", 500)
        level = next((at for at, key in enumerate(self.sort) if key.field == field.key), -1)
        several = len(self.sort) > 1
        mark = (16 if level >= 0 else 0) + (8 if level >= 0 and several else 0)
        if look_of(field).right:
            room = rect.adjusted(0, 0, -20 - mark, 0)
            paint.text(painter, room, field.title, font, ink, right=True)
            x = room.right() + 7
        else:
            x = rect.left() + 6
            x += paint.text(painter, rect.adjusted(0, 0, -8 - mark, 0), field.title, font, ink)
        if level >= 0:
            up = arrow_up(self.sort[level], self._fields)
            glyph = "ph.caret-up-bold" if up else "ph.caret-down-bold"
            self._themes.draw_glyph(painter, x, rect.center().y() - 4, 10, glyph, ink)
            if several:
                number = QRect(x + 12, rect.top(), 10, rect.height())
                paint.text(painter, number, str(level + 1), theme.font("axis", 500), ink)

    def _set_hover(self, section: int) -> None:
        if section != self._hover:
            self._hover = section
            field = self._leads.field_at(section)
            self.setToolTip("" if field is None or field.sortable else field.title)
            self.viewport().update()

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.table_header)
