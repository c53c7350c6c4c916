"""When an action is due, in words."""

from datetime import datetime

import pytest

from desktop_app.ui.leads.due import due_words, is_late, spoken_due

NOW = datetime(2026, 6, 16, 9, 30)  # a Tuesday


@pytest.mark.parametrize(
    ("due", "words", "late"),
    [
        (datetime(2026, 6, 16, 17, 0), "Today 17:00", False),
        (datetime(2026, 6, 16, 9, 0), "Today 09:00", True),
        (datetime(2026, 6, 16, 0, 0), "Today", False),
        (datetime(2026, 6, 16, 23, 59, 59), "Today", False),
        (datetime(2026, 6, 17, 0, 0), "Tomorrow", False),
        (datetime(2026, 6, 17, 8, 15), "Tomorrow 08:15", False),
        (datetime(2026, 6, 18, 10, 0), "Thu 10:00", False),
        (datetime(2026, 6, 18, 0, 0), "Thu 18 June", False),
        (datetime(2026, 6, 22, 10, 0), "Mon 10:00", False),
        (datetime(2026, 6, 23, 10, 0), "Tue 23 June", False),
        (datetime(2026, 8, 17, 12, 0), "Mon 17 Aug", False),
        (datetime(2027, 1, 4, 12, 0), "Mon 4 Jan 2027", False),
        (datetime(2026, 6, 15, 18, 0), "Yesterday", True),
        (datetime(2026, 6, 14, 0, 0), "2 days late", True),
        (datetime(2020, 1, 1, 0, 0), "2,358 days late", True),
    ],
)
def test_a_due_moment_in_words(due, words, late) -> None:
    assert due_words(due, NOW) == words
    assert is_late(due, NOW) is late


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (datetime(2026, 6, 16, 17, 0), "due today 17:00"),
        (datetime(2026, 6, 16, 9, 0), "due today 09:00, late"),
        (datetime(2026, 6, 17, 0, 0), "due tomorrow"),
        (datetime(2026, 6, 18, 10, 0), "due Thu 10:00"),
        (datetime(2026, 6, 15, 18, 0), "due yesterday, late"),
        (datetime(2026, 6, 14, 0, 0), "2 days late"),
    ],
)
def test_a_due_moment_within_a_sentence(due, said) -> None:
    assert spoken_due(due, NOW) == said


def test_what_is_done_is_not_late() -> None:
    assert spoken_due(datetime(2026, 6, 16, 9, 0), NOW, is_open=False) == "due today 09:00"
