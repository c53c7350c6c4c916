"""Bringing a mail archive in: mbox, Maildir, a folder of .eml, a single message.

One thread reads and parses while the other waits on the database; between them lie at most
two batches, so that an archive of any size costs the memory of a few megabytes.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.data.users import UserRepository
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.engine.jobs import JobContext
from desktop_app.engine.mail_intake import (
    Incoming,
    IntakeResult,
    MailIntake,
    Prepared,
    Unreadable,
)
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_sources import MailSource, RawMessage, open_source

_BATCH_MESSAGES = 300
_BATCH_BYTES = 8 << 20


@dataclass(slots=True)
class _Batch:
    """Messages read together."""

    incoming: list[Incoming] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    last_key: str = ""
    size: int = 0

    def __len__(self) -> int:
        return len(self.incoming) + len(self.unreadable)

    @property
    def full(self) -> bool:
        return len(self) >= _BATCH_MESSAGES or self.size >= _BATCH_BYTES


@dataclass(frozen=True, slots=True)
class _Ready:
    """A batch that only needs its rows; ``last_key`` is where the source goes on after it."""

    prepared: Prepared
    last_key: str
    count: int


def import_mail(job: JobContext) -> Mapping[str, Any]:
    """Bring ``params["path"]`` in for the job's user; ``params["me"]`` are own addresses.

    Idempotent by Message-ID per user (by content where there is none), resumable at the last
    committed batch. Returns counts: messages, new, known, broken, attachments.

    Raises:
        KnownError: the path cannot be read as mail.
        Cancelled, Interrupted: between batches; what was committed stays.
    """
    path = Path(str(job.params["path"]))
    own = _own_addresses(job)
    source = open_source(path)
    start = _position_in(source, job.position)
    store = ContentStore(job.folders.files, raw=job.folders.raw)
    intake = MailIntake(job.db, job.user_id, own, store, origin="import", source=path.name)
    # A message without any date is as old as the archive it lay in, on every run alike.
    found_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    total, so_far = source.total, start.result
    done = start.done

    def also(result: IntakeResult) -> None:
        # In the batch's own transaction: a restart goes on exactly behind what is committed.
        job.save_position(
            {
                "fingerprint": source.fingerprint,
                "after": batch.last_key,
                "done": done + batch.count,
                "result": asdict(so_far + result),
            }
        )

    for batch in _batches_ahead(intake, source, start.after, found_at):
        job.check_cancelled()
        so_far = so_far + intake.take(batch.prepared, also=also)
        done += batch.count
        job.report(
            done,
            total,
            _note(done, total, so_far),
            changed=Kind.CONVERSATIONS | Kind.MESSAGES | Kind.LEADS,
        )
    return {"path": str(path), "messages": done, **asdict(so_far)}


@dataclass(frozen=True, slots=True)
class _Start:
    after: str | None = None
    done: int = 0
    result: IntakeResult = field(default_factory=IntakeResult)


def _position_in(source: MailSource, position: Mapping[str, Any]) -> _Start:
    """Where to go on; from the start when the archive is not the one of the earlier run."""
    if not position or position.get("fingerprint") != source.fingerprint:
        return _Start()
    return _Start(
        after=str(position["after"]),
        done=int(position["done"]),
        result=IntakeResult(**position["result"]),
    )


def _own_addresses(job: JobContext) -> frozenset[str]:
    """The rep's addresses, the newly named ones remembered: later mail needs them too."""
    users = UserRepository(job.db)
    for address in job.params.get("me") or ():
        normalised = normalise_address(str(address))
        if not normalised:
            raise KnownError(
                f"“{address}” is not an e-mail address.", "Nothing was imported; check --me."
            )
        with job.db.transaction():
            users.add_own_address(job.user_id, normalised)
    with job.db.connection():
        return users.own_addresses(job.user_id)


def _batches_ahead(
    intake: MailIntake, source: MailSource, after: str | None, found_at: datetime
) -> Iterator[_Ready]:
    """Batches parsed and stored by another thread, at most two ahead of the database."""
    ready: queue.Queue[_Ready | BaseException | None] = queue.Queue(maxsize=2)
    stop = threading.Event()

    def offer(item: _Ready | BaseException | None) -> None:
        while not stop.is_set():
            try:
                ready.put(item, timeout=0.1)
                return
            except queue.Full:
                continue

    def read() -> None:
        try:
            for batch in _batches(source, after, found_at):
                offer(
                    _Ready(
                        intake.prepare(batch.incoming, batch.unreadable),
                        batch.last_key,
                        len(batch),
                    )
                )
                if stop.is_set():
                    return
            offer(None)
        except BaseException as error:  # handed to the thread that can tell the user
            offer(error)

    reader = threading.Thread(target=read, name="mail-reader", daemon=True)
    reader.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        reader.join()


def _batches(source: MailSource, after: str | None, found_at: datetime) -> Iterator[_Batch]:
    batch = _Batch()
    for found in source.iterate(after):
        _add(batch, found, found_at)
        if batch.full:
            yield batch
            batch = _Batch()
    if len(batch):
        yield batch


def _add(batch: _Batch, found: RawMessage, found_at: datetime) -> None:
    batch.last_key = found.key
    batch.size += found.size
    if found.error:
        digest = hashlib.sha256(found.raw or found.key.encode()).hexdigest()
        batch.unreadable.append(Unreadable(found.raw, digest, found.error))
        return
    batch.incoming.append(Incoming(found.raw, parse_message(found.raw), found.flags, found_at))


def _note(done: int, total: int | None, result: IntakeResult) -> str:
    of = f"{done:,} of {total:,}" if total else f"{done:,}"
    broken = f", {result.broken:,} kept aside" if result.broken else ""
    return f"{of} messages{broken}"
