"""Reads an archive ahead of the database: parses messages, stores their files, drafts their rows.

A small archive is read by a thread, a large one by a process of its own: reading and writing
rows are about the same work, and two threads of one Python would take turns at it. Either way at
most three batches are between them, so that an archive of any size costs a few megabytes.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import multiprocessing
import pickle
import signal
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.engine.ahead import made_ahead
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mail_intake import (
    Drafted,
    Incoming,
    MailIntake,
    MailPreparer,
    Unreadable,
    read_message,
)
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_sources import MailSource, RawMessage, open_source
from desktop_app.wire.reading_process import collect_seldom, start_deaf

BATCH_MESSAGES = 300
_BATCH_BYTES = 8 << 20
# Below these a process of its own costs more to start than it saves.
_LARGE_BYTES = 16 << 20
_LARGE_COUNT = 1500


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be read: which archive, from where on, for whom, and where files go.

    ``own`` are the addresses of the rep, lower case.
    """

    path: Path
    after: str | None
    user_id: UUID
    own: frozenset[str]
    folders: Folders
    db: Database


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """A batch that only needs its rows; ``last_key`` is where the source goes on after it."""

    drafted: Drafted
    last_key: str
    count: int


def is_large(path: Path, source: MailSource) -> bool:
    """Whether an archive is worth a process of its own."""
    if path.is_file() and path.stat().st_size >= _LARGE_BYTES:
        return True  # known without counting its messages
    total = source.total
    return total is None or total >= _LARGE_COUNT


def batches_ahead(
    reading: Reading, *, apart: bool
) -> contextlib.AbstractContextManager[Iterator[ReadBatch]]:
    """The batches of an archive in its order, read ahead of whoever takes them.

    Reading begins when the block is entered, and has ended when it is left.

    Args:
        apart: read in a process of its own.

    Raises:
        KnownError: (by the iterator) the archive cannot be read any further.
    """
    return made_ahead(lambda: _in_a_process(reading) if apart else _read(reading), "archive-reader")


def _in_a_process(reading: Reading) -> Generator[ReadBatch, None, None]:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read_and_send, args=(reading, sender), daemon=True)
    start_deaf(process)
    sender.close()  # so that the end of the process is the end of the pipe
    try:
        while (item := _receive(receiver)) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _receive(receiver: Connection) -> ReadBatch | BaseException | None:
    try:
        # From a process that this one started, over a pipe that nobody else has.
        item: ReadBatch | BaseException | None = pickle.loads(receiver.recv_bytes())  # noqa: S301
        return item
    except EOFError:
        return KnownError(
            tr("Reading the archive was interrupted."),
            tr("What was brought in is kept; start the import again and it goes on."),
        )


def _read_and_send(reading: Reading, sender: Connection) -> None:
    """The life of the reading process. When the other end is gone, so is the work.

    Ctrl+C goes to every process of a terminal: what it means is for the other end to say.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    collect_seldom()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            for batch in _read(reading):
                sender.send_bytes(pickle.dumps(batch, protocol=pickle.HIGHEST_PROTOCOL))
            sender.send_bytes(pickle.dumps(None))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            sender.send_bytes(pickle.dumps(error))


def _read(reading: Reading) -> Generator[ReadBatch, None, None]:
    source = open_source(reading.path)
    store = ContentStore(reading.folders.files, raw=reading.folders.raw)
    preparer = MailPreparer(reading.db, reading.user_id, store, source=reading.path.name)
    intake = MailIntake(reading.db, reading.user_id, reading.own, origin="import")
    # A message without any date is as old as the archive it lay in, on every run alike.
    found_at = datetime.fromtimestamp(reading.path.stat().st_mtime, UTC)

    def ready(batch: _Growing) -> ReadBatch:
        drafted = intake.draft(preparer.prepare(batch.incoming, batch.unreadable))
        return ReadBatch(drafted, batch.last_key, batch.count)

    batch = _Growing()
    for found in source.iterate(reading.after):
        batch.add(found, found_at)
        if batch.full:
            yield ready(batch)
            batch = _Growing()
    if batch.count:
        yield ready(batch)


@dataclass(slots=True)
class _Growing:
    """A batch while it is read."""

    incoming: list[Incoming] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    last_key: str = ""
    size: int = 0

    @property
    def count(self) -> int:
        return len(self.incoming) + len(self.unreadable)

    @property
    def full(self) -> bool:
        return self.count >= BATCH_MESSAGES or self.size >= _BATCH_BYTES

    def add(self, found: RawMessage, found_at: datetime) -> None:
        self.last_key = found.key
        self.size += found.size
        if found.error:
            digest = hashlib.sha256(found.raw or found.key.encode()).hexdigest()
            self.unreadable.append(Unreadable(found.raw, digest, found.error))
            return
        read = read_message(found.raw, found.flags, found_at)
        if isinstance(read, Incoming):
            self.incoming.append(read)
        else:
            self.unreadable.append(read)
