"""What was read out of a lead's mail, on its card: how it sounds, how much it presses, and what
could be done next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.insights import Insight, kind_words
from desktop_app.domain.language import tr
from desktop_app.ui.inbox.insight_words import CHIPS, content_of, glyph_of, percent, spoken
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus
from desktop_app.ui.widgets.labels import Glyph, Paragraph, label

_SUGGESTION = "suggestion"
_BAR = 32  # the design's confidence bar


class CardInsights(QWidget):
    """The newest of each kind; nothing to see where there is none.

    Signals:
        asked: one wants to know why: an :class:`Insight`, and the widget that shows it.
    """

    asked = Signal(object, object)

    def __init__(self, themes: Themes, insights: Sequence[Insight]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(0)
        of_kind = {each.kind: each for each in insights if each.content.strip()}
        lines = [of_kind[kind] for kind in CHIPS if kind in of_kind]
        suggestion = of_kind.get(_SUGGESTION)
        if lines or suggestion:
            column.addWidget(label(tr("Insights"), "caption"))
            column.addSpacing(6)
        for insight in lines:
            self._add(column, InsightLine(themes, insight), insight)
        if suggestion:
            column.addSpacing(6)
            self._add(column, SuggestionBox(themes, suggestion), suggestion)
        self.setVisible(bool(lines or suggestion))

    def _add(self, column: QVBoxLayout, shown: Askable, insight: Insight) -> None:
        shown.pressed.connect(lambda: self.asked.emit(insight, shown))
        column.addWidget(shown)


class Askable(QWidget):
    """Something that one can press, or reach by Tab and open by Enter, to know why it is there."""

    pressed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ring_on_focus(self, themes)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class InsightLine(Askable):
    """Its icon, kind and content, and how sure that is."""

    def __init__(self, themes: Themes, insight: Insight) -> None:
        super().__init__(themes)
        self._insight = insight
        self._sure = percent(insight)
        self.setAccessibleName(spoken(insight))
        self.setToolTip(content_of(insight))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(160, self._themes.now.line("small") + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        middle = self.height() // 2
        glyph = glyph_of(self._insight)
        self._themes.draw_glyph(painter, 0, middle - 7, 14, glyph, theme.semantic.ai.fg)
        kind, said = kind_words(self._insight.kind), content_of(self._insight)
        font, strong = theme.font("small"), theme.font("small", 500)
        kind_width = paint.text_width(kind, font)
        left = 22 + kind_width + 6
        right = self.width()
        if self._insight.confidence is not None:
            right -= self._draw_sure(painter, right, right - left - paint.text_width(said, strong))
        rect = QRect(22, 0, kind_width + 1, self.height())
        paint.text(painter, rect, kind, font, theme.text.secondary, elide=False)
        rect = QRect(left, 0, max(0, right - left), self.height())
        paint.text(painter, rect, said, strong, theme.text.primary)

    def _draw_sure(self, painter: QPainter, right: int, spare: int) -> int:
        """How sure it is, as a number and as a bar; how wide that is. The bar says no more than
        the number, and makes room for words that would be cut."""
        theme = self._themes.now
        font = theme.font("small", tabular=True)
        width = paint.text_width("100%", font)
        rect = QRect(right - width, 0, width, self.height())
        paint.text(painter, rect, self._sure, font, theme.text.secondary, elide=False)
        taken = width + 6 + _BAR + 8
        if spare < taken:
            return width + 8
        bar = QRectF(right - width - 6 - _BAR, self.height() // 2 - 2, _BAR, 4)
        tint = theme.semantic.ai
        track = tint.bg if theme.contrast else tint.border
        paint.ground(painter, theme, bar, 2, track, tint.border)
        bar.setWidth(_BAR * (self._insight.confidence or 0))
        paint.rounded(painter, bar, 2, theme.semantic.ai.fg)
        return taken


class SuggestionBox(Askable):
    """The violet box with what could be done next."""

    def __init__(self, themes: Themes, insight: Insight) -> None:
        super().__init__(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Glyph(themes, glyph_of(insight), "semantic.ai.fg", 14))
        head.addWidget(label(tr("Suggestion"), "ai"))
        head.addStretch()
        if insight.confidence is not None:
            head.addWidget(label(percent(insight), "ai"))
        column.addLayout(head)
        words = Paragraph(themes, content_of(insight), font="small")
        # As high as its place, which knows the width: by itself it would count on more of that.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        column.addWidget(words)
        self.setAccessibleName(tr("Suggestion: {content}", content=content_of(insight)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        tint = theme.semantic.ai
        paint.outlined(
            painter_on(self), QRectF(self.rect()), theme.radius.card, tint.bg, tint.border
        )
