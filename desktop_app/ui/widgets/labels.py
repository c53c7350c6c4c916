"""Words: labels by role, labels that elide, keys, lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus


def label(words: str, role: str = "body", *, wrap: bool = False) -> QLabel:
    """A label whose font and colour the style sheet gives by ``role``. Never rich text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class Paragraph(QLabel):
    """Words that wrap at a width of their own, so that a centring layout keeps their height."""

    def __init__(self, words: str, role: str, width: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setFixedWidth(width)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def set_role(made: QWidget, role: str) -> None:
    """Change the role of a label that stands already."""
    if made.property("role") == role:
        return
    made.setProperty("role", role)
    style = made.style()
    style.unpolish(made)
    style.polish(made)


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("line", "bottom")
    line.setFixedHeight(1)
    return line


class ElidedLabel(QWidget):
    """One line that is cut with an ellipsis where it does not fit; then it has a tooltip."""

    def __init__(
        self,
        themes: Themes,
        words: str = "",
        *,
        font: str = "body",
        weight: int | None = None,
        ink: str = "text.primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = words
        self._role = font
        self._weight = weight
        self._ink = ink
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)
        self._renew()

    @property
    def text(self) -> str:
        return self._words

    def set_text(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self._renew()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self._words, theme.font(self._role, self._weight))
        return QSize(width + 1, theme.line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._themes.now.line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        font = theme.font(self._role, self._weight)
        paint.text(painter, self.rect(), self._words, font, theme.color(self._ink))

    def _renew(self) -> None:
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.updateGeometry()
        self.update()


class Link(QWidget):
    """Words in the link's colour that can be pressed with mouse or keyboard."""

    activated = Signal()

    def __init__(self, themes: Themes, words: str = "", *, font: str = "body") -> None:
        super().__init__()
        self._themes = themes
        self._words = words
        self._role = font
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        ring_on_focus(self, themes, 3)

    @property
    def text(self) -> str:
        return self._words

    def set_text(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(
            paint.text_width(self._words, theme.font(self._role)) + 1, theme.line(self._role)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._themes.now.line(self._role))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        font = theme.font(self._role)
        width = paint.text(painter, self.rect(), self._words, font, theme.text.link)
        if self.underMouse():
            y = self.height() - 3
            painter.drawLine(0, y, width, y)


class KeyCap(QWidget):
    """A key as it stands on the keyboard."""

    def __init__(self, themes: Themes, key: str) -> None:
        super().__init__()
        self._themes = themes
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self._key, theme.font("keycap")) + 9
        return QSize(max(theme.size.keycap, width), theme.size.keycap)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.keycap, theme.bg.subtle, theme.border.default)
        painter.setFont(theme.font("keycap"))
        painter.setPen(theme.text.secondary)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._key)


class Face(QWidget):
    """A monogram (a company) or an avatar (a person) as a widget."""

    def __init__(self, themes: Themes, side: int, name: str = "", *, person: bool = False) -> None:
        super().__init__()
        self._themes = themes
        self._name = name
        self._person = person
        self.setFixedSize(side, side)

    def set_name(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw = paint.avatar if self._person else paint.monogram
        draw(QPainter(self), self._themes, QRect(0, 0, self.width(), self.height()), self._name)


class Glyph(QWidget):
    """An icon that stands by itself."""

    def __init__(
        self, themes: Themes, name: str, ink: str = "text.secondary", side: int = 16
    ) -> None:
        super().__init__()
        self._themes = themes
        self._glyph = name
        self._ink = ink
        self.setFixedSize(side, side)

    def set_glyph(self, name: str, ink: str | None = None) -> None:
        self._glyph = name
        self._ink = ink or self._ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        color = self._themes.now.color(self._ink)
        self._themes.draw_glyph(QPainter(self), 0, 0, self.width(), self._glyph, color)
