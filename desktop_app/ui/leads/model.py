"""The table of leads as a model: one generic model over the fields that are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from desktop_app.domain.language import tr
from desktop_app.domain.lead_cells import with_value
from desktop_app.domain.lead_fields import Field, LeadFields
from desktop_app.domain.lead_layout import TableLayout
from desktop_app.domain.lead_values import Stored
from desktop_app.domain.leads import LeadRow
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.leads.looks import Calendar, look_of
from desktop_app.ui.ops import Operations
from desktop_app.ui.widgets.virtual_model import VirtualListModel

CHECK = 0
"""The column of the boxes; the fields follow it."""


class LeadTableModel(VirtualListModel[LeadRow]):
    """Leads by id, with a column for the box and one for each field shown.

    Args:
        local_now: the present on the user's clock.
        local: turns a moment of the database to the user's clock.
    """

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[LeadRow]],
        local_now: Callable[[], datetime],
        local: Callable[[datetime], datetime],
        parent: QObject | None = None,
    ) -> None:
        self.fields = tuple(field for _, field in TableLayout().visible(LeadFields()))
        columns = 1 + len(self.fields)
        super().__init__(ops, fetch, lambda row: row.id, columns=columns, parent=parent)
        self.calendar = Calendar(local_now, local)
        self.checked = Checked(ops, self)
        self._promised: dict[UUID, _Promise] = {}

    # Columns

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Show other columns; the rows stay."""
        if tuple(fields) == self.fields:
            return
        self.keep_place = True
        self.beginResetModel()
        self.fields = tuple(fields)
        self._columns = 1 + len(self.fields)
        self.endResetModel()

    def field_at(self, column: int) -> Field | None:
        """The field of a column; None for the boxes."""
        return self.fields[column - 1] if 1 <= column <= len(self.fields) else None

    def column_of(self, key: str) -> int:
        """The column of a field, or -1."""
        return next((at for at, field in enumerate(self.fields, 1) if field.key == key), -1)

    # Cells

    def row_at(self, row: int) -> LeadRow | None:
        found = super().row_at(row)
        if found is None or not self._promised:
            return found
        promise = self._promised.get(found.id)
        return found if promise is None else promise.fulfilled(found)

    def loaded_row(self, row: int) -> LeadRow | None:
        """A row if it is here; asking fetches nothing."""
        page, place = divmod(row, self._page_size)
        found = self._pages.get(page, ())
        return self.row_at(row) if row >= 0 and place < len(found) else None

    def text_of(self, row: LeadRow, column: int) -> str:
        field = self.field_at(column)
        return "" if field is None else look_of(field).words(row, field, self.calendar)

    def accessible_text(self, row: LeadRow) -> str:
        words = []
        for field in self.fields:
            shown = look_of(field).words(row, field, self.calendar)
            if field.key == "last_contact":
                shown = tr("last contact {shown}", shown=shown.lower())
            elif field.key == "status":
                shown = shown.lower()
            elif field.key not in ("company", "contact_name", "suggestion") and shown:
                shown = f"{field.title} {shown}"
            if field.key != "suggestion":
                words.append(shown)
        if row.has_draft:
            words.append(tr("draft ready"))
        if row.id in self.checked:
            words.append(tr("checked"))
        return ", ".join(filter(None, words))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < self._columns:
            field = self.field_at(section)
            if role == Qt.ItemDataRole.DisplayRole:
                return field.title if field else ""
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return field.title if field else tr("Checked")
        return None

    # Values on their way to the database

    def promise(self, values: Mapping[UUID, Mapping[Field, Stored]]) -> None:
        """Show values as if they were stored already, until :meth:`settle_promise`."""
        for each, changes in values.items():
            before = self._promised.get(each)
            merged = {**(before.values if before else {}), **changes}
            waiting = before.waiting + 1 if before else 1
            self._promised[each] = _Promise(merged, self._generation, waiting)
        self._tell_rows(values)

    def settle_promise(self, ids: Sequence[UUID], *, kept: bool) -> None:
        """The command is over. What it wrote comes with the next reading of the rows, and is
        shown from the promise until then; what was refused turns back."""
        for each in ids:
            promise = self._promised.get(each)
            if promise is None:
                continue
            if kept:
                promise.waiting -= 1
            else:
                del self._promised[each]
        if not kept:
            self._tell_rows(ids)

    def _put_page(self, page: int, ids: Sequence[UUID], rows: Sequence[LeadRow]) -> None:
        super()._put_page(page, ids, rows)
        if self._promised:
            for each in ids:
                promise = self._promised.get(each)
                if promise and not promise.waiting and self._generation > promise.since:
                    del self._promised[each]

    def _tell_rows(self, ids: Mapping[UUID, object] | Sequence[UUID]) -> None:
        """Rows that are not near the screen need no telling: they are painted when they are."""
        if not self._count:
            return
        wanted = set(ids)
        # Whoever is told looks at rows, which moves pages.
        places = [
            page * self._page_size + place
            for page, rows in self._pages.items()
            for place, row in enumerate(rows)
            if row is not None and row.id in wanted
        ]
        for at in places:
            self.dataChanged.emit(self.index(at, 0), self.index(at, self._columns - 1))


class _Promise:
    """Values that a command is about to store.

    Args:
        since: the reading of the rows at which it was made; a later one has them.
        waiting: how many commands have not ended yet.
    """

    def __init__(self, values: Mapping[Field, Stored], since: int, waiting: int) -> None:
        self.values = values
        self.since = since
        self.waiting = waiting

    def fulfilled(self, row: LeadRow) -> LeadRow:
        for field, value in self.values.items():
            row = with_value(row, field, value)
        return row
