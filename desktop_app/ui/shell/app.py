"""Starting the program with a window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.services.booted import Booted, Say
from desktop_app.ui.garbage import Garbage
from desktop_app.ui.language import teach_qt
from desktop_app.ui.shell.catalog import SCREENS
from desktop_app.ui.shell.desk import Desk, utc_now
from desktop_app.ui.shell.preferences import Preferences
from desktop_app.ui.shell.screens import Screen
from desktop_app.ui.shell.signals import PoliteEnd


def run(
    argv: Sequence[str],
    boot: Callable[[Say], Booted],
    *,
    give_password: Callable[[str, bool], None] = lambda _password, _keep: None,
    state_file: Path | None = None,
    preferences: Preferences | None = None,
    screens: Sequence[Screen] = SCREENS,
    clock: Callable[[], datetime] = utc_now,
    given: Sequence[str] = (),
) -> int:
    """Open the window and stay until it is closed.

    Args:
        argv: the program's arguments, as Qt takes them.
        boot: called off the window's thread; starts the database and brings it up to date,
            says what it is doing through its argument, and may raise
            :class:`~desktop_app.domain.errors.KnownError`, which becomes a page with
            "Try again", or :class:`~desktop_app.domain.errors.PasswordWanted`, which becomes a
            page that asks for it.
        give_password: told the password for the next boot, and whether it is to be kept.
        state_file: an INI file for sizes and positions; None remembers nothing.
        preferences: look and text size, and where changes of them are kept.
        given: paths and links to open once somebody is signed in.

    Returns:
        The exit code of the program.
    """
    standing = QApplication.instance()
    app = standing if isinstance(standing, QApplication) else _application(argv)
    app.setQuitOnLastWindowClosed(False)
    teach_qt(app)
    # Background threads hand the interpreter back to the window five times as often.
    sys.setswitchinterval(0.001)
    Garbage(app)
    desk = Desk(
        app,
        boot,
        give_password=give_password,
        state_file=state_file,
        preferences=preferences,
        screens=screens,
        clock=clock,
        given=given,
    )
    if (handed := getattr(app, "handed", None)) is not None:
        handed.connect(desk.give)
    polite = None
    if threading.current_thread() is threading.main_thread() and sys.platform != "win32":
        polite = PoliteEnd(desk.window.close, desk)
    desk.start()
    code = app.exec()
    if polite is not None:
        polite.stop()
    return int(code)


def _application(argv: Sequence[str]) -> QApplication:
    if sys.platform == "darwin":
        from desktop_app.ui.shell.application import Application

        return Application(list(argv))
    return QApplication(list(argv))
