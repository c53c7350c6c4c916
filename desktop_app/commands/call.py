"""One call of the program, and what it answers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.bootstrap.opened import Opened
    from desktop_app.domain.users import User
    from desktop_app.system.autostart import Autostart


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
        """The workspace, for as long as the block lasts."""
        from desktop_app.bootstrap.opening import open_workspace

        with open_workspace(
            self.home, self.database_url, on_progress=self.tell, **options
        ) as opened:
            yield opened

    def session_start(self) -> Autostart:
        """The engine of this workspace among what starts with the user's session."""
        from desktop_app.bootstrap.engine_process import session_start
        from desktop_app.remote import given_alone
        from desktop_app.system.paths import Workspace
        from desktop_app.system.settings import Settings

        settings = Settings(Workspace(self.home).settings_file)
        return session_start(self.home, given_alone(settings, self.database_url))

    @staticmethod
    def tell(sentence: str) -> None:
        """Say what takes long, to a person."""
        if sys.stderr.isatty():
            print(sentence, file=sys.stderr)

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


def password_from_stdin(
    what: str = "password", which: str = "first", *, is_new: bool = False
) -> str:
    """A line of the input; on a terminal asked for, and not shown. Nothing secret is an argument,
    which every program of the computer may read.

    Args:
        what: its name in questions and answers.
        which: line of the input it is.
        is_new: one to be set: on a terminal it is asked for twice, as nobody sees what is typed.

    Raises:
        KnownError: nothing came; it is no UTF-8; the two were not the same.
    """
    if sys.stdin.isatty():
        typed = _asked(what, "")
        if is_new and _asked(what, ", once more") != typed:
            raise KnownError(f"The two {what}s are not the same.", "Nothing was changed.")
        return typed
    line = sys.stdin.buffer.readline()
    if not line:
        raise KnownError(f"No {what} came.", f"Give it as the {which} line of the input.")
    try:
        # Whatever the terminal's own encoding is: another reading would be another password.
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise _no_utf8(what) from None


def _asked(what: str, again: str) -> str:
    from getpass import getpass

    typed = getpass(f"{what.capitalize()}{again}: ")
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:  # bytes that the terminal's encoding has no letter for
        raise _no_utf8(what) from None
    return typed


def _no_utf8(what: str) -> KnownError:
    return KnownError(
        f"The {what} is not UTF-8.", "Give it in that encoding, as other programs do."
    )


def readable(value: Any) -> str:
    """A part of a document as words on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {each}" for name, each in value.items()) or "none"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value)) or "none"
    return str(value)


def printable(text: str) -> str:
    """Mail and the names of files are a stranger's: nothing in them may steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
