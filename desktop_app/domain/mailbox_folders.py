"""Folders of a mailbox, where messages are in them, and what differs between here and there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from desktop_app.domain.mailboxes import FolderRole

GMAIL_INBOX: Final = "\\Inbox"
"""The label that stands for the inbox where folders are labels."""
GMAIL_DRAFT: Final = "\\Draft"
"""The label of what somebody is still writing: it lies in All Mail, and is no mail yet."""

# What is not mail to read, or is somewhere else as well.
_NOT_FOLLOWED: Final = frozenset(
    {
        FolderRole.TRASH,
        FolderRole.JUNK,
        FolderRole.DRAFTS,
        FolderRole.ALL,
        FolderRole.FLAGGED,
        FolderRole.IMPORTANT,
    }
)


def is_followed(role: FolderRole, *, labels: bool) -> bool:
    """Whether the messages of a folder are brought here.

    Args:
        labels: its server keeps every message once, in All Mail, and folders are labels of it
            (Gmail): then that one is followed and no other, so that nothing comes twice.
    """
    return role is FolderRole.ALL if labels else role not in _NOT_FOLLOWED


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A row of ``outpost.mailbox_folder``, as the engine works with it.

    ``uid_next``: below it everything that is wanted was looked at. ``covers_since``: everything
    that arrived since that day is here; None: not looked at yet.
    """

    id: UUID
    mailbox_id: UUID
    path: str
    role: FolderRole
    followed: bool
    uid_validity: int | None
    uid_next: int | None
    highest_modseq: int | None
    flags_below: int | None
    covers_since: date | None
    server_count: int | None
    local_count: int | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message as a server shows it in a folder.

    ``identity`` is None for one that is kept aside as broken; ``labels`` are Gmail's.
    """

    uid: int
    identity: str | None
    seen: bool
    answered: bool
    flagged: bool
    labels: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, uid: int, identity: str | None, flags: frozenset[str], labels: tuple[str, ...] | None
    ) -> Sighting:
        """From flags in lower case, without their backslash."""
        return cls(
            uid,
            identity,
            "seen" in flags,
            "answered" in flags,
            "flagged" in flags,
            labels or (),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A message in a folder on the server, and how it should be there by what stands here.

    ``seen``, ``answered``, ``flagged``, ``labels``: what the server said last. ``want_…``: what
    stands here; ``want_inbox`` is None where it does not matter.
    """

    email_id: UUID
    folder_id: UUID
    uid: int
    seen: bool
    answered: bool
    flagged: bool
    in_inbox: bool
    want_seen: bool
    want_answered: bool
    want_flagged: bool
    want_inbox: bool | None

    @property
    def add(self) -> frozenset[str]:
        """Flags to set. An answer is never taken back: nobody can un-answer."""
        pairs = (
            ("\\Seen", self.want_seen and not self.seen),
            ("\\Answered", self.want_answered and not self.answered),
            ("\\Flagged", self.want_flagged and not self.flagged),
        )
        return frozenset(flag for flag, missing in pairs if missing)

    @property
    def remove(self) -> frozenset[str]:
        """Flags to clear."""
        pairs = (
            ("\\Seen", self.seen and not self.want_seen),
            ("\\Flagged", self.flagged and not self.want_flagged),
        )
        return frozenset(flag for flag, spare in pairs if spare)

    @property
    def leaves_inbox(self) -> bool:
        return self.in_inbox and self.want_inbox is False

    @property
    def enters_inbox(self) -> bool:
        return not self.in_inbox and self.want_inbox is True


@dataclass(frozen=True, slots=True)
class FolderCounts:
    """What a look at a folder came to, for a report."""

    path: str
    role: FolderRole
    new: int = 0
    known: int = 0
    broken: int = 0
    gone: int = 0
    flags: int = 0
    server_count: int | None = None
    local_count: int | None = None
    missing: int = 0
    said: str = ""
