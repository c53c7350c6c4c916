"""A short list of what was found for the words that somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

FoundRole = Qt.ItemDataRole.UserRole + 1
"""What was found itself."""

_Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class FoundModel(QAbstractListModel, Generic[T]):
    """What was found, the likeliest first.

    Args:
        shown: what a row says.
        spoken: its parts for who hears it; empty ones are left out.
    """

    def __init__(self, shown: Callable[[T], str], spoken: Callable[[T], Iterable[str]]) -> None:
        super().__init__()
        self._shown, self._spoken = shown, spoken
        self._found: tuple[T, ...] = ()

    def put(self, found: Sequence[T]) -> None:
        """Show these."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        each = self._found[index.row()]
        if role == FoundRole:
            return each
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(each)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, self._spoken(each)))
        return None
