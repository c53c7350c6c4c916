"""Every command as data: one registry feeds menus, keys and, later, the palette."""

from __future__ import annotations

from desktop_app.ui.actions.action import GLOBAL, Action
from desktop_app.ui.actions.command_key import CommandKey
from desktop_app.ui.actions.keymap import Keymap, caps_of, shown_key
from desktop_app.ui.actions.registry import Actions, DuplicateActionError

__all__ = [
    "GLOBAL",
    "Action",
    "Actions",
    "CommandKey",
    "DuplicateActionError",
    "Keymap",
    "caps_of",
    "shown_key",
]
