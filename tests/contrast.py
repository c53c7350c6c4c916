"""Contrast as WCAG 2.2 measures it, of colours and of what a window shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget


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

    The ground is what most of their box has; words of which nothing can be found there are covered
    by something else, and left out.
    """
    written = _Written()
    with written.listening():
        picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = picture.devicePixelRatio()
    found = [_seen(picture, words, box, ink, "painted") for words, box, ink in written.notes]
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not each.isEnabled() or each.visibleRegion().isEmpty():
            continue
        if (isinstance(each, QLabel) and "<" not in each.text()) or isinstance(each, QLineEdit):
            words = each.text()
        else:
            continue
        if words.strip():
            corner = each.mapTo(window, QPoint(0, 0)) * scale
            box = QRect(corner, each.size() * scale)
            ink = each.palette().color(each.foregroundRole())
            found.append(_seen(picture, words, box, ink, type(each).__name__))
    return [each for each in found if each is not None]


def _seen(picture: QImage, words: str, box: QRect, ink: QColor, where: str) -> Seen | None:
    box = box.intersected(picture.rect())
    counted = Counter(
        picture.pixel(x, y)
        for x in range(box.left(), box.right() + 1, 2)
        for y in range(box.top(), box.bottom() + 1)
    )
    if not counted:
        return None
    ground = QColor(counted.most_common(1)[0][0])
    over = _over(ink, ground)
    reached = max(contrast(QColor(each), ground) for each in counted)
    wanted = contrast(over, ground)
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
