"""Signing in where several are known, where there were too many tries, and after being ended."""

from __future__ import annotations

import pickle

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.errors import KnownError
from desktop_app.ui.signin.countdown import Countdown, wait_of
from desktop_app.ui.widgets.buttons import Button
from tests.ui.signin.conftest import PASSWORD

Mouse, Key = Qt.MouseButton, Qt.Key


def test_one_of_several_is_chosen_by_keys(qtbot, open_page, bundle, make_people) -> None:
    make_people(3)
    page = open_page()
    people = page.who.chooser.list
    assert people.hasFocus()
    assert [row.title for row in people.rows] == [
        "Mara Ostrander",
        "Ines Caldaro",
        "Tobias Renwick",
    ]
    assert not page.who.password.isVisible()
    qtbot.keyClick(people, Key.Key_Down)
    qtbot.keyClick(people, Key.Key_Return)
    assert page.who.chosen.name == "Ines Caldaro"
    assert page.who.password.edit.hasFocus()
    qtbot.keyClicks(page.who.password.edit, PASSWORD)
    with qtbot.waitSignal(page.finished) as told:
        qtbot.keyClick(page.who.password.edit, Key.Key_Return)
    assert told.args[0].user.email == "ines@fieldline.example"


def test_who_signed_in_last_stands_first_in_line(qtbot, open_page, make_people, state) -> None:
    make_people(3)
    state.put("signin.person", "auth-tobias@fieldline.example")
    page = open_page()
    qtbot.keyClick(page.who.chooser.list, Key.Key_Return)
    assert page.who.address == "tobias@fieldline.example"


def test_typing_a_name_finds_its_row(qtbot, open_page, make_people) -> None:
    make_people(3)
    page = open_page()
    qtbot.keyClick(page.who.chooser.list, "t")
    assert page.who.chooser.list.current_key == "auth-tobias@fieldline.example"


def test_pictures_of_people_nobody_looks_at_are_not_read(
    qtbot, open_page, bundle, monkeypatch
) -> None:
    from dataclasses import replace

    from desktop_app.ui.widgets import row_list

    for number in range(300):
        email = f"rep{number}@fieldline.example"
        bundle.signin.create_local(f"Rep {number}", email, PASSWORD, keep=True)
        user, password = bundle.signin.accounts[email]
        bundle.signin.accounts[email] = (replace(user, image=f"data:{number}"), password)
    bundle.signin.sign_out()
    read: set[str] = set()
    monkeypatch.setattr(row_list, "picture_of", lambda url: read.add(url))
    page = open_page()
    qtbot.waitUntil(lambda: len(read) > 3)
    assert len(read) < 20
    assert page.who.chooser.list.height() == 5 * page.who.chooser.list.row_height


def test_a_click_chooses_and_another_address_can_be_typed(
    qtbot, open_page, bundle, make_people
) -> None:
    make_people(2)
    page = open_page()
    people = page.who.chooser.list
    place = people.visualRect(people.model().index(1, 0)).center()
    qtbot.mouseClick(people.viewport(), Mouse.LeftButton, pos=place)
    assert page.who.chosen.name == "Ines Caldaro"
    qtbot.mouseClick(page.who.chosen.change, Mouse.LeftButton)
    assert people.isVisible()
    qtbot.mouseClick(page.who.chooser.other, Mouse.LeftButton)
    assert page.who.email.edit.hasFocus()
    qtbot.keyClicks(page.who.email.edit, "mara@fieldline.example")
    qtbot.keyClicks(page.who.password.edit, PASSWORD)
    with qtbot.waitSignal(page.finished):
        page.who.submit()


def test_the_only_one_may_be_somebody_else(qtbot, open_page, make_people) -> None:
    make_people(1)
    page = open_page()
    assert page.who.chosen.isVisible()
    qtbot.mouseClick(page.who.chosen.change, Mouse.LeftButton)
    assert page.who.address == ""
    assert page.who.email.edit.hasFocus()


def test_a_wrong_password_does_not_stay_in_the_window(qtbot, open_page, make_people) -> None:
    make_people(1)
    page = open_page()
    edit = page.who.password.edit
    eye = edit.actions()[0]
    eye.setChecked(True)
    qtbot.keyClicks(edit, "something else")
    page.who.submit()
    assert page.who.password.error.startswith("That address and password")
    assert edit.text() == ""
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    edit.undo()
    assert edit.text() == "", "undo brings no password back"
    assert page.who.password.error in edit.accessibleDescription()


def test_too_many_tries_wait_and_come_back_by_themselves(
    qtbot, open_page, bundle, make_people
) -> None:
    make_people(1)
    page = open_page()
    who, moment = page.who, [100.0]
    who.countdown._now = lambda: moment[0]
    bundle.people.rows.wait = 8
    qtbot.keyClicks(who.password.edit, PASSWORD)
    who.submit()
    assert who.trouble.text() == "Too many tries. Try again in 8 seconds."
    assert who.button.words == "Try again in 8 s"
    assert not who.button.isEnabled()
    moment[0] += 3.5
    who.countdown.tick()
    assert who.button.words == "Try again in 5 s"
    qtbot.keyClicks(who.password.edit, PASSWORD)
    qtbot.keyClick(who.password.edit, Key.Key_Return)
    assert bundle.signin.session is None, "Enter does not get around the wait"
    bundle.people.rows.wait = 0
    moment[0] += 5
    who.countdown.tick()
    assert who.button.words == "Sign in"
    assert who.trouble.isHidden()
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(who.password.edit, Key.Key_Return)


def test_the_countdown_needs_nobody_to_look(qtbot, themes, host) -> None:
    button = Button(themes, "Sign in", parent=host)
    countdown = Countdown(button)
    with qtbot.waitSignal(countdown.over, timeout=3_000):
        countdown.hold(0.2)
    assert button.isEnabled()
    assert button.words == "Sign in"


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (KnownError("Too many tries.", retryable=True, retry_after=8), 8),
        (pickle.loads(pickle.dumps(KnownError("Too many tries.", retry_after=300))), 300),
        (KnownError("Try again in 8 seconds.", retryable=True), 0),
        (ValueError("Try again in 8 seconds."), 0),
    ],
)
def test_the_wait_is_no_matter_of_words(error: Exception, seconds: int) -> None:
    assert wait_of(error) == seconds


def test_who_was_signed_out_elsewhere_is_told(open_page, make_people) -> None:
    make_people(1)
    page = open_page(note="You were signed out on another device. Everything you wrote is kept.")
    assert page.who.told.isVisible()
    assert "another device" in page.who.told.words
