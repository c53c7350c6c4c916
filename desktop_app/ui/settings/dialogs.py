"""What the settings ask before they act: passwords, codes, and the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.language import tr
from desktop_app.domain.users import Provider, User
from desktop_app.ui.shell.context import Context
from desktop_app.ui.signin.browser import BrowserFlow, BrowserPage
from desktop_app.ui.signin.countdown import Countdown
from desktop_app.ui.signin.keep_code import KeepCode
from desktop_app.ui.signin.new_password import NewPassword
from desktop_app.ui.signin.refusal import tell_refusal
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Check, Look, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import Link, Paragraph, label
from desktop_app.ui.widgets.layouts import clear

_WIDTH = 440
_F = TypeVar("_F", bound=Field)


class FormDialog(Dialog):
    """A title, fields, and two buttons; stays open and says why when it cannot be done."""

    def __init__(self, ctx: Context, parent: QWidget, title: str, sentence: str, yes: str) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(14)
        self._column.addWidget(label(title, "title"))
        self.sentence: Paragraph | None = None
        if sentence:
            self._column.insertSpacing(1, -10)
            self.sentence = Paragraph(ctx.theme, sentence, ink="text.secondary", width=_WIDTH - 48)
            self._column.addWidget(self.sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        self._column.addLayout(self.body)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.cancel = Button(ctx.theme, tr("Cancel"), size=Size.FIELD)
        self.cancel.clicked.connect(self.reject)
        row.addWidget(self.cancel)
        self.yes = Button(ctx.theme, yes, look=Look.PRIMARY, size=Size.FIELD)
        self.yes.clicked.connect(self.submit)
        row.addWidget(self.yes)
        self._column.addLayout(row)
        self.countdown = Countdown(self.yes)
        self.countdown.over.connect(lambda: self._say(""))
        self._enter = SubmitOnEnter(self)
        self._enter.submitted.connect(self.submit)

    def add(self, field: _F) -> _F:
        self.body.addWidget(field)
        self._enter.watch(field.edit)
        return field

    def submit(self) -> None:
        """What the button and Enter do; every dialog says for itself."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Words that wrap know their height only now that they know their width.
        self.adjustSize()

    def ask(self, run: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        """Do it in the background as a command; faults come to ``self.on_fault``."""
        self._say("")
        self.yes.setEnabled(False)
        self._ctx.ops.run_command(self, run, on_done, self._on_error)

    def field_for(self, name: str) -> Field | None:
        """The field of that name (:attr:`KnownError.field`), None for none of them."""
        return None

    def _on_error(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        tell_refusal(error, field_for=self.field_for, say=self._say, countdown=self.countdown)

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self, words)


class ChangePassword(FormDialog):
    """The present password, a new one, and whether other devices are signed out."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(ctx, parent, tr("Change password"), "", tr("Change password"))
        self.old = self.add(Field(ctx.theme, tr("Present password"), secret=True))
        self.new = self.add(NewPassword(ctx.theme))
        self.others = Check(ctx.theme, tr("Sign out my other devices"))
        self.others.setChecked(True)
        self.body.addWidget(self.others)
        self.old.edit.setFocus()

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        self.old.set_error("" if self.old.text else tr("The present password is needed."))
        self.new.set_error(self.new.fault)
        wrong = next((each for each in (self.old, self.new) if each.error), None)
        if wrong is not None:
            wrong.edit.setFocus()
            return
        old, new, others = self.old.take(), self.new.take(), self.others.isChecked()
        profile = self._ctx.services.profile
        self.ask(
            lambda: profile.change_password(old, new, sign_out_others=others),
            lambda _changes: self.accept(),
        )

    def field_for(self, name: str) -> Field | None:
        return {"new_password": self.new, "password": self.old}.get(name)


class NewRecoveryCode(FormDialog):
    """The password for a new recovery code, which is then shown once."""

    def __init__(self, ctx: Context, parent: QWidget, *, had_one: bool) -> None:
        before = tr(" The one before stops working.") if had_one else ""
        sentence = tr(
            "With the code a new password can be set when it is forgotten.{before}", before=before
        )
        super().__init__(ctx, parent, tr("New recovery code"), sentence, tr("Make a code"))
        self.password = self.add(Field(ctx.theme, tr("Password"), secret=True))
        self.password.edit.setFocus()
        self.keep: KeepCode | None = None

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        if not self.password.text:
            self.password.set_error(tr("The password is needed."))
            self.password.edit.setFocus()
            return
        password, profile = self.password.take(), self._ctx.services.profile
        self._say("")
        self.yes.setEnabled(False)
        self._ctx.ops.run_query(
            self, lambda: profile.new_recovery_code(password), self._on_code, self._on_error
        )

    def field_for(self, name: str) -> Field | None:
        return self.password if name == "password" else None

    def reject(self) -> None:
        # The code before has stopped working: closing now would leave none at all.
        if self.keep is None or self.keep.check.isChecked():
            super().reject()

    def _on_code(self, code: str) -> None:
        self._ctx.bus.tell(Changes(Kind.USERS))
        clear(self._column)
        self.keep = KeepCode(self._ctx.theme, self._ctx.ops, go_on=tr("Done"))
        self.keep.kept.connect(self.accept)
        self._column.addWidget(self.keep)
        self.keep.show_code(code, self._ctx.services.user.email)
        self.adjustSize()


class VerifyAddress(FormDialog):
    """The code that proves an address; pasted ones are taken with whatever stands around them."""

    def __init__(self, ctx: Context, parent: QWidget, *, can_mail: bool) -> None:
        self._email = ctx.services.user.email
        sentence = (
            tr("A code of six digits goes to {email}.", email=self._email)
            if can_mail
            else tr(
                "Your team’s web application can send a code to {email}. Enter it here.",
                email=self._email,
            )
        )
        super().__init__(ctx, parent, tr("Confirm your address"), sentence, tr("Confirm"))
        self.code = self.add(Field(ctx.theme, tr("Code"), placeholder=tr("six digits")))
        self.code.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.send = Link(ctx.theme, tr("Send a code"), font="small")
        self.send.activated.connect(self._on_send)
        self.code.set_aside(self.send)
        self.send.setVisible(can_mail)
        self.code.edit.setFocus()

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        code = "".join(letter for letter in self.code.text if letter.isdecimal())
        if not code:
            self.code.set_error(tr("Six digits from the mail."))
            self.code.edit.setFocus()
            return
        self.code.take()
        recovery, email = self._ctx.entrance.recovery, self._email

        def run() -> Changes:
            recovery.verify(email, code)
            return Changes(Kind.USERS, tr("Address confirmed"))

        self.ask(run, lambda _changes: self.accept())

    def field_for(self, name: str) -> Field | None:
        return self.code if name == "code" else None

    def _on_send(self) -> None:
        recovery, email = self._ctx.entrance.recovery, self._email
        self._ctx.ops.run_query(
            self,
            lambda: recovery.send_verification_code(email),
            lambda _none: self._on_sent(),
            self._on_error,
            key="send",
        )

    def _on_sent(self) -> None:
        self.send.set_text(tr("Send again"))
        self.code.set_hint(tr("Sent. The code is good for five minutes."))
        self.code.edit.setFocus()


class Connect(Dialog):
    """The wait for the browser while an account of a provider is linked.

    Signals:
        linked: it is.
    """

    linked = Signal()

    def __init__(self, ctx: Context, parent: QWidget, provider: Provider, user: User) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Connect {title}", title=provider.title))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedSize(_WIDTH, 300)
        give_back = ctx.entrance.signin.give_back
        flow = BrowserFlow(ctx.ops, ctx.bus, ctx.entrance.oauth, unwanted=give_back, parent=self)
        self.page = BrowserPage(ctx.theme, flow)
        self.page.left.connect(self.reject)
        self.page.done.connect(self._on_done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        holder = QStackedWidget()
        holder.addWidget(self.page)
        column.addWidget(holder)
        self.page.start(provider, keep=True, link_to=user)

    def done(self, result: int) -> None:
        self.page.flow.cancel()
        super().done(result)

    def _on_done(self, _session: object) -> None:
        self.linked.emit()
        self.accept()
