"""Where the link below the mouse leads, told at the foot of a reader."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.ui.inbox.links import OPENABLE
from desktop_app.ui.theme.mirror import as_painted

_MOST = 160


class LinkTarget(QLabel):
    """Tells where a link really leads, as browsers do: the words of a link may lie."""

    def __init__(self, reader: QWidget) -> None:
        super().__init__(reader)
        self._reader = reader
        self.setObjectName("linkTarget")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def tell(self, address: str) -> None:
        """Show an address; nothing for one that leads nowhere outside."""
        if QUrl(address).scheme().lower() not in OPENABLE:
            self.hide()
            return
        self.setText(address if len(address) < _MOST else address[: _MOST - 3] + "…")
        self.adjustSize()
        corner = QPoint(0, self._reader.height() - self.height())
        self.setGeometry(as_painted(self._reader, QRect(corner, self.size())))
        self.show()
        self.raise_()
