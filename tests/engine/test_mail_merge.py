"""A mail merge on its way into the outbox and out of it: everybody once, each at its time."""

from __future__ import annotations

import email
from datetime import timedelta
from email import policy

import pytest

from desktop_app.data.drafts import DraftRepository
from desktop_app.data.jobs import JobRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobState
from desktop_app.domain.mail_merge import MergeState
from desktop_app.domain.mailboxes import Credential
from desktop_app.domain.opt_outs import token_of
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.pace import Pace
from desktop_app.domain.rich_text import of_text
from desktop_app.domain.templates import TemplateText
from desktop_app.engine import merge_mail
from desktop_app.engine.jobs import Interrupted, JobContext
from desktop_app.engine.outbox import OutboxSender
from desktop_app.services.mail_merges import MailMergeService
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.liquid import LiquidRenderer
from tests.outbox import Killed

HELLO = TemplateText(
    "A quick idea for {{ company }}", "<p>Hi {{ first_name }},</p><p>Shall we?</p>"
)
ALWAYS = Pace(gap=60, opens=Pace().opens.replace(hour=0), closes=Pace().opens.replace(hour=0),
              days=frozenset())  # fmt: skip


@pytest.fixture
def service(db, user, clock) -> MailMergeService:
    return MailMergeService(db, user.id, LiquidRenderer(), clock)


@pytest.fixture
def leads(make_lead) -> list:
    return [
        make_lead(f"p{n}@c{n}.example", contact_name=f"Ines{n} Caldaro", company=f"C{n}")
        for n in range(7)
    ]


@pytest.fixture
def store(folders) -> ContentStore:
    return ContentStore(folders.files, raw=folders.raw)


@pytest.fixture
def carry_out(db, user, folders, clock):
    """Runs the job of a merge as the engine does."""

    def carry_out(job):
        context = JobContext(
            db=db, user_id=user.id, folders=folders, params=job.params, job_id=job.id
        )
        result = merge_mail.send_merge(context, clock)
        with db.transaction():
            JobRepository(db).finish(job.id, JobState.DONE, result, "")
        return result

    return carry_out


@pytest.fixture
def sender(db, folders, postman, clock) -> OutboxSender:
    return OutboxSender(
        db, folders, lambda mailbox: Credential("robin", "x"), postman,
        transport=postman.send, now=clock,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(merge_mail.MergeRun.step, "__defaults__", (3,))


def _mails(db, outbox, merge):
    rows = db.rows(
        "SELECT item.lead_id, mail.id FROM outpost.mail_merge_item AS item "
        "JOIN outpost.outgoing AS mail ON mail.id = item.outgoing_id "
        "WHERE item.merge_id = %s ORDER BY item.place", (merge,),
    )  # fmt: skip
    return {lead: outbox[mail] for lead, mail in rows}


def _read(db, store, mail):
    url = db.value("SELECT raw_url FROM outpost.outgoing WHERE id = %s", (mail.id,))
    return email.message_from_bytes(store.get_raw(url), policy=policy.default)


def test_everybody_is_written_what_was_previewed_one_after_the_other(
    db, service, mailbox, outbox, leads, store, carry_out, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    previews = {lead: service.preview(merge, lead) for lead in leads}
    assert service.report(merge).ready == 7
    carry_out(service.send(merge, pace=ALWAYS))
    mails = _mails(db, outbox, merge)
    assert list(mails) == leads
    first = clock() + timedelta(seconds=10)
    assert [mail.due_at for mail in mails.values()] == [
        first + timedelta(minutes=n) for n in range(7)
    ]
    for n, (lead, mail) in enumerate(mails.items()):
        read = _read(db, store, mail)
        text = previews[lead].text
        assert read["subject"] == text.subject == f"A quick idea for C{n}"
        assert read["to"] == f"Ines{n} Caldaro <p{n}@c{n}.example>"
        plain = read.get_body(("plain",)).get_content()
        assert plain.replace("\r\n", "\n").rstrip("\n") == text.plain.rstrip("\n")
        assert f"Hi Ines{n}," in plain
        assert "unsubscribe" in plain
        html = read.get_body(("html",)).get_content()
        assert html.replace("\r\n", "\n").rstrip("\n") == text.html.rstrip("\n")
        assert read["list-unsubscribe"] == (
            f"<mailto:{mailbox.address}?subject=unsubscribe%20{token_of(mail.id)}>"
        )
    assert service.get(merge).state is MergeState.QUEUED
    assert service.counts(merge).going == 7


def test_an_engine_that_dies_between_any_two_batches_writes_to_nobody_twice(
    db, user, service, mailbox, outbox, leads, carry_out, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    real, calls = MailMergeRepository.settle, []

    def dies(self, *given):
        calls.append(1)
        if len(calls) in (2, 4):
            raise Killed
        real(self, *given)

    monkeypatch.setattr(MailMergeRepository, "settle", dies)
    for _ in range(2):
        with pytest.raises(Killed):
            carry_out(job)
    carry_out(job)
    mails = _mails(db, outbox, merge)
    assert list(mails) == leads
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 7
    assert len({mail.due_at for mail in mails.values()}) == 7
    assert db.value("SELECT count(*) FROM outpost.journal WHERE command = 'merge_mail'") == 1


def test_the_engine_ends_and_goes_on(db, service, mailbox, outbox, leads, carry_out, monkeypatch):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    looks = iter([False, True])
    with monkeypatch.context() as stopped:
        real = JobContext.check_cancelled

        def ends(self):
            if next(looks):
                raise Interrupted
            real(self)

        stopped.setattr(JobContext, "check_cancelled", ends)
        with pytest.raises(Interrupted):
            carry_out(job)
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 3
    carry_out(job)
    assert list(_mails(db, outbox, merge)) == leads


def test_who_cannot_be_written_to_is_left_out_with_the_reason(
    db, service, mailbox, outbox, leads, make_lead, carry_out
):
    db.run("UPDATE leads SET metadata = '{\"opted_out\": true}' WHERE id = %s", (leads[0],))
    db.run("UPDATE leads SET email = 'nowhere' WHERE id = %s", (leads[1],))
    db.run("UPDATE leads SET industry = 'Optics' WHERE id <> %s", (leads[2],))
    text = TemplateText("Idea", "Other {{ industry }} teams tell us the same.")
    merge = service.begin(text, "Idea", IdList.of(leads))
    db.run("DELETE FROM leads WHERE id = %s", (leads[3],))
    service.leave_out(merge, leads[4])
    report = service.report(merge)
    assert (report.total, report.ready) == (7, 2)
    said = {gap.reason: (gap.field, gap.leads, gap.first) for gap in report.gaps}
    assert said == {
        "Wants no mail.": ("", 1, (leads[0],)),
        "Has no e-mail address.": ("", 1, (leads[1],)),
        "Has no Industry.": ("industry", 1, (leads[2],)),
        "The lead was deleted.": ("", 1, (leads[3],)),
        "Left out by you.": ("", 1, (leads[4],)),
    }
    result = carry_out(service.send(merge, pace=ALWAYS))
    assert result["said"] == "2 mails of “Idea” in the outbox, 5 left out"
    assert list(_mails(db, outbox, merge)) == leads[5:]


def test_what_was_written_for_one_goes_to_that_one(
    db, service, mailbox, outbox, leads, store, carry_out
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:2]))
    shown = service.edit(merge, leads[0], "For you\r\nBcc: x@y.example", of_text("Dear Ines,"))
    assert shown.edited
    assert shown.text.subject == "For you Bcc: x@y.example"
    carry_out(service.send(merge, pace=ALWAYS))
    mails = _mails(db, outbox, merge)
    read = _read(db, store, mails[leads[0]])
    assert read["subject"] == shown.text.subject
    assert read["bcc"] is None
    assert read.get_body(("plain",)).get_content().strip() == "Dear Ines,"
    with pytest.raises(KnownError, match="sent already"):
        service.edit(merge, leads[1], "Late", of_text("Late"))


def test_undo_takes_all_of_it_back_until_the_first_leaves(
    db, user, service, mailbox, outbox, leads, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    result = carry_out(service.send(merge, pace=ALWAYS))
    changes = JournalRepository(db).undo(user.id, result["journal_id"])
    assert changes.kinds
    assert {mail.state for mail in _mails(db, outbox, merge).values()} == {Sending.RECALLED}
    # Nobody wrote these drafts: they are in nobody's list.
    assert DraftRepository(db).open_rows(user.id) == ()
    clock.forward(minutes=30)
    sender.look()
    assert postman.delivered == []

    again = service.begin(HELLO, "Trade fair", IdList.of(leads))
    result = carry_out(service.send(again, pace=ALWAYS))
    clock.forward(seconds=11)
    sender.look()
    assert len(postman.delivered) == 1
    with pytest.raises(KnownError, match="on its way"):
        JournalRepository(db).undo(user.id, result["journal_id"])
    assert service.stop(again).said == "6 mails taken back"
    clock.forward(days=1)
    sender.look()
    assert len(postman.delivered) == 1
    assert service.counts(again).sent == 1


def test_one_mail_of_it_can_be_taken_back_alone(
    db, user, service, mailbox, outbox, leads, carry_out
):
    from desktop_app.data.outgoing import OutgoingRepository

    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:3]))
    carry_out(service.send(merge, pace=ALWAYS))
    mails = _mails(db, outbox, merge)
    one = mails[leads[0]]
    assert OutgoingRepository(db).undoing_entry(user.id, one.id) is None
    outbox.recall(one.id)
    assert outbox.draft_is_open(one.id)
    assert outbox[mails[leads[1]].id].state is Sending.QUEUED


def test_after_a_night_with_the_lid_closed_they_still_go_one_after_the_other(
    db, service, mailbox, outbox, leads, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    carry_out(service.send(merge, pace=ALWAYS))
    clock.forward(hours=9)
    sender.look()
    assert len(postman.delivered) == 1
    waiting = sorted(
        mail.due_at for mail in _mails(db, outbox, merge).values() if mail.state is Sending.QUEUED
    )
    assert waiting == [clock() + timedelta(minutes=n) for n in range(1, 7)]
    for _ in range(6):
        clock.forward(minutes=1)
        sender.look()
    assert len(set(postman.delivered)) == len(postman.delivered) == 7


def test_outside_their_hours_they_wait_for_the_next_ones(
    db, service, mailbox, outbox, leads, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:2]))
    evening = Pace(gap=60)
    carry_out(service.send(merge, pace=evening))
    while 8 <= clock().hour < 18 and clock().weekday() < 5:
        clock.forward(hours=1)
    sender.look()
    assert postman.delivered == []
    due = min(mail.due_at for mail in _mails(db, outbox, merge).values())
    assert (due.hour, due.minute) == (8, 0)
    assert due.weekday() < 5


def test_the_daily_limit_is_planned_for(db, user, service, mailbox, outbox, leads, carry_out):
    db.run("UPDATE outpost.mailbox SET daily_cap = 3 WHERE id = %s", (mailbox.id,))
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    carry_out(service.send(merge, pace=ALWAYS))
    days = [mail.due_at.date() for mail in _mails(db, outbox, merge).values()]
    assert [days.count(day) for day in sorted(set(days))] == [3, 3, 1]


def test_who_asks_for_no_more_gets_none(
    db, user, service, mailbox, outbox, leads, deliver, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:3]))
    carry_out(service.send(merge, pace=Pace(gap=3600, opens=ALWAYS.opens, closes=ALWAYS.closes,
                                            days=frozenset())))  # fmt: skip
    mails = _mails(db, outbox, merge)
    clock.forward(minutes=10)
    sender.look()
    # The button of the first one's reader writes from an address that nobody knows.
    deliver(
        "someone@elsewhere.example", user.email, text="",
        subject=f"Unsubscribe {token_of(mails[leads[0]].id)}",
    )  # fmt: skip
    deliver("p1@c1.example", user.email, subject="Re: A quick idea for C1", text="Unsubscribe.")
    out = db.rows("SELECT id FROM leads WHERE metadata ->> 'opted_out' = 'true' ORDER BY email")
    assert out == [(leads[0],), (leads[1],)]
    clock.forward(hours=3)
    sender.look()
    assert outbox[mails[leads[1]].id].state is Sending.HELD
    assert "wants no mail" in outbox[mails[leads[1]].id].said
    after = service.begin(HELLO, "Again", IdList.of(leads[:3]))
    assert service.report(after).ready == 1


def test_nothing_is_begun_for_nobody_or_without_a_mailbox(service, leads):
    with pytest.raises(KnownError, match="Nobody is chosen"):
        service.begin(HELLO, "Trade fair", IdList())
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    with pytest.raises(KnownError, match="No mailbox"):
        service.send(merge, pace=ALWAYS)
