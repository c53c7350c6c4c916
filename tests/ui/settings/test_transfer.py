"""Settings that go to a file and come from one, on the page."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.setting_files import document
from desktop_app.ui.shell.main_window import fitting
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
    assert account.computer["appearance.density"] == "roomy"
    assert account.computer["keys.inbox.card"] is None
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


def test_sizes_and_columns_travel_too(screen, ctx, host) -> None:
    account = ctx.services.account_settings
    ctx.state.put("leads.panes", [800, 416])
    ctx.state.put("palette.used", "what one looked for is nobody's business")
    account.columns = {"columns": [{"key": "company", "width": 300}]}
    screen.transfer.write(FILE)
    written = json.loads(account.files[FILE])
    assert written["panes"] == {"leads.panes": [800, 416]}
    window = screen.window()
    assert written["window"] == [window.width(), window.height(), 0]
    assert written["table"] == account.columns
    assert "nobody" not in account.files[FILE]
    ctx.state.put("leads.panes", [100, 100])
    size = window.size()
    window.resize(size.width() - 40, size.height() - 30)
    account.columns = None
    screen.transfer.read(FILE)
    question(host).accept()
    assert ctx.state.numbers("leads.panes") == [800, 416]
    assert window.size() == fitting(window, size)
    assert account.columns == written["table"]


def test_what_cannot_be_kept_here_is_not_put_on(screen, ctx, host) -> None:
    account = ctx.services.account_settings
    account.files[FILE] = document({"appearance.density": "roomy"}, {"mail.undo_seconds": 5})

    account.fault = KnownError("The disk is full.")
    screen.transfer.read(FILE)
    question(host).accept()
    assert screen.appearance.density.control.value == "comfortable"
    assert account.values["mail.undo_seconds"] == 10


def test_a_window_larger_than_this_screen_is_as_large_as_there_is_room(
    screen, ctx, host, qtbot
) -> None:
    account = ctx.services.account_settings
    account.files[FILE] = document({}, {}, window=[9_000, 8_000, 0])
    screen.transfer.read(FILE)
    question(host).accept()
    window, room = screen.window(), screen.screen().availableGeometry()
    qtbot.waitUntil(lambda: window.width() == room.width())
    assert window.height() <= room.height()
    assert room.contains(window.frameGeometry().topLeft())
    account.files[FILE] = document({}, {}, window=[900, 700, 1])
    screen.transfer.read(FILE)
    host.window().findChildren(Question)[-1].accept()
    qtbot.waitUntil(window.isMaximized)
