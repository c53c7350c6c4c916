"""What the classifier reads on arrival, written with the message; a bounce finds its letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.leads import LeadDraft
from desktop_app.domain.metrics import (
    EvidenceQuery,
    Grouping,
    Measure,
    MetricsQuery,
    Period,
    Why,
)
from desktop_app.domain.signal_types import Method, SignalKind
from desktop_app.domain.users import User
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import JobContext
from desktop_app.services.metrics import MetricsService

MakeJob = Callable[..., JobContext]

LETTER = """From: Robin <robin@rep.example>
To: Ines Caldaro <ines@norvane.example>
Subject: Pilot for line 3
Date: Mon, 1 Jun 2026 09:00:00 +0000
Message-ID: <letter@rep.example>

Hello Ines.
"""
BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@mx.rep.example>
To: robin@rep.example
Subject: Undelivered Mail Returned to Sender
Date: Mon, 1 Jun 2026 09:01:00 +0000
Message-ID: <bounce@mx.rep.example>
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.rep.example

Final-Recipient: rfc822; ines@norvane.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: message/rfc822

Message-ID: <letter@rep.example>
Subject: Pilot for line 3

Hello Ines.

--b--
"""
AWAY = """From: Ines Caldaro <ines@norvane.example>
To: robin@rep.example
Subject: Automatic reply: Pilot for line 3
Date: Mon, 1 Jun 2026 09:01:00 +0000
Message-ID: <away@norvane.example>
Auto-Submitted: auto-replied
In-Reply-To: <letter@rep.example>

I am out of the office and back on 12 June.
"""
INVITATION = """From: Ines Caldaro <ines@norvane.example>
To: robin@rep.example
Subject: Pilot review
Date: Mon, 1 Jun 2026 09:02:00 +0000
Message-ID: <meet@norvane.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

Shall we?

--b
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
SUMMARY:Pilot review
DTSTART:20260615T070000Z
DTEND:20260615T080000Z
LOCATION:Room 3
END:VEVENT
END:VCALENDAR

--b--
"""
_TALKS = (
    "SELECT root_message_id, message_count, with_email FROM outpost.conversation ORDER BY first_at"
)


def _take(job: MakeJob, folder: Path, *messages: str) -> None:
    path = folder / f"{uuid4()}.mbox"
    path.write_text("".join(f"From x Mon Jun  1 09:00:00 2026\n{each}\n" for each in messages))
    import_mail(job(path=str(path), me=["robin@rep.example"]))


def _signals(db: Database, user: User, identity: str):
    email_id = db.value("SELECT email_id FROM outpost.message WHERE identity = %s", (identity,))
    return SignalRepository(db).of_messages(user.id, [email_id])[email_id]


def test_a_bounce_lies_with_its_letter_and_tells_whom_it_missed(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    with db.transaction():
        lead = uuid4()
        LeadRepository(db).insert(
            user.id, LeadDraft("Norvane", "Ines", "ines@norvane.example"), lead
        )
    _take(job, tmp_path, LETTER, BOUNCE)
    # With the one it was written to, not with the program that brought it back.
    assert db.rows(_TALKS) == [("<letter@rep.example>", 2, "ines@norvane.example")]
    (found,) = _signals(db, user, "<bounce@mx.rep.example>")
    assert (found.kind, found.failed, found.permanent, found.said) == (
        SignalKind.BOUNCE, ("ines@norvane.example",), True, "550 5.1.1 User unknown")  # fmt: skip
    signals = SignalRepository(db)
    failing = {"ines@norvane.example": "550 5.1.1 User unknown"}
    assert signals.failing(user.id, ["ines@norvane.example", "x@y.example"]) == failing
    assert signals.failing_of_lead(user.id, lead) == failing
    assert signals.counts(user.id) == {"bounce": 1}


def test_a_bounce_that_comes_before_its_letter_waits_for_it(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _take(job, tmp_path, BOUNCE)
    assert SignalRepository(db).failing(user.id, ["ines@norvane.example"]) == {}
    assert [row[2] for row in db.rows(_TALKS)] == ["mailer-daemon@mx.rep.example"]
    _take(job, tmp_path, LETTER)
    assert db.rows(_TALKS) == [("<letter@rep.example>", 2, "ines@norvane.example")]
    assert list(SignalRepository(db).failing(user.id, ["ines@norvane.example"]))


def test_a_report_on_mail_that_was_never_sent_there_marks_nobody(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    unknown = BOUNCE.replace("<letter@rep.example>", "<never-sent@rep.example>")
    # Somebody who was written to knows the id of that letter, and names another's address.
    borrowed = BOUNCE.replace("<bounce@", "<second@").replace("; ines@", "; boss@")
    # What somebody else wrote is no letter of the rep's.
    anothers = BOUNCE.replace("<bounce@", "<third@").replace("<letter@rep", "<away@norvane")
    _take(job, tmp_path, LETTER, AWAY.replace("09:01", "08:00"), unknown, borrowed, anothers)
    addresses = ["ines@norvane.example", "boss@norvane.example"]
    assert SignalRepository(db).failing(user.id, addresses) == {}
    for name in ("bounce", "second", "third"):
        (told,) = _signals(db, user, f"<{name}@mx.rep.example>")
        assert (told.permanent, told.ours) == (True, False)
    # The real one says so all the same, whatever else was said.
    _take(job, tmp_path, BOUNCE.replace("<bounce@", "<fourth@"))
    assert list(SignalRepository(db).failing(user.id, addresses)) == ["ines@norvane.example"]
    assert _signals(db, user, "<fourth@mx.rep.example>")[0].ours


def test_an_address_that_writes_again_fails_no_more(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    later = AWAY.replace("09:01", "10:00")
    _take(job, tmp_path, LETTER, BOUNCE, later)
    assert SignalRepository(db).failing(user.id, ["ines@norvane.example"]) == {}


def test_a_receipt_is_an_answer_by_a_program_and_lies_with_its_letter(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    receipt = BOUNCE.replace("Action: failed", "Action: delivered").replace("5.1.1", "2.0.0")
    receipt = receipt.replace(
        "I'm sorry to have to inform you.",
        "Your mail, Out of office next week, was delivered to\n\n  ines@norvane.example\n",
    )
    _take(job, tmp_path, LETTER, receipt)
    assert db.rows("SELECT kind FROM outpost.message ORDER BY at") == [("own",), ("auto_reply",)]
    # With the one it was written to, not with the server of theirs.
    assert db.rows(_TALKS) == [("<letter@rep.example>", 2, "ines@norvane.example")]
    assert SignalRepository(db).counts(user.id) == {}


def test_what_was_given_up_is_told_from_what_is_still_tried(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    full = BOUNCE.replace("5.1.1", "4.2.2")
    delayed = full.replace("<bounce@", "<later@").replace("failed", "delayed")
    _take(job, tmp_path, LETTER, full, delayed)
    (told,) = _signals(db, user, "<bounce@mx.rep.example>")
    assert (told.permanent, told.given_up) == (False, True)
    (told,) = _signals(db, user, "<later@mx.rep.example>")
    assert (told.permanent, told.given_up) == (False, False)
    # A mailbox that is full today takes mail tomorrow.
    assert SignalRepository(db).failing(user.id, ["ines@norvane.example"]) == {}


def test_only_for_now_is_not_failing(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _take(job, tmp_path, LETTER, BOUNCE.replace("failed", "delayed").replace("5.1.1", "4.4.1"))
    assert _signals(db, user, "<bounce@mx.rep.example>")[0].permanent is False
    assert SignalRepository(db).failing(user.id, ["ines@norvane.example"]) == {}


def test_an_absence_of_the_reps_own_is_no_answer(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    lead = uuid4()
    with db.transaction():
        LeadRepository(db).insert(
            user.id, LeadDraft("Norvane", "Ines", "ines@norvane.example"), lead
        )
    came = LETTER.replace("Robin <robin@rep.example>", "Ines <ines@norvane.example>").replace(
        "To: Ines Caldaro <ines@norvane.example>", "To: robin@rep.example"
    )
    mine = AWAY.replace("Ines Caldaro <ines@norvane.example>", "Robin <robin@rep.example>").replace(
        "To: robin@rep.example", "To: ines@norvane.example"
    )
    _take(job, tmp_path, came, mine)
    assert db.rows("SELECT outbound, kind FROM outpost.message ORDER BY at") == [
        (False, "human"), (True, "auto_reply"),
    ]  # fmt: skip
    assert db.rows("SELECT message_count, last_outbound_at FROM outpost.conversation") == [
        (2, None)
    ], "she still waits"
    came_at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert db.value("SELECT last_contact_at FROM leads WHERE id = %s", (lead,)) == came_at
    assert db.value("SELECT last_outbound_at FROM outpost.lead_index") is None
    assert SignalRepository(db).counts(user.id) == {}, "nobody has to be told"
    metrics = MetricsService(db, user.id, lambda: datetime(2026, 6, 2, 9, tzinfo=UTC))
    june = Period(date(2026, 6, 1), date(2026, 6, 1))
    figures = metrics.overview(MetricsQuery(june, Grouping.DAY)).figures
    assert (figures.sent, figures.received, figures.responses) == (0, 1, 0)
    (left,) = metrics.evidence(EvidenceQuery(Measure.SENT, june, counted=False), 0, 9)
    assert left.why is Why.AUTOMATIC_OUT


def test_absence_and_invitation_are_written_with_their_days(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _take(job, tmp_path, LETTER, AWAY, INVITATION)
    (away,) = _signals(db, user, "<away@norvane.example>")
    assert (away.kind, away.returns_on) == (SignalKind.OUT_OF_OFFICE, date(2026, 6, 12))
    (meeting,) = _signals(db, user, "<meet@norvane.example>")
    assert (meeting.kind, meeting.said, meeting.place, meeting.method) == (
        SignalKind.INVITATION, "Pilot review", "Room 3", Method.REQUEST)  # fmt: skip
    assert meeting.starts_at == datetime(2026, 6, 15, 7, tzinfo=UTC)
    # They go with their message.
    db.run("DELETE FROM emails")
    assert SignalRepository(db).counts(user.id) == {}


def _snooze(db: Database, user: User, root: str, due: datetime) -> None:
    talk = db.value("SELECT id FROM outpost.conversation WHERE root_message_id = %s", (root,))
    db.run(
        "INSERT INTO actions (user_id, type, due_date, created_at, metadata) VALUES (%s, "
        "'follow_up', %s, '2026-06-01 09:00:30+00', "
        "jsonb_build_object('snooze', jsonb_build_object('conversation', %s::text)))",
        (user.id, due, talk),
    )


def test_an_answer_ends_what_waited_for_it_and_an_absence_does_not(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _take(job, tmp_path, LETTER)
    _snooze(db, user, "<letter@rep.example>", datetime(2026, 6, 30, tzinfo=UTC))
    status = "SELECT status FROM actions"
    _take(job, tmp_path, AWAY)
    assert db.value(status) == "pending"
    # Mail from before it was put aside, found late, is no answer either.
    early = AWAY.replace("<away@", "<early@").replace("Auto-Submitted: auto-replied\n", "")
    early = early.replace("Automatic reply", "Re").replace("09:01:00", "09:00:10")
    _take(job, tmp_path, early)
    assert db.value(status) == "pending"
    answer = early.replace("<early@", "<answer@").replace("09:00:10", "11:00:00")
    _take(job, tmp_path, answer)
    assert db.value(status) == "completed"


def test_a_letter_of_ones_own_ends_what_was_due(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _take(job, tmp_path, LETTER)
    _snooze(db, user, "<letter@rep.example>", datetime(2026, 6, 3, tzinfo=UTC))
    second = LETTER.replace("<letter@", "<second@").replace("09:00", "10:00", 1)
    second = second.replace("\n\n", "\nIn-Reply-To: <letter@rep.example>\n\n", 1)
    _take(job, tmp_path, second)
    assert db.value("SELECT status FROM actions") == "pending"
    _take(job, tmp_path, second.replace("<second@", "<third@").replace("Mon, 1 Jun", "Fri, 5 Jun"))
    assert db.value("SELECT status FROM actions") == "completed"
