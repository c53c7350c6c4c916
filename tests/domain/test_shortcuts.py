"""Keys of commands without a window: spelling, conflicts, and what a user made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.shortcuts import (
    FOLLOWING,
    SHORTCUTS,
    changed_keys,
    is_single,
    keys_in,
    keys_of,
    replaced,
    require_free,
    shortcut_of,
    spelled,
    why_not,
)

ARCHIVE, SNOOZE = shortcut_of("inbox.archive"), shortcut_of("inbox.snooze")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e", "E"),
        ("shift+CTRL+e", "Ctrl+Shift+E"),
        ("Ctrl + Return", "Ctrl+Return"),
        ("ctrl+enter", "Ctrl+Return"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("f5", "F5"),
        ("?", "?"),
        ("delete", "Del"),
        ("Ctrl+;", "Ctrl+;"),
    ],
)
def test_keys_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert spelled(typed) == kept


@pytest.mark.parametrize("typed", ["", "Ctrl", "Ctrl+", "Ctrl+Ctrl+E", "F99", "Hyper+E", "EE"])
def test_what_is_no_key_is_said(typed: str) -> None:
    if typed == "Ctrl+":  # the plus itself
        assert spelled(typed) == "Ctrl++"
        return
    with pytest.raises(KnownError, match="is no key"):
        spelled(typed)


@given(st.text(max_size=20))
def test_anything_typed_is_a_key_that_stays_or_a_calm_word(typed: str) -> None:
    try:
        kept = keys_in(typed)
    except KnownError:
        return
    assert keys_in(" ".join(kept)) == kept
    for key in kept:
        is_single(key)


def test_every_key_that_can_be_changed_is_spelled_as_it_is_kept() -> None:
    for each in SHORTCUTS:
        if not each.fixed:
            assert tuple(map(spelled, each.keys)) == each.keys, each.id


def test_no_two_commands_that_meet_have_one_key() -> None:
    assert len({each.id for each in SHORTCUTS}) == len(SHORTCUTS)
    for each in SHORTCUTS:
        for key in each.keys:
            assert why_not(each, key, {}) is None, each.id
    assert set(FOLLOWING.values()) <= {each.id for each in SHORTCUTS}


def test_a_key_is_taken_where_both_could_act_and_free_elsewhere() -> None:
    taken = why_not(SNOOZE, "e", {})
    assert taken is not None
    assert taken.by is ARCHIVE
    assert "Archive" in taken.words
    assert why_not(shortcut_of("metrics.export"), "E", {}) is None
    assert why_not(shortcut_of("edit.undo"), "E", {}) is not None  # acts everywhere, so there too


@pytest.mark.parametrize("key", ["Esc", "Tab", "Shift+Tab", "Return", "Up", "Ctrl+C", "Space"])
def test_what_lists_and_text_need_is_no_commands(key: str) -> None:
    taken = why_not(SNOOZE, key, {})
    assert taken is not None
    assert taken.by is None


def test_replacing_takes_the_key_from_all_that_have_it() -> None:
    given_ = replaced(SNOOZE, "E", {})
    assert given_ == {"inbox.snooze": ("E",), "inbox.archive": ()}
    # One that acts everywhere takes it from every screen.
    everywhere = replaced(shortcut_of("file.lock"), "J", {})
    assert {"inbox.next", "leads.next", "today.next"} <= set(everywhere)
    for action, keys in everywhere.items():
        for key in keys:
            assert why_not(shortcut_of(action), key, everywhere) is None


def test_of_two_keys_only_the_one_is_lost() -> None:
    given_ = replaced(SNOOZE, "Ctrl+Y", {})
    assert given_["edit.redo"] == ("Ctrl+Shift+Z",)


def test_a_swap_is_no_conflict() -> None:
    stored = {"keys.inbox.archive": "H", "keys.inbox.snooze": "E"}
    assert changed_keys(stored) == {"inbox.archive": ("H",), "inbox.snooze": ("E",)}


def test_what_was_written_by_hand_is_taken_as_far_as_it_makes_sense() -> None:
    stored = {
        "keys.inbox.archive": "Ctrl+9",
        "keys.inbox.snooze": "Ctrl+9",
        "keys.inbox.read": "nonsense key",
        "keys.inbox.card": 7,
        "keys.leads.open": "O",  # fixed
        "keys.inbox.flag": "G",
        "keys.go.search": "E",  # everywhere, and Archive's is given away: free
    }
    changed = changed_keys(stored)
    assert changed["inbox.flag"] == ("G",)
    assert "inbox.read" not in changed
    assert "leads.open" not in changed
    assert [keys_of(each, changed) for each in (ARCHIVE, SNOOZE)].count(("Ctrl+9",)) == 1
    for action, keys in changed.items():
        for key in keys:
            assert why_not(shortcut_of(action), key, changed) is None


@given(
    st.dictionaries(
        st.sampled_from([each.setting for each in SHORTCUTS]),
        st.sampled_from(["E", "J", "Ctrl+K", "Ctrl+9", "none", "R H", "F5", "Return", "x y z"]),
        max_size=12,
    )
)
def test_whatever_is_written_no_two_that_meet_have_one_key(stored: dict[str, str]) -> None:
    changed = changed_keys(stored)
    for action, keys in changed.items():
        for key in keys:
            assert why_not(shortcut_of(action), key, changed) is None


def test_fixed_keys_stay() -> None:
    with pytest.raises(KnownError, match="cannot be changed"):
        require_free(shortcut_of("leads.open"), ("O",), {})


@pytest.mark.parametrize(
    ("key", "single"),
    [("R", True), ("Shift+R", True), ("?", True), ("F5", False), ("Ctrl+R", False), ("Del", False),
     ("+", True), ("Ctrl++", False)],
)  # fmt: skip
def test_single_letters(key: str, single: bool) -> None:
    assert is_single(key) is single
