"""A frozen Outpost opens what the release before left: it is brought to this version, with a copy
kept, and all that was in it is still found.

The database of a release is a fixture of the tests (`tests/releases`), made when it was released.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contents import ROOT, version

if TYPE_CHECKING:
    from smoke import Program

_EMPTY = (
    "SET client_min_messages = warning; DROP SCHEMA IF EXISTS sync, outpost, public CASCADE; "
    "CREATE SCHEMA public"
)
_WHAT_IT_HOLDS = """SELECT json_build_object(
    'rows', json_build_object(
        'leads', (SELECT count(*) FROM public.leads),
        'emails', (SELECT count(*) FROM public.emails),
        'email_threads', (SELECT count(*) FROM public.email_threads),
        'email_attachments', (SELECT count(*) FROM public.email_attachments),
        'actions', (SELECT count(*) FROM public.actions),
        'ai_insights', (SELECT count(*) FROM public.ai_insights)),
    'steps', (SELECT json_agg(name ORDER BY name) FROM outpost.migration),
    'lead', (SELECT json_build_object('email', email, 'company', company)
             FROM public.leads ORDER BY email LIMIT 1),
    'subject', (SELECT subject FROM public.emails WHERE subject IS NOT NULL
                GROUP BY subject ORDER BY count(*), subject LIMIT 1))"""


def upgrade(program: Program, folder: Path) -> None:
    """Open a workspace that the release before left.

    Args:
        program: on a workspace that nobody used yet.
        folder: where the program reads and writes, for the fixture.

    Raises:
        SystemExit: a step of the schema is missing, no copy was kept, or something is not found.
    """
    release = release_before()
    before = left_by(release, program, folder)
    missing = sorted(steps() - set(before["steps"]))
    print(f"  what {release.stem} left: {len(before['steps'])} steps, {len(missing)} to go")

    same("the steps that were made", program("db", "upgrade")["applied"], missing)
    kept = sorted((program.home / "backups").glob("before-upgrade-*.dump"))
    same("copies kept before them", len(kept), int(bool(missing)))
    if kept:
        same("leads in the copy", _leads_in(kept[0], program, folder), before["rows"]["leads"])

    after = _asked(program, "-c", _WHAT_IT_HOLDS)
    same("steps", set(after["steps"]), steps())
    same("rows", after["rows"], before["rows"])
    same("leads that are listed", len(program("leads", "list")), before["rows"]["leads"])
    lead, subject = before["lead"], before["subject"]
    found = program("search", lead["email"], "--in", "leads")["leads"]
    same("the lead that is looked for", [each["company"] for each in found], [lead["company"]])
    found = program("search", f'"{subject}"', "--in", "mail")["mail"]
    same("its mail", subject in [each["subject"] for each in found], True)
    same("what the doctor says", program("doctor")["problems"], [])


def release_before() -> Path:
    """The database of the newest release before this version; of this one, where it is the
    first."""
    released = sorted((ROOT / "tests/releases").glob("*.dump"), key=_numbers)
    now = [int(number) for number in version().split(".")]
    return ([path for path in released if _numbers(path) < now] or released)[-1]


def left_by(release: Path, program: Program, folder: Path) -> dict[str, Any]:
    """Make the program's workspace what a release left; what its database holds.

    In one go: whatever opens a workspace brings its database to the newest schema.
    """
    fixture, script = folder / release.name, folder / "release.sql"
    shutil.copyfile(release, fixture)
    program(
        "db", "run", "pg_restore", "--no-owner", "--no-privileges", "--file", program.path(script),
        program.path(fixture),
    )  # fmt: skip
    return _asked(program, "-1", "-c", _EMPTY, "-f", program.path(script), "-c", _WHAT_IT_HOLDS)


def steps() -> set[str]:
    """The steps of the schema that this version has."""
    return {path.stem for path in (ROOT / "sql").glob("[0-9]*.sql")}


def same(what: str, found: object, wanted: object) -> None:
    """Hold two against each other.

    Raises:
        SystemExit: they differ; with what it is about.
    """
    if found != wanted:
        raise SystemExit(f"{what}: {found!r} instead of {wanted!r}")


def _asked(program: Program, *arguments: str) -> dict[str, Any]:
    """What psql says last, a document of JSON."""
    said = program("db", "run", "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *arguments)["stdout"]
    document: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return document


def _leads_in(copy: Path, program: Program, folder: Path) -> int:
    """Rows of leads in a copy of the database, read by the program's own pg_restore."""
    script = folder / "copy.sql"
    program(
        "db", "run", "pg_restore", "--data-only", "--schema=public", "--table=leads", "--file",
        program.path(script), program.path(copy),
    )  # fmt: skip
    _, _, rows = script.read_text("utf-8").partition("COPY public.leads ")
    return len(rows.partition("\n\\.\n")[0].splitlines()) - 1


def _numbers(release: Path) -> list[int]:
    return [int(number) for number in release.stem.split(".")]
