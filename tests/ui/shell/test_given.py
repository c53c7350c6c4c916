"""What a desktop hands to the program is opened once somebody is signed in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.shell.conftest import workspace
from tests.ui.shell.test_lock import unlock


@pytest.fixture
def asked(monkeypatch):
    """What would be written."""
    found = []
    monkeypatch.setattr(
        "desktop_app.ui.composer.actions.open_asked", lambda _ctx, what: found.append(what)
    )
    return found


def test_files_are_brought_in_and_links_are_written_to(qtbot, open_desk, world, tmp_path, asked):
    files = [tmp_path / "archive.mbox", tmp_path / "more.mbox"]
    for each in files:
        each.write_text("")
    link = "mailto:ines@norvane.example?subject=Pilot"
    desk = open_desk(world, given=(*map(str, files), link))
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: len(space.jobs.running) == 2)
    qtbot.waitUntil(lambda: bool(asked))
    assert [each.email for each in asked[0].to] == ["ines@norvane.example"]
    assert asked[0].subject == "Pilot"
    assert desk._given == ()  # and not again for whoever signs in next


def test_a_file_that_is_gone_is_said(qtbot, open_desk, world, tmp_path):
    desk = open_desk(world, given=(str(tmp_path / "gone.csv"),))
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: bool(space.notices.bands))
    assert space.notices.bands[0].title == "That file is not there any more"
    assert space.notices.bands[0].sentence == str(Path(tmp_path / "gone.csv"))


def test_what_comes_while_the_window_is_locked_waits_for_who_unlocks_it(
    qtbot, open_desk, world, asked
):
    desk = open_desk(world)
    workspace(qtbot, desk)
    desk.guard.lock()
    qtbot.waitUntil(lambda: not desk.ops.busy)
    desk.give("mailto:ines@norvane.example")
    qtbot.waitUntil(lambda: not desk.ops.busy)
    assert asked == []
    unlock(qtbot, desk)
    qtbot.waitUntil(lambda: bool(asked))
    desk.give("mailto:robin@norvane.example")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert [each.to[0].email for each in asked] == ["ines@norvane.example", "robin@norvane.example"]


_HANDED = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from desktop_app.ui.shell.application import Application
app = Application([])
app.handed.connect(print)
for each in ("file:///tmp/a%20b.csv", "mailto:ines@norvane.example?subject=A%20b"):
    app.sendEvent(app, QFileOpenEvent(QUrl(each)))
"""


def test_macos_hands_files_and_links_over_as_events():
    # A process has one application, and that of the tests is another.
    done = subprocess.run(
        [sys.executable, "-c", _HANDED], check=True, capture_output=True, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    said = done.stdout.split("\n")
    assert said[:2] == ["/tmp/a b.csv", "mailto:ines@norvane.example?subject=A%20b"]
