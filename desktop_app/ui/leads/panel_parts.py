"""The small pieces of a lead's panel."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.language import numeral, tr
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import Glyph, Paragraph, label


class StatusButton(QAbstractButton):
    """The status pill that opens its menu."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.status = LeadStatus.COLD
        self.setToolTip(tr("Change the status  S"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 10)

    def show_status(self, status: LeadStatus) -> None:
        self.status = status
        self.setAccessibleName(tr("Status {value}, change", value=status.value))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.status_pill_width(self._themes, self.status.value, caret=True)
        return QSize(width, max(24, self._themes.now.size.pill))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        middle = self.height() // 2
        paint.status_pill(painter, self._themes, 0, middle, self.status.value, caret=True)


class Tab(QAbstractButton):
    """A tab with its figure; the open one has a line below."""

    def __init__(self, themes: Themes, words: str) -> None:
        super().__init__()
        self._themes = themes
        self._count: int | None = None
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        ring_on_focus(self, themes, 4)

    @property
    def count(self) -> int | None:
        return self._count

    def show_count(self, count: int | None) -> None:
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self.text(), theme.font("bodyStrong"))
        if self._count is not None:
            width += 6 + paint.text_width(numeral(self._count), theme.font("small", tabular=True))
        return QSize(width, theme.size.tabs)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        on = self.isChecked()
        ink = theme.text.primary if on or self.underMouse() else theme.text.secondary
        rect = self.rect()
        used = paint.text(painter, rect, self.text(), theme.font("bodyStrong"), ink, elide=False)
        if self._count is not None:
            small = theme.font("small", tabular=True)
            place = rect.adjusted(used + 6, 0, 0, 0)
            paint.text(
                painter, place, numeral(self._count), small, theme.text.tertiary, elide=False
            )
        if on:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.accent.solid)


class SuggestionCard(QWidget):
    """The violet card with what to do next."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 12)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Glyph(themes, "ph.sparkle-fill", "semantic.ai.fg", 14))
        head.addWidget(label(tr("Suggested next step"), "ai"))
        head.addStretch()
        column.addLayout(head)
        self.words = Paragraph(themes)
        column.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        tint = theme.semantic.ai
        box = QRectF(self.rect())
        paint.outlined(painter_on(self), box, theme.radius.card, tint.bg, tint.border)


class Underlined(QWidget):
    """A widget with a hairline under it over the whole width."""

    def __init__(self, themes: Themes, inner: QWidget) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        bottom = QRect(0, self.height() - 1, self.width(), 1)
        painter_on(self).fillRect(bottom, self._themes.now.border.subtle)
