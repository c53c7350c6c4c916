"""Drafts: begun from what is answered, never reverting, found again, discarded and back."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop_app.data.drafts import DraftRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.drafting import Start, Unsaved
from desktop_app.domain.errors import DraftGone, KnownError
from desktop_app.domain.mail import Address
from desktop_app.domain.mailto import Mailto
from desktop_app.domain.outgoing import DraftContent, How
from desktop_app.services.drafts import MAX_FILE
from tests.mailboxes import a_mailbox

INES = Address("Ines Caldaro", "ines@norvane.example")


@pytest.fixture
def drafts(mine):
    return mine.drafts


@pytest.fixture
def mail(deliver, make_lead):
    make_lead("ines@norvane.example", contact_name="Ines Caldaro")
    return deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example")


def written(draft, text):
    return replace(draft.content, plain=text + draft.content.plain)


def test_a_new_mail_to_a_lead(drafts, mine, make_lead):
    lead = make_lead("ines@norvane.example", contact_name="Ines Caldaro")
    mine.profile.update(signature="Best,\nRobin")
    draft = drafts.begin(How.NEW, lead_id=lead)
    assert draft.content.to == (INES,)
    assert draft.content.plain == "\n\nBest,\nRobin"
    assert (draft.lead_id, draft.revision, draft.mailbox_id) == (lead, 0, None)
    assert drafts.open_drafts() == ()  # nobody has written in it
    assert drafts.get(draft.id) == draft


def test_a_mail_as_a_link_asks_for_it_stands_above_the_signature(drafts, mine):
    mine.profile.update(signature="Robin")
    asked = Mailto((INES,), (Address("", "boss@work.example"),), "Pilot", "Hi\n<b>Ines</b>")
    draft = drafts.begin_asked(asked)
    assert (draft.content.to, draft.content.cc) == (asked.to, asked.cc)
    assert draft.content.subject == "Pilot"
    assert draft.content.plain == "Hi\n<b>Ines</b>\n\nRobin"
    assert "&lt;b&gt;Ines" in draft.content.html and draft.content.html.endswith("</div>")
    assert drafts.get(draft.id) == draft and draft.revision == 1


def test_a_reply_has_people_subject_parents_and_quote(drafts, mine, mail, db, user):
    mine.profile.update(signature="Robin", timezone="Europe/Berlin")
    with db.transaction():
        MailboxRepository(db).add(a_mailbox(user, "robin@rep.example"))
    draft = drafts.begin(How.REPLY, mail)
    assert draft.content.to == (INES,)
    assert draft.content.subject == "Re: Pilot for line 3"
    assert draft.content.from_address == "robin@rep.example"
    assert draft.in_reply_to and draft.references == (draft.in_reply_to,)
    assert draft.quote.plain.startswith("\n\nOn Wed 17 June 2026 at 11:10, Ines Caldaro wrote:\n> ")
    assert draft.content.plain == "\n\nRobin" + draft.quote.plain
    assert draft.content.html.endswith(draft.quote.html)
    assert draft.mailbox_id and draft.lead_id and draft.conversation_id


def test_every_change_is_a_revision_and_the_same_is_none(drafts, mail, clock):
    draft = drafts.begin(How.REPLY, mail)
    assert drafts.save(draft.id, draft.content).revision == 0
    one = drafts.save(draft.id, written(draft, "Yes"))
    assert one.revision == 1
    assert drafts.save(draft.id, written(draft, "Yes")).revision == 1
    clock.forward(seconds=1)
    two = drafts.save(draft.id, written(draft, "Yes, gladly"))
    assert two.revision == 2 and two.changed_at == clock.now
    assert drafts.get(draft.id).content == written(draft, "Yes, gladly")
    newest, oldest = drafts.revisions(draft.id)
    assert newest.words.startswith("Yes, gladly") and newest.at == clock.now
    assert drafts.revisions(draft.id, 1) == (newest,)
    assert drafts.revision(draft.id, oldest.n) == written(draft, "Yes")
    with pytest.raises(KnownError, match="not there any more"):
        drafts.revision(draft.id, 3)
    (row,) = drafts.open_drafts()
    assert (row.to, row.subject, row.snippet) == (
        ("Ines Caldaro",), "Re: Pilot for line 3", "Yes, gladly",
    )  # fmt: skip
    assert drafts.of_conversation(draft.conversation_id) == row
    assert drafts.count() == 1


def test_a_quote_is_stored_once_and_a_changed_one_whole(drafts, deliver, db):
    mail = deliver("ines@norvane.example", "robin@rep.example", plain="long " * 1000)
    draft = drafts.begin(How.REPLY, mail)
    drafts.save(draft.id, written(draft, "Yes"))
    size = "SELECT max(length(content::text)) FROM outpost.draft_revision"
    assert db.value(size) < 1000
    changed = replace(draft.content, html="<p>mine</p>", plain="mine\n> long")
    assert drafts.save(draft.id, changed).content == changed
    plain = replace(draft.content, html="", plain="x" + draft.quote.plain)
    assert drafts.save(draft.id, plain).content == plain


def test_two_windows_take_turns_and_overwrite_nothing(start, user, drafts, mail):
    other = start().for_user(user).drafts
    draft = drafts.begin(How.REPLY, mail)
    drafts.save(draft.id, written(draft, "here"))
    assert other.save(draft.id, written(draft, "there")).revision == 2
    assert drafts.save(draft.id, written(draft, "here again")).revision == 3
    assert drafts.get(draft.id).content.plain.startswith("here again")
    kept = [each.words.split("\n")[0] for each in drafts.revisions(draft.id)]
    assert kept == ["here again", "there", "here"]


def test_saving_at_once_from_many_threads_keeps_every_text(drafts, mail):
    draft = drafts.begin(How.REPLY, mail)
    threads = [
        threading.Thread(target=drafts.save, args=(draft.id, written(draft, f"text {n}")))
        for n in range(12)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    kept = drafts.revisions(draft.id)
    assert sorted(each.n for each in kept) == list(range(1, 13))
    assert len({drafts.revision(draft.id, each.n).plain for each in kept}) == 12


def test_a_discarded_draft_comes_back_by_undo(drafts, mine, mail):
    draft = drafts.begin(How.REPLY, mail)
    drafts.save(draft.id, written(draft, "Yes"))
    done = drafts.discard(draft.id)
    assert done.said == "Draft discarded" and done.journal_id
    assert drafts.open_drafts() == () and drafts.get(draft.id).ended == "discarded"
    assert drafts.discard(draft.id).journal_id is None
    mine.journal.undo()
    assert [each.id for each in drafts.open_drafts()] == [draft.id]
    mine.journal.redo()
    assert drafts.open_drafts() == ()


def test_what_was_never_written_in_just_goes(drafts, mail, db):
    draft = drafts.begin(How.REPLY, mail)
    assert drafts.discard(draft.id).journal_id is None
    with pytest.raises(KnownError):
        drafts.get(draft.id)
    left = drafts.begin(How.REPLY, mail)
    drafts.leave(left.id)
    assert db.value("SELECT count(*) FROM outpost.draft") == 0
    kept = drafts.begin(How.REPLY, mail)
    drafts.save(kept.id, written(kept, "x"))
    drafts.leave(kept.id)
    assert drafts.count() == 1


def test_what_is_typed_after_the_end_is_kept_and_told(drafts, mail):
    draft = drafts.begin(How.REPLY, mail)
    drafts.save(draft.id, written(draft, "Yes"))
    drafts.discard(draft.id)
    late = drafts.save(draft.id, written(draft, "Yes, and more"))
    assert late.ended == "discarded" and late.revision == 2
    again = drafts.reopen(draft.id)
    assert again.ended == "" and again.content == written(draft, "Yes, and more")


def test_one_that_comes_back_unwritten_is_listed(drafts, mail, db, user, clock):
    draft = drafts.begin(How.FORWARD, mail)
    with db.transaction():
        DraftRepository(db).end(user.id, draft.id, "queued", clock.now)
    assert drafts.open_drafts() == ()
    drafts.reopen(draft.id)
    assert [each.id for each in drafts.open_drafts()] == [draft.id]
    drafts.leave(draft.id)
    assert drafts.count() == 1


def test_the_mailbox_follows_the_address_it_is_written_from(drafts, db, user, mail):
    boxes = [
        a_mailbox(user, "robin@rep.example", position=0),
        a_mailbox(user, "desk@rep.example", aliases=("sales@rep.example",), position=1),
    ]
    with db.transaction():
        for box in boxes:
            MailboxRepository(db).add(box)
    draft = drafts.begin(How.REPLY, mail)
    assert draft.mailbox_id == boxes[0].id
    saved = drafts.save(draft.id, replace(draft.content, from_address="sales@rep.example"))
    assert saved.mailbox_id == boxes[1].id
    assert [(each.address, each.mailbox_id) for each in drafts.identities()] == [
        ("robin@rep.example", boxes[0].id),
        ("desk@rep.example", boxes[1].id),
        ("sales@rep.example", boxes[1].id),
    ]


def test_before_there_is_a_mailbox_one_writes_as_who_signed_in(drafts):
    (identity,) = drafts.identities()
    assert (identity.address, identity.name) == ("robin@rep.example", "Robin Reed")
    assert identity.mailbox_id is None


def test_what_is_passed_on_takes_its_files_along(drafts, deliver, store):
    store.files["file:a"] = b"content"
    mail = deliver(
        "ines@norvane.example", "robin@rep.example",
        attachments=[("layout.pdf", 7, "application/pdf", "file:a")],
    )  # fmt: skip
    assert drafts.begin(How.REPLY, mail).content.files == ()
    (file,) = drafts.begin(How.FORWARD, mail).content.files
    assert (file.filename, file.url, drafts.file_content(file.url)) == (
        "layout.pdf", "file:a", b"content",
    )  # fmt: skip


def test_what_cannot_be_passed_on_is_told(drafts, deliver, store, db):
    store.files["file:a"] = b"content"
    mail = deliver(
        "ines@norvane.example", "robin@rep.example",
        attachments=[("layout.pdf", 7, "application/pdf", "file:a"),
                     ("plan.pdf", 7, "application/pdf", "file:b")],
    )  # fmt: skip
    db.run("UPDATE email_attachments SET storage_url = NULL WHERE filename = 'plan.pdf'")
    draft = drafts.begin(How.FORWARD, mail)
    assert [each.filename for each in draft.content.files] == ["layout.pdf"]
    assert draft.left_out == ("plan.pdf",)
    assert drafts.begin(How.REPLY, mail).left_out == ()


def test_a_file_like_a_picture_of_the_text_is_passed_on_too(drafts, deliver, store, db):
    mail = deliver(
        "Ines Caldaro <ines@norvane.example>", "robin@rep.example",
        body="<p>Hi<img src='cid:logo@x'></p>",
    )  # fmt: skip
    store.files["raw"] = RAW
    db.run("UPDATE outpost.message SET raw_url = 'raw' WHERE email_id = %s", (mail,))
    (picture,) = drafts.begin(How.FORWARD, mail).content.files
    store.files["file:other"] = b"another"
    for url in (picture.url, "file:other"):
        db.run(
            "INSERT INTO email_attachments "
            "(email_id, filename, content_type, file_size, storage_url) "
            "VALUES (%s, %s, %s, %s, %s)",
            (mail, picture.filename, picture.content_type, picture.size, url),
        )
    urls = [each.url for each in drafts.begin(How.FORWARD, mail).content.files]
    assert urls == [picture.url, "file:other"]


RAW = (
    b"From: Ines Caldaro <ines@norvane.example>\r\nReply-To: desk@norvane.example\r\n"
    b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>Hi<img src='cid:logo@x'><img src='cid:no'>"
    b"<script>x()</script></p>\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
)


def test_pictures_of_a_quote_travel_with_it(drafts, deliver, store, db):
    mail = deliver(
        "Ines Caldaro <ines@norvane.example>", "robin@rep.example",
        body="<p>Hi<img src='cid:logo@x'><img src='cid:no'><script>x()</script></p>",
    )  # fmt: skip
    store.files["raw"] = RAW
    db.run("UPDATE outpost.message SET raw_url = 'raw' WHERE email_id = %s", (mail,))
    draft = drafts.begin(How.REPLY, mail)
    assert draft.content.to == (Address("", "desk@norvane.example"),)
    (picture,) = draft.content.files
    assert picture.content_id == "logo@x"
    assert 'src="cid:logo@x"' in draft.quote.html
    assert "script" not in draft.quote.html and "cid:no" not in draft.quote.html


def test_an_invitation_beside_the_text_is_passed_on(drafts, deliver, store, db):
    mail = deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example", body="Shall we?")
    store.files["raw"] = (
        b"From: ines@norvane.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nShall we?\r\n"
        b"--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n"
    )
    db.run("UPDATE outpost.message SET raw_url = 'raw' WHERE email_id = %s", (mail,))
    assert drafts.begin(How.REPLY, mail).content.files == ()
    (file,) = drafts.begin(How.FORWARD, mail).content.files
    assert (file.filename, file.content_type) == ("invite.ics", "text/calendar")
    assert drafts.file_content(file.url).strip() == b"BEGIN:VCALENDAR"


def test_files_are_kept_before_a_draft_names_them(drafts, tmp_path, monkeypatch):
    path = tmp_path / "volume pricing.pdf"
    path.write_bytes(b"%PDF")
    file = drafts.add_file(path)
    assert (file.filename, file.content_type, file.size) == (path.name, "application/pdf", 4)
    inside = drafts.add_content("shot.png", "image/png", b"png", inside=True)
    assert inside.content_id and drafts.file_content(inside.url) == b"png"
    with pytest.raises(KnownError, match="is a folder"):
        drafts.add_file(tmp_path)
    with pytest.raises(KnownError, match="could not be attached"):
        drafts.add_file(tmp_path / "gone.pdf")
    with pytest.raises(KnownError, match="too large"):
        drafts.add_content("x", "text/plain", bytes(MAX_FILE + 1))


def test_pasted_markup_does_nothing_and_fetches_nothing(drafts):
    clean = drafts.clean(
        "<p onclick=x()>a<script>b</script><img src='https://t.example/x.png'>"
        "<a href='javascript:x()'>l</a></p>"
    )
    assert "script" not in clean and "t.example" not in clean and "onclick" not in clean


def test_what_cannot_be_a_column_is_kept_as_far_as_it_can(drafts):
    draft = drafts.begin(How.NEW)
    saved = drafts.save(draft.id, DraftContent(subject="a\x00b\ud800", plain="\x00ok"))
    assert saved.content.subject.startswith("ab") and saved.content.plain == "ok"


def test_nothing_is_there_that_is_gone(drafts):
    for attempt in (drafts.get, drafts.reopen):
        with pytest.raises(KnownError):
            attempt(uuid4())
    with pytest.raises(KnownError):
        drafts.save(uuid4(), DraftContent())
    with pytest.raises(KnownError):
        drafts.begin(How.REPLY, uuid4())
    with pytest.raises(KnownError):
        drafts.begin(How.NEW, lead_id=uuid4())


def test_revisions_are_thinned_when_a_draft_has_ended_long_ago(drafts, mail, db, clock):
    draft = drafts.begin(How.REPLY, mail)
    open_one = drafts.begin(How.NEW)
    unwritten = drafts.begin(How.NEW)
    for n in range(30):
        clock.forward(seconds=61)
        drafts.save(draft.id, written(draft, f"text {n}"))
        drafts.save(open_one.id, DraftContent(plain=f"text {n}"))
    drafts.discard(draft.id)
    repository = DraftRepository(db)
    assert repository.thin(clock.now - timedelta(days=7)) == 0
    clock.forward(days=8)
    assert repository.thin(clock.now - timedelta(days=7)) > 20
    kept = drafts.revisions(draft.id)
    assert kept[0].n == 30 and 3 <= len(kept) <= 5
    assert len(drafts.revisions(open_one.id)) == 30
    with pytest.raises(KnownError):
        drafts.get(unwritten.id)


def test_a_draft_whose_id_was_chosen_is_begun_once(drafts, mail, db):
    start = Start(uuid4(), How.REPLY, mail)
    first = drafts.begin_from(start)
    assert first.id == start.id
    assert drafts.begin_from(start) == first
    assert db.value("SELECT count(*) FROM outpost.draft") == 1


def test_an_answer_goes_on_only_for_the_same_message(drafts, mail, deliver):
    later = deliver("Ines Caldaro <ines@norvane.example>", "robin@rep.example", answers=mail)
    first = drafts.begin(How.REPLY, mail)
    drafts.save(first.id, written(first, "Half a"))
    assert drafts.begin_from(Start(uuid4(), How.REPLY, mail)).id == first.id
    for how, message in ((How.REPLY, later), (How.FORWARD, mail)):
        draft = drafts.begin_from(Start(uuid4(), how, message))
        assert draft.id != first.id
        assert draft.answers == message


def test_what_is_kept_is_saved_whatever_became_of_its_draft(drafts, mail, db):
    draft = drafts.begin(How.REPLY, mail)
    content = written(draft, "After a long holiday")
    db.run("DELETE FROM outpost.draft")
    with pytest.raises(DraftGone):
        drafts.save(draft.id, content)
    # Also what it belonged to.
    db.run("DELETE FROM outpost.conversation")
    kept = drafts.keep(Unsaved(Start.of(draft), draft, content))
    assert (kept.id, kept.content, kept.quote) == (draft.id, content, draft.quote)
    assert kept.in_reply_to == draft.in_reply_to
    assert kept.conversation_id is None


def test_words_without_a_draft_are_kept_once(drafts, mail):
    unsaved = Unsaved(Start(uuid4(), How.REPLY, mail), None, DraftContent(plain="Quick"))
    kept = drafts.keep(unsaved)
    assert kept.content.plain.startswith("Quick")
    assert kept.content.plain.endswith(kept.quote.plain)
    assert drafts.keep(unsaved) == kept
    gone = Unsaved(Start(uuid4(), How.REPLY, uuid4()), None, DraftContent(plain="Quick"))
    assert drafts.keep(gone).how is How.NEW


def test_a_list_shows_first_words_people_and_files(drafts):
    draft = drafts.begin(How.NEW)
    file = drafts.add_content("a.pdf", "application/pdf", b"x")
    inside = drafts.add_content("a.png", "image/png", b"x", inside=True)
    content = replace(
        draft.content, to=(INES, replace(INES, name="")), subject="Pilot",
        plain="One\n\n two " + "x" * 900, files=(file, inside),
    )  # fmt: skip
    drafts.save(draft.id, content)
    (row,) = drafts.open_drafts()
    assert row.to == ("Ines Caldaro", "ines@norvane.example")
    assert (row.subject, row.files, len(row.snippet)) == ("Pilot", 1, 200)
    assert row.snippet.startswith("One two xx")
