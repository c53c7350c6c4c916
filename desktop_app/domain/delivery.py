"""What became of an attempt to send a mail, as the server left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from desktop_app.domain.mailboxes import MailboxState


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends and who receives, as the server is told; lower case, each once."""

    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server took it: 250 behind its end.

    Args:
        words: the server's own, often with its number in the queue.
    """

    words: str


@dataclass(frozen=True, slots=True)
class RefusedForNow:
    """The server said 4xx: not delivered, and worth another try.

    Args:
        code: of the answer (RFC 5321, 4.2).
        words: the server's own.
        recipients: whom it was said of; empty where it was said of all.
    """

    code: int
    words: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedForGood:
    """The server said 5xx: not delivered to anybody, and not to be tried again as it is."""

    code: int
    words: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The mailbox is at fault rather than the mail: the password, the certificate.

    Not delivered; the mail waits until the mailbox is well again.
    """

    state: MailboxState
    words: str


@dataclass(frozen=True, slots=True)
class BrokenBefore:
    """The line broke before the end of the mail was said: nobody can have got it.

    Args:
        reached: whether a server had answered at all; False: no network, or it is down.
        silent: it was waited for in vain, for as long as one waits.
    """

    words: str
    reached: bool
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """The end was said, and no answer came that says what became of it.

    Args:
        silent: it was waited for in vain, for as long as one waits.
    """

    words: str
    silent: bool = False


Outcome: TypeAlias = (
    Delivered | RefusedForNow | RefusedForGood | TurnedAway | BrokenBefore | Unclear
)
