"""The box of the outbox: what it lists, what it shows of a mail, and what can be done there."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.inbox import Attachment
from desktop_app.domain.mail import Address
from desktop_app.domain.outbox_rules import LOOKS, remedies
from desktop_app.domain.outgoing import How, OutboxBox, OutboxCounts, Sending
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.outbox import words
from desktop_app.ui.outbox.detail import KEYS
from desktop_app.ui.outbox.rows import OutboxModel
from desktop_app.ui.widgets.dialogs import Question
from desktop_app.ui.widgets.labels import Link, Paragraph
from desktop_app.ui.widgets.states import EmptyState

CTRL = Qt.KeyboardModifier.ControlModifier


def asked() -> Question | None:
    return next(
        (each for each in QApplication.topLevelWidgets()
         if isinstance(each, Question) and each.isVisible()), None,
    )  # fmt: skip


def listed(view, qtbot) -> list[str]:
    model = view.list.model
    qtbot.waitUntil(lambda: all(model.row_at(each) is not None for each in range(model.rowCount())))
    return [model.row_at(each).subject for each in range(model.rowCount())]


def labels(view) -> list[str]:
    return [each.words for each in view.detail.buttons.values()]


def told(view) -> list[str]:
    return [each.text for each in view.detail.card.widget().findChildren(Paragraph)]


@pytest.fixture
def view(ctx, show):
    return show(ctx)


# -- the list ------------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(ctx, services, queue, qtbot):
    model = OutboxModel(ctx.ops, services.outbox.rows, ctx.clock, lambda: ctx.zone)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    mail = queue(subject="One")
    model.set_ids(services.outbox.all_ids())
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    index = model.index(0, 0)
    assert index.data() == "Ines Caldaro: One"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("To Ines Caldaro, One, Sending, ")
    queue(subject="Two")
    model.set_ids(services.outbox.all_ids())
    services.outbox.recall(mail)
    model.set_ids(services.outbox.all_ids(OutboxBox.OPEN))
    assert model.rowCount() == 1


def test_what_waits_for_the_rep_stands_first(view, queue, put, clock, qtbot):
    queue(subject="Going")
    queue(subject="Later", at=clock() + timedelta(days=1))
    put(queue(subject="Held"), state="held", said="Ines wrote.")
    put(queue(subject="Gone"), state="filed")
    view.show(OutboxBox.OPEN)
    assert listed(view, qtbot) == ["Held", "Going", "Later"]
    view.list.tabs.tab("look").click()
    assert listed(view, qtbot) == ["Held"]
    view.list.tabs.tab("ended").click()
    assert listed(view, qtbot) == ["Gone"]
    view.show(OutboxBox.SCHEDULED)
    assert listed(view, qtbot) == ["Later"]
    assert not view.list.tabs.isVisible()


@pytest.mark.parametrize("box", OutboxBox)
def test_an_empty_box_says_what_would_stand_there(view, box):
    view.show(box)
    (state,) = view.list.findChildren(EmptyState)
    assert state.isVisible()
    assert view.detail.mail is None
    assert view.detail.buttons == {}


def test_the_list_follows_what_happens(view, ctx, queue, put, qtbot):
    mail = queue()
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    assert view.detail.band.title == "Sending"
    put(mail, state="held", said="Ines wrote on Tue 2 June at 9:12.")
    ctx.bus.tell(Changes(Kind.OUTBOX))
    assert view.detail.mail.state is Sending.HELD
    assert view.detail.band.sentence == "Ines wrote on Tue 2 June at 9:12."
    assert labels(view) == ["Send anyway", "Change time…", "Back to drafts"]


def test_one_mail_can_be_shown_wherever_it_is(view, queue, put, qtbot):
    queue(subject="Other")
    gone = queue(subject="Gone")
    put(gone, state="filed")
    view.show(OutboxBox.OPEN, gone)
    qtbot.waitUntil(lambda: view.detail.mail is not None and view.detail.mail.id == gone)
    assert view.list.box is OutboxBox.ENDED


def test_being_offline_stands_above_the_list(view, ctx, queue):
    queue()
    view.show(OutboxBox.OPEN)
    assert view.list.band is None
    ctx.network.go(offline=True)
    view.list.set_counts(OutboxCounts(waiting=2))
    assert view.list.band.title == "You are offline"
    assert "2 messages go out" in view.list.band.sentence
    ctx.network.go(offline=False)
    assert view.list.band is None


def test_figures_of_the_tabs(view):
    view.list.set_counts(OutboxCounts(1, 2, 3, 4))
    assert view.list.tabs.tab("open").count == 10
    assert view.list.tabs.tab("look").count == 4


# -- one mail ------------------------------------------------------------------------------------


def test_a_mail_is_shown_as_it_goes(view, services, queue, qtbot):
    file = services.drafts.add_content("offer.txt", "text/plain", b"forty units")
    mail = queue(
        subject="Volume pricing", plain="Forty units in two lots.", files=(file,),
        bcc=(Address("", "quiet@work.example"),),
    )  # fmt: skip
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    assert view.detail._subject.text == "Volume pricing"
    reader = view.detail.reader.plain
    names = [each.accessibleName() for each in reader.findChildren(type(reader.widget()))]
    assert any("Robin at Work" in each for each in names)
    assert "Reply" not in names  # what has not gone cannot be answered
    said = told(view)
    assert "quiet@work.example" in said
    assert "ines@norvane.example" in said
    assert "Put into the outbox" in said


def test_its_files_can_be_opened_and_saved(ctx, show, services, queue, qtbot):
    file = services.drafts.add_content("offer.txt", "text/plain", b"forty units")
    mail = queue(files=(file,))
    view = show(ctx)
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    opened = []
    view.detail.files._opener = lambda url: opened.append(url.toLocalFile()) or True
    (attached,) = view.detail._known.message.body.attachments
    assert isinstance(attached, Attachment)
    view.detail.files.open(attached)
    assert Path(opened[0]).read_bytes() == b"forty units"


def test_a_message_that_is_gone_says_so(view, services, queue, qtbot):
    mail = queue()
    services.store.files.clear()
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    assert "Put into the outbox" in told(view)
    assert view.detail._pages.currentWidget() is not view.detail.reader


def test_what_happened_is_told_newest_first(view, queue, put, qtbot):
    mail = queue()
    put(mail, state="sending")
    put(mail, state="unknown", said="The line broke.", looks=LOOKS)
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    said = told(view)
    events = [each for each in said if each.startswith(("In doubt", "Sending", "Put into"))]
    assert events == ["In doubt: The line broke.", "Sending began", "Put into the outbox"]


def test_conversation_and_lead_are_one_press_away(
    ctx, show, deliver, user, make_lead, queue, qtbot
):
    went = []
    ctx.open_conversation = lambda each: went.append(("talk", each))
    ctx.open_lead = lambda each: went.append(("lead", each))
    lead = make_lead("ines@norvane.example", company="Norvane Optics")
    asked_of = deliver("Ines Caldaro <ines@norvane.example>", user.email, "Pilot")
    mail = queue(how=How.REPLY, answers=asked_of)
    view = show(ctx)
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    links = {each.text: each for each in view.detail.card.widget().findChildren(Link)}
    links["Show lead"].activated.emit()
    links["Show conversation"].activated.emit()
    assert went == [("lead", lead), ("talk", deliver.talk_of(asked_of))]


# -- remedies --------------------------------------------------------------------------------------


@pytest.fixture
def shown(view, qtbot):
    """Shows a mail, and the keyboard in the list."""

    def shown(mail):
        view.show(OutboxBox.OPEN, mail)
        qtbot.waitUntil(lambda: view.detail.mail is not None and view.detail.mail.id == mail)
        return view

    return shown


def test_send_now(shown, ctx, services, queue, clock):
    mail = queue(at=clock() + timedelta(days=1))
    view = shown(mail)
    assert labels(view)[0] == "Send now"
    view.detail.buttons["send_now"].click()
    assert services.outbox.get(mail).due_at == clock()
    assert ctx.notices.toast.words == "Sending now"


def test_back_to_drafts_opens_the_draft(shown, ctx, services, queue):
    mail = queue(subject="Not yet")
    ctx_desk = desk_of(ctx)
    view = shown(mail)
    assert ctx.actions.run("outbox.draft")
    assert services.outbox.get(mail).state is Sending.RECALLED
    (window,) = ctx_desk.windows
    assert window.composer.head.subject.text() == "Not yet"
    window.close()
    assert view.detail.mail is None or remedies(view.detail.mail) == ()


def test_a_held_mail_goes_anyway(shown, ctx, services, queue, put):
    mail = queue()
    put(mail, state="held", said="Ines wrote.")
    shown(mail)
    assert ctx.actions.run("outbox.send")
    assert services.outbox.get(mail).state is Sending.QUEUED
    assert not ctx.actions.run("outbox.arrived")


def test_in_doubt_sending_again_is_asked_about(shown, ctx, services, queue, put):
    mail = queue()
    put(mail, state="unknown", looks=LOOKS)
    view = shown(mail)
    assert labels(view) == ["It was delivered…", "Send again…", "Back to drafts"]
    view.detail.buttons["again"].click()
    question = asked()
    question.no.click()
    assert services.outbox.get(mail).state is Sending.UNKNOWN
    view.detail.buttons["again"].click()
    asked().yes.click()
    assert services.outbox.get(mail).state is Sending.QUEUED


def test_in_doubt_the_rep_may_know(shown, ctx, services, queue, put):
    mail = queue()
    put(mail, state="unknown", looks=LOOKS)
    shown(mail)
    assert ctx.actions.run("outbox.arrived")
    asked().no.click()  # a key pressed by mistake
    assert services.outbox.get(mail).state is Sending.UNKNOWN
    assert ctx.actions.run("outbox.arrived")
    asked().yes.click()
    assert services.outbox.get(mail).state is Sending.DELIVERED


def test_another_time(shown, ctx, services, queue, clock):
    mail = queue(at=clock() + timedelta(days=1))
    view = shown(mail)
    wanted = clock() + timedelta(days=3)
    before = services.outbox.get(mail)
    view.detail.remedies.reschedule(before, wanted)
    assert services.outbox.get(mail).wanted_at == wanted
    toast = ctx.notices.toast
    assert toast.words.startswith("Goes out ")
    toast.undo_button.click()
    assert services.outbox.get(mail).wanted_at == before.wanted_at
    assert toast.undo_button.isHidden()


def test_the_time_is_asked_for_in_words(shown, ctx, services, queue, clock, host):
    from desktop_app.ui.composer.send_later import SendLater

    mail = queue(at=clock() + timedelta(days=1))
    shown(mail)
    assert ctx.actions.run("outbox.time")
    (popup,) = [each for each in host.findChildren(SendLater) if each.isVisible()]
    popup.line.setText("in 2 hours")
    popup.submit()
    left = services.outbox.get(mail).due_at - clock()
    assert timedelta(hours=1, minutes=59) <= left <= timedelta(hours=2, minutes=1)


def test_refused_its_draft_is_opened(shown, ctx, services, queue, refuse):
    mail = queue(subject="Offer")
    refuse(mail)
    view = shown(mail)
    assert labels(view) == ["Open draft"]
    assert "550 5.1.1 No such person" in view.detail.band.sentence
    view.detail.buttons["edit"].click()
    (window,) = desk_of(ctx).windows
    assert window.composer.head.subject.text() == "Offer"
    window.close()


def test_what_is_under_way_meanwhile_is_said_calmly(shown, ctx, services, queue, put):
    mail = queue()
    view = shown(mail)
    put(mail, state="sending")  # the engine was quicker
    view.detail.buttons["recall"].click()
    (band,) = ctx.notices.bands
    assert band.title == "The mail is on its way already."


def test_every_button_names_its_key(shown, queue, ctx):
    view = shown(queue())
    for name, button in view.detail.buttons.items():
        assert button.accessibleName() == button.words
        assert button.toolTip().endswith(KEYS[name])
        assert name in remedies(view.detail.mail)


def test_nothing_is_read_on_the_windows_thread(make_ctx, show, services, queue, qtbot):
    here = threading.get_ident()
    asked_on = []
    outbox = services.outbox

    class Watched:
        def __getattr__(self, name):
            found = getattr(outbox, name)

            def call(*given, **named):
                asked_on.append((name, threading.get_ident()))
                return found(*given, **named)

            return call

    mail = queue()
    ctx = make_ctx(inline=False)
    ctx.services.outbox = Watched()
    view = show(ctx)
    view.show(OutboxBox.OPEN, mail)
    qtbot.waitUntil(lambda: view.detail.mail is not None)
    view.detail.buttons["send_now"].click()
    qtbot.waitUntil(lambda: ctx.notices.toast.words == "Sending now")
    qtbot.waitUntil(lambda: not ctx.ops.busy)
    assert {"all_ids", "rows", "get", "events", "message", "send_now"} <= {
        name for name, _thread in asked_on
    }
    assert all(thread != here for _name, thread in asked_on)
    assert words.whom(replace(view.detail.mail, people=())) == "ines@norvane.example"
