"""Every screen of an empty desk in a language that nobody speaks: what can be read comes out of the
catalog, but for names. Run by test_window."""

# ruff: noqa: E402  # a language is chosen before what speaks is imported

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.pseudo import say_in

say_in("pseudo")  # before anything that speaks is imported

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from desktop_app.ui.widgets.labels import Paragraph
from tests.end_to_end.journey import pause, run_journey, type_into, until

_SCREENS = ("today", "inbox", "leads", "templates", "sequences", "metrics", "settings")
# What is a name, a key, a figure or the user's own in every language.
_NAMES = re.compile(
    r"Outpost|Robin.*|robin@.*|RR?|Google|Microsoft( 365)?|GitHub|English|Deutsch|A|[\W\d_]*"
    r"|Export\.\.\."  # of the library of charts, and never shown
    r"|(Ctrl|Alt|Shift|Meta|Esc|Del|Enter|Return|Tab|Space|Backspace|Ins|Home|End|Left|Right|Up"
    r"|Down|PgUp|PgDown|F\d+|[A-Z]|[\W\d])+( then (.+))?|[a-z]\.?|v?\d+[\d.]*.*|UTC|Etc/.*|/.*"
)


def words_of(place: QWidget) -> dict[str, str]:
    """What can be read in a window, or is read out, and where."""
    said: dict[str, str] = {}

    def note(each: object, *texts: str) -> None:
        for text in texts:
            said[re.sub(r"<[^>]+>", "", text).strip()] = type(each).__name__

    for each in place.findChildren(QWidget):
        if not each.isVisible():
            continue
        note(each, each.toolTip(), each.accessibleName())
        if isinstance(each, QLabel | QAbstractButton):
            note(each, each.text())
        if isinstance(each, Paragraph):
            note(each, each.text)
        if isinstance(each, QLineEdit):
            note(each, each.placeholderText())
    return said


def _untranslated(said: dict[str, str]) -> dict[str, str]:
    return {
        text: where
        for text, where in said.items()
        if not set("[]") & set(text) and not _NAMES.fullmatch(text.replace("&", ""))
    }


def journey(desk: Desk, password: str) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "the sign-in page")
    page = window.findChild(FirstRun)
    bare = _untranslated(words_of(window))
    type_into(page.who.password.edit, password)
    page.who.button.click()
    until(lambda: window.workspace is not None, "the workspace")
    workspace = window.workspace
    for screen in _SCREENS:
        workspace.show_screen(screen)
        until(lambda: not workspace.ctx.ops.busy, "what is read")
        pause(50)
        bare |= _untranslated(words_of(window))
    actions = {each.text(): "QAction" for each in window.findChildren(QAction) if each.text()}
    bare |= _untranslated(actions)
    assert len(actions) > 150, len(actions)
    assert QApplication.activeModalWidget() is None
    assert bare == {}, bare


if __name__ == "__main__":
    sys.exit(run_journey(Path(sys.argv[1]), lambda desk: journey(desk, sys.argv[2])))
