"""What a block of cells from a spreadsheet would change in a list of leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_values import check_value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block goes.

    Args:
        row: of the list, of the block's first row.
        columns: the fields of the shown columns, from the one the block begins at to the right.
    """

    row: int
    columns: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that cannot be pasted. ``row`` counts from 1, in the block without its titles."""

    row: int
    title: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What would be done, and what would not.

    Args:
        edits: as :meth:`LeadService.update_many` takes them.
        cells: how many values these are.
        refused: cells whose value cannot stand in their field.
        fixed: titles of the columns that cannot be typed into; nothing is pasted there.
        rows_beyond, columns_beyond: how much of the block lies outside of the list.
        titles: whether the first row held titles and said which columns are meant.
    """

    edits: tuple[tuple[UUID, Mapping[str, str]], ...] = ()
    cells: int = 0
    refused: tuple[Refused, ...] = ()
    fixed: tuple[str, ...] = ()
    rows_beyond: int = 0
    columns_beyond: int = 0
    titles: bool = False

    @property
    def plain(self) -> bool:
        """Whether it changes one lead and leaves nothing of the block out."""
        return len(self.edits) == 1 and not (
            self.refused or self.fixed or self.rows_beyond or self.columns_beyond
        )


def columns_of_titles(row: Sequence[str], fields: LeadFields) -> tuple[Field | None, ...] | None:
    """The fields that a row of titles names, None for a nameless column; None for a row that
    holds anything else than titles."""
    by_title = {field.title.casefold(): field for field in fields.all}
    words = [each.strip().casefold() for each in row]
    named = [each for each in words if each]
    if not named or any(each not in by_title for each in named) or len(set(named)) < len(named):
        return None
    return tuple(by_title.get(each) for each in words)


def plan_paste(
    block: Sequence[Sequence[str]],
    ids: IdList,
    place: Place,
    fields: LeadFields,
    *,
    today: date | None = None,
    month_first: bool = False,
) -> PastePlan:
    """Say what pasting would do. Nothing is changed; what can stand is told from what cannot.

    A first row that holds nothing but titles of fields says which columns are meant, wherever
    the block is put; it is not pasted itself. One cell, or one row, that is but a title is taken
    as a value.

    Args:
        ids: the whole list, whose rows need not be loaded.
        today, month_first: as :func:`check_value` takes them.
    """
    rows = [list(row) for row in block]
    columns: tuple[Field | None, ...] = place.columns
    titled = columns_of_titles(rows[0], fields) if len(rows) > 1 else None
    if titled is not None:
        columns, rows = titled, rows[1:]
    targets = ids.page(place.row, len(rows))
    width = max(map(len, rows), default=0)
    reached = [field for field in columns[:width] if field is not None]
    edits: list[tuple[UUID, Mapping[str, str]]] = []
    refused: list[Refused] = []
    for number, (lead_id, row) in enumerate(zip(targets, rows, strict=False), start=1):
        values: dict[str, str] = {}
        for field, text in zip(columns, row, strict=False):
            if field is None or not field.editable:
                continue
            try:
                check_value(field, text, today=today, month_first=month_first)
            except KnownError as error:
                why = f"{error.title} {error.advice}".strip()
                refused.append(Refused(number, field.title, text, why))
            else:
                values[field.key] = text
        if values:
            edits.append((lead_id, values))
    return PastePlan(
        edits=tuple(edits),
        cells=sum(len(values) for _, values in edits),
        refused=tuple(refused),
        fixed=tuple(field.title for field in reached if not field.editable),
        rows_beyond=len(rows) - len(targets),
        columns_beyond=max(0, width - len(columns)),
        titles=titled is not None,
    )
