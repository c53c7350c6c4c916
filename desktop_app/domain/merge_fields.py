"""Merge fields: what a template can name of a lead, of its writer and of the day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.day_names import DAYS, MONTHS
from desktop_app.domain.person_names import split_name


class FieldGroup(StrEnum):
    """What a field tells about, in menu order."""

    LEAD = "lead"
    CUSTOM = "custom"
    USER = "user"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field.

    Args:
        name: as templates write it.
        title: what people call it.
    """

    name: str
    title: str
    group: FieldGroup


_LEAD: Final = (
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("contact_name", "Contact"),
    ("company", "Company"),
    ("email", "Email"),
    ("phone", "Phone"),
    ("website", "Website"),
    ("industry", "Industry"),
    ("company_size", "Company size"),
    ("status", "Status"),
)
_USER: Final = (
    ("my_first_name", "My first name"),
    ("my_name", "My name"),
    ("my_email", "My email"),
    ("signature", "Signature"),
)
OWN: Final[Mapping[str, str]] = {
    "my_first_name": "first name",
    "my_name": "name",
    "my_email": "email",
    "signature": "signature",
}
"""The fields that tell about the rep, and what each is called of oneself."""
_DATE: Final = (
    ("today", "Today"),
    ("tomorrow", "Tomorrow"),
    ("weekday", "Day of the week"),
    ("month", "Month"),
    ("year", "Year"),
)
LEAD_COLUMNS: Final = (
    "contact_name", "company", "email", "phone", "website", "industry", "company_size", "status",
)  # fmt: skip
"""Columns of ``leads`` that are fields by themselves."""
NAMES_FROM_CONTACT: Final = frozenset({"first_name", "last_name"})
_BUILT_IN: Final = frozenset(name for name, _ in (*_LEAD, *_USER, *_DATE))
_NAME: Final = re.compile(r"(?!\d+\Z)\w[\w-]*\Z")
_WORDS: Final = (
    "true false nil null empty blank and or contains not in offset limit reversed cols continue "
    "with for as if else required forloop"
)
_LIQUID: Final = frozenset(_WORDS.split())  # they mean something else in a template


def known_fields(custom: Sequence[CustomField]) -> tuple[MergeField, ...]:
    """All fields in menu order, of the custom ones those that can be named."""
    return (
        *(MergeField(name, title, FieldGroup.LEAD) for name, title in _LEAD),
        *(
            MergeField(each.key, each.title, FieldGroup.CUSTOM)
            for each in custom
            if can_be_named(each.key)
        ),
        *(MergeField(name, title, FieldGroup.USER) for name, title in _USER),
        *(MergeField(name, title, FieldGroup.DATE) for name, title in _DATE),
    )


def can_be_named(key: str) -> bool:
    """Whether a template can name a custom field: not where its key is that of a built-in field,
    which is meant then, or a word of Liquid."""
    return key not in _BUILT_IN and key not in _LIQUID and _NAME.match(key) is not None


def lead_values(
    columns: Mapping[str, Any], metadata: Mapping[str, Any], custom: Sequence[CustomField]
) -> dict[str, str]:
    """The values of a lead's fields, without those that have none.

    Args:
        columns: by :data:`LEAD_COLUMNS`.
        metadata: of the lead, as it is stored.
    """
    values = {name: str(columns.get(name) or "").strip() for name in LEAD_COLUMNS}
    first, last = split_name(values["contact_name"])
    values |= {"first_name": first, "last_name": last}
    for field in custom:
        if can_be_named(field.key):
            values[field.key] = custom_words(field.kind, metadata.get(field.key))
    return {name: value for name, value in values.items() if value}


def user_values(name: str, email: str, signature: str) -> dict[str, str]:
    """The values of the writer's fields, without those that have none."""
    values = {
        "my_name": name.strip(),
        "my_first_name": split_name(name)[0],
        "my_email": email.strip(),
        "signature": signature.strip(),
    }
    return {name: value for name, value in values.items() if value}


def date_values(now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """The values of the day's fields, in words, where the user is."""
    day = now.astimezone(zone).date()
    return {
        "today": day_words(day),
        "tomorrow": day_words(day + timedelta(days=1)),
        "weekday": DAYS[day.weekday()],
        "month": MONTHS[day.month - 1],
        "year": str(day.year),
    }


def day_words(day: date) -> str:
    """``26 November 2026``"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def custom_words(kind: CustomKind, value: Any) -> str:
    """The value of a custom field as a letter has it; "" for none."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    text = str(value).strip()
    if kind is CustomKind.DATE:
        try:
            return day_words(date.fromisoformat(text[:10]))
        except ValueError:
            return text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return text
