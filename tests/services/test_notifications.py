"""What became due is told once, to one window."""

from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.engine.notifications import NotificationSource


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane")


@pytest.fixture
def source(db):
    return NotificationSource(db)


@pytest.fixture
def call(mine, lead, clock):
    """``call("Ask", hours=2)``: an action due then."""
    return lambda text, **due: mine.actions.add(
        "call", lead, clock() + timedelta(**due), text=text
    )[0]


def test_told_once_at_its_time(mine, theirs, source, call, clock):
    made = call("Ask about line 3\nand terms", hours=2)
    assert source.next_due(clock()) == clock() + timedelta(hours=2)
    assert source.run_due(clock()) == 0
    assert source.run_due(clock.forward(hours=2)) == 1
    assert source.run_due(clock.forward(minutes=5)) == 0
    assert theirs.notifications.claim() == ()
    (told,) = mine.notifications.claim()
    assert (told.title, told.text) == ("Call: Ines Caldaro", "Ask about line 3")
    assert told.action_id == made
    assert mine.notifications.claim() == ()  # nor by another window, or after a restart
    assert source.run_due(clock.forward(days=-3)) == 0
    assert source.run_due(clock.forward(days=4)) == 0


def test_another_time_is_another_moment(mine, source, call, clock):
    made = call("a", hours=1)
    source.run_due(clock.forward(hours=1))
    action = mine.actions.action(made)
    mine.actions.edit(
        made, type_="call", due=clock() + timedelta(hours=1), priority=action.priority, text="a"
    )
    assert mine.notifications.claim() == ()  # it is not due any more
    assert source.run_due(clock.forward(hours=1)) == 1
    assert len(mine.notifications.claim()) == 1


def test_after_sleep_together_and_what_is_old_as_a_number(mine, source, call, clock):
    for n in range(3):
        call(f"old {n}", hours=n + 1)
    for n in range(6):
        call(f"new {n}", days=3, hours=n)
    source.run_due(clock.forward(days=3, hours=6))
    many, old = mine.notifications.claim()
    assert many.title == "6 actions are due"
    assert many.text.splitlines() == ["Call: Ines Caldaro"] * 4 + ["and 2 more"]
    assert (old.title, old.text) == ("Overdue", "3 actions have been due for more than a day.")
    assert len(mine.notifications.list()) == 9


def test_what_is_done_is_not_told(mine, source, call, clock):
    made = call("a", hours=1)
    source.run_due(clock.forward(hours=1))
    mine.actions.complete([made])
    assert mine.notifications.claim() == ()
    assert mine.notifications.list() == ()
    assert mine.notifications.unseen() == 0


def test_what_was_due_a_long_time_ago_is_no_news(mine, source, call, clock):
    call("a", hours=1)
    assert source.run_due(clock.forward(days=40)) == 0


def test_the_list_and_what_was_seen(mine, source, call, clock):
    call("first", hours=1)
    call("second", hours=2)
    source.run_due(clock.forward(hours=3))
    rows = mine.notifications.list()
    assert [each.text for each in rows] == ["second", "first"]
    assert mine.notifications.unseen() == 2
    assert mine.notifications.seen([rows[0].id]).kinds is Kind.NOTIFICATIONS
    assert mine.notifications.seen([rows[0].id, uuid4()]).kinds is Kind.NONE
    assert mine.notifications.unseen() == 1


def test_turned_off_nothing_is_shown_and_the_list_stays(mine, source, call, clock):
    assert mine.notifications.are_shown()
    mine.notifications.show(False)
    call("a", hours=1)
    source.run_due(clock.forward(hours=1))
    assert mine.notifications.claim() == ()
    mine.notifications.show(True)
    assert mine.notifications.claim() == ()
    assert len(mine.notifications.list()) == 1


def test_mails_of_sequences_are_told_only_where_they_wait_for_the_rep(db, mine, source, call,
                                                                      clock):  # fmt: skip
    made = call("Intro", hours=1)
    meta = """UPDATE actions SET metadata = '{"sequence": {"mail": true%s}}' WHERE id = %%s"""
    db.run(meta % "", (made,))
    assert source.next_due(clock()) is None
    assert source.run_due(clock.forward(hours=1)) == 0
    db.run(meta % ', "waits": "No name."', (made,))
    assert source.run_due(clock()) == 1
