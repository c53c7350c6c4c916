"""Sequences with the real mailer and the real outbox: a step is a mail, the next one follows it."""

from __future__ import annotations

import email
from datetime import datetime, time, timedelta
from email import policy

import pytest

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
