"""Every screen of a sample desk from 1024x640 to 3840x2160: what the design wants whole is whole.
The scale comes from outside (``QT_SCALE_FACTOR``). Run by test_window."""

# a language is chosen before what speaks is imported

from __future__ import annotations

import sys
from pathlib import Path

from tests.pseudo import say_in

if len(sys.argv) > 3 and sys.argv[3]:
    say_in(sys.argv[3])

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from desktop_app.ui.inbox.tabs import Tab
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from desktop_app.ui.widgets.buttons import Button, Check, Segmented
from tests.end_to_end.journey import pause, run_journey, type_into, until

_SCREENS = ("today", "inbox", "leads", "templates", "sequences", "metrics", "settings")
_SIZES = ((1024, 640), (1280, 720), (1440, 900), (2560, 1440), (3840, 2160))


def cut_in(window: QWidget, fewest: int = 2) -> list[str]:
    """Buttons and labels that have less room than their words take, or are cut by what they are in.
    What elides by design is no label and no button."""
    found, looked_at = [], 0
    for each in window.findChildren(QWidget):
        if not each.isVisible() or each.visibleRegion().isEmpty():
            continue
        if not isinstance(each, Button | Check | Tab | QLabel) and not _is_segment(each):
            continue
        words = each.text()
        if not words or (isinstance(each, QLabel) and each.wordWrap()):
            continue
        looked_at += 1
        if each.width() < each.sizeHint().width():
            found.append(f"{words!r}: {each.width()} of {each.sizeHint().width()}")
        elif not _lies_within(each, window):
            found.append(f"{words!r} reaches out of where it is")
    assert looked_at >= fewest, looked_at
    return found


def _is_segment(each: QWidget) -> bool:
    return isinstance(each, QAbstractButton) and isinstance(each.parentWidget(), Segmented)


def _lies_within(each: QWidget, window: QWidget) -> bool:
    """Whether nothing around it cuts it at a side; what scrolls may."""
    above = each
    while above is not window:
        above = above.parentWidget()
        if isinstance(above, QScrollArea):
            return True
        box = QRect(each.mapTo(above, QPoint(0, 0)), each.size())
        if box.left() < 0 or box.right() > above.width():
            return False
    return True


def journey(desk: Desk, password: str) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "the sign-in page")
    page = window.findChild(FirstRun)
    cut = []
    for width, height in _SIZES:
        window.resize(width, height)
        pause(50)
        cut += [f"sign-in at {width}x{height}: {each}" for each in cut_in(window)]
    type_into(page.who.password.edit, password)
    page.who.button.click()
    until(lambda: window.workspace is not None, "the workspace")
    workspace = window.workspace
    for screen in _SCREENS:
        workspace.show_screen(screen)
        for width, height in _SIZES:
            window.resize(width, height)
            until(lambda: not workspace.ctx.ops.busy, "what is read")
            pause(100)
            until(lambda: not workspace.ctx.ops.busy, "what is read")
            assert (window.width(), window.height()) == (width, height)
            cut += [f"{screen} at {width}x{height}: {each}" for each in cut_in(window)]
    print("\n".join(cut))
    assert cut == [], f"{len(cut)} cut"


if __name__ == "__main__":
    sys.exit(run_journey(Path(sys.argv[1]), lambda desk: journey(desk, sys.argv[2])))
