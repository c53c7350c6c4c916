"""A row of widgets that goes on in the next line where it has no more room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme.mirror import as_painted


class Flow(QWidget):
    """Places what it is given one behind the other, line by line.

    Args:
        line: the height of a line.
        above: room above the first one.
        gap: between widgets and between lines.

    Signals:
        height_changed: it needs another height for its width.
    """

    height_changed = Signal(int)

    def __init__(
        self, line: int, gap: int, *, above: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._above = above
        self._line = line
        self._gap = gap
        self._held: list[QWidget] = []
        self._height = line

    @property
    def held(self) -> Sequence[QWidget]:
        return tuple(self._held)

    def put(self, widgets: Sequence[QWidget]) -> None:
        """Show these in their order; those that were held before and are not among them go."""
        gone = [each for each in self._held if each not in widgets]
        self._held = list(widgets)
        before: QWidget | None = None
        for each in widgets:
            if each.parentWidget() is not self:
                each.setParent(self)
            each.installEventFilter(self)
            each.show()
            if before is not None:
                self.setTabOrder(before, each)
            before = each
        for each in gone:
            each.hide()
            each.deleteLater()
        self.place()

    def place(self) -> None:
        """Lay out anew: what is held wants another width."""
        x, y = 0, self._above
        for each in self._held:
            width = min(each.sizeHint().width(), max(self.width(), 1))
            height = min(each.sizeHint().height(), self._line)
            if x and x + width > self.width():
                x, y = 0, y + self._line + self._gap
            box = QRect(x, y + (self._line - height) // 2, width, height)
            each.setGeometry(as_painted(self, box))
            x += width + self._gap
        if y + self._line - self._above != self._height:
            self._height = y + self._line - self._above
            self.updateGeometry()
            self.height_changed.emit(self._height)

    def set_line(self, line: int) -> None:
        """Another height of a line, as the size of text changes."""
        self._line = line
        self.place()

    def sizeHint(self) -> QSize:
        wide = sum(each.sizeHint().width() + self._gap for each in self._held)
        return QSize(max(0, wide - self._gap), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return False
