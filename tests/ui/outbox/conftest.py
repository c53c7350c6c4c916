"""The outbox over real mails in a real Postgres; nothing is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import How
from desktop_app.services.addresses import AddressService
from desktop_app.services.conversations import ConversationService
from desktop_app.services.drafts import DraftService
from desktop_app.services.journal import JournalService
from desktop_app.services.outbox import OutboxService
from desktop_app.ui.actions import Actions
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.outbox.view import OutboxView
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.wire import mail_compose
from desktop_app.wire.content_store import StoredFile
from desktop_app.wire.mail_body import show_body
from desktop_app.wire.mail_parse import parse_message
from desktop_app.wire.mail_quotable import clean_for_draft, quotable
from tests.mailboxes import a_mailbox
from tests.ui.fake_writing import NoProposals

INES = Address("Ines Caldaro", "ines@norvane.example")


class MemoryStore:
    """A content store of a dictionary."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def get(self, url: str) -> bytes:
        if url not in self.files:
            raise KnownError("The file is gone.", "The rest is safe.")
        return self.files[url]

    get_raw = get

    def put(self, content: bytes) -> StoredFile:
        digest = hashlib.sha256(content).hexdigest()
        self.files[digest] = content
        return StoredFile(digest, digest, len(content))

    def put_raw(self, raw: bytes) -> str:
        return self.put(raw).url


class Network(QObject):
    """What knows whether there is one."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offline = False

    def go(self, offline: bool) -> None:
        self.offline = offline
        self.changed.emit()


@pytest.fixture
def services(db, user, clock) -> SimpleNamespace:
    store = MemoryStore()
    with db.transaction():
        MailboxRepository(db).add(a_mailbox(user, name="Robin at Work"))
    return SimpleNamespace(
        user=user,
        store=store,
        proposals=NoProposals(),
        drafts=DraftService(db, user, store, quotable, clean_for_draft, clock),
        addresses=AddressService(db, user.id, clock),
        conversations=ConversationService(db, user.id, store, show_body),
        journal=JournalService(db, user.id),
        outbox=OutboxService(db, user.id, store, mail_compose, clock, parse_message, show_body),
    )


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    made.resize(1300, 800)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def make_ctx(themes, services, clock, host) -> Callable[..., Context]:
    opened: list[Operations] = []

    def make(*, inline: bool = True, state: UiState | None = None) -> Context:
        bus = ChangeBus(host)
        ops = Operations(bus, inline=inline, parent=host)
        opened.append(ops)
        place = QWidget(host)
        host.layout().addWidget(place)
        notices = Notices(
            themes, host, place,
            lambda entry: ops.run_command(host, lambda: services.journal.undo(entry)),
        )  # fmt: skip
        ops.did.connect(notices.did)
        ops.failed.connect(notices.error)
        return Context(
            services=services,
            theme=themes,
            ops=ops,
            bus=bus,
            actions=Actions(themes, host),
            notices=notices,
            state=state or UiState(None),
            clock=clock,
            network=Network(host),
        )

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def ctx(make_ctx) -> Context:
    return make_ctx()


@pytest.fixture
def queue(services) -> Callable[..., UUID]:
    """Queues a mail; its id."""

    def queue(to=(INES,), subject="Pilot", how=How.NEW, answers=None, at=None, **content) -> UUID:
        drafts, outbox = services.drafts, services.outbox
        draft = drafts.begin(how, answers, to=to)
        given = {"to": to, "subject": subject, "plain": "Shall we?", "html": ""} | content
        drafts.save(draft.id, replace(draft.content, **given))
        outbox.queue(draft.id, at=at)
        return outbox.of_draft(draft.id).id

    return queue


@pytest.fixture
def put(db) -> Callable[..., None]:
    """Puts columns of a mail as they may have come to be, whatever way leads there."""

    def put(mail: UUID, **columns) -> None:
        db.run("ALTER TABLE outpost.outgoing DISABLE TRIGGER outgoing_step")
        given = ", ".join(f"{name} = %({name})s" for name in columns)
        db.run(
            f"UPDATE outpost.outgoing SET {given} WHERE id = %(id)s",
            {**columns, "id": mail},
        )
        db.run("ALTER TABLE outpost.outgoing ENABLE TRIGGER outgoing_step")

    return put


@pytest.fixture
def refuse(db, put) -> Callable[[UUID, str], None]:
    """A server refuses a mail; its draft is open again."""

    def refuse(mail: UUID, said: str = "550 5.1.1 No such person") -> None:
        put(mail, state="failed", said=said)
        db.run(
            "UPDATE outpost.draft SET ended = '' WHERE id = "
            "(SELECT draft_id FROM outpost.outgoing WHERE id = %s)",
            (mail,),
        )

    return refuse


@pytest.fixture
def show(host, qtbot) -> Callable[[Context], OutboxView]:
    """Shows the outbox in a window: its list at the left, a mail at the right."""

    def show(ctx: Context) -> OutboxView:
        view = OutboxView(ctx, host)
        row = QWidget()
        line = QHBoxLayout(row)
        view.list.setFixedWidth(340)
        line.addWidget(view.list)
        line.addWidget(view.detail, 1)
        host.layout().addWidget(row, 1)
        ctx.actions.set_context("outbox")
        host.show()
        qtbot.waitExposed(host)
        return view

    return show
