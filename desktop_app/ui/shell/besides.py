"""What is laid over the right of any screen: a lead or a conversation, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop_app.ui.shell.context import Context

if TYPE_CHECKING:
    from desktop_app.ui.inbox.beside import ConversationBeside
    from desktop_app.ui.shell.beside import Beside, LeadBeside


class Besides:
    """Makes each when it is first wanted: no start pays for them.

    Args:
        over: what they are laid over.
    """

    def __init__(self, ctx: Context, over: QWidget) -> None:
        self._ctx = ctx
        self._over = over
        self._lead: LeadBeside | None = None
        self._conversation: ConversationBeside | None = None

    def show_lead(self, lead_id: UUID) -> None:
        """Show a lead beside what one is at."""
        if self._lead is None:
            from desktop_app.ui.shell.beside import LeadBeside

            self._lead = LeadBeside(self._ctx, self._over)
        self.shut(but=self._lead)
        self._lead.show_lead(lead_id)

    def show_conversation(self, wanted: UUID) -> None:
        """Show a conversation beside what one is at."""
        if self._conversation is None:
            from desktop_app.ui.inbox.beside import ConversationBeside

            self._conversation = ConversationBeside(self._ctx, self._over)
        self.shut(but=self._conversation)
        self._conversation.show_conversation(wanted)

    def shut(self, but: Beside | None = None) -> bool:
        """Put away what stands beside; whether anything did."""
        both: tuple[Beside | None, ...] = (self._lead, self._conversation)
        stood = [each for each in both if each is not None and each is not but and each.is_open]
        for each in stood:
            each.shut()
        return bool(stood)

    def remember(self) -> None:
        """Put away what was typed there."""
        if self._lead is not None:
            self._lead.remember()
