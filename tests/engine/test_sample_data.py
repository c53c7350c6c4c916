"""The sample workspace in the database: whole, once, and gone again without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.data.database import Database
from desktop_app.data.health import examine
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.sample import FIELDS
from desktop_app.data.users import UserRepository
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadDraft
from desktop_app.domain.merge_fields import known_fields
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample import SampleSize, SampleYear
from desktop_app.domain.sample_phrases import sample_templates
from desktop_app.domain.sample_types import SampleMessage
from desktop_app.domain.templates import TemplateText
from desktop_app.domain.users import User
from desktop_app.engine import sample_batches
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Cancelled, Folders, Interrupted, JobContext
from desktop_app.engine.sample_data import make_samples, remove_samples, write_samples
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.liquid import LiquidRenderer

MakeJob = Callable[..., JobContext]
TODAY = "2026-06-17"
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)

# When a row was put down is the database's own time; all else follows from the parameters.
_TABLES = {
    "public.leads": {"updated_at"},
    "public.email_threads": set(),
    "public.emails": {"created_at", "updated_at"},
    "public.email_attachments": {"created_at"},
    "public.actions": set(),
    "public.ai_insights": set(),
    "public.email_templates": {"created_at", "updated_at"},
    "public.performance_metrics": {"created_at", "updated_at"},
    "outpost.conversation": set(),
    "outpost.message": set(),
    "outpost.message_text": set(),
    "outpost.message_reference": set(),
    "outpost.message_address": set(),
    "outpost.lead_index": set(),
    "outpost.lead_address": set(),
}

# Each counts rows that contradict another; all must be 0.
_CONTRADICTIONS = {
    "a message without its derived row": """
        SELECT count(*) FROM emails e LEFT JOIN outpost.message m ON m.email_id = e.id
        WHERE m.email_id IS NULL""",
    "a message without text or search": """
        SELECT count(*) FROM emails e LEFT JOIN outpost.message_text t ON t.email_id = e.id
        WHERE t.email_id IS NULL OR t.search = ''""",
    "a message without an address": """
        SELECT count(*) FROM emails e WHERE NOT EXISTS
        (SELECT FROM outpost.message_address a WHERE a.email_id = e.id AND a.role = 'from')
        OR NOT EXISTS
        (SELECT FROM outpost.message_address a WHERE a.email_id = e.id AND a.role = 'to')""",
    "a message whose own id leads elsewhere": """
        SELECT count(*) FROM outpost.message m LEFT JOIN outpost.message_reference r
        ON r.user_id = m.user_id AND r.message_id = m.identity
        WHERE r.conversation_id IS DISTINCT FROM m.conversation_id""",
    "a reference that leads elsewhere": """
        SELECT count(*) FROM outpost.message m CROSS JOIN unnest(m.refs) AS ref
        LEFT JOIN outpost.message_reference r ON r.user_id = m.user_id AND r.message_id = ref
        WHERE r.conversation_id IS DISTINCT FROM m.conversation_id""",
    "a thread that is not the conversation's": """
        SELECT count(*) FROM emails e JOIN outpost.message m ON m.email_id = e.id
        JOIN outpost.conversation c ON c.id = m.conversation_id
        WHERE e.thread_id IS DISTINCT FROM c.thread_id
           OR (c.thread_id IS NULL) <> (c.lead_id IS NULL)""",
    "a thread that says other than its conversation": """
        SELECT count(*) FROM email_threads t LEFT JOIN outpost.conversation c ON c.thread_id = t.id
        WHERE (t.id, t.lead_id, t.subject, t.thread_identifier, t.status, t.updated_at)
        IS DISTINCT FROM (c.id, c.lead_id, c.subject, c.root_message_id, c.state, c.last_at)""",
    "a conversation that counts wrong": """
        SELECT count(*) FROM outpost.conversation c LEFT JOIN LATERAL (
            SELECT count(*) AS n, count(*) FILTER (WHERE e.status = 'unread') AS unread,
                sum((SELECT count(*) FROM email_attachments a WHERE a.email_id = e.id)) AS files,
                min(m.at) AS first_at, max(m.at) AS last_at,
                max(m.at) FILTER (WHERE m.kind = 'human') AS inbound,
                max(m.at) FILTER (WHERE m.outbound) AS outbound
            FROM outpost.message m JOIN emails e ON e.id = m.email_id
            WHERE m.conversation_id = c.id) s ON true
        WHERE (c.message_count, c.unread_count, c.attachment_count, c.first_at, c.last_at,
               c.last_inbound_at, c.last_outbound_at)
        IS DISTINCT FROM (s.n, s.unread, s.files, s.first_at, s.last_at, s.inbound, s.outbound)""",
    "a message of a lead who neither wrote nor got it": """
        SELECT count(*) FROM emails e JOIN leads l ON l.id = e.lead_id
        WHERE l.email <> e.from_email AND l.email <> ALL (string_to_array(e.to_email, ', '))""",
    "a lead with mail that does not know its last contact": """
        SELECT count(*) FROM leads l JOIN LATERAL (
            SELECT max(m.at) AS at FROM emails e JOIN outpost.message m ON m.email_id = e.id
            WHERE e.lead_id = l.id AND m.kind IN ('human', 'own')) s ON s.at IS NOT NULL
        WHERE l.last_contact_at IS DISTINCT FROM s.at OR l.days_since_contact IS DISTINCT FROM
              date '2026-06-17' - (s.at AT TIME ZONE 'Europe/Brussels')::date""",
    "a draft or suggestion that the lead does not know": """
        SELECT count(*) FROM leads l WHERE l.has_ai_draft <> EXISTS
            (SELECT FROM ai_insights i WHERE i.lead_id = l.id AND i.insight_type = 'draft')
        OR l.ai_suggestion IS DISTINCT FROM (SELECT content FROM ai_insights i
            WHERE i.lead_id = l.id AND i.insight_type = 'suggestion')""",
    "an index that says other than the lead": """
        SELECT count(*) FROM leads l LEFT JOIN outpost.lead_index i ON i.lead_id = l.id
        WHERE (i.has_draft, i.last_contact_at) IS DISTINCT FROM (l.has_ai_draft, l.last_contact_at)
           OR NOT EXISTS (SELECT FROM outpost.lead_address a
                          WHERE a.lead_id = l.id AND a.address = l.email)""",
    "something not marked as sample": """
        SELECT (SELECT count(*) FROM leads WHERE NOT metadata @> '{"sample": true}')
        + (SELECT count(*) FROM actions WHERE NOT metadata @> '{"sample": true}')
        + (SELECT count(*) FROM ai_insights WHERE NOT metadata @> '{"sample": true}')
        + (SELECT count(*) FROM outpost.message WHERE origin <> 'sample')""",
    "an action or insight about another lead's mail": """
        SELECT (SELECT count(*) FROM actions a JOIN emails e ON e.id = a.email_id
                JOIN email_threads t ON t.id = e.thread_id WHERE t.lead_id <> a.lead_id)
        + (SELECT count(*) FROM ai_insights i JOIN emails e ON e.id = i.email_id
           WHERE e.lead_id IS DISTINCT FROM i.lead_id)""",
    "metrics that miss outbound mail": """
        SELECT (SELECT coalesce(sum(emails_sent), 0) FROM performance_metrics)
        - (SELECT count(*) FROM emails WHERE direction = 'outbound')""",
    "metrics that miss a meeting": """
        SELECT (SELECT coalesce(sum(meetings_scheduled), 0) FROM performance_metrics)
        - (SELECT count(*) FROM actions WHERE type = 'meeting' AND status <> 'cancelled')""",
}


_ALL_CONVERSATIONS = "SELECT id FROM outpost.conversation"


def snapshot(db: Database) -> dict[str, list[Any]]:
    """Every row of every table that samples touch, without the times of writing."""
    return {
        table: db.rows(f"SELECT to_jsonb(t) - %s::text[] FROM {table} t ORDER BY 1", (list(left),))
        for table, left in _TABLES.items()
    }


def counts(db: Database) -> dict[str, int]:
    return {table: db.value(f"SELECT count(*) FROM {table}") for table in _TABLES}


def check(db: Database) -> None:
    found = {what: db.value(query) for what, query in _CONTRADICTIONS.items()}
    assert found == dict.fromkeys(found, 0)


@pytest.fixture
def rep(db: Database, user: User) -> User:
    """The user, in a zone of their own."""
    db.run("UPDATE users SET timezone = 'Europe/Brussels' WHERE id = %s", (user.id,))
    found = UserRepository(db).by_id(user.id)
    assert found is not None
    return found


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_batches, "_BATCH_MESSAGES", 40)


class TestMaking:
    def test_is_whole_and_without_contradiction(
        self, db: Database, rep: User, job: MakeJob
    ) -> None:
        result = make_samples(job(leads=62, messages=248, today=TODAY))
        assert result["leads"] == 62
        assert result["messages"] == 248
        assert result["templates"] == 8
        assert result["metric_days"] == db.value("SELECT count(*) FROM performance_metrics")
        assert result["metric_days"] > 300  # each from the first mail on
        assert result["skipped"] == 0
        check(db)
        there = counts(db)
        assert there["public.leads"] == 62
        assert there["public.emails"] == there["outpost.message"] == 248
        assert there["public.actions"] == result["actions"] > 20
        assert there["public.ai_insights"] == result["insights"] > 60
        assert there["public.email_attachments"] == result["attachments"] > 10
        assert db.value("SELECT count(*) FROM leads WHERE has_ai_draft") > 0
        assert db.value("SELECT max(at) FROM outpost.message") < NOON

    def test_leaves_nothing_to_mend_to_the_upkeep_of_mail_and_leads(
        self, db: Database, rep: User, job: MakeJob
    ) -> None:
        make_samples(job(leads=40, messages=200, today=TODAY))
        before = snapshot(db)
        with db.transaction():
            MailRepository(db).settle([row[0] for row in db.rows(_ALL_CONVERSATIONS)])
            leads = LeadRepository(db, clock=lambda: NOON)
            leads.refresh_contact(rep.id, [row[0] for row in db.rows("SELECT id FROM leads")])
            assert leads.claim_mail(rep.id, None) == 0
        assert snapshot(db) == before

    def test_passes_the_health_check(self, db: Database, rep: User, job: MakeJob) -> None:
        make_samples(job(leads=20, messages=90, today=TODAY))
        assert examine(db).well
        remove_samples(job())
        assert examine(db).well

    def test_keeps_the_files_it_names(
        self, db: Database, rep: User, job: MakeJob, folders: Folders
    ) -> None:
        make_samples(job(leads=20, messages=120, today=TODAY))
        store = ContentStore(folders.files, raw=folders.raw)
        rows = db.rows("SELECT storage_url, file_size, content_type FROM email_attachments")
        assert rows
        for url, size, kind in rows:
            content = store.get(url)
            assert len(content) == size
            assert (kind == "application/pdf") == content.startswith(b"%PDF")

    def test_twice_adds_nothing(self, db: Database, rep: User, job: MakeJob) -> None:
        make_samples(job(leads=12, messages=60, today=TODAY))
        before = snapshot(db)
        again = make_samples(job(leads=12, messages=60))
        assert again["leads"] == again["messages"] == again["actions"] == 0
        assert again["today"] == TODAY  # that of the samples that stand
        assert snapshot(db) == before

    def test_writes_the_same_rows_every_time(self, db: Database, rep: User, job: MakeJob) -> None:
        make_samples(job(leads=12, messages=60, today=TODAY))
        before = snapshot(db)
        remove_samples(job())
        make_samples(job(leads=12, messages=60, today=TODAY))
        assert snapshot(db) == before

    def test_of_another_size_replaces(self, db: Database, rep: User, job: MakeJob) -> None:
        make_samples(job(leads=12, messages=60, today=TODAY))
        result = make_samples(job(leads=20, messages=30, today=TODAY))
        assert result["replaced"]
        there = counts(db)
        assert (there["public.leads"], there["public.emails"]) == (20, 30)
        check(db)

    def test_cancelled_and_asked_again_ends_the_same(
        self, db: Database, rep: User, folders: Folders, job: MakeJob, small_batches: None
    ) -> None:
        make_samples(job(leads=12, messages=200, today=TODAY))
        whole = snapshot(db)
        remove_samples(job())
        calls = iter([None, None, Cancelled()])

        def cancelled() -> None:
            if stop := next(calls):
                raise stop

        store = ContentStore(folders.files, raw=folders.raw)
        size = {"leads": 12, "messages": 200, "seed": 20, "now": NOON}
        with pytest.raises(Cancelled):
            write_samples(db, rep, store, cancelled=cancelled, **size)
        assert 0 < counts(db)["public.emails"] < 200
        result = make_samples(job(leads=12, messages=200))
        assert 0 < result["messages"] < 200
        assert snapshot(db) == whole

    def test_killed_in_the_middle_and_asked_again_ends_the_same(
        self, db: Database, rep: User, db_url: str, folders: Folders, job: MakeJob
    ) -> None:
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, db_url, str(rep.id), str(folders.files)],
            cwd=Path(__file__).parents[2],
            check=False,
            capture_output=True,
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
        assert 0 < counts(db)["public.emails"] < 200
        make_samples(job(leads=12, messages=200, today=TODAY))
        whole = snapshot(db)
        check(db)
        remove_samples(job())
        make_samples(job(leads=12, messages=200, today=TODAY))
        assert snapshot(db) == whole

    def test_leaves_a_lead_of_the_rep_s_own_alone(
        self, db: Database, rep: User, job: MakeJob
    ) -> None:
        invented = list(SampleYear(rep, SampleSize(12, 60, 20), date(2026, 6, 17)).leads())
        taken = next(lead for lead in invented if lead.threads)
        with db.transaction():
            LeadRepository(db).insert(rep.id, LeadDraft("Mine", "Own Person", taken.email), uuid4())
        result = make_samples(job(leads=12, messages=60, today=TODAY))
        assert result["skipped"] == 1
        assert result["leads"] == 11
        mine = db.row("SELECT company, metadata FROM leads WHERE email = %s", (taken.email,))
        assert mine == ("Mine", {})
        again = make_samples(job(leads=12, messages=60, today=TODAY))
        assert again["messages"] == 0
        remove_samples(job())
        assert counts(db)["public.leads"] == 1

    def test_of_two_people_do_not_meet(
        self, db: Database, rep: User, other_user: User, job: MakeJob, folders: Folders
    ) -> None:
        make_samples(job(leads=5, messages=20, today=TODAY))
        theirs = JobContext(
            db=db, user_id=other_user.id, folders=folders,
            params={"leads": 5, "messages": 20, "today": TODAY},
        )  # fmt: skip
        assert make_samples(theirs)["messages"] == 20
        remove_samples(job())
        assert counts(db)["public.leads"] == 5
        assert db.value("SELECT count(DISTINCT user_id) FROM emails") == 1

    def test_of_less_than_none_is_refused(self, rep: User, job: MakeJob) -> None:
        with pytest.raises(KnownError):
            make_samples(job(leads=-1, messages=5))

    def test_says_how_far_it_is(
        self, db: Database, rep: User, folders: Folders, small_batches: None
    ) -> None:
        told: list[tuple[int, int]] = []
        write_samples(
            db, rep, ContentStore(folders.files, raw=folders.raw), leads=5, messages=150, seed=1,
            now=NOON, progress=lambda done, total, note, changed: told.append((done, total)),
        )  # fmt: skip
        assert len(told) > 2
        assert told == sorted(told)
        assert told[-1] == (155, 155)


_KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from desktop_app.data.database import Database
from desktop_app.data.sample_mail import SampleMail
from desktop_app.engine import sample_batches
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.engine.sample_data import make_samples

sample_batches._BATCH_MESSAGES = 40
copy, calls = SampleMail.copy_whole, []

def copy_and_die(self, user_id, talks):
    copy(self, user_id, talks)
    calls.append(talks)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

SampleMail.copy_whole = copy_and_die
url, user, files = sys.argv[1:]
make_samples(JobContext(
    db=Database(url), user_id=UUID(user), folders=Folders(Path(files), Path(files), Path(files)),
    params={"leads": 12, "messages": 200, "today": "2026-06-17"},
))
"""


class TestAnySize:
    @given(leads=st.integers(0, 12), messages=st.integers(0, 60), seed=st.integers(0, 1000))
    @example(0, 0, 1)
    @example(1, 0, 1)
    @example(0, 5, 1)
    @example(1, 1, 1)
    @example(12, 3, 1)
    @settings(
        max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_is_whole_and_goes_again(
        self, db: Database, rep: User, job: MakeJob, leads: int, messages: int, seed: int
    ) -> None:
        make_samples(job(leads=leads, messages=messages, seed=seed, today=TODAY))
        there = counts(db)
        assert there["public.leads"] == leads
        assert there["public.emails"] == messages
        check(db)
        remove_samples(job())
        assert set(counts(db).values()) == {0}


class TestRemoving:
    def test_leaves_nothing(self, db: Database, rep: User, job: MakeJob) -> None:
        make_samples(job(leads=30, messages=150, today=TODAY))
        days = db.value("SELECT count(*) FROM performance_metrics")
        result = remove_samples(job())
        assert (result["leads"], result["messages"]) == (30, 150)
        assert (result["templates"], result["metric_days"]) == (8, days)
        assert set(counts(db).values()) == {0}
        assert db.value("SELECT count(*) FROM outpost.setting WHERE name = 'sample'") == 0

    def test_of_nothing_is_no_error(self, rep: User, job: MakeJob) -> None:
        assert remove_samples(job())["leads"] == 0

    def test_keeps_what_the_rep_added(
        self, db: Database, rep: User, job: MakeJob, tmp_path: Path
    ) -> None:
        with db.transaction():
            own = LeadRepository(db)
            own.insert(rep.id, LeadDraft("Mine", "Own Person", "own@mine.example"), uuid4())
        make_samples(job(leads=12, messages=80, today=TODAY))
        # The rep answers a sample lead, notes something, and makes a template their own.
        parent, lead_id, address = db.row(
            "SELECT e.message_id, l.id, l.email FROM emails e JOIN leads l ON l.id = e.lead_id "
            "WHERE e.direction = 'inbound' ORDER BY e.message_id LIMIT 1"
        )
        raw = (
            f"From: {rep.email}\nTo: {address}\nSubject: Re: Pilot\nMessage-ID: <own@rep.example>\n"
            f"Date: Wed, 17 Jun 2026 10:00:00 +0000\nIn-Reply-To: {parent}\n"
            f"References: {parent}\n\nA real answer.\n"
        ).encode()
        take_in(job, tmp_path / "archive", raw)
        db.run(
            "INSERT INTO actions (user_id, lead_id, type, description) "
            "VALUES (%s, %s, 'call', 'x')",
            (rep.id, lead_id),
        )
        db.run("UPDATE email_templates SET subject = 'Mine now' WHERE name = 'Last note'")
        db.run(
            "UPDATE leads SET metadata = metadata - 'sample' WHERE id = "
            "(SELECT id FROM leads WHERE id <> %s AND email <> 'own@mine.example' "
            "ORDER BY id LIMIT 1)",
            (lead_id,),
        )
        remove_samples(job())
        assert db.rows("SELECT message_id, lead_id, thread_id FROM emails") == [
            ("<own@rep.example>", None, None)
        ]
        talk = db.row(
            "SELECT subject, message_count, unread_count, root_message_id, thread_id, lead_id "
            "FROM outpost.conversation"
        )
        assert talk == ("Re: Pilot", 1, 0, parent, None, None)
        assert db.value("SELECT count(*) FROM email_threads") == 0
        assert db.rows("SELECT lead_id, description FROM actions") == [(None, "x")]
        assert db.rows("SELECT subject FROM email_templates") == [("Mine now",)]
        assert db.value("SELECT count(*) FROM leads") == 2  # their own, and one made their own
        # Their own mail is counted on.
        assert db.value("SELECT sum(emails_sent) FROM performance_metrics") == 1
        # And samples can be had again beside it.
        make_samples(job(leads=12, messages=80, today=TODAY))
        broken = db.value(_CONTRADICTIONS["a conversation that counts wrong"])
        assert broken == 0

    def test_goes_on_after_being_cancelled(
        self, db: Database, rep: User, job: MakeJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("desktop_app.engine.sample_data._REMOVE_AT_ONCE", 30)
        make_samples(job(leads=12, messages=100, today=TODAY))
        once = iter([False, False, True])
        stopped = JobContext(
            db=db, user_id=rep.id, folders=job().folders, params={},
            should_stop=lambda: next(once),
        )  # fmt: skip
        with pytest.raises(Interrupted):
            remove_samples(stopped)
        assert 0 < counts(db)["public.emails"] < 100
        remove_samples(job())
        assert set(counts(db).values()) == {0}


def take_in(job: MakeJob, folder: Path, *raws: bytes) -> None:
    """Bring mail in the way a rep would: a folder of .eml files."""
    folder.mkdir()
    for number, raw in enumerate(raws):
        (folder / f"{number:04}.eml").write_bytes(raw)
    import_mail(job(path=str(folder)))


def as_raw(message: SampleMessage) -> bytes:
    """The message as it would have come over the wire."""
    mail = EmailMessage()
    mail["From"] = str(message.from_)
    mail["To"] = ", ".join(map(str, message.to))
    if message.cc:
        mail["Cc"] = ", ".join(map(str, message.cc))
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = message.message_id
    if message.references:
        mail["In-Reply-To"] = message.references[-1]
        mail["References"] = " ".join(message.references)
    if message.kind is Kind.AUTO_REPLY:
        mail["Auto-Submitted"] = "auto-replied"
    if message.kind is Kind.LIST:
        mail["List-Id"] = "<news.example>"
    if message.kind is Kind.BOUNCE:
        mail["Return-Path"] = "<>"
    if message.html is None:
        mail.set_content(message.text, cte="8bit")
    else:
        mail.set_content(message.html, subtype="html", cte="8bit")
    for file in message.files:
        main, _, sub = file.content_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.filename)
    return mail.as_bytes()


# What an import decides about a message; ids derive from the user, and differ.
_DECIDED = """
SELECT m.identity, m.at, m.outbound, m.kind, m.from_name, m.from_email, m.recipients,
    m.in_reply_to, m.refs, m.root_candidate, m.subject_key, m.orphan_reply, m.is_html, m.snippet,
    m.attachment_count, e.to_email, e.cc, e.subject, e.direction, e.sent_at, e.received_at,
    btrim(replace(t.plain, chr(13), ''), E' \\n'), t.head, l.email,
    c.root_message_id, c.subject, c.subject_key, c.first_at, c.last_at, c.last_inbound_at,
    c.last_outbound_at, c.message_count, c.attachment_count, c.with_name, c.with_email,
    c.snippet, c.last_outbound, h.thread_identifier, cl.email,
    (SELECT array_agg(ROW(a.filename, a.file_size, a.content_type, a.storage_url)::text
                      ORDER BY a.filename) FROM email_attachments a WHERE a.email_id = e.id),
    (SELECT array_agg(ROW(s.signal, s.returns_on, s.failed, s.permanent, s.said)::text)
     FROM outpost.message_signal s WHERE s.email_id = e.id)
FROM outpost.message m JOIN emails e ON e.id = m.email_id
JOIN outpost.message_text t ON t.email_id = e.id
JOIN outpost.conversation c ON c.id = m.conversation_id
LEFT JOIN leads l ON l.id = e.lead_id LEFT JOIN leads cl ON cl.id = c.lead_id
LEFT JOIN email_threads h ON h.id = e.thread_id
WHERE m.user_id = %s ORDER BY m.identity
"""


def test_samples_are_what_an_import_of_the_same_mail_writes(
    db: Database, rep: User, job: MakeJob, tmp_path: Path
) -> None:
    make_samples(job(leads=25, messages=160, today=TODAY))
    ours = db.rows(_DECIDED, (rep.id,))
    year = SampleYear(rep, SampleSize(25, 160, 20), date(2026, 6, 17))
    leads = list(year.leads())
    messages = [m for lead in leads for thread in lead.threads for m in thread.messages]
    messages += [m for thread in year.strangers() for m in thread.messages]
    # The same mail, brought in by somebody who has the same leads and the same address.
    remove_samples(job())
    with db.transaction():
        own = LeadRepository(db)
        for lead in leads:
            own.insert(rep.id, LeadDraft(lead.company, lead.contact_name, lead.email), uuid4())
    take_in(job, tmp_path / "archive", *(as_raw(message) for message in messages))
    theirs = db.rows(_DECIDED, (rep.id,))
    assert len(ours) == len(theirs) == 160
    for our, their in zip(ours, theirs, strict=True):
        assert our == their


def test_a_year_ends_before_today_in_the_rep_s_zone(
    db: Database, rep: User, folders: Folders
) -> None:
    late = datetime(2026, 6, 16, 23, 30, tzinfo=UTC)  # 17 June, 01:30 in Brussels
    store = ContentStore(folders.files, raw=folders.raw)
    write_samples(db, rep, store, leads=30, messages=150, seed=20, now=late)
    newest = db.value("SELECT max(at) FROM outpost.message")
    assert newest < datetime(2026, 6, 16, 22, tzinfo=UTC)
    assert newest > late - timedelta(days=3)
    assert os.listdir(folders.files)  # noqa: PTH208


def test_every_sample_template_can_be_used_for_a_sample_lead():
    known = {field.name: field.title for field in known_fields(
        [CustomField(uuid4(), key, title, CustomKind(kind)) for key, title, kind in FIELDS]
    )}  # fmt: skip
    values = {
        name: "something" for name in known if name not in dict.fromkeys(k for k, *_ in FIELDS)
    }
    for each in sample_templates():
        text = TemplateText(each.subject, each.body)
        assert LiquidRenderer().check(text, known).faults == (), each.name
        assert LiquidRenderer().render(text, values, known).missing == (), each.name
