"""Going about in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.errors import KnownError
from desktop_app.ui.theme import Appearance

Key, Mouse = Qt.Key, Qt.MouseButton


def shown(screen) -> list[str]:
    return [key for key, card in screen.cards.items() if card.isVisible()]


def test_all_sections_stand_on_one_page_and_each_alone(qtbot, screen) -> None:
    assert shown(screen) == [
        "mailboxes",
        "team",
        "model",
        "profile",
        "actions",
        "sessions",
        "appearance",
        "security",
        "data",
        "transfer",
        "about",
        "shortcuts",
    ]
    assert screen._title.text() == "All settings"
    qtbot.mouseClick(screen.rail.rows["sessions"], Mouse.LeftButton)
    qtbot.waitUntil(lambda: shown(screen) == ["sessions"])
    assert screen._title.text() == "Sessions"
    assert screen.rail.rows["sessions"].isChecked()


def test_escape_goes_back_step_by_step(qtbot, screen, ctx) -> None:
    screen.show_section("security")
    qtbot.waitUntil(lambda: shown(screen) == ["security"])
    qtbot.keyClicks(screen.rail.find, "lock")
    qtbot.waitUntil(lambda: not screen.security.change.isVisible())
    screen.go_back()
    assert screen.security.change.isVisible()
    screen.go_back()
    qtbot.waitUntil(lambda: len(shown(screen)) == 12)
    assert ctx.left == 0
    screen.go_back()
    assert ctx.left == 1


def test_a_setting_is_found_by_its_words(qtbot, screen) -> None:
    qtbot.keyClicks(screen.rail.find, "zone")
    qtbot.waitUntil(lambda: shown(screen) == ["profile"])
    assert screen.profile.zone.isVisible()
    assert not screen.profile.signature.isVisible()
    screen.rail.find.clear()
    qtbot.waitUntil(lambda: len(shown(screen)) == 12)
    assert screen.profile.signature.isVisible()
    qtbot.keyClicks(screen.rail.find, "flux capacitor")
    qtbot.waitUntil(lambda: shown(screen) == [])
    assert screen._nothing.isVisible()
    assert "flux capacitor" in screen._nothing.text()


def test_what_is_not_wanted_is_not_found_either(qtbot, screen, people) -> None:
    qtbot.keyClicks(screen.rail.find, "connected")
    qtbot.waitUntil(lambda: not screen.profile.isVisible())
    assert not screen.security.connected.isVisible()


def test_a_narrow_window_has_one_column_and_a_rail(qtbot, screen, host) -> None:
    left = {card.mapTo(screen, card.rect().topLeft()).x() for card in screen.cards.values()}
    assert len(left) == 2
    host.resize(1024, 640)
    qtbot.waitUntil(lambda: screen.rail.width() == 52)
    bar = screen._area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # nothing is cut off
    left = {card.mapTo(screen, card.rect().topLeft()).x() for card in screen.cards.values()}
    assert len(left) == 1
    assert "Sessions" in screen.rail.rows["sessions"].toolTip()


@pytest.mark.parametrize("size", [12, 13, 14, 16])
def test_every_text_size_fits(qtbot, screen, host, light_again, size) -> None:
    light_again.set_text_size(size)
    host.resize(1024, 640)
    qtbot.waitUntil(lambda: screen.rail.width() == 52)
    bar = screen._area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    for card in screen.cards.values():
        qtbot.waitUntil(lambda card=card: card.width() >= card.minimumSizeHint().width())


def test_the_look_is_chosen_by_arrows(qtbot, screen, ctx) -> None:
    looks = screen.appearance.looks
    assert looks.looks[Appearance.LIGHT].isChecked()
    looks.looks[Appearance.LIGHT].setFocus()
    qtbot.keyClick(looks.looks[Appearance.LIGHT], Key.Key_Right)
    assert ctx.chosen["appearance.theme"] == "dark"
    assert looks.looks[Appearance.DARK].hasFocus()


def test_the_look_goes_back_to_the_computers(qtbot, screen, ctx) -> None:
    card = screen.appearance
    assert card.back.isVisible()  # it is light here
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    assert ctx.chosen["appearance.theme"] is None


def test_the_folder_of_backups_goes_back_to_the_workspaces(qtbot, screen, ctx) -> None:
    usual = screen.data.usual
    assert not usual.isVisible()
    ctx.prefer("backup.folder", "/media/disk")
    qtbot.mouseClick(usual, Qt.MouseButton.LeftButton)
    assert ctx.chosen["backup.folder"] is None
    assert screen.data.choose.hasFocus() and not usual.isVisible()


def test_the_text_size_is_picked(qtbot, screen, ctx) -> None:
    qtbot.keyClick(screen.appearance.size, Key.Key_Return)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert ctx.chosen["appearance.text_size"] == 16


def test_every_control_is_reached_by_tab_and_has_a_name(qtbot, screen, people) -> None:
    people.rows.linked["mara@fieldline.example"].append("google")
    screen.refresh()
    screen.focus_list()
    start = QApplication.focusWidget()
    assert start is screen.mailboxes.add_button
    reached: list[QWidget] = []
    for _ in range(300):
        now = QApplication.focusWidget()
        reached.append(now)
        qtbot.keyClick(now, Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
    security, profile = screen.security, screen.profile
    for wanted in (
        screen.mailboxes.add_button,
        profile.name.edit,
        profile.verify,
        profile.signature,
        screen.actions.notify,
        screen.actions.rows_by_name["unanswered"].on,
        screen.actions.rows_by_name["unanswered"].after,
        screen.sessions.everywhere,
        screen.sessions.list,
        screen.appearance.size,
        security.lock_after,
        security.change,
        security.new_code,
        security.list,
        screen.rail.find,
        screen.rail.back,
    ):
        assert wanted in reached, wanted
    nameless = [
        each
        for each in reached
        if not (each.accessibleName() or getattr(each, "text", lambda: "")())
        and not (each.parentWidget() and each.parentWidget().accessibleName())
    ]
    assert nameless == []


def test_a_database_that_is_away_is_said(screen, ctx) -> None:
    def away():
        raise KnownError("The database is away.", "It comes back by itself.")

    ctx.services.profile.sessions = away
    screen.refresh()
    assert screen.sessions.trouble.text() == "The database is away. It comes back by itself."


def test_what_was_changed_can_be_as_it_is_by_itself(qtbot, screen, ctx) -> None:
    row = screen.appearance.size_row
    assert not row.back.isVisible()
    ctx.prefer("appearance.text_size", 16)
    assert row.back.isVisible()
    assert row.back.accessibleName() == "Back to “13 px”"
    right = row.control.geometry().right()
    qtbot.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert ctx.preferred("appearance.text_size") == 13
    assert ctx.chosen["appearance.text_size"] is None  # not kept at all any more
    assert not row.back.isVisible()
    assert row.control.geometry().right() == right
    assert row.control.hasFocus()


def test_so_can_a_setting_of_the_account(qtbot, screen, ctx) -> None:
    account = ctx.services.account_settings
    account.values["mail.undo_seconds"] = 30
    screen.undo.refresh()
    qtbot.waitUntil(screen.undo.back.isVisible)
    qtbot.mouseClick(screen.undo.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.undo.back.isVisible())
    assert account.values["mail.undo_seconds"] == 10
