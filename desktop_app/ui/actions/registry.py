"""All actions of the window, and the QActions made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.domain.shortcuts import shortcut_of
from desktop_app.ui.actions.action import GLOBAL, Action
from desktop_app.ui.actions.keymap import Keymap, caps_of, shown_key
from desktop_app.ui.theme import Themes


class DuplicateActionError(ValueError):
    """Two actions with one id, or with one key where both could act."""


class Actions(QObject):
    """Holds actions by id and keeps exactly those of the current screen alive.

    The QActions belong to the window; those of other screens are disabled, so a key means
    one thing at a time.

    Signals:
        changed: actions were added, the context changed, or the keys did.
    """

    changed = Signal()

    def __init__(
        self, themes: Themes, window: QWidget | None = None, keymap: Keymap | None = None
    ) -> None:
        super().__init__(window)
        self.keymap = keymap or Keymap(parent=self)
        self._themes = themes
        self._window = window
        self._actions: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._by_key: dict[str, list[Action]] = {}
        self._context = GLOBAL
        self._suspended = False
        self.keymap.changed.connect(self._on_keys)
        themes.teach(self.taught)

    def add(self, actions: Iterable[Action]) -> None:
        """Take actions in.

        Raises:
            DuplicateActionError: an id is taken, or a key is taken in the same context or
                between a screen and the global ones.
        """
        for action in actions:
            self._take(action)
            self._make(action)
        self.changed.emit()

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """What is added inside stays only if all that is done there succeeds."""
        before = frozenset(self._actions)
        try:
            yield
        except Exception:
            for action_id in self._actions.keys() - before:
                self._drop(action_id)
            self.changed.emit()
            raise

    def all(self) -> tuple[Action, ...]:
        return tuple(self._actions.values())

    def get(self, action_id: str) -> Action:
        return self._actions[action_id]

    def qaction(self, action_id: str) -> QAction:
        """The QAction, for menus and tool buttons."""
        return self._made[action_id]

    @property
    def context(self) -> str:
        return self._context

    def set_context(self, context: str) -> None:
        """Name the screen whose actions act, besides the global ones."""
        self._context = context
        self.refresh()
        self.changed.emit()
        self._themes.keys_taught.emit()

    def suspend(self, on: bool) -> None:
        """Let nothing act, by key, menu or call, until told otherwise: the window is locked."""
        self._suspended = on
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Ask every action anew whether it is enabled and checked."""
        for action in self._actions.values():
            self._renew(action)

    def run(self, action_id: str) -> bool:
        """Run an action if it can act now; tells whether it did."""
        action = self._actions[action_id]
        if not self.lives(action) or not action.enabled_when():
            return False
        action.run()
        return True

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action now, as Qt spells them everywhere; the first one is shown."""
        return self.keymap.keys(self._actions[action_id])

    def taught(self, key: str) -> str:
        """The key that is to be shown where ``key`` is the one that a command of the present
        screen has by itself; "" where it has none any more, ``key`` where it is no command's. The
        id of a command will do, too."""
        if shortcut_of(key) is not None:
            now = self.keymap.of(key)
            return shown_key(now[0]) if now else ""
        wanted = _same_key(key.replace(" ", "+") if len(key) > 1 else key)
        for action in self._actions.values():
            if action.context not in (GLOBAL, self._context):
                continue
            if wanted not in map(_same_key, action.keys):
                continue
            now = self.keymap.keys(action)
            if now != action.keys:
                return shown_key(now[0]) if now else ""
        return _called(key)

    def lives(self, action: Action) -> bool:
        return not self._suspended and action.context in (GLOBAL, self._context)

    def _take(self, action: Action) -> None:
        if action.id in self._actions:
            raise DuplicateActionError(f"two actions are called {action.id}")
        keys = () if action.keys_by_view else {_same_key(key) for key in action.keys}
        for key in keys:
            for other in self._by_key.get(key, ()):
                if action.context == other.context or GLOBAL in (action.context, other.context):
                    raise DuplicateActionError(f"{action.id} and {other.id} share {key}")
        for key in keys:
            self._by_key.setdefault(key, []).append(action)
        self._actions[action.id] = action

    def _make(self, action: Action) -> None:
        made = QAction(action.text, self)
        if action.icon:
            made.setIcon(self._themes.icon(action.icon))
        made.setCheckable(action.checkable)
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda _checked=False, each=action: self._on_triggered(each))
        self._made[action.id] = made
        self._bind(action)
        self._renew(action)
        if self._window is not None:
            self._window.addAction(made)

    def _drop(self, action_id: str) -> None:
        action, made = self._actions.pop(action_id), self._made.pop(action_id, None)
        for sharing in self._by_key.values():
            if action in sharing:
                sharing.remove(action)
        if made is not None:
            made.setEnabled(False)  # at once: its key is wanted for the next try
            made.deleteLater()

    def _bind(self, action: Action) -> None:
        keys = () if action.keys_by_view else self.keymap.keys(action)
        self._made[action.id].setShortcuts([QKeySequence(key) for key in keys])

    def _on_keys(self) -> None:
        for action in self._actions.values():
            self._bind(action)
        self.changed.emit()
        self._themes.keys_taught.emit()

    def _renew(self, action: Action) -> None:
        made = self._made[action.id]
        made.setEnabled(self.lives(action))
        made.setVisible(self.lives(action))
        if action.checkable:
            made.setChecked(action.checked_when())

    def _on_triggered(self, action: Action) -> None:
        if self.lives(action) and action.enabled_when():
            action.run()
        if action.checkable:
            self._made[action.id].setChecked(action.checked_when())


def _same_key(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _called(key: str) -> str:
    """The name of a key, or of keys with a space between them, in the user's language."""
    return " ".join(caps_of(key.replace(" ", "+"))) if " " in key else shown_key(key)
