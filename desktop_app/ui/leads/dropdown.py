"""Small panels that open below a chip or a button, and lists in them to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.floating import Popover
from desktop_app.ui.widgets.hover import follow_mouse

_KEY = Qt.ItemDataRole.UserRole
_MOST_ROWS = 10
_FROM_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Dropdown(Popover):
    """A popover that opens below something; Esc leaves it."""

    def show_below(self, anchor: QRect) -> None:
        """Open below a place of the screen, as far left as needed to be seen whole."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        begin = anchor.right() + 1 - self.width() if self._mirrored else anchor.left()
        x = max(screen.left() + 4, min(begin, screen.right() - self.width() - 4))
        y = anchor.bottom() + 5
        if y + self.height() > screen.bottom():
            y = max(screen.top(), anchor.top() - self.height() - 5)
        self.move(QPoint(x, y))
        self.show()

    def show_below_widget(self, anchor: QWidget) -> None:
        """Open below a widget."""
        self.show_below(QRect(anchor.mapToGlobal(QPoint(0, 0)), anchor.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class PickList(QWidget):
    """Words to choose one from; typing leaves those that have what was typed.

    Args:
        items: (key, words) of each.
        find: what the line to type in is called; "" for a list without one.

    Signals:
        picked: the key of the chosen one.
    """

    picked = Signal(str)

    find: QLineEdit

    def __init__(
        self, themes: Themes, name: str, items: Sequence[tuple[str, str]], *, find: str = ""
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        self.find = QLineEdit()
        self.find.setPlaceholderText(find)
        self.find.setAccessibleName(find)
        self.find.setFixedHeight(themes.now.size.control)
        self.find.textChanged.connect(self._narrow)
        column.addWidget(self.find)
        self.find.setVisible(bool(find))
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = themes.now.size.menu_row
        for key, words in items:
            item = QListWidgetItem(words)
            item.setSizeHint(QSize(0, row))
            item.setData(_KEY, key)
            self.list.addItem(item)
        self.list.itemClicked.connect(self._pick)
        follow_mouse(self.list)
        column.addWidget(self.list)
        self.list.setFixedHeight(min(len(items), _MOST_ROWS) * row)
        self.list.setCurrentRow(0)
        self.setFocusProxy(self.find if find else self.list)
        for each in (self.find, self.list):
            each.installEventFilter(self)

    def choose(self, key: str) -> None:
        """Make one the current one, without picking it."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == key:
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row))

    def keys(self) -> list[str]:
        """Those that are shown."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if not item.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.currentItem())
            return True
        if watched is self.find and event.key() in _FROM_LIST:
            self.list.event(event)
            return True
        return False

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None and not item.isHidden():
            self.picked.emit(str(item.data(_KEY)))

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold().strip()
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = all(part in item.text().casefold() for part in wanted.split())
            item.setHidden(not fits)
            if fits and (first is None or item.text().casefold().startswith(wanted) > first[0]):
                first = (item.text().casefold().startswith(wanted), row)
        self.list.setCurrentRow(-1 if first is None else first[1])
