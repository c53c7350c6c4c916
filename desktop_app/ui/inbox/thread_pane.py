"""The right side's heart: the conversation's head and the reading pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationRow,
    ConversationState,
    MessageBody,
)
from desktop_app.domain.insights import Insight
from desktop_app.domain.language import plural, tr
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.look import Looks
from desktop_app.ui.inbox.pieces import CountTag, Header
from desktop_app.ui.inbox.reader import Place, Prepared, Reader, prepare
from desktop_app.ui.inbox.reader_scheme import Request, Verb
from desktop_app.ui.inbox.summary import SummaryFold
from desktop_app.ui.inbox.thread import Thread, read_thread, renew_thread, with_insights
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.buttons import Button, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import Skeleton, fault_page


class ThreadHeader(Header):
    """Subject, number of messages, and what can be done with the conversation.

    Signals:
        archive_pressed, read_pressed, card_pressed.
        snooze_pressed, more_pressed: with the button, at which to open.
    """

    archive_pressed = Signal()
    snooze_pressed = Signal(object)
    more_pressed = Signal(object)
    read_pressed = Signal()
    card_pressed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, left=20, right=20)
        self._ctx = ctx
        self._subject = ElidedLabel(ctx.theme, font="title")
        self._count = CountTag(ctx.theme)
        self.archive = Button(ctx.theme, tr("Archive"), icon="ph.archive-box", key="E")
        self.archive.clicked.connect(self.archive_pressed)
        self.snooze = Button(ctx.theme, tr("Snooze"), icon="ph.clock", key="H")
        self.snooze.clicked.connect(lambda: self.snooze_pressed.emit(self.snooze))
        self.more = Button(ctx.theme, icon="ph.dots-three", name=tr("More"))
        self.more.clicked.connect(lambda: self.more_pressed.emit(self.more))
        self.read = Button(ctx.theme, icon="ph.envelope-simple", name=tr("Mark as unread"), key="U")
        self.read.clicked.connect(self.read_pressed)
        self.card = icon_button(ctx.theme, "ph.identification-card", tr("Lead card"), key="I")
        self.card.clicked.connect(self.card_pressed)
        self.row.setSpacing(8)
        self.row.addWidget(self._subject, 0)
        self.row.addSpacing(2)
        self.row.addWidget(self._count)
        self.row.addStretch(1)
        for button in (self.card, self.archive, self.snooze, self.read, self.more):
            self.row.addWidget(button)
        self.show_row(None)

    def show_row(self, row: ConversationRow | None) -> None:
        """Tell of a conversation, or of none."""
        parts = (self._subject, self._count, self.archive, self.snooze, self.read, self.more)
        for part in parts:
            part.setVisible(row is not None)
        if row is None:
            return
        self._subject.set_text(row.subject or tr("(no subject)"))
        self._count.set_words(plural("{n} messages", "{n} message", row.message_count))
        archived = row.state is ConversationState.ARCHIVED
        self.archive.set_words(tr("Move to inbox") if archived else tr("Archive"))
        self.archive.set_glyph("ph.tray" if archived else "ph.archive-box")
        name = tr("Mark as read") if row.unread_count else tr("Mark as unread")
        self.read.set_glyph("ph.envelope-open" if row.unread_count else "ph.envelope-simple")
        self.read.setAccessibleName(name)
        self.read.setToolTip(f"{name}  U")


class ThreadPane(QWidget):
    """Reads conversations in the background and shows them.

    Args:
        tools: whether messages can be answered from here.

    Signals:
        shown: the :class:`Conversation` that is shown now, or None.
        file_wanted: an :class:`Attachment` and whether it is to be saved (else opened).
        asked: a :class:`Verb` that is about a message, and its :class:`MessageHead`.
        link_pressed: an address out of a mail, unchecked, and the other host that its words
            name, or "".
        why_wanted: an :class:`Insight` that stands at a message, and where it stands on the
            screen, a QRect.
    """

    shown = Signal(object)
    file_wanted = Signal(object, bool)
    asked = Signal(object, object)
    link_pressed = Signal(str, str)
    why_wanted = Signal(object, object)

    def __init__(self, ctx: Context, *, tools: bool = True) -> None:
        super().__init__()
        self._ctx = ctx
        self._tools = tools
        self._service = ctx.services.conversations
        self._looks = Looks(ctx.theme)
        self._wanted: UUID | None = None
        self._thread: Thread | None = None
        self._again: Callable[[], None] | None = None
        self.setProperty("ground", "canvas")
        self.reader = Reader(ctx.theme)
        self.reader.requested.connect(self._on_requested)
        self.reader.link_pressed.connect(self.link_pressed)
        self._blank = QWidget()
        self._skeleton = Skeleton(ctx.theme, 64, circle=True)
        self._pages = Pages(self._blank, self._skeleton, self.reader)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.summary = SummaryFold(ctx)
        self.shown.connect(self._show_summary)
        column.addWidget(self.summary)
        column.addWidget(self._pages, 1)
        self._patience = single_shot(self, ctx.theme.now.motion.skeleton_delay, self._on_impatient)
        ctx.theme.changed.connect(self._on_theme)

    @property
    def thread(self) -> Thread | None:
        """What is shown now."""
        return self._thread

    @property
    def wanted(self) -> UUID | None:
        """The conversation that is shown, or will be once it is read."""
        return self._wanted

    @property
    def conversation(self) -> Conversation | None:
        return self._thread.conversation if self._thread is not None else None

    def show_conversation(self, wanted: UUID | None) -> None:
        """Show a conversation, or nothing. What is shown stays until the new one is read,
        for 200 ms at most; then grey bars take its place."""
        if wanted == self._wanted and wanted is not None:
            return
        self._wanted = wanted
        self._again = None
        if wanted is None:
            self._show_nothing()
            return
        self._patience.start()
        look, reading = self._looks.now(), self._reading()
        service, insights, tools = self._service, self._ctx.services.insights, self._tools

        def read() -> Prepared:
            conversation = service.open(wanted)
            own = _own(reading, conversation)
            thread = replace(read_thread(conversation, service.body), tools=tools)
            return prepare(with_insights(thread, insights), look, own)

        self._ctx.ops.run_query(
            self,
            read,
            lambda prepared: self._on_read(wanted, prepared),
            lambda error: self._on_failed(wanted, error),
            key="thread",
        )

    def reload(self) -> None:
        """Read the shown conversation anew; where the reader is and what is unfolded stays.
        The pane is only drawn again when there is something else to read. One that could not
        be read before is tried again."""
        if self._again is not None:
            self._again()
            return
        thread = self._thread
        if thread is None or thread.conversation.row.id != self._wanted:
            return
        wanted, service, insights = self._wanted, self._service, self._ctx.services.insights

        def read() -> Thread:
            fresh = renew_thread(thread, service.open(wanted), service.body)
            return with_insights(fresh, insights)

        def done(fresh: Thread) -> None:
            if wanted != self._wanted or self._thread is not thread:
                return
            same = fresh.message_ids == thread.message_ids
            if same and fresh.insights == thread.insights:
                self._thread = replace(thread, conversation=fresh.conversation)
                self.shown.emit(fresh.conversation)
            else:
                self._draw_again(fresh)

        self._ctx.ops.run_query(self, read, done, self._ctx.notices.error, key="renew")

    def _show_summary(self, conversation: Conversation | None) -> None:
        if conversation is None:
            self.summary.show_for(None, ())
            return
        messages = tuple(head.id for head in conversation.messages)
        self.summary.show_for(conversation.row.id, messages)

    def focus_reader(self) -> None:
        """Give the keyboard to the text."""
        self.reader.currentWidget().setFocus()

    # Inside

    def _reading(self) -> Reading:
        own = frozenset({self._ctx.services.user.email.lower()})
        return Reading(self._ctx.clock(), self._ctx.zone, own)

    def _on_read(self, wanted: UUID, prepared: Prepared) -> None:
        if wanted != self._wanted:
            return
        self._patience.stop()
        self._thread = prepared.thread
        self.reader.show_thread(prepared)
        self._pages.show_page(self.reader)
        self.shown.emit(prepared.thread.conversation)

    def _on_failed(self, wanted: UUID, error: Exception) -> None:
        if wanted != self._wanted:
            return
        self._patience.stop()
        self._thread = None
        self.reader.clear()

        def again() -> None:
            self._again = None
            self._wanted = None
            self.show_conversation(wanted)

        self._again = again
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), again))
        self.shown.emit(None)

    def _on_impatient(self) -> None:
        self._thread = None
        self.reader.clear()
        self._pages.show_page(self._skeleton)

    def _show_nothing(self) -> None:
        self._patience.stop()
        self._thread = None
        self.reader.clear()
        self._pages.show_page(self._blank)
        self.shown.emit(None)

    def _on_theme(self) -> None:
        if self._thread is not None:
            self._draw_again(self._thread)

    def _draw_again(self, thread: Thread, *, unfold: UUID | None = None) -> None:
        """Show another state of the same conversation where the reader is now."""

        def at(place: Place) -> None:
            unfolded = place.unfolded | thread.unfolded if unfold is None else place.unfolded
            if unfold is not None:
                unfolded = unfolded | {unfold}
            there = thread.with_unfolded(unfolded, earlier_shown=place.earlier_shown)
            look, reading = self._looks.now(), _own(self._reading(), thread.conversation)
            self._ctx.ops.run_query(
                self,
                lambda: prepare(there, look, reading),
                lambda prepared: show(prepared, place.scroll),
                self._ctx.notices.error,
                key="again",
            )

        def show(prepared: Prepared, scroll: float) -> None:
            if prepared.thread.conversation.row.id != self._wanted:
                return
            self._thread = prepared.thread
            self.reader.show_thread(prepared, scroll_to=scroll)
            self.shown.emit(prepared.thread.conversation)

        self.reader.place(at)

    def _on_requested(self, request: Request) -> None:
        thread = self._thread
        if thread is None:
            return
        if request.verb in (Verb.OPEN_FILE, Verb.SAVE_FILE):
            found = _attachment(thread, request.id)
            if found is not None:
                self.file_wanted.emit(found, request.verb is Verb.SAVE_FILE)
        elif request.verb is Verb.WHY:
            found_insight = next((each for each in thread.insights if each.id == request.id), None)
            if found_insight is not None:
                self.reader.place_of_chip(
                    request.id, lambda place: self.why_wanted.emit(found_insight, place)
                )
        elif (head := thread.head_of(request.id)) is not None:
            if request.verb in (Verb.LOAD_BODY, Verb.LOAD_REMOTE):
                remote = request.verb is Verb.LOAD_REMOTE
                self._fetch(thread, request.id, remote=remote)
            else:
                self.asked.emit(request.verb, head)

    def mark(self, insight: Insight | None) -> None:
        """Mark the words that led to an insight in their message, or none any more."""
        thread, service = self._thread, self._service
        if thread is None or thread.why == insight:
            return
        where = insight.email_id if insight is not None else None
        if insight is not None and (where is None or thread.head_of(where) is None):
            return  # it was read in another conversation
        meant = replace(thread, why=insight)
        if where is None or where in thread.bodies:
            self._thread = meant
            self._draw_again(meant, unfold=where)
            return

        def done(fetched: Thread) -> None:
            if self._thread is thread:
                self._thread = fetched
                self._draw_again(fetched, unfold=where)

        self._ctx.ops.run_query(
            self, lambda: meant.with_body(service.body(where)), done, self._ctx.notices.error
        )

    def attachments(self, message: UUID) -> tuple[Attachment, ...]:
        """The files of a message that is unfolded."""
        body = self._thread.bodies.get(message) if self._thread is not None else None
        return body.attachments if body is not None else ()

    def shows_remote(self, message: UUID) -> bool:
        """Whether the remote images of a message are shown."""
        return self._thread is not None and message in self._thread.remote

    def read_again(self, sender: str) -> None:
        """Read the texts by a sender anew: another rule for their images holds now."""
        thread, service = self._thread, self._service
        if thread is None:
            return
        wanted = [
            head.id
            for head in thread.conversation.messages
            if head.from_email == sender and head.id in thread.bodies
        ]

        def done(bodies: list[MessageBody]) -> None:
            now = self._thread  # the same, perhaps with newer heads
            if now is not None and now.conversation.row.id == thread.conversation.row.id:
                self._thread = now.with_bodies(bodies)
                self._draw_again(self._thread)

        self._ctx.ops.run_query(
            self,
            lambda: [service.body(each) for each in wanted],
            done,
            self._ctx.notices.error,
        )

    def _fetch(self, thread: Thread, message: UUID, *, remote: bool) -> None:
        service = self._service

        def done(changed: Thread) -> None:
            if self._thread is not None and self._thread.conversation.row.id == (
                changed.conversation.row.id
            ):
                self._draw_again(changed, unfold=message)

        self._ctx.ops.run_query(
            self,
            lambda: thread.with_body(service.body(message, remote), remote=remote),
            done,
            self._ctx.notices.error,
        )


def _own(reading: Reading, conversation: Conversation) -> Reading:
    """The rep's addresses: those that are known, and those written from here."""
    written = {head.from_email.lower() for head in conversation.messages if head.outbound}
    return replace(reading, own=reading.own | conversation.own | written)


def _attachment(thread: Thread, wanted: UUID) -> Attachment | None:
    for body in thread.bodies.values():
        for attachment in body.attachments:
            if attachment.id == wanted:
                return attachment
    return None
