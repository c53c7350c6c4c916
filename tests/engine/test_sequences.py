"""Sequences worked off by the engine: what goes out, what stops it, and what puts it off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from desktop_app.data.journal import JournalRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.sequences import (
    EnrolmentState,
    Outcome,
    SequenceText,
    Step,
    Unit,
    Why,
    Window,
)
from desktop_app.engine.sequences import SequenceSource
from tests.sequences import FakeMailer, arrive, deliver_all, keys

# Importing services here is the test's own doing: the engine knows nothing of them.
from desktop_app.services.journal import JournalService  # isort: skip
from desktop_app.services.sequences import SequenceService  # isort: skip

EVERY_DAY = Window(time(9), time(17), frozenset(range(7)))


@pytest.fixture
def service(db, user, clock):
    return SequenceService(db, user.id, clock)


@pytest.fixture
def mailer(db):
    return FakeMailer(db)


@pytest.fixture
def source(db, mailer):
    return SequenceSource(db, mailer, calm=timedelta(0))


@pytest.fixture
def steps():
    return (
        Step("Intro", template_id=uuid4(), window=EVERY_DAY),
        Step("Call", action_type="call", text="Ring them", delay=2, window=EVERY_DAY),
        Step("Nudge", template_id=uuid4(), delay=3, window=EVERY_DAY),
    )


@pytest.fixture
def sequence(service, steps):
    return service.make(SequenceText("Outreach", steps))[0]


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example")


@pytest.fixture
def enrolled(service, sequence, lead):
    (made,) = service.enrol(sequence, [lead])[0].enrolments
    return made


@pytest.fixture
def run(source, clock):
    """Everything that is due now, also with news just heard."""

    def run(**forward):
        if forward:
            clock.forward(**forward)
        source.heard(Kind.MESSAGES)
        return source.run_due(clock())

    return run


@pytest.fixture
def one(service, enrolled):
    return lambda: service.rows([enrolled])[0]


def action_of(db, enrolment):
    return db.row(
        "SELECT type, status, due_date, description, metadata FROM actions WHERE id = %s",
        (enrolment.action_id,),
    )


def test_the_way_of_a_lead(db, user, service, source, mailer, steps, enrolled, one, run, clock):
    assert action_of(db, one())[:4] == ("email", "pending", clock(), "Intro")
    assert source.next_due(clock()) == clock()
    assert run() == 1
    assert [(each[2], each[3]) for each in mailer.asked] == [(f"{enrolled}:{steps[0].id}", clock())]
    assert one().done[0].outcome is Outcome.SENT
    assert one().done[0].outgoing_id == db.value("SELECT id FROM outpost.outgoing")
    assert one().step == "Call"
    type_, status, due, words, metadata = action_of(db, one())
    assert (type_, status, words) == ("call", "pending", "Ring them")
    assert due == datetime(2026, 6, 19, 9, tzinfo=UTC)
    assert metadata["sequence"] == {
        "enrolment": str(enrolled), "step": str(steps[1].id), "name": "Call",
        "sequence": "Outreach", "mail": False,
    }  # fmt: skip
    assert db.value("SELECT count(*) FROM actions WHERE status = 'completed'") == 1
    deliver_all(db, user.id, clock())
    # An action is the rep's: the engine does nothing when it is due.
    assert run(days=4) == 0
    db.run("UPDATE actions SET status = 'completed' WHERE id = %s", (one().action_id,))
    assert run(minutes=1) == 1
    assert (one().step, one().done[1].outcome) == ("Nudge", Outcome.DONE)
    assert one().due == datetime(2026, 6, 24, 9, tzinfo=UTC)
    assert run(days=3, hours=2) == 1
    talk = db.value("SELECT conversation_id FROM outpost.message")
    assert mailer.asked[1][4] == talk  # it follows up in the conversation of the first mail
    assert one().state is EnrolmentState.FINISHED
    assert (one().due, one().step) == (None, "")
    assert run(days=30) == 0
    assert len(mailer.asked) == 2
    assert service.list()[0].counts.finished == 1


def test_an_action_that_is_cancelled_or_deleted_is_skipped(db, one, run, mailer):
    run()
    db.run("UPDATE actions SET status = 'cancelled' WHERE id = %s", (one().action_id,))
    assert run(days=1) == 1
    assert [each.outcome for each in one().done] == [Outcome.SENT, Outcome.SKIPPED]
    db.run("DELETE FROM actions WHERE id = %s", (one().action_id,))
    run(days=1)
    assert one().state is EnrolmentState.FINISHED
    assert len(mailer.asked) == 1


def test_another_time_that_somebody_chose_counts(db, one, run, mailer, clock):
    later = datetime(2026, 6, 20, 11, tzinfo=UTC)
    db.run("UPDATE actions SET due_date = %s WHERE id = %s", (later, one().action_id))
    assert run(days=2) == 0
    assert run(days=1, hours=2) == 1
    assert mailer.asked[0][3] == clock()


def test_outside_of_the_window_nothing_goes_out(run, one, mailer, clock):
    clock.now = datetime(2026, 6, 17, 21, tzinfo=UTC)
    assert run() == 1
    assert mailer.asked == []
    assert one().due == datetime(2026, 6, 18, 9, tzinfo=UTC)
    clock.now = datetime(2026, 6, 18, 9, tzinfo=UTC)
    run()
    assert len(mailer.asked) == 1


# -- what stops it ---------------------------------------------------------------------------------


def reply(db, user, lead, now):
    arrive(db, user.id, lead, now)


def bounce(db, user, lead, now):
    sent = db.value("SELECT message_id FROM outpost.outgoing")
    arrive(
        db, user.id, lead, now, kind="bounce", answers=sent, known=False,
        signal={"signal": "bounce", "failed": ["ines@norvane.example"], "permanent": True},
    )  # fmt: skip


def opt_out(db, user, lead, now):
    db.run("""UPDATE leads SET metadata = '{"unsubscribed": "Yes"}' WHERE id = %s""", (lead,))


def meeting(db, user, lead, now):
    db.run(
        "INSERT INTO actions (user_id, lead_id, type) VALUES (%s, %s, 'meeting')", (user.id, lead)
    )


def accepted(db, user, lead, now):
    _answer(db, user, lead, now, ["pa@norvane.example", "ines@norvane.example"])


def declined(db, user, lead, now):
    _answer(db, user, lead, now, ["pa@norvane.example"])  # somebody else comes


def _answer(db, user, lead, now, accepted):
    arrive(
        db, user.id, lead, now, kind="auto_reply", address="ines@norvane.example",
        signal={"signal": "invitation", "method": "reply", "accepted": accepted},
    )  # fmt: skip


def manual(db, user, lead, now):
    arrive(db, user.id, lead, now, outbound=True)


def cold(db, user, lead, now):
    db.run("UPDATE leads SET status = 'cold' WHERE id = %s", (lead,))


def gone(db, user, lead, now):
    db.run("DELETE FROM leads WHERE id = %s", (lead,))


def failed(db, user, lead, now):
    db.run("UPDATE outpost.outgoing SET state = 'failed', said = '550 no such user'")


STOPS = [
    (reply, Why.REPLY), (bounce, Why.BOUNCE), (opt_out, Why.OPT_OUT), (meeting, Why.MEETING),
    (accepted, Why.MEETING), (declined, Why.REPLY), (manual, Why.MANUAL_MAIL), (cold, Why.COLD),
    (gone, Why.LEAD_GONE),
]  # fmt: skip


@pytest.mark.parametrize(("event", "why"), STOPS)
def test_what_stops_it_soon_after_it_is_known(
    event, why, db, user, lead, service, sequence, one, run, mailer, clock
):
    run()
    deliver_all(db, user.id, clock())
    event(db, user, lead, clock.forward(hours=1))
    assert run(minutes=1) == 1
    assert (one().state, one().why) == (EnrolmentState.STOPPED, why)
    assert one().said
    assert db.value("SELECT count(*) FROM actions WHERE status = 'pending' AND type <> 'meeting'"
                    ) == 0  # fmt: skip
    run(days=30)
    assert len(mailer.asked) == 1
    counts = service.list()[0].counts
    assert (counts.replied, counts.stopped) == ((1, 0) if why is Why.REPLY else (0, 1))


@pytest.mark.parametrize(("event", "why"), STOPS)
def test_what_is_in_the_database_stops_a_step_that_is_due(
    event, why, db, user, lead, one, source, mailer, clock
):
    # As if nobody had told: the transaction that takes the step looks itself.
    source.run_due(clock())
    deliver_all(db, user.id, clock())
    db.run("UPDATE actions SET status = 'completed' WHERE id = %s", (one().action_id,))
    source.run_due(clock.forward(days=2))
    assert one().step == "Nudge"
    event(db, user, lead, clock.forward(days=3))
    source._news, source._swept = False, clock()  # its last look at news was just now
    source.run_due(clock())
    assert one().why is why
    assert len(mailer.asked) == 1


def test_what_is_no_reason_to_stop(db, user, lead, make_lead, service, sequence, run, clock):
    other = make_lead("else@other.example")
    arrive(db, user.id, lead, clock())
    meeting(db, user, lead, clock())
    (made,) = service.enrol(sequence, [lead])[0].enrolments
    clock.forward(hours=1)
    reply(db, user, other, clock())
    arrive(db, user.id, lead, clock(), kind="auto_reply")
    arrive(db, user.id, lead, clock(), kind="list")
    arrive(db, user.id, lead, clock(), kind="auto_reply", outbound=True)  # the rep's own absence
    # A report that names no mail of the rep's, and one on what is only tried again.
    says = {"signal": "bounce", "failed": ["ines@norvane.example"], "permanent": True}
    arrive(db, user.id, lead, clock(), kind="bounce", known=False, signal=says)
    db.run("UPDATE actions SET status = 'cancelled' WHERE type = 'meeting'")
    run()
    deliver_all(db, user.id, clock())
    run()
    (one,) = service.rows([made])
    assert (one.state, one.step) == (EnrolmentState.ACTIVE, "Call")


def test_who_answers_the_last_mail_has_replied(db, user, service, make_lead, run, clock):
    made, _ = service.make(SequenceText("One", (Step("A", uuid4(), window=EVERY_DAY),), "one"))
    late = make_lead("late@late.example")
    service.enrol(made, [late])
    run()
    deliver_all(db, user.id, clock())
    assert next(each for each in service.list() if each.id == made).counts.finished == 1
    reply(db, user, late, clock.forward(days=3))
    run()
    counts = next(each for each in service.list() if each.id == made).counts
    assert (counts.finished, counts.replied) == (0, 1)


def test_mail_that_has_not_left_is_taken_back(db, user, lead, one, run, clock):
    run()
    assert keys(db, "queued")
    reply(db, user, lead, clock.forward(seconds=5))
    run()
    assert keys(db, "queued") == []
    assert len(keys(db, "recalled")) == 1
    assert one().done[0].outcome is Outcome.RECALLED


def test_mail_that_is_refused_stops_it(db, one, run):
    run()
    db.run("UPDATE outpost.outgoing SET state = 'sending'")
    failed(db, None, None, None)
    run(minutes=1)
    assert (one().why, one().said) == (Why.BOUNCE, "550 no such user")


def test_a_step_waits_until_the_mail_before_it_has_left(db, user, service, make_lead, run, clock,
                                                        mailer):  # fmt: skip
    steps = tuple(Step(name, template_id=uuid4(), window=EVERY_DAY) for name in "ab")
    made, _ = service.make(SequenceText("Quick", steps, "quick"))
    service.enrol(made, [make_lead("q@q.example")])
    run()
    run(hours=1)
    assert len(mailer.asked) == 1
    deliver_all(db, user.id, clock())
    run(hours=1)
    assert len(mailer.asked) == 2


# -- absences --------------------------------------------------------------------------------------


def test_away_until_a_day(db, user, lead, one, run, mailer, clock):
    out = {"signal": "out_of_office", "returns_on": "2026-06-29"}
    arrive(db, user.id, lead, clock.forward(minutes=-1), kind="auto_reply", signal=out)
    clock.forward(minutes=1)
    db.run("UPDATE outpost.enrolment SET started_at = started_at - interval '1 hour'")
    run()
    assert (one().state, one().why) == (EnrolmentState.PAUSED, Why.ABSENCE)
    assert one().paused_until == datetime(2026, 6, 29, tzinfo=UTC)
    assert one().due == datetime(2026, 6, 29, 9, tzinfo=UTC)
    run(days=8)
    assert mailer.asked == []
    clock.now = datetime(2026, 6, 29, 9, tzinfo=UTC)
    run()
    assert len(mailer.asked) == 1
    assert (one().state, one().why, one().step) == (EnrolmentState.ACTIVE, None, "Call")


def test_away_for_nobody_knows_how_long(db, user, lead, service, one, run, clock):
    run()
    deliver_all(db, user.id, clock())
    arrive(db, user.id, lead, clock.forward(minutes=1), kind="auto_reply",
           signal={"signal": "out_of_office"})  # fmt: skip
    run()
    assert one().paused_until == datetime(2026, 6, 24, 9, 31, tzinfo=UTC)
    assert one().due == datetime(2026, 6, 24, 9, 31, tzinfo=UTC)
    # The rep says that they are back: the same absence pauses nothing any more.
    clock.forward(days=1)
    service.resume([one().id])
    run()
    assert (one().state, one().due) == (
        EnrolmentState.ACTIVE, datetime(2026, 6, 19, 9, tzinfo=UTC),
    )  # fmt: skip


# -- mail that cannot be written -------------------------------------------------------------------


def test_what_cannot_be_written_waits_for_the_rep(db, lead, service, one, run, mailer):
    mailer.refuses[lead] = "The lead has no first name."
    assert run() == 1
    assert run() == 0
    assert run(days=1) == 0
    assert len(mailer.asked) == 1  # it is not tried in a circle
    assert (one().waits, one().said) == (True, "The lead has no first name.")
    _, status, _, words, metadata = action_of(db, one())
    assert (status, words) == ("pending", "Intro\nThe lead has no first name.")
    assert metadata["sequence"]["waits"] == "The lead has no first name."
    assert db.value("SELECT count(*) FROM outpost.enrolment_step") == 0
    assert service.list()[0].counts.waiting == 1
    mailer.refuses.clear()
    service.resume([one().id])
    assert action_of(db, one())[3] == "Intro"
    run()
    assert one().step == "Call"


def test_a_mail_that_waits_can_be_done_by_hand(db, lead, one, run, mailer):
    mailer.refuses[lead] = "no"
    run()
    db.run("UPDATE actions SET status = 'completed' WHERE id = %s", (one().action_id,))
    run()
    assert (one().step, one().done[0].outcome, one().waits) == ("Call", Outcome.DONE, False)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ZeroDivisionError("bug"), "Outpost could not write this mail."),
        (KnownError("The file is gone.", "Attach it again."), "The file is gone."),
    ],
)
def test_one_lead_s_fault_holds_up_nobody_else(
    error, words, service, sequence, make_lead, run, mailer
):
    leads = [make_lead(f"{n}@many.example") for n in range(5)]
    service.enrol(sequence, leads)
    mailer.fails[leads[2]] = error
    run()
    states = {each.lead_id: each for each in service.rows(list(service.enrolments(sequence)))}
    assert [states[each].waits for each in leads] == [False, False, True, False, False]
    assert states[leads[2]].said.startswith(words)
    asked = len(mailer.asked)
    assert run() == 0
    assert len(mailer.asked) == asked


@pytest.fixture
def bug(source, monkeypatch):
    """A function that has one method of the engine's work fail where one lead is among its own."""

    def bug(method: str, lead):
        real = getattr(source._work, method)

        def fails(given, now):
            standings = [each[0] if isinstance(each, tuple) else each for each in given]
            if lead in {each.lead_id for each in standings}:
                raise ZeroDivisionError
            return real(given, now)

        monkeypatch.setattr(source._work, method, fails)

    return bug


@pytest.fixture
def many(service, sequence, make_lead):
    """Five leads in the sequence."""
    leads = [make_lead(f"{n}@many.example") for n in range(5)]
    service.enrol(sequence, leads)
    return leads


@pytest.fixture
def states(service, sequence):
    """By lead."""
    return lambda: {each.lead_id: each for each in service.rows(list(service.enrolments(sequence)))}


def test_one_lead_that_cannot_be_stopped_holds_up_nobody_else(
    db, user, many, states, run, bug, mailer, clock
):
    bug("stop", many[2])
    for each in many[1:4]:
        arrive(db, user.id, each, clock.forward(minutes=1))
    run()
    found = [states()[each].state is EnrolmentState.STOPPED for each in many]
    assert found == [False, True, False, True, False]
    assert {each[0] for each in mailer.asked} == {many[0], many[4]}  # nothing behind a stop


def test_one_lead_that_cannot_be_led_on_holds_up_nobody_else(
    db, user, many, states, run, bug, monkeypatch, clock
):
    run()
    deliver_all(db, user.id, clock())
    ended = [states()[each].action_id for each in many[:4]]
    db.run("UPDATE actions SET status = 'completed' WHERE id = ANY(%s)", (ended,))
    bug("advance", many[2])
    assert run(minutes=1) == 3
    assert [states()[each].step for each in many] == [
        "Nudge", "Nudge", "Call", "Nudge", "Call",
    ]  # fmt: skip
    assert run(minutes=1) == 0
    monkeypatch.undo()
    assert run(minutes=1) == 1  # it was not given up
    assert states()[many[2]].step == "Nudge"


def test_what_is_due_cannot_be_asked(one, run, source, monkeypatch):
    asked = []

    def fails(now, limit):
        asked.append(now)
        if len(asked) > 1:
            raise KeyboardInterrupt  # it goes in a circle
        raise ZeroDivisionError

    monkeypatch.setattr(source._work, "lock_due", fails)
    with pytest.raises(ZeroDivisionError):
        run()


def test_what_is_only_for_now_is_tried_later(service, lead, one, run, mailer, clock):
    mailer.fails[lead] = KnownError("The disk is full.", retryable=True)
    run()
    assert (one().waits, one().due) == (False, datetime(2026, 6, 17, 9, 45, tzinfo=UTC))
    mailer.fails.clear()
    run(minutes=15)
    assert one().step == "Call"


# -- the clock and the definition ------------------------------------------------------------------


def test_another_time_zone_moves_what_is_not_taken(db, user, lead, one, run, clock):
    run()
    assert one().due == datetime(2026, 6, 19, 9, tzinfo=UTC)
    db.run("UPDATE users SET timezone = 'America/New_York' WHERE id = %s", (user.id,))
    run()
    assert one().due == datetime(2026, 6, 19, 13, tzinfo=UTC)
    db.run("""UPDATE leads SET metadata = '{"timezone": "Asia/Tokyo"}' WHERE id = %s""", (lead,))
    run()
    assert one().due == datetime(2026, 6, 19, 0, tzinfo=UTC)
    own = datetime(2026, 7, 1, 12, tzinfo=UTC)
    db.run("UPDATE actions SET due_date = %s WHERE id = %s", (own, one().action_id))
    db.run("UPDATE leads SET metadata = '{}' WHERE id = %s", (lead,))
    run()
    assert one().due == own


def test_who_is_in_an_edited_sequence_goes_on(db, user, service, sequence, steps, one, run, clock):
    run()
    deliver_all(db, user.id, clock())
    intro, call, nudge = steps
    late = Step("Ring", action_type="call", delay=5, window=EVERY_DAY, id=call.id)
    extra = Step("Extra", action_type="other", window=EVERY_DAY)
    service.edit(sequence, SequenceText("Outreach", (intro, late, extra, nudge)))
    run()
    assert one().due == datetime(2026, 6, 22, 9, tzinfo=UTC)
    assert action_of(db, one())[3] == "Ring"
    # The step at which it waits is taken out: it goes on from there, on the old count of days.
    service.edit(sequence, SequenceText("Outreach", (extra, intro, nudge)))
    run()
    assert one().step == "Nudge"
    assert one().due == datetime(2026, 6, 20, 9, tzinfo=UTC)
    assert db.value("SELECT count(*) FROM actions WHERE status = 'cancelled'") == 1
    # One that it was sent already does not come again, wherever it stands now.
    service.edit(sequence, SequenceText("Outreach", (nudge, intro)))
    run(days=4)
    assert one().state is EnrolmentState.FINISHED
    assert [each.name for each in one().done] == ["Intro", "Nudge"]


def test_what_is_to_be_done_follows_its_step_also_under_the_same_name(
    db, user, service, sequence, steps, one, run, clock
):
    run()
    deliver_all(db, user.id, clock())
    intro, call, nudge = steps

    def edit(**changes):
        edited = replace(call, **changes)
        service.edit(sequence, SequenceText("Outreach", (intro, edited, nudge)))
        run()
        type_, _, _, words, metadata = action_of(db, one())
        return type_, words, metadata["sequence"]["mail"]

    assert edit(text="Ring them before noon") == ("call", "Ring them before noon", False)
    assert edit(action_type="meeting") == ("meeting", "Ring them", False)
    assert edit(action_type="", text="", template_id=uuid4()) == ("email", "Call", True)
    # What the rep wrote there stays where the step does.
    db.run("UPDATE actions SET description = 'Ask for Ines' WHERE id = %s", (one().action_id,))
    db.run("UPDATE users SET timezone = 'Asia/Tokyo' WHERE id = %s", (user.id,))
    run()
    assert action_of(db, one())[3] == "Ask for Ines"


def test_an_edit_on_top_of_one_that_was_taken_back_is_another_one(
    db, user, service, sequence, steps, one, run, clock
):
    run()
    deliver_all(db, user.id, clock())
    intro, call, nudge = steps
    journal = JournalService(db, user.id)

    def edit(delay):
        edited = replace(call, delay=delay)
        service.edit(sequence, SequenceText("Outreach", (intro, edited, nudge)))

    def due():
        run()
        return (one().due - clock()).days + 1

    edit(5)
    assert due() == 5
    journal.undo()
    edit(7)
    assert due() == 7
    journal.undo()
    journal.redo()
    assert due() == 7
    journal.undo()
    assert due() == 2


def test_a_step_that_is_edited_while_somebody_is_away_is_the_new_one(
    db, user, lead, service, sequence, steps, one, run, clock
):
    run()
    deliver_all(db, user.id, clock())
    intro, call, nudge = steps
    edited = replace(call, text="Write them a card")
    service.edit(sequence, SequenceText("Outreach", (intro, edited, nudge)))
    out = {"signal": "out_of_office"}
    arrive(db, user.id, lead, clock.forward(minutes=1), kind="auto_reply", signal=out)
    run()
    assert one().state is EnrolmentState.PAUSED
    assert action_of(db, one())[3] == "Write them a card"


def test_two_engines_take_a_step_once(db, db_url, one, mailer, source, clock):
    from desktop_app.data.database import Database

    other = Database(db_url)
    second = SequenceSource(other, FakeMailer(other))
    with db.transaction():
        assert source._work.lock_due(clock(), 10) == [one().id]
        assert second.run_due(clock()) == 0
    source.run_due(clock())
    assert second.run_due(clock()) == 0
    other.close()
    assert len(keys(db)) == 1


def test_a_step_that_was_noted_is_never_sent_again(
    db, user, enrolled, steps, one, run, mailer, clock
):
    run()
    deliver_all(db, user.id, clock())
    db.run("UPDATE outpost.enrolment SET step_id = %s WHERE id = %s", (steps[0].id, enrolled))
    db.run("UPDATE actions SET due_date = now() - interval '1 year' WHERE status = 'pending'")
    run()
    assert len(mailer.asked) == 1
    assert one().step == "Call"


def test_working_days_in_the_rep_s_week(service, make_lead, run, clock):
    step = Step("A", template_id=uuid4(), delay=3, unit=Unit.WORKING_DAYS, window=EVERY_DAY)
    made, _ = service.make(SequenceText("Working", (step,), "working"))
    (each,) = service.enrol(made, [make_lead("w@w.example")])[0].enrolments
    assert service.rows([each])[0].due == datetime(2026, 6, 22, 9, tzinfo=UTC)


def test_undone_enrolling_leaves_no_action_and_no_mail(db, user, service, enrolled, run):
    assert JournalRepository(db).last_undoable(user.id)[1] == "1 lead in “Outreach”"
    entry = JournalRepository(db).last_undoable(user.id)[0]
    run()
    with pytest.raises(KnownError):
        JournalRepository(db).undo(user.id, entry)
    from desktop_app.domain.journal import How

    JournalRepository(db).undo(user.id, entry, How.OVERWRITE)
    assert service.rows([enrolled]) == ()
    assert db.value("SELECT count(*) FROM actions WHERE status = 'pending'") == 0
    assert keys(db, "queued") == []


def test_news_are_looked_at_together(db, user, lead, one, mailer, clock):
    source = SequenceSource(db, mailer)
    source.run_due(clock())
    deliver_all(db, user.id, clock())
    reply(db, user, lead, clock.forward(seconds=1))
    source.heard(Kind.MESSAGES)
    source.run_due(clock())
    assert one().state is EnrolmentState.ACTIVE
    assert source.next_due(clock()) == clock() + timedelta(seconds=2)
    source.run_due(clock.forward(seconds=2))
    assert one().state is EnrolmentState.STOPPED
    # What is due is looked at with all there is, however fresh.
    assert source.next_due(clock()) is None
