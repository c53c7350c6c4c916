"""Fixtures for the window: Qt offscreen, a theme, and services that keep real semantics.

The services here are small programs over dictionaries, not mocks: a status that is set is
read back, an undo restores it, a list is filtered and sorted. They stand in where the tests
of the real ones (over Postgres) would only be slow.
"""

from __future__ import annotations

import os
import threading
import traceback
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_app.domain.action_rules import RULES, ActionRule
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationRow, ConversationState, InboxCounts
from desktop_app.domain.jobs import Job, JobKind, JobState, Progress
from desktop_app.domain.lead_board import BoardColumn, Landing, LeadCard, NextAction
from desktop_app.domain.lead_changes import LeadChange, SetField, said_of
from desktop_app.domain.lead_fields import BUILT_IN, LeadFields
from desktop_app.domain.lead_layout import TableLayout
from desktop_app.domain.lead_timeline import LeadTimeline, TimelineEntry, TimelineKind
from desktop_app.domain.lead_values import check_values
from desktop_app.domain.leads import Lead, LeadDraft, LeadQuery, LeadRow, LeadStatus
from desktop_app.domain.notifications import Notification, Told
from desktop_app.domain.outgoing import OutboxCounts
from desktop_app.domain.setting_kinds import Value
from desktop_app.domain.setting_table import ACCOUNT_SETTINGS, NOTIFICATIONS
from desktop_app.domain.updates import UpdatePolicy, UpdateView
from desktop_app.domain.users import User
from tests.plain_leads import PlainLead, Plainly
from tests.ui.fake_care import FakeCare
from tests.ui.fake_mailboxes import FakeMailboxes, FakeSetup
from tests.ui.fake_people import NOW, FakePeople
from tests.ui.fake_people import SPACE as _SPACE
from tests.ui.fake_views import FakeViews
from tests.ui.fake_writing import FakeReading, FakeWriting

_H, _W, _C = LeadStatus.HOT, LeadStatus.WARM, LeadStatus.COLD
_PEOPLE = (
    (
        "Norvane Optics",
        "Ines Caldaro",
        _H,
        0,
        "Send volume pricing for 40 units before Thursday’s board meeting, and confirm the "
        "controller works as is.",
        True,
    ),
    ("Brackenfold Logistics", "Tobias Renwick", _H, 1, "Confirm Thursday’s demo", False),
    (
        "Tessamere Foods",
        "Priya Valluri",
        _W,
        2,
        "Share the cold-store case study with the plant manager",
        True,
    ),
    ("Greywater Robotics", "Hana Ishimori", _H, 2, "Answer the security questionnaire", False),
    (
        "Pelican Row Clinics",
        "Samira Haddou",
        _W,
        3,
        "Offer a 20-minute walkthrough of the booking screen",
        True,
    ),
    ("Kitewell Energy", "Marek Dvorin", _W, 5, "Ask about the autumn budget", False),
    ("Quillmark Press", "Jonah Abernethy", _C, 6, "Try a shorter opening", False),
    ("Lumaro Lighting", "Beatriz Coimbra", _W, 7, "Follow up on the sample kit", True),
    ("Northreach Cold Chain", "Pavel Sørling", _H, 8, "Call: no reply to the quote", False),
    ("Fernhollow Schools", "Agnes Whitlow", _C, 11, "Wait until term starts", False),
    ("Ironleaf Packaging", "Nkechi Adeyomo", _W, 12, "Send the revised terms", True),
    ("Dovetail & Rye", "Martin Kessock", _C, 14, "Ask who handles purchasing", False),
    ("Polder Point Insurance", "Wouter van Essel", _W, 16, "Reply to the renewal question", False),
    ("Mistral Vale Hotels", "Amélie Tournay", _C, 19, "Share the new price list", False),
    ("Veldtstone Mining", "Lindiwe Mokoro", _H, 21, "Re-open: tender closes 30 June at noon", True),
    ("Saltfen Brewing", "Cormac Delahunt", _C, 27, "Invite to the July webinar", False),
    ("Arbor & Finch", "Celeste Dunmore", _W, 33, "Check in after the office move", False),
    ("Copperline Rail", "Stellan Vik", _C, 41, "", False),
    ("Wickerline Homes", "Rosalind Achebe", _C, 44, "Close or hand over", False),
)


def fold(text: str) -> str:
    """Lower case without accents, as the search compares words."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).lower()


def lead_id(number: int) -> UUID:
    return uuid5(_SPACE, f"lead {number}")


def make_lead(number: int) -> Lead:
    """The nth lead; the first nineteen are those of the design, later ones repeat them."""
    company, contact, status, days, suggestion, draft = _PEOPLE[number % len(_PEOPLE)]
    turn = number // len(_PEOPLE)
    if turn:
        company, contact, days = f"{company} {turn + 1}", contact, days + 40 * (turn % 30)
    domain = fold(company.split()[0]).replace("&", "")
    return Lead(
        id=lead_id(number),
        company=company,
        contact_name=contact,
        email=f"{fold(contact).replace(' ', '.')}{turn or ''}@{domain}.example",
        phone="+32 555 0142" if number % 3 == 0 else "",
        website=f"{domain}.example",
        industry="Photonics" if number == 0 else "Logistics",
        company_size="201–500",
        status=status,
        last_message="Thanks for the outline.",
        # Of those on one day the earlier one of the design is the later one.
        last_contact_at=NOW - timedelta(days=days, minutes=20, microseconds=number),
        days_since_contact=days,
        suggestion=suggestion,
        has_draft=draft,
        created_at=NOW - timedelta(days=90),
    )


@dataclass
class _Undo:
    said: str
    back: Callable[[], None]
    kinds: Kind


class FakeJournal:
    """Commands that can be taken back, newest first."""

    def __init__(self) -> None:
        self.entries: list[_Undo] = []

    def add(self, said: str, kinds: Kind, back: Callable[[], None]) -> Changes:
        self.entries.append(_Undo(said, back, kinds))
        return Changes(kinds, said, len(self.entries))

    def can_undo(self) -> str | None:
        return self.entries[-1].said if self.entries else None

    def can_redo(self) -> str | None:
        return None

    def undo(self, _entry: int | None = None, _how: object = None) -> Changes:
        if not self.entries:
            raise KnownError("There is nothing to undo.")
        entry = self.entries.pop()
        entry.back()
        return Changes(entry.kinds, f"Undone: {entry.said}")


class FakeLeads:
    """Leads in a dictionary, with the real service's methods."""

    def __init__(self, journal: FakeJournal, count: int = 0) -> None:
        self.journal = journal
        self.store: dict[UUID, Lead] = {}
        self.own_fields = LeadFields()
        self.fault: Exception | None = None
        self.asked: list[LeadQuery] = []
        self.hold: threading.Event | None = None
        for number in range(count):
            lead = make_lead(number)
            self.store[lead.id] = lead

    def first_ids(self, query: LeadQuery, limit: int = 60) -> IdList:
        self.asked.append(query)
        if self.hold is not None:
            self.hold.wait(5)
        return IdList.of([lead.id for lead in self._found(query)[:limit]])

    def first_page(self, query: LeadQuery, limit: int = 60) -> tuple[IdList, tuple[LeadRow, ...]]:
        ids = self.first_ids(query, limit)
        return ids, self.rows(tuple(ids))

    def all_ids(self, query: LeadQuery) -> IdList:
        return IdList.of([lead.id for lead in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> tuple[LeadRow, ...]:
        return tuple(_row(self.store[each]) for each in ids if each in self.store)

    def cards(self, ids: Sequence[UUID]) -> tuple[LeadCard, ...]:
        return tuple(_card(self.store[each]) for each in ids if each in self.store)

    def board(self, query: LeadQuery, limit: int = 20) -> tuple[BoardColumn, ...]:
        columns = []
        for status in LeadStatus:
            ids = self.first_ids(query.in_status(status), limit)
            columns.append(BoardColumn(status, ids, self.cards(tuple(ids))))
        return tuple(columns)

    def landings(
        self, query: LeadQuery, status: LeadStatus, ids: IdList, moving: Sequence[UUID]
    ) -> tuple[Landing, ...]:
        """By putting them there: the order is that of a list which has them."""
        staying = [each for each in ids if each not in moving]
        there = {each: self.store[each] for each in [*staying, *moving] if each in self.store}
        leads = [replace(lead, status=status) for lead in there.values()]
        plainly = Plainly(map(_plain, leads), LeadFields(), NOW, ZoneInfo("UTC"))
        found, row = [], 0
        for each in plainly.ids(query.in_status(status)):
            if each in moving:
                found.append(Landing(each, row))
            else:
                row += 1
        return tuple(found)

    def lead(self, wanted: UUID) -> Lead | None:
        return self.store.get(wanted)

    def fields(self) -> LeadFields:
        return self.own_fields

    def count(self, query: LeadQuery) -> int:
        return len(self._found(query))

    def conversations(self, wanted: UUID, limit: int = 20) -> tuple[ConversationRow, ...]:
        lead = self.store[wanted]
        made = (
            (uuid5(wanted, "pilot"), "Pilot for line 3", 4, False, 0),
            (uuid5(wanted, "fair"), "Introductions after the fair", 2, True, 31),
        )
        return tuple(
            ConversationRow(
                each,
                subject,
                lead.contact_name,
                lead.email,
                lead.company,
                wanted,
                lead.status,
                "Thanks for the outline. The team likes the two-phase plan.",
                NOW - timedelta(days=days, minutes=20),
                count,
                0,
                0,
                outbound,
                ConversationState.ACTIVE,
            )
            for each, subject, count, outbound, days in made
        )

    def timeline(
        self,
        wanted: UUID,
        limit: int = 14,
        before: tuple[datetime, UUID] | None = None,
        kinds: Sequence[TimelineKind] = tuple(TimelineKind),
    ) -> LeadTimeline:
        every = [entry for entry in _history(self.store[wanted]) if entry.kind in kinds]
        left = [entry for entry in every if before is None or entry.at < before[0]]
        return LeadTimeline(
            tuple(left[:limit]), emails=6, actions=2, insights=4, more=len(left) > limit
        )

    def create(self, draft: LeadDraft) -> tuple[UUID, Changes]:
        taken = {lead.email.lower() for lead in self.store.values()}
        if draft.email.lower() in taken:
            raise KnownError(
                "This address is a lead already.", "Open that lead instead.", field="email"
            )
        made = replace(
            make_lead(0),
            id=uuid5(_SPACE, draft.email),
            company=draft.company,
            contact_name=draft.contact_name,
            email=draft.email,
            status=draft.status,
            last_contact_at=None,
            suggestion="",
            has_draft=False,
        )
        self.store[made.id] = made
        changes = self.journal.add(
            f"{draft.company} added", Kind.LEADS, lambda: self.store.pop(made.id, None) and None
        )
        return made.id, changes

    def set_status(self, ids: Sequence[UUID], status: LeadStatus) -> Changes:
        before = {each: self.store[each] for each in ids if each in self.store}
        for each, lead in before.items():
            self.store[each] = replace(lead, status=status)
        word = "1 lead" if len(before) == 1 else f"{len(before)} leads"
        return self.journal.add(
            f"{word} set to {status.value}", Kind.LEADS, lambda: self.store.update(before)
        )

    def update(self, wanted: UUID, values: Mapping[str, str]) -> Changes:
        return self.update_many([(wanted, values)])

    def update_many(self, edits: Sequence[tuple[UUID, Mapping[str, str]]]) -> Changes:
        if self.fault is not None:
            raise self.fault
        before = {each: self.store[each] for each, _ in edits}
        for each, typed in edits:
            stored = check_values({field.key: field for field in self.own_fields.all}, typed)
            lead = self.store[each]
            taken = {other.email for other in self.store.values() if other.id != each}
            if stored.get("email") in taken:
                raise KnownError(f"Another lead has the address {stored['email']} already.")
            own = {key: value for key, value in stored.items() if key.startswith("custom.")}
            metadata = {**lead.metadata, **{k.removeprefix("custom."): v for k, v in own.items()}}
            columns = {key: value or "" for key, value in stored.items() if key not in own}
            if "status" in columns:
                columns["status"] = LeadStatus(columns["status"])
            self.store[each] = replace(lead, **columns, metadata=metadata)
        said = "1 lead changed" if len(before) == 1 else f"{len(before)} leads changed"
        return self.journal.add(said, Kind.LEADS, lambda: self.store.update(before))

    def _found(self, query: LeadQuery) -> list[Lead]:
        if self.fault is not None:
            raise self.fault
        plainly = Plainly(map(_plain, self.store.values()), self.own_fields, NOW, ZoneInfo("UTC"))
        return [self.store[each] for each in plainly.ids(query)]


def _plain(lead: Lead) -> PlainLead:
    values = {field.key: getattr(lead, field.key, None) for field in BUILT_IN}
    values |= {"last_contact": lead.last_contact_at, "created": lead.created_at}
    values |= {f"custom.{key}": value for key, value in lead.metadata.items()}
    return PlainLead(lead.id, values, lead.has_draft)


def _row(lead: Lead) -> LeadRow:
    return LeadRow(
        lead.id,
        lead.company,
        lead.contact_name,
        lead.email,
        lead.status,
        lead.last_contact_at,
        lead.suggestion,
        lead.has_draft,
        phone=lead.phone,
        website=lead.website,
        industry=lead.industry,
        company_size=lead.company_size,
        last_message=lead.last_message,
        created_at=lead.created_at,
        custom=lead.metadata,
    )


# What was said last (a rep's own words begin with "You: ") and what is next: type, words,
# priority, and in how many minutes from NOW (09:30) it is due.
_DAY = 24 * 60
_TALKS = (
    ("Thanks for the outline. The team likes the two-phase plan. Before I take it to our board on "
     "Thursday I need…", ("reply", "Send volume pricing", "high", 450)),
    ("Thursday at 10 works. Please add our operations lead, she runs the night shift and will have "
     "questions.", ("meeting", "Demo", "medium", 2 * _DAY + 30)),
    ("Do you have an example from a cold store of about our size? That would help me with finance.",
     ("follow_up", "Send case study", "medium", 14 * 60 + 29)),
    ("Our security team sent back the questionnaire. Four answers are marked as open, see the "
     "sheet attached.", ("reply", "Answer questionnaire", "high", -_DAY)),
    ("We are comparing three suppliers and will shortlist two by the end of the month.",
     ("follow_up", "Offer walkthrough", "medium", _DAY + 14 * 60 + 29)),
    ("Nothing left in this year’s budget, but the autumn round opens in September.",
     ("follow_up", "", "low", 3 * _DAY + 14 * 60 + 29)),
    ("You: A short note on how a publisher of your size cut its returns by a fifth.",
     ("follow_up", "", "low", 6 * _DAY + 14 * 60 + 29)),
    ("The sample kit arrived on Monday, thank you. The dimmer module is what we like most.",
     ("follow_up", "", "medium", -2 * _DAY)),
    ("You: The quote is valid until the end of June. Shall I walk you through the service part?",
     ("call", "Call Pavel", "high", 5 * 60)),
    ("Automatic reply: I am away until the start of term. Please write again in August.",
     ("follow_up", "", "low", 62 * _DAY + 14 * 60 + 29)),
    ("Legal asks for a 60-day term and a cap on the yearly increase. Can you send new terms?",
     None),
    ("I am not the right person for this. Purchasing sits with our head office.", None),
    ("Before we renew: which of the three plans covers the regional offices as well?",
     ("reply", "Reply", "medium", 14 * 60 + 29)),
)  # fmt: skip


def _card(lead: Lead) -> LeadCard:
    names = [company for company, *_ in _PEOPLE]
    number = next((at for at, name in enumerate(names) if lead.company.startswith(name)), 0)
    said, action = _TALKS[number] if number < len(_TALKS) else ("", None)
    return LeadCard(
        lead.id,
        lead.company,
        lead.contact_name,
        lead.email,
        lead.status,
        lead.last_contact_at,
        lead.has_draft,
        said.removeprefix("You: "),
        said.startswith("You: "),
        action and NextAction(action[0], action[1], NOW + timedelta(minutes=action[3]), action[2]),
    )


def _history(lead: Lead) -> list[TimelineEntry]:
    first = lead.contact_name.split()[0]
    mail = uuid5(lead.id, "pilot")
    rows = [
        (
            TimelineKind.INSIGHT,
            10,
            "Urgent",
            "decision this week",
            "“I can give you a decision this week”",
            "urgency",
            0.84,
            None,
        ),
        (
            TimelineKind.RECEIVED,
            20,
            f"{first} replied",
            "Pilot for line 3",
            "Thanks for the outline. The team likes the two-phase plan.",
            "",
            None,
            mail,
        ),
        (
            TimelineKind.ACTION,
            26,
            "Send volume pricing",
            "due 17:00",
            "High priority, added by you",
            "reply",
            None,
            None,
        ),
        (
            TimelineKind.SENT,
            60 * 24 * 4,
            "You sent",
            "Pilot for line 3",
            "Here is the outline we talked about, with one attachment.",
            "",
            None,
            mail,
        ),
        (
            TimelineKind.ACTION,
            60 * 24 * 4 + 278,
            "Meeting completed",
            "",
            "Intro call, 30 minutes",
            "meeting",
            None,
            None,
        ),
    ]
    made = [
        TimelineEntry(
            uuid5(lead.id, title),
            kind,
            NOW - timedelta(minutes=ago),
            title,
            detail,
            text,
            sub,
            sure,
            to,
        )
        for kind, ago, title, detail, text, sub, sure, to in rows
    ]
    for number in range(20):
        at = NOW - timedelta(days=10 + 3 * number)
        made.append(
            TimelineEntry(
                uuid5(lead.id, str(number)),
                TimelineKind.SENT,
                at,
                "You sent",
                "Introductions after the fair",
                "It was good to meet you.",
                "",
                None,
                mail,
            )
        )
    return made


class ManyLeads(FakeLeads):
    """A million leads and more: a row is worked out from its id, nothing is stored."""

    def __init__(self, journal: FakeJournal, count: int) -> None:
        super().__init__(journal)
        self.total = count
        self.ids = IdList(b"".join(number.to_bytes(16, "big") for number in range(1, count + 1)))
        self.fetched = 0

    def first_ids(self, query: LeadQuery, limit: int = 60) -> IdList:
        return IdList.of(self.ids.page(0, limit))

    def all_ids(self, query: LeadQuery) -> IdList:
        return self.ids

    def cards(self, ids: Sequence[UUID]) -> tuple[LeadCard, ...]:
        self.fetched += 1
        return tuple(replace(_card(make_lead(each.int)), id=each) for each in ids)

    def rows(self, ids: Sequence[UUID]) -> tuple[LeadRow, ...]:
        self.fetched += 1
        return tuple(replace(_row(make_lead(each.int)), id=each) for each in ids)

    def lead(self, wanted: UUID) -> Lead | None:
        return replace(make_lead(wanted.int), id=wanted)

    def timeline(self, wanted, limit=14, before=None, kinds=()):
        return LeadTimeline((), 0, 0, 0, False)

    def conversations(self, wanted, limit=20):
        return ()

    def count(self, query: LeadQuery) -> int:
        return self.total


class FakeBulk:
    """The same change to many leads, done at once."""

    def __init__(self, leads: FakeLeads) -> None:
        self.leads = leads
        self.done: list[tuple[IdList, LeadChange]] = []

    def change(self, ids: IdList, change: LeadChange) -> Changes:
        self.done.append((ids, change))
        if isinstance(change, SetField) and change.field == "status":
            return self.leads.set_status(tuple(ids), LeadStatus(change.value))
        return Changes(Kind.LEADS, said_of(change, len(ids)))


class FakeLayouts:
    """The layout of the table, and the fields there are."""

    def __init__(self, leads: FakeLeads) -> None:
        self.leads = leads
        self.layout = TableLayout()
        self.saved: list[TableLayout] = []

    def load(self) -> tuple[TableLayout, LeadFields]:
        return self.layout, self.leads.own_fields

    def save(self, layout: TableLayout) -> None:
        self.layout = layout
        self.saved.append(layout)


class FakeJobs:
    """Jobs that stand still until the test moves them."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.jobs: dict[UUID, Job] = {}
        self.imported: list[tuple[Path, ...]] = []
        self.samples: list[tuple[int, int | None]] = []

    def ask_import(self, paths: Sequence[Path]) -> tuple[Job, ...]:
        self.imported.append(tuple(paths))
        return tuple(self.add(JobKind.IMPORT_LEADS, f"Importing {path.name}") for path in paths)

    def is_leads(self, path: Path) -> bool:
        return False  # the wizard's tests have the real services

    def ask_samples(self, leads: int, messages: int | None = None) -> Job:
        self.samples.append((leads, messages))
        return self.add(JobKind.SAMPLE_DATA, "Making sample data")

    def add(self, kind: JobKind, title: str, done: int = 0, total: int | None = None) -> Job:
        state = JobState.RUNNING if done else JobState.QUEUED
        each = uuid5(_SPACE, f"job {len(self.jobs)}")
        self.jobs[each] = Job(each, self.user.id, kind, title, state, Progress(done, total), NOW)
        return self.jobs[each]

    def move(self, job: Job, **changes: object) -> Job:
        self.jobs[job.id] = replace(self.jobs[job.id], **changes)
        return self.jobs[job.id]

    def running(self) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs.values() if not job.state.over)

    def recent(self, limit: int = 20) -> tuple[Job, ...]:
        return tuple(reversed(self.jobs.values()))[:limit]

    def cancel(self, job_id: UUID) -> Changes:
        self.move(self.jobs[job_id], state=JobState.CANCELLING)
        return Changes(Kind.JOBS)


def make_services(leads: int = 0, *, many: bool = False, user: User | None = None):
    """UserServices over dictionaries."""
    user = user or User(_SPACE, "auth", "mara@fieldline.example", "Mara Ostrander")
    journal = FakeJournal()
    made = ManyLeads(journal, leads) if many else FakeLeads(journal, leads)
    mailboxes = FakeMailboxes(user)
    jobs, notifications = FakeJobs(user), FakeNotifications()
    return SimpleNamespace(
        mailboxes=mailboxes,
        mailbox_setup=FakeSetup(mailboxes),
        user=user,
        journal=journal,
        custom_fields=SimpleNamespace(list=LeadFields),
        actions=SimpleNamespace(open_of_lead=lambda lead_id: ()),
        sequences=SimpleNamespace(open_of_lead=lambda lead_id: ()),
        duplicates=SimpleNamespace(of_lead=lambda lead_id, limit: ()),
        insights=FakeReading(),
        writing=FakeWriting(),
        leads=made,
        lead_layouts=FakeLayouts(made),
        views=FakeViews(journal),
        lead_bulk=FakeBulk(made),
        jobs=jobs,
        care=FakeCare(jobs),
        account_settings=FakeAccount(notifications),
        broken_mail=SimpleNamespace(save=lambda folder: {}),
        outbox=SimpleNamespace(figures=OutboxCounts, to_look_at=lambda: ()),
        notifications=notifications,
        updates=FakeUpdates(jobs),
        action_rules=FakeRules(journal),
        conversations=SimpleNamespace(
            counts=lambda: InboxCounts(12, 5, 4, 8), failing=lambda _lead_id: {}
        ),
    )


class FakeAccount:
    """The settings of a user, by their names."""

    def __init__(self, notifications: FakeNotifications) -> None:
        self.notifications = notifications
        self.values = {each.name: each.default for each in ACCOUNT_SETTINGS}
        self.files: dict[Path, str] = {}
        self.columns: dict | None = None
        self.computer: dict[str, Value | None] = {}
        self.fault: KnownError | None = None

    def get(self, name: str) -> Value:
        return self.values[name]

    def all(self) -> dict[str, Value]:
        return dict(self.values)

    def set(self, name: str, value: Value) -> Value:
        self.values[name] = value
        if name == NOTIFICATIONS:
            self.notifications.show(bool(value))
        return value

    def change(self, name: str, value: Value) -> tuple[Value, Changes]:
        return self.set(name, value), Changes(Kind.NOTIFICATIONS)

    def table(self) -> dict | None:
        return self.columns

    def take_up(self, values, table=None, computer=None) -> Changes:
        if self.fault is not None:
            raise self.fault
        self.computer.update(computer or {})
        self.values.update(values)
        self.columns = self.columns if table is None else table
        return Changes(Kind.USERS)

    def write_file(self, file: Path, text: str) -> None:
        self.files[file] = text

    def read_file(self, file: Path) -> str:
        return self.files[file]


class FakeNotifications:
    """``due`` are what became due, ``told`` what waits to be shown."""

    def __init__(self) -> None:
        self.due: list[Notification] = []
        self.told: list[Told] = []
        self.wanted = True

    def claim(self) -> tuple[Told, ...]:
        told, self.told = tuple(self.told), []
        return told if self.wanted else ()

    def list(self) -> tuple[Notification, ...]:
        return tuple(self.due)

    def unseen(self) -> int:
        return sum(each.seen_at is None for each in self.due)

    def seen(self, ids: Sequence[UUID]) -> Changes:
        self.due = [replace(e, seen_at=NOW) if e.id in ids else e for e in self.due]
        return Changes(Kind.NOTIFICATIONS)

    def are_shown(self) -> bool:
        return self.wanted

    def show(self, wanted: bool) -> Changes:
        self.wanted = wanted
        return Changes(Kind.NOTIFICATIONS)


class FakeUpdates:
    """``shown`` is what is known of newer versions; ``did`` what was asked for."""

    def __init__(self, jobs: FakeJobs) -> None:
        self.shown = UpdateView("0.1.0", UpdatePolicy())
        self.did: list[tuple[str, ...]] = []
        self._jobs = jobs

    def view(self) -> UpdateView:
        return self.shown

    def answered(self) -> Changes:
        self.shown = replace(self.shown, asks=False)
        self.did.append(("answered",))
        return Changes(Kind.NOTIFICATIONS)

    def skip(self, version: str) -> Changes:
        self.shown = replace(self.shown, news=None)
        self.did.append(("skip", version))
        return Changes(Kind.NOTIFICATIONS)

    def ask_check(self) -> Job:
        self.did.append(("check",))
        return self._jobs.add(JobKind.CHECK_UPDATES, "Looking for a newer version")

    def ask_download(self, version: str, folder: str = "") -> Job:
        self.did.append(("download", version))
        return self._jobs.add(JobKind.FETCH_UPDATE, f"Fetching Outpost {version}")


class FakeRules:
    """The rules that make actions; ``asked`` notes the commands."""

    def __init__(self, journal: FakeJournal) -> None:
        self.rules = RULES
        self._journal = journal

    def list(self) -> tuple[ActionRule, ...]:
        return self.rules

    def set_active(self, name: str, on: bool) -> Changes:
        return self._put(f"Rule turned {'on' if on else 'off'}", name, active=on)

    def set_after(self, name: str, count: int) -> Changes:
        (rule,) = (each for each in self.rules if each.name == name)
        if count > rule.most:
            raise KnownError("The rule cannot wait so long.")
        return self._put("Rule changed", name, params={**rule.params, rule.unit: count})

    def reset(self, name: str) -> Changes:
        (usual,) = (each for each in RULES if each.name == name)
        return self._put("Rule is as at first", name, active=True, params=usual.params)

    def _put(self, said: str, name: str, **new: object) -> Changes:
        before = self.rules

        def back() -> None:
            self.rules = before

        self.rules = tuple(replace(e, **new) if e.name == name else e for e in before)
        return self._journal.add(said, Kind.ACTIONS, back)


def make_bundle(services=None):
    """What the boot brings: the doors before sign-in, and services for whoever signs in."""
    made = services or make_services(19)
    people = FakePeople()

    def for_user(user: User):
        profile = people.profile(user, made.journal)
        return SimpleNamespace(**{**vars(made), "user": user, "profile": profile})

    return SimpleNamespace(
        people=people,
        signin=people.signin,
        recovery=people.recovery,
        oauth=people.oauth,
        made=made,
        for_user=for_user,
    )


# Fixtures


class _Flashes(QObject):
    """Where widgets were shown as windows and are none: made visible before they had a place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() is Qt.WindowType.Window
            and not isinstance(watched, QMainWindow)
            and not watched.property("ownWindow")  # it is meant to be one
        ):
            by = traceback.extract_stack(limit=2)[0]
            if "desktop_app" in Path(by.filename).parts:  # else a test shows a part alone
                self.seen.append(f"{type(watched).__name__}: {by.filename}:{by.lineno}")
        return False


@pytest.fixture(autouse=True)
def nothing_flashes(request, qapp):
    """No part of the window is a window of its own for a moment, which would take the keyboard."""
    if "inbox" in request.path.parts:  # its web engine's objects are none for a filter in Python
        yield
        return
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    yield
    qapp.removeEventFilter(flashes)
    assert not flashes.seen, "\n".join(flashes.seen)


@pytest.fixture(scope="session")
def themes(qapp: QApplication):
    from desktop_app.ui.theme import Themes

    made = Themes(qapp, "light", contrast="normal")
    made.reduce_motion = True
    made.apply()
    return made


@pytest.fixture
def light_again(themes):
    """For tests that change the look: it is the usual one before, too, whatever ran before."""
    _usual(themes)
    yield themes
    _usual(themes)


def _usual(themes) -> None:
    themes.set_appearance("light")
    themes.set_contrast("normal")
    themes.set_text_size(13)


@pytest.fixture
def bus():
    from desktop_app.ui.ops import ChangeBus

    return ChangeBus()


@pytest.fixture
def ops(bus):
    """Background work that really is in the background."""
    from desktop_app.ui.ops import Operations

    made = Operations(bus)
    yield made
    made.close()


@pytest.fixture
def inline_ops(bus):
    from desktop_app.ui.ops import Operations

    return Operations(bus, inline=True)


@pytest.fixture
def host(qtbot, themes):
    """A window to put things into."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1216, 800)
    return made


@pytest.fixture
def show_active(qtbot):
    """Shows a window and waits until keys reach it."""

    def show(window: QWidget) -> None:
        window.show()
        # A window takes the keyboard only once it is on the screen, so it is asked again.
        qtbot.waitUntil(lambda: window.activateWindow() or window.isActiveWindow())

    return show


@pytest.fixture
def services():
    return make_services(19)


@pytest.fixture
def make_context(themes, bus, host):
    """Builds a Context for services; the notices stand in ``host``."""
    from desktop_app.ui.actions import Actions
    from desktop_app.ui.ops import Operations
    from desktop_app.ui.shell.context import Context
    from desktop_app.ui.shell.notices import Notices
    from desktop_app.ui.shell.state import UiState

    opened: list[Operations] = []
    commands: list[Actions] = []

    def make(services, *, inline: bool = True) -> Context:
        ops = Operations(bus, inline=inline)
        opened.append(ops)
        commands.append(Actions(themes, host))
        place = QWidget(host)

        def take_back(entry: int) -> None:
            ops.run_command(host, lambda: services.journal.undo(entry))

        notices = Notices(themes, host, place, take_back)
        ops.failed.connect(notices.error)
        ops.did.connect(notices.did)
        return Context(
            services=services,
            theme=themes,
            ops=ops,
            bus=bus,
            actions=commands[-1],
            notices=notices,
            state=UiState(None),
            clock=lambda: NOW,
        )

    yield make
    # A command that fails when it is asked whether it can act does nothing by its key, either.
    for each in (action for known in commands for action in known.all()):
        each.enabled_when()
        each.checked_when()
    for ops in opened:
        ops.close()


@pytest.fixture(autouse=True)
def no_surprises(request, qtlog):
    """An unexpected word from Qt fails the test; ``expected_qt`` names those that may come.

    The offscreen platform says what it lacks, and a font for which script it has no shapes when a
    random text names one, which is no surprise.
    """
    marker = request.node.get_closest_marker("expected_qt")
    lacking = ("This plugin does not support", "OpenType support missing for")
    allowed = (*lacking, *(marker.args if marker else ()))
    yield
    said = [
        record.message
        for record in qtlog.records
        if not any(each in record.message for each in allowed)
    ]
    assert not said, f"Qt said: {said}"


@pytest.fixture
def fakes():
    """The makers, for tests that need other services."""
    return SimpleNamespace(
        now=NOW,
        lead_id=lead_id,
        make_services=make_services,
        make_bundle=make_bundle,
        fold=fold,
        pool=QThreadPool,
    )
