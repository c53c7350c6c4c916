"""What a screen gets from the shell: everything it may use, and nothing global."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.zones import zone_or_utc
from desktop_app.ui.actions import Actions
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.theme import Themes


def _nowhere(*_args: Any) -> None:
    """Where a part is shown without a shell (tests), going elsewhere does nothing."""


@dataclass
class Context:
    """The shell's hands, given to every screen.

    Args:
        services: the UserServices of the signed-in user.
        theme: ``theme.now`` is the current look; ``theme.icon`` makes icons.
        ops: the door to background work.
        bus: news of changes.
        actions: where a screen registers its commands.
        notices: toasts and bands.
        state: remembered sizes and choices of the window.
        clock: the present moment, UTC and aware.
        open_conversation, open_lead, open_sequence: show one in its screen (by id).
        lead_beside, conversation_beside: show one (by id) beside what one is at.
        show_screen: switch to a screen by its key.
        show_leads: the leads that a :class:`~desktop_app.domain.leads.LeadQuery` asks for, in
            their screen.
        expect_jobs: watch jobs just asked for to their end.
        leave_screen: back from a screen that stands apart.
        hint: teach keys at the foot of the window: words, and keys pressed together; "" for none.
            It goes with the screen.
        entrance: the services before sign-in (``signin``, ``recovery``, ``oauth``).
        composing: the desk of composers, once somebody has written (``ui.composer.actions``).
        outgoing: what tells of mail that leaves, once something was sent (``ui.outbox.telling``).
        open_outbox: show the outbox, at a mail where one is given.
        network: knows whether there is one (``offline``, ``changed``); None where nobody asks.
        preferred, prefer: a setting of this computer by its name in ``domain.setting_table``; put
            on another value and remember it.
        choices: all of those settings, and the keys that they make (``ui.shell.choices``).
    """

    services: Any
    theme: Themes
    ops: Operations
    bus: ChangeBus
    actions: Actions
    notices: Notices
    state: UiState
    clock: Callable[[], datetime]
    open_conversation: Callable[[UUID], None] = field(default=_nowhere)
    open_lead: Callable[[UUID], None] = field(default=_nowhere)
    lead_beside: Callable[[UUID], None] = field(default=_nowhere)
    conversation_beside: Callable[[UUID], None] = field(default=_nowhere)
    open_sequence: Callable[[UUID], None] = field(default=_nowhere)
    show_screen: Callable[[str], None] = field(default=_nowhere)
    show_leads: Callable[[LeadQuery], None] = field(default=_nowhere)
    import_files: Callable[[], None] = field(default=_nowhere)
    expect_jobs: Callable[[Any], None] = field(default=_nowhere)
    leave_screen: Callable[[], None] = field(default=_nowhere)
    hint: Callable[[str, Sequence[Sequence[str]]], None] = field(default=_nowhere)
    entrance: Any = None
    composing: Any = None
    outgoing: Any = None
    open_outbox: Callable[[UUID | None], None] = field(default=_nowhere)
    network: Any = None
    preferred: Callable[[str], Any] = field(default=_nowhere)
    prefer: Callable[[str, Any], None] = field(default=_nowhere)
    choices: Any = None

    @property
    def zone(self) -> tzinfo:
        """The user's time zone; UTC where the name is not known here."""
        return zone_or_utc(self.services.user.timezone)

    def local(self, moment: datetime) -> datetime:
        """A moment of the database on the user's clock."""
        return moment.astimezone(self.zone)

    def now(self) -> datetime:
        """The present on the user's clock."""
        return self.clock().astimezone(self.zone)
