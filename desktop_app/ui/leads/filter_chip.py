"""A chip of the filter bar: field, operator and value, each of which can be pressed."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_filters import Condition, Group
from desktop_app.domain.lead_words import chip_words, group_words
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import along, as_painted, painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_PAD = 8
_WIDEST = 220  # of one segment
_WIDEST_GROUP = 380
_CLOSE = 22


class Segment(IntEnum):
    """What of a chip is meant."""

    FIELD, OP, VALUE, CLOSE = range(4)


class FilterChip(QWidget):
    """One condition, or a group in one line.

    Left and Right choose a segment, Enter opens it, Del takes the chip away.

    Signals:
        edit_wanted: a :class:`Segment`; ``anchor(segment)`` says where it is.
        remove_wanted: its × or Del was pressed.
    """

    edit_wanted = Signal(int)
    remove_wanted = Signal()

    def __init__(self, themes: Themes, part: Condition | Group, fields: LeadFields) -> None:
        super().__init__()
        self._themes = themes
        self.part = part
        self.segment = Segment.FIELD
        self._hovered: Segment | None = None
        self._wrong = False
        self._words: list[tuple[Segment, str]] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, themes.now.radius.control)
        self.show_part(part, fields)

    def show_part(self, part: Condition | Group, fields: LeadFields) -> None:
        """Say another condition."""
        self.part = part
        if isinstance(part, Group):
            said = group_words(part, fields)
            self._words = [(Segment.VALUE, said)]
            self._wrong = any(fields.get(each.field) is None for each in part.conditions())
        else:
            words = chip_words(part, fields)
            said = str(words)
            parts = ((Segment.FIELD, words.field), (Segment.OP, words.op),
                     (Segment.VALUE, words.value))  # fmt: skip
            self._words = [(segment, each) for segment, each in parts if each]
            self._wrong = fields.get(part.field) is None
        self.segment = self._words[0][0]
        self.setAccessibleName(tr("Filter: {said}", said=said))
        tip = tr("{said}\nThis field is not there any more.", said=said) if self._wrong else said
        self.setToolTip(tr("{tip}\nEnter changes, Del removes", tip=tip))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        """What its segments say."""
        return tuple(words for _, words in self._words)

    @property
    def wrong(self) -> bool:
        """Whether it speaks of a field that is not there."""
        return self._wrong

    def anchor(self, segment: Segment) -> QRect:
        """Where a segment is on the screen."""
        rect = next((box for each, box in self._boxes() if each is segment), self.rect())
        rect = as_painted(self, rect)
        return QRect(self.mapToGlobal(rect.topLeft()), rect.size())

    def sizeHint(self) -> QSize:
        boxes = self._boxes()
        return QSize(boxes[-1][1].right() + 1, self._themes.now.size.control_small)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        segments = [each for each, _ in self._words]
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            at = segments.index(self.segment) + along(self, key)
            self.segment = segments[max(0, min(at, len(segments) - 1))]
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.edit_wanted.emit(self.segment)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self._at(as_painted(self, event.position().toPoint()))
        if pressed is Segment.CLOSE:
            self.remove_wanted.emit()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self.segment = pressed
            self.edit_wanted.emit(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._at(as_painted(self, event.position().toPoint()))
        if hovered is not self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = painter_on(self)
        danger = theme.semantic.danger
        edge: QColor = danger.border if self._wrong else theme.border.default
        ground: QColor = danger.bg if self._wrong else theme.bg.canvas
        box = QRectF(self.rect())
        paint.outlined(painter, box, theme.radius.control, ground, edge)
        boxes = self._boxes()
        marked = self._hovered if self._hovered is not None else (
            self.segment if self.hasFocus() else None
        )  # fmt: skip
        inside = QPainterPath()
        inside.addRoundedRect(
            box.adjusted(1, 1, -1, -1), theme.radius.control, theme.radius.control
        )
        painter.setClipPath(inside)
        for segment, rect in boxes:
            if segment is marked:
                paint.ground(painter, theme, rect, 0, theme.bg.hover)
            if segment is Segment.CLOSE:
                side = 10
                left = rect.left() + (rect.width() - side) // 2
                ink = theme.text.primary if segment is marked else theme.text.secondary
                self._themes.draw_glyph(
                    painter, left, (self.height() - side) // 2, side, "ph.x", ink
                )
                continue
            words = dict(self._words)[segment]
            strong = segment is Segment.VALUE
            ink = theme.text.primary if strong else theme.text.secondary
            if self._wrong:
                ink = danger.fg
            room = rect.adjusted(_PAD, 0, -_PAD + 1, 0)
            paint.text(painter, room, words, self._font(segment), ink)
        painter.setClipping(False)
        for _, rect in boxes[1:]:
            painter.fillRect(rect.left() - 1, 1, 1, self.height() - 2, edge)

    def _font(self, segment: Segment) -> QFont:
        strong = 500 if isinstance(self.part, Group) else 600
        return self._themes.now.font("small", strong if segment is Segment.VALUE else 400)

    def _boxes(self) -> list[tuple[Segment, QRect]]:
        height = self._themes.now.size.control_small
        widest = _WIDEST_GROUP if isinstance(self.part, Group) else _WIDEST
        boxes, x = [], 0
        for segment, words in self._words:
            width = min(paint.text_width(words, self._font(segment)) + 1, widest) + 2 * _PAD
            boxes.append((segment, QRect(x, 0, width, height)))
            x += width
        boxes.append((Segment.CLOSE, QRect(x, 0, _CLOSE, height)))
        return boxes

    def _at(self, place: QPoint) -> Segment | None:
        return next((each for each, rect in self._boxes() if rect.contains(place)), None)
