"""The theme in the terms of the reading pane's documents."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize

from desktop_app.ui.inbox.bands import ICONS as BAND_ICONS
from desktop_app.ui.inbox.document_style import COLORS, Look
from desktop_app.ui.inbox.insight_words import ICONS as INSIGHT_ICONS
from desktop_app.ui.theme import Theme, Themes
from desktop_app.ui.theme.mirror import reads_from_right
from desktop_app.ui.theme.theme import css_color, make_theme
from desktop_app.ui.widgets import paint

ICONS = (
    ("ph.caret-double-up", "text.secondary"),
    ("ph.caret-down", "text.secondary"),
    ("ph.paperclip", "text.tertiary"),
    *BAND_ICONS,
    *INSIGHT_ICONS,
    ("ph.arrow-bend-up-left", "text.secondary"),
    ("ph.dots-three", "text.secondary"),
    ("ph.download-simple", "text.secondary"),
    ("ph.file-pdf", "semantic.danger.solid"),
    ("ph.table", "semantic.success.solid"),
    ("ph.file-text", "semantic.info.solid"),
    ("ph.presentation-chart", "semantic.warning.solid"),
    ("ph.package", "text.secondary"),
    ("ph.envelope-simple", "text.secondary"),
    ("ph.file-text", "text.secondary"),
    ("ph.file", "text.secondary"),
)
_SIDE = 48  # pixels of a picture; shown at 12 to 18, so sharp on screens of double density


class Looks:
    """Makes the look of the theme that holds now, and keeps it until the theme changes."""

    def __init__(self, themes: Themes) -> None:
        self._themes = themes
        self._made: tuple[Theme, Look] | None = None

    def now(self) -> Look:
        """Call it on the window's thread; what it returns goes anywhere."""
        theme = self._themes.now
        if self._made is None or self._made[0] is not theme:
            self._made = (theme, _look(self._themes, theme))
        return self._made[1]


def _look(themes: Themes, theme: Theme) -> Look:
    light = make_theme(False, theme.text_size, theme.family)
    colors = {path: css_color(theme.color(path)) for path in COLORS}
    colors["focus.ring"] = css_color(theme.focus.ring)
    colors["paper.text"] = css_color(light.text.primary)
    colors["paper.link"] = css_color(light.text.link)
    colors["paper.border"] = css_color(light.border.default)
    colors["paper.why"] = css_color(light.semantic.ai.border)

    def avatar_of(name: str) -> tuple[str, str]:
        ground, ink = paint.avatar_colors(themes, name)
        return ground.name(), ink.name()

    return Look(
        dark=theme.dark,
        colors=colors,
        avatar_of=avatar_of,
        family=theme.family,
        text_size=theme.text_size,
        icons={each: _picture(themes, *each) for each in ICONS},
        contrast=theme.contrast,
        mirrored=reads_from_right(),
    )


def _picture(themes: Themes, name: str, token: str) -> str:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    themes.icon(name, token).pixmap(QSize(_SIDE, _SIDE)).toImage().save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.data()).decode("ascii")
