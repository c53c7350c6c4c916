"""Undo and redo by key and menu; the question where something is newer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.journal import ChangedSince, FieldChange, How, NewerRow
from desktop_app.ui.shell.undo import UndoRedo
from desktop_app.ui.shell.undo_dialog import UndoDialog

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def _question(count: int = 14, *, redo: bool = False) -> ChangedSince:
    rows = tuple(
        NewerRow(
            f"Ines Caldaro {number}, Norvane Optics",
            (FieldChange("status", "Status", "hot", "cold"),),
        )
        for number in range(5)
    )
    return ChangedSince(7, "Import of x.csv", redo=redo, count=count, noun="leads", rows=rows)


class Journal:
    """Meets something newer until it is told what to do about it."""

    def __init__(self, said: str | None = "3 leads set to hot", again: str | None = None) -> None:
        self.said, self.again = said, again
        self.calls: list[tuple[object, ...]] = []
        self.question: ChangedSince | None = None

    def can_undo(self) -> str | None:
        return self.said

    def can_redo(self) -> str | None:
        return self.again

    def undo(self, journal_id=None, how=None) -> Changes:
        self.calls.append(("undo", journal_id, how))
        if self.question is not None and how is None:
            raise self.question
        return Changes(Kind.LEADS, "Undone")

    def redo(self, how=None, journal_id=None) -> Changes:
        self.calls.append(("redo", journal_id, how))
        if self.question is not None and how is None:
            raise self.question
        return Changes(Kind.LEADS, "Redone")


@pytest.fixture
def journal(services):
    services.journal = Journal()
    return services.journal


@pytest.fixture
def flow(host, make_context, services, journal):
    return UndoRedo(make_context(services), host)


@pytest.fixture
def dialog(qtbot, themes, host):
    def show(question: ChangedSince) -> UndoDialog:
        made = UndoDialog(themes, question, host)
        made.open()
        qtbot.waitExposed(made)
        return made

    return show


def test_the_question_names_a_handful_and_the_rest_as_a_number(dialog, flow) -> None:
    shown = dialog(_question())
    assert shown.names == [f"Ines Caldaro {number}, Norvane Optics" for number in range(5)]
    assert shown.rest == 9
    assert shown.keep.isDefault()
    shown.reject()


@pytest.mark.parametrize(
    ("button", "how"), [("keep", How.KEEP_NEWER), ("over", How.OVERWRITE), ("cancel", None)]
)
def test_what_is_chosen_is_done_with_the_same_entry(flow, journal, host, button, how) -> None:
    journal.question = _question()
    flow.undo()
    (shown,) = host.findChildren(UndoDialog)
    getattr(shown, button).click()
    assert journal.calls[1:] == ([("undo", 7, how)] if how else [])


def test_a_redo_that_meets_something_newer_asks_too(flow, journal, host) -> None:
    journal.question = _question(redo=True)
    flow.redo()
    (shown,) = host.findChildren(UndoDialog)
    assert shown.over.words == "Do everything again"
    shown.keep.click()
    assert journal.calls == [("redo", None, None), ("redo", 7, How.KEEP_NEWER)]


def test_the_menu_says_what(qtbot, desk, space) -> None:
    services = space.ctx.services
    services.journal = Journal("R&D set to hot", "x" * 200)
    space.ctx.bus.tell(Changes(Kind.LEADS))
    actions = space.ctx.actions
    qtbot.waitUntil(lambda: actions.qaction("edit.undo").text() == "&Undo: R&&D set to hot")
    assert len(actions.qaction("edit.redo").text()) < 80
    services.journal.said = services.journal.again = None
    space.ctx.bus.tell(Changes(Kind.LEADS))
    qtbot.waitUntil(lambda: actions.qaction("edit.redo").text() == "&Redo")
    assert actions.qaction("edit.undo").text() == "&Undo"


def test_keys_act_everywhere_but_in_text(qtbot, desk, space) -> None:
    journal = space.ctx.services.journal = Journal()
    both = Modifier.ControlModifier | Modifier.ShiftModifier
    space.screen("leads").focus_list()
    qtbot.keyClick(desk.window, Key.Key_Z, both)
    qtbot.waitUntil(lambda: journal.calls == [("redo", None, None)])
    edit = space.screen("leads").pane.filter_bar.search
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    qtbot.keyClicks(edit, "ines")
    qtbot.keyClick(edit, Key.Key_Z, Modifier.ControlModifier)
    assert edit.text() == ""
    qtbot.keyClick(edit, Key.Key_Z, both)
    assert edit.text() == "ines"
    QApplication.processEvents()
    assert len(journal.calls) == 1
