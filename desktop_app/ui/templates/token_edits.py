"""The two places of a template in which merge fields are written: the subject and the body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import Line
from desktop_app.domain.template_tokens import TokenKind
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.templates.tints import TokenTints, paint_boxes, tokens_of, units
from desktop_app.ui.theme import Themes

INSERT_KEY = "Ctrl+;"
_MOST = 200  # faults that are underlined at a time


@dataclass(frozen=True, slots=True)
class OpenField:
    """A merge field that is being typed.

    Args:
        start, end: what a chosen name takes the place of, as places of the document.
        typed: the name so far.
    """

    start: int
    end: int
    typed: str


class BodyEdit(Editor):
    """The body: lines with a few looks.

    Signals:
        typed: something was typed by hand.
    """

    typed = Signal()

    def __init__(self, themes: Themes) -> None:
        self._showing = False
        super().__init__(themes, role="reading", leading=2)
        self.setViewportMargins(14, 12, 14, 8)
        self.tints = TokenTints(self.document(), themes)
        self.faults = Faults(self, themes)
        self.keys: Callable[[QKeyEvent], bool] = lambda _event: False
        self.setAccessibleName(tr("Body"))

    @property
    def is_settled(self) -> bool:
        """Whether all lines stand in it: not while they are shown anew, as another look does,
        and what stands there is nothing for a moment."""
        return not self._showing and super().is_settled

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._showing = True
        try:
            super().show_lines(lines)
        finally:
            self._showing = False
        if self.is_settled:
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys(event):
            return
        super().keyPressEvent(event)
        if event.text():
            self.typed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_boxes(self, self._themes, self.tints.boxes)
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self.faults.show_tip(event) or bool(super().viewportEvent(event))


class SubjectEdit(QTextEdit):
    """One line.

    Signals:
        typed: something was typed by hand.
        left: Enter: on to the body.
    """

    typed = Signal()
    left = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setProperty("field", True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(tr("Subject"))
        self.tints = TokenTints(self.document(), themes)
        self.faults = Faults(self, themes)
        self.keys: Callable[[QKeyEvent], bool] = lambda _event: False
        themes.changed.connect(self._renew)
        self._renew()

    @property
    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show another text; nothing of it can be undone."""
        self.setPlainText(" ".join(text.split("\n")))

    def sizeHint(self) -> QSize:
        return QSize(200, self._themes.now.size.field)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text():
            self.typed.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(" ".join(source.text().split()))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_boxes(self, self._themes, self.tints.boxes)
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self.faults.show_tip(event) or bool(super().viewportEvent(event))

    def _renew(self) -> None:
        theme = self._themes.now
        self.document().setDefaultFont(theme.font("body"))
        self.setFixedHeight(theme.size.field)
        spare = theme.size.field - 2 - self.fontMetrics().height()
        self.setViewportMargins(5, max(0, spare // 2 - 1), 5, 0)


class Faults:
    """What is wrong in a text, underlined, with the reason where the pointer rests."""

    def __init__(self, edit: QTextEdit, themes: Themes) -> None:
        self._edit = edit
        self._themes = themes
        self._reasons: list[tuple[QTextCursor, str]] = []

    @property
    def reasons(self) -> list[str]:
        return [reason for _cursor, reason in self._reasons]

    def show_faults(self, faults: Sequence[tuple[int, int, str]]) -> None:
        """Underline these places (of the document, in Qt's units), each with its reason."""
        last = self._edit.document().characterCount() - 1
        self._reasons = []
        marked = []
        for start, end, reason in faults[:_MOST]:
            cursor = QTextCursor(self._edit.document())
            cursor.setPosition(max(0, min(start, last)))
            cursor.setPosition(max(0, min(max(end, start + 1), last)), _KEEP)
            self._reasons.append((cursor, reason))
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self._themes.now.semantic.danger.solid)
            form.setForeground(self._themes.now.semantic.danger.fg)
            made = QTextEdit.ExtraSelection()
            made.cursor, made.format = cursor, form
            marked.append(made)
        self._edit.setExtraSelections(marked)

    def reason_at(self, place: QPoint) -> str:
        """What is wrong where the pointer is; "" for nothing."""
        at = self._edit.cursorForPosition(place).position()
        for cursor, reason in self._reasons:
            if cursor.selectionStart() <= at <= cursor.selectionEnd():
                return reason
        return ""

    def show_tip(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        reason = self.reason_at(event.pos())
        if reason:
            QToolTip.showText(event.globalPos(), reason, self._edit.viewport())
        else:
            QToolTip.hideText()
        return True


_KEEP = QTextCursor.MoveMode.KeepAnchor


def open_field(edit: QTextEdit) -> OpenField | None:
    """The merge field in which the cursor stands and whose name is being typed."""
    cursor = edit.textCursor()
    if cursor.hasSelection():
        return None
    block, at = cursor.block(), cursor.positionInBlock()
    text = block.text()
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "replace")
    else:
        text = text[:at]
    found = tokens_of(text)
    if not found or found[-1].kind is not TokenKind.OPEN or found[-1].end != at:
        return None
    token, start = found[-1], block.position()
    end = start + at
    rest = QTextCursor(block)
    rest.setPosition(end)
    rest.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
    behind = rest.selectedText()
    name = len(behind) - len(behind.lstrip("abcdefghijklmnopqrstuvwxyz_0123456789"))
    closing = behind[name:]
    spaces = len(closing) - len(closing.lstrip(" \u00a0"))
    if closing[spaces:].startswith("}}"):
        end += name + spaces + 2
    return OpenField(start + token.start, end, token.name)


def blanked(text: str, start: int, end: int) -> str:
    """A text with blanks between two places, which count as Qt does."""
    at, kept = 0, []
    for char in text:
        kept.append(" " if start <= at < end else char)
        at += 2 if ord(char) > 0xFFFF else 1
    return "".join(kept)


def blanked_line(line: Line, start: int, end: int) -> Line:
    """As :func:`blanked`, for a line."""
    runs, at = [], 0
    for run in line.runs:
        runs.append(replace(run, text=blanked(run.text, start - at, end - at)))
        at += units(run.text, len(run.text))
    return replace(line, runs=tuple(runs))


def put_field(edit: QTextEdit, name: str, place: OpenField) -> None:
    """Write a field out in the place of what was typed of it; one step back."""
    cursor = edit.textCursor()
    cursor.setPosition(place.start)
    cursor.setPosition(place.end, _KEEP)
    cursor.insertText(f"{{{{{name}}}}}")
    edit.setTextCursor(cursor)


def put_fallback(edit: QTextEdit, name: str) -> bool:
    """Give the first field of that name without one a fallback, the cursor between its quotes;
    whether there was such a field."""
    block = edit.document().begin()
    while block.isValid():
        text = block.text()
        for token in tokens_of(text) if "{{" in text else ():
            if token.kind is not TokenKind.FIELD or token.name != name:
                continue
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + token.start)
            cursor.setPosition(block.position() + token.end, _KEEP)
            written = cursor.selectedText()
            if "default" in written.partition("|")[2]:
                continue
            inner = written.removeprefix("{{").removesuffix("}}").strip()
            cursor.insertText(f'{{{{{inner} | default: ""}}}}')
            cursor.setPosition(cursor.position() - 3)
            edit.setTextCursor(cursor)
            edit.ensureCursorVisible()
            edit.setFocus()
            return True
        block = block.next()
    return False
