"""Colours, sizes, fonts and icons, all from ``resources/tokens.json`` and, for high
contrast, ``resources/contrast.json``."""

from __future__ import annotations

from desktop_app.ui.theme.manager import Appearance, Contrast, Themes
from desktop_app.ui.theme.theme import Theme, Tint

__all__ = ["Appearance", "Contrast", "Theme", "Themes", "Tint"]
