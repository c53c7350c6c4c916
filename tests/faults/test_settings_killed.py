"""Settings that come from a file: killed at any line, all of them are there or none."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.bootstrap.opened import Opened
from desktop_app.bootstrap.opening import open_workspace
from desktop_app.system.paths import Workspace
from tests.faults.conftest import program_environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

ALL = bool(os.environ.get("OUTPOST_FAULTS"))
TRIED = 6

# Ends itself at the n-th line that it runs of the files named; tells how many there were.
_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.bootstrap.opening import open_workspace
import desktop_app.services.settings_together

home, last, seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
lines = 0

def on_line(frame, event, argument):
    global lines
    if event == "line":
        lines += 1
        if lines == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return on_line

FILES = ("settings_together.py", "settings_note.py", "system/settings.py", "whole_file.py")

def on_call(frame, event, argument):
    return on_line if frame.f_code.co_filename.endswith(FILES) else None

with open_workspace(home) as opened:
    services = opened.services()
    account = services.for_user(services.signin.people()[0]).account_settings
    sys.settrace(on_call)
    account.take_up(
        {"mail.undo_seconds": seconds, "notifications.shown": False},
        {"columns": [{"key": "company", "width": 100 + seconds}]},
        {"lock.after_minutes": seconds, "keys.inbox.archive": "G", "appearance.theme": None},
    )
    sys.settrace(None)
print(lines)
"""


def take_up(home: Path, last: int, seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _KILLED, str(home), str(last), str(seconds)],
        capture_output=True, text=True, check=False, env=program_environment(),
    )  # fmt: skip


def read(opened: Opened) -> tuple[object, ...]:
    """What is kept of it, wherever that is."""
    services = opened.services()
    account = services.for_user(services.signin.people()[0]).account_settings
    here = opened.settings.get
    return (
        account.get("mail.undo_seconds"), account.get("notifications.shown"), account.table(),
        here("lock.after_minutes"), here("keys.inbox.archive"), here("appearance.theme"),
    )  # fmt: skip


def new(seconds: int) -> tuple[object, ...]:
    columns = {"columns": [{"key": "company", "width": 100 + seconds}]}
    return (seconds, False, columns, seconds, "G", "system")


def test_all_of_it_or_nothing(workspace: Workspace) -> None:
    home = workspace.home
    with open_workspace(home) as held:  # the server stays up
        signin = held.services().signin
        signin.create_local("Robin", "robin@company.example", "four plain words", keep=False)
        held.settings.set("appearance.theme", "dark")
        first = read(held)
        seed = random.randrange(1 << 30)
        print("seed", seed)
        chance = random.Random(seed)

        done = take_up(home, 0, 5)
        assert done.returncode == 0, done.stderr
        lines = int(done.stdout)
        assert lines > 100
        assert read(held) == new(5) != first
        places = range(1, lines + 1) if ALL else sorted(chance.sample(range(1, lines), TRIED))
        # Around the end of the transaction: a dozen lines before the last one.
        places = sorted({*places, *range(lines - 20, lines, 3)})
        ended = {True: 0, False: 0}
        before = new(5)
        for place in places:
            seconds = 10 if before == new(5) else 5
            assert take_up(home, place, seconds).returncode == -signal.SIGKILL
            with open_workspace(home) as opened:
                found = read(opened)
                assert found in (before, new(seconds)), place
                assert not workspace.settings_note.exists()
            ended[found != before] += 1
            before = found
        print(lines, "lines", ended)
        assert all(ended.values())
