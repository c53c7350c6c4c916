"""The text of a message as widgets: a portion at a time, so that the window never waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.ui.inbox.portions import first_portion
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.theme import css_color
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.labels import Link

# Characters that are laid out within a frame: of markup, and of plain text.
PORTION = 8_000
PLAIN_PORTION = 16_000
_PICTURE = ' src="data:'


class LongText(QWidget):
    """A text of any length: its beginning, and a link that brings the rest.

    The rest comes in portions, one each time the window has nothing else to do.

    Args:
        html: a cleaned fragment.
        at_once: how many characters are laid out at a time.
        width: that it will most likely have; what is laid out for another is laid out twice.
        quiet: quoted words, in a quieter colour.

    Signals:
        link_pressed, link_hovered: the address of a link; "" where the mouse has left it.
        rest_wanted: somebody asked for the rest.
    """

    link_pressed = Signal(str)
    link_hovered = Signal(str)
    rest_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        html: str,
        *,
        at_once: int = PORTION,
        width: int = 600,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self.resize(width, self.height())
        self._themes = themes
        self._rest = without_pictures(html)
        self._at_once = at_once
        self._quiet = quiet
        self._begun = False
        self._wants_rest = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more = Link(themes, tr("Show the rest"), font="small")
        self._column.addWidget(self.more)
        self.more.hide()
        self.more.activated.connect(self._on_more)
        self._next = single_shot(self, 0, self._add_portion)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is left to be shown."""
        return self._begun and not self._rest

    def begin(self) -> None:
        """Lay out the first portion."""
        if not self._begun:
            self._begun = True
            self._add_portion()

    def set_open(self, on: bool) -> None:
        """Show or hide it; what was never looked at was never laid out."""
        if on:
            self.begin()
        self.setVisible(on)

    def show_rest(self) -> None:
        """Bring what is left, a portion at a time."""
        self._wants_rest = True
        if self._begun and self._rest:
            self.more.hide()
            self._next.start()

    def _on_more(self) -> None:
        self.rest_wanted.emit()
        self.show_rest()

    def _add_portion(self) -> None:
        portion, self._rest = first_portion(self._rest, self._at_once)
        text = BodyText(self._themes, portion, width=self.width(), quiet=self._quiet)
        text.anchorClicked.connect(lambda url: self.link_pressed.emit(_encoded(url)))
        text.highlighted.connect(lambda url: self.link_hovered.emit(_encoded(url)))
        self._column.insertWidget(self._column.count() - 1, text)
        if self._rest and self._wants_rest:
            self._next.start()
        else:
            self.more.setVisible(bool(self._rest))


def without_pictures(html: str) -> str:
    """A cleaned fragment without the pictures that lie in it: long, and not shown here."""
    # A pattern takes 30 ms for a megabyte, where this takes none.
    first, *others = html.split(_PICTURE)
    return first + "".join(" " + each.partition('"')[2] for each in others)


def _encoded(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


class BodyText(QTextBrowser):
    """The text of a message, as high as it is long; the column scrolls, not the text.

    It fetches nothing and goes nowhere: resources are refused, links are only told.
    """

    def __init__(self, themes: Themes, html: str, *, width: int = 600, quiet: bool = False) -> None:
        super().__init__()
        self.resize(width, self.height())
        self._themes = themes
        self._html = html
        self._ink = "text.secondary" if quiet else "text.primary"
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The style sheet gives text fields an edge; this is not a field.
        self.setStyleSheet(
            "QTextBrowser, QTextBrowser:focus { background: transparent; border: 0; padding: 0; }"
        )
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self._write()
        themes.changed.connect(self._write)

    def loadResource(self, kind: int, url: QUrl) -> object:
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return QImage()
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the column scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        own = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        selecting = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if selecting or event.key() in own:
            super().keyPressEvent(event)
        else:
            event.ignore()  # scrolling is the column's, letters are actions

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        address = self.anchorAt(event.pos())
        if address:
            menu.addAction(
                self.tr("Copy link address"),
                lambda: QGuiApplication.clipboard().setText(address),
            )
            menu.addSeparator()
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(self.tr("Select all"), self.selectAll)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _write(self) -> None:
        theme = self._themes.now
        document = self.document()
        document.setDefaultFont(theme.font("reading"))
        document.setIndentWidth(24)
        line = theme.line("reading")
        document.setDefaultStyleSheet(
            f"body {{ color: {css_color(theme.color(self._ink))}; }}"
            f"p, div, pre, li {{ line-height: {line}px; }}"
            f"p {{ margin: 0 0 8px 0; }} pre {{ margin: 0 0 8px 0; white-space: pre-wrap; }}"
            f"a {{ color: {css_color(theme.text.link)}; }}"
            f"span.why {{ background-color: {css_color(theme.semantic.ai.border)}; }}"
            f"blockquote {{ color: {css_color(theme.text.secondary)}; margin: 0 0 8px 14px; }}"
        )
        self.setHtml(f"<body>{self._html}</body>")
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        height = int(self.document().size().height()) + 1
        if height != self.height():
            self.setFixedHeight(height)
