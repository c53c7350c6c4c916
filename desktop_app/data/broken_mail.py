"""Mail that could not be made a message: kept as it came, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.message_record import BrokenMessage


class BrokenMailRepository:
    """Rows of ``outpost.broken_message``, one for each content and user."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, user_id: UUID, broken: Sequence[BrokenMessage]) -> int:
        """Note broken mail; returns how many were new."""
        insert = (
            "INSERT INTO outpost.broken_message "
            "(user_id, content_hash, raw_url, reason, source) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING"
        )
        rows = (
            (user_id, each.content_hash, each.raw_url, _reason(each.reason), _text(each.source))
            for each in broken
        )
        return sum(self._db.run(insert, row) for row in rows)

    def list(self, user_id: UUID) -> list[tuple[datetime, BrokenMessage]]:
        """All that was kept for a user, with when it was seen first; the newest come first."""
        rows = self._db.rows(
            "SELECT seen_at, content_hash, raw_url, reason, source FROM outpost.broken_message "
            "WHERE user_id = %s ORDER BY seen_at DESC, source, reason, content_hash",
            (user_id,),
        )
        return [
            (seen_at, BrokenMessage(content_hash, raw_url, told(reason), source))
            for seen_at, content_hash, raw_url, reason, source in rows
        ]


def _reason(words: str) -> str:
    return _text(kept(words))


def _text(words: str) -> str:
    """Names of files come in here, and a name may hold bytes that are no text."""
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
