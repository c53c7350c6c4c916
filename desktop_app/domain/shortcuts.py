"""Keys of commands: how they are spelled, which are taken, and what a user made of them.

Keys are written as Qt writes them everywhere ("Ctrl+Shift+E", "R", "F5"); several of one command
have a space between them. No Qt is needed here: the command line changes them, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.shortcut_table import CONTEXTS, FIXED, FOLLOWING, TABLE

PREFIX: Final = "keys."
"""How the names of such settings begin: ``keys.inbox.archive``."""
SINGLE_LETTERS: Final = "keys.single_letters"
"""The setting by which keys without Ctrl or Alt are turned off."""
GLOBAL: Final = "global"

_MODIFIERS: Final = ("Meta", "Ctrl", "Alt", "Shift")
_NAMED: Final = {
    name.casefold(): name
    for name in (
        "Esc", "Tab", "Backspace", "Return", "Ins", "Del", "Pause", "Print", "Home", "End", "Left",
        "Up", "Right", "Down", "PgUp", "PgDown", "Space", "Help", "Menu",
        *(f"F{number}" for number in range(1, 25)),
    )
}  # fmt: skip
_OTHER_NAMES: Final = {
    "enter": "Return", "escape": "Esc", "delete": "Del", "insert": "Ins", "pageup": "PgUp",
    "pagedown": "PgDown", "control": "Ctrl", "option": "Alt", "cmd": "Ctrl", "plus": "+",
}  # fmt: skip
# What lists, fields and dialogs of every screen live by.
_MOVING: Final = frozenset(
    {"Esc", "Tab", "Backspace", "Return", "Space", "Home", "End", "Left", "Up", "Right", "Down",
     "PgUp", "PgDown"}
)  # fmt: skip
_OF_TEXT: Final = frozenset({"Ctrl+C", "Ctrl+V", "Ctrl+X", "Alt+F4"})


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A command and its keys.

    Args:
        id: of the action.
        context: the key of its screen, or ``global``.
        title: what it is called.
        keys: those it has by itself.
        fixed: they belong to the view and stay.
    """

    id: str
    context: str
    title: str
    keys: tuple[str, ...]
    fixed: bool = False

    @property
    def setting(self) -> str:
        """The name of the setting that has its keys."""
        return PREFIX + self.id

    @property
    def where(self) -> str:
        """Where it acts, in words."""
        return CONTEXTS[self.context]

    def meets(self, other: Shortcut) -> bool:
        """Whether both could act at one moment."""
        return self.context == other.context or GLOBAL in (self.context, other.context)


SHORTCUTS: Final = tuple(
    Shortcut(action, context, title, tuple(keys.split()), mark == FIXED)
    for action, context, title, keys, mark in TABLE
)
"""All of them, by where they act."""
_BY_ID: Final = {each.id: each for each in SHORTCUTS}


def shortcut_of(action_id: str) -> Shortcut | None:
    """The command of an id, or the one whose key it shows; None for one that can have no key."""
    return _BY_ID.get(FOLLOWING.get(action_id, action_id))


def spelled(key: str) -> str:
    """One key as it is kept: "ctrl + shift+e" is "Ctrl+Shift+E".

    Raises:
        KnownError: there is no such key.
    """
    parts = [part.strip() for part in key.strip().split("+")]
    if key.strip().endswith("+"):  # the plus itself
        parts = [*[part for part in parts if part], "+"]
    *held, last = [_OTHER_NAMES.get(part.casefold(), part) for part in parts]
    wanted = {part.casefold() for part in held}
    if len(wanted) != len(held) or not wanted <= {each.casefold() for each in _MODIFIERS}:
        raise _no_key(key)
    if len(last) == 1 and last.isprintable() and not last.isspace():
        name = last.upper() if len(last.upper()) == 1 else last
    elif last.casefold() in _NAMED:
        name = _NAMED[last.casefold()]
    else:
        raise _no_key(key)
    return "+".join([each for each in _MODIFIERS if each.casefold() in wanted] + [name])


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of a setting's text; () for "none" or nothing.

    Raises:
        KnownError: one of them is no key.
    """
    joined = text.replace(" + ", "+").strip()
    if joined.casefold() in ("", "none"):
        return ()
    return tuple(dict.fromkeys(spelled(each) for each in joined.split()))


def is_single(key: str) -> bool:
    """Whether a key is a letter, a digit or a sign that is typed: no Ctrl, Alt or Meta with it."""
    *held, last = spelled(key).split("+") if not key.endswith("+") else key[:-1].split("+")
    return len(last) <= 1 and not set(held) & {"Ctrl", "Alt", "Meta"}


def changed_keys(
    stored: Mapping[str, object], *, settle: bool = True
) -> dict[str, tuple[str, ...]]:
    """What settings make of the keys, by the ids of the commands, as far as it makes sense.

    Args:
        settle: of two commands that were given one key by hand only the last in the table has it.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    for each in SHORTCUTS:
        text = stored.get(each.setting)
        if each.fixed or not isinstance(text, str):
            continue
        try:
            keys = keys_in(text)
        except KnownError:
            continue
        if keys != each.keys:
            wanted[each.id] = keys
    if not settle:
        return wanted
    settled: dict[str, tuple[str, ...]] = dict(wanted)
    for action, keys in wanted.items():
        free = tuple(key for key in keys if why_not(_BY_ID[action], key, settled) is None)
        if free == _BY_ID[action].keys:
            del settled[action]
        else:
            settled[action] = free
    return settled


def keys_of(shortcut: Shortcut, changed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that a command has now."""
    return changed.get(shortcut.id, shortcut.keys)


@dataclass(frozen=True, slots=True)
class Taken:
    """Why a command cannot have a key.

    Args:
        words: one sentence.
        by: the command that has it and could give it up; None where nothing can be done.
    """

    words: str
    by: Shortcut | None = None


def why_not(shortcut: Shortcut, key: str, changed: Mapping[str, tuple[str, ...]]) -> Taken | None:
    """Who has a key where both could act; None where it is free.

    Raises:
        KnownError: there is no such key.
    """
    wanted = spelled(key)
    others = [each for each in SHORTCUTS if each.id != shortcut.id and each.meets(shortcut)]
    for other in others:
        if wanted in map(spelled, keys_of(other, changed)):
            words = f"{wanted} is “{other.title}” ({other.where})"
            if other.fixed:
                return Taken(tr("{words}, and stays so.", words=words))
            return Taken(f"{words}.", other)
    own = {spelled(each) for each in shortcut.keys}
    bare = wanted.removeprefix("Shift+")
    if wanted not in own and (bare in _MOVING or wanted in _OF_TEXT):
        return Taken(tr("{wanted} is needed in lists and text.", wanted=wanted))
    return None


def require_free(
    shortcut: Shortcut, keys: tuple[str, ...], changed: Mapping[str, tuple[str, ...]]
) -> None:
    """Make sure that a command can have keys.

    Raises:
        KnownError: its keys are fixed, or another command has one of them.
    """
    if shortcut.fixed:
        raise KnownError(
            tr("The keys of “{title}” cannot be changed.", title=shortcut.title),
            tr("They belong to the list itself."),
        )
    for key in keys:
        taken = why_not(shortcut, key, changed)
        if taken is None:
            continue
        advice = tr("Choose another key.")
        if taken.by is not None:
            advice = tr("Give that one another key first: {setting}.", setting=taken.by.setting)
        raise KnownError(taken.words, advice)


def replaced(
    shortcut: Shortcut, key: str, changed: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """What is to be changed for a command to have a key, and no other one that meets it: keys by
    ids of commands.

    Raises:
        KnownError: the key cannot be given up by who has it.
    """
    wanted = spelled(key)
    made: dict[str, tuple[str, ...]] = {shortcut.id: (wanted,)}
    while (taken := why_not(shortcut, wanted, {**changed, **made})) is not None:
        if taken.by is None:
            raise KnownError(taken.words, tr("Choose another key."))
        had = keys_of(taken.by, changed)
        made[taken.by.id] = tuple(each for each in had if spelled(each) != wanted)
    return made


def _no_key(key: str) -> KnownError:
    return KnownError(
        tr("“{key}” is no key.", key=key), tr("One looks like R, F5, Ctrl+E or Ctrl+Shift+Return.")
    )
