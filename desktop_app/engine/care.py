"""The workspace on this computer, for whoever asks how it is."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from desktop_app import __version__
from desktop_app.data.database import Database
from desktop_app.domain.about import About, FaultReport, Problem, SessionStart
from desktop_app.domain.backups import BackupState
from desktop_app.engine.backup_desk import BackupDesk
from desktop_app.engine.checkup import Checkup
from desktop_app.system.autostart import Autostart
from desktop_app.system.crash_reports import read_report, reports_in
from desktop_app.system.paths import Workspace


class WorkspaceCare:
    """Answers what the services ask of a caretaker (``services.care``).

    Args:
        autostart: how the engine starts with the user's session.
        check: looks at everything, at a moment in UTC, and at the mailboxes of a user.
        embedded: the database is the one that comes with Outpost.
    """

    def __init__(
        self,
        db: Database,
        workspace: Workspace,
        desk: BackupDesk,
        check: Callable[[datetime, UUID], Checkup],
        *,
        autostart: Autostart,
        embedded: bool,
    ) -> None:
        self._db = db
        self._workspace = workspace
        self._desk = desk
        self._check = check
        self._autostart = autostart
        self._embedded = embedded

    def backups(self) -> BackupState:
        return self._desk.state()

    def keep_passphrase(self, text: str) -> None:
        self._desk.keep_passphrase(text)

    def forget_passphrase(self) -> None:
        self._desk.forget_passphrase()

    def about(self) -> About:
        return About(
            outpost=__version__,
            python=platform.python_version(),
            postgres=str(self._db.value("SHOW server_version")).split()[0],
            system=platform.platform(),
            home=str(self._workspace.home),
            logs=str(self._workspace.logs),
            reports=str(self._workspace.reports),
            database="" if self._embedded else host_of(self._db.url),
        )

    def check_up(self, user_id: UUID) -> tuple[Problem, ...]:
        return tuple(self._check(datetime.now(UTC), user_id).problems)

    def reports(self) -> tuple[FaultReport, ...]:
        found = reports_in(self._workspace.reports)
        return tuple(FaultReport(**asdict(each)) for each in found)

    def report(self, name: str) -> str:
        return read_report(self._workspace.reports, name)

    def session_start(self) -> SessionStart:
        return self._autostart.look()

    def start_with_session(self, on: bool) -> None:
        if on:
            self._autostart.turn_on()
        else:
            self._autostart.turn_off()


def host_of(url: str) -> str:
    """The host of a libpq URL, or the folder of its socket."""
    parts = urlsplit(url)
    return parts.hostname or "".join(parse_qs(parts.query).get("host", ["localhost"])[:1])
