"""The first run: an account, then what to start with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop_app.domain.users import SignIn
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.signin.first_run import SAMPLE_LEADS, FirstRun
from desktop_app.ui.signin.start_with import Card
from desktop_app.ui.signin.strength import strength
from tests.ui.mailboxes.conftest import FINE, FOUND, trouble

Button, Key = Qt.MouseButton, Qt.Key
PASSWORD = "four plain words here"


def fill(qtbot, page: FirstRun, *, name: str = "Mara Ostrander", password: str = PASSWORD) -> None:
    qtbot.keyClicks(page.who.name.edit, name)
    qtbot.keyClicks(page.who.email.edit, "mara@fieldline.example")
    qtbot.keyClicks(page.who.password.edit, password)


def test_an_account_is_made_and_the_second_step_follows(qtbot, open_page, bundle) -> None:
    page = open_page()
    assert page.who.name.edit.hasFocus()
    fill(qtbot, page)
    qtbot.keyClick(page.who.password.edit, Key.Key_Return)
    assert page.step == 2
    assert [user.name for user in bundle.signin.people()] == ["Mara Ostrander"]
    assert bundle.signin.session is not None
    assert page.who.password.text == "", "the password does not stay in the window"


def test_an_account_is_made_in_the_zone_of_the_computer(
    qtbot, open_page, bundle, monkeypatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.signin.who.own_zone", lambda: "Asia/Tokyo")
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    (user,) = bundle.signin.people()
    assert user.timezone == "Asia/Tokyo"
    assert bundle.made.journal.can_undo() is None


def test_not_kept_when_not_wanted(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.keep.setChecked(False)
    page.who.submit()
    assert bundle.signin.session is None


def test_what_is_missing_is_said_at_the_field(qtbot, open_page, bundle) -> None:
    page = open_page()
    page.who.submit()
    assert page.who.name.error
    assert page.who.email.error
    assert page.who.password.error
    fill(qtbot, page, password="short")
    page.who.submit()
    assert page.who.password.error == "At least 8 characters."
    assert not page.who.email.error
    assert bundle.signin.people() == ()


def test_files_and_samples_are_asked_for(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    jobs = bundle.made.jobs
    page.import_paths([Path("fair.csv"), Path("archive.mbox"), Path("fair.csv")])
    qtbot.mouseClick(page.start_with.samples.box, Button.LeftButton)
    finished: list[SignIn] = []
    page.finished.connect(finished.append)
    qtbot.keyClick(page.start_with.samples.box, Key.Key_Return)
    assert [each.user.name for each in finished] == ["Mara Ostrander"]
    assert jobs.imported == [(Path("fair.csv"), Path("archive.mbox"))]
    assert [leads for leads, _messages in jobs.samples] == [SAMPLE_LEADS]


def test_a_file_can_be_taken_out_again(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    page.import_paths([Path("fair.csv"), Path("archive.mbox")])
    page.start_with._remove(Path("fair.csv"))
    page.open_outpost()
    assert bundle.made.jobs.imported == [(Path("archive.mbox"),)]


def test_a_card_that_is_not_chosen_asks_for_nothing(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    page.import_paths([Path("fair.csv")])
    page.start_with.files.box.setChecked(False)
    page.open_outpost()
    assert bundle.made.jobs.imported == []


def test_skip_asks_for_nothing_and_goes_in(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    page.start_with.samples.box.setChecked(True)
    with qtbot.waitSignal(page.finished):
        qtbot.mouseClick(page._skip, Button.LeftButton)
    assert bundle.made.jobs.samples == []


def test_back_and_on_again_makes_no_second_account(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    qtbot.mouseClick(page._back, Button.LeftButton)
    assert page.step == 1
    assert not page.who.name.edit.isEnabled()
    qtbot.mouseClick(page.who.button, Button.LeftButton)
    assert page.step == 2
    assert len(bundle.signin.people()) == 1


@pytest.fixture
def someone(bundle):
    bundle.signin.create_local("Mara", "mara@fieldline.example", PASSWORD, keep=True)
    bundle.signin.sign_out()


def test_who_has_an_account_is_asked_for_the_password(qtbot, open_page, bundle, someone) -> None:
    page = open_page()
    assert page.who.signing_in
    assert page.who.address == "mara@fieldline.example"
    assert page.who.password.edit.hasFocus()
    assert not page.steps.isVisible()
    qtbot.keyClicks(page.who.password.edit, "something else")
    page.who.submit()
    assert "password" in page.who.password.error
    assert bundle.signin.session is None
    page.who.password.edit.clear()
    qtbot.keyClicks(page.who.password.edit, PASSWORD)
    with qtbot.waitSignal(page.finished) as told:
        qtbot.keyClick(page.who.password.edit, Key.Key_Return)
    assert told.args[0].user.email == "mara@fieldline.example"


def test_an_address_that_is_taken_is_said_at_the_address(qtbot, open_page, someone) -> None:
    page = open_page()
    page.who.choice.choose("create")
    page.who.email.edit.clear()
    fill(qtbot, page)
    page.who.submit()
    assert "account already" in page.who.email.error
    assert page.step == 1


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", ""),
        ("short", "Too short"),
        ("aaaaaaaaaaaa", "Weak"),
        ("12345678", "Weak"),
        ("abcdefghij", "Weak"),
        ("password1", "Weak"),
        ("correcthorse", "Fair"),
        ("four plain words here", "Strong"),
        ("tR7#kq!pW2zX", "Strong"),
    ],
)
def test_a_word_for_the_strength(password: str, word: str) -> None:
    assert strength(password)[0] == word


def test_the_word_follows_the_typing(qtbot, open_page) -> None:
    page = open_page()
    qtbot.keyClicks(page.who.password.edit, PASSWORD)
    assert page.who.password.aside.text() == "Strong"
    page.who.choice.choose("sign_in")
    assert page.who.password.aside.text() == ""


def test_a_keyring_that_forgets_is_mentioned(qtbot, themes, inline_ops, bundle) -> None:
    bundle.signin.secrets_note = "There is no keyring; you stay signed in for this run only."
    page = FirstRun(themes, inline_ops, bundle, (), UiState(None))
    qtbot.addWidget(page)
    assert page.who.note.text() == bundle.signin.secrets_note
    assert not page.who.note.isHidden()
    assert not page.who.keep.isChecked()
    assert not page.who.keep.isEnabled()


def test_a_keyring_that_keeps_is_offered(open_page) -> None:
    page = open_page()
    assert page.who.keep.isChecked()
    assert page.who.keep.isEnabled()
    assert page.who.note.isHidden()


def test_a_mailbox_is_connected_and_then_outpost_opens(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    start, setup = page.start_with, bundle.made.mailbox_setup
    finished: list[SignIn] = []
    page.finished.connect(finished.append)
    qtbot.mouseClick(start.mail.box, Button.LeftButton)
    assert start.form.address.text == finished_address(bundle)
    page.open_outpost()
    assert start.form.password.error == "The password is needed." and not finished
    qtbot.keyClicks(start.form.password.edit, "s3cret")
    page.open_outpost()
    assert not page._open.isEnabled()
    page._bus.tell(setup.end(settings=FOUND))
    page._bus.tell(setup.end(report=trouble()))
    assert page._open.isEnabled() and not finished
    qtbot.keyClicks(start.form.password.edit, "better")
    page.open_outpost()
    page._bus.tell(setup.end(settings=FOUND))
    page._bus.tell(setup.end(report=FINE))
    assert len(finished) == 1
    assert len(bundle.made.mailboxes.list()) == 1


def test_skipping_forgets_what_was_typed_for_a_mailbox(qtbot, open_page, bundle) -> None:
    page = open_page()
    fill(qtbot, page)
    page.who.submit()
    start, setup = page.start_with, bundle.made.mailbox_setup
    qtbot.mouseClick(start.mail.box, Button.LeftButton)
    qtbot.keyClicks(start.form.password.edit, "s3cret")
    start.form.submit()
    assert setup.held
    finished: list[SignIn] = []
    page.finished.connect(finished.append)
    qtbot.mouseClick(page._skip, Button.LeftButton)
    assert setup.held == {} and len(finished) == 1


def finished_address(bundle) -> str:
    return next(iter(bundle.people.rows.accounts))


def test_what_a_choice_says_is_whole_where_it_takes_a_second_line(qtbot, host, themes) -> None:
    card = Card(themes, "ph.envelope-simple", "Connect", "Every word of this matters. " * 4)
    layout = QVBoxLayout(host)
    layout.addWidget(card)
    layout.addStretch()
    host.resize(420, 400)
    host.show()
    qtbot.waitExposed(host)
    (said,) = (each for each in card.findChildren(QLabel) if each.text().startswith("Every"))
    assert said.height() >= said.heightForWidth(said.width()) > 2 * said.fontMetrics().height() - 8
    qtbot.mouseClick(card, Button.LeftButton, pos=QPoint(200, card.height() - 6))
    assert card.chosen
