"""A new password for who forgot theirs: by recovery code, by mail, or by a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.users import SignIn
from desktop_app.ui.ops import Operations
from desktop_app.ui.signin.countdown import Countdown
from desktop_app.ui.signin.new_password import NewPassword
from desktop_app.ui.signin.refusal import tell_refusal
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import Link, Paragraph, label

BY_CODE, BY_MAIL, BY_LINK = "recovery", "mail", "link"
_GAP = 14
_SENTENCES = {
    BY_CODE: tr("The recovery code was shown when the account was made."),
    BY_MAIL: tr("A code goes to your address. It is good for five minutes."),
    BY_LINK: tr("Your team’s web application sends a link to set a new password. Paste it here."),
}
_TITLES = {
    BY_CODE: tr("Recovery code"),
    BY_MAIL: tr("Code from the mail"),
    BY_LINK: tr("Link from the mail"),
}
SIGN_IN_NOW = tr("Your new password is set. Sign in with it.")


class Outcome:
    """What a reset brought: signed in or not, and the next recovery code or none."""

    def __init__(self, email: str, code: str = "", signed: SignIn | None = None) -> None:
        self.email, self.code, self.signed = email, code, signed


class Forgotten(QWidget):
    """One page for all ways.

    Signals:
        done: an :class:`Outcome`.
    """

    done = Signal(object)

    def __init__(self, themes: Themes, ops: Operations, services: Any, *, can_mail: bool) -> None:
        super().__init__()
        self._ops = ops
        self._recovery = services.recovery
        self._signin = services.signin
        self._sent = False
        self.keep = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(label(tr("Set a new password"), "display"))
        column.addSpacing(18)
        ways = [(BY_CODE, tr("Recovery code"), ""), (BY_LINK, tr("Link"), "")]
        if can_mail:
            ways.insert(1, (BY_MAIL, tr("Mail me a code"), ""))
        self.way = Segmented(themes, ways, tall=True)
        self.way.chosen.connect(self._on_way)
        column.addWidget(self.way)
        column.addSpacing(10)
        self.sentence = Paragraph(themes, "", ink="text.secondary")
        column.addWidget(self.sentence)
        column.addSpacing(_GAP)
        self.email = Field(themes, tr("Work email"))
        self.code = Field(themes, _TITLES[BY_CODE])
        self.password = NewPassword(themes)
        self.again = Link(themes, tr("Send again"), font="small")
        self.again.activated.connect(self._send)
        self.code.set_aside(self.again)
        for field in (self.email, self.code, self.password):
            field.layout().setContentsMargins(0, 0, 0, _GAP)
            column.addWidget(field)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addSpacing(6)
        self.button = Button(themes, tr("Set new password"), look=Look.PRIMARY, size=Size.LARGE)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.submit)
        column.addWidget(self.button)
        column.addStretch()
        self.countdown = Countdown(self.button)
        self.countdown.over.connect(lambda: self._say(""))
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.email.edit, self.code.edit, self.password.edit)
        self._enter.submitted.connect(self.submit)
        self._renew()

    def begin(self, email: str, *, keep: bool) -> None:
        """Start anew for an address."""
        self.keep = keep
        self._sent = False
        self.email.edit.setText(email)
        self.clear()
        self._renew()
        self._focus_first()

    def clear(self) -> None:
        """Forget what is secret."""
        self.code.take()
        self.password.take()

    def submit(self) -> None:
        """Send the code first where one is to be sent, else set the password."""
        if not self.button.isEnabled() or not self._check():
            return
        if self._mail_first:
            self._send()
            return
        way, email = self.way.value, self.email.text.strip()
        code, password = self.code.take(), self.password.take()
        recovery, signin, keep = self._recovery, self._signin, self.keep

        def run() -> Outcome:
            if way == BY_LINK:
                recovery.reset_with_token(code, password)
                return Outcome("")
            following = ""
            if way == BY_CODE:
                following = recovery.reset_with_recovery_code(email, code, password)
            else:
                recovery.reset_with_code(email, code, password)
            try:
                signed = signin.sign_in(email, password, keep=keep)
            except KnownError:  # the password stands; they sign in with it when they can
                signed = None
            return Outcome(email, following, signed)

        self._ask(run, self.done.emit)

    @property
    def _mail_first(self) -> bool:
        return self.way.value == BY_MAIL and not self._sent

    def _send(self) -> None:
        email, recovery = self.email.text.strip(), self._recovery
        self._ask(lambda: recovery.send_reset_code(email), lambda _none: self._on_sent(email))

    def _on_sent(self, email: str) -> None:
        self._sent = True
        self._renew()
        self.sentence.set_text(
            tr("If {email} has an account here, a code is on its way.", email=email)
        )
        announce(self.sentence, self.sentence.text)
        self.code.edit.setFocus()

    def _ask(self, run: Callable[[], Any], on_result: Callable[[Any], None]) -> None:
        self._say("")
        self.button.setEnabled(False)

        def did(result: Any) -> None:
            self.button.setEnabled(True)
            on_result(result)

        self._ops.run_query(self, run, did, self._on_error, key="reset")

    def _check(self) -> bool:
        wrong = {
            self.email: ""
            if self.way.value == BY_LINK or "@" in self.email.text
            else tr("An address has an @ in it."),
            self.code: ""
            if self._mail_first or self.code.text.strip()
            else tr("{titles}: nothing is here yet.", titles=_TITLES[self.way.value]),
            self.password: "" if self._mail_first else self.password.fault,
        }
        for field, words in wrong.items():
            field.set_error(words)
        first = next((field for field, words in wrong.items() if words), None)
        if first is not None:
            first.edit.setFocus()
        return first is None

    def _on_error(self, error: Exception) -> None:
        self.button.setEnabled(True)
        tell_refusal(error, field_for=self._field_for, say=self._say, countdown=self.countdown)

    def _field_for(self, name: str) -> Field | None:
        if name == "code":
            return None if self._mail_first else self.code
        return self.password if name == "new_password" else None

    def _on_way(self, _way: str) -> None:
        self.countdown.let_go()
        self.code.take()
        self._sent = False
        self._renew()
        self._focus_first()

    def _focus_first(self) -> None:
        fields = [each for each in (self.email, self.code, self.password) if not each.isHidden()]
        wanted = next((field for field in fields if not field.text), fields[0])
        wanted.edit.setFocus()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self.trouble, words)

    def _renew(self) -> None:
        way, first = self.way.value, self._mail_first
        self.sentence.set_text(_SENTENCES[way])
        self.email.setVisible(way != BY_LINK)
        self.code.set_title(_TITLES[way])
        self.code.setVisible(not first)
        self.password.setVisible(not first)
        self.again.setVisible(way == BY_MAIL and self._sent)
        self.button.set_words(tr("Send the code") if first else tr("Set new password"))
        for field in (self.email, self.code, self.password):
            field.set_error("")
        self._say("")
