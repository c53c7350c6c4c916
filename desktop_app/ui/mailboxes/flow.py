"""A request about a mailbox, followed from the asking to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

from desktop_app.domain.changes import Kind
from desktop_app.domain.mailbox_requests import RequestState, SetupProgress
from desktop_app.ui.ops import ChangeBus, Fault, Operations
from desktop_app.ui.signin.browser import open_in_browser

_POLL = 1_000


class RequestFlow(QObject):
    """One request at a time; an earlier one is given up.

    Args:
        setup: the user's ``MailboxSetupService``.
        open_url: opens a page in the browser; tells whether there was one.

    Signals:
        said: what is being done, in a few words.
        waiting: the browser has the word; carries whether one was opened.
        done: the :class:`SetupProgress`.
        failed: a :class:`Fault`.
    """

    said = Signal(str)
    waiting = Signal(bool)
    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        ops: Operations,
        bus: ChangeBus,
        setup: Any,
        *,
        open_url: Callable[[str], bool] = open_in_browser,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._setup = setup
        self._open_url = open_url
        self._request: UUID | None = None
        self._turn = 0
        self._words = ""
        self.url = ""
        # Progress is told by notices; the timer only covers a notice lost on the way.
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._look)
        bus.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        return self._poll.isActive()

    def start(self, ask: Callable[[], UUID]) -> None:
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

    def _end(self) -> UUID | None:
        self._turn += 1
        self._poll.stop()
        self.url = self._words = ""
        request, self._request = self._request, None
        return request

    def _drop(self, request: UUID) -> None:
        setup = self._setup
        self._ops.run_query(
            self, lambda: setup.cancel(request), lambda _none: None, lambda _error: None
        )

    def _on_asked(self, turn: int, request: UUID) -> None:
        if turn != self._turn:  # given up meanwhile
            self._drop(request)
            return
        self._request = request
        self._look()

    def _on_changed(self, news: Any) -> None:
        if news.kinds & Kind.MAILBOXES:
            self._look()

    def _look(self) -> None:
        request, turn, setup = self._request, self._turn, self._setup
        if request is None:
            return
        self._ops.run_query(
            self,
            lambda: setup.progress(request),
            lambda progress: self._on_progress(turn, progress),
            lambda error: self._fail(turn, Fault.of(error)),
            key="progress",
        )

    def _on_progress(self, turn: int, progress: SetupProgress) -> None:
        if turn != self._turn:
            return
        state = progress.state
        if state is RequestState.DONE:
            self._end()
            self.done.emit(progress)
        elif state is RequestState.FAILED:
            self._fail(turn, Fault(progress.title, progress.advice))
        elif state is RequestState.CANCELLED:
            self._fail(turn, Fault("This was given up.", "Nothing was changed."))
        elif state is RequestState.WAITING and not self.url:
            self._on_address(turn, progress.authorize_url)
        elif progress.doing and progress.doing != self._words:
            self._words = progress.doing
            self.said.emit(progress.doing)

    def _on_address(self, turn: int, url: str) -> None:
        # What is handed to the system came from a row of the database: a web page and no more.
        if QUrl(url).scheme() not in ("https", "http"):
            self._fail(turn, Fault("The address to sign in at is not a web page."))
            return
        self.url = url
        self.waiting.emit(self._open_url(url))

    def _fail(self, turn: int, fault: Fault) -> None:
        if turn == self._turn:
            self._end()
            self.failed.emit(fault)
