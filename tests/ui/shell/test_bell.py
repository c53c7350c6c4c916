"""What became due is told once, and listed behind the bell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.notifications import Notification, Told
from desktop_app.ui.shell.bell import BellTeller
from tests.ui.shell.conftest import workspace


@pytest.fixture
def space(qtbot, desk):
    space = workspace(qtbot, desk)
    qtbot.waitUntil(lambda: hasattr(space.foot, "bell"))
    return space


@pytest.fixture
def notifications(bundle):
    return bundle.made.notifications


def due(fakes, text, hours=1):
    return Notification(
        uuid4(), uuid4(), fakes.now - timedelta(hours=hours), "call", text, fakes.lead_id(0),
        "Ines Caldaro", "Norvane Optics", True, None,
    )  # fmt: skip


class Notes:
    """A desktop that shows messages, or none."""

    def __init__(self, shows=True):
        self.shows = shows
        self.shown = []

    def show(self, title, text, pressed, otherwise):
        if self.shows:
            self.shown.append((title, text))
            self.pressed = pressed
        else:
            otherwise()


def test_the_bell_tells_and_lists(qtbot, space, notifications, fakes):
    assert space.foot.bell.unseen == 0
    notifications.due = [due(fakes, f"Ask {n}") for n in range(12)]
    space.ctx.bus.tell(Changes(Kind.NOTIFICATIONS))
    qtbot.waitUntil(lambda: space.foot.bell.unseen == 12)
    assert space.foot.bell.accessibleName() == "Due: 12 not seen yet"
    space.foot.bell.grab()
    QTest.mouseClick(space.foot.bell, Qt.MouseButton.LeftButton)
    popover = space.foot.bell.popover
    qtbot.waitUntil(popover.isVisible)
    assert [row.shown.text for row in popover.rows] == [f"Ask {n}" for n in range(10)]
    popover.grab()
    heads = [each for each in popover.findChildren(QLabel) if each.text() in ("Due", "2 more")]
    assert len(heads) == 2
    assert all(each.contentsRect().height() >= each.fontMetrics().height() for each in heads)
    qtbot.waitUntil(lambda: space.foot.bell.unseen == 0)
    popover.rows[0].click()
    assert not popover.isVisible()
    assert space.current == "leads"


def test_messages_are_turned_off_in_the_list(qtbot, space, notifications):
    space.foot.bell.click()
    popover = space.foot.bell.popover
    qtbot.waitUntil(popover.shown.isChecked)
    popover.shown.click()
    qtbot.waitUntil(lambda: not notifications.wanted)


@pytest.mark.parametrize("shows", [True, False])
def test_each_is_told_once(qtbot, space, notifications, shows):
    notes = Notes(shows)
    teller = BellTeller(space.ctx, space, notes)
    notifications.told = [Told("Call: Ines", "Ask about line 3", uuid4())]
    teller.look()
    if shows:
        qtbot.waitUntil(lambda: len(notes.shown) == 1)
        assert notes.shown == [("Call: Ines", "Ask about line 3")]
        notes.pressed()
    else:
        qtbot.waitUntil(space.notices.toast.isVisible)
    assert notifications.told == []


def test_nothing_is_told_while_the_window_is_locked(qtbot, desk, space, notifications):
    notes = Notes()
    teller = BellTeller(space.ctx, space, notes)
    space.hide()
    notifications.told = [Told("Call: Ines", "")]
    teller.look()
    space.ctx.bus.tell(Changes(Kind.NOTIFICATIONS))
    qtbot.wait(50)
    assert notes.shown == []
    space.foot.teller.deleteLater()  # the window's own would tell it, too
    del space.foot.teller
    qtbot.wait(1)
    space.show()
    qtbot.waitUntil(lambda: len(notes.shown) == 1)


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-daemon")
def test_the_desktop_s_portal_is_asked(tmp_path: Path) -> None:
    """Against a real bus: with nobody there it is a toast; what is asked has the right types."""
    program = tmp_path / "notes.py"
    program.write_text(
        textwrap.dedent(
            """
            import os
            from PySide6.QtCore import QTimer
            from PySide6.QtDBus import QDBusConnection
            from PySide6.QtWidgets import QApplication
            from desktop_app.ui.shell.system_notes import SystemNotes

            app = QApplication([])
            bus = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "own")
            said = []
            notes = SystemNotes(bus=bus, tray=False)
            notes.show("Due", "Call <b>Ines</b>", lambda: None, lambda: said.append("toast"))
            print("at once", said)
            poll = QTimer()
            poll.timeout.connect(lambda: said and app.quit())
            poll.start(10)
            QTimer.singleShot(10_000, app.quit)
            app.exec()
            print("then", said)
            """
        )
    )
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(program)],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "QT_QPA_PLATFORM": "offscreen",
        },
        timeout=30,
        check=False,
    )
    assert "at once []" in done.stdout, done.stderr
    assert "then ['toast']" in done.stdout, done.stderr


def test_what_the_program_noticed_of_itself_stays(qtbot, space, notifications):
    notes = Notes()
    notifications.told = [Told("The disk is filling up", "About 2.0 GB are free.", stays=True)]
    BellTeller(space.ctx, space, notes).look()
    qtbot.waitUntil(lambda: bool(space.notices.bands))
    (band,) = space.notices.bands
    assert (band.title, band.sentence) == ("The disk is filling up", "About 2.0 GB are free.")
    assert notes.shown == []
