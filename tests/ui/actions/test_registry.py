"""Actions as data: no two share an id or a key, and letters are for typing first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenuBar, QPlainTextEdit, QVBoxLayout

from desktop_app.ui.actions import GLOBAL, Action, Actions, DuplicateActionError
from desktop_app.ui.shell.menus import fill_menu_bar


def nothing() -> None:
    pass


def act(action_id: str, *keys: str, context: str = GLOBAL, **more) -> Action:
    return Action(
        action_id, action_id.title(), more.pop("run", nothing), keys, context=context, **more
    )


@pytest.fixture
def actions(themes, host):
    return Actions(themes, host)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (act("a"), act("a")),
        (act("a", "E", context="inbox"), act("b", "E", context="inbox")),
        (act("a", "C"), act("b", "C", context="leads")),
        (act("a", "C", context="leads"), act("b", "C")),
        (act("a", "Ctrl+Shift+Z"), act("b", "Shift+Ctrl+Z")),
    ],
    ids=["id", "context", "global first", "global second", "spelling"],
)
def test_duplicates_are_refused(actions, first: Action, second: Action) -> None:
    actions.add([first])
    with pytest.raises(DuplicateActionError):
        actions.add([second])


def test_what_is_added_in_vain_leaves_its_ids_and_keys_free(
    qtbot, host, actions, show_active
) -> None:
    ran = []
    actions.add([act("a", "Ctrl+A")])
    with pytest.raises(ZeroDivisionError), actions.all_or_none():
        actions.add([act("b", "E", run=lambda: ran.append("in vain"))])
        raise ZeroDivisionError
    assert [each.id for each in actions.all()] == ["a"]
    with actions.all_or_none():
        actions.add([act("b", "E", run=lambda: ran.append("again"))])
    show_active(host)
    host.setFocus()
    qtbot.keyClick(host, Qt.Key.Key_E)
    assert ran == ["again"]


def test_two_screens_may_use_one_key(qtbot, host, actions, show_active) -> None:
    ran = []
    actions.add(
        [
            act("a", "E", context="inbox", run=lambda: ran.append("inbox")),
            act("b", "E", context="leads", run=lambda: ran.append("leads")),
        ]
    )
    show_active(host)
    host.setFocus()
    for context in ("leads", "inbox"):
        actions.set_context(context)
        qtbot.keyClick(host, Qt.Key.Key_E)
    assert ran == ["leads", "inbox"]


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_letters_are_typed_and_do_not_act_in_text(qtbot, host, actions, show_active, field) -> None:
    ran = []
    keys = ("C", "Shift+R", "/", "?")
    actions.add([act(f"a{key}", key, run=lambda: ran.append(1)) for key in keys])
    edit = field()
    QVBoxLayout(host).addWidget(edit)
    show_active(host)
    edit.setFocus()
    qtbot.keyClicks(edit, "cR/?")
    text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
    assert text == "cR/?"
    assert ran == []


def test_keys_with_ctrl_act_in_text(qtbot, host, actions, show_active) -> None:
    ran = []
    actions.add([act("go", "Ctrl+3", run=lambda: ran.append(1))])
    edit = QLineEdit()
    QVBoxLayout(host).addWidget(edit)
    show_active(host)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert ran == [1]


def test_an_action_that_cannot_act_does_not(actions) -> None:
    ran, can = [], []
    actions.add([act("a", run=lambda: ran.append(1), enabled_when=lambda: bool(can))])
    assert not actions.run("a")
    actions.qaction("a").trigger()
    can.append(True)
    assert actions.run("a")
    assert ran == [1]


def test_actions_of_another_screen_do_not_run(actions) -> None:
    actions.add([act("a", context="inbox")])
    actions.set_context("leads")
    assert not actions.run("a")
    assert not actions.qaction("a").isEnabled()


def test_keys_of_views_are_shown_but_not_bound(actions) -> None:
    actions.add([act("open", "Enter", keys_by_view=True)])
    assert actions.qaction("open").shortcuts() == []


def test_the_menu_bar_holds_what_names_a_menu(host, actions) -> None:
    actions.add(
        [
            act("quit", menu="&File", group=2),
            act("new", menu="&File"),
            act("help", menu="&Help"),
            act("hidden"),
            act("lead", menu="&Lead", context="leads"),
        ]
    )
    bar = QMenuBar(host)

    def titles() -> dict[str, list[str]]:
        fill_menu_bar(bar, actions)
        return {
            each.text(): [entry.text() or "-" for entry in each.menu().actions()]
            for each in bar.actions()
        }

    assert titles() == {"&File": ["New", "-", "Quit"], "&Help": ["Help"]}
    actions.set_context("leads")
    assert list(titles()) == ["&File", "&Lead", "&Help"]


def test_plain_text_has_no_mnemonics() -> None:
    assert Action("a", "Save && &close…", nothing).plain_text == "Save & close…"
