"""What the doctor looks at, and what to do about each thing that is not well.

Nothing here changes anything. Where the database cannot be opened the rest is looked at all the
same: that is when one asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from desktop_app.data.backups import newest_moment
from desktop_app.data.database import Database
from desktop_app.data.health import Health, examine
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.old_copies import copies
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.about import Problem
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import decimal, mark, plural, tr
from desktop_app.domain.mailboxes import MailboxState
from desktop_app.engine.backup_schedule import BackupSchedule
from desktop_app.engine.upkeep import DISK
from desktop_app.system.crash_reports import reports_in
from desktop_app.system.disk import Room, room_at
from desktop_app.system.paths import Workspace
from desktop_app.system.updates import UpdatesHere

_LATE: Final = timedelta(days=2)  # behind the time that a backup was due
_ASTRAY: Final = timedelta(minutes=5)
_SILENT: Final = timedelta(hours=6)
_RECENT: Final = timedelta(days=7)
_UNHEARD: Final = timedelta(days=14)  # as long as what is signed stays true

_STATES: Final = {
    MailboxState.SIGNIN: mark("wants to be signed in to again: Settings, Mailboxes"),
    MailboxState.UNREACHABLE: mark(
        "cannot be reached; check the network, then: outpost mailbox check"
    ),
    MailboxState.REFUSED: mark("was refused by its server; ask whoever runs it"),
    MailboxState.INSECURE: mark(
        "has a server whose certificate is not to be trusted; nothing was sent to it. Ask whoever "
        "runs it, or name its authority: outpost mailbox add ADDRESS --ca FILE"
    ),
}


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found: ``facts`` by the name of what was looked at."""

    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, name: str, fact: Any, problems: Iterable[Problem] = ()) -> None:
        self.facts[name] = fact
        self.problems.extend(problems)


def check_database(found: Checkup, db: Database) -> Health:
    """Versions, counts, indexes, and whether what is derived is true."""
    health = examine(db)
    found.add("postgres", health.server_version)
    found.add("schema", health.schema_version)
    found.add("size", health.size)
    found.add("counts", {name.removeprefix("public."): n for name, n in health.counts.items()})
    mend = tr("restore a backup (outpost db restore), and send a report: it is a fault of Outpost")
    found.problems.extend(Problem(fault, mend) for fault in health.faults)
    found.problems.extend(
        Problem(
            tr("the index {name} is not valid", name=name),
            f"outpost db run psql -c 'REINDEX INDEX {name}'",
        )
        for name in health.invalid_indexes
    )
    found.problems.extend(
        Problem(str(mismatch), tr("another program changed this table; change it back"))
        for mismatch in health.mismatches
    )
    return health


def check_disk(found: Checkup, workspace: Workspace, room: Callable[..., Room] = room_at) -> None:
    """The room where the data is."""
    try:
        disk = room(workspace.home)
    except OSError as error:
        why = error.strerror or tr("no reason given")
        what = tr("the disk does not answer ({why})", why=why)
        found.add("disk", None, [Problem(what, tr("check its cable"))])
        return
    problems = []
    if disk.is_low:
        free = decimal(disk.free / 1e9)
        what = tr("the disk is filling up ({free} GB free)", free=free)
        if disk.is_very_low:
            what = tr("the disk is nearly full ({free} GB free)", free=free)
        advice = tr(
            "free some space, or keep backups elsewhere: outpost settings set backup.folder"
        )
        problems.append(Problem(what, advice))
    found.add("disk", {"free": disk.free, "total": disk.total}, problems)


def check_clock(found: Checkup, db: Database, now: datetime) -> None:
    """This computer's clock against the server's, and against what is stored."""
    server: datetime = db.value("SELECT clock_timestamp()")
    newest = newest_moment(db)
    problems = []
    if abs(server - now) > _ASTRAY:
        problems.append(
            Problem(
                tr(
                    "the clocks of this computer and of the database are {apart} minutes apart",
                    apart=decimal(abs(server - now).total_seconds() / 60, 0),
                ),
                tr("set the clock by the network, on both"),
            )
        )
    if newest and newest - now > _ASTRAY:
        problems.append(
            Problem(
                tr(
                    "something was done at {moment} UTC, which is still to come",
                    moment=f"{newest:%Y-%m-%d %H:%M}",
                ),
                tr("the clock was put back; set it by the network"),
            )
        )
    found.add("clock", {"here": now, "server": server}, problems)


def check_mailboxes(found: Checkup, db: Database, now: datetime, only: UUID | None = None) -> None:
    """How each mailbox is, and how much of its folders is here.

    Args:
        only: the user whose mailboxes are looked at; None: everybody's.
    """
    mailboxes, coverage = {}, {}
    repository = MailboxRepository(db)
    looked_at = [each for each in repository.every() if only in (None, each.user_id)]
    for each in looked_at:
        mailboxes[each.address] = str(each.state)
        if each.paused:
            mailboxes[each.address] = "paused"
        elif advice := _STATES.get(each.state):
            what = tr("the mailbox {address}", address=each.address)
            found.problems.append(Problem(what, tr(advice)))
    names = {each.id: each for each in looked_at}
    for user in UserRepository(db).list_users():
        if only not in (None, user.id):
            continue
        for folder in repository.health(user.id):
            mailbox = names.get(folder.mailbox_id)
            if mailbox is None or not folder.followed:
                continue
            place = f"{mailbox.address} {folder.path}"
            coverage[place] = {
                "server": folder.server_count,
                "here": folder.local_count,
                "missing": folder.missing,
            }
            silent = folder.looked_at is None or now - folder.looked_at > _SILENT
            if folder.complete and folder.missing and silent and not mailbox.paused:
                found.problems.append(
                    Problem(
                        plural(
                            "{n} messages of {place} are not here",
                            "{n} message of {place} is not here",
                            folder.missing,
                            place=place,
                        ),
                        tr("outpost mail fetch; if it stays: outpost mailbox list"),
                    )
                )
    found.add("mailboxes", mailboxes)
    found.add("coverage", coverage)


def check_backups(
    found: Checkup, schedule: BackupSchedule, workspace: Workspace, now: datetime
) -> None:
    """Whether there are backups, and of when."""
    made = schedule.made()
    due = schedule.next_due()
    problems = []
    if due is not None and now - due > _LATE:
        what = tr("no backup was made in time (there is none)")
        if made:
            last = f"{max(made):%Y-%m-%d}"
            what = tr("no backup was made in time (the last one is of {day})", day=last)
        advice = tr("leave Outpost open for a while, or: outpost db backup FILE")
        problems.append(Problem(what, advice))
    fact = {
        "folder": str(schedule.folder),
        "newest": max(made) if made else None,
        "count": len(made),
        "next": due,
        "copies": [path.name for path in copies(workspace)],
        "older_clusters": sorted(path.name for path in workspace.postgres.glob("data-*")),
    }
    found.add("backups", fact, problems)


def check_notices(found: Checkup, db: Database) -> None:
    """What the engine noticed, but for the disk, which was looked at just now."""
    for notice in UpkeepRepository(db).list():
        if notice.kind != DISK:
            found.problems.append(Problem(notice.title, notice.text))


def check_reports(found: Checkup, workspace: Workspace, now: datetime) -> None:
    """Bugs that were met."""
    reports = reports_in(workspace.reports)
    recent = [report for report in reports if now - report.at < _RECENT]
    problems = []
    if recent:
        what = plural(
            "{n} faults were met in Outpost itself in the last week",
            "{n} fault was met in Outpost itself in the last week",
            len(recent),
        )
        problems.append(Problem(what, tr("look, and send the report: outpost doctor --reports")))
    newest = reports[0].name if reports else None
    found.add("reports", {"count": len(reports), "newest": newest}, problems)


def check_newer_versions(found: Checkup, here: UpdatesHere, now: datetime) -> None:
    """Whether newer versions are looked for, and whether that comes to anything."""
    try:
        view = here.view(now)
    except KnownError as error:
        found.add("updates", str(error), [Problem(error.title.rstrip("."), error.advice)])
        return
    problems = []
    if view.policy.check and view.fault and (view.looked is None or now - view.looked > _UNHEARD):
        what = tr("nobody could be asked for newer versions in the last two weeks")
        advice = tr("look now: outpost update check. Last time: {fault}", fault=view.fault)
        problems.append(Problem(what, advice))
    fact = {
        "look": "off" if not view.policy.check else "on" if view.policy.url else "knows no place",
        "looked": view.looked,
        "newer": view.news.version if view.news else None,
    }
    found.add("updates", fact, problems)
