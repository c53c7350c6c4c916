"""``outpost`` alone: the window."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.commands.call import Invocation, Outcome
from desktop_app.commands.language import speak


def window(call: Invocation) -> Outcome:
    speak(call)
    from desktop_app.window import open_window  # and all that speaks with it

    given = _absolute(getattr(call.arguments, "open", None) or ())
    return Outcome(code=open_window(call.home, call.database_url, given))


def _absolute(given: Sequence[str]) -> tuple[str, ...]:
    """Files by their whole paths, also where a file manager names them by an address."""
    return tuple(map(_path_or_link, given))


def _path_or_link(given: str) -> str:
    from desktop_app.system.paths import given_path

    scheme = given.partition(":")[0].lower()
    if scheme == "mailto":
        return given
    if scheme == "file":
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        return url2pathname(urlsplit(given).path)
    return str(given_path(given))
