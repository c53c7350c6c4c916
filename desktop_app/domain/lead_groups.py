"""Filters that mean the same in one shape: what chips show and words read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_app.domain.lead_filters import Condition, Group, Op

OPPOSITES: Mapping[Op, Op] = {
    Op.CONTAINS: Op.LACKS,
    Op.IS: Op.IS_NOT,
    Op.ANY_OF: Op.NONE_OF,
    Op.EMPTY: Op.FILLED,
    Op.YES: Op.NO,
}
OPPOSITES = {**OPPOSITES, **{no: yes for yes, no in OPPOSITES.items()}}
"""Operators of which one holds exactly where the other does not, also where nothing stands."""

NOTHING = Group((Group(),), negated=True)
"""What no lead passes."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A typed query that was understood.

    Args:
        text: the free words, for ``LeadQuery.text``.
        where: the conditions, :func:`simplified`.
    """

    text: str = ""
    where: Group = field(default_factory=Group)


def simplified(group: Group) -> Group:
    """The same filter without groups that say nothing.

    The outermost group is "all of", each of its parts a chip: a condition, or a group of two or
    more parts (of one, where its opposite is wanted and no operator says so). Groups inside a
    group of their own kind are part of it.
    """
    part = _simple(group)
    if isinstance(part, Group) and not part.any and not part.negated:
        return part
    return Group((part,))


def opposite(part: Condition | Group) -> Condition | Group:
    """What holds exactly where ``part`` does not."""
    if isinstance(part, Condition):
        if part.op in OPPOSITES:
            return replace(part, op=OPPOSITES[part.op])
        return Group((part,), negated=True)
    return _simple(replace(part, negated=not part.negated))


def _simple(group: Group) -> Condition | Group:
    parts: list[Condition | Group] = []
    for each in group.parts:
        inner = _simple(each) if isinstance(each, Group) else each
        if isinstance(inner, Group):
            if not inner.parts:
                if group.any:  # it lets everything pass, and so does what it is one way of
                    return NOTHING if group.negated else Group()
                continue
            if not inner.negated and inner.any == group.any:
                parts += inner.parts
                continue
        parts.append(inner)
    if not parts:
        return NOTHING if group.parts and group.negated else Group()
    if len(parts) == 1:
        only = parts[0]
        if not group.negated:
            return only
        if isinstance(only, Group) or only.op in OPPOSITES:
            return opposite(only)
        return Group((only,), negated=True)
    return Group(tuple(parts), group.any, group.negated)
