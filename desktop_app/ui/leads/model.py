"""The table of leads as a model, and which of its rows are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.domain.ids import IdList
from desktop_app.domain.leads import LeadRow
from desktop_app.ui.leads.picked import Picked
from desktop_app.ui.leads.words import last_contact
from desktop_app.ui.ops import Operations
from desktop_app.ui.widgets.virtual_model import VirtualListModel

CHECK, COMPANY, CONTACT, STATUS, LAST_CONTACT, SUGGESTION = range(6)

TITLES = ("", "Company", "Contact", "Status", "Last contact", "Suggested next step")
SORTS = {
    COMPANY: "company",
    CONTACT: "contact_name",
    STATUS: "status",
    LAST_CONTACT: "last_contact",
}


class Checked(QObject):
    """The checked rows: some, or all but some, so that Ctrl+A costs nothing.

    Signals:
        changed: another set of rows is checked.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._marked: set[UUID] = set()

    @property
    def nothing(self) -> bool:
        """Whether no row at all is checked."""
        return not (self._all or self._marked)

    def __contains__(self, row_id: UUID) -> bool:
        return (row_id in self._marked) != self._all

    def picked(self, ids: IdList) -> Picked:
        """What is checked of a list, as a value for another thread."""
        return Picked(ids, frozenset(self._marked), self._all)

    def count(self, total: int) -> int:
        """How many of ``total`` rows are checked."""
        return total - len(self._marked) if self._all else len(self._marked)

    def toggle(self, row_id: UUID) -> None:
        self._marked ^= {row_id}
        self.changed.emit()

    def put(self, ids: Sequence[UUID], on: bool) -> None:
        """Check or uncheck several."""
        if on != self._all:
            self._marked.update(ids)
        else:
            self._marked.difference_update(ids)
        self.changed.emit()

    def check_all(self) -> None:
        self._all = True
        self._marked.clear()
        self.changed.emit()

    def clear(self) -> None:
        if self._all or self._marked:
            self._all = False
            self._marked.clear()
            self.changed.emit()

    def among(self, ids: Iterator[UUID] | Sequence[UUID]) -> tuple[UUID, ...]:
        """The checked ones among ``ids``, in their order."""
        return tuple(each for each in ids if each in self)

    def keep_only(self, row_of: Callable[[UUID], int]) -> None:
        """Forget rows that are no longer in the list."""
        gone = {each for each in self._marked if row_of(each) < 0}
        if gone:
            self._marked -= gone
            self.changed.emit()

    def state(self, total: int) -> Qt.CheckState:
        """For the box in the header."""
        count = self.count(total)
        if not count:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if count == total else Qt.CheckState.PartiallyChecked


class LeadTableModel(VirtualListModel[LeadRow]):
    """Leads by id.

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
        super().__init__(ops, fetch, lambda row: row.id, columns=len(TITLES), parent=parent)
        self._now = local_now
        self._local = local
        self.checked = Checked(self)

    def contact_words(self, row: LeadRow) -> str:
        """The last contact of a row in words."""
        moment = row.last_contact_at
        return last_contact(None if moment is None else self._local(moment), self._now())

    def text_of(self, row: LeadRow, column: int) -> str:
        return (
            "",
            row.company,
            row.contact_name,
            row.status.value.capitalize(),
            self.contact_words(row),
            row.suggestion,
        )[column]

    def accessible_text(self, row: LeadRow) -> str:
        words = [row.company, row.contact_name, row.status.value]
        words.append(f"last contact {self.contact_words(row).lower()}")
        if row.has_draft:
            words.append("draft ready")
        if row.id in self.checked:
            words.append("checked")
        return ", ".join(filter(None, words))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(TITLES):
            if role == Qt.ItemDataRole.DisplayRole:
                return TITLES[section]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return TITLES[section] or "Checked"
        return None
