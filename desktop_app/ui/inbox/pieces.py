"""Small widgets of the Inbox."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets import paint


class Header(QWidget):
    """A pane's head of 52 px with a line below."""

    def __init__(self, ctx: Context, *, left: int = 16, right: int = 12) -> None:
        super().__init__()
        self._theme = ctx.theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(*sides(left, 0, right, 1))
        self.row.setSpacing(4)
        self._renew()
        ctx.theme.changed.connect(self._renew)

    def paintEvent(self, event: QPaintEvent) -> None:
        y = self.height() - 1
        painter_on(self).fillRect(0, y, self.width(), 1, self._theme.now.border.subtle)

    def _renew(self) -> None:
        self.setFixedHeight(self._theme.now.size.header)


class CountTag(QWidget):
    """A few words on the inset ground, such as "4 messages"."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(paint.text_width(self._words, theme.font("small", 500)) + 15, theme.size.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        paint.ground(painter, theme, self.rect(), theme.radius.tag, theme.bg.inset)
        rect = QRect(7, 0, self.width() - 7, self.height())
        ink = theme.text.secondary
        paint.text(painter, rect, self._words, theme.font("small", 500), ink, elide=False)
