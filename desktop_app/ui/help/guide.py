"""The user guide: a page for each part of the program, on F1 that of the screen one is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.language import spoken, tr
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.resources import resource_path
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.fitting import Dialog
from desktop_app.ui.widgets.labels import label

_KEY = Qt.ItemDataRole.UserRole
_LIST = 224
_ABOVE = {"heading": 20, "list": 8, "code": 10, "text": 8}  # px


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the guide.

    Args:
        key: that of the screen it is about, or ``start``, ``insights``, ``safe``.
        title: its first heading.
        text: Markdown, without that heading.
    """

    key: str
    title: str
    text: str

    def has(self, words: str) -> bool:
        """Whether all of these words stand on it."""
        text = f"{self.title} {self.text}".casefold()
        return all(each in text for each in words.casefold().split())


def read_pages() -> tuple[Page, ...]:
    """The pages of ``resources/guide``, in their order, in the user's language where it has them.
    In the background: it reads files.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    folder = resource_path("guide")
    files = sorted((folder / spoken()).glob("*.md")) or sorted(folder.glob("*.md"))
    pages = []
    for file in files:
        head, _, text = file.read_text(encoding="utf-8").partition("\n")
        key = file.stem.partition("-")[2]
        pages.append(Page(key, head.removeprefix("# "), text.strip()))
    return tuple(pages)


def _kind_of(block: QTextBlock) -> str:
    """What a paragraph is, for the room above it."""
    if block.blockFormat().headingLevel():
        return "heading"
    if block.textList() is not None:
        return "list"
    return "code" if block.charFormat().fontFixedPitch() else "text"


class Guide(Dialog):
    """The pages at the left, the one that is read at the right; stays open beside the window.

    Args:
        screen: the key of the screen whose page is shown first.
    """

    def __init__(self, ctx: Context, parent: QWidget, screen: str = "") -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wanted = screen
        self._pages: Sequence[Page] = ()
        self.setWindowTitle(tr("Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 620)
        self._build()
        ctx.theme.changed.connect(self._renew)
        ctx.ops.run_query(self, read_pages, self._on_read, ctx.notices.error, key="guide")

    @property
    def shown(self) -> Page | None:
        """The page that is read."""
        item = self.list.currentItem()
        key = item.data(_KEY) if item is not None else ""
        return next((page for page in self._pages if page.key == key), None)

    def show_page(self, key: str) -> None:
        """Turn to a page; the first one where there is none of this key."""
        self._wanted = key
        rows = range(self.list.count())
        found = next((row for row in rows if self.list.item(row).data(_KEY) == key), 0)
        self.list.setCurrentRow(found)

    # Inside

    def _on_read(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._fill()

    def _fill(self) -> None:
        """The pages that have the words that are searched."""
        words = self.search.text()
        found = [page for page in self._pages if page.has(words)]
        self.list.blockSignals(True)
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(_KEY, page.key)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._nothing.setVisible(not found)
        self.show_page(self._wanted)
        self._show()

    def _show(self) -> None:
        page = self.shown
        if page is None:
            self.text.clear()
            return
        self._wanted = page.key
        document = self.text.document()
        theme = self._ctx.theme.now
        ink, code = theme.accent.text.name(), theme.text.secondary.name()
        document.setDefaultStyleSheet(f"a {{ color: {ink}; }} code {{ color: {code}; }}")
        self.text.setMarkdown(f"# {page.title}\n\n{page.text}")
        self._space()
        self.text.setAccessibleName(page.title)
        self._mark(self.search.text())

    def _space(self) -> None:
        """Room between lines and paragraphs, of which Markdown says nothing."""
        theme = self._ctx.theme.now
        block, above = self.text.document().begin(), ""
        while block.isValid():
            shape, kind = block.blockFormat(), _kind_of(block)
            shape.setTopMargin(_ABOVE[kind] if kind != above or kind == "text" else 2)
            if kind == "code":
                shape.setBackground(theme.bg.subtle)
            else:
                shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(shape)
            block, above = block.next(), kind
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self, words: str) -> None:
        """Go to the first place of what is searched."""
        first = words.split()[:1]
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if first:
            self.text.find(first[0])

    def _on_searched(self, words: str) -> None:
        self._fill()
        count = self.list.count()
        if words.strip():
            announce(self.search, tr("1 page") if count == 1 else tr("{count} pages", count=count))

    def _renew(self) -> None:
        theme = self._ctx.theme.now
        font = theme.font("body")
        self.text.setFont(font)
        self.text.document().setDefaultFont(font)
        self._show()

    def _build(self) -> None:
        theme = self._ctx.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QWidget()
        side.setProperty("ground", "window")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(_LIST)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.search = SearchField(theme, tr("Find in the guide"))
        self.search.searched.connect(self._on_searched)
        self.search.left_down.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.search.installEventFilter(self)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages"))
        self.list.setProperty("popup", True)
        self.list.setProperty("inside", True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.currentRowChanged.connect(lambda _row: self._show())
        column.addWidget(self.list, 1)
        self._nothing = label(tr("No page has these words."), "small", wrap=True)
        self._nothing.hide()
        column.addWidget(self._nothing)
        row.addWidget(side)
        self.text = QTextBrowser()
        self.text.setProperty("bare", True)
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([])
        self.text.anchorClicked.connect(self._on_link)
        self.text.document().setDocumentMargin(24)
        row.addWidget(self.text, 1)
        self._renew()

    def _on_link(self, url: QUrl) -> None:
        """Links go to other pages alone."""
        self.show_page(url.path().removesuffix(".md"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves, once there is nothing to search for."""
        leaves = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.search.text()
        )
        if leaves:
            self.close()
        return leaves

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/" and not self.search.hasFocus():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
