"""Answers go to the conversation that the list is at, and nothing takes them away again."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from desktop_app.domain.outgoing import How
from desktop_app.ui.inbox.screen import InboxScreen
from tests.ui.inbox.conftest import FakeDrafts


@pytest.fixture
def drafts(services):
    services.drafts = made = FakeDrafts()
    for key, talk in services.conversations.conversations.items():
        made.talks |= {head.id: key for head in talk.messages}
    return made


@pytest.fixture
def screen(qtbot, ctx, host, services, drafts):
    made = InboxScreen(ctx)
    host.layout().addWidget(made)
    ctx.actions.set_context("inbox")
    host.show()
    qtbot.waitExposed(host)
    made.shown()
    made.focus_list()
    qtbot.waitUntil(lambda: made.list.model.row_at(0) is not None)
    yield made
    if made.thread.reader.web is not None:
        shiboken6.delete(made.thread.reader.web)


class Gate:
    """Lets conversations be read on a thread, and only when it is opened."""

    def __init__(self, ctx, services, monkeypatch) -> None:
        self._open = threading.Event()
        read = services.conversations.open

        def wait(key):
            assert self._open.wait(20)
            return read(key)

        monkeypatch.setattr(services.conversations, "open", wait)
        monkeypatch.setattr(ctx.ops, "_inline", False)

    def lift(self) -> None:
        self._open.set()


@pytest.fixture
def gate(ctx, services, screen, monkeypatch):
    made = Gate(ctx, services, monkeypatch)
    yield made
    made.lift()
    ctx.ops.close()


def ids(services) -> list:
    return list(services.conversations.rows_by_id)


def newest_by_others(services, number: int):
    talk = services.conversations.conversations[ids(services)[number]]
    return [head.id for head in talk.messages if not head.outbound][-1]


def press(host, key: str) -> None:
    QTest.keySequence(host.focusWidget() or host, QKeySequence(key))


# Which conversation


@pytest.mark.parametrize(
    ("key", "how"), [("R", How.REPLY), ("Shift+R", How.REPLY_ALL), ("F", How.FORWARD)]
)
def test_the_answer_is_about_the_row_of_the_list(screen, services, host, drafts, key, how):
    """J held, and its key at once: what is shown is still the row before."""
    press(host, "J")
    press(host, "J")
    assert screen.conversation.row.id != screen.list.current_id
    press(host, key)
    assert drafts.begun == [(how, newest_by_others(services, 2))]
    assert screen.composers.docked.isAncestorOf(host.focusWidget())


def test_what_is_typed_before_the_text_is_there_belongs_to_the_answer(
    screen, services, host, drafts, gate, qtbot
):
    """E, H, U and # are letters then, not commands."""
    press(host, "J")
    assert run(screen, "inbox.reply")
    assert screen.answering.is_waiting and drafts.begun == []
    QTest.keyClicks(host.focusWidget(), "Hue je")
    QTest.keyClick(host.focusWidget(), Qt.Key.Key_Backspace)
    assert screen.list.current_id == ids(services)[1]
    assert not services.conversations.asked("archive")
    gate.lift()
    qtbot.waitUntil(lambda: drafts.begun == [(How.REPLY, newest_by_others(services, 1))])
    qtbot.waitUntil(lambda: screen.composers.docked.draft is not None)
    assert screen.composers.docked.editor.toPlainText().startswith("Hue j")
    assert not screen.answering.is_waiting
    assert not services.conversations.asked("archive")
    assert not [call for call in services.conversations.asked("set_read") if not call[2]]


def test_who_walks_on_does_not_answer(screen, services, host, drafts, gate, qtbot):
    press(host, "J")
    assert run(screen, "inbox.reply")
    screen.list.view.go_to(4)
    assert not screen.answering.is_waiting
    gate.lift()
    qtbot.waitUntil(lambda: screen.conversation.row.id == ids(services)[4])
    assert drafts.begun == []


def test_esc_takes_the_answer_back(screen, host, drafts, gate):
    press(host, "J")
    assert run(screen, "inbox.reply")
    QTest.keyClick(host.focusWidget(), Qt.Key.Key_Escape)
    assert not screen.answering.is_waiting


def test_a_conversation_that_cannot_be_read_is_not_answered(
    screen, services, host, drafts, gate, qtbot, monkeypatch
):
    press(host, "J")
    assert run(screen, "inbox.reply")
    services.conversations.fail = RuntimeError("broken")
    gate.lift()
    qtbot.waitUntil(lambda: not screen.answering.is_waiting)
    assert drafts.begun == []


def run(screen, action: str) -> bool:
    return screen._ctx.actions.run(action)
