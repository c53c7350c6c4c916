"""Keys that the user changed: what acts, and what is shown for it everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from desktop_app.domain.shortcut_table import CONTEXTS
from desktop_app.domain.shortcuts import FOLLOWING, SHORTCUTS, shortcut_of
from desktop_app.ui.actions import Action, Actions, CommandKey, Keymap, caps_of, shown_key
from desktop_app.ui.composer.actions import lead_actions as writing_actions
from desktop_app.ui.composer.actions import new_mail_action, reply_actions
from desktop_app.ui.inbox.actions import inbox_actions
from desktop_app.ui.leads.actions import lead_actions
from desktop_app.ui.leads.table_actions import table_actions
from desktop_app.ui.metrics.actions import metrics_actions
from desktop_app.ui.outbox.actions import outbox_actions
from desktop_app.ui.sequences.actions import sequence_actions
from desktop_app.ui.shell.catalog import SCREENS
from desktop_app.ui.shell.global_actions import global_actions
from desktop_app.ui.shell.menus import KeysDialog
from desktop_app.ui.templates.actions import template_actions
from desktop_app.ui.today.actions import today_actions
from desktop_app.ui.widgets.buttons import Button, icon_button


class Anything:
    """Stands for a screen: its commands are looked at, never run."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *_args: object, **_more: object):
        return Anything()


def every_action() -> list[Action]:
    it = Anything()
    return [
        *global_actions(it, SCREENS),
        *today_actions(it),
        *inbox_actions(it),
        *reply_actions(it, it, it, it),
        *outbox_actions(it),
        new_mail_action(it, "outbox"),
        *lead_actions(it),
        *writing_actions(it, it),
        *table_actions(it),
        *template_actions(it),
        *metrics_actions(it),
        *sequence_actions(it),
    ]


def test_the_table_says_of_every_command_what_the_window_does() -> None:
    known = {each.id: each for each in SHORTCUTS}
    made = {each.id: each for each in every_action()}
    assert set(known) <= set(made)
    followers = set(FOLLOWING)
    for action in made.values():
        if action.id in followers or (action.checkable and not action.keys):
            continue
        shortcut = known[action.id]
        assert shortcut.keys == action.keys, action.id
        assert shortcut.context == action.context, action.id
        assert shortcut.title == action.plain_text.rstrip("…"), action.id
        if shortcut.fixed:
            assert action.keys_by_view, action.id
    for follower, leader in FOLLOWING.items():
        assert made[follower].keys == made[leader].keys
        assert made[follower].keys_by_view
    assert set(CONTEXTS) == {each.context for each in made.values()}


@pytest.fixture
def keymap() -> Keymap:
    return Keymap()


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def actions(themes, host, keymap, ran):
    made = Actions(themes, host, keymap)

    def act(name: str, *keys: str, context: str = "inbox", **more) -> Action:
        return Action(name, name, lambda: ran.append(name), keys, "", "&X", context, **more)

    made.add(
        [
            act("inbox.archive", "E"),
            act("inbox.snooze", "H"),
            act("edit.undo", "Ctrl+Z", context="global"),
            act("file.create", "C", context="global"),
            act("file.new_lead", "C", context="global", keys_by_view=True),
            act("leads.next", "J", context="leads"),
        ]
    )
    made.set_context("inbox")
    yield made
    themes.teach(str)


def press(qtbot, host, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    host.setFocus()
    qtbot.keyClick(host, key, held)


def test_another_key_acts_at_once_and_the_old_one_no_more(
    qtbot, host, actions, keymap, ran, show_active
) -> None:
    show_active(host)
    press(qtbot, host, Qt.Key.Key_E)
    keymap.put({"inbox.archive": ("Ctrl+9",)})
    press(qtbot, host, Qt.Key.Key_E)
    press(qtbot, host, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["inbox.archive", "inbox.archive"]
    assert actions.qaction("inbox.archive").shortcut().toString() == "Ctrl+9"  # as menus show it


def test_single_letters_are_turned_off_and_on(
    qtbot, host, actions, keymap, ran, show_active
) -> None:
    show_active(host)
    keymap.set_single_letters(False)
    press(qtbot, host, Qt.Key.Key_E)
    press(qtbot, host, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["edit.undo"]
    assert actions.keys("inbox.archive") == ()
    keymap.set_single_letters(True)
    press(qtbot, host, Qt.Key.Key_E)
    assert ran == ["edit.undo", "inbox.archive"]


def test_buttons_teach_the_key_that_acts(qtbot, host, themes, actions, keymap, show_active) -> None:
    words, icon = Button(themes, "Archive", key="E"), icon_button(themes, "ph.clock", "Zz", key="H")
    layout = QVBoxLayout(host)
    layout.addWidget(words)
    layout.addWidget(icon)
    show_active(host)
    assert (words.key, icon.toolTip()) == ("E", "Zz  H")
    keymap.put({"inbox.archive": ("H",), "inbox.snooze": ("Ctrl+Shift+9",)})
    assert (words.key, icon.toolTip()) == ("H", "Zz  Ctrl+Shift+9")
    keymap.put({"inbox.archive": ()})
    assert (words.key, icon.toolTip()) == ("", "Zz  H")
    actions.set_context("leads")  # where E is nothing of the kind
    assert words.key == "E"


def test_a_follower_shows_the_key_of_the_one_it_follows(actions, keymap) -> None:
    keymap.put({"file.create": ("Ctrl+I",)})
    assert actions.keys("file.new_lead") == ("Ctrl+I",)
    assert actions.taught("C") == "Ctrl+I"


def test_a_key_that_no_command_has_is_called_by_its_name_too(actions) -> None:
    assert actions.taught("Ctrl+Return") == "Ctrl+Enter"
    assert actions.taught("Ctrl ;") == "Ctrl ;"
    assert actions.taught("Del") == shown_key("Del")


def test_the_headings_of_the_list_of_keys_are_whole(qtbot, themes, host, actions) -> None:
    host.show()
    dialog = KeysDialog(themes, actions, {"global": "", "inbox": "Inbox"}, host)
    dialog.resize(560, 120)
    dialog.show()
    qtbot.waitExposed(dialog)
    headings = [each for each in dialog.findChildren(QLabel) if each.property("role") == "caption"]
    assert [each.text() for each in headings] == ["Everywhere", "Inbox"]
    for each in headings:
        assert each.contentsRect().height() >= each.fontMetrics().height()


def test_the_list_of_keys_has_those_that_act(themes, host, actions, keymap) -> None:
    keymap.put({"inbox.archive": ("Ctrl+9",), "inbox.snooze": ()})
    dialog = KeysDialog(themes, actions, {"global": "", "inbox": "Inbox"}, host)
    assert ("inbox.archive", "Ctrl+9") in dialog.lines
    assert not [line for line in dialog.lines if line[0] == "inbox.snooze"]
    dialog.show()
    titles = [each for each in dialog.findChildren(QLabel) if each.property("role") == "caption"]
    assert [each.text() for each in titles] == ["Everywhere", "Inbox"]
    assert all(each.contentsRect().height() >= each.fontMetrics().height() for each in titles)


def test_a_command_inside_a_widget_follows_too(qtbot, host, keymap, show_active) -> None:
    sent = []
    edit = QLineEdit()
    QVBoxLayout(host).addWidget(edit)
    key = CommandKey(keymap, "inbox.send", edit)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(lambda: sent.append(1))
    show_active(host)
    edit.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    keymap.put({"inbox.send": ("Ctrl+9",)})
    qtbot.keyClick(edit, Qt.Key.Key_Return, control)
    assert sent == []
    qtbot.keyClick(edit, Qt.Key.Key_9, control)
    assert sent == [1]


def test_keys_are_shown_cap_by_cap() -> None:
    assert caps_of("Ctrl+Shift+Return") == ("Ctrl", "Shift", "Enter")
    assert caps_of("Ctrl++") == ("Ctrl", "+")
    assert caps_of("+") == ("+",)
    assert shown_key("?") == "?"
    assert shortcut_of("no.such") is None
