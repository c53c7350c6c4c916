"""How leads stand in a file: which columns there are, and what is in a cell.

Every column is read back by the import to exactly what it was made of
(:mod:`desktop_app.domain.lead_import`, :mod:`desktop_app.domain.lead_own_columns`): a cell that
the import would tidy says that it is meant to the letter, and what fits into no column stands in
the last one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app.domain.addresses import normalise_address, several_addresses
from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_fields import CUSTOM as CUSTOM_KEY
from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_import_cells import clean_text, read_own
from desktop_app.domain.lead_own_columns import (
    OURS,
    REST,
    custom_header,
    dump_rest,
    imported_header,
)
from desktop_app.domain.lead_values import show_value
from desktop_app.domain.text_marks import LITERAL, is_literal, kept_exactly, unmarked

Cell = str | int | float | date | datetime | None
"""What a cell holds; a ``datetime`` is the user's own clock and has no zone."""

MOST_FURTHER = 8  # columns of further addresses; the last one takes what is left
MOST_IMPORTED = 400  # columns of earlier imports; the rarest beyond stand with the other data


class ExportFormat(StrEnum):
    """What kind of file; the value is its suffix."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    VCARD = "vcf"

    @classmethod
    def of(cls, path: PurePath) -> ExportFormat:
        """By the file's name.

        Raises:
            KnownError: it says nothing.
        """
        suffix = path.suffix.lower().removeprefix(".")
        if suffix == "vcard":
            return cls.VCARD
        try:
            return cls(suffix)
        except ValueError:
            raise KnownError(
                tr("“{name}” does not say what kind of file to write.", name=path.name),
                tr("Its name ends in .csv, .tsv, .xlsx or .vcf."),
            ) from None


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """A lead with all that is exported of it."""

    company: str
    contact_name: str
    email: str
    phone: str
    website: str
    industry: str
    company_size: str
    status: str
    last_contact: datetime | None
    suggestion: str
    last_message: str
    created: datetime | None
    updated: datetime | None
    wrote: datetime | None
    written: datetime | None
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: its header, what it is of (a field's key, or "" for what only files have), and
    what it says of a lead."""

    title: str
    key: str
    cell: Callable[[LeadRecord], Cell]


@dataclass(slots=True)
class Contents:
    """What the metadata of the exported leads hold, so that the columns are known beforehand.

    Attributes:
        further: the most further addresses of one lead.
        imported: how many leads have each column of earlier imports.
        rest: whether anything fits into no column.
    """

    custom: Sequence[CustomField]
    further: int = 0
    imported: Counter[str] = field(default_factory=Counter)
    rest: bool = False

    def add(self, email: str, metadata: object) -> None:
        """Look at one lead."""
        if not isinstance(metadata, Mapping) or not metadata:
            return
        parted = part(email, metadata, self.custom)
        self.further = max(self.further, len(parted.further))
        self.imported.update(parted.imported.keys())
        self.rest = self.rest or bool(parted.rest)

    def imported_names(self) -> tuple[str, ...]:
        """The columns of earlier imports, by name."""
        return tuple(sorted(name for name, _ in self.imported.most_common(MOST_IMPORTED)))


@dataclass(frozen=True, slots=True)
class Parted:
    """The metadata of a lead by where they go."""

    further: list[str]
    imported: Mapping[str, str]
    rest: dict[str, Any]


def part(email: str, metadata: Mapping[str, Any], custom: Sequence[CustomField]) -> Parted:
    """Divide a lead's metadata: what stands in columns, and what is left."""
    rest: dict[str, Any] = {}
    further: list[str] = []
    imported: dict[str, str] = {}
    known = {each.key: each for each in custom}
    for key, value in metadata.items():
        if key == "emails":
            if _are_plain(email, value):
                further = list(value)
            else:
                rest[key] = value
        elif key == "imported" and isinstance(value, Mapping):
            odd: dict[str, Any] = {}
            for name, text in value.items():
                fits = isinstance(text, str) and imported_header(name) is not None
                (imported if fits else odd)[name] = text
            if odd:
                rest[key] = odd
        elif key in known and custom_cell(known[key], value) is not None:
            pass
        else:
            rest[key] = value
    return Parted(further, imported, rest)


def _are_plain(email: str, value: object) -> bool:
    """Whether further addresses come back from cells as they are."""
    if not isinstance(value, list) or not value:
        return False
    main = normalise_address(email)
    if any(not isinstance(each, str) or normalise_address(each) != each for each in value):
        return False
    if main in value or len(set(value)) != len(value):
        return False
    if len(value) < MOST_FURTHER:
        return True
    # In one cell, as a card or the last column has them.
    return several_addresses(", ".join(value)) == value


def custom_cell(custom: CustomField, value: object) -> Cell:
    """The value of a custom field as a cell that is read back as this very value, or None."""
    if isinstance(value, str):
        if not value or read_own(custom, value) != value:
            return LITERAL + value
        return date.fromisoformat(value) if custom.kind is CustomKind.DATE else value
    if custom.kind is CustomKind.NUMBER and isinstance(value, (int, float)):
        fits = not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e300
        return value if fits else None
    return None


def read_contact(cell: str) -> str:
    """How the import reads a person's name: an address in its place is none."""
    text = clean_text(cell)
    return text if "@" not in text or is_literal(cell) else ""


def columns_of(
    fields: LeadFields, zone: ZoneInfo, *, wanted: Sequence[str] = (), contents: Contents
) -> tuple[ExportColumn, ...]:
    """The columns of an export.

    Args:
        zone: the user's, in which moments are written.
        wanted: the keys of fields, in their order; all there is when none are named.
        contents: what the leads hold; asked when all are wanted.

    Raises:
        KnownError: there is no such field, or it is no column.
    """
    made = _Columns(fields, zone)
    if wanted:
        return tuple(made.of(key, exact=False) for key in dict.fromkeys(wanted))
    return made.everything(contents)


class _Columns:
    """Makes columns, each header once."""

    def __init__(self, fields: LeadFields, zone: ZoneInfo) -> None:
        self._fields = fields
        self._zone = zone
        self._taken: set[str] = set()

    def of(self, key: str, *, exact: bool) -> ExportColumn:
        known = self._fields.get(key) or self._fields.named(key)
        if known is None or not known.column:
            names = ", ".join(each.key for each in self._fields.all if each.column)
            raise KnownError(
                tr("Leads have no column “{key}”.", key=key),
                tr("Columns are {names}.", names=names),
            )
        if known.key.startswith(CUSTOM_KEY):
            custom = next(
                each for each in self._fields.custom if CUSTOM_KEY + each.key == known.key
            )
            return self._custom(custom, exact=exact)
        title = known.title if known.editable else known.title + OURS
        self._taken.add(title)
        return ExportColumn(title, known.key, self._built_in(known))

    def everything(self, contents: Contents) -> tuple[ExportColumn, ...]:
        fields = [each for each in self._fields.all if each.column]
        made = [self.of(each.key, exact=True) for each in fields if each.editable]
        at = [each.key for each in made].index("email") + 1
        further = [self._further(place) for place in range(min(contents.further, MOST_FURTHER))]
        made[at:at] = further
        made += [self.of(each.key, exact=True) for each in fields if not each.editable]
        names = contents.imported_names()
        made += map(_imported, names)
        if contents.rest or len(contents.imported) > len(names):
            made.append(_rest(self._fields.custom, frozenset(names)))
        return tuple(made)

    def _built_in(self, known: Field) -> Callable[[LeadRecord], Cell]:
        name, zone = known.key, self._zone
        if name == "status":
            return lambda lead: lead.status.capitalize()
        if name == "email":
            return lambda lead: kept_exactly(lead.email, unmarked)
        if name == "contact_name":
            return lambda lead: lead.contact_name and kept_exactly(lead.contact_name, read_contact)
        if name in ("suggestion", "last_message"):
            return lambda lead: getattr(lead, name) or None
        if not known.editable:
            return lambda lead: _local(getattr(lead, name), zone)

        def text(lead: LeadRecord) -> Cell:
            value: str = getattr(lead, name)
            return kept_exactly(value, clean_text) if value else None

        return text

    def _custom(self, custom: CustomField, *, exact: bool) -> ExportColumn:
        title = custom_header(custom, self._taken)
        self._taken.add(title)

        def cell(lead: LeadRecord) -> Cell:
            value = lead.metadata.get(custom.key)
            if value is None:
                return None
            found = custom_cell(custom, value)
            # Where there is a column for the rest, what cannot be read back stands there.
            return show_value(as_kind, value) if found is None and not exact else found

        as_kind = next(
            each.kind for each in self._fields.all if each.key == CUSTOM_KEY + custom.key
        )
        return ExportColumn(title, CUSTOM_KEY + custom.key, cell)

    def _further(self, place: int) -> ExportColumn:
        last = place == MOST_FURTHER - 1

        def cell(lead: LeadRecord) -> Cell:
            held = lead.metadata.get("emails")
            if not held or not _are_plain(lead.email, held) or len(held) <= place:
                return None
            return ", ".join(held[place:]) if last else kept_exactly(held[place], unmarked)

        title = f"Email {place + 2}"
        self._taken.add(title)
        return ExportColumn(title, "", cell)


def _imported(name: str) -> ExportColumn:
    def cell(lead: LeadRecord) -> Cell:
        held = lead.metadata.get("imported")
        text = held.get(name) if isinstance(held, Mapping) else None
        if not isinstance(text, str):
            return None
        return kept_exactly(text, unmarked) if text else LITERAL

    return ExportColumn(imported_header(name) or name, "", cell)


def _rest(custom: Sequence[CustomField], shown: frozenset[str]) -> ExportColumn:
    def cell(lead: LeadRecord) -> Cell:
        if not lead.metadata:
            return None
        parted = part(lead.email, lead.metadata, custom)
        hidden = {name: text for name, text in parted.imported.items() if name not in shown}
        rest = parted.rest
        if hidden:
            rest["imported"] = {**rest.get("imported", {}), **hidden}
        return dump_rest(rest) if rest else None

    return ExportColumn(REST, "", cell)


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    try:
        return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
    except OverflowError:
        return moment.replace(tzinfo=None, microsecond=0)


def keys_of(text: str) -> tuple[str, ...]:
    """``company, email`` as keys of fields."""
    return tuple(each for each in (part.strip() for part in text.split(",")) if each)
