"""A conversation beside what one is at: read there, answered in the inbox."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.changes import Changes, Kind
from desktop_app.ui.inbox.beside import ConversationBeside
from desktop_app.ui.inbox.plain_rows import HeadRow


@pytest.fixture
def before(qtbot, host) -> QPushButton:
    """Where the keyboard was."""
    button = QPushButton("Before")
    host.layout().addWidget(button)
    host.resize(1200, 700)
    host.show()
    qtbot.waitExposed(host)
    button.setFocus()
    return button


@pytest.fixture
def beside(ctx, host, before) -> ConversationBeside:
    return ConversationBeside(ctx, host)


def newest(ctx):
    return next(iter(ctx.services.conversations.conversations.values())).row


def test_it_is_read_with_the_keyboard_in_it_and_goes_by_escape(
    qtbot, ctx, host, beside, before
) -> None:
    row = newest(ctx)
    beside.show_conversation(row.id)
    assert beside.is_open
    assert beside._subject.text == row.subject
    assert beside.isAncestorOf(host.window().focusWidget())
    qtbot.keyClick(host.window().focusWidget(), Qt.Key.Key_Escape)
    assert not beside.is_open
    assert host.window().focusWidget() is before


def test_nothing_is_answered_from_there(ctx, beside) -> None:
    beside.show_conversation(newest(ctx).id)
    rows = beside.pane.reader.plain.findChildren(HeadRow)
    assert rows
    assert not beside.pane.thread.tools
    beside.pane.reload()
    ctx.bus.tell(Changes(Kind.CONVERSATIONS | Kind.MESSAGES))
    assert not beside.pane.thread.tools


def test_its_button_leads_to_the_inbox(qtbot, ctx, beside) -> None:
    went = []
    ctx.open_conversation = went.append
    row = newest(ctx)
    beside.show_conversation(row.id)
    qtbot.mouseClick(beside.open, Qt.MouseButton.LeftButton)
    assert went == [row.id]
    assert not beside.is_open
