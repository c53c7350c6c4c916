"""What was done, and how it is taken back where something newer stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import ConversationState
from desktop_app.domain.journal_words import counted
from desktop_app.domain.language import mark, stamped, tr
from desktop_app.domain.leads import status_words
from desktop_app.domain.sequences import EnrolmentState


class How(StrEnum):
    """What an undo or a redo does where something was changed since."""

    ASK = "ask"
    """Nothing at all: :class:`ChangedSince` is raised."""
    KEEP_NEWER = "keep_newer"
    """What was changed since stays, field by field; everything else goes back."""
    OVERWRITE = "overwrite"
    """Everything goes back, whatever was done since, where that is possible."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row.

    Args:
        name: the column, or the key of a custom field (``"custom.region"``).
        title: what people call it.
        before, after: as they read; "" for nothing.
    """

    name: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewerRow:
    """A row that was changed since the command.

    Args:
        name: what people call it ("Ines Caldaro, Norvane Optics").
        fields: what was changed since: ``before`` is what the command had made of it, ``after``
            what it is now.
        reason: why it is in the way where no field says so ("has 2 messages since"), or "".
    """

    name: str
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""


class ChangedSince(KnownError):  # a question, rather than an error
    """An undo or a redo met something newer; nothing was changed.

    Args:
        journal_id: the entry to ask about.
        said: what the user was told of the command.
        redo: whether it was to be done again, rather than taken back.
        count: how many rows are in the way.
        noun: what each is ("lead", or "thing" where they are of several kinds).
        rows: the first of them.
    """

    def __init__(
        self,
        journal_id: int,
        said: str,
        *,
        redo: bool,
        count: int,
        noun: str,
        rows: tuple[NewerRow, ...],
    ) -> None:
        what = counted(noun, count)
        super().__init__(
            tr("{what} was changed since.", what=what)
            if count == 1
            else tr("{what} were changed since.", what=what),
            tr("Nothing was redone: choose whether newer changes are kept.")
            if redo
            else tr("Nothing was undone: choose whether newer changes are kept."),
        )
        self.journal_id = journal_id
        self.said = said
        self.redo = redo
        self.count = count
        self.noun = noun
        self.rows = rows


@dataclass(frozen=True, slots=True)
class RowHistory:
    """What an entry did to one row of a lead.

    Args:
        what: the row, "" for the lead itself ("Action: Call Ines").
        did: "made", "changed" or "deleted".
        fields: what was set; of a row that was made or deleted, what it had.
    """

    what: str
    did: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One command that touched a lead.

    Args:
        id: of the journal's entry; with ``at`` the key of paging.
        said: what the user was told ("3 leads set to hot").
        undone: whether it was taken back.
        open: whether it is still going on, so that it cannot be taken back yet.
        more: how many further rows of this lead it touched, beyond ``rows``.
    """

    id: int
    at: datetime
    who: str
    said: str
    undone: bool
    open: bool
    rows: tuple[RowHistory, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A page of a lead's history, newest first."""

    entries: tuple[HistoryEntry, ...]
    more: bool


_TITLES = {
    "contact_name": tr("Contact"),
    "lead_id": tr("Lead"),
    "thread_id": tr("Conversation"),
    "email_id": tr("Message"),
    "full_name": tr("Name"),
    "avatar_url": tr("Picture"),
    "email_signature": tr("Signature"),
    "due_date": tr("Due"),
    "state": tr("Place"),
    "ai_suggestion": tr("Suggested next step"),
    "last_contact_at": tr("Last contact"),
    "has_ai_draft": tr("AI draft"),
    "is_default": tr("Default"),
    "company": tr("Company"),
    "email": tr("Email"),
    "phone": tr("Phone"),
    "website": tr("Website"),
    "industry": tr("Industry"),
    "company_size": tr("Company size"),
    "status": tr("Status"),
    "last_message": tr("Last message"),
    "description": tr("Description"),
    "priority": tr("Priority"),
    "type": tr("Type"),
    "name": tr("Name"),
    "subject": tr("Subject"),
    "body": tr("Text"),
    "category": tr("Category"),
    "tone": tr("Tone"),
    "content": tr("Content"),
    "insight_type": tr("Kind"),
    "confidence": tr("Confidence"),
    "metadata": tr("Further data"),
    "timezone": tr("Time zone"),
    "address": tr("Address"),
    "title": tr("Title"),
    "position": tr("Position"),
    "choices": tr("Choices"),
}
_MESSAGE_STATES: Mapping[str, str] = {
    "unread": mark("unread"),
    "read": mark("read"),
    "replied": mark("replied"),
}


def _state_words(value: str) -> str:
    """What stands in a column ``status`` or ``state``, whichever table it is of."""
    for states in (ActionStatus, ConversationState, EnrolmentState):
        if value in set(states):
            return str(states(value).words)
    known = _MESSAGE_STATES.get(value)
    return tr(known) if known else status_words(value)


def _priority_words(value: str) -> str:
    return Priority(value).within if value in set(Priority) else value


# What stands in columns with closed lists, and in those of types that many programs write.
_VALUES: Mapping[str, Callable[[str], str]] = {
    "status": _state_words,
    "state": _state_words,
    "priority": _priority_words,
}
# Keys of metadata that the program itself writes.
_KEYS = {
    "snoozed": tr("Snoozed"),
    "from": tr("From"),
    "times": tr("Times"),
    "emails": tr("Further addresses"),
    "timezone": tr("Time zone"),
    "sequence": tr("Sequence"),
    "verdict": tr("Verdict"),
}
CUSTOM = "custom."
_LONG = 200
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)")


def title_of(name: str) -> str:
    """``company_size`` as "Company size"."""
    if name in _TITLES:
        return _TITLES[name]
    key = name.removeprefix(CUSTOM)
    if key in _KEYS:
        return _KEYS[key]
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def readable(value: Any, zone: tzinfo | None = None) -> str:
    """A value of a column as people read it; "" for nothing.

    Args:
        zone: on whose clock moments are told; UTC, and said to be that, without one.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(readable(each, zone) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{title_of(key)}: {readable(each, zone)}" for key, each in value.items())
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if _MOMENT.fullmatch(text):
        at = datetime.fromisoformat(text).astimezone(zone or UTC)
        said = stamped(at, year=True)
        return said if zone is not None else tr("{moment} UTC", moment=said)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def fields_between(
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    titles: Mapping[str, str] = MappingProxyType({}),
    zone: tzinfo | None = None,
) -> tuple[FieldChange, ...]:
    """What differs between two states of a row, by field; ``metadata`` by its keys.

    Args:
        titles: of custom fields, by ``custom.<key>``.
        zone: on whose clock moments are told; UTC, and said to be that, without one.
    """
    one, two = _flat(before or {}), _flat(after or {})
    found = (
        FieldChange(
            name,
            titles.get(name) or title_of(name),
            _shown(name, one.get(name), zone),
            _shown(name, two.get(name), zone),
        )
        for name in sorted(dict.fromkeys((*one, *two)), key=_place)
        if name not in _SILENT
    )
    return tuple(each for each in found if each.before != each.after)


def _shown(name: str, value: Any, zone: tzinfo | None) -> str:
    said = _VALUES.get(name)
    return said(value) if said is not None and isinstance(value, str) else readable(value, zone)


_SILENT = frozenset(
    {"id", "user_id", "created_at", "updated_at", "lead_id", "email_id", "thread_id",
     "thread_identifier", "days_since_contact"}
)  # fmt: skip


_FIRST = ("company", "contact_name", "email", "phone", "website", "status")


def _place(name: str) -> tuple[int, str]:
    """What names a lead comes first, custom fields last."""
    if name in _FIRST:
        return _FIRST.index(name), name
    return len(_FIRST) + name.startswith(CUSTOM), name


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "metadata" and isinstance(value, dict):
            flat.update({CUSTOM + key: each for key, each in value.items()})
        else:
            flat[name] = value
    return flat
