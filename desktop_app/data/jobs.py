"""Long work as rows: asked for by the window, claimed and told about by the engine."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.domain.jobs import Job, JobKind, JobState, Progress
from desktop_app.domain.kept_words import kept, told

_JOB = """
SELECT id, user_id, kind, title, state, done, total, note, created_at, finished_at, params,
       result, error
FROM outpost.job
"""
# On Linux a file's name is bytes, and Python holds those that are no UTF-8 as lone surrogates,
# which Postgres refuses. In the rows they stand as characters of a private plane instead, and
# come back as they were, so that the file is found whoever runs the job.
_HELD = {0xDC80 + n: 0x10DC80 + n for n in range(0x80)}
_GIVEN = {held: given for given, held in _HELD.items()}
_T = TypeVar("_T")

_OPEN = "state IN ('queued', 'running', 'cancelling')"
_LOCK = "hashtextextended('outpost job ' || %s::text, 0)"


class JobRepository:
    """Rows of ``outpost.job``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, user_id: UUID, kind: JobKind, title: str, params: Mapping[str, Any]) -> Job:
        """Ask for work. ``params`` must be able to stand in JSON."""
        job_id = uuid4()
        self._db.run(
            "INSERT INTO outpost.job (id, user_id, kind, title, params, created_at) "
            "VALUES (%s, %s, %s, %s, %s, clock_timestamp())",
            (job_id, user_id, str(kind), held(title), Jsonb(held(dict(params)))),
        )
        return cast("Job", self.job(job_id))

    def job(self, job_id: UUID) -> Job | None:
        """A job as it stands."""
        row = self._db.row(f"{_JOB} WHERE id = %s", (job_id,))
        return _job(row) if row else None

    def open_jobs(self, user_id: UUID) -> tuple[Job, ...]:
        """A user's jobs that are not over, oldest first."""
        rows = self._db.rows(
            f"{_JOB} WHERE user_id = %s AND {_OPEN} ORDER BY created_at, id", (user_id,)
        )
        return tuple(_job(row) for row in rows)

    def recent(self, user_id: UUID, limit: int = 20) -> tuple[Job, ...]:
        """A user's newest jobs, in whatever state."""
        rows = self._db.rows(
            f"{_JOB} WHERE user_id = %s ORDER BY created_at DESC, id LIMIT %s", (user_id, limit)
        )
        return tuple(_job(row) for row in rows)

    @contextmanager
    def claimed(
        self, job_id: UUID | None = None, kinds: Collection[JobKind] = frozenset(JobKind)
    ) -> Iterator[Job | None]:
        """The oldest job of these kinds that waits, or the one named; None when there is none to
        have.

        The claim is an advisory lock of this thread's connection, so hold
        :meth:`Database.connection` around the work. A job that says it is running while nobody
        holds its lock belonged to a process that died: it is taken up like a waiting one.
        """
        with self._db.connection():
            found = self._claim(job_id, kinds)
            try:
                yield found
            finally:
                if found is not None and not self._db.raw().closed:
                    self._unlock(found.id)

    def _claim(self, wanted: UUID | None, kinds: Collection[JobKind]) -> Job | None:
        for candidate in self._candidates(wanted, kinds):
            if not self._lock(candidate):
                continue
            taken = self._db.row(
                "UPDATE outpost.job SET "
                "state = CASE state WHEN 'cancelling' THEN 'cancelled' ELSE 'running' END, "
                "started_at = coalesce(started_at, now()), "
                "finished_at = CASE state WHEN 'cancelling' THEN now() END "
                f"WHERE id = %s AND {_OPEN} RETURNING state",
                (candidate,),
            )
            if taken is not None and taken[0] == JobState.RUNNING:
                return self.job(candidate)
            self._unlock(candidate)
        return None

    def _candidates(self, wanted: UUID | None, kinds: Collection[JobKind]) -> Sequence[UUID]:
        if wanted is not None:
            return [wanted]
        rows = self._db.rows(
            f"SELECT id FROM outpost.job WHERE {_OPEN} AND kind = ANY(%s) "
            "ORDER BY created_at, id LIMIT 50",
            ([str(kind) for kind in kinds],),
        )
        return [row[0] for row in rows]

    def requeue_orphans(self) -> int:
        """Put jobs of processes that died back in the queue (or end those that were being
        cancelled); how many there were."""
        found = 0
        with self._db.connection():
            rows = self._db.rows(
                "SELECT id FROM outpost.job WHERE state IN ('running', 'cancelling')"
            )
            for (job_id,) in rows:
                if not self._lock(job_id):
                    continue
                found += self._db.run(
                    "UPDATE outpost.job SET "
                    "state = CASE state WHEN 'running' THEN 'queued' ELSE 'cancelled' END, "
                    "finished_at = CASE state WHEN 'cancelling' THEN now() END "
                    "WHERE id = %s AND state IN ('running', 'cancelling')",
                    (job_id,),
                )
                self._unlock(job_id)
        return found

    def become_engine(self) -> bool:
        """Whether this connection may be the engine's, of which a database has one at a time;
        it stays so until the connection ends."""
        return bool(
            self._db.value("SELECT pg_try_advisory_lock(hashtextextended('outpost engine', 0))")
        )

    def report(self, job_id: UUID, progress: Progress) -> None:
        """Write how far a job is."""
        self._db.run(
            "UPDATE outpost.job SET done = %s, total = %s, note = %s WHERE id = %s",
            (progress.done, progress.total, held(progress.note), job_id),
        )

    def position(self, job_id: UUID) -> Mapping[str, Any]:
        """Where an earlier run of the job stopped; empty at first."""
        found = self._db.value("SELECT position FROM outpost.job WHERE id = %s", (job_id,))
        return cast("Mapping[str, Any]", given(found or {}))

    def save_position(self, job_id: UUID, position: Mapping[str, Any]) -> None:
        """Remember where a restart goes on."""
        self._db.run(
            "UPDATE outpost.job SET position = %s WHERE id = %s",
            (Jsonb(held(dict(position))), job_id),
        )

    def finish(
        self,
        job_id: UUID,
        state: JobState,
        result: Mapping[str, Any] | None = None,
        error: str = "",
    ) -> None:
        """Write how a job ended, or (``QUEUED``) that it waits again."""
        self._db.run(
            "UPDATE outpost.job SET state = %s, result = %s, error = %s, "
            "finished_at = CASE WHEN %s THEN now() END WHERE id = %s",
            (str(state), Jsonb(held(dict(result or {}))), held(error), state.over, job_id),
        )

    def cancel(self, user_id: UUID, job_id: UUID) -> JobState | None:
        """Wish a job to end: one that waits is cancelled, one that runs is told. Its new state,
        or None when it is over or not this user's."""
        found = self._db.value(
            "UPDATE outpost.job SET "
            "state = CASE state WHEN 'queued' THEN 'cancelled' ELSE 'cancelling' END, "
            "finished_at = CASE state WHEN 'queued' THEN now() END "
            f"WHERE id = %s AND user_id = %s AND {_OPEN} RETURNING state",
            (job_id, user_id),
        )
        return JobState(found) if found else None

    def cancelled(self, job_id: UUID) -> bool:
        """Whether a running job should end (also when its row is gone)."""
        state = self._db.value("SELECT state FROM outpost.job WHERE id = %s", (job_id,))
        return state is None or state in (JobState.CANCELLING, JobState.CANCELLED)

    def _lock(self, job_id: UUID) -> bool:
        return bool(self._db.value(f"SELECT pg_try_advisory_lock({_LOCK})", (job_id,)))

    def _unlock(self, job_id: UUID) -> None:
        self._db.value(f"SELECT pg_advisory_unlock({_LOCK})", (job_id,))


def held(value: _T) -> _T:
    """Texts of a document as Postgres takes them: names of files that are no UTF-8 included, and
    sentences as what they were made of."""
    return cast("_T", _translated(value, _HELD))


def given(value: _T) -> _T:
    """The inverse of :func:`held`."""
    return cast("_T", _translated(value, _GIVEN))


def _translated(value: Any, table: Mapping[int, int]) -> Any:
    if isinstance(value, str):
        text = kept(value) if table is _HELD else value
        text = text if text.isascii() else text.translate(table)
        return text if table is _HELD else told(text)
    if isinstance(value, Mapping):
        return {_translated(k, table): _translated(v, table) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_translated(each, table) for each in value]
    return value


def _job(row: tuple[Any, ...]) -> Job:
    return Job(
        id=row[0],
        user_id=row[1],
        kind=JobKind(row[2]),
        title=given(row[3]),
        state=JobState(row[4]),
        progress=Progress(row[5], row[6], given(row[7])),
        created_at=row[8],
        finished_at=row[9],
        params=given(row[10]),
        result=given(row[11]),
        error=given(row[12]),
    )
