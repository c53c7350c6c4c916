"""What becomes of a job when the world gets in its way."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.engine.process import Engine
from desktop_app.engine.worker import RUNNERS, JobWaits, Worker, run_here


@pytest.fixture
def asked(db, user):
    return JobRepository(db).add(user.id, JobKind.IMPORT_MAIL, "Importing a.mbox", {})


def _runs(monkeypatch, run):
    monkeypatch.setitem(RUNNERS, JobKind.IMPORT_MAIL, run)


def test_a_job_that_waits_for_room_says_so_and_goes_on(db, folders, asked, monkeypatch):
    def no_room(job):
        job.report(3, 10, "3 of 10")
        raise KnownError("The disk is full.", "Free some space.", retryable=True)

    _runs(monkeypatch, no_room)
    with pytest.raises(KnownError, match="disk is full"):
        Worker(db, folders).run_next()
    waits = JobRepository(db).job(asked.id)
    assert (waits.state, waits.progress) == (
        JobState.RUNNING,
        Progress(3, 10, "The disk is full."),
    )
    _runs(monkeypatch, lambda job: {"new": 10})
    assert Worker(db, folders).run_next().state is JobState.DONE


def test_a_fault_that_stays_ends_the_job_and_not_the_queue(db, user, folders, asked, monkeypatch):
    def broken(job):
        raise KnownError("a.mbox cannot be read.", "Check the disk.")

    _runs(monkeypatch, broken)
    second = JobRepository(db).add(user.id, JobKind.IMPORT_MAIL, "Importing b.mbox", {})
    worker = Worker(db, folders)
    ended = [worker.run_next(), worker.run_next()]
    assert [job.id for job in ended] == [asked.id, second.id]
    assert {job.state for job in ended} == {JobState.FAILED}
    assert ended[0].error == "a.mbox cannot be read. Check the disk."
    assert worker.run_next() is None


def test_a_bug_ends_the_job_and_not_the_queue(db, folders, asked, monkeypatch):
    _runs(monkeypatch, lambda job: 1 / 0)
    ended = Worker(db, folders).run_next()
    assert ended.state is JobState.FAILED
    assert "log" in ended.error
    assert Worker(db, folders).run_next() is None


def test_an_engine_whose_window_is_gone_does_not_try_for_ever(db, folders, asked, monkeypatch):
    def no_room(job):
        raise KnownError("The disk is full.", retryable=True)

    _runs(monkeypatch, no_room)
    engine = Engine(
        db, folders, lambda on_notice, on_lost: lambda: None, window_alive=lambda: False
    )
    assert engine.run()
    assert JobRepository(db).job(asked.id).state is JobState.RUNNING


def test_an_engine_tries_again_until_there_is_room(db, folders, asked, monkeypatch):
    tries = []

    def no_room_at_first(job):
        tries.append(job.job_id)
        if len(tries) < 3:
            raise KnownError("The disk is full.", retryable=True)
        return {}

    _runs(monkeypatch, no_room_at_first)
    pauses = []
    engine = Engine(
        db, folders, lambda on_notice, on_lost: lambda: None, window_alive=lambda: len(tries) < 3
    )
    monkeypatch.setattr(engine._wake, "wait", pauses.append)
    assert engine.run()
    assert JobRepository(db).job(asked.id).state is JobState.DONE
    assert pauses == sorted(pauses) and len(set(pauses)) == 2, "longer each time"


@pytest.fixture
def run(db, user, folders):
    """Runs a job here and now."""

    def run(**options):
        return run_here(db, folders, user.id, JobKind.IMPORT_MAIL, "t", {}, **options)

    return run


def _no_room(job):
    raise KnownError("The disk is full.", "Free some space.", retryable=True)


def test_a_job_done_here_that_the_world_stops_waits_and_says_so(db, user, run, monkeypatch):
    _runs(monkeypatch, _no_room)
    with pytest.raises(JobWaits, match="disk is full") as waits:
        run()
    assert waits.value.advice == "Free some space."
    (job,) = JobRepository(db).open_jobs(user.id)
    assert job.state is JobState.RUNNING


def test_a_job_done_here_that_is_of_no_use_later_is_cancelled(db, user, run, monkeypatch):
    _runs(monkeypatch, _no_room)
    with pytest.raises(KnownError, match="disk is full") as stopped:
        run(may_wait=False)
    assert not isinstance(stopped.value, JobWaits)
    (job,) = JobRepository(db).recent(user.id)
    assert job.state is JobState.CANCELLED


def test_a_job_done_here_is_cancelled_when_asked_to_stop(db, user, run, monkeypatch):
    batches = []

    def until_stopped(job):
        while True:
            job.check_cancelled()
            batches.append(job.job_id)

    _runs(monkeypatch, until_stopped)
    assert run(should_stop=lambda: len(batches) == 3).state is JobState.CANCELLED
    assert len(batches) == 3


def test_a_job_that_an_engine_took_is_cancelled_when_asked_to_stop(
    db, db_url, user, folders, run, monkeypatch
):
    other = Database(db_url)
    began = threading.Event()

    def until_cancelled(job):
        began.set()
        while True:
            job.check_cancelled()

    _runs(monkeypatch, until_cancelled)
    engine = threading.Thread(target=lambda: Worker(other, folders).run_next())

    claim = JobRepository.claimed

    @contextmanager
    def claimed(jobs, job_id=None, kinds=frozenset(JobKind)):
        if job_id is not None and not began.is_set():
            engine.start()  # and is quicker
            assert began.wait(20)
        with claim(jobs, job_id, kinds) as job:
            yield job

    monkeypatch.setattr(JobRepository, "claimed", claimed)
    assert run(should_stop=began.is_set).state is JobState.CANCELLED
    engine.join(20)
    other.close()
