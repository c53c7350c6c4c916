"""The desk that the pictures show: the samples, and what they leave out: a message that is kept as
it came, a mailbox, mail that waits in the outbox or is held, a sequence."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.bootstrap.opened import Opened
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.outgoing_queue import OutgoingQueue
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.mailboxes import MailboxState
from desktop_app.domain.outbox_rules import why_late
from desktop_app.domain.sequences import SequenceText, Step, Unit
from desktop_app.wire.content_store import ContentStore
from tests.mailboxes import a_mailbox
from tests.outbox import Outbox

PASSWORD = "outpost sample"
KEPT_SUBJECT = "Access to the hall on Friday"
_KEPT = f"""\
Return-Path: <ines@norvane.example>
Received: from mail.norvane.example (mail.norvane.example [192.0.2.14])
\tby mx.outpost.example with ESMTPS id 4c1; Mon, 2 Mar 2026 09:12:31 +0100 (CET)
From: Ines Caldaro <ines@norvane.example>
To: Sample Rep <rep@outpost.example>
Subject: {KEPT_SUBJECT}
Message-ID: <hall-1@norvane.example>
Date: Mon, 2 Mar 2026 09:12:30 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Good morning,

the gate is open from seven. Please ask for me at the desk.

Ines
"""


def make_desk(home: Path, leads: int = 248, messages: int = 3000) -> None:
    """Make it in a folder, which need not exist."""
    _run(home, "demo", "--leads", str(leads), "--messages", str(messages))
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place) / "kept.eml"
        kept.write_text(_KEPT)
        _run(home, "import", "mail", str(kept))
    with open_workspace(home) as opened:
        _fill(opened, ContentStore(home / "files", raw=home / "raw"))


def _run(home: Path, *command: str) -> None:
    program = [sys.executable, "-m", "desktop_app", "--home", str(home)]
    subprocess.run([*program, *command], check=True, stdout=subprocess.DEVNULL)


def _fill(opened: Opened, store: ContentStore) -> None:
    services = opened.services()
    user = services.signin.people()[0]
    mine = services.for_user(user)
    now = datetime.now(UTC)
    # Nobody is to look at it: its servers are nowhere.
    mailbox = a_mailbox(user, user.email, state=MailboxState.OK, looked_at=now, paused=True)
    with opened.db.transaction():
        MailboxRepository(opened.db).add(mailbox)
    outbox = Outbox(opened.db, user, mailbox, store, lambda: now)
    queue = OutgoingQueue(opened.db)
    for hours, subject in ((3, "The offer for line 3"), (20, "Pilot in May"), (70, "One question")):
        outbox.queue("ines@norvane.example", subject=subject, wanted_in=timedelta(hours=hours))
    letter = queue.letter(outbox.queue("tomas@vellum.example", subject="Re: Delivery times"))
    late = why_late(now - timedelta(days=2), 0, now)
    assert letter is not None and late is not None
    with opened.db.transaction():
        queue.hold(letter, late)
    template = mine.templates.list()[0]
    mail = Step("First mail", template_id=template.id)
    call = Step("Call", action_type="call", text="Ask who decides", delay=3, unit=Unit.WORKING_DAYS)
    again = Step("Once more", template_id=template.id, delay=7)
    made, _ = mine.sequences.make(SequenceText("First contact", (mail, call, again)))
    mine.sequences.enrol(made, list(mine.leads.first_ids(LeadQuery(), 8)))
