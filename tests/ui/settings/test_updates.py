"""Whether newer versions are looked for, in the settings."""

from __future__ import annotations

import pytest

from desktop_app.domain.updates import UpdatePolicy, UpdateView
from desktop_app.ui.settings.data import DataCard


@pytest.fixture
def card(qtbot, ctx, services):
    def make(policy: UpdatePolicy) -> DataCard:
        services.updates.shown = UpdateView("0.1.0", policy)
        made = DataCard(ctx)
        qtbot.addWidget(made)
        return made

    return make


def test_the_user_decides(card, ctx):
    row = card(UpdatePolicy(None, "https://mirror.example")).updates
    assert row.control.isEnabled()
    assert not row.control.isChecked()
    row.control.click()
    assert ctx.preferred("updates.check") is True


@pytest.mark.parametrize(("check", "word"), [(True, "on"), (False, "off")])
def test_what_administrators_decided_is_said_and_stands(qtbot, card, check, word):
    row = card(UpdatePolicy(check, "https://mirror.example", forced=True)).updates
    qtbot.waitUntil(lambda: not row.control.isEnabled())
    assert row.control.isChecked() is check
    assert row.sentence.text == f"Whoever looks after this computer turned it {word}."


def test_a_copy_without_a_place_to_look_says_so(qtbot, card):
    row = card(UpdatePolicy()).updates
    qtbot.waitUntil(lambda: row.sentence.text.startswith("This copy knows no place"))
    assert row.control.isEnabled()
