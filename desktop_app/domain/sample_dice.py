"""Chance that repeats itself: the same seed throws the same on every Python and machine."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


class Dice:
    """Throws made of ``Random.random`` alone: of Python's generator only that sequence is
    promised to stay the same from version to version."""

    __slots__ = ("roll",)

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random  # noqa: S311 - invented mail keeps no secret

    def chance(self, share: float) -> bool:
        """True in ``share`` (0 to 1) of all throws."""
        return self.roll() < share

    def pick(self, items: Sequence[_T]) -> _T:
        return items[int(self.roll() * len(items))]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.roll() * (high - low + 1))

    def wait(self, mean: float) -> float:
        """A waiting time: mostly short, now and then long (exponential)."""
        return -mean * log(1.0 - self.roll())

    def shuffled(self, items: Sequence[_T]) -> list[_T]:
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = int(self.roll() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order
