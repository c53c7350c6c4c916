"""Conversations listed, opened, searched and marked; each user sees their own alone."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.data.conversation_marks import ConversationMarkRepository
from desktop_app.data.conversations import ConversationRepository
from desktop_app.data.journal import JournalRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    ConversationQuery,
    ConversationState,
    InboxBox,
    InboxOrder,
    InboxTab,
)
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from tests.mailboxes import a_mailbox

NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
ME = "Robin <robin@rep.example>"
INES = "Ines Caldaro <ines@norvane.example>"


@pytest.fixture
def talks(db):
    return ConversationRepository(db)


def _subjects(talks, user, **query):
    wanted = ConversationQuery(**query)
    first = list(talks.first_ids(user.id, wanted))
    assert first == list(talks.all_ids(user.id, wanted))[:40]
    return [row.subject for row in talks.rows(user.id, first)]


class Marks:
    """Runs a command of the repository; answers the (table, row) that it noted, in order."""

    def __init__(self, db):
        self._db = db

    def __getattr__(self, name):
        def run(user_id, ids, *args):
            journal = JournalRepository(self._db)
            with self._db.transaction():
                entry = journal.begin(user_id, name, "")
                marks = ConversationMarkRepository(self._db)
                getattr(marks, name)(user_id, IdList.of(ids), *args, entry)
                noted = self._db.rows(
                    "SELECT tbl, row_id FROM outpost.journal_change WHERE journal_id = %s "
                    "ORDER BY n", (entry,)
                )  # fmt: skip
                journal.close(entry, "Done")
            return noted

        return run


@pytest.fixture
def marks(db):
    return Marks(db)


@pytest.fixture
def mailbox(deliver, make_lead, marks, user):
    """Conversations in every state a box or a tab asks for."""
    make_lead("ines@norvane.example", company="Norvane Optics", status=LeadStatus.HOT)
    make_lead("tobias@bracken.example", company="Brackenfold", status=LeadStatus.COLD)
    ids = {}

    def talk(subject, *messages, who=INES):
        last = None
        for days, ours, more in messages:
            from_, to = (ME, who) if ours else (who, ME)
            last = deliver(from_, to, subject, f"Text of {subject}", at=NOW - timedelta(days=days),
                           answers=last, **more)  # fmt: skip
        ids[subject] = deliver.talk_of(last)

    read = {"status": "read"}
    talk("came", (1, False, {}))
    talk("answered", (3, False, read), (2, True, {}))
    talk("answered us", (5, True, {}), (4, False, read))
    talk("away", (7, True, {}), (6, False, {"kind": "auto_reply", **read}))
    talk("cold", (8, False, read), who="Tobias <tobias@bracken.example>")
    talk("stranger", (9, False, {}), who="<stranger@else.example>")
    talk("bounced", (10, False, {"kind": "bounce", **read}), who="<daemon@else.example>")
    talk("old", (90, False, read), (80, True, {}))
    marks.set_state(user.id, [ids["old"]], ConversationState.ARCHIVED)
    talk("closed", (95, False, read))
    marks.set_state(user.id, [ids["closed"]], ConversationState.CLOSED)
    return ids


ACTIVE = ["came", "answered", "answered us", "away", "cold", "stranger", "bounced"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ACTIVE),
        ({"tab": InboxTab.UNREAD}, ["came", "stranger"]),
        ({"tab": InboxTab.NEEDS_REPLY}, ["came", "answered us", "cold", "stranger"]),
        ({"tab": InboxTab.HOT}, ["came", "answered", "answered us", "away"]),
        ({"box": InboxBox.WAITING}, ["answered", "away"]),
        ({"box": InboxBox.SENT}, ["answered", "answered us", "away", "old"]),
        ({"box": InboxBox.ARCHIVE}, ["old", "closed"]),
        ({"box": InboxBox.ARCHIVE, "tab": InboxTab.HOT}, ["old", "closed"]),
        ({"text": "came"}, ["came"]),
        ({"text": "norvane"}, ["came", "answered", "answered us", "away"]),
        ({"text": "norvane", "tab": InboxTab.UNREAD}, ["came"]),
        ({"text": '"text of answered"'}, ["answered", "answered us"]),
        ({"text": "answered -us"}, ["answered"]),
        ({"text": "stranger or cold"}, ["cold", "stranger"]),
        ({"text": "nothing at all"}, []),
        ({"text": "text", "box": InboxBox.ARCHIVE}, ["old", "closed"]),
        ({"text": "'); DROP TABLE emails; --"}, []),
        ({"text": '"'}, []),
    ],
)
def test_boxes_tabs_and_words(talks, user, mailbox, query, found):
    assert _subjects(talks, user, **query) == found


def test_the_figures_are_those_of_the_lists(talks, user, mailbox):
    counts = talks.counts(user.id)
    assert (counts.unread, counts.needs_reply, counts.hot, counts.waiting) == (2, 4, 4, 2)


def test_a_row_says_who_when_and_how_many(talks, user, mailbox):
    row = talks.rows(user.id, [mailbox["answered"]])[0]
    assert (row.with_name, row.with_email) == ("Ines Caldaro", "ines@norvane.example")
    assert (row.company, row.lead_status) == ("Norvane Optics", LeadStatus.HOT)
    assert (row.message_count, row.unread_count, row.last_outbound) == (2, 0, True)
    assert row.last_at == NOW - timedelta(days=2)
    assert row.state is ConversationState.ACTIVE
    stranger = talks.rows(user.id, [mailbox["stranger"]])[0]
    assert (stranger.lead_id, stranger.lead_status, stranger.company) == (None, None, "")
    wanted = [mailbox["old"], uuid.uuid4(), mailbox["came"]]
    assert [each.subject for each in talks.rows(user.id, wanted)] == ["old", "came"]


def test_a_common_word_is_found_in_the_lists_order(talks, user, deliver):
    """More hits than are taken at once: the list still begins with the newest conversation."""
    first = deliver(INES, ME, "Long", "common", at=NOW - timedelta(days=400))
    for number in range(430):
        deliver(INES, ME, "Long", "common", at=NOW - timedelta(days=1, minutes=number),
                answers=first)  # fmt: skip
    deliver(INES, ME, "Newer, with an old hit", "common", at=NOW - timedelta(days=300))
    answers = deliver(INES, ME, "Newest, with the oldest hit", "common",
                      at=NOW - timedelta(days=500))  # fmt: skip
    deliver(INES, ME, "Newest, with the oldest hit", "else", at=NOW, answers=answers)
    deliver(INES, ME, "No hit", "else", at=NOW)
    assert _subjects(talks, user, text="common") == [
        "Newest, with the oldest hit", "Long", "Newer, with an old hit",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "words"])
def test_the_order_of_a_list(talks, user, deliver, text):
    for days, read in ((3, True), (2, False), (1, True), (0, False)):
        message = deliver(
            INES, ME, f"{days}", "some words", at=NOW - timedelta(days=days),
            status="read" if read else "unread",
        )  # fmt: skip
        assert deliver.talk_of(message)
    for order, wanted in (
        (InboxOrder.NEWEST, ["0", "1", "2", "3"]),
        (InboxOrder.OLDEST, ["3", "2", "1", "0"]),
        (InboxOrder.UNREAD, ["0", "2", "1", "3"]),
    ):
        assert _subjects(talks, user, order=order, text=text) == wanted


# -- opening -----------------------------------------------------------------------------------


def test_a_conversation_opens_oldest_first(talks, user, deliver):
    first = deliver(INES, ME, at=NOW - timedelta(days=2), attachments=[("a.pdf", 7, "x/y", "u")])
    second = deliver(ME, INES, at=NOW - timedelta(days=1), answers=first)
    found = talks.conversation(user.id, deliver.talk_of(first))
    assert [head.id for head in found.messages] == [first, second]
    came, sent = found.messages
    assert (came.from_name, came.from_email, came.to) == (
        "Ines Caldaro", "ines@norvane.example", (Address("Robin", "robin@rep.example"),),
    )  # fmt: skip
    assert (came.unread, came.outbound, came.attachment_count) == (True, False, 1)
    assert (sent.unread, sent.outbound, sent.to) == (
        False, True, (Address("Ines Caldaro", "ines@norvane.example"),),
    )  # fmt: skip
    assert talks.conversation(user.id, uuid.uuid4()) is None


def test_a_conversation_knows_which_addresses_are_the_reps(db, talks, user, deliver):
    """That of the sign-in, and those of mailboxes with their aliases."""
    one = deliver(INES, ME)
    box = a_mailbox(user, "sales@rep.example", aliases=("hi@rep.example",))
    MailboxRepository(db).add(box)
    found = talks.conversation(user.id, deliver.talk_of(one))
    assert found.own == {user.email, "sales@rep.example", "hi@rep.example"}


def test_a_messages_source_comes_as_it_is(talks, user, deliver):
    files = [("b.pdf", 2, "application/pdf", "store:b"), ("a.txt", 1, "", "store:a")]
    html = deliver(INES, ME, plain="Hi", body="<p>Hi</p>", attachments=files)
    plain = deliver(INES, ME, plain="a < b")
    body, is_html, attachments, raw_url = talks.message_source(user.id, html)
    assert (body, is_html, raw_url) == ("<p>Hi</p>", True, None)
    assert [(each.filename, each.size, each.content_type) for each in attachments] == [
        ("a.txt", 1, "application/octet-stream"), ("b.pdf", 2, "application/pdf"),
    ]  # fmt: skip
    assert talks.message_source(user.id, plain)[:2] == ("a < b", False)
    assert talks.attachment(user.id, attachments[0].id) == attachments[0]


def test_mail_of_another_program_has_a_source_too(talks, db, user):
    email_id = db.value(
        "INSERT INTO emails (user_id, from_email, to_email, subject, body, direction) "
        "VALUES (%s, 'a', 'b', 's', '<div>x</div>', 'inbound') RETURNING id",
        (user.id,),
    )
    assert talks.message_source(user.id, email_id) == ("<div>x</div>", True, (), None)


# -- searching ---------------------------------------------------------------------------------


def test_whatever_way_the_hits_are_found_they_are_the_newest(talks, db, user, deliver):
    """Words that all have, many, few or nobody, alone and together: each goes another way."""
    for number in range(600):
        words = ["every"]
        words += ["third"] * (number % 3 == 0) + ["rare"] * (number in (7, 300, 301))
        words += ["north"] * (number % 2) + ["star"] * (number % 5 > 1)
        words += ["north star"] * (number % 40 == 0) + ["oldest"] * (number < 70)
        deliver(INES, ME, f"No {number}", " ".join(words), at=NOW + timedelta(minutes=number))
    db.run("ANALYZE outpost.message_text")
    for text in (
        "every",
        "third",
        "rare",
        "oldest",
        "nobody",
        '"north star"',
        "north star",
        "every third",
        "third -rare",
        "rare or oldest",
        '"star every"',
        "oldest third",
    ):
        plainly = db.rows(
            "SELECT email_id FROM outpost.message_text WHERE user_id = %s "
            "AND search @@ websearch_to_tsquery('simple', %s) ORDER BY at DESC, email_id",
            (user.id, text),
        )
        for limit in (5, 50, 400):
            found = [hit.email_id for hit in talks.search(user.id, text, limit)]
            assert found == [row[0] for row in plainly][:limit], (text, limit)


def test_hits_are_newest_first_with_the_match_marked(talks, user, deliver):
    old = deliver(INES, ME, "One", "x " * 100 + "the Optics report, optics again", at=NOW)
    new = deliver(INES, ME, "Two", "OPTICS first", at=NOW + timedelta(hours=1))
    deliver(INES, ME, "Three", "optical", at=NOW)
    hits = talks.search(user.id, "optics")
    assert [hit.email_id for hit in hits] == [new, old]
    assert hits[0].excerpt == "\x02OPTICS\x03 first"
    assert hits[1].excerpt.endswith("the \x02Optics\x03 report, \x02optics\x03 again")
    assert (hits[1].subject, hits[1].from_name) == ("One", "Ines Caldaro")
    assert hits[1].conversation_id == deliver.talk_of(old)
    assert [hit.email_id for hit in talks.search(user.id, "optics", 1)] == [new]


def test_text_of_mail_cannot_forge_marks(talks, user, deliver):
    deliver(INES, ME, "S", "a \x02fake\x03 word")
    assert talks.search(user.id, "word")[0].excerpt == "a fake \x02word\x03"


@pytest.mark.parametrize(
    "text",
    ["", "   ", '"', "-", "- -", "or", "&|!", "\\", "a" * 3000, "'", "\x01", "世界", "é", "%s"],
)
def test_no_search_text_breaks_anything(talks, user, deliver, text):
    deliver(INES, ME)
    assert isinstance(talks.search(user.id, text), tuple)
    talks.first_ids(user.id, ConversationQuery(text=text))
    talks.all_ids(user.id, ConversationQuery(text=text))


# -- marking -----------------------------------------------------------------------------------


def test_reading_marks_every_message_and_leaves_replied_alone(talks, marks, db, user, deliver):
    first = deliver(INES, ME, status="replied")
    second = deliver(INES, ME, answers=first, at=NOW + timedelta(hours=1))
    third = deliver(INES, ME, answers=first, at=NOW + timedelta(hours=2))
    talk = deliver.talk_of(first)
    assert {row for _, row in marks.set_read(user.id, [talk], True)} == {second, third}
    assert talks.rows(user.id, [talk])[0].unread_count == 0
    assert marks.set_read(user.id, [talk], True) == []
    assert [row for _, row in marks.set_read(user.id, [talk], False)] == [third]
    assert talks.rows(user.id, [talk])[0].unread_count == 1
    assert db.value("SELECT status FROM emails WHERE id = %s", (first,)) == "replied"


def test_own_mail_is_never_marked_unread(marks, user, deliver):
    sent = deliver(ME, INES)
    assert marks.set_read(user.id, [deliver.talk_of(sent)], False) == []


def test_a_state_is_told_to_the_contracts_thread(marks, db, user, deliver, make_lead):
    make_lead("ines@norvane.example")
    with_lead, without = deliver(INES, ME), deliver("<x@y.example>", ME, "Else")
    ids = [deliver.talk_of(with_lead), deliver.talk_of(without)]
    changes = marks.set_state(user.id, ids, ConversationState.ARCHIVED)
    assert sorted(table for table, _ in changes) == [
        "outpost.conversation", "outpost.conversation", "public.email_threads",
    ]  # fmt: skip
    assert db.rows("SELECT status FROM email_threads") == [("archived",)]
    assert marks.set_state(user.id, ids, ConversationState.ARCHIVED) == []


# -- whose -------------------------------------------------------------------------------------


def test_nobody_sees_or_changes_what_is_anothers(
    talks, marks, db, user, other_user, deliver, make_lead
):
    lead = make_lead("ines@norvane.example")
    message = deliver(INES, ME, attachments=[("a", 1, "x/y", "u")])
    talk, stranger = deliver.talk_of(message), other_user.id
    attachment = talks.message_source(user.id, message)[2][0].id
    for box in InboxBox:
        for text in ("", "outline"):
            query = ConversationQuery(box=box, text=text)
            assert len(talks.first_ids(stranger, query)) == 0
            assert len(talks.all_ids(stranger, query)) == 0
    assert talks.rows(stranger, [talk]) == ()
    assert talks.of_lead(stranger, lead) == ()
    assert talks.conversation(stranger, talk) is None
    assert talks.message_source(stranger, message) is None
    assert talks.attachment(stranger, attachment) is None
    assert talks.search(stranger, "outline") == ()
    counts = talks.counts(stranger)
    assert (counts.unread, counts.needs_reply, counts.hot, counts.waiting) == (0, 0, 0, 0)
    assert marks.set_read(stranger, [talk], True) == []
    assert marks.set_state(stranger, [talk], ConversationState.CLOSED) == []
    assert marks.set_flagged(stranger, [talk], True) == []
    assert [row.subject for row in talks.of_lead(user.id, lead)] == ["Pilot for line 3"]
    assert talks.rows(user.id, [talk])[0].unread_count == 1


def test_a_mailboxs_conversations_are_those_with_a_message_in_it(talks, db, user, mailbox):
    ours, empty = a_mailbox(user), a_mailbox(user, "sales@work.example")
    folder = uuid.uuid4()
    for each in (ours, empty):
        MailboxRepository(db).add(each)
    db.run(
        "INSERT INTO outpost.mailbox_folder (id, mailbox_id, path, role) "
        "VALUES (%s, %s, 'INBOX', 'inbox')",
        (folder, ours.id),
    )
    db.run(
        "INSERT INTO outpost.mailbox_message (folder_id, uid, email_id) "
        "SELECT %s, row_number() OVER (), email.id FROM emails AS email "
        "WHERE subject IN ('came', 'cold', 'old')",
        (folder,),
    )
    assert _subjects(talks, user, mailbox=ours.id) == ["came", "cold"]
    assert _subjects(talks, user, mailbox=ours.id, box=InboxBox.ARCHIVE) == ["old"]
    assert _subjects(talks, user, mailbox=ours.id, tab=InboxTab.UNREAD) == ["came"]
    assert _subjects(talks, user, mailbox=ours.id, text="norvane") == ["came"]
    assert _subjects(talks, user, mailbox=empty.id) == []
    assert talks.unread_by_mailbox(user.id) == {ours.id: 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pric", ["Prices for spring", "The price list"]),
        ("price l", ["The price list"]),  # waits for more of the second word
        ("price lis", ["The price list"]),
        ("list pri", ["The price list"]),
        ("price", ["Prices for spring", "The price list"]),
        ("price ", ["The price list"]),  # a blank ends a word
        ("pr", []),  # too little to begin with
        ('"the price"', ["The price list"]),
        ("spring -pric", ["Prices for spring"]),  # what is not wanted is meant as it stands
    ],
)
def test_the_last_word_of_a_list_may_go_on(talks, user, deliver, text, found):
    for number, subject in enumerate(("The price list", "Prices for spring", "A lunch")):
        deliver(INES, ME, subject, at=NOW - timedelta(days=9 - number))
    assert _subjects(talks, user, text=text) == found


def test_a_search_of_messages_takes_words_as_they_are(talks, user, deliver):
    deliver(INES, ME, "The price list")
    assert talks.search(user.id, "pric") == ()
    assert len(talks.search(user.id, "price")) == 1
