"""Metrics in a shown window, over invented days."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.users import User
from desktop_app.services.metrics import MetricsService
from desktop_app.ui.metrics.screen import MetricsScreen
from tests.ui.metrics.fake_metrics import FakeMetrics

NOW = datetime(2026, 6, 16, 10, 42, tzinfo=UTC)


class Desk:
    """The screen, with the words a test needs."""

    def __init__(self, qtbot, host, ctx) -> None:
        self.qtbot, self.host, self.ctx = qtbot, host, ctx
        self.hints: list[str] = []
        self.went: list[tuple[str, object]] = []
        ctx.hint = lambda words, _keys: self.hints.append(words)
        ctx.open_conversation = lambda each: self.went.append(("conversation", each))
        ctx.open_lead = lambda each: self.went.append(("lead", each))
        self.screen = MetricsScreen(ctx)
        QVBoxLayout(host).addWidget(self.screen)
        host.layout().setContentsMargins(0, 0, 0, 0)
        host.show()
        ctx.actions.set_context("metrics")
        self.screen.shown()

    def settle(self) -> None:
        """Wait until every chart shows what it is to show."""
        self.qtbot.waitUntil(
            lambda: self.screen.page.settled and not self.ctx.ops.busy, timeout=15000
        )

    def card(self, key: str):
        return next(c for c in self.screen.page.cards if c.chart is not None and c.chart.key == key)

    def press(self, widget, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(widget, key, modifiers)

    def run(self, name: str) -> None:
        assert self.ctx.actions.run(f"metrics.{name}"), name


@pytest.fixture
def metrics():
    return FakeMetrics()


@pytest.fixture
def open_desk(qtbot, host, make_context, metrics, light_again):
    user = User(UUID(int=7), "auth", "robin@rep.example", "Robin Reed")

    def open_desk(width: int = 1216, height: int = 800, *, inline: bool = False, wait: bool = True):
        host.resize(width, height)
        ctx = make_context(SimpleNamespace(metrics=metrics, user=user), inline=inline)
        ctx.clock = lambda: NOW
        desk = Desk(qtbot, host, ctx)
        if wait:
            desk.settle()
        return desk

    return open_desk


@pytest.fixture
def open_real_desk(qtbot, host, make_context, db, user, clock, light_again):
    """The screen over a real database; the time is that of ``clock``."""
    services = SimpleNamespace(metrics=MetricsService(db, user.id, clock), user=user)

    def open_desk(width: int = 1500, height: int = 900):
        host.resize(width, height)
        ctx = make_context(services, inline=False)
        ctx.clock = clock
        return Desk(qtbot, host, ctx)

    return open_desk
