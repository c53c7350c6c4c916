"""The program about itself: where it is, how it is, and what it reports of its own faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SessionStart(StrEnum):
    """Whether the engine starts when its user signs in to the computer."""

    OFF = "off"
    ON = "on"
    OTHER = "other"  # one does, of another workspace or another copy of the program


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not well, and what to do about it."""

    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.what}: {self.advice}"


@dataclass(frozen=True, slots=True)
class About:
    """Which program this is, and where it keeps what.

    Args:
        outpost, python, postgres: versions; ``postgres`` is that of the server.
        system: the operating system, in its own words.
        database: "" for the one that comes with Outpost, else its host.
    """

    outpost: str
    python: str
    postgres: str
    system: str
    home: str
    logs: str
    reports: str
    database: str = ""


@dataclass(frozen=True, slots=True)
class FaultReport:
    """A report of a fault of the program, as it lies on this computer.

    Args:
        at: when it was met first, UTC.
        what: its first line.
    """

    name: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Place:
    """The database that is worked in, and who else does.

    Args:
        host: of the server; "" for the one that comes with Outpost.
        name: of the database there.
        role: as whom the server knows us.
        encrypted: the connection is; None where there is none to encrypt.
        people: names (or addresses) of those who have accounts in it, oneself left out.
    """

    host: str = ""
    name: str = ""
    role: str = ""
    encrypted: bool | None = None
    people: tuple[str, ...] = ()
