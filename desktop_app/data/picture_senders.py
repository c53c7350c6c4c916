"""Senders whose remote pictures are shown without asking (``outpost.picture_sender``)."""

from __future__ import annotations

from uuid import UUID, uuid4

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange

TABLE = "outpost.picture_sender"


class PictureSenderRepository:
    """Addresses that a user trusts with pictures."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def wrote(self, user_id: UUID, email_id: UUID) -> bool:
        """Whether a message is by one of them."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM outpost.message AS message "
                "JOIN outpost.picture_sender AS sender ON sender.user_id = message.user_id "
                "AND sender.address = message.from_email "
                "WHERE message.email_id = %s AND message.user_id = %s)",
                (email_id, user_id),
            )
        )

    def add(self, user_id: UUID, address: str) -> RowChange | None:
        """Trust an address (lower case); None where it is trusted already."""
        made = uuid4()
        added = self._db.run(
            "INSERT INTO outpost.picture_sender (id, user_id, address) VALUES (%s, %s, %s) "
            "ON CONFLICT (user_id, address) DO NOTHING",
            (made, user_id, address),
        )
        return RowChange(TABLE, made, None, {"address": address}) if added else None

    def remove(self, user_id: UUID, address: str) -> RowChange | None:
        """Trust it no more; None where it was not trusted."""
        row = self._db.row(
            "DELETE FROM outpost.picture_sender AS sender WHERE user_id = %s AND address = %s "
            "RETURNING id, to_jsonb(sender)",
            (user_id, address),
        )
        return RowChange(TABLE, row[0], row[1], None) if row else None
