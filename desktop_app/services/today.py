"""Today: the queue of actions, asked for by the window. What is done to them is
:class:`ActionService`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.today import TodayRepository
from desktop_app.data.today_detail import TodayDetail
from desktop_app.domain.today import (
    ActionDetail,
    DayBounds,
    Queue,
    QueueFigures,
    QueueQuery,
    QueueRow,
)

_FIRST = 40


class TodayService:
    """What a user has to do, on the user's calendar.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._today = TodayRepository(db)

    def first(self, query: QueueQuery) -> tuple[Queue, tuple[QueueRow, ...]]:
        """The first actions of a query, with their rows: what a screen needs at once."""
        with self._db.connection():
            queue = self._today.first(self._user_id, query, self.day(), _FIRST)
            ids = [id_ for each in queue.sections for id_ in each.ids]
            return queue, self._today.rows(self._user_id, ids)

    def whole(self, query: QueueQuery) -> Queue:
        """All actions of a query."""
        return self._today.whole(self._user_id, query, self.day())

    def rows(self, ids: Sequence[UUID]) -> tuple[QueueRow, ...]:
        """The actions with these ids, in any order; those that are gone are left out."""
        return self._today.rows(self._user_id, ids)

    def detail(self, action_id: UUID) -> ActionDetail | None:
        """An action with its message and the answer that is prepared; None when it is gone."""
        return TodayDetail(self._db).read(self._user_id, action_id)

    def figures(self) -> QueueFigures:
        """What is due, done today, and open by type."""
        return self._today.figures(self._user_id, self.day())

    def types(self) -> tuple[str, ...]:
        """The types that open actions have."""
        return self._today.types(self._user_id)

    def day(self) -> DayBounds:
        """The user's day."""
        zone = LeadRepository(self._db, self._clock).zone(self._user_id)
        return DayBounds.of(self._clock().astimezone(ZoneInfo(zone)))
