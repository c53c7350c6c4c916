"""How the window looks."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from desktop_app.domain.language import tr
from desktop_app.ui.settings.cards import Card, Part
from desktop_app.ui.settings.typed_rows import TypedRow
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Appearance, Theme, Themes
from desktop_app.ui.theme.mirror import along, draw_words, painter_on
from desktop_app.ui.theme.theme import make_theme
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_CHOICES = (
    (Appearance.SYSTEM, tr("System")),
    (Appearance.LIGHT, tr("Light")),
    (Appearance.DARK, tr("Dark")),
)


class _Look(QAbstractButton):
    """A small picture of the window in one look, and its name."""

    def __init__(self, themes: Themes, choice: Appearance, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.choice = choice
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.card)

    def sizeHint(self) -> QSize:
        return QSize(120, 54 + self._themes.now.line("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        chosen = self.isChecked()
        edge = theme.accent.solid if chosen else theme.border.default
        box = QRectF(self.rect())
        width = 2 if chosen else 1
        paint.outlined(painter, box, theme.radius.card, theme.bg.canvas, edge, width)
        small = QRect(6, 6, self.width() - 12, 40)
        self._paint_windows(painter, small)
        line = theme.line("body")
        words = QRect(6, self.height() - line - 4, self.width() - 12, line)
        painter.setFont(theme.font("body", 500 if chosen else 400))
        painter.setPen(theme.text.primary)
        draw_words(painter, words, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_windows(self, painter: QPainter, box: QRect) -> None:
        looks = {
            Appearance.LIGHT: (False,),
            Appearance.DARK: (True,),
            Appearance.SYSTEM: (False, True),
        }[self.choice]
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), 4, 4)
        painter.setClipPath(shape)
        width = box.width() // len(looks)
        for number, dark in enumerate(looks):
            last = number == len(looks) - 1
            left = box.left() + number * width
            right = box.right() + 1 if last else left + width
            rect = QRect(left, box.top(), right - left, box.height())
            _paint_window(painter, rect, make_theme(dark, contrast=self._themes.now.contrast))
        painter.restore()
        edge = self._themes.now.border.default
        paint.outlined(painter, QRectF(box), 4, None, edge)


def _paint_window(painter: QPainter, box: QRect, theme: Theme) -> None:
    painter.fillRect(box, theme.bg.canvas)
    side = QRect(box.left(), box.top(), min(22, box.width() // 4), box.height())
    painter.fillRect(side, theme.bg.window)
    left = side.right() + 10
    for number, part in enumerate((0.62, 0.42)):
        width = int((box.right() - left - 8) * part)
        bar = QRectF(left, box.top() + 9 + 10 * number, width, 4)
        paint.rounded(painter, bar, 2, theme.border.control)


class Looks(QWidget):
    """System, light or dark, side by side; arrows move the choice.

    Signals:
        chosen: an :class:`Appearance`.
    """

    chosen = Signal(object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._group = QButtonGroup(self)
        self.looks: dict[Appearance, _Look] = {}
        for choice, words in _CHOICES:
            look = _Look(themes, choice, words)
            look.clicked.connect(lambda _on=False, each=choice: self.chosen.emit(each))
            self._group.addButton(look)
            self.looks[choice] = look
            row.addWidget(look)

    def show_choice(self, choice: Appearance) -> None:
        self.looks[choice].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = along(self, event.key())
        if not step:
            super().keyPressEvent(event)
            return
        order = list(self.looks)
        now = next(at for at, each in enumerate(order) if self.looks[each].isChecked())
        look = self.looks[order[(now + step) % len(order)]]
        look.setFocus(Qt.FocusReason.TabFocusReason)
        look.click()


class AppearanceCard(Card):
    """Look, contrast, density, text size and motion; each is put on at once."""

    size: QWidget

    def __init__(self, ctx: Context) -> None:
        themes = ctx.theme
        super().__init__(themes, "appearance", tr("Appearance"), tr("theme light dark look"))
        self._ctx = ctx
        part = self.add(Part(themes, tr("system light dark"), setting="appearance.theme"))
        self.looks = Looks(themes)
        self.looks.chosen.connect(lambda choice: ctx.prefer("appearance.theme", str(choice)))
        part.column.addWidget(self.looks)
        self.back = way_back(themes, tr("System"), self._reset_look)
        self.head.addWidget(self.back)
        self.contrast = TypedRow(ctx, "appearance.contrast")
        self.add(self.contrast)
        self.language = TypedRow(ctx, "appearance.language")
        self.add(self.language)
        self.clock = TypedRow(ctx, "appearance.clock")
        self.add(self.clock)
        self.density = TypedRow(ctx, "appearance.density")
        self.add(self.density)
        self.size_row = TypedRow(ctx, "appearance.text_size")
        self.size = self.size_row.control
        self.add(self.size_row)
        self.still = TypedRow(ctx, "appearance.reduce_motion")
        self.add(self.still)
        self.close_up()
        themes.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        now = self._themes.appearance
        self.looks.show_choice(now)
        self.back.setVisible(now is not Appearance.SYSTEM)

    def _reset_look(self) -> None:
        self._ctx.choices.reset("appearance.theme")
        self.looks.looks[self._themes.appearance].setFocus(Qt.FocusReason.OtherFocusReason)
