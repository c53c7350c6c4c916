"""The dialog that leads leads into a sequence, and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sequences import Enrolled, LeadSequence
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.leads.words import leads_words
from desktop_app.ui.ops import Fault
from desktop_app.ui.sequences.words import enrolled_words
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Size
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label


def show_enrol(ctx: Context, parent: QWidget, chosen: Chosen) -> None:
    """Read the sequences, and open the dialog for these leads over ``parent``."""

    def show(found: Sequence[LeadSequence]) -> None:
        EnrolDialog(ctx, parent.window(), found, chosen).open()

    ctx.ops.run_query(parent, ctx.services.sequences.list, show, key="enrol")


class EnrolDialog(Dialog):
    """Which sequence, and then who is in it now and who could not be.

    It closes by itself where everybody is in; the toast with its Undo says so.

    Args:
        sequences: what there is to choose from; those without a step cannot be.
        chosen: the leads, resolved in the background.
    """

    def __init__(
        self, ctx: Context, parent: QWidget, sequences: Sequence[LeadSequence], chosen: Chosen
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._chosen = chosen
        self._sequences = tuple(each for each in sequences if each.text.steps)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Add to a sequence"))
        self.setModal(True)
        self.setFixedWidth(420)
        themes = ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(
            label(
                tr("Add {leads_words} to a sequence", leads_words=leads_words(chosen.count)),
                "title",
            )
        )
        self.choice = Choice(themes, tr("Sequence"))
        self.choice.addItems([each.text.name for each in self._sequences])
        column.addWidget(self.choice)
        self.said = label("", "secondary", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.close_button = Button(themes, tr("Cancel"), size=Size.FIELD)
        self.close_button.clicked.connect(self.reject)
        row.addWidget(self.close_button)
        self.go = Button(themes, tr("Add to the sequence"), look=Look.PRIMARY, size=Size.FIELD)
        self.go.clicked.connect(self.enrol)
        row.addWidget(self.go)
        column.addLayout(row)
        if not self._sequences:
            self._offer_to_make(bool(sequences))
        self.choice.setFocus()

    def enrol(self) -> None:
        """Lead them through the sequence that is chosen."""
        if not self.go.isEnabled():
            return
        service, chosen = self._ctx.services.sequences, self._chosen
        wanted = self._sequences[self.choice.currentIndex()].id
        self.go.setEnabled(False)
        self.choice.setEnabled(False)
        self._ctx.ops.run_command(
            self,
            lambda: service.enrol(wanted, list(chosen.resolve())),
            self._on_enrolled,
            self._on_failed,
        )

    def _on_enrolled(self, result: tuple[Enrolled, Changes]) -> None:
        enrolled = result[0]
        if not enrolled.refused:
            self.accept()
            return
        self.choice.hide()
        self.trouble.hide()
        self.go.hide()
        words = "\n".join(enrolled_words(enrolled))
        self.said.setText(words)
        self.said.show()
        announce(self.said, words)
        self.close_button.set_words(tr("Close"))
        self.close_button.setFocus()
        self.adjustSize()

    def _on_failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self.choice.setEnabled(True)
        if not isinstance(error, KnownError):
            self._ctx.notices.error(Fault.of(error))
        fault = Fault.of(error)
        self.trouble.setText(f"{fault.title} {fault.advice}".strip())
        self.trouble.show()
        self.adjustSize()

    def _offer_to_make(self, there_are_some: bool) -> None:
        self.choice.hide()
        self.said.setText(
            tr("No sequence has a step yet.") if there_are_some else tr("There is no sequence yet.")
        )
        self.said.show()
        self.go.set_words(tr("Show sequences"))
        self.go.clicked.disconnect(self.enrol)

        def show() -> None:
            self.accept()
            self._ctx.show_screen("sequences")

        self.go.clicked.connect(show)
