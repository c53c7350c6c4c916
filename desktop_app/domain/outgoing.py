"""What leaves: drafts and the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from desktop_app.domain.inbox import MessageBody, MessageHead
from desktop_app.domain.mail import Address


class Sending(StrEnum):
    """Where a mail of the outbox is on its way."""

    QUEUED = "queued"  # waits for its time, or for a network
    SENDING = "sending"
    DELIVERED = "delivered"  # the server said 250
    FILED = "filed"  # and it is in the server's Sent folder
    FAILED = "failed"  # refused for good; its draft is open again
    UNKNOWN = "unknown"  # the line broke when the server may have taken it
    HELD = "held"  # something changed meanwhile, or it is late: the rep is asked
    RECALLED = "recalled"  # undone in time; its draft is open again


STEPS: Final[dict[Sending, frozenset[Sending]]] = {
    Sending.QUEUED: frozenset({Sending.SENDING, Sending.HELD, Sending.RECALLED, Sending.FAILED}),
    Sending.SENDING: frozenset(
        {Sending.DELIVERED, Sending.FAILED, Sending.UNKNOWN, Sending.QUEUED, Sending.HELD}
    ),
    Sending.UNKNOWN: frozenset(
        {Sending.DELIVERED, Sending.FAILED, Sending.QUEUED, Sending.HELD, Sending.RECALLED}
    ),
    Sending.HELD: frozenset({Sending.QUEUED, Sending.RECALLED}),
    Sending.DELIVERED: frozenset({Sending.FILED}),
    Sending.FILED: frozenset(),
    Sending.FAILED: frozenset(),
    Sending.RECALLED: frozenset(),
}
"""Which states may follow which; the database holds the same (``sql/0014_outgoing.sql``)."""

UNDO_SECONDS: Final = 10
SNIPPET: Final = 200
"""Characters of a draft's own words that a list shows."""


class OutboxBox(StrEnum):
    """Lists of mails of the outbox."""

    OPEN = "open"  # everything that is not over
    LOOK = "look"  # what waits for the rep: held, refused, in doubt
    SCHEDULED = "scheduled"  # waits for a time that the rep chose
    ENDED = "ended"  # delivered, taken back, or refused and dealt with


class How(StrEnum):
    """What a draft is to the message it began from."""

    NEW = "new"
    REPLY = "reply"
    REPLY_ALL = "reply_all"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft: its bytes are in the content store under ``url``.

    Args:
        content_id: for a picture inside the text, as ``cid:`` names it; else None.
    """

    id: UUID
    filename: str
    content_type: str
    size: int
    url: str
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class DraftContent:
    """One revision of a draft: what the rep sees in the composer.

    Args:
        to, cc, bcc: people; where there is no address, the name is words that are none yet.
        from_address: which of the mailbox's addresses it is written from; "" for its own.
        html: the rich text, without signature handling left to do: what is seen is what goes out.
        plain: its plain-text twin.
    """

    from_address: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    subject: str = ""
    html: str = ""
    plain: str = ""
    files: tuple[DraftFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted below the rep's own words, with the line that introduces it.

    A draft whose ``html`` ends with ``html`` shows it folded, as it came, and untouched by the
    editor; one in which the rep changed the quoted text does not end with it any more.
    """

    html: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and its newest revision; ``revision`` counts from 1, 0 for none yet.

    Args:
        mailbox_id: which mailbox it is written from; None: the first one.
        answers: ``emails.id`` of the message answered or passed on.
        in_reply_to, references: for the head of the mail (RFC 5322, 3.6.4), as they were when
            it was begun.
        ended: "" while it is open, else "queued" or "discarded".
        left_out: names of files that could not be taken along; known when it is begun, and not
            later.
    """

    id: UUID
    how: How
    mailbox_id: UUID | None
    answers: UUID | None
    conversation_id: UUID | None
    lead_id: UUID | None
    content: DraftContent
    revision: int
    changed_at: datetime
    quote: Quote = Quote()
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    ended: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom one can write as; without a mailbox nothing can be sent yet."""

    address: str
    name: str
    mailbox_id: UUID | None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An open draft as lists show it.

    Args:
        to: who it is for, names before addresses.
        snippet: its first own words.
    """

    id: UUID
    how: How
    conversation_id: UUID | None
    lead_id: UUID | None
    to: tuple[str, ...]
    subject: str
    snippet: str
    files: int
    changed_at: datetime


def snippet_of(plain: str) -> str:
    """The first words of a text in one line."""
    return " ".join(plain[: 4 * SNIPPET].split())[:SNIPPET]


@dataclass(frozen=True, slots=True)
class DraftRevision:
    """That a draft was saved: the ``n``-th time, at which moment, and how its text began."""

    n: int
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail of the outbox as lists and the command line show it.

    Args:
        due_at: not before then: time to undo, sending later, or the next try.
        wanted_at: when it was to be sent later, as the rep chose; None for now.
        said: the server's own words, or why it is held.
        waits_for_mailbox: there is no server, or one that wants to be signed in to.
        looks: how often Sent was searched for it, or it was tried to be put there.
        size: of the message, in bytes.
        lead_name, company: of the lead, where it is one; else "".
        people: whom it is for, by name where they have one; in the order of ``to``.
        files: how many are attached.
        draft_open: its draft is open (again).
        merge_id: the mail merge that it is one of; None: written by itself.
    """

    id: UUID
    message_id: str
    mailbox_id: UUID | None
    mailbox: str
    to: tuple[str, ...]
    subject: str
    state: Sending
    due_at: datetime
    wanted_at: datetime | None
    zone: str
    attempts: int
    said: str
    queued_at: datetime
    delivered_at: datetime | None
    filed_at: datetime | None
    conversation_id: UUID | None
    lead_id: UUID | None
    draft_id: UUID | None
    email_id: UUID | None
    waits_for_mailbox: bool = False
    tried_at: datetime | None = None
    looks: int = 0
    size: int = 0
    lead_name: str = ""
    company: str = ""
    files: int = 0
    draft_open: bool = False
    merge_id: UUID | None = None
    people: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many mails of the outbox are where, without those that are over.

    Args:
        going: being sent, about to be, or searched for in Sent.
        waiting: for a server, the next try, or tomorrow's limit.
        scheduled: for a time that the rep chose.
        look: for the rep.
    """

    going: int = 0
    waiting: int = 0
    scheduled: int = 0
    look: int = 0


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A mail of the outbox as it goes out.

    Args:
        head, body: as the reading pane shows messages; the ids of its files are known to
            :class:`~desktop_app.services.outbox.OutboxService` alone.
        bcc: recipients that the others do not see.
    """

    head: MessageHead
    body: MessageBody
    bcc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingEvent:
    """Something that happened to a mail of the outbox, and when."""

    at: datetime
    state: Sending
    said: str
