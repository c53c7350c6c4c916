"""Changing keys on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.shortcuts import SHORTCUTS
from desktop_app.ui.widgets.dialogs import Question

Key, Mouse, Held = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


@pytest.fixture
def card(screen):
    screen.show_section("shortcuts")
    return screen.shortcuts


def begin(qtbot, card, name: str):
    cell = card.cell(name)
    qtbot.mouseClick(cell, Mouse.LeftButton)
    assert cell.listens
    assert card.line.isVisible()
    return cell


def test_a_click_and_a_press_give_a_command_another_key(qtbot, card, ctx) -> None:
    cell = begin(qtbot, card, "inbox.archive")
    qtbot.keyClick(cell, Key.Key_9, Held.ControlModifier)
    assert not cell.listens
    assert cell.keys == ("Ctrl+9",)
    assert cell.is_changed
    assert ctx.chosen == {"keys.inbox.archive": "Ctrl+9"}
    assert ctx.choices.keymap.of("inbox.archive") == ("Ctrl+9",)
    assert "Ctrl+9" in cell.accessibleName()


def test_enter_begins_backspace_takes_away_and_escape_leaves(qtbot, card, ctx, screen) -> None:
    cell = card.cell("inbox.archive")
    cell.setFocus()
    qtbot.keyClick(cell, Key.Key_Return)
    assert cell.listens
    qtbot.keyClick(cell, Key.Key_Escape)
    assert not cell.listens
    assert cell.keys == ("E",)
    assert ctx.chosen == {}
    begin(qtbot, card, "inbox.archive")
    qtbot.keyClick(cell, Key.Key_Backspace)
    assert cell.keys == ()
    assert ctx.chosen == {"keys.inbox.archive": ""}
    assert cell.isVisible()  # it had a key, and can have it back


def test_who_has_the_key_is_said_and_keeping_changes_nothing(qtbot, card, ctx) -> None:
    cell = begin(qtbot, card, "inbox.snooze")
    qtbot.keyClick(cell, Key.Key_E)
    assert "Archive" in card.line.words.text
    assert card.line.keep.hasFocus()
    qtbot.keyClick(card.line.keep, Key.Key_Return)
    assert cell.keys == ("H",)
    assert ctx.chosen == {}
    assert cell.hasFocus()
    assert not card.line.isVisible()


def test_replacing_takes_it_from_the_other(qtbot, card, ctx) -> None:
    cell = begin(qtbot, card, "inbox.snooze")
    qtbot.keyClick(cell, Key.Key_E)
    qtbot.mouseClick(card.line.replace, Mouse.LeftButton)
    assert cell.keys == ("E",)
    assert card.cell("inbox.archive").keys == ()
    assert ctx.chosen == {"keys.inbox.snooze": "E", "keys.inbox.archive": ""}
    assert cell.hasFocus()


def test_a_key_that_lists_need_can_only_be_kept(qtbot, card, ctx) -> None:
    cell = begin(qtbot, card, "inbox.snooze")
    qtbot.keyClick(cell, Key.Key_Down)
    assert "needed in lists" in card.line.words.text
    assert not card.line.replace.isVisible()
    assert cell.listens
    qtbot.keyClick(cell, Key.Key_G)
    assert cell.keys == ("G",)


def test_what_acts_by_the_key_does_not_while_it_is_pressed_for_another(
    qtbot, card, ctx, host
) -> None:
    from desktop_app.ui.actions import Action

    ran = []
    ctx.actions.add([Action("edit.undo", "Undo", lambda: ran.append(1), ("Ctrl+Z",))])
    cell = begin(qtbot, card, "inbox.snooze")
    qtbot.keyClick(cell, Key.Key_Z, Held.ControlModifier)
    assert ran == []
    assert "Undo" in card.line.words.text


def test_one_is_reset_and_asks_where_its_key_went(qtbot, card, ctx) -> None:
    ctx.choices.put_keys({"inbox.archive": ("G",), "inbox.snooze": ("E",)})
    cell = begin(qtbot, card, "inbox.archive")
    assert card.line.reset.words == "Reset to E"
    qtbot.mouseClick(card.line.reset, Mouse.LeftButton)
    assert "Snooze" in card.line.words.text
    qtbot.mouseClick(card.line.replace, Mouse.LeftButton)
    assert cell.keys == ("E",)
    assert card.cell("inbox.snooze").keys == ()
    assert ctx.chosen["keys.inbox.archive"] is None  # as it is by itself


def test_all_are_reset_once_that_was_asked(qtbot, card, ctx, host) -> None:
    assert not card.reset_all.isEnabled()
    ctx.choices.put_keys({"inbox.archive": ("G",), "inbox.snooze": ("E",)})
    qtbot.mouseClick(card.reset_all, Mouse.LeftButton)
    question = card.findChild(Question) or host.window().findChild(Question)
    question.accept()
    assert ctx.choices.keymap.changed_keys == {}
    assert card.cell("inbox.snooze").keys == ("H",)
    assert not card.reset_all.isEnabled()


def test_fixed_keys_are_shown_and_stay(qtbot, card) -> None:
    cell = card.cell("inbox.open")
    assert cell.isVisible()
    qtbot.mouseClick(cell, Mouse.LeftButton)
    assert not cell.listens
    assert "stays" in cell.toolTip()


def test_commands_without_a_key_are_shown_when_wanted(qtbot, card) -> None:
    assert not card.cell("inbox.flag").isVisible()
    qtbot.mouseClick(card.every, Mouse.LeftButton)
    assert card.cell("inbox.flag").isVisible()


def test_commands_are_found_one_by_one(qtbot, screen) -> None:
    card = screen.shortcuts
    qtbot.keyClicks(screen.rail.find, "snooze inbox")
    qtbot.waitUntil(lambda: not card.cell("inbox.archive").isVisible())
    assert card.cell("inbox.snooze").isVisible()
    assert not card.cell("today.snooze").isVisible()
    screen.rail.find.clear()
    qtbot.waitUntil(lambda: card.cell("inbox.archive").isVisible())


def test_single_letters_are_turned_off_by_a_switch(qtbot, card, ctx) -> None:
    card.letters.control.click()
    assert ctx.chosen == {"keys.single_letters": False}
    assert ctx.choices.keymap.of("inbox.archive") == ()
    assert ctx.choices.keymap.of("edit.undo") == ("Ctrl+Z",)


def test_three_columns_and_two_where_it_is_narrow(qtbot, screen, host) -> None:
    def columns() -> int:
        cells = [each for each in screen.shortcuts.groups[0].cells if each.isVisible()]
        return len({each.x() for each in cells})

    qtbot.waitUntil(lambda: columns() == 3)
    host.resize(1024, 640)
    qtbot.waitUntil(lambda: columns() == 2)


def test_a_setting_is_shown_with_the_keyboard_in_it(qtbot, screen) -> None:
    screen.show_setting("appearance.text_size")
    assert QApplication.focusWidget() is screen.appearance.size
    marked = [part for part in screen.appearance.rows if part.is_marked]
    assert [part.settings for part in marked] == [("appearance.text_size",)]
    screen.show_setting("keys.inbox.flag")
    assert screen.shortcuts.cell("inbox.flag").hasFocus()


def test_every_setting_with_a_title_has_its_row(screen) -> None:
    from desktop_app.domain.setting_table import ALL_SETTINGS

    for each in ALL_SETTINGS:
        if each.section:
            assert screen.cards[each.section].reveal(each.name) is not None, each.name
    assert {each.setting for each in SHORTCUTS if not each.fixed} <= {e.name for e in ALL_SETTINGS}


def test_a_setting_is_found_by_name_and_help_and_marked(qtbot, screen) -> None:
    qtbot.keyClicks(screen.rail.find, "appearance.density")
    qtbot.waitUntil(lambda: not screen.security.isVisible())
    assert screen.appearance.density.is_marked
    assert not screen.appearance.still.isVisible()
    screen.rail.find.clear()
    qtbot.keyClicks(screen.rail.find, "glides")
    qtbot.waitUntil(lambda: screen.appearance.still.isVisible())
    assert not screen.appearance.density.isVisible()
    screen.rail.find.clear()
    qtbot.waitUntil(lambda: screen.security.isVisible())
    assert not screen.appearance.still.is_marked
