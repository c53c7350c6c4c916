"""The mail as it would come out, on a card: whom to, subject, and the text with what was merged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.leads import Lead
from desktop_app.domain.rich_text import Line
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.templates.looking import Preview
from desktop_app.ui.templates.tints import Box, Tinted, paint_boxes
from desktop_app.ui.templates.token_edits import SubjectEdit
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on, sides
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.labels import ElidedLabel, hairline, label
from desktop_app.ui.widgets.scroll import float_scroll_bar

_MOST_GAPS = 200


class _Text(Editor):
    """Lines that are read, as high as they are."""

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, role="reading")
        self._boxes: Sequence[tuple[Box, ...]] = ()
        self.setReadOnly(True)
        self.setViewportMargins(14, 12, 14, 12)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Preview"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        float_scroll_bar(self)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.updateGeometry()
        )

    def show_marked(self, lines: Sequence[Line], boxes: Sequence[tuple[Box, ...]]) -> None:
        self._boxes = boxes
        self.show_lines(lines)
        self._color_gaps()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, int(self.document().size().height()) + 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_boxes(self, self._themes, self._boxes_of)
        super().paintEvent(event)

    def _color_gaps(self) -> None:
        """The names of what is missing stand out in ink, too."""
        marked = []
        for number, boxes in enumerate(self._boxes):
            for box in boxes:
                if box.kind is Tinted.GAP and len(marked) < _MOST_GAPS:
                    block = self.document().findBlockByNumber(number)
                    marked.append(_inked(QTextCursor(block), box, self._themes))
        self.setExtraSelections(marked)

    def _boxes_of(self, block: QTextBlock) -> Sequence[Box]:
        at = block.blockNumber()
        return self._boxes[at] if at < len(self._boxes) else ()


class _Subject(SubjectEdit):
    """The subject as it comes out."""

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes)
        self._boxes: tuple[Box, ...] = ()
        self.setReadOnly(True)
        self.setProperty("field", False)
        self.setProperty("bare", True)
        self.setAccessibleName(tr("Subject of the preview"))
        self.tints.setDocument(None)

    def show_marked(self, text: str, boxes: tuple[Box, ...]) -> None:
        self._boxes = boxes
        self.show_text(text)
        gaps = [box for box in boxes if box.kind is Tinted.GAP]
        first = self.document().begin()
        self.setExtraSelections([_inked(QTextCursor(first), box, self._themes) for box in gaps])

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_boxes(self, self._themes, lambda _block: self._boxes)
        super(SubjectEdit, self).paintEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(100, self._themes.now.line("body") + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _renew(self) -> None:
        theme = self._themes.now
        self.document().setDefaultFont(theme.font("body", 500))
        self.setFixedHeight(theme.line("body") + 4)
        self.setViewportMargins(0, 2, 0, 0)


def _inked(cursor: QTextCursor, box: Box, themes: Themes) -> QTextEdit.ExtraSelection:
    """The words of a box in the ink of what is missing."""
    begin = cursor.block().position()
    last = begin + cursor.block().length() - 1
    cursor.setPosition(min(begin + box.start, last))
    cursor.setPosition(min(begin + box.end, last), QTextCursor.MoveMode.KeepAnchor)
    made = QTextEdit.ExtraSelection()
    form = QTextCharFormat()
    form.setForeground(themes.now.merge.missing_fg)
    made.cursor, made.format = cursor, form
    return made


class PreviewCard(QWidget):
    """Shows a rendered template."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._preview: Preview | None = None
        self._as_plain = False
        self.to = ElidedLabel(themes, "", font="small")
        self.subject = _Subject(themes)
        self.text = _Text(themes)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        head = QGridLayout()
        head.setContentsMargins(*sides(15, 10, 14, 8))
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(2)
        for row, (title, widget) in enumerate(((tr("To"), self.to), (tr("Subject"), self.subject))):
            head.addWidget(label(title, "small"), row, 0)
            head.addWidget(widget, row, 1)
        head.setColumnMinimumWidth(0, 48)
        head.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.text)
        self.text.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.updateGeometry()
        )

    def show_preview(self, lead: Lead, preview: Preview) -> None:
        """Show a template for a lead."""
        who = f"{lead.contact_name}, {lead.email}" if lead.contact_name else lead.email
        self.to.set_text(
            who
            if lead.email
            else tr("{contact_name} (no email)", contact_name=lead.contact_name).strip()
        )
        if preview == self._preview:
            return
        self._preview = preview
        self._fill()

    def show_plain(self, on: bool) -> None:
        """Show the text that readers without HTML see, or the message."""
        self._as_plain = on
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(
            painter_on(self), box, theme.radius.card, theme.bg.canvas, theme.border.default
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _fill(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self.subject.show_marked(*preview.subject)
        place = self.text.verticalScrollBar().value()
        if self._as_plain:
            self.text.show_marked(preview.plain, ())
        else:
            self.text.show_marked(preview.lines, preview.boxes)
        self.text.verticalScrollBar().setValue(place)
