"""The Inbox: list, thread and lead card side by side, and the commands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QRect, Qt, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Kind
from desktop_app.domain.inbox import (
    Conversation,
    ConversationQuery,
    ConversationRow,
)
from desktop_app.domain.insights import Insight
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import DraftRow, OutboxBox
from desktop_app.ui.composer.actions import desk_of, open_draft, open_new, reply_actions
from desktop_app.ui.composer.dock import Dock
from desktop_app.ui.composer.draft_list import DraftList
from desktop_app.ui.composer.keys import NEW_MAIL_KEY
from desktop_app.ui.inbox import boxes, words
from desktop_app.ui.inbox.actions import CONTEXT, inbox_actions
from desktop_app.ui.inbox.answering import Answering
from desktop_app.ui.inbox.checking import Checking
from desktop_app.ui.inbox.daily import Daily
from desktop_app.ui.inbox.files import FileDesk
from desktop_app.ui.inbox.following import follow_link
from desktop_app.ui.inbox.lead_card import LeadCard
from desktop_app.ui.inbox.list_pane import ListPane
from desktop_app.ui.inbox.read_marker import ReadMarker
from desktop_app.ui.inbox.side import Figures, InboxSide
from desktop_app.ui.inbox.thread_pane import ThreadHeader, ThreadPane
from desktop_app.ui.inbox.why_popover import say_why
from desktop_app.ui.ops import Freshness
from desktop_app.ui.outbox.actions import CONTEXT as OUTBOX_CONTEXT
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.timers import single_shot
from desktop_app.ui.widgets.floating import Drawer
from desktop_app.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from desktop_app.ui.outbox.view import OutboxView

_WIDTHS = "inbox.widths"
_MAIL = Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS  # an action may be a snooze
_RUNNING = 90  # ms; rows that change faster than this are being run through


class InboxScreen(QWidget):
    """One screen of the window, see :class:`desktop_app.ui.shell.screens.Screen`."""

    creates = (tr("New mail"), NEW_MAIL_KEY)

    thread: ThreadPane

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._service = ctx.services.conversations
        self._loaded = False
        self._shown: Conversation | None = None
        self._card_wanted = True
        self.side = InboxSide(ctx, self)
        self.list = ListPane(ctx, lambda: self.is_writing)
        self.head = ThreadHeader(ctx)
        self.thread = ThreadPane(ctx)
        self.dock = Dock(ctx, self.thread)
        self.drafts = DraftList(ctx)
        self.composers = desk_of(ctx)
        self.composers.dock_in(self.dock)
        self.composers.left.connect(self.focus_list)
        self.outbox: OutboxView | None = None
        self.card = LeadCard(ctx)
        self.files = FileDesk(ctx, self)
        self.checking = Checking(ctx, self.list)
        self.daily = Daily(ctx, self)
        self.answering = Answering(self)
        self.marker = ReadMarker(self._mark_read, self._is_seen, self)
        self._since = QElapsedTimer()
        self._settle = single_shot(self, _RUNNING, self._read_now)
        self._lay_out()
        self._connect()
        ctx.actions.add(inbox_actions(self))
        answering = self.answering
        ctx.actions.add(
            reply_actions(
                ctx, answering.answer, answering.draft_answer, lambda: answering.is_possible
            )
        )
        Freshness(self, ctx.bus, _MAIL, self.refresh)
        Freshness(self, ctx.bus, Kind.LEADS, self._refresh_leads)
        Freshness(self, ctx.bus, Kind.ACTIONS, self._refresh_card)
        Freshness(self, ctx.bus, Kind.INSIGHTS, self._refresh_insights)
        Freshness(self, ctx.bus, Kind.DRAFTS, self._refresh_drafts)
        Freshness(self, ctx.bus, Kind.MAILBOXES | Kind.OUTBOX, self._refresh_figures)

    # What the shell asks

    def shown(self) -> None:
        """The screen is current now: fill it, the first time."""
        if not self._loaded:
            self._loaded = True
            self.list.load(ConversationQuery())
            self.side.recount()
            self.daily.wait_for_return()
        self._tell_context()

    @property
    def answered(self) -> SignalInstance:
        """Emitted when conversations, or why there are none, were first painted."""
        return self.list.answered

    def create(self) -> None:
        """The pencil: a new mail."""
        open_new(self._ctx)

    def focus_search(self) -> None:
        self.list.show_search()

    def focus_list(self) -> None:
        if self.drafts.isVisible():
            self.drafts.setFocus()
        elif self.outbox is not None and self.outbox.list.isVisible():
            self.outbox.list.focus_list()
        else:
            self.list.focus_list()

    def next_pane(self) -> bool:
        """From the list to the text, what is written below it, the card, then out."""
        focus = self.window().focusWidget()
        if self.outbox is not None and self.outbox.list.isVisible():
            in_list = focus is None or self._lists.isAncestorOf(focus)
            return self.outbox.next_pane(in_list=in_list)
        if focus is None or self._lists.isAncestorOf(focus):
            self.thread.focus_reader()
            return True
        writing = self.composers.docked
        if self.thread.isAncestorOf(focus) and writing is not None:
            writing.editor.setFocus()
            return True
        in_text = self.thread.isAncestorOf(focus) or self.dock.isAncestorOf(focus)
        if in_text and self.card.isVisible():
            self.card.setFocus()
            return True
        return False

    def go_back(self) -> bool:
        """Esc closes the drawer, unchecks, then closes the search."""
        if self.outbox is not None and self.outbox.list.isVisible():
            return self.outbox.detail.close_drawer()
        if self._drawer.isVisible():
            self._drawer.shut()
            return True
        if self.checking.count:
            self.checking.clear()
            return True
        return self.list.close_search()

    def open(self, wanted: UUID) -> None:
        """Show a conversation: in the list where it is, else by itself beside it."""
        self._loaded = True
        self._show_conversations()
        if not self.list.go_to_id(wanted):
            self.list.look_apart(wanted)
            self._read(wanted)

    def open_outbox(self, wanted: UUID | None) -> None:
        """Show the outbox, at a mail where one is given."""
        self._loaded = True
        self._show_outbox(OutboxBox.OPEN, wanted)

    def remember(self) -> None:
        self._ctx.state.put(_WIDTHS, self._splitter.sizes())

    # What the actions do

    @property
    def row(self) -> ConversationRow | None:
        """The conversation that commands act on: the current one of the list, whether or not
        its text is there already; else the one that is shown apart. None while mails are
        listed that are no conversations."""
        wanted = self.target_id
        if wanted is None:
            return None
        shown = self._shown.row if self._shown is not None else None
        return shown if shown is not None and shown.id == wanted else self.list.model.known(wanted)

    @property
    def target_id(self) -> UUID | None:
        """The id of the conversation that commands act on, also where nothing else is known of
        it yet."""
        if self._lists.currentWidget() is not self.list:
            return None
        return self.list.current_id or self.thread.wanted

    @property
    def conversation(self) -> Conversation | None:
        """What is shown; the list may be elsewhere already, see :attr:`target_id`."""
        return self._shown

    @property
    def is_writing(self) -> bool:
        """Whether the conversation that is shown is being answered below it: then news may
        change everything around it, but not take it away."""
        composer = self.composers.docked
        if composer is None:
            return False
        focus = self.window().focusWidget()
        return composer.is_changed or (focus is not None and composer.isAncestorOf(focus))

    def read_current_now(self) -> None:
        """Have the text of the current conversation without the wait for who runs through."""
        self._settle.stop()
        self._read(self.target_id)

    def move(self, step: int) -> None:
        self.list.view.move_by(step)

    def read_current(self) -> None:
        """Enter: on to the text."""
        self.thread.focus_reader()

    def toggle_archived(self) -> None:
        """E: out of the inbox and on to the next one; in the Archive: back into the inbox."""
        self.daily.archive()

    def toggle_read(self) -> None:
        """U."""
        self.daily.read()

    def newest_shown(self) -> UUID | None:
        """The newest message that is shown, where it was kept as it came."""
        shown = self._shown
        there = shown is not None and shown.row.id == self.target_id
        messages = shown.messages if shown is not None and there else ()
        return messages[-1].id if messages and messages[-1].has_raw else None

    def toggle_card(self) -> None:
        """I: show or hide the lead card, as a drawer where the window is narrow."""
        if self._narrow:
            if self._drawer.isVisible():
                self._drawer.shut()
            else:
                self._drawer.open()
        else:
            self._card_wanted = not self._card_wanted
            self._show_card()

    def stranger_shown(self) -> bool:
        """Whether the conversation is with nobody known."""
        return self.row is not None and self.row.lead_id is None

    def make_lead(self) -> None:
        row = self.row
        if row is not None and row.lead_id is None:
            self._make_lead(row.with_name, row.with_email)

    # Inside

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self._line = QFrame()
        self._line.setProperty("line", "left")
        self._line.setFixedWidth(1)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.thread, 1)
        middle.addWidget(self.dock)
        body.addLayout(middle, 1)
        body.addWidget(self._line)
        body.addWidget(self.card)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body, 1)
        right.setProperty("ground", "canvas")
        self._drawer = Drawer(theme, self._body, theme.now.layout.inbox_lead_card + 24)
        self._splitter = Splitter(theme)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.drafts)
        self._splitter.addWidget(self._lists)
        self._sides = QStackedWidget()
        self._sides.addWidget(right)
        self._splitter.addWidget(self._sides)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        layout = theme.now.layout
        self._lists.setMinimumWidth(layout.conversation_list_min)
        self._lists.setMaximumWidth(layout.conversation_list_max)
        kept = self._ctx.state.numbers(_WIDTHS)
        self._splitter.setSizes(kept if len(kept) == 2 else [layout.conversation_list, 10_000])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self._narrow = False
        self._place_card()

    def _connect(self) -> None:
        self.side.chosen.connect(self._on_box)
        self.side.counted.connect(self._on_figures)
        self.side.add_wanted.connect(lambda _button: self._add_mailbox())
        self.drafts.opened.connect(self._open_draft)
        self.list.current_changed.connect(self._on_current)
        self.list.opened.connect(lambda _id: self.read_current())
        self.list.query_changed.connect(self._on_query)
        self.head.archive_pressed.connect(self.toggle_archived)
        self.head.read_pressed.connect(self.toggle_read)
        self.head.card_pressed.connect(self.toggle_card)
        self.head.snooze_pressed.connect(self.daily.snooze)
        self.head.more_pressed.connect(self._on_more)
        self.checking.bar.archive.clicked.connect(self.daily.archive)
        self.checking.bar.snooze.clicked.connect(lambda: self.daily.snooze())
        self.checking.bar.read.clicked.connect(self.daily.read)
        self.checking.changed.connect(self._ctx.actions.refresh)
        self.thread.asked.connect(self.daily.on_asked)
        self.thread.shown.connect(self._on_shown)
        self.thread.link_pressed.connect(self._on_link)
        self.thread.why_wanted.connect(self._say_why)
        self.card.asked_about.connect(self.thread.mark)
        self.thread.file_wanted.connect(
            lambda file, save: self.files.save(file) if save else self.files.open(file)
        )
        self.card.lead_pressed.connect(self._ctx.open_lead)
        self.card.conversation_pressed.connect(self.open)
        self.card.make_pressed.connect(self._make_lead)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._ctx.theme.now.layout.drawer_below
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_card()

    def _place_card(self) -> None:
        """Beside the thread in a wide window, in the drawer in a narrow one."""
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
        """There is a card beside the thread when there is a thread, and room."""
        beside = not self._narrow and self._card_wanted and self._shown is not None
        if not self._narrow:
            self.card.setVisible(beside)
        self._line.setVisible(beside)
        self.head.card.setVisible(self._narrow and self._shown is not None)

    def _on_box(self, key: str) -> None:
        self._loaded = True
        if key == boxes.DRAFTS:
            self._show_drafts()
            return
        if key in (boxes.OUTBOX, boxes.SCHEDULED):
            self._show_outbox(OutboxBox.OPEN if key == boxes.OUTBOX else OutboxBox.SCHEDULED)
            self.focus_list()
            return
        self._show_conversations()
        self.list.load(boxes.question_of(key))

    def _show_drafts(self) -> None:
        """The box of what is being written: mails, not conversations."""
        self._show_conversations()
        self._lists.setCurrentWidget(self.drafts)
        self.side.set(current=boxes.DRAFTS)
        self.drafts.load()
        self.drafts.setFocus()

    def _show_conversations(self) -> None:
        """Back from the outbox, which has a right side of its own."""
        self._lists.setCurrentWidget(self.list)
        self._sides.setCurrentIndex(0)
        self.side.set(current=boxes.key_of(self.list.query))
        self._tell_context()

    def _show_outbox(self, box: OutboxBox, wanted: UUID | None = None) -> None:
        """What leaves: mails, not conversations."""
        if self.outbox is None:
            from desktop_app.ui.outbox.view import OutboxView

            self.outbox = OutboxView(self._ctx, self)
            self._lists.addWidget(self.outbox.list)
            self._sides.addWidget(self.outbox.detail)
        self._lists.setCurrentWidget(self.outbox.list)
        self._sides.setCurrentWidget(self.outbox.detail)
        self.side.set(current=boxes.SCHEDULED if box is OutboxBox.SCHEDULED else boxes.OUTBOX)
        self.outbox.show(box, wanted)
        self._tell_context()
        self.side.recount()

    def _tell_context(self) -> None:
        """The keys are those of what is shown."""
        shown = self.outbox is not None and self._lists.currentWidget() is self.outbox.list
        wanted = OUTBOX_CONTEXT if shown else CONTEXT
        if self.isVisible() and self._ctx.actions.context != wanted:
            self._ctx.actions.set_context(wanted)

    def _open_draft(self, row: DraftRow) -> None:
        """Below its conversation, or where it has none, in a window."""
        if row.conversation_id is None:
            open_draft(self._ctx, row.id)
            return
        talk = row.conversation_id
        if self._shown is not None and self._shown.row.id == talk:
            self.composers.open_draft(row.id)
        else:
            self.composers.open_with(talk, row.id)
            self._read(talk)

    def _on_query(self, query: ConversationQuery) -> None:
        self.side.set(current=boxes.key_of(query))
        self.side.recount()

    def _on_current(self, wanted: UUID | None) -> None:
        """Another row is current: its head at once, its text too, unless J is held: then
        only that of the row where it ends."""
        self.answering.moved(wanted)
        row = self.list.model.known(wanted) if wanted is not None else None
        if row is not None:
            self.head.show_row(row)
        running = self._since.isValid() and self._since.elapsed() < _RUNNING
        self._since.start()
        if running and wanted is not None:
            self._settle.start()
        else:
            self._settle.stop()
            self._read(wanted)

    def _read_now(self) -> None:
        self._read(self.list.current_id)

    def _read(self, wanted: UUID | None) -> None:
        if wanted is None or self._shown is None or self._shown.row.id != wanted:
            self.marker.forget()
        self.thread.show_conversation(wanted)
        if wanted is None:
            self.head.show_row(None)
            self.card.show_row(None)

    def _on_shown(self, conversation: Conversation | None) -> None:
        before, self._shown = self._shown, conversation
        row = conversation.row if conversation is not None else None
        self.head.show_row(row)
        if row is None or before is None or before.row.id != row.id or before.row != row:
            self.card.show_row(row)
        if (before is None) != (conversation is None):
            self._show_card()
        self.composers.show_conversation(row.id if row is not None else None)
        if row is not None:
            self.marker.opened(row.id, unread=row.unread_count > 0)
        self._ctx.actions.refresh()
        self.answering.arrived(conversation)

    def _on_more(self, button: QWidget) -> None:
        menu = self.daily.conversation_menu()
        popup_below(menu, button, 2, end=True)

    def _is_seen(self) -> bool:
        return self.isVisible() and self.window().isActiveWindow()

    def _mark_read(self, wanted: UUID) -> None:
        service = self._service
        # Being looked at is no deed: it needs no toast and no undo.
        self._ctx.ops.run_command(self, lambda: service.set_read([wanted], True, by_itself=True))

    def _on_link(self, address: str, said: str = "") -> None:
        follow_link(self._ctx, self, address, said)

    def _say_why(self, insight: Insight, place: QRect) -> None:
        """What led to it is marked in the message for as long as one looks."""
        popover = say_why(self._ctx, self.thread, insight, place)
        popover.closed.connect(lambda: self.thread.mark(None))
        self.thread.mark(insight)

    def _make_lead(self, name: str, email: str) -> None:
        from desktop_app.ui.leads.new_lead import NewLead

        dialog = NewLead(self._ctx, self)
        dialog.contact.edit.setText(name)
        dialog.email.edit.setText(email)
        dialog.company.edit.setText(words.company_of(email))
        dialog.company.edit.selectAll()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def refresh(self) -> None:
        """Something changed, or came back: read anew what is shown."""
        if self._loaded:
            self.list.reload_gently()
            self.thread.reload()
            self.side.recount()
            self.daily.wait_for_return()

    def _refresh_drafts(self) -> None:
        self.composers.look_for_draft()
        if self._loaded:
            self.list.model.refresh_rows()
            self.side.recount()
        if self.drafts.isVisible():
            self.drafts.load()

    def _refresh_leads(self) -> None:
        if self._loaded:
            self.list.model.refresh_rows()
            self.card.reload()

    def _refresh_figures(self) -> None:
        if self._loaded:
            self.side.recount()

    def _refresh_card(self) -> None:
        if self._loaded:
            self.card.reload()

    def _refresh_insights(self) -> None:
        if self._loaded:
            self.card.reload()
            self.thread.reload()

    def _on_figures(self, found: Figures) -> None:
        self.list.titles = {each.id: each.address for each in found.mailboxes}
        self.list.set_counts(found.counts)
        if self.outbox is not None:
            self.outbox.list.set_counts(found.outbox)
        shown = self.list.query.mailbox
        if shown is not None and shown not in self.list.titles:
            self._leave_removed_mailbox()

    def _leave_removed_mailbox(self) -> None:
        current = self.target_id
        if current is not None and self.is_writing:
            self.list.look_apart(current)
        else:
            self.list.load(ConversationQuery())

    def _add_mailbox(self) -> None:
        from desktop_app.ui.mailboxes.dialogs import AddMailbox

        AddMailbox(self._ctx, self.window()).open()
