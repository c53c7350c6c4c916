"""Settings that go to a file and come from one, on the page."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.domain.setting_files import document
from desktop_app.ui.widgets.dialogs import Question

FILE = Path("old.json")


def question(host) -> Question:
    return host.window().findChild(Question)


def test_what_was_changed_is_written(screen, ctx) -> None:
    ctx.choices.put_keys({"inbox.archive": ("G",)})
    ctx.services.account_settings.values["mail.undo_seconds"] = 30
    screen.transfer.write(FILE)
    written = json.loads(ctx.services.account_settings.files[FILE])
    assert written["computer"] == {"appearance.theme": "light", "keys.inbox.archive": "G"}
    assert written["account"] == {"mail.undo_seconds": 30}


def test_what_comes_is_asked_about_and_taken_up_at_once(screen, ctx, host) -> None:
    account = ctx.services.account_settings
    account.files[FILE] = document(
        {"keys.inbox.snooze": "E", "keys.inbox.archive": "", "appearance.density": "roomy"},
        {"mail.undo_seconds": 5},
    )
    ctx.choices.put_keys(
        {"inbox.card": ("E",), "inbox.archive": ()}
    )  # not in the file: as at first
    screen.transfer.read(FILE)
    assert ctx.choices.keymap.of("inbox.snooze") == ("H",)
    question(host).accept()
    assert ctx.choices.keymap.changed_keys == {"inbox.snooze": ("E",), "inbox.archive": ()}
    assert ctx.chosen["appearance.density"] == "roomy"
    assert screen.appearance.density.control.value == "roomy"
    assert account.values["mail.undo_seconds"] == 5


def test_what_is_left_out_is_said_and_nothing_is_taken_unasked(screen, ctx, host) -> None:
    account = ctx.services.account_settings
    account.files[FILE] = json.dumps(
        {"format": "outpost-settings", "version": 1, "computer": {"flux.capacitor": 3}}
    )
    screen.transfer.read(FILE)
    asked = question(host)
    assert "flux.capacitor: not known here." in screen.transfer.asked
    asked.reject()
    assert ctx.chosen == {}
