"""Filters written out in the language of the search box, so that reading them gives them back."""

from __future__ import annotations

import re
from datetime import date

from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.domain.lead_groups import simplified
from desktop_app.domain.leads import LeadQuery

_SHORT = {
    "contact_name": "contact",
    "last_contact": "contacted",
    "suggestion": "next",
    "company_size": "size",
    "last_message": "message",
    "created": "added",
    "updated": "changed",
    "written": "sent",
    "no_reply": "noreply",
}
_RESERVED = frozenset({"has", "with", "no", "without", "not", "and", "or"})
_PLAIN = re.compile(r"[\w@][\w@.+&/'’-]*")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_KEYWORDS = frozenset({"none", "any"})


def words_of(query: LeadQuery | Group, fields: LeadFields) -> str:
    """A question (its words and conditions) as one writes it.

    ``parse`` of it gives the same words and the :func:`simplified` conditions.
    """
    if isinstance(query, Group):
        query = LeadQuery(where=query)
    where = simplified(query.where)
    text = query.text.strip()
    alone = len(where.parts) == 1 and not text
    said = [_part(part, fields, alone=alone) for part in where.parts]
    return " ".join(filter(None, [text, *said]))


def name_of(key: str, fields: LeadFields) -> str:
    """What a field is called in the language: short where that is clear."""
    field = fields.get(key)
    short = _SHORT.get(key, key.removeprefix("custom."))
    for name in (short, key):
        if name.casefold() not in _RESERVED and fields.named(name) is field:
            return name if _NAME.fullmatch(name) else _quotes(name)
    return _quotes(key)


def _part(part: Condition | Group, fields: LeadFields, *, alone: bool = False) -> str:
    if isinstance(part, Condition):
        return _condition(part, fields)
    if part.any and not part.negated and (term := _term(part, fields)):
        return term
    join = " OR " if part.any else " "
    said = join.join(_part(each, fields) for each in part.parts)
    if part.negated:
        return f"NOT ({said})"
    return said if alone else f"({said})"


def _term(group: Group, fields: LeadFields) -> str:
    """Several values of one field: ``contacted:>30d,never``; "" where one term cannot say it."""
    keys = {part.field if isinstance(part, Condition) else "" for part in group.parts}
    field = fields.get(keys.pop()) if len(keys) == 1 else None
    if field is None or field.kind in (ValueKind.CHOICE, ValueKind.FLAG, ValueKind.DAYS):
        return ""
    values = [_value(part, field) for part in group.parts if isinstance(part, Condition)]
    if None in values:
        return ""
    return f"{name_of(field.key, fields)}:{','.join(filter(None, values))}"


def _condition(asked: Condition, fields: LeadFields) -> str:
    field = fields.get(asked.field)
    name = name_of(asked.field, fields)
    op = asked.op
    if op in (Op.YES, Op.NO):
        return f"{'has' if op is Op.YES else 'no'}:{name}"
    moments = field is not None and field.kind in (ValueKind.MOMENT, ValueKind.DATE)
    if op in (Op.EMPTY, Op.FILLED) and not moments:
        return f"{'has' if op is Op.FILLED else 'no'}:{name}"
    if op in (Op.LACKS, Op.IS_NOT, Op.NONE_OF):
        sign = "=" if op is Op.IS_NOT else ""
        return f"-{name}:{sign}{_words(asked.value)}"
    return f"{name}:{_value(asked, field)}"


def _value(asked: Condition, field: Field | None) -> str | None:
    """What stands behind the colon; None for what a minus or has says."""
    value, op = asked.value, asked.op
    if op in (Op.EMPTY, Op.FILLED):
        custom_or_due = field is None or field.kind is not ValueKind.MOMENT or field.key == "due"
        if op is Op.EMPTY:
            return "none" if custom_or_due else "never"
        return "any"
    if op in (Op.CONTAINS, Op.ANY_OF):
        return _words(value)
    if op is Op.IS:
        return f"={_words(value)}"
    if op is Op.BEGINS:
        return f"{_words(value)}*"
    signs = {
        Op.AT_LEAST: ">=",
        Op.AT_MOST: "<=",
        Op.MORE: ">",
        Op.LESS: "<",
        Op.BEFORE: "<",
        Op.SINCE: ">=",
        Op.ON: "",
    }
    if op in signs:
        return signs[op] + (value.isoformat() if isinstance(value, date) else _exact(value))
    if op is Op.WITHIN:
        return f"<{value}d"
    if op is Op.BEYOND:
        return f">{value}d"
    return f"{value}d" if op is Op.FOR_DAYS else None


def quoted(text: str) -> str:
    """A value as one writes it: in quotes where it needs them."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _KEYWORDS:
        return text
    return _quotes(text)


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_words, value))
    return quoted(str(value))


def _quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _exact(value: object) -> str:
    """A number that nobody can take for a thousand times as much: 1.234 is 1.2340."""
    words = str(value)
    return words + "0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", words) else words
