"""Days on which somebody wants to hear from us again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.later_days import later_days

WRITTEN = date(2026, 6, 17)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Try again in two weeks.", date(2026, 7, 1)),
        ("Ask me in 6 months", date(2026, 12, 17)),
        ("give it another month", date(2026, 7, 17)),
        ("in a couple of weeks", date(2026, 7, 1)),
        ("Come back next week", date(2026, 6, 22)),
        ("next month is better", date(2026, 7, 1)),
        ("next quarter", date(2026, 7, 1)),
        ("next year, please", date(2027, 1, 1)),
        ("in the new year", date(2027, 1, 2)),
        ("not before September", date(2026, 9, 1)),
        ("mid September", date(2026, 9, 15)),
        ("after September", date(2026, 10, 1)),
        ("late October", date(2026, 10, 20)),
        ("in March", date(2027, 3, 1)),
        ("in March 2028", date(2028, 3, 1)),
        ("Q4 looks better", date(2026, 10, 1)),
        ("Q1 2027", date(2027, 1, 1)),
        ("after the summer", date(2026, 9, 1)),
        ("after Easter", date(2027, 3, 30)),
        ("after Christmas", date(2027, 1, 2)),
        ("in the autumn", date(2026, 9, 1)),
        ("ring me on 14 September", date(2026, 9, 14)),
        ("on September 14th", date(2026, 9, 14)),
        ("after 2026-08-03", date(2026, 8, 3)),
        ("try me from the 20th on", date(2026, 6, 20)),
        ("she lands on the 5th", date(2026, 7, 5)),
    ],
)
def test_a_day_is_read_as_a_careful_rep_would(text, day):
    found = later_days(text, WRITTEN)
    assert [each.day for each in found] == [day]


@pytest.mark.parametrize(
    "text", ["", "It was in 2019.", "We may.", "You might march on.", "on 3 June 2026", "two of us"]
)
def test_what_is_no_later_day_is_none(text):
    assert [each for each in later_days(text, WRITTEN) if each.day <= WRITTEN] == []


def test_a_place_is_that_of_the_words():
    text = "Not now. Please write again in October, or in two months."
    first, second = later_days(text, WRITTEN)
    assert "October" in text[first.span.start : first.span.end]
    assert "two months" in text[second.span.start : second.span.end]


@given(st.text(max_size=200), st.dates(date(1, 1, 1), date(9990, 1, 1)))
def test_nothing_breaks_it_and_every_day_is_later(text, written):
    for each in later_days(text, written):
        assert each.day > written
        assert 0 <= each.span.start < each.span.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "after",
                "99",
                "999",
                "0",
                "31st",
                "february",
                "q3",
                "next",
                "year",
                "months",
                "30",
                "31.2.",
                "the",
                "mid",
                "end of",
                "may",
                "9999",
                "years",
                "2026-13-40",
            ]
        ),
        max_size=12,
    ),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_odd_days_are_none(words, written):
    for each in later_days(" ".join(words), written):
        assert each.day > written
