"""What else the mail tells of a rep's work: reports beside the six figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

FEW: Final = 20  # below so many a share says little, and is marked

QUIET_FOR: Final = timedelta(days=30)  # so long without a word, and a lead is quiet


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with the 95 % interval of Wilson (1927)."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which percents it lies, None without any."""
        if not self.whole:
            return None
        z, n, share = 1.959964, self.whole, self.part / self.whole
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * ((share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)

    @property
    def is_few(self) -> bool:
        """Whether it is too few to say much."""
        return self.whole < FEW


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many leads had a status at the end of some days (from the journal), and how many came to
    it and left it in them."""

    status: str
    leads: int
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """The funnel at the end of a day."""

    at: datetime
    steps: tuple[FunnelStep, ...]


@dataclass(frozen=True, slots=True)
class TemplateEffect:
    """What became of the mail that was written with a template: of all that was sent, how much was
    answered before the rep wrote again."""

    template_id: UUID
    name: str
    replies: Share


@dataclass(frozen=True, slots=True)
class HourEffect:
    """Mail that wanted a reply, by the local weekday (0 is Monday) and hour it was sent at."""

    weekday: int
    hour: int
    replies: Share


@dataclass(frozen=True, slots=True)
class StatusResponse:
    """How long leads of a status wait for an answer; minutes, None without any."""

    status: str
    responses: int
    mean: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class QuietLead:
    """A lead that nothing came from or went to for long."""

    lead_id: UUID
    name: str
    status: str
    days: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class SequenceStepEffect:
    """What became of a step of a sequence.

    Args:
        step: its number, from 1.
        replies: of its mails, those that were answered before the rep wrote again.
    """

    sequence_id: UUID
    sequence: str
    step: int
    step_id: UUID
    title: str
    done: int
    replies: Share
    stopped: int
