"""Contrast as WCAG 2.2 measures it, of colours and of what a window shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop_app.ui.widgets.floating import DarkBar

_Pixels = npt.NDArray[np.uint32]


def luminance(color: QColor) -> float:
    """Relative luminance (0 to 1)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(color.redF())
        + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF())
    )


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Seen:
    """Words in a window, their colour and that of what they stand on."""

    words: str
    where: str
    ink: str
    ground: str
    ratio: float


class _Written:
    """Notes what is written by painters, and where in the picture."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, QRect, QColor]] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        draw = QPainter.drawText

        def noted(painter: QPainter, *given: object) -> object:
            place = next((each for each in given if isinstance(each, QRect | QRectF)), None)
            words = next((each for each in given if isinstance(each, str)), "")
            if place is not None and words.strip():
                box = painter.deviceTransform().mapRect(QRectF(place)).toAlignedRect()
                ink = QColor(painter.pen().color())
                ink.setAlphaF(ink.alphaF() * painter.opacity())
                self.notes.append((words, box, ink))
            return draw(painter, *given)

        QPainter.drawText = noted  # type: ignore[method-assign]
        try:
            yield
        finally:
            QPainter.drawText = draw  # type: ignore[method-assign]


def seen_in(window: QWidget) -> list[Seen]:
    """All words that a window shows, but for those of disabled things and of web pages.

    The ground is what most of their box has. What stands below a bar that floats is left out,
    and words of which nothing can be found are covered by something else.
    """
    written = _Written()
    with written.listening():
        shot = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = shot.devicePixelRatio()
    picture = np.frombuffer(shot.constBits(), np.uint32).reshape(shot.height(), -1)
    bars = {each: _box_in(window, each, scale) for each in window.findChildren(DarkBar)}
    found = [
        _seen(picture, words, box, ink, "painted")
        for words, box, ink in written.notes
        if not any(each.intersects(box) for each in bars.values())
    ]
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not each.isEnabled():
            continue
        if 2 * each.visibleRegion().boundingRect().height() < each.height():
            continue  # of what scrolls in, a sliver is mostly the line that it comes from under
        if (isinstance(each, QLabel) and "<" not in each.text()) or isinstance(each, QLineEdit):
            words = each.text()
        else:
            continue
        if words.strip():
            box = _box_in(window, each, scale)
            if any(on.intersects(box) and not bar.isAncestorOf(each) for bar, on in bars.items()):
                continue
            ink = each.palette().color(each.foregroundRole())
            found.append(_seen(picture, words, box, ink, type(each).__name__))
    return [each for each in found if each is not None]


def _box_in(window: QWidget, each: QWidget, scale: float) -> QRect:
    """Where a widget is in the picture of its window; nothing while it is hidden."""
    if not each.isVisible():
        return QRect()
    return QRect(each.mapTo(window, QPoint(0, 0)) * scale, each.size() * scale)


def _seen(picture: _Pixels, words: str, box: QRect, ink: QColor, where: str) -> Seen | None:
    """Args:
    picture: 0xffRRGGBB by row and column.
    """
    top, left = max(0, box.top()), max(0, box.left())
    part = picture[top : max(top, box.bottom() + 1), left : max(left, box.right() + 1)]
    if not part.size:
        return None
    colors, counts = np.unique(part, return_counts=True)
    ground = QColor(int(colors[counts.argmax()]))
    over = _over(ink, ground)
    wanted = contrast(over, ground)
    shades = colors[np.argsort(counts)[-40:]]
    reached = max(contrast(QColor(int(each)), ground) for each in shades)
    if reached < 1 + (wanted - 1) * 0.3:  # thin strokes never reach the colour that they have
        return None
    return Seen(words, where, over.name(), ground.name(), round(wanted, 2))


def _over(ink: QColor, ground: QColor) -> QColor:
    """What one sees of an ink that lets its ground through."""
    part = ink.alphaF()
    mixed = (
        above * part + below * (1 - part)
        for above, below in zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    )
    return QColor.fromRgbF(*mixed)
