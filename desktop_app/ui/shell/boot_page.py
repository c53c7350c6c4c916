"""What stands in the window until the workspace is open, and when it cannot open."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.ui.ops import Fault
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.states import copy_text

_PATIENCE = 400  # a start quicker than this needs no sentence


class Logo(QWidget):
    """The tent, as large as asked."""

    def __init__(self, themes: Themes, side: int) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedSize(side, side)
        self.setAccessibleName("Outpost")

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.logo(QPainter(self), self._themes, QRectF(self.rect()))


class BootPage(QWidget):
    """Logo and, when it takes longer, what is being done; or what failed.

    Signals:
        retry_wanted: the user asked to try again.
        quit_wanted: the user gave up.
    """

    retry_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._tell)
        center = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(4)
        column.addWidget(Logo(themes, 44), alignment=center)
        column.addSpacing(16)
        self.sentence = label("", "secondary")
        self.sentence.setMinimumHeight(themes.now.line("body"))
        column.addWidget(self.sentence, alignment=center)
        self._trouble = QVBoxLayout()
        self._trouble.setSpacing(0)
        column.addLayout(self._trouble)
        column.addStretch(5)

    def say(self, words: str) -> None:
        """What is being done; shown once the start has taken a moment."""
        self._words = words
        if not self._patience.isActive():
            self._tell()

    def start(self) -> None:
        """Forget an earlier failure and wait."""
        self._clear()
        self._words = ""
        self.sentence.setText("")
        self.sentence.show()
        self._patience.start()

    def fail(self, fault: Fault) -> None:
        """Say what failed, what is safe, and what can be done."""
        self._patience.stop()
        self._clear()
        self.sentence.hide()
        center, themes = Qt.AlignmentFlag.AlignHCenter, self._themes
        title = fault.title if fault.known else "Outpost could not start"
        self._trouble.addWidget(label(title, "emptyTitle"), alignment=center)
        self._trouble.addSpacing(6)
        advice = Paragraph(themes, fault.advice, ink="text.secondary", width=420, centred=True)
        self._trouble.addWidget(advice, alignment=center)
        self._trouble.addSpacing(4)
        calm = "Your leads and mail are safe on this computer."
        safe = Paragraph(themes, calm, ink="text.secondary", width=420, centred=True)
        self._trouble.addWidget(safe, alignment=center)
        self._trouble.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.retry = Button(self._themes, "Try again", icon="ph.arrow-clockwise", look=Look.PRIMARY)
        self.retry.clicked.connect(self.retry_wanted)
        row.addWidget(self.retry)
        if fault.details:
            copy = Button(self._themes, "Copy details", icon="ph.copy", look=Look.GHOST)
            copy.clicked.connect(lambda: copy_text(fault.details))
            row.addWidget(copy)
        close = Button(self._themes, "Quit")
        close.clicked.connect(self.quit_wanted)
        row.addWidget(close)
        row.addStretch()
        self._trouble.addLayout(row)
        self.retry.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._trouble.count():
            self._patience.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._themes.now.bg.canvas)

    def _tell(self) -> None:
        self.sentence.setText(self._words)

    def _clear(self) -> None:
        _empty(self._trouble)


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            _empty(item.layout())
