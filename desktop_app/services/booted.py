"""What the start brings to the window, made while the window's modules still load."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.domain.changes import Notice
    from desktop_app.domain.ids import IdList
    from desktop_app.domain.lead_fields import LeadFields
    from desktop_app.domain.lead_layout import TableLayout
    from desktop_app.domain.leads import LeadQuery, LeadRow
    from desktop_app.domain.setting_kinds import Value
    from desktop_app.domain.users import User

Say = Callable[[str], None]
"""Takes a short sentence about what is being done."""


@dataclass(frozen=True)
class Booted:
    """What the start brings to the window.

    Args:
        services: the door to everything (sign-in, and per user the rest).
        user: whose session this computer remembers, if any.
        locked: whether the session waits for its password before it shows anything.
        people: who could sign in; asked for only where there is no session.
        listen: given two callables (a :class:`Notice` came; the connection is lost or back:
            True or False), starts listening and returns what stops it. Both are called from
            a thread of its own.
        start_engine: starts the background process, if none runs.
        stop: leaves the database; called last, off the window's thread.
        settings: all of this computer's by their names, where they are others than when the
            window was made.
    """

    services: Any
    user: User | None
    locked: bool
    people: tuple[User, ...]
    listen: Callable[[Callable[[Notice], None], Callable[[bool], None]], Callable[[], None]]
    start_engine: Callable[[], None]
    stop: Callable[[], None]
    settings: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look ahead found: whose session stands here, unlocked, and their first leads.

    ``page`` answers ``query`` as `LeadService.first_page` does, ``layout`` is what
    `LeadLayoutService.load` says; ``written`` is what `Database.written` said before.
    """

    written: str
    user: User
    query: LeadQuery
    page: tuple[IdList, Sequence[LeadRow]]
    layout: tuple[TableLayout, LeadFields]
