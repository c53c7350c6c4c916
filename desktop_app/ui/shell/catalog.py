"""The screens that exist. A new one is one entry."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.changes import Kind
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.screens import Screen


def _inbox(ctx: Context) -> QWidget:
    from desktop_app.ui.inbox.screen import InboxScreen

    return InboxScreen(ctx)


def _unread(services: Any) -> int:
    return services.conversations.counts().unread


def _leads(ctx: Context) -> QWidget:
    from desktop_app.ui.leads.screen import LeadsScreen

    return LeadsScreen(ctx)


def _settings(ctx: Context) -> QWidget:
    from desktop_app.ui.settings.screen import SettingsScreen

    return SettingsScreen(ctx)


SCREENS = (
    Screen(
        "inbox",
        "Inbox",
        "ph.tray",
        "Ctrl+2",
        _inbox,
        count=_unread,
        count_kinds=Kind.CONVERSATIONS | Kind.MESSAGES,
    ),
    Screen("leads", "Leads", "ph.users-three", "Ctrl+3", _leads),
    Screen("settings", "Settings", "ph.gear-six", "Ctrl+,", _settings, apart=True),
)
