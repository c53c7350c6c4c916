"""Work that gives way: what of it the system lets anybody see."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from desktop_app.system.priority import step_back

_WAIT = [sys.executable, "-c", "import sys; sys.stdin.read()"]


@pytest.fixture(params=[True, False], ids=["leads its session", "in ours"])
def process(request):
    with subprocess.Popen(_WAIT, stdin=subprocess.PIPE, start_new_session=request.param) as made:
        yield made, request.param
        made.stdin.close()


def test_a_process_steps_back_and_the_session_that_it_leads(process):
    made, leads = process
    before = psutil.Process(made.pid).nice()
    ours = _autogroup(os.getpid())
    step_back(made.pid)
    after = psutil.Process(made.pid).nice()
    assert after > before if os.name == "posix" else after != before
    if ours is not None:
        assert _autogroup(os.getpid()) == ours, "who typed the command keeps theirs"
    if leads and ours is not None:
        assert _autogroup(made.pid).endswith("nice 10")


def test_a_process_that_is_gone_is_no_fault(process):
    made, _ = process
    made.stdin.close()
    made.wait()
    step_back(made.pid)


def _autogroup(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/autogroup").read_text().strip()
    except OSError:  # not Linux, or a kernel without
        return None
