"""Which keys commands have now: those of their own, as the user changed them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop_app.domain.shortcuts import is_single, keys_of, shortcut_of
from desktop_app.ui.actions.action import Action


class Keymap(QObject):
    """The keys that were changed, by the ids of their commands.

    Args:
        changed_keys: as :func:`~desktop_app.domain.shortcuts.changed_keys` reads them.
        single_letters: whether keys without Ctrl or Alt act.

    Signals:
        changed: some command has other keys than a moment ago.
    """

    changed = Signal()

    def __init__(
        self,
        changed_keys: Mapping[str, tuple[str, ...]] | None = None,
        *,
        single_letters: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = dict(changed_keys or {})
        self._single_letters = single_letters

    @property
    def changed_keys(self) -> dict[str, tuple[str, ...]]:
        """What is not as it is by itself."""
        return dict(self._keys)

    @property
    def single_letters(self) -> bool:
        return self._single_letters

    def put(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Have these changed, and no others."""
        if dict(keys) != self._keys:
            self._keys = dict(keys)
            self.changed.emit()

    def set_single_letters(self, act: bool) -> None:
        """Let letters and signs act by themselves, or only with Ctrl or Alt."""
        if act != self._single_letters:
            self._single_letters = act
            self.changed.emit()

    def keys(self, action: Action) -> tuple[str, ...]:
        """The keys of a command, those that do not act left out."""
        shortcut = shortcut_of(action.id)
        keys = action.keys if shortcut is None else keys_of(shortcut, self._keys)
        if action.keys and keys == (shortcut.keys if shortcut else None):
            keys = action.keys
        return self._acting(keys)

    def of(self, action_id: str) -> tuple[str, ...]:
        """The same of a command that may not have been made yet; () for an unknown one."""
        shortcut = shortcut_of(action_id)
        return self._acting(keys_of(shortcut, self._keys)) if shortcut is not None else ()

    def _acting(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        if self._single_letters:
            return keys
        return tuple(key for key in keys if not is_single(key))


def shown_key(key: str) -> str:
    """A key as it is called here: "Ctrl+Return" is "Ctrl+Enter", and other signs on a Mac."""
    words = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    return words.replace("Return", "Enter")


def caps_of(key: str) -> tuple[str, ...]:
    """The same, key by key."""
    shown = shown_key(key)
    if len(shown) == 1 or "+" not in shown:
        return (shown,)
    if shown.endswith("+"):
        return (*(part for part in shown[:-1].split("+") if part), "+")
    return tuple(shown.split("+"))
