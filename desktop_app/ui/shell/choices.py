"""The settings of this computer as the window has them: put on at once, kept in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.shortcuts import PREFIX, SINGLE_LETTERS, changed_keys
from desktop_app.ui.actions import Keymap
from desktop_app.ui.ops import Operations
from desktop_app.ui.shell.preferences import Preferences


class Choices(QObject):
    """Answers what a setting is, and changes it.

    Args:
        preferences: what is kept, and what keeps it.
        put_on: what is done when a setting of a name has another value.

    Attributes:
        keymap: the keys of all commands, as these settings have them.

    Signals:
        changed: the names of settings that have other values now.
        failed: the error of a change that could not be kept.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        ops: Operations,
        preferences: Preferences,
        put_on: Mapping[str, Callable[[Any], None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._preferences = preferences
        self._put_on = dict(put_on)
        self._values: dict[str, Value] = {}
        self._waiting: dict[str, Any] = {}
        self._saving = False
        self.keymap = Keymap(
            changed_keys(preferences.settings),
            single_letters=bool(preferences.value(SINGLE_LETTERS)),
            parent=self,
        )

    def value(self, name: str) -> Value:
        """What a setting is now.

        Raises:
            KeyError: there is none of that name.
        """
        if name in self._values:
            return self._values[name]
        return self._preferences.value(name)

    def put(self, name: str, value: Value) -> None:
        """Change one."""
        self.put_many({name: value})

    def put_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Give commands, by their ids, other keys."""
        given = {PREFIX + action: " ".join(each) for action, each in keys.items()}
        by_itself = self._preferences.by_itself
        kept = {name: text if text != by_itself(name) else None for name, text in given.items()}
        self.put_many(given, keep=kept)

    def put_many(
        self, values: Mapping[str, Value], *, keep: Mapping[str, Any] | None = None
    ) -> None:
        """Change several at once.

        Args:
            keep: what is kept instead of the values.
        """
        news = {name: value for name, value in values.items() if value != self.value(name)}
        self._values.update(values)
        for name, value in news.items():
            if name in self._put_on:
                self._put_on[name](value)
        if SINGLE_LETTERS in news:
            self.keymap.set_single_letters(bool(news[SINGLE_LETTERS]))
        if any(name.startswith(PREFIX) for name in news):
            self.keymap.put(changed_keys({**self._preferences.settings, **self._values}))
        self._keep(keep if keep is not None else values)
        if news:
            self.changed.emit(frozenset(news))

    def reset(self, name: str) -> None:
        """Let one be as it is by itself."""
        self.put_many({name: self._preferences.by_itself(name)}, keep={name: None})

    def taken_up(self, values: Mapping[str, Value]) -> None:
        """Values that were kept by somebody else: put on, and not kept again."""
        self.put_many(values, keep={})

    # One at a time: of two changes the later one is what stays.

    def _keep(self, values: Mapping[str, Any]) -> None:
        self._waiting.update(values)
        if self._saving or not self._waiting:
            return
        self._saving = True
        given, self._waiting = self._waiting, {}
        save = self._preferences.save
        self._ops.run_keeping(self, lambda: save(given), self._on_kept, self._on_not_kept)

    def _on_kept(self, _done: object) -> None:
        self._saving = False
        self._keep({})

    def _on_not_kept(self, error: Exception) -> None:
        self._saving = False
        self.failed.emit(error)
        self._keep({})
