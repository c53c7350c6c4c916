"""A meeting that somebody accepted becomes an action, once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from desktop_app.domain.actions import ActionQuery, ActionStatus
from desktop_app.engine.import_mail import import_mail
from desktop_app.services.action_rules import ActionRuleService
from desktop_app.services.actions import ActionService

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
