"""What a setting is, and whether a value is possible for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import read_setting, written
from desktop_app.domain.profile_rules import timezone_of
from desktop_app.domain.shortcuts import keys_in

Value = str | int | bool
ON, OFF = written(True), written(False)
"""As a model's switch is kept."""
Kind = Literal[
    "choice", "number", "switch", "text", "database-url", "update-url", "keys", "zone", "model"
]


class Place(StrEnum):
    """Where a setting is kept."""

    COMPUTER = "this computer"
    ACCOUNT = "your account"
    DATABASE = "the database"
    DESKTOP = "the desktop"  # which has settings of its own for it


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, kind, default, one sentence of help, and what it may be.

    Args:
        title: what the page calls it; "" for one that is changed by the command line alone.
        section: of the page.
        words: further words by which it is found.
        said: the choices, and what they are called. Of a model they are those that are offered.
        unit: behind a number.
        possible: what it may be, in words, where the kind does not say it.
        least, most: of a number whose choices are only those that are offered.
        travels: it makes sense on another computer.
    """

    name: str
    kind: Kind
    default: Value
    help: str
    choices: tuple[Value, ...] = ()
    place: Place = Place.COMPUTER
    title: str = ""
    section: str = ""
    words: str = ""
    said: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    possible: str = ""
    least: int | None = None
    most: int | None = None
    travels: bool = True

    @property
    def is_switch(self) -> bool:
        """Whether it is one of two: on and off."""
        return self.kind == "switch" or self.choices == (OFF, ON)

    def switched(self, on: bool) -> Value:
        """The value of a switch that stands so."""
        if self.kind == "switch":
            return on
        return ON if on else OFF

    def words_for(self, value: Value) -> str:
        """A value as the page says it."""
        if self.is_switch:
            return tr("on") if value in (True, ON) else tr("off")
        words = dict(self.said).get(str(value), str(value))
        return f"{words} {self.unit}" if self.unit else words


def check(setting: Setting, value: Value) -> Value:
    """``value`` as the setting's kind.

    Raises:
        KnownError: it is not a possible value.
    """
    if setting.kind == "switch":
        checked: Value | None = _as_switch(value)
    elif setting.kind == "number":
        checked = _as_number(value)
    else:
        checked = value.strip() if isinstance(value, str) else None
    if checked is None or not _is_offered(setting, checked):
        raise KnownError(
            tr("“{value}” is not possible for {name}.", value=value, name=setting.name),
            _what_is_possible(setting),
        )
    if setting.kind == "database-url":
        _check_url(str(checked))
    elif setting.kind == "update-url":
        return _checked_address(str(checked)) if checked else ""
    elif setting.kind == "keys":
        return " ".join(keys_in(str(checked)))
    elif setting.kind == "zone":
        return timezone_of(str(checked))
    elif setting.kind == "model":
        return written(read_setting(setting.name, str(checked)))
    return checked


def _is_offered(setting: Setting, checked: Value) -> bool:
    if setting.least is not None and setting.most is not None:
        return isinstance(checked, int) and setting.least <= checked <= setting.most
    if setting.kind == "model":  # which reads it by itself
        return True
    return not setting.choices or checked in setting.choices


def _as_switch(value: Value) -> bool | None:
    if isinstance(value, bool):
        return value
    words = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
    return words.get(str(value).strip().lower())


def _as_number(value: Value) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _what_is_possible(setting: Setting) -> str:
    if setting.possible:
        return tr("Possible: {possible}.", possible=setting.possible)
    if setting.least is not None:
        return tr("Possible: {least} to {most}.", least=setting.least, most=setting.most)
    if setting.choices:
        return tr("Possible: ") + ", ".join(str(choice) for choice in setting.choices) + "."
    return {"switch": tr("Possible: on, off."), "number": tr("A whole number is expected.")}.get(
        setting.kind, tr("A text is expected.")
    )


def _checked_address(url: str) -> str:
    from desktop_app.domain.updates import check_url  # which no start waits for

    return check_url(url)


def _check_url(url: str) -> None:
    """A libpq URL without a password; the texts never repeat it, it may hold one after all."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        password = parts.password
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("postgresql", "postgres"):
        raise KnownError(
            tr("That is not the address of a Postgres."),
            tr("It looks like postgresql://user@host:5432/database."),
        )
    secret_names = {"password", "sslpassword"}
    if password is not None or secret_names & {name for name, _ in parse_qsl(parts.query, True)}:
        raise KnownError(
            tr("A password does not belong in the settings file."),
            tr("Leave it out of the address; Outpost asks for it and keeps it in the keyring."),
        )
