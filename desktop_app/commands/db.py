"""``outpost db``: the database."""

from __future__ import annotations

import argparse
import os
import subprocess
from typing import Any

from desktop_app.commands import db_backup
from desktop_app.commands.arguments import Commands
from desktop_app.commands.call import Invocation, Outcome, password_from_stdin
from desktop_app.domain.errors import KnownError


def register(commands: Commands) -> None:
    db = commands.family("db", "the database")
    db.add("upgrade", upgrade, "bring the schema up to date")
    db_backup.register(db)
    db.add("url", url, "the address of the running server")
    db.add("password", password, "keep the password of a remote database: stdin")
    program = db.add("run", run, "run COMMAND with DATABASE_URL set")
    program.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND …")


def upgrade(call: Invocation) -> Outcome:
    from desktop_app.data import migrations

    with call.opened() as opened:
        applied = opened.applied
        version = migrations.schema_version(opened.db)
    text = f"Applied: {', '.join(applied)}" if applied else "Nothing to do."
    return Outcome({"applied": applied, "version": version}, f"{text} Schema {version}.")


def url(call: Invocation) -> Outcome:
    from desktop_app.bootstrap.opening import running_url

    address = running_url(call.home, call.database_url)
    return Outcome({"url": address}, address)


def password(call: Invocation) -> Outcome:
    from desktop_app.remote import VARIABLE, RemoteDatabase, remote_url
    from desktop_app.system.paths import Workspace
    from desktop_app.system.secrets import workspace_secrets
    from desktop_app.system.settings import Settings

    address = remote_url(Settings(Workspace(call.home).settings_file), call.database_url)
    if not address:
        raise KnownError(
            "The database that comes with Outpost needs no password.",
            "Name another one first: outpost settings set database.url URL",
        )
    secrets = workspace_secrets(call.home)
    database = RemoteDatabase(address, secrets)
    secret = password_from_stdin()
    if not secret:
        database.forget()
        return Outcome({"url": database.url, "kept": False}, "The password was forgotten.")
    answered = database.try_password(secret)
    if not database.keep(secret):
        raise KnownError(
            "The password cannot be kept: there is no keyring here that Outpost can use.",
            f"For one run, put it into the address in {VARIABLE}.",
        )
    text = "The password is kept in the keyring" + (
        "." if answered else "; the database does not answer now, so it was not tried."
    )
    return Outcome({"url": database.url, "kept": True, "tried": answered}, text)


def run(call: Invocation) -> Outcome:
    from desktop_app.bootstrap.opening import database_environment

    command = call.arguments.command
    if command[:1] == ["--"]:
        command = command[1:]  # the others are the command's own
    if not command:
        raise KnownError("No command was given.", "For example: outpost db run psql")
    with call.opened() as opened:
        environment = {**os.environ, **database_environment(opened)}
        # With --json what the child says becomes part of the one document.
        keep = subprocess.PIPE if call.arguments.json else None
        try:
            done = subprocess.run(command, env=environment, check=False, stdout=keep)
        except OSError as error:
            raise KnownError(f"{command[0]} could not be started.", error.strerror or "") from error
    # A child ended by a signal has a negative code; a shell would say 128 + n.
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode
    document: dict[str, Any] = {"exit": code}
    if done.stdout is not None:
        document["stdout"] = done.stdout.decode("utf-8", "replace")
    return Outcome(document, code=code)
