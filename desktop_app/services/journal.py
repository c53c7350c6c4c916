"""Undo across screens and restarts."""

from __future__ import annotations

from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.changes import Changes


class JournalService:
    """What a user did, newest first, and how to take it back."""

    def __init__(self, db: Database, user_id: UUID) -> None:
        self._db = db
        self._user_id = user_id
        self._journal = JournalRepository(db)

    def can_undo(self) -> str | None:
        """What :meth:`undo` would take back ("Conversation archived"), or None."""
        found = self._journal.last_undoable(self._user_id)
        return found[1] if found else None

    def undo(self, journal_id: int | None = None) -> Changes:
        """Take back one command, by default the newest.

        Raises:
            KnownError: it was undone already, or something it touched was changed since.
        """
        with self._db.transaction():
            found = self._journal.last_undoable(self._user_id)
            wanted = journal_id if journal_id is not None else found[0] if found else None
            if wanted is None:
                return Changes(said="There is nothing to undo.")
            changes = self._journal.undo(self._user_id, wanted)
            self._db.tell(changes.kinds, user_id=self._user_id)
        return changes
