"""Conditions as chips say them: "Last contact", "within", "60 days"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.language import months, numeral, tr
from desktop_app.domain.lead_fields import CUSTOM, Field, LeadFields, ValueKind
from desktop_app.domain.lead_filters import OPS, TAKES, Condition, Group, Op, Takes, Value
from desktop_app.domain.leads import status_label

_OPS: Mapping[Op, str] = {
    Op.CONTAINS: tr("contains"),
    Op.LACKS: tr("does not contain"),
    Op.IS: tr("is"),
    Op.IS_NOT: tr("is not"),
    Op.BEGINS: tr("begins with"),
    Op.ANY_OF: tr("is"),
    Op.NONE_OF: tr("is not"),
    Op.AT_LEAST: tr("at least"),
    Op.AT_MOST: tr("at most"),
    Op.MORE: tr("more than"),
    Op.LESS: tr("less than"),
    Op.WITHIN: tr("within"),
    Op.BEYOND: tr("longer ago than"),
    Op.ON: tr("on"),
    Op.BEFORE: tr("before"),
    Op.SINCE: tr("since"),
    Op.EMPTY: tr("is empty"),
    Op.FILLED: tr("is filled"),
    Op.YES: tr("is there"),
    Op.NO: tr("is not there"),
    Op.FOR_DAYS: tr("for"),
}
_OF_MOMENTS: Mapping[Op, str] = {Op.EMPTY: tr("never"), Op.FILLED: tr("at some time")}
_OF_DUE: Mapping[Op, str] = {
    Op.WITHIN: tr("late or within"),
    Op.BEYOND: tr("later than in"),
    Op.EMPTY: tr("has no date"),
    Op.FILLED: tr("has a date"),
}
_OF_DATES: Mapping[Op, str] = {Op.WITHIN: tr("in the last")}
_TITLES: Mapping[str, str] = {"no_reply": tr("No reply")}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """The segments of a chip; ``value`` is "" where the operator takes nothing."""

    field: str
    op: str
    value: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.field, self.op, self.value)))


def chip_words(asked: Condition, fields: LeadFields) -> ChipWords:
    """What a condition says, part by part."""
    field = fields.get(asked.field)
    title = field_title(field) if field is not None else asked.field.removeprefix(CUSTOM)
    return ChipWords(title, op_words(asked.op, field), value_words(asked, field))


def field_title(field: Field) -> str:
    """What a chip and the list of fields call a field."""
    return _TITLES.get(field.key, field.title)


def op_words(op: Op, field: Field | None) -> str:
    """An operator in words, as the kind of the field reads."""
    if field is not None:
        if field.key == "due" and op in _OF_DUE:
            return _OF_DUE[op]
        if field.kind is ValueKind.MOMENT and op in _OF_MOMENTS:
            return _OF_MOMENTS[op]
        if field.kind is ValueKind.DATE and op in _OF_DATES:
            return _OF_DATES[op]
    return _OPS[op]


def value_words(asked: Condition, field: Field | None) -> str:
    """What stands in the last segment."""
    value = asked.value
    takes = TAKES[asked.op]
    if takes is Takes.NOTHING:
        return ""
    if takes is Takes.DAYS:
        return tr("1 day") if value == 1 else tr("{value} days", value=value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return tr(" or ").join(choice_words(word, field) for word in value)
    if isinstance(value, (int, float)):
        return numeral(value)
    return str(value) or "“”"


def choice_words(word: str, field: Field | None) -> str:
    """A choice as people read it: the program's own ones begin with a capital."""
    return status_label(word) if field is not None and field.custom_key is None else word


def day_words(day: date) -> str:
    """A day in full: "31 January 2026"."""
    return tr("{day} {month} {year}", day=day.day, month=months()[day.month - 1], year=day.year)


def group_words(group: Group, fields: LeadFields) -> str:
    """A group in one line: "Status is Hot or AI draft is there"."""
    said = []
    for part in group.parts:
        if isinstance(part, Group):
            words = group_words(part, fields)
            said.append(words if part.negated else f"({words})")
        else:
            said.append(str(chip_words(part, fields)))
    joined = (tr(" or ") if group.any else tr(" and ")).join(said)
    return tr("not ({joined})", joined=joined) if group.negated else joined


def beginning_with(field: Field) -> Condition:
    """What a new chip of a field asks before anybody has said more."""
    op = OPS[field.kind][0]
    value: Value = None
    takes = TAKES[op]
    if takes is Takes.DAYS:
        value = {"no_reply": 14, "wrote": 7, "due": 7}.get(field.key, 30)
    elif takes is Takes.TEXT:
        value = ""
    elif takes is Takes.WORDS:
        value = ()
    return Condition(field.key, op, value)
