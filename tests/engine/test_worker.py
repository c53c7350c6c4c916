"""What becomes of a job when the world gets in its way."""

from __future__ import annotations

import pytest

from desktop_app.data.jobs import JobRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.engine.process import Engine
from desktop_app.engine.worker import RUNNERS, Worker


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
