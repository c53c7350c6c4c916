"""Attachments as cards: icon by kind, name, size; press to open, arrow to save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.inbox import Attachment
from desktop_app.domain.language import tr
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.attachments import icon_of
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.buttons import Size, icon_button
from desktop_app.ui.widgets.focus import ring_on_focus

_GAP = 8
_MOST_WIDE = 320
_SAVE = 36  # the part of the card that saves


class FileCard(QWidget):
    """One attachment.

    Signals:
        opened, saved: the card was pressed; the arrow on it was.
    """

    opened = Signal()
    saved = Signal()

    def __init__(self, themes: Themes, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.attachment = attachment
        self._glyph, self._token = icon_of(attachment)
        self._size_words = words.size_words(attachment.size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(
            tr(
                "{filename}, {size_words}. Open",
                filename=attachment.filename,
                size_words=self._size_words,
            )
        )
        self.setToolTip(attachment.filename)
        ring_on_focus(self, themes, themes.now.radius.card)
        self._save = icon_button(
            themes,
            "ph.download-simple",
            tr("Save {filename} as…", filename=attachment.filename),
            size=Size.SMALL,
        )
        self._save.setParent(self)
        self._save.clicked.connect(self.saved)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        widest = max(
            paint.text_width(self.attachment.filename, theme.font("small", 500)),
            paint.text_width(self._size_words, theme.font("small")),
        )
        width = 13 + 18 + 12 + widest + 8 + _SAVE
        return QSize(min(width, _MOST_WIDE), theme.size.attachment)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = self._save.sizeHint()
        corner = QPoint(self.width() - side.width() - 8, (self.height() - side.height()) // 2)
        self._save.setGeometry(as_painted(self, QRect(corner, side)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        ground = theme.bg.hover if self.underMouse() else None
        paint.outlined(
            painter, QRectF(self.rect()), theme.radius.card, ground, theme.border.default
        )
        middle = self.height() // 2
        self._themes.draw_glyph(painter, 13, middle - 9, 18, self._glyph, theme.color(self._token))
        room = self.width() - 43 - _SAVE
        line = theme.line("small") - 2
        rect = QRect(43, middle - line, room, line)
        name = self.attachment.filename
        paint.text(painter, rect, name, theme.font("small", 500), theme.text.primary)
        rect = QRect(43, middle, room, line)
        paint.text(painter, rect, self._size_words, theme.font("small"), theme.text.secondary)


class FileCards(QWidget):
    """Cards in rows, as many as fit beside each other.

    Signals:
        opened, saved: an :class:`Attachment`.
    """

    opened = Signal(object)
    saved = Signal(object)

    def __init__(self, themes: Themes, attachments: Sequence[Attachment]) -> None:
        super().__init__()
        self._cards = [FileCard(themes, each, self) for each in attachments]
        for card in self._cards:
            card.opened.connect(lambda each=card.attachment: self.opened.emit(each))
            card.saved.connect(lambda each=card.attachment: self.saved.emit(each))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._renew)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 1)
        return QSize(200, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _renew(self) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _arrange(self, width: int, *, move: bool) -> int:
        """Place the cards (or only reckon); returns the height they take."""
        x = y = height = 0
        for card in self._cards:
            size = card.sizeHint().boundedTo(QSize(max(width, 80), 10_000))
            if x and x + size.width() > width:
                x, y = 0, y + height + _GAP
            if move:
                card.setGeometry(as_painted(self, QRect(QPoint(x, y), size)))
            x += size.width() + _GAP
            height = size.height()
        return y + height
