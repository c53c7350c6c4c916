"""Garbage is looked for by the window's thread alone.

Left to itself Python looks for cycles in whichever thread happens to make an object. What it finds
there may be a widget, and those may go in their own thread only: the window then dies later,
somewhere else.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY: Final = 1_000  # milliseconds
_LONGEST_START: Final = 60  # looks


class Garbage(QObject):
    """Looks for garbage as often as Python would; lives in the window's thread.

    A start looks for none: whoever ends it freezes what stays (:func:`gc.freeze`), and from then on
    there is something to look for. One that nobody ends, as no engine ever told of itself, is over
    after a while.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._looks_left = _LONGEST_START
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look for garbage of the oldest generation that has grown enough."""
        self._looks_left -= 1
        if self._looks_left > 0 and not gc.get_freeze_count():
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
