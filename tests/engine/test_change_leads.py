"""One change to very many leads: one transaction or none, told about while it runs."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind, JobState
from desktop_app.domain.lead_changes import DeleteLeads, LeadChange, SetField, change_document
from desktop_app.domain.users import User
from desktop_app.engine import change_leads as module
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.engine.worker import Worker

HOT = SetField("status", "Status", "hot")
COUNT = 60


@pytest.fixture
def ids(db: Database, user: User) -> IdList:
    db.run(
        "INSERT INTO leads (user_id, company, contact_name, email, status) SELECT %s, 'C' || n, "
        "'P' || n, n || '@x.example', (ARRAY['warm','cold'])[1 + n %% 2] "
        "FROM generate_series(1, %s) AS n",
        (user.id, COUNT),
    )
    return IdList.of([row[0] for row in db.rows("SELECT id FROM leads ORDER BY id")])


@pytest.fixture
def ask(db: Database, user: User, ids: IdList) -> Callable[[LeadChange], Job]:
    def asked(change: LeadChange) -> Job:
        with db.transaction():
            job = JobRepository(db).add(
                user.id, JobKind.CHANGE_LEADS, "Changing", {"change": change_document(change)}
            )
            SelectionRepository(db).keep(job.id, ids)
        return job

    return asked


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STEP", 10)


def _statuses(db: Database) -> list[Any]:
    return db.rows("SELECT status, count(*) FROM leads GROUP BY 1 ORDER BY 1")


def test_all_are_changed_and_undone_as_one(
    db: Database, user: User, folders: Folders, ask: Callable[[LeadChange], Job]
) -> None:
    before = _statuses(db)
    job = ask(HOT)
    done = Worker(db, folders).run_next(job.id)
    assert done is not None
    assert done.state is JobState.DONE
    assert done.result["said"] == f"{COUNT} leads set to hot"
    assert _statuses(db) == [("hot", COUNT)]
    assert len(SelectionRepository(db).ids(job.id)) == 0
    with db.transaction():
        JournalRepository(db).undo(user.id, done.result["journal_id"])
    assert _statuses(db) == before


def test_cancelling_changes_nothing_and_is_heard_between_steps(
    db: Database,
    folders: Folders,
    user: User,
    ask: Callable[[LeadChange], Job],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = _statuses(db)
    job = ask(HOT)
    steps = []
    apply = module.LeadBulkRepository.apply

    def counted(*arguments: Any) -> int:
        steps.append(arguments)
        if len(steps) == 3:  # somebody else presses Cancel while the transaction is open
            other = threading.Thread(target=lambda: JobRepository(db).cancel(user.id, job.id))
            other.start()
            other.join()
        return apply(*arguments)

    monkeypatch.setattr(module.LeadBulkRepository, "apply", counted)
    done = Worker(db, folders).run_next(job.id)
    assert done is not None
    assert done.state is JobState.CANCELLED
    assert len(steps) == 3
    assert _statuses(db) == before
    assert db.value("SELECT count(*) FROM outpost.journal") == 0


def test_progress_is_seen_by_others_before_the_end(
    db: Database,
    folders: Folders,
    ask: Callable[[LeadChange], Job],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = ask(HOT)
    seen = []
    told, check, looks = JobContext._report_quietly, JobContext.check_cancelled, threading.Event()

    def looked(self: JobContext, done: int, total: int | None, note: str) -> None:
        told(self, done, total, note)
        stands = JobRepository(db).job(job.id)  # on the teller's own connection
        assert stands is not None
        seen.append((stands.progress.done, _statuses(db)))
        looks.set()

    steps = iter(range(100))

    def checked(self: JobContext) -> None:
        # The work does not wait for its teller: here it does, behind the first step.
        assert next(steps) == 0 or looks.wait(30)
        check(self)

    monkeypatch.setattr(JobContext, "_report_quietly", looked)
    monkeypatch.setattr(JobContext, "check_cancelled", checked)
    before = _statuses(db)
    Worker(db, folders).run_next(job.id)
    assert seen[0] == (10, before)


def test_killed_behind_the_commit_it_is_not_done_twice(
    db: Database, user: User, folders: Folders, ask: Callable[[LeadChange], Job]
) -> None:
    job = ask(DeleteLeads())
    context = JobContext(db=db, user_id=user.id, folders=folders, params=job.params, job_id=job.id)
    first = module.change_leads(context)  # and the process is gone before it says so
    assert db.value("SELECT count(*) FROM leads") == 0
    done = Worker(db, folders).run_next(job.id)
    assert done is not None
    assert done.state is JobState.DONE
    assert done.result == first
    assert db.value("SELECT count(*) FROM outpost.journal") == 1


def test_leads_are_gone_through_as_they_are_stored(
    db: Database, ids: IdList, ask: Callable[[LeadChange], Job]
) -> None:
    job = ask(HOT)
    gone = ids[7]
    db.run("DELETE FROM leads WHERE id = %s", (gone,))
    stored = [row[0] for row in db.rows("SELECT id FROM leads ORDER BY ctid")]
    assert stored != sorted(stored), "a list's order is another"
    assert list(SelectionRepository(db).leads_as_stored(job.id)) == stored
    assert gone in set(SelectionRepository(db).ids(job.id))
