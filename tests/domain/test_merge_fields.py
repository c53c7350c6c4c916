"""Merge fields, and what they come to."""

from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.merge_fields import (
    FieldGroup,
    custom_words,
    date_values,
    known_fields,
    lead_values,
    user_values,
)
from desktop_app.domain.person_names import split_name


def _custom(key, kind=CustomKind.TEXT):
    return CustomField(uuid4(), key, key.title(), kind)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ines Caldaro", "Ines", "Caldaro"),
        ("Dr. Ines Caldaro", "Ines", "Caldaro"),
        ("Prof. Dr. Ines Caldaro, PhD", "Ines", "Caldaro"),
        ("Caldaro, Ines", "Ines", "Caldaro"),
        ("van der Berg, Dr. Ines", "Ines", "van der Berg"),
        ("Ines van der Berg", "Ines", "van der Berg"),
        ("INES CALDARO", "Ines", "Caldaro"),
        ("ines caldaro", "Ines", "Caldaro"),
        ("Anne-Marie (Sales) Duval", "Anne-Marie", "Duval"),
        ("Ines & Paul Caldaro", "Ines", "Caldaro"),
        ("Ines", "Ines", ""),
        ("Dr.", "Dr.", ""),
        ("ines.caldaro@norvane.example", "Ines", "Caldaro"),
        ("  ", "", ""),
    ],
)
def test_a_name_has_a_first_and_a_last(name, first, last):
    assert split_name(name) == (first, last)


def test_the_built_in_field_of_a_name_is_meant():
    fields = known_fields([_custom("company"), _custom("event_name"), _custom("limit"),
                           _custom("2024")])  # fmt: skip
    assert [each.name for each in fields if each.group is FieldGroup.CUSTOM] == ["event_name"]
    assert len({each.name for each in fields}) == len(fields)


def test_only_what_has_a_value_is_among_the_values():
    values = lead_values(
        {"company": " Norvane ", "contact_name": "Dr. Ines Caldaro", "phone": None, "email": ""},
        {"event_name": "  ", "company": "Other", "seats": 12.0, "day": "2026-12-03"},
        [_custom("event_name"), _custom("company"), _custom("seats", CustomKind.NUMBER),
         _custom("day", CustomKind.DATE)],
    )  # fmt: skip
    assert values == {
        "company": "Norvane", "contact_name": "Dr. Ines Caldaro", "first_name": "Ines",
        "last_name": "Caldaro", "seats": "12", "day": "3 December 2026",
    }  # fmt: skip


def test_the_day_is_the_users_and_in_words():
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert date_values(late, ZoneInfo("Asia/Tokyo"))["today"] == "27 November 2026"
    assert date_values(late, ZoneInfo("UTC")) == {
        "today": "26 November 2026", "tomorrow": "27 November 2026", "weekday": "Thursday",
        "month": "November", "year": "2026",
    }  # fmt: skip


def test_what_makes_no_sense_in_a_custom_field_is_no_value():
    assert custom_words(CustomKind.TEXT, {"a": 1}) == ""
    assert custom_words(CustomKind.DATE, "soon") == "soon"


def test_the_writer_has_a_first_name_too():
    assert user_values("Mara Ostrander", "mara@x.example", "")["my_first_name"] == "Mara"
