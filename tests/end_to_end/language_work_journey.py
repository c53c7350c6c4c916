"""A desk at which much has happened, in a language that nobody speaks: leads with every kind of
entry, action and insight, mail that is held, mailboxes in trouble, work that failed. What the
engine wrote into rows has to come out of the catalog as well. Run by test_window.

Whatever people wrote here is written in Greek: what is Latin and without brackets was forgotten.
"""

# ruff: noqa: E402  # a language is chosen before what speaks is imported

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from tests.pseudo import say_in

say_in("pseudo")  # before anything that speaks is imported

from psycopg.types.json import Jsonb
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.data.database import Database
from desktop_app.data.jobs import JobRepository
from desktop_app.data.listen import EVERYTHING
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.outgoing_queue import OutgoingQueue
from desktop_app.data.upkeep import UpkeepRepository
from desktop_app.domain import language
from desktop_app.domain.actions import Priority
from desktop_app.domain.changes import Notice
from desktop_app.domain.delivery import RefusedForGood
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind, JobState, Progress
from desktop_app.domain.language import decimal, tr
from desktop_app.domain.lead_filters import OPS, TAKES, Condition, Group, Op, Takes
from desktop_app.domain.lead_words import chip_words
from desktop_app.domain.leads import LeadDraft, LeadQuery, LeadStatus
from desktop_app.domain.mail_faults import ConnectionNotSafe, MailServerUnreachable
from desktop_app.domain.mailboxes import MailboxState
from desktop_app.domain.outbox_rules import Guard, why_hold, why_late
from desktop_app.domain.suggestions import _KNOWN, CONTENT
from desktop_app.engine.outbox import _full, _said
from desktop_app.engine.worker import JobWaits
from desktop_app.ui.shell.desk import Desk
from desktop_app.ui.shell.workspace import Workspace
from desktop_app.ui.signin.first_run import FirstRun
from desktop_app.wire.content_store import ContentStore
from tests.end_to_end.journey import pause, run_journey, type_into, until
from tests.end_to_end.language_journey import words_of
from tests.mailboxes import a_mailbox
from tests.outbox import Outbox
from tests.pseudo import Pseudo

# Addresses, hosts, keys, files and commands are what they are in every language; and so are units.
_NAMES = re.compile(
    r"\S+@\S+|[\w.-]+\.example\S*|Outpost|Robin|Reed|px|((Ctrl|Alt|Shift|Meta)\+)+\S*|Google"
    r"|Microsoft( 365)?|GitHub|English|Deutsch|Export\.\.\.|IMAP|SMTP|Ctrl|Alt|Shift|Esc|Del|Enter"
    r"|Return|Tab|Space|Home|End|Left|Right|Up|Down|F\d+|KB|MB|GB|kB|CSV|Excel|vCard|AI|[A-Za-z]"
    r"|v?\d+[\d.]*\S*|UTC|Etc/\S*|/\S*|https?:\S*|\d{4}-\d\d-\d\dT\d\d"
)


def untranslated(said: dict[str, str]) -> dict[str, str]:
    """Of what was read, what has a Latin word outside of brackets."""
    found = {}
    for text, where in said.items():
        # What stands behind a key in the middle of a sentence begins inside of its brackets.
        outside, depth = "", max(0, text.count("]") - text.count("["))
        for sign in text.replace("&", ""):
            depth += (sign == "[") - (sign == "]")
            outside += sign if depth == 0 and sign != "]" else " "
        left = [
            each
            for each in re.findall(r"[^\s,;:()“”„·…–—|•→]+", outside)
            if not _NAMES.fullmatch(each.strip(".?!'’\"")) and re.search("[A-Za-z]{2}", each)
        ]
        if left or re.search(r"\d\.\d(?!\d*\.)", re.sub(r"v?\d+\.\d+\.\d+\S*", "", outside)):
            found[text] = where
    return found


def everything_in(place: QWidget) -> dict[str, str]:
    """What can be read or is read out, rows of lists included."""
    said = words_of(place)
    for view in place.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None:
            continue
        # Of a list Qt does not say that it has one column.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for row in range(min(model.rowCount(QModelIndex()), 60)):
            for column in range(columns):
                at = model.index(row, column)
                for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
                    if isinstance(text := at.data(role), str) and text:
                        said[text] = type(model).__name__
    return said


class Seed:
    """What has happened: by the services where the rep did it, in English by rows where the
    engine, which has no catalog, would have."""

    def __init__(self, workspace: Workspace, store: ContentStore) -> None:
        self.services = workspace.ctx.services
        self.db: Database = self.services.jobs._db
        self.user = self.services.user
        self.store = store
        self.now = datetime.now(UTC)
        self.lead, _ = self.services.leads.create(
            LeadDraft("Ωμέγα Οπτικά", "Ινές Καλδάρο", "ines@omega.example", "123", "", "Οπτικά")
        )

    def sow(self) -> None:
        self._lead()
        language.speak(None)
        try:
            self._mail()
            self._jobs()
            self._insights()
        finally:
            language.speak(Pseudo())

    def _lead(self) -> None:
        leads, actions = self.services.leads, self.services.actions
        for status in (LeadStatus.HOT, LeadStatus.COLD, LeadStatus.WARM):
            leads.set_status([self.lead], status)
        leads.update(self.lead, {"industry": "Φακοί"})
        leads.update(self.lead, {"phone": ""})
        made = []
        for at, kind in enumerate(("follow_up", "call", "meeting", "reply", "email", "demo")):
            for priority in Priority:
                due = self.now + timedelta(days=at - 2)
                made.append(actions.add(kind, self.lead, due, priority, "")[0])
        actions.complete(made[:4])
        actions.cancel(made[4:6])
        actions.start(made[6:8])
        actions.snooze(made[8:10], self.now + timedelta(days=3))
        actions.set_priority(made[10:11], Priority.LOW)

    def _mail(self) -> None:
        repository = MailboxRepository(self.db)
        faults = [
            (MailboxState.SIGNIN, str(KnownError(tr("{title} wants you to sign in again.",
                                                    title="Google"), tr("Try again.")))),
            (MailboxState.UNREACHABLE, str(MailServerUnreachable(
                "imap.work.example", tr("it does not answer")))),
            (MailboxState.INSECURE, str(ConnectionNotSafe(
                "imap.work.example", tr("it offers no TLS where TLS is wanted")))),
        ]  # fmt: skip
        for at, (state, said) in enumerate(faults):
            box = a_mailbox(self.user, f"robin{at}@work.example", position=at)
            with self.db.transaction():
                repository.add(box)
                repository.set_state(box.id, state, said, self.now)
            self.mailbox = box
        outbox = Outbox(self.db, self.user, self.mailbox, self.store, lambda: self.now)
        queue = OutgoingQueue(self.db)
        before = Guard(lead=str(self.lead), status="warm", newest="1", lead_name="Ινές")
        reasons = [
            why_hold(before, Guard(lead=str(self.lead), status="cold", newest="1",
                                   lead_name="Ινές")),
            why_hold(before, Guard(lead=str(self.lead), status="warm", newest="2",
                                   newest_from="Ινές", newest_at=self.now.isoformat())),
            why_late(self.now - timedelta(days=2), 0, self.now),
            tr("It was tried for a day. The last time: {said}",
               said=_said(RefusedForGood(550, "", ("ines@omega.example",)))),
            _full(self.mailbox, tr("tomorrow")),
        ]  # fmt: skip
        for reason in reasons:
            assert reason is not None
            made = outbox.queue("ines@omega.example", subject="Πιλότος", lead=self.lead)
            letter = queue.letter(made)
            assert letter is not None
            with self.db.transaction():
                queue.hold(letter, reason)

    def _jobs(self) -> None:
        jobs = JobRepository(self.db)
        with self.db.transaction():
            job = jobs.add(self.user.id, JobKind.EXPORT_LEADS, tr("Exporting {name}", name="α.csv"),
                           {})  # fmt: skip
            jobs.report(job.id, Progress(1, 2, tr("{done} of {count} leads", done=1, count=2)))
            error = JobWaits(tr("The database cannot be reached."), tr("Try again."))
            jobs.finish(job.id, JobState.FAILED, {}, str(error))
        text = tr("About {left} are free where Outpost keeps its data.", left=decimal(2.5))
        UpkeepRepository(self.db).note("disk", tr("The disk is nearly full"), text, self.now)

    def _insights(self) -> None:
        day = datetime(2031, 5, 3)
        said = [(str(kind), words) for (kind, _), words in CONTENT.items()]
        said += [("suggestion", each) for each in sorted(_KNOWN - set(CONTENT.values()))]
        said += [("suggestion", f"Write again on {day.day} May {day.year}"), ("draft", "Αγαπητή"),
                 ("intent", f"Not now, until {day.day} May {day.year}"), ("summary", "Σύνοψη"),
                 ("suggestion", "Send the price today")]  # fmt: skip
        with self.db.transaction():
            for at, (kind, content) in enumerate(said):
                self.db.run(
                    "INSERT INTO public.ai_insights (id, user_id, lead_id, insight_type, content, "
                    "confidence, metadata, created_at) VALUES (%s, %s, %s, %s, %s, 0.9, %s, %s)",
                    (uuid4(), self.user.id, self.lead, kind, content, Jsonb({}),
                     self.now - timedelta(minutes=at)),
                )  # fmt: skip


def journey(desk: Desk, home: Path, password: str) -> None:
    window = desk.window
    until(lambda: window.findChild(FirstRun), "the sign-in page")
    page = window.findChild(FirstRun)
    type_into(page.who.password.edit, password)
    page.who.button.click()
    until(lambda: window.workspace is not None, "the workspace")
    workspace = window.workspace
    seed = Seed(workspace, ContentStore(home / "files", raw=home / "raw"))
    seed.sow()
    # What this very process writes is passed over where notices of other processes are heard.
    workspace.ctx.bus.tell(Notice(EVERYTHING))
    bare: dict[str, str] = {}

    def look(where: str) -> None:
        until(lambda: not workspace.ctx.ops.busy, "what is read")
        pause(80)
        until(lambda: not workspace.ctx.ops.busy, "what is read then")
        said = {text.replace(str(home), ""): what for text, what in everything_in(window).items()}
        for text, what in untranslated(said).items():
            bare.setdefault(text, f"{where}: {what}")

    for screen in ("today", "inbox", "outbox", "leads", "metrics", "settings"):
        if screen in workspace._screens:
            workspace.show_screen(screen)
            look(screen)
    bare |= untranslated(_filters(workspace))
    _look_at_leads(workspace, seed.lead, look)
    _look_at_boxes(workspace, look)
    assert bare == {}, "\n" + "\n".join(f"{where}: {text}" for text, where in bare.items())


def _look_at_leads(workspace: Workspace, lead: UUID, look) -> None:  # type: ignore[no-untyped-def]
    workspace.show_screen("leads")
    leads = workspace.screen("leads")
    leads.open(lead)
    look("lead")
    for button in leads.panel.body.tabs.buttons():
        button.click()
        look(f"lead, {button.text()}")
    leads.show_history()
    look("history of a lead")
    asked = [Condition("status", Op.ANY_OF, ("hot",)), Condition("due", Op.WITHIN, 3)]
    workspace.show_leads(LeadQuery(where=Group(tuple(asked))))
    look("filters of leads")


def _filters(workspace: Workspace) -> dict[str, str]:
    """Every filter there can be, as its chip says it."""
    fields = workspace.ctx.services.leads.fields()
    values = {Takes.DAYS: 3, Takes.NUMBER: 5, Takes.WORDS: ("hot",), Takes.TEXT: "Α",
              Takes.DATE: date(2031, 5, 3)}  # fmt: skip
    return {
        str(chip_words(Condition(field.key, op, values.get(TAKES[op])), fields)): "filter"
        for field in fields.all
        for op in OPS[field.kind]
    }


def _look_at_boxes(workspace: Workspace, look) -> None:  # type: ignore[no-untyped-def]
    workspace.show_screen("inbox")
    side = workspace.screen("inbox").side
    for row in [row for section in side.sections for row in section.rows]:
        side.chosen.emit(row.key)
        look(f"inbox, {row.key}")


if __name__ == "__main__":
    sys.exit(
        run_journey(Path(sys.argv[1]), lambda desk: journey(desk, Path(sys.argv[1]), sys.argv[2]))
    )
