"""Every screen and dialog of the real window on a sample workspace: light, dark, in high contrast,
small, of other scales, in German, and mirrored; each look in a process of its own, for scale and
direction are of a whole program. What there is to see is a list, :mod:`tests.screenshots.scenes`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pseudo import say_in

if TYPE_CHECKING:
    from desktop_app.ui.shell.desk import Desk


@dataclass(frozen=True)
class Look:
    """How the window stands while its pictures are made; sizes as a person sees them, unscaled."""

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


def write(folder: Path, looks: Sequence[str] = (), scenes: Sequence[str] = ()) -> Iterator[Path]:
    """Write the pictures of some looks, or of all, into a folder; the files, as they come.

    Args:
        scenes: these alone, by their names.

    Raises:
        CalledProcessError: a screen never came to rest, or could not be shown.
    """
    from tests.screenshots.sample_desk import make_desk

    for look in looks or LOOKS:
        # Each begins with the same desk: whoever looks at one screen changes what is on others.
        with tempfile.TemporaryDirectory(prefix="outpost-pictures-") as name:
            place = Path(name)
            make_desk(place / "home")
            for home in ("home", "new"):
                child = [sys.executable, "-m", "tests.screenshots.window", str(place / home), look]
                env = _screen_for(LOOKS[look], place)
                # The names of the pictures alone go out; what was not seen is told beside them.
                subprocess.run([*child, str(folder), *scenes], check=True, stdout=sys.stderr,
                               env=env)  # fmt: skip
            yield from sorted(folder.glob(f"window-{look}-*.png"))


def _screen_for(look: Look, place: Path) -> dict[str, str]:
    """The environment of a computer whose screen is as large as the window."""
    env = {**os.environ, "QT_SCALE_FACTOR": str(look.scale)}
    if env.get("QT_QPA_PLATFORM", "") == "offscreen":
        screen = {"name": "screen", "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1,
                  "width": round(look.width * look.scale),
                  "height": round(look.height * look.scale)}  # fmt: skip
        (place / "screen.json").write_text(json.dumps({"screens": [screen]}))
        env["QT_QPA_PLATFORM"] = f"offscreen:configfile={place / 'screen.json'}"
    return env


def _child(home: Path, name: str, folder: Path, wanted: Sequence[str]) -> int:
    look = LOOKS[name]
    if look.language:
        say_in(look.language)  # before anything that speaks is imported
    from tests.end_to_end.journey import run_journey
    from tests.screenshots.taking import Taking

    def journey(desk: Desk) -> None:
        _dress(desk, look)
        taking = Taking(desk, lambda scene: folder / f"window-{name}-{scene}.png", wanted)
        if home.name == "new":
            taking.first_run()
            return
        taking.sign_in()
        assert desk.window.workspace is not None
        ctx = desk.window.workspace.ctx
        desk.window.resize(look.width, look.height)
        ctx.prefer("appearance.theme", look.appearance)
        ctx.prefer("appearance.contrast", look.contrast)
        taking.workspace()

    return run_journey(home, journey)


def _dress(desk: Desk, look: Look) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    if look.mirrored:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.themes.set_appearance(look.appearance)
    desk.themes.set_contrast(look.contrast)
    desk.window.resize(look.width, look.height)


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
