"""Answers go to the conversation that the list is at, and nothing takes them away again."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.inbox import ConversationQuery, ConversationState
from desktop_app.domain.outgoing import How
from desktop_app.domain.writing import Purpose, State, Writing
from desktop_app.ui.inbox.screen import InboxScreen
from tests.ui.fake_writing import FakeWriting
from tests.ui.inbox.conftest import FakeDrafts, fixed_id


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


@pytest.fixture
def runs_through(monkeypatch):
    """However long a key takes on a busy machine, rows are still being run through."""
    monkeypatch.setattr("desktop_app.ui.inbox.screen._RUNNING", 600_000)


@pytest.mark.parametrize(
    ("key", "how"), [("R", How.REPLY), ("Shift+R", How.REPLY_ALL), ("F", How.FORWARD)]
)
def test_the_answer_is_about_the_row_of_the_list(
    runs_through, screen, services, host, drafts, key, how
):
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


def test_the_pencil_and_its_key_begin_a_mail(screen, host, drafts):
    words, key = screen.creates
    screen.create()
    press(host, key)
    assert words == "New mail"
    assert drafts.begun == [(How.NEW, None)] * 2


# What is written for the user


@pytest.fixture
def prepared(services):
    """A draft stands for every conversation."""
    services.writing = made = FakeWriting()
    made.draft_of = lambda talk: Writing(
        uuid4(), Purpose.DRAFT, State.DONE, "Hi Ines,\n\nyes.", is_model=True, thread_id=talk
    )
    return made


def test_ctrl_j_answers_with_what_is_written_for_the_user(
    screen, services, host, drafts, prepared, qtbot
):
    press(host, "Ctrl+J")
    composer = screen.composers.docked
    assert drafts.begun == [(How.REPLY, newest_by_others(services, 0))]
    qtbot.waitUntil(lambda: composer.editor.toPlainText().startswith("Hi Ines,\n\nyes."))
    assert composer.band.words == "AI draft. Read it before you send."


def test_ctrl_j_in_an_answer_goes_on_with_that(screen, services, host, drafts, prepared, qtbot):
    composer = answer_first(screen, qtbot, host, "Mine.")
    press(host, "Ctrl+J")
    assert screen.composers.docked is composer
    assert len(drafts.begun) == 1
    qtbot.waitUntil(lambda: composer.editor.toPlainText().startswith("Hi Ines,\n\nyes.\n\nMine."))


def test_ctrl_j_while_the_text_is_on_its_way_waits_for_it(
    screen, services, host, drafts, prepared, gate, qtbot
):
    press(host, "J")
    press(host, "Ctrl+J")
    assert drafts.begun == []
    gate.lift()
    qtbot.waitUntil(lambda: screen.composers.docked is not None)
    composer = screen.composers.docked
    qtbot.waitUntil(lambda: composer.editor.toPlainText().startswith("Hi Ines,"))
    assert drafts.begun == [(How.REPLY, newest_by_others(services, 1))]


# What is being written stays


def answer_first(screen, qtbot, host, typed: str = ""):
    assert run(screen, "inbox.reply")
    composer = screen.composers.docked
    qtbot.waitUntil(lambda: composer.draft is not None)
    if typed:
        QTest.keyClicks(composer.editor, typed)
    return composer


def happens_elsewhere(ctx, services, qtbot, key, **changes) -> None:
    """Another program changes a conversation, and the list is read anew."""
    store = services.conversations
    store.rows_by_id[key] = replace(store.rows_by_id[key], **changes)
    reads = len(store.asked("all_ids"))
    ctx.bus.tell(Notice(Kind.CONVERSATIONS))
    qtbot.waitUntil(lambda: len(store.asked("all_ids")) > reads)


def test_an_answer_from_the_other_side_takes_nothing_away(screen, services, host, ctx, qtbot):
    """Under "Waiting on them" the row belongs no longer once they have written."""
    screen.side.chosen.emit("waiting")
    screen.focus_list()
    one = ids(services)[7]
    qtbot.waitUntil(lambda: screen.conversation.row.id == one)
    composer = answer_first(screen, qtbot, host, "Half a senten")
    happens_elsewhere(ctx, services, qtbot, one, last_outbound=False)
    assert screen.composers.docked is composer and composer.isVisible()
    assert screen.list.current_id == screen.conversation.row.id == one
    QTest.keyClicks(host.focusWidget(), "ce")
    assert composer.editor.toPlainText().startswith("Half a sentence")


def test_what_the_phone_archives_stays_until_one_moves_on(screen, services, host, ctx, qtbot):
    every = ids(services)
    composer = answer_first(screen, qtbot, host)  # in it, nothing written yet
    happens_elsewhere(ctx, services, qtbot, every[0], state=ConversationState.ARCHIVED)
    assert screen.composers.docked is composer
    assert screen.list.model.row_of(every[0]) == 0
    screen.list.view.go_to(2)
    screen.list.reload()
    assert screen.list.model.row_of(every[0]) == -1


def test_words_keep_it_also_while_one_reads_above_them(screen, services, host, ctx, qtbot):
    every = ids(services)
    composer = answer_first(screen, qtbot, host, "Hello")
    screen.focus_list()
    happens_elsewhere(ctx, services, qtbot, every[0], state=ConversationState.ARCHIVED)
    assert screen.composers.docked is composer
    composer.discard()
    qtbot.waitUntil(lambda: screen.composers.docked is None)
    screen.list.reload()
    assert screen.list.model.row_of(every[0]) == -1


def test_a_mailbox_that_is_removed_does_not_take_it_away(screen, services, host, qtbot):
    box, one = fixed_id("mailbox"), ids(services)[3]
    services.conversations.in_mailbox[box] = {one}
    screen.list.view.go_to(3)
    qtbot.waitUntil(lambda: screen.conversation.row.id == one)
    screen.list.query = ConversationQuery(mailbox=box)
    composer = answer_first(screen, qtbot, host, "Hello")
    screen.side.recount()
    qtbot.waitUntil(lambda: screen.list.query == ConversationQuery())
    assert screen.composers.docked is composer
    assert screen.list.current_id == screen.conversation.row.id == one


def run(screen, action: str) -> bool:
    return screen._ctx.actions.run(action)
