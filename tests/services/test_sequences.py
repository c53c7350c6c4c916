"""Sequences as the rep makes and steers them; each command can be undone."""

from datetime import UTC, datetime, time
from uuid import uuid4

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.sequences import (
    EnrolmentState,
    Outcome,
    Refusal,
    SequenceText,
    Step,
    Whose,
    Why,
    Window,
)
from tests.sequences import keys

EVERY_DAY = Window(time(9), time(17), frozenset(range(7)))


@pytest.fixture
def steps():
    return (
        Step("Intro", template_id=uuid4(), window=EVERY_DAY),
        Step("Call", action_type="call", text="Ring them", delay=2, window=EVERY_DAY),
        Step("Nudge", template_id=uuid4(), delay=3, window=EVERY_DAY),
    )


@pytest.fixture
def sequence(mine, steps):
    return mine.sequences.make(SequenceText("Outreach", steps))[0]


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example", contact_name="Ines", company="Norvane")


@pytest.fixture
def enrolled(mine, sequence, lead):
    return mine.sequences.enrol(sequence, [lead])[0].enrolments[0]


@pytest.fixture
def one(mine, enrolled):
    return lambda: mine.sequences.rows([enrolled])[0]


def open_actions(mine, lead):
    return [(each.type, each.text, each.due) for each in mine.actions.open_of_lead(lead)]


def test_made_edited_deleted_and_taken_back(mine, steps):
    text = SequenceText("Outreach", steps)
    made, done = mine.sequences.make(text)
    assert (done.said, Kind.SEQUENCES in done.kinds) == ("Sequence “Outreach” made", True)
    assert mine.sequences.get(made).text == text
    intro, _, nudge = steps
    changed = Step("Intro 2", template_id=uuid4(), delay=1, id=intro.id,
                   window=Window(time(8), time(0), frozenset({0, 6}), Whose.REP))  # fmt: skip
    edited = SequenceText("Cold calls", (nudge, changed), "calls")
    mine.sequences.edit(made, edited)
    assert mine.sequences.get(made).text == edited
    assert mine.sequences.edit(made, edited).journal_id is None
    mine.journal.undo()
    assert mine.sequences.get(made).text == text
    mine.journal.redo()
    assert mine.sequences.get(made).text == edited
    mine.sequences.delete(made)
    assert mine.sequences.list() == ()
    mine.journal.undo()
    assert mine.sequences.get(made).text == edited
    mine.journal.undo()
    mine.journal.undo()
    assert mine.sequences.list() == ()
    with pytest.raises(KnownError, match="not there any more"):
        mine.sequences.edit(uuid4(), text)


def test_nobody_s_steps_are_taken_over(mine, theirs, steps, sequence):
    theirs.sequences.make(SequenceText("Mine now", steps))
    assert theirs.sequences.list()[0].text.steps == ()
    assert mine.sequences.get(sequence).text.steps == steps


def test_leads_are_enrolled_and_taken_back(mine, sequence, make_lead, lead, clock):
    leads = [lead, make_lead("b@b.example")]
    enrolled, done = mine.sequences.enrol(sequence, leads)
    assert done.said == "2 leads in “Outreach”"
    assert open_actions(mine, lead) == [("email", "Intro", clock())]
    rows = mine.sequences.rows(list(mine.sequences.enrolments(sequence)))
    assert {each.id for each in rows} == set(enrolled.enrolments)
    assert {each.lead_id for each in rows} == set(leads)
    assert mine.sequences.of_lead(lead)[0].lead == "Ines"
    assert list(mine.sequences.enrolments(sequence, [EnrolmentState.PAUSED])) == []
    assert mine.sequences.list()[0].counts.active == 2
    mine.journal.undo()
    assert len(mine.sequences.enrolments(sequence)) == 0
    assert open_actions(mine, lead) == []
    mine.journal.redo()
    assert mine.sequences.list()[0].counts.active == 2
    assert len(open_actions(mine, lead)) == 1


def test_who_cannot_be_enrolled_is_told_by_reason(
    db, user, mine, sequence, enrolled, lead, make_lead, clock
):
    cold = make_lead("cold@c.example")
    mine.leads.set_status([cold], LeadStatus.COLD)
    out = make_lead("out@o.example")
    db.run("""UPDATE leads SET metadata = '{"do_not_contact": true}' WHERE id = %s""", (out,))
    none = make_lead("none@n.example")
    db.run("UPDATE leads SET email = ' ' WHERE id = %s", (none,))
    gone, fine = uuid4(), make_lead("fine@f.example")
    found, done = mine.sequences.enrol(sequence, [lead, cold, out, none, gone, fine, fine])
    assert len(found.enrolments) == 1
    assert dict(found.refused) == {
        Refusal.GONE: (gone,), Refusal.ENROLLED: (lead,), Refusal.OPT_OUT: (out,),
        Refusal.COLD: (cold,), Refusal.NO_ADDRESS: (none,),
    }  # fmt: skip
    assert done.said == (
        "1 lead in “Outreach”; left out: 1 not there any more, 1 in a sequence already, "
        "1 wanting no mail, 1 cold, 1 without an address that works"
    )
    nobody, done = mine.sequences.enrol(sequence, [lead])
    assert (nobody.enrolments, done.journal_id) == ((), None)


def test_one_of_a_kind_at_a_time(db, user, mine, sequence, enrolled, lead, steps):
    step = Step("A", action_type="call")
    same = mine.sequences.make(SequenceText("Same", (step,)))[0]
    assert Refusal.ENROLLED in mine.sequences.enrol(same, [lead])[0].refused
    other = mine.sequences.make(SequenceText("Other", (Step("B", action_type="call"),), "calls"))[0]
    assert len(mine.sequences.enrol(other, [lead])[0].enrolments) == 1
    with pytest.raises(KnownError, match="kind cannot change"):
        mine.sequences.edit(sequence, SequenceText("Outreach", steps, "calls"))
    mine.sequences.stop([enrolled])
    assert len(mine.sequences.enrol(same, [lead])[0].enrolments) == 1
    with pytest.raises(KnownError, match="no step"):
        mine.sequences.enrol(mine.sequences.make(SequenceText("Empty"))[0], [lead])


def test_paused_and_resumed(mine, lead, one, clock):
    assert mine.sequences.pause([one().id]).said == "1 lead paused"
    assert (one().state, one().why, one().due) == (EnrolmentState.PAUSED, Why.REP, None)
    assert open_actions(mine, lead) == [("email", "Intro", None)]
    assert mine.sequences.pause([one().id]).journal_id is None
    clock.forward(days=3, hours=10)
    assert mine.sequences.resume([one().id]).said == "1 lead resumed"
    assert (one().state, one().why) == (EnrolmentState.ACTIVE, None)
    assert one().due == datetime(2026, 6, 21, 9, tzinfo=UTC)
    assert mine.sequences.resume([one().id]).journal_id is None
    mine.journal.undo()
    assert (one().state, one().due) == (EnrolmentState.PAUSED, None)
    mine.journal.undo()
    assert one().state is EnrolmentState.ACTIVE
    assert one().due == datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


def test_a_step_is_skipped(mine, lead, one):
    assert mine.sequences.skip([one().id]).said == "1 lead led to the next step"
    assert (one().step, one().done[0].outcome) == ("Call", Outcome.SKIPPED)
    assert [each[:2] for each in open_actions(mine, lead)] == [("call", "Ring them")]
    mine.journal.undo()
    assert (one().step, one().done) == ("Intro", ())
    assert [each[:2] for each in open_actions(mine, lead)] == [("email", "Intro")]
    mine.journal.redo()
    assert one().step == "Call"
    mine.sequences.skip([one().id])
    mine.sequences.skip([one().id])
    assert one().state is EnrolmentState.FINISHED
    assert mine.sequences.skip([one().id]).journal_id is None


def test_stopped_and_taken_back(mine, sequence, lead, one):
    mine.sequences.stop([one().id])
    assert (one().state, one().why) == (EnrolmentState.STOPPED, Why.REP)
    assert open_actions(mine, lead) == []
    assert mine.sequences.list()[0].counts.stopped == 1
    mine.journal.undo()
    assert (one().state, one().why) == (EnrolmentState.ACTIVE, None)
    assert len(open_actions(mine, lead)) == 1


def test_a_deleted_sequence_stops_who_is_in_it(db, mine, sequence, lead, one):
    mine.sequences.delete(sequence)
    assert one().state is EnrolmentState.STOPPED
    assert open_actions(mine, lead) == []
    mine.journal.undo()
    assert one().state is EnrolmentState.ACTIVE
    assert len(open_actions(mine, lead)) == 1
    assert keys(db) == []


def test_a_lead_that_is_deleted_takes_its_sequence_along_and_brings_it_back(mine, lead, one):
    mine.sequences.skip([one().id])
    before = one()
    mine.leads.delete([lead])
    assert mine.sequences.of_lead(lead) == ()
    mine.journal.undo()
    assert one() == before
    assert len(open_actions(mine, lead)) == 1


def test_leads_that_become_one_stay_in_one_sequence(mine, sequence, enrolled, lead, make_lead):
    twin = make_lead("ines@twin.example", contact_name="Ines", company="Norvane")
    (second,) = mine.sequences.enrol(sequence, [twin])[0].enrolments
    mine.duplicates.merge(lead, [twin], {})
    rows = {each.id: each for each in mine.sequences.of_lead(lead)}
    assert set(rows) == {enrolled, second}
    assert [rows[each].state for each in (enrolled, second)] == [
        EnrolmentState.ACTIVE, EnrolmentState.STOPPED,
    ]  # fmt: skip
    assert len(open_actions(mine, lead)) == 1
    mine.journal.undo()
    assert [each.state for each in mine.sequences.rows([enrolled, second])] == [
        EnrolmentState.ACTIVE
    ] * 2
    assert [len(open_actions(mine, each)) for each in (lead, twin)] == [1, 1]
