"""Leads are added to a sequence, and what came of it is said."""

from __future__ import annotations

import threading

import pytest

from desktop_app.domain.ids import IdList
from desktop_app.domain.sequences import Enrolled, Refusal, SequenceText, Step
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.sequences.enrol import EnrolDialog, show_enrol
from desktop_app.ui.sequences.words import enrolled_words


@pytest.fixture
def made(offered):
    step = Step("Ring", action_type="call")
    offered.sequences.make(SequenceText("Empty"))
    return offered.sequences.make(SequenceText("Fair", (step,)))[0]


@pytest.fixture
def ask(qtbot, host, make_context, offered, clock):
    """Opens the dialog for leads; ``where`` gets the thread on which they were resolved."""

    def ask(leads, where: list | None = None, *, inline: bool = True) -> EnrolDialog:
        ctx = make_context(offered, inline=inline)
        ctx.clock = clock
        host.show()

        def resolve() -> IdList:
            if where is not None:
                where.append(threading.current_thread())
            return IdList.of(leads)

        show_enrol(ctx, host, Chosen(resolve, len(leads)))
        qtbot.waitUntil(lambda: host.findChild(EnrolDialog) is not None)
        dialog = host.findChild(EnrolDialog)
        dialog.ctx = ctx
        return dialog

    return ask


def test_all_of_them_are_in_and_undo_takes_them_out(qtbot, ask, offered, made, make_lead, host):
    dialog = ask([make_lead("a@x.example"), make_lead("b@x.example")])
    assert dialog.choice.count() == 1  # one without a step cannot be chosen
    ctx = dialog.ctx
    dialog.go.click()
    qtbot.waitUntil(lambda: host.findChild(EnrolDialog) is None)
    assert len(offered.sequences.enrolments(made)) == 2
    assert ctx.notices.toast.words == "2 leads in “Fair”"
    offered.journal.undo()
    assert not len(offered.sequences.enrolments(made))


def test_who_could_not_be_is_told_in_words(qtbot, ask, offered, made, make_lead):
    leads = [make_lead(f"{each}@x.example") for each in "abc"]
    offered.sequences.enrol(made, leads[:1])
    dialog = ask(leads)
    dialog.go.click()
    qtbot.waitUntil(dialog.said.isVisible)
    assert dialog.said.text() == "2 leads enrolled\n1 is in a sequence already"
    assert not dialog.go.isVisible() and dialog.close_button.words == "Close"
    dialog.close_button.click()


def test_leads_are_resolved_off_the_windows_thread(qtbot, ask, offered, made, make_lead, host):
    where: list[threading.Thread] = []
    dialog = ask([make_lead("a@x.example")], where, inline=False)
    dialog.go.click()
    qtbot.waitUntil(lambda: host.findChild(EnrolDialog) is None)
    assert where and threading.main_thread() not in where


def test_a_fault_is_said_in_place_and_can_be_tried_again(ask, offered, made, make_lead):
    dialog = ask([make_lead("a@x.example")])
    offered.sequences.delete(made)
    dialog.go.click()
    assert dialog.trouble.text().startswith("This sequence is not there any more.")
    assert dialog.go.isEnabled() and dialog.isVisible()
    dialog.reject()


def test_without_a_sequence_one_is_led_to_them(ask, offered, make_lead):
    dialog = ask([make_lead("a@x.example")])
    shown: list[str] = []
    dialog.ctx.show_screen = shown.append
    assert dialog.said.text() == "There is no sequence yet."
    dialog.go.click()
    assert shown == ["sequences"]


def test_every_reason_has_words(make_lead):
    from uuid import uuid4

    one = Enrolled((), {each: (uuid4(),) for each in Refusal})
    assert len(enrolled_words(one)) == 1 + len(Refusal)
    assert enrolled_words(one)[0] == "No lead was enrolled"
    many = Enrolled(tuple(uuid4() for _ in range(12)), {Refusal.ENROLLED: (uuid4(), uuid4())})
    assert enrolled_words(many) == ("12 leads enrolled", "2 are in a sequence already")
