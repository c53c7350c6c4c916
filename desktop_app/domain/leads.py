"""Leads as the views see them, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_filters import (
    Condition,
    Group,
    Op,
    SortKey,
    filter_document,
    filter_of,
)


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

    def in_status(self, status: LeadStatus) -> LeadQuery:
        """The same question, of the leads with one status: a column of the board. Empty where
        the question leaves that status out."""
        only = Group((Condition("status", Op.ANY_OF, (status.value,)),))
        return replace(self, where=self.where.and_also(only))


def query_document(query: LeadQuery) -> dict[str, Any]:
    """A query, JSON-ready; :func:`query_of` reads it back."""
    return {
        "text": query.text,
        "where": filter_document(query.where),
        "sort": [{"field": key.field, "descending": key.descending} for key in query.sort],
    }


def query_of(document: Mapping[str, Any]) -> LeadQuery:
    """A stored query.

    Raises:
        KnownError: it is none, or a newer Outpost wrote it.
    """
    try:
        return LeadQuery(
            str(document["text"]),
            filter_of(document["where"]),
            tuple(
                SortKey(str(key["field"]), bool(key.get("descending"))) for key in document["sort"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnownError(
            "What was asked for cannot be read.", "A newer Outpost may have written it."
        ) from error


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
