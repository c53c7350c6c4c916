"""Follows something that is being written, and says when there is more of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.domain.writing import Purpose, State, Trouble, Writing
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context

_POLL = 1_500  # ms: covers a notice that was lost on the way


class Follow(QObject):
    """Reads a writing whenever it is told that there is more, until it is over.

    Signals:
        changed: a :class:`Writing`, further than before.
    """

    changed = Signal(object)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._id: UUID | None = None
        self.now: Writing | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._read)
        ctx.bus.changed.connect(self._on_news)

    @property
    def is_on(self) -> bool:
        """Whether more may come."""
        return self._id is not None

    def begin(self, writing_id: UUID) -> None:
        """Follow this one from now on, and no other."""
        self._id, self.now = writing_id, None
        self._poll.start()
        self._read()

    def stop(self) -> None:
        """Look no more; what is written goes on being written."""
        self._id = None
        self._poll.stop()

    def cancel(self) -> None:
        """Have no more of it written, and look no more."""
        wanted, writing = self._id, self._ctx.services.writing
        self.stop()
        if wanted is not None:
            self._ctx.ops.run_command(self, lambda: writing.cancel(wanted))

    def _read(self) -> None:
        wanted, writing = self._id, self._ctx.services.writing
        if wanted is None:
            return

        def read(found: Writing | None) -> None:
            if wanted == self._id:
                self._on_read(found or _gone(self.now, wanted))

        self._ctx.ops.run_query(self, lambda: writing.get(wanted), read, self._on_unread, "writing")

    def _on_read(self, found: Writing) -> None:
        if found == self.now:
            return
        self.now = found
        if found.state.over:
            self.stop()
        self.changed.emit(found)

    def _on_unread(self, error: Exception) -> None:
        """The database is away: it is asked again, as long as that may help."""
        fault = Fault.of(error)
        if self.now is not None and not fault.retryable:
            self._on_read(_failed(self.now, Trouble(fault.title, fault.advice)))

    def _on_news(self, news: object) -> None:
        if self._id is not None and getattr(news, "kinds", Kind.NONE) & Kind.WRITING:
            self._read()


def _gone(before: Writing | None, wanted: UUID) -> Writing:
    trouble = Trouble(tr("What was asked for is gone."), tr("Ask for it again."))
    return _failed(before or Writing(wanted, Purpose.DRAFT, State.FAILED), trouble)


def _failed(writing: Writing, trouble: Trouble) -> Writing:
    return replace(writing, state=State.FAILED, error=trouble)
