"""How the program is, and what one does for one's data: backups, a check, reports of faults."""

from __future__ import annotations

from pathlib import PurePath
from typing import Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.place import place_of
from desktop_app.domain.about import About, FaultReport, Place, Problem, SessionStart
from desktop_app.domain.backups import BackupState
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import tr


class Caretaker(Protocol):
    """What knows the workspace on this computer; each call may take a second."""

    def backups(self) -> BackupState: ...
    def keep_passphrase(self, text: str) -> None: ...
    def forget_passphrase(self) -> None: ...
    def about(self) -> About: ...
    def check_up(self, user_id: UUID) -> tuple[Problem, ...]: ...
    def reports(self) -> tuple[FaultReport, ...]: ...
    def report(self, name: str) -> str: ...
    def session_start(self) -> SessionStart: ...
    def start_with_session(self, on: bool) -> None: ...


class CareService:
    """What a user asks of the caretaker; long work becomes jobs."""

    def __init__(self, db: Database, user_id: UUID, caretaker: Caretaker) -> None:
        self._db = db
        self._user_id = user_id
        self._taker = caretaker
        self._jobs = JobRepository(db)

    def backups(self) -> BackupState:
        """How the backups of this workspace are."""
        return self._taker.backups()

    def back_up(self) -> Job:
        """Have a backup made now, and tried.

        Raises:
            KnownError: one is being made; the database is another server's.
        """
        self._require_ours()
        return self._ask(JobKind.MAKE_BACKUP, tr("Backing up"), {})

    def verify(self, path: str) -> Job:
        """Have a backup of the folder brought back for a try.

        Raises:
            KnownError: another is being tried; the database is another server's.
        """
        self._require_ours()
        name = PurePath(path).name
        return self._ask(JobKind.TRY_BACKUP, tr("Trying a backup"), {"name": name})

    def keep_passphrase(self, text: str) -> None:
        """Seal the backups to come with a passphrase, which the keyring keeps.

        Raises:
            KnownError: it is empty, or there is no keyring.
        """
        self._taker.keep_passphrase(text)

    def forget_passphrase(self) -> None:
        """Seal no more of them."""
        self._taker.forget_passphrase()

    def about(self) -> About:
        """Which program this is, and where it keeps what."""
        return self._taker.about()

    def check_up(self) -> tuple[Problem, ...]:
        """All that is not well, as ``outpost doctor`` finds it; of mailboxes one's own alone."""
        return self._taker.check_up(self._user_id)

    def reports(self) -> tuple[FaultReport, ...]:
        """Reports of faults of the program, the newest first."""
        return self._taker.reports()

    def report(self, name: str) -> str:
        """The text of one: all that would be sent.

        Raises:
            KnownError: there is none of that name.
        """
        return self._taker.report(name)

    def session_start(self) -> SessionStart:
        """Whether the engine starts with the session, as the desktop says.

        Raises:
            KnownError: that cannot be read.
        """
        return self._taker.session_start()

    def start_with_session(self, on: bool) -> SessionStart:
        """Have the engine start with the session, or no longer; how it is afterwards.

        Raises:
            KnownError: the desktop's folder for it cannot be written.
        """
        self._taker.start_with_session(on)
        return self._taker.session_start()

    def place(self) -> Place:
        """The database that is worked in, and who else has an account in it."""
        return place_of(self._db, self._user_id, remote=self._taker.about().database)

    def _require_ours(self) -> None:
        if self._taker.backups().remote:
            raise KnownError(
                tr("This workspace works in another server’s database, which others back up."),
                tr("For a copy of what is yours: outpost db backup FILE."),
            )

    def _ask(self, kind: JobKind, title: str, params: dict[str, str]) -> Job:
        with self._db.transaction():
            for job in self._jobs.open_jobs(self._user_id):
                if job.kind is kind and dict(job.params) == params:
                    return job  # it is under way already
            made = self._jobs.add(self._user_id, kind, title, params)
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=made.id)
        return made
