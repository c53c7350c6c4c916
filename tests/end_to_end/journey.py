"""Driving the real window from outside, as a person would; what the journeys share."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.widgets.labels import Paragraph
from desktop_app.window import open_window

PATIENCE = 60.0  # seconds for anything that a person waits for


def until(seen: Callable[[], object], what: str) -> None:
    """Wait for what a person would see; the program ends when it never comes."""
    end = time.monotonic() + PATIENCE
    while not seen():
        if time.monotonic() > end:
            print("not seen:", what, "but:", shown_words(), flush=True)
            os._exit(1)
        pause(20)


def pause(ms: int) -> None:
    """Let the window live for so long, and what goes on behind it: QTest.qWait would keep Python
    to itself, and leave the other threads a twentieth of the time."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def shown_words(*places: QWidget) -> str:
    """What can be read there, by default in all windows; what was typed is not among it."""
    places = places or tuple(each for each in QApplication.topLevelWidgets() if each.isVisible())
    said = [(each, each.text()) for place in places for each in place.findChildren(QLabel)]
    said += [(each, each.text) for place in places for each in place.findChildren(Paragraph)]
    return " ".join(words for each, words in said if words and each.isVisible())


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def run_journey(home: Path, journey: Callable[[Desk], None]) -> int:
    """Open the window on a workspace, take the journey, say "all seen" and close it again."""
    start = Desk.start

    def begin(desk: Desk) -> None:
        start(desk)
        QTimer.singleShot(0, lambda: go(desk))

    def go(desk: Desk) -> None:
        try:
            journey(desk)
        except BaseException:
            traceback.print_exc()
            os._exit(1)  # Qt would go on without us
        print("all seen", flush=True)
        desk.window.close()

    Desk.start = begin  # type: ignore[method-assign]
    return open_window(home, None)
