"""An invented, plausible year of a rep: leads, their mail, what to do next.

Everything follows from a seed, the local day and the wanted numbers: the same of these make the
same rows on every machine. Leads are made one by one, so that a million cost the memory of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.sample_calendar import WorkingTime
from desktop_app.domain.sample_dice import Dice
from desktop_app.domain.sample_plan import LeadPlan, Plan, chain_lengths
from desktop_app.domain.sample_script import Topic, script
from desktop_app.domain.sample_strangers import stranger_threads
from desktop_app.domain.sample_thread import Correspondent, MadeThread, ThreadMaker
from desktop_app.domain.sample_types import SampleLead, SampleThread
from desktop_app.domain.sample_upkeep import Upkeep
from desktop_app.domain.sample_words import COMPANY_SIZES, TITLES, Directory, phone
from desktop_app.domain.users import User
from desktop_app.domain.zones import zone_or_utc

DEFAULT_LEADS: Final = 62
DEFAULT_MESSAGES: Final = 640
DEFAULT_SEED: Final = 20
_OPENERS: Final = "First contact"


@dataclass(frozen=True, slots=True)
class SampleSize:
    """What was asked for; together with the user it decides every row."""

    leads: int = DEFAULT_LEADS
    messages: int = DEFAULT_MESSAGES
    seed: int = DEFAULT_SEED


class SampleYear:
    """The invented year of one user.

    Args:
        user: whose it is; their address, name, zone and signature are used.
        size: how much, and the seed.
        today: the local day on which the year ends; all mail is before it.
    """

    def __init__(self, user: User, size: SampleSize, today: date) -> None:
        self.user = user
        self.size = size
        self.time = WorkingTime(today, zone_or_utc(user.timezone))
        self._plan = Plan(size.leads, size.messages, size.seed)
        self._directory = Directory(size.seed)
        self._maker = ThreadMaker(user, self.time, script())
        self._upkeep = Upkeep(self.time)
        topics = script().topics
        self._firsts = [topic for topic in topics if topic.category == _OPENERS]
        self._others = [topic for topic in topics if topic.category != _OPENERS]

    def leads(self) -> Iterator[SampleLead]:
        """All leads with what hangs on them, in an order that is always the same."""
        for plan in self._plan.walk():
            yield self._lead(plan)

    def strangers(self) -> Iterator[SampleThread]:
        """Conversations with nobody known: newsletters, notifications, first questions."""
        dice = Dice(self.size.seed * 104729 + 2)
        return stranger_threads(dice, self._maker, self._directory, self._plan.stranger_messages)

    def id_of(self, *names: object) -> UUID:
        """The id of something invented: the same for the same user, seed and names."""
        return uuid5(self.user.id, "/".join(("sample", str(self.size.seed), *map(str, names))))

    def _lead(self, plan: LeadPlan) -> SampleLead:
        dice = Dice(self.size.seed * 1_000_003 + plan.index * 2 + 1)
        person = self._directory.person(plan.index)
        company = self._directory.company(plan.index)
        lead_id = self.id_of("lead", plan.index)
        number = dice.between(0, 999)
        email = f"{person.local}@{company.domain}"
        who = Correspondent(
            address=Address(person.name, email),
            first=person.first,
            company=company.name,
            domain=company.domain,
            industry=company.industry,
            signature=f"{person.first}\n\n-- \n{person.name}\n{dice.pick(TITLES)}, "
            f"{company.name}\n{phone(number)}",
            token=f"{plan.index:x}",
            keen=plan.status is LeadStatus.HOT,
        )
        made = self._threads(dice, plan, who)
        upkeep = self._upkeep.of(dice, lead_id, plan.status, made)
        return SampleLead(
            id=lead_id,
            company=company.name,
            contact_name=person.name,
            email=email,
            phone=phone(number),
            website=f"https://{company.domain}" if dice.chance(0.9) else "",
            industry=company.industry.name,
            company_size=dice.pick(COMPANY_SIZES),
            status=plan.status,
            suggestion=upkeep.suggestion,
            created_at=self._met(dice, made),
            threads=tuple(each.thread for each in made),
            actions=upkeep.actions,
            insights=upkeep.insights,
        )

    def _threads(self, dice: Dice, plan: LeadPlan, who: Correspondent) -> list[MadeThread]:
        """The lead's conversations, oldest first; the last one ended ``quiet_days`` ago."""
        lengths = chain_lengths(dice, plan.messages)
        if plan.status is not LeadStatus.COLD:
            lengths.sort()  # who is warm is in the middle of something
        latest = self.time.first_minute(plan.quiet_days) + dice.between(0, 599)
        ends = sorted(int(dice.roll() * max(1, latest - 300)) for _ in lengths[1:])
        ends = [*ends, latest] if lengths else []
        made = []
        for place, (length, end) in enumerate(zip(lengths, ends, strict=True)):
            topic = self._topic(dice, first=place == 0)
            made.append(self._maker.make(dice, who, topic, length, end, f"{place:x}"))
        return sorted(made, key=lambda each: each.thread.messages[-1].at)

    def _topic(self, dice: Dice, *, first: bool) -> Topic:
        return dice.pick(self._firsts if dice.chance(0.7 if first else 0.12) else self._others)

    def _met(self, dice: Dice, made: list[MadeThread]) -> datetime:
        """When the lead was put down: some days before the first letter, or in the year."""
        if not made:
            return self.time.at(dice.between(0, self.time.minutes - 1))
        first = min(each.thread.messages[0].at for each in made)
        return first - timedelta(days=dice.between(0, 20), minutes=dice.between(5, 200))
