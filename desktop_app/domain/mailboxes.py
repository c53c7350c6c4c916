"""Mailboxes: where a rep's mail is fetched and sent, and how that goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class Security(StrEnum):
    """How a connection is made safe; NONE is for a server on this very computer."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Auth(StrEnum):
    PASSWORD = "password"  # noqa: S105
    OAUTH2 = "oauth2"


class MailboxState(StrEnum):
    """How it went the last time somebody looked."""

    NEW = "new"
    OK = "ok"
    SIGNIN = "signin"  # password or token are not taken any more
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # the server said no, in words
    INSECURE = "insecure"  # its certificate is not to be trusted, or it offers no TLS


class FolderRole(StrEnum):
    """What a folder is for (RFC 6154)."""

    NONE = ""
    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    TRASH = "trash"
    JUNK = "junk"
    ARCHIVE = "archive"
    ALL = "all"
    FLAGGED = "flagged"
    IMPORTANT = "important"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and the name one signs in with."""

    host: str
    port: int
    security: Security
    user: str


@dataclass(frozen=True, slots=True)
class Credential:
    """What a server is shown; never printed, logged or kept in a row.

    Args:
        secret: the password, or an OAuth 2 access token.
    """

    user: str
    secret: str
    auth: Auth = Auth.PASSWORD

    def __repr__(self) -> str:
        return f"Credential({self.user!r}, …)"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mail account of a user: a row of ``outpost.mailbox``.

    Args:
        aliases: further addresses it receives and may write from, lower case.
        provider: whose OAuth 2 tokens it uses, ``google`` or ``microsoft``; "" for a password.
        ca_pem: a certificate authority trusted for this mailbox alone, PEM; "" for none.
        files_sent: whether the server files what it sends by itself, as it was found out last;
            None while not known (``mailbox_providers.files_by_itself`` knows more).
        first_days, horizon_days: what is fetched first, and how far back in the end (None: all).
        daily_cap: at most so many mails a day.
    """

    id: UUID
    user_id: UUID
    address: str
    name: str
    aliases: tuple[str, ...]
    auth: Auth
    provider: str
    imap: Server
    smtp: Server
    ca_pem: str
    files_sent: bool | None
    first_days: int
    horizon_days: int | None
    daily_cap: int
    paused: bool
    state: MailboxState
    said: str
    looked_at: datetime | None
    position: int

    @property
    def addresses(self) -> tuple[str, ...]:
        """All it may write from, its own first."""
        return (self.address, *self.aliases)

    @property
    def secret_name(self) -> str:
        """Under what name the keyring keeps its password, or its OAuth 2 refresh token."""
        return secret_name(self.id)


SECRET: Final = "mailbox "  # noqa: S105  # no secret, but how the names of such entries begin


def secret_name(mailbox_id: UUID) -> str:
    """Under what name the keyring keeps a mailbox's password or refresh token."""
    return f"{SECRET}{mailbox_id}"


@dataclass(frozen=True, slots=True)
class FolderHealth:
    """How a folder on the server and what is here agree: ``missing`` messages are wanted and
    not here yet."""

    mailbox_id: UUID
    path: str
    role: FolderRole
    followed: bool
    server_count: int | None
    local_count: int | None
    missing: int
    complete: bool
    looked_at: datetime | None
    said: str


DEFAULT_PORTS: Final = {
    ("imap", Security.TLS): 993,
    ("imap", Security.STARTTLS): 143,
    ("imap", Security.NONE): 143,
    ("smtp", Security.TLS): 465,
    ("smtp", Security.STARTTLS): 587,
    ("smtp", Security.NONE): 25,
}


DAILY_CAP: Final = 300
"""Mails a day that one mailbox sends at most, unless its user chose another number."""


def would_be(
    mailbox_id: UUID,
    user_id: UUID,
    address: str,
    *,
    imap: Server,
    smtp: Server,
    auth: Auth = Auth.PASSWORD,
    provider: str = "",
    ca_pem: str = "",
    name: str = "",
    aliases: tuple[str, ...] = (),
    position: int = 0,
) -> Mailbox:
    """A mailbox as it would be added now: nobody has looked at it yet, all else as it is usual."""
    return Mailbox(
        id=mailbox_id,
        user_id=user_id,
        address=address,
        name=name,
        aliases=aliases,
        auth=auth,
        provider=provider,
        imap=imap,
        smtp=smtp,
        ca_pem=ca_pem,
        files_sent=None,
        first_days=90,
        horizon_days=None,
        daily_cap=DAILY_CAP,
        paused=False,
        state=MailboxState.NEW,
        said="",
        looked_at=None,
        position=position,
    )
