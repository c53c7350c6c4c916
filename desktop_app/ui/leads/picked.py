"""Which rows of a list are meant, as a value that another thread can take."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from desktop_app.domain.ids import IdList


@dataclass(frozen=True, slots=True)
class Picked:
    """Some rows of a list, or all but some.

    Args:
        ids: the list.
        everything: whether ``marked`` are those left out.
    """

    ids: IdList
    marked: frozenset[UUID] = field(default_factory=frozenset)
    everything: bool = False

    def __len__(self) -> int:
        return len(self.ids) - len(self.marked) if self.everything else len(self.marked)

    def rows(self) -> tuple[UUID, ...]:
        """The ids in the order of the list. A second for a million: not on the window's
        thread."""
        if self.everything:
            return tuple(each for each in self.ids if each not in self.marked)
        return tuple(sorted(self.marked, key=self.ids.row_of))
