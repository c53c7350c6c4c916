"""The settings of this computer: one JSON file; ``domain.setting_table`` says what there is.

Settings that belong to a user (time zone, signature) are rows of the database; here is only what
has to be known before there is one, or differs from computer to computer. No setting is a secret.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.setting_kinds import Setting, Value, check
from desktop_app.domain.setting_table import SETTINGS
from desktop_app.domain.shortcuts import PREFIX, changed_keys, keys_in, require_free, shortcut_of
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.paths import make_private_folder
from desktop_app.system.whole_file import write_whole


@dataclass(frozen=True)
class SettingValue:
    """A setting with its present value."""

    setting: Setting
    value: Value

    @property
    def is_default(self) -> bool:
        return self.value == self.setting.default


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
        return self.set_many({name: value})[name]

    def set_many(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Set several at once, all or none. Returns what was stored.

        Raises:
            KnownError: as :meth:`set`; two commands would have one key.
        """
        return self._change(values, ())

    def put(
        self,
        values: Mapping[str, Value | None],
        note: Callable[[Mapping[str, Value | None]], object] = lambda before: None,
    ) -> dict[str, Value | None]:
        """Set several at once, all or none; None lets one be as it is by itself. Returns what they
        were, such that putting that is the way back.

        Args:
            note: told that before anything is changed.

        Raises:
            KnownError: as :meth:`set_many`.
        """
        given = {name: value for name, value in values.items() if value is not None}
        before: dict[str, Value | None] = dict.fromkeys(values)
        gone = [name for name in values if name not in given]
        self._change(given, gone, before, lambda: note(before))
        return before

    def reset(self, name: str) -> None:
        """Go back to the default.

        Raises:
            KnownError: no such setting, or the file cannot be written.
        """
        self.reset_many((name,))

    def reset_many(self, names: Iterable[str]) -> None:
        """Let several be as they are by themselves.

        Raises:
            KnownError: as :meth:`reset`; another command was given a key of one meanwhile.
        """
        self._change({}, names)

    def _change(
        self,
        values: Mapping[str, Value],
        gone: Iterable[str],
        was: dict[str, Value | None] | None = None,
        first: Callable[[], object] = lambda: None,
    ) -> dict[str, Value]:
        checked = {name: check(self._setting(name), value) for name, value in values.items()}
        absent = {self._setting(name).name for name in gone}
        with self._only_me():
            before = self._read()
            for name in was or ():
                if was is not None and name in before:
                    was[name] = self._value_of(self._setting(name), before)
            stored = {name: value for name, value in before.items() if name not in absent}
            stored.update(checked)
            _require_free_keys(stored, (*checked, *absent))
            if stored != before:
                first()
                self._write(stored)
        return checked

    def _setting(self, name: str) -> Setting:
        if name not in self._table:
            raise KnownError(
                tr("There is no setting “{name}”.", name=name),
                tr("“outpost settings list” shows all of them."),
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
        self.notice = tr(
            "The settings in {file} could not be read. They were put aside as {name}, and "
            "the defaults are used.",
            file=self._file,
            name=aside.name,
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
        write_whole(self._file, text)


def _require_free_keys(stored: Mapping[str, object], names: Iterable[str]) -> None:
    """No key that is set here is another command's, where both could act."""
    changed = None
    for name in names:
        shortcut = shortcut_of(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if shortcut is None:
            continue
        if changed is None:
            changed = changed_keys(stored, settle=False)
        text = stored.get(name)
        keys = keys_in(text) if isinstance(text, str) else shortcut.keys
        require_free(shortcut, keys, changed)
