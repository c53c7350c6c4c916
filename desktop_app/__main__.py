"""``python -m desktop_app`` and the installed ``outpost``."""

from __future__ import annotations

import sys

from desktop_app.look_ahead import LOOK_AHEAD
from desktop_app.system.postgres_keeper import KEEPER_SWITCH


def main() -> int:
    """Run what the arguments name; returns the exit code."""
    if sys.argv[1:2] == [KEEPER_SWITCH]:  # how a frozen program starts its small watchman
        from desktop_app.system.postgres_keeper import main as keep

        return keep(sys.argv[2:])
    if sys.argv[1:2] == [LOOK_AHEAD]:  # how the window has somebody look ahead of it
        from desktop_app.look_ahead import main as look

        return look(sys.argv[2:])
    from desktop_app.cli import main as run

    return run()


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a bundled program starts its workers as itself
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
