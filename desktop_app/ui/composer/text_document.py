"""Lines of a mail as a document that can be edited, and back.

Qt's own HTML is never used: it describes how a document looks here, in fonts and pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextList,
    QTextListFormat,
)

from desktop_app.domain.rich_text import Line, Run, tidy
from desktop_app.ui.theme import Theme

QUOTE = QTextFormat.Property.UserProperty.value + 1  # of a block: how often it is quoted
NAME = QTextFormat.Property.UserProperty.value + 2  # of a picture: what it is called
_STEP = 16  # pixels for each level of quotation
_STYLES = {
    "ul": QTextListFormat.Style.ListDisc,
    "ol": QTextListFormat.Style.ListDecimal,
}


def block_format(quote: int, height: int = 0) -> QTextBlockFormat:
    """How a line stands; ``height`` in pixels is at least its height, 0 leaves that to the font."""
    made = QTextBlockFormat()
    if height:
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    made.setLeftMargin(_STEP * quote)
    made.setProperty(QUOTE, quote)
    return made


def char_format(theme: Theme, run: Run, quote: int = 0) -> QTextCharFormat:
    """How words look."""
    made = QTextCharFormat()
    if run.bold:
        made.setFontWeight(QFont.Weight.Bold)
    made.setFontItalic(run.italic)
    made.setFontStrikeOut(run.strike)
    made.setFontUnderline(run.underline or bool(run.href))
    if run.href:
        made.setAnchor(True)
        made.setAnchorHref(run.href)
        made.setForeground(theme.text.link)
    elif quote:
        made.setForeground(theme.text.secondary)
    return made


def picture_format(run: Run) -> QTextImageFormat:
    """A picture by its Content-ID; the document is given its pixels as a resource."""
    made = QTextImageFormat()
    made.setName(f"cid:{run.picture}")
    made.setProperty(NAME, run.text)
    if run.width:
        made.setWidth(run.width)
    return made


class Insertion:
    """Lines that are put in at a cursor, the first going on where it stands; as many at a time as
    the window can spare. All of it is one step to undo."""

    def __init__(
        self, cursor: QTextCursor, lines: Sequence[Line], theme: Theme, height: int = 0
    ) -> None:
        self.cursor = cursor
        self._height = height
        self._lines = lines
        self._theme = theme
        self._at = 0
        self._lists: list[QTextList] = []

    def go_on(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Put lines in until ``until`` says so, at least one; whether all are there."""
        if self._at:
            self.cursor.joinPreviousEditBlock()
        else:
            self.cursor.beginEditBlock()
        while self._at < len(self._lines):
            self._put(self._lines[self._at])
            self._at += 1
            if until():
                break
        self.cursor.endEditBlock()
        return self._at >= len(self._lines)

    def _put(self, line: Line) -> None:
        cursor = self.cursor
        if self._at:
            cursor.insertBlock(block_format(line.quote, self._height), QTextCharFormat())
        elif cursor.atBlockStart() and not cursor.block().text():
            cursor.setBlockFormat(block_format(line.quote, self._height))
        if self._at or line.item:
            _list_item(cursor, line, self._lists, self._height)
        for run in line.runs:
            if run.picture:
                cursor.insertImage(picture_format(run))
            else:
                text = run.text.replace("\n", "\u2028")
                cursor.insertText(text, char_format(self._theme, run, line.quote))


def insert(cursor: QTextCursor, lines: Sequence[Line], theme: Theme) -> None:
    """Put lines in at a cursor, all at once."""
    Insertion(cursor, lines, theme).go_on()


def _list_item(cursor: QTextCursor, line: Line, lists: list[QTextList], height: int) -> None:
    """Make the block at the cursor an item, or none; ``lists`` are those that are open."""
    block = cursor.block()
    if not line.item:
        lists.clear()
        if held := block.textList():
            held.remove(block)
            cursor.setBlockFormat(block_format(line.quote, height))
        return
    style = _STYLES[line.item]
    del lists[line.depth :]
    if len(lists) == line.depth and lists[-1].format().style() == style:
        lists[-1].add(block)
        return
    del lists[line.depth - 1 :]
    made = QTextListFormat()
    made.setStyle(style)
    made.setIndent(line.depth)
    lists.append(cursor.createList(made))


def lines_of(document: QTextDocument) -> tuple[Line, ...]:
    """What stands in a document."""
    return tidy(_lines(document))


def _lines(document: QTextDocument) -> Iterator[Line]:
    block = document.begin()
    while block.isValid():
        yield _line(block)
        block = block.next()


def _line(block: QTextBlock) -> Line:
    held = block.textList()
    item, depth = "", 0
    if held is not None:
        ordered = held.format().style() == QTextListFormat.Style.ListDecimal
        item, depth = ("ol" if ordered else "ul"), max(held.format().indent(), 1)
    return Line(tuple(_runs(block)), item, depth, quote_of(block))


class LinesOfDocument:
    """The lines of a document, of which only those are read anew that changed: a long text costs
    what was typed in it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._lines = [Line()] * document.blockCount()
        self._is_read = bytearray(document.blockCount())  # searched more quickly than lines are
        document.documentLayout()  # without one it tells of no change
        document.contentsChange.connect(self._on_change)

    def read(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Read what changed, until ``until`` says so; whether all is read."""
        at = -1
        while (at := self._is_read.find(0, at + 1)) >= 0:
            self._lines[at] = _line(self._document.findBlockByNumber(at))
            self._is_read[at] = 1
            if until():
                break
        return 0 not in self._is_read

    def all(self) -> tuple[Line, ...]:
        """Every line, as it stands in the document (see :func:`tidy`)."""
        self.read()
        return tuple(self._lines)

    def with_picture(self, content_id: str) -> list[int]:
        """The numbers of the lines in which a picture stands."""
        return [
            number
            for number, line in enumerate(self.all())
            if any(run.picture == content_id for run in line.runs)
        ]

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        document, count = self._document, self._document.blockCount()
        first = document.findBlock(position).blockNumber()
        last = document.findBlock(position + added).blockNumber()
        if last < 0:
            last = count - 1
        # As many blocks as the document grew or shrank by stood between the two before.
        gone = len(self._lines) - count + last - first + 1
        if first < 0 or gone < 0 or first + gone > len(self._lines):
            first, last, gone = 0, count - 1, len(self._lines)
        self._lines[first : first + gone] = [Line()] * (last - first + 1)
        self._is_read[first : first + gone] = bytes(last - first + 1)


def quote_of(block: QTextBlock) -> int:
    """How often a line is quoted."""
    return int(block.blockFormat().intProperty(QUOTE))


def _runs(block: QTextBlock) -> Iterable[Run]:
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        form = fragment.charFormat()
        if form.isImageFormat():
            picture = form.toImageFormat()
            run = Run(
                str(form.property(NAME) or ""),
                picture=picture.name().removeprefix("cid:"),
                width=int(picture.width()),
            )
            # Two of the same beside each other are one fragment.
            yield from [run] * fragment.length()
        else:
            href = form.anchorHref()
            yield Run(
                fragment.text().replace("\ufffc", ""),
                bold=form.fontWeight() > QFont.Weight.Medium,
                italic=form.fontItalic(),
                underline=form.fontUnderline() and not href,
                strike=form.fontStrikeOut(),
                href=href,
            )
        each += 1
