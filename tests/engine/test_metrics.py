"""The engine counts what was marked, begins a day at midnight, and rests while mail streams in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.changes import Kind
from desktop_app.engine.due_clock import DueClock
from desktop_app.engine.metrics import MetricSource

ME, THEM = "robin@rep.example", "ines@norvane.example"


@pytest.fixture
def source(db, user):
    return MetricSource(db, timer=lambda: 0.0)


def days(db):
    return dict(db.rows("SELECT metric_date, emails_sent FROM performance_metrics"))


def test_new_mail_is_counted_once(db, source, clock, deliver):
    deliver(ME, THEM, at=clock(), kind="own")
    assert source.run_due(clock()) == 1
    assert days(db) == {date(2026, 6, 17): 1}
    clock.forward(seconds=10)
    assert source.run_due(clock()) == 0
    deliver(ME, THEM, at=clock(), kind="own")
    clock.forward(seconds=10)
    source.heard(Kind.MESSAGES)
    assert source.next_due(clock()) <= clock()
    assert source.run_due(clock()) == 1
    assert days(db) == {date(2026, 6, 17): 2}


def test_what_is_told_of_metrics_is_no_news(source, clock):
    source.run_due(clock())
    source.heard(Kind.METRICS)
    assert source.next_due(clock()) == datetime(2026, 6, 18, tzinfo=UTC)


def test_a_day_begins_at_the_users_midnight(db, user, source, clock, deliver):
    db.run("UPDATE users SET timezone = 'America/New_York' WHERE id = %s", (user.id,))
    deliver(ME, THEM, at=clock(), kind="own")
    source.run_due(clock())
    midnight = source.next_due(clock())
    assert midnight == datetime(2026, 6, 18, 4, tzinfo=UTC)
    clock.now = midnight - timedelta(seconds=1)
    assert source.run_due(clock()) == 0
    clock.now = midnight + timedelta(seconds=5)
    assert source.run_due(clock()) == 1
    assert days(db) == {date(2026, 6, 17): 1, date(2026, 6, 18): 0}


def test_counting_takes_a_tenth_of_the_time_at_most(db, user, clock, deliver):
    ticks = iter([0.0, 2.0, 10.0, 10.0])
    source = MetricSource(db, timer=lambda: next(ticks))
    source.run_due(clock())
    deliver(ME, THEM, at=clock(), kind="own")
    source.heard(Kind.MESSAGES)
    clock.forward(seconds=19)
    assert source.run_due(clock()) == 0
    assert source.next_due(clock()) == clock() + timedelta(seconds=1)
    clock.forward(seconds=2)
    assert source.run_due(clock()) == 1


def test_the_due_clock_runs_it(db, source, clock, deliver):
    deliver(ME, THEM, at=clock(), kind="own")
    assert DueClock(db, [source], now=clock).look() == 1
