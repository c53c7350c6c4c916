"""Has mail read, the newest first, and keeps the next step of each lead true.

A message waits as a row from the moment it is stored. A batch is one transaction: what was found,
the note that it was read, and the row that waited; a kill between any two lines costs a batch, and
what is read again is written over what was, by the same ids.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.readings import Engine, Newest, ReadingRepository
from desktop_app.data.settings import SettingRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.insights import PAUSED, READING
from desktop_app.domain.learning import quiet_kinds
from desktop_app.domain.reading import Reading
from desktop_app.domain.suggestions import suggest
from desktop_app.domain.users import User
from desktop_app.domain.zones import zone_or_utc
from desktop_app.engine.sweep import utc_now

log = logging.getLogger(__name__)

_BATCH: Final = 40
_LOOK_EVERY: Final = 60.0  # seconds: a notice that was missed costs no more
_AFTER_A_FAULT: Final = 5.0
_CALM: Final = 1.0  # seconds without more mail
_ENDS_WITHIN: Final = 10.0


class Reader(Protocol):
    """What reads a message: see :class:`desktop_app.wire.built_in_reader.BuiltInReader`."""

    def read(self, plain: str, written: date) -> Reading: ...


class MailReading:
    """Reads what waits.

    Args:
        reader: not asked by two threads at once.
        now: the present moment, UTC.
        should_stop: asked between batches.
    """

    def __init__(
        self,
        db: Database,
        reader: Reader,
        engine: Engine,
        *,
        now: Callable[[], datetime] = utc_now,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db = db
        self._reader = reader
        self._engine = engine
        self._now = now
        self._should_stop = should_stop
        self._readings = ReadingRepository(db)

    def begin(self) -> None:
        """Have what an older version of this reader read read anew."""
        for user in UserRepository(self._db).list_users():
            with self._db.transaction(lasting=False):
                self._readings.read_again(user.id, self._engine)
                self._readings.drop_gone(user.id)

    def look(self) -> int:
        """Read all that waits; how many messages that was."""
        count = 0
        for user in UserRepository(self._db).list_users():
            count += self.read_for(user, going_on=partial(self._is_wanted, user.id))
        return count

    def read_for(
        self,
        user: User,
        lead_id: UUID | None = None,
        *,
        going_on: Callable[[], bool] = lambda: True,
    ) -> int:
        """Read what waits for a user, or what waits of one lead; how many messages that was.

        Args:
            going_on: asked before each batch: reading may be paused or switched off meanwhile.
        """
        count = 0
        while not self._should_stop() and going_on():
            read = self._batch(user, lead_id)
            if not read:
                break
            count += read
        while not self._should_stop() and going_on() and self._steps(user):
            pass
        return count

    def _is_wanted(self, user_id: UUID) -> bool:
        settings = SettingRepository(self._db)
        is_on = settings.get(READING, user_id) is not False
        return is_on and settings.get(PAUSED, user_id) is not True

    def _batch(self, user: User, lead_id: UUID | None) -> int:
        zone = zone_or_utc(user.timezone)
        # A crash may take the last batches back, whole, and they wait again.
        with self._db.transaction(lasting=False):
            waiting = self._readings.take(user.id, _BATCH, lead_id)
            if waiting:
                read = [
                    (each, self._reader.read(each.plain, each.at.astimezone(zone).date()))
                    for each in waiting
                ]
                self._readings.write(user.id, read, self._engine, self._now())
                self._db.tell(Kind.INSIGHTS, user_id=user.id)
        return len(waiting)

    def _steps(self, user: User) -> int:
        """Look at the next step of some leads."""
        with self._db.transaction(lasting=False):
            leads = self._readings.take_leads(user.id, _BATCH)
            if leads:
                quiet = quiet_kinds(self._readings.verdicts(user.id))
                for newest in self._readings.newest_of(user.id, leads):
                    self._step(user, newest, quiet)
                self._db.tell(Kind.INSIGHTS | Kind.LEADS, user_id=user.id)
        return len(leads)

    def _step(self, user: User, newest: Newest, quiet: frozenset[str]) -> None:
        suggestion = None
        if newest.waits and newest.email_id is not None and newest.at is not None:
            reading = self._readings.reading_of(user.id, newest.email_id, self._engine)
            if reading is not None:
                suggestion = suggest(reading, newest.at, self._now())
        if suggestion is not None and suggestion.step in quiet:
            suggestion = None
        self._readings.put_suggestion(user.id, newest, suggestion, self._engine, self._now())


class ReadingThread:
    """Reads in a thread of its own: no import waits for it, and no mail.

    Args:
        on_read: called when something was read: there may be something to answer.
    """

    def __init__(
        self,
        make: Callable[[Callable[[], bool]], MailReading],
        *,
        revive: Callable[[], None] = lambda: None,
        on_read: Callable[[], None] = lambda: None,
    ) -> None:
        self._make = make
        self._revive = revive
        self._on_read = on_read
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._at_once = self._came = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """There may be something to read."""
        self._at_once = True
        self._wake.set()

    def mail_came(self) -> None:
        """Mail was stored in this process, and more may follow at once: read it as soon as no more
        does, so that what streams in does not have to share its core."""
        self._came = True
        self._wake.set()

    def leave(self) -> None:
        """End soon, behind the batch that is under way."""
        self._leaving.set()
        self.wake()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ENDS_WITHIN)

    def _run(self) -> None:
        reading = self._make(self._leaving.is_set)
        begun = False
        while not self._leaving.is_set():
            self._at_once = self._came = False
            pause = _LOOK_EVERY
            try:
                if not begun:
                    reading.begin()
                    begun = True
                if reading.look():
                    self._on_read()
            except KnownError as error:
                log.warning("reading: %s", error)
                pause = _AFTER_A_FAULT
                self._try_to_revive()
            except Exception:
                log.exception("reading")
            self._rest(pause)

    def _rest(self, pause: float) -> None:
        """Wait until there may be something to read, so many seconds at most."""
        until = time.monotonic() + pause
        while not self._at_once and (left := until - time.monotonic()) > 0:
            woken = self._wake.wait(min(left, _CALM) if self._came else left)
            self._wake.clear()
            if self._came and not woken:
                return

    def _try_to_revive(self) -> None:
        try:
            self._revive()
        except KnownError as error:
            log.warning("reading: %s", error)
