"""Has what is asked for written, beside all other work: so much at once, and no more."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.model_looks import ModelLookRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.writing import Trouble
from desktop_app.engine.model_calls import ModelCaller
from desktop_app.engine.sweep import utc_now
from desktop_app.engine.writing import MailWriting
from desktop_app.wire.model_faults import NoAnswer

log = logging.getLogger(__name__)

AT_ONCE: Final = 2
_LOOK_EVERY: Final = 60.0  # seconds: a notice that was missed costs no more
_AFTER_A_FAULT: Final = 5.0
_ENDS_WITHIN: Final = 10.0
_SLICE: Final = 0.1  # seconds of a pause between looks whether it is still wanted


class ModelLooks:
    """Looks which models an endpoint has, for whoever chooses one."""

    def __init__(
        self, db: Database, caller: ModelCaller, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._db = db
        self._caller = caller
        self._now = now
        self._looks = ModelLookRepository(db)

    def look(self) -> int:
        """Answer what is asked; how much that was."""
        count = 0
        for user_id, url in self._looks.wanted():
            names: tuple[str, ...] = ()
            error: Trouble | None = None
            try:
                names = self._caller.list_models(user_id, url)
            except NoAnswer as none:
                error = Trouble(none.error.title, none.error.advice)
            with self._db.transaction():
                self._looks.answer(user_id, url, names, error, self._now())
                self._db.tell(Kind.WRITING, user_id=user_id)
            count += 1
        return count


class Readiness:
    """Loads what asking a model takes as soon as somebody has one: the first answer does not wait
    for it then, and without a model it costs nothing.

    Args:
        load: loads it.
    """

    def __init__(self, db: Database, load: Callable[[], None]) -> None:
        self._db = db
        self._load = load
        self._loaded = False

    def look(self) -> None:
        """Load it, once, if there is a model now."""
        if self._loaded:
            return
        settings = UserSettingRepository(self._db)
        users = UserRepository(self._db).list_users()
        if any(settings.provider(user.id).is_ready for user in users):
            self._load()
            self._loaded = True


Job = Callable[[], object]


class WritingThread:
    """Threads that write, and one for what nobody waits for.

    Args:
        make: what the threads do: the writing, and the jobs of the last thread; it is handed what
            says whether they are to stop, and how they pause.
        revive: brings the database back after its connection was lost.
        at_once: how many writings.
    """

    def __init__(
        self,
        make: Callable[[Callable[[], bool], Callable[[float, Callable[[], bool]], bool]],
                       tuple[MailWriting, tuple[Job, ...]]],
        *,
        revive: Callable[[], None] = lambda: None,
        at_once: int = AT_ONCE,
    ) -> None:  # fmt: skip
        self._make = make
        self._revive = revive
        self._at_once = at_once
        self._leaving = threading.Event()
        self._bells: list[threading.Event] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._threads or self._leaving.is_set():
            return
        writing, jobs = self._make(self._leaving.is_set, self._pause)
        for number in range(self._at_once):
            self._begin(f"writing {number + 1}", (writing.look,))
        self._begin("models", jobs)

    def wake(self) -> None:
        """There may be something to write."""
        for bell in self._bells:
            bell.set()

    def leave(self) -> None:
        """End soon; what is being written waits for whoever comes next."""
        self._leaving.set()
        self.wake()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout=_ENDS_WITHIN)

    def _begin(self, name: str, jobs: tuple[Job, ...]) -> None:
        bell = threading.Event()
        thread = threading.Thread(target=self._run, args=(bell, jobs), name=name, daemon=True)
        self._bells.append(bell)
        self._threads.append(thread)
        thread.start()

    def _pause(self, seconds: float, still_wanted: Callable[[], bool]) -> bool:
        for _ in range(round(seconds / _SLICE)):
            if self._leaving.wait(_SLICE) or not still_wanted():
                return False
        return not self._leaving.is_set()

    def _run(self, bell: threading.Event, jobs: tuple[Job, ...]) -> None:
        while not self._leaving.is_set():
            bell.clear()
            pause = _LOOK_EVERY
            try:
                # What one of them did may be work for another: a draft that was asked for.
                done = [job() for job in jobs]
                if any(done):
                    self.wake()
            except KnownError as error:
                log.warning("writing: %s", error)
                pause = _AFTER_A_FAULT
                self._try_to_revive()
            except Exception:
                log.exception("writing")
            if not self._leaving.is_set():
                bell.wait(pause)

    def _try_to_revive(self) -> None:
        try:
            self._revive()
        except KnownError as error:
            log.warning("writing: %s", error)
