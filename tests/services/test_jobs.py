"""Long work asked for by the window."""

import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("leads.csv", b"a,b", JobKind.IMPORT_LEADS),
        ("LEADS.TSV", b"a\tb", JobKind.IMPORT_LEADS),
        ("export.txt", b"a;b", JobKind.IMPORT_LEADS),
        ("mail.txt", b"From x@y Mon", JobKind.IMPORT_MAIL),
        ("archive.mbox", b"From ", JobKind.IMPORT_MAIL),
        ("one.eml", b"Subject: x", JobKind.IMPORT_MAIL),
        ("Inbox", b"From ", JobKind.IMPORT_MAIL),
    ],
)
def test_a_file_is_leads_or_mail(mine, tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    (job,) = mine.jobs.ask_import([path])
    assert (job.kind, job.title, job.params) == (kind, f"Importing {name}", {"path": str(path)})
    assert mine.jobs.running() == (job,)
    assert mine.jobs.job(job.id) == job


def test_a_folder_is_mail(mine, tmp_path):
    (job,) = mine.jobs.ask_import([str(tmp_path)])
    assert job.kind is JobKind.IMPORT_MAIL


def test_all_files_or_none(mine, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(KnownError, match=r"b\.csv"):
        mine.jobs.ask_import([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert mine.jobs.running() == ()


def test_samples_and_taking_them_away(mine):
    assert mine.jobs.ask_samples(40).params == {"leads": 40, "messages": 160}
    assert mine.jobs.ask_samples(40, 7).params == {"leads": 40, "messages": 7}
    assert mine.jobs.ask_remove_samples().kind is JobKind.REMOVE_SAMPLES
    assert len(mine.jobs.recent(2)) == 2


def test_cancelling_is_ones_own(mine, theirs):
    job = mine.jobs.ask_samples(1)
    theirs.jobs.cancel(job.id)
    assert theirs.jobs.job(job.id) is None
    assert theirs.jobs.running() == ()
    assert mine.jobs.job(job.id).state is JobState.QUEUED
    mine.jobs.cancel(job.id)
    assert mine.jobs.job(job.id).state is JobState.CANCELLED
