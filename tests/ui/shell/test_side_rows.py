"""The rows of a screen in the sidebar: chosen, moved, and asked for their menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ui.shell.screens import SideModel, SideRow, SideSection
from desktop_app.ui.shell.sidebar import Sidebar
from desktop_app.ui.widgets.buttons import Button

Key, Mouse = Qt.Key, Qt.MouseButton


@pytest.fixture
def told() -> list:
    return []


@pytest.fixture
def side(qtbot, themes, show_active, told) -> Sidebar:
    made = Sidebar(themes, [], "Mara Ostrander")
    qtbot.addWidget(made)
    made.resize(224, 700)
    model = SideModel(made)
    rows = tuple(SideRow(key, key.title(), "ph.star", 1) for key in ("one", "two", "three"))
    model.set([SideSection("Saved views", rows, "Save what is shown")], current="one")
    model.chosen.connect(lambda key: told.append(("chosen", key)))
    model.add_wanted.connect(lambda button: told.append(("add", button)))
    model.menu_wanted.connect(lambda key, at: told.append(("menu", key, at)))
    model.move_wanted.connect(lambda key, by: told.append(("move", key, by)))
    made.set_screen("", model)
    show_active(made)
    return made


def test_the_plus_beside_the_title_tells_where_it_is(qtbot, side, told) -> None:
    (plus,) = [
        each for each in side.findChildren(Button) if each.accessibleName() == "Save what is shown"
    ]
    qtbot.mouseClick(plus, Mouse.LeftButton)
    assert told == [("add", plus)]


def test_keys_and_the_mouse_move_a_row(qtbot, side, told) -> None:
    row = side.side_rows["two"]
    qtbot.keyClick(row, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(row, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    middle = row.rect().center()
    qtbot.mousePress(row, Mouse.LeftButton, pos=middle)
    below = middle + QPoint(0, row.height() + 1)
    qtbot.mouseMove(row, below)
    qtbot.mouseRelease(row, Mouse.LeftButton, pos=below)
    assert told == [("move", "two", -1), ("move", "two", 1), ("move", "two", 1)]
    qtbot.mouseClick(row, Mouse.LeftButton)
    assert told[-1] == ("chosen", "two")


def test_a_row_dropped_beside_the_list_stays(qtbot, side, told) -> None:
    row = side.side_rows["two"]
    away = QPoint(400, row.height() * 3)
    qtbot.mousePress(row, Mouse.LeftButton, pos=row.rect().center())
    qtbot.mouseMove(row, away)
    qtbot.mouseRelease(row, Mouse.LeftButton, pos=away)
    assert told == []


def test_the_menu_is_asked_for_where_the_pointer_is(side, told) -> None:
    at = QPoint(30, 40)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 4), at)
    QApplication.sendEvent(side.side_rows["three"], event)
    assert told == [("menu", "three", at)]


def test_other_words_and_icons_keep_the_rows(side) -> None:
    row = side.side_rows["two"]
    model = side._model
    rows = tuple(
        SideRow(each.key, f"{each.text} again", "ph.flag", 5) for each in model.sections[0].rows
    )
    model.set([SideSection("Saved views", rows, "Save what is shown")])
    assert side.side_rows["two"] is row
    assert (row.text(), row.count) == ("Two again", 5)


def test_a_row_without_an_icon_has_a_dot_of_its_colour(side, themes) -> None:
    row = SideRow("box", "robin@rep.example", "", None, "semantic.info.solid")
    side._model.set([SideSection("Mailboxes", (row,))])
    shown = side.side_rows["box"].grab().toImage()
    scale = shown.devicePixelRatio()
    middle = QPoint(round(16 * scale), shown.height() // 2)
    assert shown.pixelColor(middle) == themes.now.color("semantic.info.solid")


def test_a_section_that_has_no_rows_yet_shows_its_title(side) -> None:
    standing = side._model.sections
    side._model.set([*standing, SideSection("Mailboxes", (), "Add mailbox")])
    names = [each.accessibleName() for each in side.findChildren(Button) if each.isVisible()]
    assert "Add mailbox" in names
    side._model.set(standing)
    side.layout().activate()
    names = [each.accessibleName() for each in side.findChildren(Button) if each.isVisible()]
    assert "Add mailbox" not in names
