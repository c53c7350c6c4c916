"""The Inbox's rows in the sidebar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from desktop_app.domain.inbox import ConversationQuery, InboxBox, InboxCounts
from desktop_app.domain.language import tr
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.outgoing import OutboxCounts
from desktop_app.ui.shell.screens import SideRow, SideSection

BOX_TITLES = {
    InboxBox.ALL: tr("All inboxes"),
    InboxBox.WAITING: tr("Waiting on them"),
    InboxBox.SNOOZED: tr("Snoozed"),
    InboxBox.SENT: tr("Sent"),
    InboxBox.ARCHIVE: tr("Archive", "folder"),
}
_ICONS = {
    InboxBox.ALL: "ph.stack",
    InboxBox.WAITING: "ph.hourglass-medium",
    InboxBox.SNOOZED: "ph.clock",
    InboxBox.SENT: "ph.arrow-up-right",
    InboxBox.ARCHIVE: "ph.archive-box",
}


DRAFTS, SCHEDULED, OUTBOX = "drafts", "scheduled", "outbox"
"""The keys of boxes of mails, which are no conversations."""


ADD_MAILBOX = tr("Add mailbox")
_DOTS = ("accent.solid", "semantic.info.solid", "semantic.warning.solid", "semantic.ai.fg")


def key_of(query: ConversationQuery) -> str:
    """The key of the row that stands for a question."""
    return query.box.value if query.mailbox is None else str(query.mailbox)


def question_of(key: str) -> ConversationQuery:
    """What the list shows for a row of the sidebar."""
    if key in BOX_TITLES:
        return ConversationQuery(InboxBox(key))
    return ConversationQuery(mailbox=UUID(key))


def mailbox_section(mailboxes: Sequence[Mailbox], unread: Mapping[UUID, int]) -> SideSection:
    """The mailboxes, each with a dot of its own and how much of it is unread."""
    rows = tuple(
        SideRow(
            str(each.id),
            each.address,
            "",
            unread.get(each.id),
            _DOTS[number % len(_DOTS)],
        )
        for number, each in enumerate(mailboxes)
    )
    return SideSection(tr("Mailboxes"), rows, ADD_MAILBOX)


def sections(
    counts: InboxCounts | None, drafts: int = 0, outbox: OutboxCounts | None = None
) -> tuple[SideSection, ...]:
    """The boxes with their figures, as far as they are known."""
    outbox = outbox or OutboxCounts()
    leaving = outbox.going + outbox.waiting + outbox.look
    figures = {}
    if counts is not None:
        figures = {InboxBox.ALL: counts.unread, InboxBox.WAITING: counts.waiting}
        figures[InboxBox.SNOOZED] = counts.snoozed
    rows = [
        SideRow(box.value, title, _ICONS[box], figures.get(box) or None)
        for box, title in BOX_TITLES.items()
    ]
    rows[3:3] = [
        SideRow(SCHEDULED, tr("Scheduled"), "ph.calendar-blank", outbox.scheduled or None),
        SideRow(DRAFTS, tr("Drafts"), "ph.pencil-simple", drafts or None),
        SideRow(OUTBOX, tr("Outbox"), "ph.paper-plane-tilt", leaving or None),
    ]
    return (SideSection(tr("Mail"), tuple(rows)),)
