"""The window alone, without an engine, when its server is killed. Run by test_window.

Ends with the words "all seen" or with what was not.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.bootstrap.engine_process import EngineProcess
from desktop_app.system.paths import Workspace
from desktop_app.system.postgres_process import read_pid_file
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.end_to_end.journey import run_journey, type_into, until


def server_pid(home: Path) -> int:
    found = read_pid_file(Workspace(home).pgdata)
    return found.pid if found is not None and found.ready else 0


def journey(desk: Desk, home: Path, password: str, more_leads: Path) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "who it is")
    page = window.findChild(FirstRun)
    type_into(page.who.password.edit, password)
    QTest.mouseClick(page.who.button, Qt.MouseButton.LeftButton)
    until(lambda: window.workspace is not None, "the workspace")
    space = window.workspace
    leads = space.screen("leads")
    until(lambda: len(leads.pane.model.ids) == 1, "the one lead")
    until(lambda: desk.hearing.listens, "that the window listens")

    for turn in (1, 2):
        said: list[bool] = []
        desk.hearing.lost.connect(said.append)
        killed = server_pid(home)
        os.kill(killed, signal.SIGKILL)
        until(lambda: said[:1] == [True], f"that the database is away, {turn}")  # noqa: B023
        until(lambda: said[-1:] == [False], f"that it is back, {turn}")  # noqa: B023
        until(lambda: server_pid(home) not in (0, killed), "another server")  # noqa: B023
        until(lambda: not space.status_bar.database.isVisible(), "the usual status")
        until(lambda: not desk.ops.busy, "what was asked for meanwhile")
        assert not space.notices.bands, [band.title for band in space.notices.bands]

    command = [sys.executable, "-m", "desktop_app", "--home", str(home)]
    subprocess.run([*command, "import", "leads", str(more_leads)], check=True, stdout=sys.stderr)
    until(lambda: len(leads.pane.model.ids) == 2, "what another connection wrote")
    until(lambda: all(leads.pane.model.row_at(n) for n in (0, 1)), "both rows")


def main() -> int:
    home, password, more_leads = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    EngineProcess.start = lambda self: None  # type: ignore[method-assign]
    return run_journey(home, lambda desk: journey(desk, home, password, more_leads))


if __name__ == "__main__":
    sys.exit(main())
