"""Every screen of the real window on a sample workspace: light, dark, in high contrast, small, of
other scales, in German, and mirrored; each look in a process of its own, for scale and direction
are of a whole program.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.pseudo import say_in

_PASSWORD = "outpost sample"
_SCREENS = ("today", "inbox", "leads", "templates", "metrics", "sequences", "settings")


@dataclass(frozen=True)
class Look:
    """How the window stands while its pictures are made."""

    appearance: str = "light"
    contrast: str = "normal"
    width: int = 1440
    height: int = 900
    scale: float = 1.0
    mirrored: bool = False
    language: str = ""


LOOKS = {
    "light": Look(),
    "dark": Look("dark"),
    "contrast-light": Look(contrast="high"),
    "contrast-dark": Look("dark", "high"),
    "small": Look(width=1024, height=640),
    "large": Look(scale=2.0),
    "scale-125": Look(width=1024, height=640, scale=1.25),
    "scale-150": Look(scale=1.5),
    "4k": Look(width=3840, height=2160),
    "mirrored": Look(mirrored=True),
    "german": Look(language="de"),
    "german-small": Look(language="de", width=1024, height=640),
    "pseudo": Look(language="pseudo", mirrored=True),
}


def write(folder: Path, looks: Sequence[str] = ()) -> Iterator[Path]:
    """Write the pictures of some looks, or of all, into a folder; the files, as they come."""
    with tempfile.TemporaryDirectory(prefix="outpost-pictures-") as name:
        home = Path(name) / "home"
        program = [sys.executable, "-m", "desktop_app", "--home", str(home)]
        subprocess.run([*program, "demo", "--leads", "248", "--messages", "3000"], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        for look in looks or LOOKS:
            scale = str(LOOKS[look].scale)
            child = [sys.executable, "-m", "tests.screenshots.window", str(home), look, str(folder)]
            # What is said is a test's affair; here the pictures tell.
            subprocess.run(child, check=True, env={**os.environ, "QT_SCALE_FACTOR": scale})
            yield from sorted(folder.glob(f"window-{look}-*.png"))


def _child(home: Path, name: str, folder: Path) -> int:
    look = LOOKS[name]
    if look.language:
        say_in(look.language)  # before anything that speaks is imported
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.signin.first_run import FirstRun
    from tests.end_to_end.journey import run_journey, type_into, until

    def journey(desk: object) -> None:
        window = desk.window  # type: ignore[attr-defined]
        if look.mirrored:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        desk.themes.set_appearance(look.appearance)  # type: ignore[attr-defined]
        desk.themes.set_contrast(look.contrast)  # type: ignore[attr-defined]
        window.resize(look.width, look.height)
        until(lambda: window.findChild(FirstRun), "the sign-in page")
        page = window.findChild(FirstRun)
        type_into(page.who.password.edit, _PASSWORD)
        QTest.qWait(300)
        _keep(window, folder, f"window-{name}-signin")
        QTest.keyClick(page.who.password.edit, Qt.Key.Key_Return)
        until(lambda: window.workspace is not None, "the workspace")
        workspace = window.workspace
        window.resize(look.width, look.height)
        workspace.ctx.prefer("appearance.theme", look.appearance)
        workspace.ctx.prefer("appearance.contrast", look.contrast)

        def rest() -> None:
            # What is painted for the first time asks for what it shows.
            for _ in range(2):
                until(lambda: not workspace.ctx.ops.busy, "what is read")
                QTest.qWait(500)  # what is drawn in turns, and a page of mail in another process
                window.grab()
            until(lambda: not workspace.ctx.ops.busy, "what is read")
            QTest.qWait(300)

        for screen in _SCREENS:
            workspace.show_screen(screen)
            rest()
            _keep(window, folder, f"window-{name}-{screen}")
        workspace.show_screen("leads")
        rest()
        workspace.open_palette()
        QTest.keyClicks(workspace._palette.line, "row")
        rest()
        _keep(window, folder, f"window-{name}-palette")
        workspace._palette.close_up()

    return run_journey(home, journey)


def _keep(window: object, folder: Path, name: str) -> None:
    grab: Callable[[], object] = window.grab  # type: ignore[attr-defined]
    grab().save(str(folder / f"{name}.png"))  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
