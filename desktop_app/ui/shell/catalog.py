"""The screens that exist. A new one is one entry."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.changes import Kind
from desktop_app.domain.language import tr
from desktop_app.ui.shell.screens import Screen

# A screen is imported when it is first shown: no start pays for those that it does not show.


def _inbox() -> Any:
    from desktop_app.ui.inbox.screen import InboxScreen

    return InboxScreen


def _leads() -> Any:
    from desktop_app.ui.leads.screen import LeadsScreen

    return LeadsScreen


def _templates() -> Any:
    from desktop_app.ui.templates.screen import TemplatesScreen

    return TemplatesScreen


def _sequences() -> Any:
    from desktop_app.ui.sequences.screen import SequencesScreen

    return SequencesScreen


def _unread(services: Any) -> int:
    return services.conversations.counts().unread


def _settings() -> Any:
    from desktop_app.ui.settings.screen import SettingsScreen

    return SettingsScreen


def _today() -> Any:
    from desktop_app.ui.today.screen import TodayScreen

    return TodayScreen


def _metrics() -> Any:
    from desktop_app.ui.metrics.screen import MetricsScreen

    return MetricsScreen


def _pressing(services: Any) -> int:
    """What is due today, or late."""
    return int(services.today.figures().pressing)


SCREENS = (
    Screen(
        "today",
        tr("Today"),
        "ph.sun-horizon",
        "Ctrl+1",
        lambda ctx: _today()(ctx),
        _today,
        count=_pressing,
        count_kinds=Kind.ACTIONS,
    ),
    Screen(
        "inbox",
        tr("Inbox"),
        "ph.tray",
        "Ctrl+2",
        lambda ctx: _inbox()(ctx),
        _inbox,
        count=_unread,
        count_kinds=Kind.CONVERSATIONS | Kind.MESSAGES,
    ),
    Screen("leads", tr("Leads"), "ph.users-three", "Ctrl+3", lambda ctx: _leads()(ctx), _leads),
    Screen(
        "templates",
        tr("Templates"),
        "ph.article",
        "Ctrl+4",
        lambda ctx: _templates()(ctx),
        _templates,
    ),
    Screen(
        "metrics",
        tr("Metrics"),
        "ph.chart-line-up",
        "Ctrl+5",
        lambda ctx: _metrics()(ctx),
        _metrics,
    ),
    Screen("sequences", tr("Sequences"), "ph.path", "", lambda ctx: _sequences()(ctx), _sequences),
    Screen(
        "settings",
        tr("Settings"),
        "ph.gear-six",
        "Ctrl+,",
        lambda ctx: _settings()(ctx),
        _settings,
        apart=True,
    ),
)
