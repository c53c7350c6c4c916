"""Working hours as a user says them."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.working_hours import WorkingHours, read_clock
from desktop_app.ui.metrics.hours_dialog import HoursDialog


@pytest.fixture
def dialog(open_desk, host):
    """The dialog, opened by the menu of the head."""
    desk = open_desk()
    desk.screen.header.display.click()
    menu = desk.screen.header.menu
    next(each for each in menu.actions() if each.text() == "Working hours…").trigger()
    menu.close()
    desk.qtbot.waitUntil(lambda: bool(host.findChildren(HoursDialog)))
    (dialog,) = host.findChildren(HoursDialog)
    dialog.desk = desk
    return dialog


def test_hours_are_changed_and_figures_follow(dialog, metrics):
    desk = dialog.desk
    assert [each.isChecked() for each in dialog.days] == [True] * 5 + [False] * 2
    assert (dialog.opens.text, dialog.closes.text) == ("09:00", "17:00")
    dialog.days[5].click()
    dialog.days[0].click()
    dialog.opens.edit.setText("8.30")
    dialog.closes.edit.setText("4 pm")
    asked = len(metrics.asked)
    desk.press(dialog.closes.edit, Qt.Key.Key_Return)
    wanted = WorkingHours(time(8, 30), time(16), frozenset({1, 2, 3, 4, 5}))
    desk.qtbot.waitUntil(lambda: metrics.hours_worked == wanted)
    desk.qtbot.waitUntil(lambda: len(metrics.asked) > asked)
    desk.settle()


@pytest.mark.parametrize(
    ("opens", "closes", "wrong", "said"),
    [
        ("nine", "17:00", "opens", "no time"),
        ("9:00", "25:00", "closes", "no time"),
        ("9:00", "8:00", "closes", "ends before it begins"),
    ],
)
def test_what_makes_no_sense_is_said_beside_it(dialog, metrics, opens, closes, wrong, said):
    dialog.opens.edit.setText(opens)
    dialog.closes.edit.setText(closes)
    dialog.yes.click()
    assert said in getattr(dialog, wrong).error
    assert dialog.isVisible() and metrics.hours_worked == WorkingHours()
    dialog.reject()


def test_a_week_without_a_day_is_none(dialog, metrics):
    for check in dialog.days[:5]:
        check.click()
    dialog.yes.click()
    assert dialog.no_day.isVisible() and metrics.hours_worked == WorkingHours()
    dialog.days[6].click()
    assert not dialog.no_day.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9", time(9)), ("09:05", time(9, 5)), ("17.30", time(17, 30)), ("8h15", time(8, 15)),
        ("5 pm", time(17)), ("12 a.m.", time(0)), ("12pm", time(12)), ("24:00", time(0)),
        ("noon", time(12)), ("midnight", time(0)), ("", None), ("24:01", None), ("9:60", None),
        ("13 pm", None), ("0 am", None), ("nine", None), ("-3", None), ("\u0663", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text, found):
    assert read_clock(text) == found
