"""How the window is to look and act, as this computer keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Preferences:
    """Choices that are kept outside of the window.

    Args:
        appearance: ``system``, ``light`` or ``dark``.
        text_size: of body text: 12, 13, 14 or 16.
        lock_after: minutes without a key or a movement until the window locks; 0 for never.
        density: of tables that say nothing else: ``compact``, ``comfortable`` or ``roomy``.
        reduce_motion: nothing moves.
        save: called with a name of this class and the new value.
    """

    appearance: str = "system"
    text_size: int = 13
    lock_after: int = 15
    density: str = "comfortable"
    reduce_motion: bool = False
    save: Callable[[str, Any], None] = lambda _name, _value: None
