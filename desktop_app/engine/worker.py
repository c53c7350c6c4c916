"""Runs the jobs that rows ask for, one at a time, and survives its own death.

A job is claimed under an advisory lock of its own connection: when the engine dies, the lock
is gone with it, and whoever looks next takes the job up at its saved position.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.import_journal import close_abandoned
from desktop_app.data.jobs import JobRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import CARE_KINDS, Job, JobKind, JobState, Progress
from desktop_app.domain.language import tr
from desktop_app.engine.change_leads import change_leads
from desktop_app.engine.duplicates import find_duplicates
from desktop_app.engine.export_leads import export_leads
from desktop_app.engine.import_leads import import_leads
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Cancelled, Folders, Interrupted, JobContext
from desktop_app.engine.merge_mail import send_merge
from desktop_app.engine.plan_import import plan_import
from desktop_app.engine.sample_data import make_samples, remove_samples
from desktop_app.engine.updates import check_updates, fetch_update

log = logging.getLogger(__name__)

_FOLLOW_EVERY = 0.2  # seconds between looks at a job that the engine took

JobRunner = Callable[[JobContext], Mapping[str, Any]]

RUNNERS: Mapping[JobKind, JobRunner] = {
    JobKind.IMPORT_MAIL: import_mail,
    JobKind.IMPORT_LEADS: import_leads,
    JobKind.CHANGE_LEADS: change_leads,
    JobKind.EXPORT_LEADS: export_leads,
    JobKind.PLAN_IMPORT: plan_import,
    JobKind.SAMPLE_DATA: make_samples,
    JobKind.REMOVE_SAMPLES: remove_samples,
    JobKind.FIND_DUPLICATES: find_duplicates,
    JobKind.MAIL_MERGE: send_merge,
    JobKind.CHECK_UPDATES: check_updates,
    JobKind.FETCH_UPDATE: fetch_update,
}

_EVERYTHING = (
    Kind.LEADS
    | Kind.CONVERSATIONS
    | Kind.MESSAGES
    | Kind.ACTIONS
    | Kind.INSIGHTS
    | Kind.TEMPLATES
    | Kind.METRICS
)


class Worker:
    """Claims and runs jobs.

    Args:
        db: the database.
        folders: where jobs may write files.
        should_stop: asked between batches; True sends the running job back to the queue.
        listener: told the progress of the job this worker runs.
        kinds: what it takes from the queue.
        runners: what does each kind.
    """

    def __init__(
        self,
        db: Database,
        folders: Folders,
        *,
        should_stop: Callable[[], bool] = lambda: False,
        listener: Callable[[Progress], None] | None = None,
        kinds: Collection[JobKind] = frozenset(JobKind) - CARE_KINDS,
        runners: Mapping[JobKind, JobRunner] = RUNNERS,
    ) -> None:
        self._kinds = kinds
        self._runners = runners
        self._db = db
        self._folders = folders
        self._should_stop = should_stop
        self._listener = listener
        self._jobs = JobRepository(db)

    def run_next(self, job_id: UUID | None = None) -> Job | None:
        """Run the oldest waiting job (or the one named) to its end.

        Returns the job as it stands afterwards, or None when there was none to claim.
        """
        # The advisory lock lives as long as this connection is ours.
        with self._db.connection(), self._jobs.claimed(job_id, self._kinds) as job:
            if job is None:
                return None
            self._run(job)
        return self._jobs.job(job.id)

    def _run(self, job: Job) -> None:
        context = JobContext(
            db=self._db,
            user_id=job.user_id,
            folders=self._folders,
            params=job.params,
            position=self._jobs.position(job.id),
            job_id=job.id,
            listener=self._listener,
            should_stop=self._should_stop,
        )
        log.info("job %s %s begins", job.kind, job.id)
        try:
            result = self._runners[job.kind](context)
        except Interrupted:
            self._end(job, JobState.QUEUED)
        except Cancelled:
            self._end(job, JobState.CANCELLED)
        except KnownError as error:
            if error.retryable:
                # No database, no room: the job stays, and whoever looks next goes on with it.
                self._tell_why_it_waits(job, error)
                raise
            self._end(job, JobState.FAILED, error=str(error))
        except Exception:
            # A bug must not stop the queue; the log has what a report needs.
            log.exception("job %s %s failed", job.kind, job.id)
            self._end(
                job,
                JobState.FAILED,
                error=tr(
                    "Something went wrong inside Outpost. What was brought in so far is kept; the "
                    "details are in the log."
                ),
            )
        else:
            self._end(job, JobState.DONE, result=result)

    def _tell_why_it_waits(self, job: Job, error: KnownError) -> None:
        with contextlib.suppress(KnownError), self._db.transaction():  # the database may be away
            if (stands := self._jobs.job(job.id)) is not None:
                self._jobs.report(job.id, replace(stands.progress, note=error.title))
                self._db.tell(Kind.JOBS, user_id=job.user_id, job_id=job.id)

    def _end(
        self, job: Job, state: JobState, *, result: Mapping[str, Any] | None = None, error: str = ""
    ) -> None:
        with self._db.transaction():
            self._jobs.finish(job.id, state, result or {}, error)
            if job.kind is JobKind.MAIL_MERGE and state is not JobState.QUEUED:
                MailMergeRepository(self._db).stop_abandoned()
            self._db.tell(Kind.JOBS | _EVERYTHING, user_id=job.user_id, job_id=job.id)
        log.info("job %s %s: %s", job.kind, job.id, state)


class JobWaits(KnownError):
    """The world stopped a job, whose row waits for whoever looks next."""


def run_here(
    db: Database,
    folders: Folders,
    user_id: UUID,
    kind: JobKind,
    title: str,
    params: Mapping[str, Any],
    *,
    listener: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    may_wait: bool = True,
) -> Job:
    """Ask for a job by its row and do it in this process, as the command line does.

    When a running engine takes the row first, its progress is followed to the end instead.

    Args:
        listener: told the progress.
        should_stop: asked between batches; True cancels the job.
        may_wait: whether the job is of use later, when the world stops it now; else it is
            cancelled then.

    Raises:
        JobWaits: no room, or no database any more; the job goes on when somebody looks.
        KnownError: the same, where there is no row, or none any more.
    """
    jobs = JobRepository(db)
    with db.transaction():
        job = jobs.add(user_id, kind, title, params)
        db.tell(Kind.JOBS, user_id=user_id, job_id=job.id)
    worker = Worker(db, folders, listener=listener, should_stop=should_stop)
    try:
        while True:
            done = worker.run_next(job.id) or jobs.job(job.id)
            if done is None or done.state.over:
                close_abandoned(db)
                return done or replace(job, state=JobState.CANCELLED)
            if should_stop():
                _cancel(db, job)
                continue
            if listener:
                listener(done.progress)
            time.sleep(_FOLLOW_EVERY)
    except KnownError as error:
        if not may_wait:
            with contextlib.suppress(KnownError):  # the database may be away
                _cancel(db, job)
                worker.run_next(job.id)  # finds it cancelled, and says so in its row
            raise
        raise JobWaits(error.title, error.advice, retryable=True) from error


def _cancel(db: Database, job: Job) -> None:
    with db.transaction():
        JobRepository(db).cancel(job.user_id, job.id)
        db.tell(Kind.JOBS, user_id=job.user_id, job_id=job.id)
