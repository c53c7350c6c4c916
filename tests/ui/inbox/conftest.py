"""Threads, looks and readers for the Inbox's tests."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.actions import Action
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.drafting import Start, Unsaved
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationQuery,
    ConversationRow,
    ConversationState,
    InboxBox,
    InboxCounts,
    InboxOrder,
    InboxTab,
    MessageBody,
    MessageHead,
    OriginalMessage,
)
from desktop_app.domain.insights import Insight
from desktop_app.domain.leads import Lead, LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.outgoing import (
    Draft,
    DraftContent,
    DraftRow,
    How,
    Identity,
    OutboxCounts,
)
from desktop_app.domain.users import User
from desktop_app.ui.actions import Actions
from desktop_app.ui.inbox.document import Reading
from desktop_app.ui.inbox.document_style import COLORS, Look
from desktop_app.ui.inbox.thread import Thread, read_thread
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from tests.ui.fake_mailboxes import FakeMailboxes
from tests.ui.fake_writing import NoProposals

if sys.platform == "linux" and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

# What the web engine says of a machine without a graphics card.
ENGINE_SAYS = (
    "Sandboxing disabled by user",
    "GPU",
    "QRhiGles2",
    "ulkan",
    "RHI for backend",
    "GLX",
)

MARA = Address("Mara Ostrander", "mara@fjord.example")
INES = Address("Ines Caldaro", "ines@norvane.example")
NOW = datetime(2026, 6, 16, 11, 0, tzinfo=UTC)
_SPACE = UUID("5b1f7a52-6a3c-4b0e-9d6e-0c8d7a3f2e11")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "web_engine: starts the web engine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the web engine need its libraries, and may hear it speak."""
    here = __file__.rpartition(os.sep)[0]
    for item in items:
        if str(item.path).startswith(here) and item.get_closest_marker("web_engine"):
            item.add_marker(pytest.mark.expected_qt(*ENGINE_SAYS))
            if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
                item.add_marker(pytest.mark.skip(reason="PySide6.QtWebEngineWidgets is missing"))


def fixed_id(name: str) -> UUID:
    return uuid5(_SPACE, name)


@pytest.fixture
def look() -> Look:
    colors = dict.fromkeys(COLORS, "#333333")
    colors |= {"focus.ring": "#00ff00", "paper.text": "#111111"}
    colors |= {"paper.why": "#eeddff"}
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
        "to": (INES,) if outbound else (MARA,),
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


_PEOPLE = (
    ("Ines Caldaro", "Norvane Optics", LeadStatus.HOT, "Pilot for line 3", 4, 2),
    ("Priya Valluri", "Tessamere Foods", LeadStatus.WARM, "Cold-store reference", 2, 0),
    ("Wouter van Essel", "Polder Point Instruments", LeadStatus.WARM, "Renewal question", 1, 0),
    ("Tobias Renwick", "Brackenfold Logistics", LeadStatus.HOT, "Demo on Thursday", 5, 0),
    ("Hana Ishimori", "Greywater Robotics", LeadStatus.HOT, "Security questionnaire", 7, 1),
    ("Samira Haddou", "Pelican Row Clinics", LeadStatus.WARM, "Shortlist", 3, 0),
    ("Beatriz Coimbra", "Lumaro Lighting", LeadStatus.WARM, "Sample kit", 4, 1),
    ("Pavel Sørling", "Northreach Cold Chain", LeadStatus.HOT, "Quote for 12 trailers", 2, 1),
    ("Nkechi Adeyomo", "Ironleaf Packaging", LeadStatus.WARM, "Contract terms", 6, 1),
    ("Martin Kessock", "Dovetail & Rye", LeadStatus.COLD, "Re: a short introduction", 2, 0),
    ("Someone Unknown", "", None, "Hello from the fair", 1, 0),
)
_HOURS = (2, 2.2, 2.8, 24, 50, 72, 170, 190, 290, 340, 400)


class FakeConversations:
    """A store in memory with the services' signatures; ``calls`` tells what was asked."""

    def __init__(self, count: int) -> None:
        self.rows_by_id: dict[UUID, ConversationRow] = {}
        self.conversations: dict[UUID, Conversation] = {}
        self.bodies: dict[UUID, MessageBody] = {}
        self.calls: list[tuple[object, ...]] = []
        self.fail: Exception | None = None
        self.files: dict[UUID, str] = {}
        self.in_mailbox: dict[UUID, set[UUID]] = {}
        self.trusted: set[str] = set()
        self.failed: dict[str, str] = {}
        self.now: Callable[[], datetime] = lambda: NOW
        for number in range(count):
            self._add(number)

    def _add(self, number: int) -> None:
        name, company, status, subject, messages, files = _PEOPLE[number % len(_PEOPLE)]
        key = fixed_id(f"conversation {number}")
        lead = fixed_id(f"lead {number}") if company else None
        hours = _HOURS[number] if number < len(_HOURS) else 400 + 3 * number
        last = NOW - timedelta(hours=hours)
        address = f"{name.split()[0].lower()}@{(company or 'post').split()[0].lower()}.example"
        heads = []
        for each in range(1, messages + 1):
            outbound = each % 2 == messages % 2 - 1 if messages % 2 else each % 2 == 1
            head = make_head(
                each,
                messages,
                id=fixed_id(f"message {number}.{each}"),
                from_name="Mara Ostrander" if outbound else name,
                from_email="mara@fjord.example" if outbound else address,
                to=(Address(name, address),) if outbound else (MARA,),
                cc=(Address("Pieter Aldewijn", "pieter@norvane.example"),)
                if each == messages
                else (),
                at=last - timedelta(days=2 * (messages - each)),
                outbound=outbound,
                unread=number in (1, 2, 4) and each == messages,
                attachment_count=files if each == messages else 0,
            )
            heads.append(head)
            attachments = tuple(
                Attachment(
                    fixed_id(f"file {number}.{each}.{at}"),
                    ("line-3-layout.pdf", "controller-spec.xlsx")[at],
                    (1_200_000, 84_000)[at],
                    "application/octet-stream",
                    "",
                )
                for at in range(head.attachment_count)
            )
            text = (
                f"<p>Hi {'Ines' if outbound else 'Mara'},</p><p>{head.snippet} of {subject}.</p>"
                "<p>The team likes the two-phase plan.</p><p>Best,<br>"
                f"{head.from_name.split()[0]}</p>"
            )
            self.bodies[head.id] = MessageBody(head.id, text, False, 0, attachments)
        row = ConversationRow(
            id=key,
            subject=subject,
            with_name=name,
            with_email=address,
            company=company,
            lead_id=lead,
            lead_status=status,
            snippet=f"Thanks for the outline. The team likes the plan of {company or name}.",
            last_at=last,
            message_count=messages,
            unread_count=sum(head.unread for head in heads),
            attachment_count=files,
            last_outbound=number == 7,
            state=ConversationState.ACTIVE,
        )
        self.rows_by_id[key] = row
        self.conversations[key] = Conversation(row, tuple(heads))

    def set_html(self, key: UUID, html: str, *, blocked: int = 0) -> None:
        """Make the newest message of a conversation HTML."""
        head = self.conversations[key].messages[-1]
        body = self.bodies[head.id]
        self.bodies[head.id] = replace(body, html=html, is_html=True, blocked_remote=blocked)

    def _ids(self, query: ConversationQuery) -> list[UUID]:
        if self.fail is not None:
            raise self.fail
        archived = query.box is InboxBox.ARCHIVE
        found = []
        for row in self.rows_by_id.values():
            fits = (row.state is ConversationState.ARCHIVED) == archived
            away = row.snoozed_until is not None and row.snoozed_until > self.now()
            fits &= away == (query.box is InboxBox.SNOOZED)
            fits &= query.box is not InboxBox.WAITING or row.last_outbound
            fits &= query.box is not InboxBox.SENT or row.last_outbound
            fits &= query.mailbox is None or row.id in self.in_mailbox[query.mailbox]
            fits &= query.tab is not InboxTab.UNREAD or row.unread_count > 0
            fits &= query.tab is not InboxTab.NEEDS_REPLY or not row.last_outbound
            fits &= query.tab is not InboxTab.HOT or row.lead_status is LeadStatus.HOT
            fits &= query.text.lower() in f"{row.subject} {row.with_name}".lower()
            if fits:
                found.append(row)
        if query.order is InboxOrder.OLDEST:
            found.reverse()
        elif query.order is InboxOrder.UNREAD:
            found.sort(key=lambda row: not row.unread_count)
        return [row.id for row in found]

    def first_ids(self, query: ConversationQuery, limit: int = 40) -> IdList:
        self.calls.append(("first_ids", query))
        return IdList.of(self._ids(query)[:limit])

    def all_ids(self, query: ConversationQuery) -> IdList:
        self.calls.append(("all_ids", query))
        return IdList.of(self._ids(query))

    def rows(self, ids: Sequence[UUID]) -> tuple[ConversationRow, ...]:
        return tuple(self.rows_by_id[each] for each in ids if each in self.rows_by_id)

    def open(self, key: UUID) -> Conversation:
        self.calls.append(("open", key))
        if self.fail is not None:
            raise self.fail
        return replace(self.conversations[key], row=self.rows_by_id[key])

    def body(self, message: UUID, allow_remote: bool = False) -> MessageBody:
        self.calls.append(("body", message, allow_remote))
        body = self.bodies[message]
        sender = next(
            head.from_email
            for talk in self.conversations.values()
            for head in talk.messages
            if head.id == message
        )
        if allow_remote or sender in self.trusted:
            return replace(body, blocked_remote=0, remote=True)
        return body

    def unread_by_mailbox(self) -> dict[UUID, int]:
        rows = [each for each in self.rows_by_id.values() if each.unread_count]
        return {mailbox: sum(row.id in held for row in rows)
                for mailbox, held in self.in_mailbox.items()}  # fmt: skip

    def counts(self) -> InboxCounts:
        rows = [each for each in self.rows_by_id.values() if each.state.value == "active"]
        return InboxCounts(
            sum(row.unread_count > 0 for row in rows),
            sum(not row.last_outbound for row in rows),
            sum(row.lead_status is LeadStatus.HOT for row in rows),
            sum(row.last_outbound for row in rows),
        )

    def set_read(self, ids: Sequence[UUID], read: bool, *, by_itself: bool = False) -> Changes:
        self.calls.append(("set_read", tuple(ids), read))
        for each in ids:
            row = self.rows_by_id[each]
            self.rows_by_id[each] = replace(row, unread_count=0 if read else 1)
        if by_itself:
            return Changes(Kind.CONVERSATIONS)
        return Changes(Kind.CONVERSATIONS, "Marked as read" if read else "Marked as unread", 1)

    def archive(self, ids: Sequence[UUID]) -> Changes:
        return self._set_state("archive", ids, ConversationState.ARCHIVED, "Conversation archived")

    def restore(self, ids: Sequence[UUID]) -> Changes:
        return self._set_state("restore", ids, ConversationState.ACTIVE, "Moved to the inbox")

    def _set_state(
        self, name: str, ids: Sequence[UUID], state: ConversationState, said: str
    ) -> Changes:
        self.calls.append((name, tuple(ids)))
        if self.fail is not None:
            raise self.fail
        for each in ids:
            self.rows_by_id[each] = replace(self.rows_by_id[each], state=state)
        return Changes(Kind.CONVERSATIONS, said, 7)

    def snooze(self, ids: Sequence[UUID], until: datetime) -> Changes:
        self.calls.append(("snooze", tuple(ids), until))
        if self.fail is not None:
            raise self.fail
        for each in ids:
            row = replace(self.rows_by_id[each], state=ConversationState.ACTIVE)
            self.rows_by_id[each] = replace(row, snoozed_until=until)
        return Changes(Kind.CONVERSATIONS | Kind.ACTIONS, "Snoozed until later", 8)

    def bring_back(self, ids: Sequence[UUID]) -> Changes:
        self.calls.append(("bring_back", tuple(ids)))
        for each in ids:
            self.rows_by_id[each] = replace(self.rows_by_id[each], snoozed_until=None)
        return Changes(Kind.CONVERSATIONS | Kind.ACTIONS, "Conversation back in the inbox", 9)

    def set_flagged(self, ids: Sequence[UUID], on: bool) -> Changes:
        self.calls.append(("set_flagged", tuple(ids), on))
        for each in ids:
            self.rows_by_id[each] = replace(self.rows_by_id[each], flagged=on)
        return Changes(Kind.CONVERSATIONS, "Conversation flagged", 10)

    def trust_pictures(self, address: str, on: bool = True) -> Changes:
        self.calls.append(("trust_pictures", address, on))
        (self.trusted.add if on else self.trusted.discard)(address)
        return Changes(Kind.MESSAGES, "Pictures are shown", 11)

    def next_return(self) -> datetime | None:
        times = [row.snoozed_until for row in self.rows_by_id.values() if row.snoozed_until]
        return min((each for each in times if each > self.now()), default=None)

    def failing(self, lead: UUID) -> dict[str, str]:
        return dict(self.failed)

    def original(self, message: UUID) -> OriginalMessage:
        return OriginalMessage(message, "Subject: Pilot\n\nHi", 20)

    def eml_path(self, message: UUID) -> str:
        return self.files[message]

    def attachment_path(self, attachment: UUID) -> str:
        self.calls.append(("attachment_path", attachment))
        return self.files[attachment]

    def asked(self, name: str) -> list[tuple[object, ...]]:
        """The calls of one method, in order."""
        return [each for each in self.calls if each[0] == name]


class FakeLeads:
    """Leads of the fake conversations."""

    def __init__(self, conversations: FakeConversations) -> None:
        self._conversations = conversations

    def lead(self, key: UUID) -> Lead | None:
        for row in self._conversations.rows_by_id.values():
            if row.lead_id == key:
                return Lead(
                    id=key,
                    company=row.company,
                    contact_name=row.with_name,
                    email=row.with_email,
                    phone="+32 555 0142",
                    website="",
                    industry="Photonics",
                    company_size="201–500",
                    status=row.lead_status or LeadStatus.WARM,
                    last_message=row.snippet,
                    last_contact_at=row.last_at,
                    days_since_contact=0,
                    suggestion="",
                    has_draft=False,
                    created_at=NOW - timedelta(days=90),
                )
        return None

    def conversations(self, key: UUID) -> tuple[ConversationRow, ...]:
        rows = list(self._conversations.rows_by_id.values())
        mine = [row for row in rows if row.lead_id == key]
        if not mine:
            return ()
        other = replace(
            rows[5],
            id=fixed_id("conversation 5"),
            subject="Introductions after the fair",
            last_at=NOW - timedelta(days=30),
        )
        return (*mine, other)


class NoDrafts:
    """Nobody has begun to write."""

    def count(self) -> int:
        return 0

    def open_drafts(self) -> tuple[()]:
        return ()

    def of_conversation(self, _conversation_id: UUID) -> None:
        return None


class FakeDrafts(NoDrafts):
    """Drafts of a dictionary: what is begun can be written in."""

    def __init__(self) -> None:
        self.drafts: dict[UUID, Draft] = {}
        self.begun: list[tuple[How, UUID | None]] = []
        self.talks: dict[UUID, UUID] = {}  # of messages

    def begin(
        self,
        how: How,
        answers: UUID | None = None,
        *,
        lead_id: UUID | None = None,
        to: Sequence[Address] = (),
        start: DraftContent | None = None,
        draft_id: UUID | None = None,
    ) -> Draft:
        self.begun.append((how, answers))
        talk = self.talks.get(answers) if answers is not None else None
        content = start or DraftContent(to=tuple(to) or (Address("Ines", "ines@norvane.example"),))
        key = draft_id or fixed_id(f"draft {len(self.begun)}")
        self.drafts[key] = Draft(key, how, None, answers, talk, lead_id, content, 0, NOW)
        return self.drafts[key]

    def begin_from(self, start: Start) -> Draft:
        return self.begin(
            start.how, start.answers, lead_id=start.lead_id, to=start.to, draft_id=start.id
        )

    def keep(self, unsaved: Unsaved) -> Draft:
        draft = unsaved.draft or self.drafts.get(unsaved.id) or self.begin_from(unsaved.start)
        return self.save(draft.id, unsaved.content)

    def get(self, draft_id: UUID) -> Draft:
        return self.drafts[draft_id]

    def save(self, draft_id: UUID, content: DraftContent) -> Draft:
        draft = self.drafts[draft_id]
        saved = replace(draft, content=content, revision=draft.revision + 1)
        self.drafts[draft_id] = saved
        return saved

    def of_conversation(self, conversation_id: UUID) -> DraftRow | None:  # type: ignore[override]
        found = [
            each
            for each in self.drafts.values()
            if each.conversation_id == conversation_id and each.revision and not each.ended
        ]
        if not found:
            return None
        one = found[-1]
        return DraftRow(
            one.id, one.how, one.conversation_id, None, (), one.content.subject,
            one.content.plain[:80], 0, one.changed_at,
        )  # fmt: skip

    def discard(self, draft_id: UUID) -> Changes:
        self.drafts[draft_id] = replace(self.drafts[draft_id], ended="discarded")
        return Changes(Kind.DRAFTS)

    def leave(self, draft_id: UUID) -> None:
        self.drafts.pop(draft_id, None)

    def identities(self) -> tuple[Identity, ...]:
        return (Identity("mara@fjord.example", "Mara Ostrander", None),)


class FakeInsights:
    """What was read out of mail; the same of every lead."""

    def __init__(self) -> None:
        self.insights: tuple[Insight, ...] = ()

    def newest_of_lead(self, _lead_id: UUID) -> tuple[Insight, ...]:
        return self.insights

    def of_message(self, email_id: UUID) -> tuple[Insight, ...]:
        return tuple(each for each in self.insights if each.email_id == email_id)


class FakeActions:
    """Open actions; the same of every lead."""

    def __init__(self) -> None:
        self.open: tuple[Action, ...] = ()
        self.completed: list[UUID] = []

    def open_of_lead(self, _lead_id: UUID) -> tuple[Action, ...]:
        return self.open

    def complete(self, ids: Sequence[UUID]) -> Changes:
        self.completed += ids
        self.open = tuple(each for each in self.open if each.id not in ids)
        return Changes(Kind.ACTIONS, "Done")


class EmptyOutbox:
    """Nothing leaves."""

    def figures(self) -> OutboxCounts:
        return OutboxCounts()

    def to_look_at(self) -> tuple[()]:
        return ()


@dataclass
class FakeServices:
    """What the shell gives of one user."""

    user: User
    conversations: FakeConversations
    leads: FakeLeads
    jobs: object = None
    journal: object = None
    mailboxes: object = None
    drafts: NoDrafts = NoDrafts()  # noqa: RUF009
    insights: FakeInsights = field(default_factory=lambda: FakeInsights())
    actions: FakeActions = field(default_factory=lambda: FakeActions())
    outbox: EmptyOutbox = EmptyOutbox()  # noqa: RUF009
    proposals: NoProposals = NoProposals()  # noqa: RUF009


def make_services(count: int = 11) -> FakeServices:
    user = User(fixed_id("user"), "auth", "mara@fjord.example", "Mara Ostrander", "Europe/Brussels")
    conversations = FakeConversations(count)
    mailboxes = FakeMailboxes(user)
    return FakeServices(user, conversations, FakeLeads(conversations), mailboxes=mailboxes)


@pytest.fixture
def services() -> FakeServices:
    return make_services()


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    made.resize(1440, 840)
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def ctx(themes, host, services) -> Context:
    """A shell's hands without a shell; background work is done at once."""
    bus = ChangeBus(host)
    ops = Operations(bus, inline=True, parent=host)
    place = QWidget(host)
    place.hide()
    notices = Notices(themes, host, place, undo=lambda: None)
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
        clock=lambda: NOW,
    )
