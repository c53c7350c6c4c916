"""Today as a rep uses it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu

from desktop_app.domain.actions import ActionStatus, Priority
from desktop_app.domain.today import QueueRow
from desktop_app.ui.today.list_view import HEADING
from desktop_app.ui.today.panel import _shortened

Key = Qt.Key


@pytest.fixture
def some(offered, clock):
    """Five actions: one late, three today, one later."""
    now, add = clock(), offered.actions.add
    day = timedelta(days=1)
    return [
        add("reply", None, now - day, Priority.HIGH, "late")[0],
        add("call", None, now + timedelta(hours=1), Priority.HIGH, "ring")[0],
        add("meeting", None, now + timedelta(hours=2), Priority.MEDIUM, "meet")[0],
        add("follow_up", None, now + timedelta(hours=3), Priority.LOW, "follow")[0],
        add("call", None, now + 2 * day, Priority.LOW, "later")[0],
    ]


def test_the_queue_in_its_sections_and_the_first_action_is_current(open_desk, some):
    desk = open_desk()
    QAbstractItemModelTester(desk.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert desk.lines() == [
        "Overdue 1", "late", "Today 3", "ring", "meet", "follow", "Upcoming 1", "later",
    ]  # fmt: skip
    assert desk.current() == "late"
    assert desk.view.rowHeight(0) == HEADING and desk.view.rowHeight(1) == desk.view.row_height
    assert [row.count for row in desk.screen.side.sections[0].rows] == [4, 1, 1, 1, None]
    assert desk.screen.panel._place.text == "1 of 5"


def test_j_and_k_pass_over_headings(open_desk, some):
    desk = open_desk()
    said = []
    for _ in range(5):
        desk.run("next")
        said.append(desk.current())
    assert said == ["ring", "meet", "follow", "later", "later"]
    for _ in range(5):
        desk.run("previous")
    assert desk.current() == "late"


def test_d_completes_and_the_next_one_is_current_and_undo_brings_it_back(open_desk, some, offered):
    desk = open_desk()
    desk.run("done")
    desk.soon(lambda: desk.lines()[0] == "Today 3" and desk.current() == "ring")
    assert desk.lines()[-1] == "Done today 1"
    assert desk.screen.list._progress.words == "1 of 4 done"
    assert desk.ctx.notices.toast.words == "Action done"
    desk.run("show_done")
    assert desk.lines()[-2:] == ["Done today 1", "late"]
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.lines()[:2] == ["Overdue 1", "late"])


def test_a_toast_stands_above_what_can_be_done_with_an_action(open_desk, some):
    desk = open_desk()
    desk.host.resize(1290, 800)
    panel, toast = desk.screen.panel, desk.ctx.notices.toast
    desk.soon(lambda: panel.isVisible() and panel.detail is not None)
    desk.ctx.notices.say("It was to be said in so many words that they reach below the panel, too")
    desk.soon(lambda: toast.isVisible())
    on = desk.host
    foot = QRect(panel.complete.mapTo(on, QPoint()), panel.complete.size())
    said = QRect(toast.mapTo(on, QPoint()), toast.size())
    assert said.right() > foot.left()
    assert said.bottom() < foot.top()


def test_a_circle_completes_and_a_heading_folds(open_desk, some, offered):
    offered.actions.complete([some[0]])
    desk = open_desk()
    heading = desk.model.rowCount() - 1
    left = Qt.MouseButton.LeftButton
    place = desk.view.visualRect(desk.model.index(heading, 0)).center()
    desk.qtbot.mouseClick(desk.view.viewport(), left, pos=place)
    assert desk.lines()[-1] == "late"
    rect = desk.view.visualRect(desk.model.index(1, 0))
    desk.qtbot.mouseClick(desk.view.viewport(), left, pos=QPoint(28, rect.center().y()))
    assert offered.actions.action(some[1]).status is ActionStatus.COMPLETED
    desk.soon(lambda: desk.lines()[-3] == "Done today 2")


def test_checked_ones_go_together(open_desk, some, offered, clock):
    desk = open_desk()
    desk.run("check_all")
    assert desk.screen.checking.count == 5
    until = clock() + timedelta(days=4)
    desk.screen.work.snooze_until(until)
    desk.soon(lambda: desk.lines()[0] == "Upcoming 5")
    assert {offered.actions.action(each).due for each in some} == {until}
    assert desk.screen.checking.count == 0
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: desk.lines()[0] == "Overdue 1")


def test_midnight_makes_another_day_of_it(open_desk, some, clock):
    desk = open_desk()
    clock.now += timedelta(days=1)
    desk.screen.look_at_clock()
    assert desk.lines()[0] == "Overdue 4"
    assert desk.screen.list._date.text == "Thursday 18 June"


def test_boxes_and_what_is_empty(open_desk, some, offered):
    desk = open_desk()
    desk.screen.side.chosen.emit("meeting")
    assert desk.lines() == ["Today 1", "meet"]
    desk.run("done")
    desk.soon(lambda: desk.model.rowCount() == 1)  # what is done today, folded
    assert desk.screen.list.view.current_id is None and desk.screen.detail is None
    desk.screen.side.chosen.emit("completed")
    assert desk.lines() == ["Done today 1", "meet"]
    desk.run("reopen")
    desk.soon(lambda: desk.model.rowCount() == 0)
    assert desk.screen.list._pages.currentWidget().accessibleName().startswith("Nothing done yet")


def test_a_new_action_is_read_while_it_is_typed(open_desk, offered):
    desk = open_desk()
    desk.run("new")
    dialog = desk.screen.work.dialog
    dialog.text.edit.setText("Send prices")
    desk.qtbot.keyClicks(dialog.due.edit, "in 3 working days")
    desk.soon(lambda: dialog.due._hint == "Mon 22 June 17:00")
    desk.qtbot.keyClicks(dialog.due.edit, "x")
    desk.soon(lambda: dialog.due._hint.startswith("For example"))
    dialog.submit()
    desk.soon(lambda: "is no time" in dialog.due.error and dialog.text.text == "Send prices")
    desk.qtbot.keyClick(dialog.due.edit, Key.Key_Backspace)
    dialog.submit()
    desk.soon(lambda: desk.lines() == ["Upcoming 1", "Send prices"])


@pytest.fixture
def norvane(db, person):
    rows = (("Ines Caldaro", "Norvane Optics"), ("Pieter Aldewijn", "Norvane Labs"))
    made = []
    with db.transaction():
        for number, (name, company) in enumerate(rows):
            made.append(uuid.uuid4())
            db.run(
                "INSERT INTO leads (id, user_id, email, contact_name, company, status) "
                "VALUES (%s, %s, %s, %s, %s, 'warm')",
                (made[-1], person.id, f"n{number}@norvane.example", name, company),
            )
    return made


def test_a_new_action_finds_its_lead_by_name(open_desk, offered, norvane):
    desk = open_desk()
    desk.run("new")
    dialog = desk.screen.work.dialog
    dialog.activateWindow()
    dialog.lead.edit.setFocus()
    desk.soon(dialog.lead.edit.hasFocus)
    desk.qtbot.keyClicks(dialog.lead.edit, "optics")
    desk.soon(dialog.lead.suggestions.isVisible)
    desk.qtbot.keyClick(dialog.lead.edit, Key.Key_Return)  # takes it, and adds nothing yet
    assert dialog.lead.text == "Ines Caldaro" and dialog.lead.lead_id == norvane[0]
    assert dialog.isVisible() and offered.actions.open_of_lead(norvane[0]) == ()
    desk.qtbot.keyClick(dialog.lead.edit, Key.Key_Return)
    desk.soon(lambda: len(offered.actions.open_of_lead(norvane[0])) == 1)


def test_words_that_mean_no_one_lead_stay_with_the_reason(open_desk, offered, norvane):
    desk = open_desk()
    desk.run("new")
    dialog = desk.screen.work.dialog
    dialog.lead.edit.setText("norvane")
    dialog.submit()
    desk.soon(lambda: "Several leads" in dialog.lead.error)
    assert dialog.lead.text == "norvane"
    dialog.lead.edit.setText("Norvane Labs")
    dialog.submit()
    desk.soon(lambda: len(offered.actions.open_of_lead(norvane[1])) == 1)


def test_done_with_a_next_step(open_desk, some, offered):
    desk = open_desk()
    desk.run("done_next")
    dialog = desk.screen.work.dialog
    dialog.text.edit.setText("Ask again")
    dialog.due.edit.setText("next mon")
    dialog.submit()
    desk.soon(lambda: "Ask again" in desk.lines())
    assert desk.lines()[-1] == "Done today 1" and "late" not in desk.lines()
    desk.ctx.ops.run_command(desk.host, offered.journal.undo)
    desk.soon(lambda: "Ask again" not in desk.lines())
    assert "late" in desk.lines()


def test_a_started_action_and_its_words_for_a_screen_reader(open_desk, some):
    desk = open_desk()
    desk.run("start")
    desk.soon(lambda: desk.screen.row.status is ActionStatus.IN_PROGRESS)
    assert isinstance(desk.screen.row, QueueRow)
    said = lambda: desk.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
    desk.soon(lambda: said() == "late, Reply, started, high priority, 1 day late")
    desk.run("start")
    desk.soon(lambda: desk.screen.row.status is ActionStatus.PENDING)


def test_the_panel_is_a_drawer_in_a_narrow_window(open_desk, some):
    desk = open_desk(1024)
    assert not desk.screen.panel.isVisible()
    desk.run("panel")
    assert desk.screen.panel.isVisible()
    assert desk.screen.go_back() and not desk.screen.panel.isVisible()


def test_types_and_rules_in_the_menu(open_desk, some, offered):
    desk = open_desk()
    desk.screen.list._filter.click()
    menu = desk.screen.list.findChild(QMenu)
    words = [each.text() for each in menu.actions() if not each.isSeparator()]
    assert words[:5] == ["All types", "Follow up", "Call", "Meeting", "Reply"]
    menu.actions()[2].trigger()
    assert desk.lines() == ["Today 1", "ring", "Upcoming 1", "later"]
    rule = menu.actions()[-1]
    assert rule.isChecked()
    rule.trigger()
    assert [each.active for each in offered.action_rules.list()] == [True, True, False]
    menu.hide()


def test_headings_alone_are_low_whatever_comes_and_goes(open_desk, some, offered, clock):
    desk = open_desk()

    def heights() -> bool:
        rows = range(desk.model.rowCount())
        return all(
            desk.view.rowHeight(each)
            == (HEADING if desk.model.is_heading(each) else desk.view.row_height)
            for each in rows
        )

    assert heights()
    offered.actions.add("call", None, clock() - timedelta(days=3), text="another")
    desk.screen.refresh()
    assert "another" in desk.lines() and heights()
    offered.actions.complete(some[:2])
    desk.screen.refresh()
    assert "ring" not in desk.lines() and heights()


@pytest.mark.parametrize(("text", "shown"), [
    ("Thank you.\n\nOn 18 November Ines wrote:\n> Prices?\n> Soon?", "Thank you."),
    ("Yes.\n> No?\nMaybe.", "Yes."),
    ("> All of it quoted", "> All of it quoted"),
    ("5 > 4: so it is\nHi", "5 > 4: so it is Hi"),
    ("Hi\n-- \nInes", "Hi"),
])  # fmt: skip
def test_the_last_message_is_shown_without_what_it_quotes(text, shown):
    assert _shortened(text) == shown
