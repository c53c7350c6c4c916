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
