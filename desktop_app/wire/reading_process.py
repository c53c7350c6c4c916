"""Reading what is hostile or large: in a process apart from the one that asked, with few looks
for garbage, and little work on what goes between the two."""

from __future__ import annotations

import copyreg
import gc
import signal
from collections.abc import Callable
from dataclasses import fields
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from operator import attrgetter
from typing import Any


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


def collect_seldom() -> None:
    """Let a process of mail look for garbage seldom, until it ends: nothing that is read or
    written makes circles, and looking for them among so many new objects was a tenth of the work
    of reading, and a twentieth of that of writing."""
    gc.set_threshold(50_000, 20, 20)


def send_quickly(*classes: type) -> None:
    """Pickle dataclasses as calls of their class: by themselves those that are frozen and have
    slots look their fields up, one by one, at both ends. Each has two fields or more."""
    for each in classes:
        copyreg.pickle(each, _as_call(each))


def _as_call(cls: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(field.name for field in fields(cls)))
    return lambda one: (cls, values(one))
