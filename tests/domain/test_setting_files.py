"""Files of settings: what goes into one, and what of one is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.setting_files import document, read_document
from desktop_app.domain.setting_kinds import check
from desktop_app.domain.setting_table import ACCOUNT_SETTINGS, ALL_SETTINGS, BY_NAME, SETTINGS


def whole(**parts: object) -> str:
    return json.dumps({"format": "outpost-settings", "version": 1, **parts})


def test_every_setting_has_one_name_a_help_and_a_possible_default() -> None:
    assert len(BY_NAME) == len(ALL_SETTINGS)
    for each in ALL_SETTINGS:
        assert each.help.endswith("."), each.name
        assert bool(each.section) <= bool(each.title), each.name
        assert check(each, each.default) == each.default, each.name


def test_what_was_changed_travels_and_comes_back() -> None:
    computer = {each.name: each.default for each in SETTINGS}
    account = {each.name: each.default for each in ACCOUNT_SETTINGS}
    computer |= {"appearance.theme": "dark", "keys.inbox.snooze": "Ctrl+9",
                 "database.url": "postgresql://me@db.example/crm"}  # fmt: skip
    account |= {"profile.signature": "Mara\nSales", "model.name": "llama3.1", "profile.name": "M"}
    text = document(computer, account)
    assert "db.example" not in text  # this computer's alone
    carried = read_document(text)
    assert carried.computer == {"appearance.theme": "dark", "keys.inbox.snooze": "Ctrl+9"}
    assert carried.account == {"profile.signature": "Mara\nSales", "model.name": "llama3.1"}
    assert carried.left_out == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format": "other"}', "[" * 50_000, '{"format": 3}']
)
def test_what_is_no_such_file_is_said(text: str) -> None:
    with pytest.raises(KnownError, match="no file of Outpost's settings"):
        read_document(text)


@pytest.mark.parametrize("version", [2, "1", None, True])
def test_a_newer_one_is_refused(version: object) -> None:
    with pytest.raises(KnownError, match="newer"):
        read_document(json.dumps({"format": "outpost-settings", "version": version}))


def test_what_does_not_fit_is_left_out_with_words() -> None:
    carried = read_document(
        whole(
            computer={
                "appearance.theme": "purple", "appearance.text_size": 16, "flux": 1,
                "database.url": "postgresql://db/x", "profile.signature": "x",
                "appearance.density": ["roomy"], "keys.leads.open": "O", "keys.inbox.read": "EEE",
                "keys.inbox.archive": "Ctrl+9", "keys.inbox.snooze": "Ctrl+9",
            },
            account=["no", "list"],
        )
    )  # fmt: skip
    assert carried.computer["appearance.text_size"] == 16
    assert not {"appearance.theme", "flux", "database.url", "keys.leads.open"} & set(
        carried.computer
    )
    said = "\n".join(carried.left_out)
    for words in (
        "appearance.theme: “purple” is not possible", "flux: not known here.",
        "database.url: stays", "profile.signature: kept elsewhere", "appearance.density: not a",
        "keys.leads.open: not known", "keys.inbox.read: “EEE” is no key",
        "another command has that key", "no list of settings",
    ):  # fmt: skip
        assert words in said
    keys = [carried.computer[f"keys.inbox.{each}"] for each in ("archive", "snooze")]
    assert keys.count("Ctrl+9") == 1


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(sorted(BY_NAME)) | st.text(max_size=20), _VALUES))
def test_whatever_a_file_says_only_possible_values_come_of_it(found: dict[str, object]) -> None:
    carried = read_document(whole(computer=found, account=found))
    for name, value in {**carried.computer, **carried.account}.items():
        assert check(BY_NAME[name], value) == value


def test_sizes_and_columns_travel_in_bounds() -> None:
    panes = {"leads.panes": [800, 416], "palette.used": [1], "inbox.widths": []}
    table = {"columns": [{"key": "company", "width": 300}]}
    carried = read_document(document({}, {}, panes=panes, table=table))
    assert carried.panes == {"leads.panes": [800, 416]}
    assert carried.table == table
    assert carried.count == 2


@pytest.mark.parametrize(
    "sizes", [7, "x", [], [1] * 9, [-1], [True], [20_001], [1.5], {"a": 1}, [[1]], None]
)
def test_sizes_that_cannot_be_are_left_out(sizes: object) -> None:
    carried = read_document(whole(panes={"leads.panes": sizes, "window.geometry": [1]}))
    assert carried.panes == {}
    assert carried.left_out == (
        "leads.panes: not a possible value.", "window.geometry: not known here.",
    )  # fmt: skip


def test_columns_are_read_before_they_are_taken() -> None:
    wild = {"columns": [{"key": "company", "width": 10**9, "x": "y"}, 5], "density": "huge"}
    carried = read_document(whole(table=wild))
    assert carried.table == {"columns": [{"key": "company", "width": 2000}]}
    assert read_document(whole(table=5)).left_out == (
        "The columns of the table of leads are none.",
    )
    assert read_document(whole(panes=5)).left_out == ("A part of the file is no list of sizes.",)


def test_the_size_of_the_window_travels_where_it_is_one() -> None:
    carried = read_document(document({}, {}, window=[1440, 900, 1]))
    assert (carried.window, carried.sizes, carried.count) == ([1440, 900, 1], 1, 1)
    for bad in (5, [1, 2], [0, 900, 0], [1440, 900, 2], [1440, "900", 0], [1440, 99_999, 0]):
        carried = read_document(whole(window=bad))
        assert carried.window == []
        assert carried.left_out == ("The size of the window is none.",)
