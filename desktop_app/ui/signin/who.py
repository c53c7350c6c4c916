"""The first step: make an account on this computer, or sign in to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.users import SignIn, User
from desktop_app.ui.ops import Fault, Operations
from desktop_app.ui.shell.boot_page import Logo
from desktop_app.ui.signin.strength import MINIMUM, strength
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import Paragraph, label, set_role

CREATE, SIGN_IN = "create", "sign_in"
_HINT = f"At least {MINIMUM} characters. A few words in a row work well."


class Who(QWidget):
    """The form.

    Signals:
        entered: the :class:`SignIn`, and whether the account was made just now.
        onward: the user came back to this step and goes on.
    """

    entered = Signal(object, bool)
    onward = Signal()

    def __init__(
        self, themes: Themes, ops: Operations, signin: object, people: Sequence[User]
    ) -> None:
        super().__init__()
        self._ops = ops
        self._signin = signin
        self._session: SignIn | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        center = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        column.addWidget(Logo(themes, 44), alignment=center)
        column.addSpacing(14)
        column.addWidget(label("Welcome to Outpost", "display"), alignment=center)
        column.addSpacing(4)
        words = Paragraph(
            themes,
            "Your leads and mail stay on this computer\nand work without a connection.",
            ink="text.secondary",
            width=300,
            centred=True,
        )
        column.addWidget(words, alignment=center)
        column.addSpacing(20)
        self.choice = Segmented(
            themes, [(CREATE, "Create account", ""), (SIGN_IN, "Sign in", "")], tall=True
        )
        self.choice.chosen.connect(self._renew)
        column.addWidget(self.choice)
        column.addSpacing(15)
        self.name = Field(themes, "Full name")
        self.email = Field(themes, "Work email")
        self.password = Field(themes, "Password", hint=_HINT, secret=True)
        self.password.edit.textChanged.connect(self._show_strength)
        self._name_gap = QWidget()
        self._name_gap.setFixedHeight(14)
        column.addWidget(self.name)
        column.addWidget(self._name_gap)
        column.addWidget(self.email)
        column.addSpacing(14)
        column.addWidget(self.password)
        column.addSpacing(14)
        self.keep = Check(themes, "Keep me signed in on this computer")
        self.keep.setChecked(True)
        column.addWidget(self.keep)
        self.note = label("", "small", wrap=True)
        self.note.setVisible(False)
        column.addSpacing(6)
        column.addWidget(self.note)
        self.trouble = label("", "error", wrap=True)
        self.trouble.setVisible(False)
        column.addWidget(self.trouble)
        column.addSpacing(12)
        self.button = Button(themes, "Create account", look=Look.PRIMARY, size=Size.LARGE)
        self.button.setSizePolicy(
            self.choice.sizePolicy().horizontalPolicy(), self.button.sizePolicy().verticalPolicy()
        )
        self.button.clicked.connect(self.submit)
        column.addWidget(self.button)
        column.addStretch()
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.name.edit, self.email.edit, self.password.edit)
        self._enter.submitted.connect(self.submit)
        self._say_secrets_note()
        if people:
            self.choice.choose(SIGN_IN)
            self.email.edit.setText(people[0].email if len(people) == 1 else "")
        self._renew()

    def begin(self) -> None:
        """Put the keyboard into the first empty field."""
        fields = [self.email, self.password] if self.signing_in else [self.name]
        wanted = next((field for field in fields if not field.text), fields[-1])
        wanted.edit.setFocus()

    @property
    def signing_in(self) -> bool:
        return self.choice.value == SIGN_IN

    def submit(self) -> None:
        """Create or sign in, unless something is missing."""
        if self._session is not None:
            self.onward.emit()
            return
        if not self.button.isEnabled() or not self._check():
            return
        name, email = self.name.text.strip(), self.email.text.strip()
        password, keep = self.password.text, self.keep.isChecked()
        signin, made = self._signin, not self.signing_in

        def run() -> SignIn:
            if made:
                return signin.create_local(name, email, password, keep=keep)
            return signin.sign_in(email, password, keep=keep)

        self._busy(True)
        self._ops.run_query(
            self, run, lambda session: self._on_entered(session, made), self._on_error, key="enter"
        )

    def _check(self) -> bool:
        wrong = {
            self.name: "How should we call you?"
            if not self.signing_in and not self.name.text.strip()
            else "",
            self.email: "" if "@" in self.email.text.strip() else "An address has an @ in it.",
            self.password: self._password_fault(),
        }
        for field, words in wrong.items():
            field.set_error(words)
        self._say("")
        first = next((field for field, words in wrong.items() if words), None)
        if first is not None:
            first.edit.setFocus()
        return first is None

    def _password_fault(self) -> str:
        if not self.password.text:
            return "A password is needed."
        if not self.signing_in and len(self.password.text) < MINIMUM:
            return f"At least {MINIMUM} characters."
        return ""

    def _on_entered(self, session: SignIn, made: bool) -> None:
        self._busy(False)
        self._session = session if made else None
        if made:
            for field in (self.name, self.email, self.password):
                field.edit.setEnabled(False)
            self.choice.setEnabled(False)
            self.keep.setEnabled(False)
            self.password.edit.clear()
            self.button.set_words("Continue")
        self.entered.emit(session, made)

    def _on_error(self, error: Exception) -> None:
        self._busy(False)
        fault = Fault.of(error)
        words = f"{fault.title} {fault.advice}".strip()
        if isinstance(error, ValueError):
            words = str(error)
        lowered = words.lower()
        if isinstance(error, KnownError | ValueError) and "password" in lowered:
            self.password.set_error(words)
            self.password.edit.setFocus()
            self.password.edit.selectAll()
        elif isinstance(error, KnownError | ValueError) and (
            "address" in lowered or "email" in lowered or "account" in lowered
        ):
            self.email.set_error(words)
            self.email.edit.setFocus()
        else:
            self._say(words)

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _say_secrets_note(self) -> None:
        note = getattr(self._signin, "secrets_note", "") or ""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _show_strength(self, password: str) -> None:
        words, role = ("", "small") if self.signing_in else strength(password)
        set_role(self.password.aside, role or "small")
        self.password.aside.setText(words)

    def _renew(self, _choice: str = "") -> None:
        signing_in = self.signing_in
        self.name.setVisible(not signing_in)
        self._name_gap.setVisible(not signing_in)
        self.button.set_words("Sign in" if signing_in else "Create account")
        self.password.set_hint("" if signing_in else _HINT)
        self._show_strength(self.password.text)
        for field in (self.name, self.email, self.password):
            field.set_error("")
        self._say("")
