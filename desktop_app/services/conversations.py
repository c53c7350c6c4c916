"""Conversations: questions and commands of one user."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol
from uuid import UUID

from desktop_app.data.conversations import ConversationRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    Conversation,
    ConversationQuery,
    ConversationRow,
    ConversationState,
    InboxCounts,
    MessageBody,
    SearchHit,
)
from desktop_app.services.file_names import safe_file_name


class Store(Protocol):
    """Where the bytes of attachments and of raw messages are."""

    def get(self, url: str) -> bytes: ...
    def get_raw(self, url: str) -> bytes: ...


class Shown(Protocol):
    """A body made fit to be shown; ``blocked_remote`` counts the pictures left out."""

    @property
    def html(self) -> str: ...
    @property
    def blocked_remote(self) -> int: ...


Shower = Callable[[str, bool, bool, Callable[[], bytes | None]], Shown]
"""``(body, is_html, allow_remote, raw)`` to HTML that may be shown (``wire.mail_body``)."""


class ConversationService:
    """The mail of a user.

    Args:
        db: the database.
        user_id: whose mail.
        store: the content store of the workspace.
        show: what makes a body fit to be shown.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, store: Store, show: Shower) -> None:
        self._db = db
        self._user_id = user_id
        self._store = store
        self._show = show
        self._conversations = ConversationRepository(db)
        self._journal = JournalRepository(db)
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    # -- questions ---------------------------------------------------------------------------

    def first_ids(self, query: ConversationQuery, limit: int = 40) -> IdList:
        """The newest conversations of a query."""
        return self._conversations.first_ids(self._user_id, query, limit)

    def all_ids(self, query: ConversationQuery) -> IdList:
        """Every conversation of a query, newest first."""
        return self._conversations.all_ids(self._user_id, query)

    def rows(self, ids: Sequence[UUID]) -> tuple[ConversationRow, ...]:
        """Rows in the order of ``ids``; those that are gone are left out."""
        return self._conversations.rows(self._user_id, ids)

    def counts(self) -> InboxCounts:
        """The figures beside boxes and tabs."""
        return self._conversations.counts(self._user_id)

    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """The newest messages that a search finds."""
        return self._conversations.search(self._user_id, text, limit)

    def open(self, conversation_id: UUID) -> Conversation:
        """A conversation and the heads of its messages, oldest first.

        Raises:
            KnownError: it is gone.
        """
        found = self._conversations.conversation(self._user_id, conversation_id)
        if found is None:
            raise KnownError("This conversation is not there any more.", "The list shows the rest.")
        return found

    def body(self, email_id: UUID, allow_remote: bool = False) -> MessageBody:
        """A message's body as HTML that may be shown, and its files.

        Raises:
            KnownError: the message is gone.
        """
        found = self._conversations.message_source(self._user_id, email_id)
        if found is None:
            raise KnownError("This message is not there any more.", "The list shows the rest.")
        body, is_html, attachments, raw_url = found
        shown = self._show(body, is_html, allow_remote, lambda: self._raw(raw_url))
        return MessageBody(email_id, shown.html, is_html, shown.blocked_remote, attachments)

    def _raw(self, url: str | None) -> bytes | None:
        """The raw message; None where it was not kept or is gone, which a reader can do without."""
        if not url:
            return None
        try:
            return self._store.get_raw(url)
        except KnownError:
            return None

    def attachment_path(self, attachment_id: UUID) -> str:
        """A copy of an attachment under its own name, for opening or dragging away; it lives as
        long as the program.

        Raises:
            KnownError: the attachment or its file is gone, or the disk is full.
        """
        found = self._conversations.attachment(self._user_id, attachment_id)
        if found is None:
            raise KnownError("This attachment is not there any more.", "Its message may be gone.")
        if not found.storage_url:
            raise KnownError(
                "The file of this attachment is not on this computer.",
                "The program that brought its message in did not keep it.",
            )
        if self._copies is None:
            self._copies = tempfile.TemporaryDirectory(
                prefix="outpost-files-", ignore_cleanup_errors=True
            )
        path = Path(self._copies.name, str(attachment_id), safe_file_name(found.filename))
        if not path.exists():
            content = self._store.get(found.storage_url)
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                partial = path.with_name(path.name + ".part")
                partial.write_bytes(content)
                partial.replace(path)
            except OSError as error:
                raise KnownError(
                    "The file could not be copied for opening.",
                    f"{error.strerror}. The original is safe.",
                    retryable=True,
                ) from error
        return str(path)

    # -- commands ----------------------------------------------------------------------------

    def set_read(
        self, conversation_ids: Sequence[UUID], read: bool, *, by_itself: bool = False
    ) -> Changes:
        """Mark conversations read, or unread (the newest message that came in).

        Args:
            by_itself: marked by being looked at, not by a command: nothing to undo.
        """
        with self._db.transaction():
            changes = self._conversations.set_read(self._user_id, conversation_ids, read)
            word = "read" if read else "unread"
            if by_itself:
                return self._told(bool(changes), "", None)
            return self._noted(
                f"mark_{word}", f"Marked as {word}", changes, f"Already {word}", Kind.MESSAGES
            )

    def archive(self, conversation_ids: Sequence[UUID]) -> Changes:
        """Move conversations out of the inbox."""
        return self._move(conversation_ids, ConversationState.ARCHIVED, "archive", "archived")

    def restore(self, conversation_ids: Sequence[UUID]) -> Changes:
        """Move conversations back into the inbox."""
        return self._move(conversation_ids, ConversationState.ACTIVE, "restore", "restored")

    def _move(
        self, conversation_ids: Sequence[UUID], state: ConversationState, verb: str, done: str
    ) -> Changes:
        with self._db.transaction():
            changes = self._conversations.set_state(self._user_id, conversation_ids, state)
            count = sum(change.table == "outpost.conversation" for change in changes)
            said = f"Conversation {done}" if count == 1 else f"{count:,} conversations {done}"
            return self._noted(f"{verb}_conversations", said, changes, f"Already {done}")

    def _noted(
        self,
        command: str,
        said: str,
        changes: Sequence[RowChange],
        nothing: str,
        more: Kind = Kind.NONE,
    ) -> Changes:
        if not changes:
            return Changes(said=nothing)
        journal_id = self._journal.add(self._user_id, command, said, changes)
        return self._told(True, said, journal_id, more)

    def _told(
        self, changed: bool, said: str, journal_id: int | None, more: Kind = Kind.NONE
    ) -> Changes:
        kinds = (Kind.CONVERSATIONS | more) if changed else Kind.NONE
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)
