"""The reading pane for plain text: widgets that look as the web document does.

Most conversations of some people are plain text only; for these the web engine is never
started. What is measured and coloured here is measured and coloured alike in ``document``.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.inbox import Attachment, MessageBody, MessageHead
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.file_cards import FileCards
from desktop_app.ui.inbox.quoted import split_quoted
from desktop_app.ui.inbox.reader_scheme import Request, Verb
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.theme import css_color
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.focus import ring_on_focus

_MARGIN = 20


class PlainReader(QScrollArea):
    """Shows a thread of plain text.

    Signals:
        requested: a :class:`Request` of one of its own controls.
        link_pressed: the address of a link in a mail.
    """

    requested = Signal(object)
    link_pressed = Signal(str)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._thread: Thread | None = None
        self._reading: Reading | None = None
        self._earlier_shown = False
        self._unfolded: set[UUID] = set()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ground", "canvas")
        self._column = QWidget()
        self._column.setProperty("ground", "canvas")
        self._rows = QVBoxLayout(self._column)
        self._rows.setContentsMargins(_MARGIN, 0, _MARGIN, 24)
        self._rows.setSpacing(0)
        self.setWidget(self._column)

    def show_thread(self, thread: Thread, reading: Reading, *, scroll_to: int = 0) -> None:
        """Show a thread, scrolled to so many pixels."""
        self._earlier_shown = False
        self._unfolded = set(thread.unfolded)
        self._thread, self._reading = thread, reading
        self._build()
        self._column.adjustSize()
        self.verticalScrollBar().setValue(scroll_to)

    def clear(self) -> None:
        self._thread = None
        self._empty()

    def unfolded(self) -> frozenset[UUID]:
        """The messages that are unfolded now."""
        return frozenset(self._unfolded)

    @property
    def earlier_shown(self) -> bool:
        return self._earlier_shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if back else 1) * (bar.pageStep() - 40))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _build(self) -> None:
        self._empty()
        thread, reading = self._thread, self._reading
        if thread is None or reading is None:
            return
        heads = thread.conversation.messages
        if thread.earlier:
            pill = EarlierRow(self._themes, heads[: thread.earlier], reading, self._earlier_shown)
            pill.pressed.connect(self._on_earlier)
            self._rows.addWidget(pill)
        shown = heads if self._earlier_shown else heads[thread.earlier :]
        for head in shown:
            self._add_message(head, thread.bodies.get(head.id), reading, last=head is heads[-1])
        self._rows.addStretch(1)

    def _add_message(
        self, head: MessageHead, body: MessageBody | None, reading: Reading, *, last: bool
    ) -> None:
        if body is None or head.id not in self._unfolded:
            line = FoldedRow(self._themes, head, reading)
            line.pressed.connect(lambda: self._on_unfold(head.id))
            self._rows.addWidget(line)
            return
        top = HeadRow(self._themes, head, reading)
        top.pressed.connect(lambda: self._on_fold(head.id))
        self._rows.addWidget(top)
        own, quoted = split_quoted(body.html)
        self._add_text(own)
        if quoted:
            self._rows.addSpacing(8)
            self._rows.addWidget(fold := QuotedPill(self._themes))
            self._rows.addSpacing(8)
            text = self._add_text(quoted, quiet=True)
            text.hide()
            fold.toggled.connect(text.setVisible)
        if body.attachments:
            self._rows.addSpacing(20)
            self._rows.addWidget(self._files(body.attachments))
        self._rows.addSpacing(20)
        if not last:
            self._rows.addWidget(_line())

    def _add_text(self, html: str, *, quiet: bool = False) -> BodyText:
        text = BodyText(self._themes, html, quiet=quiet)
        text.anchorClicked.connect(lambda url: self.link_pressed.emit(url.toString()))
        self._rows.addWidget(text)
        return text

    def _files(self, attachments: tuple[Attachment, ...]) -> FileCards:
        cards = FileCards(self._themes, attachments)
        cards.opened.connect(lambda each: self.requested.emit(Request(Verb.OPEN_FILE, each.id)))
        cards.saved.connect(lambda each: self.requested.emit(Request(Verb.SAVE_FILE, each.id)))
        return cards

    def _on_earlier(self) -> None:
        self._earlier_shown = not self._earlier_shown
        self._rebuild()

    def _on_unfold(self, message: UUID) -> None:
        if self._thread is not None and message in self._thread.bodies:
            self._unfolded.add(message)
            self._rebuild()
        else:
            self.requested.emit(Request(Verb.LOAD_BODY, message))

    def _on_fold(self, message: UUID) -> None:
        self._unfolded.discard(message)
        self._rebuild()

    def _rebuild(self) -> None:
        at = self.verticalScrollBar().value()
        self._build()
        self._column.adjustSize()
        self.verticalScrollBar().setValue(at)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "bottom")
    line.setFixedHeight(1)
    return line


class _Row(QWidget):
    """A painted row of the thread that is pressed with mouse, Enter or Space."""

    pressed = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        ring_on_focus(self, themes, 4)
        themes.changed.connect(self.updateGeometry)

    def height_for_theme(self) -> int:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(200, self.height_for_theme())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height_for_theme())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def underline(self, painter: QPainter) -> None:
        y = self.height() - 1
        painter.fillRect(0, y, self.width(), 1, self._themes.now.border.subtle)


class EarlierRow(_Row):
    """The pill "Show n earlier messages"."""

    def __init__(
        self, themes: Themes, heads: tuple[MessageHead, ...], reading: Reading, shown: bool
    ) -> None:
        super().__init__(themes)
        count = words.count_words(len(heads), "earlier message", "earlier messages")
        self.words = f"{'Hide' if shown else 'Show'} {count}"
        self._since = words.since_words(heads[0].at, reading.now, reading.zone)
        self._shown = shown
        self.setAccessibleName(f"{self.words}, {self._since}")

    def height_for_theme(self) -> int:
        return self._themes.now.line("small") + 18

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        font = theme.font("small", 500)
        width = 9 + 12 + 6 + paint.text_width(self.words, font) + 9
        height = theme.line("small") + 4
        middle = (self.height() - 1) // 2
        box = QRectF(0, middle - height // 2, width, height)
        ground = theme.bg.pressed if self.underMouse() else theme.bg.inset
        paint.rounded(painter, box, height / 2, ground)
        glyph = "ph.caret-double-down" if self._shown else "ph.caret-double-up"
        self._themes.draw_glyph(painter, 9, middle - 6, 12, glyph, theme.text.secondary)
        rect = QRect(27, 0, width, self.height() - 1)
        paint.text(painter, rect, self.words, font, theme.text.secondary, elide=False)
        rect = QRect(width + 8, 0, self.width() - width - 8, self.height() - 1)
        small = theme.font("small", tabular=True)
        paint.text(painter, rect, self._since, small, theme.text.secondary, right=True)
        self.underline(painter)


class FoldedRow(_Row):
    """A message folded to one line."""

    def __init__(self, themes: Themes, head: MessageHead, reading: Reading) -> None:
        super().__init__(themes)
        self.head = head
        self._who = "You" if head.outbound else head.from_name or head.from_email
        self._when = words.day_words(head.at, reading.now, reading.zone)
        files = ", has attachments" if head.attachment_count else ""
        self.setAccessibleName(f"{self._who}, {self._when}{files}: {head.snippet}")

    def height_for_theme(self) -> int:
        return self._themes.now.size.collapsed_message

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        height = self.height() - 1
        if self.underMouse():
            painter.fillRect(0, 0, self.width(), height, theme.bg.hover)
        name = self.head.from_name or self.head.from_email
        paint.avatar(painter, self._themes, QRect(0, (height - 24) // 2, 24, 24), name)
        small = theme.font("small", tabular=True)
        right = self.width() - paint.text_width(self._when, small)
        rect = QRect(right, 0, self.width() - right, height)
        paint.text(painter, rect, self._when, small, theme.text.secondary, elide=False)
        right -= 10
        if self.head.attachment_count:
            right -= 14
            y = height // 2 - 7
            self._themes.draw_glyph(painter, right, y, 14, "ph.paperclip", theme.text.tertiary)
            right -= 10
        strong = theme.font("bodyStrong")
        rect = QRect(34, 0, min(right - 34, int(self.width() * 0.4)), height)
        left = 34 + paint.text(painter, rect, self._who, strong, theme.text.primary) + 10
        rect = QRect(left, 0, right - left, height)
        paint.text(painter, rect, self.head.snippet, theme.font(), theme.text.secondary)
        self.underline(painter)


class HeadRow(_Row):
    """The head of an unfolded message: who, to whom, when."""

    def __init__(self, themes: Themes, head: MessageHead, reading: Reading) -> None:
        super().__init__(themes)
        self.head = head
        self._when = words.moment_words(head.at, reading.now, reading.zone)
        self._to = words.recipients_words(head.to, head.cc, reading.own)
        self.setAccessibleName(
            f"{head.from_name or head.from_email}, {self._when}, {self._to}. Fold message"
        )
        everyone = "\n".join(
            f"{label} {', '.join(people)}"
            for label, people in (("to", head.to), ("cc", head.cc))
            if people
        )
        self.setToolTip(everyone if len(everyone) < 2000 else everyone[:2000] + "…")

    def height_for_theme(self) -> int:
        return 2 * self._themes.now.line("small") + 26

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        line = theme.line("small")
        head = self.head
        name = head.from_name or head.from_email
        paint.avatar(painter, self._themes, QRect(0, 14 + line - 16, 32, 32), name)
        small = theme.font("small", tabular=True)
        right = self.width() - paint.text_width(self._when, small)
        rect = QRect(right, 14, self.width() - right, 2 * line)
        paint.text(painter, rect, self._when, small, theme.text.secondary, elide=False)
        right -= 12
        rect = QRect(42, 14, right - 42, line)
        left = 42 + paint.text(
            painter, rect, name, theme.font("bodyStrong", 600), theme.text.primary
        )
        plain = theme.font("small")
        if head.from_name:
            rect = QRect(left + 4, 14, right - left - 4, line)
            paint.text(painter, rect, head.from_email, plain, theme.text.secondary)
        rect = QRect(42, 14 + line, right - 42, line)
        paint.text(painter, rect, self._to, plain, theme.text.secondary)


class QuotedPill(QAbstractButton):
    """Shows and hides what a message quotes."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Quoted text")
        ring_on_focus(self, themes, themes.now.radius.tag)
        themes.changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return f"···\u2002{'Hide' if self.isChecked() else 'Show'} quoted text"

    def sizeHint(self) -> QSize:
        theme = self._themes.now
        return QSize(paint.text_width(self.words, theme.font("small")) + 16, theme.size.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        painter = QPainter(self)
        ground = theme.bg.pressed if self.underMouse() else theme.bg.inset
        paint.rounded(painter, QRectF(self.rect()), theme.radius.tag, ground)
        rect = QRect(7, 0, self.width() - 7, self.height())
        ink = theme.text.secondary
        paint.text(painter, rect, self.words, theme.font("small"), ink, elide=False)


class BodyText(QTextBrowser):
    """The text of a message, as high as it is long; the column scrolls, not the text.

    It fetches nothing and goes nowhere: resources are refused, links are only told.
    """

    def __init__(self, themes: Themes, html: str, *, quiet: bool = False) -> None:
        super().__init__()
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
            f"blockquote {{ color: {css_color(theme.text.secondary)}; margin: 0 0 8px 14px; }}"
        )
        self.setHtml(f"<body>{self._html}</body>")
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        height = int(self.document().size().height()) + 1
        if height != self.height():
            self.setFixedHeight(height)
