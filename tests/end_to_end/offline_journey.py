"""A start, the lock, the settings and a sign-in in the real window. Run by test_offline.

The password comes as the first line of the input. Ends with "all seen" or with what was not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import run_journey, type_into, until

NAME = "Robin without a wire"


def journey(desk: Desk, password: str) -> None:
    window = desk.window
    until(lambda: window.workspace is not None, "the workspace of who was signed in")
    services = window.workspace.ctx.services

    desk.guard.lock()
    until(lambda: desk.guard.locked and desk._booted.services.signin.is_locked(), "the lock")
    type_into(desk.guard.page.password.edit, password)
    QTest.keyClick(desk.guard.page.password.edit, Qt.Key.Key_Return)
    until(lambda: not desk.guard.locked, "the open window")

    window.workspace.show_screen("settings")
    settings = window.workspace.screen("settings")
    until(lambda: len(settings.sessions.list.rows) == 1, "this computer among the sessions")
    edit = settings.profile.name.edit
    until(lambda: edit.text() == "Robin", "the name")
    edit.clear()
    type_into(edit, NAME)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    until(lambda: services.profile.get().name == NAME, "the name, kept")
    settings.security.lock_after.picked.emit(30)
    settings.appearance.looks.chosen.emit("dark")
    until(lambda: desk.themes.now.dark, "the dark look")

    desk.sign_out()
    until(lambda: isinstance(window.page, FirstRun), "who it is")
    type_into(window.page.who.password.edit, password)
    QTest.keyClick(window.page.who.password.edit, Qt.Key.Key_Return)
    until(lambda: window.workspace is not None, "the workspace, by the password")


def main() -> int:
    password = sys.stdin.readline().rstrip("\n")
    return run_journey(Path(sys.argv[1]), lambda desk: journey(desk, password))


if __name__ == "__main__":
    sys.exit(main())
