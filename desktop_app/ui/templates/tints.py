"""Merge fields tinted behind the text, as one types and as they come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from desktop_app.domain.template_tokens import Token, TokenKind, find_tokens
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets import paint

_CORNER = 4
_MOST = 500  # blocks that are looked at again at once when other fields have no value


class Tinted(StrEnum):
    """What a tint says."""

    VALUE = "value"
    MISSING = "missing"
    GAP = "gap"  # missing, in the text as it comes out: with a dashed edge
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Box:
    """A tint behind ``text[start:end]`` of a block, in the code units that Qt counts."""

    start: int
    end: int
    kind: Tinted


Boxes = Callable[[QTextBlock], Sequence[Box]]


def units(text: str, place: int) -> int:
    """A place in code points as Qt counts it: in UTF-16."""
    if text.isascii():
        return place
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=1_024)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a block, in the code units that Qt counts."""
    found = find_tokens(text)
    if text.isascii():
        return found
    return tuple(
        Token(units(text, each.start), units(text, each.end), each.kind, each.name)
        for each in found
    )


def has_fallback(token: str) -> bool:
    """Whether a field, as it is written, says what stands in its place without a value."""
    return "default" in token.partition("|")[2]


class TokenTints(QSyntaxHighlighter):
    """The ink of merge fields in a document; their grounds are painted by :func:`paint_boxes`.

    Attributes:
        missing: names of fields that have no value for the lead of the preview.
    """

    def __init__(self, document: QTextDocument, themes: Themes) -> None:
        super().__init__(document)
        self._themes = themes
        self.missing: frozenset[str] = frozenset()
        themes.changed.connect(self.rehighlight)

    def set_missing(self, missing: frozenset[str]) -> None:
        """Other fields have no value now; only blocks that have any are looked at again."""
        if missing == self.missing:
            return
        self.missing = missing
        at, seen = self.document().find("{{"), 0
        while not at.isNull() and seen < _MOST:
            block = at.block()
            self.rehighlightBlock(block)
            at = self.document().find("{{", block.position() + block.length() - 1)
            seen += 1

    def boxes(self, block: QTextBlock) -> tuple[Box, ...]:
        """The tints of a block."""
        text = block.text()
        return tuple(
            Box(each.start, each.end, self._kind(each, text))
            for each in (tokens_of(text) if "{" in text else ())
        )

    def highlightBlock(self, text: str) -> None:
        if "{" not in text:
            return
        theme = self._themes.now
        for token in tokens_of(text):
            form = QTextCharFormat()
            kind = self._kind(token, text)
            if kind is Tinted.MISSING:
                form.setForeground(theme.merge.missing_fg)
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                form.setUnderlineColor(theme.merge.missing_fg)
            else:
                form.setForeground(theme.text.secondary if kind is Tinted.TAG else theme.merge.fg)
            self.setFormat(token.start, token.end - token.start, form)

    def _kind(self, token: Token, text: str) -> Tinted:
        if token.kind in (TokenKind.TAG, TokenKind.OPEN_TAG):
            return Tinted.TAG
        is_missing = (
            token.kind is TokenKind.FIELD
            and token.name in self.missing
            and not has_fallback(_of_units(text, token.start, token.end))
        )
        return Tinted.MISSING if is_missing else Tinted.VALUE


def _of_units(text: str, start: int, end: int) -> str:
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode(
        "utf-16-le", "replace"
    )


def paint_boxes(edit: QTextEdit, themes: Themes, boxes: Boxes) -> None:
    """Paint the grounds of what is seen of a text; before the text itself is painted."""
    painter = QPainter(edit.viewport())
    theme = themes.now
    for block in _seen(edit):
        found = boxes(block)
        if not found:
            continue
        form = edit.document().documentLayout().blockBoundingRect(block)
        left = form.left() - edit.horizontalScrollBar().value()
        top = form.top() - edit.verticalScrollBar().value()
        for box in found:
            for rect in _rects(block, box, left, top):
                if box.kind is Tinted.GAP:
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    pen = QPen(theme.merge.missing_fg, 1)
                    pen.setDashPattern([3, 2])
                    painter.setPen(pen)
                    painter.setBrush(theme.merge.missing_bg)
                    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
                else:
                    ground = {
                        Tinted.VALUE: theme.merge.bg,
                        Tinted.MISSING: theme.merge.missing_bg,
                        Tinted.TAG: theme.bg.inset,
                    }[box.kind]
                    # A line needs room of its own: what stands beside it is not crossed.
                    inner = rect.adjusted(0.5, 0, -1, 0) if theme.contrast else rect
                    paint.ground(painter, theme, inner, _CORNER, ground)
    painter.end()


def _seen(edit: QTextEdit) -> Iterator[QTextBlock]:
    """The blocks that the viewport shows."""
    layout = edit.document().documentLayout()
    top = edit.verticalScrollBar().value()
    bottom = top + edit.viewport().height()
    block = edit.cursorForPosition(edit.viewport().rect().topLeft()).block()
    while block.isValid() and layout.blockBoundingRect(block).top() <= bottom:
        yield block
        block = block.next()


def _rects(block: QTextBlock, box: Box, left: float, top: float) -> Iterator[QRectF]:
    """Where a box stands, line by line, in the viewport."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begin = max(box.start, line.textStart())
        end = min(box.end, line.textStart() + line.textLength())
        if begin >= end:
            continue
        one, two = line.cursorToX(begin)[0], line.cursorToX(end)[0]
        x, width = min(one, two), abs(two - one)
        metrics = QFontMetricsF(layout.font())
        base = top + line.y() + line.ascent()
        yield QRectF(left + x - 1.5, base - metrics.ascent() - 1, width + 3, metrics.height() + 2)
