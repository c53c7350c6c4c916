"""Sets of message numbers, held against Python's own."""

from __future__ import annotations

import random

import pytest

from desktop_app.domain.uids import LARGEST_UID, UidSet


def test_it_is_what_a_set_of_python_is() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        top = dice.choice((5, 40, LARGEST_UID))
        some = [dice.randint(0, top) for _ in range(dice.randint(0, 30))]
        others = [dice.randint(0, top) for _ in range(dice.randint(0, 30))]
        one, other = UidSet.of(some), UidSet.of(others)
        assert list(one) == sorted(set(some)), seed
        assert list(one - other) == sorted(set(some) - set(others)), seed
        assert UidSet.of_ranges(one.ranges()) == one, seed
        last = dice.randint(0, top)
        assert list(one.up_to(last)) == sorted(each for each in set(some) if each <= last), seed
        assert all((each in one) == (each in set(some)) for each in (*some, *others, last)), seed


def test_ranges_as_a_server_may_write_them() -> None:
    assert list(UidSet.of_ranges([(5, 6), (1, 2), (2, 3)])) == [1, 2, 3, 5, 6]
    assert list(UidSet.of_ranges([(1, 9)], first=4, last=6)) == [4, 5, 6]
    assert list(UidSet.of_ranges([(1, LARGEST_UID)], first=LARGEST_UID)) == [LARGEST_UID]
    assert list(UidSet.of([1, 2, 4, 7, 8]).ranges()) == [(1, 2), (4, 4), (7, 8)]
    with pytest.raises(OverflowError):
        UidSet.of([1 << 32])


def test_a_part_of_it_is_a_set_again() -> None:
    made = UidSet.of(range(10))
    assert made[-3:] == UidSet.of([7, 8, 9])
    assert (made[0], made[-1], len(made), bool(UidSet())) == (0, 9, 10, False)
    with pytest.raises(ValueError, match="no step"):
        made[::2]
    assert "a" not in made
    assert repr(UidSet.of([1, 2])) == "UidSet([(1, 2)])"
