"""The settings of somebody with four devices."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.users import User
from desktop_app.ui.settings.screen import SettingsScreen
from desktop_app.ui.shell.choices import Choices
from desktop_app.ui.shell.preferences import Preferences
from tests.ui.fake_people import FakePeople

ADDRESS = "mara@fieldline.example"
PASSWORD = "four plain words here"


@pytest.fixture
def people() -> FakePeople:
    made = FakePeople()
    made.signin.create_local("Mara Ostrander", ADDRESS, PASSWORD, keep=True)
    user, password = made.rows.accounts[ADDRESS]
    user = replace(user, timezone="Europe/Brussels", signature="Mara\nFieldline Sales")
    made.rows.accounts[ADDRESS] = (user, password)
    for device in (
        "Outpost/0.1.0 (Windows 11; office-tower)",
        "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1",
    ):
        made.rows.begin_session(ADDRESS, device)
    return made


@pytest.fixture
def me(people) -> SimpleNamespace:
    """What is kept of the user, as the database has it."""
    return SimpleNamespace(read=lambda: people.rows.accounts[ADDRESS][0])


@pytest.fixture
def ctx(make_context, services, people):
    user: User = people.rows.accounts[ADDRESS][0]
    services.user = user
    services.profile = people.profile(user, services.journal)
    made = make_context(services)
    made.entrance = people
    made.left = 0
    kept: dict = {}
    choices = Choices(made.ops, Preferences({"appearance.theme": "light"}, kept.update), {})
    made.actions.keymap = choices.keymap
    made.choices, made.preferred, made.prefer = choices, choices.value, choices.put
    made.chosen = kept

    def leave() -> None:
        made.left += 1

    made.leave_screen = leave
    return made


@pytest.fixture
def screen(qtbot, ctx, host, show_active):
    made = SettingsScreen(ctx)
    layout = QVBoxLayout(host)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    host.resize(1440, 900)
    show_active(host)
    made.shown()
    return made
