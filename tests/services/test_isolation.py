"""Two people on one database: neither sees or changes what is the other's, by whatever id."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import tempfile
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

import desktop_app.data
from desktop_app.cli import _parser
from desktop_app.cli import main as run
from desktop_app.data.broken_mail import BrokenMailRepository
from desktop_app.data.lead_duplicates import LeadDuplicateRepository, pair_id
from desktop_app.data.model_calls import ModelCallRepository, Wish
from desktop_app.domain.actions import ActionQuery, Priority
from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.drafting import Start, Unsaved
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.import_plan import Choices, Outcome, PlanOptions
from desktop_app.domain.inbox import ConversationQuery
from desktop_app.domain.lead_changes import AddAction, DeleteLeads, SetField
from desktop_app.domain.lead_duplicates import Reason, Verdict
from desktop_app.domain.lead_layout import ColumnLayout, TableLayout
from desktop_app.domain.leads import LeadDraft, LeadQuery, LeadStatus
from desktop_app.domain.learning import Verdict as Said
from desktop_app.domain.mail import Address
from desktop_app.domain.mailbox_settings import MailboxDraft, MailSettings, Source
from desktop_app.domain.mailboxes import Security, Server
from desktop_app.domain.mailto import Mailto
from desktop_app.domain.message_record import BrokenMessage
from desktop_app.domain.metrics import (
    EvidenceQuery,
    Grouping,
    Measure,
    MetricsQuery,
    OfFunnel,
    OfStatus,
    OfTemplate,
    Period,
)
from desktop_app.domain.model_settings import ModelKind, Provider
from desktop_app.domain.outgoing import DraftContent, How
from desktop_app.domain.pace import Pace
from desktop_app.domain.proposals import Proposal
from desktop_app.domain.sequences import SequenceText, Step
from desktop_app.domain.setting_files import document
from desktop_app.domain.templates import TemplateText, Tone
from desktop_app.domain.today import QueueQuery
from desktop_app.domain.users import User
from desktop_app.domain.working_hours import WorkingHours
from desktop_app.domain.writing import Purpose, Rewrite
from desktop_app.domain.writing import Tone as WritingTone
from desktop_app.services.bundle import UserServices
from desktop_app.system.logs import stop_logging
from tests.conftest import Deliver

PASSWORD = "long enough"
MARK = "heliotrope"
"""A word that stands in everything that is the other's, and in nothing else."""


DAYS = Period(date(2026, 1, 1), date(2027, 12, 31))
LATER = datetime(2026, 6, 19, tzinfo=UTC)


@dataclass
class Person:
    """What somebody has, by id."""

    user: User
    lead: UUID
    talk: UUID
    message: UUID
    attachment: UUID
    job: UUID
    plan: UUID
    journal: int
    session: str
    account: str
    field: UUID
    action: UUID
    view: str
    template: UUID
    draft: UUID
    mail: UUID
    mailbox: UUID
    request: UUID
    sequence: UUID
    enrolment: UUID
    notification: UUID
    merge: UUID
    insight: UUID
    writing: UUID
    twin: UUID | None = None
    pair: UUID | None = None

    def ids(self) -> set[str]:
        return {
            str(getattr(self, field.name))
            for field in fields(self)
            if field.name not in ("user", "journal")
        } | {str(self.user.id), self.user.auth_id}


def _draft(word: str) -> MailboxDraft:
    imap = Server(f"{word}.mail.example", 993, Security.TLS, word)
    smtp = Server(f"{word}.mail.example", 465, Security.TLS, word)
    settings = MailSettings(imap, smtp, Source.HAND)
    return MailboxDraft(f"{word}@mail.example", settings, word, (f"{word}@alias.example",))


@pytest.fixture
def make_person(start, db, make_lead, store):
    def make(email: str, word: str) -> Person:
        signed = start().signin.create_local(word, email, PASSWORD, keep=False)
        user = signed.user
        services = start().for_user(user)
        lead = make_lead(f"{word}@lead.example", of=user, company=f"{word} works")
        store.files[f"file:{word}"] = b"content"
        deliver = Deliver(db, user)
        message = deliver(
            f"{word}@lead.example", email, f"About {word}", f"{word} in the text",
            attachments=[(f"{word}.pdf", 7, "application/pdf", f"file:{word}")],
        )  # fmt: skip
        services.profile.update(signature=f"{word} signs")
        raw = f"file:raw {word}"
        store.files[raw] = b"no mail"
        broken = BrokenMessage(
            content_hash=uuid4().hex, raw_url=raw, reason=f"{word} is no mail", source=f"{word}.eml"
        )
        BrokenMailRepository(db).keep(user.id, [broken])
        services.lead_layouts.save(TableLayout((ColumnLayout(f"custom.{word}"),)))
        field = services.custom_fields.add(f"{word} field", CustomKind.CHOICE, [word])[0].id
        action = services.actions.add("call", lead, text=f"Ask about {word}")[0]
        view = services.views.save(f"{word} view", LeadQuery(text=word))[0]
        template = services.templates.add(
            f"{word} template", category=word, text=TemplateText(word, word)
        )[0]
        services.templates.set_default(template, True)
        setup = services.mailbox_setup
        mailbox = setup.new_id()
        setup.keep_password(mailbox, word)
        setup.add(mailbox, _draft(word))
        request = setup.find(setup.new_id(), f"{word}@found.example")
        draft = services.drafts.begin(How.REPLY, message)
        services.drafts.save(draft.id, replace(draft.content, plain=f"{word} answers"))
        letter = services.drafts.begin(How.NEW, to=(Address(word, f"{word}@lead.example"),))
        services.drafts.save(letter.id, replace(letter.content, subject=f"{word} writes"))
        services.outbox.queue(letter.id)
        mail = services.outbox.of_draft(letter.id).id
        # It is in nobody's way: neither due, nor does its mailbox have to stay for it.
        db.run("UPDATE outpost.outgoing SET state = 'failed' WHERE id = %s", (mail,))
        one = {
            "session": 'SELECT id FROM session WHERE "userId" = %s',
            "account": 'SELECT id FROM account WHERE "userId" = %s',
        }
        step = Step(f"{word} step", action_type="call", text=f"Tell {word}")
        sequence = services.sequences.make(SequenceText(f"{word} sequence", (step,)))[0]
        enrolment = services.sequences.enrol(sequence, [lead])[0].enrolments[0]
        notification = db.value(
            "INSERT INTO outpost.notification (user_id, action_id, due_at, made_at) "
            "SELECT user_id, id, due_date, now() FROM actions WHERE user_id = %s "
            "AND due_date IS NOT NULL RETURNING id",
            (user.id,),
        )
        journal = services.leads.set_status([lead], LeadStatus.HOT).journal_id
        found = {name: db.value(sql, (user.auth_id,)) for name, sql in one.items()}
        insight = db.value(
            "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, metadata) "
            "VALUES (%s, %s, %s, 'sentiment', %s, %s) RETURNING id",
            (user.id, lead, message, word, json.dumps({"label": word})),
        )
        writing = services.writing.draft(deliver.talk_of(message))
        services.writing.agree(f"{word}.host.example")
        services.writing.look_for_models(f"https://{word}.host.example/v1")
        provider = Provider(url=f"https://{word}.host.example/v1", name=word, tokens=10**6)
        wish = Wish(user.id, "draft", f"{word} left", 1, 1, writing)
        ModelCallRepository(db).reserve(wish, provider, datetime.now(UTC))
        merge = services.mail_merges.begin(TemplateText(word, word), word, IdList.of([lead]))
        return Person(
            user=user, lead=lead, talk=deliver.talk_of(message), message=message,
            attachment=db.value("SELECT id FROM email_attachments WHERE email_id = %s", (message,)),
            plan=services.imports.open(__file__)[0],
            job=services.jobs.ask_import([__file__])[0].id, journal=journal, field=field,
            action=action, view=view, template=template, draft=draft.id, mail=mail, mailbox=mailbox,
            request=request, sequence=sequence, enrolment=enrolment, merge=merge,
            notification=notification, insight=insight, writing=writing, **found,
        )  # fmt: skip

    return make


@pytest.fixture
def me(make_person) -> Person:
    return make_person("mine@rep.example", "robinia")


@pytest.fixture
def other(make_person, db, make_lead) -> Person:
    person = make_person("other@rep.example", MARK)
    person.twin = make_lead(f"{MARK}@twin.example", of=person.user, company=f"{MARK} works")
    a, b = sorted((person.lead, person.twin))
    person.pair = pair_id(a, b)
    LeadDuplicateRepository(db).save(person.user.id, [], {(a, b): Verdict(92, Reason.PERSON)})
    db.run("UPDATE outpost.job SET title = %s, note = %s WHERE id = %s", (MARK, MARK, person.job))
    return person


def _rows_of(db, person: Person) -> list[str]:
    """Every row of the database that is somebody's, or names something of theirs."""
    tables = db.rows(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname IN ('public', 'outpost')"
    )
    rows = []
    for (table,) in tables:
        for (row,) in db.rows(f"SELECT to_jsonb(t)::text FROM {table} AS t"):
            if any(each in row for each in person.ids()) or MARK in row:
                rows.append(f"{table} {row}")
    return sorted(rows)


def _shown(answer: Any) -> str:
    """Everything an answer says, lists of ids included."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return " ".join(_shown(getattr(answer, field.name)) for field in fields(answer))
    if isinstance(answer, dict):
        return _shown(list(answer.items()))
    if isinstance(answer, (str, bytes, int, float, UUID, Enum)) or answer is None:
        return str(answer)
    try:
        return " ".join(_shown(each) for each in answer)
    except TypeError:
        return repr(answer)


def _saved_names(me: UserServices) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        return [path.name for path in me.broken_mail.save(Path(folder)).values()]


def _exported(me: UserServices) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        me.templates.export_folder(Path(folder))
        return [f"{path.name} {path.read_text()}" for path in Path(folder).iterdir()]


def _imported(me: UserServices) -> str:
    """A file of the name and the category of a template of the other's makes one of my own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("Name: Mine\n\nMine")
        return me.templates.import_folder(Path(folder))[1].said


def _tried(attempt: Any) -> str:
    """What came of asking for what the other has: the question's own words are no answer."""
    with pytest.raises(KnownError) as caught:
        attempt()
    return str(caught.value).replace(MARK, "")


def _through_a_file(me: Any) -> str:
    """My settings as they travel."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        me.account_settings.write_file(file, document({}, me.account_settings.all()))
        return str(me.account_settings.read_file(file))


EVERY = LeadQuery()
MAIL = ConversationQuery()

# What somebody can try with the other's ids: (services, the other) -> answer. A method without a
# case fails the test below.
CASES: dict[str, Any] = {
    "leads.first_ids": lambda me, them: me.leads.first_ids(LeadQuery(text=MARK)),
    "leads.first_page": lambda me, them: me.leads.first_page(LeadQuery(text=MARK)),
    "leads.all_ids": lambda me, them: me.leads.all_ids(EVERY),
    "leads.rows": lambda me, them: me.leads.rows([them.lead]),
    "leads.cards": lambda me, them: me.leads.cards([them.lead]),
    "leads.board": lambda me, them: me.leads.board(LeadQuery(text=MARK)),
    "leads.landings": lambda me, them: [
        me.leads.landings(EVERY, LeadStatus.COLD, IdList(), [them.lead]),
        # Nor does a place among theirs tell anything of them.
        [each.row for each in me.leads.landings(
            EVERY, LeadStatus.HOT, IdList.of([them.lead]), [me.leads.all_ids(EVERY)[0]]
        )] == [0] or MARK,
    ],
    "leads.count": lambda me, them: [
        me.leads.count(LeadQuery(text=MARK)), "one" if me.leads.count(EVERY) == 1 else MARK,
    ],
    "leads.lead": lambda me, them: me.leads.lead(them.lead),
    "leads.timeline": lambda me, them: me.leads.timeline(them.lead),
    "leads.fields": lambda me, them: me.leads.fields().custom,
    "leads.understood": lambda me, them: me.leads.understood(MARK).where,
    "mail_merges.list": lambda me, them: me.mail_merges.list(),
    "mail_merges.get": lambda me, them: me.mail_merges.get(them.merge),
    "mail_merges.counts": lambda me, them: MARK if me.mail_merges.counts(them.merge).leads else "",
    "mail_merges.lead_ids": lambda me, them: list(me.mail_merges.lead_ids(them.merge)),
    "mail_merges.preview": lambda me, them: me.mail_merges.preview(them.merge, them.lead),
    "mail_merges.report": lambda me, them: me.mail_merges.report(them.merge),
    "mail_merges.ends_at": lambda me, them: me.mail_merges.ends_at(Pace(), None, 1),
    "mail_merges.senders": lambda me, them: me.mail_merges.senders(),
    "mail_merges.begin": lambda me, them: list(
        me.mail_merges.lead_ids(
            me.mail_merges.begin(TemplateText("A", "B"), "Mine", IdList.of([them.lead]))
        )
    ),
    "mail_merges.set_opt_out": lambda me, them: me.mail_merges.set_opt_out(them.merge, False),
    "mail_merges.edit": lambda me, them: me.mail_merges.edit(them.merge, them.lead, "Mine", ()),
    "mail_merges.unedit": lambda me, them: me.mail_merges.unedit(them.merge, them.lead),
    "mail_merges.leave_out": lambda me, them: me.mail_merges.leave_out(them.merge, them.lead),
    "mail_merges.send": lambda me, them: me.mail_merges.send(them.merge, pace=Pace()).title,
    "mail_merges.stop": lambda me, them: me.mail_merges.stop(them.merge),
    "templates.list": lambda me, them: me.templates.list(MARK),
    "templates.counts": lambda me, them: MARK if me.templates.counts().all > 1 else "",
    "templates.get": lambda me, them: me.templates.get(them.template),
    "templates.categories": lambda me, them: me.templates.categories(),
    "templates.fields": lambda me, them: me.templates.fields(),
    "templates.values_of": lambda me, them: me.templates.values_of(them.lead),
    "templates.check": lambda me, them: me.templates.check(TemplateText("{{ company }}")),
    "templates.render": lambda me, them: me.templates.render(
        TemplateText("{{ company }}"), them.lead
    ),
    "templates.lacking": lambda me, them: (
        MARK if me.templates.lacking(TemplateText("{{ company }}"), EVERY).total > 1 else ""
    ),
    "templates.to_insert": lambda me, them: [
        _tried(lambda: me.templates.to_insert(them.template, None)),
        _tried(lambda: me.templates.to_insert(me.templates.list()[0].id, them.lead)),
    ],
    "templates.versions": lambda me, them: me.templates.versions(them.template),
    "templates.add": lambda me, them: me.templates.add("Mine")[1].said,
    "templates.save": lambda me, them: me.templates.save(
        them.template, name="Mine", text=TemplateText(), tone=Tone.CASUAL, category=""
    ),
    "templates.set_default": lambda me, them: me.templates.set_default(them.template, False),
    "templates.share": lambda me, them: me.templates.share(them.template, True),
    "templates.delete": lambda me, them: me.templates.delete([them.template]),
    "templates.duplicate": lambda me, them: me.templates.duplicate(them.template),
    "templates.import_folder": lambda me, them: _imported(me),
    "templates.export_folder": lambda me, them: _exported(me),
    "templates.restore": lambda me, them: me.templates.restore(them.template, 1),
    "views.list": lambda me, them: me.views.list(hidden=True),
    "views.save": lambda me, them: me.views.save("Mine", EVERY)[1].said,
    "views.duplicate": lambda me, them: me.views.duplicate(them.view),
    "views.update": lambda me, them: me.views.update(them.view, EVERY),
    "views.rename": lambda me, them: me.views.rename(them.view, "Mine"),
    "views.delete": lambda me, them: me.views.delete(them.view),
    "views.hide": lambda me, them: me.views.hide(them.view),
    "views.reorder": lambda me, them: me.views.reorder([them.view, "quiet", "all"]),
    "leads.conversations": lambda me, them: me.leads.conversations(them.lead),
    "leads.create": lambda me, them: me.leads.create(
        LeadDraft(company="Same", contact_name="Same", email=f"{MARK}@lead.example")
    )[1].said,
    "leads.delete": lambda me, them: me.leads.delete([them.lead]),
    "leads.update": lambda me, them: me.leads.update(them.lead, {"company": "Mine"}),
    "leads.update_many": lambda me, them: me.leads.update_many([(them.lead, {"company": "Mine"})]),
    "leads.add_address": lambda me, them: me.leads.add_address(them.lead, "mine@mine.example"),
    "leads.remove_address": lambda me, them: me.leads.remove_address(them.lead, "a@a.example"),
    "leads.make_primary": lambda me, them: me.leads.make_primary(them.lead, "a@a.example"),
    "leads.set_status": lambda me, them: me.leads.set_status([them.lead], LeadStatus.COLD),
    "lead_bulk.change": lambda me, them: [
        me.lead_bulk.change(IdList.of([them.lead]), change)
        for change in (
            SetField("status", "Status", "cold"), SetField("custom.region", "Region", "North"),
            AddAction("call"), DeleteLeads(),
        )
    ],
    "insights.newest_of_lead": lambda me, them: me.insights.newest_of_lead(them.lead),
    "insights.of_message": lambda me, them: me.insights.of_message(them.message),
    "insights.newest": lambda me, them: me.insights.newest(),
    "insights.judge": lambda me, them: me.insights.judge(them.insight, Said.DISMISSED),
    "insights.state": lambda me, them: MARK if me.insights.state().waiting > 1 else "",
    "insights.is_on": lambda me, them: me.insights.is_on(),
    "insights.set_on": lambda me, them: me.insights.set_on(False),
    "insights.set_paused": lambda me, them: me.insights.set_paused(True),
    "insights.least_confidence": lambda me, them: me.insights.least_confidence(),
    "insights.set_least_confidence": lambda me, them: me.insights.set_least_confidence(0.9),
    "insights.is_hidden": lambda me, them: (
        MARK if me.insights.is_hidden(them.lead, "") else ""
    ),
    "proposals.of": lambda me, them: me.proposals.of(them.draft),
    "proposals.put": lambda me, them: me.proposals.put(
        Proposal(them.draft, uuid4(), them.insight, "Mine")
    ),
    "proposals.expect": lambda me, them: me.proposals.expect(
        them.draft, them.writing, WritingTone.BRIEF
    ),
    "proposals.edited": lambda me, them: me.proposals.edited(them.draft, "x"),
    "proposals.sent": lambda me, them: me.proposals.sent(them.draft),
    "proposals.dismiss": lambda me, them: me.proposals.dismiss(them.draft),
    "writing.draft": lambda me, them: _tried(lambda: me.writing.draft(them.talk)),
    "writing.first_draft": lambda me, them: _tried(
        lambda: me.writing.first_draft(them.lead, uuid4())
    ),
    "writing.summary": lambda me, them: _tried(lambda: me.writing.summary(them.talk)),
    "writing.rewrite": lambda me, them: _tried(
        lambda: me.writing.rewrite("Mine", Rewrite.SHORTER)
    ),
    "writing.subject": lambda me, them: _tried(lambda: me.writing.subject("Mine")),
    "writing.cancel": lambda me, them: me.writing.cancel(them.writing),
    "writing.get": lambda me, them: me.writing.get(them.writing),
    "writing.draft_of": lambda me, them: me.writing.draft_of(them.talk),
    "writing.summary_of": lambda me, them: me.writing.summary_of(them.talk),
    "writing.leaving": lambda me, them: [
        me.writing.set_provider(Provider(on=True, url="https://m.example/v1", name="m")),
        _tried(lambda: me.writing.leaving(Purpose.DRAFT, thread_id=them.talk)),
        _tried(lambda: me.writing.leaving(Purpose.SUMMARY, thread_id=them.talk)),
        _tried(lambda: me.writing.leaving(Purpose.DRAFT, lead_id=them.lead)),
    ],
    "writing.leaving_by_itself": lambda me, them: [
        me.writing.set_provider(
            Provider(True, "https://m.example/v1", "m", frozenset({ModelKind.INTENT}))
        ),
        me.writing.leaving_by_itself(),
    ],
    "writing.agree": lambda me, them: me.writing.agree("m.example"),
    "writing.disagree": lambda me, them: me.writing.disagree(f"{MARK}.host.example"),
    "writing.agreed": lambda me, them: me.writing.agreed(),
    "writing.calls": lambda me, them: me.writing.calls(),
    "writing.spent": lambda me, them: MARK if me.writing.spent().calls > 1 else "",
    "writing.provider": lambda me, them: me.writing.provider(),
    "writing.set_provider": lambda me, them: me.writing.set_provider(Provider(tokens=5)),
    "writing.setting": lambda me, them: me.writing.setting("model.url"),
    "writing.set_setting": lambda me, them: me.writing.set_setting("model.on", "off"),
    "writing.keep_key": lambda me, them: [
        me.writing.set_setting("model.url", "https://m.example/v1"), me.writing.keep_key("sk-mine"),
    ],
    "writing.has_key": lambda me, them: me.writing.has_key(),
    "writing.look_for_models": lambda me, them: me.writing.look_for_models("https://m.example/v1"),
    "writing.models": lambda me, them: me.writing.models(),
    "actions.open_of_lead": lambda me, them: me.actions.open_of_lead(them.lead),
    "actions.find": lambda me, them: me.actions.find(ActionQuery(statuses=frozenset())),
    "actions.action": lambda me, them: me.actions.action(them.action),
    "actions.read_due": lambda me, them: me.actions.read_due("tomorrow 9:00"),
    "actions.lead_of": lambda me, them: _tried(lambda: me.actions.lead_of(f"{MARK}@lead.example")),
    "actions.add": lambda me, them: me.actions.add("call", them.lead, text="Mine"),
    "actions.add_meeting": lambda me, them: _tried(lambda: me.actions.add_meeting(them.message)),
    "actions.complete": lambda me, them: me.actions.complete([them.action]),
    "actions.reopen": lambda me, them: me.actions.reopen([them.action]),
    "actions.cancel": lambda me, them: me.actions.cancel([them.action]),
    "actions.edit": lambda me, them: me.actions.edit(
        them.action, type_="call", due=None, priority=Priority.LOW, text="Mine"
    ),
    "actions.start": lambda me, them: me.actions.start([them.action]),
    "actions.stop": lambda me, them: me.actions.stop([them.action]),
    "actions.set_priority": lambda me, them: me.actions.set_priority(
        [them.action], Priority.HIGH
    ),
    "actions.snooze": lambda me, them: me.actions.snooze(
        [them.action], datetime.now(UTC) + timedelta(days=1)
    ),
    "actions.complete_with_next": lambda me, them: _tried(
        lambda: me.actions.complete_with_next(them.action, "call", text="Mine")
    ),
    "action_rules.list": lambda me, them: me.action_rules.list(),
    "action_rules.set_active": lambda me, them: me.action_rules.set_active("unanswered", False),
    "action_rules.reset": lambda me, them: me.action_rules.reset("unanswered"),
    "action_rules.set_after": lambda me, them: me.action_rules.set_after("unanswered", 48),
    "metrics.today": lambda me, them: me.metrics.today(),
    "metrics.refresh": lambda me, them: MARK if me.metrics.refresh() > 400 else "",
    "metrics.overview": lambda me, them: (
        MARK if me.metrics.overview(MetricsQuery(DAYS, Grouping.MONTH)).figures.sent > 1 else ""
    ),
    "metrics.days": lambda me, them: [
        each for each in me.metrics.days(DAYS) if each.figures.sent > 1
    ],
    "metrics.evidence_counts": lambda me, them: [
        MARK for each in Measure
        if me.metrics.evidence_counts(EvidenceQuery(each, DAYS)).counted > 1
    ],
    "metrics.evidence": lambda me, them: [
        me.metrics.evidence(EvidenceQuery(each, DAYS, counted), 0, 100)
        for each in Measure for counted in (True, False)
    ] + [
        me.metrics.evidence(EvidenceQuery.behind(each, DAYS), 0, 100)
        for each in (
            OfTemplate(them.template), *(OfStatus(str(each)) for each in LeadStatus),
            *(OfFunnel(str(each)) for each in LeadStatus),
        )
    ],
    "metrics.working_hours": lambda me, them: me.metrics.working_hours(),
    "metrics.set_working_hours": lambda me, them: me.metrics.set_working_hours(
        WorkingHours(opens=time(6))
    ),
    "metrics.funnel": lambda me, them: [
        step for point in me.metrics.funnel(DAYS, Grouping.MONTH) for step in point.steps
        if step.leads > 1
    ],
    "metrics.templates": lambda me, them: me.metrics.templates(DAYS),
    "metrics.hours": lambda me, them: me.metrics.hours(DAYS),
    "metrics.response_by_status": lambda me, them: me.metrics.response_by_status(DAYS),
    "metrics.quiet_leads": lambda me, them: me.metrics.quiet_leads(),
    "metrics.sequence_steps": lambda me, them: me.metrics.sequence_steps(DAYS),
    "today.first": lambda me, them: me.today.first(QueueQuery()),
    "today.whole": lambda me, them: me.today.whole(QueueQuery()),
    "today.rows": lambda me, them: me.today.rows([them.action]),
    "today.detail": lambda me, them: me.today.detail(them.action),
    "today.meeting_file": lambda me, them: _tried(lambda: me.today.meeting_file(them.action)),
    "today.figures": lambda me, them: me.today.figures(),
    "today.types": lambda me, them: me.today.types(),
    "today.day": lambda me, them: me.today.day(),
    "lead_layouts.load": lambda me, them: me.lead_layouts.load(),
    "lead_layouts.save": lambda me, them: me.lead_layouts.save(TableLayout().hiding("company")),
    "custom_fields.list": lambda me, them: me.custom_fields.list().custom,
    "custom_fields.in_use": lambda me, them: MARK if me.custom_fields.in_use(them.field) else "",
    "custom_fields.add": lambda me, them: me.custom_fields.add("Mine", CustomKind.TEXT),
    "custom_fields.rename": lambda me, them: me.custom_fields.rename(them.field, "Mine"),
    "custom_fields.change_choices": lambda me, them: me.custom_fields.change_choices(
        them.field, ["Mine"]
    ),
    "custom_fields.reorder": lambda me, them: me.custom_fields.reorder([them.field]),
    "custom_fields.remove": lambda me, them: me.custom_fields.remove(them.field),
    "conversations.first_ids": lambda me, them: me.conversations.first_ids(MAIL),
    "conversations.all_ids": lambda me, them: me.conversations.all_ids(MAIL),
    "conversations.rows": lambda me, them: me.conversations.rows([them.talk]),
    "conversations.counts": lambda me, them: (
        MARK if me.conversations.counts().unread > 1 else ""
    ),
    "conversations.search": lambda me, them: me.conversations.search(MARK),
    "conversations.open": lambda me, them: me.conversations.open(them.talk),
    "conversations.body": lambda me, them: me.conversations.body(them.message),
    "conversations.attachment_path": lambda me, them: me.conversations.attachment_path(
        them.attachment
    ),
    "conversations.set_read": lambda me, them: me.conversations.set_read([them.talk], True),
    "conversations.archive": lambda me, them: me.conversations.archive([them.talk]),
    "conversations.restore": lambda me, them: me.conversations.restore([them.talk]),
    "conversations.snooze": lambda me, them: me.conversations.snooze([them.talk], LATER),
    "conversations.bring_back": lambda me, them: me.conversations.bring_back([them.talk]),
    "conversations.set_flagged": lambda me, them: me.conversations.set_flagged([them.talk], True),
    "conversations.trust_pictures": lambda me, them: me.conversations.trust_pictures("x@y.example"),
    "conversations.read_until": lambda me, them: me.conversations.read_until("tomorrow 9"),
    "conversations.next_return": lambda me, them: (
        MARK if me.conversations.next_return() else ""
    ),
    "conversations.unread_by_mailbox": lambda me, them: me.conversations.unread_by_mailbox(),
    "conversations.failing": lambda me, them: me.conversations.failing(them.lead),
    "conversations.original": lambda me, them: me.conversations.original(them.message),
    "conversations.eml_path": lambda me, them: me.conversations.eml_path(them.message),
    "addresses.complete": lambda me, them: me.addresses.complete(MARK),
    "addresses.complete_leads": lambda me, them: me.addresses.complete_leads(MARK),
    "addresses.lead_meant": lambda me, them: _tried(lambda: me.addresses.lead_meant(MARK)),
    "drafts.get": lambda me, them: me.drafts.get(them.draft),
    "drafts.open_drafts": lambda me, them: me.drafts.open_drafts(),
    "drafts.count": lambda me, them: MARK if me.drafts.count() > 1 else "",
    "drafts.of_conversation": lambda me, them: me.drafts.of_conversation(them.talk),
    "drafts.revisions": lambda me, them: me.drafts.revisions(them.draft),
    "drafts.revision": lambda me, them: me.drafts.revision(them.draft, 1),
    "drafts.identities": lambda me, them: me.drafts.identities(),
    "drafts.clean": lambda me, them: me.drafts.clean("<p>Mine</p>"),
    # Files are told by what is in them: who knows that has the file.
    "drafts.file_content": lambda me, them: _tried(lambda: me.drafts.file_content("file:none")),
    "drafts.begin": lambda me, them: [
        _tried(lambda: me.drafts.begin(How.REPLY, them.message)),
        me.drafts.begin(How.NEW, lead_id=them.lead),
    ],
    "drafts.begin_from": lambda me, them: _tried(
        lambda: me.drafts.begin_from(Start(uuid4(), How.REPLY, them.message))
    ),
    "drafts.begin_with_file": lambda me, them: _tried(
        lambda: me.drafts.begin_with_file(them.lead, "Mine", "Mine", "a.txt", "text/plain", b"Mine")
    ),
    "drafts.begin_asked": lambda me, them: me.drafts.begin_asked(Mailto(subject="Mine")),
    "drafts.keep": lambda me, them: _tried(
        lambda: me.drafts.keep(Unsaved(Start(them.draft), None, DraftContent(plain="Mine")))
    ),
    "drafts.take_up": lambda me, them: _tried(
        lambda: me.drafts.take_up(Unsaved(Start(them.draft), None, DraftContent(plain="Mine")))
    ),
    "drafts.file_bytes": lambda me, them: len(me.drafts.file_bytes(Path(__file__))),
    "drafts.save": lambda me, them: me.drafts.save(them.draft, DraftContent(plain="Mine")),
    "drafts.discard": lambda me, them: me.drafts.discard(them.draft),
    "drafts.leave": lambda me, them: me.drafts.leave(them.draft),
    "drafts.reopen": lambda me, them: me.drafts.reopen(them.draft),
    "drafts.add_file": lambda me, them: me.drafts.add_file(Path(__file__)).filename,
    "drafts.add_content": lambda me, them: me.drafts.add_content("a", "text/plain", b"a").filename,
    "duplicates.count": lambda me, them: MARK if me.duplicates.count() else "",
    "duplicates.left": lambda me, them: MARK if me.duplicates.left() > 1 else "",
    "duplicates.all_ids": lambda me, them: me.duplicates.all_ids(),
    "duplicates.rows": lambda me, them: me.duplicates.rows([them.pair]),
    "duplicates.of_lead": lambda me, them: me.duplicates.of_lead(them.lead),
    "duplicates.group": lambda me, them: me.duplicates.group([them.lead])[1:],
    "duplicates.compare": lambda me, them: me.duplicates.compare([them.lead, them.twin]),
    "duplicates.look_again": lambda me, them: me.duplicates.look_again(),
    "duplicates.dismiss": lambda me, them: me.duplicates.dismiss([them.pair]),
    "duplicates.dismiss_between": lambda me, them: me.duplicates.dismiss_between(
        [them.lead, them.twin]
    ),
    "duplicates.merge": lambda me, them: me.duplicates.merge(them.lead, [them.twin], {}),
    "broken_mail.list": lambda me, them: me.broken_mail.list(),
    "broken_mail.save": lambda me, them: _saved_names(me),
    "exports.start": lambda me, them: me.exports.start(
        Path(tempfile.gettempdir()) / "leads.csv", LeadQuery(), IdList.of([them.lead])
    ),
    "jobs.ask_import": lambda me, them: me.jobs.ask_import([__file__]),
    "jobs.ask_samples": lambda me, them: me.jobs.ask_samples(1),
    "jobs.ask_remove_samples": lambda me, them: me.jobs.ask_remove_samples(),
    "jobs.running": lambda me, them: me.jobs.running(),
    "jobs.recent": lambda me, them: me.jobs.recent(),
    "jobs.job": lambda me, them: me.jobs.job(them.job),
    "jobs.cancel": lambda me, them: me.jobs.cancel(them.job),
    "jobs.is_leads": lambda me, them: me.jobs.is_leads(__file__),
    "imports.open": lambda me, them: me.imports.open(__file__)[1].title,
    "imports.plan": lambda me, them: me.imports.plan(them.plan),
    "imports.lines": lambda me, them: me.imports.lines(them.plan, Outcome.REFUSED),
    "imports.rows": lambda me, them: me.imports.rows(them.plan, range(100)),
    "imports.fields": lambda me, them: me.imports.fields(),
    "imports.export_failed": lambda me, them: me.imports.export_failed(them.plan, Path("/none")),
    "imports.read_again": lambda me, them: me.imports.read_again(them.plan, PlanOptions()),
    "imports.choose": lambda me, them: me.imports.choose(them.plan, Choices()),
    "imports.repair": lambda me, them: me.imports.repair(them.plan, 1, {0: "mine"}),
    "imports.start": lambda me, them: me.imports.start(them.plan),
    "imports.forget": lambda me, them: me.imports.forget(them.plan),
    "mailboxes.list": lambda me, them: me.mailboxes.list(),
    "mailboxes.health": lambda me, them: me.mailboxes.health(),
    "mailboxes.on_its_way": lambda me, them: me.mailboxes.on_its_way(them.mailbox),
    "mailboxes.look_now": lambda me, them: me.mailboxes.look_now(),
    "mailboxes.rename": lambda me, them: me.mailboxes.rename(them.mailbox, "Mine"),
    "mailboxes.set_aliases": lambda me, them: me.mailboxes.set_aliases(them.mailbox, []),
    "mailboxes.edit": lambda me, them: me.mailboxes.edit(
        them.mailbox, name="Mine", aliases=(), horizon_days=30, daily_cap=1
    ),
    "mailboxes.pause": lambda me, them: me.mailboxes.pause(them.mailbox, True),
    "mailboxes.set_horizon": lambda me, them: me.mailboxes.set_horizon(them.mailbox, 30),
    "mailboxes.set_cap": lambda me, them: me.mailboxes.set_cap(them.mailbox, 1),
    "mailboxes.set_servers": lambda me, them: me.mailboxes.set_servers(
        them.mailbox, _draft("mine").settings
    ),
    "mailboxes.reorder": lambda me, them: me.mailboxes.reorder([them.mailbox]),
    "mailboxes.remove": lambda me, them: me.mailboxes.remove(them.mailbox),
    "mailbox_setup.secrets_note": lambda me, them: me.mailbox_setup.secrets_note,
    "mailbox_setup.providers": lambda me, them: me.mailbox_setup.providers(),
    "mailbox_setup.read_authority": lambda me, them: me.mailbox_setup.read_authority(
        Path("/none")
    ),
    "mailbox_setup.new_id": lambda me, them: me.mailbox_setup.new_id(),
    # Two people may read one mailbox, each in their own way.
    "mailbox_setup.check_new": lambda me, them: me.mailbox_setup.check_new(
        f"{MARK}@mail.example"
    ).replace(MARK, ""),
    "mailbox_setup.would_be": lambda me, them: me.mailbox_setup.would_be(
        uuid4(), _draft("mine")
    ),
    "mailbox_setup.find": lambda me, them: me.mailbox_setup.find(them.mailbox, "a@b.example"),
    "mailbox_setup.check": lambda me, them: me.mailbox_setup.check(them.mailbox, _draft("mine")),
    "mailbox_setup.check_again": lambda me, them: me.mailbox_setup.check_again(them.mailbox),
    "mailbox_setup.sign_in": lambda me, them: me.mailbox_setup.sign_in(
        them.mailbox, "a@b.example", "google"
    ),
    "mailbox_setup.progress": lambda me, them: [
        me.mailbox_setup.progress(them.request).state,
        me.mailbox_setup.progress(them.request).title,
    ],
    "mailbox_setup.cancel": lambda me, them: me.mailbox_setup.cancel(them.request),
    "mailbox_setup.keep_password": lambda me, them: me.mailbox_setup.keep_password(
        them.mailbox, "mine"
    ),
    "mailbox_setup.give_up": lambda me, them: me.mailbox_setup.give_up(them.mailbox),
    "mailbox_setup.add": lambda me, them: me.mailbox_setup.add(them.mailbox, _draft("mine")),
    "mailbox_setup.renew": lambda me, them: me.mailbox_setup.renew(them.mailbox),
    "journal.can_undo": lambda me, them: me.journal.can_undo(),
    "journal.undo": lambda me, them: me.journal.undo(them.journal),
    "journal.can_redo": lambda me, them: me.journal.can_redo(),
    "journal.redo": lambda me, them: me.journal.redo(journal_id=them.journal),
    "journal.history": lambda me, them: me.journal.history(them.lead),
    "outbox.all_ids": lambda me, them: me.outbox.all_ids(),
    "outbox.rows": lambda me, them: me.outbox.rows([them.mail]),
    "outbox.list": lambda me, them: me.outbox.list(),
    "outbox.get": lambda me, them: me.outbox.get(them.mail),
    "outbox.of_draft": lambda me, them: me.outbox.of_draft(them.draft),
    "outbox.message_named": lambda me, them: _tried(
        lambda: me.outbox.message_named(f"<{MARK}@mail.example>")
    ),
    "outbox.counts": lambda me, them: MARK if sum(me.outbox.counts().values()) > 1 else "",
    "outbox.figures": lambda me, them: me.outbox.figures().look,
    "outbox.to_look_at": lambda me, them: me.outbox.to_look_at(),
    "outbox.message": lambda me, them: _tried(lambda: me.outbox.message(them.mail)),
    "outbox.attachment_path": lambda me, them: _tried(
        lambda: me.outbox.attachment_path(them.mail, uuid5(them.mail, "0"))
    ),
    "outbox.reschedule": lambda me, them: me.outbox.reschedule(
        them.mail, datetime(2100, 1, 1, tzinfo=UTC)
    ),
    "outbox.next_due": lambda me, them: me.outbox.next_due(),
    "outbox.events": lambda me, them: me.outbox.events(them.mail),
    "outbox.undo_seconds": lambda me, them: me.outbox.undo_seconds(),
    "outbox.set_undo_seconds": lambda me, them: me.outbox.set_undo_seconds(5),
    "outbox.queue": lambda me, them: me.outbox.queue(them.draft),
    "outbox.recall": lambda me, them: me.outbox.recall(them.mail),
    "outbox.send_now": lambda me, them: me.outbox.send_now(them.mail),
    "outbox.let_go": lambda me, them: me.outbox.let_go(them.mail),
    "outbox.resolve_unknown": lambda me, them: me.outbox.resolve_unknown(them.mail, "again"),
    "notifications.claim": lambda me, them: me.notifications.claim(),
    "notifications.list": lambda me, them: me.notifications.list(),
    "notifications.unseen": lambda me, them: "" if me.notifications.unseen() < 2 else MARK,
    "notifications.seen": lambda me, them: me.notifications.seen([them.notification]),
    "notifications.are_shown": lambda me, them: me.notifications.are_shown(),
    "notifications.show": lambda me, them: me.notifications.show(False),
    "sequences.list": lambda me, them: me.sequences.list(),
    "sequences.get": lambda me, them: me.sequences.get(them.sequence),
    "sequences.enrolments": lambda me, them: me.sequences.enrolments(them.sequence),
    "sequences.rows": lambda me, them: me.sequences.rows([them.enrolment]),
    "sequences.open_of_lead": lambda me, them: me.sequences.open_of_lead(them.lead),
    "sequences.of_lead": lambda me, them: me.sequences.of_lead(them.lead),
    "sequences.make": lambda me, them: me.sequences.make(SequenceText("Mine"))[1].kinds,
    "sequences.edit": lambda me, them: me.sequences.edit(them.sequence, SequenceText("Mine")),
    "sequences.delete": lambda me, them: me.sequences.delete(them.sequence),
    "sequences.enrol": lambda me, them: _tried(
        lambda: me.sequences.enrol(them.sequence, [them.lead])
    ),
    "sequences.pause": lambda me, them: me.sequences.pause([them.enrolment]),
    "sequences.resume": lambda me, them: me.sequences.resume([them.enrolment]),
    "sequences.skip": lambda me, them: me.sequences.skip([them.enrolment]),
    "sequences.stop": lambda me, them: me.sequences.stop([them.enrolment]),
    "account_settings.get": lambda me, them: me.account_settings.get("profile.signature"),
    "account_settings.all": lambda me, them: me.account_settings.all(),
    "account_settings.set": lambda me, them: me.account_settings.set("profile.name", "Mine"),
    "account_settings.change": lambda me, them: me.account_settings.change("profile.name", "Mine"),
    "account_settings.reset": lambda me, them: me.account_settings.reset("profile.signature"),
    "account_settings.table": lambda me, them: me.account_settings.table(),
    "account_settings.take_up": lambda me, them: me.account_settings.take_up(
        {"profile.signature": "Me"}, {"columns": [{"key": "company"}]}
    ),
    "care.about": lambda me, them: me.care.about(),
    "care.backups": lambda me, them: me.care.backups(),
    "care.back_up": lambda me, them: me.care.back_up(),
    "updates.view": lambda me, them: me.updates.view(),
    "updates.answered": lambda me, them: me.updates.answered(),
    "updates.skip": lambda me, them: me.updates.skip("9.9.9"),
    "updates.ask_check": lambda me, them: me.updates.ask_check(),
    "updates.ask_download": lambda me, them: me.updates.ask_download("9.9.9"),
    "care.verify": lambda me, them: me.care.verify("outpost-20260101T000000Z.backup"),
    "care.keep_passphrase": lambda me, them: me.care.keep_passphrase("correct horse"),
    "care.forget_passphrase": lambda me, them: me.care.forget_passphrase(),
    "care.check_up": lambda me, them: me.care.check_up(),
    "care.reports": lambda me, them: me.care.reports(),
    "care.report": lambda me, them: me.care.report("crash-1"),
    "care.session_start": lambda me, them: me.care.session_start(),
    "care.start_with_session": lambda me, them: me.care.start_with_session(True),
    # Who else has an account is shown by the page of the sign-in, too; nothing else of them is.
    "care.place": lambda me, them: replace(
        me.care.place(), people=tuple(set(me.care.place().people) - {them.user.name})
    ),
    "account_settings.write_file": lambda me, them: _through_a_file(me),
    "account_settings.read_file": lambda me, them: _through_a_file(me),
    "profile.get": lambda me, them: me.profile.get(),
    "profile.update": lambda me, them: me.profile.update(name="Mine", signature="Mine"),
    "profile.take_zone": lambda me, them: me.profile.take_zone("Asia/Tokyo"),
    "profile.sessions": lambda me, them: me.profile.sessions(),
    "profile.revoke": lambda me, them: me.profile.revoke(them.session),
    "profile.sign_out_everywhere": lambda me, them: me.profile.sign_out_everywhere(but_here=False),
    "profile.change_password": lambda me, them: me.profile.change_password(
        PASSWORD, "another one", sign_out_others=True
    ),
    "profile.has_recovery_code": lambda me, them: me.profile.has_recovery_code(),
    "profile.new_recovery_code": lambda me, them: me.profile.new_recovery_code(PASSWORD),
    "profile.accounts": lambda me, them: me.profile.accounts(),
    "profile.unlink": lambda me, them: me.profile.unlink(them.account),
}  # fmt: skip


def _public(kind: type) -> list[str]:
    return [
        name for name, member in inspect.getmembers(kind)
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    ]  # fmt: skip


def test_every_command_and_query_has_a_case(start, user):
    names = {
        name for name, member in vars(UserServices).items() if isinstance(member, cached_property)
    }
    services = start().for_user(user)
    every = {
        f"{name}.{method}" for name in names for method in _public(type(getattr(services, name)))
    }
    assert len(names) > 5
    assert every == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_nobody_sees_or_changes_what_is_the_others(name, start, db, me, other):
    before = _rows_of(db, other)
    assert len(before) > 15
    # Signed in as oneself, with the other's session in the same database.
    services = start()
    services.signin.sign_in(me.user.email, PASSWORD, keep=True)
    try:
        answer = CASES[name](services.for_user(me.user), other)
    except KnownError as error:
        answer = str(error)
    shown = _shown(answer)
    assert MARK not in shown
    assert not [each for each in other.ids() if each in shown]
    mine = _rows_of(db, other)
    if name == "leads.create":  # a lead of the same address is another lead, and my own
        entries = [row[0] for row in db.rows("SELECT id FROM outpost.journal WHERE user_id = %s",
                                             (me.user.id,))]  # fmt: skip
        own = (str(me.user.id), *(f'"journal_id": {entry}}}' for entry in entries))
        mine = [row for row in mine if not any(each in row for each in own)]
    assert mine == before


# -- repositories ----------------------------------------------------------------------------------

BOUND = {"user_id", "auth_id", "user", "token", "email", "address", "identifier", "owner"}

# Methods that are bounded by nobody, and who may call them.
UNBOUND = {
    "UpkeepRepository.claim": "the disk and the backups are everybody's who works here",
    "UpkeepRepository.clear": "as claim",
    "UpkeepRepository.list": "as claim",
    "UpkeepRepository.note": "as claim",
    "MailMergeRepository.count_waiting": "the engine, of a merge it puts into the outbox, or sends",
    "MailMergeRepository.forget_begun": "tidies what was never sent, whoever's",
    "TemplateRepository.forget_deleted": "tidies what was deleted long ago, whoever's",
    "MailMergeRepository.have_left": "as count_waiting",
    "MailMergeRepository.stop_abandoned": "ends what nobody will go on with, whoever's",
    "MailMergeRepository.insert": "of a merge that names its user",
    "MailMergeRepository.last_tried": "as count_waiting",
    "MailMergeRepository.pace": "as count_waiting",
    "MailMergeRepository.settle": "as count_waiting",
    "MailMergeRepository.spread_again": "as count_waiting",
    "MailMergeRepository.update": "of a merge that names its user",
    "CredentialRepository.format": "says of all passwords what format they have, and no more",
    "CredentialRepository.standing": "as format",
    "DraftRepository.thin": "tidies what ended long ago, whoever's",
    "ImportPlanRepository.add_rows": "the engine, of the plan it reads",
    "ImportPlanRepository.batch": "the engine, of the plan it carries out",
    "ImportPlanRepository.change": "of a plan that was found by its owner",
    "ImportPlanRepository.clear_rows": "the engine, of the plan it reads",
    "ImportPlanRepository.doubles_of": "the engine, of the plan it carries out",
    "ImportPlanRepository.failed": "the engine, of the plan it carries out",
    "ImportPlanRepository.followers": "of a plan that was found by its owner",
    "ImportPlanRepository.has_entry": "the engine, of the entry it wrote",
    "ImportPlanRepository.mark_doubles": "of a plan that was found by its owner",
    "ImportPlanRepository.put_row": "of a plan that was found by its owner",
    "ModelCallRepository.forget_old": "forgets what is too old, whoever's",
    "WritingRepository.forget_old": "as that",
    "ModelCallRepository.reserve": "of a wish that names its user",
    "ModelCallRepository.settle": "the engine, of the call it made",
    "ModelLookRepository.wanted": "the engine works for everybody",
    "WritingRepository.claimed": "the engine",
    "WritingRepository.end": "the engine, of what it writes",
    "WritingRepository.is_mine": "as end",
    "WritingRepository.show": "as end",
    "WritingRepository.wait_again": "as end",
    "JobRepository.become_engine": "the engine works for everybody",
    "JobRepository.cancelled": "the engine, of the job it runs",
    "JobRepository.claimed": "the engine",
    "JobRepository.finish": "the engine, of the job it runs",
    "JobRepository.job": "the engine; JobService.job looks whose it is",
    "JobRepository.position": "the engine, of the job it runs",
    "JobRepository.report": "the engine, of the job it runs",
    "JobRepository.requeue_orphans": "the engine",
    "JobRepository.save_position": "the engine, of the job it runs",
    "JournalRepository.append": "to an entry that the same command began for its user",
    "JournalRepository.append_rows": "as append",
    "JournalRepository.close": "as append",
    "LeadDuplicateRepository.next_user": "the engine works for everybody",
    "LeadImportRepository.refresh_statistics": "of the planner",
    "MailRepository.finish_many": "of the index of words",
    "MailRepository.leads_in": "the importer, of conversations it just wrote",
    "MailRepository.merge": "the importer, of conversations it found by their owner",
    "MailRepository.prepare_for_many": "of the index of words",
    "MailRepository.take_stock": "of the planner",
    "SnoozeRepository.follow": "the importer, of conversations it found by their owner",
    "MailRepository.settle": "the importer, of conversations whose messages it just wrote",
    "SelectionRepository.forget": "the engine, of the job it runs",
    "SelectionRepository.ids": "the engine, of the job it runs",
    "SelectionRepository.leads_as_stored": "as ids; what is then done to them is bounded",
    "SelectionRepository.keep": "of a job just asked for by its user",
    "FolderRepository.advance": "the engine, of a mailbox it looks at",
    "FolderRepository.begin": "as advance",
    "FolderRepository.change": "as advance",
    "FolderRepository.count": "as advance",
    "FolderRepository.get": "as advance",
    "FolderRepository.keep": "as advance",
    "FolderRepository.leave_inbox": "as advance",
    "FolderRepository.list_folders": "as advance",
    "FolderRepository.newest_uids": "as advance",
    "FolderRepository.placed": "as advance",
    "FolderRepository.uids": "as advance",
    "MarkRepository.done": "the engine, of a mailbox it tells",
    "MarkRepository.due": "as done",
    "MarkRepository.flagged": "as done",
    "MarkRepository.next_due": "as done",
    "MarkRepository.put_off": "as done",
    "MailboxRepository.add": "of a mailbox that names its user",
    "MailboxRepository.every": "the engine works for everybody",
    "MailboxRepository.wanted": "the engine works for everybody",
    "MailboxRepository.on_its_way": "of a mailbox that was found by its owner",
    "MailboxRepository.put": "as on_its_way",
    "MailboxRepository.remove": "as on_its_way",
    "MailboxRepository.set_files_sent": "the engine, of a mailbox it looked at",
    "MailboxRepository.set_state": "as set_files_sent",
    "MailboxRequestRepository.end": "the engine, of the request it serves",
    "MailboxRequestRepository.open_requests": "the engine serves everybody of this computer",
    "MailboxRequestRepository.purge": "forgets what is too old, whoever's",
    "MailboxRequestRepository.report": "as end",
    "MailboxRequestRepository.served": "a lock",
    "NotificationRepository.make_due": "the engine works for everybody",
    "NotificationRepository.next_due": "as make_due",
    "OAuthRequestRepository.ask": "nobody is signed in yet",
    "OAuthRequestRepository.ask_and_lock": "as ask, and served in the same process",
    "OAuthRequestRepository.cancel_open": "nobody is signed in yet; with somebody, theirs alone",
    "OAuthRequestRepository.end": "by the random id, which whoever asked alone was told",
    "OAuthRequestRepository.get": "as end",
    "OAuthRequestRepository.hold": "the engine, of the request it serves",
    "OAuthRequestRepository.lock": "the engine",
    "OAuthRequestRepository.open_requests": "the engine serves everybody of this computer",
    "OAuthRequestRepository.purge": "forgets what is too old, whoever's",
    "OAuthRequestRepository.show": "the engine, of the request it serves",
    "OAuthRequestRepository.forget": "as end",
    "OAuthRequestRepository.unlock": "the engine",
    "ProviderAccountRepository.create_user": "nobody is there yet",
    "ProviderAccountRepository.one_at_a_time": "a lock",
    "ProviderAccountRepository.owner": "who somebody is that a provider vouches for",
    "SampleRepository.analyze": "of the planner",
    "SessionRepository.by_id": "takes up what the engine began for this window",
    "SessionRepository.purge": "forgets what has expired, whoever's",
    "SignInAttemptRepository.purge": "forgets what is too old, whoever's",
    "UserRepository.list_users": "whom a sign-in shows; without their signatures",
    "VerificationRepository.purge": "forgets what has expired, whoever's",
}


def _repositories() -> dict[str, type]:
    found = {}
    for module in pkgutil.iter_modules(desktop_app.data.__path__):
        loaded = importlib.import_module(f"desktop_app.data.{module.name}")
        for name, kind in inspect.getmembers(loaded, inspect.isclass):
            if name.endswith("Repository") and kind.__module__ == loaded.__name__:
                found[name] = kind
    return found


def test_every_query_of_every_repository_is_bounded_by_somebody():
    unbound = {
        f"{name}.{method}"
        for name, kind in _repositories().items()
        for method in _public(kind)
        if not BOUND & set(inspect.signature(getattr(kind, method)).parameters)
    }
    assert unbound == set(UNBOUND)


# -- the command line ------------------------------------------------------------------------------

NOT_AS_USER = {
    "engine", "db upgrade", "db url", "db password", "db run", "user add", "user list",
    "user passwd", "user verify", "user reset", "signin", "signout", "whoami",
    "settings list", "settings get", "settings set", "settings secret", "settings reset",
    "update check", "update download",
    "doctor",
    "db backup", "db restore", "db verify", "db export", "db passphrase",
}  # fmt: skip

AS_USER: dict[str, list[str]] = {
    "demo": ["demo", "--leads", "3"],
    "import leads": ["import", "leads", "{csv}", "--update"],
    "import mail": ["import", "mail", "{mbox}"],
    "import broken": ["import", "broken"],
    "search": ["search", MARK],
    "leads list": ["leads", "list"],
    "metrics refresh": ["metrics", "refresh"],
    "metrics show": ["metrics", "show", "--from", "2026-01-01", "--to", "2027-12-31"],
    "insights run": ["insights", "run"],
    "insights list": ["insights", "list"],
    "insights draft": ["insights", "draft", "--lead", "robinia@lead.example", "--show"],
    "insights summary": ["insights", "summary", "--lead", "robinia@lead.example", "--show"],
    "insights calls": ["insights", "calls"],
    "actions list": ["actions", "list", "--query", "status:all"],
    "actions add": ["actions", "add", "call", "--due", "tomorrow 9:00", "--text", "Mine"],
    "actions done": ["actions", "done", "{action}"],
    "leads export": ["leads", "export", "{csv}"],
    "mail new": [
        "mail",
        "new",
        "--to",
        "a@b.example",
        "--subject",
        "S",
        "--body",
        "{mbox}",
        "--attach",
        "{csv}",
    ],
    "settings export": ["settings", "export", "{folder}/mine.json"],
    "settings import": ["settings", "import", "{settings}"],
    "template list": ["template", "list"],
    "sequence list": ["sequence", "list"],
    "template import": ["template", "import", "{folder}"],
    "template export": ["template", "export", "{folder}"],
    "template render": [
        "template",
        "render",
        "robinia template",
        "--lead",
        "robinia@lead.example",
    ],
    "mail send": ["mail", "send"],
    "mail outbox": ["mail", "outbox"],
    "mailbox list": ["mailbox", "list"],
    "mailbox remove": ["mailbox", "remove", "robinia@mail.example"],
}

# Acting as somebody, they speak to a mail server, and are tried with one:
# end_to_end/test_mailboxes.py, engine/test_mailboxes.py.
WITH_SERVERS = {"mailbox add", "mailbox check", "mail fetch"}

CSV = f"Email,Company\n{MARK}@lead.example,Taken over\n"
MBOX = (
    "From x@lead.example Mon Jun  1 09:00:00 2026\n"
    "From: x@lead.example\nTo: other@rep.example\nSubject: Re: hello\n"
    "Message-ID: <new@lead.example>\nDate: Mon, 01 Jun 2026 09:00:00 +0000\n\nhello\n"
)


def _leaves(parser: Any, path: str = "") -> set[str]:
    found = set()
    for action in parser._actions:
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            for name, sub in action.choices.items():
                found |= _leaves(sub, f"{path} {name}".strip())
    return found or {path}


def test_every_command_that_acts_as_somebody_has_a_case():
    assert _leaves(_parser()) == NOT_AS_USER | WITH_SERVERS | set(AS_USER)


@pytest.mark.parametrize("name", AS_USER)
def test_a_command_acts_for_one_person_alone(name, db, db_url, me, other, tmp_path, capsys):
    (tmp_path / "leads.csv").write_text(CSV)
    (tmp_path / "mail.mbox").write_text(MBOX)
    (tmp_path / "template.txt").write_text(f"Name: {MARK.upper()} template\n\nTaken over")
    taken_up = document({}, {"profile.signature": "Mine"})
    (tmp_path / "settings.json").write_text(taken_up)
    files = {
        "action": str(me.action),
        "settings": str(tmp_path / "settings.json"),
        "folder": str(tmp_path),
        "csv": str(tmp_path / "leads.csv"),
        "mbox": str(tmp_path / "mail.mbox"),
    }
    before = _rows_of(db, other)
    arguments = [part.format(**files) for part in AS_USER[name]]
    try:
        code = run(
            ["--home", str(tmp_path / "home"), "--database", db_url, "--json",
             "--user", me.user.email, *arguments]
        )  # fmt: skip
    finally:
        stop_logging()
    said = capsys.readouterr()
    assert code == 0, said.err
    json.loads(said.out)
    # What was asked for is no answer.
    assert MARK not in said.out
    mine = str(me.user.id)
    assert [row for row in _rows_of(db, other) if mine not in row] == before


def test_an_id_that_nobody_has_and_the_others_sound_the_same(start, me, other):
    """An answer does not tell whether an id exists."""
    services = start().for_user(me.user)
    for attempt in (services.conversations.open, services.conversations.body,
                    services.conversations.attachment_path):  # fmt: skip
        told = set()
        for wanted in (uuid4(), other.talk, other.message, other.attachment):
            with pytest.raises(KnownError) as caught:
                attempt(wanted)
            told.add(str(caught.value))
        assert len(told) == 1
