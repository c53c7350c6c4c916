"""A selection against the plainest one there is: a set of the ids that are on."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import lead_selection
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_selection import LeadSelection

COUNT = 40
IDS = IdList.of([UUID(int=number * 7919 + 5) for number in range(COUNT)])
ROW = st.integers(0, COUNT - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("toggle"), ROW),
        st.tuples(st.just("range"), ROW, ROW, st.booleans()),
        st.tuples(st.sampled_from(["all", "none", "invert", "settle"])),
    ),
    max_size=25,
)


def play(steps) -> tuple[LeadSelection, set[UUID]]:
    """The steps done to a selection and to a set."""
    every = set(IDS)
    selection, plain = LeadSelection(), set()
    for name, *rest in steps:
        if name == "toggle":
            selection, plain = selection.toggled(IDS[rest[0]]), plain ^ {IDS[rest[0]]}
        elif name == "range":
            low, high = sorted(rest[:2])
            selection = selection.put(IDS, low, high, rest[2])
            chosen = set(IDS.page(low, high - low + 1))
            plain = plain | chosen if rest[2] else plain - chosen
        elif name == "all":
            selection, plain = LeadSelection.everything(), set(every)
        elif name == "none":
            selection, plain = LeadSelection(), set()
        elif name == "invert":
            selection, plain = selection.inverted(), every - plain
        else:
            selection = selection.settled()
    return selection, plain


def check(selection: LeadSelection, plain: set[UUID]) -> None:
    assert {each for each in IDS if each in selection} == plain
    assert list(selection.resolve(IDS)) == [each for each in IDS if each in plain]
    settled = selection.settled()
    assert settled.count(COUNT) == len(plain)
    assert selection.count(COUNT) in (None, len(plain))
    assert settled.nothing == (not settled.all and not plain)
    if plain:
        assert not selection.nothing


@given(STEPS)
def test_it_holds_what_a_set_holds(steps) -> None:
    check(*play(steps))


@given(STEPS, st.integers(0, 3), st.integers(0, 3))
def test_ranges_kept_as_blocks_hold_the_same(steps, at_once, few) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lead_selection, "_AT_ONCE", at_once)
        patch.setattr(lead_selection, "_FEW", few)
        check(*play(steps))


@given(STEPS, st.lists(ROW, unique=True), st.sampled_from([0, 100]))
def test_what_left_the_list_is_forgotten(steps, left, few) -> None:
    selection, plain = play(steps)
    ids = IdList.of([IDS[row] for row in left])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lead_selection, "_FEW", few)
        kept = selection.kept(ids)
        assert set(kept.resolve(ids)) == plain & set(ids)
        assert kept.count(len(ids)) == len(plain & set(ids))


def test_all_means_what_has_not_arrived_too() -> None:
    first = IdList.of(IDS.page(0, 5))
    selection = LeadSelection.everything().toggled(IDS[2])
    assert list(selection.resolve(first)) == [IDS[0], IDS[1], IDS[3], IDS[4]]
    assert len(selection.resolve(IDS)) == COUNT - 1


def test_an_id_that_lies_across_two_others_is_none() -> None:
    one, two = UUID(bytes=b"a" * 8 + b"b" * 8), UUID(bytes=b"c" * 8 + b"d" * 8)
    across = UUID(bytes=b"b" * 8 + b"c" * 8)
    ids = IdList.of([one, two])
    assert LeadSelection.of([across]).resolve(ids) == IdList()
    assert across not in LeadSelection().put(IdList(ids.packed * 3000), 0, 5999, True)


def test_a_range_over_a_million_is_one_slice() -> None:
    ids = IdList(b"".join(number.to_bytes(16, "big") for number in range(1_000_000)))
    selection = LeadSelection().put(ids, 0, 999_999, True).toggled(ids[7])
    assert len(selection.blocks) == 2
    assert selection.settled().count(1_000_000) == 999_999
    assert len(selection.resolve(ids)) == 999_999


def test_a_block_ends_where_its_rows_do() -> None:
    many = IdList.of([UUID(int=number) for number in range(1, 5001)])
    selection = LeadSelection().put(many, 10, 3000, True)
    assert selection.unsettled
    on = [row for row in (0, 9, 10, 3000, 3001, 4999) if many[row] in selection]
    assert on == [10, 3000]
    assert list(selection.resolve(many)) == list(many.page(10, 2991))
    assert selection.count(5000) == 2991
    assert list(selection.resolve(IdList.of(many.page(9, 3)))) == [many[10], many[11]]
