"""A request to the engine, followed from the asking to its end, by the browser if need be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.requests import RequestState
from desktop_app.ui.ops import ChangeBus, Fault, Operations

_POLL = 1_000


def open_in_browser(url: str) -> bool:
    """Hand an address to the system's browser; tells whether there was one."""
    return QDesktopServices.openUrl(QUrl(url))


class Progress(Protocol):
    """A request as it stands. ``title`` and ``advice`` tell the fault when it failed."""

    @property
    def id(self) -> UUID: ...
    @property
    def state(self) -> RequestState: ...
    @property
    def authorize_url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def advice(self) -> str: ...


class RequestFlow(QObject):
    """One request at a time; an earlier one is given up.

    Args:
        asked: the service that was asked: it has ``progress(request)`` and ``cancel(request)``.
        told_by: the kind of changes that tell of progress.
        given_up: the title of a request that somebody else gave up.
        open_url: opens a page in the browser; tells whether there was one.

    Signals:
        waiting: the browser has the word; carries whether one was opened.
        done: what came of it.
        failed: a :class:`Fault`.
    """

    waiting = Signal(bool)
    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        ops: Operations,
        bus: ChangeBus,
        asked: Any,
        *,
        told_by: Kind,
        given_up: str,
        open_url: Callable[[str], bool] = open_in_browser,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._asked = asked
        self._told_by = told_by
        self._given_up = given_up
        self._open_url = open_url
        self._request: UUID | None = None
        self._turn = 0
        self.url = ""
        # Progress is told by notices; the timer only covers a notice lost on the way.
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._look)
        bus.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        return self._poll.isActive()

    def follow(self, ask: Callable[[], UUID]) -> None:
        """Ask in the background, and follow the request that comes of it."""
        self.cancel()
        turn = self._turn
        self._poll.start()
        self._ops.run_query(
            self,
            ask,
            lambda request: self._on_asked(turn, request),
            lambda error: self._fail(turn, Fault.of(error)),
        )

    def cancel(self) -> None:
        """Give up; nothing more is told of it."""
        request = self._end()
        if request is not None:
            self._drop(request)

    def open_again(self) -> None:
        if self.url:
            self.waiting.emit(self._open_url(self.url))

    def _on_working(self, progress: Any) -> None:
        """It is being worked on."""

    def _on_done(self, turn: int, progress: Any) -> None:
        self.done.emit(progress)

    def _fault(self, progress: Any) -> Fault:
        return Fault(progress.title, progress.advice)

    def _end(self) -> UUID | None:
        self._turn += 1
        self._poll.stop()
        self.url = ""
        request, self._request = self._request, None
        return request

    def _drop(self, request: UUID) -> None:
        asked = self._asked
        self._ops.run_query(
            self, lambda: asked.cancel(request), lambda _none: None, lambda _error: None
        )

    def _on_asked(self, turn: int, request: UUID) -> None:
        if turn != self._turn:  # given up meanwhile
            self._drop(request)
            return
        self._request = request
        self._look()

    def _on_changed(self, news: Any) -> None:
        if news.kinds & self._told_by:
            self._look()

    def _look(self) -> None:
        request, turn, asked = self._request, self._turn, self._asked
        if request is None:
            return
        self._ops.run_query(
            self,
            lambda: asked.progress(request),
            lambda progress: self._on_progress(turn, progress),
            lambda error: self._fail(turn, Fault.of(error)),
            key="progress",
        )

    def _on_progress(self, turn: int, progress: Progress) -> None:
        if turn != self._turn:
            return
        match progress.state:
            case RequestState.DONE:
                self._end()  # whoever looked for it from here on would not find it
                self._on_done(self._turn, progress)
            case RequestState.FAILED:
                self._fail(turn, self._fault(progress))
            case RequestState.CANCELLED:
                self._fail(turn, Fault(self._given_up, tr("Nothing was changed.")))
            case RequestState.WAITING if not self.url:
                self._on_address(turn, progress.authorize_url)
            case _:
                self._on_working(progress)

    def _on_address(self, turn: int, url: str) -> None:
        # What is handed to the system came from a row of the database: a web page and no more.
        if QUrl(url).scheme() not in ("https", "http"):
            self._fail(turn, Fault(tr("The address to sign in at is not a web page.")))
            return
        self.url = url
        self.waiting.emit(self._open_url(url))

    def _fail(self, turn: int, fault: Fault) -> None:
        if turn == self._turn:
            self._end()
            self.failed.emit(fault)
