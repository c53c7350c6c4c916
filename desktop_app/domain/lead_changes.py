"""What can be done to many leads at once: data, so that a job's row can ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr

AT_ONCE = 2_000
"""Up to so many leads are changed while the user looks on; more are the engine's work."""


@dataclass(frozen=True, slots=True)
class SetField:
    """Set one field of each lead.

    Args:
        field: its key (``status``, ``industry``, ``custom.region``).
        title: what people call it.
        value: as it is kept (:func:`~desktop_app.domain.lead_values.check_value`); None empties
            it.
    """

    field: str
    title: str
    value: str | int | float | None


@dataclass(frozen=True, slots=True)
class AddAction:
    """Plan an action with each lead; the fields are those of :mod:`desktop_app.domain.actions`.

    Args:
        due: an aware moment, or None.
    """

    kind: str
    due: datetime | None = None
    priority: str = "medium"
    text: str = ""


@dataclass(frozen=True, slots=True)
class DeleteLeads:
    """Delete each lead with what hangs on it; undo brings all of it back."""


LeadChange = SetField | AddAction | DeleteLeads


def command_of(change: LeadChange) -> str:
    """What the journal calls it."""
    match change:
        case SetField(field="status"):
            return "set_lead_status"
        case SetField():
            return "set_lead_field"
        case AddAction():
            return "add_action_to_leads"
        case DeleteLeads():
            return "delete_leads"


def kinds_of(change: LeadChange) -> Kind:
    """What may look different afterwards."""
    match change:
        case SetField():
            # A conversation shows its lead: who it is, and how warm.
            return Kind.LEADS | Kind.CONVERSATIONS
        case AddAction():
            return Kind.ACTIONS | Kind.LEADS
        case DeleteLeads():
            return Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS | Kind.INSIGHTS


def said_of(change: LeadChange, count: int) -> str:
    """What was done to so many leads, in a short sentence: "3 leads set to hot"."""
    leads = plural("{n} leads", "{n} lead", count)
    match change:
        case SetField(field="status", value=value):
            return (
                tr("Set to {value}", value=value)
                if count == 1
                else tr("{leads} set to {value}", leads=leads, value=value)
            )
        case SetField(title=title, value=None):
            return tr("{title} emptied in {leads}", title=title, leads=leads)
        case SetField(title=title, value=value):
            return tr("{title} of {leads} set to {value}", title=title, leads=leads, value=value)
        case AddAction():
            return tr("Action added to {leads}", leads=leads)
        case DeleteLeads():
            return tr("{leads} deleted", leads=leads)


def nothing_done(change: LeadChange) -> str:
    """What to say where no lead had to be changed."""
    match change:
        case SetField(field="status", value=value):
            return tr("Already {value}", value=value)
        case SetField(title=title):
            return tr("{title} is so already", title=title)
        case _:
            return tr("These leads are not there any more")


def doing(change: LeadChange, count: int) -> str:
    """What a job that does it is called."""
    leads = plural("{n} leads", "{n} lead", count)
    match change:
        case SetField(field="status", value=value):
            return tr("Setting {leads} to {value}", leads=leads, value=value)
        case SetField(title=title):
            return tr("Changing {title} of {leads}", title=title, leads=leads)
        case AddAction():
            return tr("Adding an action to {leads}", leads=leads)
        case DeleteLeads():
            return tr("Deleting {leads}", leads=leads)


def change_document(change: LeadChange) -> dict[str, Any]:
    """JSON-ready; :func:`change_of` reads it back."""
    match change:
        case SetField(field, title, value):
            return {"set": field, "title": title, "value": value}
        case AddAction(kind, due, priority, text):
            moment = due.isoformat() if due is not None else None
            return {"action": kind, "due": moment, "priority": priority, "text": text}
        case DeleteLeads():
            return {"delete": True}


def change_of(document: Mapping[str, Any]) -> LeadChange:
    """The change that a job's row asks for.

    Raises:
        KnownError: it is none that this version knows.
    """
    match document:
        case {"set": str(name), "title": str(title), "value": value}:
            return SetField(name, title, value)
        case {"action": str(kind), "due": due, "priority": str(priority), "text": str(text)}:
            return AddAction(kind, datetime.fromisoformat(due) if due else None, priority, text)
        case {"delete": True}:
            return DeleteLeads()
    raise KnownError(
        tr("This work is not known here."), tr("A newer Outpost may have asked for it.")
    )
