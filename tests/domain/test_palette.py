"""How well words fit what is typed, and what is used often."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.palette import BEGINS, INITIALS, INSIDE, SCATTERED, Habits, match

TODAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("typed", "title", "score", "letters"),
    [
        ("nor", "Norvane Optics", BEGINS, {0, 1, 2}),
        ("opt", "Norvane Optics", BEGINS, {8, 9, 10}),
        ("OPT nor", "Norvane Optics", BEGINS, {0, 1, 2, 8, 9, 10}),
        ("van", "Norvane Optics", INSIDE, {3, 4, 5}),
        ("nl", "New lead…", INITIALS, {0, 4}),
        ("nrvn", "Norvane Optics", SCATTERED, {0, 2, 3, 5}),
        ("hafner", "Häfner", BEGINS, {0, 1, 2, 3, 4, 5}),
        ("HÄF", "hafner", BEGINS, {0, 1, 2}),
    ],
)
def test_words_are_found_where_one_looks_for_them(typed, title, score, letters) -> None:
    found = match(typed, title)
    assert found is not None
    assert (found.score, found.title) == (score, letters)


def test_every_word_has_to_stand_somewhere() -> None:
    assert match("nor ines", "Norvane Optics") is None
    found = match("nor ines", "Norvane Optics", "Ines Caldaro")
    assert found is not None
    assert found.detail == {0, 1, 2, 3}
    assert INSIDE < found.score < BEGINS
    assert match("xq", "Norvane Optics") is None
    assert match("  ", "Norvane Optics").score == 0


@given(st.text(max_size=12), st.text(max_size=40), st.text(max_size=40))
def test_places_are_those_of_letters_that_are_there(typed, title, detail) -> None:
    found = match(typed, title, detail)
    if found is not None:
        assert 0 <= found.score <= 1
        assert all(0 <= at < len(title) for at in found.title)
        assert all(0 <= at < len(detail) for at in found.detail)


@given(st.text(alphabet=st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=8))
def test_whoever_types_a_whole_title_finds_it(title) -> None:
    found = match(title, title)
    assert found is not None
    assert found.score == BEGINS


def test_what_is_used_often_and_of_late_weighs_more() -> None:
    habits = Habits()
    for _ in range(6):
        habits = habits.noted("old", TODAY - timedelta(120))
    for _ in range(2):
        habits = habits.noted("new", TODAY)
    assert habits.weight("new", TODAY) > habits.weight("old", TODAY) > 0
    assert habits.weight("never", TODAY) == 0
    for _ in range(1000):
        habits = habits.noted("new", TODAY)
    assert habits.weight("new", TODAY) < 0.5
    assert habits.newest("", 9) == ("new", "old")


def test_habits_are_remembered_and_few() -> None:
    habits = Habits()
    for number in range(300):
        habits = habits.noted(f"command {number}=x", TODAY + timedelta(number))
    assert len(habits.uses) == 200
    read = Habits.read(habits.as_text())
    assert set(read.uses) == set(habits.uses)
    assert read.newest("command ", 1) == ("299=x",)


@given(st.text())
def test_any_text_is_read_as_habits(text) -> None:
    assert all(key and use[0] > 0 for key, use in Habits.read(text).uses.items())
