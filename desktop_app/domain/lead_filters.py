"""Which leads: conditions of field, operator and value, joined by and / or."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import ValueKind

Value = str | int | float | date | tuple[str, ...] | None
"""What a condition compares with; which of these, its operator says (:data:`TAKES`)."""


class Op(StrEnum):
    """What a condition does; the text is its name in stored views."""

    CONTAINS = "contains"
    LACKS = "lacks"
    IS = "is"
    IS_NOT = "is_not"
    BEGINS = "begins"
    ANY_OF = "any_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE = "more"
    LESS = "less"
    WITHIN = "within"  # days: in the last so many days (of a moment ahead: in the next ones)
    BEYOND = "beyond"  # days: longer ago than so many days; not what never happened
    ON = "on"
    BEFORE = "before"
    SINCE = "since"  # that day or later
    EMPTY = "empty"  # nothing there; never happened
    FILLED = "filled"
    YES = "yes"
    NO = "no"
    FOR_DAYS = "for_days"  # has been so for at least so many days


class Takes(StrEnum):
    """What stands behind an operator."""

    NOTHING = "nothing"
    TEXT = "text"
    NUMBER = "number"
    DAYS = "days"  # a whole number, 0 or more
    DATE = "date"
    WORDS = "words"  # one or several of the field's choices


TAKES: Mapping[Op, Takes] = {
    Op.CONTAINS: Takes.TEXT,
    Op.LACKS: Takes.TEXT,
    Op.IS: Takes.TEXT,
    Op.IS_NOT: Takes.TEXT,
    Op.BEGINS: Takes.TEXT,
    Op.ANY_OF: Takes.WORDS,
    Op.NONE_OF: Takes.WORDS,
    Op.AT_LEAST: Takes.NUMBER,
    Op.AT_MOST: Takes.NUMBER,
    Op.MORE: Takes.NUMBER,
    Op.LESS: Takes.NUMBER,
    Op.WITHIN: Takes.DAYS,
    Op.BEYOND: Takes.DAYS,
    Op.ON: Takes.DATE,
    Op.BEFORE: Takes.DATE,
    Op.SINCE: Takes.DATE,
    Op.EMPTY: Takes.NOTHING,
    Op.FILLED: Takes.NOTHING,
    Op.YES: Takes.NOTHING,
    Op.NO: Takes.NOTHING,
    Op.FOR_DAYS: Takes.DAYS,
}

_NUMBERS = (Op.AT_LEAST, Op.AT_MOST, Op.MORE, Op.LESS, Op.EMPTY, Op.FILLED)
_DATES = (Op.WITHIN, Op.BEYOND, Op.ON, Op.BEFORE, Op.SINCE, Op.EMPTY, Op.FILLED)

OPS: Mapping[ValueKind, tuple[Op, ...]] = {
    ValueKind.TEXT: (
        Op.CONTAINS, Op.LACKS, Op.IS, Op.IS_NOT, Op.BEGINS, Op.EMPTY, Op.FILLED,
    ),
    ValueKind.NUMBER: _NUMBERS,
    ValueKind.SIZE: _NUMBERS,
    ValueKind.DATE: _DATES,
    ValueKind.MOMENT: _DATES,
    ValueKind.CHOICE: (Op.ANY_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED),
    ValueKind.FLAG: (Op.YES, Op.NO),
    ValueKind.DAYS: (Op.FOR_DAYS,),
}  # fmt: skip
"""The operators of each kind of value, the first being what a new chip begins with."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One chip: ``Condition("last_contact", Op.WITHIN, 60)``.

    Args:
        field: the key of a :class:`~desktop_app.domain.lead_fields.Field`.
        value: a ``str`` for text, a number, a whole number of days, a ``date``, or a tuple of
            choices; None where the operator takes nothing.
    """

    field: str
    op: Op
    value: Value = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups, of which all must hold, or any.

    Without parts everything passes, whatever ``any`` says. ``negated`` wants the opposite.
    """

    parts: tuple[Condition | Group, ...] = ()
    any: bool = False
    negated: bool = False

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.parts)

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it, however deep."""
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.conditions()
            else:
                yield part

    def and_also(self, other: Group) -> Group:
        """Both this and the other."""
        if not other.parts:
            return self
        if not self.parts:
            return other
        return Group((*_flat(self), *_flat(other)))

    def split_by_emptiness(self, name: str) -> tuple[Group, ...]:
        """Where one of the parts asks for leads whose field ``name`` is so and so or empty: the
        two halves of that part, the empty one last. Else nothing."""
        if self.any or self.negated:
            return ()
        empty = Condition(name, Op.EMPTY)
        for part in self.parts:
            if (
                isinstance(part, Group)
                and part.any
                and not part.negated
                and empty in part.parts
                and all(isinstance(p, Condition) and p.field == name for p in part.parts)
            ):
                others = tuple(each for each in part.parts if each != empty)
                return (replace(part, parts=others), Group((empty,))) if others else ()
        return ()

    def without(self, part: Condition | Group) -> Group:
        """This one without one of its own parts."""
        return replace(self, parts=tuple(each for each in self.parts if each is not part))


def _flat(group: Group) -> tuple[Condition | Group, ...]:
    return (group,) if group.any or group.negated else group.parts


@dataclass(frozen=True, slots=True)
class SortKey:
    """One level of an order."""

    field: str
    descending: bool = False


# How filters stand in stored views --------------------------------------------------------------


def filter_document(group: Group) -> dict[str, Any]:
    """A filter, JSON-ready; :func:`filter_of` reads it back."""
    document: dict[str, Any] = {"any" if group.any else "all": [_document(p) for p in group.parts]}
    if group.negated:
        document["not"] = True
    return document


def _document(part: Condition | Group) -> dict[str, Any]:
    if isinstance(part, Group):
        return filter_document(part)
    document: dict[str, Any] = {"field": part.field, "op": str(part.op)}
    if isinstance(part.value, date):
        document["value"] = part.value.isoformat()
    elif part.value is not None:
        document["value"] = list(part.value) if isinstance(part.value, tuple) else part.value
    return document


def filter_of(document: Mapping[str, Any]) -> Group:
    """A stored filter.

    Raises:
        KnownError: it is none, or a newer Outpost wrote it.
    """
    try:
        return _group(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnownError(
            tr("This view's filter cannot be read."), tr("A newer Outpost may have saved it.")
        ) from error


def _group(document: Mapping[str, Any]) -> Group:
    some = "any" in document
    parts = document["any" if some else "all"]
    return Group(
        tuple(_group(p) if "field" not in p else _condition(p) for p in parts),
        any=some,
        negated=bool(document.get("not")),
    )


def _condition(document: Mapping[str, Any]) -> Condition:
    op = Op(document["op"])
    value: Any = document.get("value")
    takes = TAKES[op]
    if takes is Takes.DATE:
        value = date.fromisoformat(value)
    elif takes is Takes.WORDS:
        value = tuple(map(str, value))
    elif takes is Takes.DAYS:
        value = int(value)
    elif takes is Takes.NUMBER and (not isinstance(value, (int, float)) or isinstance(value, bool)):
        raise ValueError(value)
    elif takes is Takes.TEXT:
        value = str(value)
    return Condition(str(document["field"]), op, value)
