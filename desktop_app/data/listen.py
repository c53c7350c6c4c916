"""Hearing what other processes changed: LISTEN on a connection of its own."""

from __future__ import annotations

import json
import logging
import select
import socket
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg

from desktop_app.data.database import CHANNEL, WRITTEN, Database
from desktop_app.domain.changes import Kind, Notice, kinds_from_words

log = logging.getLogger(__name__)

_FIRST_PAUSE = 0.2  # seconds; doubled with every attempt that fails
_LONGEST_PAUSE = 10.0
_CHECK_EVERY = 30.0  # seconds without a word after which the connection is tried
EVERYTHING = ~Kind.NONE


class Listener:
    """Tells every notice until it is stopped; finds its way back when the server is gone.

    Args:
        db: where to listen, on a connection of its own. What this very object tells is passed
            over: its process knows already.
        on_notice: called from the listening thread with each notice; after a lost connection
            with one of all kinds, since what happened meanwhile was missed.
        on_lost: called with True when the connection is lost, with False when it is back.
        since: what `Database.written` said before the first look; where more was written until
            it listens, a notice of all kinds says so. None where nobody has looked yet.
        revive: called before every try to find the way back; may bring the server back, and
            ``db`` to where it is then.
        on_own: called with what this very object told, once it is committed: for those parts of a
            process that do not know of each other.
    """

    def __init__(
        self,
        db: Database,
        on_notice: Callable[[Notice], None],
        on_lost: Callable[[bool], None] = lambda lost: None,
        *,
        since: str | None = None,
        revive: Callable[[], None] = lambda: None,
        on_own: Callable[[Notice], None] = lambda notice: None,
    ) -> None:
        self._db = db
        self._on_own = on_own
        self._on_notice = on_notice
        self._on_lost = on_lost
        self._since = since
        self._revive = revive
        self._stopping = False
        # A byte on this pair wakes the thread, whatever it waits for (Windows too).
        self._wake, self._waker = socket.socketpair()

    def run(self) -> None:
        """Listen until :meth:`stop`; blocks, so call it in a thread of its own."""
        pause, lost = _FIRST_PAUSE, False
        try:
            while not self._stopping:
                try:
                    if lost:
                        self._revive()
                    with self._connect() as connection:
                        pause = _FIRST_PAUSE
                        if lost:
                            lost = False
                            self._on_lost(False)
                            self._on_notice(Notice(EVERYTHING))
                        elif self._since is not None and self._was_written(connection):
                            self._on_notice(Notice(EVERYTHING))
                        self._since = None
                        self._listen(connection)
                except psycopg.Error as error:
                    log.info("listening was interrupted: %s", type(error).__name__)
                    if not lost:
                        lost = True
                        self._on_lost(True)
                    select.select([self._wake], [], [], pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            self._wake.close()

    def stop(self) -> None:
        """End :meth:`run` soon; from any thread, any number of times."""
        self._stopping = True
        try:
            self._waker.send(b"x")
        except OSError:
            return
        self._waker.close()

    def _connect(self) -> psycopg.Connection[Any]:
        connection = self._db.connect_apart("outpost listener")
        connection.execute(f"LISTEN {CHANNEL}")
        return connection

    def _was_written(self, connection: psycopg.Connection[Any]) -> bool:
        row = connection.execute(WRITTEN).fetchone()
        return row is None or row[0] != self._since

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        while not self._stopping:
            for notify in connection.notifies(timeout=0):
                self._tell(notify.payload)
            waited: list[Any] = [connection, self._wake]
            ready, _, _ = select.select(waited, [], [], _CHECK_EVERY)
            if not ready:
                connection.execute("SELECT 1")

    def _tell(self, payload: str) -> None:
        notice, sender = read_notice(payload)
        if notice is not None:
            (self._on_own if sender == self._db.token else self._on_notice)(notice)


def read_notice(payload: str) -> tuple[Notice | None, str | None]:
    """A payload of :meth:`Database.tell` as a notice and its sender's token.

    Whoever may connect may NOTIFY: what cannot be read is passed over.
    """
    try:
        told = json.loads(payload)
        kinds = kinds_from_words([str(word) for word in told["kinds"]])
        user_id = UUID(told["user"]) if told.get("user") else None
        job_id = UUID(told["job"]) if told.get("job") else None
        sender = str(told["by"]) if told.get("by") else None
    except (ValueError, TypeError, KeyError, AttributeError):
        log.info("a notice that cannot be read was passed over")
        return None, None
    return (Notice(kinds, user_id, job_id) if kinds else None), sender
