"""The real window, with the engine that it starts itself, over a mailbox to which mail comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.domain.mailboxes import Mailbox
from tests.benchmarks.bench_window import _SCREEN, _keyring, _sign_in
from tests.benchmarks.harness import folder

_PROJECT = Path(__file__).parents[2]


class Window:
    """A window at its Inbox, which tells in lines of JSON what it shows."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def says(self, key: str) -> Any:
        """The next that it tells under this name; what else is told before is passed over."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{") and key in (told := json.loads(line)):
                return told[key]
        raise RuntimeError(f"the window ended without {key!r}")


@contextmanager
def window_over(home: Path, mailbox: Mailbox, password: str, coming: int) -> Iterator[Window]:
    """The window of a workspace, signed in as a rep would have left it.

    It tells ``ready`` (its rows are there), ``first`` (one more is) and ``shown_at`` (``coming``
    more are painted: the moment, as ``time.time`` gives it), and ends there.
    """
    _sign_in(home)
    keyring = Path(_keyring(home)["TEST_KEYRING_FILE"])
    entries = json.loads(keyring.read_text())
    entries[f"outpost {home}/{mailbox.secret_name}"] = password
    keyring.write_text(json.dumps(entries))
    with folder() as place:
        screen = place / "screen.json"
        screen.write_text(json.dumps({"screens": [_SCREEN]}))
        environment = {
            **os.environ, **_keyring(home), "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        }  # fmt: skip
        with (
            (place / "errors").open("w+") as errors,
            subprocess.Popen(
                [
                    sys.executable, "-m", "tests.benchmarks.window_child", str(home), "arrivals",
                    str(time.time()), str(coming),
                ],
                cwd=_PROJECT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True,
            ) as process,
        ):  # fmt: skip
            try:
                yield Window(process)
                process.wait(30)
            except BaseException:
                process.terminate()
                process.wait(30)
                errors.seek(0)
                print(errors.read()[-3000:], file=sys.stderr)
                raise
