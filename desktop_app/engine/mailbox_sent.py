"""The Sent folder on the server: what was sent has to lie there once, whoever puts it there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.mail_faults import MailServerRefused
from desktop_app.domain.mailboxes import Credential, FolderRole, Mailbox
from desktop_app.wire.imap import ImapSession
from desktop_app.wire.imap_folders import RemoteFolder

_SENT: Final = "Sent"
_LATEST: Final = 300  # messages looked through where the server's own search finds nothing


class SentFolder:
    """Looks into the Sent folder of mailboxes, and puts messages there."""

    def find_in_sent(self, mailbox: Mailbox, credential: Credential, message_id: str) -> bool:
        """Whether a message with this Message-ID lies in the Sent folder.

        With Gmail it may lie in All Mail alone for a moment: both are looked into.

        Raises:
            MailFault: the server cannot be asked.
        """
        with _session(mailbox, credential) as session:
            return any(
                _holds(session, folder, message_id)
                for folder in _kept_in(session, session.folders())
            )

    def file_in_sent(
        self, mailbox: Mailbox, credential: Credential, raw: bytes, message_id: str
    ) -> bool:
        """Put a sent message into the Sent folder, as read, unless it lies there already.

        Returns:
            whether it was put there now.

        Raises:
            MailFault: the server cannot be asked, or does not take it (a full mailbox).
        """
        with _session(mailbox, credential) as session:
            listed = session.folders()
            if any(_holds(session, folder, message_id) for folder in _kept_in(session, listed)):
                return False
            path = _sent_path(session, listed)
            session.append(path, raw, flags=["\\Seen"], at=datetime.now(UTC))
            return True


@contextlib.contextmanager
def _session(mailbox: Mailbox, credential: Credential) -> Iterator[ImapSession]:
    session = ImapSession(mailbox.imap, credential, ca_pem=mailbox.ca_pem)
    try:
        yield session
    finally:
        session.close()


def _kept_in(session: ImapSession, listed: tuple[RemoteFolder, ...]) -> tuple[RemoteFolder, ...]:
    roles = {FolderRole.SENT, FolderRole.ALL} if session.is_gmail else {FolderRole.SENT}
    return tuple(each for each in listed if each.role in roles)


def _holds(session: ImapSession, folder: RemoteFolder, message_id: str) -> bool:
    """By the server's search, and by looking at the latest: some servers search an index that
    does not know yet what came in a moment ago."""
    status = session.select(folder.path, readonly=True)
    if not status.messages:
        return False
    with contextlib.suppress(MailServerRefused):
        if session.find(message_id):
            return True
    latest = session.uids(deleted=True)[-_LATEST:]  # a copy thrown away was sent all the same
    return message_id in session.message_ids(latest).values()


def _sent_path(session: ImapSession, listed: tuple[RemoteFolder, ...]) -> str:
    """The Sent folder's path; it is made where there is none."""
    found = next((each.path for each in listed if each.role is FolderRole.SENT), None)
    if found is not None:
        return found
    separator = next((each.separator for each in listed if each.separator), "/")
    below = any(each.path.startswith(f"INBOX{separator}") for each in listed)
    path = f"INBOX{separator}{_SENT}" if below else _SENT
    session.create_folder(path)
    return path
