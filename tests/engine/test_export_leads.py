"""Leads go out to a file: whole or not at all, and come back as they were."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.data.custom_fields import CustomFieldRepository
from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.lead_import import LeadImportResult
from desktop_app.domain.leads import LeadQuery, query_document
from desktop_app.domain.users import User
from desktop_app.engine.export_leads import export_leads
from desktop_app.engine.import_leads import run_import
from desktop_app.engine.jobs import Interrupted, JobContext
from desktop_app.engine.worker import Worker
from desktop_app.services.exports import ExportService

PHASES = (Phase.explicit, Phase.generate)
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
FORMATS = ("csv", "tsv", "xlsx", "vcf")
COLUMNS = "email, company, contact_name, phone, website, industry, company_size, status, metadata"
FIELDS = (
    CustomField(uuid4(), "region", "Region", CustomKind.CHOICE, ("North", "=South"), 0),
    CustomField(uuid4(), "worth", "Worth", CustomKind.NUMBER, (), 1),
    CustomField(uuid4(), "until", "Until", CustomKind.DATE, (), 2),
    # Names that mean something to an import of other programs' files.
    CustomField(uuid4(), "telefon", "Telefon", CustomKind.TEXT, (), 3),
    CustomField(uuid4(), "odd", "Imported: odd", CustomKind.TEXT, (), 4),
    CustomField(uuid4(), "formula", "=SUM(A1)", CustomKind.TEXT, (), 5),
)


@pytest.fixture
def export(job: Callable[..., JobContext]) -> Callable[..., dict[str, Any]]:
    """``export(path, query=…, columns=…)``: run an export; answers its result."""

    def run(path: Path, query: LeadQuery | None = None, **params: Any) -> dict[str, Any]:
        params["query"] = query_document(query or LeadQuery(sort=(SortKey("company"),)))
        return dict(export_leads(job(path=str(path), **params)))

    return run


def standing(db: Database, user: User) -> list[tuple[Any, ...]]:
    """Every column of a user's leads."""
    rows = db.rows(
        f"SELECT {COLUMNS}, id, created_at, updated_at FROM leads WHERE user_id = %s ORDER BY id",
        (user.id,),
    )
    return [tuple(row) for row in rows]


def shown(db: Database, user: User) -> dict[str, tuple[Any, ...]]:
    """What leads are, by address; NULL and nothing are one, to a file."""

    def some(metadata: dict[str, Any] | None) -> dict[str, Any]:
        return {
            key: value
            for key, value in (metadata or {}).items()
            if key not in ("emails", "imported") or value
        }

    return {
        row[0]: (*(each or "" for each in row[1:-1]), some(row[-1]))
        for row in db.rows(f"SELECT {COLUMNS} FROM leads WHERE user_id = %s", (user.id,))
    }


def differing(
    found: dict[str, tuple[Any, ...]], wanted: dict[str, tuple[Any, ...]]
) -> list[tuple[str, Any, Any]]:
    """Only what is not alike, by address."""
    assert found.keys() == wanted.keys()
    return [
        (address, one, other)
        for address in wanted
        for one, other in zip(found[address], wanted[address], strict=True)
        if one != other
    ]


def bring(db: Database, user: User, path: Path, **options: Any) -> LeadImportResult:
    with tempfile.TemporaryDirectory() as reports:  # never beside a file of a collection
        return run_import(db, user.id, path, Path(reports), **options)


def insert(db: Database, user: User, **values: Any) -> None:
    values = {"company": "Acme", "contact_name": "Ann", **values}
    if "metadata" in values:
        values["metadata"] = json.dumps(values["metadata"])
    db.run(
        f"INSERT INTO leads (user_id, {', '.join(values)}) VALUES (%s{', %s' * len(values)})",
        (user.id, *values.values()),
    )


def define(db: Database, *users: User) -> None:
    for user in users:
        for field in FIELDS:
            CustomFieldRepository(db).insert(user.id, replace(field, id=uuid4()))


_AWKWARD = st.sampled_from(
    [
        "=1+1", "+32 555 12", "-5", "@SUM(A1)", "'", "''", "'=x", "''=x", "'''", "n/a", "-",
        "NULL", " outer ", "a\nb", "a\r\nb", "a\rb", "\ttab", "tab\t", "é", "שלום", "مرحبا",
        "👩‍👩‍👧", "a;b", 'say "hi"',
        "a,b", "back\\slash\\", '\\"', "\\n", "\\,", "_x0041_", "\x01\x07", "\u2028", "\x85",
        "\xa0 x",
        "'single'", "#x", "a|b", "=HYPERLINK(\"http://x\";\"y\")", "http://x.example", "12", "1e5",
        "2026-01-02", "TRUE", "\ufeffmark", "BEGIN:VCARD", "END:VCARD", "ann@acme.example", "＝1",
        "sep=;", "x" * 200, "ä" * 100, "'t Hooft ", "0012", "1.10",
    ]
)  # fmt: skip
_LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
_TEXT = st.one_of(_AWKWARD, st.text(_LETTERS, max_size=12))
_SOME = _TEXT.filter(bool)
_EXTRA = st.sampled_from(
    ["a@b.example", "jörg@x.example", "odd", "=x@y.example", "A@B.example", "o'neil@x.example"]
)
_IMPORTED_NAMES = st.one_of(
    st.sampled_from(
        ["City", "Phone 2", "Notes", "Email 2", " x", "=y", "Status", "a,b;c", "é" * 90]
    ),
    st.text(_LETTERS, max_size=8),
)
_VALUES = st.one_of(_TEXT, st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9), st.booleans())
_METADATA = st.fixed_dictionaries(
    {},
    optional={
        "emails": st.lists(_EXTRA, max_size=3)
        | st.lists(st.integers(0, 99).map(lambda n: f"f{n}@x.example"), max_size=14, unique=True),
        "imported": st.dictionaries(_IMPORTED_NAMES, _TEXT | st.integers(), max_size=4),
        "region": st.sampled_from(["North", "=South", "north", "Gone"]) | _VALUES,
        "worth": st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9) | _VALUES,
        "until": st.dates().map(str) | _VALUES,
        "telefon": _VALUES,
        "odd": _VALUES,
        "formula": _VALUES,
        "crm": st.dictionaries(st.text(_LETTERS, max_size=3), _VALUES, max_size=2) | _VALUES,
    },
)
_LEADS = st.lists(
    st.fixed_dictionaries(
        {
            "company": _SOME, "contact_name": _SOME,
            "status": st.sampled_from(["hot", "warm", "cold"]),
        },
        optional={
            "phone": _TEXT, "website": _TEXT, "industry": _TEXT, "company_size": _TEXT,
            "last_message": _TEXT, "metadata": _METADATA,
        },
    ),
    min_size=1,
    max_size=7,
)  # fmt: skip
_LOCALS = ("ann", "=cmd", "+plus", "-minus", "'quote", "o'neil", "jörg")


@pytest.mark.parametrize("kind", FORMATS)
def test_out_and_in_again_changes_nothing(kind, db, user, other_user, export, tmp_path):
    define(db, user, other_user)

    @settings(
        max_examples=12 if kind == "xlsx" else 25, deadline=None, phases=PHASES,
        suppress_health_check=[HealthCheck.too_slow], print_blob=True,
    )  # fmt: skip
    @given(leads=_LEADS)
    def check(leads: list[dict[str, Any]]) -> None:
        db.run("DELETE FROM leads")
        for number, lead in enumerate(leads):
            insert(db, user, email=f"{_LOCALS[number]}@lead.example", **lead)
        before, same = standing(db, user), shown(db, user)
        path = tmp_path / f"leads.{kind}"
        assert export(path)["leads"] == len(leads)
        result = bring(db, user, path, update=True)
        assert differing(shown(db, user), same) == []
        assert (result.new, result.updated, result.refused, result.doubled) == (0, 0, 0, 0)
        assert result.unchanged == len(leads)
        assert standing(db, user) == before
        assert bring(db, other_user, path).new == len(leads)
        assert differing(shown(db, other_user), same) == []

    check()


def test_nothing_in_a_csv_file_is_a_formula(db, user, export, tmp_path):
    define(db, user)
    for number, text in enumerate(("=1+1", "+32 555", "-5", "@x", "\t=1", "\r=1", "＝1", " =1")):
        metadata = {"imported": {"City": text}, "formula": text}
        insert(
            db, user, email=f"a{number}@lead.example", company=text, phone=text,
            last_message=text, metadata=metadata,
        )  # fmt: skip
    export(tmp_path / "leads.csv")
    data = (tmp_path / "leads.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    with (tmp_path / "leads.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert "'+32 555" in cells


def test_what_follows_from_mail_is_written_and_not_read(db, user, export, tmp_path):
    insert(
        db, user, email="a@lead.example", last_message="Hello",
        last_contact_at=datetime(2026, 6, 17, 10, 0, tzinfo=UTC),
    )  # fmt: skip
    db.run("UPDATE users SET timezone = 'Europe/Berlin' WHERE id = %s", (user.id,))
    result = export(tmp_path / "leads.csv")
    text = (tmp_path / "leads.csv").read_text("utf-8-sig")
    assert "Last contact (Outpost)" in result["columns"]
    assert "2026-06-17 12:00:00" in text and "Hello" in text
    db.run("UPDATE leads SET last_message = 'Later' WHERE user_id = %s", (user.id,))
    before = standing(db, user)
    assert bring(db, user, tmp_path / "leads.csv", update=True).unchanged == 1
    assert standing(db, user) == before


def test_the_order_and_the_columns_are_those_asked_for(
    db, user, other_user, export, folders, tmp_path
):
    for name, status in (("B", "hot"), ("A", "cold"), ("C", "hot")):
        insert(db, user, email=f"{name}@lead.example", company=name, status=status)
    insert(db, other_user, email="x@lead.example", company="X")
    ids = dict(db.rows("SELECT company, id FROM leads"))
    query = LeadQuery(
        where=Group((Condition("status", Op.ANY_OF, ("hot",)),)),
        sort=(SortKey("company", descending=True),),
    )

    def rows(**asked: Any) -> list[str]:
        export(tmp_path / "x.csv", columns=["status", "company"], **asked)
        return (tmp_path / "x.csv").read_text("utf-8-sig").splitlines()

    head = '"Status","Company"'
    assert rows(query=query) == [head, '"Hot","C"', '"Hot","B"']
    chosen = IdList.of([ids["A"], ids["X"], ids["C"]])
    path = tmp_path / "chosen.csv"
    job = ExportService(db, user.id).start(path, query, chosen, ["status", "company"])
    Worker(db, folders).run_next(job.id)
    wanted = [head, '"Cold","A"', '"Hot","C"']
    assert path.read_text("utf-8-sig").splitlines() == wanted, "nobody else's"
    with pytest.raises(KnownError, match="no column"):
        export(tmp_path / "x.csv", columns=["nonsense"])
    with pytest.raises(KnownError, match="kind of file"):
        export(tmp_path / "x.doc")


def test_what_cannot_be_written_leaves_what_stood_there(db, user, export, job, tmp_path):
    for number in range(3):
        insert(db, user, email=f"a{number}@lead.example")
    target = tmp_path / "leads.csv"
    target.write_text("before")
    context = job(path=str(target), query=query_document(LeadQuery()))
    stops = iter([False])  # it stops behind the rows, before the name
    context.should_stop = lambda: next(stops, True)
    with pytest.raises(Interrupted):
        export_leads(context)
    assert target.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []
    with pytest.raises(KnownError, match="no folder"):
        export(tmp_path / "nowhere" / "leads.csv")
    with pytest.raises(KnownError, match="is a folder"):
        (tmp_path / "folder.csv").mkdir()
        export(tmp_path / "folder.csv")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cancelled_export_leaves_nothing(kind, db, user, folders, tmp_path):
    for number in range(5):
        insert(db, user, email=f"a{number}@lead.example")
    target = tmp_path / f"leads.{kind}"
    jobs = JobRepository(db)
    params = {"path": str(target), "query": query_document(LeadQuery())}
    made = jobs.add(user.id, JobKind.EXPORT_LEADS, "Exporting", params)
    seen: list[str] = []

    def listen(progress: Progress) -> None:
        if parts := [each.name for each in tmp_path.iterdir() if "part" in each.name]:
            seen.extend(parts)
            jobs.cancel(user.id, made.id)

    done = Worker(db, folders, listener=listen).run_next(made.id)
    assert done is not None and done.state is JobState.CANCELLED
    assert seen and not target.exists()
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_is_told(db, user, export, tmp_path, monkeypatch):
    insert(db, user, email="a@lead.example")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for kind in FORMATS:
        with pytest.raises(KnownError, match="no room"):
            export(tmp_path / f"leads.{kind}")
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


_CHILD = """
import os, signal, sys, uuid
from pathlib import Path
from desktop_app.data.database import Database
from desktop_app.engine.jobs import Folders
from desktop_app.engine.worker import Worker
url, job, folder, at = sys.argv[1:]
import desktop_app.engine.export_leads as exporting
real = exporting.open_writer
def opened(*args, **named):
    writer = real(*args, **named)
    def die(*_args):
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(writer, at, die)
    return writer
exporting.open_writer = opened
Worker(Database(url), Folders(*[Path(folder)] * 3)).run_next(uuid.UUID(job))
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("at", ["write", "finish"])
def test_killed_it_begins_anew_and_leaves_nothing(kind, at, db, db_url, user, folders, tmp_path):
    for number in range(5):
        insert(db, user, email=f"a{number}@lead.example")
    target = tmp_path / f"leads.{kind}"
    params = {"path": str(target), "query": query_document(LeadQuery())}
    jobs = JobRepository(db)
    made = jobs.add(user.id, JobKind.EXPORT_LEADS, "Exporting", params)
    died = subprocess.run(
        [sys.executable, "-c", _CHILD, db_url, str(made.id), str(tmp_path), at], check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert not target.exists()
    left = [each for each in tmp_path.iterdir() if "part" in each.name]
    assert left
    deadline = time.monotonic() + 20
    while (done := Worker(db, folders).run_next(made.id)) is None:
        assert time.monotonic() < deadline  # the server frees the lock of who died
    assert done.state is JobState.DONE and done.result["leads"] == 5
    assert target.exists()
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []


def test_what_a_cancelled_job_left_goes_with_the_next_export(db, user, export, tmp_path):
    insert(db, user, email="a@lead.example")
    jobs = JobRepository(db)
    made = jobs.add(user.id, JobKind.EXPORT_LEADS, "Exporting", {})
    part = tmp_path / f".leads.csv.{made.id}.outpost-part"
    part.write_text("half")
    export(tmp_path / "leads.csv")
    assert part.exists(), "it may be at work"
    jobs.cancel(user.id, made.id)
    export(tmp_path / "leads.csv")
    assert not part.exists()


@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
@pytest.mark.parametrize("kind", ["csv", "vcf"])
def test_files_of_others_in_out_and_in_again(kind, db, user, export, tmp_path):
    folder = CORPORA / {"csv": "csv", "vcf": "vcard"}[kind]
    brought = 0
    for path in sorted(folder.rglob(f"*.{kind}")):
        if path.stat().st_size > 300_000:
            continue
        db.run("DELETE FROM leads")
        try:
            if not bring(db, user, path).new:
                continue
        except KnownError:
            continue
        brought += 1
        before = standing(db, user)
        export(tmp_path / f"out.{kind}")
        result = bring(db, user, tmp_path / f"out.{kind}", update=True)
        assert (path.name, result.new, result.updated, result.refused) == (path.name, 0, 0, 0)
        assert standing(db, user) == before
    assert brought
