"""The list of mailboxes, what is done with each, and the band above the inbox."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.mailboxes import Auth, MailboxState
from desktop_app.domain.requests import RequestState
from desktop_app.ui.mailboxes.card import MailboxesCard
from desktop_app.ui.mailboxes.dialogs import EditMailbox, MailboxHealth, SignInAgain
from desktop_app.ui.mailboxes.watch import MailboxBands, MailWord
from tests.ui.fake_people import NOW
from tests.ui.mailboxes.conftest import FINE, trouble
from tests.ui.mailboxes.test_words import folder

Key, Mouse = Qt.Key, Qt.MouseButton


def modal():
    return QApplication.activeModalWidget()


@pytest.fixture
def place(host, show_active):
    """Shows a widget in a window."""

    def put(widget):
        layout = QVBoxLayout(host)
        layout.addWidget(widget)
        layout.addStretch()
        host.resize(700, 600)
        show_active(host)
        return widget

    return put


@pytest.fixture
def work(mailboxes):
    return mailboxes.put("mara@fieldline.example", name="Work", state=MailboxState.OK,
                         looked_at=NOW)  # fmt: skip


@pytest.fixture
def sales(mailboxes, work):
    return mailboxes.put("sales@fieldline.example", state=MailboxState.SIGNIN,
                         said="The server did not accept it.")  # fmt: skip


@pytest.fixture
def card(ctx, place, mailboxes, work, sales):
    made = place(MailboxesCard(ctx))
    made.show_mailboxes(mailboxes.list(), (folder(mailbox_id=work.id, missing=3),))
    return made


def choose(card, mailbox, words):
    menu = card.menu_of(mailbox)
    next(each for each in menu.actions() if each.text() == words).trigger()


def test_each_says_how_it_is(card):
    one, two = card.mail_rows
    assert one._title.text == "Work"
    assert one._detail.text == "mara@fieldline.example, 1,284 messages here, 3 missing"
    assert one.state.pill.words == "Checked just now" and not one.sign_in.isVisible()
    assert two._title.text == "sales@fieldline.example"
    assert two._detail.text == "The server did not accept it."
    assert two.state.pill.words == "Sign in again" and two.sign_in.isVisible()
    assert "Sign in again" in two.accessibleName()


def test_rows_that_stand_are_kept(card, mailboxes):
    before = card.mail_rows[:]
    card.show_mailboxes(mailboxes.list(), ())
    assert card.mail_rows == before
    card.show_mailboxes(mailboxes.list()[1:], ())
    assert len(card.mail_rows) == 1
    card.show_mailboxes((), ())
    assert card.mail_rows == [] and card._none.isVisible()


def test_pause_and_order(card, mailboxes, work, sales):
    choose(card, work, "Pause")
    assert mailboxes.mailboxes[work.id].paused
    choose(card, sales, "Write new mail from it")
    assert mailboxes.list()[0].id == sales.id


def test_removing_asks_first(qtbot, card, mailboxes, work, ctx):
    choose(card, work, "Remove…")
    assert modal().windowTitle() == "Remove mara@fieldline.example?"
    qtbot.mouseClick(modal().no, Mouse.LeftButton)
    assert work.id in mailboxes.mailboxes
    choose(card, work, "Remove…")
    qtbot.mouseClick(modal().yes, Mouse.LeftButton)
    assert work.id not in mailboxes.mailboxes


def test_a_removal_that_cannot_be_is_said(qtbot, card, mailboxes, work, ctx):
    mailboxes.busy.add(work.id)
    choose(card, work, "Remove…")
    qtbot.mouseClick(modal().yes, Mouse.LeftButton)
    assert work.id in mailboxes.mailboxes
    assert any("outbox" in band.title for band in ctx.notices.bands)


def test_settings_of_a_mailbox(qtbot, card, mailboxes, work):
    choose(card, work, "Settings…")
    dialog = modal()
    assert isinstance(dialog, EditMailbox)
    dialog.name.edit.setText("Mara O.")
    dialog.aliases.edit.setText("hello@fieldline.example; info@fieldline.example")
    dialog.keep._on_picked(365)
    dialog.cap.edit.setText("50")
    dialog.submit()
    made = mailboxes.mailboxes[work.id]
    assert (made.name, made.horizon_days, made.daily_cap) == ("Mara O.", 365, 50)
    assert made.aliases == ("hello@fieldline.example", "info@fieldline.example")


def test_settings_that_cannot_be_right_are_said_at_their_field(card, mailboxes, work):
    choose(card, work, "Settings…")
    dialog = modal()
    dialog.aliases.edit.setText("nobody")
    dialog.submit()
    assert "no e-mail address" in dialog.aliases.error
    dialog.cap.edit.setText("0")
    dialog.submit()
    assert dialog.cap.error
    dialog.reject()
    assert mailboxes.mailboxes[work.id] == work


def test_folders_against_the_server(card, work):
    choose(card, work, "Folders…")
    dialog = modal()
    assert isinstance(dialog, MailboxHealth)
    (row,) = dialog.list.rows
    assert (row.title, row.tag) == ("INBOX", "3 missing")
    assert row.detail == "1,284 on the server, 1,284 here, checked just now"
    dialog.accept()


def test_checking_now(card, ctx, setup, work):
    choose(card, work, "Check now")
    assert setup.asked == [("check_again", work.id)]
    ctx.bus.tell(setup.end(report=FINE))
    assert ctx.notices.toast.words == "Both servers let us in"


# -- signing in again ------------------------------------------------------------------------------


def test_a_new_password_is_tried_before_it_counts(qtbot, ctx, card, setup, mailboxes, sales):
    setup.held[sales.id] = "old"
    qtbot.mouseClick(card.mail_rows[1].sign_in, Mouse.LeftButton)
    dialog = modal()
    assert isinstance(dialog, SignInAgain)
    qtbot.keyClicks(dialog.password.edit, "wrong")
    dialog.submit()
    assert setup.asked[-1][2] == "wrong" and setup.held[sales.id] == "old"
    ctx.bus.tell(setup.end(report=trouble()))
    assert dialog.told.words == "The server did not accept it. Check it."
    qtbot.keyClicks(dialog.password.edit, "right")
    dialog.submit()
    with qtbot.waitSignal(dialog.accepted):
        ctx.bus.tell(setup.end(report=FINE))
    assert setup.held == {sales.id: "right"}
    assert mailboxes.mailboxes[sales.id].state is MailboxState.NEW


def test_giving_up_leaves_the_old_one(qtbot, ctx, card, setup, sales):
    setup.held[sales.id] = "old"
    choose(card, sales, "Sign in again…")
    dialog = modal()
    qtbot.keyClicks(dialog.password.edit, "new")
    dialog.submit()
    dialog.reject()
    assert setup.held == {sales.id: "old"}


def test_by_the_browser(qtbot, ctx, card, setup, mailboxes):
    made = mailboxes.put(
        "m@gmail.com", auth=Auth.OAUTH2, provider="google", state=MailboxState.SIGNIN
    )
    dialog = SignInAgain(ctx, card.window(), made)
    pages = []
    dialog.flow._open_url = lambda url: not pages.append(url)
    dialog.open()
    dialog.submit()
    assert setup.asked[-1] == ("signin", "m@gmail.com", "google")
    ctx.bus.tell(setup.move(state=RequestState.WAITING, authorize_url="https://accounts.example/"))
    assert pages == ["https://accounts.example/"]
    with qtbot.waitSignal(dialog.accepted):
        ctx.bus.tell(setup.end())
    assert mailboxes.mailboxes[made.id].state is MailboxState.NEW


# -- the band and the foot -------------------------------------------------------------------------


def test_a_band_for_each_in_trouble(qtbot, ctx, place, mailboxes, work, sales):
    bands = place(MailboxBands(ctx))
    qtbot.waitUntil(lambda: len(bands.bands) == 1)
    (band,) = bands.bands
    assert band.title == "sales@fieldline.example can’t sign in"
    assert band.sentence == "The server did not accept it. Mail you already have is safe."
    band.closed.emit()
    assert bands.bands == []
    bands.refresh()
    assert bands.bands == []
    mailboxes._set(sales.id, "", said="Something else.")
    ctx.bus.tell(Changes(Kind.MAILBOXES))
    qtbot.waitUntil(lambda: len(bands.bands) == 1)
    mailboxes._set(sales.id, "", state=MailboxState.OK, said="")
    bands.refresh()
    assert bands.bands == []


def test_no_band_where_there_is_no_network(qtbot, ctx, place, mailboxes):
    mailboxes.put("a@b.example", state=MailboxState.UNREACHABLE)
    bands = place(MailboxBands(ctx))
    bands.refresh()
    assert bands.bands == []


def test_the_word_at_the_foot(qtbot, ctx, place, mailboxes, work):
    word = place(MailWord(ctx))
    word.refresh()
    assert word.words == "Mail up to date" and word.isVisible()
    mailboxes._set(work.id, "", state=MailboxState.REFUSED)
    ctx.bus.tell(Changes(Kind.MAILBOXES))
    assert word.words == "1 mailbox needs a look"
    with qtbot.waitSignal(word.activated):
        qtbot.mouseClick(word, Mouse.LeftButton)
    with qtbot.waitSignal(word.activated):
        qtbot.keyClick(word, Key.Key_Return)
    mailboxes.mailboxes.clear()
    word.refresh()
    assert not word.isVisible()
