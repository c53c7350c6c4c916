"""The right side: an action, the last message, the answer that is prepared, what to do."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.actions import type_words
from desktop_app.domain.language import clocked, numeral, tr
from desktop_app.domain.meetings import Invited
from desktop_app.domain.snoozes import moment_words
from desktop_app.domain.today import (
    ActionDetail,
    ActionDraft,
    ActionMessage,
    DraftKind,
    QueueRow,
    origin_of,
    undo_of,
)
from desktop_app.domain.writing import tone_words
from desktop_app.ui.day_names import MONTHS
from desktop_app.ui.inbox.bands import when_words
from desktop_app.ui.inbox.pieces import Header
from desktop_app.ui.leads.due import due_words, is_late
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import sides
from desktop_app.ui.today import words
from desktop_app.ui.today.action_text import ActionText
from desktop_app.ui.today.pieces import Framed, PriorityBars, StatusPill
from desktop_app.ui.widgets.buttons import Button, Look, Size, icon_button
from desktop_app.ui.widgets.labels import ElidedLabel, Face, Glyph, Link, Paragraph, hairline, label
from desktop_app.ui.widgets.layouts import clear
from desktop_app.ui.widgets.scroll import scrolling

_PADDING = 20
# Quoted lines, with the line that introduces them ("On 18 November Ines wrote:").
_QUOTED = re.compile(r"(?m)(?:^[^\n>]{1,200}:[ \t]*\n\s*)?^>")


class ActionPanel(QWidget):
    """One action with all that one has to know to do it.

    Signals:
        step_wanted: +1 or -1: another action of the list.
        closed: the panel is not wanted.
        more_wanted, type_wanted, due_wanted, priority_wanted: a button; a menu opens at it.
        text_typed: the id of the action, and what was typed.
        meeting_wanted: the meeting that is proposed is to be an action.
        undo_wanted: the journal's entry of what became of a meeting.
        asked: the id of an action of the registry.
        lead_pressed: the id of the lead.
    """

    step_wanted = Signal(int)
    closed = Signal()
    more_wanted = Signal(object)
    type_wanted = Signal(object)
    due_wanted = Signal(object)
    priority_wanted = Signal(object)
    text_typed = Signal(object, str)
    meeting_wanted = Signal()
    undo_wanted = Signal(object)
    asked = Signal(str)
    lead_pressed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.detail: ActionDetail | None = None
        self.text: ActionText | None = None
        self._shown: UUID | None = None
        self._painted: ActionDetail | None = None
        self._unsaved: dict[UUID, tuple[str, str]] = {}
        self.setProperty("ground", "canvas")
        self.setAccessibleName(tr("Action"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        holder = QWidget()
        self._body = QVBoxLayout(holder)
        self._body.setContentsMargins(_PADDING, 16, _PADDING, 16)
        self._body.setSpacing(0)
        column.addWidget(scrolling(holder), 1)
        self._line = hairline()
        column.addWidget(self._line)
        column.addWidget(self._make_foot())
        ctx.theme.changed.connect(self._renew)
        self.show_detail(None)

    # What is shown

    def show_place(self, place: int, total: int) -> None:
        """Which action of how many it is."""
        self._place.set_text(
            tr("{place} of {total}", place=numeral(place), total=numeral(total)) if place else ""
        )

    def show_detail(self, detail: ActionDetail | None) -> None:
        """Show an action; None for none. A text that is being typed is not taken away: news of its
        action is shown when it ends, and before another action is shown it is saved."""
        same = detail is not None and detail.row.id == self._shown
        self.detail = detail
        if self.text is not None and self.text.editing:
            if same:
                return
            self.finish_typing()
        focused = same and self.text is not None and self.text.words.hasFocus()
        self._shown = detail.row.id if detail is not None else None
        self._painted, self.text = detail, None
        clear(self._body)
        self._foot.setVisible(detail is not None)
        self._line.setVisible(detail is not None)
        self.more.setEnabled(detail is not None)
        if detail is None:
            self._place.set_text("")
            nothing = label(tr("Choose an action to see what it is about."), "secondary", wrap=True)
            self._body.addWidget(nothing)
            self._body.addStretch()
            return
        row = detail.row
        for each in (self.complete, self.snooze, self.cancel):
            each.setVisible(row.is_open)
        self.reopen.setVisible(not row.is_open)
        self._show_action(row)
        self._show_facts(detail)
        if detail.message is not None:
            self._show_message(detail.message)
        if detail.invitation is not None:
            self._show_invitation(detail.invitation)
        if detail.draft is not None:
            self._show_draft(detail.draft)
        self._show_buttons(detail)
        self._body.addStretch()
        if focused and self.text is not None and not self.text.editing:
            self.text.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_typing(self) -> None:
        """Save what is being typed."""
        if self.text is not None:
            self.text.commit()

    def text_saved(self, action_id: UUID) -> None:
        self._unsaved.pop(action_id, None)

    def text_refused(self, action_id: UUID, typed: str, why: str) -> bool:
        """A text could not be saved: it stays in its field with the reason, also when another
        action was looked at meanwhile. Whether that can be seen."""
        self._unsaved[action_id] = (typed, why)
        if self._shown != action_id or self.text is None:
            return False
        self.text.begin(typed, why)
        return True

    def _renew(self) -> None:
        self.show_detail(self.detail)

    # Parts

    def _make_head(self) -> QWidget:
        theme = self._ctx.theme
        head = Header(self._ctx, left=14)
        up = icon_button(theme, "ph.caret-up", tr("Previous action"), key="K")
        up.clicked.connect(lambda: self.step_wanted.emit(-1))
        down = icon_button(theme, "ph.caret-down", tr("Next action"), key="J")
        down.clicked.connect(lambda: self.step_wanted.emit(1))
        self._place = ElidedLabel(theme, "", ink="text.secondary")
        self.more = icon_button(theme, "ph.dots-three", tr("More"))
        self.more.clicked.connect(lambda: self.more_wanted.emit(self.more))
        close = icon_button(theme, "ph.x", tr("Close the panel"))
        close.clicked.connect(self.closed)
        head.row.addWidget(up)
        head.row.addWidget(down)
        head.row.addSpacing(6)
        head.row.addWidget(self._place, 1)
        head.row.addWidget(self.more)
        head.row.addWidget(close)
        return head

    def _make_foot(self) -> QWidget:
        theme = self._ctx.theme
        self._foot = QWidget()
        self._ctx.notices.stand_above(self._foot)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(_PADDING, 12, _PADDING, 12)
        row.setSpacing(6)
        self.complete = Button(theme, tr("Complete"), icon="ph.check", key="D")
        self.snooze = Button(theme, tr("Snooze"), icon="ph.clock", key="H")
        self.cancel = Button(theme, tr("Cancel action"), look=Look.GHOST)
        self.reopen = Button(theme, tr("Open again"), icon="ph.arrow-u-up-left")
        for button, name in (
            (self.complete, "today.done"), (self.snooze, "today.snooze"),
            (self.reopen, "today.reopen"), (self.cancel, "today.cancel"),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, each=name: self.asked.emit(each))
            if button is self.cancel:
                row.addStretch()
            row.addWidget(button)
        return self._foot

    def _show_action(self, row: QueueRow) -> None:
        theme = self._ctx.theme
        line = QHBoxLayout()
        line.setSpacing(6)
        kind = tr("Snoozed conversation") if row.is_snooze else type_words(row.type)
        self.kind: Button | None = None
        if row.is_snooze:
            line.addWidget(Glyph(theme, words.type_icon(row), "text.secondary"))
            line.addWidget(label(kind, "secondary"))
        else:
            self.kind = button = self._fact(kind, words.type_icon(row))
            button.setToolTip(tr("Change the type"))
            button.clicked.connect(lambda: self.type_wanted.emit(button))
            line.addWidget(button)
        line.addStretch()
        self._body.addLayout(line)
        self._body.addSpacing(4)
        self._body.addWidget(self._text_of(row, kind))
        _, said = origin_of(row.metadata)
        if said:
            self._body.addSpacing(4)
            self._body.addWidget(Paragraph(theme, said, font="small", ink="text.secondary"))
        if (entry := undo_of(row.metadata)) is not None:
            self.take_back = Link(theme, tr("Take that back"))
            self.take_back.activated.connect(lambda: self.undo_wanted.emit(entry))
            self._body.addWidget(self.take_back, alignment=Qt.AlignmentFlag.AlignLeft)
        self._body.addSpacing(12)

    def _text_of(self, row: QueueRow, kind: str) -> ActionText:
        self.text = text = ActionText(self._ctx.theme, row.text, kind)
        text.saved.connect(lambda typed: self.text_typed.emit(row.id, typed))
        text.ended.connect(lambda: self._on_text_ended(row.id))
        if row.id in self._unsaved:
            text.begin(*self._unsaved[row.id], take_focus=False)
        return text

    def _on_text_ended(self, action_id: UUID) -> None:
        """Show what came while somebody typed; Esc gives up what could not be saved."""
        self._unsaved.pop(action_id, None)
        if self._shown == action_id and self.detail is not self._painted:
            self.show_detail(self.detail)

    def _show_facts(self, detail: ActionDetail) -> None:
        row, theme = detail.row, self._ctx.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 78)
        grid.setColumnStretch(1, 1)
        at = 0
        if row.lead_id is not None:
            grid.addWidget(label(tr("Lead"), "secondary"), at, 0)
            grid.addWidget(self._lead(row), at, 1)
            at += 1
        grid.addWidget(label(tr("Due"), "secondary"), at, 0)
        self.due = self._fact(self._due_words(row), "ph.calendar-blank")
        self.due.setToolTip(tr("Change when it is due"))
        self.due.clicked.connect(lambda: self.due_wanted.emit(self.due))
        grid.addWidget(self.due, at, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(tr("Priority"), "secondary"), at + 1, 0)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(*sides(8, 0, 0, 0))
        line.setSpacing(0)
        line.addWidget(PriorityBars(theme, row.priority))
        self.priority = self._fact(row.priority.words, "")
        self.priority.setToolTip(tr("Change the priority"))
        self.priority.clicked.connect(lambda: self.priority_wanted.emit(self.priority))
        line.addWidget(self.priority)
        line.addStretch()
        grid.addWidget(holder, at + 1, 1)
        self._body.addLayout(grid)
        self._body.addSpacing(16)

    def _fact(self, said: str, icon: str) -> Button:
        return Button(self._ctx.theme, said, icon=icon, look=Look.GHOST, size=Size.SMALL)

    def _lead(self, row: QueueRow) -> QWidget:
        theme = self._ctx.theme
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(*sides(8, 0, 0, 0))
        line.setSpacing(4)
        name = row.company or row.contact
        line.addWidget(Face(theme, 20, name))
        button = Button(theme, name, look=Look.GHOST, size=Size.SMALL)
        button.setToolTip(tr("Open the lead"))
        button.clicked.connect(lambda: self.lead_pressed.emit(row.lead_id))
        line.addWidget(button)
        if row.company and row.contact:
            line.addWidget(ElidedLabel(theme, row.contact, ink="text.secondary"), 1)
        if row.lead_status is not None:
            line.addWidget(StatusPill(theme, row.lead_status.value))
        if not (row.company and row.contact):
            line.addStretch()
        return holder

    def _due_words(self, row: QueueRow) -> str:
        if row.due is None:
            return tr("At any time")
        due, now = self._ctx.local(row.due), self._ctx.now()
        late = row.is_open and is_late(due, now)
        said = (
            moment_words(due, now).replace("today ", "Today, ").replace("tomorrow ", "Tomorrow, ")
        )
        return (
            f"{said}  ({due_words(due, now).lower()})" if late and due.date() < now.date() else said
        )

    def _caption(self, title: str, right: str = "") -> None:
        line = QHBoxLayout()
        line.addWidget(label(title, "caption"))
        line.addStretch()
        if right:
            line.addWidget(label(right, "small"))
        self._body.addLayout(line)
        self._body.addSpacing(8)

    def _card(self, *, band: bool = False) -> tuple[QWidget, QVBoxLayout]:
        card = Framed(self._ctx.theme, band=band)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8 if band else 10, 12, 12)
        column.setSpacing(6)
        self._body.addWidget(card)
        self._body.addSpacing(18)
        return card, column

    def _show_message(self, message: ActionMessage) -> None:
        theme = self._ctx.theme
        at = self._ctx.local(message.at)
        self._caption(tr("Last message"), _when(at, self._ctx.now()))
        _, column = self._card()
        line = QHBoxLayout()
        line.setSpacing(8)
        who = tr("You") if message.outbound else message.who
        line.addWidget(Face(theme, 20, message.who, person=True))
        line.addWidget(ElidedLabel(theme, who, weight=500), 1)
        if message.file_count:
            line.addWidget(Glyph(theme, "ph.paperclip", "text.secondary"))
            line.addWidget(label(numeral(message.file_count), "secondary"))
        column.addLayout(line)
        column.addWidget(Paragraph(theme, _shortened(message.text), ink="text.secondary"))

    def _show_invitation(self, invited: Invited) -> None:
        """The meeting that is proposed there."""
        theme, signal = self._ctx.theme, invited.signal
        self._caption(tr("Invitation"))
        _, column = self._card()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Glyph(theme, "ph.calendar-blank", "text.secondary"))
        line.addWidget(ElidedLabel(theme, signal.said or tr("Meeting"), weight=500), 1)
        column.addLayout(line)
        when = when_words(signal, self._ctx.now(), self._ctx.zone)
        more = ", ".join(filter(None, (when, signal.place)))
        column.addWidget(Paragraph(theme, more, ink="text.secondary"))
        self.add_meeting = Button(theme, tr("Add to Today"), icon="ph.plus", size=Size.SMALL)
        self.add_meeting.clicked.connect(self.meeting_wanted)
        column.addWidget(self.add_meeting, alignment=Qt.AlignmentFlag.AlignLeft)

    def _show_draft(self, draft: ActionDraft) -> None:
        theme = self._ctx.theme
        self._caption(tr("Draft"))
        _, column = self._card(band=draft.kind is DraftKind.AI)
        line = QHBoxLayout()
        line.setSpacing(8)
        if draft.kind is DraftKind.AI:
            line.addWidget(Glyph(theme, "ph.sparkle-fill", "semantic.ai.fg"))
            said = tr("AI draft") + (f", {tone_words(draft.tone)}" if draft.tone else "")
            line.addWidget(ElidedLabel(theme, said, weight=500, ink="semantic.ai.fg"), 1)
        else:
            line.addWidget(Glyph(theme, "ph.pencil-simple", "text.secondary"))
            line.addWidget(ElidedLabel(theme, tr("Your draft"), weight=500), 1)
        column.addLayout(line)
        if draft.kind is DraftKind.AI:
            column.addSpacing(8)
        for part in draft.text.strip().split("\n\n")[:12]:
            column.addWidget(Paragraph(theme, part.strip()[:600]))

    def _show_buttons(self, detail: ActionDetail) -> None:
        theme = self._ctx.theme
        if detail.message is None and not detail.lead_email:
            return
        line = QHBoxLayout()
        line.setSpacing(6)
        said = tr("Review and send") if detail.draft is not None else tr("Reply")
        if detail.message is None:
            said = tr("Write")
        self.review = Button(theme, said, icon="ph.paper-plane-tilt", look=Look.PRIMARY, key="R")
        self.review.clicked.connect(lambda: self.asked.emit("today.reply"))
        line.addWidget(self.review)
        if detail.message is not None:
            talk = Button(theme, tr("Open conversation"), icon="ph.chat-text")
            talk.clicked.connect(lambda: self.asked.emit("today.conversation"))
            line.addWidget(talk)
        line.addStretch()
        holder = QWidget()
        holder.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._body.addWidget(holder)


def _when(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    if days == 0:
        return tr("Today {at}", at=clocked(at))
    if days == 1:
        return tr("Yesterday {at}", at=clocked(at))
    year = "" if at.year == now.year else f" {at.year}"
    return tr("{day} {month}{year}", day=at.day, month=MONTHS[at.month - 1], year=year)


def _shortened(text: str) -> str:
    """The beginning of a message on one line, without its signature and what it quotes."""
    own = _QUOTED.split(text, maxsplit=1)[0]
    flat = " ".join(re.split(r"\n--\s*\n", own if own.strip() else text, maxsplit=1)[0].split())
    return flat if len(flat) <= 400 else flat[:399] + "…"
