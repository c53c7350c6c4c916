"""The daily work of the Inbox: what is done to conversations and to their messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationRow, ConversationState, InboxBox, MessageHead
from desktop_app.domain.language import tr
from desktop_app.domain.outgoing import How
from desktop_app.domain.snoozes import MORNING
from desktop_app.ui.composer.actions import open_reply
from desktop_app.ui.inbox.reader_scheme import Verb
from desktop_app.ui.inbox.snooze_popover import SnoozePopover
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot

if TYPE_CHECKING:
    from desktop_app.ui.inbox.screen import InboxScreen

NEXT, PREVIOUS, LIST = "next", "previous", "list"
AFTER = (
    (NEXT, tr("&Next conversation")),
    (PREVIOUS, tr("&Previous conversation")),
    (LIST, tr("&List alone")),
)
_AFTER = "inbox.after"
_AT_ONCE = 200  # rows that go from the list ahead of the database; more go when it is read anew
_LONGEST = 3_600_000  # ms that the clock for what comes back runs at most


@dataclass(frozen=True, slots=True)
class Choice:
    """What a command is for, as it was chosen, whatever the list does afterwards.

    Args:
        resolve: gives the ids; off the window's thread.
        count: how many they are.
        listed: those that go from the list at once; empty where they are many.
        is_checked: whether they were checked, rather than one being current.
    """

    resolve: Callable[[], IdList]
    count: int
    listed: tuple[UUID, ...]
    is_checked: bool


class Daily(QObject):
    """Commands on whatever is chosen: what is checked, or else the current conversation."""

    def __init__(self, ctx: Context, screen: InboxScreen) -> None:
        super().__init__(screen)
        self._ctx = ctx
        self._screen = screen
        self._service = ctx.services.conversations
        self.popover: SnoozePopover | None = None
        self._due = single_shot(self, _LONGEST, self._on_due)

    # What is chosen

    @property
    def some(self) -> bool:
        """Whether anything is chosen."""
        return bool(self._screen.checking.count) or self._screen.row is not None

    def _chosen(self) -> Choice | None:
        checking, row = self._screen.checking, self._screen.row
        chosen = checking.chosen()
        if chosen is not None:
            listed = checking.listed() if chosen.count <= _AT_ONCE else ()
            # Asked once: what comes into the list later was not chosen.
            return Choice(cache(chosen.resolve), chosen.count, listed, True)
        return _only(row.id) if row is not None else None

    # Commands on conversations

    def archive(self) -> None:
        """E: out of the inbox; in the Archive: back into the inbox."""
        row, box = self._screen.row, self._screen.list.query.box
        archived = row is not None and row.state is ConversationState.ARCHIVED
        if self._screen.checking.count:
            archived = box is InboxBox.ARCHIVE
        self._put_away(self._service.restore if archived else self._service.archive)

    def read(self) -> None:
        """U."""
        checked = self._screen.checking.count
        row = self._screen.row
        chosen = self._chosen()
        if chosen is None:
            return
        if not checked and row is not None:
            self._screen.marker.leave_alone()
        read = self._to_read()
        service = self._service
        self._ctx.ops.run_command(self, lambda: service.set_read(chosen.resolve(), read))
        if checked:
            self._screen.checking.clear()

    def _to_read(self) -> bool:
        """Whether U reads: of what is checked one unread conversation is enough."""
        checking, row = self._screen.checking, self._screen.row
        if not checking.count:
            return row is not None and row.unread_count > 0
        rows = checking.rows_known()
        return not rows or any(each.unread_count for each in rows)

    def flag(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        on = self._to_flag()
        service = self._service
        self._ctx.ops.run_command(self, lambda: service.set_flagged(chosen.resolve(), on))
        self._screen.checking.clear()

    def _to_flag(self) -> bool:
        """Whether the flag is put: of what is checked one conversation without it is enough."""
        checking, row = self._screen.checking, self._screen.row
        if not checking.count:
            return row is None or not row.flagged
        rows = checking.rows_known()
        return not rows or any(not each.flagged for each in rows)

    def snooze(self, anchor: QWidget | None = None) -> None:
        """H: ask until when, for what is chosen now."""
        chosen = self._chosen()
        if chosen is not None:
            self._ask_until(chosen, self._screen.row, anchor)

    def _ask_until(
        self, chosen: Choice, row: ConversationRow | None, anchor: QWidget | None = None
    ) -> None:
        one = not chosen.is_checked
        away = one and row is not None and row.snoozed_until is not None
        if not one:
            self._ctx.ops.run_query(self, chosen.resolve, lambda _ids: None)
        popover = SnoozePopover(self._ctx, self._screen, away=away)
        popover.chosen.connect(lambda until: self.snooze_until(until, chosen))
        popover.back_wanted.connect(lambda: self.bring_back(chosen))
        popover.closed.connect(popover.deleteLater)
        self.popover = popover
        button = self._screen.checking.bar.snooze if not one else self._screen.head.snooze
        popover.show_below(anchor or button)
        popover.line.setFocus()

    def snooze_until(self, until: datetime, chosen: Choice | None = None) -> None:
        """Put something aside until a moment (aware); without a choice what is chosen now."""
        service = self._service
        self._put_away(lambda ids: service.snooze(ids, until), chosen)

    def bring_back(self, chosen: Choice | None = None) -> None:
        """End the snooze of something; without a choice of what is chosen now."""
        chosen = chosen or self._chosen()
        if chosen is not None:
            service = self._service
            self._ctx.ops.run_command(self, lambda: service.bring_back(chosen.resolve()))

    def _put_away(
        self,
        command: Callable[[Sequence[UUID] | IdList], Changes],
        chosen: Choice | None = None,
    ) -> None:
        """Something that lets conversations go from this list, and moves on."""
        chosen, screen = chosen or self._chosen(), self._screen
        if chosen is None:
            return
        # What was sent stays under Sent wherever its conversation lies.
        leaves = screen.list.query.box is not InboxBox.SENT
        gone = chosen.listed if leaves else ()
        if chosen.is_checked or screen.target_id in chosen.listed:
            screen.marker.forget()
        screen.list.take_out(gone, then=NEXT if chosen.is_checked else self.after)
        if chosen.is_checked:
            screen.checking.clear()

        def done(_changes: Changes) -> None:
            screen.list.settled(gone)

        def failed(error: Exception) -> None:
            screen.list.settled(gone)
            screen.list.reload()
            self._ctx.notices.error(error)

        self._ctx.ops.run_command(self, lambda: command(chosen.resolve()), done, failed)

    # What follows on archiving

    @property
    def after(self) -> str:
        """What is shown once the current conversation is put away."""
        kept = self._ctx.state.text(_AFTER, NEXT)
        return kept if kept in dict(AFTER) else NEXT

    def set_after(self, key: str) -> None:
        self._ctx.state.put(_AFTER, key)
        self._ctx.actions.refresh()

    # Messages

    def on_asked(self, verb: Verb, head: MessageHead) -> None:
        """A button or a link of a message was pressed."""
        screen = self._screen
        if verb is Verb.REPLY:
            self._answer(head, How.REPLY)
        elif verb is Verb.MORE:
            self.message_menu(head).popup(QCursor.pos())
        elif verb is Verb.SAVE_ALL:
            screen.files.save_all(screen.thread.attachments(head.id))
        elif verb is Verb.TRUST_SENDER:
            self.trust_pictures(head.from_email, True)
        elif verb is Verb.SNOOZE:
            self._snooze_shown()
        elif verb is Verb.SNOOZE_UNTIL_BACK:
            self._snooze_until_back(head)
        elif verb is Verb.ADD_MEETING:
            self._add_meeting(head)

    def message_menu(self, head: MessageHead) -> QMenu:
        """What can be done with one message."""
        theme, screen = self._ctx.theme, self._screen
        menu = QMenu(screen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("Message"))

        def add(words: str, icon: str, do: Callable[[], None], on: bool = True) -> None:
            action = menu.addAction(theme.icon(icon), words) if icon else menu.addAction(words)
            action.setEnabled(on)
            action.triggered.connect(lambda _on=False: do())

        add(tr("&Reply"), "ph.arrow-bend-up-left", lambda: self._answer(head, How.REPLY))
        add(tr("Reply to &all"), "ph.arrow-bend-double-up-left",
            lambda: self._answer(head, How.REPLY_ALL))  # fmt: skip
        add(tr("&Forward"), "ph.arrow-bend-up-right", lambda: self._answer(head, How.FORWARD))
        files = screen.thread.attachments(head.id)
        if files:
            menu.addSeparator()
            add(tr("Save all a&ttachments…"), "ph.download-simple",
                lambda: screen.files.save_all(files))  # fmt: skip
        if not head.outbound and head.from_email and screen.thread.shows_remote(head.id):
            menu.addSeparator()
            add(tr("Always &show pictures from this sender"), "ph.image",
                lambda: self.trust_pictures(head.from_email, True))  # fmt: skip
            add(tr("&Block pictures from this sender"), "",
                lambda: self.trust_pictures(head.from_email, False))  # fmt: skip
        menu.addSeparator()
        add(tr("Show &original…"), "ph.code", lambda: self.show_original(head.id), head.has_raw)
        add(tr("Save &message as…"), "ph.envelope-simple",
            lambda: screen.files.save_message(head.id), head.has_raw)  # fmt: skip
        return menu

    def conversation_menu(self) -> QMenu:
        """What else can be done with the conversation that is shown."""
        actions = self._ctx.actions
        menu = QMenu(self._screen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(tr("Conversation"))
        for group in (
            ("inbox.reply", "inbox.reply_all", "inbox.forward"),
            ("inbox.flag", "inbox.bring_back", "inbox.make_lead"),
            ("inbox.original", "inbox.save_message"),
        ):
            menu.addSeparator()
            for name in group:
                if actions.get(name).enabled_when():
                    menu.addAction(actions.qaction(name))
        menu.addSeparator()
        then = menu.addMenu(tr("After archiving or snoozing, show"))
        for key, _words in AFTER:
            then.addAction(actions.qaction(f"inbox.after_{key}"))
        return menu

    def trust_pictures(self, address: str, on: bool) -> None:
        service, thread = self._service, self._screen.thread
        self._ctx.ops.run_command(
            self,
            lambda: service.trust_pictures(address, on),
            lambda _changes: thread.read_again(address),
        )

    def show_original(self, message: UUID) -> None:
        """The message as it came, in a window of its own."""
        from desktop_app.ui.inbox.original import OriginalView

        service, screen = self._service, self._screen

        def show(original: Any) -> None:
            view = OriginalView(self._ctx, screen, original)
            view.save_wanted.connect(lambda: screen.files.save_message(message))
            view.open()

        self._ctx.ops.run_query(
            self, lambda: service.original(message), show, self._ctx.notices.error
        )

    def _answer(self, head: MessageHead, how: How) -> None:
        talk = self._screen.thread.conversation
        if talk is not None:
            open_reply(self._ctx, talk.row.id, head.id, how)

    def _snooze_shown(self) -> None:
        """A message asks for it: its conversation is meant, whatever is checked."""
        talk = self._screen.thread.conversation
        if talk is not None:
            self._ask_until(_only(talk.row.id), talk.row)

    def _snooze_until_back(self, head: MessageHead) -> None:
        """The morning of the day on which the author is back, on the rep's clock."""
        back = next((s.returns_on for s in head.signals if s.returns_on is not None), None)
        talk = self._screen.thread.conversation
        if back is None or talk is None:
            return
        until = datetime.combine(back, MORNING, self._ctx.zone).astimezone(UTC)
        service, one = self._service, [talk.row.id]
        self._ctx.ops.run_command(self, lambda: service.snooze(one, until))

    def _add_meeting(self, head: MessageHead) -> None:
        """The meeting that a message proposes, as an action of its lead."""
        actions = self._ctx.services.actions
        self._ctx.ops.run_command(self, lambda: actions.add_meeting(head.id))

    # What comes back

    def wait_for_return(self) -> None:
        """Have the list read anew when the next snoozed conversation is due."""
        self._ctx.ops.run_query(self, self._service.next_return, self._on_next, key="return")

    def _on_next(self, due: datetime | None) -> None:
        if due is None:
            self._due.stop()
            return
        left = (due - self._ctx.clock()) / timedelta(milliseconds=1)
        self._due.start(max(50, min(_LONGEST, int(left) + 50)))

    def _on_due(self) -> None:
        self._screen.refresh()


def _only(conversation: UUID) -> Choice:
    ids = IdList.of([conversation])
    return Choice(lambda: ids, 1, (conversation,), False)
