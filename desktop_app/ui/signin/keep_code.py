"""The recovery code, shown this once."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.ui.ops import Fault, Operations
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Check, Look, Size
from desktop_app.ui.widgets.labels import Paragraph, label, set_role

_WORDS = tr(
    "With this code you can set a new password if you ever forget it, without a network and "
    "without mail. It is shown this once. Keep it where you keep papers, or in a password manager."
)


class CodeView(QWidget):
    """The groups of a code in letters of one width.

    It is painted and has no accessible text of its own: a code is not to be had by every program
    that may read the window. Copy, Print and Save are the way for who does not see it.
    """

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.code = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Recovery code. Copy, print or save it with the buttons below."))

    def show_code(self, code: str) -> None:
        self.code = code
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._themes.now.line("title") + 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.card, theme.bg.subtle, theme.border.default)
        font = _mono(theme.font("title").pixelSize())
        groups = self.code.split("-")
        width = paint.text_width(self.code, font)
        if width > self.width() - 24:  # never cut: smaller letters instead
            font = _mono(max(9, font.pixelSize() * (self.width() - 24) // width))
            width = paint.text_width(self.code, font)
        x = (self.width() - width) // 2
        dash = paint.text_width("-", font)
        for group in groups:
            rect = QRect(x, 0, self.width() - x, self.height())
            x += paint.text(painter, rect, group, font, theme.text.primary, elide=False)
            if group is not groups[-1]:
                rect = QRect(x, 0, dash + 1, self.height())
                paint.text(painter, rect, "-", font, theme.text.tertiary, elide=False)
                x += dash


_MONO: dict[int, QFont] = {}


def _mono(pixels: int) -> QFont:
    font = _MONO.get(pixels)
    if font is None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold)
        _MONO[pixels] = font
    return font


class KeepCode(QWidget):
    """Code, ways to keep it, and a box to tick before one goes on.

    Signals:
        kept: the user has it and goes on; the code is forgotten here.
    """

    kept = Signal()

    def __init__(self, themes: Themes, ops: Operations, *, go_on: str = tr("Continue")) -> None:
        super().__init__()
        self._ops = ops
        self._email = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(label(tr("Keep this code"), "display"))
        column.addSpacing(6)
        column.addWidget(Paragraph(themes, _WORDS, ink="text.secondary"))
        column.addSpacing(18)
        self.view = CodeView(themes)
        column.addWidget(self.view)
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy = Button(themes, tr("Copy"), icon="ph.copy")
        self.copy.clicked.connect(self._on_copy)
        self.print = Button(themes, tr("Print"), icon="ph.printer")
        self.print.clicked.connect(self._on_print)
        self.save = Button(themes, tr("Save as file"), icon="ph.download-simple")
        self.save.clicked.connect(self._on_save)
        for button in (self.copy, self.print, self.save):
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addSpacing(6)
        self.word = label("", "small", wrap=True)
        self.word.setMinimumHeight(themes.now.line("small"))
        column.addWidget(self.word)
        column.addSpacing(12)
        self.check = Check(themes, tr("I have kept it"))
        column.addWidget(self.check)
        column.addSpacing(16)
        self.button = Button(themes, go_on, look=Look.PRIMARY, size=Size.LARGE)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setEnabled(False)
        self.check.toggled.connect(self.button.setEnabled)
        self.button.clicked.connect(self._on_kept)
        column.addWidget(self.button)
        column.addStretch()

    def show_code(self, code: str, email: str) -> None:
        """Show a code, whose account has this address."""
        self._email = email
        self.view.show_code(code)
        self.check.setChecked(False)
        self._say("")
        self.copy.setFocus()

    def _on_copy(self) -> None:
        data = QMimeData()
        data.setText(self.view.code)
        # Clipboard managers that know this mark keep no history of it.
        data.setData("x-kde-passwordManagerHint", b"secret")
        QGuiApplication.clipboard().setMimeData(data)
        self._say(tr("Copied. Paste it where you keep such things."))

    def _on_print(self) -> None:
        # Loaded here: few sign up twice, and nobody's start should pay for it.
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setPlainText(self._sheet())
            document.print_(printer)
            self._say(tr("Sent to the printer."))

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the recovery code"), "Outpost recovery code.txt", tr("Text (*.txt)")
        )
        if not name:
            return
        path, sheet = Path(name), self._sheet()
        self._ops.run_query(
            self,
            lambda: write_privately(path, sheet),
            lambda _none: self._say(tr("Saved as {name}.", name=path.name)),
            self._on_error,
        )

    def _sheet(self) -> str:
        return tr(
            "Outpost recovery code of {email}\n\n{code}\n\nWith it a new password can be "
            "set: choose “Forgot password?” where Outpost asks for the password. It works "
            "once; a next code is shown then.\n",
            email=self._email,
            code=self.view.code,
        )

    def _on_kept(self) -> None:
        self.view.show_code("")
        self.kept.emit()

    def _on_error(self, error: Exception) -> None:
        fault = Fault.of(error)
        self._say(f"{fault.title} {fault.advice}".strip(), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        set_role(self.word, "error" if wrong else "small")
        self.word.setText(words)
        announce(self.word, words)


def write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner may read, replacing what was there.

    Raises:
        KnownError: it cannot be written there.
    """
    try:
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise KnownError(
            tr("{name} could not be saved there.", name=path.name), tr("Choose another folder.")
        ) from error
