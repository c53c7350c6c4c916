"""Background work: where it runs, what comes back, and what is dropped."""

from __future__ import annotations

import logging
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.ui.ops import ChangeBus, Fault, Operations, operations


@pytest.fixture
def owner():
    return QObject()


def test_a_query_runs_elsewhere_and_answers_here(qtbot, ops, owner) -> None:
    seen: dict[str, int] = {}

    def work() -> int:
        seen["work"] = threading.get_ident()
        return 42

    def done(result: int) -> None:
        seen["done"], seen["result"] = threading.get_ident(), result

    ops.run_query(owner, work, done)
    qtbot.waitUntil(lambda: "done" in seen)
    assert seen["result"] == 42
    assert seen["work"] != threading.get_ident()
    assert seen["done"] == threading.get_ident()


def test_the_latest_of_a_key_wins(qtbot, ops, owner) -> None:
    gate, results, ran = threading.Event(), [], []

    def work(number: int) -> int:
        ran.append(number)
        gate.wait(5)
        return number

    for number in range(6):
        ops.run_query(owner, lambda each=number: work(each), results.append, key="filter")
    qtbot.waitUntil(lambda: ran == [0])
    gate.set()
    qtbot.waitUntil(lambda: not ops.busy)
    assert results == [5]
    assert ran == [0, 5], "those in between never reach the database"


def test_keys_are_per_owner_and_other_keys_do_not_wait(qtbot, ops, owner) -> None:
    other, results = QObject(), []
    gate = threading.Event()
    ops.run_query(owner, lambda: gate.wait(5), lambda _: results.append("slow"), key="rows")
    ops.run_query(other, lambda: "b", results.append, key="rows")
    ops.run_query(owner, lambda: "c", results.append, key="else")
    qtbot.waitUntil(lambda: sorted(results) == ["b", "c"])
    gate.set()
    qtbot.waitUntil(lambda: results[-1] == "slow")


def test_an_owner_that_is_gone_hears_nothing(qtbot, ops) -> None:
    owner, gate, heard = QObject(), threading.Event(), []
    ops.run_query(owner, lambda: gate.wait(5), heard.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: ops.busy)
    qtbot.waitSignal(owner.destroyed, timeout=1000).wait()
    gate.set()
    qtbot.waitUntil(lambda: not ops.busy)
    assert heard == []


def test_a_known_error_becomes_a_calm_fault(qtbot, ops, owner) -> None:
    def work() -> None:
        raise KnownError("The disk is full.", "Free some space.", retryable=True)

    with qtbot.waitSignal(ops.failed) as told:
        ops.run_query(owner, work, lambda _: None)
    fault: Fault = told.args[0]
    assert (fault.title, fault.advice) == ("The disk is full.", "Free some space.")
    assert fault.known
    assert fault.retryable
    assert fault.details == ""


def test_a_bug_is_logged_and_has_details(qtbot, ops, owner, caplog) -> None:
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(ops.failed) as told:
        ops.run_query(owner, lambda: 1 / 0, lambda _: None)
    fault: Fault = told.args[0]
    assert fault.title == "Something went wrong"
    assert not fault.known
    assert "ZeroDivisionError" in fault.details
    assert "ZeroDivisionError" in caplog.text


def test_the_asker_can_take_the_error(qtbot, ops, owner) -> None:
    errors = []

    def work() -> None:
        raise KnownError("Not there.")

    with qtbot.assertNotEmitted(ops.failed):
        ops.run_query(owner, work, lambda _: None, errors.append)
        qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], KnownError)


def test_commands_keep_their_order_and_tell_the_bus(qtbot, ops, bus, owner) -> None:
    ran, told = [], []
    bus.changed.connect(told.append)

    def command(number: int):
        def run() -> Changes:
            ran.append(number)
            return Changes(Kind.LEADS, f"{number}")

        return run

    for number in range(8):
        ops.run_command(owner, command(number))
    qtbot.waitUntil(lambda: len(told) == 8)
    assert ran == list(range(8))
    assert [each.said for each in told] == [str(number) for number in range(8)]


def test_a_command_may_return_more_than_changes(qtbot, ops, bus, owner) -> None:
    done = []
    with qtbot.waitSignal(bus.changed) as told:
        ops.run_command(owner, lambda: ("the id", Changes(Kind.LEADS)), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert told.args[0].kinds is Kind.LEADS
    assert done[0][0] == "the id"


def test_what_can_wait_comes_when_nothing_runs(qtbot, ops, owner) -> None:
    gate, seen = threading.Event(), []
    ops.run_query(owner, lambda: gate.wait(5), lambda _: follow_up())

    def follow_up() -> None:
        seen.append("first")
        ops.run_query(owner, lambda: None, lambda _: seen.append("second"))

    # The one that asks for more does not keep the other waiting for it.
    more = threading.Event()
    ops.when_quiet(owner, lambda: ops.run_query(owner, lambda: more.wait(5), lambda _: None))
    ops.when_quiet(owner, lambda: seen.append(f"quiet, {ops.busy = }"))
    qtbot.wait(60)
    assert seen == []
    gate.set()
    qtbot.waitUntil(lambda: len(seen) == 3)
    more.set()
    assert seen == ["first", "second", "quiet, ops.busy = True"]


def test_what_can_wait_is_dropped_with_its_owner_and_a_slip_stops_no_other(
    qtbot, ops, owner, caplog
) -> None:
    gone, seen = QObject(), []
    ops.when_quiet(gone, lambda: seen.append("gone"))
    ops.when_quiet(owner, lambda: [][0])
    ops.when_quiet(owner, lambda: seen.append("here"))
    shiboken6.delete(gone)
    with qtbot.waitSignal(ops.failed) as told:
        pass
    assert "IndexError" in told.args[0].details
    assert seen == ["here"]
    assert "IndexError" in caplog.text


def test_what_can_wait_waits_until_the_first_screen_is_painted(qtbot, ops, owner) -> None:
    seen: list[str] = []
    ops.hold_quiet(at_most=10_000)
    ops.when_quiet(owner, lambda: seen.append("quiet"))
    ops.run_query(owner, lambda: None, lambda _: seen.append("rows"))
    qtbot.waitUntil(lambda: seen == ["rows"])
    qtbot.wait(60)
    assert seen == ["rows"]
    ops.release_quiet()
    qtbot.waitUntil(lambda: seen == ["rows", "quiet"])
    ops.hold_quiet(at_most=40)
    ops.when_quiet(owner, lambda: seen.append("nobody painted"))
    qtbot.wait(5)
    assert seen == ["rows", "quiet"]
    qtbot.waitUntil(lambda: seen == ["rows", "quiet", "nobody painted"])


def test_what_can_wait_comes_at_once_where_all_is_inline(bus, owner) -> None:
    ops, seen = Operations(bus, inline=True), []
    ops.when_quiet(owner, lambda: seen.append("now"))
    assert seen == ["now"]


def test_inline_runs_at_once(bus, owner) -> None:
    ops, results = Operations(bus, inline=True), []
    ops.run_query(owner, threading.get_ident, results.append, key="a")
    assert results == [threading.get_ident()]
    assert not ops.busy


def test_a_slip_while_showing_is_told_too(qtbot, ops, owner, caplog) -> None:
    with qtbot.waitSignal(ops.failed) as told:
        ops.run_query(owner, lambda: 1, lambda _: [][0])
    assert "IndexError" in told.args[0].details
    assert "IndexError" in caplog.text


def test_after_close_nothing_is_taken_or_delivered(qtbot, bus, owner) -> None:
    ops, gate, results = Operations(bus), threading.Event(), []
    ops.run_query(owner, lambda: gate.wait(5), results.append)
    ops.when_quiet(owner, lambda: results.append("quiet"))
    gate.set()
    ops.close()
    ops.run_query(owner, lambda: 1, results.append)
    ops.when_quiet(owner, lambda: results.append("quiet"))
    qtbot.wait(60)
    assert results == []


def test_what_is_to_be_kept_or_done_outlives_the_close_and_queries_do_not(owner) -> None:
    bus = ChangeBus()
    ops = Operations(bus)
    gate, ran = threading.Event(), []

    def nothing(_any: object) -> None:
        """Nobody looks any more."""

    for _ in range(4):
        ops.run_query(owner, lambda: gate.wait(5), nothing)
        ops.run_keeping(owner, lambda: gate.wait(5), nothing, nothing)
        ops.run_command(owner, lambda: gate.wait(5))
    ops.run_query(owner, lambda: ran.append("read"), nothing)
    ops.run_keeping(owner, lambda: ran.append("kept"), nothing, nothing)
    ops.run_command(owner, lambda: ran.append("done"))
    threading.Timer(0.05, gate.set).start()
    ops.close()
    assert sorted(ran) == ["done", "kept"]


def test_the_close_does_not_wait_for_ever(owner, monkeypatch) -> None:
    monkeypatch.setattr(operations, "_LONGEST_END", 0.05)
    ops, gate = Operations(ChangeBus()), threading.Event()
    ops.run_keeping(owner, lambda: gate.wait(5), lambda _: None, lambda _: None)
    ops.close()
    assert not gate.is_set()
    gate.set()
