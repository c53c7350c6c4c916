"""Takes the pictures: goes through the list of scenes as a person would, and sees that each shows
what it is to show."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.shell.floating import close_floating
from desktop_app.ui.shell.workspace import Workspace
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import pause, type_into, until
from tests.screenshots.picture import floating, keep
from tests.screenshots.sample_desk import PASSWORD
from tests.screenshots.scenes import SCENES, Scene

_DRAWN = 250  # ms in which what is drawn in turns, or by the web engine, comes
_BETWEEN = 30  # ms between what is pressed


class Taking:
    """Pictures of one window.

    Args:
        file: where the picture of a scene goes; None: the scenes are only gone through.
        wanted: the names of scenes; none: all.
    """

    def __init__(
        self, desk: Desk, file: Callable[[str], Path] | None, wanted: Sequence[str] = ()
    ) -> None:
        self._desk = desk
        self._window = desk.window
        self._file = file
        self._wanted = wanted

    def first_run(self) -> None:
        """The pages of somebody who begins."""
        page = self._page()
        self._keep("first-run")
        type_into(page.who.name.edit, "Robin Reed")
        type_into(page.who.email.edit, "robin@rep.example")
        type_into(page.who.password.edit, "a quiet place to work")
        QTest.mouseClick(page.who.button, Qt.MouseButton.LeftButton)
        until(lambda: page.keep_code is not None and page.page is page.keep_code, "the code")
        self._keep("first-run-code")
        assert page.keep_code is not None
        QTest.keyClick(page.keep_code.check, Qt.Key.Key_Space)
        QTest.mouseClick(page.keep_code.button, Qt.MouseButton.LeftButton)
        until(lambda: page.step == 2, "the second step")
        self._keep("first-run-start")
        QTest.mouseClick(page.start_with.mail.box, Qt.MouseButton.LeftButton)
        self._keep("first-run-mailbox")

    def sign_in(self) -> None:
        """The pages before one is in."""
        page = self._page()
        self._keep("sign-in")
        page.who.forgotten.activated.emit()
        until(lambda: page.page is page.forgotten, "the page of who forgot")
        self._keep("sign-in-forgotten")
        QTest.keyClick(page, Qt.Key.Key_Escape)
        until(lambda: page.page is page.who, "the sign-in page again")
        type_into(page.who.password.edit, PASSWORD)
        with self._unbuilt():
            QTest.keyClick(page.who.password.edit, Qt.Key.Key_Return)
            boot = self._window.boot_page
            until(lambda: self._window.page is boot, "the page of a window that cannot be built")
            until(lambda: hasattr(boot, "retry"), "the way to try again")
            self._keep("unbuilt")
        QTest.mouseClick(boot.retry, Qt.MouseButton.LeftButton)
        until(lambda: self._window.workspace is not None, "the workspace")

    def workspace(self) -> None:
        """Every scene of the list, and the lock."""
        desk = self._window.workspace
        assert desk is not None
        until(lambda: hasattr(desk.foot, "bell"), "what comes behind the first screen")
        for scene in SCENES:
            if self._wanted and scene.name not in self._wanted:
                continue
            self._play(desk, scene)
            until(lambda shows=scene.shows: self._shows(shows), f"{scene.name}: {scene.shows}")
            self._keep(scene.name)
            self._clear(desk)
            until(lambda: not floating(self._window), "the window with nothing over it")
        desk.ctx.actions.qaction("file.lock").trigger()
        self._keep("lock")

    def _page(self) -> FirstRun:
        until(lambda: self._window.findChild(FirstRun), "the sign-in page")
        return self._window.findChild(FirstRun)

    @contextmanager
    def _unbuilt(self) -> Iterator[None]:
        """Nobody's window can be built."""

        def fail(*_what: object) -> Workspace:
            raise RuntimeError("so that there is a picture of it")

        build, self._desk._build = self._desk._build, fail  # type: ignore[method-assign]
        level = logging.root.manager.disable
        logging.disable(logging.ERROR)  # no fault of the program is to be reported
        yield
        logging.disable(level)
        self._desk._build = build  # type: ignore[method-assign]

    def _shows(self, name: str) -> bool:
        """Whether something of that class is to be seen, in the window or over it."""
        over = floating(self._window)
        for place in (self._window, *over):
            parts = (place, *place.findChildren(QWidget))
            if any(type(each).__name__ == name and each.isVisible() for each in parts):
                return True
        return False

    def _play(self, desk: Workspace, scene: Scene) -> None:
        desk.show_screen(scene.screen)
        self._settle()
        for step in scene.steps:
            if isinstance(step, str):
                desk.ctx.actions.refresh()
                assert desk.ctx.actions.run(step), f"{scene.name}: {step} cannot be done"
            else:
                step(desk)
            self._settle()

    def _clear(self, desk: Workspace) -> None:
        """All that a scene put over the window, or changed in a screen, goes."""
        docked = desk.ctx.composing.docked if desk.ctx.composing is not None else None
        if docked is not None:
            docked.put_away()
        close_floating(self._window)
        if desk._palette is not None:
            desk._palette.close_up()
        for each in floating(self._window):
            each.close()
        for _ in range(3):
            desk.go_back()
        leads: Any = desk.screen("leads")
        if leads is not None:
            leads.show_board(False)
            if leads.edited:
                leads.show_view("all")

    def _rest(self) -> None:
        """What is painted for the first time asks for what it shows."""
        for _ in range(2 if self._file is not None else 1):
            self._settle()
            if self._file is not None:
                pause(_DRAWN)
            self._window.grab()
        self._settle()

    def _settle(self) -> None:
        desk = self._window.workspace
        for _ in range(2):
            pause(_BETWEEN)
            if desk is not None:
                until(lambda: not desk.ctx.ops.busy, "what is read")

    def _keep(self, scene: str) -> None:
        if self._wanted and scene not in self._wanted:
            return
        self._rest()
        if self._file is not None:
            keep(self._window, self._file(scene))
