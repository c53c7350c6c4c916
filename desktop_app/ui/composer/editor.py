"""The text of a mail: a few looks, lists, links, quotations and pictures, nothing more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.rich_text import Line, Run, of_text, tidy, write_html, write_plain
from desktop_app.ui.composer.text_document import (
    Insertion,
    LinesOfDocument,
    block_format,
    char_format,
    lines_of,
    picture_format,
    quote_of,
)
from desktop_app.ui.theme import Themes
from desktop_app.ui.timers import single_shot

_LEAN = "application/x-outpost-lines"
_WIDEST = 560  # pixels of a picture in the text
# Seconds of a long text at a time, of our own work: what other programs take away in between makes
# no short text long. Laying it out takes as long again.
_SLICE = 0.003

# What keys do to the text; (name, key, words).
LOOKS: tuple[tuple[str, str, str, str], ...] = (
    ("bold", "Ctrl+B", tr("Bold"), "ph.text-bolder"),
    ("italic", "Ctrl+I", tr("Italic"), "ph.text-italic"),
    ("underline", "Ctrl+U", tr("Underline"), "ph.text-underline"),
    ("bullets", "Ctrl+Shift+8", tr("Bulleted list"), "ph.list-bullets"),
    ("numbers", "Ctrl+Shift+7", tr("Numbered list"), "ph.list-numbers"),
    ("link", "Ctrl+K", tr("Link"), "ph.link"),
    ("quote", "Ctrl+Shift+9", tr("Quotation"), "ph.quotes"),
    ("clear", "Ctrl+\\", tr("Remove format"), "ph.eraser"),
)
_PASTE_PLAIN = "Ctrl+Shift+V"


class Editor(QTextEdit):
    """Edits lines (:mod:`desktop_app.domain.rich_text`).

    Args:
        role: of the font, whose line height it has too where it is another than that of mail.
        leading: pixels more between the lines.

    Signals:
        look_changed: the looks at the cursor may be others now.
        html_pasted: markup, and whether it is a composer's own; whoever reads it, and makes what is
            from elsewhere harmless, gives it to :meth:`put`.
        copied: markup of what was copied or is dragged, with the names of its pictures.
        picture_pasted: a QImage from the clipboard.
        files_dropped: paths; whether they were dropped into the text (pictures are shown there).
        link_wanted: the selected words and their present address.
        slicing: a long text comes in slices, until …
        settled: … all lines stand in it that were given to it.
        menu_opens: its own menu, a QMenu, to which more may be added.
    """

    look_changed = Signal()
    html_pasted = Signal(str, bool)
    copied = Signal(str)
    picture_pasted = Signal(QImage)
    files_dropped = Signal(object)
    link_wanted = Signal(str, str)
    slicing = Signal()
    settled = Signal()
    menu_opens = Signal(object)

    def __init__(
        self, themes: Themes, parent: QWidget | None = None, *, role: str = "body", leading: int = 0
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._role = role
        self._leading = leading
        self._pictures: dict[str, QImage] = {}
        self._read = LinesOfDocument(self.document())
        self._insertions: list[Insertion] = []
        self._next_slice = single_shot(self, 0, self._go_on)
        self._is_stale = False  # in its looks
        self.setAcceptRichText(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.setAccessibleName(tr("Text"))
        self.setProperty("bare", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(12, 8, 12, 4)
        self.document().setIndentWidth(24)
        self.currentCharFormatChanged.connect(lambda _format: self.look_changed.emit())
        self.cursorPositionChanged.connect(self.look_changed)
        self._commands: dict[str, Callable[[], None]] = {
            "bold": lambda: self._toggle("bold"),
            "italic": lambda: self._toggle("italic"),
            "underline": lambda: self._toggle("underline"),
            "bullets": lambda: self._toggle_list(QTextListFormat.Style.ListDisc),
            "numbers": lambda: self._toggle_list(QTextListFormat.Style.ListDecimal),
            "link": self._want_link,
            "quote": self._toggle_quote,
            "clear": self._clear_looks,
        }
        self._keys = {_key(key): self._commands[name] for name, key, _, _ in LOOKS}
        self._keys[_key(_PASTE_PLAIN)] = self.paste_plain
        themes.changed.connect(self._renew)
        self._renew()

    # -- what stands in it -------------------------------------------------------------------

    def lines(self) -> tuple[Line, ...]:
        """What stands in it."""
        return tidy(self._read.all())

    def raw_lines(self) -> tuple[Line, ...]:
        """As :meth:`lines`, not tidied yet: what the window's thread can afford while one types."""
        return self._read.all()

    @property
    def is_settled(self) -> bool:
        """Whether all lines stand in it that were given to it: a long text comes in slices."""
        return not self._insertions

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; nothing of it can be undone, and the cursor is at the beginning."""
        self._insertions.clear()
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        self._insert(Insertion(cursor, lines, self._themes.now, self._height))
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def add_below(self, lines: Sequence[Line]) -> None:
        """Put lines in behind what stands there, and leave the cursor where it is."""
        here = self.textCursor()
        position, anchor = here.position(), here.anchor()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._insert(Insertion(cursor, lines, self._themes.now, self._height))
        here.setPosition(anchor)
        here.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(here)

    def put(self, lines: Sequence[Line], at: QTextCursor | None = None) -> None:
        """Put lines in where the cursor is, or was when ``at`` was kept."""
        cursor = at if at is not None else self.textCursor()
        cursor.beginEditBlock()  # what was selected and what takes its place are one step back
        if cursor.hasSelection():
            cursor.removeSelectedText()
        self._insert(Insertion(cursor, lines, self._themes.now, self._height))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def settle(self) -> None:
        """Put in what is still to come, at once: what stands here is left."""
        for insertion in self._insertions:
            insertion.go_on()
        if self._insertions:
            self._insertions.clear()
            self._next_slice.stop()
            self._on_whole()

    def _insert(self, insertion: Insertion) -> None:
        self._insertions.append(insertion)
        if len(self._insertions) == 1:
            self._go_on()

    def _go_on(self) -> None:
        """One slice: lines put in, and read again, so that a look at the text finds them read."""
        until = time.thread_time() + _SLICE
        while self._insertions:
            whole = self._insertions[0].go_on(lambda: time.thread_time() > until)
            whole = self._read.read(lambda: time.thread_time() > until + _SLICE) and whole
            if not whole:
                self._next_slice.start()
                self.slicing.emit()
                return
            self._insertions.pop(0)
        self._on_whole()

    def _on_whole(self) -> None:
        self.document().setUndoRedoEnabled(True)
        if self._is_stale:
            self._renew()
        self.settled.emit()

    def put_picture(
        self, content_id: str, name: str, image: QImage, at: QTextCursor | None = None
    ) -> None:
        """Show a picture where the cursor is, or was when ``at`` was kept."""
        self.hold_picture(content_id, image)
        width = min(image.width(), _WIDEST)
        cursor = at if at is not None else self.textCursor()
        cursor.insertImage(picture_format(Run(name, picture=content_id, width=width)))

    def hold_picture(self, content_id: str, image: QImage) -> None:
        """Have the pixels of a picture that the text names."""
        self._pictures[content_id] = image
        for number in self._read.with_picture(content_id):
            block = self.document().findBlockByNumber(number)
            self.document().markContentsDirty(block.position(), block.length())

    def has_picture(self, content_id: str) -> bool:
        """Whether it has the pixels of a picture."""
        return content_id in self._pictures

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Nothing but what was given to it: a document never opens files or the web."""
        return self._pictures.get(name.toString().removeprefix("cid:"), QByteArray())

    # -- looks -------------------------------------------------------------------------------

    def run(self, name: str) -> None:
        """Do what a button of the toolbar says."""
        self._commands[name]()
        self.setFocus()

    def has_look(self, name: str) -> bool:
        """Whether the words at the cursor have a look."""
        form, held = self.currentCharFormat(), self.textCursor().block().textList()
        if name in ("bullets", "numbers"):
            ordered = held is not None and held.format().style() == (
                QTextListFormat.Style.ListDecimal
            )
            return held is not None and ordered == (name == "numbers")
        return {
            "bold": form.fontWeight() > QFont.Weight.Medium,
            "italic": form.fontItalic(),
            "underline": form.fontUnderline() and not form.anchorHref(),
            "link": bool(form.anchorHref()),
            "quote": quote_of(self.textCursor().block()) > 0,
        }.get(name, False)

    def set_link(self, words: str, address: str) -> None:
        """Make the selection (or the link at the cursor) a link, or none with ``address`` ""."""
        cursor = self._whole_link()
        cursor.beginEditBlock()
        if not address:
            cursor.setCharFormat(QTextCharFormat())
        else:
            form = char_format(self._themes.now, Run(words, href=address))
            cursor.insertText(words or address, form)
        cursor.endEditBlock()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())

    def _toggle(self, look: str) -> None:
        on = not self.has_look(look)
        form = QTextCharFormat()
        if look == "bold":
            form.setFontWeight(QFont.Weight.Bold if on else QFont.Weight.Normal)
        elif look == "italic":
            form.setFontItalic(on)
        else:
            form.setFontUnderline(on)
        self.mergeCurrentCharFormat(form)
        self.look_changed.emit()

    def _toggle_list(self, style: QTextListFormat.Style) -> None:
        cursor = self.textCursor()
        held = cursor.currentList()
        cursor.beginEditBlock()
        if held is not None and held.format().style() == style:
            for block in self._blocks(cursor):
                if of := block.textList():
                    quote = quote_of(block)
                    of.remove(block)
                    QTextCursor(block).setBlockFormat(block_format(quote, self._height))
        else:
            form = QTextListFormat()
            form.setStyle(style)
            form.setIndent(held.format().indent() if held is not None else 1)
            cursor.createList(form)
        cursor.endEditBlock()
        self.look_changed.emit()

    def _toggle_quote(self) -> None:
        cursor = self.textCursor()
        blocks = self._blocks(cursor)
        quote = 0 if quote_of(blocks[0]) else 1
        cursor.beginEditBlock()
        for block in blocks:
            QTextCursor(block).mergeBlockFormat(block_format(quote, self._height))
        cursor.endEditBlock()
        self.look_changed.emit()

    def _clear_looks(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        cursor.beginEditBlock()
        cursor.setCharFormat(QTextCharFormat())
        for block in self._blocks(cursor):
            if held := block.textList():
                held.remove(block)
            QTextCursor(block).setBlockFormat(block_format(0, self._height))
        cursor.endEditBlock()
        self.setCurrentCharFormat(QTextCharFormat())

    def _blocks(self, cursor: QTextCursor) -> list[QTextBlock]:
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        blocks = [block]
        while block != last:
            block = block.next()
            blocks.append(block)
        return blocks

    def _want_link(self) -> None:
        cursor = self._whole_link()
        self.link_wanted.emit(
            cursor.selectedText().replace("\u2029", " "), self.currentCharFormat().anchorHref()
        )

    def _whole_link(self) -> QTextCursor:
        """The selection, or all of the link that the cursor is in."""
        cursor = self.textCursor()
        href = cursor.charFormat().anchorHref()
        if cursor.hasSelection() or not href:
            return cursor
        each = cursor.block().begin()
        while not each.atEnd():
            fragment = each.fragment()
            if fragment.contains(max(0, cursor.position() - 1)):
                cursor.setPosition(fragment.position())
                cursor.setPosition(
                    fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor
                )
                break
            each += 1
        return cursor

    # -- clipboard and drops -------------------------------------------------------------------

    def paste_plain(self) -> None:
        """Paste as if it had been typed."""
        from PySide6.QtGui import QGuiApplication

        text = QGuiApplication.clipboard().text()
        if text:
            self.put(of_text(text.replace("\r\n", "\n")))

    def createMimeDataFromSelection(self) -> QMimeData:
        part = QTextDocument()
        QTextCursor(part).insertFragment(self.textCursor().selection())
        lines = lines_of(part)
        made = QMimeData()
        markup = write_html(lines)
        made.setHtml(markup)
        made.setText(write_plain(lines))
        made.setData(_LEAN, markup.encode())
        self.copied.emit(markup)
        return made

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if source.hasFormat(_LEAN):
            self.html_pasted.emit(source.data(_LEAN).data().decode("utf-8", "replace"), True)
        elif paths:
            self.files_dropped.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_pasted.emit(source.imageData())
        elif source.hasHtml():
            self.html_pasted.emit(source.html(), False)
        elif source.hasText():
            self.put(of_text(source.text().replace("\r\n", "\n")))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opens.emit(menu)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    # -- keys --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (_combination(event) in self._keys)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._keys.get(_combination(event))
        if command is not None:
            command()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif self._leaves_list(event) or self._indents(event):
            event.accept()
        else:
            super().keyPressEvent(event)
            if event.text() in (" ", "\r", "\n"):
                self._end_link()

    def _leaves_list(self, event: QKeyEvent) -> bool:
        """Enter in an empty item, or Backspace at the beginning of one, ends the list; in a
        quotation, that."""
        cursor = self.textCursor()
        block = cursor.block()
        special = block.textList() is not None or quote_of(block) > 0
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        back = event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart()
        if not special or cursor.hasSelection() or not (back or (enter and not block.text())):
            return False
        if held := block.textList():
            held.remove(block)
        cursor.setBlockFormat(block_format(0, self._height))
        cursor.setBlockCharFormat(QTextCharFormat())
        self.setCurrentCharFormat(QTextCharFormat())
        return True

    def _indents(self, event: QKeyEvent) -> bool:
        """Tab and Shift+Tab in a list move its item deeper and back."""
        held = self.textCursor().currentList()
        if held is None or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        form = held.format()
        step = 1 if event.key() == Qt.Key.Key_Tab else -1
        if form.indent() + step < 1:
            return False
        form.setIndent(form.indent() + step)
        self.textCursor().createList(form)
        return True

    def _end_link(self) -> None:
        """What is typed behind a link is no part of it."""
        cursor = self.textCursor()
        if cursor.charFormat().anchorHref():
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(QTextCharFormat())
            self.setCurrentCharFormat(QTextCharFormat())

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.textCursor().currentList() is not None:
            return False
        return bool(super().focusNextPrevChild(forward))

    # -- looks of the widget -------------------------------------------------------------------

    @property
    def _height(self) -> int:
        """Of a line, in pixels; 0 for that of the font."""
        return 0 if self._role == "body" else self._themes.now.line(self._role) + self._leading

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 4 * self._themes.now.line("body") + 12)

    def _renew(self) -> None:
        theme = self._themes.now
        self.document().setDefaultFont(theme.font(self._role))
        self._is_stale = not self.is_settled
        if self._is_stale:
            return
        if self.document().characterCount() > 1:
            modified, lines = self.document().isModified(), self.raw_lines()
            self.show_lines(lines)
            self.document().setModified(modified)


def _key(sequence: str) -> int:
    return QKeySequence(sequence)[0].toCombined()


def _combination(event: QKeyEvent) -> int:
    return event.keyCombination().toCombined()
