"""Processes that read are deaf to Ctrl+C before they could say so."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import desktop_app
from desktop_app.wire.reading_process import start_deaf

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no signal masks")


def say_mask(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


@posix
def test_a_process_is_deaf_from_its_first_moment_and_who_started_it_is_not() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=say_mask, args=(there,), daemon=True)
    start_deaf(process)
    there.close()
    assert here.recv() is True
    process.join()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_all_that_read_are_started_so() -> None:
    folder = Path(desktop_app.__file__).parent
    spawning = {
        each.relative_to(folder).as_posix(): "start_deaf(" in each.read_text(encoding="utf-8")
        for each in folder.rglob("*.py")
        if 'get_context("spawn")' in each.read_text(encoding="utf-8")
    }
    assert len(spawning) >= 3
    assert all(spawning.values()), spawning
