"""Starting a process that reads what is hostile or large, apart from the one that asked."""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess


def start_deaf(process: BaseProcess) -> None:
    """Start a process that is deaf to Ctrl+C from its first moment.

    The key goes to every process of a terminal, and what it means is for the one that was asked to
    say. A process ignores it by itself (``SIG_IGN``, with which goes what was blocked) only after
    half a second of imports. The calling thread is deaf meanwhile, the program is not.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        process.start()
        return
    resource_tracker.ensure_running()  # else the start begins with that, which lifts the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
