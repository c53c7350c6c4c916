"""Today in a shown window, over a real database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.data.users import UserRepository
from desktop_app.services.action_rules import ActionRuleService
from desktop_app.services.actions import ActionService
from desktop_app.services.addresses import AddressService
from desktop_app.services.drafts import DraftService
from desktop_app.services.journal import JournalService
from desktop_app.services.today import TodayService
from desktop_app.ui.today.list_model import Heading
from desktop_app.ui.today.screen import TodayScreen
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_quotable import clean_for_draft, quotable
from desktop_app.wire.meeting_file import write_meeting
from tests.ui.fake_writing import NoProposals


class Desk:
    """The screen, with the words a test needs."""

    def __init__(self, qtbot, host, ctx) -> None:
        self.qtbot, self.host, self.ctx = qtbot, host, ctx
        self.screen = TodayScreen(ctx)
        QVBoxLayout(host).addWidget(self.screen)
        host.show()
        host.layout().setContentsMargins(0, 0, 0, 0)
        ctx.actions.set_context("today")
        self.screen.shown()
        self.screen.focus_list()

    @property
    def view(self):
        return self.screen.list.view

    @property
    def model(self):
        return self.screen.list.model

    def lines(self) -> list[str]:
        """What the list says, headings with their counts."""
        found = []
        for number in range(self.model.rowCount()):
            self.qtbot.waitUntil(lambda at=number: self.model.row_at(at) is not None)
            row = self.model.row_at(number)
            if isinstance(row, Heading):
                row = self.model.headings[row.id]
                found.append(f"{self.model.text_of(row, 0)} {row.count}")
            else:
                found.append(row.title)
        return found

    def soon(self, holds) -> None:
        """Wait for what follows when the database has answered."""
        self.qtbot.waitUntil(holds)

    def current(self) -> str:
        row = self.screen.row
        return row.title if row is not None else ""

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.host.focusWidget() or self.view, key, modifiers)

    def run(self, name: str) -> None:
        assert self.ctx.actions.run(f"today.{name}"), name


@pytest.fixture
def person(db, clock):
    with db.transaction():
        return UserRepository(db).create("robin@rep.example", "Robin Reed", "")


def _write_meeting(id_, title, begins, now, organizer, attendee):
    return write_meeting(id_, title, begins, now, organizer=organizer, attendee=attendee)


@pytest.fixture
def offered(db, person, clock, tmp_path):
    """The services that Today asks, over the database."""
    return SimpleNamespace(
        user=person,
        today=TodayService(db, person.id, clock, _write_meeting),
        actions=ActionService(db, person.id, clock),
        addresses=AddressService(db, person.id, clock),
        journal=JournalService(db, person.id),
        action_rules=ActionRuleService(db, person.id),
        proposals=NoProposals(),
        drafts=DraftService(db, person, ContentStore(tmp_path), quotable, clean_for_draft, clock),
    )


@pytest.fixture
def open_desk(qtbot, host, make_context, offered, clock):
    def open_desk(width: int = 1440):
        host.resize(width, 900)
        ctx = make_context(offered)
        ctx.clock = clock
        return Desk(qtbot, host, ctx)

    return open_desk
