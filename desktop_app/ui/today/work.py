"""What is done to actions: to those that are checked, or else to the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.domain.actions import COMMON_TYPES, Action, Priority, type_words
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.domain.meetings import is_meeting
from desktop_app.domain.outgoing import Draft, How
from desktop_app.domain.snoozes import usual_times
from desktop_app.domain.today import DraftKind, QueueRow
from desktop_app.domain.typed_times import read_moment, write_moment
from desktop_app.ui.composer.actions import desk_of, open_new, open_reply, open_with_draft
from desktop_app.ui.inbox.snooze_popover import SnoozePopover
from desktop_app.ui.leads.action_dialog import ActionDialog, ask_action
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.leads.words import moment_briefly
from desktop_app.ui.moment_popover import MomentPopover
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below

if TYPE_CHECKING:
    from desktop_app.ui.today.screen import TodayScreen


class Work(QObject):
    """The commands of Today."""

    def __init__(self, ctx: Context, screen: TodayScreen) -> None:
        super().__init__(screen)
        self._ctx = ctx
        self._screen = screen
        self._service = ctx.services.actions
        self.popover: MomentPopover | None = None
        self.dialog: ActionDialog | None = None

    # What is chosen

    @property
    def some(self) -> bool:
        return bool(self._screen.checking.count) or self._screen.list.view.current_id is not None

    @property
    def some_open(self) -> bool:
        """Whether there may be something among it that is still to be done."""
        row = self._screen.row
        return bool(self._screen.checking.count) or (row is not None and row.is_open)

    @property
    def one_open(self) -> bool:
        row = self._screen.row
        return not self._screen.checking.count and row is not None and row.is_open

    def _chosen(self) -> Chosen | None:
        chosen = self._screen.checking.chosen()
        if chosen is not None:
            # Asked once: what comes into the list later was not chosen.
            return Chosen(cache(chosen.resolve), chosen.count)
        current = self._screen.list.view.current_id
        return Chosen.one(current) if current is not None else None

    # Commands

    def complete(self) -> None:
        """D."""
        self._do(self._service.complete)

    def complete_row(self, row: int) -> None:
        """A circle was pressed: that action is done, or, where it was, open again."""
        wanted, found = self._screen.list.model.id_at(row), self._screen.list.model.row_at(row)
        if wanted is None or not isinstance(found, QueueRow):
            return
        command = self._service.complete if found.is_open else self._service.reopen
        self._ctx.ops.run_command(self, lambda: command([wanted]))

    def cancel(self) -> None:
        self._do(self._service.cancel)

    def reopen(self) -> None:
        self._do(self._service.reopen)

    def start(self) -> None:
        """S: begun, or where it is, not begun."""
        row = self._screen.row
        begun = not self._screen.checking.count and row is not None and row.status == "in_progress"
        self._do(self._service.stop if begun else self._service.start)

    def set_priority(self, priority: Priority) -> None:
        self._do(lambda ids: self._service.set_priority(ids, priority))

    def snooze(self, anchor: QWidget | None = None) -> None:
        """H: ask until when, for what is chosen now."""
        chosen = self._chosen()
        if chosen is None:
            return
        checked = bool(self._screen.checking.count)
        popover = SnoozePopover(self._ctx, self._screen)
        popover.chosen.connect(lambda until: self.snooze_until(until, chosen))
        button = self._screen.checking.bar.snooze if checked else self._screen.panel.snooze
        if not button.isVisible():
            button = self._screen.list.new
        self._open(popover, anchor or button)

    def snooze_until(self, until: datetime, chosen: Chosen | None = None) -> None:
        """Have something due at a moment (aware); without a choice what is chosen now."""
        self._do(lambda ids: self._service.snooze(ids, until), chosen)

    def ask_due(self, anchor: QWidget) -> None:
        """Another moment for the action that is shown."""
        row = self._screen.row
        if row is None:
            return
        now = self._ctx.now()
        popover = MomentPopover(
            self._ctx, self._screen, tr("Due"), tr("thu 2pm, in 3 working days, end of month"),
            [(said, write_moment(moment, now), moment) for said, moment in usual_times(now)],
            read=read_moment, refuse=lambda _moment, _now: "", more=[("none", tr("At any time"))],
        )  # fmt: skip
        popover.chosen.connect(lambda due: self._edit(row.id, due=due))
        popover.more_chosen.connect(lambda _key: self._edit(row.id, due=None))
        self._open(popover, anchor)

    def ask_type(self, anchor: QWidget) -> None:
        """Another type for the action that is shown: the usual ones, and those in use."""
        row, service = self._screen.row, self._ctx.services.today
        if row is None:
            return
        self._ctx.ops.run_query(
            self,
            service.types,
            lambda found: self._offer_types(anchor, row, found),
            self._ctx.notices.error,
            key="types",
        )

    def _offer_types(self, anchor: QWidget, row: QueueRow, found: Sequence[str]) -> None:
        if self._screen.row is None or self._screen.row.id != row.id:
            return
        menu = self._menu(tr("Type"))
        for each in dict.fromkeys((*COMMON_TYPES, row.type, *found)):
            action = menu.addAction(type_words(each))
            action.setCheckable(True)
            action.setChecked(each == row.type)
            action.triggered.connect(lambda _on=False, kind=each: self._edit(row.id, type_=kind))
        place = self._screen.panel.kind or anchor
        popup_below(menu, place)

    def save_text(self, action_id: UUID, typed: str) -> None:
        """What an action says is to be done; what cannot be saved stays, with the reason."""
        service, panel = self._service, self._screen.panel

        def refused(error: Exception) -> None:
            fault = Fault.of(error)
            why = f"{fault.title} {fault.advice}".strip()
            if not panel.text_refused(action_id, typed, why):
                self._ctx.notices.error(fault)

        self._ctx.ops.run_command(
            self, lambda: service.edit(action_id, text=typed),
            lambda _done: panel.text_saved(action_id), refused,
        )  # fmt: skip

    def ask_priority(self, anchor: QWidget) -> None:
        menu = self._menu(tr("Priority"))
        for each in Priority:
            menu.addAction(self._ctx.actions.qaction(f"today.priority_{each}"))
        popup_below(menu, anchor)

    def more(self, anchor: QWidget) -> None:
        """What else can be done with the action that is shown."""
        actions = self._ctx.actions
        actions.refresh()
        menu = self._menu(tr("Action"))
        for group in (
            ("done_next", "start", "reopen", "cancel"), ("edit",), ("conversation",),
            ("calendar", "invite"),
        ):  # fmt: skip
            menu.addSeparator()
            for name in group:
                if actions.get(f"today.{name}").enabled_when():
                    menu.addAction(actions.qaction(f"today.{name}"))
        popup_below(menu, anchor)

    # Dialogs

    def new(self) -> None:
        """A: a new action, with the lead of the current one where it has one."""
        self.dialog = ask_action(self._ctx, self._screen, None, "")

    def edit(self) -> None:
        row = self._screen.row
        if row is None:
            return
        action = Action(
            row.id, row.type, row.status, row.priority, row.due, row.text, row.lead_id, row.company
        )
        lead = ", ".join(filter(None, (row.contact, row.company)))
        self.dialog = ask_action(self._ctx, self._screen, row.lead_id, lead, action=action)

    def complete_with_next(self) -> None:
        """Shift+D: it is done, and this is what follows."""
        row = self._screen.row
        if row is not None:
            lead = ", ".join(filter(None, (row.contact, row.company)))
            self.dialog = ask_action(self._ctx, self._screen, row.lead_id, lead, after=row.id)

    # Mail

    def reply(self) -> None:
        """R: go on with the draft, take up what a model proposes, or answer."""
        detail = self._screen.detail
        if detail is None:
            return
        message, draft = detail.message, detail.draft
        if draft is not None and draft.kind is DraftKind.OWN:
            desk_of(self._ctx).open_draft(draft.id)
        elif message is None:
            if detail.row.lead_id is not None:
                open_new(self._ctx, detail.row.lead_id)
        elif draft is None:
            open_reply(self._ctx, message.conversation_id, message.answers, How.REPLY)
        else:
            open_with_draft(self._ctx, message.conversation_id, message.answers)

    def open_conversation(self) -> None:
        detail = self._screen.detail
        if detail is not None and detail.message is not None:
            self._ctx.open_conversation(detail.message.conversation_id)

    def add_meeting(self) -> None:
        """The meeting that is proposed in the conversation, as an action."""
        detail = self._screen.detail
        if detail is not None and detail.invitation is not None:
            service, asked = self._service, detail.invitation.email_id
            self._ctx.ops.run_command(self, lambda: service.add_meeting(asked))

    @property
    def can_invite(self) -> bool:
        """Whether it is a meeting to which its lead can be invited."""
        detail = self._screen.detail
        if detail is None or not detail.lead_email or detail.row.lead_id is None:
            return False
        row = detail.row
        return row.is_open and is_meeting(row.type) and row.due is not None

    def send_invitation(self) -> None:
        """A new mail to the lead with the meeting as a calendar file, open in a composer."""
        detail = self._screen.detail
        if detail is None or not self.can_invite:
            return
        services, row, desk = self._ctx.services, detail.row, desk_of(self._ctx)
        lead, due = row.lead_id, row.due
        if lead is None or due is None:
            return
        when = moment_briefly(self._ctx.local(due), self._ctx.now())
        words = f"{row.title}\n{when} ({self._ctx.services.user.timezone})\n\n"

        def begin() -> Draft:
            content = services.today.meeting_file(row.id)
            return services.drafts.begin_with_file(
                lead, tr("Invitation: {title}", title=row.title), words,
                f"{file_name(row.title)}.ics",
                "text/calendar", content,
            )  # fmt: skip

        self._ctx.ops.run_query(
            self, begin, lambda draft: desk.open_draft(draft.id), self._ctx.notices.error
        )

    def save_meeting(self) -> None:
        """Ask where, then write the meeting there as a calendar file."""
        row = self._screen.row
        if row is None:
            return
        dialog = QFileDialog(self._screen, tr("Save for a calendar"), f"{file_name(row.title)}.ics")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write_meeting(row.id, Path(chosen)))
        dialog.open()

    def write_meeting(self, action_id: UUID, target: Path) -> None:
        """Write a meeting as a calendar file."""
        service, notices = self._ctx.services.today, self._ctx.notices

        def write() -> None:
            content = service.meeting_file(action_id)
            try:
                target.write_bytes(content)
            except OSError as error:
                raise KnownError(
                    tr("{name} could not be saved.", name=target.name),
                    f"{error.strerror or error}.",
                ) from error

        self._ctx.ops.run_query(
            self,
            write,
            lambda _none: notices.say(tr("Saved {name}", name=target.name)),
            notices.error,
        )

    # Inside

    def _do(self, command: Callable[[IdList], Changes], chosen: Chosen | None = None) -> None:
        chosen = chosen or self._chosen()
        if chosen is None:
            return
        ids = chosen.resolve
        self._screen.checking.clear()
        self._ctx.ops.run_command(self, lambda: command(ids()))

    def _edit(self, action_id: UUID, **changed: Any) -> None:
        self._ctx.ops.run_command(self, lambda: self._service.edit(action_id, **changed))

    def _open(self, popover: MomentPopover, anchor: QWidget) -> None:
        popover.closed.connect(popover.deleteLater)
        self.popover = popover
        popover.show_below(anchor)
        popover.line.setFocus()

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._screen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(name)
        return menu


def file_name(title: str) -> str:
    """A title as a name that every system takes."""
    kept = "".join(each if each.isalnum() or each in " -_" else " " for each in title)
    return " ".join(kept.split())[:80] or tr("Meeting")
