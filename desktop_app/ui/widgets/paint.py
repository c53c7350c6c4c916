"""What delegates and small widgets paint alike: monograms, pills, tags, boxes, bars.

All take the painter first and ``themes`` second, use logical pixels, and leave the painter's
pen and brush changed but nothing else. Those that lay themselves out return their width.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from desktop_app.ui.theme import Theme, Themes, Tint
from desktop_app.ui.theme.mirror import draw_words, is_turned, side_of, upright

# Where a delegate puts words it puts the rest, too: all of it is turned by the painter, and a
# mirrored window must not move the words alone.
_LEFT = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    color: QColor,
    *,
    right: bool = False,
    elide: bool = True,
) -> int:
    """One line of text, centred in height, elided at its end; returns its width."""
    shown, width = _fitted(words, font, rect.width()) if elide else (words, -1)
    painter.setFont(font)
    painter.setPen(color)
    draw_words(painter, rect, _RIGHT if right else _LEFT, shown)
    return text_width(shown, font) if width < 0 else width


def text_parts(painter: QPainter, rect: QRect, parts: Sequence[tuple[str, QFont, QColor]]) -> int:
    """One line of words in several inks or fonts, cut at its end where it has no room; returns its
    width. In a mirrored window they stay in the order in which they are read."""
    fitting: list[tuple[str, QFont, QColor, int]] = []
    room = rect.width()
    for words, font, color in parts:
        shown, width = _fitted(words, font, room)
        if room < 8 or not shown:
            break
        fitting.append((shown, font, color, width))
        room -= width
    if is_turned(painter) and side_of("".join(each[0] for each in fitting)) != "rtl":
        fitting.reverse()
    left = rect.left()
    for shown, font, color, width in fitting:
        at = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
        text(painter, at, shown, font, color, elide=False)
        left += width
    return left - rect.left()


_BY_ID: dict[int, tuple[QFont, QFontMetrics]] = {}
_KEPT = 8_192
_fits: dict[tuple[str, int, int], tuple[QFont, str, int]] = {}


def font_metrics(font: QFont) -> QFontMetrics:
    """Metrics of a font, kept: making them is dear in the middle of a paint."""
    found = _BY_ID.get(id(font))
    if found is None or found[0] is not font:
        if len(_BY_ID) > 256:
            _BY_ID.clear()
        found = (font, QFontMetrics(font))
        _BY_ID[id(font)] = found
    return found[1]


def text_width(words: str, font: QFont) -> int:
    return font_metrics(font).horizontalAdvance(words)


def elided(words: str, font: QFont, width: int) -> str:
    """``words`` cut with an ellipsis to fit ``width``; on one line."""
    return _fitted(words, font, width)[0]


def _fitted(words: str, font: QFont, width: int) -> tuple[str, int]:
    """The words that fit and how wide they are. Rows are painted over and over with the
    same words, so the answers are kept; each holds its font, so that an id stays its own."""
    # A preview can be kilobytes long; only its beginning can ever be seen.
    flat = words[: max(16, width)]
    if "\n" in flat:
        flat = " ".join(flat.split())
    key = (flat, id(font), width)
    found = _fits.get(key)
    if found is None:
        metrics = font_metrics(font)
        shown = metrics.elidedText(flat, Qt.TextElideMode.ElideRight, max(0, width))
        if len(_fits) >= _KEPT:
            _fits.clear()
        found = _fits[key] = (font, shown, metrics.horizontalAdvance(shown))
    return found[1], found[2]


def initials(name: str) -> str:
    """Up to two letters for an avatar: "Ines Caldaro" gives "IC"."""
    words = [word for word in name.replace("@", " ").split() if word[:1].isalnum()]
    if not words:
        return "?"
    last = words[-1][0] if len(words) > 1 else ""
    return (words[0][0] + last).upper()


def avatar_colors(themes: Themes, seed: str) -> tuple[QColor, QColor]:
    """Ground and letter colour for a name, the same one always."""
    colors = themes.now.avatar
    return colors[zlib.crc32(seed.strip().casefold().encode()) % len(colors)]


def monogram(painter: QPainter, themes: Themes, rect: QRect, name: str) -> None:
    """The rounded square with a company's first letter."""
    theme = themes.now
    side = rect.width()
    radius = theme.radius
    corner = (
        radius.monogram_small
        if side < 22
        else radius.monogram_large
        if side >= 36
        else radius.monogram
    )
    if side == 22:
        corner = radius.monogram_small + 1
    letter = next((each for each in name if each.isalnum()), "?").upper()
    _letters(painter, themes, rect, name, letter, corner)


def avatar(
    painter: QPainter, themes: Themes, rect: QRect, name: str, picture: QImage | None = None
) -> None:
    """The circle with a person's picture, or with their initials."""
    if picture is not None:
        ratio = painter.device().devicePixelRatio()
        side = round(rect.width() * ratio)
        fit = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        scaled = picture.scaled(side, side, fit, Qt.TransformationMode.SmoothTransformation)
        brush = QBrush(scaled)
        brush.setTransform(QTransform(1 / ratio, 0, 0, 1 / ratio, rect.x(), rect.y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        with upright(painter, rect):
            painter.drawEllipse(rect)
        return
    _letters(painter, themes, rect, name, initials(name), rect.width() / 2)


def _letters(
    painter: QPainter, themes: Themes, rect: QRect, name: str, letters: str, corner: float
) -> None:
    tint, ink = avatar_colors(themes, name)
    ground(painter, themes.now, rect, corner, tint)
    side = rect.width()
    size = 11 if side <= 24 else 12 if side <= 32 else 16 if len(letters) == 1 else 13
    if side > 48:
        size = side * 3 // 8
    painter.setFont(_letter_font(themes.now.family, 9 if side < 20 else size))
    painter.setPen(ink)
    draw_words(painter, rect, _CENTER, letters)


@lru_cache(maxsize=32)
def _letter_font(family: str, pixels: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def status_pill_width(themes: Themes, status: str, *, caret: bool = False) -> int:
    theme = themes.now
    words = text_width(theme.status_label[status], theme.font("small", 500))
    return 6 + 12 + 4 + words + (20 if caret else 8)


def status_pill(
    painter: QPainter, themes: Themes, x: int, center_y: int, status: str, *, caret: bool = False
) -> int:
    """A lead's status: icon and word on its tint; ``caret`` says that it opens a menu."""
    theme = themes.now
    tint = theme.status[status]
    width = status_pill_width(themes, status, caret=caret)
    height = theme.size.pill
    top = center_y - height // 2
    ground(painter, theme, QRectF(x, top, width, height), height / 2, tint.bg, tint.border)
    themes.draw_glyph(painter, x + 6, center_y - 6, 12, theme.status_icon[status], tint.fg)
    rect = QRect(x + 22, top, width - 22, height)
    text(painter, rect, theme.status_label[status], theme.font("small", 500), tint.fg, elide=False)
    if caret:
        themes.draw_glyph(painter, x + width - 17, center_y - 5, 10, "ph.caret-down-bold", tint.fg)
    return width


def tag_width(themes: Themes, words: str, *, icon: str = "") -> int:
    return 14 + (16 if icon else 0) + text_width(words, themes.now.font("small", 500))


def tag(
    painter: QPainter,
    themes: Themes,
    x: int,
    center_y: int,
    words: str,
    tint: Tint,
    *,
    icon: str = "",
) -> int:
    """A small labelled field such as *Draft*."""
    theme = themes.now
    width = tag_width(themes, words, icon=icon)
    height = theme.size.tag
    top = center_y - height // 2
    ground(painter, theme, QRectF(x, top, width, height), theme.radius.tag, tint.bg, tint.border)
    start = x + 7
    if icon:
        themes.draw_glyph(painter, start, center_y - 6, 12, icon, tint.fg)
        start += 16
    rect = QRect(start, top, width - (start - x), height)
    text(painter, rect, words, theme.font("small", 500), tint.fg, elide=False)
    return width


_BARS = {"high": 3, "medium": 2, "low": 1}
PRIORITY_WIDTH = 13


def priority_bars(painter: QPainter, themes: Themes, x: int, bottom: int, priority: str) -> None:
    """The three bars of a priority: how many are lit says it besides their colour."""
    theme = themes.now
    lit = _BARS.get(priority, 0)
    ink = getattr(theme.priority, priority) if lit else theme.priority.off
    for at, height in enumerate((5, 8, 11)):
        bar = QRectF(x + 5 * at, bottom - height, 3, height)
        rounded(painter, bar, 1, ink if at < lit else theme.priority.off)


def badge_width(themes: Themes, words: str) -> int:
    return max(16, 10 + text_width(words, themes.now.font("axis", 500, tabular=True)))


def badge(painter: QPainter, themes: Themes, right: int, center_y: int, words: str) -> int:
    """A count on the inset ground, placed by its right edge."""
    theme = themes.now
    width = badge_width(themes, words)
    rect = QRect(right - width, center_y - 8, width, 16)
    ground(painter, theme, rect, 4, theme.bg.inset)
    painter.setFont(theme.font("axis", 500, tabular=True))
    painter.setPen(theme.text.secondary)
    draw_words(painter, rect, _CENTER, words)
    return width


def check_box(
    painter: QPainter,
    themes: Themes,
    x: int,
    y: int,
    state: Qt.CheckState,
    *,
    enabled: bool = True,
    hover: bool = False,
) -> None:
    """The 16 px box with its top left corner at (x, y)."""
    theme = themes.now
    side = theme.size.checkbox
    box = QRectF(x, y, side, side)
    corner = theme.radius.checkbox
    if state == Qt.CheckState.Unchecked:
        edge = theme.border.control if enabled else theme.border.default
        inside = theme.bg.canvas if enabled else theme.bg.subtle
        outlined(painter, box, corner, theme.bg.hover if hover and enabled else inside, edge)
        return
    ground(painter, theme, box, corner, theme.accent.fill if enabled else theme.bg.inset)
    ink = theme.text.on_accent if enabled else theme.text.disabled
    if state == Qt.CheckState.Checked:
        themes.draw_glyph(painter, x + 3, y + 3, side - 6, "ph.check-bold", ink)
    else:
        rounded(painter, QRectF(x + 4, y + side / 2 - 0.75, side - 8, 1.5), 0.75, ink)


def progress_bar(
    painter: QPainter, themes: Themes, rect: QRect, fraction: float, color: QColor | None = None
) -> None:
    """A thin bar filled to ``fraction`` (0 to 1)."""
    theme = themes.now
    corner = rect.height() / 2
    track = theme.bg.pressed if color is None else theme.bg.inset
    ground(painter, theme, rect, corner, track, theme.border.subtle)
    filled = QRectF(rect)
    filled.setWidth(max(0.0, min(1.0, fraction)) * rect.width())
    if filled.width() >= 1:
        rounded(painter, filled, min(corner, filled.width() / 2), color or theme.accent.solid)


def skeleton(painter: QPainter, themes: Themes, rect: QRect, corner: float = 4) -> None:
    """A still grey bar in the place of something that is being read."""
    rounded(painter, QRectF(rect), corner, themes.now.bg.skeleton)


def rounded(painter: QPainter, rect: QRectF, corner: float, color: QColor) -> None:
    """A filled rounded rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, corner, corner)


def ground(
    painter: QPainter,
    theme: Theme,
    rect: QRect | QRectF,
    corner: float,
    color: QColor,
    edge: QColor | None = None,
) -> None:
    """A ground that says something by its colour, such as what is selected; in high contrast a
    line around it says it, of the colour ``edge`` or the one that belongs to the ground."""
    box = QRectF(rect)
    line = theme.edge(color)
    if line is None:
        if corner:
            rounded(painter, box, corner, color)
        else:
            painter.fillRect(box, color)
        return
    usual, width = line
    outlined(painter, box, max(corner, width / 2), color, edge or usual, width)


def outlined(
    painter: QPainter,
    rect: QRectF,
    corner: float,
    ground: QColor | None,
    edge: QColor,
    width: float = 1,
) -> None:
    """A rounded rectangle with a line inside its edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    half = width / 2
    inner = rect.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, corner - half, corner - half)


def shadow(
    painter: QPainter, themes: Themes, rect: QRectF, corner: float, blur: int, drop: int
) -> None:
    """A soft shadow around a floating thing; ``rect`` is the thing, not the shadow.

    Rings laid over each other come near the curve of a Gaussian ``blur`` pixels wide that
    is dropped by ``drop``; the outer half of it is what one sees.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    color = QColor(themes.now.shadow)
    steps = max(6, blur // 2)
    edge = color.alphaF() * 0.55  # how dark it is where the thing begins
    for step in range(steps):
        out = 1 - step / steps  # from the outermost ring inwards
        color.setAlphaF(edge * 2 * (1 - out) / steps + 0.0005)
        painter.setBrush(color)
        spread = out * blur / 2
        ring = rect.adjusted(-spread, -spread + drop / 2, spread, spread + drop / 2)
        painter.drawRoundedRect(ring, corner + spread, corner + spread)


_LOGO = (  # in a square of 44: the tent, the pole, the flag
    ((20.4, 16.6), (9, 34), (15.7, 34), (22, 22.8), (28.3, 34), (35, 34), (23.6, 16.6)),
    ((20.4, 6.2), (20.4, 18), (23.4, 18), (23.4, 6.2)),
    ((22.6, 6.4), (29.6, 10.4), (22.6, 12.4)),
)


def logo(painter: QPainter, themes: Themes, rect: QRectF) -> None:
    """The tent with its flag on the accent's ground."""
    theme = themes.now
    side = rect.width()
    rounded(painter, rect, side * 0.23, theme.accent.fill)
    painter.save()
    with upright(painter, rect):
        painter.translate(rect.topLeft())
        painter.scale(side / 44, side / 44)
        painter.setBrush(theme.text.on_accent)
        for corners in _LOGO:
            shape = QPainterPath(QPointF(*corners[0]))
            for corner in corners[1:]:
                shape.lineTo(QPointF(*corner))
            shape.closeSubpath()
            painter.drawPath(shape)
    painter.restore()
