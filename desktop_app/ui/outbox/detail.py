"""The right side of the outbox: what can be done with a mail, the mail as it goes, its card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationRow,
    ConversationState,
    MessageHead,
)
from desktop_app.domain.language import tr
from desktop_app.domain.outbox_rules import needs_a_look, remedies
from desktop_app.domain.outgoing import Outgoing, OutgoingEvent, OutgoingMessage
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.files import FileDesk
from desktop_app.ui.inbox.following import follow_link
from desktop_app.ui.inbox.look import Looks
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.inbox.reader import Prepared, Reader, prepare
from desktop_app.ui.inbox.reader_scheme import Request, Verb
from desktop_app.ui.inbox.thread import Thread
from desktop_app.ui.ops import Fault
from desktop_app.ui.outbox import words
from desktop_app.ui.outbox.card import OutboxCard
from desktop_app.ui.outbox.remedies import Remedies
from desktop_app.ui.shell.context import Context
from desktop_app.ui.widgets.buttons import Button, Look, icon_button
from desktop_app.ui.widgets.floating import Drawer
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.pages import Pages
from desktop_app.ui.widgets.states import NoticeBand, fault_page

KEYS = {
    "send_now": "Ctrl+Enter", "let_go": "Ctrl+Enter", "again": "Ctrl+Enter", "arrived": "A",
    "recall": "D", "draft": "D", "edit": "D", "reschedule": "T",
    "stop_merge": "Shift+D",
}  # fmt: skip
"""The keys of remedies, as buttons show them."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A mail with what its pane shows; ``message`` or why there is none."""

    mail: Outgoing
    events: tuple[OutgoingEvent, ...]
    message: OutgoingMessage | None
    prepared: Prepared | None
    fault: Fault | None = None


class OutboxDetail(QWidget):
    """Shows one mail.

    Signals:
        shown: the :class:`Outgoing` that is shown now, or None.
    """

    shown = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.outbox
        self._looks = Looks(ctx.theme)
        self._wanted: UUID | None = None
        self._known: _Known | None = None
        self._mail_of: dict[UUID, UUID] = {}  # of the files that were shown
        self._narrow = False
        self._card_wanted = True
        self.setProperty("ground", "canvas")
        self.remedies = Remedies(ctx, self)
        self.files = FileDesk(ctx, self, path_of=self._path_of)
        self.buttons: dict[str, Button] = {}
        self.band: NoticeBand | None = None
        self.reader = Reader(ctx.theme)
        self.reader.requested.connect(self._on_requested)
        self.reader.link_pressed.connect(self._on_link)
        self.card = OutboxCard(ctx)
        self.card.lead_pressed.connect(ctx.open_lead)
        self.card.conversation_pressed.connect(ctx.open_conversation)
        self._lay_out()
        ctx.theme.changed.connect(self._on_theme)

    @property
    def mail(self) -> Outgoing | None:
        """The mail that is shown."""
        return self._known.mail if self._known is not None else None

    def show_mail(self, wanted: UUID | None) -> None:
        """Show a mail, or nothing; what is shown stays until the new one is read."""
        if wanted == self._wanted and wanted is not None:
            return
        self._wanted = wanted
        if wanted is None:
            self._show(None)
        else:
            self._read(wanted)

    def reload(self) -> None:
        """Read the shown mail anew; its message only where that may be another one now."""
        if self._wanted is not None:
            self._read(self._wanted)

    def run(self, *names: str) -> None:
        """Do the first of these remedies that the mail has now."""
        mail = self.mail
        if mail is None:
            return
        found = next((each for each in names if each in remedies(mail)), None)
        if found is not None:
            self.remedies.run(found, mail, self.buttons.get(found))

    def can(self, *names: str) -> bool:
        """Whether the mail has one of these remedies."""
        return self.mail is not None and any(each in remedies(self.mail) for each in names)

    def toggle_card(self) -> None:
        """I: show or hide the card; as a drawer where the window is narrow."""
        if not self._narrow:
            self._card_wanted = not self._card_wanted
            self._show_card()
        elif self._drawer.isVisible():
            self._drawer.shut()
        else:
            self._drawer.open()

    def close_drawer(self) -> bool:
        """Whether there was an open drawer to close."""
        was = self._drawer.isVisible()
        self._drawer.shut()
        return was

    def focus_reader(self) -> None:
        self.reader.currentWidget().setFocus()

    # Inside

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self.head = Header(self._ctx, left=20, right=20)
        self._subject = ElidedLabel(theme, font="title")
        self.card_button = icon_button(
            theme, "ph.identification-card", tr("About this mail"), key="I"
        )
        self.card_button.clicked.connect(self.toggle_card)
        self.head.row.setSpacing(8)
        self.head.row.addWidget(self._subject, 1)
        self.head.row.addWidget(self.card_button)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self.head.row.addLayout(self._tools)
        self._blank = QWidget()
        self._pages = Pages(self._blank, self.reader)
        self._band_place = QVBoxLayout()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(self._band_place)
        middle.addWidget(self._pages, 1)
        self._line = QFrame()
        self._line.setProperty("line", "left")
        self._line.setFixedWidth(1)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(self._line)
        row.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body, 1)
        self._drawer = Drawer(theme, self._body, theme.now.layout.inbox_lead_card + 24)
        self._place_card()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_card()
            self._show_tools(anew=True)

    def _place_card(self) -> None:
        """Beside the mail in a wide window, in the drawer in a narrow one."""
        self._drawer.release()
        if self._narrow:
            self.card.setMinimumWidth(0)
            self.card.setMaximumWidth(16_777_215)
            self._drawer.hold(self.card)
        else:
            self.card.setFixedWidth(self._ctx.theme.now.layout.inbox_lead_card)
            self._body.layout().addWidget(self.card)
        self._show_card()

    def _show_card(self) -> None:
        beside = not self._narrow and self._card_wanted and self._known is not None
        if not self._narrow:
            self.card.setVisible(beside)
        self._line.setVisible(beside)
        self.card_button.setVisible(self._narrow and self._known is not None)

    def _read(self, wanted: UUID) -> None:
        service, before = self._service, self._known
        look, now, zone = self._looks.now(), self._ctx.clock(), self._ctx.zone
        own = self._ctx.services.user.email.lower()

        def read() -> _Known | None:
            mail = service.get(wanted)
            if mail is None:
                return None
            events = service.events(wanted)
            if before is not None and _same_message(before, mail):
                return replace(before, mail=mail, events=events)
            try:
                message = service.message(wanted)
            except KnownError as error:
                return _Known(mail, events, None, None, Fault.of(error))
            reading = Reading(now, zone, frozenset({own, message.head.from_email}))
            prepared = prepare(_thread(mail, message), look, reading)
            return _Known(mail, events, message, prepared)

        def done(known: _Known | None) -> None:
            if wanted == self._wanted:
                self._show(known)

        self._ctx.ops.run_query(self, read, done, self._on_failed, key="mail")

    def _show(self, known: _Known | None) -> None:
        before, self._known = self._known, known
        mail = known.mail if known is not None else None
        self._subject.set_text(mail.subject or tr("(no subject)") if mail is not None else "")
        self._show_tools()
        self._show_band()
        self._show_card()
        if known is None:
            self.reader.clear()
            self._pages.show_page(self._blank)
            self.card.show_mail(None)
        else:
            if (message := known.message) is not None:
                self._mail_of.update((each.id, known.mail.id) for each in message.body.attachments)
            hidden = message.bcc if message is not None else ()
            self.card.show_mail(known.mail, known.events, hidden)
            if before is None or before.prepared is not known.prepared or known.fault:
                self._show_message(known)
        self.shown.emit(mail)

    def _show_message(self, known: _Known) -> None:
        if known.prepared is not None:
            self.reader.show_thread(known.prepared)
            self._pages.show_page(self.reader)
        elif known.fault is not None:
            self.reader.clear()
            self._pages.show_passing(fault_page(self._ctx.theme, known.fault, self.reload))

    def _show_tools(self, *, anew: bool = False) -> None:
        """The buttons of what can be done now, the likeliest first and loudest."""
        mail = self.mail
        wanted = remedies(mail) if mail is not None else ()
        said = [words.remedy_words(each, mail) for each in wanted] if mail is not None else []
        shown = [(name, button.words) for name, button in self.buttons.items()]
        if not anew and shown == [(name, each[0]) for name, each in zip(wanted, said, strict=True)]:
            return
        focused = next((name for name, each in self.buttons.items() if each.hasFocus()), "")
        clear(self._tools)
        self.buttons = {}
        for at, (name, (label, icon)) in enumerate(zip(wanted, said, strict=True)):
            look = Look.PRIMARY if at == 0 else Look.DEFAULT
            # Where there is little room the subject has it; the tooltip tells the key as well.
            button = Button(
                self._ctx.theme,
                label,
                icon="" if self._narrow else icon,
                look=look,
                key="" if self._narrow else KEYS[name],
            )
            button.setAccessibleName(label)
            button.setToolTip(f"{label}  {KEYS[name]}")
            button.clicked.connect(lambda _on=False, each=name: self.run(each))
            self._tools.addWidget(button)
            self.buttons[name] = button
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def _show_band(self) -> None:
        """Where the mail is, above it."""
        mail = self.mail
        said = None
        if mail is not None:
            state = words.state_words(mail, self._ctx.clock(), self._ctx.zone)
            kind = "danger" if state.tint == "danger" else "warning"
            kind = kind if state.tint in ("danger", "warning") else "info"
            said = (kind, state)
        title = said[1].tag if said is not None else ""
        sentence = said[1].line if said is not None else ""
        if self.band is not None and (self.band.title, self.band.sentence) == (title, sentence):
            return
        clear(self._band_place)
        self.band = None
        if said is None or mail is None:
            return
        self.band = NoticeBand(
            self._ctx.theme, said[0], title, sentence, icon=said[1].icon, closable=False
        )
        self._band_place.addWidget(self.band)
        if needs_a_look(mail) and mail.conversation_id is not None:
            self.band.setToolTip(tr("Show conversation, at the right, has what changed."))

    def _on_failed(self, error: Exception) -> None:
        self._known = None
        self.reader.clear()
        self._pages.show_passing(fault_page(self._ctx.theme, Fault.of(error), self.reload))
        self._show_tools()
        self._show_band()
        self._show_card()
        self.shown.emit(None)

    def _on_theme(self) -> None:
        known = self._known
        if known is not None:
            self._known = replace(known, prepared=None)  # its document has the old colours
            self.reload()

    def _on_requested(self, request: Request) -> None:
        message = self._known.message if self._known is not None else None
        if message is None:
            return
        files = message.body.attachments
        if request.verb is Verb.SAVE_ALL:
            self.files.save_all(files)
        found = next((each for each in files if each.id == request.id), None)
        if found is not None and request.verb is Verb.OPEN_FILE:
            self.files.open(found)
        elif found is not None and request.verb is Verb.SAVE_FILE:
            self.files.save(found)

    def _path_of(self, attachment: Attachment) -> Path:
        """A copy of a file of the mail; called in the background."""
        return Path(self._service.attachment_path(self._mail_of[attachment.id], attachment.id))

    def _on_link(self, address: str, said: str) -> None:
        follow_link(self._ctx, self, address, said)


def _same_message(known: _Known, mail: Outgoing) -> bool:
    """Whether the message that is shown is still the one: its date moves with its time."""
    was = known.mail
    return (
        known.prepared is not None
        and was.id == mail.id
        and (was.wanted_at, was.queued_at) == (mail.wanted_at, mail.queued_at)
    )


def _thread(mail: Outgoing, message: OutgoingMessage) -> Thread:
    """The one message as the reading pane shows conversations."""
    head: MessageHead = message.head
    row = ConversationRow(
        id=mail.id,
        subject=mail.subject,
        with_name=words.whom(mail),
        with_email=mail.to[0] if mail.to else "",
        company=mail.company,
        lead_id=mail.lead_id,
        lead_status=None,
        snippet=head.snippet,
        last_at=head.at,
        message_count=1,
        unread_count=0,
        attachment_count=head.attachment_count,
        last_outbound=True,
        state=ConversationState.ACTIVE,
    )
    # Pictures that it would fetch are quoted ones: the rep has decided about them where they are.
    body = replace(message.body, blocked_remote=0)
    return Thread(Conversation(row, (head,)), {head.id: body}, frozenset({head.id}), tools=False)
