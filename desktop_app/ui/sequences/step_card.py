"""A step as a card: what it does and when, in words; the current one is open below, where the
form joins it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.sequences import Step
from desktop_app.ui.sequences import words
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import draw_words, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_LEFT = 16
_NUMBER = 24  # px, the tile of the number
_TEXT = _LEFT + _NUMBER + 12
_AIR = 12
GAP = 8  # px below a card, part of it: the form of an open one joins it there
_HIDDEN = 20  # px by which a shape reaches behind its neighbour, so that both look like one


class _Head(QWidget):
    """The painted words of a step; Enter, Space or a click makes it the current one."""

    pressed = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.number, self.is_gone = 1, False
        self.step: Step | None = None
        self.does = ""
        self.when = ""
        self.window_words = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(240, 2 * _AIR + theme.line("body") + 3 * theme.line("small"))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.step is None:
            return
        theme, painter = self._themes.now, painter_on(self)
        body, small = theme.line("body"), theme.line("small")
        tile = QRect(_LEFT, _AIR - 1, _NUMBER, _NUMBER)
        paint.ground(painter, theme, tile, 6, theme.bg.inset)
        painter.setFont(theme.font("small", 600, tabular=True))
        painter.setPen(theme.text.secondary)
        draw_words(painter, tile, int(Qt.AlignmentFlag.AlignCenter), f"{self.number}")
        width = max(0, self.width() - _TEXT - _LEFT)
        top = _AIR
        line = QRect(_TEXT, top, width, body)
        paint.text(painter, line, self.step.name, theme.font("bodyStrong"), theme.text.primary)
        top += body
        glyph = "ph.envelope-simple" if self.step.is_mail else "ph.check-square"
        ink = theme.semantic.danger.fg if self.is_gone else theme.text.secondary
        glyph = "ph.warning-circle" if self.is_gone else glyph
        self._themes.draw_glyph(painter, _TEXT, top + (small - 12) // 2, 12, glyph, ink)
        line = QRect(_TEXT + 18, top, width - 18, small)
        paint.text(painter, line, self.does, theme.font("small"), ink)
        top += small
        self._themes.draw_glyph(
            painter, _TEXT, top + (small - 12) // 2, 12, "ph.clock", theme.text.tertiary
        )
        for said in (self.when, self.window_words):
            line = QRect(_TEXT + 18, top, width - 18, small)
            paint.text(painter, line, said, theme.font("small"), theme.text.tertiary)
            top += small


class StepCard(QWidget):
    """One step of a sequence.

    Signals:
        pressed: it is to be the current one.
    """

    pressed = Signal()

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._is_open = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = _Head(themes, self)
        self.head.pressed.connect(self.pressed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1 + GAP)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def show_step(self, step: Step, number: int, templates: Mapping[UUID, str] | None) -> None:
        """Show a step.

        Args:
            number: from 1.
            templates: names by id; None while they are not known.
        """
        head = self.head
        head.step, head.number = step, number
        head.is_gone = step.is_mail and templates is not None and step.template_id not in templates
        head.does = "" if step.is_mail and templates is None else words.does_words(
            step, templates or {}
        )  # fmt: skip
        first = number == 1
        head.when = words.delay_words(step, first=first)
        head.window_words = words.window_words(step.window)
        kind = tr("mail") if step.is_mail else tr("action")
        spoken = ", ".join(filter(None, (step.name, head.does, head.when, head.window_words)))
        head.setAccessibleName(
            tr("Step {number}, {kind}: {spoken}", number=number, kind=kind, spoken=spoken)
        )
        head.update()

    def set_open(self, is_open: bool) -> None:
        """Whether the form stands below it."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._column.setContentsMargins(1, 1, 1, 0 if is_open else 1 + GAP)
            self.update()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        edge = theme.accent.solid if self.is_open else theme.border.default
        box = QRectF(self.rect()).adjusted(0, 0, 0, _HIDDEN if self.is_open else -GAP)
        _paint_card(painter_on(self), self._themes, box, edge)


def paint_form_ground(painter: QPainter, themes: Themes, rect: QRect) -> None:
    """The lower part of an open card."""
    box = QRectF(rect).adjusted(0, -_HIDDEN, 0, -GAP)
    _paint_card(painter, themes, box, themes.now.accent.solid)


def _paint_card(painter: QPainter, themes: Themes, box: QRectF, edge: QColor) -> None:
    theme = themes.now
    paint.outlined(painter, box, theme.radius.control + 2, theme.bg.canvas, edge)
