"""How a family of commands says what it takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.commands.call import Invocation, Outcome

Run = Callable[[Invocation], Outcome]


class Commands:
    """A level of the command line, to which commands and families of them are added.

    Args:
        parser: whose level it is.
        shared: the options that every command takes.
        required: whether naming a command is.
    """

    def __init__(
        self,
        parser: argparse.ArgumentParser,
        shared: argparse.ArgumentParser,
        *,
        required: bool = False,
    ) -> None:
        self._shared = shared
        self._group: Any = parser.add_subparsers(metavar="COMMAND", required=required)

    def add(self, name: str, run: Run, help_: str, *, part: str = "cli") -> argparse.ArgumentParser:
        """Add a command; what it takes is then told to the parser returned.

        Args:
            part: of the program, for its log.
        """
        made = self._made(name, help_)
        made.set_defaults(run=run, part=part)
        return made

    def family(self, name: str, help_: str) -> Commands:
        """Add a word that has commands below it."""
        return Commands(self._made(name, help_), self._shared, required=True)

    def _made(self, name: str, help_: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = self._group.add_parser(
            name, help=help_, description=help_, parents=[self._shared]
        )
        return made


def text(given: str) -> str:
    """An argument that is no path: bytes that are no text are shown as such, and match nothing."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folder(given: str) -> str:
    """A name that is not empty, as a script with an unset variable gives it: the workspace of the
    user who runs it is not what was meant."""
    if not given:
        raise argparse.ArgumentTypeError("a folder's name is missing")
    return given


def count(given: str) -> int:
    """A number from 0 on."""
    number = int(given)
    if number < 0:
        raise argparse.ArgumentTypeError("a number from 0 on")
    return number


def positive(given: str) -> int:
    """A number from 1 on."""
    number = int(given)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number
