"""Meetings that mail proposes or agrees to, and the actions they become."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final
from uuid import UUID

from desktop_app.domain.language import dated, tr, weekday
from desktop_app.domain.message_record import MessageRecord
from desktop_app.domain.signal_types import Method, Signal, SignalKind
from desktop_app.domain.snoozes import MORNING

OWN_UID: Final = "@outpost"
"""How the UIDs end of meetings that are actions here already: the rest is the action's id."""
_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Invited:
    """A message that proposes a meeting which is no action yet."""

    email_id: UUID
    signal: Signal


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody agreed to a meeting.

    Args:
        cause: names the meeting, in all messages about it.
        by_rep: it was the rep, who had been invited.
        at: when that was said.
    """

    cause: str
    email_id: UUID
    conversation_id: UUID
    lead_id: UUID
    by_rep: bool
    signal: Signal
    at: datetime

    @property
    def age(self) -> tuple[int, datetime]:
        """Orders words about one meeting: the organizer's changes, then time."""
        return self.signal.sequence, self.at


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says of a meeting that may be an action: it is then, or it is not any more.

    Args:
        author: whose address wrote it.
        lead_id: the author's; None where the rep wrote it, or a stranger.
        by_rep: the rep wrote it, elsewhere.
        who: the author in words.
    """

    email_id: UUID
    author: str
    lead_id: UUID | None
    by_rep: bool
    who: str
    at: datetime
    signal: Signal

    @property
    def age(self) -> tuple[int, datetime]:
        """As :attr:`Acceptance.age`."""
        return self.signal.sequence, self.at

    @property
    def cancels(self) -> bool:
        return self.signal.method is Method.CANCEL


def is_meeting(type_: str) -> bool:
    """Whether actions of a type are meetings: other programs may write it in capitals."""
    return type_.strip().lower() == "meeting"


def acceptances(
    records: Iterable[MessageRecord], lead_of: dict[str, UUID], own: Set[str]
) -> list[Acceptance]:
    """Calendar answers that accept: of leads from their own addresses, and of the rep to a lead.

    What somebody says for others is not believed: anybody can write that a lead accepted.
    """
    found = []
    for record in records:
        for signal in record.signals:
            if signal.kind is not SignalKind.INVITATION or signal.method is not Method.REPLY:
                continue
            author = record.from_.email
            lead = record.lead_id if record.outbound else lead_of.get(author)
            speaks = author in signal.accepted or (
                record.outbound and not own.isdisjoint(signal.accepted)
            )
            if lead is not None and speaks:
                found.append(
                    Acceptance(
                        signal.uid or record.identity, record.id, record.conversation_id, lead,
                        record.outbound, signal, record.at,
                    )
                )  # fmt: skip
    return found


def words_about(records: Iterable[MessageRecord], lead_of: dict[str, UUID]) -> list[Word]:
    """Invitations and their cancellations that name their meeting, the oldest first."""
    found = [
        Word(
            record.id, record.from_.email, None if record.outbound else
            lead_of.get(record.from_.email), record.outbound,
            record.from_.name or record.from_.email, record.at, signal,
        )
        for record in records
        for signal in record.signals
        if signal.kind is SignalKind.INVITATION and signal.uid
        and signal.method in (Method.REQUEST, Method.CANCEL)
    ]  # fmt: skip
    return sorted(found, key=lambda word: word.age)


def became(word: Word, due: datetime | None, zone: tzinfo) -> str:
    """What became of the action of a meeting, for whoever looks at it.

    Args:
        due: when it was due until now.
    """
    who = tr("You") if word.by_rep else word.who
    if word.cancels:
        return tr("{who} cancelled this meeting.", who=who)
    if due is None:
        return tr("{who} gave this meeting a time.", who=who)
    here = due.astimezone(zone)
    return tr(
        "{who} moved this meeting from {day}, {time}.",
        who=who,
        day=dated(here, weekday=weekday(here, short=True)),
        time=f"{here.hour}:{here:%M}",
    )


def due_of(signal: Signal, zone: tzinfo) -> datetime | None:
    """When the action of a meeting is due, UTC: its begin, or the morning where it lasts days."""
    begins = signal.starts_at
    if begins is None:
        return None
    if signal.all_day:
        # Days are days, in whatever zone: they are kept as midnights of UTC.
        return datetime.combine(begins.astimezone(UTC).date(), MORNING, zone).astimezone(UTC)
    return begins.astimezone(UTC)


def text_of(signal: Signal, subject: str = "") -> str:
    """What the action of a meeting says."""
    said = ", ".join(filter(None, (signal.said or subject, signal.place)))
    return (said or tr("Meeting"))[:_LONGEST]


def own_action(cause: str) -> UUID | None:
    """The action that was sent as this meeting; None where the meeting is somebody else's."""
    name, mark, rest = cause.partition(OWN_UID)
    try:
        return UUID(name) if mark and not rest else None
    except ValueError:
        return None
