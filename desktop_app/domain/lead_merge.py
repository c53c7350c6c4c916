"""Several leads made one: what there is to choose, what is chosen unless somebody says else, and
what becomes of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from desktop_app.domain.custom_fields import RESERVED_KEYS
from desktop_app.domain.language import plural, tr
from desktop_app.domain.lead_fields import CUSTOM, LeadFields, ValueKind
from desktop_app.domain.leads import Lead, LeadStatus

COLUMNS: Final[Mapping[str, str]] = {
    "company": tr("Company"),
    "contact_name": tr("Contact"),
    "email": tr("Email"),
    "phone": tr("Phone"),
    "website": tr("Website"),
    "industry": tr("Industry"),
    "company_size": tr("Company size"),
    "status": tr("Status"),
}
"""Columns of a lead that one chooses of, and their titles."""

SAMPLE: Final = "sample"
"""The key of ``metadata`` by which sample data are taken away again."""

_OURS: Final = RESERVED_KEYS | {SAMPLE}

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the leads, and what hangs on it."""

    lead: Lead
    updated_at: datetime | None
    messages: int = 0
    actions: int = 0
    insights: int = 0


@dataclass(frozen=True, slots=True)
class MergeField:
    """One row of the comparison.

    Args:
        key: a column, or ``custom.<key>``.
        values: of each lead, None where it has none.
        default: whose value is chosen unless somebody says else.
        kind: what the values are; text where nobody says.
    """

    key: str
    title: str
    values: tuple[Any, ...]
    default: int
    kind: ValueKind = ValueKind.TEXT

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return len({repr(value) for value in self.values}) > 1


def best_to_keep(sides: Sequence[MergeSide]) -> int:
    """The lead that stays: the one with the most mail, then with most of the rest, then the
    oldest."""

    def worth(at: int) -> tuple[int, int, float]:
        side = sides[at]
        return side.messages, side.actions + side.insights, -side.lead.created_at.timestamp()

    return max(range(len(sides)), key=worth)


def merge_fields(
    sides: Sequence[MergeSide], fields: LeadFields | None = None
) -> tuple[MergeField, ...]:
    """The rows of the comparison: every field of which one of the leads has a value.

    Args:
        fields: the user's; what stands in ``metadata`` under no field's key comes after them.
    """
    keep = best_to_keep(sides)
    rows = []
    for key, title in COLUMNS.items():
        values = tuple(_given(getattr(side.lead, key)) for side in sides)
        if any(value is not None for value in values):
            default = keep if key == "email" else _default(sides, values)
            rows.append(MergeField(key, title, values, default))
    own = fields or LeadFields()
    found = [
        key
        for side in sides
        for key, value in side.lead.metadata.items()
        if key not in _OURS and isinstance(value, (str, int, float))
    ]
    for key in dict.fromkeys([*(each.key for each in own.custom if each.key in found), *found]):
        values = tuple(_given(side.lead.metadata.get(key)) for side in sides)
        if any(value is not None for value in values):
            field, default = own.get(CUSTOM + key), _default(sides, values)
            if field is None:
                rows.append(MergeField(CUSTOM + key, _title_of(key), values, default))
            else:
                rows.append(MergeField(field.key, field.title, values, default, field.kind))
    return tuple(rows)


def moves_words(sides: Sequence[MergeSide], keep: int, name: str) -> str:
    """``12 messages, 3 actions and 2 insights move to Norvane Optics.``"""
    others = [side for at, side in enumerate(sides) if at != keep]
    messages = sum(side.messages for side in others)
    actions = sum(side.actions for side in others)
    insights = sum(side.insights for side in others)
    parts = [
        plural("{n} messages", "{n} message", messages) if messages else "",
        plural("{n} actions", "{n} action", actions) if actions else "",
        plural("{n} insights", "{n} insight", insights) if insights else "",
    ]
    parts = [each for each in parts if each]
    if not parts:
        return tr(
            "{name} keeps what it has; nothing else hangs on the {others}.",
            name=name,
            others=_others(len(others)),
        )
    listed = (
        parts[0]
        if len(parts) == 1
        else tr("{parts} and {parts_2}", parts=", ".join(parts[:-1]), parts_2=parts[-1])
    )
    return plural(
        "{listed} move to {name}.",
        "{listed} moves to {name}.",
        messages + actions + insights,
        listed=listed,
        name=name,
    )


def merged_metadata(
    kept: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
    chosen: Mapping[str, Any],
    own: str,
    addresses: Iterable[str],
) -> dict[str, Any]:
    """What ``metadata`` holds afterwards: what only one of them had is there, the kept one's
    wins over the others', and what was chosen over all.

    Args:
        chosen: custom fields by their keys; "" and None take one away.
        own: the address that the lead has afterwards.
        addresses: every address that one of them had.
    """
    merged: dict[str, Any] = {}
    for each in (*reversed(others), kept):
        merged.update({key: value for key, value in each.items() if key not in RESERVED_KEYS})
    if not all(each.get(SAMPLE) for each in (kept, *others)):
        merged.pop(SAMPLE, None)  # what is real in it must not go with the samples
    for key, value in chosen.items():
        if value in ("", None):
            merged.pop(key, None)
        else:
            merged[key] = value
    further = [each for each in dict.fromkeys(addresses) if each.lower() != own.lower()]
    if further:
        merged["emails"] = further
    imported: dict[str, Any] = {}
    for each in (*reversed(others), kept):
        if isinstance(each.get("imported"), Mapping):
            imported.update(each["imported"])
    if imported:
        merged["imported"] = imported
    return merged


def addresses_of(email: str, metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """A lead's own address, then its further ones, in lower case."""
    further = metadata.get("emails")
    texts = [each for each in further if isinstance(each, str)] if isinstance(further, list) else []
    found = (each.strip().lower() for each in (email, *texts))
    return tuple(dict.fromkeys(each for each in found if each))


def _given(value: Any) -> Any:
    if isinstance(value, LeadStatus):
        return value.value
    if isinstance(value, str):
        return value.strip() or None
    return value


def _default(sides: Sequence[MergeSide], values: Sequence[Any]) -> int:
    """The fuller one where one says all that the other says, else that of the lead that was
    changed last."""
    there = [at for at, value in enumerate(values) if value is not None]
    newest_first = sorted(there, key=lambda at: sides[at].updated_at or _NEVER, reverse=True)
    best = newest_first[0]
    for at in newest_first[1:]:
        if _is_fuller(values[at], values[best]):
            best = at
    return best


def _is_fuller(one: Any, other: Any) -> bool:
    """``John Smith`` than ``J Smith``, ``Norvane Optics GmbH`` than ``norvane optics``."""
    if not isinstance(one, str) or not isinstance(other, str) or len(one) <= len(other):
        return False
    ours, theirs = one.casefold().split(), other.casefold().replace(".", " ").split()
    return all(any(word.startswith(part) for word in ours) for part in theirs)


def _title_of(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _others(count: int) -> str:
    return tr("other lead") if count == 1 else tr("other leads")
