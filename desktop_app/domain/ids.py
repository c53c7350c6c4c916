"""An ordered list of row ids, sixteen bytes each: how a view holds a million rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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

    def without(self, ids: Collection[UUID]) -> IdList:
        """The list without these; itself where it has none of them. For a few ids: each is
        looked for from the beginning."""
        rows = sorted(row for row in map(self.row_of, ids) if row >= 0)
        if not rows:
            return self
        pieces, begin = [], 0
        for row in rows:
            pieces.append(self.packed[begin * _WIDTH : row * _WIDTH])
            begin = row + 1
        pieces.append(self.packed[begin * _WIDTH :])
        return IdList(b"".join(pieces))

    def with_put_in(self, puts: Sequence[tuple[int, UUID]]) -> IdList:
        """The list with each id put in before the row (of the list as it is) that stands with
        it; those of one row stay in their order."""
        pieces, begin = [], 0
        for row, each in sorted(puts, key=lambda put: put[0]):
            pieces += [self.packed[begin * _WIDTH : row * _WIDTH], each.bytes]
            begin = row
        pieces.append(self.packed[begin * _WIDTH :])
        return IdList(b"".join(pieces))

    @classmethod
    def of(cls, ids: Sequence[UUID]) -> IdList:
        return cls(b"".join(each.bytes for each in ids))
