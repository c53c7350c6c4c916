"""Templates as rows: each category's heading, and below it its templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.domain.language import tr
from desktop_app.domain.template_tokens import TokenKind, find_tokens
from desktop_app.domain.templates import Template
from desktop_app.ui.templates.words import NO_CATEGORY, TONE_WORDS, spoken
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import turned_rows
from desktop_app.ui.widgets import paint

RowRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_SIDE = 8  # px between a row's ground and the pane
_PAD = 8
_WIDEST = 112  # px of the word at the right


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a category."""

    title: str


ListRow = Heading | Template


def rows_of(templates: Sequence[Template]) -> tuple[ListRow, ...]:
    """Templates, which come by category, with the headings between them."""
    rows: list[ListRow] = []
    category: str | None = None
    for each in templates:
        if each.category != category:
            category = each.category
            rows.append(Heading(category or NO_CATEGORY))
        rows.append(each)
    return tuple(rows)


class TemplateListModel(QAbstractListModel):
    """Headings and templates."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ListRow, ...] = ()

    def put(self, templates: Sequence[Template]) -> bool:
        """Show these; whether the rows are others than before. Where the same templates stand in
        the same places, only what they say changes."""
        rows = rows_of(templates)
        if rows == self.rows:
            return False
        if [_identity(row) for row in rows] == [_identity(row) for row in self.rows]:
            before, self.rows = self.rows, rows
            for at, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def row_of(self, template_id: UUID | None) -> int:
        """The row of a template, or -1."""
        for at, row in enumerate(self.rows):
            if isinstance(row, Template) and row.id == template_id:
                return at
        return -1

    def templates(self) -> tuple[Template, ...]:
        return tuple(row for row in self.rows if isinstance(row, Template))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, Heading) else row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.title if isinstance(row, Heading) else spoken(row)
        return None


def _identity(row: ListRow) -> object:
    return row.title if isinstance(row, Heading) else row.id


class TemplateDelegate(QStyledItemDelegate):
    """Paints a row: name, star and tone, and below them the subject with its fields tinted."""

    def __init__(self, themes: Themes, view: QListView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = self._themes.now.size
        if isinstance(index.data(RowRole), Heading):
            return QSize(120, size.group_header - (8 if index.row() == 0 else 6))
        return QSize(120, size.template_row)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(RowRole)
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, option.rect, row)
        else:
            self._paint_template(painter, option.rect, row, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRect, row: Heading) -> None:
        theme = self._themes.now
        line = theme.line("caption")
        at = QRect(box.left() + _SIDE + _PAD, box.bottom() - line - 3, 0, line)
        at.setRight(box.right() - _SIDE - _PAD)
        paint.text(painter, at, row.title, theme.font("caption"), theme.text.secondary)

    def _paint_template(self, painter: QPainter, box: QRect, row: Template, index: _Index) -> None:
        theme, view = self._themes.now, self._view
        ground = box.adjusted(_SIDE, 0, -_SIDE, 0)
        current = index == view.currentIndex()
        if current or index.row() == view.property("hovered"):
            color = theme.bg.hover
            if current:
                color = theme.bg.selected
            paint.ground(painter, theme, ground, theme.radius.control, color)
        if current and view.property("byKeyboard") and view.hasFocus():
            ring = QRectF(ground).adjusted(1, 1, -1, -1)
            paint.outlined(painter, ring, theme.radius.control, None, theme.focus.ring, 2)
        body, small = theme.line("body"), theme.line("small")
        top = box.top() + (box.height() - body - small) // 2
        left, right = ground.left() + _PAD, ground.right() - _PAD
        said = TONE_WORDS[row.tone] if row.mine else row.owner
        tone_font = theme.font("small")
        width = min(paint.text_width(said, tone_font) + 2, _WIDEST)
        tone = QRect(right - width + 2, top, width, body)
        paint.text(painter, tone, said, tone_font, theme.text.tertiary)
        room = QRect(left, top, tone.left() - 8 - left, body)
        if row.is_default:
            room.setRight(room.right() - 20)
        used = paint.text(painter, room, row.name, theme.font("bodyStrong"), theme.text.primary)
        if row.is_default:
            ink = theme.semantic.warning.solid
            y = top + body // 2 - 7
            self._themes.draw_glyph(painter, left + used + 6, y, 14, "ph.star-fill", ink)
        line = QRect(left, top + body, right - left, small)
        self._paint_subject(painter, line, row.text.subject or tr("No subject"))

    def _paint_subject(self, painter: QPainter, line: QRect, subject: str) -> None:
        theme = self._themes.now
        font: QFont = theme.font("small")
        inks = {True: theme.merge.fg, False: theme.text.tertiary}
        parts = [(words, font, inks[is_field]) for words, is_field in pieces(subject)]
        paint.text_parts(painter, line, parts)


def pieces(subject: str) -> tuple[tuple[str, bool], ...]:
    """A subject in pieces: words, and the names of fields (True)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for token in find_tokens(subject[:300]):
        if token.kind is TokenKind.TAG:
            name = ""
        elif token.kind is TokenKind.FIELD and token.name:
            name = token.name
        else:
            continue
        if token.start > at:
            found.append((subject[at : token.start], False))
        if name:
            found.append((name, True))
        at = token.end
    if subject[at:300]:
        found.append((subject[at:300], False))
    return tuple(found)
