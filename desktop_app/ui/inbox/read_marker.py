"""Marks a conversation read once it has been looked at for a moment."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from desktop_app.ui.timers import single_shot

LOOKED_AT = 1000  # ms


class ReadMarker(QObject):
    """Waits while one conversation stays open, then says so.

    Args:
        mark: called with the conversation's id when its moment is over.
        seen: whether it is really before somebody's eyes (window active, screen shown);
            asked at the end of the moment, and while not, the moment begins anew.
    """

    def __init__(
        self,
        mark: Callable[[UUID], None],
        seen: Callable[[], bool],
        parent: QObject | None = None,
        *,
        after: int = LOOKED_AT,
    ) -> None:
        super().__init__(parent)
        self._mark = mark
        self._seen = seen
        self._open: UUID | None = None
        self.timer = single_shot(self, after, self._on_moment)

    def opened(self, conversation: UUID | None, *, unread: bool) -> None:
        """A conversation is shown now, or none. One that has been shown all along (a fresher
        version of it came) keeps its moment, and one put back to unread stays so."""
        if conversation == self._open:
            return
        self._open = conversation
        if conversation is not None and unread:
            self.timer.start()
        else:
            self.timer.stop()

    def leave_alone(self) -> None:
        """The user decided about this conversation; do not decide otherwise."""
        self.timer.stop()

    def forget(self) -> None:
        """Nothing is shown; showing the same conversation again counts as opening it."""
        self._open = None
        self.timer.stop()

    def _on_moment(self) -> None:
        if self._open is None:
            return
        if self._seen():
            self._mark(self._open)
        else:
            self.timer.start()
