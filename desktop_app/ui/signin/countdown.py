"""A button that waits with the user when there were too many tries."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.ui.widgets.buttons import Button


def wait_of(error: BaseException) -> int:
    """The seconds that a refusal asks to wait, else 0."""
    return error.retry_after or 0 if isinstance(error, KnownError) else 0


class Countdown(QObject):
    """Keeps a button back for a while; it says how long, and comes back by itself.

    Signals:
        over: the wait has ended.

    Args:
        now: seconds of a clock that only goes forward.
    """

    over = Signal()

    def __init__(self, button: Button, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(button)
        self._button = button
        self._now = now
        self._words = ""
        self._until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)

    @property
    def holding(self) -> bool:
        return bool(self._until)

    def hold(self, seconds: float) -> None:
        """Begin to wait."""
        if not self.holding:
            self._words = self._button.words
        self._until = self._now() + seconds
        self.tick()

    def let_go(self) -> None:
        """Wait no longer: the button has another meaning now."""
        if self.holding:
            self._end()

    def tick(self) -> None:
        """Say what is left, or end."""
        left = self._until - self._now()
        if left <= 0:
            self._end()
            self.over.emit()
            return
        self._button.setEnabled(False)
        self._button.set_words(tr("Try again in {duration}", duration=_duration(math.ceil(left))))
        # The next whole second, so that no figure is skipped.
        self._timer.start(max(1, math.ceil((left - math.ceil(left) + 1) * 1000)))

    def _end(self) -> None:
        self._timer.stop()
        self._until = 0.0
        self._button.set_words(self._words)
        self._button.setEnabled(True)


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return tr("{minutes}:{rest:02} min", minutes=minutes, rest=rest) if minutes else f"{seconds} s"
