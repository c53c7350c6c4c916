"""Hearing what others change in the database, and whether it is there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.ops import Operations
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

_AGAIN: Final = 1_000  # ms


class Hearing(QObject):
    """Listens to the database; where it cannot yet, it is tried until it can.

    Attributes:
        is_lost: the database went away, or was not there when it was to be listened to.

    Signals:
        begun: it listens.
        noticed: what somebody else changed.
        lost: whether the database is away now.
    """

    begun = Signal()
    noticed = Signal(object)
    lost = Signal(bool)
    _went = Signal(bool)  # as a thread of the listener says it

    def __init__(self, ops: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops
        self._listen: Callable[..., Callable[[], None]] | None = None
        self._stop: Callable[[], None] | None = None
        self._deaf = False
        self.is_lost = False
        self._again = single_shot(self, _AGAIN, self._try)
        self._went.connect(self._on_lost)

    @property
    def listens(self) -> bool:
        """Whether it has begun."""
        return self._stop is not None

    def begin(self, listen: Callable[..., Callable[[], None]]) -> None:
        """Listen from now on.

        Args:
            listen: begins it, off the window's thread; told what to call with a notice, and with
                whether the database is away; answers what ends it.
        """
        self._listen = listen
        self._try()

    def stop(self) -> None:
        """Listen no longer."""
        if self._stop is not None:
            self._stop()

    def _try(self) -> None:
        listen: Any = self._listen
        self._ops.run_query(
            self,
            lambda: listen(self.noticed.emit, self._went.emit),
            self._on_listening,
            self._on_deaf,
        )

    def _on_listening(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        if self._deaf:
            self._deaf = False
            self._on_lost(False)
        self.begun.emit()

    def _on_deaf(self, error: Exception) -> None:
        """The first rows are here, the way to the database is not."""
        log.warning("the database is away: %s", error)
        if not self._deaf:
            self._deaf = True
            self._on_lost(True)
        self._again.start()

    def _on_lost(self, lost: bool) -> None:
        self.is_lost = lost
        self.lost.emit(lost)
