"""The history of a lead against the real journal."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.ui.leads.history import show_history
from desktop_app.ui.shell.undo_dialog import UndoDialog
from desktop_app.ui.widgets.field_changes import FieldChanges

HOT, COLD = LeadStatus.HOT, LeadStatus.COLD


@pytest.fixture
def ctx(db, user, make_context):
    return make_context(
        SimpleNamespace(
            user=user, leads=LeadService(db, user.id), journal=JournalService(db, user.id)
        )
    )


@pytest.fixture
def ines(ctx):
    return ctx.services.leads.create(LeadDraft("Norvane", "Ines", "ines@norvane.example"))[0]


@pytest.fixture
def shown(qtbot, ctx, host, ines):
    def show():
        made = show_history(ctx, host, ines)
        qtbot.waitExposed(made)
        return made

    return show


def test_entries_say_what_was_and_what_is_and_can_be_undone(ctx, ines, shown) -> None:
    leads = ctx.services.leads
    first = leads.set_status([ines], HOT).journal_id
    dialog = shown()
    assert dialog.whose.text() == "Ines, Norvane"
    assert [entry.said for entry in dialog.entries] == ["Set to hot", "Norvane added"]
    lines = [each.lines for each in dialog.findChildren(FieldChanges)]
    assert lines[0] == [("Status", "warm → hot")]
    assert ("Email", "ines@norvane.example") in lines[1]
    dialog.undo_buttons[first].click()
    assert leads.lead(ines).status is LeadStatus.WARM
    assert first not in dialog.undo_buttons, "it is undone"
    dialog.reject()


def test_undo_of_an_older_entry_asks_over_the_dialog(ctx, ines, shown) -> None:
    leads = ctx.services.leads
    first = leads.set_status([ines], HOT).journal_id
    leads.set_status([ines], COLD)
    dialog = shown()
    dialog.undo_buttons[first].click()
    (question,) = dialog.findChildren(UndoDialog)
    question.over.click()
    assert leads.lead(ines).status is LeadStatus.WARM
    dialog.reject()


def test_earlier_entries_come_by_pages(ctx, ines, shown) -> None:
    for number in range(30):
        ctx.services.leads.set_status([ines], (HOT, COLD)[number % 2])
    dialog = shown()
    assert len(dialog.entries) == 20
    dialog._read_more()
    assert [entry.said for entry in dialog.entries][-1] == "Norvane added"
    assert len({entry.id for entry in dialog.entries}) == 31
    # Looking again keeps what was opened.
    dialog.read()
    assert len(dialog.entries) == 31
    dialog.reject()


def test_nothing_done_yet_is_one_sentence(ctx, db, ines, shown) -> None:
    db.run("DELETE FROM outpost.journal")
    dialog = shown()
    assert dialog.entries == ()
    dialog.reject()
