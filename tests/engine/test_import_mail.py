"""Archives into messages and conversations: complete, once, resumable."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail import MailRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState
from desktop_app.domain.leads import LeadDraft
from desktop_app.domain.message_record import MessageRecord
from desktop_app.domain.users import User
from desktop_app.engine import archive_reader, mail_intake
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.engine.worker import run_here

MakeJob = Callable[..., JobContext]
_ARCHIVE = Path(__file__).parents[3] / "shared/corpora/archive/list-2500.mbox"
needs_archive = pytest.mark.skipif(not _ARCHIVE.exists(), reason="the real archive is not here")


def _mail(number: int, *, refs: Sequence[int] = (), **headers: str) -> bytes:
    fields = {
        "From": "Ines Caldaro <ines@norvane.example>",
        "To": "robin@rep.example",
        "Subject": f"Letter {number}",
        "Date": f"Mon, {1 + number % 28:02} Jun 2026 09:{number % 60:02}:00 +0000",
        "Message-ID": f"<m{number}@norvane.example>",
    }
    if refs:
        fields["References"] = " ".join(f"<m{ref}@norvane.example>" for ref in refs)
        fields["In-Reply-To"] = f"<m{refs[-1]}@norvane.example>"
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"{head}Content-Type: text/plain; charset=utf-8\n\nText of letter {number}.\n".encode()


def _mbox(path: Path, messages: Sequence[bytes]) -> Path:
    with path.open("wb") as file:
        for message in messages:
            file.write(b"From x@y.example Mon Jun  1 09:00:00 2026\n" + message + b"\n")
    return path


# Everything about the mail of a database but what a run may choose (ids, times of writing).
_SNAPSHOT = """
SELECT m.identity, m.at, m.outbound, m.kind, m.content_hash, e.subject, e.status, e.body,
    l.email, c.root_message_id, c.subject, c.message_count, c.unread_count, c.attachment_count,
    c.first_at, c.last_at, c.with_email, c.snippet, c.last_outbound, t.thread_identifier,
    (SELECT array_agg(filename || storage_url ORDER BY filename, storage_url)
     FROM email_attachments a WHERE a.email_id = e.id),
    (SELECT array_agg(m2.identity ORDER BY m2.identity) FROM outpost.message m2
     WHERE m2.conversation_id = c.id)
FROM outpost.message m JOIN emails e ON e.id = m.email_id
JOIN outpost.conversation c ON c.id = m.conversation_id
LEFT JOIN email_threads t ON t.id = e.thread_id LEFT JOIN leads l ON l.id = e.lead_id
ORDER BY m.identity
"""


def _everything(db: Database) -> list[tuple[Any, ...]]:
    orphans = db.value(
        "SELECT count(*) FROM outpost.conversation c WHERE NOT EXISTS "
        "(SELECT FROM outpost.message m WHERE m.conversation_id = c.id)"
    )
    assert orphans == 0
    assert db.value("SELECT count(*) FROM outpost.message_text") == db.value(
        "SELECT count(*) FROM emails"
    )
    return db.rows(_SNAPSHOT)


def test_messages_become_rows_with_text_addresses_and_a_conversation(
    db: Database, job: MakeJob, tmp_path: Path
) -> None:
    archive = _mbox(tmp_path / "a.mbox", [_mail(1), _mail(2, refs=[1]), _mail(9)])
    result = import_mail(job(path=str(archive), me=[]))
    assert (result["messages"], result["new"], result["known"]) == (3, 3, 0)
    assert db.value("SELECT count(*) FROM outpost.conversation") == 2
    assert db.row(
        "SELECT root_message_id, message_count, with_name, subject FROM outpost.conversation "
        "WHERE message_count = 2"
    ) == ("<m1@norvane.example>", 2, "Ines Caldaro", "Letter 1")
    assert (
        db.value(
            "SELECT count(*) FROM outpost.message_text "
            "WHERE search @@ websearch_to_tsquery('simple', 'letter caldaro')"
        )
        == 3
    )


def test_the_same_archive_twice_adds_nothing(db: Database, job: MakeJob, tmp_path: Path) -> None:
    archive = _mbox(
        tmp_path / "a.mbox", [_mail(n, refs=[n - 1] if n % 3 else ()) for n in range(40)]
    )
    import_mail(job(path=str(archive), me=[]))
    before = _everything(db)
    again = import_mail(job(path=str(archive), me=[]))
    assert (again["new"], again["known"]) == (0, 40)
    assert _everything(db) == before


def test_a_message_without_id_is_known_by_its_content(
    db: Database, job: MakeJob, tmp_path: Path
) -> None:
    archive = _mbox(tmp_path / "a.mbox", [_mail(1, Message_ID=""), _mail(1, Message_ID="")])
    result = import_mail(job(path=str(archive), me=[]))
    assert (result["new"], result["known"]) == (1, 1)
    assert db.value("SELECT message_id FROM emails") is None


def test_a_missing_parent_holds_its_children_together(
    db: Database, job: MakeJob, tmp_path: Path
) -> None:
    """JWZ: both answer a message that is not here; it comes later and joins them."""
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", [_mail(2, refs=[1]), _mail(3, refs=[1])]))))
    assert db.value("SELECT count(*) FROM outpost.conversation") == 1
    import_mail(job(path=str(_mbox(tmp_path / "b.mbox", [_mail(1)]))))
    assert db.row("SELECT message_count, subject FROM outpost.conversation") == (3, "Letter 1")


def test_a_late_link_merges_conversations_with_their_threads(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _lead(db, user, "ines@norvane.example")
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", [_mail(1), _mail(5)]))))
    assert db.value("SELECT count(*) FROM email_threads") == 2
    import_mail(job(path=str(_mbox(tmp_path / "b.mbox", [_mail(7, refs=[1, 5])]))))
    assert db.value("SELECT count(*) FROM email_threads") == 1
    assert db.rows("SELECT count(DISTINCT thread_id), count(thread_id) FROM emails") == [(1, 3)]
    assert db.rows("SELECT message_count FROM outpost.conversation") == [(3,)]


def test_order_and_batches_do_not_matter(
    db: Database,
    make_user: Callable[..., User],
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed = random.randrange(1 << 30)
    print("seed", seed)
    dice = random.Random(seed)
    mails = [_mail(n, refs=sorted(dice.sample(range(60), dice.randint(0, 2)))) for n in range(60)]
    monkeypatch.setattr(archive_reader, "BATCH_MESSAGES", 7)
    partitions = []
    for name in ("first", "second"):
        user = make_user(f"{name}@rep.example")
        dice.shuffle(mails)
        path = _mbox(tmp_path / f"{name}.mbox", mails)
        import_mail(JobContext(db=db, user_id=user.id, folders=folders, params={"path": str(path)}))
        partitions.append(
            db.rows(
                "SELECT array_agg(m.identity ORDER BY m.identity), c.root_message_id, c.subject, "
                "c.message_count, c.snippet FROM outpost.message m JOIN outpost.conversation c "
                "ON c.id = m.conversation_id WHERE m.user_id = %s GROUP BY c.id ORDER BY 1",
                (user.id,),
            )
        )
    assert partitions[0] == partitions[1]


def test_own_addresses_decide_the_direction_and_are_remembered(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    mails = [
        _mail(1, From="Robin <robin@rep.example>", To="ines@norvane.example"),
        _mail(2, From="me@alias.example"),
        _mail(3),
    ]
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", mails)), me=["Me@Alias.example"]))
    assert db.rows("SELECT message_id, direction FROM emails ORDER BY message_id") == [
        ("<m1@norvane.example>", "outbound"),
        ("<m2@norvane.example>", "outbound"),
        ("<m3@norvane.example>", "inbound"),
    ]
    assert db.value("SELECT address FROM outpost.own_address") == "me@alias.example"


def _lead(db: Database, user: User, email: str, **metadata: Any) -> None:
    with db.transaction():
        LeadRepository(db).insert(
            user.id, LeadDraft("Norvane", "Ines", email, metadata=metadata), uuid4()
        )


def test_mail_finds_its_lead_and_keeps_the_lead_true(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    _lead(db, user, "sales@norvane.example", emails=["ines@norvane.example"])
    mails = [
        _mail(1),
        _mail(2, refs=[1], From="robin@rep.example", To="ines@norvane.example"),
        _mail(3, From="stranger@else.example"),
    ]
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", mails))))
    assert db.row("SELECT last_message, last_contact_at::text FROM leads") == (
        "Text of letter 1.",
        "2026-06-03 09:02:00+00",
    )
    assert db.rows(
        "SELECT message_id, thread_id IS NULL, lead_id IS NULL FROM emails ORDER BY message_id"
    ) == [
        ("<m1@norvane.example>", False, False),
        ("<m2@norvane.example>", False, False),
        ("<m3@norvane.example>", True, True),
    ]


def test_a_later_lead_claims_its_past_mail(
    db: Database, user: User, job: MakeJob, tmp_path: Path
) -> None:
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", [_mail(1), _mail(2, refs=[1])]))))
    assert db.value("SELECT count(*) FROM email_threads") == 0
    _lead(db, user, "ines@norvane.example")
    with db.transaction():
        LeadRepository(db).claim_mail(user.id, None)
    assert db.rows("SELECT count(thread_id), count(lead_id) FROM emails") == [(2, 2)]


def test_a_reply_without_references_joins_by_subject_and_people(
    db: Database, job: MakeJob, tmp_path: Path
) -> None:
    mails = [
        _mail(1, Subject="Pilot for line 3"),
        _mail(
            2, Subject="Re: Pilot for line 3", From="robin@rep.example", To="ines@norvane.example"
        ),
        _mail(3, Subject="Re: Pilot for line 3", From="other@else.example"),
        _mail(4, Subject="Pilot for line 3"),
    ]
    import_mail(job(path=str(_mbox(tmp_path / "a.mbox", mails))))
    groups = db.rows(
        "SELECT array_agg(identity ORDER BY identity) FROM outpost.message "
        "GROUP BY conversation_id ORDER BY 1"
    )
    assert (["<m3@norvane.example>"],) in groups  # nobody in common
    assert any({"<m1@norvane.example>", "<m2@norvane.example>"} <= set(ids) for (ids,) in groups)


def test_broken_mail_is_kept_raw_and_counted(db: Database, job: MakeJob, tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "good.eml").write_bytes(_mail(1))
    (folder / "noise.eml").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.eml").write_bytes(b"")
    result = import_mail(job(path=str(folder)))
    assert result["messages"] == 3
    assert result["new"] + result["broken"] == result["messages"]
    assert db.value("SELECT count(*) FROM emails WHERE message_id = '<m1@norvane.example>'") == 1


def test_a_message_that_cannot_be_stored_holds_no_other_back(
    db: Database, job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a message does to the database: here, a text that it refuses."""
    copy_in = MailRepository.copy_in

    def refusing(self: MailRepository, user_id: UUID, records: list[MessageRecord]) -> None:
        bad = [each for each in records if each.identity == "<m5@norvane.example>"]
        copy_in(self, user_id, [replace(each, subject="a\0b") for each in bad] or records)

    monkeypatch.setattr(MailRepository, "copy_in", refusing)
    archive = _mbox(tmp_path / "a.mbox", [_mail(number) for number in range(1, 12)])
    result = import_mail(job(path=str(archive)))
    assert (result["messages"], result["new"], result["broken"]) == (11, 10, 1)
    assert db.value("SELECT count(*) FROM emails") == 10
    assert db.value("SELECT count(*) FROM outpost.conversation") == 10
    monkeypatch.undo()
    # It was kept as it came, and nothing stands in its way any more.
    assert import_mail(job(path=str(archive)))["new"] == 1


def test_a_message_that_the_reading_stumbles_over_stops_no_import(
    db: Database,
    job: MakeJob,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = mail_intake.parse_message

    def stumble(raw: bytes) -> Any:
        if b"Letter 2\n" in raw:
            raise RecursionError
        return read(raw)

    monkeypatch.setattr(mail_intake, "parse_message", stumble)
    path = _mbox(tmp_path / "a.mbox", [_mail(n) for n in range(5)])
    done = import_mail(job(path=str(path)))
    assert (done["new"], done["broken"]) == (4, 1)
    assert "cannot be read" in db.value("SELECT reason FROM outpost.broken_message")


def test_a_cancelled_import_keeps_what_it_has_and_goes_on(
    db: Database,
    user: User,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive_reader, "BATCH_MESSAGES", 5)
    path = _mbox(tmp_path / "a.mbox", [_mail(n) for n in range(28)])
    done: list[int] = []

    def cancel_midway(progress: Any) -> None:
        done.append(progress.done)
        db.run("UPDATE outpost.job SET state = 'cancelling'")

    job = run_here(
        db, folders, user.id, JobKind.IMPORT_MAIL, "t", {"path": str(path)}, listener=cancel_midway
    )
    assert job.state is JobState.CANCELLED
    assert db.value("SELECT gin_clean_pending_list('outpost.message_text_search')") == 0
    assert 0 < db.value("SELECT count(*) FROM emails") < 28
    job = run_here(db, folders, user.id, JobKind.IMPORT_MAIL, "t", {"path": str(path)})
    assert job.state is JobState.DONE
    assert len(_everything(db)) == 28


_CHILD = """
import sys
from pathlib import Path
from uuid import UUID
from desktop_app.data.database import Database
from desktop_app.engine import archive_reader, mail_intake
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Folders, JobContext
archive_reader.BATCH_MESSAGES = 10
url, user, base, archive = sys.argv[1:]
base = Path(base)
db = Database(url)
def tell(progress):
    print(progress.done, flush=True)
job = JobContext(db=db, user_id=UUID(user), folders=Folders(base / "files", base / "raw",
    base / "reports"), params={"path": archive}, listener=tell)
object.__setattr__(job, "clock", iter(range(10**9)).__next__)
import_mail(job)
print("end", flush=True)
"""


def _import_in_child(
    db_url: str, user: User, tmp_path: Path, archive: Path, kill_after: int
) -> None:
    """Import in another process and kill it once it has told of so many messages."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, db_url, str(user.id), str(tmp_path), str(archive)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == "end":
            break
        if int(line) >= kill_after:
            os.kill(child.pid, signal.SIGKILL)
            break
    child.stdout.close()
    child.wait()


def test_a_process_of_its_own_reads_the_same(
    db: Database, job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = [_mail(n, refs=[n - 1] if n % 4 else ()) for n in range(40)]
    archive = _mbox(tmp_path / "a.mbox", mails)
    import_mail(job(path=str(archive)))
    by_thread = _everything(db)
    db.run("DELETE FROM emails")
    db.run("DELETE FROM outpost.conversation")
    monkeypatch.setattr(archive_reader, "_LARGE_COUNT", 1)
    import_mail(job(path=str(archive)))
    assert _everything(db) == by_thread


def test_a_fault_in_the_reading_process_is_told_here(
    job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = _mbox(tmp_path / "a.mbox", [_mail(1)])
    reading = archive_reader.Reading(
        archive, None, job().user_id, frozenset(), job().folders, job().db
    )
    archive.unlink()
    with (
        archive_reader.batches_ahead(reading, apart=True) as batches,
        pytest.raises(KnownError, match=r"a\.mbox"),
    ):
        list(batches)


@pytest.mark.parametrize("kill_after", [1, 30, 65])
def test_kill_in_the_middle_and_again_ends_with_the_same_rows(
    db: Database, db_url: str, user: User, job: MakeJob, tmp_path: Path, kill_after: int
) -> None:
    mails = [_mail(n, refs=[n - 1] if n % 4 else ()) for n in range(100)]
    archive = _mbox(tmp_path / "a.mbox", mails)
    _import_in_child(db_url, user, tmp_path, archive, kill_after)
    import_mail(job(path=str(archive)))
    interrupted = _everything(db)
    db.run("DELETE FROM emails")
    db.run("DELETE FROM outpost.conversation")
    import_mail(job(path=str(archive)))
    assert _everything(db) == interrupted
    assert len(interrupted) == 100


@needs_archive
def test_the_real_archive_in_full(db: Database, job: MakeJob) -> None:
    counts = json.loads((_ARCHIVE.parent / "counts.json").read_text())
    result = import_mail(job(path=str(_ARCHIVE)))
    assert result["messages"] == counts["messages_in_file"]
    assert result["new"] == counts["distinct_messages"]
    assert result["known"] == counts["duplicates"]
    assert result["broken"] == 0
    conversations = db.row(
        "SELECT count(*), count(*) FILTER (WHERE message_count > 1), max(message_count) "
        "FROM outpost.conversation"
    )
    assert conversations == (
        counts["conversations_by_references"],
        counts["conversations_of_2_or_more"],
        counts["longest_conversation"],
    )
    attachments = db.value("SELECT count(*) FROM email_attachments")
    assert attachments == counts["leaf_parts_with_filename_or_attachment_disposition"]
    html = db.value("SELECT count(*) FROM outpost.message WHERE is_html")
    assert html == counts["messages_with_html"]
    before = db.value("SELECT count(*) FROM emails")
    assert import_mail(job(path=str(_ARCHIVE)))["new"] == 0
    assert db.value("SELECT count(*) FROM emails") == before
