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
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for path in importlib.import_module(f"tests.screenshots.{given.screen}").write(given.folder):
        print(path)


if __name__ == "__main__":
    main()
