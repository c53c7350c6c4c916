"""The chips at a message in the plain reader: what was read in it; each opens why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.insights import Insight
from desktop_app.domain.language import tr
from desktop_app.ui.inbox.card_insights import Askable
from desktop_app.ui.inbox.insight_words import chip_words, glyph_of, spoken
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.flow import Flow

_PAD = 7
_GLYPH = 13


class InsightChip(Askable):
    """A shape and a word."""

    def __init__(self, themes: Themes, insight: Insight) -> None:
        super().__init__(themes)
        self.insight = insight
        self.words = chip_words(insight)
        self.setAccessibleName(tr("{spoken}. Why", spoken=spoken(insight)))
        self.setToolTip(tr("Why?"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        width = paint.text_width(self.words, theme.font("small", 500))
        return QSize(_PAD + _GLYPH + 5 + width + _PAD + 1, theme.line("small") + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        tint = theme.semantic.ai
        edge = tint.solid if self.underMouse() else tint.border
        paint.outlined(painter, QRectF(self.rect()), theme.radius.tag, tint.bg, edge)
        middle = self.height() // 2
        glyph = glyph_of(self.insight)
        self._themes.draw_glyph(painter, _PAD, middle - _GLYPH // 2, _GLYPH, glyph, tint.fg)
        left = _PAD + _GLYPH + 5
        rect = QRect(left, 0, self.width() - left - _PAD + 1, self.height())
        paint.text(painter, rect, self.words, theme.font("small", 500), tint.fg)


class InsightChips(Flow):
    """The chips of a message.

    Signals:
        asked: an :class:`Insight`: one wants to know why.
    """

    asked = Signal(object)

    def __init__(self, themes: Themes, insights: Sequence[Insight]) -> None:
        super().__init__(themes.now.line("small") + 4, 6)
        self.chips = [InsightChip(themes, each) for each in insights]
        for chip in self.chips:
            chip.pressed.connect(lambda each=chip.insight: self.asked.emit(each))
        self.put(list[QWidget](self.chips))
