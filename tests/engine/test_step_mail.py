"""Sequences with the real mailer and the real outbox: a step is a mail, the next one follows it."""

from __future__ import annotations

import email
from datetime import UTC, datetime, time, timedelta
from email import policy

import pytest

from desktop_app.domain.delivery import BrokenBefore, RefusedForNow
from desktop_app.domain.mailboxes import Credential
from desktop_app.domain.opt_outs import token_of
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.sequences import SequenceText, Step, Window
from desktop_app.domain.templates import TemplateText
from desktop_app.engine.outbox import OutboxSender
from desktop_app.engine.sequences import CannotQueue, Queued, SequenceSource
from desktop_app.engine.step_mail import StepMail
from desktop_app.services.sequences import SequenceService
from desktop_app.services.templates import TemplateService
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.liquid import LiquidRenderer

ALWAYS = Window(time(0), time(0), frozenset(range(7)))
OFFICE = Window(time(9), time(17), frozenset(range(5)))
INES = "ines@norvane.example"


@pytest.fixture
def store(folders) -> ContentStore:
    return ContentStore(folders.files, raw=folders.raw)


@pytest.fixture
def mailer(db, store) -> StepMail:
    return StepMail(db, store, LiquidRenderer())


@pytest.fixture
def template(db, user, clock):
    service = TemplateService(db, user.id, LiquidRenderer(), clock)

    def make(subject: str, body: str):
        return service.add(subject or "Nudge", text=TemplateText(subject, body))[0]

    return make


@pytest.fixture
def lead(make_lead):
    return make_lead(INES, contact_name="Ines Caldaro", company="Norvane Optics")


@pytest.fixture
def queue(db, user, mailer, lead, clock):
    def queue(template_id, key="k", conversation=None):
        with db.transaction():
            return mailer.queue(
                user.id, lead, template_id, key=key, at=clock(), conversation=conversation
            )

    return queue


def _raw(db, store, mail):
    url = db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail,))
    return email.message_from_bytes(store.get_raw(url), policy=policy.default)


def test_two_steps_are_one_conversation(
    db, user, mailbox, outbox, mailer, store, template, lead, folders, postman, clock
):
    hello = template("A quick idea for {{ company }}", "Hi {{ first_name }},")
    nudge = template("", "Still of interest, {{ first_name }}?")
    sequences = SequenceService(db, user.id, clock)
    made, _ = sequences.make(
        SequenceText(
            "Outreach",
            (
                Step("Hello", template_id=hello, window=ALWAYS),
                Step("Nudge", template_id=nudge, delay=2, window=ALWAYS),
            ),
        )
    )
    sequences.enrol(made, [lead])
    source = SequenceSource(db, mailer)
    sender = OutboxSender(
        db, folders, lambda mailbox: Credential("robin", "x"), postman,
        transport=postman.send, now=clock,
    )  # fmt: skip
    until = clock() + timedelta(days=5)
    while clock() < until:
        source.run_due(clock())
        sender.look()
        clock.forward(hours=3)
    first, second = [
        _raw(db, store, row[0])
        for row in db.rows("SELECT id FROM outpost.outgoing ORDER BY queued_at")
    ]
    assert first["subject"] == "A quick idea for Norvane Optics"
    assert second["subject"] == "Re: A quick idea for Norvane Optics"
    assert second["in-reply-to"] == first["message-id"]
    assert second.get_body(("plain",)).get_content().strip() == "Still of interest, Ines?"
    assert len(postman.delivered) == 2
    talks = db.rows("SELECT DISTINCT conversation_id FROM outpost.message WHERE outbound")
    assert len(talks) == 1
    mails = db.rows("SELECT id FROM outpost.outgoing")
    assert all(outbox[mail].state in (Sending.DELIVERED, Sending.FILED) for (mail,) in mails)
    due = db.rows("SELECT due_at FROM outpost.outgoing ORDER BY queued_at")
    assert isinstance(due[0][0], datetime) and due[1][0] - due[0][0] >= timedelta(days=1)


def test_the_same_key_is_the_same_mail(db, mailbox, queue, template):
    hello = template("Hello", "Hi {{ first_name }},")
    once, twice = queue(hello, "a"), queue(hello, "a")
    assert isinstance(once, Queued)
    assert once == twice
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 1
    assert db.value("SELECT count(*) FROM outpost.draft") == 1


def test_it_says_how_to_hear_no_more(db, mailbox, queue, template, store):
    mail = queue(template("Hello", "Hi"))
    assert token_of(mail.outgoing_id) in _raw(db, store, mail.outgoing_id)["list-unsubscribe"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("metadata = '{\"opted_out\": true}'", "Wants no mail."),
        ("email = 'nowhere'", "Has no e-mail address."),
    ],
)
def test_who_cannot_be_written_to_is_told_by_reason(
    db, mailbox, queue, template, lead, change, reason
):
    db.run(f"UPDATE leads SET {change} WHERE id = %s", (lead,))
    assert queue(template("Hello", "Hi")) == CannotQueue(reason)


def test_nothing_with_an_empty_field_is_queued(db, mailbox, queue, template):
    assert queue(template("Hello", "At {{ industry }}")) == CannotQueue("Has no Industry.")
    assert isinstance(queue(template("Hello", "At {{ nothing }}")), CannotQueue)
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 0


def test_without_a_mailbox_or_a_template_there_is_a_sentence(db, user, queue, template):
    assert "No mailbox" in queue(template("Hello", "Hi")).reason
    assert "template" in queue(user.id).reason


# -- the hours of a step ---------------------------------------------------------------------------

FRIDAY = datetime(2026, 6, 19, tzinfo=UTC)
MONDAY = datetime(2026, 6, 22, tzinfo=UTC)


@pytest.fixture
def sender(db, folders, postman, clock):
    return OutboxSender(
        db, folders, lambda mailbox: Credential("robin", "x"), postman,
        transport=postman.send, now=clock,
    )  # fmt: skip


@pytest.fixture
def queued(db, user, mailbox, mailer, template, lead, clock):
    """A function that has the engine queue the mail of a step, at a time; the mail."""

    def queue(at: datetime):
        clock.forward(seconds=(at - clock()).total_seconds())
        sequences = SequenceService(db, user.id, clock)
        hello = template("Hello", "Hi {{ first_name }},")
        step = Step("Hello", template_id=hello, window=OFFICE)
        made, _ = sequences.make(SequenceText("Outreach", (step,)))
        sequences.enrol(made, [lead])
        SequenceSource(db, mailer).run_due(clock())
        return db.value("SELECT outgoing_id FROM outpost.enrolment_step")

    return queue


def test_a_mail_that_was_queued_before_its_hours_ended_leaves_in_the_next_ones(
    queued, outbox, sender, postman, clock
):
    mail = queued(FRIDAY + timedelta(hours=16, minutes=59))
    clock.forward(hours=5)  # the lid was closed
    sender.look()
    assert postman.delivered == []
    assert (outbox[mail].due_at, outbox[mail].said) == (
        MONDAY + timedelta(hours=9), "It waits for the hours of its step.",
    )  # fmt: skip
    clock.forward(days=1)
    sender.look()
    assert postman.delivered == []
    clock.forward(seconds=(MONDAY + timedelta(hours=9) - clock()).total_seconds())
    sender.look()
    assert len(postman.delivered) == 1


def test_what_is_over_the_limit_of_a_day_keeps_its_hours_on_the_clock_of_the_lead(
    db, user, queued, lead, mailbox, outbox, sender, postman, clock
):
    db.run("""UPDATE leads SET metadata = '{"timezone": "America/New_York"}' WHERE id = %s""",
           (lead,))  # fmt: skip
    db.run("UPDATE outpost.mailbox SET daily_cap = 1")
    clock.forward(seconds=(FRIDAY + timedelta(hours=14) - clock()).total_seconds())
    outbox.queue()
    sender.look()
    assert len(postman.delivered) == 1
    mail = queued(clock())
    sender.look()
    assert len(postman.delivered) == 1
    # Tomorrow morning is a Saturday; on Monday they begin at nine in New York.
    assert outbox[mail].due_at == MONDAY + timedelta(hours=13)
    assert outbox[mail].said.endswith("this one goes out in the hours of its step.")
    clock.forward(seconds=(MONDAY + timedelta(hours=13) - clock()).total_seconds())
    sender.look()
    assert len(postman.delivered) == 2


def test_a_mail_that_is_tried_again_keeps_its_hours(queued, outbox, sender, postman, clock):
    mail = queued(FRIDAY + timedelta(hours=16, minutes=58))
    refused = RefusedForNow(451, "Greylisted")
    postman.fates = [refused, refused]
    for _ in range(3):
        sender.look()
        clock.forward(seconds=max((outbox[mail].due_at - clock()).total_seconds(), 0))
    assert postman.attempts == 2
    assert clock() == MONDAY + timedelta(hours=9)
    sender.look()
    assert len(postman.delivered) == 1


def test_a_mailbox_that_is_well_again_is_no_reason_to_leave_sooner(
    db, queued, outbox, sender, postman, clock, mailbox
):
    mail = queued(FRIDAY + timedelta(hours=16, minutes=58))
    postman.fates = [BrokenBefore("no server", reached=False)]
    sender.look()
    clock.forward(hours=3)
    db.run("UPDATE outpost.mailbox SET state = 'ok', looked_at = %s", (clock(),))
    assert sender.look() == 1
    kept = outbox[mail]
    assert kept.due_at == MONDAY + timedelta(hours=9)
    assert sender.look() == 0  # it is left in peace until then
    assert outbox[mail] == kept


@pytest.mark.parametrize("how", ["send now", "reschedule"])
def test_what_the_rep_sends_leaves_when_the_rep_says(queued, outbox, sender, postman, clock, how):
    mail = queued(FRIDAY + timedelta(hours=16, minutes=59))
    clock.forward(hours=5)
    sender.look()
    if how == "send now":
        outbox.again(mail)
    else:
        outbox.reschedule(mail, timedelta(minutes=10))
        clock.forward(minutes=10)
    sender.look()
    assert len(postman.delivered) == 1
