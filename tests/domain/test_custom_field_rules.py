"""Keys, titles and choices of custom fields."""

import uuid

import pytest

from desktop_app.domain.custom_field_rules import (
    check_choices,
    check_room,
    check_title,
    make_key,
    one_line,
)
from desktop_app.domain.custom_fields import RESERVED_KEYS, CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_fields import LeadFields


def field(title, key="k"):
    return CustomField(uuid.uuid4(), key, title, CustomKind.TEXT)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Contract value", "contract_value"), ("  Größe (m²) ", "grosse_m2"), ("Région", "region"),
        ("预算", "预算"), ("지역", "지역"), ("!!!", "field"), ("emails", "emails_2"),
        ("Imported", "imported_2"), ("a" * 90, "a" * 48),
    ],
)  # fmt: skip
def test_a_key_follows_from_the_title(title, key):
    assert make_key(title, ()) == key


def test_a_key_is_unique_and_never_reserved():
    taken = set()
    for _ in range(5):
        taken.add(make_key("Region", taken))
    assert taken == {"region", "region_2", "region_3", "region_4", "region_5"}
    assert not {make_key(each, ()) for each in RESERVED_KEYS} & RESERVED_KEYS


def test_a_title_is_nobody_else_s():
    region = field("Region")
    fields = LeadFields([region])
    assert check_title("  Sales\n region ", fields) == "Sales region"
    assert check_title("REGION", fields, region.id) == "REGION"
    for taken in ("region", "Re gion", "Company", "e-mail".replace("-", ""), "Open action"):
        with pytest.raises(KnownError, match="means the field"):
            check_title(taken, fields)
    for empty in ("", " \n\u0000"):
        with pytest.raises(KnownError, match="needs a name"):
            check_title(empty, fields)
    with pytest.raises(KnownError, match="too long"):
        check_title("x" * 61, fields)


def test_choices_are_tidied_and_not_doubled():
    assert check_choices([" North ", "", "South\n"]) == ("North", "South")
    with pytest.raises(KnownError, match="twice"):
        check_choices(["North", "north"])
    with pytest.raises(KnownError, match="nothing to choose"):
        check_choices(["", " "])
    with pytest.raises(KnownError, match="201 choices"):
        check_choices([str(each) for each in range(201)])
    with pytest.raises(KnownError, match="too long"):
        check_choices(["x" * 121])


def test_there_is_an_end_to_fields():
    check_room([field("x")] * 99)
    with pytest.raises(KnownError, match="100 fields"):
        check_room([field("x")] * 100)


def test_one_line_of_anything():
    assert one_line("a\u2028b\x00c\td\r\ne \ud800f") == "a bc d e f"
