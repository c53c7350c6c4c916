"""A message as it came: its header fields and its text, before anything was made of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.inbox import OriginalMessage
from desktop_app.domain.language import tr
from desktop_app.ui.inbox import words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label


class OriginalView(Dialog):
    """Shows the text; nothing of it is run, fetched or followed.

    Signals:
        save_wanted: write it to a file.
    """

    save_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget, original: OriginalMessage) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Original message"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 640)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Original message"))
        self.text.setPlainText(original.text)
        size = words.size_words(original.size)
        cut = len(original.text) < original.size // 2
        self.size_label = label(
            tr("{size}, of which the beginning is shown", size=size) if cut else size, "small"
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.size_label, 1)
        self.save = Button(ctx.theme, tr("Save as…"), icon="ph.download-simple", size=Size.FIELD)
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(self.save)
        close = Button(ctx.theme, tr("Close"), size=Size.FIELD)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addLayout(row)
