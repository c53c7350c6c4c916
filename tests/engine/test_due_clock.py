"""The due clock: sources run at their times, over faults, sleep and clocks that leap."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.engine.due_clock import LOOK_EVERY, DueClock
from desktop_app.engine.process import Engine


class Source:
    """Things that are due at moments; what was done stays done."""

    def __init__(self, name, *moments):
        self.name = name
        self.open = sorted(moments)
        self.done = []
        self.fault = None
        self.kinds = Kind.NONE
        self.ran = threading.Event()

    def next_due(self, now):
        if self.fault:
            raise self.fault
        return min(self.open, default=None)

    def run_due(self, now):
        self.ran.set()
        if self.fault:
            raise self.fault
        due = [each for each in self.open if each <= now]
        self.open = [each for each in self.open if each > now]
        self.done += due
        return len(due)

    def heard(self, kinds):
        self.kinds |= kinds


@pytest.fixture
def moments(clock):
    return [clock() + timedelta(hours=n) for n in range(1, 5)]


def test_each_is_run_once_and_in_order(db, clock, moments):
    source = Source("a", *moments)
    due = DueClock(db, [source], now=clock)
    assert due.look() == 0
    clock.now = moments[0]
    assert due.look() == 1
    clock.now = moments[3]  # a leap, or a long sleep
    assert due.look() == 3
    assert source.done == moments
    clock.now = moments[0]  # and back
    assert due.look() == 0
    assert source.done == moments


def test_it_waits_for_the_soonest_and_never_long(db, clock, moments):
    source = Source("a", moments[0])
    due = DueClock(db, [source, Source("b")], now=clock)
    assert due.pause() == LOOK_EVERY
    clock.now = moments[0] - timedelta(seconds=7)
    assert due.pause() == pytest.approx(7.01)
    clock.now = moments[0] + timedelta(days=1)  # somebody else has it just now
    assert due.pause() == 0.5
    assert due.pause(faulty=True) == 5


@pytest.mark.parametrize("fault", [KnownError("No room.", retryable=True), ZeroDivisionError()])
def test_a_source_s_fault_stops_no_other(db, clock, moments, fault):
    bad, good = Source("bad", moments[0]), Source("good", moments[0])
    bad.fault = fault
    due = DueClock(db, [bad, good], now=clock)
    clock.now = moments[0]
    assert due.look() == 1
    assert due.pause() == LOOK_EVERY
    bad.fault = None
    assert due.look() == 1


def test_its_thread_looks_when_told_and_ends(db):
    source = Source("a")
    due = DueClock(db, [source], now=lambda: datetime.now(UTC))
    due.start()
    assert source.ran.wait(10)
    source.ran.clear()
    due.heard(Kind.MESSAGES)
    assert source.ran.wait(10)
    assert source.kinds is Kind.MESSAGES
    due.stop()
    assert due._thread is not None
    assert not due._thread.is_alive()
    assert due.look() == 0


def test_the_engine_has_it_run_hears_for_it_and_ends_it(db, folders):
    source = Source("a")
    told = []

    def listen(on_notice, on_lost):
        told.append(on_notice)
        return lambda: None

    engine = Engine(db, folders, listen, due_clock=DueClock(db, [source]))
    thread = threading.Thread(target=engine.run)
    thread.start()
    assert source.ran.wait(10)
    source.ran.clear()
    told[0](Notice(Kind.NOTIFICATIONS))  # its own doing
    told[0](Notice(Kind.LEADS))
    assert source.ran.wait(10)
    assert source.kinds is Kind.LEADS
    engine.stop()
    thread.join(20)
    assert not thread.is_alive()
