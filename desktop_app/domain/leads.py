"""Leads as the views see them, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.domain.lead_filters import Group, SortKey


class LeadStatus(StrEnum):
    """The closed list of ``leads.status``, warmest first."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"

    @classmethod
    def standing(cls, word: str) -> LeadStatus:
        """The status of a row; a word that the list does not have, which only a table without
        its constraint can hold, counts as cold."""
        return cls(word) if word in cls.__members__.values() else cls.COLD


@dataclass(frozen=True, slots=True)
class LeadQuery:
    """Which leads, in which order.

    Args:
        text: words as typed; each must begin a word of company, contact, e-mail address,
            industry, phone or website (accents and case do not count).
        where: chips; all must hold beside the words.
        sort: the levels of the order; what never happened or is empty comes last.
    """

    text: str = ""
    where: Group = field(default_factory=Group)
    sort: tuple[SortKey, ...] = (SortKey("last_contact", descending=True),)


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One row of the table of leads: what its columns can show.

    ``custom`` holds the values of custom fields by their key, as ``leads.metadata`` has them.
    """

    id: UUID
    company: str
    contact_name: str
    email: str
    status: LeadStatus
    last_contact_at: datetime | None
    suggestion: str
    has_draft: bool
    phone: str = ""
    website: str = ""
    industry: str = ""
    company_size: str = ""
    last_message: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    last_inbound_at: datetime | None = None
    last_outbound_at: datetime | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """A whole lead, for its panel. ``metadata`` holds custom fields and further addresses."""

    id: UUID
    company: str
    contact_name: str
    email: str
    phone: str
    website: str
    industry: str
    company_size: str
    status: LeadStatus
    last_message: str
    last_contact_at: datetime | None
    days_since_contact: int
    suggestion: str
    has_draft: bool
    created_at: datetime
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead about to be made or changed; empty strings mean "not given"."""

    company: str
    contact_name: str
    email: str
    phone: str = ""
    website: str = ""
    industry: str = ""
    company_size: str = ""
    status: LeadStatus = LeadStatus.WARM
    metadata: Mapping[str, Any] = field(default_factory=dict)


class TimelineKind(StrEnum):
    """What an entry of a lead's timeline tells of."""

    RECEIVED = "received"
    SENT = "sent"
    ACTION = "action"
    INSIGHT = "insight"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of a lead's timeline, newest first.

    ``title`` is the bold beginning ("Ines replied"), ``detail`` follows it ("Pilot for line 3"),
    ``text`` is the second line; ``conversation_id`` opens the mail behind it.
    """

    id: UUID
    kind: TimelineKind
    at: datetime
    title: str
    detail: str
    text: str
    subtype: str = ""
    confidence: float | None = None
    conversation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LeadTimeline:
    """A page of the timeline and the figures of the panel's tabs."""

    entries: tuple[TimelineEntry, ...]
    emails: int
    actions: int
    insights: int
    more: bool


@dataclass(frozen=True, slots=True)
class LeadView:
    """A view of the sidebar: a name, an icon's role, a query and how many leads it has."""

    key: str
    name: str
    query: LeadQuery
    count: int
