"""Hears what other programs change in the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.bootstrap.opened import Opened
from desktop_app.domain.errors import KnownError

if TYPE_CHECKING:
    from desktop_app.domain.changes import Notice

log = logging.getLogger(__name__)


def listen(
    opened: Opened,
    on_notice: Callable[[Notice], None],
    on_lost: Callable[[bool], None],
    *,
    since: str | None = None,
    on_own: Callable[[Notice], None] = lambda notice: None,
) -> Callable[[], None]:
    """Tell ``on_notice`` what other connections change, and ``on_own`` what this process does, from
    a thread; returns how to stop.

    What was written since `Database.written` said ``since`` is told as a change of everything.

    When the connection is lost, the embedded server is brought back before every next try.
    """

    def revive() -> None:
        try:
            opened.revive()
        except KnownError as error:
            log.warning("the database stays away: %s", error)

    from desktop_app.data.listen import Listener

    listener = Listener(opened.db, on_notice, on_lost, since=since, revive=revive, on_own=on_own)
    thread = threading.Thread(target=listener.run, name="listener", daemon=True)
    thread.start()

    def stop() -> None:
        listener.stop()
        thread.join(timeout=5)

    return stop
