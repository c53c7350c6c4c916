"""Import of leads with duplicate checks against a COPY of the same rows into the same table."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import psycopg

from desktop_app.bootstrap.opened import Opened
from desktop_app.domain.jobs import Job, JobKind, JobState
from desktop_app.engine.worker import run_here
from tests.benchmarks.harness import Figure, seconds, workspace

ROWS = int(os.environ.get("BENCH_IMPORT_ROWS", "100000"))
_HEADER = ("Company", "Contact", "Email", "Phone", "Website", "Industry", "Employees", "Region")
_FIRST = (
    "Ada", "Ben", "Cleo", "Dirk", "Edda", "Femi", "Gita", "Hugo", "Ines",
    "Jon", "Kira", "Lars", "Mona", "Nils", "Olga", "Pia",
)  # fmt: skip
_LAST = (
    "Abel", "Brandt", "Caldaro", "Dorn", "Eklund", "Frey", "Gale", "Haas",
    "Iversen", "Jansen", "Kern", "Lund", "Maas", "Nagel",
)  # fmt: skip
_TRADE = (
    "Optics", "Steel", "Logistics", "Foods", "Software", "Textiles",
    "Energy", "Paper", "Glass", "Marine",
)  # fmt: skip
_FORM = (
    "GmbH", "AG", "Ltd", "Inc", "SA", "BV",
)  # fmt: skip


def run() -> Iterator[Figure]:
    rows = _rows()
    with workspace() as (opened, user, folder):
        path = folder / "leads.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_HEADER, *rows])
        floor = _copied(opened, user.id, rows)
        _empty(opened)
        brought: list[Job] = []
        ours = seconds(lambda: brought.append(_import(opened, user.id, {"path": str(path)})))
        if brought[0].result["new"] != ROWS:
            raise RuntimeError(f"only {brought[0].result['new']:,} of {ROWS:,} rows came in")
        yield Figure(f"import of {ROWS:,} leads", ours, "s", floor, 3.0, "(COPY of the same rows)")
        again = seconds(lambda: brought.append(_import(opened, user.id, {"path": str(path)})))
        yield Figure("the same import again, nothing new", again, "s", floor, 3.0)


def _import(opened: Opened, user_id: UUID, params: dict[str, object]) -> Job:
    job = run_here(opened.db, opened.folders, user_id, JobKind.IMPORT_LEADS, "bench", params)
    if job.state is not JobState.DONE:
        raise RuntimeError(job.error)
    return job


def _rows() -> list[tuple[str, ...]]:
    dice = random.Random(20)
    rows = []
    for n in range(ROWS):
        first, last = dice.choice(_FIRST), dice.choice(_LAST)
        trade, number = dice.choice(_TRADE), n // 7
        company = f"{last} {trade} {number} {dice.choice(_FORM)}"
        domain = f"{last}-{trade}-{number}.example".lower()
        rows.append(
            (
                company,
                f"{first} {last}",
                f"{first}.{last}.{n}@{domain}".lower(),
                f"+49 30 {dice.randrange(10**7):07}",
                f"https://{domain}",
                trade,
                str(dice.randrange(1, 5000)),
                dice.choice(("north", "south", "east", "west")),
            )
        )
    return rows


def _copied(opened: Opened, user_id: UUID, rows: Sequence[tuple[str, ...]]) -> float:
    """What cannot be avoided: the rows, ready made, into the table with its triggers."""
    lines = []
    for row in rows:
        metadata = '{"imported": {"Region": "' + row[7] + '"}}'
        lines.append("\t".join((str(user_id), *row[:7], "warm", metadata)) + "\n")
    data = "".join(lines).encode()
    with psycopg.connect(opened.db.secret_url()) as connection, connection.cursor() as cursor:

        def work() -> None:
            with cursor.copy(
                "COPY public.leads (user_id, company, contact_name, email, phone, website, "
                "industry, company_size, status, metadata) FROM STDIN"
            ) as copy:
                copy.write(data)
            connection.commit()

        return seconds(work)


def _empty(opened: Opened) -> None:
    opened.db.run("TRUNCATE public.leads CASCADE")
    opened.db.run("TRUNCATE outpost.lead_to_compare")


def prepared(path: Path) -> None:
    """The file alone, for looking at it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEADER, *_rows()])
