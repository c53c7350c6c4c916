"""The same change to many leads: at once where they are few, by the engine where they are many."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.lead_bulk import LeadBulkRepository
from desktop_app.data.mail import MailRepository
from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.lead_changes import (
    AT_ONCE,
    DeleteLeads,
    LeadChange,
    change_document,
    command_of,
    doing,
    kinds_of,
    nothing_done,
    said_of,
)


class LeadBulkService:
    """Changes many leads of one user as one command, with one undo.

    Args:
        at_once: how many leads are few.
    """

    def __init__(self, db: Database, user_id: UUID, *, at_once: int = AT_ONCE) -> None:
        self._db = db
        self._user_id = user_id
        self._at_once = at_once

    def change(self, ids: IdList, change: LeadChange) -> Changes | Job:
        """Change these leads: all of them, or none.

        Returns:
            What changed; or, for many, the job that does it and can be watched and cancelled.

        Raises:
            KnownError: the database cannot be reached, or its disk is full.
        """
        return self._now(ids, change) if len(ids) <= self._at_once else self._ask(ids, change)

    def _now(self, ids: IdList, change: LeadChange) -> Changes:
        with self._db.transaction():
            if isinstance(change, DeleteLeads):
                MailRepository(self._db).lock(self._user_id)
            journal = JournalRepository(self._db)
            journal_id = journal.begin(self._user_id, command_of(change), "")
            count = LeadBulkRepository(self._db).apply(self._user_id, ids, change, journal_id)
            said = said_of(change, count)
            journal.close(journal_id, said)
            if not count:
                return Changes(said=nothing_done(change))
            kinds = kinds_of(change)
            self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)

    def _ask(self, ids: IdList, change: LeadChange) -> Job:
        with self._db.transaction():
            job = JobRepository(self._db).add(
                self._user_id,
                JobKind.CHANGE_LEADS,
                doing(change, len(ids)),
                {"change": change_document(change)},
            )
            SelectionRepository(self._db).keep(job.id, ids)
            self._db.tell(Kind.JOBS, user_id=self._user_id, job_id=job.id)
        return job
