"""Conversations: questions and commands of one user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from desktop_app.data.conversations import ConversationRepository
from desktop_app.data.database import Database
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    Conversation,
    ConversationQuery,
    ConversationRow,
    InboxCounts,
    MessageBody,
    OriginalMessage,
    SearchHit,
)
from desktop_app.domain.language import tr
from desktop_app.services.conversation_commands import ConversationCommands
from desktop_app.services.file_copies import FileCopies
from desktop_app.services.file_names import safe_file_name

_SHOWN_RAW = 1_000_000


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


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ConversationService(ConversationCommands):
    """The mail of a user: questions, and the commands of :class:`ConversationCommands`.

    Args:
        db: the database.
        user_id: whose mail.
        store: the content store of the workspace.
        show: what makes a body fit to be shown.
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        store: Store,
        show: Shower,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        super().__init__(db, user_id, clock)
        self._store = store
        self._show = show
        self._conversations = ConversationRepository(db, clock)
        self._signals = SignalRepository(db)
        self._copies = FileCopies()

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

    def unread_by_mailbox(self) -> dict[UUID, int]:
        """How many unread conversations each mailbox has in the inbox; none: not named."""
        return self._conversations.unread_by_mailbox(self._user_id)

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
            raise KnownError(
                tr("This conversation is not there any more."), tr("The list shows the rest.")
            )
        return found

    def body(self, email_id: UUID, allow_remote: bool = False) -> MessageBody:
        """A message's body as HTML that may be shown, and its files. The remote pictures of a
        sender whom the user trusts with them are there without being asked for.

        Raises:
            KnownError: the message is gone.
        """
        found = self._conversations.message_source(self._user_id, email_id)
        if found is None:
            raise KnownError(
                tr("This message is not there any more."), tr("The list shows the rest.")
            )
        body, is_html, attachments, raw_url = found
        remote = allow_remote or (is_html and self._senders.wrote(self._user_id, email_id))
        shown = self._show(body, is_html, remote, lambda: self._raw(raw_url))
        return MessageBody(email_id, shown.html, is_html, shown.blocked_remote, attachments, remote)

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
            raise KnownError(
                tr("This attachment is not there any more."), tr("Its message may be gone.")
            )
        if not found.storage_url:
            raise KnownError(
                tr("The file of this attachment is not on this computer."),
                tr("The program that brought its message in did not keep it."),
            )
        url = found.storage_url
        return self._copies.copy(str(attachment_id), found.filename, lambda: self._store.get(url))

    def failing(self, lead_id: UUID) -> dict[str, str]:
        """The addresses of a lead that mail cannot reach, and the server's words about each."""
        return self._signals.failing_of_lead(self._user_id, lead_id)

    def original(self, email_id: UUID) -> OriginalMessage:
        """A message as it came, to be read as text: at most its first megabyte.

        Raises:
            KnownError: the message is gone, or was not kept as it came.
        """
        raw, _subject = self._original(email_id)
        shown = raw[:_SHOWN_RAW].decode("utf-8", "replace").replace("\r\n", "\n")
        return OriginalMessage(email_id, shown.replace("\x00", "\ufffd"), len(raw))

    def eml_path(self, email_id: UUID) -> str:
        """A copy of a message as it came, named after its subject, for saving; it lives as long
        as the program.

        Raises:
            KnownError: as :meth:`original`; or the disk is full.
        """
        raw, subject = self._original(email_id)
        name = f"{safe_file_name(subject, 'message')[:100].rstrip('. ')}.eml"
        return self._copies.copy(str(email_id), name, lambda: raw)

    def _original(self, email_id: UUID) -> tuple[bytes, str]:
        found = self._conversations.raw_of(self._user_id, email_id)
        if found is None:
            raise KnownError(
                tr("This message is not there any more."), tr("The list shows the rest.")
            )
        url, subject = found
        if not url:
            raise KnownError(
                tr("This message was not kept as it came."),
                tr("The program that brought it in kept its text and its files only."),
            )
        return self._store.get_raw(url), subject
