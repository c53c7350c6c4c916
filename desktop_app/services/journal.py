"""Undo and redo across screens and restarts, and the history of a lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.domain.changes import Changes
from desktop_app.domain.language import tr

if TYPE_CHECKING:
    from desktop_app.domain.journal import History, How


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

    def can_redo(self) -> str | None:
        """What :meth:`redo` would do again, or None."""
        found = self._journal.last_redoable(self._user_id)
        return found[1] if found else None

    def undo(self, journal_id: int | None = None, how: How | None = None) -> Changes:
        """Take back one command, by default the newest.

        Args:
            how: what to do about newer changes; by default, ask.

        Raises:
            ChangedSince: something that it touched was changed since, and the user is to be
                asked; nothing is changed.
            KnownError: it was undone already, or is still going on.
        """
        return self._do(journal_id, how, self._journal.last_undoable, self._journal.undo, "undo")

    def redo(self, how: How | None = None, journal_id: int | None = None) -> Changes:
        """Do again what was undone last, as long as nothing else was done since.

        Args:
            how: what to do about newer changes; by default, ask.
            journal_id: the one that the user was asked about.

        Raises:
            ChangedSince: as in :meth:`undo`.
            KnownError: it is not the one undone last any more.
        """
        return self._do(journal_id, how, self._journal.last_redoable, self._journal.redo, "redo")

    def _do(
        self,
        journal_id: int | None,
        how: How | None,
        last: Callable[[UUID], tuple[int, str] | None],
        do: Callable[[UUID, int, How], Changes],
        verb: str,
    ) -> Changes:
        from desktop_app.domain.journal import How

        with self._db.transaction():
            wanted = journal_id
            if wanted is None:
                found = last(self._user_id)
                if found is None:
                    return Changes(
                        said=tr("There is nothing to undo.")
                        if verb == "undo"
                        else tr("There is nothing to redo.")
                    )
                wanted = found[0]
            changes = do(self._user_id, wanted, how or How.ASK)
            self._db.tell(changes.kinds, user_id=self._user_id)
        return changes

    def history(
        self, lead_id: UUID, limit: int = 20, before: tuple[datetime, int] | None = None
    ) -> History:
        """What was done to a lead, newest first.

        Args:
            before: ``(at, id)`` of the last entry of the page before this one.
        """
        from desktop_app.data.journal_history import JournalHistory

        return JournalHistory(self._db).of_lead(self._user_id, lead_id, limit, before)
