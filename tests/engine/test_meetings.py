"""A meeting that somebody accepted becomes an action, once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from desktop_app.data.signals import SignalRepository
from desktop_app.domain.actions import ActionQuery, ActionStatus
from desktop_app.domain.errors import KnownError
from desktop_app.domain.today import undo_of
from desktop_app.engine.import_mail import import_mail
from desktop_app.services.action_rules import ActionRuleService
from desktop_app.services.actions import ActionService
from desktop_app.services.journal import JournalService

ANY = ActionQuery(statuses=frozenset())
BEGINS = datetime(2099, 6, 15, 7, tzinfo=UTC)
ANSWER = """From: {sender}
To: {to}
Subject: Accepted: Pilot review
Date: Mon, 1 Jun 2026 09:02:00 +0000
Message-ID: <{name}@mail.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

Yes.

--b
Content-Type: text/calendar; method={method}; charset=utf-8

BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SUMMARY:Pilot review
ATTENDEE;PARTSTAT={status}:MAILTO:{who}
{begin}
LOCATION:Room 3
END:VEVENT
END:VCALENDAR

--b--
"""
INES, ROBIN = "ines@norvane.example", "robin@rep.example"


def answer(name="one", **given):
    values = {
        "sender": INES, "to": ROBIN, "uid": "meeting-1", "status": "ACCEPTED", "method": "REPLY",
        "begin": "DTSTART:20990615T070000Z", "name": name, **given,
    }  # fmt: skip
    values.setdefault("who", values["sender"])
    return ANSWER.format(**values)


@pytest.fixture
def lead(make_lead):
    return make_lead(INES, contact_name="Ines")


@pytest.fixture
def actions(db, user, clock):
    return ActionService(db, user.id, clock)


@pytest.fixture
def take(job, tmp_path):
    def take(*messages: str) -> None:
        path = tmp_path / f"{uuid4()}.mbox"
        path.write_text("".join(f"From x Mon Jun  1 09:00:00 2026\n{m}\n" for m in messages))
        import_mail(job(path=str(path), me=[ROBIN]))

    return take


def test_a_lead_that_accepts_makes_a_meeting(take, lead, actions, db):
    take(answer())
    (made,) = actions.find(ANY)
    assert (made.type, made.lead_id, made.due) == ("meeting", lead, BEGINS)
    assert made.text == "Pilot review, Room 3" and made.email_id is not None
    why = db.value("SELECT metadata #>> '{rule,why}' FROM actions")
    assert why == "Ines accepted the invitation."


@pytest.mark.parametrize(
    ("given", "who"),
    [({}, [INES]), ({"status": "DECLINED"}, []), ({"method": "COUNTER"}, [])],
)
def test_who_comes_is_kept(take, lead, db, given, who):
    take(answer(**given))
    assert db.row("SELECT method, accepted FROM outpost.message_signal") == ("reply", who)


def test_it_is_made_once_whatever_became_of_it(take, lead, actions, db):
    take(answer())
    take(answer("two"))  # accepted again, in another calendar
    (made,) = actions.find(ANY)
    actions.cancel([made.id])
    take(answer("three"))
    assert [each.status for each in actions.find(ANY)] == [ActionStatus.CANCELLED]
    db.run("DELETE FROM actions")
    take(answer("four"))
    assert actions.find(ANY) == ()


def test_the_rep_who_accepts_makes_it_too(take, lead, actions, db):
    take(answer(sender=ROBIN, to=INES))
    (made,) = actions.find(ANY)
    assert (made.lead_id, made.due) == (lead, BEGINS)
    why = db.value("SELECT metadata #>> '{rule,why}' FROM actions")
    assert why == "You accepted Ines’s invitation."


def test_the_begin_is_that_of_the_invitation_where_the_answer_has_none(take, lead, actions):
    asked = answer("asked", method="REQUEST", status="NEEDS-ACTION")
    said = answer("said", sender=ROBIN, to=INES, begin="SEQUENCE:0")
    take(asked, said.replace("MIME-Version", "In-Reply-To: <asked@mail.example>\nMIME-Version"))
    assert [each.due for each in actions.find(ANY)] == [BEGINS]


@pytest.mark.parametrize(
    "given",
    [
        {"status": "DECLINED"},
        {"status": "TENTATIVE"},
        {"method": "REQUEST"},
        {"begin": "DTSTART:20260615T070000Z"},  # of an archive: met long ago
        {"begin": "SEQUENCE:0"},  # at no time that anybody knows
        {"sender": "stranger@x.example"},
        {"sender": "stranger@x.example", "who": INES},  # for somebody else
        {"who": "colleague@norvane.example"},
    ],
    ids=str,
)
def test_what_is_no_acceptance_of_a_meeting_to_come_makes_none(take, lead, actions, given):
    take(answer(**given))
    assert actions.find(ANY) == ()


def test_a_meeting_that_is_an_action_already_stays_the_only_one(take, lead, actions):
    actions.add("meeting", lead, BEGINS, text="Mine")
    take(answer())
    assert [each.text for each in actions.find(ANY)] == ["Mine"]


def test_an_invitation_that_was_sent_from_here_is_its_own_action(take, lead, actions):
    one: UUID = actions.add("meeting", lead, datetime(2099, 6, 15, 8, tzinfo=UTC), text="Mine")[0]
    take(answer(uid=f"{one}@outpost"))  # the lead's calendar has moved it
    assert [each.id for each in actions.find(ANY)] == [one]
    take(answer("two", uid=f"{uuid4()}@outpost"))  # of another program, or of what is gone
    assert len(actions.find(ANY)) == 2


def test_a_rule_that_is_off_makes_none(take, lead, actions, db, user):
    ActionRuleService(db, user.id).set_active("accepted", False)
    take(answer())
    assert actions.find(ANY) == ()


MOVED = "DTSTART:20990616T140000Z\nSEQUENCE:1"


def invited(name, **given):
    return answer(name, **{"method": "REQUEST", "status": "NEEDS-ACTION", "who": ROBIN, **given})


def followed(db):
    return db.value("SELECT metadata #>> '{meeting,said}' FROM actions")


@pytest.fixture
def undo(db, user):
    """Takes back what became of the one meeting, as its link in Today does."""

    def undo():
        (metadata,) = db.row("SELECT metadata FROM actions")
        JournalService(db, user.id).undo(undo_of(metadata))

    return undo


def test_a_meeting_that_is_moved_moves_its_action(take, lead, actions, db, user, undo):
    take(answer(sender=ROBIN, to=INES))
    take(invited("again", begin=MOVED))
    (made,) = actions.find(ANY)
    assert made.due == datetime(2099, 6, 16, 14, tzinfo=UTC)
    assert followed(db) == "ines@norvane.example moved this meeting from Mon 15 June, 7:00."
    assert JournalService(db, user.id).can_undo() is None  # it is not what the rep did last
    undo()
    (made,) = actions.find(ANY)
    assert made.due == BEGINS and followed(db) is None


def test_a_meeting_that_is_cancelled_ends_its_action(take, lead, actions, db, undo):
    take(invited("first"))
    (email,) = db.row("SELECT id FROM emails")
    actions.add_meeting(email)
    take(answer("off", method="CANCEL", status="NEEDS-ACTION", begin="SEQUENCE:1"))
    (made,) = actions.find(ANY)
    assert made.status is ActionStatus.CANCELLED and made.due == BEGINS
    assert followed(db) == "ines@norvane.example cancelled this meeting."
    undo()
    assert [each.status for each in actions.find(ANY)] == [ActionStatus.PENDING]


def test_the_order_in_which_mail_comes_does_not_matter(take, lead, actions):
    take(invited("third", begin="DTSTART:20990617T140000Z\nSEQUENCE:2"))
    take(invited("second", begin=MOVED))
    take(answer(sender=ROBIN, to=INES))
    assert [each.due for each in actions.find(ANY)] == [datetime(2099, 6, 17, 14, tzinfo=UTC)]
    take(invited("second-again", begin=MOVED))
    assert [each.due for each in actions.find(ANY)] == [datetime(2099, 6, 17, 14, tzinfo=UTC)]
    take(answer("off", uid="meeting-2", method="CANCEL", begin="SEQUENCE:1"))
    take(answer("yes", uid="meeting-2", sender=ROBIN, to=INES))
    assert len(actions.find(ANY)) == 1


def test_the_same_invitation_once_more_leaves_what_the_rep_made_of_it(take, lead, actions, db):
    take(invited("first"))
    (email,) = db.row("SELECT id FROM emails")
    made, _ = actions.add_meeting(email)
    mine = datetime(2099, 6, 15, 6, 30, tzinfo=UTC)
    actions.edit(made, due=mine)
    take(invited("again", begin="DTSTART:20990615T070000Z\nSEQUENCE:1"))
    assert [each.due for each in actions.find(ANY)] == [mine]
    assert followed(db) is None
    (second,) = db.row("SELECT id FROM emails WHERE message_id LIKE '<again@%%'")
    with pytest.raises(KnownError, match="in Today already"):
        actions.add_meeting(second)


@pytest.mark.parametrize(
    "given",
    [
        {"sender": "stranger@x.example"},
        {"sender": "other@lead.example"},
        {"uid": "meeting-2"},
        {"begin": "SEQUENCE:1\nRECURRENCE-ID:20990622T070000Z"},  # another one of a series
    ],
    ids=str,
)
def test_who_has_no_say_cancels_nothing(take, lead, make_lead, actions, given):
    make_lead("other@lead.example")
    take(answer(sender=ROBIN, to=INES))
    cancels = {"method": "CANCEL", "status": "NEEDS-ACTION", "begin": "SEQUENCE:1", **given}
    take(answer("off", **cancels))
    assert [each.status for each in actions.find(ANY)] == [ActionStatus.PENDING]


def test_what_another_rep_has_of_the_same_meeting_is_theirs(
    take, lead, actions, db, other_user, make_lead
):
    take(answer(sender=ROBIN, to=INES))
    db.run("UPDATE actions SET user_id = %s, lead_id = NULL", (other_user.id,))
    take(answer("off", method="CANCEL", status="NEEDS-ACTION", begin="SEQUENCE:1"))
    assert db.value("SELECT status FROM actions") == "pending"


def test_all_messages_about_a_meeting_say_that_it_is_planned(take, lead, actions, db, user):
    take(invited("first"), invited("again", begin=MOVED), invited("other", uid="meeting-2"))
    emails = {row[0]: row[1] for row in db.rows(
        "SELECT ltrim(split_part(identity, '@', 1), '<'), email_id FROM outpost.message"
    )}  # fmt: skip

    def planned() -> set[str]:
        told = SignalRepository(db).of_messages(user.id, emails.values())
        return {name for name, each in emails.items() if told[each][0].is_planned}

    assert planned() == set()
    made, _ = actions.add_meeting(emails["first"])
    assert planned() == {"first", "again"}
    actions.cancel([made])
    assert planned() == set()
