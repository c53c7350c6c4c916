"""What every mail server of the tests offers: users, their mail, and a log of deliveries."""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.mailboxes import (
    Auth,
    Credential,
    Mailbox,
    MailboxState,
    Server,
)
from tests.mailservers.authority import Authority
from tests.mailservers.maildir import Maildir, imap_name

HOST = "127.0.0.1"
_BATCH = 500  # messages of one FETCH


@dataclass(frozen=True)
class MailUser:
    """Somebody with a mailbox on the server."""

    address: str
    password: str

    @property
    def credential(self) -> Credential:
        return Credential(self.address, self.password)


@dataclass(frozen=True)
class Stored:
    """A message as the server has it; flags as IMAP writes them (``\\Seen``)."""

    uid: int
    flags: frozenset[str]
    raw: bytes


@dataclass(frozen=True)
class Delivered:
    """A message that the SMTP server took and delivered, by its own log."""

    message_id: str  # with its angle brackets
    recipients: tuple[str, ...]


class MailServer(ABC):
    """An IMAP and an SMTP server over the same mailboxes.

    Attributes:
        imap, imap_starttls, smtp, smtp_starttls: where they listen; ``user`` is empty there.
        authority: who signed their certificate; its ``pem`` is also ``ca_pem``.
        spool: the folders of the users, as Maildir++.
    """

    imap: Server
    imap_starttls: Server
    smtp: Server
    smtp_starttls: Server

    def __init__(self, authority: Authority, spool: Path) -> None:
        self.authority = authority
        self.ca_pem = authority.pem
        self.spool = spool

    # -- users --------------------------------------------------------------------------------

    def user(self, name: str = "robin", *, quota_kib: int | None = None) -> MailUser:
        """Somebody new, with an address and a password of their own and empty folders.

        Args:
            quota_kib: how much the mailbox holds; None: everything.
        """
        made = MailUser(f"{name}.{uuid.uuid4().hex[:8]}@rep.example", uuid.uuid4().hex)
        self.admit(made, quota_kib=quota_kib)
        return made

    @abstractmethod
    def admit(self, user: MailUser, *, quota_kib: int | None = None) -> None:
        """Let somebody sign in; called again, the password or the quota is another."""

    def mailbox(self, user: MailUser, user_id: uuid.UUID, **changes: Any) -> Mailbox:
        """The mailbox of somebody as Outpost keeps it, over TLS; ``changes`` name its fields."""
        made = Mailbox(
            id=uuid.uuid4(),
            user_id=user_id,
            address=user.address,
            name=user.address.partition(".")[0].title(),
            aliases=(),
            auth=Auth.PASSWORD,
            provider="",
            imap=replace(self.imap, user=user.address),
            smtp=replace(self.smtp, user=user.address),
            ca_pem=self.ca_pem,
            files_sent=None,
            first_days=90,
            horizon_days=None,
            daily_cap=300,
            paused=False,
            state=MailboxState.NEW,
            said="",
            looked_at=None,
            position=0,
        )
        return replace(made, **changes)

    # -- their mail ---------------------------------------------------------------------------

    def deliver(
        self,
        user: MailUser,
        raw: bytes,
        folder: str = "INBOX",
        *,
        flags: Iterable[str] = (),
        at: datetime | None = None,
    ) -> None:
        """Somebody gets a message, without a way through SMTP.

        Args:
            folder: made when it is not there yet.
            flags: as IMAP writes them: ``\\Seen``, ``\\Answered``, ``\\Flagged``, …
            at: when it arrived (INTERNALDATE); None: now.
        """
        self.maildir(user, folder).add(raw, flags=flags, at=at)

    def maildir(self, user: MailUser, folder: str = "INBOX") -> Maildir:
        """The files of a folder; it is made when it is not there yet."""
        place = Maildir(self.spool / user.address, folder, own=self._own)
        if not place.exists():
            with self.connect(user) as session:
                if folder == "INBOX":
                    _done(session.select("INBOX"))
                else:
                    _done(session.create(quoted(folder)))
        return place

    def _own(self, path: Path) -> None:
        """Let the servers own what a test wrote."""
        return

    @contextmanager
    def connect(self, user: MailUser) -> Iterator[imaplib.IMAP4]:
        """Another mail program of the user's, signed in: ``imaplib``, as it comes."""
        context = ssl.create_default_context(cadata=self.ca_pem)
        session = imaplib.IMAP4(HOST, self.imap_starttls.port, timeout=30)
        try:
            session.starttls(context)
            session.login(user.address, user.password)
            yield session
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                session.logout()

    def folder(self, user: MailUser, path: str = "INBOX") -> list[Stored]:
        """What is in a folder, in the order of its UIDs; nothing when there is no such folder."""
        with self.connect(user) as session:
            answer, _ = session.select(quoted(path), readonly=True)
            if answer != "OK":
                return []
            _, (found,) = session.uid("SEARCH", "ALL")
            uids = found.split()
            return [
                message
                for start in range(0, len(uids), _BATCH)
                for message in _fetched(session, uids[start : start + _BATCH])
            ]

    def folders(self, user: MailUser) -> list[str]:
        """Names of the folders, as IMAP writes them."""
        with self.connect(user) as session:
            _, lines = session.list()
        return sorted(line.decode().rpartition(' "/" ')[2].strip('"') for line in lines if line)

    # -- the other way ------------------------------------------------------------------------

    @abstractmethod
    def delivered(self) -> list[Delivered]:
        """What was delivered since the server began, by its own log, in the order of arrival.

        Waits until everything that was accepted has been delivered. A message that was handed in
        twice is in here twice.
        """

    def deliveries(self, message_id: str) -> int:
        """How often a message was delivered."""
        return sum(one.message_id == message_id for one in self.delivered())

    @abstractmethod
    def answer(self, address: str, reply: str | None, *, at: str = "rcpt") -> None:
        """What is said to mail for an address from now on.

        Args:
            address: a whole address, or what stands before its @.
            reply: with its codes, ``"451 4.7.1 Come back later"``; None: mail is taken again.
            at: at which step: ``rcpt``, ``data`` (after the final dot) or ``sender`` (MAIL FROM).
        """

    @abstractmethod
    def stop(self) -> None:
        """End both servers."""


# What is said to mail for these, whatever their domain.
REFUSALS = {
    "tempfail": "451 4.7.1 Greylisted, come back in a minute",
    "reject": "550 5.1.1 No such person here",
    "full": "552 5.2.2 The mailbox is full",
}
REFUSALS_OF_CONTENT = {
    "later": "451 4.3.2 Not now",
    "spam": "554 5.7.1 This looks like spam",
}


def quoted(path: str) -> str:
    """A folder's name as a quoted string of IMAP, in its modified UTF-7 (RFC 3501, 5.1.3)."""
    name = imap_name(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'


def secret() -> str:
    """A key that is nobody else's."""
    return base64.urlsafe_b64encode(uuid.uuid4().bytes + uuid.uuid4().bytes).decode()


def _done(answer: tuple[str, list[Any]]) -> None:
    assert answer[0] == "OK", answer


def _fetched(session: imaplib.IMAP4, uids: list[bytes]) -> Iterator[Stored]:
    answer, parts = session.uid("FETCH", b",".join(uids).decode(), "(UID FLAGS BODY.PEEK[])")
    assert answer == "OK", parts
    for index, part in enumerate(parts):
        if not isinstance(part, tuple):
            continue
        head, raw = part
        after = parts[index + 1] if index + 1 < len(parts) else b""
        said = head + (after if isinstance(after, bytes) else b"")
        uid = re.search(rb"UID (\d+)", said)
        flags = re.search(rb"FLAGS \(([^)]*)\)", said)
        assert uid and flags, said
        names = frozenset(flags[1].decode().split()) - {"\\Recent"}
        yield Stored(int(uid[1]), names, raw)
