"""Queued, taken back, let go, asked about: what the rep can do with what leaves."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import uuid4

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.outgoing_queue import OutgoingQueue
from desktop_app.domain.changes import Kind
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.journal import How as Again
from desktop_app.domain.mail import Address
from desktop_app.domain.outbox_rules import LOOKS, is_scheduled, needs_a_look
from desktop_app.domain.outgoing import How, OutboxBox, OutboxCounts, Sending
from tests.mailboxes import a_mailbox

INES = Address("Ines Caldaro", "ines@norvane.example")


@pytest.fixture
def mailbox(db, user):
    made = a_mailbox(user, aliases=("sales@work.example",), name="Robin at Work")
    with db.transaction():
        MailboxRepository(db).add(made)
    return made


@pytest.fixture
def write(mine, mailbox):
    """Writes a draft; its id."""

    def write(to=(INES,), how=How.NEW, answers=None, **content):
        draft = mine.drafts.begin(how, answers, to=to)
        given = {"to": to, "subject": "Pilot", "plain": "Shall we?", "html": ""} | content
        mine.drafts.save(draft.id, replace(draft.content, **given))
        return draft.id

    return write


@pytest.fixture
def queued(mine, write):
    """Queues a mail; its id."""

    def queued(**given):
        options = {name: given.pop(name) for name in ("at", "zone", "undo") if name in given}
        draft = write(**given)
        mine.outbox.queue(draft, **options)
        return mine.outbox.of_draft(draft).id

    return queued


def _raw(db, store, mail):
    url = db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail,))
    return email.message_from_bytes(store.get_raw(url))


def _sends(db, clock, mail):
    """An attempt begins."""
    queue = OutgoingQueue(db)
    waiting = queue.letter(mail)
    assert waiting is not None
    letter = queue.claim(waiting, clock())
    assert letter is not None
    return letter


def test_a_draft_becomes_a_mail(db, mine, write, store, clock, mailbox):
    draft = write(cc=(Address("", "Boss@Work.example"),), bcc=(Address("", "quiet@work.example"),))
    changes = mine.outbox.queue(draft)
    assert changes.said == "Sending in 10 s"
    assert changes.kinds == Kind.OUTBOX | Kind.DRAFTS
    (mail,) = mine.outbox.list()
    assert mail.state is Sending.QUEUED
    assert mail.due_at == clock() + timedelta(seconds=10)
    assert mail.to == ("ines@norvane.example", "boss@work.example", "quiet@work.example")
    assert mail.mailbox == mailbox.address
    raw = _raw(db, store, mail.id)
    assert raw["Message-ID"] == mail.message_id
    assert raw["From"] == "Robin at Work <robin@work.example>"
    assert "quiet" not in str(raw)
    assert mine.drafts.open_drafts() == ()
    assert [each.state for each in mine.outbox.events(mail.id)] == [Sending.QUEUED]
    assert mine.outbox.counts() == {Sending.QUEUED: 1}


def test_an_answer_says_what_it_answers(db, mine, queued, store, deliver, user, make_lead):
    lead = make_lead(INES.email)
    asked = deliver(str(INES), user.email, "Pilot")
    mail = queued(how=How.REPLY, answers=asked)
    row = mine.outbox.get(mail)
    assert row.conversation_id == deliver.talk_of(asked)
    assert row.lead_id == lead
    identity = db.value("SELECT identity FROM outpost.message WHERE email_id = %s", (asked,))
    assert _raw(db, store, mail)["In-Reply-To"] == identity
    assert db.value("SELECT answers FROM outpost.outgoing WHERE id = %s", (mail,)) == asked
    # What is passed on is not answered by that; and a lead is known by its address.
    passed = queued(how=How.FORWARD, answers=asked)
    assert db.value("SELECT answers FROM outpost.outgoing WHERE id = %s", (passed,)) is None
    assert mine.outbox.get(queued()).lead_id == lead


def test_undo_opens_the_draft_again(mine, write):
    draft = write()
    changes = mine.outbox.queue(draft)
    mail = mine.outbox.of_draft(draft).id
    undone = mine.journal.undo(changes.journal_id)
    assert undone.said == "Undone: Mail to Ines Caldaro"
    assert undone.kinds & (Kind.OUTBOX | Kind.DRAFTS) == Kind.OUTBOX | Kind.DRAFTS
    assert mine.outbox.get(mail).state is Sending.RECALLED
    assert [each.id for each in mine.drafts.open_drafts()] == [draft]
    # And is sent by who means to send it, not by a redo.
    with pytest.raises(KnownError, match="not sent by Redo"):
        mine.journal.redo()
    assert mine.outbox.get(mail).state is Sending.RECALLED
    mine.outbox.queue(draft)
    assert [each.state for each in mine.outbox.list()] == [Sending.QUEUED, Sending.RECALLED]
    one, two = (each.message_id for each in mine.outbox.list())
    assert one != two


def test_recall_is_the_same_and_leaves_nothing_to_undo(mine, write):
    draft = write()
    before = mine.journal.can_undo()
    mine.outbox.queue(draft)
    assert mine.journal.can_undo() == "Mail to Ines Caldaro"
    mail = mine.outbox.of_draft(draft).id
    assert mine.outbox.recall(mail).said == "Not sent. It is a draft again"
    assert mine.outbox.get(mail).state is Sending.RECALLED
    assert [each.id for each in mine.drafts.open_drafts()] == [draft]
    assert mine.journal.can_undo() == before
    assert mine.outbox.recall(mail).kinds == Kind.NONE


@pytest.mark.parametrize("how", list(Again))
def test_once_sending_began_it_is_refused_calmly(db, mine, queued, write, clock, how):
    draft = write()
    changes = mine.outbox.queue(draft)
    mail = mine.outbox.of_draft(draft).id
    _sends(db, clock, mail)
    for attempt in (
        lambda: mine.journal.undo(changes.journal_id, how),
        lambda: mine.outbox.recall(mail),
    ):
        with pytest.raises(KnownError, match="on its way already"):
            attempt()
    assert mine.outbox.get(mail).state is Sending.SENDING
    # Nor does it stand in the way of what was done before.
    assert mine.journal.can_undo() != "Mail to Ines Caldaro"


def test_held_it_is_taken_back_by_undo_too(db, mine, write, clock):
    draft = write()
    changes = mine.outbox.queue(draft)
    mail = mine.outbox.of_draft(draft).id
    with db.transaction():
        OutgoingQueue(db).hold(OutgoingQueue(db).letter(mail), "It is late.")
    mine.journal.undo(changes.journal_id)
    assert mine.outbox.get(mail).state is Sending.RECALLED


def test_no_step_that_is_none_is_ever_taken(db, queued, mine):
    """Whoever writes it, and in whatever language."""
    from desktop_app.domain.outgoing import STEPS

    mail = queued()
    for before in Sending:
        for after in Sending:
            if before is after:
                continue
            with db.transaction():
                db.run("ALTER TABLE outpost.outgoing DISABLE TRIGGER outgoing_step")
                db.run("UPDATE outpost.outgoing SET state = %s", (str(before),))
                db.run("ALTER TABLE outpost.outgoing ENABLE TRIGGER outgoing_step")
            try:
                with db.transaction():
                    db.run("UPDATE outpost.outgoing SET state = %s", (str(after),))
                allowed = True
            except Exception as error:
                assert "cannot become" in str(error)
                allowed = False
            assert allowed == (after in STEPS[before]), (before, after)
    assert mail


# -- refused before anything happens -------------------------------------------------------------


def test_what_cannot_be_sent_stays_a_draft(db, mine, write, user, clock):
    for wrong, why in (
        ({"to": ()}, "to nobody"),
        ({"to": (Address("", "nowhere"),)}, "“nowhere” is no address"),
        ({"from_address": "eve@evil.example"}, "No mailbox sends as eve@evil.example"),
    ):
        draft = write(**wrong)
        with pytest.raises(KnownError, match=why):
            mine.outbox.queue(draft)
        assert draft in {each.id for each in mine.drafts.open_drafts()}
    draft = write()
    with pytest.raises(KnownError, match="time has passed"):
        mine.outbox.queue(draft, at=clock() - timedelta(hours=1))
    with pytest.raises(KnownError, match="year ahead"):
        mine.outbox.queue(draft, at=clock() + timedelta(days=1000))
    with pytest.raises(KnownError, match="no time zone"):
        mine.outbox.queue(draft, at=datetime(2026, 7, 1, 9), zone="Mars/Base")
    with pytest.raises(KnownError, match="not there any more"):
        mine.outbox.queue(uuid4())
    assert mine.outbox.list() == ()
    db.run("DELETE FROM outpost.mailbox")
    with pytest.raises(KnownError, match="No mailbox is connected"):
        mine.outbox.queue(write())


def test_two_windows_send_a_draft_once(mine, write):
    draft = write()
    mine.outbox.queue(draft)
    with pytest.raises(KnownError, match="sent already"):
        mine.outbox.queue(draft)
    assert len(mine.outbox.list()) == 1


def test_an_alias_writes_as_itself(db, mine, queued, store):
    mail = queued(from_address="sales@work.example")
    assert "sales@work.example" in _raw(db, store, mail)["From"]
    assert (
        db.value("SELECT envelope_from FROM outpost.outgoing WHERE id = %s", (mail,))
        == "sales@work.example"
    )


# -- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "zone", "goes"),
    [
        (datetime(2026, 7, 1, 9), "Europe/Berlin", "2026-07-01T07:00:00+00:00"),
        (datetime(2027, 3, 28, 2, 30), "Europe/Berlin", "2027-03-28T01:30:00+00:00"),  # no such
        (datetime(2026, 10, 25, 2, 30), "Europe/Berlin", "2026-10-25T00:30:00+00:00"),  # the first
        (datetime(2026, 7, 1, 9), "", "2026-07-01T13:00:00+00:00"),  # the user's own
    ],
)
def test_later_at_a_time_in_a_zone(db, mine, queued, store, at, zone, goes):
    db.run("UPDATE users SET timezone = 'America/New_York'")
    mail = mine.outbox.get(queued(at=at, zone=zone))
    assert mail.due_at.isoformat() == mail.wanted_at.isoformat() == goes
    sent = email.utils.parsedate_to_datetime(_raw(db, store, mail.id)["Date"])
    assert sent == mail.due_at  # not when it was written


def test_the_seconds_to_undo_are_a_setting(mine, queued, clock):
    mine.outbox.set_undo_seconds(0)
    assert mine.outbox.get(queued()).due_at == clock()
    mine.outbox.set_undo_seconds(500)
    assert mine.outbox.undo_seconds() == 60
    assert mine.outbox.get(queued(undo=False)).due_at == clock()


def test_send_now(mine, queued, clock):
    mail = queued(at=clock() + timedelta(days=3))
    assert mine.outbox.send_now(mail).kinds == Kind.OUTBOX
    assert mine.outbox.get(mail).due_at == clock()
    assert mine.outbox.get(mail).wanted_at is None


# -- asked about ---------------------------------------------------------------------------------


def test_let_go_goes_as_things_are_now(db, mine, queued, clock, user, deliver):
    asked = deliver(str(INES), user.email)
    mail = queued(how=How.REPLY, answers=asked)
    newer = deliver(str(INES), user.email, answers=asked, at=clock())
    with db.transaction():
        OutgoingQueue(db).hold(OutgoingQueue(db).letter(mail), "Ines answered meanwhile.")
    assert mine.outbox.counts() == {Sending.HELD: 1}
    mine.outbox.let_go(mail)
    assert mine.outbox.get(mail).state is Sending.QUEUED
    assert mine.outbox.get(mail).said == ""
    assert db.value("SELECT guard ->> 'newest' FROM outpost.outgoing") == str(newer)
    with pytest.raises(KnownError, match="not held"):
        mine.outbox.let_go(mail)


@pytest.mark.parametrize(
    ("answer", "state"),
    [("arrived", Sending.DELIVERED), ("again", Sending.QUEUED), ("draft", Sending.RECALLED)],
)
def test_of_what_nobody_knows_the_rep_decides(db, mine, queued, clock, answer, state):
    mail = queued()
    before = mine.outbox.get(mail).message_id
    letter = _sends(db, clock, mail)
    with db.transaction():
        OutgoingQueue(db).unknown(letter, clock(), "The line broke.")
    changes = mine.outbox.resolve_unknown(mail, answer)
    assert Kind.OUTBOX in changes.kinds and changes.said
    row = mine.outbox.get(mail)
    assert row.state is state and row.message_id == before
    assert bool(mine.drafts.open_drafts()) == (answer == "draft")
    with pytest.raises(KnownError, match="not in doubt"):
        mine.outbox.resolve_unknown(mail, answer)


def test_the_order_of_the_list(db, mine, queued, clock):
    names = {}
    for state in ("filed", "held", "queued", "unknown", "recalled"):
        clock.forward(minutes=1)
        names[queued(subject=state)] = state
    db.run("ALTER TABLE outpost.outgoing DISABLE TRIGGER outgoing_step")
    for mail, state in names.items():
        db.run("UPDATE outpost.outgoing SET state = %s WHERE id = %s", (state, mail))
    assert [each.subject for each in mine.outbox.list()] == [
        "unknown", "held", "queued", "recalled", "filed",
    ]  # fmt: skip
    ids = mine.outbox.all_ids()
    assert [each.id for each in mine.outbox.rows(list(ids))] == list(ids)
    open_ones = mine.outbox.rows(list(mine.outbox.all_ids(OutboxBox.OPEN)))
    assert [each.subject for each in open_ones] == ["unknown", "held", "queued"]


# -- as the window shows them ----------------------------------------------------------------------


def _set(db, mail, **columns):
    """A mail as it may have come to be; whatever way leads there."""
    db.run("ALTER TABLE outpost.outgoing DISABLE TRIGGER outgoing_step")
    for name, value in columns.items():
        db.run(f"UPDATE outpost.outgoing SET {name} = %s WHERE id = %s", (value, mail))
    db.run("ALTER TABLE outpost.outgoing ENABLE TRIGGER outgoing_step")


def test_boxes_and_figures_agree(db, mine, queued, clock):
    hour = timedelta(hours=1)
    made = {
        "scheduled": queued(at=clock() + hour),
        "going": queued(),
        "sending": queued(),
        "waiting": queued(),
        "put off": queued(at=clock() + hour),
        "left alone": queued(),
        "held": queued(),
        "refused": queued(),
        "dealt with": queued(),
        "searched for": queued(),
        "in doubt": queued(),
        "filed": queued(),
    }
    _set(db, made["sending"], state="sending")
    _set(db, made["waiting"], attempts=1, due_at=clock() + hour)
    _set(db, made["put off"], attempts=1)
    _set(db, made["left alone"], due_at=clock() - hour)
    _set(db, made["held"], state="held")
    _set(db, made["refused"], state="failed")
    db.run(
        "UPDATE outpost.draft SET ended = '' WHERE id = %s",
        (mine.outbox.get(made["refused"]).draft_id,),
    )
    _set(db, made["dealt with"], state="failed")
    _set(db, made["searched for"], state="unknown", looks=LOOKS - 1)
    _set(db, made["in doubt"], state="unknown", looks=LOOKS)
    _set(db, made["filed"], state="filed")
    names = {mail: name for name, mail in made.items()}

    def held_in(box):
        return {names[each] for each in mine.outbox.all_ids(box)}

    look = {"held", "refused", "in doubt"}
    assert held_in(OutboxBox.LOOK) == look
    assert {names[each.id] for each in mine.outbox.to_look_at()} == look
    assert all(map(needs_a_look, mine.outbox.to_look_at()))
    assert held_in(OutboxBox.SCHEDULED) == {"scheduled"}
    assert held_in(OutboxBox.ENDED) == {"dealt with", "filed"}
    assert held_in(OutboxBox.OPEN) == set(made) - {"dealt with", "filed"}
    assert mine.outbox.figures() == OutboxCounts(going=3, waiting=3, scheduled=1, look=3)
    for mail in mine.outbox.list():
        assert needs_a_look(mail) == (names[mail.id] in look)
        assert is_scheduled(mail, clock()) == (names[mail.id] == "scheduled")


def test_people_keep_the_names_they_were_written_with(mine, queued, make_lead):
    make_lead(INES.email, company="Norvane Optics", contact_name="Ines C.")
    mail = mine.outbox.get(queued(cc=(Address("", "Boss@Work.example"),)))
    assert mail.people == (INES, Address("", "boss@work.example"))
    assert (mail.lead_name, mail.company) == ("Ines C.", "Norvane Optics")
    assert not mail.draft_open and mail.files == 0 and mail.size > 100


def test_the_message_is_shown_as_it_goes(mine, write):
    file = mine.drafts.add_content("offer.txt", "text/plain", b"forty units")
    draft = write(
        cc=(Address("", "boss@work.example"),), bcc=(Address("", "quiet@work.example"),),
        html="<div><b>Shall</b> we?</div>", files=(file,),
    )  # fmt: skip
    mine.outbox.queue(draft)
    mail = mine.outbox.of_draft(draft)
    assert mail.files == 1
    shown = mine.outbox.message(mail.id)
    assert shown.head.from_name == "Robin at Work"
    assert shown.head.to == (INES,)
    assert shown.head.cc == (Address("", "boss@work.example"),)
    assert shown.bcc == ("quiet@work.example",)
    assert shown.head.at == mail.due_at
    assert "<b>Shall</b> we?" in shown.body.html
    (attached,) = shown.body.attachments
    assert (attached.filename, attached.size) == ("offer.txt", 11)
    path = Path(mine.outbox.attachment_path(mail.id, attached.id))
    assert path.name == "offer.txt" and path.read_bytes() == b"forty units"
    with pytest.raises(KnownError, match="not there any more"):
        mine.outbox.attachment_path(mail.id, uuid4())
    with pytest.raises(KnownError, match="not there any more"):
        mine.outbox.message(uuid4())


def test_another_time(db, mine, queued, store, clock):
    mail = queued(at=clock() + timedelta(hours=1))
    said = mine.outbox.reschedule(mail, clock() + timedelta(days=2)).said
    row = mine.outbox.get(mail)
    assert row.wanted_at == row.due_at == clock() + timedelta(days=2)
    assert said.startswith("Goes out ")
    # What recipients see is when it leaves.
    raw = _raw(db, store, mail)
    assert parsedate_to_datetime(raw["Date"]) == row.due_at.replace(microsecond=0)
    assert raw["Message-ID"] == row.message_id
    with pytest.raises(KnownError, match="has passed"):
        mine.outbox.reschedule(mail, clock() - timedelta(hours=1))
    mine.outbox.send_now(mail)
    assert mine.outbox.get(mail).wanted_at is None
    assert parsedate_to_datetime(_raw(db, store, mail)["Date"]) == clock().replace(microsecond=0)


def test_sent_after_tries_it_says_when_that_is(db, mine, queued, store, clock):
    """Each try put off when it is due, and its Date stayed."""
    mail = queued(at=clock() + timedelta(hours=1))
    clock.forward(hours=5)
    db.run("UPDATE outpost.outgoing SET attempts = 4, due_at = %s", (clock(),))
    mine.outbox.send_now(mail)
    assert parsedate_to_datetime(_raw(db, store, mail)["Date"]) == clock().replace(microsecond=0)


def test_what_is_held_can_wait_for_another_time(db, mine, queued, clock):
    mail = queued()
    _set(db, mail, state="held", said="Ines wrote.")
    mine.outbox.reschedule(mail, clock().replace(tzinfo=None) + timedelta(days=1), "Asia/Tokyo")
    row = mine.outbox.get(mail)
    assert (row.state, row.zone, row.said) == (Sending.QUEUED, "Asia/Tokyo", "")
    _set(db, mail, state="sending")
    with pytest.raises(KnownError, match="does not wait"):
        mine.outbox.reschedule(mail, clock() + timedelta(days=1))


def test_one_in_doubt_is_sent_again_as_the_very_same(db, mine, queued, clock):
    mail = queued()
    before = db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail,))
    _set(db, mail, state="unknown", looks=LOOKS)
    clock.forward(hours=3)
    mine.outbox.resolve_unknown(mail, "again")
    assert db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail,)) == before
    # Put off before it went out, it still is what somebody may have.
    mine.outbox.reschedule(mail, clock() + timedelta(days=1))
    assert db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail,)) == before
    assert db.value("SELECT in_doubt FROM outpost.outgoing WHERE id = %s", (mail,)) is True


@pytest.mark.parametrize(
    "content",
    [
        {"subject": "A quick idea for {{ company }}"},
        {"plain": "It was good to meet you at {{event_name}}."},
        {"plain": "", "html": "<div>at {{ <b>event_name</b> | upcase }}</div>"},
    ],
)
def test_no_merge_field_leaves_in_place_of_its_value(mine, write, content):
    mine.custom_fields.add("Event name", CustomKind.TEXT)
    draft = write(**content)
    with pytest.raises(KnownError, match=r"(company|event_name) has no value yet"):
        mine.outbox.queue(draft)
    assert mine.outbox.of_draft(draft) is None
    assert mine.drafts.get(draft).content.to


def test_braces_that_are_no_field_and_what_others_wrote_may_leave(mine, write, deliver):
    mine.outbox.queue(write(plain="In Jinja one writes {{ anything }}.\n> {{ company }}"))
    message = deliver(INES.email, "rep@work.example", "Hi", "I got {{ company }} from you")
    answer = mine.drafts.begin(How.REPLY, message)
    mine.drafts.save(answer.id, replace(answer.content, plain="Sorry!" + answer.content.plain))
    mine.outbox.queue(answer.id)
