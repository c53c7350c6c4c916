"""A list of leads comes in: whatever file, each address once, killed or not."""

from __future__ import annotations

import csv
import itertools
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, Progress
from desktop_app.domain.lead_import import LeadImportResult
from desktop_app.domain.users import User
from desktop_app.engine.import_leads import import_leads, run_import
from desktop_app.engine.jobs import Cancelled, JobContext

FIXTURES = Path(__file__).parents[1] / "fixtures" / "csv"
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "csv"
NOON = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def bring(db: Database, user: User, tmp_path: Path) -> Callable[..., LeadImportResult]:
    """``bring(content or path, **options)``: import a file for the test's rep."""

    def run(content: str | bytes | Path, **options: Any) -> LeadImportResult:
        path = content if isinstance(content, Path) else tmp_path / "leads.csv"
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return run_import(db, user.id, path, tmp_path / "reports", clock=lambda: NOON, **options)

    return run


@pytest.fixture
def leads(db: Database, user: User) -> Callable[[], dict[str, dict[str, Any]]]:
    """Every column of the rep's leads, by address."""
    columns = (
        "email, company, contact_name, phone, website, industry, company_size, status, metadata, "
        "id, created_at, updated_at"
    )

    def read() -> dict[str, dict[str, Any]]:
        rows = db.rows(f"SELECT {columns} FROM leads WHERE user_id = %s", (user.id,))
        return {row[0]: dict(zip(columns.split(", "), row, strict=True)) for row in rows}

    return read


def many(count: int) -> str:
    rows = (f"Company {i},Person {i},p{i}@company{i}.example" for i in range(count))
    return "Company,Name,Email\n" + "\n".join(rows) + "\n"


def test_good_rows_go_in_and_bad_ones_are_kept_with_their_reason(bring, leads):
    result = bring(
        "Company;First Name;Last Name;E-mail;Phone;Lead Status;City\n"
        'Norvane Optics;Ines;Caldaro;" Ines@NORVANE.example ";+49 30 1;Hot;Jena\n'
        ";Joe;;not an address;;;\n"
        ";;;jane.doe@acme-tools.example;;;\n"
        "Nobody;;;;;;\n"
        "Twice;;;INES@norvane.example;;;\n"
    )
    assert (result.rows, result.new, result.doubled, result.refused) == (5, 2, 1, 2)
    assert (result.delimiter, result.encoding) == (";", "utf-8")
    found = leads()
    assert set(found) == {"ines@norvane.example", "jane.doe@acme-tools.example"}
    ines, jane = found["ines@norvane.example"], found["jane.doe@acme-tools.example"]
    assert (ines["company"], ines["contact_name"]) == ("Norvane Optics", "Ines Caldaro")
    assert (ines["phone"], ines["status"]) == ("+49 30 1", "hot")
    assert ines["metadata"] == {"imported": {"City": "Jena"}}
    assert (jane["company"], jane["contact_name"]) == ("Acme Tools", "Jane Doe")
    assert (jane["status"], jane["phone"], jane["metadata"]) == ("warm", None, {})

    assert result.report is not None
    report = Path(result.report)
    assert report.name == "leads-20260617-120000.csv"
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")
    with report.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header[:3] == ["Import: line", "Import: reason", "Company"]
    assert [row[:3] for row in rows] == [
        ["3", "“not an address” is not an e-mail address", ""],
        ["5", "no e-mail address", "Nobody"],
        ["6", "the address of line 2 again", "Twice"],
    ]
    assert result.reasons == {
        "not an e-mail address": 1,
        "no e-mail address": 1,
        "the address of an earlier line again": 1,
    }


def test_a_long_name_in_any_script_makes_a_report_all_the_same(bring, tmp_path):
    file = tmp_path / ("顧客" * 39 + ".csv")
    file.write_text("Company,Email\nA,not an address\nB,b@b.example\n")
    result = bring(file)
    assert result.new == 1
    assert result.report is not None and Path(result.report).exists()


def test_a_file_without_bad_rows_leaves_no_report(bring, tmp_path):
    assert bring(many(3)).report is None
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("update", [False, True])
def test_the_same_file_again_changes_nothing(bring, leads, update):
    text = (
        "Company,Name,Email,Other Email,Status,Notes\n"
        'A,Ann,a@a.example,"aa@a.example; a2@a.example",hot,"two\nlines"\n'
        "B,,b@b.example,,,\n,,c@c.example,nonsense,Negotiation,\n"
    )
    first = bring(text, update=update)
    before = leads()
    second = bring(text, update=update)
    assert (first.new, first.unchanged) == (3, 0)
    assert (second.new, second.updated, second.unchanged) == (0, 0, 3)
    assert leads() == before, "not even updated_at"


def test_without_update_leads_that_are_there_stay(bring, leads):
    bring("Company,Name,Email\nOld,Ann,a@a.example\n")
    before = leads()
    result = bring("Company,Name,Email\nNew,Ann,a@a.example\nB,Bob,b@b.example\n")
    assert (result.new, result.updated, result.unchanged) == (1, 0, 1)
    assert leads()["a@a.example"] == before["a@a.example"]


def test_update_changes_what_the_file_gives_and_nothing_else(bring, leads):
    bring(
        "Company,Name,Email,Phone,Status,Further E-mail,City,Plan\n"
        "Old,Ann Ode,a@a.example,123,hot,aa@a.example,Jena,Basic\n"
        "Same,Bob,b@b.example,,,,,\n"
    )
    before = leads()
    result = bring(
        "Company,Name,Email,Website,Status,Further E-mail,Plan\n"
        "New,,A@a.example,a.example,Negotiation,ab@a.example,Premium\n"
        "Same,Bob,b@b.example,,,,\n",
        update=True,
    )
    assert (result.new, result.updated, result.unchanged) == (0, 1, 1)
    ann = leads()["a@a.example"]
    assert (ann["company"], ann["contact_name"]) == ("New", "Ann Ode")
    assert (ann["phone"], ann["website"]) == ("123", "a.example")
    assert ann["status"] == "hot", "a stage of another program is no reason to cool a lead down"
    assert ann["metadata"]["emails"] == ["aa@a.example", "ab@a.example"]
    assert ann["metadata"]["imported"] == {
        "City": "Jena", "Plan": "Premium", "Status": "Negotiation",
    }  # fmt: skip
    assert leads()["b@b.example"] == before["b@b.example"]


def test_update_adds_to_metadata_of_other_programs(bring, leads, db, user):
    bring("Company,Name,Email\nA,Ann,a@a.example\nB,Bob,b@b.example\n")
    db.run("""UPDATE leads SET metadata = '{"tier": 1, "imported": "odd"}'
              WHERE email = 'a@a.example'""")
    db.run("UPDATE leads SET metadata = '[1]' WHERE email = 'b@b.example'")
    result = bring(
        "Email,Email 2,City\na@a.example,aa@a.example,Jena\nb@b.example,,Ulm\n", update=True
    )
    assert result.updated == 2
    found = leads()
    assert found["a@a.example"]["metadata"] == {
        "tier": 1, "emails": ["aa@a.example"], "imported": {"City": "Jena"},
    }  # fmt: skip
    assert found["b@b.example"]["metadata"] == {"imported": {"City": "Ulm"}}


def test_a_lead_written_in_another_case_by_another_program_is_found(bring, leads, db, user):
    db.run(
        "INSERT INTO leads (user_id, company, contact_name, email) VALUES (%s, 'A', 'Ann', %s)",
        (user.id, "Ann@A.example"),
    )
    result = bring("Company,Name,Email\nNew,Ann,ann@a.example\n", update=True)
    assert (result.new, result.updated) == (0, 1)
    assert leads()["Ann@A.example"]["company"] == "New"


def test_leads_of_another_rep_are_not_mine(bring, db, other_user, leads):
    db.run(
        "INSERT INTO leads (user_id, company, contact_name, email) VALUES (%s, 'A', 'Ann', %s)",
        (other_user.id, "a@a.example"),
    )
    assert bring("Company,Name,Email\nMine,Ann,a@a.example\n", update=True).new == 1
    assert leads()["a@a.example"]["company"] == "Mine"
    other = db.value("SELECT company FROM leads WHERE user_id = %s", (other_user.id,))
    assert other == "A"


def test_a_dry_run_counts_and_writes_nothing(bring, leads, tmp_path):
    bring("Company,Name,Email\nOld,Ann,a@a.example\nB,Bob,b@b.example\n")
    before = leads()
    text = (
        "Company,Name,Email\nNew,Ann,a@a.example\nB,Bob,b@b.example\nC,Cid,c@c.example\n"
        "C,Cid,c@c.example\nD,Dan,nope\n"
    )
    dry = bring(text, dry_run=True, update=True)
    assert leads() == before
    assert dry.report is None
    assert not (tmp_path / "reports").exists()
    wet = bring(text, update=True)
    assert replace(wet, report=None, dry_run=True) == dry
    assert (dry.new, dry.updated, dry.unchanged, dry.doubled, dry.refused) == (1, 1, 1, 1, 1)


def test_the_user_says_what_a_column_is(bring, leads):
    text = "a,b,c\nann@a.example,Ann's own,Analytic Engines\n"
    result = bring(text, mapping={"c": "company", "2": "contact_name"})
    assert result.mapping == {"a": "email", "b": "contact_name", "c": "company"}
    lead = leads()["ann@a.example"]
    assert (lead["company"], lead["contact_name"]) == ("Analytic Engines", "Ann's own")
    with pytest.raises(KnownError, match="“x”"):
        bring(text, mapping={"x": "company"})
    with pytest.raises(KnownError, match="shoe_size"):
        bring(text, mapping={"c": "shoe_size"})


def test_a_file_without_addresses_is_refused_as_a_whole(bring, leads):
    with pytest.raises(KnownError, match="No column") as caught:
        bring("Shape,Sides\nSquare,4\nTriangle,3\n")
    assert "“Shape”" in caught.value.advice
    assert leads() == {}


def test_the_report_can_be_mended_and_imported(bring, leads, tmp_path):
    result = bring("Company,Name,Email,Phone\n=A & Co,-Ann,nope,+49 30 1\n@B,Bob,,\n")
    report = Path(str(result.report))
    text = report.read_text(encoding="utf-8-sig")
    assert "'=A & Co,'-Ann,nope,+49 30 1" in text
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("nope", "ann@a.example"), encoding="utf-8-sig")
    assert (bring(mended).new, bring(mended).unchanged) == (1, 1)
    lead = leads()["ann@a.example"]
    assert (lead["company"], lead["contact_name"]) == ("=A & Co", "-Ann")
    assert (lead["phone"], lead["metadata"]) == ("+49 30 1", {})


def test_hostile_text_stays_text(bring, leads):
    nasty = "Robert'); DROP TABLE leads;--"
    tabs = "back\\slash \\N \\. tab\there"
    bring(f'Company,Name,Email,Notes\n"{nasty}","{tabs}",a@a.example,"x\r\ny\\"\n')
    lead = leads()["a@a.example"]
    assert lead["company"] == nasty
    assert lead["contact_name"] == "back\\slash \\N \\. tab here"
    assert lead["metadata"]["imported"]["Notes"] == "x\r\ny\\"


def test_zero_bytes_and_control_characters(bring, leads):
    result = bring(
        b"Company,Name,Email,Notes\nA\x00cme,An\x07n,a@a.example,n\x00o\x01te\n"
        b"B,Bob,b@\x07b.example,\n"
    )
    assert (result.new, result.refused) == (1, 1)
    lead = leads()["a@a.example"]
    assert (lead["company"], lead["contact_name"]) == ("Acme", "Ann")
    assert lead["metadata"]["imported"] == {"Notes": "note"}
    assert any("zero bytes" in note for note in result.notes)


def test_a_field_of_two_megabytes_is_left_out_and_kept_whole(bring, leads):
    huge = "x" * (2 << 20)
    result = bring(f"Company,Name,Email,Notes\nA,Ann,a@a.example,{huge}\nB,Bob,b@b.example,\n")
    assert (result.new, result.refused) == (1, 1)
    assert set(leads()) == {"b@b.example"}
    assert huge in Path(str(result.report)).read_text(encoding="utf-8-sig")


def test_new_leads_claim_their_mail(bring, db, user, leads):
    from uuid import uuid4

    conversation, email = uuid4(), uuid4()
    with db.transaction():
        db.run(
            "INSERT INTO emails (id, user_id, message_id, from_email, to_email, subject, body, "
            "direction, received_at) VALUES (%s, %s, '<1@a.example>', 'ann@a.example', "
            "'robin@rep.example', 'Hi', 'Hello', 'inbound', now())",
            (email, user.id),
        )
        db.run(
            "INSERT INTO outpost.conversation (id, user_id, root_message_id, subject, "
            "subject_key, first_at, last_at, message_count, unread_count, attachment_count, "
            "with_name, with_email, snippet, last_outbound) VALUES (%s, %s, '<1@a.example>', "
            "'Hi', 'hi', now(), now(), 1, 1, 0, 'Ann', 'ann@a.example', 'Hello', false)",
            (conversation, user.id),
        )
        db.run(
            "INSERT INTO outpost.message (email_id, user_id, conversation_id, identity, at, "
            "outbound, kind, from_name, from_email, root_candidate, is_html, snippet, "
            "content_hash, origin, subject_key, orphan_reply) VALUES (%s, %s, %s, "
            "'<1@a.example>', now(), false, 'human', 'Ann', 'ann@a.example', '<1@a.example>', "
            "false, 'Hello', 'x', 'import', 'hi', false)",
            (email, user.id, conversation),
        )
        db.run(
            "INSERT INTO outpost.message_address (user_id, address, email_id, role) "
            "VALUES (%s, 'ann@a.example', %s, 'from')",
            (user.id, email),
        )
    bring("Company,Name,Email\nA,Ann,ann@a.example\nB,Bob,b@b.example\n")
    lead_id = leads()["ann@a.example"]["id"]
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (email,)) == lead_id
    assert db.value("SELECT count(*) FROM email_threads WHERE lead_id = %s", (lead_id,)) == 1
    assert db.value("SELECT last_contact_at IS NOT NULL FROM leads WHERE id = %s", (lead_id,))


# Stopped and gone on --------------------------------------------------------------------------


def as_job(db: Database, user: User, job: Callable[..., JobContext], path: Path) -> JobContext:
    """A context with a row, as the engine runs it."""
    row = JobRepository(db).add(user.id, JobKind.IMPORT_LEADS, "Leads", {"path": str(path)})
    context = job(path=str(path))
    context.job_id = row.id
    return context


def taken_up(db: Database, context: JobContext) -> JobContext:
    """The same job in another process."""
    assert context.job_id is not None
    position = JobRepository(db).position(context.job_id)
    return replace(context, position=position, listener=None)


def test_a_job_reports_its_progress_and_its_result(db, user, job, tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text(many(2_500) + "X,Y,nope\n")
    context = as_job(db, user, job, path)
    told = []
    context.listener = told.append
    context.clock = itertools.count().__next__
    document = import_leads(context)
    assert (document["rows"], document["new"], document["refused"]) == (2_501, 2_500, 1)
    assert [each.done for each in told] == [0, 2_000, 2_501, 2_501]
    assert told[1].note == "2,000 of 2,501 rows"
    assert told[-1].note == "2,501 of 2,501 rows, 1 skipped"
    assert (told[-1].done, told[-1].total) == (2_501, 2_501)


def test_a_cancelled_import_keeps_what_is_done_and_goes_on_later(db, user, job, tmp_path, leads):
    path = tmp_path / "leads.csv"
    lines = many(7_000).splitlines()
    lines[2_500] = "Bad,Row,nope"
    lines[2_600] = lines[10]
    lines[5_000] = "Bad,Row,nope"
    lines[5_001] = lines[11]
    path.write_text("\n".join(lines) + "\n")
    context = as_job(db, user, job, path)

    def cancel_after_two_batches(progress: Progress) -> None:
        if progress.done >= 4_000:
            JobRepository(db).cancel(user.id, context.job_id)

    context.listener = cancel_after_two_batches
    context.clock = itertools.count().__next__
    JobRepository(db).report(context.job_id, Progress())
    db.run("UPDATE outpost.job SET state = 'running' WHERE id = %s", (context.job_id,))
    with pytest.raises(Cancelled):
        import_leads(context)
    assert len(leads()) == 3_998
    db.run("UPDATE outpost.job SET state = 'running' WHERE id = %s", (context.job_id,))
    document = import_leads(taken_up(db, context))
    assert len(leads()) == 6_996
    expected = {"rows": 7_000, "new": 6_996, "unchanged": 0, "doubled": 2, "refused": 2}
    assert {name: document[name] for name in expected} == expected
    report = Path(document["report"]).read_text(encoding="utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in report[1:]] == ["2501", "2601", "5001", "5002"]
    assert len(list(Path(document["report"]).parent.iterdir())) == 1


def test_what_a_killed_run_wrote_behind_its_position_is_cut_off(bring, leads, tmp_path):
    saved: dict[str, Any] = {}

    def die(position: Mapping[str, Any]) -> None:
        if position["rows"]:
            raise KeyboardInterrupt
        saved.update(position)

    path = tmp_path / "leads.csv"
    path.write_text("Company,Name,Email\nA,Ann,nope\nB,Bob,b@b.example\n")
    with pytest.raises(KeyboardInterrupt):
        bring(path, save_position=die)
    assert leads() == {}, "a batch and its position are one transaction"
    result = bring(path, position=saved)
    assert (result.new, result.refused) == (1, 1)
    report = Path(str(result.report))
    assert report.read_text(encoding="utf-8-sig").count("nope") == 2, "the reason and the cell"
    assert list(report.parent.iterdir()) == [report]


def test_another_file_in_its_place_starts_anew(db, user, job, tmp_path, leads):
    path = tmp_path / "leads.csv"
    path.write_text(many(3))
    context = as_job(db, user, job, path)
    import_leads(context)
    path.write_text("Company,Name,Email\nZ,Zoe,zoe@z.example\n")
    os.utime(path, ns=(1, 1))
    assert import_leads(taken_up(db, context))["new"] == 1
    assert len(leads()) == 4


_KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from desktop_app.data.database import Database
from desktop_app.engine.import_leads import run_import
url, user, path, reports, after = sys.argv[1:]
def die(done, total, note):
    print(done, flush=True)
    if done >= int(after):
        os.kill(os.getpid(), signal.SIGKILL)
run_import(Database(url), UUID(user), Path(path), Path(reports), progress=die)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kill_9_in_the_middle_and_again_ends_with_the_same_rows(
    db_url, db, user, make_user, tmp_path, leads
):
    path, reports = tmp_path / "leads.csv", tmp_path / "reports"
    path.write_text(many(9_000) + "Bad,Row,nope\n")
    seed = random.randrange(1 << 30)
    print("seed", seed)
    after = random.Random(seed).randrange(1, 8_000)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, db_url, str(user.id), str(path), str(reports), str(after)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    halfway = leads()
    assert 0 < len(halfway) < 9_000
    result = run_import(db, user.id, path, reports)
    assert (result.new, result.unchanged) == (9_000 - len(halfway), len(halfway))
    found = leads()
    assert halfway.items() <= found.items()

    other = make_user("sam@rep.example")
    assert run_import(db, other.id, path, reports).new == 9_000
    assert values_of(db, user.id) == values_of(db, other.id)


def values_of(db: Database, user_id: UUID) -> list[tuple[Any, ...]]:
    return db.rows(
        "SELECT email, company, contact_name, status, metadata FROM leads "
        "WHERE user_id = %s ORDER BY email",
        (user_id,),
    )


# Files as other programs write them -------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.csv")), ids=lambda path: path.stem)
def test_exports_of_other_programs(bring, leads, path):
    """Each fixture holds the same two people as a program of that name exports them."""
    result = bring(path)
    assert (result.new, result.refused, result.doubled) == (2, 0, 0), result
    ann, taro = leads()["ann.ode@analytic.example"], leads()["taro@yamada.example"]
    assert ann["contact_name"] == "Ann Ode"
    assert ann["company"] == "Analytic Engines, Ltd."
    assert ann["phone"] == ("+44 20 5550 1001" if path.stem != "no_header" else None)
    assert taro["contact_name"] in ("Taro Yamada", "山田 太郎")
    assert taro["company"] in ("Yamada Works", "株式会社山田製作所")
    assert bring(path).unchanged == 2


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of wild files is not here")
@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*")) if CORPUS.is_dir() else [], ids=lambda path: path.name
)
def test_a_wild_file_ends_in_rows_or_in_reasons(bring, leads, path):
    try:
        result = bring(path)
    except KnownError as error:
        assert error.title
        assert leads() == {}
        return
    assert result.rows == result.new + result.unchanged + result.doubled + result.refused
    assert len(leads()) == result.new
    assert (result.report is None) == (result.doubled + result.refused == 0)
    before = leads()
    assert bring(path).new == 0
    assert leads() == before
