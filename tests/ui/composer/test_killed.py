"""A program that is killed while somebody types loses no more than a second of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.services.drafts import DraftService

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal")
@pytest.mark.parametrize("seconds", [1.1, 2.3])
def test_what_was_typed_a_second_ago_is_found_again(db, db_url, user, clock, seconds):
    process = subprocess.Popen(
        [sys.executable, str(TYPIST), db_url, user.email],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    typed: list[tuple[float, int]] = []
    try:
        for line in process.stdout:
            at, length = line.split()
            typed.append((float(at), int(length)))
            if typed[-1][0] - typed[0][0] > seconds:
                break
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert typed, "it never began"
    killed = typed[-1][0]
    a_second_ago = max((length for at, length in typed if at <= killed - 1.0), default=0)
    assert a_second_ago > 0
    drafts = DraftService(db, user, None, None, None, clock)  # type: ignore[arg-type]
    (row,) = drafts.open_drafts()
    text = drafts.get(row.id).content.plain
    assert len(text) >= a_second_ago
    assert text == "".join(str(number % 10) for number in range(len(text)))
