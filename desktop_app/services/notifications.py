"""What became due, for the window that tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.notifications import NotificationRepository
from desktop_app.data.settings import SettingRepository
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.notifications import Notification, Told, in_words

SHOWN_SETTING: Final = "notifications.shown"
_MOST: Final = 100


class NotificationService:
    """The notifications of a user.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._notifications = NotificationRepository(db)

    def claim(self) -> tuple[Told, ...]:
        """What is to be shown now. Each is answered once, to one window; where they are turned
        off they count as told, and nothing is answered but what the program noticed of itself: a
        full disk is no matter of taste."""
        now = self._clock()
        with self._db.transaction():
            news = self._notifications.claim(self._user_id, now)
            told = in_words(news, now) if news and self.are_shown() else ()
            upkeep = UpkeepRepository(self._db).claim(now)
        return (*(Told(each.title, each.text, stays=True) for each in upkeep), *told)

    def list(self, limit: int = _MOST) -> tuple[Notification, ...]:
        """What became due and is still to be done, the newest first."""
        return self._notifications.list(self._user_id, limit)

    def unseen(self) -> int:
        """How much of that has not been seen in the list."""
        return self._notifications.unseen(self._user_id)

    def seen(self, ids: Sequence[UUID]) -> Changes:
        """The list was opened and showed these."""
        with self._db.transaction():
            if not self._notifications.seen(self._user_id, ids, self._clock()):
                return Changes()
            self._db.tell(Kind.NOTIFICATIONS, user_id=self._user_id)
            return Changes(Kind.NOTIFICATIONS)

    def are_shown(self) -> bool:
        """Whether the user wants to be told; yes, unless they turned it off."""
        return SettingRepository(self._db).get(SHOWN_SETTING, self._user_id) is not False

    def show(self, wanted: bool) -> Changes:
        """Turn notifications on or off; the list stays."""
        with self._db.transaction():
            SettingRepository(self._db).set(SHOWN_SETTING, wanted, self._user_id)
            self._db.tell(Kind.NOTIFICATIONS, user_id=self._user_id)
        return Changes(Kind.NOTIFICATIONS)
