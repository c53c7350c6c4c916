"""What the search box offers while somebody types: names of fields, and what they can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import Field, LeadFields, ValueKind
from desktop_app.domain.lead_wording import name_of, quoted
from desktop_app.domain.lead_words import field_title

_MOST = 12
_PIECE = re.compile(r"[^\s()]*$")
_MOMENTS = ("today", "<7d", "<30d", ">30d", "never")
_BY_KIND = {
    ValueKind.MOMENT: _MOMENTS,
    ValueKind.DATE: ("today", "<30d", ">30d", "none"),
    ValueKind.DAYS: ("3d", "7d", "14d", "30d"),
    ValueKind.FLAG: ("yes", "no"),
    ValueKind.SIZE: (">=51", ">500", "51..200", "none"),
    ValueKind.NUMBER: (">=", "<=", "none"),
    ValueKind.TEXT: ("none", "any"),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """Something to put into the text.

    Args:
        at, length: what of the text it takes the place of.
        text: what it puts there; ends with a colon where a value follows.
        hint: what it is, for people.
    """

    at: int
    length: int
    text: str
    hint: str


def completions(text: str, cursor: int, fields: LeadFields) -> tuple[Completion, ...]:
    """What the word before the cursor may become; nothing where it says nothing yet."""
    before = text[:cursor]
    if before.count('"') % 2:
        return ()
    piece = _PIECE.search(before)
    begun = piece[0] if piece else ""
    at = cursor - len(begun)
    if begun.startswith("-"):
        begun, at = begun[1:], at + 1
    name, colon, value = begun.partition(":")
    if not colon:
        return _names(begun, at, fields) if begun else ()
    last = value.rpartition(",")[2]
    at = cursor - len(last)
    if name.casefold() in ("has", "no"):
        return _things(last, at, fields)
    field = fields.named(name) if name else None
    return _values(last, at, field) if field is not None else ()


def _names(begun: str, at: int, fields: LeadFields) -> tuple[Completion, ...]:
    wanted = begun.casefold()
    offered = [
        (name_of(field.key, fields), field_title(field), (*field.words, field.title))
        for field in fields.all
        if field.kind is not ValueKind.FLAG
    ]
    offered += [("has", tr("Something is there"), ()), ("no", tr("Something is missing"), ())]
    found = [
        Completion(at, len(begun), f"{name}:", title)
        for name, title, others in offered
        if name.casefold().startswith(wanted)
        or any(other.casefold().startswith(wanted) for other in others)
    ]
    found.sort(key=lambda each: not each.text.casefold().startswith(wanted))
    return tuple(found[:_MOST])


def _things(begun: str, at: int, fields: LeadFields) -> tuple[Completion, ...]:
    wanted = begun.casefold()
    names = [
        (name_of(field.key, fields), field_title(field))
        for field in fields.all
        if field.kind is not ValueKind.DAYS
    ]
    found = [
        Completion(at, len(begun), name, title)
        for name, title in names
        if name.casefold().startswith(wanted) and name.casefold() != wanted
    ]
    found.sort(key=lambda each: each.text not in ("draft", "action", "phone", "website"))
    return tuple(found[:_MOST])


def _values(begun: str, at: int, field: Field) -> tuple[Completion, ...]:
    offered: tuple[str, ...] = _BY_KIND.get(field.kind, ())
    if field.kind is ValueKind.CHOICE:
        offered = (*map(quoted, field.choices), *(("none",) if field.custom_key else ()))
    elif field.key == "due":
        offered = ("today", "<7d", "<30d", "none")
    elif field.kind is ValueKind.TEXT and not begun:
        return ()
    wanted = begun.casefold()
    return tuple(
        Completion(at, len(begun), text, field_title(field))
        for text in offered
        if text.casefold().strip('"').startswith(wanted) and text.casefold() != wanted
    )
