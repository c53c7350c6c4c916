"""Backups that are made by themselves: when, and which of them stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

EVERY: Final = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
"""How often, by the words of the setting; any other word means never."""
AGAIN_AFTER: Final = timedelta(hours=1)
"""After one that failed."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup that stands.

    Args:
        made: when, UTC.
        size: in bytes.
        sealed: it asks for the passphrase.
        tried: when it was last found to be one that can be brought back, UTC.
        fault: what was found instead, "" where it is whole.
    """

    path: str
    made: datetime
    size: int
    sealed: bool
    tried: datetime
    fault: str = ""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How a workspace's backups are.

    Args:
        folder: where they are.
        files: those that stand, the newest first.
        due: when the next one is made by itself, UTC; None: never.
        passphrase: one is kept, which seals those to come.
        keyring: why none can be kept; "" where one can.
        remote: the database is another server's, whose backups others make.
        home: the workspace, as the command line is given it.
    """

    folder: str
    files: tuple[BackupFile, ...] = ()
    due: datetime | None = None
    passphrase: bool = False
    keyring: str = ""
    remote: bool = False
    home: str = ""


_NAME: Final = re.compile(r"outpost-(\d{8}T\d{6}Z)\.backup\Z")
_STAMP: Final = "%Y%m%dT%H%M%SZ"


def name_at(moment: datetime) -> str:
    """What the backup of a moment is called."""
    return f"outpost-{moment.astimezone(UTC).strftime(_STAMP)}.backup"


def moment_of(name: str) -> datetime | None:
    """When the backup of that name was made, UTC; None for a file that is none of these."""
    match = _NAME.match(name)
    try:
        found = datetime.strptime(match[1], _STAMP) if match else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found else None


def next_due(
    every: str, made: Iterable[datetime], begun: datetime | None, failed: datetime | None
) -> datetime | None:
    """When the next one is due; None: never.

    Args:
        every: a word of the setting.
        made: when those that stand were made.
        begun: when the workspace was made: nobody waits for a backup of the first hour.
        failed: when the last try was, if it did not end well.
    """
    period = EVERY.get(every)
    last = max([*made, *([begun] if begun else [])], default=None)
    if period is None or last is None:
        return None
    due = last + period
    return max(due, failed + AGAIN_AFTER) if failed else due


def outdated(made: Iterable[datetime], *, days: int, weeks: int) -> set[datetime]:
    """Which may go: all but the newest of each of the last ``days`` days that have one, the newest
    of each of the last ``weeks`` weeks that have one, and the very newest."""
    newest_first = sorted(made, reverse=True)
    stay = set(newest_first[:1])
    for count, part in ((days, _day), (weeks, _week)):
        seen: set[object] = set()
        for each in newest_first:
            if part(each) not in seen and len(seen) < count:
                seen.add(part(each))
                stay.add(each)
    return set(newest_first) - stay


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]
