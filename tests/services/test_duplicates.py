"""Two leads made one, and made two again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.lead_duplicates import LeadDuplicateRepository, pair_id
from desktop_app.data.lead_merge import LeadMergeRepository
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.lead_duplicates import Reason, Verdict
from desktop_app.domain.lead_merge import best_to_keep, merge_fields, moves_words
from desktop_app.domain.leads import LeadStatus
from desktop_app.services.duplicates import DuplicateService

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

# What says of itself when it was last looked at, or is no part of what a merge changes.
PASSING = {"outpost.journal", "outpost.journal_change", "outpost.lead_to_compare",
           "outpost.migration", "outpost.setting", "outpost.lead_match_key",
           "outpost.metric_mark", "outpost.suggestion_wanted"}  # fmt: skip


@pytest.fixture
def duplicates(mine) -> DuplicateService:
    return mine.duplicates


@pytest.fixture
def pair(db, user):
    """Notes that two leads may be one; answers the pair's id."""

    def pair(a, b, score=92):
        a, b = sorted((a, b))
        verdict = Verdict(score, Reason.PERSON)
        LeadDuplicateRepository(db).save(user.id, [], {(a, b): verdict})
        return pair_id(a, b)

    return pair


@pytest.fixture
def norvane(db, user, make_lead, deliver, pair):
    """One person three times, with mail, actions and insights; and somebody else."""
    one = make_lead("ines@norvane.example", company="Norvane Optics", contact_name="Ines Caldaro",
                    metadata={"budget": 40, "imported": {"Fair": "May", "Row": "1"}})  # fmt: skip
    two = make_lead("icaldaro@web.de", company="norvane", contact_name="I. Caldaro",
                    phone="+49 30 5550142", status=LeadStatus.HOT,
                    metadata={"emails": ["old@norvane.example"], "region": "North",
                              "imported": {"Row": "7", "Source": "web"}})  # fmt: skip
    three = make_lead("caldaro@norvane.example", company="Norvane", contact_name="Caldaro, Ines")
    other = make_lead("tobias@brackenfold.example", company="Brackenfold")
    deliver("ines@norvane.example", user.email, "Pilot", at=AT)
    first = deliver("Ines <icaldaro@web.de>", user.email, "Quote", "How much?",
                    at=AT + timedelta(days=1))  # fmt: skip
    deliver(user.email, "icaldaro@web.de", "Re: Quote", at=AT + timedelta(days=2), answers=first)
    deliver("old@norvane.example", user.email, "From home", at=AT - timedelta(days=9))
    deliver("tobias@brackenfold.example", user.email, "Demo", at=AT)
    for lead in (one, two, two, three, other):
        db.run(
            "INSERT INTO actions (user_id, lead_id, email_id, type, status, updated_at) "
            "VALUES (%s, %s, %s, 'call', 'completed', '2026-03-01')",
            (user.id, lead, first),
        )
    for kind in ("sentiment", "draft"):
        db.run("INSERT INTO ai_insights (user_id, lead_id, email_id, insight_type, content, "
               "created_at, updated_at) VALUES (%s, %s, %s, %s, 'x', '2026-03-01', '2026-03-01')",
               (user.id, two, first if kind == "sentiment" else None, kind))  # fmt: skip
    db.run("UPDATE leads SET has_ai_draft = true, ai_suggestion = 'Send the quote' WHERE id = %s",
           (two,))  # fmt: skip
    pair(one, two)
    pair(two, three, 84)
    pair(two, other, 60)
    return one, two, three, other


def _rows(db, *, but=PASSING):
    """Every row of every table, by table."""
    tables = db.rows(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
        "WHERE schemaname IN ('public', 'outpost') ORDER BY 1"
    )
    return {
        table: sorted(row[0] for row in db.rows(f"SELECT to_jsonb(t)::text FROM {table} AS t"))
        for (table,) in tables
        if table not in but
    }


def _same_but_when_edited(db, before, lead_id):
    """All rows are those of before; taking it back is an edit of the lead that stayed."""
    now = _rows(db)
    when = db.value("SELECT to_jsonb(updated_at) #>> '{}' FROM leads WHERE id = %s", (lead_id,))
    held = next(row for row in before["public.leads"] if f'"id": "{lead_id}"' in row)
    became = next(row for row in now["public.leads"] if f'"id": "{lead_id}"' in row)
    now["public.leads"].remove(became)
    then = db.value("SELECT %s::jsonb ->> 'updated_at'", (held,))
    now["public.leads"] = sorted([*now["public.leads"], became.replace(when, then)])
    for table in before:
        assert now[table] == before[table], table


# -- looking ---------------------------------------------------------------------------------------


def test_pairs_are_listed_the_surest_first(duplicates, norvane):
    one, two, *_ = norvane
    assert duplicates.count() == 3
    rows = duplicates.rows(tuple(duplicates.all_ids()))
    assert [row.score for row in rows] == [92, 84, 60]
    assert {rows[0].one.id, rows[0].other.id} == {one, two}
    assert rows[0].reason_words == "Same person and company"
    assert [row.score_words for row in rows] == ["Very likely", "Likely", "Possible"]
    assert [row.score for row in duplicates.of_lead(two)] == [92, 84, 60]
    assert duplicates.of_lead(uuid4()) == ()


def test_a_group_is_what_hangs_together(duplicates, norvane, make_lead, pair):
    one, two, three, other = norvane
    assert duplicates.group([one, two]) == (one, two, three, other)
    far = make_lead("far@x.example")
    pair(other, far, 99)
    assert far not in duplicates.group([one, two]), "four at most"
    assert duplicates.group([far]) == (far, other, two, one)
    assert duplicates.group([make_lead("alone@x.example")])[1:] == ()


def test_leads_left_to_compare_are_counted(duplicates, norvane, db):
    assert duplicates.left() == 4
    db.run("DELETE FROM outpost.lead_to_compare")
    assert duplicates.left() == 0


def test_looking_again_is_a_job(duplicates, mine):
    job = duplicates.look_again()
    assert job.kind is JobKind.FIND_DUPLICATES
    assert mine.jobs.running() == (job,)


def test_not_duplicates_can_be_taken_back(duplicates, mine, norvane):
    ids = tuple(duplicates.all_ids())
    changes = duplicates.dismiss(ids[:1])
    assert changes.kinds == Kind.DUPLICATES
    assert tuple(duplicates.all_ids()) == ids[1:]
    assert duplicates.dismiss(ids[:1]).journal_id is None
    mine.journal.undo(changes.journal_id)
    assert tuple(duplicates.all_ids()) == ids
    one, two, three, _ = norvane
    duplicates.dismiss_between([one, two, three])
    assert duplicates.count() == 1


def test_sides_say_what_hangs_on_them(duplicates, norvane):
    one, two, three, _ = norvane
    sides = duplicates.compare([three, two, uuid4(), one])
    assert [side.lead.id for side in sides] == [three, two, one]
    assert [(s.messages, s.actions, s.insights) for s in sides] == [(0, 1, 0), (3, 2, 2), (1, 1, 0)]
    assert best_to_keep(sides) == 1
    assert moves_words(sides, 1, "Norvane") == "1 message and 2 actions move to Norvane."
    fields = {field.key: field for field in merge_fields(sides)}
    assert fields["contact_name"].values == ("Caldaro, Ines", "I. Caldaro", "Ines Caldaro")
    assert fields["phone"].default == 1 and not fields["phone"].values[0]
    assert fields["email"].default == 1
    assert fields["company"].values[fields["company"].default] == "Norvane Optics"
    assert fields["custom.budget"].title == "Budget"
    assert "website" not in fields and "custom.emails" not in fields


# -- merging ---------------------------------------------------------------------------------------


def test_everything_moves_to_the_lead_that_stays(duplicates, mine, db, norvane):
    one, two, three, other = norvane
    changes = duplicates.merge(
        one,
        [two, three],
        {"status": "hot", "email": "caldaro@norvane.example", "custom.budget": 50},
    )
    assert changes.said == "3 leads merged into Norvane Optics"
    assert Kind.LEADS in changes.kinds and Kind.DUPLICATES in changes.kinds
    assert {row[0] for row in db.rows("SELECT id FROM leads")} == {one, other}
    lead = mine.leads.lead(one)
    assert (lead.company, lead.contact_name, lead.status) == (
        "Norvane Optics", "Ines Caldaro", LeadStatus.HOT,
    )  # fmt: skip
    assert lead.phone == "+49 30 5550142", "it had none"
    assert lead.email == "caldaro@norvane.example"
    assert lead.metadata == {
        "emails": ["ines@norvane.example", "icaldaro@web.de", "old@norvane.example"],
        "budget": 50,
        "region": "North",
        "imported": {"Fair": "May", "Row": "1", "Source": "web"},
    }
    assert lead.last_message == "How much?"
    assert lead.last_contact_at == AT + timedelta(days=2)
    assert lead.has_draft and lead.suggestion == "Send the quote"
    counts = {
        table: dict(db.rows(f"SELECT lead_id, count(*) FROM {table} GROUP BY lead_id"))
        for table in ("emails", "email_threads", "actions", "ai_insights", "outpost.conversation")
    }
    assert counts == {
        "emails": {one: 4, other: 1}, "email_threads": {one: 3, other: 1},
        "actions": {one: 4, other: 1}, "ai_insights": {one: 2},
        "outpost.conversation": {one: 3, other: 1},
    }  # fmt: skip
    known = dict(db.rows("SELECT address, lead_id FROM outpost.lead_address"))
    assert known.pop("tobias@brackenfold.example") == other
    assert set(known) == {"ines@norvane.example", "icaldaro@web.de", "old@norvane.example",
                          "caldaro@norvane.example"}  # fmt: skip
    assert set(known.values()) == {one}
    assert duplicates.count() == 0


def test_a_move_is_no_edit_of_what_moves(duplicates, db, norvane):
    one, two, three, _ = norvane
    when = {
        table: sorted(db.rows(f"SELECT id, updated_at FROM {table}"))
        for table in ("emails", "email_threads", "actions", "ai_insights")
    }
    duplicates.merge(one, [two, three], {})
    for table, rows in when.items():
        assert sorted(db.rows(f"SELECT id, updated_at FROM {table}")) == rows, table
    db.run("UPDATE actions SET description = 'else' WHERE lead_id = %s", (one,))
    assert db.value("SELECT count(*) FROM actions WHERE updated_at > '2026-04-01'") == 4


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_undone_every_row_is_what_it_was(duplicates, mine, db, norvane, keep):
    leads = list(norvane[:3])
    kept = leads.pop(keep)
    duplicates.dismiss([pair_id(*norvane[:2])])
    before = _rows(db)
    assert sum(map(len, before.values())) > 60
    changes = duplicates.merge(
        kept, leads, {"company": "Norvane Group", "contact_name": "Ines", "phone": "112",
                      "email": "icaldaro@web.de"},
    )  # fmt: skip
    assert _rows(db) != before
    merged = _rows(db)
    mine.journal.undo(changes.journal_id)
    _same_but_when_edited(db, before, kept)
    mine.journal.redo()
    _same_but_when_edited(db, merged, kept)
    mine.journal.undo()
    _same_but_when_edited(db, before, kept)


def test_mail_that_comes_later_goes_to_the_lead_that_stayed(duplicates, db, norvane, deliver, user):
    one, two, three, _ = norvane
    duplicates.merge(one, [two, three], {})
    for address in ("icaldaro@web.de", "old@norvane.example", "caldaro@norvane.example"):
        message = deliver(address, user.email, f"Later from {address}")
        assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == one


def test_undone_mail_that_comes_later_goes_where_it_went(
    duplicates, mine, db, norvane, deliver, user
):
    one, two, three, _ = norvane
    mine.journal.undo(duplicates.merge(one, [two, three], {}).journal_id)
    for address, lead in (("icaldaro@web.de", two), ("ines@norvane.example", one),
                          ("caldaro@norvane.example", three)):  # fmt: skip
        message = deliver(address, user.email, "Later")
        assert db.value("SELECT lead_id FROM emails WHERE id = %s", (message,)) == lead


def test_undo_after_something_newer_keeps_all_as_it_is(duplicates, mine, db, norvane):
    one, two, three, _ = norvane
    changes = duplicates.merge(one, [two, three], {"company": "Norvane Group"})
    db.run("UPDATE leads SET company = 'Renamed since' WHERE id = %s", (one,))
    before = _rows(db)
    with pytest.raises(KnownError):
        mine.journal.undo(changes.journal_id)
    assert _rows(db) == before


def test_nights_that_pass_are_nothing_newer(duplicates, mine, db, norvane):
    one, two, three, _ = norvane
    changes = duplicates.merge(one, [two, three], {})
    db.run("UPDATE leads SET days_since_contact = days_since_contact + 1")
    mine.journal.undo(changes.journal_id)
    assert db.value("SELECT count(*) FROM leads") == 4


def test_the_day_of_a_contact_noted_by_hand_is_kept(duplicates, mine, db, make_lead):
    one, two = make_lead("a@x.example"), make_lead("b@x.example")
    db.run(
        "UPDATE leads SET last_contact_at = %s, days_since_contact = 12, "
        "last_message = 'Called' WHERE id = %s",
        (AT, two),
    )
    duplicates.merge(one, [two], {})
    lead = mine.leads.lead(one)
    assert (lead.last_contact_at, lead.days_since_contact) == (AT, 12)
    assert lead.last_message == "Called"


def test_what_is_real_does_not_go_with_the_samples(duplicates, db, make_lead):
    real = make_lead("a@x.example")
    sample = make_lead("b@x.example", metadata={"sample": True, "note": "x"})
    other = make_lead("c@x.example", metadata={"sample": True})
    duplicates.merge(sample, [real], {})
    assert db.value("SELECT metadata FROM leads WHERE id = %s", (sample,)) == {
        "note": "x", "emails": ["a@x.example"],
    }  # fmt: skip
    again = make_lead("d@x.example", metadata={"sample": True})
    duplicates.merge(other, [again], {})
    assert db.value("SELECT metadata -> 'sample' FROM leads WHERE id = %s", (other,)) is True


@pytest.mark.parametrize("metadata", [None, [], "text", {"emails": "x@y.example"}, {"imported": 3}])
def test_whatever_another_program_wrote_into_metadata(duplicates, mine, db, make_lead, metadata):
    one, two = make_lead("a@x.example"), make_lead("B@x.example")
    db.run("UPDATE leads SET metadata = %s", (Jsonb(metadata) if metadata is not None else None,))
    before = _rows(db)
    changes = duplicates.merge(one, [two], {})
    assert db.value("SELECT metadata -> 'emails' FROM leads") == ["b@x.example"]
    mine.journal.undo(changes.journal_id)
    _same_but_when_edited(db, before, one)


# -- what goes wrong -------------------------------------------------------------------------------


def test_a_lead_that_is_gone_stops_it(duplicates, db, norvane):
    one, two, three, _ = norvane
    db.run("DELETE FROM leads WHERE id = %s", (three,))
    before = _rows(db)
    with pytest.raises(KnownError, match="not there any more"):
        duplicates.merge(one, [two, three], {})
    assert _rows(db) == before


def test_merged_twice_at_once_one_of_them_is_told(duplicates, db_url, db, user, norvane):
    one, two, three, _ = norvane
    start, told = threading.Barrier(2), []

    def merge(keep, others):
        own = Database(db_url)
        try:
            service = DuplicateService(own, user.id)
            start.wait()
            told.append(service.merge(keep, others, {}).said)
        except KnownError as error:
            told.append(error.title)
        finally:
            own.close()

    threads = [threading.Thread(target=merge, args=args)
               for args in ((one, [two, three]), (two, [three, one]))]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(words.split()[0] for words in told) == ["3", "One"]
    assert db.value("SELECT count(*) FROM leads") == 2
    assert db.value("SELECT count(*) FROM emails WHERE lead_id IS NULL") == 0
    assert db.value("SELECT count(*) FROM actions") == 5


def test_one_that_breaks_off_changes_nothing(duplicates, db, norvane, monkeypatch):
    one, two, three, _ = norvane
    before = _rows(db, but=set())
    monkeypatch.setattr(LeadMergeRepository, "complete", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        duplicates.merge(one, [two, three], {})
    assert _rows(db, but=set()) == before


def test_what_cannot_be_chosen(duplicates, db, norvane, make_lead):
    one, two, *_ = norvane
    before = _rows(db)
    for attempt in (
        lambda: duplicates.merge(one, [], {}),
        lambda: duplicates.merge(one, [one], {}),
        lambda: duplicates.merge(one, [uuid4() for _ in range(4)], {}),
        lambda: duplicates.merge(one, [two], {"email": "tobias@brackenfold.example"}),
        lambda: duplicates.merge(one, [two], {"email": "nobody@new.example"}),
    ):
        with pytest.raises(KnownError):
            attempt()
    for chosen in ({"user_id": str(uuid4())}, {"status": "boiling"}):
        with pytest.raises(ValueError):
            duplicates.merge(one, [two], chosen)
    assert _rows(db) == before


def test_the_address_of_a_third_lead_is_left_to_it(duplicates, mine, db, make_lead):
    """An alias of one that is another lead's own address stays where its mail goes."""
    one, two = make_lead("a@x.example"), make_lead("b@x.example")
    third = make_lead("c@x.example")
    db.run('UPDATE leads SET metadata = \'{"emails": ["c@x.example"]}\' WHERE id = %s', (two,))
    duplicates.merge(one, [two], {})
    assert (
        dict(db.rows("SELECT address, lead_id FROM outpost.lead_address"))["c@x.example"] == third
    )


def test_others_leads_are_none_of_ones_own(duplicates, theirs, db, norvane, make_lead, other_user):
    one, two, *_ = norvane
    foreign = make_lead("x@theirs.example", of=other_user)
    before = _rows(db)
    with pytest.raises(KnownError, match="not there any more"):
        duplicates.merge(one, [foreign], {})
    with pytest.raises(KnownError, match="not there any more"):
        theirs.duplicates.merge(one, [two], {})
    assert _rows(db) == before


def test_after_merge_and_undo_the_search_finds_the_same(duplicates, mine, db, make_lead, user):
    from desktop_app.engine.duplicates import QuietLook

    look = QuietLook(db, lambda: False).look
    one = make_lead("a@x.example", company="Norvane", contact_name="Ines Caldaro")
    two = make_lead("b@y.example", company="Norvane", contact_name="Ines Caldaro")
    make_lead("b+tag@y.example", company="Else", contact_name="Someone Else")
    look()
    before = _rows(db, but=PASSING - {"outpost.lead_match_key"})
    changes = duplicates.merge(one, [two], {})
    look()
    assert duplicates.count() == 1, "the kept one has the other's address, which a third has too"
    mine.journal.undo(changes.journal_id)
    look()
    now = _rows(db, but=PASSING - {"outpost.lead_match_key"})
    for table in ("outpost.lead_match_key", "outpost.lead_address"):
        assert now[table] == before[table]
    assert len(now["outpost.lead_duplicate"]) == len(before["outpost.lead_duplicate"]) == 2
