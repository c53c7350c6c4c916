"""What a command changed is put back exactly, or not at all."""

import uuid

import pytest

from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError


@pytest.fixture
def journal(db):
    return JournalRepository(db)


def _set(db, lead_id, **values):
    for name, value in values.items():
        db.run(f"UPDATE leads SET {name} = %s WHERE id = %s", (value, lead_id))


def _change(lead_id, before, after, table="public.leads"):
    return RowChange(table, lead_id, before, after)


def test_rows_go_back_to_what_they_were(db, user, journal, make_lead):
    one, two = make_lead("a@x.example"), make_lead("b@x.example")
    _set(db, one, status="hot")
    _set(db, two, status="hot")
    entry = journal.add(user.id, "set_lead_status", "2 leads set to hot", [
        _change(one, {"status": "warm"}, {"status": "hot"}),
        _change(two, {"status": "cold"}, {"status": "hot"}),
    ])  # fmt: skip
    assert journal.last_undoable(user.id) == (entry, "2 leads set to hot")
    changes = journal.undo(user.id, entry)
    assert changes.kinds == Kind.LEADS | Kind.CONVERSATIONS, "they show how warm a lead is"
    assert changes.said == "Undone: 2 leads set to hot"
    assert dict(db.rows("SELECT id, status FROM leads")) == {one: "warm", two: "cold"}
    assert journal.last_undoable(user.id) is None
    with pytest.raises(KnownError, match="nothing to undo"):
        journal.undo(user.id, entry)


def test_columns_nobody_touched_stay(db, user, journal, make_lead):
    one = make_lead("a@x.example", company="A")
    _set(db, one, status="hot", company="Renamed since")
    entry = journal.add(user.id, "c", "s", [_change(one, {"status": "warm"}, {"status": "hot"})])
    journal.undo(user.id, entry)
    assert db.row("SELECT status, company FROM leads") == ("warm", "Renamed since")


def test_one_row_changed_since_keeps_all_as_it_is(db, user, journal, make_lead):
    one, two = make_lead("a@x.example"), make_lead("b@x.example")
    _set(db, one, status="hot")
    _set(db, two, status="cold")
    entry = journal.add(user.id, "c", "s", [
        _change(one, {"status": "warm"}, {"status": "hot"}),
        _change(two, {"status": "warm"}, {"status": "hot"}),
    ])  # fmt: skip
    with pytest.raises(KnownError, match="was changed since"):
        journal.undo(user.id, entry)
    assert dict(db.rows("SELECT id, status FROM leads")) == {one: "hot", two: "cold"}
    # Not spent: it can be tried again when the row is what it was.
    _set(db, two, status="hot")
    journal.undo(user.id, entry)


def test_values_keep_their_types(db, user, journal, make_lead):
    one = make_lead("a@x.example")
    before = {"metadata": {"emails": ["b@x.example"], "n": 1.5, "t": None}, "phone": None,
              "last_contact_at": "2026-06-17T09:30:00+00:00"}  # fmt: skip
    after = {"metadata": {"x": "\u20ac'"}, "phone": "1", "last_contact_at": None}
    db.run(
        "UPDATE leads SET metadata = '{\"x\": \"\u20ac''\"}', phone = '1', last_contact_at = NULL"
    )
    journal.undo(user.id, journal.add(user.id, "c", "s", [_change(one, before, after)]))
    row = db.row("SELECT metadata, phone, last_contact_at::text FROM leads")
    assert row == (before["metadata"], None, "2026-06-17 09:30:00+00")


def test_what_was_made_is_taken_away_and_what_was_deleted_comes_back(db, user, journal, make_lead):
    made = make_lead("a@x.example", company="A")
    entry = journal.add(user.id, "c", "A added", [_change(made, None, {"company": "A"})])
    gone = make_lead("b@x.example", company="B")
    row = db.value("SELECT to_jsonb(lead) FROM leads AS lead WHERE id = %s", (gone,))
    db.run("DELETE FROM leads WHERE id = %s", (gone,))
    deleted = journal.add(user.id, "d", "B deleted", [_change(gone, row, None)])
    journal.undo(user.id, deleted)
    assert db.value("SELECT to_jsonb(l) FROM leads AS l WHERE id = %s", (gone,)) == row
    journal.undo(user.id, entry)
    assert db.rows("SELECT company FROM leads") == [("B",)]


def test_undo_ends_calmly_where_the_place_is_taken(db, user, journal, make_lead):
    gone = make_lead("b@x.example")
    row = db.value("SELECT to_jsonb(lead) FROM leads AS lead")
    db.run("DELETE FROM leads")
    entry = journal.add(user.id, "d", "B deleted", [_change(gone, row, None)])
    make_lead("b@x.example")
    with pytest.raises(KnownError, match="was changed since"):
        journal.undo(user.id, entry)


def test_the_journal_is_a_users_own(db, user, other_user, journal, make_lead):
    theirs = make_lead("a@x.example", of=other_user)
    entry = journal.add(other_user.id, "c", "s", [])
    assert journal.last_undoable(user.id) is None
    with pytest.raises(KnownError):
        journal.undo(user.id, entry)
    # Even a forged entry reaches only its user's rows.
    forged = journal.add(user.id, "c", "s", [
        _change(theirs, {"company": "Stolen"}, {"company": "x.example"})
    ])  # fmt: skip
    with pytest.raises(KnownError):
        journal.undo(user.id, forged)
    assert db.value("SELECT company FROM leads") == "x.example"


def test_only_tables_of_the_work_are_kept(journal, user):
    with pytest.raises(ValueError, match=r"public\.session"):
        journal.add(user.id, "c", "s", [_change(uuid.uuid4(), {}, {}, "public.session")])


def test_an_entry_lives_and_dies_with_its_transaction(db, user, journal, make_lead):
    one = make_lead("a@x.example")
    with pytest.raises(ZeroDivisionError), db.transaction():
        _set(db, one, status="hot")
        journal.add(user.id, "c", "s", [_change(one, {"status": "warm"}, {"status": "hot"})])
        raise ZeroDivisionError
    assert db.value("SELECT status FROM leads") == "warm"
    assert journal.last_undoable(user.id) is None
