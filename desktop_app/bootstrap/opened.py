"""An open workspace: the services, and what looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from desktop_app.bootstrap import late
from desktop_app.bootstrap.engine_parts import EngineParts
from desktop_app.services.bundle import Services
from desktop_app.system import passwords
from desktop_app.system.device import this_device

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.engine.care import WorkspaceCare
    from desktop_app.engine.checkup import Checkup
    from desktop_app.system.settings_note import SettingsNote
    from desktop_app.system.updates import UpdatesHere


@dataclass(frozen=True, slots=True)
class Opened(EngineParts):
    """A workspace with its database up and its schema current.

    ``applied`` names the schema files that were applied just now.
    """

    def services(self) -> Services:
        """What a workspace offers, before anybody has signed in and after."""
        return Services(
            self.db,
            secrets=self.secrets,
            passwords=passwords,
            store=late.Store(self.workspace),
            show=late.show_body,
            quote=late.quotable,
            clean=late.clean_for_draft,
            renderer=late.Renderer(),
            composer=late.Composer(),
            read=late.read_message,
            meeting=late.write_meeting,
            own_words=late.own_words,
            device=this_device(),
            setting=self.settings.get,
            computer=self.settings_note,
            place=self.place(),
            database="" if self.embedded else self.db.url,
            updates=self._updates,
            caretaker=self._caretaker,
        )

    def settings_note(self) -> SettingsNote:
        """What changes this computer's settings together with the database."""
        from desktop_app.system.settings_note import SettingsNote

        database = "" if self.embedded else self.db.url
        return SettingsNote(self.workspace.settings_note, self.settings, database)

    def _updates(self) -> UpdatesHere:
        from desktop_app.system.updates import UpdateRules, UpdatesHere

        return UpdatesHere(self.workspace.updates, UpdateRules(self.settings))

    def _caretaker(self) -> WorkspaceCare:
        from desktop_app.bootstrap.engine_process import session_start
        from desktop_app.engine.backup_desk import BackupDesk
        from desktop_app.engine.care import WorkspaceCare

        desk = BackupDesk(
            self.backup_schedule(), self.workspace, self.settings, self.secrets,
            remote=not self.embedded,
        )  # fmt: skip
        return WorkspaceCare(
            self.db, self.workspace, desk, self.check_up,
            autostart=session_start(self.workspace.home, self.given), embedded=self.embedded,
        )  # fmt: skip

    def check_up(
        self, now: datetime, only: UUID | None = None, found: Checkup | None = None
    ) -> Checkup:
        """Look at everything, as the doctor does.

        Args:
            only: the user whose mailboxes are looked at; None: everybody's.
            found: what was found before there was a database.
        """
        from desktop_app.engine import checkup

        if found is None:
            found = checkup.Checkup()
            checkup.check_disk(found, self.workspace)
            checkup.check_reports(found, self.workspace, now)
        found.add("database", "embedded" if self.embedded else "remote")
        found.add("keyring", self.secrets.why or "the system's keyring")
        checkup.check_database(found, self.db)
        checkup.check_clock(found, self.db, now)
        checkup.check_mailboxes(found, self.db, now, only)
        checkup.check_backups(found, self.backup_schedule(), self.workspace, now)
        checkup.check_notices(found, self.db)
        return found
