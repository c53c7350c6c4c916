"""The first step: make an account on this computer, or sign in to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.users import Provider, SignIn, User
from desktop_app.ui.ops import Operations
from desktop_app.ui.own_zone import own_zone
from desktop_app.ui.shell.boot_page import Logo
from desktop_app.ui.signin.browser import provider_icon
from desktop_app.ui.signin.countdown import Countdown
from desktop_app.ui.signin.new_password import HINT, password_fault
from desktop_app.ui.signin.person import Chooser, Chosen
from desktop_app.ui.signin.refusal import tell_refusal
from desktop_app.ui.signin.strength import strength
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Check, Look, Segmented, Size
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import Link, Paragraph, hairline, label, set_role
from desktop_app.ui.widgets.note import Note

CREATE, SIGN_IN = "create", "sign_in"
_GAP = 14


class Who(QWidget):
    """The form.

    Args:
        people: who has an account here; with several, one is chosen from a list.
        last: the ``auth_id`` of who signed in here last.

    Signals:
        entered: the :class:`SignIn`, and whether the account was made just now.
        onward: the user came back to this step and goes on.
        forgot: the password is forgotten; carries the address, if one is known.
        provider_chosen: a :class:`Provider` to continue with.
    """

    entered = Signal(object, bool)
    onward = Signal()
    forgot = Signal(str)
    provider_chosen = Signal(object)

    def __init__(
        self,
        themes: Themes,
        ops: Operations,
        signin: Any,
        people: Sequence[User],
        *,
        last: str = "",
        note: str = "",
    ) -> None:
        super().__init__()
        self._themes = themes
        self._ops = ops
        self._signin = signin
        self._people = tuple(people)
        self._person: User | None = self._people[0] if len(self._people) == 1 else None
        self._elsewhere = not self._people
        self._made = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lay_out_head(column, note)
        self._lay_out_form(column, last)
        self._lay_out_providers(column)
        column.addStretch()
        self.countdown = Countdown(self.button)
        self.countdown.over.connect(lambda: self._say(""))
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.name.edit, self.email.edit, self.password.edit)
        self._enter.submitted.connect(self.submit)
        self._say_secrets_note()
        if people:
            self.choice.choose(SIGN_IN)
        self._renew()

    def begin(self) -> None:
        """Put the keyboard where it is needed first."""
        if self._choosing:
            self.chooser.list.setFocus()
            return
        fields = [each for each in (self.name, self.email, self.password) if not each.isHidden()]
        wanted = next((field for field in fields if not field.text), fields[0])
        wanted.edit.setFocus()

    @property
    def signing_in(self) -> bool:
        return self.choice.value == SIGN_IN

    @property
    def address(self) -> str:
        """The address of who signs in, as far as it is known."""
        if self._person is not None and not self._elsewhere:
            return self._person.email
        return self.email.text.strip()

    def set_low(self, low: bool) -> None:
        """In a low window the form stands without its ornament."""
        self._logo.setVisible(not low)
        self._promise.setVisible(not low)

    def tell(self, words: str) -> None:
        """A calm sentence above the form."""
        self.told.say(words)
        announce(self, words)

    def offer(self, providers: Sequence[Provider]) -> None:
        """Show who else vouches for people; nothing where nobody does."""
        # More than two stand in pairs, so that the form stays on one page.
        columns = 2 if len(providers) > 2 else 1
        for number, provider in enumerate(providers):
            button = Button(
                self._themes,
                tr("Continue with {title}", title=provider.title),
                icon=provider_icon(provider.id),
                size=Size.LARGE,
            )
            _widen(button)
            button.clicked.connect(lambda _on=False, each=provider: self.provider_chosen.emit(each))
            self.provider_buttons.append(button)
            alone = number == len(providers) - 1 and number % columns == 0
            across = columns if alone else 1
            self._provider_grid.addWidget(button, number // columns, number % columns, 1, across)
        self._providers.setVisible(bool(self.provider_buttons))

    def submit(self) -> None:
        """Create or sign in, unless something is missing."""
        if self._made:
            self.onward.emit()
            return
        if self._choosing or not self.button.isEnabled() or not self._check():
            return
        name, email = self.name.text.strip(), self.address
        password, keep = self.password.take(), self.keep.isChecked()
        signin, made, zone = self._signin, not self.signing_in, own_zone()

        def run() -> SignIn:
            if made:
                return signin.create_local(name, email, password, keep=keep, timezone=zone)
            return signin.sign_in(email, password, keep=keep)

        self.button.setEnabled(False)
        self._ops.run_query(
            self, run, lambda session: self._on_entered(session, made), self._on_error, key="enter"
        )

    # What it looks like

    def _lay_out_head(self, column: QVBoxLayout, note: str) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        self._logo = Logo(self._themes, 44)
        column.addWidget(self._logo, alignment=center)
        column.addSpacing(14)
        self._title = label(tr("Welcome to Outpost"), "display")
        column.addWidget(self._title, alignment=center)
        column.addSpacing(4)
        self._promise = Paragraph(
            self._themes,
            tr("Your leads and mail stay on this computer\nand work without a connection."),
            ink="text.secondary",
            width=340,
            centred=True,
        )
        column.addWidget(self._promise, alignment=center)
        column.addSpacing(20)
        self.told = Note(self._themes, note)
        column.addWidget(self.told)
        self._told_gap = QWidget()
        self._told_gap.setFixedHeight(16)
        column.addWidget(self._told_gap)
        self.choice = Segmented(
            self._themes,
            [(CREATE, tr("Create account"), ""), (SIGN_IN, tr("Sign in"), "")],
            tall=True,
        )
        self.choice.chosen.connect(self._on_choice)
        column.addWidget(self.choice)
        column.addSpacing(16)

    def _lay_out_form(self, column: QVBoxLayout, last: str) -> None:
        themes = self._themes
        self.chooser = Chooser(themes, self._people if len(self._people) > 1 else ())
        self.chooser.prefer(last)
        self.chooser.chosen.connect(self._on_person)
        self.chooser.other_wanted.connect(self._on_other)
        column.addWidget(self.chooser)
        self.chosen = Chosen(themes)
        self.chosen.change_wanted.connect(self._on_change)
        column.addWidget(self.chosen)
        self.name = Field(themes, tr("Full name"))
        self.email = Field(themes, tr("Work email"))
        self.password = Field(themes, tr("Password"), hint=HINT, secret=True)
        self.password.edit.textChanged.connect(self._show_strength)
        self.forgotten = Link(themes, tr("Forgot password?"), font="small")
        self.forgotten.activated.connect(lambda: self.forgot.emit(self.address))
        self.password.set_aside(self.forgotten)
        self._list_again = Link(themes, tr("Choose a person"), font="small")
        self._list_again.activated.connect(self._on_change)
        self.email.set_aside(self._list_again)
        for field in (self.name, self.email, self.password):
            field.layout().setContentsMargins(0, 0, 0, _GAP)
            column.addWidget(field)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(0)
        self.keep = Check(themes, tr("Keep me signed in on this computer"))
        rest.addWidget(self.keep)
        self.note = label("", "small", wrap=True)
        self.note.setVisible(False)
        rest.addSpacing(6)
        rest.addWidget(self.note)
        self.trouble = label("", "error", wrap=True)
        self.trouble.setVisible(False)
        rest.addWidget(self.trouble)
        rest.addSpacing(12)
        self.button = Button(themes, tr("Create account"), look=Look.PRIMARY, size=Size.LARGE)
        _widen(self.button)
        self.button.clicked.connect(self.submit)
        rest.addWidget(self.button)
        column.addWidget(self._rest)

    def _lay_out_providers(self, column: QVBoxLayout) -> None:
        self.provider_buttons: list[Button] = []
        self._providers = QWidget()
        below = QVBoxLayout(self._providers)
        below.setContentsMargins(0, 18, 0, 0)
        below.setSpacing(12)
        rule = QHBoxLayout()
        rule.setSpacing(10)
        rule.addWidget(hairline(), 1)
        rule.addWidget(label(tr("or", "between ways in"), "small"))
        rule.addWidget(hairline(), 1)
        below.addLayout(rule)
        self._provider_grid = QGridLayout()
        self._provider_grid.setSpacing(8)
        below.addLayout(self._provider_grid)
        self._providers.hide()
        column.addWidget(self._providers)

    # Who it is

    @property
    def _choosing(self) -> bool:
        """Whether the list of people stands where the form would be."""
        several = len(self._people) > 1 and self._person is None
        return self.signing_in and several and not self._elsewhere

    def _on_person(self, user: User) -> None:
        self._person, self._elsewhere = user, False
        self.countdown.let_go()
        self._renew()
        self.begin()

    def _on_other(self) -> None:
        self._person, self._elsewhere = None, True
        self.countdown.let_go()
        self.email.edit.clear()
        self._renew()
        self.begin()

    def _on_change(self) -> None:
        """Not this person: back to the list, or, with nobody else known, another address."""
        if len(self._people) > 1:
            self._person, self._elsewhere = None, False
        elif self._elsewhere:
            self._person, self._elsewhere = self._people[0], False
        else:
            self._elsewhere = True
            self.email.edit.clear()
        self.countdown.let_go()
        self._renew()
        self.begin()

    def _on_choice(self, _choice: str) -> None:
        self.countdown.let_go()
        self._renew()

    # What is missing, and what came of it

    def _check(self) -> bool:
        wrong = {
            self.name: tr("How should we call you?")
            if not self.signing_in and not self.name.text.strip()
            else "",
            self.email: "" if "@" in self.address else tr("An address has an @ in it."),
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
        if self.signing_in:
            return "" if self.password.text else tr("A password is needed.")
        return password_fault(self.password.text)

    def _on_entered(self, session: SignIn, made: bool) -> None:
        self.button.setEnabled(True)
        if made:
            self.show_made()
        self.entered.emit(session, made)

    def show_made(self) -> None:
        """The account is made: this step only leads on."""
        self._made = True
        for field in (self.name, self.email, self.password):
            field.edit.setEnabled(False)
        self.choice.setEnabled(False)
        self.keep.setEnabled(False)
        for each in (self.chooser, self.forgotten, self._list_again, self._providers):
            each.hide()
        self.chosen.change.hide()
        self._rest.show()
        self.button.set_words(tr("Continue"))

    def _on_error(self, error: Exception) -> None:
        self.button.setEnabled(True)
        tell_refusal(error, field_for=self._field_for, say=self._say, countdown=self.countdown)
        if self.countdown.holding:
            self.password.edit.setFocus()

    def _field_for(self, name: str) -> Field | None:
        if name in ("password", "new_password"):
            return self.password
        return self.email if name == "email" and not self.email.isHidden() else None

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        announce(self.trouble, words)

    def _say_secrets_note(self) -> None:
        note = self._signin.secrets_note
        self.note.setText(note)
        self.note.setVisible(bool(note))
        # What cannot be is not promised.
        self.keep.setChecked(not note)
        self.keep.setEnabled(not note)

    def _show_strength(self, password: str) -> None:
        words, role = ("", "small") if self.signing_in else strength(password)
        set_role(self.password.aside, role or "small")
        self.password.aside.setText(words)

    def _renew(self) -> None:
        signing_in, choosing = self.signing_in, self._choosing
        person = self._person if signing_in and not self._elsewhere else None
        self._title.setText(tr("Welcome back") if signing_in else tr("Welcome to Outpost"))
        self._told_gap.setVisible(bool(self.told.words))
        self.chooser.setVisible(choosing)
        self.chosen.setVisible(person is not None)
        if person is not None:
            self.chosen.show_person(person)
        self.name.setVisible(not signing_in)
        self.email.setVisible(not choosing and person is None)
        self.password.setVisible(not choosing)
        self._rest.setVisible(not choosing)
        self.forgotten.setVisible(signing_in)
        self._list_again.setVisible(signing_in and bool(self._people))
        self.button.set_words(tr("Sign in") if signing_in else tr("Create account"))
        self.password.set_hint("" if signing_in else HINT)
        self._show_strength(self.password.text)
        for field in (self.name, self.email, self.password):
            field.set_error("")
        self._say("")


def _widen(button: Button) -> None:
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
