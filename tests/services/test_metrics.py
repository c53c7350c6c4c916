"""Metrics: what counts, as sentences; reports; and that the rows follow whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.metrics import (
    Compared,
    EvidenceQuery,
    Grouping,
    Measure,
    MetricsQuery,
    OfFunnel,
    OfStatus,
    OfStep,
    Period,
    Why,
)
from desktop_app.domain.reports import Share
from desktop_app.domain.templates import TemplateText
from desktop_app.domain.working_hours import WorkingHours
from desktop_app.services.metrics import MetricsService

ME = "robin@rep.example"
THEM = "ines@norvane.example"
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)  # a Monday


@pytest.fixture
def metrics(mine):
    return mine.metrics


@pytest.fixture
def lead(make_lead):
    return make_lead(THEM, company="Norvane Optics", contact_name="Ines Caldaro")


@pytest.fixture
def sent(deliver, lead):
    """A mail to the lead; ``after`` in days since noon of 1 June."""

    def send(after=0.0, answers=None, kind="own", to=THEM):
        return deliver(ME, to, at=NOON + timedelta(days=after), answers=answers, kind=kind)

    return send


@pytest.fixture
def came(deliver, lead):
    """A mail from the lead."""

    def come(after=0.0, answers=None, kind="human", from_=THEM):
        return deliver(from_, ME, at=NOON + timedelta(days=after), answers=answers, kind=kind)

    return come


def figures(metrics, period=JUNE, **more):
    return metrics.overview(MetricsQuery(period, Grouping.DAY, **more)).figures


def whys(metrics, measure, *, counted=True):
    found = metrics.evidence(EvidenceQuery(measure, JUNE, counted), 0, 100)
    return {each.id: each.why for each in found}


def rows(db):
    return {
        row[0]: row[1:]
        for row in db.rows(
            "SELECT metric_date, emails_sent, emails_received, reply_rate, avg_response_time, "
            "leads_contacted, meetings_scheduled FROM performance_metrics"
        )
    }


def test_without_anything_there_is_nothing(db, metrics):
    found = metrics.overview(MetricsQuery(JUNE, Grouping.WEEK))
    assert found.first_day is None
    assert found.figures.reply_rate is found.figures.response_mean is None
    assert [each.period.days for each in found.points] == [7, 7, 7, 7, 2]
    assert metrics.days(JUNE) == ()
    assert rows(db) == {}


def test_a_late_reply_changes_the_day_of_its_question(db, metrics, sent, came):
    asked = sent()
    metrics.overview(MetricsQuery(JUNE, Grouping.DAY))
    assert rows(db)[date(2026, 6, 1)] == (1, 0, 0, None, 1, 0)
    came(14, asked)
    assert figures(metrics).answered == 1
    assert rows(db)[date(2026, 6, 1)] == (1, 0, 100, None, 1, 0)
    assert rows(db)[date(2026, 6, 15)][1] == 1
    assert rows(db)[date(2026, 6, 15)][2] is None


def test_a_reply_behind_two_weeks_is_none(metrics, sent, came):
    came(14.001, sent())
    assert (figures(metrics).asked, figures(metrics).answered) == (1, 0)
    assert set(whys(metrics, Measure.REPLY_RATE).values()) == {Why.NOT_ANSWERED}


@pytest.mark.parametrize(
    ("kind", "why"),
    [("auto_reply", Why.AUTO_REPLY), ("bounce", Why.BOUNCE), ("list", Why.LIST_MAIL),
     ("own", Why.OWN_ALIAS)],
)  # fmt: skip
def test_what_no_person_wrote_is_no_reply_and_opens_no_clock(metrics, sent, came, kind, why):
    asked = sent()
    other = came(1, asked, kind)
    sent(9, asked)
    found = figures(metrics)
    # Nor does it break the silence: the second mail asks anew.
    assert (found.received, found.asked, found.answered, found.responses) == (0, 2, 0, 0)
    assert whys(metrics, Measure.RECEIVED, counted=False) == {other: why}


def test_mail_from_an_alias_is_the_reps_own_from_the_day_it_is_one(db, user, metrics, sent, came):
    reply = came(1, sent(), from_="robin@other.example")
    assert figures(metrics).answered == 1
    db.run("INSERT INTO outpost.own_address VALUES (%s, 'robin@other.example')", (user.id,))
    assert figures(metrics).answered == 0
    assert whys(metrics, Measure.RECEIVED, counted=False) == {reply: Why.OWN_ALIAS}


def test_a_mail_within_a_week_asks_for_nothing_anew(metrics, sent):
    first = sent()
    soon, late = sent(6.9, first), sent(13.9, first)
    assert whys(metrics, Measure.REPLY_RATE, counted=False) == {soon: Why.FOLLOWS_SOON}
    assert set(whys(metrics, Measure.REPLY_RATE)) == {first, late}


def test_what_may_still_be_answered_is_open_until_then(metrics, sent, clock):
    asked = sent()
    clock.now = NOON + timedelta(days=13)
    assert whys(metrics, Measure.REPLY_RATE) == {asked: Why.STILL_OPEN}
    clock.now = NOON + timedelta(days=14)
    assert whys(metrics, Measure.REPLY_RATE) == {asked: Why.NOT_ANSWERED}
    assert figures(metrics).reply_rate == 0


def test_response_time_runs_from_the_first_that_waits_to_the_answer(metrics, sent, came):
    first = came(0)
    came(1, first)
    answer = sent(2, first)
    sent(2.1, first)  # answers nothing any more
    found = metrics.evidence(EvidenceQuery(Measure.RESPONSE_TIME, JUNE), 0, 10)
    assert [(each.id, each.minutes, each.related_id) for each in found] == [
        (answer, 2 * 24 * 60, first)
    ]
    assert figures(metrics).response_median == 2 * 24 * 60


def test_half_a_minute_counts_as_one(db, metrics, deliver, lead):
    question = deliver(THEM, ME, at=NOON)
    deliver(ME, THEM, at=NOON + timedelta(seconds=150), answers=question, kind="own")
    figures(metrics)
    assert rows(db)[date(2026, 6, 1)][3] == 3


def test_mail_with_nobody_known_is_sent_but_answers_nothing(metrics, sent, came):
    question = came(from_="who@else.example")
    answer = sent(1, question, to="who@else.example")
    assert figures(metrics).received == figures(metrics).responses == 0
    assert whys(metrics, Measure.RECEIVED, counted=False) == {question: Why.NO_LEAD}
    assert whys(metrics, Measure.RESPONSE_TIME, counted=False) == {answer: Why.NO_LEAD}
    assert whys(metrics, Measure.LEADS_CONTACTED, counted=False) == {answer: Why.NO_LEAD}
    assert figures(metrics).sent == 1


def test_a_lead_that_is_made_claims_its_days(mine, metrics, sent, came):
    came(from_="who@else.example")
    assert figures(metrics).received == 0
    from desktop_app.domain.leads import LeadDraft

    mine.leads.create(LeadDraft(company="Else", contact_name="Who", email="who@else.example"))
    assert figures(metrics).received == 1


def test_meetings_count_when_they_are_made_unless_cancelled(db, mine, metrics, lead):
    made, _ = mine.actions.add("meeting", lead, text="Demo")
    today = metrics.today()
    db.run("UPDATE actions SET created_at = %s", (NOON,))
    assert figures(metrics).meetings == 1
    assert rows(db)[date(2026, 6, 1)][5] == 1
    mine.actions.cancel([made])
    assert figures(metrics).meetings == 0
    assert whys(metrics, Measure.MEETINGS, counted=False) == {made: Why.CANCELLED}
    assert today == date(2026, 6, 17)


def test_another_zone_makes_other_days(db, user, mine, metrics, deliver, lead):
    deliver(ME, THEM, at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC), kind="own")
    figures(metrics)
    assert rows(db)[date(2026, 6, 1)][0] == 1
    mine.profile.update(timezone="Asia/Kolkata")
    figures(metrics)
    assert date(2026, 6, 1) not in rows(db)
    assert rows(db)[date(2026, 6, 2)][0] == 1


def test_an_old_name_of_a_zone_knows_summer(db, mine, metrics, deliver, lead):
    """Postgres reads CET as an abbreviation, an hour ahead of UTC all year."""
    mine.profile.update(timezone="CET")
    deliver(ME, THEM, at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC), kind="own")
    figures(metrics)
    assert rows(db)[date(2026, 6, 2)][0] == 1
    assert date(2026, 6, 1) not in rows(db)


def test_each_day_until_today_has_a_row(db, metrics, sent, clock):
    sent(10)
    figures(metrics)
    assert sorted(rows(db)) == [date(2026, 6, day) for day in range(11, 18)]
    clock.forward(days=1)
    figures(metrics)
    assert rows(db)[date(2026, 6, 18)] == (0, 0, None, None, 0, 0)


def test_rows_of_other_programs_on_other_days_stay(db, user, metrics, sent):
    db.run(
        "INSERT INTO performance_metrics (user_id, metric_date, emails_sent, avg_response_time) "
        "VALUES (%s, '2025-01-01', 7, 12), (%s, '2026-06-01', 70, 12)",
        (user.id, user.id),
    )
    sent()
    metrics.refresh()
    assert rows(db)[date(2025, 1, 1)][0] == 7
    assert rows(db)[date(2026, 6, 1)][0] == 1
    told = metrics.days(Period(date(2025, 1, 1), date(2025, 1, 2)))
    assert [(each.figures.sent, each.figures.response_mean) for each in told] == [(7, 12)]


def test_the_same_counted_twice_writes_nothing(db, metrics, sent, came):
    came(1, sent())
    metrics.refresh()
    stamps = "SELECT id, updated_at, xmin::text FROM performance_metrics ORDER BY id"
    before = db.rows(stamps)
    assert metrics.refresh() > 10
    assert metrics.refresh(Period(date(2026, 6, 1), date(2026, 6, 3))) == 3
    assert before == db.rows(
        "SELECT id, updated_at, xmin::text FROM performance_metrics ORDER BY id"
    )


def test_working_hours_count_alone_where_they_are_asked_for(metrics, came, sent):
    question = came(4)  # Friday noon
    sent(7, question)  # Monday noon
    assert figures(metrics).response_mean == 3 * 24 * 60
    assert figures(metrics, working_hours=True).response_mean == 8 * 60
    changes = metrics.set_working_hours(WorkingHours(time(10), time(14), frozenset(range(6))))
    assert (changes.kinds, changes.said) == (Kind.METRICS, "Working hours changed")
    assert metrics.working_hours().opens == time(10)
    assert figures(metrics, working_hours=True).response_mean == 8 * 60  # 2 + 4 on Saturday + 2
    query = EvidenceQuery(Measure.RESPONSE_TIME, JUNE, working_hours=True)
    assert metrics.evidence(query, 0, 1)[0].minutes == metrics.evidence_counts(query).value == 480
    with pytest.raises(KnownError, match="no working time"):
        metrics.set_working_hours(WorkingHours(time(10), time(9)))


def test_working_hours_are_taken_back_and_done_again(mine, metrics, sent, came):
    sent(2, came())  # Monday noon to Wednesday noon

    def mean():
        return figures(metrics, working_hours=True).response_mean

    assert mean() == 16 * 60
    metrics.set_working_hours(WorkingHours(time(10), time(14)))
    assert mean() == 8 * 60
    metrics.set_working_hours(WorkingHours(time(10), time(0), frozenset({1})))
    assert mean() == 14 * 60
    assert metrics.set_working_hours(metrics.working_hours()) == Changes()
    assert mine.journal.undo().said == "Undone: Working hours changed"
    assert (metrics.working_hours().closes, mean()) == (time(14), 8 * 60)
    mine.journal.undo()
    assert (metrics.working_hours(), mean()) == (WorkingHours(), 16 * 60)
    mine.journal.redo()
    assert (metrics.working_hours().opens, mean()) == (time(10), 8 * 60)


def test_a_period_is_held_against_the_one_before(metrics, sent):
    sent(0)
    sent(-3)
    query = MetricsQuery(Period(date(2026, 6, 1), date(2026, 6, 7)), Grouping.DAY)
    found = metrics.overview(query)
    assert (found.figures.sent, found.before.sent, len(found.points_before)) == (1, 1, 7)
    alone = metrics.overview(MetricsQuery(query.period, Grouping.DAY, Compared.NOTHING))
    assert alone.before is None
    assert alone.points_before == ()


@pytest.mark.parametrize(
    "period",
    [Period(date(2026, 6, 2), date(2026, 6, 1)), Period(date(2000, 1, 1), date(2026, 1, 1)),
     Period(date(1, 1, 1), date(1, 1, 2))],
)  # fmt: skip
def test_a_period_that_is_none_gets_a_sentence(metrics, period):
    for ask in (metrics.refresh, metrics.days, metrics.templates, metrics.hours):
        with pytest.raises(KnownError):
            ask(period)
    with pytest.raises(KnownError):
        metrics.overview(MetricsQuery(period, Grouping.DAY))


def test_a_thousand_messages_are_shown_page_by_page(db, user, metrics, sent):
    first = sent()
    for after in range(1, 60):
        sent(after / 4, first)
    query = EvidenceQuery(Measure.SENT, JUNE)
    whole = metrics.evidence(query, 0, 1000)
    assert len(whole) == metrics.evidence_counts(query).counted == 60
    assert [each.at for each in whole] == sorted((each.at for each in whole), reverse=True)
    for at in (0, 7, 58, 59, 60, 61):
        assert metrics.evidence(query, at, 5) == whole[at : at + 5]


# -- reports ---------------------------------------------------------------------------------------


def test_the_funnel_is_read_from_the_journal(db, mine, metrics, clock):
    from desktop_app.domain.leads import LeadDraft

    made = [
        mine.leads.create(LeadDraft(company="C", contact_name="P", email=f"p{n}@c.example"))[0]
        for n in range(3)
    ]
    db.run("UPDATE leads SET created_at = '2026-05-20 12:00+00'")
    moves = [
        mine.leads.set_status([made[0]], LeadStatus.HOT),
        mine.leads.set_status([made[0]], LeadStatus.COLD),
        mine.leads.set_status([made[1]], LeadStatus.HOT),
        mine.leads.delete([made[2]]),
    ]
    for day, changes in zip((2, 10, 11, 12), moves, strict=True):
        db.run(
            "UPDATE outpost.journal SET done_at = %s WHERE id = %s",
            (datetime(2026, 6, day, 9, tzinfo=UTC), changes.journal_id),
        )
    weeks = metrics.funnel(Period(date(2026, 6, 1), date(2026, 6, 14)), Grouping.WEEK)
    told = [[(s.status, s.leads, s.came, s.left) for s in point.steps] for point in weeks]
    assert told == [
        [("hot", 1, 1, 0), ("warm", 2, 0, 1), ("cold", 0, 0, 0)],
        [("hot", 1, 1, 1), ("warm", 0, 0, 2), ("cold", 1, 1, 0)],
    ]
    assert weeks[0].at == datetime(2026, 6, 8, tzinfo=UTC)
    for week in (Period(date(2026, 6, 1), date(2026, 6, 7)), Period(date(2026, 6, 8), JUNE.last)):
        (point,) = metrics.funnel(week, Grouping.MONTH)
        for step in point.steps:
            query = EvidenceQuery.behind(OfFunnel(step.status), week)
            counts = metrics.evidence_counts(query)
            assert counts.counted == counts.value == step.leads
            assert len(metrics.evidence(query, 0, 50)) == step.leads, "the number is the list"
    before = EvidenceQuery.behind(OfFunnel("warm"), Period(date(2026, 6, 1), date(2026, 6, 7)))
    assert {each.id for each in metrics.evidence(before, 0, 9)} == {made[1], made[2]}
    (left,) = metrics.evidence(replace(before, counted=False), 0, 9)
    assert (left.lead_id, left.why, left.at.day) == (made[0], Why.MOVED_ON, 2)
    after = EvidenceQuery.behind(OfFunnel("warm"), week)
    assert metrics.evidence(after, 0, 9) == ()
    gone, moved = metrics.evidence(replace(after, counted=False), 0, 9)
    assert (gone.why, gone.title, gone.lead_id) == (Why.LEAD_DELETED, "P", None)
    assert (moved.why, moved.lead_id) == (Why.MOVED_ON, made[1])
    assert metrics.evidence(replace(after, counted=False), 1, 9) == (moved,)
    mine.journal.undo(moves[2].journal_id)
    assert metrics.funnel(JUNE, Grouping.MONTH)[0].steps[0].leads == 0


def _goes_out(db, user, email_id, **columns):
    names = {"merge_id": None, "draft_id": None, **columns}
    made = uuid4()
    db.run(
        "INSERT INTO outpost.outgoing (id, user_id, message_id, raw_url, size, envelope_from, "
        "envelope_to, subject, due_at, queued_at, email_id, state, merge_id, draft_id) "
        "VALUES (%s, %s, %s, '', 1, '', '{}', '', %s, %s, %s, 'delivered', %s, %s)",
        (made, user.id, f"<{made}@rep.example>", NOON, NOON, email_id, *names.values()),
    )
    return made


def test_templates_answer_for_the_mail_written_with_them(db, user, mine, metrics, sent, came, lead):
    made, _ = mine.templates.add("After the fair", text=TemplateText("S", "Hi"))
    draft = UUID(int=7)
    mine.templates.to_insert(made, lead, draft_id=draft)
    db.run("INSERT INTO outpost.draft (id, user_id, how) VALUES (%s, %s, 'new')", (draft, user.id))
    merge = uuid4()
    db.run(
        "INSERT INTO outpost.mail_merge (id, user_id, template_id, name, subject, body, "
        "created_at) VALUES (%s, %s, %s, '', '', '', %s)",
        (merge, user.id, made, NOON),
    )
    answered = sent()
    _goes_out(db, user, answered, draft_id=draft)
    _goes_out(db, user, sent(1), merge_id=merge)
    _goes_out(db, user, sent(2))
    came(3, answered)
    effect = metrics.templates(JUNE)
    assert [(each.template_id, each.name, each.replies) for each in effect] == [
        (made, "After the fair", Share(1, 2))
    ]
    mine.templates.delete([made])
    assert [each.name for each in metrics.templates(JUNE)] == ["After the fair"]
    assert metrics.templates(Period(date(2026, 6, 10), date(2026, 6, 30))) == ()


def test_one_answer_is_the_success_of_one_mail(db, user, metrics, sent, came, lead):
    """Three mails of a sequence in a conversation, and an answer behind the second."""
    steps = _sequence(db, user, 3)
    first = sent(0)
    mails = [first, sent(2, first), sent(6, first)]
    answer = came(4, first)
    for step, mail in zip(steps, mails, strict=True):
        _step_taken(db, user, lead, step, mail)
    told = metrics.sequence_steps(JUNE)
    assert [each.replies for each in told] == [Share(0, 1), Share(1, 1), Share(0, 1)]
    by_template = metrics.templates(JUNE)
    assert sorted(each.replies.part for each in by_template) == [0, 0, 1]
    (behind,) = metrics.evidence(EvidenceQuery.behind(OfStep(told[1].step_id), JUNE), 0, 9)
    assert (behind.id, behind.why, behind.related_id) == (mails[1], Why.ANSWERED, answer)
    query = EvidenceQuery.behind(OfStep(told[0].step_id), JUNE)
    (behind,) = metrics.evidence(query, 0, 9)
    assert (behind.id, behind.why, behind.related_at) == (first, Why.ANSWERED_LATER, None)
    assert metrics.evidence_counts(query).value == 0
    other = EvidenceQuery.behind(
        OfStep(told[0].step_id), Period(date(2026, 7, 1), date(2026, 7, 9))
    )
    assert metrics.evidence(other, 0, 9) == ()


def test_hours_are_those_of_the_users_clock(mine, metrics, sent, came):
    mine.profile.update(timezone="Asia/Kolkata")
    came(1, sent())  # 17:30 there
    sent(7)
    for period in (JUNE, Period(date(2026, 1, 1), date(2026, 12, 31))):
        found = [(each.weekday, each.hour, each.replies) for each in metrics.hours(period)]
        assert found == [(0, 17, Share(1, 2))]


def test_responses_by_status_and_quiet_leads(db, mine, metrics, came, sent, lead, make_lead):
    sent(1, came())
    other = make_lead("quiet@else.example")
    db.run("UPDATE leads SET created_at = '2026-03-01', status = 'hot' WHERE id = %s", (other,))
    hot, warm, cold = metrics.response_by_status(JUNE)
    assert (warm.responses, warm.mean, warm.median) == (1, 24 * 60, 24 * 60)
    assert (hot.responses, cold.mean) == (0, None)
    # From noon of Monday to noon of Tuesday there are five hours of work, and three.
    (_, warm, _) = metrics.response_by_status(JUNE, working_hours=True)
    assert (warm.responses, warm.mean, warm.median) == (1, 8 * 60, 8 * 60)
    query = EvidenceQuery.behind(OfStatus("warm"), JUNE, working_hours=True)
    assert metrics.evidence_counts(query).value == 8 * 60
    assert [each.minutes for each in metrics.evidence(query, 0, 9)] == [8 * 60]
    found = metrics.quiet_leads()
    assert [(each.lead_id, each.days, each.last_at) for each in found] == [(other, 108, None)]
    assert metrics.quiet_leads(0) == ()


def test_steps_of_sequences_tell_what_they_brought(db, user, metrics, sent, came, lead):
    sequence, step, waits = uuid4(), uuid4(), uuid4()
    db.run(
        "INSERT INTO outpost.sequence (id, user_id, name, kind) VALUES (%s, %s, 'Fair', 'sales')",
        (sequence, user.id),
    )
    for place, (made, template) in enumerate([(step, uuid4()), (waits, None)]):
        db.run(
            "INSERT INTO outpost.sequence_step (id, user_id, sequence_id, position, name, "
            "template_id, action_type, delay, unit, opens, closes, weekdays, whose) VALUES "
            "(%s, %s, %s, %s, %s, %s, %s, 1, 'days', '09:00', '17:00', '{0}', 'rep')",
            (made, user.id, sequence, place, f"Step {place}", template,
             None if template else "call"),
        )  # fmt: skip
    mail = sent()
    came(2, mail)
    db.run(
        "INSERT INTO outpost.enrolment_step (user_id, lead_id, enrolment_id, step_id, name, "
        "outcome, at, outgoing_id) VALUES (%s, %s, %s, %s, 'Step 0', 'sent', %s, %s)",
        (user.id, lead, uuid4(), step, NOON, _goes_out(db, user, mail)),
    )
    db.run(
        "INSERT INTO outpost.enrolment (id, user_id, sequence_id, lead_id, kind, state, why, "
        "step_id, since, started_at, ended_at) "
        "VALUES (%s, %s, %s, %s, 'sales', 'stopped', 'reply', %s, %s, %s, %s)",
        (uuid4(), user.id, sequence, lead, waits, NOON, NOON, NOON),
    )
    told = metrics.sequence_steps(JUNE)
    assert [(each.step, each.title, each.done, each.replies, each.stopped) for each in told] == [
        (1, "Step 0", 1, Share(1, 1), 0),
        (2, "Step 1", 0, Share(0, 0), 1),
    ]
    assert metrics.sequence_steps(Period(date(2026, 7, 1), date(2026, 7, 2))) == ()


def _sequence(db, user, count):
    """A sequence of mails, each with a template of its own; the ids of its steps."""
    sequence, steps = uuid4(), [uuid4() for _ in range(count)]
    db.run(
        "INSERT INTO outpost.sequence (id, user_id, name, kind) VALUES (%s, %s, 'Fair', 'sales')",
        (sequence, user.id),
    )
    for place, step in enumerate(steps):
        db.run(
            "INSERT INTO outpost.sequence_step (id, user_id, sequence_id, position, name, "
            "template_id, delay, unit, opens, closes, weekdays, whose) VALUES "
            "(%s, %s, %s, %s, %s, %s, 1, 'days', '09:00', '17:00', '{0}', 'rep')",
            (step, user.id, sequence, place, f"Step {place}", uuid4()),
        )
    return steps


def _step_taken(db, user, lead, step, mail):
    db.run(
        "INSERT INTO outpost.enrolment_step (user_id, lead_id, enrolment_id, step_id, name, "
        "outcome, at, outgoing_id) VALUES (%s, %s, %s, %s, '', 'sent', %s, %s)",
        (user.id, lead, uuid4(), step, NOON, _goes_out(db, user, mail)),
    )


def test_two_people_are_counted_apart(db, other_user, metrics, sent):
    sent()
    theirs = MetricsService(db, other_user.id, lambda: NOON)
    assert figures(theirs).sent == 0
    assert figures(metrics).sent == 1
