"""What each command does. Heavy imports wait until the command that needs them runs."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app import __version__
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.bootstrap import Opened
    from desktop_app.domain.jobs import JobKind, Progress
    from desktop_app.domain.users import User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answers: a document for ``--json``, lines for a person, an exit code.

    ``complaint`` is the line for stderr where a command answers, and yet could not.
    """

    document: Any = field(default_factory=dict)
    text: str = ""
    code: int = 0
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of the program."""

    home: Path
    database_url: str | None
    arguments: argparse.Namespace

    @contextmanager
    def opened(self, **options: Any) -> Iterator[Opened]:
        from desktop_app.bootstrap import open_workspace

        with open_workspace(
            self.home, self.database_url, on_progress=_tell_on_terminal, **options
        ) as opened:
            yield opened

    def user(self, opened: Opened) -> User:
        """Whom to act as: ``--user``, else the signed-in one, else the only one there is.

        The workspace's files belong to whoever may read this folder, so that a single local
        user needs no session for the command line.
        """
        signin = opened.services().signin
        people = signin.people()
        if wanted := self.arguments.user:
            for person in people:
                if person.email.lower() == wanted.strip().lower():
                    return person
            raise KnownError(f"Nobody here is called {wanted}.", "See: outpost user list")
        if current := signin.current():
            return current.user
        if len(people) == 1:
            return people[0]
        if not people:
            raise KnownError(
                "This workspace has no user yet.", "Make one with: outpost user add EMAIL"
            )
        raise KnownError(
            "Several people use this workspace.",
            "Say who you are: outpost signin EMAIL, or --user EMAIL",
        )


def _tell_on_terminal(sentence: str) -> None:
    if sys.stderr.isatty():
        print(sentence, file=sys.stderr)


def _secret_from_stdin(what: str = "password", which: str = "first") -> str:
    """A line of the input: nothing secret is an argument, which any program could read."""
    line = sys.stdin.readline()
    if not line:
        raise KnownError(f"No {what} came.", f"Give it as the {which} line of the input.")
    return line.rstrip("\r\n")


def window(call: Invocation) -> Outcome | None:
    from desktop_app.window import open_window

    return Outcome(code=open_window(call.home, call.database_url))


def engine(call: Invocation) -> Outcome:
    from desktop_app.bootstrap import listen
    from desktop_app.engine.process import Engine
    from desktop_app.system.priority import is_alive, step_back

    step_back()
    beside = call.arguments.beside
    with call.opened(application_name="outpost engine") as opened:
        runner = Engine(
            opened.db,
            opened.folders,
            lambda on_notice, on_lost: listen(opened, on_notice, on_lost),
            oauth=opened.oauth_desk(),
            stands_by=beside is not None,
            revive=opened.revive,
            window_alive=lambda: beside is None or is_alive(beside),
        )
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: runner.stop())
        if call.arguments.once:
            ran = runner.run_once()
            return Outcome({"jobs": ran}, f"{ran} jobs done")
        if not runner.run():
            return Outcome({"running": False}, "Another engine serves this workspace already.")
        return Outcome({"running": True})


def demo(call: Invocation) -> Outcome:
    from desktop_app.domain.jobs import JobKind

    with call.opened() as opened:
        signin = opened.services().signin
        said = ""
        if not signin.people() and not call.arguments.user:
            signin.create_local("Sample Rep", "rep@outpost.example", "outpost sample", keep=True)
            said = "Sign in as rep@outpost.example with the password: outpost sample\n"
        user = call.user(opened)
        if call.arguments.remove:
            return _run_job(call, opened, user, JobKind.REMOVE_SAMPLES, "Removing samples", {})
        messages = call.arguments.messages
        leads = call.arguments.leads
        params = {"leads": leads, "messages": leads * 4 if messages is None else messages}
        outcome = _run_job(call, opened, user, JobKind.SAMPLE_DATA, "Making samples", params)
        return Outcome(outcome.document, said + outcome.text, outcome.code)


def db_upgrade(call: Invocation) -> Outcome:
    from desktop_app.data import migrations

    with call.opened(upgrade=False) as opened:
        applied = migrations.upgrade(opened.db)
        version = migrations.schema_version(opened.db)
    text = f"Applied: {', '.join(applied)}" if applied else "Nothing to do."
    return Outcome({"applied": applied, "version": version}, f"{text} Schema {version}.")


def db_url(call: Invocation) -> Outcome:
    from desktop_app.bootstrap import running_url

    url = running_url(call.home, call.database_url)
    return Outcome({"url": url}, url)


def db_run(call: Invocation) -> Outcome:
    from desktop_app.bootstrap import database_environment

    command = [part for part in call.arguments.command if part != "--"]
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


def user_add(call: Invocation) -> Outcome:
    with call.opened() as opened:
        signin = opened.services().signin
        signed = signin.create_local(
            call.arguments.name, call.arguments.email, _secret_from_stdin(), keep=False
        )
        signin.sign_out()  # somebody was added, nobody came in
    document = {**_person(signed.user), "recovery_code": signed.recovery_code}
    return Outcome(document, f"Added {signed.user.email}.\n{_code_line(signed.recovery_code)}")


def user_list(call: Invocation) -> Outcome:
    with call.opened() as opened:
        people = opened.services().signin.people()
    lines = "\n".join(f"{p.email}\t{p.name}" for p in people)
    return Outcome([_person(p) for p in people], lines)


def user_passwd(call: Invocation) -> Outcome:
    with call.opened() as opened:
        opened.services().signin.set_password(call.arguments.email, _secret_from_stdin())
    return Outcome({"email": call.arguments.email}, "The password was changed.")


def user_verify(call: Invocation) -> Outcome:
    email, code = call.arguments.email, call.arguments.code
    with call.opened() as opened:
        recovery = opened.services().recovery
        if code is None:
            recovery.send_verification_code(email)
            return Outcome({"email": email, "sent": True}, f"A code is on its way to {email}.")
        recovery.verify(email, code)
    return Outcome({"email": email, "verified": True}, f"{email} is confirmed.")


def user_reset(call: Invocation) -> Outcome:
    """A new password for a recovery code, a mailed code, or a reset link, told apart by shape."""
    from desktop_app.domain.sign_in_rules import recovery_value, reset_token

    email = call.arguments.email
    with call.opened() as opened:
        recovery = opened.services().recovery
        if call.arguments.send:
            recovery.send_reset_code(email)
            return Outcome({"email": email, "sent": True}, f"A code is on its way to {email}.")
        code = _secret_from_stdin("code")
        password = _secret_from_stdin("new password", "second")
        following = ""
        if recovery_value(code):
            following = recovery.reset_with_recovery_code(email, code, password)
        elif reset_token(code):
            recovery.reset_with_token(code, password)
        else:
            recovery.reset_with_code(email, code, password)
    text = "The password was changed."
    if following:
        return Outcome(
            {"email": email, "recovery_code": following}, f"{text}\n{_code_line(following)}"
        )
    return Outcome({"email": email}, text)


def _code_line(code: str) -> str:
    return f"Recovery code, shown this once; keep it on paper: {code}"


def signin(call: Invocation) -> Outcome:
    with call.opened() as opened:
        services = opened.services()
        if call.arguments.provider:
            from desktop_app.provider_commands import sign_in_with_provider

            signed = sign_in_with_provider(call, opened, services, call.arguments.provider)
        else:
            signed = services.signin.sign_in(call.arguments.email, _secret_from_stdin(), keep=True)
        note = services.signin.secrets_note
        text = f"Signed in as {signed.user.email}." + (f" {note}" if note else "")
        return Outcome({**_person(signed.user), "kept": not note}, text)


def signout(call: Invocation) -> Outcome:
    with call.opened() as opened:
        service = opened.services().signin
        if call.arguments.everywhere:
            count = service.sign_out_everywhere()
            return Outcome({"signed_in": False, "ended": count}, f"Signed out of {count} sessions.")
        service.sign_out()
    return Outcome({"signed_in": False}, "Signed out.")


def whoami(call: Invocation) -> Outcome:
    with call.opened() as opened:
        current = opened.services().signin.current()
    if current is None:
        return Outcome({"signed_in": False}, code=1, complaint="Nobody is signed in.")
    document = {**_person(current.user), "signed_in": True, "until": current.expires_at}
    return Outcome(document, f"{current.user.email} ({current.user.name})")


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
        outcome = _run_job(call, opened, user, JobKind.IMPORT_LEADS, title, params)
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
        outcome = _run_job(
            call, opened, user, JobKind.IMPORT_MAIL, f"Importing {path.name}", params
        )
    result = outcome.document
    return Outcome(
        result,
        f"{result['messages']:,} messages: {result['new']:,} new, {result['known']:,} there "
        f"already, {result['broken']:,} kept aside, {result['attachments']:,} attachments",
    )


def search(call: Invocation) -> Outcome:
    from desktop_app.domain.leads import LeadQuery

    text, limit = " ".join(call.arguments.query), call.arguments.limit
    within = call.arguments.within
    document: dict[str, Any] = {}
    lines: list[str] = []
    with call.opened() as opened:
        services = opened.services().for_user(call.user(opened))
        if within in (None, "mail"):
            hits = services.conversations.search(text, limit)
            document["mail"] = hits
            marks = str.maketrans("", "", "\u0002\u0003")
            lines += [
                f"{hit.at:%Y-%m-%d}  {hit.from_name or hit.from_email}  {hit.subject}\n"
                f"            {hit.excerpt.translate(marks)}"
                for hit in hits
            ]
        if within in (None, "leads"):
            ids = services.leads.first_ids(LeadQuery(text=text), limit)
            rows = services.leads.rows(tuple(ids))
            document["leads"] = rows
            lines += [f"{row.company}  {row.contact_name}  <{row.email}>" for row in rows]
    return Outcome(document, "\n".join(lines) or "Nothing was found.")


def leads_list(call: Invocation) -> Outcome:
    from desktop_app.domain.leads import LeadQuery, LeadSort

    query = LeadQuery(text=call.arguments.query, sort=LeadSort.COMPANY, descending=False)
    with call.opened() as opened:
        leads = opened.services().for_user(call.user(opened)).leads
        ids = leads.all_ids(query)
        wanted = ids.page(0, call.arguments.limit or len(ids))
        rows = [
            row for first in range(0, len(wanted), 500) for row in leads.rows(wanted[first:][:500])
        ]
    lines = (f"{r.company}\t{r.contact_name}\t{r.email}\t{r.status}" for r in rows)
    return Outcome(rows, "\n".join(lines))


def settings_list(call: Invocation) -> Outcome:
    from desktop_app.services.workspace_settings import WORKSPACE_SETTINGS

    items = _settings(call).list()
    lines = [f"{item.setting.name} = {item.value}\n    {item.setting.help}" for item in items]
    # A list must not need a database: it is where one looks when that cannot be reached.
    lines += [f"{each.name} (kept in the database)\n    {each.help}" for each in WORKSPACE_SETTINGS]
    return Outcome({item.setting.name: item.value for item in items}, "\n".join(lines))


def settings_get(call: Invocation) -> Outcome:
    from desktop_app.services.workspace_settings import is_workspace_setting

    name = call.arguments.name
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.get(name)
    else:
        value = _settings(call).get(name)
    return Outcome({name: value}, str(value))


def settings_set(call: Invocation) -> Outcome:
    from desktop_app.services.workspace_settings import is_workspace_setting

    name = call.arguments.name
    if is_workspace_setting(name):
        with call.opened() as opened:
            value: Any = opened.services().settings.set(name, call.arguments.value)
    else:
        value = _settings(call).set(name, call.arguments.value)
    return Outcome({name: value}, f"{name} = {value}")


def settings_secret(call: Invocation) -> Outcome:
    from desktop_app.provider_commands import keep_secret

    name = call.arguments.name
    kept = keep_secret(call, name, _secret_from_stdin())
    return Outcome({"name": name, "kept": kept}, "The secret was kept." if kept else "Removed.")


def doctor(call: Invocation) -> Outcome:
    import platform

    from desktop_app.data.health import examine

    with call.opened() as opened:
        health = examine(opened.db)
        problems = [f"{count:,} {fault}" for fault, count in health.faults.items()]
        problems += [f"the index {name} is not valid" for name in health.invalid_indexes]
        problems += [str(mismatch) for mismatch in health.mismatches]
        report = {
            "outpost": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "home": str(call.home),
            "database": "embedded" if opened.embedded else "remote",
            "postgres": health.server_version,
            "schema": health.schema_version,
            "size": health.size,
            "keyring": opened.secrets.why or "the system's keyring",
            "counts": {name.removeprefix("public."): n for name, n in health.counts.items()},
            "problems": problems,
        }
    lines = "\n".join(f"{name}: {_readable(value)}" for name, value in report.items())
    complaint = f"{len(problems)} problems were found: {_readable(problems)}" if problems else ""
    return Outcome(report, lines, code=1 if problems else 0, complaint=complaint)


def _readable(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items()) or "none"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value)) or "none"
    return str(value)


def _settings(call: Invocation) -> Any:
    from desktop_app.system.paths import Workspace
    from desktop_app.system.settings import Settings

    return Settings(Workspace(call.home).settings_file)


def _person(user: User) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "email": user.email,
        "name": user.name,
        "timezone": user.timezone,
        "verified": user.verified,
    }


def _existing(name: str) -> Path:
    path = Path(name).expanduser().resolve()
    if not path.exists():
        raise KnownError(f"There is no {name}.", "Check the path; nothing was imported.")
    return path


def _column_map(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, sign, name = pair.rpartition("=")
        if not sign or not column or not name:
            raise KnownError(f"“{pair}” is not COLUMN=FIELD.", "For example: --map Firma=company")
        mapping[column] = name
    return mapping


def _run_job(
    call: Invocation,
    opened: Opened,
    user: User,
    kind: JobKind,
    title: str,
    params: dict[str, Any],
) -> Outcome:
    """Ask for a job by a row, as the window does, and do it here and now."""
    from desktop_app.domain.jobs import JobState
    from desktop_app.engine.worker import run_here

    job = run_here(
        opened.db, opened.folders, user.id, kind, title, params, listener=_progress_line(call)
    )
    if job.state is JobState.DONE:
        return Outcome(dict(job.result), _readable(job.result))
    if job.state is JobState.CANCELLED:
        raise KnownError(f"{title} was cancelled.", "What was committed is kept.")
    raise KnownError(job.error)


def _progress_line(call: Invocation) -> Callable[[Progress], None] | None:
    if not sys.stderr.isatty() or call.arguments.json:
        return None

    def show(progress: Progress) -> None:
        end = "\n" if progress.fraction == 1 else ""
        print(f"\r{progress.note:<60}", end=end, file=sys.stderr, flush=True)

    return show
