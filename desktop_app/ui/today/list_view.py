"""The view of the queue, and the delegate that paints its rows."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop_app.domain.actions import ActionStatus
from desktop_app.domain.language import clocked, numeral, tr
from desktop_app.domain.today import Group, QueueRow
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.leads.due import is_late
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, turned_rows
from desktop_app.ui.today import words
from desktop_app.ui.today.list_model import Heading, QueueModel
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.virtual_table import RowDelegate, VirtualTable

HEADING = 36  # px, the design's group header
_LEFT = 20
_CIRCLE = 18
_ICON = 50  # where the type's tile begins
_TILE = 28
_TEXT = 90
_RIGHT = 20
_DUE = 96  # px for when it is due
_CIRCLE_ENDS = 46


class QueueView(VirtualTable):
    """Actions with headings between them. A click on a circle completes; Ctrl checks, Shift
    extends.

    Signals:
        done_wanted: the row whose circle was pressed.
        check_wanted: the row, and whether everything from the current one to it is meant.
        extend_wanted: +1 or -1.
        fold_wanted: the heading of what is done was pressed.
    """

    done_wanted = Signal(int)
    check_wanted = Signal(int, bool)
    extend_wanted = Signal(int)
    fold_wanted = Signal()

    def __init__(self, themes: Themes, row_height: int, parent: QWidget | None = None) -> None:
        self._sized: set[int] = set()  # rows that are as high as a heading
        super().__init__(themes, row_height, parent)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if isinstance(model, QueueModel):
            model.ids_changed.connect(self._size_headings)

    def go_to(self, row: int, *, center: bool = False) -> None:
        """Make an action current; a heading is passed over in the direction one goes."""
        wanted = self._hop(row, 1 if row >= self.current_row else -1)
        if wanted >= 0:
            super().go_to(wanted, center=center)
            if wanted > 0 and self.model().is_heading(wanted - 1):
                self.scrollTo(self.model().index(wanted - 1, 0))

    def _hop(self, row: int, step: int) -> int:
        model = self.model()
        count = model.rowCount()
        row = max(0, min(count - 1, row))
        for direction in (step, -step):
            at = row
            while 0 <= at < count and model.is_heading(at):
                at += direction
            if 0 <= at < count:
                return at
        return -1

    def _select(self, index: QModelIndex) -> None:
        wanted = self._hop(index.row(), 1)
        if wanted >= 0:
            super()._select(self.model().index(wanted, 0))
        else:
            self.selectionModel().clear()
            self._on_current(QModelIndex(), QModelIndex())

    def _return_to_place(self) -> None:
        self._size_headings()
        super()._return_to_place()

    def set_row_height(self, height: int) -> None:
        super().set_row_height(height)
        if self.model() is not None:
            self._size_headings()

    def _size_headings(self) -> None:
        """Rows keep their heights by number, also where the list is another one."""
        side, now = self.verticalHeader(), set(self.model().heading_rows)
        for row in self._sized - now:
            if row < side.count():
                side.resizeSection(row, self.row_height)
        for row in now:
            if row < side.count():
                side.resizeSection(row, HEADING)
        self._sized = now

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = as_painted(self.viewport(), event.position().toPoint())
        row, held = self.rowAt(place.y()), event.modifiers()
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            extends = bool(held & Qt.KeyboardModifier.ShiftModifier)
            if self.model().is_heading(row):
                if self.model().group_of(row) is Group.DONE:
                    self.fold_wanted.emit()
                event.accept()
                return
            if extends or held & Qt.KeyboardModifier.ControlModifier:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.check_wanted.emit(row, extends)
                event.accept()
                return
            if place.x() < _CIRCLE_ENDS:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.done_wanted.emit(row)
                event.accept()
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = as_painted(self.viewport(), event.position().toPoint())
        row = self.rowAt(place.y())
        if row >= 0 and not self.model().is_heading(row) and place.x() >= _CIRCLE_ENDS:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend_wanted.emit(step)
        else:
            super().keyPressEvent(event)


class QueueDelegate(RowDelegate):
    """Paints an action: circle, type, what and with whom, tags, status, priority, due."""

    def is_checked(self, number: int) -> bool:
        return bool(self.view.model().is_checked(number))

    @turned_rows
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, model, number = self.themes.now, self.view.model(), index.row()
        rect: QRect = option.rect
        if model.is_heading(number):
            heading = model.headings.get(model.ids[number])
            if heading is not None:
                self._heading(painter, rect, heading)
            return
        current = number == self.view.current_row
        ground = rect.adjusted(8, 0, -8, 0)
        if current:
            paint.ground(painter, theme, ground, 8, theme.bg.selected)
        elif self.is_checked(number):
            paint.ground(painter, theme, ground, 8, theme.bg.checked)
        elif number == self.view.hover_row:
            paint.ground(painter, theme, ground, 8, theme.bg.hover)
        last = number + 1 >= model.rowCount() or model.is_heading(number + 1)
        if not current and not last and number + 1 != self.view.current_row:
            painter.fillRect(
                _ICON, rect.bottom(), rect.width() - _ICON - _RIGHT, 1, theme.border.subtle
            )
        row = model.row_at(number)
        if isinstance(row, QueueRow):
            painter.save()
            self._row(painter, rect, row, model.group_of(number), number)
            painter.restore()
        elif row is None and model.is_loading(number):
            self.paint_skeleton(painter, rect, 0, number)
        if current and self.view.keyboard_focus and self.view.hasFocus():
            paint.outlined(painter, QRectF(ground), 8, None, theme.focus.ring, 2)

    def paint_skeleton(self, painter: QPainter, rect: QRect, column: int, number: int) -> None:
        top = rect.top()
        paint.skeleton(painter, self.themes, QRect(_LEFT, top + 19, _CIRCLE, _CIRCLE), 9)
        paint.skeleton(painter, self.themes, QRect(_ICON, top + 14, _TILE, _TILE), 6)
        room = rect.width() - _TEXT - 200
        for at, part in ((15, 0.5), (33, 0.35)):
            width = max(40, int(room * (part - 0.05 * (number % 3))))
            paint.skeleton(painter, self.themes, QRect(_TEXT, top + at, width, 9))

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        theme = self.themes.now
        late = heading.group is Group.OVERDUE
        ink = theme.semantic.danger.fg if late else theme.text.primary
        x = rect.left() + _LEFT
        if heading.folded is not None:
            glyph = "ph.caret-right" if heading.folded else "ph.caret-down"
            self.themes.draw_glyph(
                painter, x, rect.center().y() - 5, 12, glyph, theme.text.secondary
            )
            x += 18
        room = QRect(x, rect.top(), rect.right() - x, rect.height())
        title = words.GROUP_TITLES[heading.group]
        used = paint.text(painter, room, title, theme.font("body", 600), ink)
        if heading.count is not None:
            rest = room.adjusted(used + 8, 0, 0, 0)
            font = theme.font("body", tabular=True)
            paint.text(painter, rest, numeral(heading.count), font, theme.text.secondary)

    def _row(
        self, painter: QPainter, rect: QRect, row: QueueRow, group: Group | None, number: int
    ) -> None:
        theme, middle = self.themes.now, rect.center().y()
        self._circle(painter, rect, row, number)
        tile = QRect(_ICON, middle - _TILE // 2, _TILE, _TILE)
        current = number == self.view.current_row
        paint.ground(painter, theme, tile, 6, theme.bg.canvas if current else theme.bg.inset)
        self.themes.draw_glyph(
            painter, tile.left() + 6, tile.top() + 6, 16, words.type_icon(row), theme.text.secondary
        )
        right = self._right_side(painter, rect, row, group)
        room = QRect(_TEXT, rect.top(), right - 12 - _TEXT, rect.height())
        body, small = theme.line("body"), theme.line("small")
        top = rect.top() + (rect.height() - body - small) // 2
        below = bool(row.company or row.contact)
        line = QRect(room.left(), top if below else middle - body // 2, room.width(), body)
        font = theme.font("bodyStrong")
        ink = theme.text.primary
        if not row.is_open:
            font, ink = QFont(theme.font()), theme.text.tertiary
            font.setStrikeOut(True)
        paint.text(painter, line, row.title, font, ink)
        if below:
            self._lead_line(painter, QRect(room.left(), top + body, room.width(), small), row)

    def _lead_line(self, painter: QPainter, line: QRect, row: QueueRow) -> None:
        theme = self.themes.now
        name = row.company or row.contact
        paint.monogram(
            painter, self.themes, QRect(line.left(), line.center().y() - 7, 16, 16), name
        )
        line = line.adjusted(22, 0, 0, 0)
        used = paint.text(painter, line, name, theme.font("small"), theme.text.secondary)
        rest = line.adjusted(used + 6, 0, 0, 0)
        if row.company and row.contact and rest.width() > 24:
            paint.text(painter, rest, row.contact, theme.font("small"), theme.text.tertiary)

    def _right_side(
        self, painter: QPainter, rect: QRect, row: QueueRow, group: Group | None
    ) -> int:
        """Due, priority, status and tags from the right edge; answers where they begin. In a
        narrow list the tags go first."""
        theme, middle, model = self.themes.now, rect.center().y(), self.view.model()
        right = rect.right() - _RIGHT + 1
        narrow = rect.width() < 520
        due_room = 84 if narrow else _DUE
        if row.is_open and row.due is not None:
            now, due = model.now(), model.local(row.due)
            late = is_late(due, now)
            ink = theme.semantic.danger.fg if late else theme.text.secondary
            said = words.row_due(due, group, now)
            room = QRect(right - due_room, rect.top(), due_room, rect.height())
            paint.text(painter, room, said, theme.font("small", tabular=True), ink, right=True)
        elif not row.is_open and row.done_at is not None:
            done = model.local(row.done_at)
            said = clocked(done) if group is Group.DONE else words.row_due(done, group, done)
            if group is Group.EARLIER:
                said = tr(
                    "{day} {month} {year}",
                    day=done.day,
                    month=MONTHS[done.month - 1][:3],
                    year=done.year,
                )
            room = QRect(right - due_room, rect.top(), due_room, rect.height())
            ink = theme.text.tertiary
            paint.text(painter, room, said, theme.font("small", tabular=True), ink, right=True)
        right -= due_room + 12 + paint.PRIORITY_WIDTH
        paint.priority_bars(painter, self.themes, right, middle + 6, row.priority)
        right -= 16
        if row.lead_status is not None:
            status = row.lead_status.value
            width = paint.status_pill_width(self.themes, status)
            # A column of its own, so that pills stand below each other.
            right -= max(width, 62)
            paint.status_pill(painter, self.themes, right, middle, status)
            right -= 8
        elif not narrow:
            right -= 70
        if row.has_draft and not narrow:
            right -= paint.tag_width(self.themes, tr("Draft"), icon="ph.sparkle-fill")
            paint.tag(
                painter, self.themes, right, middle, tr("Draft"), theme.semantic.ai,
                icon="ph.sparkle-fill",
            )  # fmt: skip
            right -= 8
        if row.status is ActionStatus.IN_PROGRESS and not narrow:
            right -= paint.tag_width(self.themes, tr("Started"))
            paint.tag(painter, self.themes, right, middle, tr("Started"), theme.semantic.success)
            right -= 8
        return right

    def _circle(self, painter: QPainter, rect: QRect, row: QueueRow, number: int) -> None:
        theme, middle = self.themes.now, rect.center().y()
        box = QRect(_LEFT, middle - _CIRCLE // 2, _CIRCLE, _CIRCLE)
        if self.is_checked(number):
            paint.rounded(painter, QRectF(box), _CIRCLE / 2, theme.accent.fill)
            ink = theme.text.on_accent
            self.themes.draw_glyph(painter, box.left() + 3, box.top() + 3, 12, "ph.check-bold", ink)
            return
        if row.status is ActionStatus.COMPLETED:
            ink = theme.accent.solid
            self.themes.draw_glyph(
                painter, box.left(), box.top(), _CIRCLE, "ph.check-circle-fill", ink
            )
            return
        begun = row.status is ActionStatus.IN_PROGRESS
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent.solid if begun else theme.border.control
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawEllipse(ring)
        if begun:
            painter.setBrush(QColor(theme.accent.solid))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(ring.adjusted(2.5, 2.5, -2.5, -2.5), 90 * 16, 180 * 16)
