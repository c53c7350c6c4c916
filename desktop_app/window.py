"""Opens the window: what the bootstrap hands to the user interface."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import KnownError


def open_window(home: Path, database_url: str | None) -> int:
    """Show the window until it is closed; returns the exit code.

    Raises:
        KnownError: there is no display to show it on.
    """
    _require_display()
    from desktop_app.bootstrap import EngineProcess, listen, open_workspace
    from desktop_app.system.paths import Workspace
    from desktop_app.system.settings import Settings
    from desktop_app.ui.shell.app import Booted, Preferences, run

    workspace = Workspace(home)
    settings = Settings(workspace.settings_file)
    # What boot opens stays open until the window is gone, then closes in reverse order.
    stack = ExitStack()

    def boot(tell: Callable[[str], None]) -> Booted:
        opened = stack.enter_context(open_workspace(home, database_url, on_progress=tell))
        engine = EngineProcess(home, database_url)

        def start_engine() -> None:
            engine.start()
            stack.callback(engine.stop)

        return Booted(
            services=opened.services(),
            listen=lambda on_notice, on_lost: listen(opened, on_notice, on_lost),
            start_engine=start_engine,
            stop=stack.close,
        )

    def save(name: str, value: Any) -> None:
        settings.set(_SETTING_OF[name], value)

    preferences = Preferences(
        appearance=str(settings.get("appearance.theme")),
        text_size=int(str(settings.get("appearance.text_size"))),
        save=save,
    )
    try:
        return run(sys.argv[:1], boot, state_file=home / "window.ini", preferences=preferences)
    finally:
        stack.close()


_SETTING_OF = {"appearance": "appearance.theme", "text_size": "appearance.text_size"}


def _require_display() -> None:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise KnownError(
            "There is no display to show a window on.",
            "On a desktop, start it from a terminal of that desktop. Over a network: ssh -X, or "
            "xvfb-run outpost. Everything but the window works without one: outpost --help",
        )
