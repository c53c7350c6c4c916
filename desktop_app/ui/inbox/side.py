"""The sidebar of the Inbox, kept in step: boxes and mailboxes with their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.inbox import InboxBox, InboxCounts
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.outgoing import OutboxCounts
from desktop_app.ui.inbox import boxes
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import SideModel


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sidebar tells.

    Args:
        unread: messages by mailbox; mailboxes without any are left out.
    """

    counts: InboxCounts
    drafts: int
    outbox: OutboxCounts
    mailboxes: Sequence[Mailbox]
    unread: Mapping[UUID, int]


class InboxSide(SideModel):
    """The rows of the Inbox's sidebar.

    Signals:
        counted: Figures, read anew.
    """

    counted = Signal(object)

    def __init__(self, ctx: Context, owner: QObject) -> None:
        super().__init__(owner)
        self._ctx = ctx
        self.set(boxes.sections(None), current=InboxBox.ALL.value)

    def recount(self) -> None:
        """Read the figures anew, in the background."""
        services = self._ctx.services

        def read() -> Figures:
            return Figures(
                services.conversations.counts(),
                services.drafts.count(),
                services.outbox.figures(),
                services.mailboxes.list(),
                services.conversations.unread_by_mailbox(),
            )

        self._ctx.ops.run_query(self, read, self._on_figures, key="counts")

    def _on_figures(self, found: Figures) -> None:
        listed = boxes.sections(found.counts, found.drafts, found.outbox)
        self.set((*listed, boxes.mailbox_section(found.mailboxes, found.unread)))
        self.counted.emit(found)
