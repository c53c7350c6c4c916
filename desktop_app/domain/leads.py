"""Leads as the views see them, and the questions asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import mark, tr
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

    @property
    def words(self) -> str:
        """What stands on a label: "Hot"."""
        return tr(_LABELS[self])


_LABELS: Mapping[str, str] = {
    LeadStatus.HOT: mark("Hot"),
    LeadStatus.WARM: mark("Warm"),
    LeadStatus.COLD: mark("Cold"),
}
_WITHIN: Mapping[str, str] = {
    LeadStatus.HOT: mark("hot"),
    LeadStatus.WARM: mark("warm"),
    LeadStatus.COLD: mark("cold"),
}


def status_label(status: str) -> str:
    """A status as a label; that of another program as it is, with a capital."""
    return tr(_LABELS[status]) if status in _LABELS else status.capitalize()


def status_words(status: str) -> str:
    """A status within a sentence: "hot"; that of another program as it is."""
    return tr(_WITHIN[status]) if status in _WITHIN else status


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
            tr("What was asked for cannot be read."), tr("A newer Outpost may have written it.")
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
