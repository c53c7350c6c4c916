"""``outpost import``: bringing leads and mail in."""

from __future__ import annotations

import os
from pathlib import Path

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, printable
from desktop_app.commands.jobs import run_job
from desktop_app.domain.errors import KnownError


def register(commands: Commands) -> None:
    bring = commands.family("import", "bring leads or mail in")
    leads = bring.add("leads", import_leads, "leads from a CSV, Excel or vCard file")
    leads.add_argument("file")
    leads.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD")
    leads.add_argument("--dry-run", action="store_true", help="say what would happen")
    leads.add_argument("--update", action="store_true", help="change leads that stand already")
    mail = bring.add("mail", import_mail, "an mbox, a Maildir, a folder of .eml")
    mail.add_argument("path")
    mail.add_argument("--me", action="append", default=[], metavar="ADDRESS")
    broken = bring.add("broken", list_broken, "mail that was kept aside, and why")
    broken.add_argument("--save", metavar="DIR", help="write each as a file into this folder")


def import_leads(call: Invocation) -> Outcome:
    from desktop_app.domain.jobs import JobKind

    arguments = call.arguments
    path = _existing(arguments.file)
    params = {
        "path": str(path),
        "map": _column_map(arguments.map),
        "update": arguments.update,
        "dry_run": arguments.dry_run,
    }
    with call.opened() as opened:
        user = call.user(opened)
        title = f"Importing {path.name}"
        outcome = run_job(call, opened, user, JobKind.IMPORT_LEADS, title, params)
    result = outcome.document
    words = "would be " if arguments.dry_run else ""
    text = (
        f"{result['rows']:,} rows: {words}{result['new']:,} new, {result['updated']:,} updated, "
        f"{result['unchanged']:,} there already, {result['doubled']:,} doubled, "
        f"{result['refused']:,} refused"
    )
    if result.get("report"):
        text += f"\nThe refused rows and why: {result['report']}"
    return Outcome(result, text)


def import_mail(call: Invocation) -> Outcome:
    from desktop_app.domain.jobs import JobKind

    path = _existing(call.arguments.path)
    params = {"path": str(path), "me": call.arguments.me}
    with call.opened() as opened:
        user = call.user(opened)
        outcome = run_job(call, opened, user, JobKind.IMPORT_MAIL, f"Importing {path.name}", params)
    result = outcome.document
    text = (
        f"{result['messages']:,} messages: {result['new']:,} new, {result['known']:,} there "
        f"already, {result['broken']:,} kept aside, {result['attachments']:,} attachments"
    )
    if result["broken"]:
        text += "\nWhat was kept aside, and why: outpost import broken"
    return Outcome(result, text)


def list_broken(call: Invocation) -> Outcome:
    from desktop_app.system.paths import given_path

    folder = given_path(call.arguments.save) if call.arguments.save else None
    with call.opened() as opened:
        service = opened.services().for_user(call.user(opened)).broken_mail
        kept = service.list()
        saved = service.save(folder) if folder else {}
        raw = opened.folders.raw
    document = [
        {
            "seen_at": each.seen_at,
            "source": each.source,
            "reason": each.reason,
            "size": each.size,
            "sha256": each.content_hash,
            "raw": each.raw_url,
            "pack": raw / each.raw_url.removeprefix("pack:").partition("#")[0],
            "saved": saved.get(each.content_hash),
        }
        for each in kept
    ]
    lines = [
        f"{each.seen_at:%Y-%m-%d %H:%M}\t{printable(each.source)}\t{printable(each.reason)}"
        f"\t{_size_in_words(each.size)}\t{saved.get(each.content_hash, row['pack'])}"
        for each, row in zip(kept, document, strict=True)
    ]
    if folder:
        lines.append(f"{len(saved):,} of {len(kept):,} saved as files in {folder}")
    return Outcome(document, "\n".join(lines) or "Nothing was kept aside.")


def _size_in_words(size: int | None) -> str:
    return "gone" if size is None else f"{size:,} bytes"


def _existing(name: str) -> Path:
    from desktop_app.system.paths import given_path

    path = given_path(name)
    # Not `exists`, which passes on what the system says of a name that is too long.
    if not os.path.exists(path):  # noqa: PTH110
        raise KnownError(f"There is no {name}.", "Check the path; nothing was imported.")
    return path.resolve()


def _column_map(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, sign, name = pair.rpartition("=")
        if not sign or not column or not name:
            raise KnownError(f"“{pair}” is not COLUMN=FIELD.", "For example: --map Firma=company")
        mapping[column] = name
    return mapping
