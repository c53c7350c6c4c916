"""The six figures, each a button that opens what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.metrics import Compared, Measure, Overview
from desktop_app.ui.metrics import words
from desktop_app.ui.metrics.words import Change
from desktop_app.ui.theme import Theme, Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.theme.theme import BASE_TEXT_SIZE
from desktop_app.ui.widgets import paint

_PAD = 16
_BEHIND = tr("Show what is behind it")
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_FEWEST = 3  # in a row, where the window is narrow
_NARROWEST = 156  # px of a figure in a row of all, at the usual size of text


class Figure(QAbstractButton):
    """A name, a figure, and how it moved."""

    def __init__(self, themes: Themes, measure: Measure, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.measure = measure
        self.value = words.NOTHING
        self.change = Change()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_BEHIND)
        self._by_keyboard = False

    def show_figure(
        self, now: float | None, before: float | None, *, compares: bool, more: str = ""
    ) -> None:
        """Args:
        compares: whether there is a period that it is held against.
        more: a sentence that the figure alone does not say.
        """
        self.value = words.value(now, words.unit_of(self.measure))
        self.change = words.change(self.measure, now, before) if compares else Change()
        said = words.figure_spoken(self.measure, now, self.change)
        self.setText(said)
        self.setAccessibleName(said)
        self.setToolTip("\n".join(filter(None, (more, _BEHIND))))
        self.setAccessibleDescription(more)
        self.update()

    def ink(self, theme: Theme) -> QColor:
        """Of the change: better, worse, or neither."""
        if self.change.better is None:
            return theme.text.tertiary
        return theme.semantic.success.fg if self.change.better else theme.semantic.danger.fg

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.isDown() or self.underMouse():
            ground = theme.bg.pressed if self.isDown() else theme.bg.hover
            paint.ground(painter, theme, QRectF(self.rect()).adjusted(3, 3, -3, -3), 6, ground)
        if self._by_keyboard and self.hasFocus():
            # Within: a ring around would be cut at the edge of the card.
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            paint.outlined(painter, box, 6, None, theme.focus.ring, 2)
        small = theme.line("small")
        wide = self.width() - _PAD - 6
        top = (self.height() - 2 * small - theme.line("metric") - 2) // 2
        rect = QRect(_PAD, top, wide, small)
        paint.text(
            painter, rect, words.TITLES[self.measure], theme.font("small"), theme.text.secondary
        )
        font = theme.font("metric", tabular=True)
        rect = QRect(_PAD, rect.bottom() + 1, wide, theme.line("metric"))
        paint.text(painter, rect, self.value, font, theme.text.primary)
        self._paint_change(painter, theme, rect.bottom() + 3, small)

    def _paint_change(self, painter: QPainter, theme: Theme, top: int, height: int) -> None:
        moved, x = self.change, _PAD
        ink = self.ink(theme)
        if moved.direction:
            glyph = "ph.arrow-up-bold" if moved.direction > 0 else "ph.arrow-down-bold"
            self._themes.draw_glyph(painter, x, top + height // 2 - 5, 11, glyph, ink)
            x += 14
        if moved.words:
            rect = QRect(x, top, self.width() - x - 6, height)
            font = theme.font("small", 500, tabular=True)
            x += paint.text(painter, rect, moved.words, font, ink) + 8
            if theme.contrast and moved.better is not None:
                x = self._paint_judgement(painter, x, top + height // 2, ink)
        if moved.before:
            rect = QRect(x, top, self.width() - x - 6, height)
            font = theme.font("small", tabular=True)
            paint.text(painter, rect, moved.before, font, theme.text.tertiary)

    def _paint_judgement(self, painter: QPainter, x: int, middle: int, ink: QColor) -> int:
        """Better or worse as a mark, where the colour must not say it alone."""
        glyph = "ph.check-circle-fill" if self.change.better else "ph.warning-circle-fill"
        self._themes.draw_glyph(painter, x - 2, middle - 6, 12, glyph, ink)
        return x + 16


class FigureCard(QWidget):
    """The six in one card: side by side, or in two rows where the window is narrow.

    Signals:
        pressed: the :class:`Measure` of a figure.
    """

    pressed = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.figures = {each: Figure(themes, each, self) for each in Measure}
        for measure, figure in self.figures.items():
            figure.clicked.connect(lambda _on=False, each=measure: self.pressed.emit(each))
        self._across = len(self.figures)
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def show_overview(self, found: Overview) -> None:
        compares = found.query.compared is not Compared.NOTHING
        for measure, figure in self.figures.items():
            before = found.before.value(measure) if found.before is not None else None
            more = words.median_said(found) if measure is Measure.RESPONSE_TIME else ""
            now = found.figures.value(measure)
            figure.show_figure(now, before, compares=compares, more=more)

    def set_narrow(self, narrow: bool) -> None:
        """Three in a row instead of six; where six have no room that is so in any case."""
        self._narrow = narrow
        room = _NARROWEST + 10 * (self._themes.now.text_size - BASE_TEXT_SIZE)
        narrow = narrow or self.width() < room * len(self.figures)
        across = _FEWEST if narrow else len(self.figures)
        if across != self._across:
            self._across = across
            self.updateGeometry()
            self._place()

    def sizeHint(self) -> QSize:
        return QSize(600, self._row * (len(self.figures) // self._across))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    @property
    def _row(self) -> int:
        theme = self._themes.now
        return 2 * theme.line("small") + theme.line("metric") + 28

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_narrow(self._narrow)
        self._place()

    def _place(self) -> None:
        wide = self.width() / self._across
        for number, figure in enumerate(self.figures.values()):
            row, column = divmod(number, self._across)
            left, right = round(column * wide), round((column + 1) * wide)
            place = QRect(left, row * self._row, right - left, self._row)
            figure.setGeometry(as_painted(self, place))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        edge = theme.border.default
        paint.outlined(painter, QRectF(self.rect()), theme.radius.card, theme.bg.canvas, edge)
        wide = self.width() / self._across
        for column in range(1, self._across):
            painter.fillRect(round(column * wide), 1, 1, self.height() - 2, theme.border.subtle)
        for row in range(1, len(self.figures) // self._across):
            painter.fillRect(1, row * self._row, self.width() - 2, 1, theme.border.subtle)
