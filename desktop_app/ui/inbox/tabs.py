"""The tabs above the list: a choice of one, each with its figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.language import numeral
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_PAD = 8
_GAP = 4


class Tab(QAbstractButton):
    """One tab: words, and behind them a figure when it is not 0."""

    def __init__(self, themes: Themes, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.count = 0
        self.setText(words)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)
        themes.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = 2 * _PAD + paint.text_width(self.text(), theme.font("small", 600))
        if self.count:
            width += _GAP + paint.text_width(numeral(self.count), self._figure())
        return QSize(width, theme.size.control_small)

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
        rect = QRect(_PAD, 0, self.width() - _PAD, self.height())
        used = paint.text(painter, rect, self.text(), font, ink, elide=False)
        if self.count:
            rect = rect.adjusted(used + _GAP, 0, 0, 0)
            figure = numeral(self.count)
            paint.text(painter, rect, figure, self._figure(), theme.text.tertiary, elide=False)

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
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(2)
        for at, tab in enumerate(self._tabs.values()):
            self._group.addButton(tab, at)
            row.addWidget(tab)
        row.addStretch()
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

    def _renew(self) -> None:
        self.setFixedHeight(self._themes.now.size.filter_tabs)
