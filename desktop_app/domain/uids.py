"""Sets of message numbers, small enough for the largest folders.

A folder of half a million messages is 2 MB as an array of numbers, and thirty times that as a
set of Python's; several of them are held against each other whenever a folder is looked at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

LARGEST_UID = (1 << 32) - 1  # RFC 3501, 2.3.1.1


class UidSet(Sequence[int]):
    """UIDs of a folder, ascending, each once; never changed.

    Args:
        ascending: already so; otherwise see :meth:`of`.
    """

    __slots__ = ("_numbers",)

    def __init__(self, ascending: array[int] | None = None) -> None:
        self._numbers = array("I") if ascending is None else ascending

    @classmethod
    def of(cls, numbers: Iterable[int]) -> UidSet:
        """Any numbers from 0 to 2³²-1, in any order.

        Raises:
            OverflowError: a number that no message can have.
        """
        found = array("I", numbers)
        if all(map(int.__lt__, found, found[1:])):
            return cls(found)
        return cls(array("I", sorted(set(found))))

    @classmethod
    def of_ranges(
        cls, ranges: Iterable[tuple[int, int]], *, first: int = 0, last: int = LARGEST_UID
    ) -> UidSet:
        """Of first and last of each run, both included; what is not between two UIDs is left out.

        Raises:
            OverflowError: a number that no message can have.
        """
        found = array("I")
        ascending = True
        for start, end in ranges:
            start, end = max(start, first), min(end, last)
            if start > end:
                continue
            ascending = ascending and (not found or found[-1] < start)
            found.extend(range(start, end + 1))
        return cls(found) if ascending else cls.of(found)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> UidSet: ...
    def __getitem__(self, place: int | slice) -> int | UidSet:
        if isinstance(place, slice):
            if place.step not in (None, 1):
                raise ValueError("a part of a set has no step")
            return UidSet(self._numbers[place])
        return self._numbers[place]

    def __contains__(self, uid: object) -> bool:
        if not isinstance(uid, int):
            return False
        place = bisect_right(self._numbers, uid)
        return place > 0 and self._numbers[place - 1] == uid

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UidSet) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers.tobytes())

    def __repr__(self) -> str:
        return f"UidSet({list(self.ranges())!r})"

    def __sub__(self, other: UidSet) -> UidSet:
        """Those that are not in another."""
        left = array("I")
        others = iter(other._numbers)
        against = next(others, None)
        for uid in self._numbers:
            while against is not None and against < uid:
                against = next(others, None)
            if uid != against:
                left.append(uid)
        return UidSet(left)

    def up_to(self, last: int) -> UidSet:
        """Those up to one, that one included."""
        return self[: bisect_right(self._numbers, last)]

    def ranges(self) -> Iterator[tuple[int, int]]:
        """First and last of each run, both included."""
        start = end = -1
        for uid in self._numbers:
            if uid != end + 1:
                if end >= 0:
                    yield start, end
                start = uid
            end = uid
        if end >= 0:
            yield start, end
