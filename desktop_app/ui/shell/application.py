"""The application as macOS wants it: files and links come as events there, not as arguments."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Hears what the desktop hands over, to a program that it starts for it and to one that runs.

    Signals:
        handed: the absolute path of a file, or a link of the scheme mailto.
    """

    handed = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            link = event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)
            self.handed.emit(event.file() or link)
            return True
        return super().event(event)
