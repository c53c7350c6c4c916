"""Leads as the board shows them: cards in columns, and where one lands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop_app.domain.ids import IdList
from desktop_app.domain.leads import LeadStatus


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is to be done next with a lead: of its open actions the one that is due first.

    Args:
        type: "follow_up", "meeting" and the like; the list is open.
        due: UTC and aware, or None for one without a date.
        priority: "low", "medium" or "high".
    """

    type: str
    text: str
    due: datetime | None
    priority: str


@dataclass(frozen=True, slots=True)
class LeadCard:
    """A lead as its card on the board shows it.

    Args:
        said: the beginning of the newest message, or "".
        said_by_rep: whether the rep wrote it.
    """

    id: UUID
    company: str
    contact_name: str
    email: str
    status: LeadStatus
    last_contact_at: datetime | None
    has_draft: bool
    said: str = ""
    said_by_rep: bool = False
    next_action: NextAction | None = None


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The beginning of a column of the board: its first leads, and their cards."""

    status: LeadStatus
    ids: IdList
    cards: tuple[LeadCard, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a lead lands in a list: before the row ``row`` that the list has without it."""

    lead_id: UUID
    row: int
