"""Whom somebody means who has typed the beginning of a name or an address."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from desktop_app.domain.mail import Address

_FADES: Final = 45.0  # days after which having written counts half
_ROBOTS: Final = (
    "noreply no-reply donotreply do-not-reply mailer-daemon postmaster bounce bounces notification "
    "notifications newsletter unsubscribe abuse"
)
_ROBOT_NAMES: Final = frozenset(_ROBOTS.split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be meant.

    Args:
        written, heard: mails to and from them.
        last_at: the newest of them; None for a lead nobody wrote to yet.
        is_lead: their name is what the rep calls them.
        lead_id: the lead, where leads were asked for.
    """

    address: str
    name: str
    company: str = ""
    written: int = 0
    heard: int = 0
    last_at: datetime | None = None
    is_lead: bool = False
    lead_id: UUID | None = None

    @property
    def person(self) -> Address:
        return Address(self.name, self.address)

    @property
    def title(self) -> str:
        """What they are called, as briefly as it can be said."""
        return self.name or self.company or self.address

    @property
    def detail(self) -> str:
        """What tells them from others that are called so."""
        more = (self.company, self.address)
        return " · ".join(each for each in more if each and each != self.title)


def ranked(
    candidates: Iterable[Candidate], own: Collection[str], now: datetime, limit: int
) -> tuple[Candidate, ...]:
    """Each address once, whom the rep writes to often and of late first; not the rep.

    Addresses that only machines have come last, whatever they wrote.
    """
    by_address: dict[str, Candidate] = {}
    for each in candidates:
        if each.address and each.address not in own:
            known = by_address.get(each.address)
            by_address[each.address] = _together(known, each) if known else each
    order = sorted(by_address.values(), key=lambda each: (-_weight(each, now), each.address))
    return tuple(order[:limit])


def _together(one: Candidate, other: Candidate) -> Candidate:
    lead = one if one.is_lead else other
    moments = [each.last_at for each in (one, other) if each.last_at is not None]
    return replace(
        lead,
        name=lead.name or one.name or other.name,
        written=one.written + other.written,
        heard=one.heard + other.heard,
        last_at=max(moments, default=None),
    )


def _weight(each: Candidate, now: datetime) -> float:
    if is_robot(each.address):
        return -1.0
    often = math.log1p(3 * each.written + each.heard)
    if each.last_at is None:
        return 0.1 * each.is_lead
    days = max((now - each.last_at).total_seconds() / 86_400, 0.0)
    return (1.0 + often) * math.exp2(-days / _FADES) + 0.1 * often + 0.3 * each.is_lead


def is_robot(address: str) -> bool:
    """Whether nobody reads what is written there."""
    local = address.partition("@")[0].partition("+")[0]
    return local in _ROBOT_NAMES or local.startswith(("noreply", "no-reply", "bounce"))
