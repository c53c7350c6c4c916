"""Colours, sizes, fonts and icons, all from ``resources/tokens.json``."""

from __future__ import annotations

from desktop_app.ui.theme.manager import Appearance, Themes
from desktop_app.ui.theme.theme import Theme, Tint

__all__ = ["Appearance", "Theme", "Themes", "Tint"]
