"""The recovery code of a new account, and a new password for who forgot theirs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop_app.ui.signin.first_run import FirstRun
from tests.ui.signin.conftest import PASSWORD

Mouse, Key = Qt.MouseButton, Qt.Key
ADDRESS = "mara@fieldline.example"
CODE = "ABCDE-FGHJK-MNPQR-STVWX-YZ011"
NEW = "quite another sentence"


@pytest.fixture
def signed_up(qtbot, open_page, bundle) -> FirstRun:
    bundle.signin.gives_code = True
    page = open_page()
    qtbot.keyClicks(page.who.name.edit, "Mara Ostrander")
    qtbot.keyClicks(page.who.email.edit, ADDRESS)
    qtbot.keyClicks(page.who.password.edit, PASSWORD)
    qtbot.keyClick(page.who.password.edit, Key.Key_Return)
    return page


@pytest.fixture
def clipboard():
    board = QGuiApplication.clipboard()
    board.setText("as it was")
    yield board
    board.clear()


def test_the_code_is_shown_once_and_one_goes_on_only_with_it_kept(
    qtbot, signed_up, clipboard
) -> None:
    page = signed_up
    keep = page.keep_code
    assert page.page is keep
    assert keep.view.code == CODE
    assert clipboard.text() == "as it was", "copied only when asked"
    assert not keep.button.isEnabled()
    qtbot.mouseClick(keep.button, Mouse.LeftButton)
    assert page.page is keep
    qtbot.keyClick(keep.check, Key.Key_Space)
    qtbot.mouseClick(keep.button, Mouse.LeftButton)
    assert page.step == 2
    assert keep.view.code == ""
    assert page._session.recovery_code == ""
    qtbot.mouseClick(page._back, Mouse.LeftButton)
    qtbot.mouseClick(page.who.button, Mouse.LeftButton)
    assert page.step == 2, "the code is not shown again"


def test_the_code_is_no_words_of_any_widget(signed_up) -> None:
    group = CODE.split("-")[0]
    for widget in signed_up.findChildren(QWidget):
        said = (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        assert not any(group in each for each in said)
        assert not (isinstance(widget, QLabel) and group in widget.text())


def test_the_code_is_copied_when_asked(qtbot, signed_up, clipboard) -> None:
    assert signed_up.keep_code.copy.hasFocus()
    qtbot.keyClick(signed_up.keep_code.copy, Key.Key_Return)
    assert clipboard.text() == CODE
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"


def test_the_code_is_saved_for_its_owner_alone(
    qtbot, signed_up, tmp_path: Path, monkeypatch
) -> None:
    file = tmp_path / "code ü.txt"
    file.write_text("something older, readable by all")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    qtbot.mouseClick(signed_up.keep_code.save, Mouse.LeftButton)
    text = file.read_text("utf-8")
    assert CODE in text
    assert ADDRESS in text
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert signed_up.keep_code.word.text() == "Saved as code ü.txt."


def test_a_folder_that_takes_nothing_is_said(qtbot, signed_up, tmp_path, monkeypatch) -> None:
    file = tmp_path / "not there" / "code.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    qtbot.mouseClick(signed_up.keep_code.save, Mouse.LeftButton)
    assert "could not be saved" in signed_up.keep_code.word.text()


def test_the_code_is_printed(qtbot, signed_up, tmp_path, monkeypatch) -> None:
    from PySide6.QtPrintSupport import QPrintDialog

    file = tmp_path / "code.pdf"

    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(file))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    qtbot.mouseClick(signed_up.keep_code.print, Mouse.LeftButton)
    assert file.read_bytes().startswith(b"%PDF")


# Forgotten


def forgot(qtbot, page: FirstRun) -> FirstRun:
    qtbot.mouseClick(page.who.forgotten, Mouse.LeftButton)
    assert page.page is page.forgotten
    return page


def test_a_recovery_code_sets_a_password_signs_in_and_shows_the_next(
    qtbot, open_page, bundle, make_people
) -> None:
    make_people(1)
    page = forgot(qtbot, open_page())
    form = page.forgotten
    assert form.email.text == ADDRESS
    assert form.code.edit.hasFocus()
    qtbot.keyClicks(form.code.edit, CODE.lower())
    qtbot.keyClicks(form.password.edit, NEW)
    assert form.password.aside.text() == "Strong"
    qtbot.keyClick(form.password.edit, Key.Key_Return)
    assert page.page is page.keep_code
    assert page.keep_code.view.code == bundle.people.rows.recovery[ADDRESS] != CODE
    assert form.code.text == form.password.text == ""
    qtbot.keyClick(page.keep_code.check, Key.Key_Space)
    with qtbot.waitSignal(page.finished) as told:
        qtbot.mouseClick(page.keep_code.button, Mouse.LeftButton)
    assert told.args[0].user.email == ADDRESS
    assert bundle.signin.accounts[ADDRESS][1] == NEW


def test_a_wrong_code_is_said_at_the_code(qtbot, open_page, bundle, make_people) -> None:
    make_people(1)
    page = forgot(qtbot, open_page())
    form = page.forgotten
    form.submit()
    assert form.code.error
    assert form.password.error
    qtbot.keyClicks(form.code.edit, "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    qtbot.keyClicks(form.password.edit, NEW)
    form.submit()
    assert form.code.error == "That code is not right or has run out."
    assert bundle.signin.accounts[ADDRESS][1] == PASSWORD
    qtbot.keyClick(form.code.edit, Key.Key_Escape)
    assert page.page is page.who


def test_a_code_by_mail_only_where_mail_can_go(qtbot, open_page, bundle, make_people) -> None:
    make_people(1)
    page = forgot(qtbot, open_page())
    assert "mail" not in page.forgotten.way._keys
    bundle.recovery.can_mail = True
    page = forgot(qtbot, open_page())
    form = page.forgotten
    form.way.choose("mail")
    assert not form.password.isVisible()
    qtbot.keyClick(form.email.edit, Key.Key_Return)
    assert bundle.people.rows.mailed == {ADDRESS: "493027"}
    assert form.code.edit.hasFocus()
    qtbot.keyClicks(form.code.edit, "493027")
    qtbot.keyClicks(form.password.edit, NEW)
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(form.password.edit, Key.Key_Return)


def test_a_link_of_the_web_application_sets_it_and_one_signs_in(
    qtbot, open_page, bundle, make_people
) -> None:
    make_people(1)
    bundle.people.rows.links["tokentokentoken"] = ADDRESS
    page = forgot(qtbot, open_page())
    form = page.forgotten
    form.way.choose("link")
    assert not form.email.isVisible()
    form.code.edit.setText("https://web.example/reset-password/tokentokentoken")
    qtbot.keyClicks(form.password.edit, NEW)
    form.submit()
    assert page.page is page.who
    assert page.who.told.words == "Your new password is set. Sign in with it."
    assert page.who.password.edit.hasFocus()
    assert bundle.signin.accounts[ADDRESS][1] == NEW


def test_going_back_forgets_what_was_typed(qtbot, open_page, make_people) -> None:
    make_people(1)
    page = forgot(qtbot, open_page())
    qtbot.keyClicks(page.forgotten.code.edit, CODE)
    qtbot.keyClicks(page.forgotten.password.edit, NEW)
    qtbot.mouseClick(page._back, Mouse.LeftButton)
    assert page.forgotten.code.text == page.forgotten.password.text == ""
