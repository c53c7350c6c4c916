"""Brings in what draws charts, when the first one is wanted: it takes a third of a second, which
neither the start nor the window's thread has to spare."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.ui.ops import Operations
from desktop_app.ui.timers import single_shot

# The parts of Qt that it uses are loaded on the window's thread, one at a turn: loaded in another
# they change the types of Python while this one makes widgets, which has ended the process. The
# packages have no more of them than what lines and bars need; it does without the others.
_PARTS = ("QtSvg", "QtOpenGL", "QtOpenGLWidgets", "QtTest")


def is_ready() -> bool:
    """Whether charts can be made at once."""
    return "desktop_app.ui.metrics.plot" in sys.modules


class Plotting(QObject):
    """Loads it once, and then says so.

    Args:
        then: called on the window's thread when charts can be made.
        failed: told why they cannot.
    """

    def __init__(
        self,
        ops: Operations,
        then: Callable[[], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._then = then
        self._failed = failed
        self._left = [f"PySide6.{part}" for part in _PARTS]
        self._turn = single_shot(self, 0, self._next)
        self._asked = False

    def begin(self) -> None:
        """Load it, unless that was begun or is done."""
        if is_ready():
            self._then()
        elif not self._asked:
            self._asked = True
            self._turn.start()

    def _next(self) -> None:
        if self._left:
            part = self._left.pop(0)
            if importlib.util.find_spec(part) is not None:
                importlib.import_module(part)
            self._turn.start()
            return
        self._ops.run_query(self, _load, lambda _none: self._loaded(), self._on_failed)

    def _loaded(self) -> None:
        importlib.import_module("desktop_app.ui.metrics.plot")
        self._then()

    def _on_failed(self, error: Exception) -> None:
        self._asked = False
        self._failed(error)


def _load() -> None:
    importlib.import_module("pyqtgraph")
