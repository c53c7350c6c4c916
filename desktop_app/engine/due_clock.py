"""The due clock: whatever happens at a time goes through this one thread.

It never trusts a timer for long. A computer sleeps, and its clock is put forward and back, so that
the wall is looked at every half a minute at least, and asked anew what is due by it. What was done
is a row, so that a clock that goes back repeats nothing; one that leaps forward finds what is late,
and does it in order.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.engine.sweep import utc_now

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 30.0  # seconds
_SOONEST: Final = 0.5  # what stays due (somebody else has it just now) is no reason to spin
_AFTER_A_FAULT: Final = 5.0
_ENDS_WITHIN: Final = 10.0


class DueSource(Protocol):
    """Something that has to be done at times. All methods are called by one thread at a time, but
    for :meth:`heard`."""

    @property
    def name(self) -> str:
        """What a log calls it."""
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """When there is something to do next; it may be past. None: nothing is known of."""
        ...

    def run_due(self, now: datetime) -> int:
        """Do all that is due by ``now``, what was due first at the beginning, each in a
        transaction that notes it; how much that was.

        Raises:
            KnownError: the world's fault; it is tried again.
        """
        ...

    def heard(self, kinds: Kind) -> None:
        """Another program changed something of these kinds; from any thread."""
        ...


class DueClock:
    """Runs sources when they are due, in a thread of its own, or once.

    Args:
        db: the database.
        sources: in the order in which they are asked; the fault of one stops none of the others.
        revive: brings the database back after its connection was lost.
        now: the time on the wall, UTC.
    """

    def __init__(
        self,
        db: Database,
        sources: Sequence[DueSource],
        *,
        revive: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._sources = tuple(sources)
        self._revive = revive
        self._now = now
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="due clock", daemon=True)
            self._thread.start()

    def heard(self, kinds: Kind) -> None:
        """Another program changed something: there may be something to do."""
        for source in self._sources:
            source.heard(kinds)
        self._wake.set()

    def leave(self) -> None:
        """End soon, behind the transaction that is under way."""
        self._leaving.set()
        self._wake.set()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ENDS_WITHIN)

    def look(self) -> int:
        """Do all that is due now; how much that was."""
        return self._look()[0]

    def pause(self, *, faulty: bool = False) -> float:
        """Seconds until the next look."""
        now = self._now()
        soonest = LOOK_EVERY
        for source in self._sources:
            try:
                due = source.next_due(now)
            except Exception as error:
                log.warning("%s: %s", source.name, error)
                continue
            if due is not None:
                soonest = min(soonest, (due - now).total_seconds() + 0.01)
        return max(soonest, _AFTER_A_FAULT if faulty else _SOONEST)

    def _look(self) -> tuple[int, bool]:
        count, faulty = 0, False
        for source in self._sources:
            if self._leaving.is_set():
                break
            try:
                # Asked anew for each: the one before may have taken long.
                count += source.run_due(self._now())
            except KnownError as error:
                log.warning("%s waits: %s", source.name, error)
                faulty = True
            except Exception:
                # A bug of one is no reason for the others to stop; the log has what a report needs.
                log.exception("%s", source.name)
                faulty = True
        return count, faulty

    def _run(self) -> None:
        while not self._leaving.is_set():
            self._wake.clear()
            _, faulty = self._look()
            if faulty:
                try:
                    self._revive()
                except KnownError as error:
                    log.warning("the database stays away: %s", error)
            self._wake.wait(self.pause(faulty=faulty))
