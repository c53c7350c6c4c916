"""The one door to background work. Widgets never start threads."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.ui.ops.bus import ChangeBus
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

QUERY_THREADS = 4
KEEPING_THREADS = 2
_LONGEST_END = 10.0  # seconds that an end waits for what must still be done
_BREATH = 30  # ms: two frames, in which a view lays out and paints what it was just given


@dataclass(frozen=True, slots=True)
class Fault:
    """A failed operation as the window tells it.

    Args:
        title, advice: what failed; what is safe and what to do.
        details: for "Copy details", empty when there is nothing more to know.
        known: False for a bug.
        field: what of that which was given it is about, "" for all of it.
    """

    title: str
    advice: str = ""
    details: str = ""
    known: bool = True
    retryable: bool = False
    field: str = ""

    @classmethod
    def of(cls, error: BaseException) -> Fault:
        if isinstance(error, KnownError):
            return cls(error.title, error.advice, retryable=error.retryable, field=error.field)
        return cls(
            tr("Something went wrong"),
            tr("Nothing was lost. The details are in the log."),
            "".join(traceback.format_exception(error)),
            known=False,
        )


@dataclass(slots=True)
class _Work:
    owner: QObject
    run: Callable[[], Any]
    on_result: Callable[[Any], None] | None
    on_error: Callable[[Exception], None] | None
    slot: tuple[int, str] | None
    pool: QThreadPool
    command: bool = False


class Operations(QObject):
    """Runs queries and commands off the window's thread and brings the results back to it.

    Queries run on a few threads. Commands run one after another in the order they were
    asked for, so that two clicks never overtake each other; they, and what keeps words that
    somebody wrote, are done even if the window closes before their turn. Nothing is delivered to
    an owner that has been destroyed.

    Signals:
        failed: a :class:`Fault` nobody else took care of.
        did: the :class:`Changes` of a command, after the bus was told.

    Args:
        bus: told the changes of every command.
        inline: run at once on the calling thread (tests).
    """

    failed = Signal(object)
    did = Signal(object)
    _ended = Signal(object, object, object)  # work, result, error

    def __init__(
        self, bus: ChangeBus, *, inline: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._inline = inline
        self._queries = _pool(QUERY_THREADS, self)
        self._commands = _pool(1, self)
        self._keepings = _pool(KEEPING_THREADS, self)
        self._running: dict[tuple[int, str], _Work] = {}
        self._waiting: dict[tuple[int, str], _Work] = {}
        self._open = 0
        self._later: list[tuple[QObject, Callable[[], None]]] = []
        self._breath = single_shot(self, _BREATH, self._do_later)
        self._hold = single_shot(self, 0, self._rest_if_quiet)
        self._closed = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run_query(
        self,
        owner: QObject,
        fn: Callable[[], Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
        key: str | None = None,
    ) -> None:
        """Call ``fn`` in the background, then ``on_result`` with what it returned.

        With a ``key``, the latest call of this owner wins: at most one runs, at most one
        waits, and the result of one that was superseded is dropped. ``on_error`` takes the
        exception; without it a fault becomes a notice (and a bug is logged either way).
        """
        slot = None if key is None else (id(owner), key)
        work = _Work(owner, fn, on_result, on_error, slot, self._queries)
        if slot is not None and slot in self._running:
            self._waiting[slot] = work
            return
        self._start(work)

    def run_command(
        self,
        owner: QObject,
        fn: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call a command, which returns :class:`Changes` or a tuple that ends with one.

        The bus is told what changed, then ``on_done`` gets what ``fn`` returned.
        """
        self._start(_Work(owner, fn, on_done, on_error, None, self._commands, command=True))

    def run_keeping(
        self,
        owner: QObject,
        fn: Callable[[], Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """As :meth:`run_query`, for what keeps words that somebody wrote: no slow query is waited
        for, and the window's end waits for it."""
        self._start(_Work(owner, fn, on_result, on_error, None, self._keepings))

    def when_quiet(self, owner: QObject, fn: Callable[[], None]) -> None:
        """Call ``fn`` on the window's thread once nothing runs or waits and what came is painted.

        For what nobody looks at yet: on a laptop's few cores it would only hold up what is
        being waited for. Several are called in the order they came in, none whose owner has been
        destroyed.
        """
        self._later.append((owner, fn))
        self._rest_if_quiet()

    def hold_quiet(self, at_most: int) -> None:
        """Let what waits for quiet wait for :meth:`release_quiet` as well, or for so many ms."""
        self._hold.start(at_most)

    def release_quiet(self) -> None:
        self._hold.stop()
        self._rest_if_quiet()

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return self._open > 0

    def close(self) -> None:
        """Take nothing more, forget what is only to be read, and wait (not for ever) for what is
        to be kept or done, and for what runs; results are dropped."""
        self._closed = True
        self._waiting.clear()
        self._later.clear()
        self._queries.clear()
        until = time.monotonic() + _LONGEST_END
        for pool in (self._keepings, self._commands, self._queries):
            pool.waitForDone(max(0, int((until - time.monotonic()) * 1000)))

    def _start(self, work: _Work) -> None:
        if self._closed:
            return
        if work.slot is not None:
            self._running[work.slot] = work
        self._open += 1
        if self._inline:
            result, error = _attempt(work)
            self._on_ended(work, result, error)
            return

        def run() -> None:
            result, error = _attempt(work)
            # The window may have gone while we worked: then nobody waits for the result.
            if shiboken6.isValid(self):
                self._ended.emit(work, result, error)

        work.pool.start(run)

    @Slot(object, object, object)
    def _on_ended(self, work: _Work, result: Any, error: Exception | None) -> None:
        self._open -= 1
        superseded = False
        if work.slot is not None:
            self._running.pop(work.slot, None)
            following = self._waiting.pop(work.slot, None)
            if following is not None:
                superseded = True
                self._start(following)
        if self._closed:
            return
        if work.command and error is None:
            self._tell(result)
        if not superseded and shiboken6.isValid(work.owner):
            self._show(lambda: self._deliver(work, result, error))
        self._rest_if_quiet()

    def _deliver(self, work: _Work, result: Any, error: Exception | None) -> None:
        if error is None:
            if work.on_result is not None:
                work.on_result(result)
        elif work.on_error is not None:
            work.on_error(error)
        else:
            self.failed.emit(Fault.of(error))

    def _show(self, fn: Callable[[], None]) -> None:
        try:
            fn()
        except Exception as slip:
            if self._inline:
                raise
            log.exception("A result could not be shown")
            self.failed.emit(Fault.of(slip))

    def _rest_if_quiet(self) -> None:
        if not self._later or self._open or self._hold.isActive() or self._closed:
            return
        if self._inline:
            self._do_later()
        elif not self._breath.isActive():
            self._breath.start()

    @Slot()
    def _do_later(self) -> None:
        """All at once: one that asks for more would keep the others waiting."""
        if self._open or self._hold.isActive() or self._closed:
            return  # whoever ends last comes here again
        later, self._later = self._later, []
        for owner, fn in later:
            if shiboken6.isValid(owner):
                self._show(fn)

    def _tell(self, result: Any) -> None:
        changes = result[-1] if isinstance(result, tuple) and result else result
        if isinstance(changes, Changes):
            self._bus.tell(changes)
            self.did.emit(changes)


def _attempt(work: _Work) -> tuple[Any, Exception | None]:
    try:
        return work.run(), None
    except KnownError as error:
        return None, error
    except Exception as error:
        if work.on_error is None or not isinstance(error, ValueError):
            log.exception("A background operation failed")
        return None, error


def _pool(threads: int, parent: QObject) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    # A thread keeps its database connection; letting it end would open a new one each time.
    pool.setExpiryTimeout(-1)
    return pool
