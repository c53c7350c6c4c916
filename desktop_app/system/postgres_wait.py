"""Waiting for a server, and saying why when it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable

_TELL_AFTER = 2.0  # seconds of waiting before saying why


class Wait:
    """Short pauses that grow, and one sentence when they add up."""

    def __init__(self, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._begin = clock()
        self._told = False

    @property
    def passed(self) -> float:
        return self._clock() - self._begin

    def a_moment(self, why: str, *, pause: float | None = None) -> None:
        if not self._told and self.passed > _TELL_AFTER:
            self._told = True
            self._tell(why)
        # A twentieth of the time waited so far: what is quick is not made slow by waiting for it.
        time.sleep(pause or min(max(self.passed / 20, 0.001), 0.05))
