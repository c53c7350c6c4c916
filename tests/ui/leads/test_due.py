"""When an action is due, in words."""

from datetime import datetime

import pytest

from desktop_app.ui.leads.due import due_words, is_late

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
