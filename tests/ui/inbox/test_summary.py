"""The fold above a conversation: written when one opens it, as it comes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.writing import Purpose, State, Trouble, Writing
from desktop_app.ui.inbox.summary import SummaryFold
from tests.ui.inbox.conftest import fixed_id

TALK, OTHER = fixed_id("talk"), fixed_id("other")
MESSAGES = tuple(fixed_id(f"m{number}") for number in range(4))


class Summaries:
    """Holds one summary, and counts how often it was asked for."""

    def __init__(self) -> None:
        self.now: Writing | None = None
        self.asked: list[UUID] = []

    def summary_of(self, _talk: UUID) -> Writing | None:
        return self.now

    def leaving(self, _purpose: Purpose, **_about: object) -> None:
        return None

    def summary(self, talk: UUID) -> UUID:
        self.asked.append(talk)
        self.now = Writing(uuid4(), Purpose.SUMMARY, State.WAITING)
        return self.now.id

    def get(self, _writing_id: UUID) -> Writing | None:
        return self.now


@pytest.fixture
def summaries(services):
    services.writing = Summaries()
    return services.writing


@pytest.fixture
def fold(ctx, host, summaries):
    made = SummaryFold(ctx)
    host.layout().addWidget(made)
    host.show()
    return made


def tell(fold) -> None:
    fold._ctx.bus.tell(Changes(Kind.WRITING))


def test_short_conversations_need_none(fold):
    fold.show_for(TALK, MESSAGES[:2])
    assert fold.isHidden()
    fold.show_for(TALK, MESSAGES)
    assert not fold.isHidden()
    fold.show_for(None, ())
    assert fold.isHidden()


def test_nothing_is_asked_for_until_one_opens_it(fold, summaries):
    fold.show_for(TALK, MESSAGES)
    assert summaries.asked == []
    fold.line.click()
    assert summaries.asked == [TALK]
    assert fold.text.text == "Reading the conversation …"
    summaries.now = replace(summaries.now, state=State.RUNNING, text="They ask")
    tell(fold)
    assert fold.text.text == "They ask"
    assert fold.by.text == ""
    summaries.now = replace(
        summaries.now, state=State.DONE, text="They ask the price.", engine="llama", is_model=True
    )
    tell(fold)
    assert fold.text.text == "They ask the price."
    assert fold.by.text.startswith("Written by llama.")
    fold.line.click()
    fold.line.click()
    assert summaries.asked == [TALK]


def test_another_conversation_begins_folded(fold, summaries):
    fold.show_for(TALK, MESSAGES)
    fold.line.click()
    fold.show_for(OTHER, MESSAGES)
    assert not fold.line.isChecked()
    assert fold.text.text == ""
    assert summaries.asked == [TALK]


def test_what_went_wrong_is_said_and_tried_again(fold, summaries):
    fold.show_for(TALK, MESSAGES)
    fold.line.click()
    summaries.now = replace(
        summaries.now, state=State.FAILED, error=Trouble("It did not answer.", "Try later.")
    )
    tell(fold)
    assert fold.text.text == "It did not answer. Try later."
    fold.again.click()
    assert summaries.asked == [TALK, TALK]
