"""``python -m desktop_app`` and the installed ``outpost``."""

from __future__ import annotations

import os
import sys

from desktop_app.look_ahead import LOOK_AHEAD
from desktop_app.system.postgres_keeper import KEEPER_SWITCH

_LIBRARIES = "LD_LIBRARY_PATH"


def main() -> int:
    """Run what the arguments name; returns the exit code."""
    if getattr(sys, "frozen", False):
        _leave_own_libraries()
    if sys.argv[1:2] == [KEEPER_SWITCH]:  # how a frozen program starts its small watchman
        from desktop_app.system.postgres_keeper import main as keep

        return keep(sys.argv[2:])
    if sys.argv[1:2] == [LOOK_AHEAD]:  # how the window has somebody look ahead of it
        from desktop_app.look_ahead import main as look

        return look(sys.argv[2:])
    from desktop_app.cli import main as run

    return run()


def _leave_own_libraries() -> None:
    """A packaged program is started with its own libraries in front. What it starts in turn, a
    browser or the user's `psql`, is to find those of the system."""
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    os.environ.pop(_LIBRARIES, None)
    if before:
        os.environ[_LIBRARIES] = before


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a bundled program starts its workers as itself
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
