"""Commands on conversations, bodies fit to be shown, files fit to be opened."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import ConversationQuery, InboxBox
from desktop_app.services.conversations import ConversationService
from desktop_app.services.file_names import safe_file_name
from desktop_app.wire.html_clean import CleanHtml
from tests.mailboxes import a_mailbox

ME, INES = "Robin <robin@rep.example>", "Ines Caldaro <ines@norvane.example>"


def _in(mine, box):
    query = ConversationQuery(box=box)
    return [row.subject for row in mine.conversations.rows(
        tuple(mine.conversations.first_ids(query)))]  # fmt: skip


def test_archiving_moves_and_undo_moves_back(mine, deliver, make_lead, db):
    make_lead("ines@norvane.example")
    one = deliver.talk_of(deliver(INES, ME, "One"))
    two = deliver.talk_of(deliver("<x@y.example>", ME, "Two"))
    changes = mine.conversations.archive([one, two])
    assert changes.said == "2 conversations archived"
    assert changes.kinds == Kind.CONVERSATIONS
    assert (_in(mine, InboxBox.ALL), sorted(_in(mine, InboxBox.ARCHIVE))) == ([], ["One", "Two"])
    assert db.rows("SELECT status FROM email_threads") == [("archived",)]
    mine.journal.undo(changes.journal_id)
    assert sorted(_in(mine, InboxBox.ALL)) == ["One", "Two"]
    assert db.rows("SELECT status FROM email_threads") == [("active",)]


def test_restoring_is_a_command_too(mine, deliver):
    talk = deliver.talk_of(deliver(INES, ME, "One"))
    mine.conversations.archive([talk])
    assert mine.conversations.restore([talk]).said == "Conversation restored"
    assert _in(mine, InboxBox.ALL) == ["One"]
    assert mine.conversations.restore([talk]).journal_id is None
    assert mine.journal.can_undo() == "Conversation restored"
    mine.journal.undo()
    assert _in(mine, InboxBox.ARCHIVE) == ["One"]


def test_reading_is_undone_with_its_count(mine, deliver):
    first = deliver(INES, ME)
    deliver(INES, ME, answers=first)
    talk = deliver.talk_of(first)
    changes = mine.conversations.set_read([talk], True)
    assert (changes.said, mine.conversations.counts().unread) == ("Marked as read", 0)
    mine.journal.undo(changes.journal_id)
    assert mine.conversations.open(talk).row.unread_count == 2
    assert mine.conversations.set_read([talk], False).said == "Already unread"
    # Mail that comes meanwhile does not stand in the way of undo.
    changes = mine.conversations.set_read([talk], True)
    deliver(INES, ME, answers=first)
    mine.journal.undo(changes.journal_id)
    assert mine.conversations.open(talk).row.unread_count == 3


@pytest.mark.parametrize("by_the_server", [True, False])
def test_what_was_answered_is_left_unread_and_says_so_again(mine, deliver, db, user, by_the_server):
    """The rep comes back to it: U takes the newest, answered or not."""
    older = deliver(INES, ME, status="read")
    asked = deliver(INES, ME, answers=older, status="read" if by_the_server else "replied",
                    at=datetime(2026, 6, 18, 9, 0, tzinfo=UTC))  # fmt: skip
    talk = deliver.talk_of(asked)
    if by_the_server:
        mailbox = a_mailbox(user, "robin@rep.example")
        with db.transaction():
            MailboxRepository(db).add(mailbox)
        db.run(
            "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role) "
            "VALUES (gen_random_uuid(), %s, 'INBOX', 'inbox')", (mailbox.id,),
        )  # fmt: skip
        db.run(
            "INSERT INTO outpost.mailbox_message (folder_id, uid, email_id, answered) "
            "SELECT id, 1, %s, true FROM outpost.mailbox_folder", (asked,),
        )  # fmt: skip

    def status() -> str:
        return str(db.value("SELECT status FROM emails WHERE id = %s", (asked,)))

    was = status()
    changes = mine.conversations.set_read([talk], False)
    assert (changes.said, status()) == ("Marked as unread", "unread")
    assert mine.conversations.open(talk).row.unread_count == 1
    mine.journal.undo(changes.journal_id)
    assert (status(), mine.conversations.open(talk).row.unread_count) == (was, 0)
    mine.conversations.set_read([talk], False)
    changes = mine.conversations.set_read([talk], True)
    assert status() == "replied"
    mine.journal.undo(changes.journal_id)
    assert status() == "unread"
    # Looking is enough, too; and what was only read before is read again.
    mine.conversations.set_read([talk], True, by_itself=True)
    assert status() == "replied"
    db.run("UPDATE emails SET status = 'read'")
    db.run("UPDATE outpost.mailbox_message SET answered = false")
    mine.conversations.set_read([talk], False)
    mine.conversations.set_read([talk], True)
    assert status() == "read"


def test_reading_by_looking_is_nothing_to_undo(mine, deliver):
    talk = deliver.talk_of(deliver(INES, ME))
    changes = mine.conversations.set_read([talk], True, by_itself=True)
    assert changes.kinds == Kind.CONVERSATIONS
    assert (changes.journal_id, mine.journal.can_undo()) == (None, None)
    assert mine.conversations.counts().unread == 0


def test_what_is_gone_is_told(mine):
    with pytest.raises(KnownError, match="conversation"):
        mine.conversations.open(uuid.uuid4())
    with pytest.raises(KnownError, match="message"):
        mine.conversations.body(uuid.uuid4())
    with pytest.raises(KnownError, match="attachment"):
        mine.conversations.attachment_path(uuid.uuid4())


def test_a_body_is_made_safe_before_anybody_sees_it(mine, deliver):
    markup = (
        "<p onclick='x()'>Hi <script>alert(1)</script><img src='http://t.example/a.gif'>"
        "<a href='javascript:x'>y</a></p>"
    )
    body = mine.conversations.body(deliver(INES, ME, body=markup))
    assert body.is_html
    for word in ("script", "onclick", "t.example", "javascript"):
        assert word not in body.html
    assert body.blocked_remote == 1
    plain = mine.conversations.body(deliver(INES, ME, plain="1 < 2 & <b>"))
    assert not plain.is_html
    assert "1 &lt; 2 &amp; &lt;b&gt;" in plain.html


def test_pictures_are_fetched_only_when_asked(db, user, store, deliver):
    asked = []

    def show(body, is_html, allow_remote, raw):
        asked.append((body, is_html, allow_remote, raw()))
        return CleanHtml("", 0, False)

    service = ConversationService(db, user.id, store, show)
    message = deliver(INES, ME, body="<p>x</p>")
    service.body(message)
    service.body(message, True)
    assert asked == [("<p>x</p>", True, False, None), ("<p>x</p>", True, True, None)]


def test_the_raw_message_is_handed_over_where_it_was_kept(db, user, store, deliver):
    asked = []

    def show(body, is_html, allow_remote, raw):
        asked.append(raw())
        return CleanHtml("", 0, False)

    service = ConversationService(db, user.id, store, show)
    message = deliver(INES, ME)
    db.run("UPDATE outpost.message SET raw_url = 'pack:1'")
    service.body(message)
    store.files["pack:1"] = b"raw"
    service.body(message)
    assert asked == [None, b"raw"]


def test_a_file_opens_under_its_own_name(mine, deliver, store):
    store.files = {"store:1": b"one", "store:2": b"two"}
    message = deliver(INES, ME, attachments=[
        ("../../etc/r\u202eport.pdf", 3, "application/pdf", "store:1"),
        ("report.pdf", 3, "application/pdf", "store:2"),
        ("elsewhere.pdf", 3, "application/pdf", ""),
        ("lost.pdf", 3, "application/pdf", "store:9"),
    ])  # fmt: skip
    files = {each.filename: each for each in mine.conversations.body(message).attachments}
    first = Path(mine.conversations.attachment_path(files["../../etc/r\u202eport.pdf"].id))
    second = Path(mine.conversations.attachment_path(files["report.pdf"].id))
    assert (first.name, second.name) == ("rport.pdf", "report.pdf")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert first.parent != second.parent
    assert str(first) == mine.conversations.attachment_path(files["../../etc/r\u202eport.pdf"].id)
    assert [each.name for each in first.parent.iterdir()] == ["rport.pdf"]
    for name in ("elsewhere.pdf", "lost.pdf"):
        with pytest.raises(KnownError):
            mine.conversations.attachment_path(files[name].id)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("a/b\\c.txt", "c.txt"),
        ("..", "attachment"),
        ("", "attachment"),
        (".bashrc", "bashrc"),
        ("x\x00\n\ty.txt", "xy.txt"),
        ("inv\u202efdp.exe", "invfdp.exe"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console.txt", "console.txt"),
        ("name. . ", "name"),
        ("  two   words .txt", "two words .txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("世" * 300, "世" * 120),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_names_that_strangers_chose(given, safe):
    assert safe_file_name(given) == safe


def test_another_rep_finds_nothing_here(mine, theirs, deliver, store):
    store.files = {"u": b"x"}
    message = deliver(INES, ME, attachments=[("a.txt", 1, "text/plain", "u")])
    talk = deliver.talk_of(message)
    attachment = mine.conversations.body(message).attachments[0].id
    assert theirs.conversations.archive([talk]).kinds == Kind.NONE
    assert theirs.conversations.set_read([talk], True).kinds == Kind.NONE
    assert theirs.conversations.search("outline") == ()
    assert theirs.conversations.rows([talk]) == ()
    for ask in (
        lambda: theirs.conversations.open(talk),
        lambda: theirs.conversations.body(message),
        lambda: theirs.conversations.attachment_path(attachment),
    ):
        with pytest.raises(KnownError):
            ask()
    assert mine.conversations.search("outline")[0].email_id == message
