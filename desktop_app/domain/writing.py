"""What is written for the user: an answer, a summary, other words for some, a subject.

A model writes it where one is set up (:mod:`.model_settings`), else what the program can do by
itself. Whoever writes it, it is a proposal: it stands beside the mail until the user takes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from desktop_app.domain.language import mark, tr

LONGEST_WORDS: Final = 20_000
"""Characters of words that can be rewritten, or that a subject is asked for."""


class Purpose(StrEnum):
    """What is asked for."""

    DRAFT = "draft"
    SUMMARY = "summary"
    REWRITE = "rewrite"
    SUBJECT = "subject"

    @property
    def is_kept(self) -> bool:
        """Whether it becomes an insight, which all programs of the database see."""
        return self in (Purpose.DRAFT, Purpose.SUMMARY)


class Tone(StrEnum):
    """How an answer is to sound."""

    PROFESSIONAL = "professional"
    FRIENDLY = "friendly"
    BRIEF = "brief"
    FORMAL = "formal"

    @property
    def shown(self) -> str:
        """As it is shown."""
        return tr(_SHOWN[self])


class Rewrite(StrEnum):
    """What words are to become."""

    SHORTER = "shorter"
    WARMER = "warmer"
    FORMAL = "more formal"

    @property
    def shown(self) -> str:
        """As it is shown."""
        return tr(_SHOWN[self])


_SHOWN: Mapping[str, str] = {
    Tone.PROFESSIONAL: mark("Professional"),
    Tone.FRIENDLY: mark("Friendly"),
    Tone.BRIEF: mark("Brief"),
    Tone.FORMAL: mark("Formal"),
    Rewrite.SHORTER: mark("Shorter"),
    Rewrite.WARMER: mark("Warmer"),
    Rewrite.FORMAL: mark("More formal"),
}


_WITHIN: Mapping[str, str] = {
    Tone.PROFESSIONAL: mark("professional"),
    Tone.FRIENDLY: mark("friendly"),
    Tone.BRIEF: mark("brief"),
    Tone.FORMAL: mark("formal"),
}


def tone_words(tone: str) -> str:
    """A tone within a sentence; one that another program wrote is as it is."""
    return tr(_WITHIN[tone]) if tone in _WITHIN else tone


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more comes."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, as a :class:`~desktop_app.domain.errors.KnownError` says it."""

    title: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """Something that is being written, or was.

    Args:
        text: so far, plain; never markup, whatever stands in it.
        subject: of a draft by a template, or what was asked for; "" for none.
        engine: who writes: "template Intro", "llama3.1 on this computer"; "" before that is known.
        is_model: a model wrote it: to be marked as such until the user has changed it.
        error: why it failed; of one that is done, why the program wrote it and not the model.
        insight_id: the row of ``ai_insights`` that it is kept as, by which it is judged.
        email_id: the message that is answered, or up to which a summary goes.
        thread_id: the conversation (``outpost.conversation``).
        flagged: links, addresses and telephone numbers of the text that the conversation does not
            contain: to be looked at before it is sent.
    """

    id: UUID
    purpose: Purpose
    state: State
    text: str = ""
    subject: str = ""
    tone: Tone = Tone.PROFESSIONAL
    engine: str = ""
    is_model: bool = False
    error: Trouble | None = None
    insight_id: UUID | None = None
    email_id: UUID | None = None
    thread_id: UUID | None = None
    lead_id: UUID | None = None
    flagged: tuple[str, ...] = ()
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave this program, byte for byte.

    Args:
        host: where to, with the port where one is given.
        is_local: that is this computer.
        purpose: what for; None for what leaves by itself, without being asked for each time.
        bytes: how long the text is in UTF-8.
        text: the body of the request.
    """

    host: str
    is_local: bool
    purpose: Purpose | None
    bytes: int
    text: str


@dataclass(frozen=True, slots=True)
class Spending:
    """What a month has cost.

    Args:
        month: its first day, in the user's zone.
        tokens: used, those that calls under way may still use among them.
        token_budget: of the month; 0 for none.
        money, money_budget: likewise, in the currency that the prices are in.
        calls: how many there were.
    """

    month: date
    tokens: int = 0
    token_budget: int = 0
    money: float = 0.0
    money_budget: float = 0.0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class ModelList:
    """Which models an endpoint has.

    Args:
        url: of the endpoint that was looked at.
        is_looking: the answer is still to come.
        names: of its models.
        error: why there are none.
        at: when it was asked for, or answered.
    """

    url: str
    is_looking: bool
    names: tuple[str, ...] = ()
    error: Trouble | None = None
    at: datetime | None = None


class CallState(StrEnum):
    """What became of a call."""

    OPEN = "open"  # under way, or its program ended before it knew
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"  # by the server; nothing was used
    UNREACHED = "unreached"  # nothing left


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What left, once.

    Args:
        purpose: a :class:`Purpose`, or ``reading``.
        bytes_out, bytes_in: of the bodies of request and answer.
        tokens: used; of a call that is open, what it may use at most.
        sha256: of the body that was sent, hex.
        text: that body.
        outcome: in words where it was not done.
    """

    id: UUID
    at: datetime
    host: str
    model: str
    purpose: str
    state: CallState
    bytes_out: int
    bytes_in: int
    tokens: int
    sha256: str
    text: str
    outcome: str = ""


def writing_id(email_id: UUID, purpose: Purpose, tone: Tone, times: int = 0) -> UUID:
    """The same for the same newest message: what is asked for twice is written once.

    Args:
        times: how often it was asked for again before.
    """
    said = f"{purpose}/{tone}" if purpose is Purpose.DRAFT else str(purpose)
    return uuid5(email_id, f"writing/{said}/{times}")


def first_id(draft_id: UUID, tone: Tone, times: int = 0) -> UUID:
    """Of what is written for a new mail: the same for the same draft of the user's.

    Args:
        times: how often it was asked for again before.
    """
    return uuid5(draft_id, f"writing/first/{tone}/{times}")


def insight_id(user_id: UUID, conversation_id: UUID, email_id: UUID, purpose: Purpose) -> UUID:
    """Of the insight that it is kept as: one for each user, conversation and newest message."""
    return uuid5(email_id, f"writing/{user_id}/{conversation_id}/{purpose}")
