"""An ordered list of row ids, sixteen bytes each: how a view holds a million rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

_WIDTH = 16


@dataclass(frozen=True, slots=True)
class IdList:
    """The ids of a query's whole result, in order; 16 MB for a million rows.

    A view keeps this and fetches the rows on screen by id, so that any place of the list is
    one look-up away and a scroll bar is exact.
    """

    packed: bytes = b""

    def __len__(self) -> int:
        return len(self.packed) // _WIDTH

    def __getitem__(self, row: int) -> UUID:
        if not 0 <= row < len(self):
            raise IndexError(row)
        return UUID(bytes=self.packed[row * _WIDTH : (row + 1) * _WIDTH])

    def __iter__(self) -> Iterator[UUID]:
        return (self[row] for row in range(len(self)))

    def page(self, first: int, count: int) -> tuple[UUID, ...]:
        """The ids of rows ``first`` to ``first + count - 1``, fewer at the end."""
        return tuple(self[row] for row in range(max(0, first), min(len(self), first + count)))

    def row_of(self, wanted: UUID) -> int:
        """The row of an id, or -1."""
        at = self.packed.find(wanted.bytes)
        while at != -1 and at % _WIDTH:
            at = self.packed.find(wanted.bytes, at + 1)
        return -1 if at == -1 else at // _WIDTH

    def slices(self, rows: int) -> Iterator[IdList]:
        """The list in pieces of at most so many rows."""
        step = rows * _WIDTH
        return (
            IdList(self.packed[first : first + step]) for first in range(0, len(self.packed), step)
        )

    @classmethod
    def of(cls, ids: Sequence[UUID]) -> IdList:
        return cls(b"".join(each.bytes for each in ids))
