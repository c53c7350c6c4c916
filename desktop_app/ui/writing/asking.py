"""Asks for something to be written; before anything leaves for a host for the first time, it is
shown, byte for byte, and asked about."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.writing import Leaving
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Paragraph, label

_WIDTH = 560


def ask_for(
    ctx: Context,
    owner: QWidget,
    leaving: Callable[[], Leaving | None],
    want: Callable[[], UUID],
    begun: Callable[[UUID], None],
    failed: Callable[[Exception], None],
    given_up: Callable[[], None] = lambda: None,
) -> None:
    """Ask for something; the user first sees what would leave, where they have not yet.

    Args:
        leaving: what would leave, asked in the background.
        want: asks for it, in the background.
        begun: called with its id once it is asked for.
        failed: called with why it cannot be.
        given_up: called where the user does not agree.
    """

    def start(before: Callable[[], object] = lambda: None) -> None:
        def run() -> tuple[UUID, Changes]:
            before()
            return want(), Changes(Kind.WRITING)

        ctx.ops.run_command(owner, run, lambda done: begun(done[0]), failed)

    def look(found: Leaving | None) -> None:
        if found is None:
            start()
            return
        agree, host = ctx.services.writing.agree, found.host
        dialog = LeavingDialog(ctx.theme, owner.window(), found)
        dialog.accepted.connect(lambda: start(lambda: agree(host)))
        dialog.rejected.connect(given_up)
        dialog.open()

    ctx.ops.run_query(owner, leaving, look, failed)


class LeavingDialog(Dialog):
    """What would leave this computer, and whether it may."""

    def __init__(self, themes: Themes, parent: QWidget, leaving: Leaving) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What would leave this computer"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(tr("Send this to {host}?", host=leaving.host), "title", wrap=True))
        size = tr("{bytes} bytes", bytes=numeral(leaving.bytes))
        said = (
            tr(
                "So that a model there can write for you, these {size} would leave this "
                "computer, and the like each time you ask for something. ",
                size=size,
            )
            if leaving.purpose is not None
            else tr(
                "Mail of your leads would go there by itself as it comes: now these {size}, "
                "for instance, and the like for each message, without you asking for it. ",
                size=size,
            )
        )
        said += tr(
            "This is asked once for this host; what leaves is kept under Settings, AI provider."
        )
        column.addWidget(Paragraph(themes, said, ink="text.secondary", width=_WIDTH - 48))
        column.addSpacing(6)
        self.text = exact_text(leaving.text, tr("The {size} that would leave", size=size))
        column.addWidget(self.text, 1)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.no = Button(themes, tr("Do not send"), size=Size.FIELD)
        self.no.clicked.connect(self.reject)
        row.addWidget(self.no)
        self.yes = Button(themes, tr("Send to this host"), look=Look.PRIMARY, size=Size.FIELD)
        self.yes.clicked.connect(self.accept)
        row.addWidget(self.yes)
        column.addLayout(row)
        self.resize(_WIDTH, 480)
        self.no.setFocus()


def exact_text(text: str, name: str) -> QPlainTextEdit:
    """A text just as it is, to be read and copied; never markup."""
    made = QPlainTextEdit()
    made.setProperty("field", True)
    made.setAccessibleName(name)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(12)
    made.setFont(font)
    made.setPlainText(text)
    return made
