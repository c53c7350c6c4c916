"""Which leads of a list are checked, as a value: some, or all but some, at the cost of the some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from struct import iter_unpack
from uuid import UUID

from desktop_app.domain.ids import IdList

_WIDTH = 16
_AT_ONCE = 2_048
"""So many rows are marked one by one while somebody waits; more are kept as a block."""
_DEAR = 50_000
"""With so many marks even a few hundred more cost a copy of them all."""
_FEW = 32
"""So few ids are looked for in a packed list one by one; more by walking it once."""
_PIECE = 50_000


@dataclass(frozen=True, slots=True)
class Marks:
    """A set of ids that can be a million and still be changed by copying little of it.

    It is cut into 256 parts by the last byte of an id. One set of a million would be copied
    for a single change, and while one grows nothing else of the program gets on.
    """

    parts: tuple[frozenset[bytes], ...] = (frozenset(),) * 256

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __contains__(self, each: bytes) -> bool:
        return each in self.parts[each[15]]

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            yield from part

    def turned(self, ids: Iterable[bytes]) -> Marks:
        """Those that are in it out, the others in."""
        parts = list(self.parts)
        for at, part in enumerate(_cut(ids)):
            if part:
                parts[at] ^= part
        return Marks(tuple(parts))

    def changed(self, packed: bytes, *, add: bool) -> Marks:
        """With, or without, a packed list of ids."""
        parts = list(self.parts)
        for at, part in enumerate(_cut(_each(packed))):
            if part:
                parts[at] = parts[at] | part if add else parts[at] - part
        return Marks(tuple(parts))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``low`` to ``high`` of a list, that were put on or off together."""

    ids: IdList
    low: int
    high: int
    on: bool

    def __len__(self) -> int:
        return self.high - self.low + 1

    def __contains__(self, each: bytes) -> bool:
        return _place(self.ids.packed, each, self.low * _WIDTH, (self.high + 1) * _WIDTH) >= 0

    @property
    def packed(self) -> bytes:
        """The ids, as an :class:`IdList` has them."""
        return self.ids.packed[self.low * _WIDTH : (self.high + 1) * _WIDTH]


@dataclass(frozen=True, slots=True)
class LeadSelection:
    """What is checked in a list of which perhaps not all ids are known yet.

    With ``all`` everything is on but what is marked; without it nothing but that. A block that
    has an id overrules both, the last block first: a range over a million rows is kept as its
    two ends until :meth:`settled`, off the window's thread, makes marks of it.
    """

    all: bool = False
    marks: Marks = field(default_factory=Marks, repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    @classmethod
    def everything(cls) -> LeadSelection:
        """All of the result, also of what has not arrived."""
        return cls(all=True)

    @classmethod
    def of(cls, ids: Iterable[UUID]) -> LeadSelection:
        """These and no others."""
        return cls(marks=Marks().turned({each.bytes for each in ids}))

    # -- questions ---------------------------------------------------------------------------

    @property
    def nothing(self) -> bool:
        """Whether it is plainly empty; one whose blocks took everything back may not know."""
        return not self.all and not len(self.marks) and not any(each.on for each in self.blocks)

    @property
    def unsettled(self) -> bool:
        """Whether :meth:`settled` would make it cheaper to ask."""
        return bool(self.blocks)

    def __contains__(self, wanted: UUID) -> bool:
        each = wanted.bytes
        for block in reversed(self.blocks):
            if each in block:
                return block.on
        return self.has_besides_blocks(each)

    def has_besides_blocks(self, wanted: bytes) -> bool:
        """Whether an id, as 16 bytes, that no block has is on: costs nothing."""
        return self.all ^ (wanted in self.marks)

    def count(self, total: int) -> int | None:
        """How many of ``total`` rows are on, provided that all marks are rows of the list
        (:meth:`kept`); None while only :meth:`settled` could tell."""
        some = len(self.marks)
        if self.blocks:
            if len(self.blocks) > 1 or some:
                return None
            some = len(self.blocks[0]) if self.blocks[0].on != self.all else 0
        return total - some if self.all else some

    # -- changes, quick enough to wait for -----------------------------------------------------

    def toggled(self, wanted: UUID) -> LeadSelection:
        """One the other way round."""
        if self.blocks:
            one = Block(IdList.of([wanted]), 0, 0, wanted not in self)
            return replace(self, blocks=(*self.blocks, one))
        return replace(self, marks=self.marks.turned((wanted.bytes,)))

    def put(self, ids: IdList, low: int, high: int, on: bool) -> LeadSelection:
        """Rows ``low`` to ``high`` of a list on or off."""
        block = Block(ids, max(0, low), min(high, len(ids) - 1), on)
        count = len(block)
        dear = count > 64 and len(self.marks) > _DEAR
        if self.blocks or count > _AT_ONCE or dear:
            return replace(self, blocks=(*self.blocks, block))
        turned = [each for each in _each(block.packed) if self.has_besides_blocks(each) != on]
        return replace(self, marks=self.marks.turned(turned)) if turned else self

    def inverted(self) -> LeadSelection:
        """What is on becomes off, and the other way round."""
        blocks = tuple(replace(block, on=not block.on) for block in self.blocks)
        return replace(self, all=not self.all, blocks=blocks)

    # -- work for another thread -------------------------------------------------------------

    def settled(self) -> LeadSelection:
        """The same selection with nothing but marks. Half a second for a million in blocks."""
        marks = self.marks
        for block in self.blocks:
            marks = marks.changed(block.packed, add=block.on != self.all)
        return LeadSelection(self.all, marks) if self.blocks else self

    def kept(self, ids: IdList) -> LeadSelection:
        """Without marks of what is no longer in the list; settled."""
        plain = self.settled()
        count = len(plain.marks)
        if not count:
            return plain
        if count <= _FEW:
            there = b"".join(each for each in plain.marks if _place(ids.packed, each) >= 0)
        else:
            there = plain._picked(ids, on=not plain.all)
        if len(there) == count * _WIDTH:
            return plain
        return replace(plain, marks=Marks().changed(there, add=True))

    def resolve(self, ids: IdList) -> IdList:
        """The ids that are on, in the order of the list: what a command works on.

        Args:
            ids: the whole result. Half a second for a million, next to nothing for all, for all
                but a few and for one range.
        """
        if len(self.blocks) == 1 and not self.all and not len(self.marks):
            block = self.blocks[0]
            if block.ids is ids:
                return IdList(block.packed) if block.on else IdList()
        plain = self.settled()
        if not len(plain.marks):
            return ids if plain.all else IdList()
        if len(plain.marks) > _FEW:
            return IdList(plain._picked(ids, on=True))
        places = sorted(at for each in plain.marks if (at := _place(ids.packed, each)) >= 0)
        if not plain.all:
            return IdList(b"".join(ids.packed[at : at + _WIDTH] for at in places))
        pieces, begin = [], 0
        for at in places:
            pieces.append(ids.packed[begin:at])
            begin = at + _WIDTH
        return IdList(b"".join((*pieces, ids.packed[begin:])))

    def _picked(self, ids: IdList, *, on: bool) -> bytes:
        """Those of a list that are on, or off, by walking it in pieces: what has no end in
        between holds up the window, on whatever thread it runs."""
        parts, marked = self.marks.parts, on != self.all
        pieces = []
        for begin in range(0, len(ids.packed), _PIECE * _WIDTH):
            piece = ids.packed[begin : begin + _PIECE * _WIDTH]
            pieces.append(
                b"".join([e for (e,) in iter_unpack("16s", piece) if (e in parts[e[15]]) == marked])
            )
        return b"".join(pieces)


def _each(packed: bytes) -> Iterator[bytes]:
    return (each for (each,) in iter_unpack("16s", packed))


def _cut(ids: Iterable[bytes]) -> list[frozenset[bytes]]:
    """Ids by their last byte."""
    cut: list[list[bytes]] = [[] for _ in range(256)]
    for each in ids:
        cut[each[15]].append(each)
    return [frozenset(part) for part in cut]


def _place(packed: bytes, each: bytes, begin: int = 0, end: int | None = None) -> int:
    """Where in a packed list (or a part of it) an id begins, or -1."""
    at = packed.find(each, begin, end)
    while at != -1 and at % _WIDTH:
        at = packed.find(each, at + 1, end)
    return at
