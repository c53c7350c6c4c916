"""From the rows of a file to leads: what each row becomes, or why it becomes none.

Nothing that the rep brought is lost: cells of columns that mean nothing here are kept in
``metadata.imported`` under the column's name, further addresses in ``metadata.emails``, and a
row that cannot become a lead is refused with a reason for the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.addresses import (
    company_of,
    normalise_address,
    person_of,
    plain_address,
    several_addresses,
)
from desktop_app.domain.column_kinds import is_day_first
from desktop_app.domain.custom_fields import CustomField
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.lead_columns import LeadField
from desktop_app.domain.lead_import_cells import (
    CONTROL,
    MAX_DETAIL,
    clean_text,
    read_own,
    status_of,
)
from desktop_app.domain.lead_mapping import LeadMapping
from desktop_app.domain.lead_own_columns import take
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.domain.text_marks import MARK, is_literal, unmarked

MAX_NAME = 300  # characters of a company's or a person's name
MAX_KEPT = 200_000  # characters of a row's cells that are kept as they came
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class PlannedLead:
    """A row that can go in.

    Args:
        draft: the lead.
        given: the columns of ``leads`` that the row itself names, so that a company guessed
            from an address never replaces one that somebody typed.
    """

    draft: LeadDraft
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot go in, and why: one short sentence without a full stop."""

    reason: str


@dataclass(frozen=True, slots=True)
class LeadImportResult:
    """What an import did, or on a dry run would do.

    Args:
        rows: rows read, empty ones not counted.
        new, updated, unchanged: rows that made a lead, changed one, or found one as it was.
        doubled: rows whose address an earlier row of the same file had.
        refused: rows that could not become a lead.
        report: path of the file that holds doubled and refused rows, or None.
        reasons: how many rows for each reason.
        mapping: column name to field.
        notes: what was noticed about the file, in sentences.
    """

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    doubled: int = 0
    refused: int = 0
    report: str | None = None
    encoding: str = ""
    delimiter: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    dry_run: bool = False


def fold_in(first: PlannedLead, second: PlannedLead) -> PlannedLead:
    """Two rows of one person as one: what the first has stays, what it lacks comes from the
    second, whose address becomes a further one."""
    one, two = first.draft, second.draft
    changes: dict[str, Any] = {}
    for name in ("company", "contact_name", "status", "phone", "website", "industry"):
        if name not in first.given and name in second.given:
            changes[name] = getattr(two, name)
    if "company_size" not in first.given and "company_size" in second.given:
        changes["company_size"] = two.company_size
    emails = [*one.metadata.get("emails", ()), two.email, *two.metadata.get("emails", ())]
    further = [each for each in dict.fromkeys(emails) if each != one.email]
    imported = {**two.metadata.get("imported", {}), **one.metadata.get("imported", {})}
    metadata: dict[str, Any] = {**two.metadata, **one.metadata}
    for key, value in (("emails", further), ("imported", imported)):
        metadata.pop(key, None)
        if value:
            metadata[key] = value
    return PlannedLead(replace(one, metadata=metadata, **changes), first.given | second.given)


class RowPlanner:
    """Makes leads of rows by one mapping; made once per file, asked once per row."""

    def __init__(
        self,
        mapping: LeadMapping,
        custom: Sequence[CustomField] = (),
        sample: Sequence[Sequence[str]] = (),
    ) -> None:
        """
        Args:
            mapping: which column is what; one of them feeds the address.
            custom: the user's own fields, for the columns that feed them.
            sample: some rows; they show in which order a column writes day and month.
        """
        columns = mapping.columns
        self._header = mapping.header
        self._emails = columns[LeadField.EMAIL]
        self._others = columns.get(LeadField.OTHER_EMAIL, ())
        self._company = columns.get(LeadField.COMPANY, ())
        self._full_name = columns.get(LeadField.CONTACT_NAME, ())
        self._first = columns.get(LeadField.FIRST_NAME, ())
        self._middle = columns.get(LeadField.MIDDLE_NAME, ())
        self._last = columns.get(LeadField.LAST_NAME, ())
        self._status = columns.get(LeadField.STATUS, ())
        self._details = tuple(
            (name, columns.get(target, ()))
            for name, target in (
                ("phone", LeadField.PHONE),
                ("website", LeadField.WEBSITE),
                ("industry", LeadField.INDUSTRY),
                ("company_size", LeadField.COMPANY_SIZE),
            )
        )
        self._addressed = (*self._emails, *self._others)
        ignored = set(columns.get(LeadField.IGNORE, ()))
        kinds = {each.key: each for each in custom}
        self._own = tuple(
            (kinds[key], index, is_day_first(row[index] for row in sample if index < len(row)))
            for key, indexes in mapping.custom.items()
            for index in indexes
            if key in kinds
        )
        used = {index for indexes in columns.values() for index in indexes}
        self._ours = tuple(mapping.own.items())
        used.update(index for _, index, _ in self._own)
        used.update(mapping.own)
        self._kept = tuple(index for index in range(len(self._header)) if index not in used)
        # The user's own fields, too: what fits none of them is kept.
        self._alternatives = frozenset(used - ignored - set(self._addressed) - set(mapping.own))

    def plan_row(self, cells: Sequence[str]) -> PlannedLead | Refusal:
        """The lead that a row makes, or why it makes none; the row is as wide as the header."""
        cells = self._without_marks(cells)
        address, further = self._addresses(cells)
        if not address:
            return self._refuse_address(cells)
        given: set[str] = set()
        consumed: set[int] = set()

        company = self._first_of(self._company, cells, consumed)
        contact = self._contact(cells, consumed)
        if company:
            given.add("company")
        else:
            company = company_of(address)
        if contact:
            given.add("contact_name")
        else:
            contact = self._shown_name(cells) or person_of(address)
        company = company or contact
        if len(company) > MAX_NAME or len(contact) > MAX_NAME:
            what = "company" if len(company) > MAX_NAME else "contact name"
            return Refusal(
                tr("the {what} is longer than {max_name} characters", what=what, max_name=MAX_NAME)
            )

        details: dict[str, str] = {}
        for name, indexes in self._details:
            if indexes and (text := self._first_of(indexes, cells, consumed)):
                if len(text) > MAX_DETAIL:
                    return Refusal(
                        tr(
                            "the {replace} is longer than {max_detail} characters",
                            replace=name.replace("_", " "),
                            max_detail=MAX_DETAIL,
                        )
                    )
                details[name] = text
                given.add(name)

        status = LeadStatus.WARM
        for index in self._status:
            if (found := status_of(cells[index][:100])) is not None:
                status, certain = found
                if certain:
                    given.add("status")
                    consumed.add(index)
                break

        metadata = self._own_values(cells, consumed)
        imported, size = self._imported(cells, consumed)
        size += sum(len(cells[index]) for index, _ in self._ours)
        if size > MAX_KEPT:
            return Refusal(
                tr("the row is longer than {max_kept} characters", max_kept=numeral(MAX_KEPT))
            )
        if further:
            metadata["emails"] = further
        if imported:
            metadata["imported"] = imported
        for index, column in self._ours:
            if cells[index]:
                take(column, cells[index], metadata)
        return PlannedLead(
            LeadDraft(
                company=company,
                contact_name=contact,
                email=address,
                status=status,
                metadata=metadata,
                **details,
            ),
            frozenset(given),
        )

    def address(self, cells: Sequence[str]) -> str:
        """The address that the row's lead would have, or ''."""
        return self._addresses(self._without_marks(cells))[0]

    def _without_marks(self, cells: Sequence[str]) -> Sequence[str]:
        """Addresses as they are meant: a few begin like a formula."""
        for index in self._addressed:
            if cells[index][:1] == MARK and (bare := unmarked(cells[index])) != cells[index]:
                cells = [*cells[:index], bare, *cells[index + 1 :]]
        return cells

    def _addresses(self, cells: Sequence[str]) -> tuple[str, list[str]]:
        """The first good address of the row and the further ones."""
        found: list[str] = []
        for index in self._addressed:
            cell = cells[index]
            if not cell:
                continue
            if address := plain_address(cell):
                if address not in found:
                    found.append(address)
                continue
            for part in several_addresses(cell):
                if (address := normalise_address(part)) and address not in found:
                    found.append(address)
            if not found and index in self._others:
                break
        if not found or not self._others:
            return (found[0], found[1:]) if found else ("", [])
        return self._main_first(cells, found)

    def _main_first(self, cells: Sequence[str], found: list[str]) -> tuple[str, list[str]]:
        """Where the user named the main column, no other column stands in for it."""
        for index in self._emails:
            for part in several_addresses(cells[index]):
                if address := normalise_address(part):
                    return address, [each for each in found if each != address]
        return "", []

    def _refuse_address(self, cells: Sequence[str]) -> Refusal:
        written = next((cells[index] for index in self._emails if cells[index].strip()), "")
        if not clean_text(written):
            return Refusal(tr("no e-mail address"))
        if CONTROL.search(written):
            return Refusal(tr("the e-mail address holds control characters"))
        shown = clean_text(written)
        shown = shown if len(shown) <= 80 else shown[:79] + "…"
        return Refusal(tr("“{shown}” is not an e-mail address", shown=shown))

    def _first_of(self, indexes: Sequence[int], cells: Sequence[str], consumed: set[int]) -> str:
        for index in indexes:
            if text := clean_text(cells[index]):
                consumed.add(index)
                return text
        return ""

    def _contact(self, cells: Sequence[str], consumed: set[int]) -> str:
        """The person: the whole name if there is one, else its parts in the order of the
        language they are written in."""
        for index in self._full_name:
            text = clean_text(cells[index])
            # Address books without a name show the address in its place.
            if text and ("@" not in text or is_literal(cells[index])):
                consumed.add(index)
                return text
        first = self._first_of(self._first, cells, consumed)
        middle = self._first_of(self._middle, cells, consumed)
        last = self._first_of(self._last, cells, consumed)
        if last and _CJK.search(last):
            return " ".join(part for part in (last, first) if part)
        return " ".join(part for part in (first, middle, last) if part)

    def _shown_name(self, cells: Sequence[str]) -> str:
        """``Jane Doe`` of a cell that holds ``Jane Doe <jane@acme.example>``."""
        for index in self._emails:
            if "<" in cells[index]:
                name = clean_text(cells[index].partition("<")[0]).strip("\"'")
                return "" if "@" in name else name
        return ""

    def _own_values(self, cells: Sequence[str], consumed: set[int]) -> dict[str, Any]:
        """The user's own fields; what does not fit one is kept as it came."""
        values: dict[str, Any] = {}
        for own, index, day_first in self._own:
            if own.key in values:
                continue
            value = read_own(own, cells[index], day_first=day_first)
            if value is not None:
                values[own.key] = value
                consumed.add(index)
        return values

    def _imported(self, cells: Sequence[str], consumed: set[int]) -> tuple[dict[str, str], int]:
        """What no field took: unknown columns, and second choices that hold something else."""
        kept: dict[str, str] = {}
        size = 0
        for index in self._kept:
            if (cell := cells[index]) and (text := cell.strip()):
                kept[self._header[index]] = text
                size += len(text)
        for index in self._addressed:
            if (cell := cells[index]) and plain_address(cell) is None:
                text = cell.strip()
                if not all(map(normalise_address, several_addresses(text))) and clean_text(text):
                    kept[self._header[index]] = text
                    size += len(text)
        taken = {cells[index].strip() for index in consumed}
        for index in self._alternatives:
            if index not in consumed and (text := cells[index].strip()) and text not in taken:
                kept[self._header[index]] = text
                size += len(text)
        for name, text in kept.items():
            if not text.isprintable():
                kept[name] = CONTROL.sub("", text)
        return kept, size
