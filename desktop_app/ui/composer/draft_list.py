"""The box of drafts: every mail that is being written, the one changed last at the top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import DraftRow, How
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.inbox.words import list_time
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.labels import label
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.scroll import float_scroll_bar
from desktop_app.ui.widgets.states import EmptyState, fault_page

DraftRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_LEFT = 68
_RIGHT = 14
_FACE = 32
_GLYPHS = {
    How.REPLY: "ph.arrow-bend-up-left",
    How.REPLY_ALL: "ph.arrow-bend-double-up-left",
    How.FORWARD: "ph.arrow-bend-up-right",
}


def whom(row: DraftRow) -> str:
    """Who a draft is for."""
    return ", ".join(row.to) or tr("Nobody yet")


class DraftModel(QAbstractListModel):
    """Open drafts."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DraftRow, ...] = ()

    def put(self, rows: Sequence[DraftRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == DraftRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.subject or tr("(no subject)")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                (
                    tr("Draft to {whom}", whom=whom(row)),
                    row.subject or tr("no subject"),
                    row.snippet,
                )
            )
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, ctx: Context, view: QListView) -> None:
        super().__init__(view)
        self._ctx = ctx
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._ctx.theme.now.size.row_conversation)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        themes, row, box = self._ctx.theme, index.data(DraftRole), option.rect
        theme = themes.now
        painter.save()
        if index == self._view.currentIndex():
            focus = self._view.hasFocus()
            paint.ground(
                painter, theme, box, 0, theme.bg.selected if focus else theme.bg.selected_inactive
            )
            painter.fillRect(box.left(), box.top(), 2, box.height(), theme.accent.solid)
        body, small = theme.line("body"), theme.line("small")
        top = box.top() + (box.height() - 2 * body - small) // 2 + 2
        face = QRect(28, box.top() + 10, _FACE, _FACE)
        paint.avatar(painter, themes, face, row.to[0] if row.to else "?")
        room = box.right() - _RIGHT - _LEFT + 1
        when = list_time(row.changed_at, self._ctx.clock(), self._ctx.zone)
        font = theme.font("small", tabular=True)
        width = paint.text_width(when, font)
        line = QRect(_LEFT + room - width, top, width, body)
        paint.text(painter, line, when, font, theme.text.tertiary, elide=False)
        line = QRect(_LEFT, top, room - width - 8, body)
        paint.text(painter, line, whom(row), theme.font("bodyStrong"), theme.text.primary)
        line = QRect(_LEFT, top + body, room, body)
        if row.files:
            glyph = theme.text.tertiary
            y = line.center().y() - 6
            themes.draw_glyph(painter, line.right() - 13, y, 14, "ph.paperclip", glyph)
            line.setRight(line.right() - 20)
        if row.how in _GLYPHS:
            y = line.center().y() - 6
            themes.draw_glyph(painter, _LEFT, y, 14, _GLYPHS[row.how], theme.text.tertiary)
            line.setLeft(_LEFT + 20)
        paint.text(
            painter, line, row.subject or tr("(no subject)"), theme.font(), theme.text.primary
        )
        line = QRect(_LEFT, top + 2 * body - 1, room, small)
        paint.text(painter, line, row.snippet, theme.font("small"), theme.text.secondary)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.border.subtle)
        painter.restore()


class _View(QListView):
    """Signals: entered_row: Enter was pressed."""

    wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class DraftList(QWidget):
    """Lists open drafts.

    Signals:
        opened: a :class:`DraftRow`, by click or Enter.
    """

    opened = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.model = DraftModel()
        self.view = _View()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Painter(ctx, self.view))
        self.view.setAccessibleName(tr("Drafts"))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setProperty("ground", "canvas")
        float_scroll_bar(self.view)
        self.view.clicked.connect(lambda index: self.opened.emit(index.data(DraftRole)))
        self.view.wanted.connect(self._open_current)
        head = Header(ctx, left=16, right=12)
        head.row.addWidget(label(tr("Drafts"), "title"))
        head.row.addStretch()
        self._pages = Pages(self.view)
        self._pages.show_page(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages, 1)
        self.setProperty("ground", "canvas")
        self.setFocusProxy(self.view)
        ctx.theme.changed.connect(self.view.doItemsLayout)

    def load(self) -> None:
        """Read the drafts; the current one stays current."""
        drafts = self._ctx.services.drafts
        self._ctx.ops.run_query(
            self, drafts.open_drafts, self._on_rows, self._on_failed, key="drafts"
        )

    def _on_rows(self, rows: Sequence[DraftRow]) -> None:
        index = self.view.currentIndex()
        held = index.data(DraftRole).id if index.isValid() else None
        self.model.put(rows)
        if not rows:
            self._pages.show_passing(
                EmptyState(
                    self._ctx.theme, "ph.pencil-simple", tr("No drafts"),
                    tr("What you begin to write is kept here until it is sent."),
                )
            )  # fmt: skip
            return
        ids = [row.id for row in rows]
        self.view.setCurrentIndex(self.model.index(ids.index(held) if held in ids else 0, 0))
        self._pages.show_page(self.view)

    def _on_failed(self, error: Exception) -> None:
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.load))

    def _open_current(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.opened.emit(index.data(DraftRole))
