"""A mail merge on its way into the outbox and out of it: everybody once, each at its time."""

from __future__ import annotations

import email
from datetime import timedelta
from email import policy
from uuid import uuid4

import pytest

from desktop_app.data.drafts import DraftRepository
from desktop_app.data.jobs import JobRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobKind, JobState
from desktop_app.domain.mail_merge import MergeState
from desktop_app.domain.mailboxes import Credential
from desktop_app.domain.opt_outs import token_of
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.pace import Pace
from desktop_app.domain.rich_text import of_text
from desktop_app.domain.templates import TemplateText
from desktop_app.engine import merge_mail, worker
from desktop_app.engine.jobs import Interrupted, JobContext
from desktop_app.engine.mail_intake import Incoming, MailIntake, MailPreparer
from desktop_app.engine.merge_mail import send_merge
from desktop_app.engine.outbox import OutboxSender
from desktop_app.engine.worker import Worker
from desktop_app.services.jobs import JobService
from desktop_app.services.mail_merges import MailMergeService
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_parse import parse_message
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


@pytest.fixture
def bring(db, user, store, clock):
    """Brings a mail in as a mailbox does."""

    def bring(who: str, subject: str, text: str) -> None:
        raw = (
            f"From: <{who}>\r\nTo: <{user.email}>\r\nSubject: {subject}\r\n"
            f"Message-ID: <{uuid4().hex}@mail.example>\r\n\r\n{text}"
        ).encode()
        incoming = Incoming(raw, parse_message(raw), frozenset(), clock())
        prepared = MailPreparer(db, user.id, store, source="test").prepare([incoming])
        MailIntake(db, user.id, frozenset({user.email}), origin="mailbox").take(prepared)

    return bring


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


def test_a_gap_that_was_left_in_what_was_written_for_one_keeps_it_back(
    db, service, mailbox, outbox, leads, carry_out
):
    merge = service.begin(
        TemplateText("Idea", "At {{ industry }} they say so."), "Idea", IdList.of(leads[:2])
    )
    shown = service.edit(merge, leads[0], "Idea", of_text("Dear Ines, at {{ industry }} they do."))
    assert shown.why_not == "Has no Industry."
    filled = service.edit(merge, leads[1], "Idea", of_text("Dear Ines, at the mill they do."))
    assert filled.why_not == ""
    carry_out(service.send(merge, pace=ALWAYS))
    assert list(_mails(db, outbox, merge)) == [leads[1]]


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
    db, service, mailbox, outbox, leads, bring, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:3]))
    carry_out(service.send(merge, pace=Pace(gap=3600, opens=ALWAYS.opens, closes=ALWAYS.closes,
                                            days=frozenset())))  # fmt: skip
    mails = _mails(db, outbox, merge)
    clock.forward(minutes=10)
    sender.look()
    # The button of the first one's reader writes from an address that nobody knows.
    token = token_of(mails[leads[0]].id)
    bring("someone@elsewhere.example", f"Unsubscribe {token}", "")
    bring("p1@c1.example", "Re: A quick idea for C1", "Unsubscribe.\n\nOn Monday Robin wrote:\n> x")
    bring("p2@c2.example", "Re: A quick idea for C2", "We never unsubscribe from good ideas.")
    out = db.rows("SELECT id FROM leads WHERE metadata ->> 'opted_out' = 'true' ORDER BY email")
    assert out == [(leads[0],), (leads[1],)]
    clock.forward(hours=3)
    sender.look()
    assert outbox[mails[leads[1]].id].state is Sending.HELD
    assert "wants no mail" in outbox[mails[leads[1]].id].said
    after = service.begin(HELLO, "Again", IdList.of(leads[:3]))
    assert service.report(after).ready == 1


@pytest.fixture
def run_job(db, folders, monkeypatch, clock):
    """Runs the job of a merge by the engine's own worker."""
    monkeypatch.setitem(worker.RUNNERS, JobKind.MAIL_MERGE, lambda job: send_merge(job, clock))
    return Worker(db, folders).run_next


def test_a_merge_whose_job_is_cancelled_before_it_ran_is_stopped(
    db, user, service, mailbox, leads, run_job
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    JobService(db, user.id).cancel(job.id)
    assert service.get(merge).state is MergeState.STOPPED
    assert run_job(job.id) is None
    assert db.value("SELECT count(*) FROM outpost.outgoing") == 0
    assert service.stop(merge).said == "0 mails taken back"


def test_a_merge_whose_engine_died_while_it_was_being_cancelled_is_stopped(
    db, user, service, mailbox, outbox, leads, carry_out, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    with monkeypatch.context() as died:
        died.setattr(merge_mail, "_ended", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            carry_out(job)
    db.run("UPDATE outpost.job SET state = 'running' WHERE id = %s", (job.id,))
    assert MailMergeRepository(db).stop_abandoned() == 0  # it may be taken up again
    JobRepository(db).cancel(user.id, job.id)
    JobRepository(db).requeue_orphans()
    assert MailMergeRepository(db).stop_abandoned() == 1
    assert {mail.state for mail in _mails(db, outbox, merge).values()} == {Sending.RECALLED}
    assert service.get(merge).state is MergeState.STOPPED


def test_a_merge_that_cannot_be_prepared_is_stopped(
    db, service, mailbox, outbox, leads, run_job, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    real = merge_mail.MergeRun.step

    def fails_later(self, limit=3):
        if db.value("SELECT count(*) FROM outpost.outgoing"):
            raise KnownError("No.")
        return real(self, limit)

    monkeypatch.setattr(merge_mail.MergeRun, "step", fails_later)
    assert run_job(job.id).state is JobState.FAILED
    assert service.get(merge).state is MergeState.STOPPED
    assert {mail.state for mail in _mails(db, outbox, merge).values()} == {Sending.RECALLED}


@pytest.mark.parametrize("after", [0, 1, 3], ids=lambda n: f"after {n} batches")
def test_no_mail_is_made_once_a_merge_was_stopped(
    db, user, service, mailbox, outbox, leads, run_job, monkeypatch, after, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    real, calls = merge_mail.MergeRun.step, []

    def stops(self, limit=3):
        if len(calls) == after:
            service.stop(merge)
        calls.append(1)
        return real(self, limit)

    monkeypatch.setattr(merge_mail.MergeRun, "step", stops)
    assert run_job(job.id).state is JobState.CANCELLED
    assert {mail.state for mail in _mails(db, outbox, merge).values()} <= {Sending.RECALLED}
    assert len(_mails(db, outbox, merge)) == min(7, 3 * after)
    assert service.get(merge).state is MergeState.STOPPED
    assert JournalRepository(db).last_undoable(user.id) is None


def test_a_merge_that_was_stopped_is_nothing_to_undo(
    db, user, service, mailbox, outbox, leads, carry_out
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    carry_out(service.send(merge, pace=ALWAYS))
    assert service.stop(merge).said == "7 mails taken back"
    assert JournalRepository(db).last_undoable(user.id) is None


def test_what_left_while_the_others_were_made_leaves_nothing_to_undo(
    db, user, service, mailbox, outbox, leads, run_job, sender, postman, clock, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    real, calls = merge_mail.MergeRun.step, []

    def slow(self, limit=3):
        made = real(self, limit)
        if not calls:
            clock.forward(seconds=11)
            sender.look()
        calls.append(1)
        return made

    monkeypatch.setattr(merge_mail.MergeRun, "step", slow)
    done = run_job(job.id)
    assert done.state is JobState.DONE and done.result["journal_id"] is None
    assert len(postman.delivered) == 1
    assert JournalRepository(db).last_undoable(user.id) is None
    assert service.stop(merge).said == "6 mails taken back"


def test_undo_waits_until_all_of_it_is_in_the_outbox(
    db, user, service, mailbox, outbox, leads, run_job, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    job = service.send(merge, pace=ALWAYS)
    real, said = merge_mail.MergeRun.step, []

    def asked(self, limit=3):
        made = real(self, limit)
        with pytest.raises(KnownError) as refused:
            JournalRepository(db).undo(user.id, service.get(merge).journal_id)
        said.append(refused.value.title)
        return made

    monkeypatch.setattr(merge_mail.MergeRun, "step", asked)
    done = run_job(job.id)
    assert set(said) == {"This is still going on."}
    JournalRepository(db).undo(user.id, done.result["journal_id"])
    assert {mail.state for mail in _mails(db, outbox, merge).values()} == {Sending.RECALLED}


def test_who_wants_no_more_within_the_seconds_to_undo_gets_none(
    db, service, mailbox, outbox, leads, carry_out, sender, postman, clock
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:3]))
    carry_out(service.send(merge, pace=Pace(gap=10, opens=ALWAYS.opens, closes=ALWAYS.closes,
                                            days=frozenset())))  # fmt: skip
    db.run("UPDATE leads SET metadata = '{\"opted_out\": true}' WHERE id = %s", (leads[0],))
    db.run("DELETE FROM leads WHERE id = %s", (leads[1],))
    clock.forward(seconds=35)
    sender.look()
    clock.forward(seconds=10)
    sender.look()
    assert len(postman.delivered) == 1
    states = dict(db.rows("SELECT subject, state FROM outpost.outgoing"))
    assert states["A quick idea for C0"] == states["A quick idea for C1"] == "held"


def test_who_opts_out_while_the_mail_is_made_gets_none(
    db, service, mailbox, outbox, leads, carry_out, sender, postman, clock, monkeypatch
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:1]))
    real = merge_mail.MergeRun._rendered

    def meanwhile(self, item, values):
        made = real(self, item, values)
        db.run("UPDATE leads SET metadata = '{\"opted_out\": true}' WHERE id = %s", (leads[0],))
        return made

    monkeypatch.setattr(merge_mail.MergeRun, "_rendered", meanwhile)
    carry_out(service.send(merge, pace=ALWAYS))
    clock.forward(minutes=10)
    sender.look()
    assert postman.delivered == []
    (mail,) = _mails(db, outbox, merge).values()
    assert mail.said.endswith("wants no mail any more.")


def test_the_token_of_another_reps_mail_says_nothing_here(
    db, other_user, service, mailbox, outbox, leads, bring, carry_out, make_lead
):
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads[:1]))
    carry_out(service.send(merge, pace=ALWAYS))
    token = token_of(_mails(db, outbox, merge)[leads[0]].id)
    theirs = make_lead("p0@c0.example", of=other_user)
    db.run("UPDATE outpost.outgoing SET user_id = %s, lead_id = %s, mailbox_id = NULL",
           (other_user.id, theirs))  # fmt: skip
    bring("someone@elsewhere.example", f"Unsubscribe {token}", "")
    said = "SELECT count(*) FROM leads WHERE metadata ? 'opted_out'"
    assert db.value(said) == 0
    # But whoever writes it from an address that is known asks for no more, whatever it names.
    bring("p1@c1.example", f"Unsubscribe {token}", "")
    assert db.rows("SELECT id FROM leads WHERE metadata ? 'opted_out'") == [(leads[1],)]


def test_nobody_asks_for_no_more_in_anothers_name(db, user, leads, bring):
    bring("stranger@elsewhere.example>\r\nCc: <p0@c0.example", "Unsubscribe", "unsubscribe")
    assert db.value("SELECT count(*) FROM leads WHERE metadata ? 'opted_out'") == 0


def test_nothing_is_begun_for_nobody_or_without_a_mailbox(service, leads):
    with pytest.raises(KnownError, match="Nobody is chosen"):
        service.begin(HELLO, "Trade fair", IdList())
    merge = service.begin(HELLO, "Trade fair", IdList.of(leads))
    with pytest.raises(KnownError, match="No mailbox"):
        service.send(merge, pace=ALWAYS)
