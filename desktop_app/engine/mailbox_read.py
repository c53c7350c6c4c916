"""Turns what a server hands over into rows to be written, ahead of whoever writes them.

Three things at once, as for an archive: the network is read by a thread, messages are parsed and
their files stored by a process of its own (or by that thread, where there is little to do), and
the caller writes. At most a few batches are between them, so that a mailbox of any size costs a
few megabytes; a message too large for memory lies in a file and is read in a process that ends
with it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import logging
import multiprocessing
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any, Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_folders import GMAIL_DRAFT, Sighting
from desktop_app.engine.ahead import AHEAD, made_ahead
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
from desktop_app.wire.imap_answers import Fetched, SpooledBody
from desktop_app.wire.reading_process import collect_seldom, send_quickly, start_deaf

log = logging.getLogger(__name__)

send_quickly(Fetched, Sighting)

BATCH_MESSAGES: Final = 300
BATCH_BYTES: Final = 8 << 20
_FIRST_MESSAGES: Final = 40  # of a pull of thousands
LARGE: Final = 16 << 20
"""Bytes from which a message is read in a process of its own: parsing takes twice its size."""

WORTH_A_PROCESS: Final = 1000
"""Messages below which a process of its own costs more to start than it saves."""

_THREAD: Final = "mailbox-reader"


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom messages are read, and where their files go.

    ``own`` are the rep's addresses, lower case; ``source`` names the mailbox and the folder.
    ``unknown``: it was looked up already that hardly any of these messages is here.
    """

    db: Database
    user_id: UUID
    own: frozenset[str]
    folders: Folders
    source: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Messages that only need their rows: what is new of them, and where each is."""

    drafted: Drafted
    sightings: tuple[Sighting, ...]

    @property
    def count(self) -> int:
        return len(self.sightings)


def read_ahead(
    reading: Reading,
    messages: Iterable[Fetched],
    *,
    apart: ReadyReader | None = None,
    hang_up: Callable[[], None] = lambda: None,
) -> contextlib.AbstractContextManager[Iterator[ReadBatch]]:
    """The messages in batches, read ahead of whoever takes them.

    Args:
        messages: consumed by another thread; what it raises is raised by the iterator, after the
            batches before it.
        apart: whose process parses them; None: the thread does that reads the network.
        hang_up: ends the wait for the network, where the block is left before the end.
    """
    if apart is not None:
        groups = _grouped(messages, _FIRST_MESSAGES)
        return made_ahead(lambda: _in_a_process(reading, groups, apart.take), _THREAD, hang_up)
    few = _grouped(messages)
    return made_ahead(lambda: map(_Reader(reading).read, few), _THREAD, hang_up)


def _grouped(
    messages: Iterable[Fetched], first: int = BATCH_MESSAGES
) -> Generator[list[Fetched], None, None]:
    """Batches by number and size; a message that lies in a file is one of its own.

    Args:
        first: so many messages, or an eighth of the size, are the first batch, and twice as many
            the next, up to the most. They are on the screen sooner, and whoever reads and whoever
            writes begin while the server still hands out the next.
    """
    group: list[Fetched] = []
    size = 0
    most = min(first, BATCH_MESSAGES)
    largest = BATCH_BYTES if most == BATCH_MESSAGES else BATCH_BYTES // 8
    for each in messages:
        if isinstance(each.body, SpooledBody):
            if group:
                yield group
            yield [each]
            group, size = [], 0
            continue
        group.append(each)
        size += len(each.body or b"")
        if len(group) >= most or size >= largest:
            yield group
            group, size = [], 0
            most, largest = min(2 * most, BATCH_MESSAGES), min(2 * largest, BATCH_BYTES)
    if group:
        yield group


class _Reader:
    """Reads batches of messages, in any thread or process."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        store = ContentStore(reading.folders.files, raw=reading.folders.raw)
        self._preparer = MailPreparer(
            reading.db, reading.user_id, store, source=reading.source, asks=not reading.unknown
        )
        self._intake = MailIntake(reading.db, reading.user_id, reading.own, origin="mailbox")

    def read(self, group: Sequence[Fetched]) -> ReadBatch:
        first = group[0]
        if isinstance(first.body, SpooledBody):
            if _is_large(group):
                return _read_large(self._reading, first)
            try:
                return self.read_spooled(group)
            finally:
                first.body.path.unlink(missing_ok=True)
        return self._read(group)

    def read_spooled(self, group: Sequence[Fetched]) -> ReadBatch:
        """One message that lies in a file, however large."""
        body = group[0].body
        assert isinstance(body, SpooledBody)  # noqa: S101  # only such come here
        return self._read([replace(group[0], body=body.path.read_bytes())])

    def _read(self, group: Sequence[Fetched]) -> ReadBatch:
        incoming: list[Incoming] = []
        unreadable: list[Unreadable] = []
        sightings: list[Sighting] = []
        for each in group:
            flags = each.flags or frozenset()
            if GMAIL_DRAFT in (each.labels or ()):
                sightings.append(Sighting.of(each.uid, None, flags, each.labels))
                continue
            read = _as_incoming(each)
            if isinstance(read, Incoming):
                incoming.append(read)
                identity: str | None = read.identity
            else:
                unreadable.append(read)
                identity = None
            sightings.append(Sighting.of(each.uid, identity, flags, each.labels))
        drafted = self._intake.draft(self._preparer.prepare(incoming, unreadable))
        return ReadBatch(drafted, tuple(sightings))


def _as_incoming(each: Fetched) -> Incoming | Unreadable:
    raw = each.body
    if not isinstance(raw, bytes) or not raw.strip():
        # Each of them is a loss of its own, though they look alike.
        name = f"{each.uid} {each.received_at}".encode()
        said = tr("it is empty") if raw else tr("the server has no content for it")
        return Unreadable(b"", hashlib.sha256(name).hexdigest(), said)
    return read_message(raw, each.flags or frozenset(), each.received_at or datetime.now(UTC))


# -- A process of its own ----------------------------------------------------------------------


def _read_large(reading: Reading, message: Fetched) -> ReadBatch:
    """A large message, by a process that takes its memory along when it ends."""
    results = _in_a_process(reading, iter([[message]]), ReadingProcess, large=True)
    try:
        with contextlib.closing(results):
            for batch in results:
                return batch
    finally:
        if isinstance(message.body, SpooledBody):
            message.body.path.unlink(missing_ok=True)
    raise _interrupted()


class ReadingProcess:
    """The other end of a process that reads messages: it was started, and waits."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_read_and_send, args=(there,), daemon=True)
        start_deaf(self.process)
        there.close()  # so that the end of the process is the end of the pipe

    def close(self) -> None:
        self.pipe.close()
        if self.process.is_alive():
            self.process.terminate()
        self.process.join()


class ReadyReader:
    """Keeps a reading process ready, where much is about to come: it takes half a second to
    start, which the server takes to open a folder."""

    def __init__(self) -> None:
        self._ready: ReadingProcess | None = None

    def prepare(self) -> None:
        """Start one, if that is possible: it is not needed yet, and perhaps never."""
        if self._ready is None:
            try:
                self._ready = ReadingProcess()
            except OSError as error:
                log.info("no process could be started ahead: %s", error)

    def take(self) -> ReadingProcess:
        """The one that is ready, or a new one; whoever takes it closes it."""
        ready, self._ready = self._ready, None
        if ready is not None and ready.process.is_alive():
            return ready
        if ready is not None:
            ready.close()
        return ReadingProcess()

    def close(self) -> None:
        if self._ready is not None:
            self._ready.close()
            self._ready = None


def _in_a_process(
    reading: Reading,
    groups: Iterator[list[Fetched]],
    start: Callable[[], ReadingProcess],
    *,
    large: bool = False,
) -> Generator[ReadBatch, None, None]:
    """Batches read by a process of its own, while the next are taken from the network."""
    apart = start()
    here, process = apart.pipe, apart.process
    pending = 0
    try:
        _send(here, (reading, large))
        for group in groups:
            if not large and _is_large(group):
                while pending:
                    yield _receive(here)
                    pending -= 1
                yield _read_large(reading, group[0])
                continue
            _send(here, group)
            pending += 1
            # One is being read while the next is fetched.
            while pending > 1:
                yield _receive(here)
                pending -= 1
        while pending:
            yield _receive(here)
            pending -= 1
        with contextlib.suppress(OSError):
            here.send_bytes(pickle.dumps(None))
            process.join(timeout=2)
    finally:
        apart.close()


def _is_large(group: Sequence[Fetched]) -> bool:
    body = group[0].body
    return isinstance(body, SpooledBody) and body.size >= LARGE


def _send(pipe: Connection, said: object) -> None:
    try:
        pipe.send_bytes(pickle.dumps(said, protocol=pickle.HIGHEST_PROTOCOL))
    except OSError as error:
        raise _interrupted() from error


def _receive(pipe: Connection) -> ReadBatch:
    try:
        # From a process that this one started, over a pipe that nobody else has.
        item: ReadBatch | BaseException = pickle.loads(pipe.recv_bytes())  # noqa: S301
    except (EOFError, OSError) as error:
        raise _interrupted() from error
    if isinstance(item, BaseException):
        raise item
    return item


def _interrupted() -> KnownError:
    return KnownError(
        tr("Reading messages was interrupted."),
        tr("What was brought in is kept, and the rest is fetched again."),
        retryable=True,
    )


def _read_and_send(pipe: Connection) -> None:
    """The life of the reading process: first it is told for whom it reads, and whether one large
    message or many; when the other end is gone, so is the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    collect_seldom()
    try:
        # From the process that started this one, over a pipe that nobody else has.
        reading, large = pickle.loads(pipe.recv_bytes())  # noqa: S301
    except (EOFError, OSError):
        return
    reader = _Reader(reading)
    _answer_each(pipe, reader.read_spooled if large else reader.read)


def _answer_each(pipe: Connection, read: Callable[[Sequence[Fetched]], ReadBatch]) -> None:
    """Answer every batch. Taking the next off the pipe is another thread's: both ends would
    otherwise wait for the other to read first."""
    asked: queue.Queue[Sequence[Fetched] | None] = queue.Queue(maxsize=AHEAD)

    def take() -> None:
        group = None
        with contextlib.suppress(EOFError, OSError):
            while (group := pickle.loads(pipe.recv_bytes())) is not None:  # noqa: S301
                asked.put(group)
        asked.put(None)

    threading.Thread(target=take, daemon=True).start()
    while (group := asked.get()) is not None:
        try:
            answer: Any = read(group)
        except Exception as error:
            answer = error
        try:
            pipe.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        except OSError:
            return
