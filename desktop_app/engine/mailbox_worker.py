"""A mailbox's life in the engine: one thread looks and tells, another listens at its inbox.

The first does everything by turns: what came, what to tell the server, and older mail in between,
which it leaves whenever something else is due, since it goes on by itself. The second waits at
the inbox (IDLE) on a connection of its own and brings new mail at once, also while years of old
mail come in. Both write what they find in the same way, and neither minds that the other did so
before.
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.data.mailbox_marks import MarkRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import ConnectionNotSafe, MailFault, SignInRefused
from desktop_app.domain.mailbox_folders import MailFolder
from desktop_app.domain.mailboxes import FolderRole, Mailbox, MailboxState
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_fetch import CredentialSource, MailboxLook, sign_in
from desktop_app.engine.mailbox_folder import FolderLook, Looking, Stopped
from desktop_app.wire.imap import ImapSession
from desktop_app.wire.imap_line import Interrupted, Line

log = logging.getLogger(__name__)

_ENDS_WITHIN: Final = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a mailbox is looked at; seconds.

    ``idle`` is far below the half hour after which servers end an IDLE (RFC 2177), for routers
    forget a silent line sooner.
    """

    poll: float = 120.0
    poll_without_idle: float = 60.0
    idle: float = 540.0
    reconcile: float = 6 * 3600.0
    first_pause: float = 2.0
    longest_pause: float = 300.0
    signin_pause: float = 900.0


class Pauses:
    """Growing pauses between attempts, no two mailboxes in step.

    Args:
        dice: seeded, so that a test knows what comes.
    """

    def __init__(self, pace: Pace, dice: random.Random) -> None:
        self._pace = pace
        self._dice = dice
        self._failures = 0

    def worked(self) -> None:
        self._failures = 0

    def next(self, fault: KnownError) -> float:
        """Seconds until the next attempt after this fault."""
        if isinstance(fault, SignInRefused | ConnectionNotSafe):
            seconds = self._pace.signin_pause  # only somebody's doing changes that
        else:
            seconds = min(self._pace.first_pause * 2**self._failures, self._pace.longest_pause)
        self._failures = min(self._failures + 1, 20)
        return seconds * self._dice.uniform(0.75, 1.25)


@dataclass(frozen=True, slots=True)
class World:
    """What every mailbox of the engine works with."""

    db: Database
    folders: Folders
    credentials: CredentialSource
    spool: Path
    now: Callable[[], datetime]
    pace: Pace


class MailboxWorker:
    """The two threads of one mailbox."""

    def __init__(self, world: World, mailbox: Mailbox, *, seed: int | None = None) -> None:
        self.mailbox = mailbox
        self._world = world
        self._dice = random.Random(seed)  # noqa: S311  # pauses, no secret
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._arrived = threading.Event()
        self._listening = threading.Event()
        self._lines: set[Line] = set()
        self._mutex = threading.Lock()
        self._asked = True
        self._mark_due = False
        self._polled_at: datetime | None = None
        self._reconciled_at: datetime | None = None
        self._threads = (
            threading.Thread(target=self._work, name="mailbox", daemon=True),
            threading.Thread(target=self._listen, name="inbox", daemon=True),
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There may be something to tell the server."""
        self._wake.set()

    def look_now(self, *, reconnect: bool = False) -> None:
        """Look at once, whatever pause there is.

        Args:
            reconnect: connections may be dead without knowing.
        """
        self._asked = True
        if reconnect:
            self._interrupt()
        self._wake.set()
        self._arrived.set()

    def leave(self) -> None:
        """End soon; what was committed stays."""
        self._leaving.set()
        self._wake.set()
        self._arrived.set()
        self._interrupt()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        for thread in self._threads:
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(timeout=_ENDS_WITHIN)

    # -- The one that looks and tells ---------------------------------------------------------

    def _work(self) -> None:
        pauses = Pauses(self._world.pace, self._dice)
        while not self._leaving.is_set():
            fault: KnownError
            try:
                with contextlib.closing(self._session()) as session:
                    looking = self._looking(self._leaving.is_set)
                    with contextlib.closing(looking.reader):
                        self._rounds(session, looking, pauses)
                return
            except (Stopped, Interrupted):
                continue
            except MailFault as error:
                fault = error
                self._state(error.state, str(error))
            except KnownError as error:  # no database, or no room: the mail server is not at fault
                log.warning("%s", error)
                fault = error
            except Exception:
                if self._is_gone():
                    return
                # A bug here is one mailbox's: the others go on.
                log.exception("the look at a mailbox failed")
                fault = KnownError(
                    tr("The mail could not be brought in."), tr("It is tried again.")
                )
                self._state(MailboxState.REFUSED, str(fault))
            self._asked = False
            self._wait(pauses.next(fault), lambda: self._asked)

    def _rounds(self, session: ImapSession, looking: Looking, pauses: Pauses) -> None:
        look = MailboxLook(looking, session)

        def stopped_or_due() -> bool:
            return self._leaving.is_set() or self._due()

        # Old mail waits whenever something else is due, and goes on by itself afterwards.
        older = MailboxLook(replace(looking, should_stop=stopped_or_due), session)
        while not self._leaving.is_set():
            if self._poll_due():
                self._asked = False
                self._polled_at = self._world.now()
                for _ in look.refresh(all_of_them=not session.counts_changes):
                    pass
            self._wake.clear()
            self._mark_due = False
            look.push()
            pauses.worked()
            self._state(MailboxState.OK, "")
            with contextlib.suppress(Stopped):
                again = self._reconcile_due()
                for _ in older.complete(again=again):
                    pass
                if again:
                    self._reconciled_at = self._world.now()
            self._wait(self._until_next(), self._due)

    def _due(self) -> bool:
        """Whether old mail has to wait for something."""
        if self._wake.is_set() and not self._mark_due:
            self._wake.clear()
            self._mark_due = self._marks_due()
        return self._mark_due or self._poll_due()

    def _marks_due(self) -> bool:
        due = MarkRepository(self._world.db).next_due(self.mailbox.id)
        return due is not None and due <= self._world.now()

    def _poll_due(self) -> bool:
        if self._asked or self._polled_at is None:
            return True
        seconds = (self._world.now() - self._polled_at).total_seconds()
        pace = self._world.pace
        every = pace.poll if self._listening.is_set() else pace.poll_without_idle
        return not 0 <= seconds < every

    def _reconcile_due(self) -> bool:
        if self._reconciled_at is None:
            return True
        seconds = (self._world.now() - self._reconciled_at).total_seconds()
        return not 0 <= seconds < self._world.pace.reconcile

    def _until_next(self) -> float:
        pace = self._world.pace
        seconds = pace.poll if self._listening.is_set() else pace.poll_without_idle
        if (due := MarkRepository(self._world.db).next_due(self.mailbox.id)) is not None:
            seconds = min(seconds, max(0.0, (due - self._world.now()).total_seconds()))
        return max(seconds, 0.2)

    def _wait(self, seconds: float, over: Callable[[], bool]) -> None:
        """Until time is over, or somebody woke us for something."""
        until = self._world.now() + timedelta(seconds=seconds)
        while not self._leaving.is_set() and not over():
            left = (until - self._world.now()).total_seconds()
            if left <= 0:
                return
            self._wake.wait(left)
            if over():
                return
            self._wake.clear()

    # -- The one that listens -----------------------------------------------------------------

    def _listen(self) -> None:
        pauses = Pauses(self._world.pace, self._dice)
        while not self._leaving.is_set():
            try:
                with contextlib.closing(self._session()) as session:
                    if not session.has("IDLE"):
                        self._arrived.clear()
                        self._arrived.wait(self._world.pace.idle)
                        continue
                    self._idle(session, pauses)
            except (Stopped, Interrupted):
                continue
            except KnownError as error:
                seconds = pauses.next(error)
                if self._listening.is_set():
                    # What ended a line that was fine may have ended the other one, and is told
                    # by it; and what came meanwhile nobody heard of.
                    self.look_now()
            except Exception:
                if self._is_gone():
                    return
                log.exception("listening at an inbox failed")
                seconds = self._world.pace.longest_pause
            finally:
                self._listening.clear()
            self._arrived.clear()
            if not self._leaving.is_set():
                self._arrived.wait(seconds)

    def _idle(self, session: ImapSession, pauses: Pauses) -> None:
        """New mail as it comes. What is told while nobody listens is told when one does."""
        looking = self._looking(self._leaving.is_set)
        while not self._leaving.is_set():
            folder = self._inbox()
            if folder is None:
                # The other thread has not learned the folders yet.
                self._arrived.clear()
                self._arrived.wait(0.2)
                continue
            look = FolderLook(looking, session, folder)
            look.refresh()
            look.settle()
            pauses.worked()
            seen = look.folder.server_count
            self._listening.set()
            if session.heard.exists in (None, seen) and not session.heard.gone:
                heard = session.idle(self._world.pace.idle)
                if (heard.exists or 0) > (seen or 0):
                    look.greet()

    def _inbox(self) -> MailFolder | None:
        """Where new mail arrives: the inbox, with Gmail All Mail; once it was begun."""
        for folder in FolderRepository(self._world.db).list_folders(self.mailbox.id):
            if (
                folder.followed
                and folder.role in (FolderRole.INBOX, FolderRole.ALL)
                and folder.uid_next is not None
            ):
                return folder
        return None

    # -- What both need -----------------------------------------------------------------------

    def _session(self) -> ImapSession:
        def on_line(line: Line) -> None:
            with self._mutex:
                self._lines = {each for each in self._lines if not each.closed}
                self._lines.add(line)
            if self._leaving.is_set():
                line.interrupt()

        return sign_in(
            self.mailbox, self._world.credentials, spool=self._world.spool, on_line=on_line
        )

    def _interrupt(self) -> None:
        with self._mutex:
            lines = tuple(self._lines)
        for line in lines:
            line.interrupt()

    def _looking(self, should_stop: Callable[[], bool]) -> Looking:
        db = self._world.db
        own = UserRepository(db).own_addresses(self.mailbox.user_id)
        return Looking(
            db,
            self._world.folders,
            self.mailbox,
            own | {*self.mailbox.addresses},
            self._world.now,
            should_stop,
        )

    def _is_gone(self) -> bool:
        """Whether the mailbox was removed, perhaps with its user, while it was looked at: then
        there is nothing that what was found could hang on, and nothing is wrong."""
        with contextlib.suppress(KnownError):
            return MailboxRepository(self._world.db).get(self.mailbox.id) is None
        return False

    def _state(self, state: MailboxState, said: str) -> None:
        with contextlib.suppress(KnownError):
            MailboxRepository(self._world.db).set_state(
                self.mailbox.id, state, said, self._world.now()
            )


def same_settings(one: Mailbox, other: Mailbox) -> bool:
    """Whether two states of a mailbox are looked at in the same way."""

    def bare(mailbox: Mailbox) -> Mailbox:
        return replace(
            mailbox, state=MailboxState.NEW, said="", looked_at=None, files_sent=None,
            position=0, name="", daily_cap=0,
        )  # fmt: skip

    return bare(one) == bare(other)
