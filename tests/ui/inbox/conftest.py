"""Threads, looks and readers for the Inbox's tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationRow,
    ConversationState,
    MessageBody,
    MessageHead,
)
from desktop_app.domain.leads import LeadStatus
from desktop_app.ui.inbox.document import COLORS, Look, Reading
from desktop_app.ui.inbox.thread import Thread, read_thread

if sys.platform == "linux" and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

NOW = datetime(2026, 6, 16, 11, 0, tzinfo=UTC)
_SPACE = UUID("5b1f7a52-6a3c-4b0e-9d6e-0c8d7a3f2e11")


def fixed_id(name: str) -> UUID:
    return uuid5(_SPACE, name)


@pytest.fixture
def look() -> Look:
    colors = dict.fromkeys(COLORS, "#333333")
    colors |= {"focus.ring": "#00ff00", "paper.text": "#111111"}
    colors |= {"paper.link": "#222222", "paper.border": "#444444", "bg.canvas": "#ffffff"}
    return Look(False, colors, lambda _name: ("#eeeeee", "#111111"), "Noto Sans", 13, {})


@pytest.fixture
def reading() -> Reading:
    return Reading(NOW, UTC, frozenset({"mara@fjord.example"}))


def make_head(number: int, of: int, **changes: object) -> MessageHead:
    """Message ``number`` (from 1) of ``of``; even ones are the rep's."""
    outbound = number % 2 == 0
    values: dict[str, object] = {
        "id": fixed_id(f"message {number}"),
        "from_name": "Mara Ostrander" if outbound else "Ines Caldaro",
        "from_email": "mara@fjord.example" if outbound else "ines@norvane.example",
        "to": ("ines@norvane.example",) if outbound else ("mara@fjord.example",),
        "cc": (),
        "at": NOW - timedelta(days=of - number),
        "outbound": outbound,
        "unread": False,
        "snippet": f"Words of message {number}",
        "attachment_count": 0,
    }
    return MessageHead(**{**values, **changes})  # type: ignore[arg-type]


def make_conversation(heads: Sequence[MessageHead]) -> Conversation:
    row = ConversationRow(
        id=fixed_id("conversation"),
        subject="Pilot for line 3",
        with_name="Ines Caldaro",
        with_email="ines@norvane.example",
        company="Norvane Optics",
        lead_id=fixed_id("lead"),
        lead_status=LeadStatus.HOT,
        snippet="Thanks for the outline.",
        last_at=NOW,
        message_count=len(heads),
        unread_count=sum(head.unread for head in heads),
        attachment_count=sum(head.attachment_count for head in heads),
        last_outbound=heads[-1].outbound,
        state=ConversationState.ACTIVE,
    )
    return Conversation(row, tuple(heads))


@pytest.fixture
def make_thread() -> Callable[..., Thread]:
    """Threads from the texts of their messages, oldest first."""

    def make(
        texts: Sequence[str],
        *,
        html: bool = True,
        blocked: int = 0,
        files: Sequence[Attachment] = (),
        unread: Sequence[int] = (),
    ) -> Thread:
        count = len(texts)
        heads = [
            make_head(
                number,
                count,
                unread=number in unread,
                attachment_count=len(files) if number == count else 0,
            )
            for number in range(1, count + 1)
        ]
        bodies = {
            head.id: MessageBody(
                head.id,
                text,
                html,
                blocked if head is heads[-1] else 0,
                tuple(files) if head is heads[-1] else (),
            )
            for head, text in zip(heads, texts, strict=True)
        }
        return read_thread(make_conversation(heads), lambda message, _remote: bodies[message])

    return make
