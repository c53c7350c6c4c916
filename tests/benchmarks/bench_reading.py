"""Mail read by the built-in reader, and by the engine into the database."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from desktop_app.bootstrap.opened import Opened
from desktop_app.data.mail import MailRepository
from desktop_app.domain.mail import Address
from desktop_app.domain.message_record import MessageRecord, Recipient
from desktop_app.domain.users import User
from desktop_app.wire.built_in_reader import BuiltInReader
from tests.benchmarks.harness import Figure, seconds, workspace
from tests.labelled.mail_set import labelled

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "10000"))
SEED = 20260617
_WRITTEN = datetime(2026, 6, 17, 9, tzinfo=UTC)


def run() -> Iterator[Figure]:
    texts = _texts()
    reader = BuiltInReader()
    reader.read(texts[0], _WRITTEN.date())
    began = time.thread_time()
    for text in texts:
        reader.read(text, _WRITTEN.date())
    each = (time.thread_time() - began) * 1000 / len(texts)
    length = sum(map(len, texts)) // len(texts)
    yield Figure(
        f"built-in reader, {len(texts):,} messages of {length} characters, each", each, "ms",
        limit=2.0, note=f"seed {SEED}",
    )  # fmt: skip
    with workspace() as (opened, user, _):
        _store(opened, user, texts)
        alone = each * len(texts) / 1000
        yield Figure(
            f"the same, stored and written by the engine ({len(texts):,})",
            seconds(lambda: opened.mail_reading().read_for(user)), "s", alone, note="",
        )  # fmt: skip


def _texts() -> list[str]:
    """Labelled messages, each time in other company: no text twice."""
    dice = random.Random(SEED)
    known = [each.text for each in labelled()]
    found = []
    for number in range(MESSAGES):
        parts = dice.sample(known, dice.choice((1, 1, 2, 3)))
        found.append("\n\n".join([*parts, f"Reference {number}"]))
    return found


def _store(opened: Opened, user: User, texts: list[str]) -> None:
    mail = MailRepository(opened.db)
    for first in range(0, len(texts), 500):
        records = [
            _record(user, text, number)
            for number, text in enumerate(texts[first : first + 500], start=first)
        ]
        with opened.db.transaction():
            talks = [each.conversation_id for each in records]
            mail.new_conversations(user.id, talks)
            mail.copy_in(user.id, records)
            mail.settle(talks)


def _record(user: User, text: str, number: int) -> MessageRecord:
    at, identity = _WRITTEN - timedelta(minutes=number), f"<{number}@bench.example>"
    return MessageRecord(
        id=uuid4(), conversation_id=uuid4(), lead_id=None, identity=identity,
        message_id=identity, at=at, sent_at=at, received_at=at, outbound=False, status="unread",
        kind="human", from_=Address("", f"writer{number % 500}@bench.example"),
        recipients=(Recipient("to", Address("", user.email)),), reply_to=(), in_reply_to=(),
        references=(), root_candidate=identity, subject="Bench", subject_key="bench",
        orphan_reply=False, body=text, is_html=False, plain=text, snippet=text[:120],
        attachments=(), content_hash=f"{number:064x}", raw_url=None, origin="import",
    )  # fmt: skip
