"""The command line: every job without a window.

A stable interface. Exit 0 done, 1 could not (one calm line on stderr), 2 usage. With
``--json`` there is exactly one JSON document on stdout.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app import __version__
from desktop_app.domain.errors import KnownError

log = logging.getLogger("desktop_app")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _arguments(argv)
    home = Path(arguments.home).expanduser().absolute() if arguments.home else None
    try:
        from desktop_app.commands import Invocation
        from desktop_app.system.logs import start_logging
        from desktop_app.system.paths import Workspace, default_home

        home = home or default_home()
        level = logging.DEBUG if arguments.debug else logging.INFO
        start_logging(Workspace(home).ensure(), arguments.part, level=level)
        invocation = Invocation(home, arguments.database or None, arguments)
        outcome = arguments.run(invocation)
    except KnownError as error:
        if arguments.debug:
            log.exception("could not")
        print(str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was committed is kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        if arguments.debug:
            raise
        log.exception("a bug")
        print(
            "Something went wrong inside Outpost; nothing half-done was kept. "
            "The log folder of the workspace has the details (--debug shows them here).",
            file=sys.stderr,
        )
        return 1
    if outcome is None:
        return 0
    if arguments.json:
        # JSON is UTF-8 (RFC 8259) whatever the terminal speaks.
        _print(json.dumps(outcome.document, default=_plain, ensure_ascii=False), "utf-8")
    elif outcome.text:
        _print(outcome.text)
    if outcome.complaint:
        print(outcome.complaint, file=sys.stderr)
    return int(outcome.code)


def _print(text: str, encoding: str | None = None) -> None:
    r"""Print, whatever is in it: a name of a file that is no text comes as ``\udc..``, which is
    how JSON spells it too."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    print(text)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (UUID, Path)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(type(value).__name__)


def _global_options(*, defaults: bool) -> argparse.ArgumentParser:
    """The options that stand before or behind the command."""
    options = argparse.ArgumentParser(add_help=False)
    if defaults:
        environment = os.environ.get
        given: dict[str, Any] = {
            "home": environment("OUTPOST_HOME"),
            "database": environment("OUTPOST_DATABASE_URL"),
            "json": False,
            "debug": False,
            "user": None,
        }
        options.set_defaults(**given)
    add = options.add_argument
    suppress = argparse.SUPPRESS
    add("--home", metavar="DIR", default=suppress, help="the workspace's folder")
    add(
        "--database",
        metavar="URL",
        default=suppress,
        help="use this Postgres (14 or newer) as the working database",
    )
    add("--json", action="store_true", default=suppress, help="one JSON document on stdout")
    add("--debug", action="store_true", default=suppress, help="show details of faults")
    add("--user", type=_text, metavar="EMAIL", default=suppress, help="act as this local user")
    return options


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What is asked for. The window is asked for by options alone; it does not wait until every
    command has been described."""
    from desktop_app import commands

    options = argparse.ArgumentParser(
        prog="outpost",
        parents=[_global_options(defaults=True)],
        add_help=False,
        exit_on_error=False,
    )
    options.set_defaults(run=commands.window, part="window")
    with suppress(argparse.ArgumentError):
        arguments, more = options.parse_known_args(argv)
        if not more:
            return arguments
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    from desktop_app import commands

    parser = argparse.ArgumentParser(
        prog="outpost",
        description="A calm desktop sales desk. Without a command: the window.",
        parents=[_global_options(defaults=True)],
    )
    parser.add_argument("--version", action="version", version=f"outpost {__version__}")
    parser.set_defaults(run=commands.window, part="window")
    shared = [_global_options(defaults=False)]
    top = parser.add_subparsers(metavar="COMMAND")

    def command(
        group: Any, name: str, run: Any, text: str, **options: Any
    ) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = group.add_parser(
            name, help=text, description=text, parents=shared, **options
        )
        sub.set_defaults(run=run, part="engine" if name == "engine" else "cli")
        return sub

    def family(name: str, text: str) -> Any:
        sub = top.add_parser(name, help=text, description=text, parents=shared)
        return sub.add_subparsers(metavar="COMMAND", required=True)

    engine = command(top, "engine", commands.engine, "the background work")
    engine.add_argument("--once", action="store_true", help="do all that is due, then end")
    engine.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)

    demo = command(top, "demo", commands.demo, "a sample workspace")
    demo.add_argument("--leads", type=_count, default=62, metavar="N")
    demo.add_argument("--messages", type=_count, default=None, metavar="M")
    demo.add_argument("--remove", action="store_true", help="remove all samples again")

    db = family("db", "the database")
    command(db, "upgrade", commands.db_upgrade, "bring the schema up to date")
    command(db, "url", commands.db_url, "the address of the running server")
    run = command(db, "run", commands.db_run, "run COMMAND with DATABASE_URL set")
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND …")

    user = family("user", "people of this workspace")
    add = command(user, "add", commands.user_add, "add a local user; password: stdin")
    add.add_argument("email", type=_text)
    add.add_argument("--name", type=_text, default="")
    command(user, "list", commands.user_list, "everybody here")
    passwd = command(user, "passwd", commands.user_passwd, "change a password: stdin")
    passwd.add_argument("email", type=_text)

    enter = command(top, "signin", commands.signin, "sign in; password: stdin")
    enter.add_argument("email", type=_text)
    command(top, "signout", commands.signout, "sign out")
    command(top, "whoami", commands.whoami, "who is signed in")

    bring = family("import", "bring leads or mail in")
    leads = command(bring, "leads", commands.import_leads, "leads from a CSV file")
    leads.add_argument("file")
    leads.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD")
    leads.add_argument("--dry-run", action="store_true", help="say what would happen")
    leads.add_argument("--update", action="store_true", help="change leads that stand already")
    mail = command(bring, "mail", commands.import_mail, "an mbox, a Maildir, a folder of .eml")
    mail.add_argument("path")
    mail.add_argument("--me", action="append", default=[], metavar="ADDRESS")

    search = command(top, "search", commands.search, "search mail and leads")
    search.add_argument("query", nargs="+", type=_text)
    search.add_argument("--in", dest="within", choices=("mail", "leads"))
    search.add_argument("--limit", type=_positive, default=50, metavar="N")

    lead = family("leads", "leads")
    listing = command(lead, "list", commands.leads_list, "list leads")
    listing.add_argument("--query", type=_text, default="")
    listing.add_argument("--limit", type=_positive, default=None, metavar="N")

    settings = family("settings", "settings of this workspace")
    command(settings, "list", commands.settings_list, "all settings")
    command(settings, "get", commands.settings_get, "one setting").add_argument("name")
    change = command(settings, "set", commands.settings_set, "change a setting")
    change.add_argument("name")
    change.add_argument("value")

    command(top, "doctor", commands.doctor, "versions, health, counts")
    return parser


def _text(given: str) -> str:
    """An argument that is no path: bytes that are no text are shown as such, and match nothing."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a number from 0 on")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number
