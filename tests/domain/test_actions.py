"""Words of actions: queries, types, and when something is due."""

from datetime import datetime, timedelta, timezone

import pytest

from desktop_app.domain.actions import (
    OPEN,
    ActionStatus,
    Due,
    Priority,
    check_text,
    check_type,
    due_range,
    due_words,
    read_query,
)
from desktop_app.domain.errors import KnownError

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=timezone(timedelta(hours=2)))


def test_a_query():
    assert read_query("").statuses == OPEN
    assert read_query("status:all").statuses == frozenset()
    query = read_query('is:done type:Follow-up priority:HIGH due:overdue norvane "line 3" it\'s')
    assert query.statuses == {ActionStatus.COMPLETED}
    assert query.types == {"follow_up"}
    assert query.priorities == {Priority.HIGH}
    assert query.due is Due.OVERDUE
    assert query.text == "norvane line 3 it's"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("status:maybe", "no status"), ("due:never", "overdue, today"), ("colour:red", "not asked"),
     ('"open', "quotation mark")],
)  # fmt: skip
def test_a_query_that_is_none(typed, said):
    with pytest.raises(KnownError) as caught:
        read_query(typed)
    assert said in str(caught.value)


def test_types_and_texts():
    assert check_type("  Follow up") == check_type("follow-UP") == "follow_up"
    assert check_text(" a \n\n b\x00 ") == "a\n\nb"
    for wrong in ("", " _ ", "x" * 41):
        with pytest.raises(KnownError):
            check_type(wrong)
    with pytest.raises(KnownError, match="too long"):
        check_text("x" * 2001)


@pytest.mark.parametrize(
    ("days", "hours", "words"),
    [(0, 2, "today 11:30"), (0, -1, "overdue since 08:30"), (-1, 5, "overdue since yesterday"),
     (-3, 0, "overdue 3 days"), (1, 0, "tomorrow 09:30"), (3, 0, "Saturday 09:30"),
     (20, 0, "7 July"), (300, 0, "13 April 2027")],
)  # fmt: skip
def test_when_it_is_due(days, hours, words):
    assert due_words(NOW + timedelta(days=days, hours=hours), NOW) == words


def test_days_are_the_user_s():
    since, until = due_range(Due.TODAY, NOW)
    assert (since.hour, until - since, since.utcoffset()) == (
        0, timedelta(days=1), timedelta(hours=2),
    )  # fmt: skip
    assert due_range(Due.OVERDUE, NOW) == (None, NOW)
    assert due_words(None, NOW) == ""
