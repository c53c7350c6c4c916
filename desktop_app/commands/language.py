"""The language of a command that speaks to a person, or writes what one reads."""

from __future__ import annotations

from contextlib import suppress

from desktop_app.commands.call import Invocation


def speak(call: Invocation) -> None:
    """Have all that is imported from now on speak as the window does. What is an interface, the
    names of facts, stays as it is. Without Qt's libraries, which a command is not to need, it is
    English."""
    from desktop_app.system.paths import Workspace, resources

    with suppress(ImportError):
        from desktop_app.ui.language import choose_language

        choose_language(Workspace(call.home).settings_file, resources())
