"""Bars that lie one below the other, with the interval in which the truth may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.language import decimal, percent, tr
from desktop_app.domain.reports import FEW, Share
from desktop_app.ui.theme import Theme, Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce

_NAMES = 0.42  # of the width
_FIGURES = 86  # px at the right
_BAR = 12
_WHISKER = 5  # half the height of its ends


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar.

    Args:
        length: in the unit of all of them; None where there is nothing to measure.
        interval: from where to where, in the same unit.
        words: the figure at the right.
        few: whether it is of too few to say much.
        spoken: the whole row for a screen reader.
        ink: a chart token, or a colour's path.
    """

    title: str
    detail: str
    length: float | None
    words: str
    spoken: str
    interval: tuple[float, float] | None = None
    few: bool = False
    ink: str = "s1"


def share_row(title: str, detail: str, share: Share, ink: str = "s1") -> BarRow:
    """A bar of a share, with its interval of 95 %."""
    part = share.percent
    said = "–" if part is None else percent(part)
    spoken = f"{title}, {detail}"
    if part is not None and share.interval is not None:
        low, high = share.interval
        spoken += tr(
            ", {percent} percent, between {low} and {high}",
            percent=decimal(part, 0),
            low=decimal(low, 0),
            high=decimal(high, 0),
        )
    if share.is_few and share.whole:
        spoken += tr(", of few: below {few}", few=FEW)
    few = share.is_few and share.whole > 0
    return BarRow(title, detail, part, said, spoken, share.interval, few, ink)


class EffectBars(QWidget):
    """Paints them; Up and Down go through them for who listens, Enter and a click open one.

    Signals:
        picked: the number of a bar.
    """

    picked = Signal(int)

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__()
        self._themes = themes
        self._name = name
        self.rows: tuple[BarRow, ...] = ()
        self.at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        themes.changed.connect(self._fit)

    def put(self, rows: Sequence[BarRow]) -> None:
        self.rows = tuple(rows)
        self.at = min(self.at, len(self.rows) - 1)
        self.setAccessibleDescription(". ".join(row.spoken for row in self.rows[:50]))
        self._fit()

    @property
    def row_height(self) -> int:
        theme = self._themes.now
        return theme.line("body") + theme.line("small") + 12

    def sizeHint(self) -> QSize:
        return QSize(360, max(1, len(self.rows)) * self.row_height)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _whole(self) -> float:
        """What the whole width stands for."""
        ends = [row.interval[1] if row.interval else row.length or 0 for row in self.rows]
        return max([1.0, *ends])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event) >= 0:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event)
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.at = number
            self.update()
            self.picked.emit(number)

    def _row_at(self, event: QMouseEvent) -> int:
        """The number of the bar below the pointer, -1 where there is none."""
        place = event.position().toPoint()
        number = place.y() // self.row_height
        return number if self.rect().contains(place) and number < len(self.rows) else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.picked.emit(max(0, self.at))
            return
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None or not self.rows:
            event.ignore()
            return
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        announce(self, self.rows[self.at].spoken)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.at = max(0, self.at)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        height, whole = self.row_height, self._whole()
        first = event.rect().top() // height
        last = min(len(self.rows) - 1, event.rect().bottom() // height)
        for number in range(first, last + 1):
            box = QRect(0, number * height, self.width() - 5, height)
            if number == self.at and self.hasFocus():
                paint.ground(painter, theme, QRectF(box).adjusted(0, 1, 0, -1), 4, theme.bg.hover)
            self._paint_row(painter, theme, box, self.rows[number], whole)

    def _paint_row(
        self, painter: QPainter, theme: Theme, box: QRect, row: BarRow, whole: float
    ) -> None:
        body, small = theme.line("body"), theme.line("small")
        top = box.top() + (box.height() - body - small) // 2
        names = QRect(box.left() + 4, top, int(box.width() * _NAMES) - 12, body)
        paint.text(painter, names, row.title, theme.font("bodyStrong"), theme.text.primary)
        names.translate(0, body)
        names.setHeight(small)
        paint.text(painter, names, row.detail, theme.font("small"), theme.text.tertiary)
        left = int(box.width() * _NAMES)
        room = box.width() - left - _FIGURES
        middle = box.center().y()
        track = QRectF(left, middle - _BAR / 2, room, _BAR)
        paint.ground(painter, theme, track, 3, theme.bg.inset)
        if row.length is not None:
            ink = theme.color(row.ink if "." in row.ink else f"chart.{row.ink}")
            bar = QRectF(track)
            bar.setWidth(max(2.0, room * row.length / whole))
            painter.setOpacity(0.5 if row.few and not theme.contrast else 1)
            paint.rounded(painter, bar, 3, ink)
            painter.setOpacity(1)
        if row.interval is not None:
            self._whiskers(painter, theme, left, room, middle, row.interval, whole)
        figure = QRect(box.right() - _FIGURES + 8, box.top(), _FIGURES - 12, box.height())
        font = theme.font("body", 600, tabular=True)
        if row.few:
            figure.setHeight(box.height() // 2 + 4)
            below = QRect(figure.left(), figure.bottom() - 3, figure.width(), small)
            warn = theme.semantic.warning.fg
            paint.text(painter, below, tr("of few"), theme.font("small", 500), warn, right=True)
        paint.text(painter, figure, row.words, font, theme.text.primary, right=True)

    @staticmethod
    def _whiskers(
        painter: QPainter,
        theme: Theme,
        left: float,
        room: float,
        middle: float,
        interval: tuple[float, float],
        whole: float,
    ) -> None:
        low, high = (left + room * each / whole for each in interval)
        painter.setPen(QPen(theme.text.primary, 1.25))
        painter.drawLine(QLineF(low, middle, high, middle))
        for x in (low, high):
            painter.drawLine(QLineF(x, middle - _WHISKER, x, middle + _WHISKER))
