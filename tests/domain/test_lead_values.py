"""What a person types becomes what a lead keeps, or a sentence that says what could."""

import random
from datetime import date, datetime
from decimal import Decimal

import pytest

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import _English, speak
from desktop_app.domain.lead_fields import BUILT_IN, LeadFields, as_field
from desktop_app.domain.lead_filters import Op
from desktop_app.domain.lead_language import parse
from desktop_app.domain.lead_terms import read_value, show_typed
from desktop_app.domain.lead_values import (
    check_value,
    check_values,
    plain_number,
    read_number,
    show_number,
    show_value,
)
from desktop_app.domain.typed_dates import read_date

TODAY = date(2026, 6, 17)  # a Wednesday
FIELDS = {field.key: field for field in BUILT_IN}


def custom(kind, *choices):
    return as_field(CustomField(None, "extra", "Extra", CustomKind(kind), choices))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1 234,5", 1234.5),
        ("1\u202f234,50", 1234.5), ("1'234.5", 1234.5), ("1’234", 1234), ("1,234", 1234),
        ("1.234", 1.234), ("0,234", 0.234), ("1,5", 1.5), ("1.234.567", 1234567),
        ("1,234,567.89", 1234567.89), ("1.234.567,89", 1234567.89), ("-3", -3), ("\u22123,5", -3.5),
        ("+7", 7), ("€ 1.200,00", 1200), ("$1,200", 1200), ("1200 €", 1200), ("-$5", -5),
        (".5", 0.5), ("5.", 5), ("007", 7), ("12,34", 12.34), (12, 12), (1.5, 1.5), (2.0, 2),
        (Decimal("3.25"), 3.25), ("999999999999999", 999999999999999), ("1234,567", 1234.567),
    ],
)  # fmt: skip
def test_numbers(typed, number):
    found = read_number(typed)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "typed",
    ["a", "1,2,3", "12.34.56", "1 2", "--1", "1e999", "NaN", "inf", "", "€", "1,23,456.7",
     "12%", float("nan"), float("inf"), True, "١,٢,٣"],
)  # fmt: skip
def test_no_numbers(typed):
    with pytest.raises(KnownError, match="no number"):
        read_number(typed)


def test_a_number_that_json_cannot_hold():
    with pytest.raises(KnownError, match="too large"):
        read_number("1" * 16)


def test_a_number_shown_is_the_number_read():
    seed = random.randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    for _ in range(2000):
        number = dice.choice(
            [dice.randrange(-(10**14), 10**14),
             round(dice.uniform(-1e6, 1e6), dice.randrange(1, 9)),
             dice.uniform(-1, 1) * 10 ** -dice.randrange(12)]
        )  # fmt: skip
        assert read_number(show_number(number)) == number
    assert [show_number(each) for each in (1.0, 0.1, 1e-7, 100, 2.50)] == [
        "1", "0.1", "0.0000001", "100", "2.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-05", (2026, 3, 5)), ("2026/3/5", (2026, 3, 5)), ("20260305", (2026, 3, 5)),
        ("5.3.2026", (2026, 3, 5)), ("05.03.26", (2026, 3, 5)), ("5/3/2026", (2026, 3, 5)),
        ("5-3-2026", (2026, 3, 5)), ("3/25/2026", (2026, 3, 25)), ("25/3/2026", (2026, 3, 25)),
        ("5 March 2026", (2026, 3, 5)), ("5th of March 2026", (2026, 3, 5)),
        ("March 5, 2026", (2026, 3, 5)), ("mar 5 2026", (2026, 3, 5)),
        ("Thu, 5 Mar 2026", (2026, 3, 5)), ("Thursday March 5, 2026", (2026, 3, 5)),
        ("5. March 2026", (2026, 3, 5)), ("1.1.98", (1998, 1, 1)),
        ("2026-03-05 00:00:00", (2026, 3, 5)), ("2026-03-05T00:00:00Z", (2026, 3, 5)),
        ("today", (2026, 6, 17)), ("Tomorrow", (2026, 6, 18)), ("yesterday", (2026, 6, 16)),
        ("friday", (2026, 6, 19)), ("next Monday", (2026, 6, 22)), ("wednesday", (2026, 6, 24)),
        ("in 2 weeks", (2026, 7, 1)), ("in a month", (2026, 7, 17)), ("20 June", (2026, 6, 20)),
        ("1 May", (2026, 5, 1)), ("1 Feb", (2026, 2, 1)), ("5.7.", (2026, 7, 5)),
        ("2 Jan", (2026, 1, 2)), ("29.2.2028", (2028, 2, 29)),
    ],
)  # fmt: skip
def test_dates(typed, day):
    assert read_date(typed, today=TODAY) == date(*day)


def test_the_month_comes_first_where_a_person_means_it_so():
    assert read_date("3/5/2026", month_first=True) == date(2026, 3, 5)
    assert read_date("25/3/2026", month_first=True) == date(2026, 3, 25)
    assert read_date("5.3.2026", month_first=True) == date(2026, 3, 5)
    assert read_date("1 January", today=date(2026, 12, 20)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    "typed",
    ["", "31.2.2026", "2026-13-01", "soon", "12", "5/", "May", "13/13/2026", "29.2.2026",
     "0999-01-01", "in 9999 years", "next", "5 Smarch 2026", "²/3/2026"],
)  # fmt: skip
def test_no_dates(typed):
    assert read_date(typed, today=TODAY) is None


def test_each_kind_of_field():
    assert check_value(FIELDS["company"], "  Norvane\tOptics\n") == "Norvane Optics"
    assert check_value(FIELDS["phone"], " ") is None
    assert check_value(FIELDS["company_size"], 250) == "250"
    assert check_value(FIELDS["email"], "Ines <Ines@Norvane.example>") == "ines@norvane.example"
    assert check_value(FIELDS["status"], "Hot") == "hot"
    assert check_value(custom("number"), "1.234,5") == 1234.5
    assert check_value(custom("date"), "17.6.2026") == "2026-06-17"
    assert check_value(custom("date"), datetime(2026, 6, 17, 9)) == "2026-06-17"
    assert check_value(custom("choice", "North", "South"), "north") == "North"
    assert check_value(custom("text"), None) is None
    assert check_value(custom("text"), "=1+1") == "=1+1"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (FIELDS["email"], "ines at norvane", "not an e-mail address"),
        (FIELDS["email"], "", "needs an e-mail address"),
        (FIELDS["status"], "", "one of hot, warm or cold"),
        (FIELDS["status"], "lukewarm", "hot, warm or cold"),
        (FIELDS["last_contact"], "today", "follows from other things"),
        (FIELDS["industry"], "x" * 2001, "2,001 characters"),
        (custom("number"), "many", "“many” is no number"),
        (custom("date"), "soon", "“soon” is no date"),
        (custom("choice", "North"), "West", "It can be North"),
    ],
)
def test_what_cannot_stand_there_is_said(field, typed, said):
    with pytest.raises(KnownError) as caught:
        check_value(field, typed)
    assert said in str(caught.value)


def test_a_field_that_is_not_there():
    with pytest.raises(KnownError, match=r"no field “custom\.gone”"):
        check_values(FIELDS, {"custom.gone": "1"})


def test_what_other_programs_put_there_is_shown():
    kind = FIELDS["company"].kind
    shown = [show_value(kind, each) for each in (None, True, 2.50, ["a", 1], {"a": 1}, "text")]
    assert shown == ["", "yes", "2.5", "a, 1", "{'a': 1}", "text"]


class _German(_English):
    def decimal(self, number: float, places: int) -> str:
        return f"{number:.{places}f}".replace(".", ",")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234", 1234), ("1,234", 1.234), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("0.5", 0.5),
     ("12,5", 12.5), ("0.125", 0.125), ("1.234.567", 1234567), ("1234.5", 1234.5)],
)  # fmt: skip
def test_numbers_where_a_comma_is_before_decimals(typed, number):
    speak(_German())
    try:
        assert read_number(typed) == number
        for each in (number, 1.234, 1234, -0.5):
            assert read_number(show_number(each)) == each
    finally:
        speak(None)
    assert plain_number(1.5) == "1.5"


@pytest.mark.parametrize("text", ["seats:>=1.234", "seats:>=1,234"])
def test_a_filter_does_not_guess_what_a_german_means_by_a_mark(text):
    fields = LeadFields((CustomField(None, "seats", "Seats", CustomKind.NUMBER, ()),))
    assert parse(text, fields, TODAY).where.parts
    speak(_German())
    try:
        with pytest.raises(KnownError, match="two ways"):
            parse(text, fields, TODAY)
    finally:
        speak(None)


@pytest.mark.parametrize("value", [1.234, 1234, 1234.5, 0.125, -7, 12_345_678, 1e30, 10**16, 1e-7])
@pytest.mark.parametrize("catalog", [None, _German()], ids=["English", "German"])
def test_a_chip_takes_back_the_number_that_it_shows(value, catalog):
    speak(catalog)
    try:
        assert read_value(Op.AT_LEAST, show_typed(value), TODAY) == value
    finally:
        speak(None)


def test_a_chip_reads_numbers_as_the_language_writes_them():
    assert read_value(Op.MORE, "1,234.5", TODAY) == read_value(Op.MORE, "1.234,5", TODAY) == 1234.5
    speak(_German())
    try:
        assert read_value(Op.MORE, "1.234", TODAY) == 1234
        with pytest.raises(KnownError, match="not a number"):
            read_value(Op.MORE, "viele", TODAY)
    finally:
        speak(None)
    assert show_typed(TODAY) == "2026-06-17" and show_typed(None) == ""
