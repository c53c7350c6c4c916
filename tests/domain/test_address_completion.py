"""In what order those are offered who could be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop_app.domain.address_completion import Candidate, is_robot, ranked

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def names(*candidates: Candidate, own: tuple[str, ...] = (), limit: int = 8) -> list[str]:
    return [each.address.partition("@")[0] for each in ranked(candidates, own, NOW, limit)]


def test_often_and_of_late_come_first() -> None:
    assert names(
        Candidate("old@x.example", "", written=40, last_at=ago(900)),
        Candidate("new@x.example", "", written=1, last_at=ago(1)),
        Candidate("often@x.example", "", written=40, last_at=ago(1)),
        Candidate("never@x.example", "", is_lead=True),
    ) == ["often", "new", "old", "never"]


def test_to_whom_one_writes_comes_before_who_writes() -> None:
    assert names(
        Candidate("heard@x.example", "", heard=2, last_at=ago(2)),
        Candidate("written@x.example", "", written=2, last_at=ago(2)),
    ) == ["written", "heard"]


def test_an_address_stands_once_by_the_name_of_the_lead() -> None:
    (one,) = ranked(
        [
            Candidate("i@x.example", "ines c", written=3, heard=2, last_at=ago(1)),
            Candidate("i@x.example", "Ines Caldaro", "Norvane", last_at=ago(5), is_lead=True),
        ],
        (),
        NOW,
        8,
    )
    assert (one.name, one.company, one.written, one.last_at) == (
        "Ines Caldaro", "Norvane", 3, ago(1),
    )  # fmt: skip


def test_neither_the_rep_nor_machines_are_offered_first() -> None:
    assert names(
        Candidate("me@x.example", "", written=99, last_at=ago(0)),
        Candidate("noreply@x.example", "", written=5, heard=99, last_at=ago(0)),
        Candidate("lead@x.example", "", is_lead=True),
        own=("me@x.example",),
    ) == ["lead", "noreply"]
    assert is_robot("no-reply+7@x.example") and not is_robot("norma@x.example")


def test_no_more_than_asked_for() -> None:
    assert len(names(*(Candidate(f"{n}@x.example", "") for n in range(20)), limit=3)) == 3
