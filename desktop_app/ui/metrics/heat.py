"""The hours of a week, tinted by how much of what was sent in them was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.language import clocked, numeral, percent, tr
from desktop_app.domain.reports import HourEffect
from desktop_app.ui.day_names import DAYS, SHORT_DAYS
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce

_LEFT, _TOP = 40, 22
_CELL = 30
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def best_hours(found: Sequence[HourEffect]) -> HourEffect | None:
    """The hour with most answers among those of which there are enough to say so."""
    enough = [each for each in found if not each.replies.is_few and each.replies.percent]
    return max(
        enough, key=lambda each: (each.replies.percent or 0, each.replies.whole), default=None
    )


def hour_name(weekday: int, hour: int) -> str:
    """ "Tuesday 10:00 to 11:00"."""
    return tr(
        "{weekday} {hour} to {value}",
        weekday=DAYS[weekday],
        hour=clocked(time(hour)),
        value=clocked(time((hour + 1) % 24)),
    )


def said_of(found: HourEffect) -> str:
    """ "Tuesday 10:00 to 11:00: 41% of 34 answered"."""
    share = found.replies
    few = tr(", of few") if share.is_few else ""
    name = hour_name(found.weekday, found.hour)
    return tr(
        "{name}: {value} of {whole} answered{few}",
        name=name,
        value=percent(share.percent or 0),
        whole=numeral(share.whole),
        few=few,
    )


class HeatGrid(QWidget):
    """Weekdays down, hours across. What is of few has a dot: it may be chance.

    Signals:
        picked: the weekday and hour of a cell that was pressed.
    """

    picked = Signal(int, int)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.cells: dict[tuple[int, int], HourEffect] = {}
        self.hours: tuple[int, ...] = ()
        self.at: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Answers by weekday and hour"))
        self.setAccessibleDescription(
            tr("The arrow keys go from hour to hour, Enter shows what is behind one.")
        )

    def put(self, found: Sequence[HourEffect]) -> None:
        self.cells = {(each.weekday, each.hour): each for each in found if each.replies.whole}
        hours = [hour for _day, hour in self.cells]
        self.hours = tuple(range(min(hours), max(hours) + 1)) if hours else ()
        if self.at not in self.cells:
            self.at = None
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_LEFT + 14 * len(self.hours), _TOP + 7 * _CELL + 4)

    def rect_of(self, day: int, hour: int) -> QRect:
        """Where a cell is."""
        wide = (self.width() - _LEFT - 5) / max(1, len(self.hours))
        column = hour - self.hours[0]
        left, right = round(_LEFT + column * wide), round(_LEFT + (column + 1) * wide)
        return QRect(left, _TOP + day * _CELL, right - left - 2, _CELL - 2)

    def _cell_at(self, place: QPoint) -> tuple[int, int] | None:
        wide = (self.width() - _LEFT - 5) / max(1, len(self.hours))
        day, column = (place.y() - _TOP) // _CELL, int((place.x() - _LEFT) // wide)
        if not self.hours or not 0 <= day < 7 or not 0 <= column < len(self.hours):
            return None
        found = (day, self.hours[column])
        return found if found in self.cells else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().toPoint())
        if found is None:
            QToolTip.hideText()
            self.unsetCursor()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        place = event.globalPosition().toPoint()
        QToolTip.showText(place, said_of(self.cells[found]), self, self.rect_of(*found))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.at = found
            self.update()
            self.picked.emit(*found)

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at in self.cells:
            self.picked.emit(*self.at)
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.hours:
            event.ignore()
            return
        day, hour = self.at or (0, self.hours[0])
        if self.at is not None:
            day = max(0, min(6, day + step[0]))
            hour = max(self.hours[0], min(self.hours[-1], hour + step[1]))
        self.at = (day, hour)
        cell = self.cells.get(self.at)
        announce(
            self,
            said_of(cell)
            if cell
            else tr("{weekday} {hour}: nothing sent", weekday=DAYS[day], hour=clocked(time(hour))),
        )
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at is None and self.hours:
            self.at = (0, self.hours[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hours:
            return
        theme = self._themes.now
        painter = QPainter(self)
        font = theme.font("axis", tabular=True)
        most = max((each.replies.percent or 0) for each in self.cells.values()) or 1
        painter.setFont(font)
        painter.setPen(theme.chart.axis)
        for day in range(7):
            rect = QRect(0, _TOP + day * _CELL, _LEFT - 8, _CELL - 2)
            paint.text(painter, rect, SHORT_DAYS[day], font, theme.chart.axis)
        for hour in self.hours:
            box = self.rect_of(0, hour)
            if box.width() > 16 or hour % 3 == 0:
                rect = QRect(box.center().x() - 14, 0, 30, _TOP - 4)
                painter.setPen(theme.chart.axis)
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(hour))
            for day in range(7):
                self._paint_cell(painter, day, hour, most)
        if self.at is not None and self.hasFocus():
            ring = QRectF(self.rect_of(*self.at)).adjusted(-1, -1, 1, 1)
            paint.outlined(painter, ring, 4, None, theme.focus.ring, 2)

    def _paint_cell(self, painter: QPainter, day: int, hour: int, most: float) -> None:
        theme = self._themes.now
        box = self.rect_of(day, hour)
        cell = self.cells.get((day, hour))
        if cell is None:
            paint.ground(painter, theme, box, 3, theme.bg.subtle)
            return
        strength = (cell.replies.percent or 0) / most
        ground = QColor(theme.chart.s1)
        # In high contrast less of it, so that the figure on it can be read: it says the same.
        ground.setAlphaF(0.08 + (0.36 if theme.contrast else 0.84) * strength)
        paint.ground(painter, theme, box, 3, ground)
        ink = _readable(_over(ground, theme.bg.canvas), theme.text.primary, theme.bg.canvas)
        if cell.replies.is_few:
            side = 3
            paint.rounded(
                painter,
                QRectF(box.right() - 3 - side, box.top() + 4, side, side),
                side / 2,
                ink,
            )
        if box.width() >= 30:
            painter.setFont(theme.font("axis", tabular=True))
            painter.setPen(ink)
            said = percent(cell.replies.percent or 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)


def _over(ink: QColor, ground: QColor) -> QColor:
    """What one sees of a colour that lets its ground through."""
    part = ink.alphaF()
    mixed = (
        over * part + below * (1 - part)
        for over, below in zip(ink.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    )
    return QColor.fromRgbF(*mixed)


def _readable(ground: QColor, one: QColor, other: QColor) -> QColor:
    """Which of two inks stands out more (WCAG 2.2, contrast ratio)."""
    return max(one, other, key=lambda ink: _contrast(ink, ground))


def _contrast(one: QColor, other: QColor) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(ink: QColor) -> float:
    parts = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in ink.getRgbF()[:3]
    )
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
