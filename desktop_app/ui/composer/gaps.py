"""Merge fields without a value, tinted in a mail as long as they stand there."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.domain.template_tokens import TokenKind, find_tokens
from desktop_app.ui.composer.editor import Editor
from desktop_app.ui.theme import Themes

_MOST = 200


class Gaps(QObject):
    """Tints ``{{ event_name }}`` in an editor. The text itself has no other look for it: what is
    sent knows nothing of the tint."""

    def __init__(self, editor: Editor, themes: Themes) -> None:
        super().__init__(editor)
        self._editor = editor
        self._themes = themes
        editor.settled.connect(self.look)
        editor.document().contentsChanged.connect(self._drop_filled)
        themes.changed.connect(self.look)

    def look(self) -> None:
        """Find them anew: text was put in, or shown."""
        self._editor.setExtraSelections([self._tinted(cursor) for cursor in self._found()[:_MOST]])

    def _found(self) -> list[QTextCursor]:
        document, found = self._editor.document(), []
        at = document.find("{{")
        while not at.isNull() and len(found) < _MOST:
            block = at.block()
            for token in find_tokens(block.text()):
                if token.kind is TokenKind.FIELD:
                    cursor = QTextCursor(block)
                    cursor.setPosition(block.position() + token.start)
                    end = block.position() + token.end
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    found.append(cursor)
            at = document.find("{{", block.position() + block.length() - 1)
        return found

    def _drop_filled(self) -> None:
        """What was written over is a gap no more."""
        standing = self._editor.extraSelections()
        left = [each for each in standing if _is_token(each.cursor.selectedText())]
        if len(left) < len(standing):
            self._editor.setExtraSelections(left)

    def _tinted(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        tint = self._themes.now.semantic.danger
        form = QTextCharFormat()
        form.setForeground(tint.fg)
        form.setBackground(tint.bg)
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(tint.fg)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, form
        return made


def _is_token(text: str) -> bool:
    return text.startswith("{{") and text.endswith("}}")
