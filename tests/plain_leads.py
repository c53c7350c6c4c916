"""What a question about leads means, row by row: the reference that the database is held to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.domain.lead_fields import LeadFields, ValueKind
from desktop_app.domain.lead_filters import Condition, Group, Op, SortKey
from desktop_app.domain.leads import LeadQuery

_LEADING = " \t\"'([{<*-_."
_RANKS = {"hot": 1, "warm": 2, "cold": 3}


@dataclass(frozen=True)
class PlainLead:
    """A lead as plain values: texts, moments and custom values by the keys of the fields.

    Args:
        due: when its open actions are due; None for one without a date.
    """

    id: UUID
    values: Mapping[str, Any]
    draft: bool = False
    due: tuple[datetime | None, ...] = field(default=())


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


class Plainly:
    """Answers questions by looking at every lead.

    Args:
        now, zone: the present and the user's time zone.
    """

    def __init__(
        self, leads: Iterable[PlainLead], fields: LeadFields, now: datetime, zone: ZoneInfo
    ) -> None:
        self.leads = list(leads)
        self.fields = fields
        self.now = now
        self.zone = zone

    def ids(self, query: LeadQuery) -> list[UUID]:
        found = [lead for lead in self.leads if self.fits(lead, query)]
        keys = query.sort
        nullable = any(self._nullable(key) for key in keys)
        found.sort(key=lambda lead: lead.id.bytes, reverse=keys[0].descending and not nullable)
        levels = list(keys)
        if len(keys) == 1 and keys[0].field == "status":
            levels.append(SortKey("company", keys[0].descending))
        for key in reversed(levels):
            by = self._sort_value(key)
            there = [lead for lead in found if by(lead) is not None]
            there.sort(key=by, reverse=key.descending)
            found = [*there, *(lead for lead in found if by(lead) is None)]
        return [lead.id for lead in found]

    def fits(self, lead: PlainLead, query: LeadQuery) -> bool:
        searched = ("company", "contact_name", "email", "industry", "phone", "website")
        held = words_of(" ".join(str(lead.values.get(name) or "") for name in searched))
        typed = words_of(query.text)
        if query.text.strip() and not typed:
            return False
        return all(any(word.startswith(each) for word in held) for each in typed) and self.holds(
            lead, query.where
        )

    def holds(self, lead: PlainLead, part: Group | Condition) -> bool:
        if isinstance(part, Condition):
            return self._condition(lead, part)
        if not part.parts:
            return True
        joined = (any if part.any else all)(self.holds(lead, each) for each in part.parts)
        return joined != part.negated

    def _condition(self, lead: PlainLead, asked: Condition) -> bool:
        known = self.fields.get(asked.field)
        assert known is not None, asked.field
        op, value, held = asked.op, asked.value, lead.values.get(asked.field)
        if known.kind is ValueKind.FLAG:
            there = lead.draft if known.key == "draft" else bool(lead.due)
            return there == (op is Op.YES)
        if known.kind is ValueKind.DAYS:
            sent, got = lead.values.get("written"), lead.values.get("wrote")
            return (
                sent is not None
                and (got is None or got < sent)
                and self._day(sent) <= self._today - timedelta(days=int(value))  # type: ignore[arg-type]
            )
        if known.key == "due":
            return self._due(lead.due, asked)
        if known.kind is ValueKind.SIZE:
            held = _first_number(held)
        if op is Op.EMPTY:
            return not str("" if held is None else held).strip()
        if op is Op.FILLED:
            return bool(str("" if held is None else held).strip())
        if known.kind is ValueKind.TEXT:
            return _text(op, fold(str(held or "")), fold(str(value).strip()))
        if known.kind is ValueKind.CHOICE:
            assert isinstance(value, tuple)
            among = str(held or "").casefold() in {word.casefold() for word in value}
            return among == (op is Op.ANY_OF)
        if held is None:
            return False
        if known.kind in (ValueKind.NUMBER, ValueKind.SIZE):
            return _compare(op, held, value)
        day = held if known.kind is ValueKind.DATE else self._day(held)
        if known.kind is ValueKind.DATE:
            day = date.fromisoformat(str(held))
        return self._on(day, op, value, known.kind)

    def _on(self, day: date, op: Op, value: Any, kind: ValueKind) -> bool:
        if op is Op.WITHIN:
            ahead = kind is ValueKind.DATE and day > self._today
            return day >= self._today - timedelta(days=value) and not ahead
        if op is Op.BEYOND:
            return day < self._today - timedelta(days=value)
        return {Op.ON: day == value, Op.BEFORE: day < value, Op.SINCE: day >= value}[op]

    def _due(self, due: tuple[datetime | None, ...], asked: Condition) -> bool:
        days = [self._day(each) for each in due if each is not None]
        if asked.op in (Op.EMPTY, Op.FILLED):
            return bool(days) == (asked.op is Op.FILLED)
        if asked.op in (Op.WITHIN, Op.BEYOND):
            last = self._today + timedelta(days=int(asked.value))  # type: ignore[arg-type]
            return any((day <= last) == (asked.op is Op.WITHIN) for day in days)
        return any(self._on(day, asked.op, asked.value, ValueKind.MOMENT) for day in days)

    @property
    def _today(self) -> date:
        return self._day(self.now)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _nullable(self, key: SortKey) -> bool:
        return key.field not in ("company", "contact_name", "status")

    def _sort_value(self, key: SortKey) -> Callable[[PlainLead], Any]:
        known = self.fields.get(key.field)
        assert known is not None

        def value(lead: PlainLead) -> Any:
            held = lead.values.get(key.field)
            if known.key == "status":
                return _RANKS[held]  # type: ignore[index]
            if known.kind is ValueKind.SIZE:
                return _first_number(held)
            if known.kind is ValueKind.CHOICE:
                folded = [choice.casefold() for choice in known.choices]
                word = str(held or "").casefold()
                return folded.index(word) if word in folded else None
            if known.kind is ValueKind.TEXT:
                text = fold(str(held or "")[:200]).lstrip(_LEADING)[:100]
                return text if text or key.field in ("company", "contact_name") else None
            return held

        return value


def _text(op: Op, held: str, asked: str) -> bool:
    return {
        Op.CONTAINS: asked in held,
        Op.LACKS: asked not in held,
        Op.IS: held == asked,
        Op.IS_NOT: held != asked,
        Op.BEGINS: held.startswith(asked),
    }[op]


def _compare(op: Op, held: Any, asked: Any) -> bool:
    return {
        Op.AT_LEAST: held >= asked,
        Op.AT_MOST: held <= asked,
        Op.MORE: held > asked,
        Op.LESS: held < asked,
    }[op]


def _first_number(text: object) -> int | None:
    found = re.search("[0-9]{1,15}", re.sub("[, \u00a0\u202f\u2019']", "", str(text or "")[:100]))
    return int(found[0]) if found else None
