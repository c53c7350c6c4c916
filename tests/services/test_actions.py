"""Actions: added, done, opened again, changed; each can be undone."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.actions import ActionQuery, ActionStatus, Due, Priority, read_query
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example", company="Norvane")


@pytest.fixture
def now(clock):
    return clock()


def texts(actions):
    return [each.text for each in actions]


def test_an_action_is_added_and_taken_back(mine, lead, now):
    due = now + timedelta(days=1)
    made, done = mine.actions.add("Follow up", lead, due, Priority.HIGH, "Send prices\nand terms")
    assert (done.said, done.kinds) == ("Follow up added", Kind.ACTIONS | Kind.LEADS)
    (action,) = mine.actions.open_of_lead(lead)
    assert (action.id, action.type, action.status) == (made, "follow_up", ActionStatus.PENDING)
    assert (action.priority, action.due, action.text) == (
        Priority.HIGH, due, "Send prices\nand terms",
    )  # fmt: skip
    assert action.lead == "Norvane"
    assert mine.leads.timeline(lead).actions == 1
    mine.journal.undo()
    assert mine.actions.open_of_lead(lead) == ()
    assert mine.actions.action(made) is None


def test_what_is_due_first_stands_first(mine, lead, now):
    for text, days, priority in (
        ("no time", None, Priority.HIGH), ("later", 5, Priority.HIGH), ("soon", 1, Priority.LOW),
        ("soon and pressing", 1, Priority.HIGH),
    ):  # fmt: skip
        due = None if days is None else now + timedelta(days=days)
        mine.actions.add("call", lead, due, priority, text)
    assert texts(mine.actions.open_of_lead(lead)) == [
        "soon and pressing", "soon", "later", "no time",
    ]  # fmt: skip


def test_done_open_again_cancelled(mine, lead):
    one, two = (mine.actions.add("call", lead, text=each)[0] for each in "ab")
    assert mine.actions.complete([one, two]).said == "2 actions done"
    assert mine.actions.open_of_lead(lead) == ()
    mine.journal.undo()
    assert len(mine.actions.open_of_lead(lead)) == 2
    assert mine.actions.complete([one]).said == "Action done"
    assert mine.actions.complete([one]).journal_id is None
    assert mine.actions.reopen([one]).said == "Action open again"
    assert mine.actions.cancel([one]).said == "Action cancelled"
    assert mine.actions.action(one).status is ActionStatus.CANCELLED
    assert mine.actions.complete([uuid.uuid4()]).kinds == Kind.NONE


def test_an_action_is_changed(mine, lead, now):
    made, _ = mine.actions.add("call", lead, text="a")
    before = mine.actions.action(made)
    values = {"type_": "meeting", "due": now, "priority": Priority.LOW, "text": "b"}
    assert mine.actions.edit(made, **values).said == "Meeting changed"
    after = mine.actions.action(made)
    assert (after.type, after.due, after.priority, after.text, after.lead_id) == (
        "meeting", now, Priority.LOW, "b", lead,
    )  # fmt: skip
    assert mine.actions.edit(made, **values).journal_id is None
    mine.journal.undo()
    assert mine.actions.action(made) == before
    with pytest.raises(KnownError, match="not there any more"):
        mine.actions.edit(uuid.uuid4(), **values)
    with pytest.raises(KnownError, match="needs a type"):
        mine.actions.edit(made, **{**values, "type_": " "})


def test_what_cannot_be_added(theirs, mine, lead):
    with pytest.raises(KnownError, match="not there any more"):
        theirs.actions.add("call", lead)
    with pytest.raises(KnownError, match="needs a type"):
        mine.actions.add("", lead)
    assert mine.actions.find(ActionQuery()) == ()
    assert mine.journal.can_undo() is None


def test_queries(mine, lead, now, clock):
    clock.now = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
    for text, hours in (("old", -30), ("today", 3), ("tomorrow", 26), ("next month", 800)):
        mine.actions.add("call", lead, clock.now + timedelta(hours=hours), text=text)
    mine.actions.add("Follow up", text="no time")
    mine.actions.complete([mine.actions.add("meeting", lead, text="met")[0]])

    def found(typed):
        return texts(mine.actions.find(read_query(typed)))

    assert found("") == ["old", "today", "tomorrow", "next month", "no time"]
    assert found("due:overdue") == ["old"]
    assert found("due:today") == ["today"]
    assert found("due:week") == ["today", "tomorrow"]
    assert found("due:none") == ["no time"]
    assert found("status:done") == ["met"]
    assert len(found("status:all")) == 6
    assert found("type:follow_up") == ["no time"]
    assert found("NORVANE month") == ["next month"]
    assert found("priority:high") == []
    assert len(mine.actions.find(ActionQuery(due=Due.WEEK), limit=1)) == 1


def test_times_are_read_on_the_user_s_clock(mine, clock):
    mine.profile.update(timezone="Asia/Tokyo")
    clock.now = datetime(2026, 6, 17, 20, 0, tzinfo=UTC)  # the 18th, 5:00
    assert mine.actions.read_due("tomorrow 9:00") == datetime(2026, 6, 19, 0, 0, tzinfo=UTC)
    assert mine.actions.read_due(" ") is None
    with pytest.raises(KnownError, match="“soon” is no time"):
        mine.actions.read_due("soon")


def test_a_lead_is_found_by_any_address(mine, make_lead):
    lead = make_lead("a@a.example", metadata={"emails": ["Also@b.example"]})
    assert mine.actions.lead_of("A <a@A.example>") == lead
    assert mine.actions.lead_of("also@b.example") == lead
    with pytest.raises(KnownError, match="No lead has"):
        mine.actions.lead_of("c@c.example")
