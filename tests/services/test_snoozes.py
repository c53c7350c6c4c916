"""Conversations put aside until a moment: away, back by themselves, back by an answer, undone."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.data.mail import MailRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationQuery, InboxBox, InboxTab

ME, INES = "Robin <robin@rep.example>", "Ines Caldaro <ines@norvane.example>"
LATER = timedelta(days=2)


def _in(mine, box=InboxBox.ALL, **more):
    query = ConversationQuery(box=box, **more)
    first = tuple(mine.conversations.first_ids(query))
    assert first == tuple(mine.conversations.all_ids(query))[:40]
    return [row.subject for row in mine.conversations.rows(first)]


@pytest.fixture
def talk(deliver):
    """The older of two conversations, "One"; the other is "Two"."""
    one = deliver.talk_of(deliver(INES, ME, "One"))
    deliver("<x@y.example>", ME, "Two", at=datetime(2026, 6, 17, 9, 20, tzinfo=UTC))
    return one


def test_it_is_away_until_its_moment_and_then_on_top(mine, talk, clock, make_lead, db):
    changes = mine.conversations.snooze([talk], clock() + LATER)
    assert changes.kinds == Kind.CONVERSATIONS | Kind.ACTIONS | Kind.LEADS
    assert changes.said.startswith("Snoozed until ")
    assert (_in(mine), _in(mine, InboxBox.SNOOZED)) == (["Two"], ["One"])
    counts = mine.conversations.counts()
    assert (counts.unread, counts.needs_reply, counts.snoozed) == (1, 1, 1)
    assert mine.conversations.next_return() == clock() + LATER
    assert mine.conversations.open(talk).row.snoozed_until == clock() + LATER
    (action,) = mine.actions.find(_follow_ups())
    assert (action.type, action.due, action.text) == ("follow_up", clock() + LATER, "One")
    # No clock has to run: whoever asks later finds it, and first although it is the older one.
    clock.forward(days=2, seconds=1)
    assert (_in(mine), _in(mine, InboxBox.SNOOZED)) == (["One", "Two"], [])
    assert mine.conversations.next_return() is None
    assert mine.conversations.counts().unread == 2
    # Dealt with, it is in its place again.
    mine.conversations.archive([talk])
    mine.conversations.restore([talk])
    assert _in(mine) == ["Two", "One"]
    assert db.rows("SELECT status FROM actions") == [("completed",)]


def _follow_ups():
    from desktop_app.domain.actions import ActionQuery

    return ActionQuery(types=frozenset({"follow_up"}))


def test_undo_brings_it_back_and_redo_takes_it_away(mine, talk, clock, db):
    changes = mine.conversations.snooze([talk], clock() + LATER)
    mine.journal.undo(changes.journal_id)
    assert sorted(_in(mine)) == ["One", "Two"]
    assert db.value("SELECT count(*) FROM actions") == 0
    mine.journal.redo()
    assert _in(mine, InboxBox.SNOOZED) == ["One"]


def test_another_time_replaces_the_first(mine, talk, clock, db):
    mine.conversations.snooze([talk], clock() + LATER)
    again = mine.conversations.snooze([talk], clock() + 2 * LATER)
    assert mine.conversations.next_return() == clock() + 2 * LATER
    assert sorted(row[0] for row in db.rows("SELECT status FROM actions")) == [
        "cancelled", "pending"]  # fmt: skip
    mine.journal.undo(again.journal_id)
    assert mine.conversations.next_return() == clock() + LATER


def test_brought_back_by_hand(mine, talk, clock):
    mine.conversations.snooze([talk], clock() + LATER)
    changes = mine.conversations.bring_back([talk])
    assert changes.said == "Conversation back in the inbox"
    assert sorted(_in(mine)) == ["One", "Two"]
    assert mine.conversations.bring_back([talk]).said == "Not snoozed"
    mine.journal.undo(changes.journal_id)
    assert _in(mine, InboxBox.SNOOZED) == ["One"]


def test_an_archived_one_comes_back_into_the_inbox(mine, talk, clock):
    mine.conversations.archive([talk])
    changes = mine.conversations.snooze([talk], clock() + LATER)
    assert (_in(mine, InboxBox.ARCHIVE), _in(mine, InboxBox.SNOOZED)) == ([], ["One"])
    clock.forward(days=3)
    assert _in(mine) == ["One", "Two"]
    mine.journal.undo(changes.journal_id)
    assert _in(mine, InboxBox.ARCHIVE) == ["One"]


def test_archiving_ends_it(mine, talk, clock, db):
    mine.conversations.snooze([talk], clock() + LATER)
    changes = mine.conversations.archive([talk])
    assert changes.kinds & Kind.ACTIONS
    assert db.rows("SELECT status FROM actions") == [("cancelled",)]
    clock.forward(days=3)
    assert _in(mine) == ["Two"]
    mine.journal.undo(changes.journal_id)
    assert db.rows("SELECT status FROM actions") == [("pending",)]


@pytest.mark.parametrize("days", [-1, 0, 5 * 366 + 1])
def test_only_a_time_to_come(mine, talk, clock, days):
    with pytest.raises(KnownError, match="cannot be snoozed"):
        mine.conversations.snooze([talk], clock() + timedelta(days=days))


def test_times_are_typed_on_the_users_clock(mine, clock):
    mine.profile.update(timezone="Europe/Brussels")  # Wednesday, 11:30 there
    for typed, expected in (
        ("tomorrow 9", datetime(2026, 6, 18, 7, tzinfo=UTC)),
        ("next week", datetime(2026, 6, 22, 7, tzinfo=UTC)),
        ("friday 14:30", datetime(2026, 6, 19, 12, 30, tzinfo=UTC)),
        ("19 June", datetime(2026, 6, 19, 7, tzinfo=UTC)),
        ("today", datetime(2026, 6, 17, 16, tzinfo=UTC)),
        ("in 2 hours", datetime(2026, 6, 17, 11, 30, tzinfo=UTC)),
    ):
        assert mine.conversations.read_until(typed) == expected, typed
    for typed in ("soon", "", "yesterday", "1 May 2026 9:00"):
        with pytest.raises(KnownError):
            mine.conversations.read_until(typed)


def test_what_others_wrote_into_metadata_harms_nothing(mine, talk, user, clock, db):
    for metadata in ('{"snooze": true}', '{"snooze": {"conversation": "x"}}', "[]", "null", "7"):
        db.run(
            "INSERT INTO actions (user_id, type, due_date, metadata) "
            "VALUES (%s, 'follow_up', %s, %s::jsonb)",
            (user.id, clock() + LATER, metadata),
        )
    db.run("INSERT INTO actions (user_id, type, metadata) VALUES (%s, 'follow_up', %s::jsonb)",
           (user.id, json.dumps({"snooze": {"conversation": str(talk)}})))  # fmt: skip
    assert sorted(_in(mine)) == ["One", "Two"]
    assert mine.conversations.counts().snoozed == 0
    assert mine.conversations.open(talk).row.snoozed_until is None


def test_two_conversations_that_become_one_stay_away(mine, deliver, clock, db):
    one = deliver.talk_of(deliver(INES, ME, "One"))
    two = deliver.talk_of(deliver(INES, ME, "Two"))
    mine.conversations.snooze([one], clock() + LATER)
    with db.transaction():
        mail = MailRepository(db)
        mail.merge({one: two})
        mail.settle([two])
    assert _in(mine) == []
    assert mine.conversations.open(two).row.snoozed_until == clock() + LATER


def test_flags_are_set_and_undone(mine, deliver, db):
    first = deliver(INES, ME, "One")
    second = deliver(INES, ME, answers=first, at=datetime(2026, 6, 17, 10, tzinfo=UTC))
    talk = deliver.talk_of(first)
    changes = mine.conversations.set_flagged([talk], True)
    assert changes.said == "Conversation flagged"
    flagged = "SELECT email_id FROM outpost.message WHERE flagged"
    assert db.rows(flagged) == [(second,)]
    assert mine.conversations.open(talk).row.flagged
    assert mine.conversations.set_flagged([talk], True).said == "Already flagged"
    mine.journal.undo(changes.journal_id)
    assert db.rows(flagged) == []
    mine.journal.redo()
    off = mine.conversations.set_flagged([talk], False)
    assert (db.rows(flagged), off.said) == ([], "Conversation unflagged")
    mine.journal.undo(off.journal_id)
    assert db.rows(flagged) == [(second,)]


def test_a_trusted_sender_shows_pictures_until_undone(mine, deliver):
    html = '<p>Hi</p><img src="https://pictures.example/a.png" width="90" height="90">'
    message = deliver(INES, ME, body=html)
    assert mine.conversations.body(message).blocked_remote == 1
    changes = mine.conversations.trust_pictures("Ines@norvane.example")
    shown = mine.conversations.body(message)
    assert (shown.blocked_remote, shown.remote) == (0, True)
    assert "pictures.example" in shown.html
    assert mine.conversations.trust_pictures("ines@norvane.example") == type(changes)()
    mine.journal.undo(changes.journal_id)
    assert not mine.conversations.body(message).remote
    mine.journal.redo()
    back = mine.conversations.trust_pictures("ines@norvane.example", False)
    assert not mine.conversations.body(message).remote
    mine.journal.undo(back.journal_id)
    assert mine.conversations.body(message).remote


def test_random_commands_end_where_plain_python_ends(mine, deliver, clock):
    seed = random.randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    talks = [deliver.talk_of(deliver(INES, ME, f"T{n}", status="read")) for n in range(7)]
    plain = {talk: {"archived": False, "until": None, "flagged": False} for talk in talks}
    done = []
    for _ in range(60):
        chosen = dice.sample(talks, dice.randint(1, 4))
        before = {talk: dict(state) for talk, state in plain.items()}
        deed = dice.choice(
            ("archive", "restore", "snooze", "back", "flag", "unflag", "undo", "time")
        )
        service = mine.conversations
        if deed == "undo":
            if done:
                journal_id, plain_before = done.pop()
                mine.journal.undo(journal_id)
                plain = plain_before
            continue
        if deed == "time":
            clock.forward(hours=5)
            done.clear()  # what was due by then ends otherwise
            continue
        until = clock() + timedelta(hours=dice.randint(1, 40))
        if deed == "archive":
            changes = service.archive(chosen)
        elif deed == "restore":
            changes = service.restore(chosen)
        elif deed == "snooze":
            changes = service.snooze(IdList.of(chosen), until)
        elif deed == "back":
            changes = service.bring_back(chosen)
        else:
            changes = service.set_flagged(chosen, deed == "flag")
        for talk in chosen:
            state = plain[talk]
            if deed in ("archive", "restore", "snooze", "back"):
                state["until"] = until if deed == "snooze" else None
            if deed in ("archive", "restore", "snooze"):
                state["archived"] = deed == "archive"
            if deed in ("flag", "unflag"):
                state["flagged"] = deed == "flag"
        assert (changes.journal_id is None) == (plain == before)
        if changes.journal_id is not None:
            done.append((changes.journal_id, before))
        now = clock()
        for row in service.rows(talks):
            state = plain[row.id]
            assert (row.state.value == "archived") == state["archived"]
            assert row.snoozed_until == state["until"]
            assert row.flagged == state["flagged"]
        away = {
            t for t, s in plain.items() if s["until"] and s["until"] > now and not s["archived"]
        }
        assert set(service.all_ids(ConversationQuery(InboxBox.SNOOZED))) == away
        here = {t for t, s in plain.items() if not s["archived"]} - away
        assert set(service.all_ids(ConversationQuery())) == here
        assert set(service.all_ids(ConversationQuery(tab=InboxTab.NEEDS_REPLY))) == here


def test_ten_thousand_at_once(mine, user, clock, db):
    db.run(
        "INSERT INTO outpost.conversation (id, user_id, root_message_id, subject, subject_key, "
        "first_at, last_at, message_count, unread_count, attachment_count, with_name, with_email, "
        "snippet, last_outbound) SELECT gen_random_uuid(), %s, n::text, 'Talk ' || n, '', now(), "
        "now(), 1, 0, 0, '', '', '', false FROM generate_series(1, 10000) AS n",
        (user.id,),
    )
    everything = mine.conversations.all_ids(ConversationQuery())
    assert len(everything) == 10_000
    changes = mine.conversations.snooze(everything, clock() + LATER)
    assert changes.said.startswith("10,000 conversations snoozed until")
    assert mine.conversations.counts().snoozed == 10_000
    mine.journal.undo(changes.journal_id)
    changes = mine.conversations.archive(everything)
    assert changes.said == "10,000 conversations archived"
    assert len(mine.conversations.all_ids(ConversationQuery())) == 0
    mine.journal.undo(changes.journal_id)
    assert len(mine.conversations.all_ids(ConversationQuery())) == 10_000
