"""Things that float: the toast with its Undo, the dark bar, the popover, the drawer."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, begins, painter_on, sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.fitting import fit
from desktop_app.ui.widgets.labels import Glyph

_SHADOW = 20
_GAP = 8  # px over what a bar stands on


class DarkBar(QWidget):
    """The inverse ground with a soft shadow, floating at the foot of its parent.

    ``row`` is the layout to fill. It keeps itself centred ``above`` pixels over the bottom, or
    over what is taken there. What is dark of it are its contents; the shadow is their margin.

    Args:
        taken: how many pixels at the foot of the parent are taken, between two places from the
            left.
    """

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        corner: int,
        above: int,
        taken: Callable[[int, int], int] = lambda _left, _right: 0,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._corner = corner
        self._above = above
        self._taken = taken
        self.setContentsMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.row)
        parent.installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Centre over the foot of the parent, as wide as the contents ask."""
        self.adjustSize()
        parent = self.parentWidget()
        width = min(self.sizeHint().width(), parent.width())
        self.resize(width, self.sizeHint().height())
        left = (parent.width() - width) // 2
        taken = self._taken(left + _SHADOW, left + width - _SHADOW)
        above = max(self._above, taken + _GAP if taken else 0)
        self.move(left, parent.height() - self.height() - above + _SHADOW)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        inner = QRectF(self.contentsRect())
        paint.shadow(painter, self._themes, inner, self._corner, 24, 6)
        theme = self._themes.now
        paint.ground(painter, theme, inner, self._corner, theme.bg.inverse, theme.border.inverse)


def inverse_label(words: str = "") -> QLabel:
    """Words for the dark ground."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", "inverse")
    begins(made)
    return made


class InverseLine(QWidget):
    """The upright line between groups on the dark ground."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedSize(1, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(self.rect(), self._themes.now.border.inverse)


@dataclass(frozen=True, slots=True)
class _Countdown:
    key: object
    words: Callable[[int], str]
    ends: float  # as time.monotonic() counts
    undo: Callable[[], None]
    icon: str

    @property
    def left(self) -> float:
        """Seconds; what is too little to be read counts as none."""
        return self.ends - time.monotonic() - 0.05


class Toast(DarkBar):
    """One sentence about what was done, with Undo, for six seconds.

    The clock stands still while the pointer is over it. A new toast replaces the old one; what
    still counts down comes back after it, the newest first, since its Undo is wanted to the end.
    """

    gone = Signal()

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        taken: Callable[[int, int], int] = lambda _left, _right: 0,
    ) -> None:
        super().__init__(themes, parent, corner=themes.now.radius.menu, above=16, taken=taken)
        self._undo: Callable[[], None] | None = None
        self.row.setContentsMargins(*sides(14, 0, 8, 0))
        self.row.setSpacing(10)
        self._glyph = Glyph(themes, "ph.check-circle", "text.onInverseMuted")
        self.row.addWidget(self._glyph)
        self._words = inverse_label()
        self.row.addWidget(self._words)
        self.undo_button = Button(themes, tr("Undo"), look=Look.INVERSE)
        self.undo_button.clicked.connect(self._on_undo)
        self.row.addWidget(self.undo_button)
        self._close = Button(themes, icon="ph.x", name=tr("Close"), look=Look.INVERSE)
        self._close.clicked.connect(self.dismiss)
        self.row.addWidget(self._close)
        self.setFixedHeight(themes.now.size.toast + 2 * _SHADOW)
        self._clock = single_shot(self, themes.now.motion.toast_life, self.dismiss)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._countdowns: list[_Countdown] = []
        self.counting = False
        self._second = single_shot(self, 1000, self._on_second)

    @property
    def words(self) -> str:
        return self._words.text()

    def say(
        self, words: str, undo: Callable[[], None] | None = None, *, icon: str = "ph.check-circle"
    ) -> None:
        """Show a sentence; ``undo`` adds the button."""
        self.counting = False
        self._second.stop()
        self._words.setMinimumWidth(0)
        self._show(words, undo, icon)
        self._clock.start()
        announce(self, words)

    def count_down(
        self,
        words: Callable[[int], str],
        seconds: int,
        undo: Callable[[], None],
        *,
        icon: str = "ph.paper-plane-tilt",
        key: object = None,
    ) -> None:
        """Say how many seconds something can still be taken back, each second anew, and go when
        they are over. What counts does not wait for a pointer; it is announced once.

        Args:
            words: what to say of so many seconds.
            key: names it for :meth:`end_countdown`.
        """
        self._countdowns.append(_Countdown(key, words, time.monotonic() + seconds, undo, icon))
        self._show_countdown(self._countdowns[-1], seconds)
        announce(self, self.words)

    def end_countdown(self, key: object) -> None:
        """What it counts down to does not come any more."""
        shown = self._countdowns[-1] if self.counting else None
        if shown is not None and shown.key == key:
            self.dismiss()
        else:
            self._countdowns = [each for each in self._countdowns if each.key != key]

    def _show_countdown(self, shown: _Countdown, seconds: int) -> None:
        self._clock.stop()
        self.counting = True
        self._words.setMinimumWidth(0)
        self._show(shown.words(seconds), shown.undo, shown.icon)
        # The button below the pointer stays where it is when the figures become fewer.
        self._words.setMinimumWidth(self._words.sizeHint().width())
        self._second.start(max(20, round((shown.left - seconds + 1.05) * 1000)))

    def _on_second(self) -> None:
        shown = self._countdowns[-1]
        if shown.left <= 0:
            self.dismiss()
            return
        seconds = math.ceil(shown.left)
        self._words.setText(shown.words(seconds))
        self._second.start(max(20, round((shown.left - seconds + 1.05) * 1000)))

    def _show(self, words: str, undo: Callable[[], None] | None, icon: str) -> None:
        self._undo = undo
        self._words.setText(words)
        self.setAccessibleName(words)
        self._glyph.set_glyph(icon)
        self.undo_button.setVisible(undo is not None)
        fresh = not self.isVisible()
        self.show()
        self.place()
        length = self._themes.motion.toast
        if fresh and length:
            end = self.pos()
            self._slide.setDuration(length)
            self._slide.setStartValue(end + QPoint(0, 16))
            self._slide.setEndValue(end)
            self._slide.start()

    def place(self) -> None:
        self._slide.stop()  # its end is out of date
        super().place()

    def dismiss(self) -> None:
        """Take away what is shown. What it had covered and still counts down is shown again."""
        if self.counting:
            self._countdowns.pop()
        self._countdowns = [each for each in self._countdowns if each.left > 0]
        if self._countdowns:
            shown = self._countdowns[-1]
            self._show_countdown(shown, math.ceil(shown.left))
            return
        self._clock.stop()
        self._second.stop()
        self.counting = False
        self._undo = None
        # Not "visible": below the lock a toast is not, and would be there for good after it.
        if not self.isHidden():
            self.hide()
            self.gone.emit()

    def enterEvent(self, event: QEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self.counting:
            self._clock.start()

    def _on_undo(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()


class Popover(QWidget):
    """A raised panel that closes when one clicks elsewhere or presses Esc.

    ``column`` is the layout to fill.
    """

    closed = Signal()

    def __init__(self, themes: Themes, parent: QWidget, *, width: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._themes = themes
        self.setFixedWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def adjustSize(self) -> None:
        fit(self)
        if self.isVisible():  # it grew where it is
            room = self.screen().availableGeometry()
            x = max(room.left(), min(self.x(), room.right() + 1 - self.width()))
            y = max(room.top(), min(self.y(), room.bottom() + 1 - self.height()))
            self.move(x, y)

    def show_above(self, anchor: QWidget, *, right: bool = True) -> None:
        """Open above a widget, its right (or left) edge flush with it, within the screen; in a
        mirrored window the other one."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width() if right != self._mirrored else 0, 0))
        x = corner.x() - (self.width() if right != self._mirrored else 0)
        room = anchor.screen().availableGeometry()
        x = min(x, room.right() + 1 - self.width())
        self.move(max(room.left(), x), max(room.top(), corner.y() - self.height() - 6))
        self.show()

    def show_below(self, anchor: QWidget, *, right: bool = True) -> None:
        """Open below a widget, its right (or left) edge flush with it, within the screen;
        in a mirrored window the other one."""
        self.adjustSize()
        at_right = right != self._mirrored
        corner = anchor.mapToGlobal(QPoint(anchor.width() if at_right else 0, anchor.height()))
        room = anchor.screen().availableGeometry()
        x = corner.x() - (self.width() if at_right else 0)
        y = min(corner.y() + 6, room.bottom() - self.height())
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()

    def show_at(self, place: QRect) -> None:
        """Open below a place on the screen, where one begins to read flush with it; above it
        where there is more room."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place.center()) or self.screen()
        room = screen.availableGeometry()
        y = place.bottom() + 6
        if y + self.height() > room.bottom():
            y = place.top() - 6 - self.height()
        begin = place.right() + 1 - self.width() if self._mirrored else place.left()
        x = min(begin, room.right() - self.width())
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()

    def show_beside(self, place: QRect, pane: QRect) -> None:
        """Open at the height of a place, over nothing of the pane it is in; below it where the
        window has no room for that.

        Args:
            place, pane: on the screen.
        """
        self.adjustSize()
        room = self.parentWidget().window().geometry()
        right, left = pane.right() + 1, pane.left() - self.width()
        if right + self.width() <= room.right() and not (self._mirrored and left >= room.left()):
            x = right
        elif left >= room.left():
            x = left
        else:
            self.show_at(place)
            return
        self.move(x, max(room.top(), min(place.top(), room.bottom() - self.height())))
        self.show()

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.menu, theme.bg.raised, theme.border.default)


class Drawer(QWidget):
    """A pane laid over the right side of ``host`` (the left one in a mirrored window) when the
    window is too narrow for it."""

    closed = Signal()

    def __init__(self, themes: Themes, host: QWidget, width: int) -> None:
        super().__init__(host)
        self._themes = themes
        self._host = host
        self._width = width
        self._content: QWidget | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(*sides(_SHADOW, 0, 0, 0))
        self._box.setSpacing(0)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)
        self.hide()

    def hold(self, content: QWidget) -> None:
        """Take a widget in; ``release`` gives it back."""
        self._content = content
        self._box.addWidget(content)
        content.show()

    def release(self) -> None:
        if self._content is not None:
            self._box.removeWidget(self._content)
            self._content = None
        self.hide()

    def open(self) -> None:
        if self.isVisible():
            return
        self._place()
        self.show()
        self.raise_()
        length = self._themes.motion.panel
        if length:
            end = self.pos()
            at_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._slide.setDuration(length)
            self._slide.setStartValue(end + QPoint(-32 if at_left else 32, 0))
            self._slide.setEndValue(end)
            self._slide.start()

    def shut(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While show() runs, layouts that were put off are done: it is not visible yet, but not
        # hidden any more.
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        panel = QRectF(self.rect()).adjusted(_SHADOW, 0, 0, 0)
        paint.shadow(painter, self._themes, panel, 0, 2 * _SHADOW, 0)
        painter.fillRect(panel, theme.bg.canvas)
        painter.fillRect(_SHADOW - 1, 0, 1, self.height(), theme.border.default)

    def _place(self) -> None:
        self._slide.stop()
        width = min(self._width, self._host.width() - 48) + _SHADOW
        box = QRect(self._host.width() - width, 0, width, self._host.height())
        self.setGeometry(as_painted(self._host, box))
