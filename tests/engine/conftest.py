"""What the engine's tests share: a place for files, and a job without a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.engine.mailbox_read import ReadyReader
from desktop_app.wire.content_store import ContentStore
from tests.mailboxes import a_mailbox
from tests.outbox import Outbox, Postman


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    return folders


@pytest.fixture
def job(db: Database, user: User, folders: Folders) -> Callable[..., JobContext]:
    """``job(path=…)``: a context with these params, reporting to nobody."""

    def make(**params: Any) -> JobContext:
        return JobContext(db=db, user_id=user.id, folders=folders, params=params)

    return make


@pytest.fixture(autouse=True)
def reader_when_needed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started ahead for each new mailbox of a test, but where ``reader_ahead`` is
    asked for."""
    if "reader_ahead" not in request.fixturenames:
        monkeypatch.setattr(ReadyReader, "prepare", lambda self: None)


@pytest.fixture
def reader_ahead() -> None:
    """Processes are started ahead, as the product does."""


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def mailbox(db, user):
    made = a_mailbox(user)
    with db.transaction():
        MailboxRepository(db).add(made)
    return made


@pytest.fixture
def outbox(db, user, mailbox, folders, clock) -> Outbox:
    return Outbox(db, user, mailbox, ContentStore(folders.files, raw=folders.raw), clock)
