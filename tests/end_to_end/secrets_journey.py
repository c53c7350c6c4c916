"""A person who locks, forgets, meets a bug and signs in anew, in the real window. Run by
test_secrets.

The first line of the input is a JSON list: the password, and one that is not right. The system's
browser is whoever reads the lines "browser URL". Ends with "all seen" or with what was not.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_app.services.signin import SignInService
from desktop_app.system.logs import start_logging
from desktop_app.system.paths import Workspace
from desktop_app.ui import request_flow
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import run_journey, type_into, until


class _Browser:
    @staticmethod
    def openUrl(url) -> bool:
        print("browser", url.toString(url.ComponentFormattingOption.FullyEncoded), flush=True)
        return True


def enter(field: QWidget, text: str) -> None:
    type_into(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def engines() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "engine" in child.cmdline()]


def journey(desk: Desk, password: str, wrong: str) -> None:
    window = desk.window
    until(lambda: window.workspace is not None, "the workspace of who was signed in")
    desk.guard.lock()
    until(lambda: desk.guard.locked and desk._booted.services.signin.is_locked(), "the lock")
    field = desk.guard.page.password
    enter(field.edit, wrong)
    until(lambda: field.error, "that it was not right")

    unlock, met = SignInService.unlock, []

    def crash(self: SignInService, typed: str) -> None:
        met.append(typed)
        raise RuntimeError("a bug while the lock is opened")

    SignInService.unlock = crash
    enter(field.edit, password)
    until(lambda: met == [password], "the bug")
    until(lambda: field.edit.isEnabled() and desk.guard.page.button.isEnabled(), "another try")
    SignInService.unlock = unlock
    field.edit.clear()
    enter(field.edit, password)
    until(lambda: not desk.guard.locked, "the open window")

    desk.sign_out()
    until(lambda: isinstance(window.page, FirstRun), "who it is")
    enter(window.page.who.password.edit, password)
    until(lambda: window.workspace is not None, "the workspace, by the password")

    until(engines, "the engine")
    engines()[0].send_signal(signal.SIGKILL)
    desk.sign_out()
    until(lambda: isinstance(window.page, FirstRun), "who it is, once more")
    who = window.page.who
    until(lambda: who.provider_buttons, "the provider")
    QTest.mouseClick(who.provider_buttons[0], Qt.MouseButton.LeftButton)
    until(lambda: window.page.step == 2, "what somebody new starts with")
    QTest.mouseClick(window.page._skip, Qt.MouseButton.LeftButton)
    until(lambda: window.workspace is not None, "the workspace, by the provider")


def main() -> int:
    password, wrong = json.loads(sys.stdin.readline())
    request_flow.QDesktopServices = _Browser
    home = Path(sys.argv[1])
    start_logging(Workspace(home), "window")
    return run_journey(home, lambda desk: journey(desk, password, wrong))


if __name__ == "__main__":
    sys.exit(main())
