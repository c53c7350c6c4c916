"""The rows of the palette: the model and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.palette.items import Heading, Item, Row
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import draw_words, turned_rows
from desktop_app.ui.widgets import paint

_Index = QModelIndex | QPersistentModelIndex
_HEADING = 30
_FACE = 20
_ICON = 16
_TEXT = 38  # px from the left edge of a row
_ROW = Qt.ItemDataRole.UserRole + 1


class RowsModel(QAbstractListModel):
    """Rows and headings; what is no row cannot be current."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def item(self, at: int) -> Item | None:
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        return row if isinstance(row, Item) else None

    def place_of(self, key: str) -> int:
        """The row of an item by its key, the first one where it is not there; -1 without any."""
        places = [at for at, row in enumerate(self.rows) if isinstance(row, Item)]
        return next((at for at in places if self._key(at) == key), places[0] if places else -1)

    def step(self, at: int, by: int) -> int:
        """The next item from a row, around the ends; -1 without any."""
        places = [n for n, row in enumerate(self.rows) if isinstance(row, Item)]
        if not places:
            return -1
        here = places.index(at) if at in places else -1 if by > 0 else 0
        return places[(here + by) % len(places)]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, Item) else row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken() if isinstance(row, Item) else row.words
        return None

    def _key(self, at: int) -> str:
        item = self.item(at)
        return item.key if item is not None else ""


class RowsPainter(QStyledItemDelegate):
    """Icon or monogram, title with its letters, detail, and at the right pill, keys or time."""

    def __init__(self, themes: Themes, view: QListView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        tall = self._themes.now.size.palette_row
        heading = isinstance(index.data(_ROW), Heading)
        return QSize(120, _HEADING + tall - 36 if heading else tall)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, box, theme = index.data(_ROW), option.rect, self._themes.now
        painter.save()
        if isinstance(row, Heading):
            room = box.adjusted(16, 4, -16, 0)
            paint.text(painter, room, row.words, theme.font("small", 500), theme.text.secondary)
        elif isinstance(row, Item):
            self._paint_item(painter, box, row, current=index == self._view.currentIndex())
        painter.restore()

    def _paint_item(self, painter: QPainter, box: QRect, item: Item, *, current: bool) -> None:
        theme = self._themes.now
        row = box.adjusted(8, 0, -8, 0)
        if current:
            paint.ground(painter, theme, row, theme.radius.control, theme.bg.selected)
        middle = row.center().y() + 1
        if item.face:
            face = QRect(row.left() + 8, middle - _FACE // 2, _FACE, _FACE)
            paint.monogram(painter, self._themes, face, item.face)
        else:
            left = row.left() + 8 + (_FACE - _ICON) // 2
            ink = theme.text.secondary
            self._themes.draw_glyph(painter, left, middle - _ICON // 2, _ICON, item.icon, ink)
        right = self._paint_right(painter, row, item, middle, current=current)
        room = QRect(row.left() + _TEXT, row.top(), right - 12 - row.left() - _TEXT, row.height())
        used = self._letters(
            painter, room, item.title, item.match.title, theme.font("body", 500), theme.text.primary
        )
        room.setLeft(room.left() + used + 8)
        if item.detail and room.width() > 24:
            font, ink = theme.font("small"), theme.text.secondary
            self._letters(painter, room, item.detail, item.match.detail, font, ink)

    def _paint_right(
        self, painter: QPainter, row: QRect, item: Item, middle: int, *, current: bool
    ) -> int:
        """Keys, time and pill from the right; where they begin."""
        theme, right = self._themes.now, row.right() - 8
        for cap in reversed(("Enter",) if current and not item.keys else item.keys):
            right = self._cap(painter, right, middle, cap) - 4
        if item.at:
            right -= 8 if current else 0
            font = theme.font("small", tabular=True)
            wide = paint.text_width(item.at, font)
            at = QRect(right - wide, row.top(), wide + 1, row.height())
            paint.text(painter, at, item.at, font, theme.text.tertiary, right=True)
            right -= wide + 4
        if item.status:
            right -= paint.status_pill_width(self._themes, item.status) + (16 if current else 0)
            paint.status_pill(painter, self._themes, right, middle, item.status)
        return right

    def _cap(self, painter: QPainter, right: int, middle: int, words: str) -> int:
        theme = self._themes.now
        font, tall = theme.font("keycap"), theme.size.keycap
        wide = max(tall, paint.text_width(words, font) + 9)
        box = QRectF(right - wide, middle - tall // 2, wide, tall)
        paint.outlined(painter, box, theme.radius.keycap, theme.bg.subtle, theme.border.default)
        painter.setFont(font)
        painter.setPen(theme.text.secondary)
        draw_words(painter, box, int(Qt.AlignmentFlag.AlignCenter), words)
        return int(box.left())

    def _letters(
        self, painter: QPainter, room: QRect, words: str, marks: frozenset[int],
        font: QFont, ink: QColor,
    ) -> int:  # fmt: skip
        """Words with the letters that were typed in the accent's colour; their width."""
        shown = paint.elided(words, font, room.width())
        if not marks:
            return paint.text(painter, room, shown, font, ink)
        theme = self._themes.now
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        # The letters typed are bolder, and so wider, than those that were measured.
        wider = room.adjusted(0, 0, room.width(), 0)
        lit = theme.accent.text
        return paint.text_parts(
            painter, wider,
            [(part, *((strong, lit) if hit else (font, ink))) for part, hit in _runs(shown, marks)],
        )  # fmt: skip


def _runs(words: str, marks: frozenset[int]) -> list[tuple[str, bool]]:
    """The words in parts, each of which was typed or was not."""
    runs: list[tuple[str, bool]] = []
    for at, letter in enumerate(words):
        marked = at in marks
        if runs and runs[-1][1] is marked:
            runs[-1] = (runs[-1][0] + letter, marked)
        else:
            runs.append((letter, marked))
    return runs
