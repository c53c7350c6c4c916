"""``outpost`` alone: the window."""

from __future__ import annotations

from desktop_app.commands.call import Invocation, Outcome


def window(call: Invocation) -> Outcome:
    from desktop_app.window import open_window

    return Outcome(code=open_window(call.home, call.database_url))
