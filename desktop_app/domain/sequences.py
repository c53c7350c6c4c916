"""Sequences: steps that lead from a first mail to an answer, and what stops them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from desktop_app.domain.actions import check_text, check_type
from desktop_app.domain.custom_field_rules import one_line
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import mark, numeral, tr

MOST_STEPS: Final = 50
LONGEST_DELAY: Final = 365  # days
DEFAULT_KIND: Final = "outreach"
_LONGEST_NAME: Final = 120
_WEEK: Final = frozenset(range(7))


class Unit(StrEnum):
    """What the days of a delay are."""

    DAYS = "days"
    WORKING_DAYS = "working_days"  # Monday to Friday


class Whose(StrEnum):
    """On whose clock the window of a step is."""

    LEAD = "lead"
    REP = "rep"


class EnrolmentState(StrEnum):
    """The closed list of ``outpost.enrolment.state``."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"

    @property
    def words(self) -> str:
        """Within a sentence: "finished"."""
        return tr(_STATE_WORDS[self])


_STATE_WORDS: Mapping[str, str] = {
    EnrolmentState.ACTIVE: mark("active"),
    EnrolmentState.PAUSED: mark("paused"),
    EnrolmentState.FINISHED: mark("finished"),
    EnrolmentState.STOPPED: mark("stopped"),
}


class Why(StrEnum):
    """Why an enrolment is stopped, or paused (the last one, and by the rep)."""

    LEAD_GONE = "lead_gone"
    OPT_OUT = "opt_out"
    REPLY = "reply"
    MEETING = "meeting"
    BOUNCE = "bounce"
    MANUAL_MAIL = "manual_mail"
    COLD = "cold"
    REP = "rep"
    ABSENCE = "absence"


class Outcome(StrEnum):
    """How a step of an enrolment ended."""

    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    RECALLED = "recalled"  # its mail was taken back before it left


class Refusal(StrEnum):
    """Why a lead was not enrolled."""

    GONE = "gone"
    ENROLLED = "enrolled"  # in a sequence of the same kind
    OPT_OUT = "opt_out"
    COLD = "cold"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Window:
    """When a step may happen.

    Args:
        opens, closes: on the clock of ``whose``; a closing time of 00:00 is the end of the day.
        weekdays: 0 is Monday.
    """

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))
    whose: Whose = Whose.LEAD


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a mail from a template, or an action that the rep does.

    Args:
        template_id: of the mail; None for an action.
        action_type: "" for a mail.
        text: what is to be done, of an action.
        delay: days since the step before ended, or since the lead was enrolled.
    """

    name: str
    template_id: UUID | None = None
    action_type: str = ""
    text: str = ""
    delay: int = 0
    unit: Unit = Unit.DAYS
    window: Window = Window()
    id: UUID = field(default_factory=uuid4)

    @property
    def is_mail(self) -> bool:
        return self.template_id is not None


@dataclass(frozen=True, slots=True)
class SequenceText:
    """What a sequence consists of; a lead is in one sequence of a kind at a time."""

    name: str
    steps: tuple[Step, ...] = ()
    kind: str = DEFAULT_KIND


@dataclass(frozen=True, slots=True)
class SequenceCounts:
    """How many enrolments a sequence has.

    Args:
        waiting: active ones of which a step waits for the rep, as its mail could not be written.
        replied: those that ended with a reply, also one that came after the last step.
        stopped: for another reason than a reply.
    """

    active: int = 0
    paused: int = 0
    waiting: int = 0
    finished: int = 0
    replied: int = 0
    stopped: int = 0

    @property
    def all(self) -> int:
        return self.active + self.paused + self.finished + self.replied + self.stopped


@dataclass(frozen=True, slots=True)
class LeadSequence:
    """A sequence as it stands, with what became of its leads."""

    id: UUID
    text: SequenceText
    created_at: datetime
    counts: SequenceCounts = SequenceCounts()


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step of an enrolment that ended."""

    step_id: UUID
    name: str
    outcome: Outcome
    at: datetime
    outgoing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A lead in a sequence.

    Args:
        why: why it is paused or stopped; None otherwise.
        said: the same in words, or why the present step waits for the rep.
        waits: the present step is a mail that could not be written; the rep decides.
        step_id, step: the present step; None and "" at the end.
        due: when it is due, UTC; None while the rep has paused it, and at the end.
        paused_until: the end of an absence.
        action_id: the row of ``actions`` that the present step is.
        done: the steps that ended, in order.
    """

    id: UUID
    sequence_id: UUID
    sequence: str
    lead_id: UUID | None
    lead: str
    company: str
    state: EnrolmentState
    why: Why | None
    said: str
    waits: bool
    step_id: UUID | None
    step: str
    due: datetime | None
    paused_until: datetime | None
    action_id: UUID | None
    started_at: datetime
    ended_at: datetime | None
    done: tuple[DoneStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of enrolling leads: who is in now, and who could not be, by reason."""

    enrolments: tuple[UUID, ...]
    refused: Mapping[Refusal, tuple[UUID, ...]] = field(default_factory=dict)


REFUSAL_WORDS: Final[Mapping[Refusal, str]] = {
    Refusal.GONE: tr("not there any more"),
    Refusal.ENROLLED: tr("in a sequence already"),
    Refusal.OPT_OUT: tr("wanting no mail"),
    Refusal.COLD: tr("cold"),
    Refusal.NO_ADDRESS: tr("without an address that works"),
}

WHY_WORDS: Final[Mapping[Why, str]] = {
    Why.LEAD_GONE: tr("The lead is not there any more."),
    Why.OPT_OUT: tr("The lead wants no mail."),
    Why.REPLY: tr("They answered."),
    Why.MEETING: tr("A meeting was made."),
    Why.BOUNCE: tr("Mail to them comes back."),
    Why.MANUAL_MAIL: tr("They were written to outside of the sequence."),
    Why.COLD: tr("The lead is cold."),
    Why.REP: "",
    Why.ABSENCE: tr("They are away."),
}


def checked(text: SequenceText) -> SequenceText:
    """A sequence as it is kept.

    Raises:
        KnownError: a name is missing, a step is neither mail nor action, a window never opens.
    """
    name = _name(text.name, tr("A sequence needs a name."))
    kind = one_line(text.kind).casefold()[:_LONGEST_NAME] or DEFAULT_KIND
    if len(text.steps) > MOST_STEPS:
        raise KnownError(
            tr("This sequence has too many steps."),
            tr("There is room for {most_steps} of them.", most_steps=MOST_STEPS),
        )
    if len({step.id for step in text.steps}) < len(text.steps):
        raise KnownError(
            tr("A step stands twice in this sequence."), tr("Copy it as a step of its own.")
        )
    return SequenceText(name, tuple(_checked_step(step) for step in text.steps), kind)


def _checked_step(step: Step) -> Step:
    name = _name(step.name, tr("Each step needs a name."))
    if step.is_mail == bool(step.action_type.strip()):
        raise KnownError(
            tr("“{name}” is to be either a mail or an action.", name=name),
            tr("Choose a template, or a type of action."),
        )
    if not 0 <= step.delay <= LONGEST_DELAY:
        raise KnownError(
            tr("“{name}” cannot wait {delay} days.", name=name, delay=numeral(step.delay)),
            tr("Possible are 0 to {longest_delay}.", longest_delay=LONGEST_DELAY),
        )
    window = step.window
    if window.closes != time(0) and window.closes <= window.opens:
        raise KnownError(
            tr("The time of “{name}” ends before it begins.", name=name),
            tr("A time that ends at 00:00 goes on until midnight."),
        )
    if not window.weekdays or not window.weekdays <= _WEEK:
        raise KnownError(
            tr("“{name}” has no day.", name=name), tr("Choose at least one day of the week.")
        )
    return Step(
        name,
        step.template_id,
        check_type(step.action_type) if not step.is_mail else "",
        check_text(step.text),
        step.delay,
        step.unit,
        window,
        step.id,
    )


def _name(typed: str, missing: str) -> str:
    name = one_line(typed)
    if not name:
        raise KnownError(missing)
    if len(name) > _LONGEST_NAME:
        raise KnownError(
            tr("This name is too long."),
            tr("There is room for {longest_name} characters.", longest_name=_LONGEST_NAME),
        )
    return name


def places(before: Sequence[UUID], wanted: Sequence[UUID]) -> list[UUID]:
    """The order of all steps that a sequence ever had, after an edit.

    Steps that are not wanted any more stay behind the one that they followed, so that whoever
    waits at one of them goes on from there.

    Args:
        before: all there were, also those taken out earlier, in order.
        wanted: those that the sequence has now, in order.
    """
    kept = set(wanted)
    behind: dict[UUID | None, list[UUID]] = {}
    last: UUID | None = None
    for each in before:
        if each in kept:
            last = each
        else:
            behind.setdefault(last, []).append(each)
    order = list(behind.get(None, ()))
    for each in wanted:
        order += [each, *behind.get(each, ())]
    return order
