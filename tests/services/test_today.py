"""Today: the queue, what one has to know for an action, and what is done to many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.outgoing import How
from desktop_app.domain.signal_types import Method, Signal, SignalKind
from desktop_app.domain.today import Box, DraftKind, Group, QueueQuery
from desktop_app.services.today import TodayService


@pytest.fixture
def lead(make_lead):
    return make_lead("ines@norvane.example", company="Norvane", contact_name="Ines Caldaro")


@pytest.fixture
def now(clock):
    return clock()


def counts(mine):
    return {str(each.group): each.count for each in mine.today.whole(QueueQuery()).sections}


def test_the_first_come_with_their_rows(mine, lead, now):
    for hours in range(-50, 50):
        mine.actions.add("call", lead, now + timedelta(hours=hours))
    queue, rows = mine.today.first(QueueQuery())
    assert {row.id for row in rows} == {id_ for each in queue.sections for id_ in each.ids}
    assert len(rows) == 40 and not queue.whole
    assert sum(counts(mine).values()) == 100


def test_midnight_is_the_user_s(mine, clock, now):
    mine.profile.update(timezone="Pacific/Auckland")  # 21:30 there
    mine.actions.add("call", None, now + timedelta(hours=2))
    mine.actions.add("call", None, now + timedelta(hours=3))
    assert counts(mine) == {"today": 1, "upcoming": 1}
    clock.now += timedelta(hours=2, minutes=30)
    assert counts(mine) == {"overdue": 1, "today": 1}
    assert mine.today.figures().pressing == 2


def test_a_hundred_are_done_by_one_command_and_come_back(mine, db, now):
    ids = [mine.actions.add("call", None, now, text=f"{n}")[0] for n in range(100)]
    entries = db.value("SELECT count(*) FROM outpost.journal")
    done = mine.actions.complete(IdList.of(ids))
    assert done.said == "100 actions done"
    assert db.value("SELECT count(*) FROM outpost.journal") == entries + 1
    assert counts(mine) == {"done": 100} and mine.today.figures().of_the_day == 100
    assert mine.actions.complete(ids).journal_id is None
    mine.journal.undo()
    assert counts(mine) == {"today": 100}
    assert mine.actions.set_priority(ids, Priority.HIGH).said == "100 actions set to high priority"
    assert mine.actions.cancel(ids).said == "100 actions cancelled"
    assert counts(mine) == {}
    mine.journal.undo()
    mine.journal.undo()
    assert {row.priority for row in mine.today.rows(ids)} == {Priority.MEDIUM}


def test_started_and_not_started(mine):
    one = mine.actions.add("call")[0]
    two = mine.actions.add("call")[0]
    mine.actions.complete([two])
    assert mine.actions.start([one, two]).said == "Action started"
    assert mine.actions.action(one).status is ActionStatus.IN_PROGRESS
    assert mine.actions.action(two).status is ActionStatus.COMPLETED
    assert mine.actions.stop([one, two]).said == "Action not started"
    mine.journal.undo()
    assert mine.actions.action(one).status is ActionStatus.IN_PROGRESS


def test_a_snoozed_action_remembers_when_it_was_due(mine, db, now):
    one = mine.actions.add("call", None, now - timedelta(days=1))[0]
    meta = lambda: db.value("SELECT metadata -> 'snoozed' FROM actions WHERE id = %s", (one,))  # noqa: E731
    said = mine.actions.snooze([one], now + timedelta(days=1)).said
    assert said == "Action snoozed until tomorrow 09:30"
    assert counts(mine) == {"upcoming": 1}
    first = meta()
    assert first["times"] == 1 and first["from"].startswith("2026-06-16T09:30")
    mine.actions.snooze([one], now + timedelta(days=2))
    assert meta() == {**first, "times": 2}
    mine.journal.undo()
    mine.journal.undo()
    assert meta() is None and counts(mine) == {"overdue": 1}
    with pytest.raises(KnownError, match="cannot be snoozed"):
        mine.actions.snooze([one], now - timedelta(minutes=1))


def test_metadata_of_other_programs_does_not_stop_a_snooze(mine, db, now):
    one = mine.actions.add("call", None, now)[0]
    for odd in ("[1, 2]", "7", '{"snoozed": "x"}', '{"snoozed": {"times": "many"}}'):
        db.run("UPDATE actions SET metadata = %s WHERE id = %s", (odd, one))
        assert mine.actions.snooze([one], now + timedelta(days=3)).journal_id
        mine.journal.undo()


def test_done_with_a_next_step_is_one_command(mine, lead, now):
    one = mine.actions.add("call", lead, now, text="Ring them")[0]
    made, changes = mine.actions.complete_with_next(
        one, "Follow up", now + timedelta(days=7), Priority.LOW, "Ask again"
    )
    assert changes.said == "Done; follow up added"
    following = mine.actions.action(made)
    assert (following.lead_id, following.text, following.type) == (lead, "Ask again", "follow_up")
    assert mine.actions.action(one).status is ActionStatus.COMPLETED
    mine.journal.undo()
    assert mine.actions.action(made) is None
    assert mine.actions.action(one).status is ActionStatus.PENDING
    mine.journal.redo()
    assert mine.actions.action(made).text == "Ask again"


def test_an_edit_changes_what_it_is_given(mine, now):
    one = mine.actions.add("call", None, now, Priority.HIGH, "Ring")[0]
    mine.actions.edit(one, due=None)
    found = mine.actions.action(one)
    assert (found.due, found.priority, found.text) == (None, Priority.HIGH, "Ring")
    mine.actions.edit(one, text="Ring again", priority=Priority.LOW)
    found = mine.actions.action(one)
    assert (found.type, found.text, found.priority) == ("call", "Ring again", Priority.LOW)
    assert mine.actions.edit(one, text="Ring again").journal_id is None


def test_an_action_of_a_message_shows_it_and_what_is_prepared(mine, db, user, lead, deliver, now):
    message = deliver("ines@norvane.example", user.email, "Prices", "How much for 40 units?")
    talk = deliver.talk_of(message)
    one = mine.actions.add("reply", None, now, text="Send prices", email_id=message)[0]
    assert mine.actions.action(one).lead_id == lead
    detail = mine.today.detail(one)
    assert (detail.row.company, detail.lead_email) == ("Norvane", "ines@norvane.example")
    assert detail.message.conversation_id == talk and detail.message.answers == message
    assert "40 units" in detail.message.text and detail.draft is None
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, metadata) "
        "VALUES (%s, %s, %s, 'draft', 'Hi Ines,', '{\"tone\": \"friendly\"}')",
        (user.id, lead, message),
    )
    proposed = mine.today.detail(one).draft
    assert (proposed.kind, proposed.text, proposed.tone) == (DraftKind.AI, "Hi Ines,", "friendly")
    begun = mine.drafts.begin(How.REPLY, message)
    mine.drafts.save(begun.id, replace(begun.content, plain="Hi Ines,", html="<div>Hi Ines,</div>"))
    own = mine.today.detail(one).draft
    assert (own.kind, own.id) == (DraftKind.OWN, begun.id)
    assert mine.today.rows([one])[0].has_draft


def test_a_snooze_is_an_action_like_the_others(mine, deliver, user, lead, now):
    message = deliver("ines@norvane.example", user.email, "Later", "Ask me next week")
    talk = deliver.talk_of(message)
    mine.conversations.snooze([talk], now + timedelta(days=3))
    (section,) = mine.today.whole(QueueQuery(Box.FOLLOW_UPS)).sections
    assert section.group is Group.UPCOMING
    detail = mine.today.detail(section.ids[0])
    assert detail.row.is_snooze and detail.message.conversation_id == talk
    done = mine.actions.complete([detail.row.id])
    assert Kind.CONVERSATIONS in done.kinds
    assert mine.conversations.next_return() is None
    assert Kind.CONVERSATIONS in mine.journal.undo().kinds
    assert mine.conversations.next_return() == now + timedelta(days=3)


def test_what_is_gone_says_so(mine, theirs, lead):
    other = theirs.actions.add("call")[0]
    assert mine.today.detail(other) is None
    with pytest.raises(KnownError, match="not there any more"):
        mine.actions.complete_with_next(other, "call")
    with pytest.raises(KnownError, match="message"):
        mine.actions.add("call", email_id=other)


def test_a_meeting_becomes_a_calendar_file(db, user, lead, mine, clock, now):
    def write(id_, title, begins, at, organizer, attendee):
        return f"{title}|{begins:%H:%M}|{organizer}|{attendee}".encode()

    one = mine.actions.add("meeting", lead, now + timedelta(hours=1), text="Product demo")[0]
    service = TodayService(db, user.id, clock, write)
    assert service.meeting_file(one) == (
        b"Product demo|10:30|robin@rep.example|ines@norvane.example"
    )
    call = mine.actions.add("call", lead, now)[0]
    with pytest.raises(KnownError, match="calendar"):
        service.meeting_file(call)


@pytest.fixture
def invite(deliver, user):
    """Delivers an invitation; answers the message."""

    def invite(begins, method=Method.REQUEST, *, sender="ines@norvane.example", **given):
        to = "ines@norvane.example" if sender == user.email else user.email
        more = {name: given.pop(name) for name in ("at", "answers") if name in given}
        signal = Signal(
            SignalKind.INVITATION, said="Pilot review", starts_at=begins, method=method,
            place="Room 3", **given,
        )  # fmt: skip
        return deliver(sender, to, "Pilot", "Shall we?", signals=[signal], **more)

    return invite


def test_an_invitation_is_offered_until_it_is_a_meeting(mine, lead, invite, now):
    begins = now + timedelta(days=2)
    message = invite(begins)
    one = mine.actions.add("reply", email_id=message)[0]
    offered = mine.today.detail(one).invitation
    assert (offered.email_id, offered.signal.said) == (message, "Pilot review")
    made, done = mine.actions.add_meeting(message)
    assert done.said == "Meeting added"
    action = mine.actions.action(made)
    assert (action.type, action.due, action.lead_id) == ("meeting", begins, lead)
    assert action.text == "Pilot review, Room 3" and action.email_id == message
    assert mine.today.detail(one).invitation is None
    with pytest.raises(KnownError, match="in Today already"):
        mine.actions.add_meeting(message)
    mine.journal.undo()
    assert mine.today.detail(one).invitation == offered


def test_days_are_due_in_their_morning(mine, lead, invite, now):
    day = datetime(2026, 7, 1, tzinfo=UTC)
    made, _ = mine.actions.add_meeting(invite(day, all_day=True))
    assert mine.actions.action(made).due == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_what_is_past_withdrawn_without_a_time_or_the_reps_own_is_not_offered(
    mine, lead, invite, now, user
):
    later = now + timedelta(days=2)
    for message in (
        invite(now - timedelta(hours=1)),
        invite(None),
        invite(later, Method.REPLY),
        invite(later, sender=user.email),
        invite(later, Method.CANCEL, answers=invite(later, at=now - timedelta(hours=2)), at=now),
    ):
        one = mine.actions.add("reply", email_id=message)[0]
        assert mine.today.detail(one).invitation is None
    for message in (invite(None), invite(later, sender=user.email), uuid4()):
        with pytest.raises(KnownError, match="proposes no meeting"):
            mine.actions.add_meeting(message)


def test_an_invitation_is_a_draft_with_a_file(mine, lead):
    given = ("Invitation: Demo", "Demo\nThu 14:00", "Demo.ics", "text/calendar", b"BEGIN")
    draft = mine.drafts.begin_with_file(lead, *given)
    content = mine.drafts.get(draft.id).content
    assert [each.email for each in content.to] == ["ines@norvane.example"]
    assert content.subject == "Invitation: Demo" and content.plain.startswith("Demo\nThu 14:00")
    (file,) = content.files
    assert (file.filename, file.content_type, file.size) == ("Demo.ics", "text/calendar", 5)
    assert mine.drafts.file_content(file.url) == b"BEGIN"
    assert [each.id for each in mine.drafts.open_drafts()] == [draft.id]
    with pytest.raises(KnownError):
        mine.drafts.begin_with_file(uuid4(), *given)
    assert mine.drafts.count() == 1
