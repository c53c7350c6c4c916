"""All mailboxes of the engine: each has its own threads, and no one's fault stops the others."""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mail_faults import MailFault
from desktop_app.domain.mailbox_folders import FolderCounts
from desktop_app.domain.mailboxes import Mailbox, MailboxState
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_fetch import CredentialSource, fetch_once
from desktop_app.engine.mailbox_folder import Looking
from desktop_app.engine.mailbox_worker import MailboxWorker, Pace, World, same_settings
from desktop_app.engine.sweep import utc_now
from desktop_app.system.network import NetworkWatch

log = logging.getLogger(__name__)

_LOOK_EVERY: Final = 30.0  # seconds: a notice that was missed costs no more than this
_NETWORK_EVERY: Final = 3.0


class Mailboxes:
    """Looks after the mailboxes of everybody until it is stopped.

    Args:
        db: the database.
        folders: where files go; large messages pass through a folder beside the raw ones.
        credentials: what the servers are shown.
        pace: how often is looked.
        seed: of the pauses, for tests.
    """

    def __init__(
        self,
        db: Database,
        folders: Folders,
        credentials: CredentialSource,
        *,
        now: Callable[[], datetime] = utc_now,
        pace: Pace | None = None,
        seed: int | None = None,
        network: NetworkWatch | None = None,
    ) -> None:
        self._world = World(db, folders, credentials, spool_of(folders), now, pace or Pace())
        self._seed = seed
        self._network = network
        self._workers: dict[UUID, MailboxWorker] = {}
        self._wanted: dict[UUID, datetime | None] = {}
        self._leaving = threading.Event()
        self._wake = threading.Event()
        self._changed = True
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, if it has not begun yet."""
        if self._thread is None and not self._leaving.is_set():
            self._thread = threading.Thread(target=self._run, name="mailboxes", daemon=True)
            self._thread.start()

    def wake(self, *, changed: bool = False) -> None:
        """There may be something to tell a server.

        Args:
            changed: mailboxes or what they sign in with may be others.
        """
        if changed:
            self._changed = True
            self._wake.set()
        for worker in tuple(self._workers.values()):
            worker.wake()

    def leave(self) -> None:
        """End soon."""
        self._leaving.set()
        self._wake.set()
        for worker in tuple(self._workers.values()):
            worker.leave()

    def stop(self) -> None:
        """End, and wait for it a little."""
        self.leave()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=15)

    def _run(self) -> None:
        self._empty_spool()
        network = self._network or NetworkWatch()
        waited = _LOOK_EVERY
        try:
            while not self._leaving.is_set():
                if self._changed or waited >= _LOOK_EVERY:
                    self._changed, waited = False, 0.0
                    try:
                        self._match()
                    except KnownError as error:
                        log.warning("%s", error)
                slept, back = network.slept(), network.came_back()
                if slept or back:
                    for worker in self._workers.values():
                        worker.look_now(reconnect=slept)
                self._wake.wait(_NETWORK_EVERY)
                self._wake.clear()
                waited += _NETWORK_EVERY
        finally:
            for worker in self._workers.values():
                worker.leave()
            for worker in self._workers.values():
                worker.stop()
            self._workers.clear()

    def _match(self) -> None:
        """Let exactly the mailboxes that stand and are not paused have their threads, and look at
        those for which somebody asked that."""
        rows = MailboxRepository(self._world.db)
        # Not their state: another engine that fails as we do would have us hurry each other.
        before, self._wanted = self._wanted, rows.wanted()
        wanted = {each.id: each for each in rows.every() if not each.paused}
        for mailbox_id, worker in tuple(self._workers.items()):
            if mailbox_id not in wanted or not same_settings(wanted[mailbox_id], worker.mailbox):
                del self._workers[mailbox_id]
                worker.stop()
        for mailbox_id, mailbox in wanted.items():
            if self._leaving.is_set():
                return
            if mailbox_id not in self._workers:
                worker = self._workers[mailbox_id] = MailboxWorker(
                    self._world, mailbox, seed=self._seed
                )
                worker.start()
            elif self._wanted.get(mailbox_id) != before.get(mailbox_id):
                self._workers[mailbox_id].look_now()

    def _empty_spool(self) -> None:
        """What a killed engine left there is fetched again."""
        with contextlib.suppress(OSError):
            shutil.rmtree(self._world.spool, ignore_errors=True)
            self._world.spool.mkdir(parents=True, exist_ok=True)


def spool_of(folders: Folders) -> Path:
    """Where messages too large for memory lie while they are read."""
    return folders.raw.parent / "incoming"


@dataclass(frozen=True, slots=True)
class Fetched:
    """How one look at a mailbox went; ``fault`` is None when it went well."""

    mailbox: Mailbox
    folders: tuple[FolderCounts, ...] = ()
    fault: KnownError | None = None


def fetch_all(
    db: Database,
    folders: Folders,
    credentials: CredentialSource,
    mailboxes: tuple[Mailbox, ...],
    *,
    should_stop: Callable[[], bool] = lambda: False,
    told: Callable[[Mailbox, FolderCounts], None] = lambda mailbox, counts: None,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Fetched, ...]:
    """All that is due in these mailboxes, once, one after another."""
    spool = spool_of(folders)
    spool.mkdir(parents=True, exist_ok=True)
    found: list[Fetched] = []
    rows = MailboxRepository(db)
    for mailbox in mailboxes:
        own = UserRepository(db).own_addresses(mailbox.user_id) | {*mailbox.addresses}

        def tell(counts: FolderCounts, mailbox: Mailbox = mailbox) -> None:
            told(mailbox, counts)

        looking = Looking(db, folders, mailbox, own, now, should_stop, tell)
        try:
            counts = fetch_once(looking, credentials, spool)
        except MailFault as error:
            rows.set_state(mailbox.id, error.state, str(error), now())
            found.append(Fetched(mailbox, fault=error))
        except KnownError as error:
            found.append(Fetched(mailbox, fault=error))
        except Exception:
            # One mailbox's trouble is none of the others'.
            fault = KnownError(
                tr("It was removed meanwhile."), tr("What had come in by then is kept.")
            )
            if rows.get(mailbox.id) is not None:
                log.exception("the mail of a mailbox could not be brought in")
                fault = KnownError(
                    tr("The mail could not be brought in."), tr("It is tried again.")
                )
            found.append(Fetched(mailbox, fault=fault))
        else:
            rows.set_state(mailbox.id, MailboxState.OK, "", now())
            found.append(Fetched(mailbox, counts))
    return tuple(found)


def fetch_due(db: Database, folders: Folders, credentials: CredentialSource) -> tuple[Fetched, ...]:
    """All that is due in everybody's mailboxes, once; faults are noted with each mailbox."""
    due = tuple(each for each in MailboxRepository(db).every() if not each.paused)
    return fetch_all(db, folders, credentials, due)
