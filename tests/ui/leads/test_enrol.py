"""Leads are added to a sequence from where leads are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.sequences import SequenceText, Step
from desktop_app.ui.sequences.enrol import EnrolDialog


@pytest.fixture
def sequence(real):
    return real.sequences.make(SequenceText("Fair", (Step("Ring", action_type="call"),)))[0]


def dialog_of(desk) -> EnrolDialog:
    desk.qtbot.waitUntil(lambda: desk.host.findChild(EnrolDialog) is not None)
    return desk.host.findChild(EnrolDialog)


def test_all_that_are_checked_are_added(open_desk, real, make_lead, sequence):
    for name in "abc":
        make_lead(f"{name}@x.example")
    desk = open_desk(real)
    assert len(desk.companies()) == 3
    desk.press(Qt.Key.Key_A, ctrl=True)
    desk.screen.checking.bar.sequence.click()
    dialog = dialog_of(desk)
    dialog.go.click()
    desk.qtbot.waitUntil(lambda: len(real.sequences.enrolments(sequence)) == 3)


def test_the_current_lead_is_added_by_the_command(open_desk, real, make_lead, sequence):
    lead = make_lead("a@x.example")
    desk = open_desk(real)
    desk.companies()
    assert desk.ctx.actions.run("leads.enrol")
    dialog_of(desk).go.click()
    desk.qtbot.waitUntil(lambda: len(real.sequences.of_lead(lead)) == 1)


def test_in_a_narrow_pane_the_last_buttons_of_the_bar_are_icons(desk):
    bar = desk.screen.checking.bar
    bar.show_count(2, can_merge=True)
    desk.screen.pane.resize(1200, 600)
    bar.place()
    assert bar.sequence.words == "Sequence" and bar.delete.words == "Delete"
    desk.screen.pane.resize(700, 600)
    bar.place()
    assert bar.status.words == "Status" and bar.delete.words == ""
    assert bar.delete.accessibleName() == "Delete them"
    assert bar.sizeHint().width() <= 700
