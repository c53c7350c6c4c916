"""What a reader makes of one message: findings, how sure each is, and the words that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sentiment(StrEnum):
    """How a message stands to us and what we offer."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Urgency(StrEnum):
    """How soon an answer is wanted: within two working days, at some time, or not at all."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Intent(StrEnum):
    """What its author wants."""

    MEETING = "meeting"
    PRICE = "price"
    OBJECTION = "objection"
    DEFERRAL = "deferral"
    WRONG_PERSON = "wrong_person"
    UNSUBSCRIBE = "unsubscribe"
    THANKS = "thanks"


class FindingKind(StrEnum):
    """The ``insight_type`` of a finding."""

    SENTIMENT = "sentiment"
    URGENCY = "urgency"
    INTENT = "intent"


class Unread(StrEnum):
    """Why nothing was made of a message."""

    LANGUAGE = "language"  # it is in none that this reader knows
    EMPTY = "empty"  # it has no words of its own


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the plain text of a message, as Python counts characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was read.

    Args:
        label: a value of :class:`Sentiment`, :class:`Urgency` or :class:`Intent`.
        confidence: from 0 to 1: of so many findings of this confidence this share is right.
        spans: the words that led to it, in order; empty where it is what is left over.
        until: of a deferral, the first day to write again on, where they say so.
    """

    kind: FindingKind
    label: str
    confidence: float
    spans: tuple[Span, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of a message.

    Args:
        language: ISO 639-1, or "und" where nothing tells.
        unread: why there are no findings.
    """

    language: str
    findings: tuple[Finding, ...] = ()
    unread: Unread | None = None

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.kind is kind)
