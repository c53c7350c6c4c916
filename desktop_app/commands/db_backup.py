"""``outpost db backup | restore | verify | export | passphrase``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin
from desktop_app.domain.errors import KnownError


def register(db: Commands) -> None:
    sealed = "seal it with a passphrase: first line of stdin"
    opened = "it is sealed; the passphrase is the first line of stdin"
    make = db.add("backup", backup, "all of the workspace in one file")
    make.add_argument("file", metavar="FILE")
    make.add_argument("--passphrase", action="store_true", help=sealed)
    bring = db.add("restore", restore, "let the workspace be as a backup has it")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--passphrase", action="store_true", help=opened)
    bring.add_argument(
        "--replace", action="store_true", help="also where there is data; a copy of that is kept"
    )
    check = db.add("verify", verify, "restore a backup for a try, beside what stands")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--passphrase", action="store_true", help=opened)
    out = db.add("export", export, "everything in open formats: CSV, mbox, files")
    out.add_argument("folder", metavar="FOLDER")
    db.add(
        "passphrase",
        passphrase,
        "seal the backups that are made by themselves: first line of stdin; empty: no longer",
    )


def backup(call: Invocation) -> Outcome:
    from desktop_app.engine.backup_make import make_backup

    target = _path(call.arguments.file)
    secret = _passphrase(call, is_new=True)
    with call.opened() as opened:
        made = make_backup(
            opened.db, opened.workspace, target,
            passphrase=secret, remote=not opened.embedded, tell=call.tell,
        )  # fmt: skip
    lines = [f"{made.path}: {made.size / 1e6:,.1f} MB, {made.files:,} files"]
    if made.missing:
        lines.append(f"{made.missing:,} files that messages name were not there any more.")
    if made.broken:
        lines.append(f"{made.broken:,} files are not what they were; they are in it as they are.")
    if not made.sealed:
        lines.append("It is not sealed: whoever has the file can read it (--passphrase).")
    return Outcome(asdict(made), "\n".join(lines))


def restore(call: Invocation) -> Outcome:
    from desktop_app.bootstrap.opening import open_server
    from desktop_app.data.old_copies import copy_before
    from desktop_app.engine.backup_restore import restore_backup

    source = _path(call.arguments.file)
    secret = _passphrase(call)
    with open_server(call.home, call.database_url, on_progress=call.tell) as (workspace, db):
        done = restore_backup(
            db, workspace, source,
            passphrase=secret, replace=call.arguments.replace, tell=call.tell,
            keep_old=lambda: copy_before(db, workspace, "restore"),
        )  # fmt: skip
    leads, messages = done.counts.get("public.leads", 0), done.counts.get("public.emails", 0)
    lines = [
        f"Restored as of {done.made}: {leads:,} leads, {messages:,} messages, "
        f"{done.files:,} files.",
        "Sign in again; mailboxes and providers ask for their passwords once.",
    ]
    if done.held:
        lines.append(f"{done.held:,} mails that waited are held for a look: they may have left.")
    if done.paused:
        lines.append(f"Sequences of {done.paused:,} leads are paused for the same reason.")
    if done.kept:
        lines.append(f"What was replaced: {done.kept}")
    return Outcome(asdict(done), "\n".join(lines))


def verify(call: Invocation) -> Outcome:
    from desktop_app.bootstrap.opening import open_server
    from desktop_app.engine.backup_restore import try_backup

    source = _path(call.arguments.file)
    secret = _passphrase(call)
    with open_server(call.home, call.database_url, on_progress=call.tell) as (workspace, db):
        about = try_backup(db, workspace, source, passphrase=secret, tell=call.tell)
    text = (
        f"It is whole, and was restored for a try: {about.counts.get('public.leads', 0):,} leads, "
        f"{about.counts.get('public.emails', 0):,} messages, {about.files:,} files, "
        f"made {about.made}."
    )
    return Outcome({"whole": True, **asdict(about)}, text)


def export(call: Invocation) -> Outcome:
    from desktop_app.engine.export_all import export_all

    target = _path(call.arguments.folder)
    with call.opened() as opened:
        done = export_all(opened.db, opened.workspace, target, tell=call.tell)
    return Outcome(
        asdict(done),
        f"{done.path}: {done.tables:,} tables, {done.messages:,} messages, {done.files:,} files"
        + (f"; {done.missing:,} files are not there any more" if done.missing else ""),
    )


def passphrase(call: Invocation) -> Outcome:
    from desktop_app.engine.backup_desk import forget_passphrase, keep_passphrase
    from desktop_app.system.paths import Workspace
    from desktop_app.system.secrets import workspace_secrets
    from desktop_app.system.settings import Settings

    settings, secrets = Settings(Workspace(call.home).settings_file), workspace_secrets(call.home)
    secret = password_from_stdin("passphrase", is_new=True)
    if not secret:
        forget_passphrase(settings, secrets)
        return Outcome({"kept": False}, "Backups made by themselves are not sealed any more.")
    keep_passphrase(settings, secrets, secret)
    return Outcome(
        {"kept": True},
        "Kept in the keyring. Without it nobody can open those backups: write it down elsewhere.",
    )


def _passphrase(call: Invocation, *, is_new: bool = False) -> str:
    if not call.arguments.passphrase:
        return ""
    secret = password_from_stdin("passphrase", is_new=is_new)
    if not secret:
        raise KnownError("The passphrase is empty.", "Nothing was changed.")
    return secret


def _path(text: str) -> Path:
    from desktop_app.system.paths import given_path

    return given_path(text)
