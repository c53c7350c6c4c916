"""What a rep does to leads, done to plain dictionaries: edits, and a journal of two stacks.

Which leads a question has, and in which order, :mod:`tests.plain_leads` says; here stands what
commands, undo and redo make of them, also where another program went between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.domain.journal import How
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.leads import LeadQuery
from tests.plain_leads import PlainLead, Plainly

Values = dict[str, Any]
"""A lead by the keys of its fields; None, or "" where a column needs text, for nothing."""

WHOLE = "*"
_NEEDED = ("company", "contact_name")


@dataclass(frozen=True)
class Change:
    """One lead before and after a command: what the command set, or the whole lead.

    Args:
        before, after: None where there was, or then is, no such lead.
        kept: the fields that the last undo or redo left as somebody else had made them.
        away: what somebody else had made of it that the last one went over, or took away.
    """

    lead: UUID
    before: Values | None
    after: Values | None
    kept: frozenset[str] = frozenset()
    away: Values | None = None


@dataclass
class PlainDesk:
    """Leads as dictionaries, and the commands done and undone."""

    leads: dict[UUID, Values] = field(default_factory=dict)
    done: list[list[Change]] = field(default_factory=list)
    undone: list[list[Change]] = field(default_factory=list)

    # Questions

    def ids(self, query: LeadQuery, fields: LeadFields, now: datetime) -> list[UUID]:
        """The leads of a question in its order."""
        leads = [PlainLead(lead, values) for lead, values in self.leads.items()]
        return Plainly(leads, fields, now, ZoneInfo("UTC")).ids(query)

    def taken(self, email: str, but: UUID | None = None) -> bool:
        """Whether another lead has an address."""
        return any(v["email"] == email for lead, v in self.leads.items() if lead != but)

    # Commands

    def set(self, wanted: Mapping[UUID, Values]) -> None:
        """Set fields of leads; those that are so already are passed over."""
        changes = []
        for lead, values in wanted.items():
            now = self.leads[lead]
            new = {
                key: "" if value is None and key in _NEEDED else value
                for key, value in values.items()
            }
            new = {key: value for key, value in new.items() if now[key] != value}
            if new:
                changes.append(Change(lead, {key: now[key] for key in new}, new))
                self.leads[lead] = {**now, **new}
        self._did(changes)

    def nameless(self, lead: UUID, key: str, value: Any) -> bool:
        """Whether nothing would be left to call a lead by."""
        names = {each: self.leads[lead][each] for each in _NEEDED}
        return key in names and not any({**names, key: value}.values())

    def make(self, lead: UUID, values: Values, noted: Iterable[str]) -> None:
        """A new lead, of which the journal knows these fields."""
        self.leads[lead] = values
        self._did([Change(lead, None, {key: values[key] for key in noted})])

    def delete(self, leads: Iterable[UUID]) -> None:
        self._did([Change(lead, self.leads.pop(lead), None) for lead in leads])

    def _did(self, changes: list[Change]) -> None:
        if changes:
            self.done.append(changes)
            self.undone.clear()

    # Undo and redo

    def undo(self, how: How = How.ASK) -> int:
        """Take the last command back; how many leads were in the way. Asked, nothing happens."""
        return self._replay(self.done, self.undone, how, back=True)

    def redo(self, how: How = How.ASK) -> int:
        return self._replay(self.undone, self.done, how, back=False)

    def _replay(
        self, here: list[list[Change]], there: list[list[Change]], how: How, *, back: bool
    ) -> int:
        if not here:
            return 0
        before = {lead: dict(values) for lead, values in self.leads.items()}
        replayed = [self._step(change, how, back=back) for change in here[-1]]
        clashes = sum(clash for _, clash in replayed)
        if clashes and how is How.ASK:
            self.leads = before
        else:
            here.pop()
            there.append([change for change, _ in replayed])
        return clashes

    def _step(self, change: Change, how: How, *, back: bool) -> tuple[Change, bool]:
        """One lead; and whether something newer was in the way."""
        noted, target = change.after, change.before
        if not back:
            noted, target = target, noted
        if target is None:
            return self._go(change, noted or {}, how, back=back)
        if noted is None:
            return self._come(change, change.away or target)
        return self._put(change, noted, {**target, **(change.away or {})}, how)

    def _go(self, change: Change, noted: Values, how: How, *, back: bool) -> tuple[Change, bool]:
        now = self.leads.get(change.lead)
        if now is None:
            # One that somebody else deleted is not made again; a deletion can be undone still.
            return replace(change, kept=frozenset({WHOLE} if back else ())), False
        clash = any(now[key] != value for key, value in noted.items())
        if clash and how is not How.OVERWRITE:
            return replace(change, kept=frozenset({WHOLE})), True
        del self.leads[change.lead]
        return replace(change, kept=frozenset(), away=now), clash

    def _come(self, change: Change, target: Values) -> tuple[Change, bool]:
        asked = WHOLE not in change.kept
        if asked and change.lead not in self.leads and not self.taken(target["email"]):
            self.leads[change.lead] = dict(target)
        absent = change.lead not in self.leads
        return replace(change, kept=frozenset({WHOLE} if absent else ())), asked and absent

    def _put(self, change: Change, noted: Values, target: Values, how: How) -> tuple[Change, bool]:
        now = self.leads.get(change.lead)
        if now is None:
            known = WHOLE in change.kept
            kept = frozenset({WHOLE} if how is How.OVERWRITE or not known else ())
            return replace(change, kept=kept, away=None), not known
        kept, away = set(), {}
        for key in set() if WHOLE in change.kept else target.keys() - change.kept:
            free = key != "email" or not self.taken(target[key], change.lead)
            if now[key] == target[key]:
                continue
            if free and now[key] == noted[key]:
                now[key] = target[key]
            elif free and how is How.OVERWRITE:
                away[key], now[key] = now[key], target[key]
            else:
                kept.add(key)
        clash = bool(kept or away)
        return replace(change, kept=frozenset(kept), away=away or None), clash


def words(key: str, value: Any, today: date) -> str:
    """A cell of the table as one reads it."""
    if key == "last_contact":
        days = None if value is None else (today - value.date()).days
        return {None: "Never", 0: "Today", 1: "Yesterday"}.get(days, f"{days} days")
    if key == "status":
        return str(value).capitalize()
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    if key == "custom.renewal":
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return str(value)
