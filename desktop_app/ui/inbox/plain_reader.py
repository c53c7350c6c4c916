"""The reading pane for plain text: widgets that look as the web document does.

Most conversations of some people are plain text only; for these the web engine is never
started. What is measured and coloured here is measured and coloured alike in ``document``.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.inbox import Attachment, MessageBody, MessageHead
from desktop_app.domain.insights import Insight
from desktop_app.domain.language import tr
from desktop_app.ui.inbox import words
from desktop_app.ui.inbox.bands import bands_of
from desktop_app.ui.inbox.body_text import PLAIN_PORTION, PORTION, LongText
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.dress import undyed
from desktop_app.ui.inbox.file_cards import FileCards
from desktop_app.ui.inbox.insight_chips import InsightChip, InsightChips
from desktop_app.ui.inbox.link_target import LinkTarget
from desktop_app.ui.inbox.plain_rows import BandRow, EarlierRow, FoldedRow, HeadRow, QuotedPill
from desktop_app.ui.inbox.quoted import split_quoted
from desktop_app.ui.inbox.reader_scheme import Request, Verb
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.labels import Link, label

_MARGIN = 20
MORE_EARLIER = 50  # messages that come at a time
_LINES_AT_ONCE = 10  # of them in one turn: building one takes a millisecond
_LEAST = 2_000  # characters of a text, however many are unfolded


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
        self._earlier = 0  # messages that begin the conversation and hide at first
        self._earlier_shown = 0  # how many of them stand as lines, the newest
        self._wanted_earlier = 0
        self._more_lines = single_shot(self, 0, self._add_earlier)
        self._unfolded: set[UUID] = set()
        self._widgets: dict[UUID, QWidget] = {}
        self._at_once = PORTION
        self._whole: set[tuple[UUID, bool]] = set()  # texts, or what they quote, shown to the end
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
        self._target = LinkTarget(self)

    def show_thread(self, thread: Thread, reading: Reading, *, scroll_to: int = 0) -> None:
        """Show a thread, scrolled to so many pixels."""
        self._unfolded = set(thread.unfolded)
        before = self._thread.conversation.row.id if self._thread is not None else None
        if before != thread.conversation.row.id:
            self._whole.clear()
            self._earlier_shown = 0
        self._thread, self._reading = thread, reading
        self._earlier = _count_earlier(thread)
        self._earlier_shown = min(self._earlier_shown, self._earlier)
        self._build()
        self._column.adjustSize()
        self.verticalScrollBar().setValue(scroll_to)

    def clear(self) -> None:
        self._thread = None
        self._empty()

    def unfolded(self) -> frozenset[UUID]:
        """The messages that are unfolded now."""
        return frozenset(self._unfolded)

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
        self._more_lines.stop()
        self._widgets.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _build(self) -> None:
        self._empty()
        self._target.hide()
        thread, reading = self._thread, self._reading
        if thread is None or reading is None:
            return
        # What is laid out at once is shared by those that are unfolded.
        most = PLAIN_PORTION if thread.plain else PORTION
        self._at_once = max(_LEAST, most // max(1, len(self._unfolded)))
        if self._earlier:
            self._rows.addWidget(self._make_pill(thread, reading))
        for head in thread.conversation.messages[self._earlier - self._earlier_shown :]:
            self._rows.addWidget(self._make_message(head, thread, reading))
        self._rows.addStretch(1)

    def _make_pill(self, thread: Thread, reading: Reading) -> EarlierRow:
        """Shows more of the earlier messages; hides them where all of them are there."""
        hidden = self._earlier - self._earlier_shown
        earlier = thread.conversation.messages[: hidden or self._earlier]
        pill = EarlierRow(self._themes, earlier, reading, shown=not hidden)
        pill.pressed.connect(self._on_earlier)
        return pill

    def _make_message(self, head: MessageHead, thread: Thread, reading: Reading) -> QWidget:
        body = thread.bodies.get(head.id)
        if body is None or head.id not in self._unfolded:
            made: QWidget = FoldedRow(self._themes, head, reading)
            made.pressed.connect(lambda: self._on_unfold(head.id))  # type: ignore[attr-defined]
        else:
            made = self._make_whole(head, body, thread, reading)
        self._widgets[head.id] = made
        return made

    def _make_whole(
        self, head: MessageHead, body: MessageBody, thread: Thread, reading: Reading
    ) -> QWidget:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        top = HeadRow(self._themes, head, reading, with_tools=thread.tools)
        top.pressed.connect(lambda: self._on_fold(head.id))
        top.asked.connect(lambda verb: self.requested.emit(Request(verb, head.id)))
        rows.addWidget(top)
        whole.setFocusProxy(top)
        everybody = _recipients(head)
        top.recipients_toggled.connect(everybody.setVisible)
        rows.addWidget(everybody)
        if insights := thread.chips_of(head.id):
            rows.addWidget(self._make_chips(insights))
            rows.addSpacing(12)
        for band in bands_of(head, body, reading, remote=False):
            row = BandRow(self._themes, band)
            row.asked.connect(lambda verb: self.requested.emit(Request(verb, head.id)))
            rows.addWidget(row)
            rows.addSpacing(12)
        html = thread.html_of(body)
        if self._themes.now.contrast and body.is_html:
            html = undyed(html)
        own, quoted = split_quoted(html)
        text = self._make_text(head.id, own)
        text.begin()
        rows.addWidget(text)
        if quoted:
            rows.addSpacing(8)
            rows.addWidget(fold := QuotedPill(self._themes))
            rows.addSpacing(8)
            behind = self._make_text(head.id, quoted, quiet=True)
            behind.hide()
            fold.toggled.connect(behind.set_open)
            rows.addWidget(behind)
        if body.attachments:
            rows.addSpacing(20)
            rows.addWidget(self._files(body.attachments))
            if len(body.attachments) > 1:
                every = Link(self._themes, tr("Save all…"), font="small")
                every.activated.connect(
                    lambda: self.requested.emit(Request(Verb.SAVE_ALL, head.id))
                )
                rows.addSpacing(6)
                rows.addWidget(every)
        rows.addSpacing(20)
        if head is not thread.conversation.messages[-1]:
            rows.addWidget(_line())
        return whole

    def _make_chips(self, insights: tuple[Insight, ...]) -> InsightChips:
        made = InsightChips(self._themes, insights)
        made.asked.connect(lambda each: self.requested.emit(Request(Verb.WHY, each.id)))
        return made

    def place_of_chip(self, insight_id: UUID) -> QRect:
        """Where a chip stands on the screen; nothing where there is none."""
        for chip in self.findChildren(InsightChip):
            if chip.insight.id == insight_id and chip.isVisible():
                return QRect(chip.mapToGlobal(QPoint(0, 0)), chip.size())
        return QRect()

    def _make_text(self, message: UUID, html: str, *, quiet: bool = False) -> LongText:
        width = max(200, self.viewport().width() - 2 * _MARGIN)
        text = LongText(self._themes, html, at_once=self._at_once, width=width, quiet=quiet)
        text.link_pressed.connect(self.link_pressed)
        text.link_hovered.connect(self._target.tell)
        text.rest_wanted.connect(lambda: self._whole.add((message, quiet)))
        if (message, quiet) in self._whole:
            text.show_rest()
        return text

    def _files(self, attachments: tuple[Attachment, ...]) -> FileCards:
        cards = FileCards(self._themes, attachments)
        cards.opened.connect(lambda each: self.requested.emit(Request(Verb.OPEN_FILE, each.id)))
        cards.saved.connect(lambda each: self.requested.emit(Request(Verb.SAVE_FILE, each.id)))
        return cards

    def _on_earlier(self) -> None:
        """The next ones before those that are there; where all are there, none."""
        thread, reading = self._thread, self._reading
        if thread is None or reading is None:
            return
        if self._more_lines.isActive():
            return  # they are on their way
        if self._earlier_shown < self._earlier:
            self._wanted_earlier = min(self._earlier, self._earlier_shown + MORE_EARLIER)
            self._add_earlier()
            return
        for head in thread.conversation.messages[: self._earlier]:
            _drop(self._rows, self._widgets.pop(head.id, None))
        self._earlier_shown = 0
        self._renew_pill(thread, reading)

    def _add_earlier(self) -> None:
        """A few lines above those that are there; the others in the turns that follow."""
        thread, reading = self._thread, self._reading
        if thread is None or reading is None:
            return
        hidden = self._earlier - self._earlier_shown
        count = min(_LINES_AT_ONCE, self._wanted_earlier - self._earlier_shown)
        fresh = thread.conversation.messages[hidden - count : hidden]
        for place, head in enumerate(fresh, 1):
            self._rows.insertWidget(place, self._make_message(head, thread, reading))
        self._earlier_shown += count
        if self._earlier_shown < self._wanted_earlier:
            self._more_lines.start()
        else:
            self._renew_pill(thread, reading)

    def _renew_pill(self, thread: Thread, reading: Reading) -> None:
        before = self._rows.itemAt(0).widget()
        pill = self._make_pill(thread, reading)
        self._rows.insertWidget(0, pill)
        if before.hasFocus():
            pill.setFocus()
        _drop(self._rows, before)

    def _on_unfold(self, message: UUID) -> None:
        if self._thread is not None and message in self._thread.bodies:
            self._unfolded.add(message)
            self._renew(message)
        else:
            self.requested.emit(Request(Verb.LOAD_BODY, message))

    def _on_fold(self, message: UUID) -> None:
        self._unfolded.discard(message)
        self._renew(message)

    def _renew(self, message: UUID) -> None:
        """Show one message in another way; the others stay as they are."""
        thread, reading = self._thread, self._reading
        head = thread.head_of(message) if thread is not None else None
        before = self._widgets.get(message)
        if thread is None or reading is None or head is None or before is None:
            return
        focus = self.focusWidget()
        had_focus = focus is not None and (focus is before or before.isAncestorOf(focus))
        made = self._make_message(head, thread, reading)
        self._rows.insertWidget(self._rows.indexOf(before), made)
        if had_focus:
            made.setFocus()
        _drop(self._rows, before)


def _count_earlier(thread: Thread) -> int:
    """How many messages hide at first; of a long conversation some do, whatever was shown of it
    elsewhere."""
    heads = thread.conversation.messages
    first = next((at for at, head in enumerate(heads) if head.id in thread.unfolded), 0)
    return thread.earlier or max(0, first - MORE_EARLIER)


def _drop(rows: QVBoxLayout, widget: QWidget | None) -> None:
    if widget is not None:
        rows.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def _recipients(head: MessageHead) -> QLabel:
    """Everybody a message went to, hidden at first; words of a mail, never markup."""
    rows = words.recipients_rows(head.to, head.cc)
    text = label("\n".join(f"{name} {people}" for name, people in rows), "small", wrap=True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    text.setContentsMargins(*sides(42, 0, 0, 12))
    text.hide()
    return text


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "bottom")
    line.setFixedHeight(1)
    return line
