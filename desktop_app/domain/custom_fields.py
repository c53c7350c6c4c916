"""Fields that a user adds to every lead; their values stand in ``leads.metadata``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

RESERVED_KEYS = frozenset({"emails", "imported"})
"""Keys of ``leads.metadata`` that mean something already."""


class CustomKind(StrEnum):
    """What a custom field holds, and how it stands in the JSON of ``leads.metadata``: text and
    choice as a string, a number as a number, a date as ``YYYY-MM-DD``."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field, defined once per user.

    Args:
        key: its key in ``leads.metadata``; never changes once it is made.
        title: what people call it; unique per user, case aside.
        choices: what a field of the kind ``choice`` can be, in their order.
        position: where it stands among the user's fields, from 0.
    """

    id: UUID
    key: str
    title: str
    kind: CustomKind
    choices: tuple[str, ...] = ()
    position: int = 0
