"""Rules make actions once per cause, and end them when the cause is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.data.action_rules import ActionRuleRepository
from desktop_app.domain.action_rules import QUIET_HOT, RULES, UNANSWERED, merged, span_words
from desktop_app.domain.actions import ActionQuery, ActionStatus
from desktop_app.domain.errors import KnownError
from desktop_app.engine.action_rules import RuleLook
from desktop_app.services.action_rules import ActionRuleService
from desktop_app.services.actions import ActionService
from desktop_app.services.journal import JournalService

ANY = ActionQuery(statuses=frozenset())


@pytest.fixture
def actions(db, user, clock):
    return ActionService(db, user.id, clock)


@pytest.fixture
def look(db, clock):
    return RuleLook(db, clock).look


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example", contact_name="Ines")


@pytest.fixture
def message(db, user, lead, deliver, clock):
    """A mail of two days ago that nobody answered."""
    at = clock() - timedelta(days=2)
    return deliver("ines@norvane.example", user.email, "Prices", "How much?", at=at)


def test_mail_that_waits_a_day_makes_one_action(actions, look, message, lead, clock, db):
    assert look() == 1 and look() == 0
    (made,) = actions.find(ANY)
    assert (made.type, made.lead_id, made.email_id) == ("reply", lead, message)
    assert made.text == "Answer Ines: Prices"
    rule = db.value("SELECT metadata -> 'rule' FROM actions WHERE id = %s", (made.id,))
    assert rule == {
        "name": UNANSWERED, "why": "Ines wrote, and has waited for an answer for a day.",
    }  # fmt: skip


def test_what_was_cancelled_or_deleted_never_comes_again(actions, look, message, db):
    look()
    (made,) = actions.find(ANY)
    actions.cancel([made.id])
    assert look() == 0
    db.run("DELETE FROM actions")
    assert look() == 0 and actions.find(ANY) == ()


def test_an_answer_ends_it(actions, look, message, deliver, user, clock):
    look()
    deliver(user.email, "ines@norvane.example", "Re: Prices", "Ten.", at=clock(), answers=message)
    look()
    (made,) = actions.find(ANY)
    assert made.status is ActionStatus.COMPLETED


def test_an_archived_conversation_ends_it(actions, look, message, db):
    look()
    db.run("UPDATE outpost.conversation SET state = 'archived'")
    look()
    assert actions.find(ANY)[0].status is ActionStatus.CANCELLED


def test_fresh_mail_old_mail_and_what_is_planned_already_make_none(
    actions, look, lead, deliver, user, clock
):
    deliver("ines@norvane.example", user.email, "Old", "?", at=clock() - timedelta(days=30))
    planned = deliver("ines@norvane.example", user.email, "X", "?", at=clock() - timedelta(days=3))
    deliver("ines@norvane.example", user.email, "New", "?", at=clock() - timedelta(hours=3))
    actions.add("call", email_id=planned)
    assert look() == 0


def test_a_hot_lead_that_is_quiet(actions, look, lead, db, clock):
    db.run("UPDATE leads SET status = 'hot', last_contact_at = %s", (clock() - timedelta(days=8),))
    assert look() == 1 and look() == 0
    (made,) = actions.find(ANY)
    assert (made.type, made.text) == ("follow_up", "Get in touch with Ines again")
    db.run("UPDATE leads SET last_contact_at = %s", (clock() + timedelta(minutes=1),))
    look()
    assert actions.find(ANY)[0].status is ActionStatus.COMPLETED


def test_a_hot_lead_with_whom_nobody_was_ever_in_touch_is_quiet_too(actions, look, lead, db, clock):
    put = "UPDATE leads SET status = 'hot', last_contact_at = NULL, created_at = %s"
    db.run(put, (clock() - timedelta(days=2),))
    assert look() == 0
    clock.forward(days=6)
    assert look() == 1 and look() == 0
    (made,) = actions.find(ANY)
    assert (made.type, made.text) == ("follow_up", "Get in touch with Ines")
    actions.cancel([made.id])
    assert look() == 0
    db.run("UPDATE leads SET last_contact_at = %s", (clock(),))
    clock.forward(days=8)
    assert look() == 1  # quiet anew


def test_a_rule_that_is_off_makes_none_and_is_on_again_after_an_undo(
    look, message, db, user, actions
):
    rules = ActionRuleService(db, user.id)
    assert rules.set_active(UNANSWERED, False).said == "Rule turned off"
    assert rules.set_active(UNANSWERED, False).journal_id is None
    assert [each.active for each in rules.list()] == [False, True, True]
    assert look() == 0
    JournalService(db, user.id).undo()
    assert look() == 1


def test_a_zone_that_is_none_is_utc(actions, look, message, db, user):
    # A folder among the files of zones: asking for it is an error of the disk.
    db.run("UPDATE users SET timezone = 'America' WHERE id = %s", (user.id,))
    assert look() == 1
    assert actions.find(ANY)[0].due.hour == 17


def test_who_a_look_fails_for_holds_up_nobody_else(user, other_user, look, message, monkeypatch):
    real = ActionRuleRepository.list

    def fails(self, user_id):
        if user_id in broken:
            raise ZeroDivisionError
        return real(self, user_id)

    monkeypatch.setattr(ActionRuleRepository, "list", fails)
    broken = {user.id, other_user.id}
    assert look() == 0
    broken = {other_user.id}
    assert look() == 1


def test_rules_of_another_user_stay_theirs(db, user, other_user, look, message):
    ActionRuleRepository(db).set_active(other_user.id, UNANSWERED, False)
    assert look() == 1


def test_odd_params_are_passed_over():
    odd = {"days": "x", "hours": 3, "within_days": True}
    rules = merged([(QUIET_HOT, True, odd), (UNANSWERED, False, [1]), ("other", True, {})])
    assert [each.params for each in rules] == [each.params for each in RULES]


def test_a_rule_acts_after_another_time_and_again_as_before_after_an_undo(
    look, message, db, user, actions
):
    rules, journal = ActionRuleService(db, user.id), JournalService(db, user.id)
    assert rules.set_after(UNANSWERED, 72).said == "Rule acts after 3 days"
    assert rules.set_after(UNANSWERED, 72).journal_id is None
    assert rules.list()[0].sentence == "Mail of a lead that waits 3 days for an answer"
    assert look() == 0  # it waits for two days
    rules.set_after(UNANSWERED, 30)
    assert rules.list()[0].after == 30
    journal.undo()
    assert rules.list()[0].after == 72
    rules.set_active(UNANSWERED, False)
    assert (rules.list()[0].after, rules.list()[0].active) == (72, False)
    journal.undo()
    journal.undo()
    assert rules.list() == RULES and look() == 1
    why = db.value("SELECT metadata #>> '{rule,why}' FROM actions")
    assert why == "Ines wrote, and has waited for an answer for a day."


def test_a_rule_is_as_at_first_again_by_one_step_and_one_undo(db, user):
    rules, journal = ActionRuleService(db, user.id), JournalService(db, user.id)
    assert rules.reset(UNANSWERED).journal_id is None
    rules.set_after(UNANSWERED, 30)
    rules.set_active(UNANSWERED, False)
    rules.set_active(QUIET_HOT, False)
    assert rules.reset(UNANSWERED).said == "Rule is as at first"
    mine = {each.name: each for each in rules.list()}
    assert mine[UNANSWERED] == RULES[0] and not mine[QUIET_HOT].active
    assert rules.reset(UNANSWERED).journal_id is None
    journal.undo()
    assert (rules.list()[0].after, rules.list()[0].active) == (30, False)
    with pytest.raises(KnownError):
        rules.reset("nothing")


@pytest.mark.parametrize(("name", "count"), [
    (UNANSWERED, 0), (UNANSWERED, 14 * 24), (QUIET_HOT, 60), ("accepted", 3), ("nothing", 3),
])  # fmt: skip
def test_numbers_that_are_none_are_refused(db, user, name, count):
    with pytest.raises(KnownError):
        ActionRuleService(db, user.id).set_after(name, count)
    assert ActionRuleService(db, user.id).list() == RULES


@pytest.mark.parametrize(("count", "unit", "said"), [
    (1, "hours", "an hour"), (4, "hours", "4 hours"), (24, "hours", "a day"),
    (30, "hours", "30 hours"), (48, "hours", "2 days"), (1, "days", "a day"),
    (7, "days", "a week"), (10, "days", "10 days"), (14, "days", "2 weeks"),
])  # fmt: skip
def test_spans_in_words(count, unit, said):
    assert span_words(count, unit) == said
