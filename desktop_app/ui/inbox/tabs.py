"""The tabs above the list: a choice of one, each with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.language import numeral
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_PAD, _LESS_PAD = 8, 5
_GAP = 4
_EDGE, _BETWEEN = 12, 2
_NARROWEST = 24


class Squeeze(IntEnum):
    """What is taken from tabs that have no room, each besides those before."""

    NOTHING = 0
    AIR = 1
    FIGURES = 2
    WORDS = 3  # cut at their end


class Tab(QAbstractButton):
    """One tab: words, and behind them a figure when it is not 0.

    Signals:
        counted: it has another figure.
    """

    counted = Signal()

    def __init__(self, themes: Themes, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.count = 0
        self._squeeze = Squeeze.NOTHING
        self.setText(words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)

    def set_count(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
            self.counted.emit()
            self.update()

    def width_as(self, squeeze: Squeeze) -> int:
        """How wide it is when that much is taken away."""
        theme = self._themes.now
        pad = _PAD if squeeze is Squeeze.NOTHING else _LESS_PAD
        width = 2 * pad + paint.text_width(self.text(), theme.font("small", 600))
        if self.count and squeeze < Squeeze.FIGURES:
            width += _GAP + paint.text_width(numeral(self.count), self._figure())
        return width

    def squeeze(self, squeeze: Squeeze, width: int) -> None:
        """Take so much away, and be ``width`` pixels wide."""
        self._squeeze = squeeze
        # What is not seen any more is told.
        self.setToolTip("" if squeeze < Squeeze.FIGURES else self.accessibleName() or self.text())
        self.setFixedSize(width, self._themes.now.size.control_small)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width_as(self._squeeze), self._themes.now.size.control_small)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        if self.isChecked():
            ground = theme.bg.pressed
        else:
            ground = theme.bg.hover if self.underMouse() else None
        if ground is not None:
            paint.ground(painter, theme, self.rect(), theme.radius.control, ground)
        font = theme.font("small", 600 if self.isChecked() else 500)
        ink = theme.text.primary if self.isChecked() else theme.text.secondary
        pad = _PAD if self._squeeze is Squeeze.NOTHING else _LESS_PAD
        rect = QRect(pad, 0, self.width() - 2 * pad + 1, self.height())
        used = paint.text(painter, rect, self.text(), font, ink)
        if self.count and self._squeeze < Squeeze.FIGURES:
            rect = rect.adjusted(used + _GAP, 0, 0, 0)
            figure = numeral(self.count)
            # The quietest ink cannot be read on what is pressed.
            ink = theme.text.secondary if self.isChecked() else theme.text.tertiary
            paint.text(painter, rect, figure, self._figure(), ink, elide=False)

    def _figure(self) -> QFont:
        return self._themes.now.font("small", tabular=True)


class Tabs(QWidget):
    """A row of tabs. Left and Right move the choice.

    Signals:
        chosen: the key of the tab the user picked.
    """

    chosen = Signal(str)

    def __init__(self, themes: Themes, items: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._themes = themes
        self._keys = [key for key, _ in items]
        self._tabs = {key: Tab(themes, words) for key, words in items}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(_BETWEEN)
        for at, tab in enumerate(self._tabs.values()):
            self._group.addButton(tab, at)
            tab.counted.connect(self._fit)
            row.addWidget(tab)
        row.addStretch()
        # Its room is given to it; what has none gives way.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._keys[at]))
        self._renew()
        themes.changed.connect(self._renew)

    @property
    def value(self) -> str:
        return self._keys[self._group.checkedId()]

    def tab(self, key: str) -> Tab:
        return self._tabs[key]

    def set_quietly(self, key: str) -> None:
        """Set the choice without telling."""
        self.tab(key).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = along(self, event.key())
        if not step:
            super().keyPressEvent(event)
            return
        tab = self.tab(self._keys[(self._group.checkedId() + step) % len(self._keys)])
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        y = self.height() - 1
        painter.fillRect(0, y, self.width(), 1, self._themes.now.border.subtle)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._themes.now.size.filter_tabs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.filter_tabs)
        self._fit()

    def _fit(self) -> None:
        """Take as little away as the width asks for."""
        tabs = tuple(self._tabs.values())
        room = self.width() - 2 * _EDGE - _BETWEEN * (len(tabs) - 1)
        for squeeze in Squeeze:
            widths = [tab.width_as(squeeze) for tab in tabs]
            if sum(widths) <= room:
                break
        for tab, width in zip(tabs, _cut(widths, room), strict=True):
            tab.squeeze(squeeze, width)


def _cut(widths: Sequence[int], room: int) -> list[int]:
    """Widths that fit into a room, of which the widest gave way first."""
    cut = list(widths)
    while sum(cut) > max(room, len(cut) * _NARROWEST):
        widest = max(range(len(cut)), key=cut.__getitem__)
        cut[widest] -= 1
    return cut
