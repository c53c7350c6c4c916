"""Rules that make actions, in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.domain.errors import KnownError

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def row(screen):
    return screen.actions.rows_by_name["unanswered"]


def test_each_rule_says_in_a_sentence_when_it_acts(screen, row):
    said = [each.sentence.text for each in screen.actions.rows_by_name.values()]
    assert said == [
        "Mail of a lead that waits a day for an answer becomes an action: reply.",
        "A hot lead that nobody was in touch with for a week becomes an action: follow up.",
        "A meeting that a lead or you accepted by mail becomes an action: meeting.",
    ]
    assert row.on.isChecked() and row.after.text() == "a day"
    assert screen.actions.rows_by_name["accepted"].after is None


def test_a_rule_is_turned_off_and_undo_turns_it_on(qtbot, screen, row, ctx):
    qtbot.mouseClick(row.on, LEFT)
    qtbot.waitUntil(lambda: not ctx.services.action_rules.list()[0].active)
    qtbot.waitUntil(lambda: not row.after.isEnabled() and not row.on.isChecked())
    assert ctx.notices.toast.words == "Rule turned off"
    ctx.ops.run_command(screen, ctx.services.journal.undo)
    qtbot.waitUntil(lambda: row.on.isChecked() and row.after.isEnabled())


def test_its_number_is_picked_and_undo_puts_it_back(qtbot, screen, row, ctx):
    qtbot.mouseClick(row.after, LEFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert [each.text() for each in menu.actions()] == [
        "4 hours", "8 hours", "a day", "2 days", "3 days", "a week",
    ]  # fmt: skip
    menu.actions()[3].trigger()
    menu.close()
    qtbot.waitUntil(lambda: ctx.services.action_rules.list()[0].after == 48)
    qtbot.waitUntil(lambda: "waits 2 days" in row.sentence.text)
    ctx.ops.run_command(screen, ctx.services.journal.undo)
    qtbot.waitUntil(lambda: row.after.text() == "a day")


def test_a_number_of_another_program_is_offered_too(qtbot, screen, row, ctx):
    ctx.services.action_rules.set_after("unanswered", 30)
    screen.actions.refresh()
    qtbot.waitUntil(lambda: row.after.text() == "30 hours")
    assert (30, "30 hours") in row.after.items


def test_what_was_changed_of_a_rule_goes_back_by_a_button(qtbot, screen, row, ctx):
    assert row.back.isHidden()
    ctx.services.action_rules.set_after("unanswered", 48)
    ctx.services.action_rules.set_active("unanswered", False)
    screen.actions.refresh()
    qtbot.waitUntil(lambda: not row.back.isHidden())
    assert row.back.toolTip() == "Back to “a day”"
    qtbot.mouseClick(row.back, LEFT)
    qtbot.waitUntil(lambda: row.on.isChecked() and row.after.text() == "a day")
    assert row.back.isHidden()
    ctx.ops.run_command(screen, ctx.services.journal.undo)
    qtbot.waitUntil(lambda: not row.on.isChecked() and not row.back.isHidden())


def test_what_could_not_be_saved_does_not_look_saved(qtbot, screen, row, ctx, monkeypatch):
    def away(name, on):
        raise KnownError("The database is away.")

    monkeypatch.setattr(ctx.services.action_rules, "set_active", away)
    qtbot.mouseClick(row.on, LEFT)
    qtbot.waitUntil(row.on.isChecked)


def test_notifications_are_turned_off_and_on(qtbot, screen, ctx):
    notify = screen.actions.notify
    assert notify.isChecked()
    qtbot.mouseClick(notify, LEFT)
    qtbot.waitUntil(lambda: not ctx.services.notifications.are_shown())
    qtbot.mouseClick(notify, LEFT)
    qtbot.waitUntil(ctx.services.notifications.are_shown)


def test_rules_are_found_by_their_words(qtbot, screen):
    qtbot.keyClicks(screen.rail.find, "quiet hot")
    qtbot.waitUntil(lambda: not screen.profile.isVisible())
    assert screen.actions.rows_by_name["quiet_hot"].isVisible()
    assert not screen.actions.notify.isVisible()
