"""Sequences as a rep makes them, and steers the leads in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu

from desktop_app.domain.errors import KnownError
from desktop_app.domain.sequences import (
    EnrolmentState,
    SequenceText,
    Step,
    Unit,
    Whose,
    Window,
)
from desktop_app.ui.sequences import words
from desktop_app.ui.sequences.shelf import (
    _SEQUENCES,
    Unsaved,
    sequence_shelf,
    taking_up_sequences,
)

Key = Qt.Key
Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal


def text_of(*names: str, name: str = "After the fair", template=None) -> SequenceText:
    """A sequence whose first step is a mail, where a template is given, and the rest actions."""
    steps = [Step(each, action_type="call", text=f"{each} them", delay=3) for each in names]
    if template is not None:
        steps.insert(0, Step("Hello", template_id=template))
    return SequenceText(name, tuple(steps))


@pytest.fixture
def made(offered):
    """A sequence with a mail and two calls; its id."""
    template = uuid4()
    offered.templates.held.append(SimpleNamespace(id=template, name="Short introduction"))
    return offered.sequences.make(text_of("Ring", "Ask", template=template))[0]


@pytest.fixture
def three(offered, made, make_lead):
    """Three leads in it."""
    leads = [make_lead(f"{name}@lead.example", contact_name=name) for name in ("ada", "bo", "cy")]
    enrolled, _ = offered.sequences.enrol(made, leads)
    assert len(enrolled.enrolments) == 3
    return leads


def stored(offered, sequence_id) -> SequenceText:
    return offered.sequences.get(sequence_id).text


def test_nothing_yet_and_the_first_one_is_named_at_once(open_desk, offered):
    desk = open_desk()
    page = desk.screen._whole.currentWidget()
    assert page.accessibleName().startswith("No sequence yet") and len(page.buttons) == 1
    assert desk.screen.creates == ("New sequence", "C")
    page.buttons[0].click()
    desk.soon(lambda: desk.names() == ["New sequence"])
    assert desk.editor.name.text == "New sequence"
    assert desk.editor.name.edit.selectedText() == "New sequence"
    assert desk.leads.pages.currentWidget().accessibleName().startswith("No lead in it yet")
    desk.type_into(desk.editor.name.edit, "After the fair")
    desk.screen.keeper.flush()
    desk.soon(lambda: desk.names() == ["After the fair"])
    assert desk.screen._saved.text.startswith("Saved ")


def test_cards_say_what_a_step_does_and_when(open_desk, made):
    desk = open_desk()
    QAbstractItemModelTester(desk.screen.list.model, Fatal)
    spoken = [card.head.accessibleName() for card in desk.editor.cards]
    assert spoken[0] == (
        "Step 1, mail: Hello, Short introduction, As soon as a lead is in, "
        "09:00 to 17:00, Monday to Friday, on the lead’s clock"
    )
    assert spoken[1].startswith("Step 2, action: Ring, Call: Ring them, 3 days after the step")


def test_a_change_is_saved_after_a_second_without_a_word_and_can_be_undone(
    open_desk, offered, made
):
    desk = open_desk()
    desk.editor.open_step(1)
    form = desk.editor.form
    desk.type_into(form.delay, "5")
    form.unit.setCurrentIndex(1)
    form.whose.choose("rep")
    form.days[4].click()
    form.opens.setCurrentIndex(form.opens.findText("10:30"))
    form.closes.setCurrentIndex(form.closes.findText("midnight"))
    assert stored(offered, made).steps[1].delay == 3  # not before the pause
    assert desk.screen.keeper._soon.isActive() and desk.screen.keeper._soon.interval() == 1000
    desk.soon(lambda: stored(offered, made).steps[1].delay == 5)
    step = stored(offered, made).steps[1]
    assert step.unit is Unit.WORKING_DAYS
    assert step.window == Window(time(10, 30), time(0), frozenset(range(4)), Whose.REP)
    head = desk.editor.cards[1].head
    assert head.when == "5 working days after the step before"
    assert head.window_words == "10:30 to midnight, Monday to Thursday, on your clock"
    assert not desk.ctx.notices.toast.isVisible()
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.editor.text.steps[1].delay == 3 and form.delay.text() == "3")


def test_what_cannot_be_saved_says_why_in_place_and_stays(open_desk, offered, made):
    other, _ = offered.sequences.make(SequenceText("Zebra"))
    desk = open_desk()
    desk.type_into(desk.editor.name.edit, " ")
    desk.screen.keeper.flush()
    desk.soon(lambda: desk.editor.fault == "A sequence needs a name.")
    assert desk.screen._saved.text == "Not saved" and desk.editor.name.text == " "
    assert stored(offered, made).name == "After the fair"
    desk.run("next")
    assert desk.editor.sequence_id == other and desk.editor.fault == ""
    desk.run("previous")
    assert desk.editor.name.text == " " and desk.editor.fault == "A sequence needs a name."
    desk.type_into(desk.editor.name.edit, "Again")
    desk.screen.keeper.flush()
    desk.soon(lambda: desk.editor.fault == "" and stored(offered, made).name == "Again")


def test_what_is_written_is_saved_when_one_leaves(open_desk, offered, made):
    offered.sequences.make(SequenceText("Zebra"))
    desk = open_desk()
    desk.type_into(desk.editor.name.edit, "Bees")
    desk.run("next")
    desk.soon(lambda: stored(offered, made).name == "Bees")
    desk.run("previous")
    desk.type_into(desk.editor.name.edit, "Ants")
    desk.screen.remember()
    desk.soon(lambda: stored(offered, made).name == "Ants")


def test_an_older_save_never_comes_behind_a_newer_one(open_desk, offered, made):
    desk = open_desk()
    work, text = desk.screen.keeper._work, stored(offered, made)
    older, newer = work.ticket(), work.ticket()
    work.save(made, SequenceText("Newer", text.steps), newer)
    work.save(made, SequenceText("Older", text.steps), older)
    assert stored(offered, made).name == "Newer"


def test_a_passing_fault_is_tried_again(open_desk, offered, made, monkeypatch):
    desk = open_desk()
    service, asked = offered.sequences, []
    edit = service.edit

    def fail_once(*given):
        asked.append(given)
        if len(asked) == 1:
            raise KnownError("The database is away.", retryable=True)
        return edit(*given)

    monkeypatch.setattr(service, "edit", fail_once)
    desk.screen.keeper._retry.setInterval(10)
    desk.type_into(desk.editor.name.edit, "Kept")
    desk.screen.keeper.flush()
    desk.soon(lambda: stored(offered, made).name == "Kept" and desk.editor.fault == "")
    assert len(asked) == 2


def test_steps_are_added_moved_and_deleted(open_desk, offered, made):
    desk = open_desk()
    desk.run("add_action")
    assert desk.editor.current == 3
    desk.type_into(desk.editor.form.name.edit, "Last")
    assert not desk.editor.can_move(1)
    desk.run("step_up")
    assert [step.name for step in desk.editor.text.steps] == ["Hello", "Ring", "Last", "Ask"]
    assert desk.host.focusWidget() is desk.editor.form.name.edit
    desk.screen.keeper.flush()
    desk.soon(lambda: len(stored(offered, made).steps) == 4)
    desk.editor.open_step(1)
    desk.run("delete_step")
    desk.soon(lambda: [each.name for each in stored(offered, made).steps] == ["Hello", "Last",
                                                                              "Ask"])  # fmt: skip
    assert desk.ctx.notices.toast.words == "Step “Ring” deleted"
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: len(desk.editor.cards) == 4)


def test_a_mail_begins_with_its_template(open_desk, offered, made):
    desk = open_desk()
    desk.run("add_mail")
    menu = desk.editor.findChild(QMenu)
    (choice,) = menu.actions()
    assert choice.text() == "Short introduction"
    choice.trigger()
    menu.close()
    desk.screen.keeper.flush()
    desk.soon(lambda: len(stored(offered, made).steps) == 4)
    step = stored(offered, made).steps[3]
    assert step.template_id == offered.templates.held[0].id and step.name == "Short introduction"


def test_a_template_that_is_gone_is_said_to_be(open_desk, offered, made):
    other = SimpleNamespace(id=uuid4(), name="Another")
    offered.templates.held[:] = [other]
    desk = open_desk()
    assert desk.editor.cards[0].head.does == words.TEMPLATE_GONE
    desk.editor.open_step(0)
    form = desk.editor.form
    assert form.template.currentText() == words.TEMPLATE_GONE and form._hint.isVisible()
    form.template.setCurrentIndex(1)
    assert desk.editor.text.steps[0].template_id == other.id and not form._hint.isVisible()
    assert desk.editor.cards[0].head.does == "Another"


def test_a_sequence_is_deleted_and_undo_brings_it_back(open_desk, offered, made, three):
    desk = open_desk()
    desk.run("delete")
    desk.soon(lambda: desk.screen._whole.currentWidget().accessibleName()[:15] == "No sequence yet")
    assert desk.ctx.notices.toast.words == "Sequence deleted"
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.names() == ["After the fair"] and len(desk.enrolled()) == 3)
    assert desk.editor.sequence_id == made


def test_undo_of_a_deletion_brings_back_what_was_just_written(open_desk, offered, made):
    desk = open_desk()
    desk.type_into(desk.editor.name.edit, "Written just now")
    desk.run("delete")
    desk.soon(lambda: offered.sequences.get(made) is None)
    assert desk.screen.keeper.unsaved_of(made) is None
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.names() == ["Written just now"])


def test_what_was_written_stays_when_a_deletion_fails(open_desk, offered, made, monkeypatch):
    desk = open_desk()

    def fail(*_given):
        raise KnownError("The database is away.", retryable=True)

    desk.type_into(desk.editor.name.edit, "Kept")
    with monkeypatch.context() as patch:
        patch.setattr(offered.sequences, "edit", fail)
        patch.setattr(offered.sequences, "delete", fail)
        desk.run("delete")
        desk.soon(lambda: bool(desk.ctx.notices.bands))
    assert desk.screen.keeper.unsaved_of(made).name == "Kept"
    desk.screen.keeper.flush()
    desk.soon(lambda: stored(offered, made).name == "Kept")


def test_leads_stand_in_it_with_step_and_state(open_desk, three):
    desk = open_desk()
    QAbstractItemModelTester(desk.leads.model, Fatal)
    desk.soon(lambda: desk.leads.model.rowCount() == 3)
    said = desk.enrolled()
    assert {each.split(",")[0] for each in said} == {"ada", "bo", "cy"}
    assert all("Hello, Active, due " in each for each in said)
    assert desk.screen.list.model.accessible_text(
        desk.screen.list.model.row_at(0)
    ) == "After the fair, 3 active, 0 replied, 0 finished"  # fmt: skip


def test_checked_ones_pause_resume_skip_and_stop_together(open_desk, offered, made, three):
    desk = open_desk()
    desk.soon(lambda: desk.leads.model.rowCount() == 3)
    desk.run("check_all")
    assert desk.leads.checking.count == 3 and desk.leads.checking.bar.isVisible()
    desk.leads.checking.bar.pause.click()
    desk.soon(lambda: all("Paused" in each for each in desk.enrolled()))
    assert desk.ctx.notices.toast.words == "3 leads paused" and not desk.leads.checking.count
    desk.run("check_all")
    desk.run("resume")
    desk.soon(lambda: all("Active" in each for each in desk.enrolled()))
    desk.leads.view.go_to(0)
    desk.run("skip")
    desk.soon(lambda: sum("Ring, Active" in each for each in desk.enrolled()) == 1)
    desk.run("check_all")
    desk.run("stop")
    desk.soon(lambda: all("Stopped" in each for each in desk.enrolled()))
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: all("Active" in each for each in desk.enrolled()))
    desk.leads.view.go_to(0)
    desk.run("check")
    desk.run("extend_down")
    assert desk.leads.checking.count == 2
    assert desk.screen.go_back() and not desk.leads.checking.count


def test_what_cannot_be_done_is_said(open_desk, three):
    desk = open_desk()
    desk.soon(lambda: desk.leads.model.rowCount() == 3)
    desk.run("resume")
    desk.soon(lambda: desk.ctx.notices.toast.words == "Nothing of this is paused or waits")


def test_only_those_of_a_state(open_desk, offered, made, three):
    first = offered.sequences.enrolments(made)[0]
    offered.sequences.stop([first])
    desk = open_desk()
    desk.soon(lambda: desk.leads.model.rowCount() == 3)
    desk.run("only_stopped")
    desk.soon(lambda: list(desk.leads.model.ids) == [first])
    desk.run("only_finished")
    desk.soon(
        lambda: desk.leads.pages.currentWidget().accessibleName()[:18] == "None of this state"
    )
    desk.run("all_states")
    desk.soon(lambda: desk.leads.model.rowCount() == 3)
    assert desk.leads.state is None and EnrolmentState.STOPPED in words.STATE_WORDS


def test_a_lead_opens_where_leads_are(open_desk, three):
    desk = open_desk()
    shown = []
    desk.ctx.open_lead = shown.append
    desk.soon(lambda: desk.leads.row is not None)
    desk.leads.open_lead()
    assert shown == [desk.leads.row.lead_id] and shown[0] in three


def test_in_a_narrow_window_the_leads_are_a_tab(open_desk, three):
    desk = open_desk(1024)
    assert desk.screen.tabs.isVisible() and not desk.leads.isVisible()
    desk.screen.tabs.choose("leads")
    assert desk.leads.isVisible() and not desk.editor.isVisible()
    desk.run("rename")
    assert desk.editor.isVisible()
    desk.host.resize(1440, 900)
    desk.soon(lambda: desk.leads.isVisible() and desk.editor.isVisible())
    assert not desk.screen.tabs.isVisible()


def test_a_list_that_cannot_be_read_says_so_and_is_asked_again(
    open_desk, offered, made, monkeypatch
):
    def fail():
        raise KnownError("The database cannot be reached.", "Your data is safe.")

    with monkeypatch.context() as patch:
        patch.setattr(offered.sequences, "list", fail)
        desk = open_desk()
        page = desk.screen.list.pages.currentWidget()
        assert page.accessibleName().startswith("The database cannot be reached.")
    page.buttons[0].click()
    desk.soon(lambda: desk.names() == ["After the fair"])
    assert desk.editor.sequence_id == made


def test_what_another_window_changed_is_shown_but_not_over_what_is_being_written(
    open_desk, offered, made
):
    desk = open_desk()
    text = stored(offered, made)
    desk.ctx.ops.run_command(
        desk.host, lambda: offered.sequences.edit(made, SequenceText("Elsewhere", text.steps))
    )
    desk.soon(lambda: desk.editor.name.text == "Elsewhere")
    desk.type_into(desk.editor.name.edit, "Mine")
    desk.ctx.ops.run_command(
        desk.host, lambda: offered.sequences.edit(made, SequenceText("Theirs", text.steps))
    )
    desk.screen.refresh()
    assert desk.editor.name.text == "Mine"
    desk.screen.keeper.flush()
    desk.soon(lambda: stored(offered, made).name == "Mine")


def shelved(desk) -> list[Unsaved]:
    return sequence_shelf(desk.ctx).all()


def test_what_cannot_be_saved_survives_the_end_of_the_program(open_desk, offered, made):
    desk = open_desk()
    desk.soon(lambda: desk.editor.sequence_id == made)
    desk.editor.add_action()
    desk.type_into(desk.editor.form.name.edit, "Ask once more")
    desk.type_into(desk.editor.name.edit, " ")
    desk.screen.remember()
    desk.soon(lambda: len(shelved(desk)) == 1)
    assert stored(offered, made).name == "After the fair"
    taking_up_sequences(desk.ctx).begin()
    desk.soon(lambda: stored(offered, made).steps[-1].name == "Ask once more")
    assert stored(offered, made).name == "After the fair"
    desk.soon(lambda: not shelved(desk))


def test_what_is_saved_after_all_waits_nowhere(open_desk, offered, made):
    desk = open_desk()
    desk.soon(lambda: desk.editor.sequence_id == made)
    desk.type_into(desk.editor.name.edit, " ")
    desk.screen.keeper.flush()
    desk.soon(lambda: len(shelved(desk)) == 1)
    desk.type_into(desk.editor.name.edit, "Fair")
    desk.screen.keeper.flush()
    desk.soon(lambda: stored(offered, made).name == "Fair" and not shelved(desk))


def test_words_in_a_sequence_that_was_deleted_elsewhere_are_a_new_one(open_desk, offered, made):
    desk = open_desk()
    desk.soon(lambda: desk.editor.sequence_id == made)
    desk.type_into(desk.editor.name.edit, "Much better")
    offered.sequences.delete(made)
    desk.screen.keeper.flush()
    desk.soon(lambda: desk.editor.sequence_id not in (made, None))
    (kept,) = offered.sequences.list()
    assert kept.id == desk.editor.sequence_id and kept.text.name == "Much better"
    assert [step.name for step in kept.text.steps] == ["Hello", "Ring", "Ask"]
    # One goes on there, and Undo brings the old one back whole.
    desk.editor.add_action()
    desk.screen.keeper.flush()
    desk.soon(lambda: len(stored(offered, kept.id).steps) == 4)
    work = desk.screen.keeper._work
    work.save(made, replace(kept.text, name="Late words"), work.ticket())
    assert stored(offered, kept.id).name == "Late words"
    assert len(offered.sequences.list()) == 1


def test_what_was_put_by_is_read_back_as_it_was() -> None:
    window = Window(time(22, 30), time(6), frozenset({5, 6}), Whose.REP)
    steps = (
        Step("Hello", template_id=uuid4(), window=window),
        Step("", action_type="call", text="Ring\n“them”", delay=3, unit=Unit.WORKING_DAYS),
    )
    unsaved = Unsaved(uuid4(), SequenceText("", steps, "renewal"))
    assert _SEQUENCES.read(_SEQUENCES.write(unsaved)) == unsaved
    for spoilt in ("", "[]", "{}", _SEQUENCES.write(unsaved).replace('"format": 1', '"format": 2')):
        with pytest.raises(ValueError):
            _SEQUENCES.read(spoilt)
