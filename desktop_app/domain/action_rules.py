"""Rules that make actions: each is a row of data, and says in one sentence why it acted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from desktop_app.domain.language import numeral, plural, tr

UNANSWERED: Final = "unanswered"
QUIET_HOT: Final = "quiet_hot"
ACCEPTED: Final = "accepted"

_SPACE: Final = UUID("6f0d3b1e-4c8a-5d5e-9a44-0b7a3c1f2d90")


@dataclass(frozen=True, slots=True)
class ActionRule:
    """One rule.

    Args:
        name: its key, also in the actions that it makes (``metadata.rule.name``).
        title: what people call it, with ``{span}`` for its number in words.
        type: of the actions that it makes.
        params: whole numbers, by name.
    """

    name: str
    title: str
    type: str
    params: Mapping[str, int]
    active: bool = True

    @property
    def unit(self) -> str:
        """What its number counts: ``hours`` or ``days``; "" where it has none."""
        return next((name for name in ("hours", "days") if name in self.params), "")

    @property
    def after(self) -> int:
        """After how many of its unit it acts; 0 where it has no number."""
        return self.params[self.unit] if self.unit else 0

    @property
    def most(self) -> int:
        """The largest number: what lies further back it does not look at any more."""
        within = self.params.get("within_days", 0)
        return (within * 24 if self.unit == "hours" else within) - 1

    @property
    def sentence(self) -> str:
        """When it acts, in words."""
        return self.title.format(span=span_words(self.after, self.unit))


RULES: Final = (
    ActionRule(
        UNANSWERED,
        tr("Mail of a lead that waits {span} for an answer"),
        "reply",
        {"hours": 24, "within_days": 14},
    ),
    ActionRule(
        QUIET_HOT,
        tr("A hot lead that nobody was in touch with for {span}"),
        "follow_up",
        {"days": 7, "within_days": 60},
    ),
    # Found when the answer arrives, not by looking.
    ActionRule(ACCEPTED, tr("A meeting that a lead or you accepted by mail"), "meeting", {}),
)


AGAIN = "again"
"""What a cause is about where the lead is not new to the rep."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a rule makes an action.

    Args:
        key: names the cause: an action is made for it once.
        who: the lead's person, or company.
        about: the subject of the mail; of a quiet lead :data:`AGAIN`, where somebody was in touch
            before; or "".
        since: from when on, UTC.
        by_rep: of a meeting: it was the rep who accepted.
    """

    rule: str
    key: str
    lead_id: UUID
    email_id: UUID | None
    who: str
    about: str
    since: datetime
    by_rep: bool = False

    def action_id(self, user_id: UUID) -> UUID:
        """The id of its action: two computers of one person make the same one."""
        return uuid5(_SPACE, f"{user_id}/{self.rule}/{self.key}")


def merged(changed: Iterable[tuple[str, bool, Any]]) -> tuple[ActionRule, ...]:
    """The program's rules with what a user changed of them: name, active, params. What makes no
    sense (another program may write it) is passed over."""
    by_name = {name: (active, params) for name, active, params in changed}
    found = []
    for rule in RULES:
        active, params = by_name.get(rule.name, (True, {}))
        given = params if isinstance(params, Mapping) else {}
        kept = {
            name: value
            for name, value in given.items()
            if name in rule.params and type(value) is int and 0 < value < 10_000
        }
        found.append(replace(rule, active=active, params={**rule.params, **kept}))
    return tuple(found)


def span_words(count: int, unit: str) -> str:
    """A number of hours or days: "an hour", "a day", "3 days", "a week"."""
    if unit == "hours" and count >= 24 and count % 24 == 0:
        count, unit = count // 24, "days"
    if unit == "days" and count % 7 == 0 and count:
        return tr("a week") if count == 7 else tr("{value} weeks", value=numeral(count // 7))
    if count == 1:
        return tr("an hour") if unit == "hours" else tr("a day")
    return counted_words(count, unit)


def counted_words(count: int, unit: str) -> str:
    """ "36 hours", "1 day": a number and its unit, hours or days."""
    if unit == "hours":
        return plural("{n} hours", "{n} hour", count)
    return plural("{n} days", "{n} day", count)


def text_of(cause: Cause) -> str:
    """What the action says is to be done."""
    if cause.rule == ACCEPTED:
        return cause.about
    if cause.rule == UNANSWERED:
        if cause.about:
            return tr("Answer {who}: {about}", who=cause.who, about=cause.about)
        return tr("Answer {who}", who=cause.who)
    if cause.about == AGAIN:
        return tr("Get in touch with {who} again", who=cause.who)
    return tr("Get in touch with {who}", who=cause.who)


def why(cause: Cause, rule: ActionRule) -> str:
    """The sentence in ``metadata.rule.why``."""
    if cause.rule == ACCEPTED:
        return (
            tr("You accepted {who}’s invitation.", who=cause.who)
            if cause.by_rep
            else (tr("{who} accepted the invitation.", who=cause.who))
        )
    if cause.rule == UNANSWERED:
        span = span_words(rule.after, rule.unit)
        return tr("{who} wrote, and has waited for an answer for {span}.", who=cause.who, span=span)
    span = span_words(rule.after, rule.unit)
    return tr("{who} is hot, and nobody was in touch for {span}.", who=cause.who, span=span)
