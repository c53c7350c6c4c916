"""A look ahead: a process of its own finds out what the first screen shows.

Loading Qt and loading the way to the database are each more than a tenth of a second of Python,
and one process does one after the other, whatever its threads. So a second process opens the
workspace, asks the keyring whose session stands and the database for the first leads, tells that
through a pipe, and ends; the window shows it, and makes its own way to the database behind what
is on screen already.

Whatever goes wrong there is found again, and told, by the window's own start.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from desktop_app.services.booted import Seen

log = logging.getLogger(__name__)

# The switch by which the program runs as this process.
LOOK_AHEAD = "--look-ahead"


class LookAhead:
    """The process, as the window sees it. ``close`` it: nobody else ends it."""

    def __init__(self, home: Path) -> None:
        frozen = bool(getattr(sys, "frozen", False))
        program = [sys.executable] if frozen else [sys.executable, "-m", "desktop_app"]
        self._process = subprocess.Popen(
            [*program, LOOK_AHEAD, str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._seen: Seen | None = None
        self._told = threading.Event()
        self._reader = threading.Thread(target=self._read, name="look-ahead", daemon=True)
        self._reader.start()

    def seen(self) -> Seen | None:
        """What it saw; waits for it. None when nobody is signed in, or anything went wrong."""
        self._told.wait()
        return self._seen

    def close(self) -> None:
        """End it, if it has not ended."""
        self._process.kill()
        self._reader.join()

    def _read(self) -> None:
        with self._process:  # waits for its end, so that nothing of it stays
            try:
                told = self._process.stdout.read() if self._process.stdout else b""
                found = pickle.loads(told)  # noqa: S301 (our own program's)
                self._seen = found if isinstance(found, Seen) else None
            except Exception as fault:  # whatever it is, the window's own start will tell
                log.info("nothing was seen ahead: %s", type(fault).__name__)
            finally:  # the window waits for this, and for nothing else to come of it
                self._told.set()


def main(arguments: list[str]) -> int:
    """The process itself. Argument: the workspace's folder; prints a pickled `Seen`, or None."""
    gc.disable()  # it lives for a moment, and makes next to no garbage
    from desktop_app.bootstrap.opening import open_workspace
    from desktop_app.domain.leads import LeadQuery

    seen = None
    with open_workspace(Path(arguments[0])) as opened:
        written = opened.db.written()
        services = opened.services()
        session = services.signin.current()
        if session is not None and not services.signin.is_locked():
            query = LeadQuery()
            mine = services.for_user(session.user)
            page = mine.leads.first_page(query)
            seen = Seen(written, session.user, query, page, mine.lead_layouts.load())
        with os.fdopen(1, "wb") as pipe:
            pickle.dump(seen, pipe)
    return 0
