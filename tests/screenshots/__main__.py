"""Writes pictures of a screen into a folder.

Without a display set ``QT_QPA_PLATFORM=offscreen``.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

SCREENS = ("metrics", "window")


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    asked.add_argument("screen", choices=SCREENS)
    asked.add_argument("folder", type=Path)
    asked.add_argument("look", nargs="*", help="of the window: these looks alone")
    asked.add_argument("--scene", action="append", default=[], help="of the window: this alone")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    write = importlib.import_module(f"tests.screenshots.{given.screen}").write
    of_window = (given.look, given.scene) if given.screen == "window" else ()
    for path in write(given.folder, *of_window):
        print(path)


if __name__ == "__main__":
    main()
