"""What stands in the window until the workspace is open, and when it cannot open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.ops import Fault
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Button, Check, Look
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import Paragraph, label
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.states import copy_text

_PATIENCE = 400  # a start quicker than this needs no sentence
_FORM_WIDTH = 320


class Logo(QWidget):
    """The tent, as large as asked."""

    def __init__(self, themes: Themes, side: int) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedSize(side, side)
        self.setAccessibleName("Outpost")

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.logo(painter_on(self), self._themes, QRectF(self.rect()))


class BootPage(QWidget):
    """Logo and, when it takes longer, what is being done; what failed; or what it takes.

    Signals:
        retry_wanted: the user asked to try again.
        sign_out_wanted: another user may have more luck.
        password_given: the database's password, and whether the keyring shall keep it.
        quit_wanted: the user gave up.
    """

    retry_wanted = Signal()
    sign_out_wanted = Signal()
    password_given = Signal(str, bool)
    quit_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = ""
        self._patience = single_shot(self, _PATIENCE, self._tell)
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

    def fail(
        self,
        fault: Fault,
        failed: str = tr("Outpost could not start"),
        *,
        signed_in: bool = False,
    ) -> None:
        """Say what failed, what is safe, and what can be done.

        Args:
            failed: what a bug kept from happening; a known fault says so itself.
            signed_in: somebody is, and can leave.
        """
        title = fault.title if fault.known else failed
        self._begin_trouble(title, fault.advice)
        self._trouble.addSpacing(4)
        self._add_paragraph(tr("Nothing that was saved is lost."))
        self.retry = Button(
            self._themes, tr("Try again"), icon="ph.arrow-clockwise", look=Look.PRIMARY
        )
        self.retry.clicked.connect(self.retry_wanted)
        buttons = [self.retry]
        if signed_in:
            self.sign_out = Button(self._themes, tr("Sign out"))
            self.sign_out.clicked.connect(self.sign_out_wanted)
            buttons.append(self.sign_out)
        if fault.details:
            copy = Button(self._themes, tr("Copy details"), icon="ph.copy", look=Look.GHOST)
            copy.clicked.connect(lambda: copy_text(fault.details))
            buttons.append(copy)
        self._add_buttons(buttons)
        self.retry.setFocus()

    def advise(self, words: str) -> None:
        """Say more about what failed, in place of what was said; buttons and keys stay."""
        self._advice.set_text(words)

    def ask_password(self, title: str, unkept: str) -> None:
        """Ask for the password of a database that is not Outpost's own.

        Args:
            title: which database asks, or did not take what was given.
            unkept: why no keyring can keep it; "" when one can.
        """
        self._begin_trouble(
            title, tr("Leads and mail are in that database; Outpost needs it to open.")
        )
        self._trouble.addSpacing(16)
        form = QWidget()
        form.setFixedWidth(_FORM_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.password = Field(self._themes, tr("Password of the database"), secret=True)
        column.addWidget(self.password)
        self.keep = Check(self._themes, tr("Keep it in the keyring of this computer"))
        self.keep.setChecked(not unkept)
        column.addWidget(self.keep)
        self.keep.setVisible(not unkept)
        self._trouble.addWidget(form, alignment=Qt.AlignmentFlag.AlignHCenter)
        if unkept:
            self._trouble.addSpacing(12)
            self._add_paragraph(unkept, "small")
        self.connect_button = Button(self._themes, tr("Connect"), look=Look.PRIMARY)
        self.connect_button.clicked.connect(self._give_password)
        enter = SubmitOnEnter(form)
        enter.watch(self.password.edit)
        enter.submitted.connect(self._give_password)
        self._add_buttons([self.connect_button])
        self.password.edit.setFocus()

    def _give_password(self) -> None:
        if not (password := self.password.text):
            self.password.set_error(tr("A password is needed."))
            return
        self.password.edit.clear()
        self.password_given.emit(password, self.keep.isChecked())

    def _begin_trouble(self, title: str, advice: str) -> None:
        self._patience.stop()
        self._clear()
        self.sentence.hide()
        center = Qt.AlignmentFlag.AlignHCenter
        self._trouble.addWidget(label(title, "emptyTitle"), alignment=center)
        self._trouble.addSpacing(6)
        self._advice = self._add_paragraph(advice)

    def _add_paragraph(self, words: str, font: str = "body") -> Paragraph:
        paragraph = Paragraph(
            self._themes, words, font=font, ink="text.secondary", width=420, centred=True
        )
        self._trouble.addWidget(paragraph, alignment=Qt.AlignmentFlag.AlignHCenter)
        return paragraph

    def _add_buttons(self, buttons: Sequence[Button]) -> None:
        """What can be done, and quitting."""
        self.close_button = close = Button(self._themes, tr("Quit"))
        close.clicked.connect(self.quit_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for button in (*buttons, close):
            row.addWidget(button)
        row.addStretch()
        self._trouble.addSpacing(18)
        self._trouble.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._trouble.count():
            self._patience.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._themes.now.bg.canvas)

    def _tell(self) -> None:
        self.sentence.setText(self._words)

    def _clear(self) -> None:
        clear(self._trouble)
