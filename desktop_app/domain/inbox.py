"""Conversations and messages as the Inbox shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop_app.domain.language import mark, tr
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.signal_types import Signal


class ConversationState(StrEnum):
    """The closed list of ``email_threads.status``; mail without a lead has it in ``outpost``."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """Within a sentence: "archived"."""
        return tr(_STATE_WORDS[self])


_STATE_WORDS: Mapping[str, str] = {
    ConversationState.ACTIVE: mark("active"),
    ConversationState.ARCHIVED: mark("archived"),
    ConversationState.CLOSED: mark("closed"),
}


class InboxBox(StrEnum):
    """The boxes of the Inbox's sidebar that are questions over the same conversations."""

    ALL = "all"
    WAITING = "waiting"  # the rep wrote last, and nobody answered
    SNOOZED = "snoozed"  # away until a moment
    SENT = "sent"
    ARCHIVE = "archive"


class InboxTab(StrEnum):
    """The tabs above the list of conversations."""

    ALL = "all"
    UNREAD = "unread"
    NEEDS_REPLY = "needs_reply"  # the last human message is inbound
    HOT = "hot"


class InboxOrder(StrEnum):
    """In which order conversations stand; what is snoozed stands by when it comes back."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UNREAD = "unread"  # those first, and of them and the others the newest


@dataclass(frozen=True, slots=True)
class ConversationQuery:
    """Which conversations, in which order. ``mailbox``: those with a message that lies in it.

    ``text`` is searched in subject, names, addresses and the text of the messages, in the
    syntax of a web search: words, "a phrase", -without. The last word may be the beginning of
    one, while no blank is behind it: somebody is typing it.
    """

    box: InboxBox = InboxBox.ALL
    tab: InboxTab = InboxTab.ALL
    text: str = ""
    mailbox: UUID | None = None
    order: InboxOrder = InboxOrder.NEWEST


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One row of the list of conversations (76 px: name, subject, snippet).

    ``snoozed_until`` is when it comes back, or when it came back and was not dealt with since.
    """

    id: UUID
    subject: str
    with_name: str
    with_email: str
    company: str
    lead_id: UUID | None
    lead_status: LeadStatus | None
    snippet: str
    last_at: datetime
    message_count: int
    unread_count: int
    attachment_count: int
    last_outbound: bool
    state: ConversationState
    flagged: bool = False
    snoozed_until: datetime | None = None
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; its bytes lie in the content store under ``storage_url``."""

    id: UUID
    filename: str
    size: int
    content_type: str
    storage_url: str


@dataclass(frozen=True, slots=True)
class MessageHead:
    """A message folded to one line; ``signals`` are what else it tells, ``has_raw`` whether it
    can be shown as it came."""

    id: UUID
    from_name: str
    from_email: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    at: datetime
    outbound: bool
    unread: bool
    snippet: str
    attachment_count: int
    signals: tuple[Signal, ...] = ()
    has_raw: bool = False


@dataclass(frozen=True, slots=True)
class MessageBody:
    """What the reading pane shows of a message: HTML made safe, and the files.

    ``html`` is a fragment without scripts and, unless asked for, without anything that
    would be fetched; ``blocked_remote`` counts the pictures left out. ``remote``: what would be
    fetched is in it, because the user asked for it or trusts the sender with pictures.
    """

    id: UUID
    html: str
    is_html: bool
    blocked_remote: int
    attachments: tuple[Attachment, ...]
    remote: bool = False


@dataclass(frozen=True, slots=True)
class OriginalMessage:
    """A message as it came: the beginning of its text, and its whole size in bytes."""

    id: UUID
    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation opened: its heads, oldest first.

    ``own`` are the addresses that are the rep's, lower case: of the sign-in, of mailboxes, aliases.
    """

    row: ConversationRow
    messages: tuple[MessageHead, ...]
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """The figures beside boxes and tabs. ``unread`` is that of the box ALL; what is snoozed is in
    none of the others."""

    unread: int
    needs_reply: int
    hot: int
    waiting: int
    snoozed: int = 0


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A message found: ``excerpt`` is plain text, matches between U+0002 and U+0003."""

    email_id: UUID
    conversation_id: UUID
    subject: str
    from_name: str
    from_email: str
    at: datetime
    excerpt: str
