"""Keeps the day metrics true: counts what was marked, and begins a new day at midnight."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from desktop_app.data.database import Database
from desktop_app.data.metric_rollup import MetricRollUp
from desktop_app.data.users import UserRepository
from desktop_app.domain.changes import Kind

# What can leave a mark; whatever else leaves one is found at the clock's next look.
_NEWS: Final = Kind.MESSAGES | Kind.CONVERSATIONS | Kind.LEADS | Kind.ACTIONS | Kind.USERS
_CALM: Final = timedelta(seconds=3)
_SHARE: Final = 10
"""Counting may take a tenth of the time while mail streams in, and no more."""


class MetricSource:
    """Days to be counted anew; for the due clock.

    Args:
        calm: how long news wait for more of them.
        timer: seconds, for tests.
    """

    name = "metrics"

    def __init__(
        self,
        db: Database,
        *,
        calm: timedelta = _CALM,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db = db
        self._calm = calm
        self._timer = timer
        self._rollup = MetricRollUp(db)
        self._news = True
        self._rests_until: datetime | None = None

    def heard(self, kinds: Kind) -> None:
        """Something changed that may be counted."""
        if kinds & (_NEWS | Kind.MAILBOXES):
            self._news = True

    def next_due(self, now: datetime) -> datetime | None:
        """When to look: soon after news, and when a user's day ends."""
        with self._db.connection():
            midnights = [
                self._rollup.next_midnight(user.id, now)
                for user in UserRepository(self._db).list_users()
            ]
        if self._news:
            midnights.append(self._rests_until or now)
        return min(midnights, default=None)

    def run_due(self, now: datetime) -> int:
        """Count what follows from marks; how many days that was.

        Raises:
            KnownError: the database cannot be reached, or takes nothing now.
        """
        if self._rests(now):
            return 0
        self._news = False  # before looking: what is heard meanwhile is looked at again
        began, count = self._timer(), 0
        for user in UserRepository(self._db).list_users():
            if self._rollup.is_due(user.id, now):
                with self._db.transaction():
                    count += self._rollup.catch_up(user.id, now)
                    self._db.tell(Kind.METRICS, user_id=user.id)
        took = timedelta(seconds=self._timer() - began)
        self._rests_until = now + max(self._calm, _SHARE * took)
        return count

    def _rests(self, now: datetime) -> bool:
        # A clock that was put back is no reason to wait.
        until = self._rests_until
        longest = timedelta(minutes=5)
        return until is not None and until - longest < now < until
