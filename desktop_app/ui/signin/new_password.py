"""The field in which a password is chosen."""

from __future__ import annotations

from desktop_app.domain.language import tr
from desktop_app.domain.sign_in_rules import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    password_length,
)
from desktop_app.ui.signin.strength import strength
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import set_role

HINT = tr(
    "At least {shortest_password} characters. A few words in a row work well.",
    shortest_password=SHORTEST_PASSWORD,
)


class NewPassword(Field):
    """A password to be set, with a word for how hard it is to guess."""

    def __init__(self, themes: Themes, title: str = tr("New password")) -> None:
        super().__init__(themes, title, hint=HINT, secret=True)
        self.edit.textChanged.connect(self._rate)

    @property
    def fault(self) -> str:
        """What is wrong with it at first sight, "" if nothing is."""
        return password_fault(self.text)

    def _rate(self, password: str) -> None:
        words, role = strength(password)
        set_role(self.aside, role or "small")
        self.aside.setText(words)


def password_fault(password: str) -> str:
    """Why a password cannot be set, "" if it can."""
    if not password:
        return tr("A password is needed.")
    if password_length(password) < SHORTEST_PASSWORD:
        return tr("At least {shortest_password} characters.", shortest_password=SHORTEST_PASSWORD)
    if password_length(password) > LONGEST_PASSWORD:
        return tr("At most {longest_password} characters.", longest_password=LONGEST_PASSWORD)
    return ""
