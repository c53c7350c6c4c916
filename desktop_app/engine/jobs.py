"""What a job is given to work with, and how it is told to stop."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import Progress

ProgressTold = Callable[[int, int | None, str], None]
"""Told done, total (None when unknown) and a note."""

_REPORT_EVERY = 0.15  # seconds: a bar that moves more often only costs


class Cancelled(Exception):
    """The user asked for the job to end; what was committed stays."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where in the workspace jobs may write; ``home`` is the workspace itself."""

    files: Path
    raw: Path
    reports: Path
    home: Path | None = None


@dataclass(slots=True)
class JobContext:
    """A running job's only view of the world.

    Args:
        db: the database; each step commits by itself, with its position.
        user_id: whose job it is.
        folders: where files go.
        params: what was asked for (the row's ``params``).
        position: where an earlier run of the same job stopped; empty at first.
        job_id: the row to report to, or None when run without one.
        listener: told each progress, for a command line's own display.
    """

    db: Database
    user_id: UUID
    folders: Folders
    params: Mapping[str, Any]
    position: Mapping[str, Any] = field(default_factory=dict)
    job_id: UUID | None = None
    listener: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.monotonic
    _reported_at: float = field(default=float("-inf"), init=False)

    def report(
        self, done: int, total: int | None, note: str = "", *, changed: Kind = Kind.NONE
    ) -> None:
        """Say how far the job is; inside or outside a transaction, a few times a second at most.

        Args:
            done, total: in the job's own unit (messages, rows); ``total`` None when unknown.
            note: one short sentence.
            changed: what views may want to read again.
        """
        now = self.clock()
        over = total is not None and done >= total
        if now - self._reported_at < _REPORT_EVERY and not over:
            return
        self._reported_at = now
        progress = Progress(done, total, note)
        if self.listener:
            self.listener(progress)
        if self.job_id is not None:
            # Of passing interest: waiting for the disk here would wait for all that was written.
            with self.db.transaction(lasting=False):
                JobRepository(self.db).report(self.job_id, progress)
                self.db.tell(Kind.JOBS | changed, user_id=self.user_id, job_id=self.job_id)
        elif changed:
            with self.db.transaction(lasting=False):
                self.db.tell(changed, user_id=self.user_id)

    @contextmanager
    def apart(self) -> Iterator[ProgressTold]:
        """How to report while one long transaction is open: by another connection, since what
        is written in the transaction is seen by nobody before its end."""
        if self.job_id is None:
            yield lambda done, total, note: self.report(done, total, note)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="progress") as teller:
            told: Future[None] | None = None

            def report(done: int, total: int | None, note: str) -> None:
                nonlocal told
                if told is None or told.done():
                    told = teller.submit(self._report_quietly, done, total, note)

            yield report

    def _report_quietly(self, done: int, total: int | None, note: str) -> None:
        # Progress that cannot be told is no reason to stop the work.
        with contextlib.suppress(KnownError):
            self.report(done, total, note)

    def save_position(self, position: Mapping[str, Any]) -> None:
        """Remember where to go on, in the caller's transaction."""
        self.position = dict(position)
        if self.job_id is not None:
            JobRepository(self.db).save_position(self.job_id, position)

    def check_cancelled(self) -> None:
        """Raise :class:`Cancelled` when the user or the engine's end asks for it."""
        if self.should_stop():
            raise Interrupted
        if self.job_id is not None and JobRepository(self.db).cancelled(self.job_id):
            raise Cancelled


class Interrupted(Exception):
    """The engine is going away; the job goes back to the queue and resumes later."""
