"""Every screen of a sample desk in each look, switched while the window is open: all words that it
shows stand out from what they stand on as much as is promised. Run by test_window."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.signin.first_run import FirstRun
from tests.contrast import Seen, seen_in
from tests.end_to_end.journey import pause, run_journey, type_into, until

_SCREENS = ("today", "inbox", "leads", "templates", "sequences", "metrics", "settings")
_LOOKS = (
    ("light", "normal", 4.5),
    ("dark", "normal", 4.5),
    ("light", "high", 7),
    ("dark", "high", 7),
)
_FEWEST = 15


def journey(desk: Desk, password: str) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "the sign-in page")
    page = window.findChild(FirstRun)
    low = _too_low("sign-in", _read(desk), 4.5)
    type_into(page.who.password.edit, password)
    page.who.button.click()
    until(lambda: window.workspace is not None, "the workspace")
    workspace = window.workspace
    window.resize(1440, 900)
    for theme, contrast, least in _LOOKS:
        workspace.ctx.prefer("appearance.theme", theme)
        workspace.ctx.prefer("appearance.contrast", contrast)
        for screen in _SCREENS:
            workspace.show_screen(screen)
            until(lambda: not workspace.ctx.ops.busy, "what is read")
            window.grab()  # what is painted for the first time asks for what it shows
            until(lambda: not workspace.ctx.ops.busy, "what is read")
            pause(300)
            seen = _read(desk)
            assert len(seen) >= _FEWEST, (screen, theme, len(seen))
            low += _too_low(f"{screen}, {theme}, {contrast}", seen, least)
    if low:
        print("\n".join(low))
    assert low == [], f"{len(low)} words too faint"


def _read(desk: Desk) -> list[Seen]:
    """All that is to be read; what is disabled need not be."""
    dim = desk.themes.now.text.disabled.name()
    return [each for each in seen_in(desk.window) if each.ink != dim]


def _too_low(where: str, seen: list[Seen], least: float) -> list[str]:
    return [
        f"{where}: {each.words[:40]!r} ({each.where}), {each.ink} on {each.ground}: {each.ratio}"
        for each in dict.fromkeys(seen)
        if each.ratio < least
    ]


if __name__ == "__main__":
    sys.exit(run_journey(Path(sys.argv[1]), lambda desk: journey(desk, sys.argv[2])))
