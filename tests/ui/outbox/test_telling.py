"""What the window says of mail that leaves: the toast, the word at the foot, and the band."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.outgoing import OutboxCounts, Sending
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.outbox.telling import OutboxTeller, teller_of
from desktop_app.ui.outbox.word import OutboxWord
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.widgets.buttons import Button

# -- after sending ---------------------------------------------------------------------------------


def test_a_toast_counts_down_and_takes_back(ctx, services, queue, host, qtbot):
    host.show()
    qtbot.waitExposed(host)
    mail = queue(subject="Too soon")
    teller_of(ctx).queued(services.outbox.get(mail))
    toast = ctx.notices.toast
    assert toast.words == "Sending in 10 s"
    assert toast.counting
    toast.undo_button.click()
    assert services.outbox.get(mail).state is Sending.RECALLED
    (window,) = desk_of(ctx).windows
    assert window.composer.head.subject.text() == "Too soon"
    assert toast.words == "Not sent. It is a draft again"
    window.close()


def test_a_mail_that_is_taken_back_elsewhere_is_not_counted_down_to(ctx, services, queue, qtbot):
    mail = queue(subject="Too soon")
    teller = teller_of(ctx)
    teller.watch()
    teller.queued(services.outbox.get(mail))
    toast = ctx.notices.toast
    ctx.notices.say("Saved")
    services.outbox.recall(mail)
    ctx.bus.changed.emit(Changes(Kind.OUTBOX))
    qtbot.waitUntil(lambda: not teller._counted)
    assert toast.words == "Saved"
    toast.dismiss()
    assert toast.isHidden()


def test_sending_later_says_when(ctx, services, queue, clock, db):
    mail = queue(at=clock() + timedelta(days=2))
    teller_of(ctx).queued(services.outbox.get(mail))
    toast = ctx.notices.toast
    assert toast.words.startswith("Will be sent ")
    assert not toast.counting
    assert not toast.undo_button.isHidden()


def test_without_time_to_undo_it_only_says_so(ctx, services, queue):
    services.outbox.set_undo_seconds(0)
    teller_of(ctx).queued(services.outbox.get(queue()))
    assert ctx.notices.toast.words == "Sending"
    assert ctx.notices.toast.undo_button.isHidden()


def test_too_late_is_said(ctx, services, queue, put):
    mail = queue()
    teller_of(ctx).queued(services.outbox.get(mail))
    put(mail, state="sending")
    ctx.notices.toast.undo_button.click()
    (band,) = ctx.notices.bands
    assert band.title == "The mail is on its way already."
    assert desk_of(ctx).windows == ()


# -- what needs a look -----------------------------------------------------------------------------


def press(band, words: str) -> None:
    next(each for each in band.findChildren(Button) if each.words == words).click()


@pytest.fixture
def went(ctx):
    """Where the outbox was opened at."""
    made = []
    ctx.open_outbox = made.append
    return made


@pytest.fixture
def teller(ctx, went):
    made = teller_of(ctx)
    made.watch()
    return made


def news(ctx) -> None:
    ctx.bus.tell(Changes(Kind.OUTBOX))


def test_what_is_late_is_told_once(ctx, teller, queue, put, went):
    assert teller.band is None
    mail = queue()
    put(mail, state="held", said="It was to go out 3 hours ago.")
    news(ctx)
    assert teller.band.title == "The mail to Ines Caldaro has not been sent yet"
    assert teller.band.sentence == "It was to go out 3 hours ago."
    teller.band.closed.emit()
    news(ctx)
    assert teller.band is None and ctx.notices.bands == ()


def test_show_leads_to_the_mail(ctx, teller, queue, put, went):
    mail = queue()
    put(mail, state="held")
    news(ctx)
    press(teller.band, "Show")
    assert went == [mail]
    assert ctx.notices.bands == ()


def test_refused_has_the_servers_words_and_the_draft(ctx, teller, queue, refuse):
    mail = queue(subject="Offer")
    refuse(mail, "550 5.1.1 No such person here")
    news(ctx)
    assert teller.band.title == "The mail to Ines Caldaro could not be sent"
    assert teller.band.sentence == "550 5.1.1 No such person here"
    press(teller.band, "Open draft")
    (window,) = desk_of(ctx).windows
    assert window.composer.head.subject.text() == "Offer"
    window.close()


def test_several_share_one_band(ctx, teller, queue, put, refuse, went):
    first = queue()
    put(first, state="held")
    news(ctx)
    refuse(queue())
    news(ctx)
    (band,) = ctx.notices.bands
    assert band.title == "2 mails need a look"
    press(band, "Show")
    assert went == [None]


def test_a_band_goes_when_it_is_dealt_with(ctx, teller, services, queue, put):
    mail = queue()
    put(mail, state="held")
    news(ctx)
    assert len(ctx.notices.bands) == 1
    services.outbox.let_go(mail)
    news(ctx)
    assert ctx.notices.bands == ()


def test_one_that_is_held_again_later_is_told_again(ctx, teller, services, queue, put, clock):
    mail = queue()
    put(mail, state="held")
    news(ctx)
    clock.forward(minutes=1)
    services.outbox.let_go(mail)
    news(ctx)
    put(mail, state="held", said="Ines wrote.")
    news(ctx)
    assert teller.band.sentence == "Ines wrote."


def test_a_new_start_does_not_tell_it_again(make_ctx, queue, put, tmp_path):
    mail = queue()
    put(mail, state="held")
    state = UiState(tmp_path / "state.ini")
    first, second = make_ctx(state=state), make_ctx(state=state)
    OutboxTeller(first).watch()
    assert len(first.notices.bands) == 1
    OutboxTeller(second).watch()
    assert second.notices.bands == ()
    put(mail, state="queued")
    news(second)


def test_who_looks_at_the_outbox_needs_no_band(ctx, teller, queue, put):
    teller.quiet_while(lambda: True)
    put(queue(), state="held")
    news(ctx)
    assert ctx.notices.bands == ()
    teller.quiet_while(lambda: False)
    news(ctx)
    assert ctx.notices.bands == ()


# -- the foot of the window ------------------------------------------------------------------------


@pytest.fixture
def word(ctx, host):
    made = OutboxWord(ctx)
    host.layout().addWidget(made)
    host.show()
    return made


def test_the_word_follows_the_outbox(ctx, word, queue, put, clock):
    word.refresh()
    assert word.isHidden()
    mail = queue()
    queue(at=clock() + timedelta(days=1))
    news(ctx)
    assert word.words == "Sending 1, 1 scheduled"
    assert not word.isHidden()
    put(mail, state="held")
    news(ctx)
    assert word.words == "1 mail needs a look"
    assert word.accessibleName() == word.words


def test_the_word_says_that_mail_waits_offline(ctx, word):
    word.show_counts(OutboxCounts(waiting=2))
    ctx.network.go(offline=True)
    assert word.words == "Outbox 2"
    assert "connection is back" in word.toolTip()
    ctx.network.go(offline=False)
    assert word.words == "2 waiting"


def test_the_word_opens_the_outbox_by_mouse_and_key(qtbot, word):
    word.show_counts(OutboxCounts(going=1))
    with qtbot.waitSignal(word.activated):
        qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(word.activated):
        qtbot.keyClick(word, Qt.Key.Key_Return)
