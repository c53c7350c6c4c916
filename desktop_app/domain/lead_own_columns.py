"""Columns that only a file of our own has, and how they are read back.

What a lead has beside the fields that every program knows stands in an export under names that
no other program uses, so that the import can put it back where it was:

- ``Imported: City`` is the column "City" of an earlier import,
- the title of a custom field, with `` (custom field)`` behind it where it would mean another one,
- ``Last contact (Outpost)`` follows from mail and actions: for eyes, passed over by the import,
- ``Other data (JSON)`` is what fits into no column.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.domain.custom_fields import RESERVED_KEYS, CustomField, CustomKind
from desktop_app.domain.lead_columns import recognise
from desktop_app.domain.lead_fields import BUILT_IN
from desktop_app.domain.text_marks import is_literal, unmarked

IMPORTED = "Imported: "
OURS = " (Outpost)"
CUSTOM = " (custom field)"
REST = "Other data (JSON)"

_DERIVED = frozenset(field.title + OURS for field in BUILT_IN if not field.editable)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
# What no text of the database can hold.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class OwnKind(StrEnum):
    """What a column of our own holds."""

    CUSTOM = "custom"
    IMPORTED = "imported"
    DERIVED = "derived"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """One column of our own.

    Args:
        header: as it stands in the file.
        name: of an imported column, what it was called.
        field: of a custom field, which.
    """

    kind: OwnKind
    header: str
    name: str = ""
    field: CustomField | None = None

    @property
    def word(self) -> str:
        """What the column is, in words for a report."""
        return f"custom.{self.field.key}" if self.field else str(self.kind)


def own_column(header: str, custom: Iterable[CustomField] = ()) -> OwnColumn | None:
    """Which column of our own a header names, or None."""
    bare = unmarked(header)
    said = bare.endswith(CUSTOM)
    if said or recognise(bare) is None:
        title = bare.removesuffix(CUSTOM).casefold()
        for field in custom:
            if field.title.casefold() == title and (said or not _is_ours(bare)):
                return OwnColumn(OwnKind.CUSTOM, header, field=field)
    if bare == REST:
        return OwnColumn(OwnKind.REST, header)
    if bare in _DERIVED:
        return OwnColumn(OwnKind.DERIVED, header)
    if bare.startswith(IMPORTED):
        return OwnColumn(OwnKind.IMPORTED, header, bare.removeprefix(IMPORTED))
    return None


def _is_ours(header: str) -> bool:
    return header == REST or header in _DERIVED or header.startswith(IMPORTED)


def custom_header(field: CustomField, taken: Collection[str] = ()) -> str:
    """What the column of a custom field is called in a file, so that it is found again.

    Args:
        taken: headers that stand already.
    """
    title = field.title
    unclear = (
        title in taken or title.endswith(CUSTOM) or recognise(title) is not None or _is_ours(title)
    )
    return title + CUSTOM if unclear else title


def imported_header(name: str) -> str | None:
    """What the column of an earlier import is called, or None where a header cannot say it."""
    header = IMPORTED + name
    plain = " ".join(header.split()) == header and not name.endswith(CUSTOM)
    fits = bool(name) and len(header) <= 200
    return header if fits and plain and header.isprintable() else None


def take(column: OwnColumn, cell: str, metadata: dict[str, Any]) -> None:
    """Put a cell that is not empty back into ``leads.metadata``.

    What cannot be read there is kept under the column's name, like a cell of any column that
    means nothing here.
    """
    if column.kind is OwnKind.DERIVED:
        return
    if column.kind is OwnKind.REST and _put_rest(unmarked(cell), metadata):
        return
    held = metadata.setdefault("imported", {})
    held[column.name or unmarked(column.header)] = storable(unmarked(cell))


def exact_custom(field: CustomField, cell: str) -> str | int | float | None:
    """The value of a custom field as an export wrote it; None where it was not one that did, and
    the cell has to be understood."""
    if is_literal(cell):
        return storable(unmarked(cell))
    text = unmarked(cell.strip())
    if field.kind is CustomKind.NUMBER and (found := _NUMBER.fullmatch(text)):
        number = float(text) if found.group(1) or found.group(2) else _whole(text)
        if number is not None and math.isfinite(number):
            return number
    return None


def storable(text: str) -> str:
    """Text without what the database cannot hold."""
    return _UNSTORABLE.sub("", text)


def dump_rest(rest: Mapping[str, Any]) -> str:
    """What fits into no column, as the cell of its column."""
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _put_rest(text: str, metadata: dict[str, Any]) -> bool:
    """Add the members of a JSON object; False where it is none that can be stored."""
    try:
        found = json.loads(text)
        written = json.dumps(found, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or "\\u0000" in written:
        return False
    emails, imported = found.get("emails"), found.get("imported")
    if isinstance(emails, list):
        metadata["emails"] = emails
    if isinstance(imported, dict):
        metadata["imported"] = {**metadata.get("imported", {}), **imported}
    metadata.update({key: found[key] for key in found if key not in RESERVED_KEYS})
    return True


def _whole(text: str) -> int | None:
    return int(text) if len(text) <= 300 else None
