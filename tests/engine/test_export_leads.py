"""Leads go out to a file: whole or not at all, and come back as they were."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
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
from desktop_app.engine.jobs import Cancelled, Folders, JobContext
from desktop_app.engine.worker import Worker

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
    """``export(path, query=…, ids=…, columns=…)``: run an export; answers its result."""

    def run(path: Path, query: LeadQuery | None = None, **params: Any) -> dict[str, Any]:
        if "ids" not in params:
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
        row[0]: tuple(each or "" for each in row[1:-1]) + (some(row[-1]),)
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
    return run_import(db, user.id, path, path.parent / "reports", **options)


def insert(db: Database, user: User, **values: Any) -> None:
    values = {"company": "Acme", "contact_name": "Ann", **values}
    if "metadata" in values:
        values["metadata"] = json.dumps(values["metadata"])
    db.run(
        f"INSERT INTO leads (user_id, {', '.join(values)}) "
        f"VALUES (%s{', %s' * len(values)})",
        (user.id, *values.values()),
    )


def define(db: Database, *users: User) -> None:
    for user in users:
        for field in FIELDS:
            CustomFieldRepository(db).insert(user.id, replace(field, id=uuid4()))


_AWKWARD = st.sampled_from(
    [
        "=1+1", "+32 555 12", "-5", "@SUM(A1)", "'", "''", "'=x", "''=x", "'''", "n/a", "-", "NULL",
        " outer ", "a\nb", "a\r\nb", "a\rb", "\ttab", "tab\t", "é", "שלום", "مرحبا", "👩‍👩‍👧", "a;b", 'say "hi"',
        "a,b", "back\\slash\\", '\\"', "\\n", "\\,", "_x0041_", "\x01\x07", "\u2028", "\x85", "\xa0 x",
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
    st.sampled_from(["City", "Phone 2", "Notes", "Email 2", " x", "=y", "Status", "a,b;c", "é" * 90]),
    st.text(_LETTERS, max_size=8),
)
_VALUES = st.one_of(_TEXT, st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9), st.booleans())
_METADATA = st.fixed_dictionaries(
    {},
    optional={
        "emails": st.lists(_EXTRA, max_size=3) | st.lists(
            st.integers(0, 99).map(lambda n: f"f{n}@x.example"), max_size=14, unique=True
        ),
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
        {"company": _SOME, "contact_name": _SOME, "status": st.sampled_from(["hot", "warm", "cold"])},
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
        max_examples=12 if kind == "xlsx" else 25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow],
        print_blob=True,
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
