"""Notes what became due, so that a window can tell it."""

from __future__ import annotations

from datetime import datetime

from desktop_app.data.database import Database
from desktop_app.data.notifications import NotificationRepository
from desktop_app.domain.changes import Kind


class NotificationSource:
    """Actions that become due; for the due clock."""

    name = "notifications"

    def __init__(self, db: Database) -> None:
        self._db = db
        self._notifications = NotificationRepository(db)

    def heard(self, kinds: Kind) -> None:
        """Nothing to remember: what is due is asked at each look."""

    def next_due(self, now: datetime) -> datetime | None:
        """When an action is due next."""
        return self._notifications.next_due(now)

    def run_due(self, now: datetime) -> int:
        """Note what is due; how much that was."""
        with self._db.transaction():
            whose = self._notifications.make_due(now)
            for user_id in sorted(set(whose)):
                self._db.tell(Kind.NOTIFICATIONS, user_id=user_id)
        return len(whose)
