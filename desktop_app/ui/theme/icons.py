"""Phosphor glyphs as icons, tinted by a token at the moment they are painted.

The font file is the one QtAwesome brings. It is read as a QRawFont, by itself: importing
QtAwesome checks and registers all twelve of its fonts (6 MB), which costs the start-up a
tenth of a second and leaves them all in memory. A glyph becomes a path once; painting fills
that path, so icons are sharp at any size and scale.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
)

from desktop_app.ui.theme.mirror import is_turned, points, reads_from_right, turn, upright

_EM = 256.0
_CACHE_LIMIT = 512


class Glyphs:
    """The glyphs of the Phosphor font by name (``"ph.tray-fill"``), as paths in a 256 square."""

    def __init__(self) -> None:
        self._font: QRawFont | None = None
        self._codes: dict[str, str] = {}
        self._paths: dict[str, QPainterPath] = {}

    def path(self, name: str) -> QPainterPath:
        """The outline of a glyph. KeyError for a name that the font does not have."""
        found = self._paths.get(name)
        if found is None:
            font = self._loaded()
            code = self._codes[name.removeprefix("ph.")]
            index = font.glyphIndexesForString(chr(int(code, 16)))[0]
            found = font.pathForGlyph(index)
            found.translate(0, _EM)
            found.setFillRule(Qt.FillRule.WindingFill)
            self._paths[name] = found
        return found

    def has(self, name: str) -> bool:
        self._loaded()
        return name.removeprefix("ph.") in self._codes

    def paint(self, painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
        """Fill a glyph in ``color``; ``rect`` is the glyph's whole em square."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / _EM, rect.height() / _EM)
        painter.fillPath(self.path(name), color)
        painter.restore()

    def _loaded(self) -> QRawFont:
        if self._font is None:
            folder = _fonts_folder()
            file = next(iter(sorted(folder.glob("phosphor-[0-9]*.ttf"))))
            codes = next(iter(sorted(folder.glob("phosphor-charmap-*.json"))))
            self._codes = json.loads(codes.read_text("utf-8"))
            self._font = QRawFont(str(file), _EM, QFont.HintingPreference.PreferNoHinting)
        return self._font


def _fonts_folder() -> Path:
    found = importlib.util.find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("The icon font (package qtawesome) is missing")
    return Path(next(iter(found.submodule_search_locations))) / "fonts"


class GlyphEngine(QIconEngine):
    """An icon that asks for its colour each time it is painted, so a theme switch is a repaint.

    Args:
        glyphs: where outlines come from.
        color_of: token path to colour, of the theme that holds now.
        name, ink: glyph and colour when off; ``on_name``, ``on_ink`` when checked.
    """

    def __init__(
        self,
        glyphs: Glyphs,
        color_of: Callable[[str], QColor],
        name: str,
        ink: str,
        on_name: str,
        on_ink: str,
    ) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._color_of = color_of
        self._looks = {QIcon.State.Off: (name, ink), QIcon.State.On: (on_name, on_ink)}

    def clone(self) -> QIconEngine:
        (name, ink), (on_name, on_ink) = self._looks.values()
        return GlyphEngine(self._glyphs, self._color_of, name, ink, on_name, on_ink)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name, ink = self._looks[state]
        if mode == QIcon.Mode.Disabled:
            ink = "text.disabled"
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        with upright(painter, rect):
            if points(name) and reads_from_right():
                turn(painter, rect)
            self._glyphs.paint(painter, square, name, self._color_of(ink))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


class GlyphCache:
    """Ready pixmaps of glyphs for delegates, which paint the same few ones all the time."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._made: dict[tuple[str, int, int, float, bool], QPixmap] = {}

    def draw(
        self, painter: QPainter, x: float, y: float, side: int, name: str, color: QColor
    ) -> None:
        """Draw a glyph ``side`` logical pixels wide with its top left corner at (x, y)."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        turned = is_turned(painter)
        aside = turned and points(name)
        key = (name, side, color.rgba(), ratio, aside)
        pixmap = self._made.get(key)
        if pixmap is None:
            if len(self._made) >= _CACHE_LIMIT:
                self._made.clear()
            whole = max(1, round(side * ratio))
            pixmap = QPixmap(whole, whole)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            inner = QPainter(pixmap)
            if aside:
                turn(inner, QRect(0, 0, side, side))
            self._glyphs.paint(inner, QRectF(0, 0, side, side), name, color)
            inner.end()
            self._made[key] = pixmap
        if not turned:
            painter.drawPixmap(round(x), round(y), pixmap)
            return
        with upright(painter, QRect(round(x), round(y), side, side)):
            painter.drawPixmap(round(x), round(y), pixmap)

    def clear(self) -> None:
        self._made.clear()
