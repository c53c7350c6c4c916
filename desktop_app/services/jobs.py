"""Long work that the window asks for and watches; the engine does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.import_journal import close_abandoned
from desktop_app.data.jobs import JobRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.language import tr

_TABLES = frozenset({".csv", ".tsv", ".tab", ".txt", ".vcf", ".vcard", ".xlsx", ".xlsm"})
_MESSAGES_PER_LEAD = 4


class JobService:
    """Jobs of one user."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._jobs = JobRepository(db)

    def ask_import(self, paths: Sequence[str | Path]) -> tuple[Job, ...]:
        """Have files and folders brought in: tables as leads, all else as mail.

        All are asked for, or none.

        Raises:
            KnownError: one of the paths is not there.
        """
        wanted = []
        for given in paths:
            path = Path(given).expanduser().absolute()
            if not path.exists():
                raise KnownError(
                    tr("{name} is not there any more.", name=path.name), tr("Nothing was imported.")
                )
            wanted.append(
                (_kind_of(path), tr("Importing {name}", name=path.name), {"path": str(path)})
            )
        return self._ask(wanted)

    def is_leads(self, path: str | Path) -> bool:
        """Whether a path is a list of leads rather than mail, as :meth:`ask_import` takes it."""
        return _kind_of(Path(path)) is JobKind.IMPORT_LEADS

    def ask_samples(self, leads: int, messages: int | None = None) -> Job:
        """Have sample data made; by default a few messages for each lead."""
        params = {
            "leads": leads,
            "messages": leads * _MESSAGES_PER_LEAD if messages is None else messages,
        }
        return self._ask([(JobKind.SAMPLE_DATA, tr("Making sample data"), params)])[0]

    def ask_remove_samples(self) -> Job:
        """Have all sample data taken away again."""
        return self._ask([(JobKind.REMOVE_SAMPLES, tr("Removing sample data"), {})])[0]

    def running(self) -> tuple[Job, ...]:
        """Jobs that are not over, oldest first."""
        return self._jobs.open_jobs(self._user_id)

    def recent(self, limit: int = 20) -> tuple[Job, ...]:
        """The newest jobs in whatever state."""
        return self._jobs.recent(self._user_id, limit)

    def job(self, job_id: UUID) -> Job | None:
        """A job as it stands, if it is this user's."""
        job = self._jobs.job(job_id)
        return job if job is not None and job.user_id == self._user_id else None

    def cancel(self, job_id: UUID) -> Changes:
        """Wish a job to end; what it has committed stays."""
        with self._db.transaction():
            self._jobs.cancel(self._user_id, job_id)
            close_abandoned(self._db)
            MailMergeRepository(self._db).stop_abandoned()
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job_id)
        return Changes(Kind.JOBS)

    def _ask(self, wanted: Sequence[tuple[JobKind, str, dict[str, Any]]]) -> tuple[Job, ...]:
        with self._db.transaction():
            jobs = tuple(self._jobs.add(self._user_id, *each) for each in wanted)
            for job in jobs:
                self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return jobs


def _kind_of(path: Path) -> JobKind:
    """Leads or mail, by what the name says; where it says nothing, by the first bytes."""
    if path.is_dir() or path.suffix.lower() not in _TABLES:
        return JobKind.IMPORT_MAIL
    if path.suffix.lower() == ".txt":
        try:
            with path.open("rb") as file:
                if file.read(5) == b"From ":
                    return JobKind.IMPORT_MAIL
        except OSError:
            return JobKind.IMPORT_LEADS  # the job tells why the file cannot be read
    return JobKind.IMPORT_LEADS
