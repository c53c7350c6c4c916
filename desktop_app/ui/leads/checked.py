"""The checked rows of the table, as the window holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_selection import LeadSelection
from desktop_app.ui.ops import Operations


class Checked(QObject):
    """Holds a :class:`LeadSelection` and changes it at once, however many rows are meant; what
    takes longer (a range of a million made into marks) follows in the background.

    Signals:
        changed: another set of rows is checked, or its count is known now.

    Args:
        ops: where the longer work is done; None does it at once.
    """

    changed = Signal()

    def __init__(self, ops: Operations | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ops = ops
        self._selection = LeadSelection()
        self._nothing = True  # asked for each cell painted
        self._count = 0
        # The last range while it is no marks yet, so that painting it looks nothing up.
        self._range: tuple[IdList, int, int, bool] | None = None

    @property
    def selection(self) -> LeadSelection:
        """What is checked now, to be resolved off the window's thread."""
        return self._selection

    @property
    def nothing(self) -> bool:
        """Whether no row at all is checked."""
        return self._nothing

    def __contains__(self, row_id: UUID) -> bool:
        return row_id in self._selection

    def has_row(self, ids: IdList, row: int) -> bool:
        """Whether a row of the list shown is checked; quick enough for each cell painted."""
        if self._range is not None:
            of, low, high, on = self._range
            if of is ids and low <= row <= high:
                return on
        each = ids.packed[row * 16 : row * 16 + 16]
        return len(each) == 16 and self._selection.has_besides_blocks(each)

    def count(self, total: int) -> int:
        """How many of ``total`` rows are checked; while a long range is on its way, as it was
        before."""
        known = self._selection.count(total)
        if known is not None:
            self._count = known
        return self._count

    def state(self, total: int) -> Qt.CheckState:
        """For the box in the header."""
        count = self.count(total)
        if not count:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if count == total else Qt.CheckState.PartiallyChecked

    def toggle(self, row_id: UUID) -> None:
        self._put(self._selection.toggled(row_id))

    def put(self, ids: Sequence[UUID], on: bool) -> None:
        """Check or uncheck a few."""
        self.put_rows(IdList.of(ids), 0, len(ids) - 1, on)

    def put_rows(self, ids: IdList, low: int, high: int, on: bool) -> None:
        """Check or uncheck rows ``low`` to ``high`` of a list, however many."""
        self._put(self._selection.put(ids, low, high, on), (ids, low, high, on))

    def check_all(self) -> None:
        self._put(LeadSelection.everything())

    def clear(self) -> None:
        if self._selection != LeadSelection():
            self._put(LeadSelection())

    def keep_only(self, ids: IdList) -> None:
        """Forget rows that are no longer in the list."""
        before = self._selection
        if before.unsettled or len(before.marks):
            self._later("keep", before, lambda: before.kept(ids), lambda: self.keep_only(ids))

    def _put(
        self, selection: LeadSelection, rows: tuple[IdList, int, int, bool] | None = None
    ) -> None:
        self._selection, self._nothing = selection, selection.nothing
        if selection.unsettled:
            self._range = rows or self._range
            self._later("settle", selection, selection.settled, lambda: None)
        else:
            self._range = None
        self.changed.emit()

    def _later(
        self,
        key: str,
        before: LeadSelection,
        work: Callable[[], LeadSelection],
        again: Callable[[], None],
    ) -> None:
        def done(after: LeadSelection) -> None:
            if self._selection is not before:
                again()  # the user went on meanwhile
            elif after is not before:
                self._selection, self._nothing, self._range = after, after.nothing, None
                self.changed.emit()

        if self._ops is None:
            done(work())
        else:
            self._ops.run_query(self, work, done, key=key)
