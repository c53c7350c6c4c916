"""Which sessions wait for their password: settings of their user, so that a restart opens none."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.settings import SettingRepository

_NAME = "locked:"


class SessionLockRepository:
    """The lock screens of a user, by session."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = SettingRepository(db)

    def lock(self, session_id: str, user_id: UUID) -> None:
        """Lock a session; locks of sessions that have ended are forgotten."""
        with self._db.transaction():
            self._db.run(
                "DELETE FROM outpost.setting WHERE user_id = %s AND starts_with(name, %s) "
                "AND substr(name, %s) NOT IN (SELECT id FROM public.session)",
                (user_id, _NAME, len(_NAME) + 1),
            )
            self._settings.set(_NAME + session_id, True, user_id)

    def is_locked(self, session_id: str, user_id: UUID) -> bool:
        return self._settings.get(_NAME + session_id, user_id) is True

    def unlock(self, session_id: str, user_id: UUID) -> None:
        self._settings.delete(_NAME + session_id, user_id)
