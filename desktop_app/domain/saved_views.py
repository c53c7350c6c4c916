"""Saved views of leads: a name, an icon, a question, and how its table looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_filters import (
    Condition,
    Group,
    Op,
    SortKey,
    filter_document,
    filter_of,
)
from desktop_app.domain.lead_layout import TableLayout, layout_of
from desktop_app.domain.leads import LeadQuery

ALL = "all"
"""The key of the view of all leads, which is always there."""

LONGEST_NAME = 80
_VERSION = 1

ICONS: tuple[str, ...] = (
    "ph.funnel-simple",
    "ph.fire",
    "ph.star",
    "ph.flag",
    "ph.buildings",
    "ph.calendar-check",
    "ph.clock",
    "ph.moon",
    "ph.envelope-simple",
    "ph.phone",
    "ph.sparkle",
    "ph.globe",
    "ph.handshake",
    "ph.tag",
    "ph.target",
    "ph.heart",
)
"""What a view's icon can be chosen from; the first is what a new one has."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view.

    Args:
        key: the name of a built-in view, or the id of a user's own.
        icon: a Phosphor name.
        query: its question; asks for everything where that cannot be read.
        layout: a :func:`~desktop_app.domain.lead_layout.layout_document`; empty where the view
            says nothing of it.
        built_in: whether it is everybody's: it can be hidden and moved, not changed.
        fault: why its question cannot be asked as it is; "" where it can.
    """

    key: str
    name: str
    icon: str = ICONS[0]
    query: LeadQuery = field(default_factory=LeadQuery)
    layout: Mapping[str, Any] = field(default_factory=dict)
    built_in: bool = False
    hidden: bool = False
    fault: str = ""

    @property
    def table(self) -> TableLayout | None:
        """How its table is laid out; None leaves that to the user's own layout."""
        return layout_of(self.layout) if self.layout else None


def _built_in(key: str, name: str, icon: str, *parts: Condition | Group) -> SavedView:
    return SavedView(key, name, icon, LeadQuery(where=Group(parts)), built_in=True)


BUILT_IN: tuple[SavedView, ...] = (
    _built_in(ALL, tr("All leads"), "ph.stack"),
    _built_in(
        "hot",
        tr("Hot, no reply"),
        "ph.fire",
        Condition("status", Op.ANY_OF, ("hot",)),
        Condition("no_reply", Op.FOR_DAYS, 3),
    ),
    _built_in(
        "due", tr("Follow up this week"), "ph.calendar-check", Condition("due", Op.WITHIN, 7)
    ),
    _built_in("drafts", tr("AI drafts ready"), "ph.sparkle", Condition("draft", Op.YES)),
    _built_in(
        "large", tr("Over 500 people"), "ph.buildings", Condition("company_size", Op.MORE, 500)
    ),
    _built_in(
        "quiet",
        tr("Gone quiet"),
        "ph.moon",
        Group(
            (Condition("last_contact", Op.BEYOND, 30), Condition("last_contact", Op.EMPTY)),
            any=True,
        ),
    ),
)
"""The views that everybody has, in their order."""


def check_name(name: str) -> str:
    """The name of a view in one line.

    Raises:
        KnownError: there is none, or it is too long.
    """
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise KnownError(tr("A view needs a name."), tr("Say what its leads have in common."))
    if len(name) > LONGEST_NAME:
        raise KnownError(
            tr("This name is too long."),
            tr("A view's name has at most {longest_name} characters.", longest_name=LONGEST_NAME),
        )
    return name


def query_document(query: LeadQuery) -> dict[str, Any]:
    """A question, JSON-ready; :func:`query_of` reads it back."""
    return {
        "version": _VERSION,
        "text": query.text,
        "where": filter_document(query.where),
        "sort": [{"field": key.field, "descending": key.descending} for key in query.sort],
    }


def query_of(document: Mapping[str, Any]) -> LeadQuery:
    """A stored question.

    Raises:
        KnownError: it is none, or a newer Outpost wrote it.
    """
    try:
        if int(document["version"]) > _VERSION:
            raise ValueError(document["version"])
        sort = tuple(
            SortKey(str(key["field"]), bool(key.get("descending")))
            for key in document.get("sort") or ()
        )
        query = LeadQuery(str(document.get("text") or ""), filter_of(document["where"]))
        return replace(query, sort=sort) if sort else query
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise KnownError(
            tr("This view cannot be read."),
            tr("A newer Outpost may have saved it. It stays as it is until you save over it."),
        ) from error
