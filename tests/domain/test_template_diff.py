"""What differs between two texts."""

import time

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.template_diff import DiffKind, DiffPiece, diff

TEXTS = st.lists(st.sampled_from(["Hi", " ", "{{ company }}", "\n", "you", ",", "ü"])).map("".join)


def test_words_and_merge_fields_are_told_whole():
    assert diff("Hi {{ first_name }}, hello", "Hi {{ company }}, hello there") == (
        DiffPiece(DiffKind.SAME, "Hi "),
        DiffPiece(DiffKind.REMOVED, "{{ first_name }}"),
        DiffPiece(DiffKind.ADDED, "{{ company }}"),
        DiffPiece(DiffKind.SAME, ", hello"),
        DiffPiece(DiffKind.ADDED, " there"),
    )


@given(TEXTS, TEXTS)
def test_both_texts_stand_in_it(old, new):
    found = diff(old, new)
    assert "".join(each.text for each in found if each.kind is not DiffKind.ADDED) == old
    assert "".join(each.text for each in found if each.kind is not DiffKind.REMOVED) == new


def test_long_texts_take_no_time():
    begun = time.monotonic()
    diff("a b " * 50_000, "b c " * 50_000)
    diff("a " * 195 + "c", "b " * 195 + "d")
    assert time.monotonic() - begun < 2
