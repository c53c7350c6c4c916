"""A short list of painted rows, each with at most one thing to do: people, sign-ins, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.picture import picture_of
from desktop_app.ui.widgets.scroll import float_scroll_bar

RowRole = Qt.ItemDataRole.UserRole + 1
_PAD = 15  # with the hairline of what the list stands in, as the rows beside it
_FACE = 28
_Index = QModelIndex | QPersistentModelIndex
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Args:
        key: what the signals carry.
        face: a person's name for the avatar; ``image``, a ``data:`` URL, is shown instead where
            it can be. Rows that are never painted cost no picture.
        glyph: an icon in the place of the avatar.
        tag: a word behind the title.
        action: the words of the button at the right, "" for none.
    """

    key: str
    title: str
    detail: str = ""
    face: str = ""
    image: str = ""
    glyph: str = ""
    tag: str = ""
    action: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(each for each in (self.title, self.tag, self.detail, self.action) if each)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def put(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, themes: Themes, view: RowList) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._view.row_height)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row, box = self._themes.now, index.data(RowRole), option.rect
        view = self._view
        painter.save()
        current = view.hasFocus() and index == view.currentIndex()
        over = index.row() == view.hovered
        if current or over:
            ground = theme.bg.selected if current else theme.bg.hover
            paint.ground(painter, theme, box, 0, ground)
        left = box.left() + _PAD
        middle = box.center().y() + 1
        if row.face:
            face = QRect(left, middle - _FACE // 2, _FACE, _FACE)
            paint.avatar(painter, self._themes, face, row.face, picture_of(row.image))
            left += _FACE + 12
        elif row.glyph:
            ink = theme.text.secondary
            self._themes.draw_glyph(painter, left, middle - 8, 16, row.glyph, ink)
            left += 28
        right = box.right() - _PAD
        if row.action:
            right = self._paint_action(painter, box, row, index.row()) - 12
        self._paint_words(painter, QRect(left, box.top(), right - left, box.height()), row)
        if index.row():
            painter.fillRect(box.left(), box.top(), box.width(), 1, theme.border.subtle)
        if current:
            painter.fillRect(box.left(), box.top(), 2, box.height(), theme.accent.solid)
            if view.keyboard_focus:
                ring = QRectF(box).adjusted(3, 1, -1, -1)
                paint.outlined(painter, ring, theme.radius.control, None, theme.focus.ring, 2)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, row: Row) -> None:
        theme = self._themes.now
        body, small = theme.line("body"), theme.line("small")
        height = body + (small if row.detail else 0)
        top = room.center().y() + 1 - height // 2
        font = theme.font("body", 500)
        spare = room.width()
        if row.tag:
            spare -= paint.tag_width(self._themes, row.tag) + 8
        line = QRect(room.left(), top, max(40, spare), body)
        width = paint.text(painter, line, row.title, font, theme.text.primary)
        if row.tag:
            tint = theme.semantic.success
            x = room.left() + width + 8
            paint.tag(painter, self._themes, x, top + body // 2, row.tag, tint)
        if row.detail:
            line = QRect(room.left(), top + body, room.width(), small)
            paint.text(painter, line, row.detail, theme.font("small"), theme.text.tertiary)

    def _paint_action(self, painter: QPainter, box: QRect, row: Row, number: int) -> int:
        """The button of a row; returns its left edge."""
        theme = self._themes.now
        rect = self._view.action_rect(box, row)
        hot = self._view.hovered == number and self._view.over_action
        ground = theme.bg.pressed if hot else theme.bg.canvas
        paint.outlined(painter, QRectF(rect), theme.radius.control, ground, theme.border.default)
        words = rect.adjusted(9, 0, -9, 0)
        font = theme.font("small", 500)
        paint.text(painter, words, row.action, font, theme.text.primary, elide=False)
        return rect.left()


class RowList(QListView):
    """Rows of one height, of which at most ``most`` show; the others scroll.

    Signals:
        chosen: the key of a row without an action, by click, Enter or Space.
        acted: the key of a row whose action was pressed, by click, Enter or Space.
    """

    chosen = Signal(str)
    acted = Signal(str)

    def __init__(
        self, themes: Themes, name: str, *, most: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._most = most
        self.hovered = -1
        self.over_action = False
        self.keyboard_focus = False
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(themes, self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("ground", "canvas")
        self.setTabKeyNavigation(False)
        float_scroll_bar(self)
        themes.changed.connect(self._fit)
        self._fit()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows.rows

    @property
    def row_height(self) -> int:
        return self._themes.now.size.setting_row_two_line

    def put(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays current while it is there."""
        key = self.current_key
        self._rows.put(rows)
        keys = [row.key for row in rows]
        if rows:
            self.go_to(keys.index(key) if key in keys else 0)
        self._fit()

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        return self.rows[index.row()].key if index.isValid() else ""

    def go_to(self, number: int) -> None:
        self.setCurrentIndex(self._rows.index(number, 0))

    def action_rect(self, box: QRect, row: Row) -> QRect:
        """Where the button of a row stands."""
        theme = self._themes.now
        width = 18 + paint.text_width(row.action, theme.font("small", 500))
        height = theme.size.control_small
        top = box.top() + (box.height() - height) // 2
        return QRect(box.right() + 1 - _PAD - width, top, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._press(self.currentIndex(), True)
        elif event.key() == keys.Key_Escape:
            event.ignore()
        else:
            self.keyboard_focus = True
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyboard_focus = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            index = self.indexAt(place)
            if index.isValid():
                self._press(index, self._on_action(index, place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        over = index.isValid() and self._on_action(index, place)
        if (index.row(), over) != (self.hovered, self.over_action):
            self.hovered, self.over_action = index.row(), over
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered, self.over_action = -1, False
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard_focus = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_action(self, index: QModelIndex, place: QPoint) -> bool:
        row = self.rows[index.row()]
        box = self.visualRect(index)
        return bool(row.action) and self.action_rect(box, row).contains(
            as_painted(self, place, box)
        )

    def _press(self, index: QModelIndex, action: bool) -> None:
        if not index.isValid():
            return
        row = self.rows[index.row()]
        if row.action and action:
            self.acted.emit(row.key)
        elif not row.action:
            self.chosen.emit(row.key)

    def _fit(self) -> None:
        self.setFixedHeight(self.row_height * max(1, min(self._most, len(self.rows))))
