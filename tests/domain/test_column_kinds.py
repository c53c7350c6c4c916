"""What columns hold, and numbers and dates in the spellings of the world."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.column_kinds import (
    ColumnKind,
    is_day_first,
    kind_of_column,
    parse_date,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1,234", 1234), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1,5", 1.5),
        ("1 234 567", 1234567), ("€ 1.250,50", 1250.5), ("12 %", 12), ("-3", -3), ("1.5", 1.5),
        ("1'234.50", 1234.5), ("1.234.567", 1234567), ("$1,000", 1000), ("1e3", 1000),
        ("abc", None), ("", None), ("12 apples", None), ("+49 30 1", None), ("1-2", None),
        ("1..2", None), ("9" * 40, None),
    ],
)  # fmt: skip
def test_numbers(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("2024-03-04", True, date(2024, 3, 4)), ("2024-03-04 12:30", True, date(2024, 3, 4)),
        ("03/04/2024", True, date(2024, 4, 3)), ("03/04/2024", False, date(2024, 3, 4)),
        ("13/04/2024", False, date(2024, 4, 13)), ("04/13/2024", True, date(2024, 4, 13)),
        ("3.4.24", False, date(2024, 4, 3)), ("3. März 2024", True, date(2024, 3, 3)),
        ("March 3, 2024", True, date(2024, 3, 3)), ("3 Mar 1999", True, date(1999, 3, 3)),
        ("20240304", True, date(2024, 3, 4)), ("31.02.2024", True, None), ("soon", True, None),
        ("", True, None),
    ],
)  # fmt: skip
def test_dates(text, day_first, day):
    assert parse_date(text, day_first=day_first) == day


def test_a_column_shows_how_it_writes_days():
    assert is_day_first(["01/02/2024", "25/02/2024"])
    assert not is_day_first(["01/02/2024", "02/25/2024"])
    assert is_day_first(["01/02/2024"])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["a@b.example", "c@d.example", ""], ColumnKind.EMAIL),
        (["+49 30 123456", "(030) 555-1234"], ColumnKind.PHONE),
        (["1", "2,5", "300"], ColumnKind.NUMBER),
        (["2024-01-01", "1.2.2024"], ColumnKind.DATE),
        (["acme.example", "https://x.example/a"], ColumnKind.WEBSITE),
        (["yes", "no", "Yes"], ColumnKind.YES_NO),
        (["Acme", "12", "x"], ColumnKind.TEXT),
        (["", " "], ColumnKind.EMPTY),
        ([], ColumnKind.EMPTY),
    ],
)
def test_kinds(cells, kind):
    assert kind_of_column(cells) is kind


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_ends_in_an_answer(text):
    kind_of_column([text])
    parse_number(text)
    parse_date(text)
