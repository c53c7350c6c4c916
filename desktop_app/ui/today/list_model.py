"""The queue as a list: actions by their ids, and a heading above each section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.domain.ids import IdList
from desktop_app.domain.language import numeral, tr
from desktop_app.domain.today import OPEN_GROUPS, Group, Queue, QueueRow
from desktop_app.ui.leads.checked import Checked
from desktop_app.ui.ops import Operations
from desktop_app.ui.today import words
from desktop_app.ui.widgets.virtual_model import VirtualListModel

# Headings are rows of the list with ids of their own, which no action has.
_HEADS = {group: UUID(int=number + 1) for number, group in enumerate(Group)}
_GROUPS = {id_: group for group, id_ in _HEADS.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title.

    Args:
        count: None while it is not known.
        folded: None for a section that cannot be folded.
    """

    id: UUID
    group: Group
    count: int | None
    folded: bool | None = None


class QueueModel(VirtualListModel[QueueRow | Heading]):
    """The sections of a queue below each other; what is done is folded at first."""

    def __init__(
        self,
        ops: Operations,
        fetch: Callable[[Sequence[UUID]], Sequence[QueueRow]],
        local: Callable[[datetime], datetime],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ops, self._fetch_rows, lambda row: row.id, page_size=40, parent=parent)
        self._fetch_actions = fetch
        self.local, self.now = local, now
        self.queue: Queue | None = None
        self.folded = True
        self.foldable = True  # where what is done is all there is, it is not folded
        self.headings: dict[UUID, Heading] = {}
        self.heading_rows: tuple[int, ...] = ()
        self.checked = Checked(ops, self)

    def show(self, queue: Queue, rows: Sequence[QueueRow] = (), *, keep_place: bool = True) -> None:
        """Show a queue; ``rows`` are its first actions where they came with it."""
        self.queue = queue
        pieces: list[bytes] = []
        headings: dict[UUID, Heading] = {}
        places: list[int] = []
        row = 0
        for each in queue.sections:
            folds = self.foldable and each.group is Group.DONE
            heading = Heading(
                _HEADS[each.group], each.group, each.count, self.folded if folds else None
            )
            headings[heading.id] = heading
            places.append(row)
            pieces.append(heading.id.bytes)
            row += 1
            if not heading.folded:
                pieces.append(each.ids.packed)
                row += len(each.ids)
        self.headings, self.heading_rows = headings, tuple(places)
        known = [*headings.values(), *rows] if rows else []
        self.set_ids(IdList(b"".join(pieces)), rows=known, keep_place=keep_place)
        self.know(list(headings.values()))

    def toggle_done(self) -> None:
        """Fold or unfold what is done today."""
        self.folded = not self.folded
        if self.queue is not None:
            self.show(self.queue)

    @property
    def actions(self) -> IdList:
        """The ids of the actions that are listed, without headings."""
        return self.ids.without(list(self.headings))

    @property
    def action_count(self) -> int:
        return len(self.ids) - len(self.heading_rows)

    def is_heading(self, row: int) -> bool:
        return row in self.heading_rows

    def group_of(self, row: int) -> Group | None:
        """The section that a row stands in."""
        above = [each for each in self.heading_rows if each <= row]
        return _GROUPS.get(self.ids[above[-1]]) if above else None

    def place_of(self, row: int) -> tuple[int, int]:
        """Which of how many open actions a row is, from 1; of what is done, likewise."""
        group = self.group_of(row)
        before = sum(each < row for each in self.heading_rows)
        if group in OPEN_GROUPS and self.queue is not None:
            total = sum(len(s.ids) for s in self.queue.sections if s.group in OPEN_GROUPS)
        else:
            total = self.action_count
        return row - before + 1, total

    def is_checked(self, row: int) -> bool:
        return (
            not self.checked.nothing
            and not self.is_heading(row)
            and self.checked.has_row(self.ids, row)
        )

    def text_of(self, row: QueueRow | Heading, column: int) -> str:
        return words.GROUP_TITLES[row.group] if isinstance(row, Heading) else row.title

    def accessible_text(self, row: QueueRow | Heading) -> str:
        if isinstance(row, Heading):
            count = "" if row.count is None else f", {numeral(row.count)}"
            folded = {None: "", True: tr(", folded"), False: tr(", unfolded")}[row.folded]
            return f"{words.GROUP_TITLES[row.group]}{count}{folded}"
        due = self.local(row.due) if row.due is not None else None
        return words.spoken(row, due, self.now())

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _fetch_rows(self, ids: Sequence[UUID]) -> Sequence[QueueRow | Heading]:
        headings = self.headings
        asked = [each for each in ids if each not in _GROUPS]
        found: list[QueueRow | Heading] = list(self._fetch_actions(asked)) if asked else []
        return [*found, *(headings[each] for each in ids if each in headings)]
