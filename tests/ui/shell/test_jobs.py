"""How jobs end, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from desktop_app.domain.jobs import Job, JobKind, JobState, Progress
from desktop_app.ui.shell.jobs import ending_words, kept_aside, percent, refused_rows


def job(kind: JobKind, state: JobState = JobState.DONE, note: str = "", **result: object) -> Job:
    at = datetime(2026, 6, 16, tzinfo=UTC)
    return Job(
        UUID(int=1),
        UUID(int=2),
        kind,
        "Importing fair.csv",
        state,
        Progress(1, 1, note),
        at,
        at,
        result=result,
    )


LEADS, MAIL = JobKind.IMPORT_LEADS, JobKind.IMPORT_MAIL


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (
            job(LEADS, new=246, updated=0, unchanged=3, doubled=1, refused=2),
            "246 leads added, 4 known already, 2 not taken",
        ),
        (job(LEADS, new=1, updated=0, unchanged=0, doubled=0, refused=0), "1 lead added"),
        (job(LEADS, new=0, updated=12), "12 leads updated"),
        (job(LEADS), "The file holds no leads"),
        (
            job(MAIL, new=1284, known=20, broken=3),
            "1,284 messages added, 20 known already, 3 kept aside",
        ),
        (job(MAIL, new=0, known=0, broken=0), "No mail was found there"),
        (
            job(JobKind.SAMPLE_DATA, leads=62, messages=600),
            "62 sample leads with 600 messages are ready",
        ),
        (job(JobKind.SAMPLE_DATA, note="Made before"), "Made before"),
        (job(JobKind.REMOVE_SAMPLES), "The sample data is gone"),
        (
            job(LEADS, JobState.CANCELLED, new=5),
            "Importing fair.csv: cancelled. What was done stays.",
        ),
    ],
)
def test_endings(ended: Job, words: str) -> None:
    assert ending_words(ended) == words


def test_refused_rows_name_their_file() -> None:
    assert refused_rows(job(LEADS, refused=2, report="/a/b.csv")) == (2, "/a/b.csv")
    assert refused_rows(job(LEADS, refused=0, report=None)) == (0, "")
    assert refused_rows(job(MAIL, refused=2)) == (0, "")


def test_only_mail_is_kept_aside() -> None:
    assert [kept_aside(job(kind, broken=3)) for kind in (MAIL, LEADS)] == [3, 0]


@pytest.mark.parametrize(
    ("fraction", "words"), [(None, ""), (0, "0%"), (0.629, "62%"), (1, "100%")]
)
def test_percent(fraction: float | None, words: str) -> None:
    assert percent(fraction) == words
