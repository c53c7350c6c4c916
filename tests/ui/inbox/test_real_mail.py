"""The Inbox over the real services, on mail imported into a real database."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.data.database import Database
from desktop_app.domain.leads import LeadDraft
from desktop_app.domain.mail import Address
from desktop_app.domain.users import User
from desktop_app.engine.import_mail import import_mail
from desktop_app.engine.jobs import Folders, JobContext
from desktop_app.services.actions import ActionService
from desktop_app.services.conversations import ConversationService
from desktop_app.services.insights import InsightService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.ui.inbox.body_text import BodyText
from desktop_app.ui.inbox.screen import InboxScreen
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.mail_body import show_body

PDF = b"%PDF-1.4 a small file"


def letter(number: int, *, to: str = "robin@rep.example", reply_to: int = 0) -> EmailMessage:
    message = EmailMessage()
    mine = to != "robin@rep.example"
    message["From"] = "robin@rep.example" if mine else "Ines Caldaro <ines@norvane.example>"
    message["To"] = to
    message["Subject"] = "Pilot for line 3"
    message["Date"] = f"Mon, {number} Jun 2026 09:00:00 +0000"
    message["Message-ID"] = f"<{number}@norvane.example>"
    if reply_to:
        message["In-Reply-To"] = message["References"] = f"<{reply_to}@norvane.example>"
    message.set_content(f"Text of letter {number}.\n")
    return message


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    """A conversation of three, the last with a file; an HTML letter of somebody else."""
    last = letter(3, reply_to=2)
    last.add_attachment(PDF, maintype="application", subtype="pdf", filename="layout.pdf")
    html = EmailMessage()
    html["From"] = "Priya Valluri <priya@tessamere.example>"
    html["To"] = "robin@rep.example"
    html["Subject"] = "Cold-store reference"
    html["Date"] = "Tue, 2 Jun 2026 09:00:00 +0000"
    html["Message-ID"] = "<a@tessamere.example>"
    html.set_content("Plain")
    html.add_alternative(
        '<p>Hello <b>Robin</b><img src="https://tracker.example/p.gif">'
        "<script>document.title='taken'</script></p>",
        subtype="html",
    )
    folder = tmp_path / "mail"
    folder.mkdir()
    letters = [letter(1), letter(2, to="ines@norvane.example", reply_to=1), last, html]
    for number, each in enumerate(letters):
        (folder / f"{number}.eml").write_bytes(each.as_bytes())
    return folder


@pytest.fixture
def screen(qtbot, db: Database, user: User, mailbox: Path, tmp_path: Path, ctx):
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    import_mail(JobContext(db=db, user_id=user.id, folders=folders, params={"path": str(mailbox)}))
    services = ctx.services
    services.user = user
    services.conversations = ConversationService(
        db, user.id, ContentStore(folders.files, raw=folders.raw), show_body
    )
    services.leads = LeadService(db, user.id)
    services.journal = JournalService(db, user.id)
    services.insights = InsightService(db, user.id)
    services.actions = ActionService(db, user.id, lambda: datetime.now(UTC))
    host = QWidget()
    host.resize(1440, 840)
    QVBoxLayout(host)
    made = InboxScreen(ctx)
    made.host = host
    host.layout().addWidget(made)
    host.addActions([ctx.actions.qaction(each.id) for each in ctx.actions.all()])
    ctx.actions.set_context("inbox")
    qtbot.addWidget(host)
    host.show()
    made.shown()
    made.focus_list()
    qtbot.waitUntil(lambda: made.list.model.row_at(0) is not None)
    return made


def press(screen, key: str) -> None:
    QTest.keySequence(screen.host.focusWidget() or screen.host, QKeySequence(key))


def test_the_list_and_the_thread_show_what_was_imported(qtbot, screen):
    first, second = (screen.list.model.row_at(row) for row in (0, 1))
    assert (first.subject, first.message_count, first.attachment_count) == (
        "Pilot for line 3",
        3,
        1,
    )
    assert second.subject == "Cold-store reference"
    qtbot.waitUntil(lambda: screen.thread.conversation is not None)
    texts = [text.toPlainText() for text in screen.thread.reader.plain.findChildren(BodyText)]
    assert any("Text of letter 3." in text for text in texts)
    head = screen.thread.conversation.messages[-1]
    assert (head.from_name, head.from_email) == ("Ines Caldaro", "ines@norvane.example")
    assert head.to == (Address("", "robin@rep.example"),)


@pytest.mark.web_engine
def test_archive_and_undo(qtbot, screen, ctx):
    qtbot.waitUntil(lambda: screen.thread.conversation is not None)
    key = screen.list.current_id
    press(screen, "E")
    assert screen.list.model.row_of(key) == -1
    screen.side.chosen.emit("archive")
    assert list(screen.list.model.ids) == [key]
    screen.side.chosen.emit("all")
    changes = ctx.services.journal.undo()
    ctx.bus.tell(changes)
    qtbot.waitUntil(lambda: screen.list.model.row_of(key) == 0)


@pytest.mark.web_engine
def test_reading_is_kept_and_leaves_nothing_to_undo(qtbot, screen, ctx, monkeypatch):
    monkeypatch.setattr(screen.marker, "_seen", lambda: True)
    service = ctx.services.conversations
    key = screen.list.current_id
    service.set_read([key], False)
    assert service.counts().unread == 1
    undoable = ctx.services.journal.can_undo()
    press(screen, "J")
    qtbot.waitUntil(lambda: screen.thread.conversation.row.id != key)
    press(screen, "K")
    qtbot.waitUntil(lambda: screen.marker.timer.isActive())
    screen.marker.timer.timeout.emit()
    qtbot.waitUntil(lambda: screen.thread.conversation.row.unread_count == 0)
    assert service.counts().unread == 0
    assert ctx.services.journal.can_undo() == undoable, "only the command stands there"


def test_search_finds_words_of_the_text(qtbot, screen):
    screen.focus_search()
    QTest.keyClicks(screen.host.focusWidget(), "letter")
    qtbot.waitUntil(lambda: screen.list.query.text == "letter")
    qtbot.waitUntil(lambda: len(screen.list.model.ids) == 1)


def test_an_attachment_is_fetched_under_its_name(qtbot, screen, monkeypatch):
    opened = []
    monkeypatch.setattr(screen.files, "_opener", lambda url: opened.append(url) or True)
    qtbot.waitUntil(lambda: screen.thread.thread is not None)
    (body,) = [each for each in screen.thread.thread.bodies.values() if each.attachments]
    screen.files.open(body.attachments[0])
    path = Path(opened[0].toLocalFile())
    assert path.name == "layout.pdf"
    assert path.read_bytes() == PDF


def test_a_new_lead_claims_the_conversation_that_is_open(qtbot, screen, ctx):
    qtbot.waitUntil(lambda: screen.thread.conversation is not None)
    assert screen.stranger_shown()
    draft = LeadDraft(
        "Norvane Optics", "Ines Caldaro", "ines@norvane.example", industry="Photonics"
    )
    ctx.ops.run_command(screen, lambda: ctx.services.leads.create(draft))
    qtbot.waitUntil(lambda: screen.thread.conversation.row.lead_id is not None)

    def names() -> set[str]:
        return {each.accessibleName() for each in screen.card.widget().findChildren(QWidget)}

    qtbot.waitUntil(
        lambda: {"Norvane Optics", "Industry Photonics", "Status warm, change"} <= names()
    )


@pytest.mark.web_engine
def test_html_mail_is_shown_clean(qtbot, screen):
    press(screen, "J")
    reader = screen.thread.reader
    qtbot.waitUntil(
        lambda: reader.web is not None and reader.web.page.title() == "Cold-store reference",
        timeout=20_000,
    )
    body = screen.thread.thread.bodies[screen.thread.conversation.messages[-1].id]
    assert body.is_html
    assert body.blocked_remote == 1
    assert "<b>Robin</b>" in body.html
    assert "script" not in body.html
