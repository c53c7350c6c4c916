"""How a table of leads is laid out: which columns, in which order, how wide, how dense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop_app.domain.lead_fields import Field, LeadFields

NARROWEST, WIDEST = 40, 2_000
"""Bounds of a column's width in logical pixels."""


class Density(StrEnum):
    """How much room a row has; the heights are the design's."""

    COMPACT = "compact"
    COMFORTABLE = "comfortable"
    ROOMY = "roomy"


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One column.

    Args:
        key: of a :class:`~desktop_app.domain.lead_fields.Field`.
        width: in logical pixels; None shares what room there is.
        pinned: stays at the left while the table scrolls sideways.
    """

    key: str
    width: int | None = None
    pinned: bool = False


DEFAULT_COLUMNS = tuple(
    map(ColumnLayout, ("company", "contact_name", "status", "last_contact", "suggestion"))
)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The columns from left to right, pinned ones first; at least one.

    A key that no field has, such as that of a custom field that was removed, stays in its place
    and shows nothing: undone, the column is back where it was.

    Args:
        density: None leaves it to the setting of the computer.
    """

    columns: tuple[ColumnLayout, ...] = DEFAULT_COLUMNS
    density: Density | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.columns)

    @property
    def as_designed(self) -> bool:
        """Whether the columns are those a new user has, in their order and unpinned."""
        return self.keys == tuple(each.key for each in DEFAULT_COLUMNS) and not any(
            each.pinned for each in self.columns
        )

    def get(self, key: str) -> ColumnLayout | None:
        return next((each for each in self.columns if each.key == key), None)

    def visible(self, fields: LeadFields) -> tuple[tuple[ColumnLayout, Field], ...]:
        """The columns that can be shown, with their fields; the first field's where none
        can."""
        found = [(each, fields.get(each.key)) for each in self.columns]
        shown = tuple((each, field) for each, field in found if field is not None and field.column)
        return shown or ((ColumnLayout(fields.all[0].key), fields.all[0]),)

    # -- changes -------------------------------------------------------------------------------

    def showing(self, key: str) -> TableLayout:
        """With a column more, at the end."""
        return self if self.get(key) else self._of((*self.columns, ColumnLayout(key)))

    def hiding(self, key: str) -> TableLayout:
        """Without a column, unless it is the only one."""
        left = tuple(each for each in self.columns if each.key != key)
        return self._of(left) if left else self

    def moved(self, key: str, before: str | None) -> TableLayout:
        """With a column put before another one, or at the end. One that is not pinned stays
        behind those that are, and the other way round."""
        moving = self.get(key)
        if moving is None or key == before:
            return self
        left = [each for each in self.columns if each.key != key]
        at = next((n for n, each in enumerate(left) if each.key == before), len(left))
        return self._of((*left[:at], moving, *left[at:]))

    def sized(self, widths: Mapping[str, int | None]) -> TableLayout:
        """With other widths for some; None lets a column share the room again."""
        return self._of(
            replace(each, width=_bounded(widths[each.key])) if each.key in widths else each
            for each in self.columns
        )

    def pinning(self, key: str, on: bool) -> TableLayout:
        """With a column behind the pinned ones, pinned or not."""
        return self._of(
            replace(each, pinned=on) if each.key == key else each for each in self.columns
        )

    def with_density(self, density: Density) -> TableLayout:
        return replace(self, density=density)

    def _of(self, columns: Iterable[ColumnLayout]) -> TableLayout:
        ordered = sorted(columns, key=lambda each: not each.pinned)
        return replace(self, columns=tuple(ordered))


def layout_document(layout: TableLayout) -> dict[str, Any]:
    """A layout, JSON-ready; :func:`layout_of` reads it back."""
    columns = []
    for each in layout.columns:
        column: dict[str, Any] = {"key": each.key}
        if each.width is not None:
            column["width"] = each.width
        if each.pinned:
            column["pinned"] = True
        columns.append(column)
    document: dict[str, Any] = {"columns": columns}
    if layout.density is not None:
        document["density"] = str(layout.density)
    return document


def layout_of(document: object) -> TableLayout:
    """A stored layout. What a newer Outpost, or no Outpost, put there is passed over: a table
    that cannot be laid out as wanted is laid out as designed."""
    if not isinstance(document, Mapping):
        return TableLayout()
    columns: dict[str, ColumnLayout] = {}
    listed = document.get("columns")
    for each in listed if isinstance(listed, list) else ():
        key = each.get("key") if isinstance(each, Mapping) else None
        if isinstance(key, str) and key:
            width = each.get("width")
            whole = width if isinstance(width, int) and not isinstance(width, bool) else None
            pinned = each.get("pinned") is True
            columns.setdefault(key, ColumnLayout(key, _bounded(whole), pinned))
    density = document.get("density")
    layout = TableLayout(density=Density(density) if density in list(Density) else None)
    return layout._of(columns.values()) if columns else layout


def _bounded(width: int | None) -> int | None:
    return None if width is None else max(NARROWEST, min(WIDEST, width))
