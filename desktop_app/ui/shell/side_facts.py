"""What the sidebar shows of the database: the figure of each screen, and who is here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.users import User
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import Screen
from desktop_app.ui.shell.sidebar import Sidebar

_TIMED = Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES | Kind.ACTIONS


class SideFacts(QObject):
    """Reads them in the background, and again when they change."""

    def __init__(
        self, ctx: Context, sidebar: Sidebar, screens: Sequence[Screen], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sidebar = sidebar
        self._screens = tuple(screens)
        ctx.bus.changed.connect(self._on_changed)

    def count_all(self) -> None:
        """Ask for the figure of each screen."""
        for screen in self._screens:
            self._count(screen)

    def read_profile(self) -> None:
        """Name, picture and time zone may be changed here, by an undo, or on the web."""
        profile = self._ctx.services.profile
        self._ctx.ops.run_query(
            self, profile.get, self._on_profile, lambda _error: None, key="profile"
        )

    def _on_changed(self, news: Any) -> None:
        for screen in self._screens:
            if news.kinds & screen.count_kinds:
                self._count(screen)
        if news.kinds & Kind.USERS:
            self.read_profile()

    def _count(self, screen: Screen) -> None:
        count = screen.count
        if count is None:
            return
        services = self._ctx.services
        self._ctx.ops.run_query(
            self,
            lambda: count(services),
            lambda found: self._sidebar.set_count(screen.key, found or None),
            lambda _error: self._sidebar.set_count(screen.key, None),
            key=f"count.{screen.key}",
        )

    def _on_profile(self, user: User) -> None:
        before = self._ctx.services.user
        self._sidebar.show_user(user)
        if user == before:
            return
        self._ctx.services = self._ctx.entrance.for_user(user)
        if user.timezone != before.timezone:
            # Every time on screen reads differently now.
            self._ctx.bus.tell(Changes(_TIMED))
