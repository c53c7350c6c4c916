"""The table of leads: columns, header and rows as painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.domain.leads import LeadRow
from desktop_app.ui.leads.model import (
    CHECK,
    COMPANY,
    CONTACT,
    LAST_CONTACT,
    SORTS,
    STATUS,
    SUGGESTION,
    TITLES,
    LeadTableModel,
)
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.scroll import give_viewport
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

_CHECK_WIDTH = 44
_CHECK_LEFT = 16
_STATUS_WIDTH = 74
_LAST_WIDTH = 100
_DRAFT_MARGIN = 26


class LeadHeader(QHeaderView):
    """Titles that sort, an arrow at the one that does, and the box for all.

    Signals:
        sort_wanted: the key of a field.
        all_wanted: the box was pressed.
    """

    sort_wanted = Signal(object)
    all_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        give_viewport(self)
        self._themes = themes
        self.sort = "last_contact"
        self.arrow_up = True
        self.check_state = Qt.CheckState.Unchecked
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(0)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self._hover = -1
        self._renew()
        themes.changed.connect(self._renew)

    def show_sort(self, sort: str, arrow_up: bool) -> None:
        self.sort, self.arrow_up = sort, arrow_up
        self.viewport().update()

    def show_check(self, state: Qt.CheckState) -> None:
        self.check_state = state
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        if section == CHECK:
            self.all_wanted.emit()
        elif section in SORTS:
            self.sort_wanted.emit(SORTS[section])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        self._set_hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.bg.subtle)
        bottom = self.height() - 1
        painter.fillRect(0, bottom, self.viewport().width(), 1, theme.border.subtle)
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                left = self.sectionViewportPosition(section)
                rect = QRect(left, 0, self.sectionSize(section), self.height() - 1)
                self._paint_title(painter, rect, section)

    def _paint_title(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._themes.now
        if section == CHECK:
            top = (rect.height() - 16) // 2
            paint.check_box(painter, self._themes, _CHECK_LEFT, top, self.check_state)
            return
        lit = section == self._hover and section in SORTS
        ink = theme.text.primary if lit else theme.text.tertiary
        font = theme.font("small", 500)
        width = paint.text(painter, rect.adjusted(0, 0, -8, 0), TITLES[section], font, ink)
        if SORTS.get(section) == self.sort:
            glyph = "ph.caret-up-bold" if self.arrow_up else "ph.caret-down-bold"
            x, y = rect.left() + width + 6, rect.center().y() - 4
            self._themes.draw_glyph(painter, x, y, 10, glyph, ink)

    def _set_hover(self, section: int) -> None:
        if section != self._hover:
            self._hover = section
            self.viewport().update()

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.table_header)


class LeadTable(VirtualTable):
    """The table; its columns follow its width.

    Signals:
        check_wanted: the row whose box was pressed, and whether Shift was held.
        extend_wanted: Shift with an arrow: check on in this direction (-1 or 1).
    """

    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)

    def __init__(self, themes: Themes, model: LeadTableModel) -> None:
        super().__init__(themes, themes.now.size.row_table)
        self._narrow = False
        self.header = LeadHeader(themes, self)
        self.setHorizontalHeader(self.header)
        self.header.show()
        self.setModel(model)
        self.setItemDelegate(LeadDelegate(themes, self))
        self.setAccessibleName("Leads")
        themes.changed.connect(self._renew)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out suggestions where the window has no room for them."""
        self._narrow = narrow
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pos = event.position().toPoint()
        index = self.indexAt(pos)
        if (
            index.isValid()
            and index.column() == CHECK
            and event.button() == Qt.MouseButton.LeftButton
        ):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.check_wanted.emit(index.row(), shift)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).column() == CHECK:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        width = self.viewport().width()
        more = self._themes.now.text_size - 13
        status = _STATUS_WIDTH + more * 4
        last = _LAST_WIDTH + more * 8
        free = width - _CHECK_WIDTH - status - last
        hide_contact = self._narrow and width < 560
        self.setColumnHidden(SUGGESTION, self._narrow)
        self.setColumnHidden(CONTACT, hide_contact)
        if hide_contact:
            company, contact, suggestion = free, 0, 0
        elif self._narrow:
            company = round(free * 0.58)
            contact, suggestion = free - company, 0
        else:
            # 190, 132 and the rest at the design's 816; wider windows share what they have.
            company = round(free * 0.318)
            contact = round(free * 0.2205)
            suggestion = free - company - contact
        for column, size in (
            (CHECK, _CHECK_WIDTH),
            (COMPANY, company),
            (CONTACT, contact),
            (STATUS, status),
            (LAST_CONTACT, last),
            (SUGGESTION, suggestion),
        ):
            self.setColumnWidth(column, max(0, size))

    def _renew(self) -> None:
        self.set_row_height(self._themes.now.size.row_table)
        self._fit_columns()


class LeadDelegate(RowDelegate):
    """Paints a lead as the design has it."""

    def is_checked(self, number: int) -> bool:
        model: LeadTableModel = self.view.model()
        if model.checked.nothing:
            return False
        row_id = model.id_at(number)
        return row_id is not None and row_id in model.checked

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: int, row: object, number: int
    ) -> None:
        lead: LeadRow = row
        theme = self.themes.now
        model: LeadTableModel = self.view.model()
        middle = rect.top() + rect.height() // 2
        body = theme.font()
        words = rect.adjusted(0, 0, -10, 0)
        if column == CHECK:
            self._paint_check(painter, rect, number)
        elif column == COMPANY:
            face = QRect(rect.left(), middle - 11, 22, 22)
            paint.monogram(painter, self.themes, face, lead.company or lead.contact_name)
            words.setLeft(rect.left() + 30)
            font = theme.font("bodyStrong")
            paint.text(painter, words, lead.company, font, theme.text.primary)
        elif column == CONTACT:
            paint.text(painter, words, lead.contact_name, body, theme.text.secondary)
        elif column == STATUS:
            paint.status_pill(painter, self.themes, rect.left(), middle, lead.status.value)
        elif column == LAST_CONTACT:
            shown = model.contact_words(lead)
            paint.text(painter, words, shown, body, theme.text.secondary)
        elif column == SUGGESTION:
            self._paint_suggestion(painter, rect, lead, middle)

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        middle = rect.top() + rect.height() // 2
        if column == CHECK:
            self._paint_check(painter, rect, number)
        elif column == COMPANY:
            paint.skeleton(painter, self.themes, QRect(rect.left(), middle - 11, 22, 22), 5)
            width = int(rect.width() * (0.4 + 0.1 * (number % 4))) - 30
            paint.skeleton(painter, self.themes, QRect(rect.left() + 30, middle - 4, width, 9))
        elif column == STATUS:
            paint.skeleton(painter, self.themes, QRect(rect.left(), middle - 9, 54, 18), 9)
        else:
            super().paint_skeleton(painter, rect, column, number)

    def _paint_check(self, painter: QPainter, rect: QRect, number: int) -> None:
        on = self.is_checked(number)
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        top = rect.top() + (rect.height() - 16) // 2
        paint.check_box(painter, self.themes, rect.left() + _CHECK_LEFT, top, state)

    def _paint_suggestion(self, painter: QPainter, rect: QRect, lead: LeadRow, middle: int) -> None:
        theme = self.themes.now
        right = rect.right() + 1 - _DRAFT_MARGIN
        if lead.has_draft:
            icon = "ph.sparkle-fill"
            width = paint.tag_width(self.themes, "Draft", icon=icon)
            tint = theme.semantic.ai
            paint.tag(painter, self.themes, right - width, middle, "Draft", tint, icon=icon)
            right -= width + 8
        words = QRect(rect.left(), rect.top(), max(0, right - rect.left()), rect.height())
        paint.text(painter, words, lead.suggestion, theme.font(), theme.text.secondary)
