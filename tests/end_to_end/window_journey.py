"""A rep's first morning, in the real program: window, engine and database. Run by test_window.

Types and presses as a person would, waits for what a person would see, and ends with the words
"all seen" or with what was not.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import run_journey, type_into, until


def shown_text(place: QWidget) -> str:
    return "\n".join(each.toPlainText() for each in place.findChildren(QTextBrowser))


def journey(desk: Desk, leads_file: Path, archive: Path) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "the first run")
    page = window.findChild(FirstRun)
    type_into(page.who.name.edit, "Robin Reed")
    type_into(page.who.email.edit, "robin@rep.example")
    type_into(page.who.password.edit, "a quiet place to work")
    QTest.mouseClick(page.who.button, Qt.MouseButton.LeftButton)
    until(lambda: page.keep_code is not None and page.page is page.keep_code, "the recovery code")
    QTest.keyClick(page.keep_code.check, Qt.Key.Key_Space)
    QTest.mouseClick(page.keep_code.button, Qt.MouseButton.LeftButton)
    until(lambda: page.step == 2, "the second step")
    page.import_paths([leads_file, archive])
    page.open_outpost()

    until(lambda: window.workspace is not None, "the workspace")
    workspace = window.workspace
    leads = workspace.screen("leads")
    until(lambda: len(leads.pane.model.ids) == 3, "three leads, brought by the engine")
    until(lambda: leads.pane.model.row_at(0) is not None, "the first row")
    type_into(leads.pane.filter_bar.search, "norv")
    until(lambda: len(leads.pane.model.ids) == 1, "the one lead that is asked for")
    until(lambda: "Norvane Optics" in repr(leads.pane.model.row_at(0)), "its company")

    window.activateWindow()
    until(window.isActiveWindow, "the window in front")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    until(lambda: workspace.current == "inbox", "the Inbox")
    inbox = workspace.screen("inbox")
    until(lambda: len(inbox.list.model.ids) == 1, "the conversation")
    until(lambda: "Here it is." in shown_text(inbox.thread), "the text of the newest mail")

    window.activateWindow()
    until(window.isActiveWindow, "the window in front again")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(lambda: desk.guard.locked, "the lock")
    until(lambda: desk._booted.services.signin.is_locked(), "the lock, kept for the next start")
    type_into(desk.guard.page.password.edit, "not this one")
    QTest.keyClick(desk.guard.page.password.edit, Qt.Key.Key_Return)
    until(lambda: desk.guard.page.password.error, "that it was not right")
    type_into(desk.guard.page.password.edit, "a quiet place to work")
    QTest.keyClick(desk.guard.page.password.edit, Qt.Key.Key_Return)
    until(lambda: not desk.guard.locked, "the open window")

    services = workspace.ctx.services
    engine = next(
        child for child in psutil.Process().children(recursive=True) if "engine" in child.cmdline()
    )
    engine.send_signal(signal.SIGKILL)
    services.jobs.ask_samples(5, 10)
    workspace.show_screen("leads")
    leads.pane.filter_bar.search.clear()
    until(lambda: len(leads.pane.model.ids) == 8, "five more leads, by an engine that was killed")

    (session,) = services.profile.sessions()
    services.profile.revoke(session.id)
    until(lambda: isinstance(window.page, FirstRun), "the sign-in page, told by the database")
    until(lambda: "another device" in window.page.who.told.words, "why")


def main() -> int:
    home, leads_file, archive = (Path(argument) for argument in sys.argv[1:])
    return run_journey(home, lambda desk: journey(desk, leads_file, archive))


if __name__ == "__main__":
    sys.exit(main())
