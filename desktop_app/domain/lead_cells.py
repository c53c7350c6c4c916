"""What stands in a cell of the table of leads: its value, and the value as plain text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop_app.domain.lead_fields import CUSTOM, Field
from desktop_app.domain.lead_values import Stored, show_value
from desktop_app.domain.leads import LeadRow, LeadStatus

_ATTRIBUTES = {
    "last_contact": "last_contact_at",
    "created": "created_at",
    "updated": "updated_at",
    "wrote": "last_inbound_at",
    "written": "last_outbound_at",
}
"""Fields whose key is not the name of the row's attribute."""


def value_of(row: LeadRow, field: Field) -> Any:
    """The value of a field; None for a custom one that a lead does not have."""
    key = field.key
    if key.startswith(CUSTOM):
        return row.custom.get(key.removeprefix(CUSTOM))
    return getattr(row, _ATTRIBUTES.get(key, key), None)


def with_value(row: LeadRow, field: Field, value: Stored) -> LeadRow:
    """A row as it will be once a value is stored (:func:`check_value` gives what is stored)."""
    if (key := field.custom_key) is not None:
        custom = {**row.custom, key: value}
        if value is None:
            del custom[key]
        return replace(row, custom=custom)
    if field.key == "status":
        return replace(row, status=LeadStatus.standing(str(value)))
    change: dict[str, Any] = {field.key: "" if value is None else str(value)}
    return replace(row, **change)


def typed_text(row: LeadRow, field: Field) -> str:
    """A cell as one would type it."""
    value = value_of(row, field)
    return value if type(value) is str else show_value(field.kind, value)


def plain_text(row: LeadRow, field: Field, local: Callable[[datetime], datetime]) -> str:
    """A cell for another program: days and moments as ISO 8601 writes them, moments to the
    minute on the user's clock (``2026-06-16 09:10``) since spreadsheets know no zones."""
    value = value_of(row, field)
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, LeadStatus):
        return value.value.capitalize()
    return show_value(field.kind, value)
