"""Makes long work step back for the window."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

_STEP_BACK = 10


def step_back(pid: int) -> None:
    """Lower the priority of a process on this machine, and of what it starts from now on.

    A refusal by the system is no reason not to work: nothing is raised.
    """
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(pid)
        if os.name == "posix":
            process.nice(max(process.nice(), _STEP_BACK))
        else:
            process.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 0))  # Windows alone has it
    # Where Linux shares the processor among sessions first (sched(7), "The autogroup feature"),
    # a priority counts within its session alone. One that the process does not lead has others
    # in it, such as the shell of whoever typed the command.
    with contextlib.suppress(OSError, AttributeError):
        if os.getsid(pid) == pid:
            Path(f"/proc/{pid}/autogroup").write_text(str(_STEP_BACK))


def is_alive(pid: int) -> bool:
    """Whether a process with this id runs."""
    return bool(psutil.pid_exists(pid))
