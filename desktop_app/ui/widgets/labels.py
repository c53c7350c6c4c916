"""Words: labels by role, labels that elide, keys, lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import begins, draw_words, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus


def label(words: str, role: str = "body", *, wrap: bool = False) -> QLabel:
    """A label whose font and colour the style sheet gives by ``role``. Never rich text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    begins(made)
    return made


class Paragraph(QWidget):
    """Words that wrap, at the line height of their font role, which a QLabel cannot.

    Args:
        width: a width of its own, so that a centring layout keeps the height right; 0 takes
            the width it is given.
    """

    def __init__(
        self,
        themes: Themes,
        words: str = "",
        *,
        font: str = "body",
        ink: str = "text.primary",
        width: int = 0,
        centred: bool = False,
    ) -> None:
        super().__init__()
        self._themes = themes
        self._words = words
        self._role = font
        self._ink = ink
        self._centred = centred
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if width:
            self.setFixedWidth(width)
        self.setAccessibleName(words)
        themes.changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        return self._words

    def set_text(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # A layout that centres asks with its own width, which may be more than ours.
        lines = self._lines(min(width, self.maximumWidth()))
        return len(lines) * self._themes.now.line(self._role)

    def sizeHint(self) -> QSize:
        width = self.width() if self.minimumWidth() == self.maximumWidth() else 320
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        fixed = self.minimumWidth() == self.maximumWidth()
        return self.sizeHint() if fixed else QSize(80, self._themes.now.line(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        painter.setFont(theme.font(self._role))
        painter.setPen(theme.color(self._ink))
        height = theme.line(self._role)
        sides = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        flags = int(sides | Qt.AlignmentFlag.AlignVCenter)
        for number, line in enumerate(self._lines(self.width())):
            draw_words(painter, QRect(0, number * height, self.width(), height), flags, line)

    def _lines(self, width: int) -> list[str]:
        """The words broken to a width; at least one line."""
        lines: list[str] = []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for part in self._words.splitlines() or [""]:
            layout = QTextLayout(part, self._themes.now.font(self._role))
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
                start = line.textStart()
                lines.append(part[start : start + line.textLength()].rstrip())
            layout.endLayout()
        return lines or [""]


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
        painter = painter_on(self)
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
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        font = theme.font(self._role)
        width = paint.text(painter, self.rect(), self._words, font, theme.text.link)
        if self.underMouse() or theme.contrast:  # there not the colour alone says what it is
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
        painter = painter_on(self)
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.keycap, theme.bg.subtle, theme.border.default)
        painter.setFont(theme.font("keycap"))
        painter.setPen(theme.text.secondary)
        draw_words(painter, self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._key)


class Face(QWidget):
    """A monogram (a company) or an avatar (a person) as a widget."""

    def __init__(self, themes: Themes, side: int, name: str = "", *, person: bool = False) -> None:
        super().__init__()
        self._themes = themes
        self._name = name
        self._person = person
        self._picture: QImage | None = None
        self.setFixedSize(side, side)

    def set_name(self, name: str, picture: QImage | None = None) -> None:
        self._name = name
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = painter_on(self), QRect(0, 0, self.width(), self.height())
        if self._person:
            paint.avatar(painter, self._themes, rect, self._name, self._picture)
        else:
            paint.monogram(painter, self._themes, rect, self._name)


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
        self._themes.draw_glyph(painter_on(self), 0, 0, self.width(), self._glyph, color)
