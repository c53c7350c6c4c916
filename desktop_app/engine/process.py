"""The engine's life: wait for rows that ask for work, do it, and go when asked."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.data.import_journal import close_abandoned
from desktop_app.data.jobs import JobRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mail_merges import MailMergeRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.errors import KnownError
from desktop_app.engine.action_rules import RuleLook
from desktop_app.engine.due_clock import DueClock
from desktop_app.engine.duplicates import QuietLook
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_desk import MailboxDesk
from desktop_app.engine.mailboxes import Mailboxes
from desktop_app.engine.oauth import OAuthDesk
from desktop_app.engine.outbox import OutboxSender
from desktop_app.engine.prompt import PromptWorker
from desktop_app.engine.reading import ReadingThread
from desktop_app.engine.sweep import Sweep, utc_now
from desktop_app.engine.upkeep import Upkeep
from desktop_app.engine.worker import Worker
from desktop_app.engine.writing_thread import WritingThread

log = logging.getLogger(__name__)

_LOOK_EVERY = 30.0  # seconds: a notice that was missed costs no more than this
_OAUTH_ENDS_WITHIN = 5.0  # seconds
_FIRST_PAUSE = 1.0  # seconds until the next try after a fault of the world

Listen = Callable[[Callable[[Notice], None], Callable[[bool], None]], Callable[[], None]]


class Engine:
    """Does what is due until told to stop.

    Args:
        db: the database.
        folders: where jobs may write.
        listen: starts telling notices of other connections; returns how to stop.
        oauth: serves sign-ins with a provider, in a thread of its own: who signs in waits for no
            import.
        mailboxes: fetches mail and tells servers what was changed, in threads of its own.
        mailbox_desk: finds, tries and signs in to mailboxes, for who waits for it.
        outbox: sends mail, in a thread of its own.
        due_clock: does what is due at a time, in a thread of its own.
        reading: reads mail for what its author wants, in a thread of its own.
        writing: writes answers and the like, in threads of its own.
        upkeep: makes backups and watches the disk, in a thread of its own.
        stands_by: stay where another engine serves the database already.
        revive: brings the database back after its connection was lost.
        window_alive: False once the window that started this engine is gone for good.
        clock: seconds, for tests.
        now: the time, UTC.
    """

    def __init__(
        self,
        db: Database,
        folders: Folders,
        listen: Listen,
        *,
        oauth: OAuthDesk | None = None,
        mailboxes: Mailboxes | None = None,
        mailbox_desk: MailboxDesk | None = None,
        outbox: OutboxSender | None = None,
        due_clock: DueClock | None = None,
        reading: ReadingThread | None = None,
        writing: WritingThread | None = None,
        upkeep: Upkeep | None = None,
        stands_by: bool = False,
        revive: Callable[[], None] = lambda: None,
        window_alive: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._db = db
        self._listen = listen
        self._oauth = oauth
        self._mailboxes = mailboxes
        self._mailbox_desk = mailbox_desk
        self._outbox = outbox
        self._due_clock = due_clock
        self._reading = reading
        self._writing = writing
        self._upkeep = upkeep
        self._stands_by = stands_by
        self._oauth_thread: threading.Thread | None = None
        self._revive = revive
        self._window_alive = window_alive
        self._clock = clock
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._sweep = Sweep(db, now)
        self._action_rules = RuleLook(db, now)
        self._worker = Worker(db, folders, should_stop=self._leaving.is_set)
        self._prompt = PromptWorker(db, folders)
        # Whoever asks for a job meanwhile does not wait for it.
        self._duplicates = QuietLook(db, lambda: self._leaving.is_set() or self._wake.is_set())

    def stop(self) -> None:
        """End soon: a running job goes back to the queue at its last committed batch."""
        self._leaving.set()
        self._wake.set()
        self._prompt.leave()
        if self._mailboxes is not None:
            self._mailboxes.leave()
        if self._outbox is not None:
            self._outbox.leave()
        if self._due_clock is not None:
            self._due_clock.leave()
        if self._reading is not None:
            self._reading.leave()
        if self._writing is not None:
            self._writing.leave()
        if self._upkeep is not None:
            self._upkeep.leave()

    def run(self) -> bool:
        """Work until stopped; False when another engine serves this database.

        Beside a window it stands by then, in the other's place should that end, and serves what
        needs this very computer: the browser of a sign-in comes back to it.
        """
        stop_listening = self._listen(self._on_notice, lambda lost: self._wake.set())
        pause = _FIRST_PAUSE / 2
        try:
            while not self._leaving.is_set():
                began = self._clock()
                try:
                    # Being the engine lasts as long as this connection does.
                    with self._db.connection():
                        if JobRepository(self._db).become_engine():
                            self._serve()
                            return True
                    if not self._stands_by:
                        return False
                    self._stand_by()
                    if not self._window_alive():
                        return True
                except KnownError as error:
                    # No database, or no room: what ran goes on at its last committed batch. A
                    # disk that stays full is not asked every second, unless work is asked for.
                    log.warning("%s", error)
                    if not self._window_alive():
                        return True
                    worked = self._clock() - began > _LOOK_EVERY
                    pause = _FIRST_PAUSE if worked else min(pause * 2, _LOOK_EVERY)
                    self._wake.clear()
                    if not self._leaving.is_set():
                        self._wake.wait(pause)
                    with contextlib.suppress(KnownError):
                        self._revive()
        finally:
            stop_listening()
            self._prompt.stop()
            if self._mailboxes is not None:
                self._mailboxes.stop()
            if self._outbox is not None:
                self._outbox.stop()
            if self._due_clock is not None:
                self._due_clock.stop()
            if self._reading is not None:
                self._reading.stop()
            if self._writing is not None:
                self._writing.stop()
            if self._upkeep is not None:
                self._upkeep.stop()
            self._stop_oauth()
            if self._mailbox_desk is not None:
                self._mailbox_desk.stop()
        return True

    def run_once(self) -> int:
        """Do all that is due now; returns how many jobs ran."""
        self._refresh()
        ran = 0
        while not self._leaving.is_set() and self._worker.run_next() is not None:
            ran += 1
        self._duplicates.look()
        return ran

    def _stand_by(self) -> None:
        self._start_oauth()
        self._wake.clear()
        if not self._leaving.is_set():
            self._wake.wait(_LOOK_EVERY)

    def _serve(self) -> None:
        self._start_oauth()
        self._prompt.start()
        if self._mailboxes is not None:
            self._mailboxes.start()
        if self._outbox is not None:
            self._outbox.start()
        if self._due_clock is not None:
            self._due_clock.start()
        if self._reading is not None:
            self._reading.start()
        if self._writing is not None:
            self._writing.start()
        if self._upkeep is not None:
            self._upkeep.start()
        while not self._leaving.is_set():
            self._wake.clear()
            self.run_once()
            if not self._window_alive():
                return
            self._wake.wait(_LOOK_EVERY)

    def _start_oauth(self) -> None:
        if self._mailbox_desk is not None:
            self._mailbox_desk.start()
        if self._oauth is not None and self._oauth_thread is None:
            self._oauth_thread = threading.Thread(
                target=self._oauth.run, name="sign-ins", daemon=True
            )
            self._oauth_thread.start()

    def _stop_oauth(self) -> None:
        if self._oauth is not None and self._oauth_thread is not None:
            self._oauth.stop()
            self._oauth_thread.join(timeout=_OAUTH_ENDS_WITHIN)

    def _refresh(self) -> None:
        with self._db.transaction():
            JobRepository(self._db).requeue_orphans()
            close_abandoned(self._db)
            MailMergeRepository(self._db).stop_abandoned()
            leads = LeadRepository(self._db)
            for user in UserRepository(self._db).list_users():
                leads.refresh_days(user.id)
        self._sweep.when_due()
        self._action_rules.when_due()

    def _on_notice(self, notice: Notice) -> None:
        if Kind.JOBS in notice.kinds:
            self._wake.set()
            self._prompt.wake()
            if self._upkeep is not None:
                self._upkeep.wake()
        if Kind.MAILBOXES in notice.kinds and self._mailbox_desk is not None:
            self._mailbox_desk.wake()
        if (Kind.OUTBOX | Kind.MAILBOXES) & notice.kinds and self._outbox is not None:
            self._outbox.wake()
        if self._due_clock is not None and notice.kinds & ~(Kind.NOTIFICATIONS | Kind.WRITING):
            self._due_clock.heard(notice.kinds)
        if notice.kinds & (Kind.MESSAGES | Kind.INSIGHTS) and self._reading is not None:
            self._reading.wake()
        if notice.kinds & (Kind.WRITING | Kind.INSIGHTS) and self._writing is not None:
            self._writing.wake()
        if Kind.USERS in notice.kinds and self._oauth is not None:
            self._oauth.wake()
        if self._mailboxes is not None:
            if Kind.MAILBOXES in notice.kinds:
                self._mailboxes.wake(changed=True)
            elif notice.kinds & (Kind.CONVERSATIONS | Kind.MESSAGES):
                self._mailboxes.wake()
