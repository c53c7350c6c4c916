"""Who gets how much: leads by warmth and age, messages by lead, conversations by length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.sample_dice import Dice

MAX_CHAIN: Final = 12
_PER_ACTIVE_LEAD: Final = 3.5  # messages; with fewer to go round, fewer leads have mail
_STRANGERS_SHARE: Final = 0.07
# How many of a hundred conversations have 1, 2, 3… messages.
_LENGTHS: Final = (22, 21, 16, 12, 9, 6, 4, 3, 2, 2, 2, 1)
_WEIGHT: Final = {LeadStatus.HOT: 2.4, LeadStatus.WARM: 1.3, LeadStatus.COLD: 0.6}


@dataclass(frozen=True, slots=True)
class LeadPlan:
    """One lead to be invented: how warm, how many messages, how long since the last of them."""

    index: int
    status: LeadStatus
    messages: int
    quiet_days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of a sample workspace; walking through it twice gives the same."""

    leads: int
    messages: int
    seed: int

    @property
    def stranger_messages(self) -> int:
        """Messages with nobody known: newsletters, notifications, first questions."""
        return int(self.messages * _STRANGERS_SHARE) if self.leads else self.messages

    def walk(self) -> Iterator[LeadPlan]:
        """All leads in order; the messages add up to what is not with strangers."""
        wanted = self.messages - self.stranger_messages
        weight = sum(trait[2] for trait in self._traits()) or 1.0
        so_far, given = 0.0, 0
        for index, (status, quiet_days, share) in enumerate(self._traits()):
            so_far += share
            # Rounding the sum, not the shares, gives away every message exactly once.
            upto = wanted if index == self.leads - 1 else int(wanted * so_far / weight + 0.5)
            count, given = max(0, upto - given), max(upto, given)
            if not count and status is LeadStatus.HOT:
                status = LeadStatus.WARM  # nobody is hot who was never written to
            yield LeadPlan(index, status, count, quiet_days)

    def _traits(self) -> Iterator[tuple[LeadStatus, int, float]]:
        dice = Dice(self.seed * 7919 + 1)
        wanted = self.messages - self.stranger_messages
        active = min(0.97, wanted / max(1, self.leads * _PER_ACTIVE_LEAD))
        for _ in range(self.leads):
            lot, with_mail, wait, spread = dice.roll(), dice.roll(), dice.wait(1.0), dice.wait(1.0)
            if with_mail >= active:
                # No mail, unless there is nobody else to give it to.
                yield (LeadStatus.WARM, 20, 0.0) if lot < 0.3 else (LeadStatus.COLD, 60, 0.0)
                continue
            if lot < 0.2:
                status, quiet = LeadStatus.HOT, 1 + min(9, int(wait * 3))
            elif lot < 0.6:
                status, quiet = LeadStatus.WARM, 2 + min(58, int(wait * 16))
            else:
                status, quiet = LeadStatus.COLD, 38 + min(290, int(wait * 80))
            yield status, quiet, _WEIGHT[status] * (0.35 + spread)


def chain_lengths(dice: Dice, messages: int, limit: int = MAX_CHAIN) -> list[int]:
    """Lengths of conversations, 1 to ``limit``, that add up to ``messages``."""
    lengths = []
    while messages > 0:
        lot = dice.roll() * 100
        length = 0
        while lot >= 0 and length < len(_LENGTHS):
            lot -= _LENGTHS[length]
            length += 1
        length = min(length, limit, messages)
        lengths.append(length)
        messages -= length
    return lengths
