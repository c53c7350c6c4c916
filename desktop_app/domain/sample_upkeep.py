"""What an invented conversation asks for: actions, and what a careful reader would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.replies import Kind
from desktop_app.domain.sample_calendar import WorkingTime
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_thread import MadeThread
from desktop_app.domain.sample_types import SampleAction, SampleInsight, SampleMessage

_PRIORITY: Final = {LeadStatus.HOT: "high", LeadStatus.WARM: "medium", LeadStatus.COLD: "low"}
_SENTIMENT: Final = {
    LeadStatus.HOT: ("Positive", "Positive", "Positive", "Neutral"),
    LeadStatus.WARM: ("Positive", "Neutral", "Neutral", "Negative"),
    LeadStatus.COLD: ("Neutral", "Neutral", "Negative"),
}
_URGENCY: Final = {
    LeadStatus.HOT: ("High", "High", "Normal"),
    LeadStatus.WARM: ("High", "Normal", "Normal", "Low"),
    LeadStatus.COLD: ("Low", "Low", "Normal"),
}
_ANSWER_WITHIN_DAYS: Final = 30
_DRAFT_WITHIN_DAYS: Final = 21
_READ_WITHIN_DAYS: Final = 120  # nobody looks for the mood of older letters
_DONE: Final = (
    ("follow_up", "Follow up: {subject}"),
    ("reply", "Answer: {subject}"),
    ("call", "Call about {subject}"),
    ("meeting", "Intro call, 30 minutes"),
    ("meeting", "Meeting: {subject}"),
)


@dataclass(frozen=True, slots=True)
class LeadUpkeep:
    """What belongs to a lead beside its mail."""

    suggestion: str | None = None
    actions: tuple[SampleAction, ...] = ()
    insights: tuple[SampleInsight, ...] = ()


class Upkeep:
    """Makes actions and insights that fit a lead's conversations."""

    def __init__(self, time: WorkingTime) -> None:
        self._time = time

    def of(
        self, dice: Dice, lead_id: UUID, status: LeadStatus, made: Sequence[MadeThread]
    ) -> LeadUpkeep:
        """For the conversations of a lead, oldest first; nothing without any."""
        if not made:
            return LeadUpkeep()
        newest = made[-1]
        messages = newest.thread.messages
        theirs = [m for m in messages if m.kind is Kind.HUMAN]
        owed = bool(theirs) and not any(m.outbound and m.at > theirs[-1].at for m in messages)
        age = (self._time.today - self._time.local_date(messages[-1].at)).days
        actions = [
            action
            for place, each in enumerate(made)
            if dice.chance(0.35)
            and (action := self._done(dice, uuid5(lead_id, f"done/{place}"), each))
        ]
        step = newest.writer.next_step(answer=owed)
        actions += self._open(dice, lead_id, status, messages[-1], step, owed=owed, age=age)
        insights: tuple[SampleInsight, ...] = ()
        if dice.chance(0.92):
            about = theirs[-1] if theirs else next(m for m in reversed(messages) if m.outbound)
            insights = self._insights(
                dice, lead_id, status, about, step, read=bool(theirs) and age <= _READ_WITHIN_DAYS
            )
            if owed and age <= _DRAFT_WITHIN_DAYS and dice.chance(0.7):
                insights += (self._draft(dice, lead_id, newest, theirs[-1]),)
        return LeadUpkeep(step if insights else None, tuple(actions), insights)

    def _done(self, dice: Dice, id: UUID, made: MadeThread) -> SampleAction | None:
        """Something that was on the list and is over."""
        message = dice.pick(made.thread.messages)
        kind, words = (
            _DONE[3 + dice.between(0, 1)]
            if (made.topic.category == "Meetings")
            else dice.pick(_DONE)
        )
        created = message.at + timedelta(minutes=dice.between(2, 40))
        due = created + timedelta(days=dice.between(0, 4))
        finished = due - timedelta(minutes=dice.between(-90, 300))
        finished = max(created, min(finished, self._time.end - timedelta(minutes=1)))
        subject = made.writer.subject
        return SampleAction(
            id=id,
            message_id=message.message_id,
            type=kind,
            status="cancelled" if dice.chance(0.07) else "completed",
            priority=dice.pick(("low", "medium", "medium", "high")),
            due_date=due,
            description=words.format(subject=subject),
            created_at=created,
            updated_at=finished,
        )

    def _open(
        self,
        dice: Dice,
        lead_id: UUID,
        status: LeadStatus,
        last: SampleMessage,
        step: str,
        *,
        owed: bool,
        age: int,
    ) -> list[SampleAction]:
        """What is still to do: some of it overdue, some today, some later."""
        found: list[SampleAction] = []

        def add(kind: str, days: int, hour: int, words: str) -> None:
            noted = last.at + timedelta(minutes=dice.between(1, 8))
            found.append(
                SampleAction(
                    id=uuid5(lead_id, f"open/{len(found)}"),
                    message_id=last.message_id,
                    type=kind,
                    status="in_progress" if dice.chance(0.1) else "pending",
                    priority=_PRIORITY[status] if dice.chance(0.75) else "medium",
                    due_date=self._time.due(days, hour),
                    description=words,
                    created_at=noted,
                    updated_at=noted,
                )
            )

        if owed and age <= _ANSWER_WITHIN_DAYS and dice.chance(0.75):
            add("reply", dice.pick((-2, -1, 0, 0, 0, 1, 2)), dice.pick((10, 12, 17)), step)
        elif not owed and 4 <= age <= 60 and dice.chance(0.6):
            add("follow_up", dice.pick((-3, -1, 0, 1, 3, 5, 8, 12)), dice.pick((9, 11, 16)), step)
        if status is LeadStatus.HOT and dice.chance(0.4):
            add("meeting", dice.between(0, 9), dice.pick((10, 11, 14, 15)), "Product demo")
        elif age <= 60 and dice.chance(0.12):
            add("call", dice.between(-1, 6), dice.pick((9, 13, 16)), "Call: no reply to the quote")
        return found

    def _insights(
        self,
        dice: Dice,
        lead_id: UUID,
        status: LeadStatus,
        message: SampleMessage,
        step: str,
        *,
        read: bool,
    ) -> tuple[SampleInsight, ...]:
        """``read`` when there is a letter of theirs worth reading closely."""
        contents = [("suggestion", step)]
        if read:
            contents.append(("sentiment", dice.pick(_SENTIMENT[status])))
            contents.append(("urgency", dice.pick(_URGENCY[status])))
        return tuple(
            SampleInsight(
                id=uuid5(lead_id, f"insight/{kind}"),
                message_id=message.message_id,
                type=kind,
                content=content,
                confidence=_confidence(dice),
                created_at=message.at + timedelta(minutes=2, seconds=place),
            )
            for place, (kind, content) in enumerate(contents)
        )

    def _draft(
        self, dice: Dice, lead_id: UUID, made: MadeThread, message: SampleMessage
    ) -> SampleInsight:
        return SampleInsight(
            id=uuid5(lead_id, "insight/draft"),
            message_id=message.message_id,
            type="draft",
            content=made.writer.letter("rep"),
            confidence=_confidence(dice),
            created_at=message.at + timedelta(minutes=2, seconds=5),
            metadata={
                "subject": f"Re: {made.writer.subject}",
                "tone": dice.pick(("professional", "friendly")),
            },
        )


def _confidence(dice: Dice) -> float:
    return dice.between(55, 96) / 100
