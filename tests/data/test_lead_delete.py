"""A lead goes with what hangs on it, and an undo brings all of it back."""

import itertools
import uuid

import pytest

from desktop_app.data.health import examine
from desktop_app.data.lead_duplicates import LeadDuplicateRepository, pair_id
from desktop_app.domain.changes import Kind
from desktop_app.domain.journal import ChangedSince, How
from desktop_app.domain.lead_duplicates import Reason, Verdict
from desktop_app.domain.leads import LeadDraft
from desktop_app.services.duplicates import DuplicateService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService

ME, INES, OLA = "robin@rep.example", "Ines <ines@norvane.example>", "Ola <ola@brisk.example>"
TABLES = {
    "leads": "id", "email_threads": "id", "actions": "id", "ai_insights": "id", "emails": "id",
    "outpost.conversation": "id", "outpost.lead_index": "lead_id",
    "outpost.lead_address": "address",
}  # fmt: skip


@pytest.fixture
def leads(db, user):
    return LeadService(db, user.id)


@pytest.fixture
def journal(db, user):
    return JournalService(db, user.id)


def _all(db):
    """Every row that has to do with leads; without the time that it was touched."""
    return {
        table: db.rows(
            f"SELECT to_jsonb(row) - 'updated_at' - 'words' FROM {table} AS row ORDER BY {order}"
        )
        for table, order in TABLES.items()
    }


@pytest.fixture
def ines(db, user, make_lead, deliver):
    """A lead with mail, an action, insights, and a conversation that another lead is in too."""
    lead = make_lead("ines@norvane.example")
    ola = make_lead("ola@brisk.example")
    message = deliver(INES, ME)
    deliver(ME, INES, "Re: Pilot", answers=message)
    shared = deliver(INES, ME, "Both of us")
    deliver(OLA, ME, "Re: Both of us", answers=shared)
    for type_ in ("reply", "meeting"):
        db.run(
            "INSERT INTO actions (user_id, lead_id, email_id, type, metadata, due_date) "
            "VALUES (%s, %s, %s, %s, '{\"a\": [1]}', '2026-06-18 10:00+02')",
            (user.id, lead, message, type_),
        )
    db.run(
        "INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, confidence) "
        "VALUES (%s, %s, %s, 'draft', 'Dear Ines', 0.75)",
        (user.id, lead, message),
    )
    db.run("UPDATE leads SET has_ai_draft = true WHERE id = %s", (lead,))
    return lead, ola, message, shared


def test_all_goes_and_all_comes_back(db, leads, journal, ines, deliver):
    lead, ola, message, shared = ines
    before = _all(db)
    changes = leads.delete([lead])
    assert changes.said == "norvane.example deleted"
    assert Kind.LEADS | Kind.CONVERSATIONS | Kind.ACTIONS | Kind.INSIGHTS in changes.kinds
    assert [row[0] for row in db.rows("SELECT id FROM leads")] == [ola]
    assert db.rows("SELECT * FROM actions") == db.rows("SELECT * FROM ai_insights") == []
    # The mail stays; what another lead is in is theirs now.
    assert db.value("SELECT count(*) FROM emails") == 4
    talk = deliver.talk_of(shared)
    assert db.rows("SELECT id, lead_id FROM email_threads") == [(talk, ola)]
    assert db.row("SELECT lead_id, thread_id FROM outpost.conversation WHERE id = %s", (talk,)) == (
        ola, talk,
    )  # fmt: skip
    assert db.row("SELECT lead_id, thread_id FROM emails WHERE id = %s", (message,)) == (None, None)
    assert db.row("SELECT lead_id, thread_id FROM emails WHERE id = %s", (shared,)) == (None, talk)
    assert examine(db).faults == ()

    assert journal.undo().said == "Undone: norvane.example deleted"
    assert _all(db) == before
    assert examine(db).faults == ()

    after = journal.redo()
    assert after.said == "Redone: norvane.example deleted"
    assert [row[0] for row in db.rows("SELECT id FROM leads")] == [ola]
    assert db.rows("SELECT id, lead_id FROM email_threads") == [(talk, ola)]
    assert examine(db).faults == ()
    journal.undo()
    assert _all(db) == before


def test_many_at_once_take_no_more_statements_than_one(db, leads, journal, make_lead, ines):
    many = [ines[0], ines[1], *(make_lead(f"{n}@many.example") for n in range(30))]
    before = _all(db)
    assert leads.delete([*many, uuid.uuid4()]).said == "32 leads deleted"
    assert db.value("SELECT count(*) FROM leads") == 0
    assert db.rows("SELECT lead_id, thread_id FROM emails") == [(None, None)] * 4
    journal.undo()
    assert _all(db) == before


def test_mail_that_came_meanwhile_finds_its_lead_again(db, leads, journal, ines, deliver):
    lead, _ola, message, _shared = ines
    leads.delete([lead])
    late = deliver(INES, ME, answers=message)
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (late,)) is None
    journal.undo()
    assert db.value("SELECT lead_id FROM emails WHERE id = %s", (late,)) == lead
    assert db.value("SELECT message_count FROM outpost.conversation WHERE id = %s",
                    (deliver.talk_of(message),)) == 3  # fmt: skip
    assert examine(db).faults == ()


def test_a_conversation_that_went_on_with_another_lead_becomes_whole(
    db, leads, journal, ines, deliver
):
    lead, ola, message, _shared = ines
    leads.delete([lead])
    deliver(OLA, ME, "Re: Pilot", answers=message)
    talk = deliver.talk_of(message)
    assert db.value("SELECT lead_id FROM email_threads WHERE id = %s", (talk,)) == ola
    journal.undo()
    assert db.value("SELECT lead_id FROM email_threads WHERE id = %s", (talk,)) == lead
    assert examine(db).faults == ()


def test_a_place_that_was_taken_asks_and_the_rest_can_come(db, user, leads, journal, make_lead):
    one, two = make_lead("a@x.example"), make_lead("b@x.example")
    for each in (one, two):
        db.run("INSERT INTO actions (user_id, lead_id, type) VALUES (%s, %s, 'x')",
               (user.id, each))  # fmt: skip
    entry = leads.delete([one, two]).journal_id
    other = make_lead("a@x.example", company="New one")
    with pytest.raises(ChangedSince) as asked:
        journal.undo(entry)
    assert (asked.value.count, asked.value.noun) == (1, "lead")
    assert asked.value.rows[0].name == "a, x.example"
    assert db.rows("SELECT id FROM leads") == [(other,)]
    said = journal.undo(entry, How.KEEP_NEWER).said
    assert said == "Undone: 2 leads deleted; 1 lead changed since was kept"
    assert set(db.rows("SELECT id FROM leads")) == {(other,), (two,)}
    assert db.rows("SELECT lead_id FROM actions") == [(two,)]
    # Done again, and the place free: then both come.
    journal.redo()
    assert db.rows("SELECT id FROM leads") == [(other,)]
    leads.delete([other])
    assert journal.undo(entry).said == "Undone: 2 leads deleted"
    assert set(db.rows("SELECT id FROM leads")) == {(one,), (two,)}
    assert {row[0] for row in db.rows("SELECT lead_id FROM actions")} == {one, two}


def test_what_was_hung_on_a_lead_since_is_asked_about(db, user, leads, journal, make_lead):
    lead, made = leads.create(LeadDraft("Norvane", "Ines", "ines@norvane.example"))
    action = db.value(
        "INSERT INTO actions (user_id, lead_id, type) VALUES (%s, %s, 'call') RETURNING id",
        (user.id, lead),
    )
    with pytest.raises(ChangedSince) as asked:
        journal.undo()
    assert asked.value.rows[0].reason == "has actions since"
    assert journal.undo(made.journal_id, How.KEEP_NEWER).said.endswith(
        "1 lead changed since was kept"
    )
    assert db.value("SELECT count(*) FROM leads") == 1
    journal.redo()
    journal.undo(made.journal_id, How.OVERWRITE)
    assert db.value("SELECT count(*) FROM leads") == db.value("SELECT count(*) FROM actions") == 0
    # Nothing is lost by it: doing it again brings what hung there, too.
    journal.redo()
    assert db.rows("SELECT id, lead_id FROM actions") == [(action, lead)]


def test_a_deletion_done_again_asks_about_what_came_since(db, user, leads, journal, make_lead):
    lead = make_lead("a@x.example")
    leads.delete([lead])
    journal.undo()
    db.run("UPDATE leads SET company = 'Renamed'")
    db.run("INSERT INTO ai_insights (user_id, lead_id, insight_type, content) "
           "VALUES (%s, %s, 'x', 'y')", (user.id, lead))  # fmt: skip
    with pytest.raises(ChangedSince) as asked:
        journal.redo()
    (row,) = asked.value.rows
    assert [(each.title, each.before, each.after) for each in row.fields] == [
        ("Company", "x.example", "Renamed")
    ]
    journal.redo(How.OVERWRITE)
    assert db.value("SELECT count(*) FROM leads") == 0
    journal.undo()
    assert db.rows("SELECT company FROM leads") == [("Renamed",)]
    assert db.rows("SELECT lead_id FROM ai_insights") == [(lead,)]


def test_another_reps_leads_stay(db, user, other_user, leads, make_lead):
    theirs = make_lead("a@x.example", of=other_user)
    assert leads.delete([theirs]).journal_id is None
    assert db.value("SELECT count(*) FROM leads") == 1
    assert db.value("SELECT count(*) FROM outpost.journal") == 0


@pytest.fixture
def pairs(db, user, make_lead):
    """Three leads that look alike; of the first two it was said that they are not one."""
    ids = sorted(make_lead(f"{name}@norvane.example") for name in ("a", "b", "c"))
    repository, duplicates = LeadDuplicateRepository(db), DuplicateService(db, user.id)
    pairs = list(itertools.combinations(ids, 2))
    repository.save(user.id, [], dict.fromkeys(pairs, Verdict(90, Reason.PERSON)))
    duplicates.dismiss([pair_id(*ids[:2])])
    return ids


def _pairs(db):
    return db.rows("SELECT to_jsonb(pair) FROM outpost.lead_duplicate AS pair ORDER BY id")


@pytest.mark.parametrize("which", [(0,), (1,), (0, 1), (0, 1, 2)])
def test_not_duplicates_comes_back_with_its_lead(db, leads, journal, pairs, which):
    said = db.rows(
        "SELECT to_jsonb(p) FROM outpost.lead_duplicate AS p WHERE dismissed_at IS NOT NULL"
    )
    entry = leads.delete([pairs[at] for at in which]).journal_id
    for _ in range(2):
        assert said[0] not in _pairs(db)
        undone = journal.undo(entry)
        assert said[0] in _pairs(db), "what the user said stands; the rest is found anew"
        assert undone.kinds & Kind.DUPLICATES
        journal.redo(entry)
    assert said[0] not in _pairs(db)


def test_a_lead_that_was_made_takes_along_what_was_said_of_it(db, user, leads, journal, make_lead):
    other = make_lead("a@norvane.example")
    draft = LeadDraft("Norvane", "Ines", "b@norvane.example")
    made, changes = leads.create(draft)
    pair = tuple(sorted((made, other)))
    LeadDuplicateRepository(db).save(user.id, [], {pair: Verdict(90, Reason.PERSON)})
    dismissed = DuplicateService(db, user.id).dismiss([pair_id(*pair)])
    held = _pairs(db)
    journal.undo(changes.journal_id)
    assert _pairs(db) == []
    journal.redo(changes.journal_id)
    assert _pairs(db) == held
    journal.undo(dismissed.journal_id)
    assert db.value("SELECT dismissed_at FROM outpost.lead_duplicate") is None


def test_what_was_said_of_a_lead_that_is_gone_is_no_reason_to_ask(db, leads, journal, pairs):
    first = leads.delete([pairs[0]])
    leads.delete([pairs[1]])
    journal.undo(first.journal_id)
    assert db.value("SELECT count(*) FROM leads WHERE id = %s", (pairs[0],)) == 1
    assert _pairs(db) == []
