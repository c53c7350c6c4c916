"""The theme that holds now, and the switches between light and dark, usual and high contrast."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QColor, QGuiApplication, QIcon, QPainter, QStyleHints
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop_app.ui.theme.icons import GlyphCache, GlyphEngine, Glyphs
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.theme.theme import BASE_TEXT_SIZE, Motion, Theme, make_theme, tokens


class Appearance(StrEnum):
    """What the user wants: always light, always dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    """The same of contrast: as the system has it, the design's own, or high."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class Themes(QObject):
    """Holds the current :class:`Theme` as ``now`` and puts it on the application.

    ``changed`` is sent after palette, font and style sheet have been put on; widgets that
    keep measures or colours of their own renew them then. Icons need nothing: they take
    their colour when painted. ``keys_taught`` is sent when other keys are to be shown than before.
    """

    changed = Signal()
    keys_taught = Signal()

    def __init__(
        self,
        app: QApplication,
        appearance: Appearance | str = Appearance.SYSTEM,
        text_size: int = BASE_TEXT_SIZE,
        *,
        contrast: Contrast | str = Contrast.SYSTEM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._appearance = Appearance(appearance)
        self._contrast = Contrast(contrast)
        self._text_size = text_size
        self.reduce_motion = False
        self._taught: Callable[[str], str] = str
        self._glyphs = Glyphs()
        self._pixmaps = GlyphCache(self._glyphs)
        self._template = resource_path("style.qss").read_text("utf-8")
        self._applied: Theme | None = None
        self._hints, self._eyes = _platform()
        self.now: Theme = self._wanted()
        self._hints.colorSchemeChanged.connect(self._renew)
        self._eyes.contrastPreferenceChanged.connect(self._renew)

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def contrast(self) -> Contrast:
        return self._contrast

    @property
    def text_size(self) -> int:
        return self._text_size

    @property
    def motion(self) -> Motion:
        return self.now.motion.reduced() if self.reduce_motion else self.now.motion

    def apply(self) -> None:
        """Put the theme on the application; once at the start, later by the setters."""
        style = self._app.style()
        if style is None or style.objectName() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        self._tell_system()
        self._renew()

    def set_appearance(self, appearance: Appearance | str) -> None:
        self._appearance = Appearance(appearance)
        self._tell_system()
        self._renew()

    def set_contrast(self, contrast: Contrast | str) -> None:
        self._contrast = Contrast(contrast)
        self._renew()

    def set_text_size(self, size: int) -> None:
        """The size of body text, one of the tokens' ``userSizes`` (12, 13, 14, 16).

        Raises:
            ValueError: any other size.
        """
        if size not in tokens()["font"]["userSizes"]:
            raise ValueError(f"no text size {size}")
        self._text_size = size
        self._renew()

    def reword(self) -> None:
        """What is painted says the same in other words: it is measured and painted anew."""
        self._pixmaps.clear()
        self.changed.emit()

    def teach(self, taught: Callable[[str], str]) -> None:
        """Have keys shown as ``taught`` says: given the key that something has by itself, it
        answers the one that it has now, or ""."""
        self._taught = taught
        self.keys_taught.emit()

    def taught(self, key: str) -> str:
        """The key to show for something that has ``key`` by itself."""
        return self._taught(key) if key else ""

    def set_reduce_motion(self, still: bool) -> None:
        """Let nothing move, or let it."""
        self.reduce_motion = still

    def icon(
        self, name: str, ink: str = "text.secondary", *, on: str = "", on_ink: str = ""
    ) -> QIcon:
        """An icon of the Phosphor font ("ph.tray") that follows the theme by itself.

        Args:
            name: the glyph, as QtAwesome spells it.
            ink: its colour's path.
            on, on_ink: glyph and colour of the checked state, if they differ.
        """
        engine = GlyphEngine(self._glyphs, self._color_of, name, ink, on or name, on_ink or ink)
        return QIcon(engine)

    def draw_glyph(
        self, painter: QPainter, x: float, y: float, side: int, name: str, color: QColor
    ) -> None:
        """For delegates: a glyph ``side`` pixels wide at (x, y), from a cache."""
        self._pixmaps.draw(painter, x, y, side, name, color)

    def has_glyph(self, name: str) -> bool:
        return self._glyphs.has(name)

    def _color_of(self, ink: str) -> QColor:
        return self.now.color(ink)

    def _wants_dark(self) -> bool:
        if self._appearance is Appearance.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    def _wants_contrast(self) -> bool:
        if self._contrast is Contrast.SYSTEM:
            return self._eyes.contrastPreference() == Qt.ContrastPreference.HighContrast
        return self._contrast is Contrast.HIGH

    def _wanted(self) -> Theme:
        return make_theme(self._wants_dark(), self._text_size, contrast=self._wants_contrast())

    def _tell_system(self) -> None:
        """The system paints the title bar: it is told the choice, where it listens."""
        schemes = Qt.ColorScheme
        wanted = {Appearance.LIGHT: schemes.Light, Appearance.DARK: schemes.Dark}
        self._hints.setColorScheme(wanted.get(self._appearance, schemes.Unknown))

    def _renew(self) -> None:
        wanted = self._wanted()
        if wanted is self._applied:
            return
        self.now = self._applied = wanted
        self._pixmaps.clear()
        self._app.setPalette(wanted.palette())
        self._app.setFont(wanted.font())
        template = self._template + (_more_edges() if wanted.contrast else "")
        self._app.setStyleSheet(wanted.style_sheet(template))
        self.changed.emit()


@cache
def _platform() -> tuple[QStyleHints, QAccessibilityHints]:
    """What the system asks for, held as long as the program runs: PySide takes the second for
    deleted once nobody holds the first."""
    hints = QGuiApplication.styleHints()
    return hints, hints.accessibility()


@cache
def _more_edges() -> str:
    """What the style sheet says besides in high contrast."""
    return resource_path("contrast.qss").read_text("utf-8")
