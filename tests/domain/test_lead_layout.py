"""Layouts of the table: what changes to them keep, and that none is ever unreadable."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.ids import IdList
from desktop_app.domain.lead_fields import LeadFields
from desktop_app.domain.lead_layout import (
    NARROWEST,
    WIDEST,
    ColumnLayout,
    Density,
    TableLayout,
    layout_document,
    layout_of,
)

KEYS = ("company", "email", "status", "custom.region", "phone", "suggestion")
FIELDS = LeadFields([CustomField(IdList(b"\1" * 16)[0], "region", "Region", CustomKind.TEXT)])
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("show"), st.sampled_from(KEYS)),
        st.tuples(st.just("hide"), st.sampled_from(KEYS)),
        st.tuples(st.just("move"), st.sampled_from(KEYS), st.sampled_from((*KEYS, None))),
        st.tuples(st.just("pin"), st.sampled_from(KEYS), st.booleans()),
        st.tuples(st.just("size"), st.sampled_from(KEYS), st.none() | st.integers(-5, 9_000)),
        st.tuples(st.just("dense"), st.sampled_from(list(Density))),
    ),
    max_size=20,
)


DO = {
    "show": TableLayout.showing,
    "hide": TableLayout.hiding,
    "move": TableLayout.moved,
    "pin": TableLayout.pinning,
    "size": lambda layout, key, width: layout.sized({key: width}),
    "dense": TableLayout.with_density,
}


def play(changes) -> TableLayout:
    layout = TableLayout()
    for name, *rest in changes:
        layout = DO[name](layout, *rest)
    return layout


@given(CHANGES)
def test_whatever_is_done_there_are_columns_each_once_pinned_ones_first(changes) -> None:
    layout = play(changes)
    assert layout.columns
    assert len(set(layout.keys)) == len(layout.keys)
    pinned = [each.pinned for each in layout.columns]
    assert pinned == sorted(pinned, reverse=True)
    assert all(each.width is None or NARROWEST <= each.width <= WIDEST for each in layout.columns)


@given(CHANGES)
def test_a_layout_comes_back_from_its_json(changes) -> None:
    layout = play(changes)
    assert layout_of(json.loads(json.dumps(layout_document(layout)))) == layout


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("company"),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("columns", "density", "key", "width", "pinned", "new")), inner
            )
        ),
    )
)
def test_anything_at_all_is_read_as_a_layout(document) -> None:
    layout = layout_of(document)
    assert layout.columns
    assert layout_of(layout_document(layout)) == layout


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    document = {
        "columns": [{"key": "email", "glow": 3}, {"key": "orbit", "width": 90}, {"key": "email"}],
        "density": "airy",
        "rotated": True,
    }
    layout = layout_of(document)
    assert layout.density is None
    assert layout == TableLayout((ColumnLayout("email"), ColumnLayout("orbit", 90)))
    assert [field.key for _, field in layout.visible(FIELDS)] == ["email"]


def test_a_column_whose_field_is_gone_keeps_its_place() -> None:
    layout = TableLayout().showing("custom.region").moved("custom.region", "status")
    assert [f.key for _, f in layout.visible(FIELDS)][2] == "custom.region"
    assert "custom.region" not in [f.key for _, f in layout.visible(LeadFields())]
    assert layout.get("custom.region") is not None


def test_a_layout_of_nothing_that_is_there_shows_the_company() -> None:
    layout = TableLayout((ColumnLayout("custom.gone"), ColumnLayout("draft")))
    assert [field.key for _, field in layout.visible(LeadFields())] == ["company"]


def test_moving_and_pinning() -> None:
    layout = TableLayout().moved("status", "company")
    assert layout.keys[:2] == ("status", "company")
    assert not layout.as_designed
    pinned = layout.pinning("suggestion", True)
    assert pinned.keys[0] == "suggestion"
    assert pinned.moved("suggestion", None).keys[0] == "suggestion"
    assert pinned.moved("company", "suggestion").keys[:2] == ("suggestion", "company")
    assert TableLayout((ColumnLayout("email"),)).hiding("email").keys == ("email",)
