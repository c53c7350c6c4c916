"""Composers over real drafts in a real Postgres, with an outbox that only notes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.data.drafts import DraftRepository
from desktop_app.data.writings import WritingRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.model_settings import Provider
from desktop_app.domain.outgoing import Outgoing, Sending
from desktop_app.domain.writing import State, Writing, insight_id
from desktop_app.services.addresses import AddressService
from desktop_app.services.conversations import ConversationService
from desktop_app.services.drafts import DraftService
from desktop_app.services.proposals import ProposalService
from desktop_app.services.templates import TemplateService
from desktop_app.services.writing import WritingService
from desktop_app.ui.actions import Actions
from desktop_app.ui.composer.actions import desk_of
from desktop_app.ui.composer.desk import ComposerDesk
from desktop_app.ui.composer.dock import Dock
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.wire.content_store import StoredFile
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_body import show_body
from desktop_app.wire.mail_quotable import clean_for_draft, quotable


class MemoryStore:
    """A content store of a dictionary."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def get(self, url: str) -> bytes:
        if url not in self.files:
            raise KnownError("The file is gone.")
        return self.files[url]

    get_raw = get

    def put(self, content: bytes) -> StoredFile:
        digest = hashlib.sha256(content).hexdigest()
        self.files[digest] = content
        return StoredFile(digest, digest, len(content))


@dataclass
class NotedOutbox:
    """Ends the draft as the real one does, and notes what it was given."""

    drafts: DraftRepository
    user_id: UUID
    clock: Callable[[], datetime]
    queued: list[tuple[UUID, datetime | None, str]] = field(default_factory=list)
    refuses: KnownError | None = None

    def queue(self, draft_id: UUID, *, at: datetime | None = None, zone: str = "") -> Changes:
        if self.refuses is not None:
            raise self.refuses
        self.drafts.end(self.user_id, draft_id, "queued", self.clock())
        self.queued.append((draft_id, at, zone))
        return Changes(Kind.OUTBOX | Kind.DRAFTS, "Sending in 10 s", None)

    def of_draft(self, draft_id: UUID) -> Outgoing | None:
        found = [each for each in self.queued if each[0] == draft_id]
        if not found:
            return None
        at, now = found[-1][1], self.clock()
        due = at or now + timedelta(seconds=10)
        return Outgoing(
            uuid4(), "<a@rep.example>", None, "robin@rep.example", ("ines@norvane.example",), "",
            Sending.QUEUED, due, at, found[-1][2], 0, "", now, None, None, None, None, draft_id,
            None, people=(Address("Ines Caldaro", "ines@norvane.example"),),
        )  # fmt: skip

    def recall(self, outgoing_id: UUID) -> Changes:
        draft_id = self.queued.pop()[0]
        self.drafts.end(self.user_id, draft_id, "", self.clock())
        return Changes(Kind.OUTBOX | Kind.DRAFTS, "Not sent. It is a draft again", None)


@pytest.fixture
def services(db, user, clock) -> SimpleNamespace:
    store = MemoryStore()
    return SimpleNamespace(
        user=user,
        store=store,
        drafts=DraftService(db, user, store, quotable, clean_for_draft, clock),
        addresses=AddressService(db, user.id, clock),
        conversations=ConversationService(db, user.id, store, show_body),
        templates=TemplateService(db, user.id, LiquidRenderer(), clock),
        outbox=NotedOutbox(DraftRepository(db), user.id, clock),
        proposals=ProposalService(db, user.id, clock),
        writing=WritingService(
            db, user.id, LiquidRenderer(), lambda plain: plain, SimpleNamespace(), clock
        ),
    )


@pytest.fixture
def host(qtbot) -> QWidget:
    """A pane with the place of a composer at its foot."""
    made = QWidget()
    made.resize(900, 800)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def make_ctx(themes, services, clock) -> Callable[..., Context]:
    """A shell's hands without a shell."""

    def make(host: QWidget, *, inline: bool = True) -> Context:
        bus = ChangeBus(host)
        ops = Operations(bus, inline=inline, parent=host)
        place = QWidget(host)
        place.hide()
        notices = Notices(themes, host, place, undo=lambda _entry: None)
        ops.did.connect(notices.did)
        ops.failed.connect(notices.error)
        return Context(
            services=services,
            theme=themes,
            ops=ops,
            bus=bus,
            actions=Actions(themes, host),
            notices=notices,
            state=UiState(None),
            clock=clock,
        )

    return make


@pytest.fixture
def ctx(make_ctx, host) -> Context:
    return make_ctx(host)


@pytest.fixture
def pane(host) -> QWidget:
    made = QWidget()
    host.layout().addWidget(made, 1)
    return made


@pytest.fixture
def desk(ctx, host, pane, qtbot) -> ComposerDesk:
    made = desk_of(ctx)
    dock = Dock(ctx, pane)
    host.layout().addWidget(dock)
    made.dock_in(dock)
    host.show()
    qtbot.waitExposed(host)
    return made


ANSWER = "Hi Ines,\n\nPricing for 40 units is attached.\n\nBest,\nRobin"


class Engine:
    """Writes a draft piece by piece, as the engine does."""

    def __init__(self, db, user, bus, clock) -> None:
        self._db, self._user, self._bus, self._clock = db, user, bus, clock
        self._rows = WritingRepository(db)
        self._stack = ExitStack()
        self.task = None

    def take(self) -> None:
        """Begin what waits longest."""
        (wanted, *_more) = self._rows.waiting(1)
        self.task = self._stack.enter_context(self._rows.claimed(wanted))

    def show(self, text: str) -> bool:
        wanted = self._rows.show(self.task, text, "llama on this computer", True)
        self.tell()
        return wanted

    def end(self, text: str = ANSWER, **changes) -> None:
        task = self.task
        kept = None
        if task.purpose.is_kept and task.email_id is not None:
            kept = insight_id(self._user.id, task.conversation_id, task.email_id, task.purpose)
        ended = Writing(
            task.id, task.purpose, State.DONE, text, "", task.tone, "llama on this computer", True,
            None, kept, task.email_id, task.conversation_id, task.lead_id,
        )  # fmt: skip
        with self._db.transaction():
            self._rows.end(task, replace(ended, **changes), self._clock())
        self.close()
        self.tell()

    def write(self, text: str = ANSWER, **changes) -> None:
        """All at once."""
        self.take()
        self.end(text, **changes)

    def tell(self) -> None:
        self._bus.tell(Changes(Kind.WRITING | Kind.INSIGHTS))

    def close(self) -> None:
        self._stack.close()


@pytest.fixture
def engine(db, user, ctx, clock) -> Iterator[Engine]:
    made = Engine(db, user, ctx.bus, clock)
    yield made
    made.close()


@pytest.fixture
def model(services) -> None:
    """A model on this computer, which needs no agreement."""
    services.writing.set_provider(Provider(on=True, url="http://127.0.0.1:9/v1", name="llama"))
