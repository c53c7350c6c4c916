"""Jobs that somebody waits for with the window open, beside those that take their time."""

from __future__ import annotations

import logging
import threading

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import PROMPT_KINDS
from desktop_app.engine.jobs import Folders
from desktop_app.engine.worker import Worker

log = logging.getLogger(__name__)

_LOOK_EVERY = 30.0  # seconds: a notice that was missed costs no more than this
_AFTER_A_FAULT = 2.0
_ENDS_WITHIN = 5.0


class PromptWorker:
    """Does such jobs in a thread of its own, one after another, until it is stopped."""

    def __init__(self, db: Database, folders: Folders) -> None:
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._worker = Worker(db, folders, should_stop=self._leaving.is_set, kinds=PROMPT_KINDS)

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="prompt-jobs", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def leave(self) -> None:
        """End soon; what runs goes back to the queue."""
        self._leaving.set()
        self._wake.set()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ENDS_WITHIN)

    def _run(self) -> None:
        while not self._leaving.is_set():
            self._wake.clear()
            pause = _LOOK_EVERY
            try:
                while not self._leaving.is_set() and self._worker.run_next() is not None:
                    pass
            except KnownError as error:
                log.warning("%s", error)
                pause = _AFTER_A_FAULT
            self._wake.wait(pause)
