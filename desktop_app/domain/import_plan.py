"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop_app.domain.column_kinds import ColumnKind
from desktop_app.domain.language import tr


class Outcome(StrEnum):
    """What a row comes to, as far as the row itself decides it.

    ``update`` and ``same`` have a lead; ``same`` would not change it whatever was chosen.
    ``doubled`` is a person of an earlier row of the same file.
    """

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    DOUBLED = "doubled"
    REFUSED = "refused"


class MatchKind(StrEnum):
    """What a row has in common with a lead, or with an earlier row.

    ``domain`` alone is a hint: somebody of the same company, and perhaps the same person.
    """

    ADDRESS = "address"
    NAME_COMPANY = "name_company"
    DOMAIN = "domain"


class Choice(StrEnum):
    """What is done with the rows that have a lead."""

    NEW = "new"
    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"


CHOICE_WORDS: Mapping[Choice, str] = {
    Choice.NEW: tr("Add as new leads"),
    Choice.SKIP: tr("Leave out"),
    Choice.FILL: tr("Update empty fields"),
    Choice.OVERWRITE: tr("Overwrite"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """The user's choice per group of rows.

    Args:
        address, name_company, domain: what is done with a row that has such a lead. A row with
            the address of a lead cannot become a new one.
        merge_doubled: whether a row that repeats an earlier one adds to it what that lacks.
    """

    address: Choice = Choice.FILL
    name_company: Choice = Choice.FILL
    domain: Choice = Choice.NEW
    merge_doubled: bool = True

    def of(self, match: MatchKind | None) -> Choice:
        """What is done with a row that has this in common with a lead."""
        return Choice.NEW if match is None else Choice(getattr(self, match.value))

    def as_document(self) -> dict[str, Any]:
        return {
            "address": str(self.address),
            "name_company": str(self.name_company),
            "domain": str(self.domain),
            "merge_doubled": self.merge_doubled,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Choices:
        """The inverse of :meth:`as_document`; what it does not say is as usual."""
        usual = cls()
        return cls(
            Choice(document.get("address", usual.address)),
            Choice(document.get("name_company", usual.name_company)),
            Choice(document.get("domain", usual.domain)),
            bool(document.get("merge_doubled", usual.merge_doubled)),
        )


@dataclass(frozen=True, slots=True)
class RowGroup:
    """How many rows are alike: same outcome, same kind of match, same possible changes.

    ``fills`` and ``differs``: whether the row has something for an empty field of its lead, and
    whether overwriting would change it.
    """

    outcome: Outcome
    match: MatchKind | None
    fills: bool
    differs: bool
    count: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an import would do under some choices, in rows."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    doubled: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        return self.new + self.updated + self.unchanged + self.skipped + self.doubled + self.refused


def forecast(groups: Sequence[RowGroup], choices: Choices) -> Forecast:
    """What would become of these rows."""
    counts = dict.fromkeys(("new", "updated", "unchanged", "skipped", "doubled", "refused"), 0)
    for group in groups:
        counts[_fate(group, choices)] += group.count
    return Forecast(**counts)


def _fate(group: RowGroup, choices: Choices) -> str:
    if group.outcome is Outcome.REFUSED:
        return "refused"
    if group.outcome is Outcome.DOUBLED:
        return "doubled"
    choice = choices.of(group.match)
    if choice is Choice.NEW:
        return "new"
    if choice is Choice.SKIP:
        return "skipped"
    return "updated" if (group.fills if choice is Choice.FILL else group.differs) else "unchanged"


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the file, for the preview.

    Args:
        field: what it feeds ("email", "custom.region", "keep", "ignore").
        kind: what its cells look like.
    """

    name: str
    field: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class FileView:
    """The file as it was read.

    Args:
        kind: ``csv``, ``xlsx`` or ``vcard``.
        sample: the first rows, each as wide as ``columns``.
        rows: about how many there are, None while nobody has counted.
        notes: what was noticed, in sentences.
    """

    kind: str
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int | None
    notes: tuple[str, ...]

    @property
    def has_addresses(self) -> bool:
        return any(column.field == "email" for column in self.columns)

    def as_document(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "columns": [[each.name, each.field, str(each.kind)] for each in self.columns],
            "sample": [list(row) for row in self.sample],
            "rows": self.rows,
            "notes": list(self.notes),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> FileView:
        return cls(
            kind=document["kind"],
            encoding=document["encoding"],
            delimiter=document["delimiter"],
            sheet=document["sheet"],
            sheets=tuple(document["sheets"]),
            columns=tuple(
                ColumnView(name, target, ColumnKind(kind))
                for name, target, kind in document["columns"]
            ),
            sample=tuple(tuple(row) for row in document["sample"]),
            rows=document["rows"],
            notes=tuple(document["notes"]),
        )


class PlanState(StrEnum):
    """Where a plan stands. ``unmapped``: no column feeds the address, so no row was judged."""

    READING = "reading"
    UNMAPPED = "unmapped"
    READY = "ready"
    FAILED = "failed"
    IMPORTING = "importing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How the file is to be read; None and {} leave it to detection.

    ``mapping`` is column name to field.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def as_document(self) -> dict[str, Any]:
        return {
            "mapping": dict(self.mapping),
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> PlanOptions:
        return cls(
            dict(document.get("mapping") or {}),
            document.get("encoding"),
            document.get("delimiter"),
            document.get("sheet"),
        )


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A plan as it stands.

    Args:
        round: raised by every change of the options; rows of an earlier round do not count.
        file: None until the beginning of the file was read.
        groups: the rows that were judged so far.
        job_id: of the job that works on it now or did last.
        journal_id: of the import that was made of it, once it ended.
        error: why it could not be read, in a sentence.
    """

    id: UUID
    name: str
    path: str
    state: PlanState
    round: int
    options: PlanOptions
    choices: Choices
    file: FileView | None
    groups: tuple[RowGroup, ...]
    created_at: datetime
    job_id: UUID | None = None
    journal_id: int | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""

    def forecast(self) -> Forecast:
        """What would be done now."""
        return forecast(self.groups, self.choices)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the file and what it comes to.

    Args:
        line: of the file, from 1.
        cells: as wide as the file's columns, as they are now; ``repaired`` says that somebody
            changed them.
        lead_name: of the lead or ("line 12") the row that it matches, "" without one.
        reason: why it is refused or doubled.
    """

    line: int
    outcome: Outcome
    match: MatchKind | None
    cells: tuple[str, ...]
    address: str = ""
    lead_id: UUID | None = None
    lead_name: str = ""
    first_line: int | None = None
    fills: bool = False
    differs: bool = False
    reason: str = ""
    repaired: bool = False
