"""Text and type of an action are changed where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.domain.actions import Priority

Key = Qt.Key


@pytest.fixture
def two(offered, clock):
    add, now = offered.actions.add, clock()
    return [
        add("call", None, now + timedelta(hours=1), Priority.HIGH, "Ring Ines")[0],
        add("follow_up", None, now + timedelta(hours=2), Priority.LOW, "Ask again")[0],
    ]


@pytest.fixture
def desk(open_desk, two):
    made = open_desk()
    made.soon(lambda: made.screen.panel.text is not None)
    made.host.activateWindow()
    made.soon(made.host.isActiveWindow)
    return made


def text(desk):
    return desk.screen.panel.text


def begin(desk, words):
    desk.qtbot.mouseClick(text(desk).words, Qt.MouseButton.LeftButton)
    desk.soon(lambda: text(desk).edit.hasFocus())
    text(desk).edit.setPlainText(words)
    return text(desk).edit


def test_enter_saves_what_was_typed_and_undo_takes_it_back(desk, two, offered):
    desk.qtbot.keyClick(begin(desk, "Ring Ines\nabout prices"), Key.Key_Return)
    desk.soon(lambda: text(desk).words.text == "Ring Ines\nabout prices")
    assert offered.actions.action(two[0]).text == "Ring Ines\nabout prices"
    assert desk.ctx.notices.toast.words == "Call changed"
    desk.soon(lambda: desk.current() == "Ring Ines about prices")
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: text(desk).words.text == "Ring Ines")


def test_shift_enter_begins_a_line_and_escape_leaves_all_as_it_was(desk, two, offered):
    edit = begin(desk, "Something else")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    desk.qtbot.keyClick(edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text(desk).editing and edit.toPlainText() == "Something else\n"
    desk.qtbot.keyClick(edit, Key.Key_Escape)
    assert not text(desk).editing and text(desk).words.text == "Ring Ines"
    assert offered.actions.action(two[0]).text == "Ring Ines"


def test_another_action_saves_what_was_being_typed(desk, two, offered):
    begin(desk, "Ring her")
    desk.run("next")
    desk.soon(lambda: desk.current() == "Ask again" and text(desk).words.text == "Ask again")
    assert offered.actions.action(two[0]).text == "Ring her"


def test_news_take_no_word_away_and_are_shown_afterwards(desk, two, offered):
    edit = begin(desk, "Ring h")
    desk.ctx.ops.run_command(
        desk.host, lambda: offered.actions.set_priority([two[0]], Priority.LOW)
    )
    desk.soon(lambda: desk.screen.panel.detail.row.priority is Priority.LOW)
    assert text(desk).edit is edit and edit.toPlainText() == "Ring h"
    desk.qtbot.keyClick(edit, Key.Key_Escape)
    desk.soon(lambda: desk.screen.panel.priority.text() == "Low")


def test_what_cannot_be_saved_stays_with_its_reason(desk, two, offered):
    long = "x" * 2001
    desk.qtbot.keyClick(begin(desk, long), Key.Key_Return)
    desk.soon(lambda: text(desk).editing and "too long" in text(desk).error)
    assert text(desk).edit.toPlainText() == long
    desk.run("next")  # it is tried again, in vain, and stays
    desk.soon(lambda: desk.current() == "Ask again" and not text(desk).editing)
    desk.run("previous")
    desk.soon(lambda: text(desk).editing and text(desk).edit.toPlainText() == long)
    assert "too long" in text(desk).error
    text(desk).edit.setFocus()
    text(desk).edit.setPlainText("Ring soon")
    desk.qtbot.keyClick(text(desk).edit, Key.Key_Return)
    desk.soon(lambda: offered.actions.action(two[0]).text == "Ring soon")
    assert not text(desk).editing and text(desk).error == ""


def test_the_type_is_chosen_from_a_menu(desk, two, offered):
    offered.actions.add("site_visit", text="Look at the plant")
    desk.qtbot.mouseClick(desk.screen.panel.kind, Qt.MouseButton.LeftButton)
    desk.soon(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    said = [each.text() for each in menu.actions()]
    assert said == ["Follow up", "Call", "Meeting", "Reply", "Site visit"]
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Call"]
    menu.actions()[2].trigger()
    menu.close()
    desk.soon(lambda: offered.actions.action(two[0]).type == "meeting")
    desk.soon(lambda: desk.screen.panel.kind.text() == "Meeting")
    assert desk.ctx.notices.toast.words == "Meeting changed"
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.screen.panel.kind.text() == "Call")
