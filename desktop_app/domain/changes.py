"""What a write changed, so that views know when they are stale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from uuid import UUID


class Kind(Flag):
    """The kinds of things that views show; a command answers with those it touched."""

    NONE = 0
    LEADS = auto()
    CONVERSATIONS = auto()
    MESSAGES = auto()
    ACTIONS = auto()
    INSIGHTS = auto()
    TEMPLATES = auto()
    METRICS = auto()
    JOBS = auto()
    USERS = auto()
    DUPLICATES = auto()
    VIEWS = auto()
    MAILBOXES = auto()
    DRAFTS = auto()
    OUTBOX = auto()
    SEQUENCES = auto()
    NOTIFICATIONS = auto()
    WRITING = auto()


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of a command.

    Args:
        kinds: what may look different now.
        said: one calm past-tense sentence for the toast ("Conversation archived"), or "".
        journal_id: the journal entry that can undo it, if it can be undone.
    """

    kinds: Kind = Kind.NONE
    said: str = ""
    journal_id: int | None = None

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.kinds | other.kinds, other.said or self.said, other.journal_id or self.journal_id
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A change told by another connection (NOTIFY): what kind, for whom, and about which job."""

    kinds: Kind
    user_id: UUID | None = None
    job_id: UUID | None = None


def kinds_to_words(kinds: Kind) -> list[str]:
    """``Kind.LEADS | Kind.JOBS`` as ``["leads", "jobs"]``, the spelling used in NOTIFY."""
    return [kind.name.lower() for kind in kinds if kind.name]


def kinds_from_words(words: list[str]) -> Kind:
    """The inverse of :func:`kinds_to_words`; words of a newer version are passed over."""
    kinds = Kind.NONE
    for word in words:
        kinds |= Kind.__members__.get(word.upper(), Kind.NONE)
    return kinds
