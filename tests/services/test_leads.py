"""Commands on leads: one transaction each, told to others, undone by the journal."""

import threading
import uuid
from datetime import UTC, datetime

import psycopg
import pytest

from desktop_app.data.listen import read_notice
from desktop_app.data.mail import MailRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_filters import Condition, Group, Op
from desktop_app.domain.leads import LeadDraft, LeadQuery, LeadStatus

HOT = LeadQuery(where=Group((Condition("status", Op.ANY_OF, ("hot",)),)))
NOW = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)
ME, INES = "Robin <robin@rep.example>", "Ines Caldaro <ines@norvane.example>"
DRAFT = LeadDraft(
    company="Norvane Optics", contact_name="Ines Caldaro", email=" Ines@Norvane.example "
)


@pytest.fixture
def told(db_url):
    """What was told to other processes so far."""
    with psycopg.connect(db_url, autocommit=True) as connection:
        connection.execute("LISTEN outpost")

        def notices():
            connection.execute("SELECT 1")
            return [read_notice(each.payload)[0] for each in connection.notifies(timeout=0)]

        yield notices


def test_a_lead_made_while_its_mail_comes_in_gets_it(db, mine, user, deliver):
    made = []
    work = threading.Thread(target=lambda: made.append(mine.leads.create(DRAFT)))
    with db.transaction():  # a batch of an import, that nobody else sees yet
        MailRepository(db).lock(user.id)
        message = deliver(INES, ME)
        work.start()
        while not db.value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND "
            "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ):
            assert work.is_alive(), "it did not wait for the mail"
    work.join(20)
    ((lead_id, _changes),) = made
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == lead_id


def test_making_a_lead_claims_its_mail_and_can_be_undone(db, mine, user, deliver, told):
    message = deliver(INES, ME)
    lead_id, changes = mine.leads.create(DRAFT)
    assert changes.said == "Norvane Optics added"
    assert changes.kinds == Kind.LEADS | Kind.CONVERSATIONS | Kind.MESSAGES
    assert [(each.kinds, each.user_id) for each in told()] == [(changes.kinds, user.id)]
    lead = mine.leads.lead(lead_id)
    assert (lead.email, lead.last_message) == ("ines@norvane.example", "Thanks for the outline.")
    assert [row.id for row in mine.leads.conversations(lead_id)] == [deliver.talk_of(message)]
    assert mine.leads.timeline(lead_id).emails == 1

    assert mine.journal.can_undo() == "Norvane Optics added"
    undone = mine.journal.undo()
    assert Kind.LEADS in undone.kinds
    assert mine.leads.lead(lead_id) is None
    # The mail is what it was before: of nobody known, and still shown.
    assert db.rows("SELECT lead_id, thread_id FROM emails") == [(None, None)]
    assert mine.conversations.open(deliver.talk_of(message)).row.lead_id is None
    assert mine.journal.can_undo() is None


@pytest.mark.parametrize(
    ("draft", "company", "contact"),
    [
        (LeadDraft("", "Ines", "a@x.example"), "x.example", "Ines"),
        (LeadDraft("Norvane", " ", "a@x.example"), "Norvane", "a"),
    ],
)
def test_what_is_not_given_follows_from_the_address(mine, draft, company, contact):
    lead_id, _ = mine.leads.create(draft)
    lead = mine.leads.lead(lead_id)
    assert (lead.company, lead.contact_name) == (company, contact)


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        (LeadDraft("A", "B", "no address"), "not an e-mail address"),
        (LeadDraft("A", "B", ""), "not an e-mail address"),
        (LeadDraft(" ", "", "a@x.example"), "a company or a name"),
        (DRAFT, "already"),
    ],
)
def test_a_lead_that_cannot_be_is_refused_and_nothing_is_left(db, mine, draft, title):
    mine.leads.create(DRAFT)
    before = db.value("SELECT count(*) FROM outpost.journal")
    with pytest.raises(KnownError, match=title):
        mine.leads.create(draft)
    assert mine.leads.count(LeadQuery()) == 1
    assert db.value("SELECT count(*) FROM outpost.journal") == before


def test_a_status_goes_to_many_and_back(mine, make_lead, told):
    one = make_lead("a@x.example", status=LeadStatus.COLD)
    two = make_lead("b@x.example")
    hot = make_lead("c@x.example", status=LeadStatus.HOT)
    changes = mine.leads.set_status([one, two, hot, uuid.uuid4()], LeadStatus.HOT)
    assert changes.said == "2 leads set to hot"
    assert Kind.LEADS in changes.kinds
    assert len(told()) == 1
    assert mine.leads.count(HOT) == 3
    mine.journal.undo(changes.journal_id)
    found = {row.id: row.status for row in mine.leads.rows([one, two, hot])}
    assert found == {one: LeadStatus.COLD, two: LeadStatus.WARM, hot: LeadStatus.HOT}
    assert mine.leads.set_status([one], LeadStatus.HOT).said == "Set to hot"


def test_nothing_to_change_is_nothing_to_undo(mine, make_lead, told):
    lead = make_lead("a@x.example", status=LeadStatus.HOT)
    changes = mine.leads.set_status([lead], LeadStatus.HOT)
    assert (changes.kinds, changes.journal_id) == (Kind.NONE, None)
    assert mine.journal.can_undo() is None
    assert told() == []


def test_undo_goes_back_step_by_step(mine, make_lead):
    lead = make_lead("a@x.example")
    for status in (LeadStatus.HOT, LeadStatus.COLD):
        mine.leads.set_status([lead], status)
    assert mine.journal.can_undo() == "Set to cold"
    mine.journal.undo()
    assert mine.leads.lead(lead).status is LeadStatus.HOT
    mine.journal.undo()
    assert mine.leads.lead(lead).status is LeadStatus.WARM
    assert "nothing to undo" in mine.journal.undo().said


def test_another_rep_finds_nothing_here(mine, theirs, make_lead):
    lead = make_lead("a@x.example")
    assert theirs.leads.set_status([lead], LeadStatus.HOT).kinds == Kind.NONE
    assert theirs.leads.lead(lead) is None
    assert len(theirs.leads.first_ids(LeadQuery())) == 0
    assert len(theirs.leads.all_ids(LeadQuery())) == 0
    assert theirs.leads.count(LeadQuery()) == 0
    changes = mine.leads.set_status([lead], LeadStatus.HOT)
    with pytest.raises(KnownError):
        theirs.journal.undo(changes.journal_id)
    assert theirs.journal.can_undo() is None
