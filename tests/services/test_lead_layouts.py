"""The layout of the table is each user's own and comes back as it was."""

from __future__ import annotations

import pytest

from desktop_app.data.settings import SettingRepository
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.lead_layout import Density, TableLayout


@pytest.fixture
def mine(start, user):
    return start().for_user(user)


def test_a_new_user_has_the_design_s(mine, db) -> None:
    layout, fields = mine.lead_layouts.load()
    assert layout == TableLayout()
    assert fields.custom == ()


def test_a_layout_comes_back(mine) -> None:
    field, _ = mine.custom_fields.add("Region", CustomKind.TEXT)
    layout = (
        TableLayout()
        .showing(f"custom.{field.key}")
        .pinning("company", True)
        .sized({"company": 260})
        .with_density(Density.COMPACT)
    )
    mine.lead_layouts.save(layout)
    loaded, fields = mine.lead_layouts.load()
    assert loaded == layout
    assert fields.get(f"custom.{field.key}") is not None


def test_reset_is_remembered_by_forgetting(mine, db, user) -> None:
    mine.lead_layouts.save(TableLayout().hiding("status"))
    mine.lead_layouts.save(TableLayout())
    assert SettingRepository(db).get("leads.table", user.id) is None
    assert mine.lead_layouts.load()[0] == TableLayout()


def test_what_another_program_put_there_does_no_harm(mine, db, user) -> None:
    SettingRepository(db).set("leads.table", ["nonsense"], user.id)
    assert mine.lead_layouts.load()[0] == TableLayout()
