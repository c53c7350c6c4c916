"""The lock of the window: when it falls, what it hides, and how it opens again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.users import User
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.floating import Hidden, put_floating_away
from desktop_app.ui.shell.lock_key import LockKey
from desktop_app.ui.shell.presence import Presence, seconds_asleep
from desktop_app.ui.theme import Themes

if TYPE_CHECKING:
    from desktop_app.ui.shell.lock_page import LockPage
    from desktop_app.ui.shell.main_window import MainWindow


class Guard(QObject):
    """Covers the window until the person in front of it has shown who they are.

    The workspace stays as it is below the cover, hidden; its dialogs are put away and come back.

    Signals:
        opened: the lock is open; carries the :class:`User`.
        sign_out_wanted: they go instead.
    """

    opened = Signal(object)
    sign_out_wanted = Signal()

    def __init__(
        self,
        window: MainWindow,
        themes: Themes,
        ops: Operations,
        bus: ChangeBus,
        *,
        now: Callable[[], float] = time.monotonic,
        asleep: Callable[[], float] = seconds_asleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._themes = themes
        self._ops = ops
        self._bus = bus
        self._services: Any = None
        self._user: User | None = None
        self.page: LockPage | None = None
        self._put_away: list[Hidden] = []
        self.presence = Presence(now, asleep, self)
        self.presence.away.connect(self.lock)
        self.presence.slept.connect(self.lock)
        window.destroyed.connect(self.presence.stop)  # there is nothing left to cover
        self.lock_key = LockKey(window)
        self.lock_key.pressed.connect(self.lock)

    @property
    def locked(self) -> bool:
        return self.page is not None

    def set_after(self, minutes: int) -> None:
        """Lock when nobody did anything for so long; 0 for never."""
        self.presence.set_after(minutes * 60)

    def attend(self, services: Any, user: User) -> None:
        """Watch over somebody who has come in."""
        self._services, self._user = services, user
        self.presence.start()

    def dismiss(self) -> None:
        """Nobody is signed in: nothing to hide, and nothing to come back to."""
        self.presence.stop()
        self._user = None
        self._put_away.clear()
        self._uncover()

    def lock(self) -> None:
        """Hide everything now, and remember it over a restart."""
        if self._user is None or self.locked:
            return
        self.cover(self._services, self._user)
        signin = self._services.signin
        # The window is covered whatever becomes of this; it is for the next start.
        self._ops.run_query(self, signin.lock, lambda _none: None)

    def cover(self, services: Any, user: User) -> None:
        """Put the lock over the window; it was locked already when a start finds it so."""
        from desktop_app.ui.shell.lock_page import LockPage

        self._services, self._user = services, user
        self.presence.stop()
        self._put_away = put_floating_away(self._window)
        self.page = page = LockPage(self._themes, self._ops, self._bus, services, user)
        page.unlocked.connect(self._on_unlocked)
        page.sign_out_wanted.connect(self.sign_out_wanted)
        self._window.cover(page)
        page.begin()

    def _on_unlocked(self) -> None:
        user, put_away = self._user, self._put_away
        self._put_away = []
        self._uncover()
        self.presence.start()
        for hidden in put_away:
            hidden.come_back()
        self.opened.emit(user)

    def _uncover(self) -> None:
        if self.page is not None:
            self.page = None
            self._window.uncover()
