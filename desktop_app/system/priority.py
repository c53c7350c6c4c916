"""Makes long work step back for the window."""

from __future__ import annotations

import contextlib
import os

import psutil

_STEP_BACK = 10


def step_back(pid: int | None = None) -> None:
    """Lower the priority of a process on this machine (this one by default).

    A refusal by the system is no reason not to work: nothing is raised.
    """
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(pid or os.getpid())
        if os.name == "posix":
            process.nice(max(process.nice(), _STEP_BACK))
        else:
            process.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 0))  # Windows alone has it


def is_alive(pid: int) -> bool:
    """Whether a process with this id runs."""
    return bool(psutil.pid_exists(pid))
