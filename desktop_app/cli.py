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
from desktop_app.commands.arguments import Commands, folder, text
from desktop_app.commands.call import Invocation
from desktop_app.commands.window import window
from desktop_app.domain.errors import KnownError

log = logging.getLogger("desktop_app")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _arguments(argv)
    if not arguments.debug:
        # Before there is a log, and where there can be none, stderr is no place for traces.
        logging.getLogger().addHandler(logging.NullHandler())
    try:
        from desktop_app.system.logs import start_logging
        from desktop_app.system.paths import Workspace, default_home, given_path

        home = given_path(arguments.home) if arguments.home else default_home()
        level = logging.DEBUG if arguments.debug else logging.INFO
        start_logging(Workspace(home).ensure(), arguments.part, level=level)
        if not arguments.debug:  # there the trace is on the terminal
            from desktop_app.system.crash_reports import start_reports

            start_reports(Workspace(home).reports, arguments.part)
        invocation = Invocation(home, arguments.database or None, arguments)
        outcome = arguments.run(invocation)
    except KnownError as error:
        if arguments.debug:
            log.exception("could not")
        print(str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # Where it came amid a text that was run as code, as dataclasses are made, Python ends by
        # the signal after all, whatever is returned; unless another such text ran well behind it.
        exec("")  # noqa: S102
        print("Stopped. What was committed is kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return _unread()
    except Exception:
        if arguments.debug:
            raise
        log.exception("a bug")
        print(
            "Something went wrong inside Outpost; nothing half-done was kept. "
            "“outpost doctor --reports” shows what happened (--debug shows it here).",
            file=sys.stderr,
        )
        return 1
    if outcome is None:
        return 0
    try:
        if arguments.json:
            # JSON is UTF-8 (RFC 8259) whatever the terminal speaks.
            _print(json.dumps(outcome.document, default=_plain, ensure_ascii=False), "utf-8")
        elif outcome.text:
            _print(outcome.text)
    except BrokenPipeError:
        return _unread()
    if outcome.complaint:
        print(outcome.complaint, file=sys.stderr)
    return int(outcome.code)


def _unread() -> int:
    """The reader of our output went away, as `| head` does: that is well."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print(text: str, encoding: str | None = None) -> None:
    r"""Print, whatever is in it: a name of a file that is no text comes as ``\udc..``, which is
    how JSON spells it too."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    print(text, flush=True)


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
            "home": environment("OUTPOST_HOME") or None,
            "database": environment("OUTPOST_DATABASE_URL"),
            "json": False,
            "debug": False,
            "user": None,
        }
        options.set_defaults(**given)
    add = options.add_argument
    suppress = argparse.SUPPRESS
    add("--home", type=folder, metavar="DIR", default=suppress, help="the workspace's folder")
    add(
        "--database",
        metavar="URL",
        default=suppress,
        help="use this Postgres (14 or newer) as the working database",
    )
    add("--json", action="store_true", default=suppress, help="one JSON document on stdout")
    add("--debug", action="store_true", default=suppress, help="show details of faults")
    add("--user", type=text, metavar="EMAIL", default=suppress, help="act as this local user")
    return options


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What is asked for. The window is asked for by options alone; it does not wait until every
    command has been described."""
    options = argparse.ArgumentParser(
        prog="outpost",
        parents=[_global_options(defaults=True)],
        add_help=False,
        exit_on_error=False,
    )
    options.set_defaults(run=window, part="window")
    _add_open(options)
    with suppress(argparse.ArgumentError):
        arguments, more = options.parse_known_args(argv)
        if not more:
            return arguments
    return _parser().parse_args(argv)


def _add_open(parser: argparse.ArgumentParser) -> None:
    """How a desktop hands a file or a link to the window."""
    parser.add_argument(
        "--open", nargs="*", metavar="FILE", help="open files or a mailto: link in the window"
    )


def _parser() -> argparse.ArgumentParser:
    from desktop_app.commands.families import FAMILIES

    parser = argparse.ArgumentParser(
        prog="outpost",
        description="A calm desktop sales desk. Without a command: the window.",
        parents=[_global_options(defaults=True)],
    )
    parser.add_argument("--version", action="version", version=f"outpost {__version__}")
    parser.set_defaults(run=window, part="window")
    _add_open(parser)
    commands = Commands(parser, _global_options(defaults=False))
    for family in FAMILIES:
        family.register(commands)
    return parser
