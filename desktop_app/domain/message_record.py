"""A message on its way into the database, with everything decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Final
from uuid import UUID

from desktop_app.domain.mail import Address
from desktop_app.domain.signal_types import Signal

UNDECIDED: Final = UUID(int=0)
"""Stands for the conversation of a message until others were looked at; no row can have it."""


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A row of ``email_attachments``; ``size`` in bytes, ``url`` names the stored file."""

    id: UUID
    filename: str
    size: int
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a message was addressed to: ``role`` is to, cc or bcc."""

    role: str
    address: Address


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message as ``emails``, ``email_attachments`` and ``outpost.message…`` will hold it.

    ``identity`` is the Message-ID, or ``sha256:`` and the hash of the raw message where there
    is none; it is unique per user. ``at`` orders messages: sent, else received, else found.
    """

    id: UUID
    conversation_id: UUID
    lead_id: UUID | None
    identity: str
    message_id: str | None
    at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    outbound: bool
    status: str
    kind: str
    from_: Address
    recipients: tuple[Recipient, ...]
    reply_to: tuple[str, ...]
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    root_candidate: str
    subject: str
    subject_key: str
    orphan_reply: bool
    body: str = field(repr=False)
    is_html: bool
    plain: str = field(repr=False)
    snippet: str
    attachments: tuple[AttachmentRecord, ...]
    content_hash: str
    raw_url: str | None
    origin: str
    defects: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The addresses of all whom it names, the author's first, without empty ones."""
        addresses = (self.from_, *(recipient.address for recipient in self.recipients))
        return tuple(address.email for address in addresses if address.email)

    def decided(self, conversation_id: UUID, lead_id: UUID | None) -> MessageRecord:
        """The same message, now of a conversation and a lead."""
        return MessageRecord(self.id, conversation_id, lead_id, *_DECIDED_BEFORE(self))

    def addressed(self, role: str) -> tuple[str, ...]:
        """The addresses of one role, without empty ones."""
        return tuple(r.address.email for r in self.recipients if r.role == role and r.address.email)


# dataclasses.replace asks what fields there are each time, which is most of its work.
_DECIDED_BEFORE: Final = attrgetter(*(each.name for each in fields(MessageRecord)[3:]))


@dataclass(frozen=True, slots=True)
class SubjectCandidate:
    """A message that another may join by its subject: within 30 days, with somebody in common."""

    identity: str
    subject_key: str
    at: datetime
    orphan_reply: bool
    participants: frozenset[str]


@dataclass(frozen=True, slots=True)
class BrokenMessage:
    """Mail that could not be made a message: kept raw, with the reason."""

    content_hash: str
    raw_url: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A broken message as it is listed: when it was seen, where it came from, why it is none.

    ``size`` is in bytes; 0 where the source gave none, None where what was kept is gone.
    """

    seen_at: datetime
    source: str
    reason: str
    content_hash: str
    raw_url: str
    size: int | None
