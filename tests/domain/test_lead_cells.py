"""Cells as values and as text for other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.lead_cells import plain_text, typed_text, value_of, with_value
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_values import check_value
from desktop_app.domain.leads import LeadRow, LeadStatus

FIELDS = LeadFields(
    [
        CustomField(UUID(int=1), "seats", "Seats", CustomKind.NUMBER),
        CustomField(UUID(int=2), "renewal", "Renewal", CustomKind.DATE),
    ]
)
ROW = LeadRow(
    UUID(int=9), "Norvane", "Ines", "ines@norvane.example", LeadStatus.HOT,
    datetime(2026, 6, 15, 22, 30, tzinfo=UTC), "Call", True, phone="+32 555 0142",
    custom={"seats": 1200, "renewal": "2026-09-01", "odd": ["a", "b"]},
)  # fmt: skip


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Brussels"))


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("company", "Norvane"),
        ("status", "Hot"),
        ("last_contact", "2026-06-16 00:30"),  # on the user's clock it is the next day
        ("created", ""),
        ("phone", "+32 555 0142"),
        ("custom.seats", "1200"),
        ("custom.renewal", "2026-09-01"),
    ],
)
def test_plain_text(key: str, plain: str) -> None:
    assert plain_text(ROW, FIELDS.get(key), local) == plain


def test_every_column_has_a_value_and_a_text() -> None:
    for field in FIELDS.all:
        if field.column:
            assert isinstance(plain_text(ROW, field, local), str)
            assert field.custom_key or value_of(ROW, field) is not None or field.kind == "moment"


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("company", " Kitewell  Energy ", "Kitewell Energy"),
        ("phone", "", ""),
        ("status", "COLD", "cold"),
        ("custom.seats", "1,500", "1500"),
        ("custom.seats", "", ""),
        ("custom.renewal", "1 Oct 2026", "2026-10-01"),
    ],
)
def test_a_row_as_it_will_be(key: str, typed: str, shown: str) -> None:
    field = FIELDS.get(key)
    changed = with_value(ROW, field, check_value(field, typed))
    assert typed_text(changed, field) == shown
    assert changed.id == ROW.id
    assert ROW.custom["seats"] == 1200
