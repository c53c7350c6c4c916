"""The window of sequences, over a real database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.services.journal import JournalService
from desktop_app.services.sequences import SequenceService
from desktop_app.ui.sequences.screen import SequencesScreen


class Templates:
    """Templates by name; those that are deleted are not listed any more."""

    def __init__(self) -> None:
        self.held: list[SimpleNamespace] = []

    def list(self):
        return tuple(self.held)


class Desk:
    """The screen, with the words a test needs."""

    def __init__(self, qtbot, host, ctx) -> None:
        self.qtbot, self.host, self.ctx = qtbot, host, ctx
        self.screen = SequencesScreen(ctx)
        QVBoxLayout(host).addWidget(self.screen)
        host.show()
        host.layout().setContentsMargins(0, 0, 0, 0)
        ctx.actions.set_context("sequences")
        self.screen.shown()
        self.screen.focus_list()

    @property
    def editor(self):
        return self.screen.editor

    @property
    def leads(self):
        return self.screen.leads

    def names(self) -> list[str]:
        return [self.screen.list.model._held[each].text.name for each in self.screen.list.model.ids]

    def enrolled(self) -> list[str]:
        """What the list of leads says, a line each."""
        model = self.leads.model
        for number in range(model.rowCount()):
            self.qtbot.waitUntil(lambda at=number: model.row_at(at) is not None)
        return [model.accessible_text(model.row_at(at)) for at in range(model.rowCount())]

    def soon(self, holds) -> None:
        """Wait for what follows when the database has answered."""
        self.qtbot.waitUntil(holds)

    def type_into(self, edit, words: str) -> None:
        edit.selectAll()
        self.qtbot.keyClicks(edit, words)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.host.focusWidget() or self.screen.list.view, key, modifiers)

    def run(self, name: str) -> None:
        assert self.ctx.actions.run(f"sequences.{name}"), name


@pytest.fixture
def offered(db, user, clock):
    """The services that the screen asks, over the database."""
    return SimpleNamespace(
        user=user,
        sequences=SequenceService(db, user.id, clock),
        templates=Templates(),
        journal=JournalService(db, user.id),
    )


@pytest.fixture
def open_desk(qtbot, host, make_context, offered, clock):
    def open_desk(width: int = 1440):
        host.resize(width, 900)
        ctx = make_context(offered)
        ctx.clock = clock
        return Desk(qtbot, host, ctx)

    return open_desk
