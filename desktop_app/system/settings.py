"""The settings of this computer: one JSON file, one table that says what there is.

Settings that belong to a user (time zone, signature) are rows of the database; here is only what
has to be known before there is one, or differs from computer to computer. No setting is a secret.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from desktop_app.domain.errors import KnownError
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import make_private_folder

Value = str | int | bool
Kind = Literal["choice", "number", "switch", "text", "database-url"]


@dataclass(frozen=True)
class Setting:
    """One setting: its name, kind, default, one sentence of help, and what it may be."""

    name: str
    kind: Kind
    default: Value
    help: str
    choices: tuple[Value, ...] = ()


@dataclass(frozen=True)
class SettingValue:
    """A setting with its present value."""

    setting: Setting
    value: Value

    @property
    def is_default(self) -> bool:
        return self.value == self.setting.default


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "appearance.theme", "choice", "system",
        "Light or dark, or as the computer has it.", ("system", "light", "dark"),
    ),
    Setting(
        "appearance.density", "choice", "comfortable",
        "How much room a row takes in a table that nobody set up otherwise.",
        ("compact", "comfortable", "roomy"),
    ),
    Setting(
        "appearance.text_size", "number", 13,
        "Size of text in pixels.", (12, 13, 14, 16),
    ),
    Setting(
        "lock.after_minutes", "number", 15,
        "Minutes without a key or a movement until the window locks; 0: never.",
        (0, 1, 2, 5, 10, 15, 30, 60, 120, 240),
    ),
    Setting(
        "backup.every", "choice", "daily",
        "How often a backup of everything is made by itself.", ("off", "daily", "weekly"),
    ),
    Setting(
        "backup.folder", "text", "",
        "Where those backups are; empty: backups in the workspace. Better on another disk.",
    ),
    Setting(
        "backup.keep_daily", "number", 3,
        "Of how many days the last backup is kept.", (1, 2, 3, 5, 7, 14, 30),
    ),
    Setting(
        "backup.keep_weekly", "number", 2,
        "Of how many weeks the last backup is kept.", (0, 1, 2, 4, 8, 12, 26, 52),
    ),
    Setting(
        "database.url", "database-url", "",
        "Another Postgres to work in (14 or newer); empty: the one that comes with Outpost.",
    ),
    Setting(
        "oauth.google.client_id", "text", "",
        "Sign in with Google: the client id of a desktop application registered there.",
    ),
    Setting(
        "oauth.microsoft.client_id", "text", "",
        "Sign in with Microsoft: the id of a public client application registered there.",
    ),
    Setting(
        "oauth.microsoft.tenant", "text", "common",
        "Who may: common, organizations, consumers, or the id of one tenant.",
    ),
    Setting(
        "oauth.github.client_id", "text", "",
        "Sign in with GitHub: the client id of an OAuth app registered there.",
    ),
    Setting(
        "oauth.openid.issuer", "text", "",
        "Sign in with another OpenID provider: its address (https).",
    ),
    Setting(
        "oauth.openid.client_id", "text", "",
        "The client id of a public client registered there.",
    ),
    Setting(
        "oauth.openid.title", "text", "OpenID",
        "What its button says.",
    ),
    Setting(
        "oauth.openid.provider_id", "text", "openid",
        "What a web application on the same database calls it (providerId).",
    ),
    Setting(
        "postgres.transport", "choice", "tcp" if sys.platform == "win32" else "socket",
        "How programs reach the database that comes with Outpost.",
        ("tcp",) if sys.platform == "win32" else ("socket", "tcp"),
    ),
)  # fmt: skip


class Settings:
    """The settings in one file. Every ``get`` sees what was last set, by any program.

    Attributes:
        notice: what was wrong with the file when it was read, or None.
    """

    def __init__(self, file: Path, table: tuple[Setting, ...] = SETTINGS) -> None:
        self._file = file
        self._table = {setting.name: setting for setting in table}
        self.notice: str | None = None

    def get(self, name: str) -> Value:
        """The value, or the default where none (or an impossible one) was set.

        Raises:
            KnownError: there is no setting of that name; the file cannot be read.
        """
        return self._value_of(self._setting(name), self._read())

    def list(self) -> list[SettingValue]:
        """All settings in the order of the table."""
        stored = self._read()
        return [SettingValue(each, self._value_of(each, stored)) for each in self._table.values()]

    def set(self, name: str, value: Value) -> Value:
        """Set and write; text is turned into the setting's kind. Returns what was stored.

        Raises:
            KnownError: no such setting, not a possible value, or the file cannot be written.
        """
        checked = check(self._setting(name), value)
        with self._only_me():
            stored = self._read()
            stored[name] = checked
            self._write(stored)
        return checked

    def reset(self, name: str) -> None:
        """Go back to the default.

        Raises:
            KnownError: no such setting, or the file cannot be written.
        """
        setting = self._setting(name)
        with self._only_me():
            stored = self._read()
            if stored.pop(setting.name, None) is not None:
                self._write(stored)

    def _setting(self, name: str) -> Setting:
        if name not in self._table:
            raise KnownError(
                f"There is no setting “{name}”.", "“outpost settings list” shows all of them."
            )
        return self._table[name]

    def _value_of(self, setting: Setting, stored: dict[str, object]) -> Value:
        value = stored.get(setting.name, setting.default)
        if not isinstance(value, str | int | bool):
            return setting.default
        try:
            return check(setting, value)
        except KnownError:
            return setting.default

    def _read(self) -> dict[str, object]:
        """What the file holds, names of other versions included."""
        with told_calmly(self._file):
            try:
                content = self._file.read_bytes()
            except FileNotFoundError:
                return {}
            try:
                stored = json.loads(content)
            except (ValueError, RecursionError):
                stored = None
            if isinstance(stored, dict):
                return stored
            self._set_aside()
            return {}

    def _set_aside(self) -> None:
        aside = self._file.with_name(self._file.name + ".broken")
        number = 1
        while aside.exists():
            number += 1
            aside = self._file.with_name(f"{self._file.name}.broken{number}")
        with contextlib.suppress(FileNotFoundError):  # another program was quicker
            self._file.rename(aside)
        self.notice = (
            f"The settings in {self._file} could not be read. They were put aside as "
            f"{aside.name}, and the defaults are used."
        )

    @contextlib.contextmanager
    def _only_me(self) -> Iterator[None]:
        """One writer at a time, so that two programs do not undo each other's setting."""
        make_private_folder(self._file.parent)
        lock = FileLock(self._file.with_name(self._file.name + ".lock"))
        with told_calmly(self._file):
            lock.acquire()
            try:
                yield
            finally:
                lock.release()

    def _write(self, stored: dict[str, object]) -> None:
        """The old file or the new one, whatever happens in between."""
        text = json.dumps(stored, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        fd, name = tempfile.mkstemp(prefix=self._file.name + ".", dir=self._file.parent)
        new = Path(name)
        try:
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file)
        except OSError:
            new.unlink(missing_ok=True)
            raise


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
    if checked is None or (setting.choices and checked not in setting.choices):
        raise KnownError(
            f"“{value}” is not possible for {setting.name}.", _what_is_possible(setting)
        )
    if setting.kind == "database-url":
        _check_url(str(checked))
    return checked


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
    if setting.choices:
        return "Possible: " + ", ".join(str(choice) for choice in setting.choices) + "."
    return {"switch": "Possible: on, off.", "number": "A whole number is expected."}.get(
        setting.kind, "A text is expected."
    )


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
            "That is not the address of a Postgres.",
            "It looks like postgresql://user@host:5432/database.",
        )
    secret_names = {"password", "sslpassword"}
    if password is not None or secret_names & {name for name, _ in parse_qsl(parts.query, True)}:
        raise KnownError(
            "A password does not belong in the settings file.",
            "Leave it out of the address; Outpost asks for it and keeps it in the keyring.",
        )
