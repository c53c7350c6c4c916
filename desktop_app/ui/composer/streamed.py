"""A text that comes in pieces, put into an editor as one step to undo."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

# Breaks and spaces as documents have them, and what stands for the inside of one.
_AS_TYPED = str.maketrans(
    {"\u2029": "\n", "\u2028": "\n", "\r": "\n", "\xa0": " ", "\ufdd0": "", "\ufdd1": "",
     "\ufffc": "", "\0": ""}
)  # fmt: skip

_SURELY = 12  # characters


class StreamedText:
    """What was put in so far, and where it stands: whatever is typed around it, it stays where it
    is; once somebody changes it, nothing more is put into it.

    Args:
        document: it begins at the top of this.
        standing: selects what it takes the place of, or the part of it that stands there already.
    """

    def __init__(self, document: QTextDocument, standing: QTextCursor | None = None) -> None:
        self._document = document
        self._start = QTextCursor(document)
        self._start.setKeepPositionOnInsert(True)
        self._start.setPosition(standing.selectionStart() if standing is not None else 0)
        there = standing.selectedText() if standing is not None else ""
        self._length, self._put = _units(there), there.translate(_AS_TYPED)
        self._revision = -1  # of the document, behind our last piece
        self.is_begun = bool(there)
        self.has_come = False  # something was put in

    @property
    def text(self) -> str:
        """What was put in."""
        return self._put

    @property
    def is_whole(self) -> bool:
        """Whether it stands as it was put in."""
        return _read(self._range()) == self._put

    def put(self, text: str) -> bool:
        """Make it this text: what comes anew behind what is there, or all of it.

        Returns:
            whether it was put in: not once somebody changed it.
        """
        if not self.is_whole:
            return False
        text = text.replace("\r\n", "\n").translate(_AS_TYPED)
        if text == self._put and self.is_begun:
            self.has_come = True
            return True
        cursor = self._range()
        if self._revision == self._document.revision():
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        if not self.is_begun:
            _make_room(cursor)
            self.is_begun = True
        if text.startswith(self._put):
            cursor.setPosition(self._start.position() + self._length)
            cursor.insertText(text[len(self._put) :], QTextCharFormat())
        else:
            cursor.insertText(text, QTextCharFormat())
        cursor.endEditBlock()
        self._length, self._put = _units(text), text
        self.has_come = True
        self._revision = self._document.revision()
        return True

    def take_out(self) -> bool:
        """Take it out again, a step of its own; whether it stood there as it was put in."""
        if not self.is_whole or not self._put:
            return False
        self._range().removeSelectedText()
        self._length, self._put, self.is_begun = 0, "", True
        self._revision = -1
        return True

    def _range(self) -> QTextCursor:
        cursor = QTextCursor(self._document)
        start = self._start.position()
        last = max(0, self._document.characterCount() - 1)
        cursor.setPosition(min(start, last))
        end = min(start + self._length, last)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def find_text(document: QTextDocument, text: str) -> QTextCursor | None:
    """A cursor that selects a text where it stands, whatever its breaks of lines; None where it
    does not."""
    words = text.translate(_AS_TYPED).split()
    if not words:
        return None
    whole = _all_of(document)
    found = re.search(r"\s+".join(map(re.escape, words)), whole)
    return _selected(document, whole, found.start(), found.end()) if found is not None else None


def find_beginning(document: QTextDocument, text: str) -> QTextCursor | None:
    """A cursor that selects how much of a text stands at the top of a document: of one that was
    not all there yet when its program ended."""
    whole, wanted = _all_of(document), text.translate(_AS_TYPED)
    count = next(
        (at for at, (one, other) in enumerate(zip(whole, wanted, strict=False)) if one != other),
        min(len(whole), len(wanted)),
    )
    # Two mails may begin with the same few letters.
    if count < min(len(wanted), _SURELY):
        return None
    return _selected(document, whole, 0, count)


def _all_of(document: QTextDocument) -> str:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    # A picture is one place, so that places stay what they are.
    return cursor.selectedText().translate({**_AS_TYPED, 0xFFFC: " "})


def _selected(document: QTextDocument, whole: str, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(_units(whole[:start]))
    cursor.setPosition(_units(whole[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _make_room(cursor: QTextCursor) -> None:
    """A blank line between what comes and what stands below it."""
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    if cursor.document().isEmpty():
        return
    first = cursor.block()
    blanks = 0
    while first.isValid() and not first.text().strip() and blanks < 2:
        blanks, first = blanks + 1, first.next()
    if blanks < 2:
        cursor.insertText("\n" * (2 - blanks), QTextCharFormat())
    cursor.movePosition(QTextCursor.MoveOperation.Start)


def _read(cursor: QTextCursor) -> str:
    return cursor.selectedText().translate(_AS_TYPED)


def _units(text: str) -> int:
    """How long a text is as documents count."""
    return len(text.encode("utf-16-le")) // 2
