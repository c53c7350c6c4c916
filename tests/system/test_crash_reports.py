"""Crash reports: they say where the bug is, and nothing of what the user has."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.system.crash_reports import (
    KEPT,
    CrashReporter,
    _plain,
    read_report,
    reports_in,
)
from tests.faults.conftest import program_environment

PRIVATE = "ines@norvane.example wrote: the price of line 3 is 4,200; password=hunter2"


@pytest.fixture
def reporter(tmp_path: Path) -> CrashReporter:
    return CrashReporter(tmp_path, "engine")


def report_of(reporter: CrashReporter, folder: Path, error: BaseException) -> str:
    logger = logging.getLogger("desktop_app.test")
    logger.addHandler(reporter)
    logger.propagate = False
    try:
        try:
            raise error
        except BaseException:
            logger.exception("mail %s", PRIVATE)
    finally:
        logger.removeHandler(reporter)
        logger.propagate = True
    found = reports_in(folder)
    return read_report(folder, found[0].name) if found else ""


@pytest.mark.parametrize(
    "error",
    [
        ValueError(PRIVATE),
        KeyError(PRIVATE),
        RuntimeError(PRIVATE),
        UnicodeDecodeError("utf-8", PRIVATE.encode(), 0, 1, PRIVATE),
        OSError(2, PRIVATE, PRIVATE),
        TypeError(f"'{PRIVATE}' is no number"),
        AttributeError(f"'str' object has no attribute '{PRIVATE}'"),
        psycopg.errors.UniqueViolation(PRIVATE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_nothing_of_the_data_is_in_it(reporter, tmp_path, error):
    text = report_of(reporter, tmp_path, error)
    assert text.startswith(f"{type(error).__name__} in ")
    assert "test_crash_reports.py" in text
    assert "logged as: desktop_app.test: mail %s" in text
    for word in ("ines", "norvane", "price", "4,200", "hunter2", str(Path.home()) + "/"):
        assert word not in text


def test_what_led_to_it_is_in_it(reporter, tmp_path):
    try:
        try:
            raise OSError(28, "x")
        except OSError as error:
            raise AttributeError("'NoneType' object has no attribute 'address'") from error
    except AttributeError as error:
        text = report_of(reporter, tmp_path, error)
    assert "No space left on device" in text
    assert text.index("OSError") < text.index("which led to") < text.index("no attribute 'address'")


def test_a_fault_of_the_world_is_no_bug(reporter, tmp_path):
    assert report_of(reporter, tmp_path, KnownError("The disk is full.")) == ""
    assert report_of(reporter, tmp_path, KeyboardInterrupt()) == ""


def test_the_same_bug_is_reported_once(reporter, tmp_path):
    for _ in range(3):
        report_of(reporter, tmp_path, ValueError("x"))
    assert len(reports_in(tmp_path)) == 1


def test_the_newest_are_kept_and_nobody_else_reads_them(tmp_path):
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    for n in range(KEPT + 5):
        CrashReporter(tmp_path, "cli", now=lambda n=n: moment + timedelta(hours=n)).write(
            ValueError(), "x"
        )
    found = reports_in(tmp_path)
    assert len(found) == KEPT
    assert found[0].at == moment + timedelta(hours=KEPT + 4)
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_one_that_is_not_there(tmp_path):
    with pytest.raises(KnownError, match="no report"):
        read_report(tmp_path, "../../etc/passwd")


@given(st.emails(), st.text(max_size=40))
def test_addresses_and_quotations_never_stay(address, text):
    said = _plain(f"cannot do {address} “{text}”")
    assert address.partition("@")[2].lower() not in said.lower().split()
    assert address not in said


_ENDS = """
import logging, sys, threading
from pathlib import Path
from desktop_app.system.crash_reports import start_reports

start_reports(Path(sys.argv[1]), "window")
def fail():
    raise LookupError("secret words")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
if sys.argv[2] == "native":
    import faulthandler
    faulthandler._sigabrt()
raise RuntimeError("more secret words")
"""


def run(folder: Path, how: str) -> None:
    subprocess.run(
        [sys.executable, "-c", _ENDS, str(folder), how],
        check=False, capture_output=True, env=program_environment(),
    )  # fmt: skip


def test_what_ends_a_thread_or_the_program_is_reported(tmp_path):
    run(tmp_path, "python")
    kinds = {report.what.partition(" ")[0] for report in reports_in(tmp_path)}
    assert kinds == {"LookupError", "RuntimeError"}


def test_what_ends_the_program_from_outside_of_python_is_reported_at_the_next_start(tmp_path):
    run(tmp_path, "native")
    run(tmp_path, "python")
    said = [report.what for report in reports_in(tmp_path)]
    assert any(line.startswith("Fatal Python error") for line in said)
