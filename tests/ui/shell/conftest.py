"""A window with a boot behind it that a test can hold up, break, and speak through."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Kind
from desktop_app.services.booted import Booted
from desktop_app.ui.shell.catalog import SCREENS
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.shell.preferences import Preferences
from desktop_app.ui.shell.screens import Screen
from desktop_app.ui.shell.workspace import Workspace


class Elsewhere(QWidget):
    """A second screen, so that one can go about; it makes something of its own."""

    creates = ("New mail", "Ctrl+N")

    def __init__(self, ctx) -> None:
        super().__init__()
        self.created = 0
        self.opened = []
        self.backs = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def create(self) -> None:
        self.created += 1

    def open(self, wanted) -> None:
        self.opened.append(wanted)

    def focus_list(self) -> None:
        self.setFocus()

    def go_back(self) -> bool:
        self.backs += 1
        return True


class World:
    """A boot that can fail, a listener that can be spoken through, and what was called."""

    def __init__(self, bundle) -> None:
        self.bundle = bundle
        self.faults: list[Exception] = []
        self.calls: list[str] = []
        self.notice = self.lost = None
        self.gate: threading.Event | None = None
        self.deafness: list[Exception] = []
        self.settings: dict = {}

    def boot(self, say) -> Booted:
        say("Starting the database")
        if self.gate is not None:
            self.gate.wait(5)
        if self.faults:
            raise self.faults.pop(0)

        def listen(on_notice, on_lost):
            if self.deafness:
                raise self.deafness.pop(0)
            self.notice, self.lost = on_notice, on_lost
            return lambda: self.calls.append("listening ended")

        signin = self.bundle.signin
        session = signin.current()
        return Booted(
            self.bundle,
            session.user if session else None,
            session is not None and signin.is_locked(),
            tuple(signin.people()),
            listen,
            lambda: self.calls.append("engine started"),
            lambda: self.calls.append("stopped"),
            self.settings,
        )


QUIET = Preferences({"appearance.theme": "light", "appearance.reduce_motion": True})


@pytest.fixture
def bundle(fakes):
    made = fakes.make_bundle(fakes.make_services(19))
    made.signin.create_local("Mara Ostrander", "mara@fieldline.example", "four words", keep=True)
    return made


@pytest.fixture
def world(bundle):
    return World(bundle)


@pytest.fixture
def open_desk(qtbot, qapp, themes, fakes):
    desks = []

    def open_one(world: World, *, roomy: bool = True, **more) -> Desk:
        leads, settings = (
            next(screen for screen in SCREENS if screen.key == key) for key in ("leads", "settings")
        )
        inbox = Screen(
            "inbox",
            "Inbox",
            "ph.tray",
            "Ctrl+2",
            Elsewhere,
            count=lambda services: services.conversations.counts().unread,
            count_kinds=Kind.CONVERSATIONS,
        )
        desk = Desk(
            qapp,
            world.boot,
            preferences=more.pop("preferences", QUIET),
            screens=(inbox, leads, settings),
            clock=lambda: fakes.now,
            **more,
        )
        desk._app = type("Quit", (), {"quit": lambda self: world.calls.append("quit")})()
        desks.append(desk)
        qtbot.addWidget(desk.window)
        if roomy:  # the screen of these tests is small, the window of most is not
            desk.window.resize(1440, 900)
        desk.start()
        return desk

    yield open_one
    for desk in desks:
        desk.end()
    themes._applied = None
    themes.apply()


def workspace(qtbot, desk: Desk) -> Workspace:
    qtbot.waitUntil(lambda: desk.window.workspace is not None)
    space = desk.window.workspace
    qtbot.waitUntil(lambda: len(space.screen("leads").pane.model.ids) > 0)
    window = desk.window
    qtbot.waitUntil(lambda: window.activateWindow() or window.isActiveWindow())
    qtbot.waitUntil(lambda: desk.hearing.listens)  # it listens after the first rows
    return space


@pytest.fixture
def desk(qtbot, open_desk, world):
    return open_desk(world)


@pytest.fixture
def space(qtbot, desk):
    return workspace(qtbot, desk)
