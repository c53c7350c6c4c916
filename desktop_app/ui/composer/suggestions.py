"""Whom somebody could mean, below the line they type in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.address_completion import Candidate
from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, turned_rows
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.found_model import FoundModel, FoundRole
from desktop_app.ui.widgets.hover import follow_mouse

_Index = QModelIndex | QPersistentModelIndex
_WIDTH = 420
_FACE = 20


def candidate_model() -> FoundModel[Candidate]:
    """Who could be meant."""
    return FoundModel(
        lambda each: str(each.person), lambda each: (each.name, each.company, each.address)
    )


class _Painter(QStyledItemDelegate):
    def __init__(self, themes: Themes, view: QWidget) -> None:
        super().__init__(view)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH, self._themes.now.size.control + 4)

    @turned_rows
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, each, box = self._themes.now, index.data(FoundRole), option.rect
        view = self.parent()
        painter.save()
        if index == view.currentIndex():
            paint.ground(painter, theme, box, 0, theme.bg.selected)
        face = QRect(box.left() + 10, box.center().y() - _FACE // 2 + 1, _FACE, _FACE)
        paint.avatar(painter, self._themes, face, each.title, None)
        x = face.right() + 9
        rest = QRect(x, box.top(), box.right() - 10 - x, box.height())
        used = paint.text(painter, rest, each.title, theme.font("body", 500), theme.text.primary)
        rest.setLeft(x + used + 8)
        if each.detail and rest.width() > 40:
            paint.text(painter, rest, each.detail, theme.font("small"), theme.text.tertiary)
        painter.restore()


class Suggestions(QListView):
    """A list that never takes the keyboard away from the line it helps.

    Signals:
        chosen: a :class:`Candidate`.
    """

    chosen = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("popup", True)
        self.setAccessibleName(tr("Suggestions"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found = candidate_model()
        self.setModel(self._found)
        self.setItemDelegate(_Painter(themes, self))
        follow_mouse(self)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(FoundRole)))

    def offer(self, found: Sequence[Candidate], below: QWidget) -> None:
        """Show these below a widget, the first one chosen; none: hide."""
        if not found:
            self.hide()
            return
        self._found.put(found)
        self.setCurrentIndex(self._found.index(0, 0))
        row = self._themes.now.size.control + 4
        self.resize(_WIDTH, row * len(found) + 6)
        screen = below.screen().availableGeometry()
        box = as_painted(below, QRect(0, 0, self.width(), 1))
        place = below.mapToGlobal(QPoint(box.left(), below.height() + 4))
        if place.y() + self.height() > screen.bottom():
            place.setY(below.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()

    def step(self, by: int) -> None:
        """Up and down, around the ends."""
        count = self._found.rowCount()
        if count:
            at = (self.currentIndex().row() + by) % count
            self.setCurrentIndex(self._found.index(at, 0))

    def take(self) -> bool:
        """Choose the current one; whether there was one to be seen."""
        if not self.isVisible() or not self.currentIndex().isValid():
            return False
        self.chosen.emit(self.currentIndex().data(FoundRole))
        return True
