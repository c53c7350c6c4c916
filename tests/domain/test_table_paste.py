"""What a block of cells would change, before anything is changed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.table_paste import Place, columns_of_titles, plan_paste

IDS = IdList.of([UUID(int=number) for number in range(1, 6)])
FIELDS = LeadFields(
    [
        CustomField(UUID(int=1), "seats", "Seats", CustomKind.NUMBER),
        CustomField(UUID(int=2), "renewal", "Renewal", CustomKind.DATE),
    ]
)


def fields(*keys: str):
    return tuple(FIELDS.get(key) for key in keys)


def plan(block, row: int = 0, columns=("company", "status", "last_contact", "custom.seats")):
    return plan_paste(block, IDS, Place(row, fields(*columns)), FIELDS, today=date(2026, 6, 16))


def test_a_block_goes_down_the_rows_and_to_the_right() -> None:
    made = plan([["Norvane", "hot"], ["Kitewell", "Cold"]], row=3)
    assert made.edits == (
        (IDS[3], {"company": "Norvane", "status": "hot"}),
        (IDS[4], {"company": "Kitewell", "status": "Cold"}),
    )
    assert made.cells == 4
    assert not made.refused
    assert not made.plain


def test_values_that_do_not_fit_are_told_and_the_others_go_on() -> None:
    made = plan([["Norvane", "tepid", "x", "many"], ["Kitewell", "warm", "y", "1,200"]])
    assert made.edits[0] == (IDS[0], {"company": "Norvane"})
    assert made.edits[1][1] == {"company": "Kitewell", "status": "warm", "custom.seats": "1,200"}
    assert made.cells == 4
    assert [(each.row, each.title, each.text) for each in made.refused] == [
        (1, "Status", "tepid"),
        (1, "Seats", "many"),
    ]
    assert "hot, warm or cold" in made.refused[0].why
    assert made.fixed == ("Last contact",)


def test_nothing_beyond_the_list_is_silently_lost() -> None:
    made = plan([["a"], ["b"], ["c"]], row=4)
    assert [each[0] for each in made.edits] == [IDS[4]]
    assert made.rows_beyond == 2
    wide = plan([["Norvane", "hot", "", "3", "more", "still"]])
    assert wide.columns_beyond == 2
    assert not wide.plain


def test_titles_say_which_columns_are_meant() -> None:
    made = plan([["Seats", "", "Email"], ["12", "?", "a@b.example"]], columns=("company",))
    assert made.titles
    assert made.edits == ((IDS[0], {"custom.seats": "12", "email": "a@b.example"}),)
    assert made.columns_beyond == 0
    assert made.plain


def test_one_row_that_happens_to_be_a_title_is_a_value() -> None:
    made = plan([["Company"]])
    assert made.edits == ((IDS[0], {"company": "Company"}),)


@pytest.mark.parametrize(
    "row", [["Company", "Norvane"], ["", ""], ["Company", "company"], ["nothing"]]
)
def test_what_is_no_row_of_titles(row) -> None:
    assert columns_of_titles(row, FIELDS) is None


def test_an_empty_cell_clears_where_that_is_possible() -> None:
    made = plan([["", ""]])
    assert made.edits == ((IDS[0], {"company": ""}),)
    assert made.refused[0].title == "Status"


@given(
    st.lists(st.lists(st.sampled_from(["", "hot", "x", "7"]), max_size=6), max_size=8),
    st.integers(0, 6),
)
def test_every_cell_of_a_block_is_accounted_for(block, row) -> None:
    made = plan(block, row)
    columns = ("company", "status", "last_contact", "custom.seats")
    kept = block[: max(0, len(IDS) - row)]
    assert made.rows_beyond == len(block) - len(kept)
    cells = sum(min(len(each), 4) - (len(each) > 2) for each in kept)
    assert made.cells + len(made.refused) == cells
    for lead_id, values in made.edits:
        source = block[list(IDS).index(lead_id) - row]
        assert all(source[columns.index(key)] == text for key, text in values.items())
