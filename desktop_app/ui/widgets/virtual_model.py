"""A model over a list of ids that holds only the rows near the screen."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import tr
from desktop_app.ui.ops import Operations
from desktop_app.ui.timers import single_shot

log = logging.getLogger(__name__)

Row = TypeVar("Row")

RowRole = Qt.ItemDataRole.UserRole + 1
"""The row object itself, None while it is being read."""

_IN_FLIGHT = 2
_WANTED_AT_MOST = 6


class VirtualListModel(QAbstractTableModel, Generic[Row]):
    """Rows by id, fetched by pages when somebody looks at them.

    Costs sixteen bytes per row and a few pages of rows. ``row_at`` answers at once: the row,
    or None while its page is on the way; views paint a skeleton until ``dataChanged`` comes.
    When a list is replaced, rows already known are shown until the fresh ones are there, so
    that a refresh does not flicker.

    Subclasses give ``text_of`` and ``accessible_text``.

    Signals:
        ids_changed: the list was replaced or grew.
        fetch_failed: the exception of a page that could not be read.

    Args:
        fetch: called in the background with ids; returns their rows in any order, without
            those that no longer exist.
        id_of: the id of a row.
    """

    ids_changed = Signal()
    fetch_failed = Signal(object)

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[Row]],
        id_of: Callable[[Row], UUID],
        *,
        columns: int = 1,
        page_size: int = 60,
        pages_kept: int = 40,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._fetch = fetch
        self._id_of = id_of
        self._columns = columns
        self._page_size = page_size
        self._pages_kept = pages_kept
        self._ids = IdList()
        self._count = 0
        self._pages: OrderedDict[int, tuple[Row | None, ...]] = OrderedDict()
        self._earlier: dict[UUID, Row] = {}
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._failed: set[int] = set()
        self._generation = 0
        self._last_page = 0
        self._ahead = -1
        self.keep_place = True
        self._soon = single_shot(self, 0, self._ask)

    # What subclasses say

    def text_of(self, row: Row, column: int) -> str:
        """The plain text of a cell."""
        return ""

    def accessible_text(self, row: Row) -> str:
        """The whole row in words, for a screen reader."""
        return ", ".join(filter(None, (self.text_of(row, at) for at in range(self._columns))))

    # What views and screens ask

    @property
    def ids(self) -> IdList:
        return self._ids

    def row_at(self, row: int) -> Row | None:
        """The row, or None while it is being read; asking makes it come."""
        page, place = divmod(row, self._page_size)
        found = self._pages.get(page)
        if found is not None:
            self._pages.move_to_end(page)
            return found[place] if place < len(found) else None
        self._want(page)
        if self._earlier and 0 <= row < self._count:
            return self._earlier.get(self._ids[row])
        return None

    def is_loading(self, row: int) -> bool:
        """Whether the row is still on its way (or could not be read)."""
        return row // self._page_size not in self._pages

    def id_at(self, row: int) -> UUID | None:
        return self._ids[row] if 0 <= row < self._count else None

    def row_of(self, wanted: UUID) -> int:
        """The row of an id, or -1."""
        return self._ids.row_of(wanted)

    def known(self, wanted: UUID) -> Row | None:
        """A row by id if it happens to be here."""
        for page in self._pages.values():
            for row in page:
                if row is not None and self._id_of(row) == wanted:
                    return row
        return self._earlier.get(wanted)

    def set_ids(self, ids: IdList, *, rows: Sequence[Row] = (), keep_place: bool = True) -> None:
        """Show another list.

        Where the new list begins with the old one (the first rows, then all of them) rows
        are only added. Otherwise the model is reset; ``keep_place`` then asks the view to
        stay at the current row and where it was scrolled to. ``rows`` are those of the first
        page where they came with the ids; nobody has to ask for them then.
        """
        old = self._ids
        if ids.packed == old.packed:
            self.refresh_rows(rows)
            return
        if len(old) and ids.packed.startswith(old.packed):
            self._drop_page(self._count // self._page_size)
            self.beginInsertRows(QModelIndex(), self._count, len(ids) - 1)
            self._ids, self._count = ids, len(ids)
            self._take_first_page(rows)
            self.endInsertRows()
        else:
            self.keep_place = keep_place
            self.beginResetModel()
            self._forget_pages()
            self._ids, self._count = ids, len(ids)
            self._take_first_page(rows)
            self.endResetModel()
        self.ids_changed.emit()

    def know(self, rows: Sequence[Row]) -> None:
        """Rows that came some other way: shown until their page has been read."""
        self._earlier.update((self._id_of(row), row) for row in rows)

    def refresh_rows(self, rows: Sequence[Row] = ()) -> None:
        """Read the rows anew, showing the known ones meanwhile; ``rows`` as in ``set_ids``."""
        self._forget_pages()
        self._take_first_page(rows)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self._columns - 1))

    # Qt

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row_at(index.row())
            return "" if row is None else self.text_of(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row_at(index.row())
            return tr("Loading") if row is None else self.accessible_text(row)
        if role == RowRole:
            return self.row_at(index.row())
        return None

    # Pages

    def _want(self, page: int) -> None:
        if page in self._asked or page in self._failed or page < 0:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        # The newest wish first; what was scrolled past long ago is let go.
        self._wanted.insert(0, page)
        del self._wanted[_WANTED_AT_MOST:]
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        while self._wanted and len(self._asked) < _IN_FLIGHT:
            page = self._wanted.pop(0)
            ids = self._ids.page(page * self._page_size, self._page_size)
            if not ids or page in self._pages:
                continue
            self._asked.add(page)
            self._read_page(page, ids)

    def _read_page(self, page: int, ids: tuple[UUID, ...]) -> None:
        generation = self._generation
        fetch = self._fetch
        self._ops.run_query(
            self,
            lambda: fetch(ids),
            lambda rows: self._on_rows(generation, page, ids, rows),
            lambda error: self._on_failed(generation, page, error),
        )

    def _on_rows(
        self, generation: int, page: int, ids: tuple[UUID, ...], rows: Sequence[Row]
    ) -> None:
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._put_page(page, ids, rows)
        while len(self._pages) > self._pages_kept:
            self._pages.popitem(last=False)
        first = page * self._page_size
        last = min(self._count, first + len(ids)) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns - 1))
        self._look_ahead(page)
        if self._wanted:
            self._soon.start()

    def _put_page(self, page: int, ids: Sequence[UUID], rows: Sequence[Row]) -> None:
        by_id = {self._id_of(row): row for row in rows}
        self._pages[page] = tuple(by_id.get(each) for each in ids)

    def _take_first_page(self, rows: Sequence[Row]) -> None:
        if rows:
            self._put_page(0, self._ids.page(0, self._page_size), rows)

    def _look_ahead(self, page: int) -> None:
        """Fetch the next page in the direction of travel while nothing else is asked for."""
        came_ahead = page == self._ahead
        if self._wanted or self._asked or came_ahead:
            return
        step = 1 if page >= self._last_page else -1
        self._last_page = page
        last = (self._count - 1) // self._page_size
        if 0 <= page + step <= last and page + step not in self._pages:
            self._ahead = page + step
            self._want(self._ahead)

    def _on_failed(self, generation: int, page: int, error: Exception) -> None:
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._failed.add(page)
        self.fetch_failed.emit(error)

    def _drop_page(self, page: int) -> None:
        """A page that was not full has to be read again when the list grows."""
        if self._count % self._page_size:
            found = self._pages.pop(page, None)
            if found is not None:
                self._remember(found)
            self._asked.discard(page)

    def _forget_pages(self) -> None:
        self._earlier = {}
        for page in self._pages.values():
            self._remember(page)
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        self._failed.clear()
        self._ahead = -1
        self._generation += 1

    def _remember(self, page: tuple[Row | None, ...]) -> None:
        self._earlier.update((self._id_of(row), row) for row in page if row is not None)
