"""How the window is to look and act, as this computer keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import SETTINGS

_BY_ITSELF: Mapping[str, Value] = {each.name: each.default for each in SETTINGS}


@dataclass(frozen=True)
class Preferences:
    """Choices that are kept outside of the window.

    Args:
        settings: this computer's by their names, as ``domain.setting_table`` has them; what is
            missing is as it is by itself.
        save: keeps new values by their names, None for "as it is by itself"; called off the
            window's thread. May raise
            :class:`~desktop_app.domain.errors.KnownError`.
    """

    settings: Mapping[str, Value] = field(default_factory=dict)
    save: Callable[[Mapping[str, Any]], Any] = lambda _values: None

    def value(self, name: str) -> Value:
        """The value of a setting.

        Raises:
            KeyError: there is none of that name.
        """
        return self.settings.get(name, _BY_ITSELF[name])

    def by_itself(self, name: str) -> Value:
        """What a setting is where nobody changed it."""
        return _BY_ITSELF[name]
