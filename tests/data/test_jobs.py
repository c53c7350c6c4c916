"""Work asked for by rows: claimed by one, taken up again when its process died."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QLocale

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.domain.language import numeral, speak, tr
from desktop_app.ui.language import QtCatalog
from tests.translations import LANGUAGES


@pytest.fixture
def jobs(db):
    return JobRepository(db)


@pytest.fixture
def other(db_url):
    """The same database as another process sees it."""
    database = Database(db_url)
    yield JobRepository(database)
    database.close()


def _ask(jobs, user, title="Importing a.mbox"):
    return jobs.add(user.id, JobKind.IMPORT_MAIL, title, {"path": "a.mbox"})


def test_a_file_whose_name_is_no_text_is_found_again(jobs, other, user):
    path = "/home/robin/caf\udce9.mbox"
    with jobs.claimed(jobs.add(user.id, JobKind.IMPORT_MAIL, path, {"path": path}).id) as job:
        jobs.report(job.id, Progress(1, 2, path))
        jobs.save_position(job.id, {"files": [path], path: 1})
        jobs.finish(job.id, JobState.FAILED, {"path": path}, f"{path} is gone")
    seen = other.job(job.id)
    assert (seen.title, seen.params, seen.progress.note) == (path, {"path": path}, path)
    assert (seen.result, seen.error) == ({"path": path}, f"{path} is gone")
    assert other.position(job.id) == {"files": [path], path: 1}


def test_a_job_goes_its_way(jobs, user):
    asked = _ask(jobs, user)
    assert (asked.state, asked.params, asked.progress) == (
        JobState.QUEUED, {"path": "a.mbox"}, Progress(),
    )  # fmt: skip
    with jobs.claimed() as job:
        assert (job.id, job.state) == (asked.id, JobState.RUNNING)
        jobs.report(job.id, Progress(3, 10, "3 of 10"))
        jobs.save_position(job.id, {"after": "x"})
        assert jobs.job(job.id).progress == Progress(3, 10, "3 of 10")
        assert jobs.position(job.id) == {"after": "x"}
        assert jobs.open_jobs(user.id)[0].id == job.id
        jobs.finish(job.id, JobState.DONE, {"new": 10})
    done = jobs.job(asked.id)
    assert (done.state, done.result, done.error) == (JobState.DONE, {"new": 10}, "")
    assert done.finished_at >= done.created_at
    assert jobs.open_jobs(user.id) == ()
    assert [job.id for job in jobs.recent(user.id)] == [asked.id]
    with jobs.claimed() as job:
        assert job is None


def test_the_oldest_goes_first_and_one_claims_it(jobs, other, user):
    first, second, third = (_ask(jobs, user, title) for title in "abc")
    with jobs.claimed() as mine, other.claimed() as theirs:
        assert (mine.id, theirs.id) == (first.id, second.id)
        assert not jobs.cancelled(mine.id)
    with other.claimed(third.id) as named:
        assert named.id == third.id


def test_many_that_claim_at_once_get_one_each(db_url, jobs, user):
    asked = {_ask(jobs, user, str(number)).id for number in range(4)}
    start, release = threading.Barrier(6), threading.Event()
    claimed, lock = [], threading.Lock()

    def claim():
        database = Database(db_url)
        start.wait()
        with JobRepository(database).claimed() as job:
            with lock:
                claimed.append(job.id if job else None)
            release.wait(20)
        database.close()

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    while len(claimed) < 6:
        assert any(thread.is_alive() for thread in threads)
    release.set()
    for thread in threads:
        thread.join()
    assert {each for each in claimed if each} == asked
    assert claimed.count(None) == 2


_CLAIM_AND_DIE = """
import os, sys
from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
jobs = JobRepository(Database(sys.argv[1]))
with jobs.claimed() as job:
    jobs.save_position(job.id, {"after": "half"})
    os.kill(os.getpid(), 9)
"""


def _die_with(db_url):
    subprocess.run([sys.executable, "-c", _CLAIM_AND_DIE, db_url], check=False, cwd=_ROOT)


_ROOT = __file__.rpartition("tests")[0]


def _wait_for_death(db):
    while db.value(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()"
    ):
        pass


def test_a_job_whose_process_died_is_taken_up_where_it_stood(db, db_url, jobs, user):
    asked = _ask(jobs, user)
    _die_with(db_url)
    _wait_for_death(db)
    assert jobs.job(asked.id).state is JobState.RUNNING
    with jobs.claimed() as job:
        assert job.id == asked.id
        assert jobs.position(job.id) == {"after": "half"}


def test_orphans_go_back_to_the_queue_and_the_living_stay(db, db_url, jobs, other, user):
    dead = _ask(jobs, user)
    _die_with(db_url)
    _wait_for_death(db)
    alive = _ask(jobs, user)
    with other.claimed(alive.id):
        assert jobs.requeue_orphans() == 1
        assert jobs.job(alive.id).state is JobState.RUNNING
    assert jobs.job(dead.id).state is JobState.QUEUED


def test_cancelling(db, db_url, jobs, user, other_user):
    waiting = _ask(jobs, user)
    assert jobs.cancel(other_user.id, waiting.id) is None
    assert jobs.cancel(user.id, waiting.id) is JobState.CANCELLED
    assert jobs.job(waiting.id).finished_at is not None
    assert jobs.cancel(user.id, waiting.id) is None
    running = _ask(jobs, user)
    with jobs.claimed() as job:
        assert job.id == running.id
        assert jobs.cancel(user.id, job.id) is JobState.CANCELLING
        assert jobs.cancelled(job.id)
        jobs.finish(job.id, JobState.CANCELLED)
    # A wish that nobody lived to see is granted by whoever looks next.
    orphan = _ask(jobs, user)
    _die_with(db_url)
    _wait_for_death(db)
    jobs.cancel(user.id, orphan.id)
    with jobs.claimed() as job:
        assert job is None
    assert jobs.job(orphan.id).state is JobState.CANCELLED


def test_an_interrupted_job_waits_again(jobs, user):
    asked = _ask(jobs, user)
    with jobs.claimed() as job:
        jobs.finish(job.id, JobState.QUEUED)
    assert jobs.job(asked.id).finished_at is None
    with jobs.claimed() as job:
        assert job.id == asked.id


def test_a_row_that_is_gone_counts_as_cancelled(db, jobs, user):
    asked = _ask(jobs, user)
    db.run("DELETE FROM outpost.job")
    assert jobs.cancelled(asked.id)
    assert jobs.job(asked.id) is None


def test_jobs_are_a_users_own(jobs, user, other_user):
    _ask(jobs, user)
    assert jobs.open_jobs(other_user.id) == ()
    assert jobs.recent(other_user.id) == ()


def test_sentences_of_the_engine_are_told_in_the_language_of_who_reads(db, user) -> None:
    """The engine has no catalog; what its row was made of comes back and is said anew."""
    jobs = JobRepository(db)
    with db.transaction():
        job = jobs.add(user.id, JobKind.IMPORT_LEADS, tr("Importing {name}", name="fair.csv"), {})
        note = tr("{rows} of {total} rows", rows=numeral(1500), total=numeral(2000))
        jobs.report(job.id, Progress(1500, 2000, note))
        jobs.finish(job.id, JobState.FAILED, {"said": tr("Try again.")}, str(
            KnownError(tr("The database cannot be reached."), "x")
        ))  # fmt: skip
    english = jobs.job(job.id)
    assert (english.title, english.progress.note) == ("Importing fair.csv", "1,500 of 2,000 rows")
    speak(QtCatalog(LANGUAGES / "outpost_de.qm", QLocale("de_DE")))
    try:
        german = jobs.job(job.id)
    finally:
        speak(None)
    assert german.title == "fair.csv wird importiert"
    assert german.progress.note == "1.500 von 2.000 Zeilen"
    assert german.error == "Die Datenbank ist nicht zu erreichen. x"
    assert german.result == {"said": "Versuchen Sie es noch einmal."}


def test_rows_of_earlier_versions_are_told_as_they_are(db, user) -> None:
    jobs = JobRepository(db)
    with db.transaction():
        job = jobs.add(user.id, JobKind.IMPORT_LEADS, "Importing fair.csv", {})
    assert db.value("SELECT title FROM outpost.job WHERE id = %s", (job.id,)) == job.title
