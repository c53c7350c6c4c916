"""A mail merge looked over and sent, over real leads in a real Postgres."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.mail_merge import MergeState
from desktop_app.domain.templates import TemplateText
from desktop_app.services.mail_merges import MailMergeService
from desktop_app.ui.leads.bulk import Chosen
from desktop_app.ui.mail_merge.dialog import MailMergeDialog, show_mail_merge
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.widgets.dialogs import Question
from desktop_app.wire.liquid import LiquidRenderer
from tests.mailboxes import a_mailbox

HELLO = TemplateText("A quick idea for {{ company }}", "Hi {{ first_name }},\n\nShall we?")
FAIR = TemplateText("After the fair", "It was good to meet you at {{ industry }}.")


class Templates:
    """Two templates, as the service lists them."""

    def list(self):
        return [
            SimpleNamespace(id=1, name="Hello", category="First contact", text=HELLO),
            SimpleNamespace(id=2, name="After the fair", category="", text=FAIR),
        ]


class MergeService(MailMergeService):
    """The real one, with template ids that are no UUIDs."""

    def begin(self, text, name, lead_ids, *, template_id=None, **given):
        return super().begin(text, name, lead_ids, **given)


@pytest.fixture
def services(db, user, clock) -> SimpleNamespace:
    with db.transaction():
        MailboxRepository(db).add(a_mailbox(user))
    return SimpleNamespace(
        user=user,
        templates=Templates(),
        mail_merges=MergeService(db, user.id, LiquidRenderer(), clock),
    )


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    made.resize(1300, 820)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def jobs() -> list:
    return []


@pytest.fixture
def ctx(themes, services, clock, host, jobs):
    bus = ChangeBus(host)
    ops = Operations(bus, inline=True, parent=host)
    place = QWidget(host)
    notices = Notices(themes, host, place, lambda entry: None)
    ops.failed.connect(notices.error)
    yield Context(
        services=services, theme=themes, ops=ops, bus=bus, actions=None, notices=notices,
        state=UiState(None), clock=clock, expect_jobs=jobs.extend,
    )  # fmt: skip
    ops.close()


@pytest.fixture
def leads(make_lead) -> list:
    return [
        make_lead(f"p{n}@c{n}.example", contact_name=f"Ines{n} Caldaro", company=f"C{n}",
                  industry="Hanover" if n else "")
        for n in range(3)
    ]  # fmt: skip


@pytest.fixture
def dialog(ctx, host, leads) -> MailMergeDialog:
    show_mail_merge(ctx, host, Chosen(lambda: IdList.of(leads), len(leads)))
    return next(each for each in host.findChildren(MailMergeDialog) if each.isVisible())


def asked() -> Question | None:
    return next(
        (each for each in QApplication.topLevelWidgets()
         if isinstance(each, Question) and each.isVisible()), None,
    )  # fmt: skip


def test_the_first_mail_is_shown_as_it_goes_out(dialog, leads):
    assert dialog.preview.lead_id == leads[0]
    assert dialog.preview.subject.text() == "A quick idea for C0"
    assert dialog.preview.body.toPlainText().startswith("Hi Ines0,")
    assert "unsubscribe" in dialog.preview.body.toPlainText()
    assert dialog.go.text() == "Send 3 mails"
    assert dialog.reasons.summary.text() == "All can be written to"
    assert dialog.pace.end_words.startswith("The last one leaves")


def test_one_walks_from_lead_to_lead(dialog, leads):
    dialog.preview._next.click()
    assert dialog.preview.subject.text() == "A quick idea for C1"
    dialog.preview._next.click()
    assert not dialog.preview._next.isEnabled()
    dialog.preview._previous.click()
    assert dialog.preview.lead_id == leads[1]


def test_who_lacks_what_is_said_and_shown(dialog, leads):
    dialog.template.setCurrentIndex(1)
    assert dialog.reasons.summary.text() == "2 of 3 can be written to"
    dialog.preview.go_to(2)
    dialog.reasons.wanted.emit(dialog.report.gaps[0].first[0])
    assert dialog.preview.lead_id == leads[0]
    assert "Industry" in dialog.preview._why.words
    # The gap is shown as the template names it, never as if it were a word of the mail.
    assert "{{ industry }}" in dialog.preview.body.toPlainText()
    assert len(dialog.preview.body.extraSelections()) == 1
    assert dialog.go.text() == "Send 2 mails"


def test_what_is_typed_belongs_to_the_lead_that_is_shown(dialog, leads, services, qtbot):
    dialog.preview.go_to(1)
    dialog.preview.subject.setText("For you alone")
    dialog.preview.subject.textEdited.emit("For you alone")
    dialog.preview._next.click()  # it is saved by leaving
    kept = services.mail_merges.preview(dialog.merge_id, leads[1])
    assert (kept.text.subject, kept.edited) == ("For you alone", True)
    assert dialog.preview.subject.text() == "A quick idea for C2"
    dialog.preview._previous.click()
    assert dialog.preview.subject.text() == "For you alone"
    dialog.preview._back.activated.emit()
    assert dialog.preview.subject.text() == "A quick idea for C1"


def test_one_can_be_left_out(dialog, leads):
    dialog.preview._out.click()
    assert dialog.go.text() == "Send 2 mails"
    assert dialog.preview._why.words == "Left out by you."
    dialog.preview._out.click()
    assert dialog.go.text() == "Send 3 mails"


def test_without_the_line_nobody_is_told_how_to_hear_no_more(dialog):
    dialog.opt_out.setChecked(False)
    assert "unsubscribe" not in dialog.preview.body.toPlainText()


def test_sending_asks_the_engine_for_it(dialog, jobs, services, db):
    dialog.pace.gap.choose("300")
    merge = dialog.merge_id
    dialog.go.click()
    (job,) = jobs
    assert job.kind is JobKind.MAIL_MERGE
    standing = services.mail_merges.get(merge)
    assert standing.state is MergeState.QUEUEING
    assert standing.pace.gap == 300
    assert not dialog.isVisible()


def test_what_was_written_for_one_is_asked_about_before_it_goes(dialog):
    dialog.preview.subject.textEdited.emit("x")
    dialog.reject()
    question = asked()
    assert question is not None
    assert dialog.isVisible()
    question.yes.click()
    assert not dialog.isVisible()


def test_without_a_template_there_is_a_sentence(ctx, host, services, leads):
    services.templates.list = list
    show_mail_merge(ctx, host, Chosen(lambda: IdList.of(leads), 1))
    assert not [each for each in host.findChildren(MailMergeDialog) if each.isVisible()]


@pytest.fixture
def threaded(ctx, host, qtbot) -> Context:
    """As it is in the window: nothing that is asked for runs on the window's thread."""
    ops = Operations(ctx.bus, parent=host)
    yield replace(ctx, ops=ops)
    ops.close()


def _type(dialog, subject):
    dialog.preview.subject.setText(subject)
    dialog.preview.subject.textEdited.emit(subject)


def test_what_is_typed_just_before_sending_is_what_is_sent(
    threaded, host, leads, services, qtbot, jobs, monkeypatch
):
    show_mail_merge(threaded, host, Chosen(lambda: IdList.of(leads), len(leads)))
    qtbot.waitUntil(lambda: any(d.isVisible() for d in host.findChildren(MailMergeDialog)))
    dialog = next(d for d in host.findChildren(MailMergeDialog) if d.isVisible())
    qtbot.waitUntil(lambda: dialog.go.isEnabled() and dialog.preview.subject.text() != "")
    real, held, order = services.mail_merges.edit, threading.Event(), []

    def slow(*given):
        held.wait(10)
        order.append("edit")
        return real(*given)

    sends = services.mail_merges.send
    monkeypatch.setattr(services.mail_merges, "edit", slow)
    monkeypatch.setattr(
        services.mail_merges, "send", lambda *a, **k: order.append("send") or sends(*a, **k)
    )
    merge = dialog.merge_id
    _type(dialog, "For you alone")
    dialog.go.click()
    held.set()
    qtbot.waitUntil(lambda: len(jobs) == 1)
    assert order == ["edit", "send"]
    assert services.mail_merges.preview(merge, leads[0]).text.subject == "For you alone"


def test_nothing_is_sent_while_what_was_typed_cannot_be_saved(dialog, jobs, services, leads, db):
    merge = dialog.merge_id
    dialog.preview.go_to(1)
    _type(dialog, "")
    dialog.preview._next.click()
    dialog.go.click()
    assert jobs == [] and services.mail_merges.get(merge).state is MergeState.BEGUN
    assert dialog.preview.lead_id == leads[1]
    assert "Nothing was sent." in dialog.trouble.text()
    _type(dialog, "For you")
    dialog.go.click()
    assert len(jobs) == 1
    assert services.mail_merges.preview(merge, leads[1]).text.subject == "For you"


def test_what_could_not_be_saved_is_there_when_one_comes_back(dialog, services, leads, monkeypatch):
    def away(*_given):
        raise KnownError("The database is away.", retryable=True)

    with monkeypatch.context() as without:
        without.setattr(services.mail_merges, "edit", away)
        _type(dialog, "For you alone")
        dialog.preview._next.click()
        dialog.preview._previous.click()
    assert dialog.preview.subject.text() == "For you alone"
    dialog.preview._next.click()
    assert services.mail_merges.preview(dialog.merge_id, leads[0]).text.subject == "For you alone"


def test_another_template_keeps_what_was_decided_for_single_leads(dialog, services, leads):
    dialog.preview._out.click()
    dialog.preview.go_to(1)
    _type(dialog, "For you alone")
    before = dialog.merge_id
    dialog.template.setCurrentIndex(1)
    assert dialog.merge_id != before
    assert dialog.preview.lead_id == leads[1]
    assert dialog.preview.subject.text() == "For you alone"
    assert services.mail_merges.preview(dialog.merge_id, leads[0]).left_out
    dialog.preview.go_to(2)
    assert dialog.preview.subject.text() == "After the fair"
    dialog.preview.go_to(1)
    dialog.preview._back.activated.emit()
    assert dialog.preview.subject.text() == "After the fair"
