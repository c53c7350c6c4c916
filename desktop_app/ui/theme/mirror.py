"""How what we paint ourselves turns round in a window that reads from right to left.

Rows and small widgets are laid out as if one read from the left. Where the window reads from
the right, the painter is turned about the middle of what it paints, so that every bar, box and
line changes sides by itself; only words and pictures are then put upright again, where they are
drawn. Places of the mouse are turned the same way before they are held against a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, overload
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QLabel, QMenu, QStyleOptionViewItem, QWidget

_RTL = Qt.LayoutDirection.RightToLeft
_Index = QModelIndex | QPersistentModelIndex
_PaintRow = Callable[[Any, QPainter, QStyleOptionViewItem, _Index], None]
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)

_SIDES = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_POINTING = frozenset(
    f"ph.{name}{weight}"
    for name in (
        "arrow-bend-double-up-left", "arrow-bend-up-left", "arrow-bend-up-right",
        "arrow-down-left", "arrow-left", "arrow-right", "arrow-square-out", "arrow-u-up-left",
        "arrow-u-up-right", "arrow-up-right", "caret-double-left", "caret-double-right",
        "caret-left", "caret-right", "export", "list-bullets", "list-dashes", "list-numbers",
        "paper-plane-tilt", "sign-in", "sign-out", "skip-forward",
    )
    for weight in ("", "-bold", "-fill")
)  # fmt: skip
"""Glyphs that point along the line one reads, and so the other way in a mirrored window. A
clock runs, a tick leans and a mark is what it is wherever one reads from."""


def points(glyph: str) -> bool:
    """Whether a glyph points along the line one reads."""
    return glyph in _POINTING


def reads_from_right() -> bool:
    """Whether the program as a whole reads from right to left."""
    return QGuiApplication.layoutDirection() == _RTL


def painter_on(widget: QWidget) -> QPainter:
    """A painter on a widget, turned if the widget reads from right to left."""
    painter = QPainter(widget)
    if widget.layoutDirection() == _RTL:
        turn(painter, widget.rect())
    return painter


def turn(painter: QPainter, box: QRect) -> None:
    """Turn a painter about the middle of ``box``: what is painted at its left comes out at its
    right. Lines of words read in their own direction from then on, whatever the window's."""
    painter.translate(2 * box.x() + box.width(), 0)
    painter.scale(-1, 1)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


def is_turned(painter: QPainter) -> bool:
    return painter.worldTransform().m11() < 0


@contextmanager
def upright(painter: QPainter, box: QRect | QRectF) -> Iterator[bool]:
    """What is drawn into ``box`` meanwhile is not mirrored, though its place is.

    Yields:
        Whether the painter was turned, so that left and right change places within the box.
    """
    if not is_turned(painter):
        yield False
        return
    painter.save()
    painter.translate(2 * box.x() + box.width(), 0)
    painter.scale(-1, 1)
    yield True
    painter.restore()


def draw_words(painter: QPainter, box: QRect | QRectF, flags: int, words: str) -> None:
    """``QPainter.drawText`` that stays legible on a turned painter."""
    with upright(painter, box) as turned:
        if turned and flags & (_LEFT | _RIGHT):
            flags ^= _LEFT | _RIGHT
        painter.drawText(box, flags, words)


@overload
def turned_in(box: QRect, place: QPoint) -> QPoint: ...
@overload
def turned_in(box: QRect, place: QRect) -> QRect: ...
def turned_in(box: QRect, place: QPoint | QRect) -> QPoint | QRect:
    """A place, in pixels, as it is seen from the other side of ``box``."""
    both = box.left() + box.right()
    if isinstance(place, QPoint):
        return QPoint(both - place.x(), place.y())
    return QRect(both - place.right(), place.y(), place.width(), place.height())


@overload
def as_painted(widget: QWidget, place: QPoint, box: QRect | None = None) -> QPoint: ...
@overload
def as_painted(widget: QWidget, place: QRect, box: QRect | None = None) -> QRect: ...
def as_painted(widget: QWidget, place: QPoint | QRect, box: QRect | None = None) -> QPoint | QRect:
    """Between a place in a widget and the same in its layout, which begins at the left.

    It is its own inverse: the mouse's place becomes one of the layout, and a rectangle of the
    layout becomes one on the screen. ``box`` is what was turned, if not the whole widget.
    """
    if widget.layoutDirection() != _RTL:
        return place
    return turned_in(widget.rect() if box is None else box, place)


def turned_rows(paint: _PaintRow) -> _PaintRow:
    """A delegate's ``paint`` that is laid out from the left, turned about the row or cell where
    the view reads from the right."""

    @wraps(paint)
    def turned(
        delegate: Any, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        if option.direction != _RTL or is_turned(painter):
            paint(delegate, painter, option, index)
            return
        painter.save()
        turn(painter, option.rect)
        paint(delegate, painter, option, index)
        painter.restore()

    return turned


def side_of(words: str) -> str:
    """``ltr`` or ``rtl`` for words, as their first letter is read; "" where there is none.

    The first strong character decides (Unicode annex 9, P2 and P3).
    """
    for letter in words:
        side = _SIDES.get(bidirectional(letter))
        if side:
            return side
    return ""


def sides(begin: int, top: int, end: int, bottom: int) -> tuple[int, int, int, int]:
    """Margins for ``setContentsMargins``, which Qt leaves where they are in a mirrored window."""
    return (end, top, begin, bottom) if reads_from_right() else (begin, top, end, bottom)


def begins(label: QLabel) -> None:
    """Let the words of a label stand where lines of the window begin. By itself a label goes by
    its own first letter: a name in Latin letters would stand at the left of a mirrored window."""
    if reads_from_right():
        kept = label.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        label.setAlignment(kept | right)


def along(widget: QWidget, key: int) -> int:
    """The way that Left or Right goes along what one reads: 1 on, -1 back, 0 for another key."""
    step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(int(key), 0)
    return -step if widget.layoutDirection() == _RTL else step


def popup_below(menu: QMenu, anchor: QWidget, gap: int = 4, *, end: bool = False) -> None:
    """Open a menu ``gap`` pixels below a widget, flush with where the widget begins, or ``end``s:
    the left and the right edge, in a mirrored window the other way round."""
    at = anchor.mapToGlobal(QPoint(0, anchor.height() + gap))
    if end != (anchor.layoutDirection() == _RTL):
        at.setX(at.x() + anchor.width() - menu.sizeHint().width())
    menu.popup(at)
