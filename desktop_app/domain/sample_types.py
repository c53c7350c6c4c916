"""What a sample workspace consists of, before it is rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.message_record import MessageRecord
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample_files import SampleFile


@dataclass(frozen=True, slots=True)
class SampleMessage:
    """One message. ``text`` is what its writer typed (with the quoted letter, when there is
    one); ``html`` is the same as HTML, or None for plain mail. ``at`` is aware UTC."""

    message_id: str
    at: datetime
    outbound: bool
    kind: Kind
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    references: tuple[str, ...]
    subject: str
    text: str = field(repr=False)
    html: str | None = field(repr=False)
    status: str
    files: tuple[SampleFile, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleThread:
    """A conversation: its messages, oldest first; ``state`` of ``email_threads.status``."""

    messages: tuple[SampleMessage, ...]
    state: str


@dataclass(frozen=True, slots=True)
class SampleTalk:
    """A conversation ready to be written, oldest message first; ``lead_id`` is None for mail
    with nobody known."""

    id: UUID
    lead_id: UUID | None
    state: str
    records: tuple[MessageRecord, ...]


@dataclass(frozen=True, slots=True)
class LeadContact:
    """What a lead's row says of its mail: its own last words, and when anybody last wrote."""

    last_message: str | None
    last_contact_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class SampleAction:
    """A row of ``actions``; ``message_id`` names the message it came from."""

    id: UUID
    message_id: str | None
    type: str
    status: str
    priority: str
    due_date: datetime
    description: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SampleInsight:
    """A row of ``ai_insights``; ``confidence`` between 0 and 1."""

    id: UUID
    message_id: str
    type: str
    content: str
    confidence: float
    created_at: datetime
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleLead:
    """A lead and everything that hangs on it."""

    id: UUID
    company: str
    contact_name: str
    email: str
    phone: str
    website: str
    industry: str
    company_size: str
    status: LeadStatus
    suggestion: str | None
    created_at: datetime
    threads: tuple[SampleThread, ...] = ()
    actions: tuple[SampleAction, ...] = ()
    insights: tuple[SampleInsight, ...] = ()

    @property
    def has_draft(self) -> bool:
        return any(insight.type == "draft" for insight in self.insights)
