"""How many leads each saved view has: asked one by one, in the window's spare moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.saved_views import SavedView
from desktop_app.ui.ops import Operations
from desktop_app.ui.timers import single_shot

_PATIENCE = 500  # ms that a count may take before another one is asked beside it
_PAUSE = 1_000  # ms at least between two rounds
_SHARE = 4  # a round that took t is followed by no other before _SHARE times t


class ViewCounts(QObject):
    """Numbers by the key of a view. A number stays until there is another.

    What was quick the last time is asked first. One count runs at a time; one that takes long is
    left alone, and a single other runs beside it, so that a slow view holds up neither the others
    nor, with the threads that are left, the screen's own questions.

    Args:
        count: how many leads a query has; called in the background.

    Signals:
        changed: a number is another.
    """

    changed = Signal()

    def __init__(self, ops: Operations, count: Callable[[LeadQuery], int], parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops
        self._count = count
        self._queries: dict[str, LeadQuery] = {}
        self._numbers: dict[str, tuple[LeadQuery, int | None]] = {}
        self._took: dict[str, float] = {}
        self._stale: set[str] = set()
        self._running: dict[str, tuple[LeadQuery, float]] = {}
        self._began = 0.0
        self._resting = False
        self._patience = single_shot(self, _PATIENCE, self._go_on)

    def __getitem__(self, key: str) -> int | None:
        """The number that is known, or None."""
        return self._numbers[key][1] if key in self._numbers else None

    @property
    def numbers(self) -> Mapping[str, int | None]:
        """All that are known."""
        return {key: number for key, (_, number) in self._numbers.items()}

    def show(self, views: Sequence[SavedView]) -> None:
        """Count these views; those that ask something else than before at once."""
        asked = {view.key: LeadQuery(view.query.text, view.query.where) for view in views}
        for key in set(self._numbers) - set(asked):
            self._numbers.pop(key)
        self._queries = asked
        self._stale = {
            key for key, query in asked.items() if self._numbers.get(key, (None,))[0] != query
        } | (self._stale & set(asked))
        self._begin()

    def renew(self) -> None:
        """Leads have changed: count all of them again, soon."""
        self._stale = set(self._queries)
        if not self._resting:
            self._begin()

    def _begin(self) -> None:
        if self._stale and not self._running:
            self._began = monotonic()
        self._go_on()

    def _go_on(self) -> None:
        """Start the next count, where there is one and room for it."""
        now = monotonic()
        slow = sum(
            1 for _, since in self._running.values() if now - since >= 0.9 * _PATIENCE / 1000
        )
        if len(self._running) - slow >= 1 or len(self._running) >= 2:
            if self._stale and not self._patience.isActive():
                self._patience.start()
            return
        waiting = [key for key in self._queries if key in self._stale and key not in self._running]
        if not waiting:
            return
        key = min(waiting, key=lambda each: self._took.get(each, 0.0))
        query = self._queries[key]
        self._stale.discard(key)
        self._running[key] = (query, now)
        count = self._count
        self._ops.run_query(
            self,
            lambda: count(query),
            lambda number: self._on_counted(key, query, number),
            lambda _error: self._on_counted(key, query, None),
            key=f"count {key}",
        )
        if self._running:
            self._patience.start()

    def _on_counted(self, key: str, query: LeadQuery, number: int | None) -> None:
        _, since = self._running.pop(key, (query, monotonic()))
        self._took[key] = monotonic() - since
        if key in self._queries:
            if self._queries[key] != query:
                self._stale.add(key)
            elif self._numbers.get(key) != (query, number):
                self._numbers[key] = (query, number)
                self.changed.emit()
        if self._stale or self._running:
            QTimer.singleShot(0, self, self._go_on)
        else:
            self._rest()

    def _rest(self) -> None:
        self._resting = True
        took = (monotonic() - self._began) * 1000
        QTimer.singleShot(int(max(_PAUSE, _SHARE * took)), self, self._on_rested)

    def _on_rested(self) -> None:
        self._resting = False
        self._begin()
