"""Lines of a mail as a document that can be edited, and back.

Qt's own HTML is never used: it describes how a document looks here, in fonts and pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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


def block_format(quote: int) -> QTextBlockFormat:
    """How a line stands."""
    made = QTextBlockFormat()
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


def insert(cursor: QTextCursor, lines: Sequence[Line], theme: Theme) -> None:
    """Put lines in at a cursor; the first goes on where it stands. One step to undo."""
    cursor.beginEditBlock()
    lists: list[QTextList] = []
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock(block_format(line.quote), QTextCharFormat())
        elif cursor.atBlockStart() and not cursor.block().text():
            cursor.setBlockFormat(block_format(line.quote))
        if number or line.item:
            _list_item(cursor, line, lists)
        for run in line.runs:
            if run.picture:
                cursor.insertImage(picture_format(run))
            else:
                text = run.text.replace("\n", "\u2028")
                cursor.insertText(text, char_format(theme, run, line.quote))
    cursor.endEditBlock()


def _list_item(cursor: QTextCursor, line: Line, lists: list[QTextList]) -> None:
    """Make the block at the cursor an item, or none; ``lists`` are those that are open."""
    block = cursor.block()
    if not line.item:
        lists.clear()
        if held := block.textList():
            held.remove(block)
            cursor.setBlockFormat(block_format(line.quote))
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
        held = block.textList()
        item, depth = "", 0
        if held is not None:
            ordered = held.format().style() == QTextListFormat.Style.ListDecimal
            item, depth = ("ol" if ordered else "ul"), max(held.format().indent(), 1)
        yield Line(tuple(_runs(block)), item, depth, quote_of(block))
        block = block.next()


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
