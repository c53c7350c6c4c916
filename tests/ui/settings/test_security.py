"""Sessions, password, recovery code, connected accounts, and when the window locks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Kind, Notice
from desktop_app.ui import request_flow
from desktop_app.ui.settings.words import device_words, used_words
from tests.ui.settings.conftest import ADDRESS, PASSWORD

Key, Mouse = Qt.Key, Qt.MouseButton
NEW = "quite another sentence"


def modal():
    return QApplication.activeModalWidget()


# Sessions


def test_every_device_is_listed_and_this_one_is_marked(screen) -> None:
    rows = screen.sessions.list.rows
    assert [(row.title, row.tag, row.action) for row in rows] == [
        ("Outpost on Linux", "This computer", ""),
        ("Outpost on office-tower, Windows", "", "Sign out"),
        ("Chrome on Windows", "", "Sign out"),
        ("Safari on iPhone", "", "Sign out"),
    ]
    assert rows[0].detail == "Used just now"
    assert rows[2].detail == "Used 2 minutes ago"
    assert rows[1].spoken.startswith("Outpost on office-tower, Windows")


def test_a_device_is_signed_out_by_keys_after_asking(qtbot, screen, people) -> None:
    devices = screen.sessions.list
    devices.setFocus()
    qtbot.keyClick(devices, Key.Key_Down)
    qtbot.keyClick(devices, Key.Key_Return)
    assert modal().windowTitle() == "Sign out Outpost on office-tower, Windows?"
    qtbot.mouseClick(modal().no, Mouse.LeftButton)
    assert len(people.rows.sessions) == 4
    qtbot.keyClick(devices, Key.Key_Return)
    qtbot.mouseClick(modal().yes, Mouse.LeftButton)
    assert len(people.rows.sessions) == 3
    assert [row.title for row in devices.rows][1] == "Chrome on Windows"


def test_only_the_button_of_a_row_signs_it_out(qtbot, screen, people) -> None:
    devices = screen.sessions.list
    box = devices.visualRect(devices.model().index(2, 0))
    qtbot.mouseClick(devices.viewport(), Mouse.LeftButton, pos=box.center())
    assert modal() is None
    place = devices.action_rect(box, devices.rows[2]).center()
    qtbot.mouseClick(devices.viewport(), Mouse.LeftButton, pos=place)
    assert modal().windowTitle() == "Sign out Chrome on Windows?"
    modal().reject()


def test_everywhere_else(qtbot, screen, people) -> None:
    qtbot.mouseClick(screen.sessions.everywhere, Mouse.LeftButton)
    qtbot.mouseClick(modal().yes, Mouse.LeftButton)
    assert list(people.rows.sessions) == [people.signin.here]
    assert not screen.sessions.everywhere.isVisible()


def test_a_session_that_began_elsewhere_shows_up(screen, people, ctx) -> None:
    people.rows.begin_session(ADDRESS, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    ctx.bus.tell(Notice(Kind.USERS))
    assert screen.sessions.list.rows[-1].title == "Firefox on Linux"


def test_many_sessions_cost_what_is_on_screen(screen, people) -> None:
    for _ in range(5_000):
        people.rows.begin_session(ADDRESS)
    screen.refresh()
    devices = screen.sessions.list
    assert len(devices.rows) == 5_004
    assert devices.height() == 6 * devices.row_height


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Outpost/0.1.0 (Linux 6.1.0; robins-laptop)", "Outpost on robins-laptop, Linux"),
        ("Outpost/0.1.0 (Darwin 24.1)", "Outpost on macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Safari/605", "Safari on macOS"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/126 Mobile", "Chrome on Android"),
        ("curl/8.5\x1b[31m\n" + "x" * 500, ("curl/8.5 [31m " + "x" * 500)[:60]),
        ("", "Unknown device"),
    ],
)
def test_devices_in_words(agent: str, words: str) -> None:
    assert device_words(agent)[0] == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=5), "used just now"),
        (timedelta(minutes=1), "used a minute ago"),
        (timedelta(minutes=59), "used 59 minutes ago"),
        (timedelta(hours=3), "used today at 09:00"),
        (timedelta(hours=20), "used yesterday at 16:00"),
        (timedelta(days=400), "used 12 May 2025"),
    ],
)
def test_moments_in_words(ago: timedelta, words: str) -> None:
    now = datetime(2026, 6, 16, 12, tzinfo=UTC)
    assert used_words(now - ago, now) == words


# Password


def test_a_new_password_signs_the_others_out(qtbot, screen, people, ctx) -> None:
    qtbot.keyClick(screen.security.change, Key.Key_Return)
    dialog = modal()
    qtbot.waitUntil(lambda: dialog.activateWindow() or dialog.old.edit.hasFocus())
    qtbot.keyClicks(dialog.old.edit, PASSWORD)
    qtbot.keyClicks(dialog.new.edit, NEW)
    assert dialog.new.aside.text() == "Strong"
    qtbot.keyClick(dialog.new.edit, Key.Key_Return)
    assert people.rows.accounts[ADDRESS][1] == NEW
    assert list(people.rows.sessions) == [people.signin.here]
    assert ctx.notices.toast.words == "Password changed"
    assert modal() is None


def test_a_wrong_present_password_is_said_there_and_nothing_stays_typed(
    qtbot, screen, people
) -> None:
    qtbot.mouseClick(screen.security.change, Mouse.LeftButton)
    dialog = modal()
    dialog.submit()
    assert dialog.old.error
    assert dialog.new.error == "A password is needed."
    qtbot.keyClicks(dialog.old.edit, "not mine")
    qtbot.keyClicks(dialog.new.edit, "short")
    dialog.submit()
    assert dialog.new.error == "At least 8 characters."
    dialog.new.edit.setText("x" * 129)
    dialog.submit()
    assert dialog.new.error == "At most 128 characters."
    dialog.new.edit.setText(NEW)
    dialog.submit()
    assert dialog.old.error == "The present password is not right."
    assert dialog.old.text == dialog.new.text == ""
    assert people.rows.accounts[ADDRESS][1] == PASSWORD
    dialog.reject()


def test_the_length_counts_as_the_web_counts_it(qtbot, screen) -> None:
    qtbot.mouseClick(screen.security.change, Mouse.LeftButton)
    dialog = modal()
    dialog.new.edit.setText("🔑" * 4)
    assert dialog.new.fault == ""
    dialog.new.edit.setText("🔑" * 65)
    assert dialog.new.fault == "At most 128 characters."
    dialog.reject()


# Recovery code


def test_a_new_recovery_code_is_shown_once_and_not_lost_by_a_slip(qtbot, screen, people) -> None:
    assert screen.security.code.sentence.text == "None yet."
    qtbot.mouseClick(screen.security.new_code, Mouse.LeftButton)
    dialog = modal()
    qtbot.keyClicks(dialog.password.edit, "not mine")
    qtbot.keyClick(dialog.password.edit, Key.Key_Return)
    assert dialog.password.error == "That password is not right."
    qtbot.keyClicks(dialog.password.edit, PASSWORD)
    qtbot.keyClick(dialog.password.edit, Key.Key_Return)
    assert dialog.keep.view.code == people.rows.recovery[ADDRESS]
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible(), "not before it is kept"
    qtbot.keyClick(dialog.keep.check, Key.Key_Space)
    qtbot.mouseClick(dialog.keep.button, Mouse.LeftButton)
    assert modal() is None
    assert screen.security.code.sentence.text == "There is one. A new one takes its place."


# Connected accounts


@pytest.fixture
def browsed(monkeypatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(
        request_flow.QDesktopServices, "openUrl", lambda url: urls.append(url.toString()) or True
    )
    return urls


def test_an_account_is_connected_in_the_browser(qtbot, screen, people, ctx, browsed) -> None:
    assert not screen.security.connected.isVisible()
    people.oauth.offer("google")
    screen.refresh()
    accounts = screen.security.list
    assert [(row.title, row.action) for row in accounts.rows] == [("Google", "Connect")]
    accounts.setFocus()
    qtbot.keyClick(accounts, Key.Key_Space)
    dialog = modal()
    people.oauth.wait()
    ctx.bus.tell(Notice(Kind.USERS))
    assert browsed
    people.oauth.succeed()
    ctx.bus.tell(Notice(Kind.USERS))
    assert not dialog.isVisible()
    assert people.rows.linked[ADDRESS] == ["credential", "google"]
    qtbot.waitUntil(lambda: [row.action for row in accounts.rows] == ["Disconnect"])
    assert ctx.notices.toast.words == "Google connected"


def test_the_last_way_in_cannot_be_taken_away(qtbot, screen, people) -> None:
    people.rows.linked[ADDRESS] = ["google"]
    screen.refresh()
    (row,) = screen.security.list.rows
    assert row.action == ""
    assert row.detail.endswith("the only way in")
    assert not screen.security.password.isVisible(), "there is no password to change"
    qtbot.keyClick(screen.security.list, Key.Key_Return)
    assert modal() is None


def test_disconnecting_asks_first(qtbot, screen, people) -> None:
    people.rows.linked[ADDRESS].append("github")
    screen.refresh()
    qtbot.keyClick(screen.security.list, Key.Key_Return)
    assert modal().windowTitle() == "Disconnect GitHub?"
    qtbot.mouseClick(modal().yes, Mouse.LeftButton)
    assert people.rows.linked[ADDRESS] == ["credential"]


# The lock


def test_when_the_window_locks_is_picked_from_a_menu(qtbot, screen, ctx) -> None:
    pick = screen.security.lock_after
    assert pick.words == "After 15 minutes"
    assert pick.accessibleName() == "Lock when nobody is here, After 15 minutes"
    qtbot.keyClick(pick, Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == [
        "Never",
        "After a minute",
        "After 2 minutes",
        "After 5 minutes",
        "After 10 minutes",
        "After 15 minutes",
        "After 30 minutes",
        "After an hour",
        "After 2 hours",
        "After 4 hours",
    ]
    assert not screen.security.lock_row.back.isVisible()
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert ctx.chosen["lock.after_minutes"] == 30
    assert pick.words == "After 30 minutes"
    assert screen.security.lock_row.back.toolTip() == "Back to “After 15 minutes”"
    qtbot.mouseClick(screen.security.lock_row.back, Mouse.LeftButton)
    assert pick.words == "After 15 minutes"
    assert ctx.chosen["lock.after_minutes"] is None
    assert pick.hasFocus()
