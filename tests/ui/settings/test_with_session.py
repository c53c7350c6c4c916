"""The switch that has the engine start with the session."""

from __future__ import annotations

from desktop_app.domain.about import SessionStart
from desktop_app.domain.errors import KnownError


def test_it_says_what_the_desktop_says(qtbot, screen, ctx) -> None:
    row = screen.with_session
    assert not row.control.isChecked()
    ctx.services.care.start = SessionStart.ON
    screen.refresh()
    qtbot.waitUntil(row.control.isChecked)
    ctx.services.care.start = SessionStart.OTHER
    screen.refresh()
    qtbot.waitUntil(lambda: not row.control.isChecked())
    assert row.sentence.text.startswith("Another copy of Outpost")


def test_it_is_switched_and_put_back(qtbot, screen, ctx) -> None:
    row = screen.with_session
    row.control.click()
    qtbot.waitUntil(lambda: ctx.services.care.start is SessionStart.ON)
    qtbot.waitUntil(row.back.isVisible)
    assert row.control.isChecked()
    row.back.click()
    qtbot.waitUntil(lambda: ctx.services.care.start is SessionStart.OFF)
    qtbot.waitUntil(lambda: not row.control.isChecked())


def test_what_could_not_be_kept_does_not_look_as_if_it_were(qtbot, screen, ctx) -> None:
    ctx.services.care.refused = KnownError("The folder cannot be written.")
    row = screen.with_session
    row.control.click()
    qtbot.waitUntil(lambda: not row.control.isChecked())
