"""Newer versions of the program, for the window that tells of them; the engine asks and fetches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from desktop_app import __version__
from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import tr
from desktop_app.domain.updates import UpdatePolicy, UpdateState, UpdateView


class UpdatesOfComputer(Protocol):
    """What this computer knows of updates."""

    def view(self, now: datetime) -> UpdateView: ...

    def change(self, how: Callable[[UpdateState], UpdateState]) -> None: ...


class UpdateService:
    """Updates, as the window has them.

    Args:
        here: what this computer knows; None where nobody looks after that.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the state cannot be read or written, or the database cannot be reached.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        here: UpdatesOfComputer | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._here = here
        self._clock = clock

    def view(self) -> UpdateView:
        """What is to be said of updates now."""
        if self._here is None:
            return UpdateView(__version__, UpdatePolicy())
        return self._here.view(self._clock())

    def answered(self) -> Changes:
        """The user was asked whether to look, and is never asked again."""
        return self._change(lambda state: replace(state, asked=True))

    def skip(self, version: str) -> Changes:
        """Say nothing of this version any more; of the next one again."""
        return self._change(lambda state: replace(state, skipped=version))

    def ask_check(self) -> Job:
        """Have the engine look now."""
        return self._ask(JobKind.CHECK_UPDATES, tr("Looking for a newer version"), "")

    def ask_download(self, version: str, folder: str = "") -> Job:
        """Have the engine fetch the newest version's package into a folder, by default the
        user's downloads."""
        return self._ask(
            JobKind.FETCH_UPDATE, tr("Fetching Outpost {version}", version=version), folder
        )

    def _ask(self, kind: JobKind, title: str, folder: str) -> Job:
        with self._db.transaction():
            job = JobRepository(self._db).add(self._user_id, kind, title, {"folder": folder})
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job

    def _change(self, how: Callable[[UpdateState], UpdateState]) -> Changes:
        if self._here is not None:
            self._here.change(how)
        with self._db.transaction():
            self._db.tell(Kind.NOTIFICATIONS)
        return Changes(Kind.NOTIFICATIONS)
