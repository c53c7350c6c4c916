"""Undo, redo and history as a user meets them."""

import uuid

import pytest

from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.domain.errors import KnownError
from desktop_app.domain.journal import ChangedSince, How
from desktop_app.domain.leads import LeadDraft, LeadStatus
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService

HOT, COLD = LeadStatus.HOT, LeadStatus.COLD


def _status(mine, lead):
    return mine.leads.lead(lead).status


def test_redo_goes_forward_until_something_new_is_done(mine, make_lead):
    lead = make_lead("a@x.example")
    mine.leads.set_status([lead], HOT)
    mine.leads.set_status([lead], COLD)
    assert mine.journal.can_redo() is None
    assert "nothing to redo" in mine.journal.redo().said
    mine.journal.undo()
    mine.journal.undo()
    assert (mine.journal.can_undo(), mine.journal.can_redo()) == (None, "Set to hot")
    assert mine.journal.redo().said == "Redone: Set to hot"
    assert _status(mine, lead) is HOT
    assert mine.journal.can_redo() == "Set to cold"
    mine.leads.create(LeadDraft("B", "B", "b@x.example"))
    assert mine.journal.can_redo() is None
    with pytest.raises(KnownError, match="nothing to redo"):
        mine.journal.redo(None, 1)


def test_it_is_all_in_the_database(db, user, mine, make_lead):
    lead = make_lead("a@x.example")
    mine.leads.set_status([lead], HOT)
    mine.journal.undo()
    later = JournalService(db, user.id)
    assert later.can_redo() == "Set to hot"
    later.redo()
    assert later.can_undo() == "Set to hot"
    assert LeadService(db, user.id).lead(lead).status is HOT


def test_an_older_one_undone_and_redone_is_the_next_to_undo(mine, make_lead):
    lead, other = make_lead("a@x.example"), make_lead("b@x.example")
    first = mine.leads.set_status([lead], HOT).journal_id
    mine.leads.set_status([other], COLD)
    mine.journal.undo(first)
    mine.journal.redo()
    assert mine.journal.can_undo() == "Set to hot"


def test_keeping_newer_goes_by_field_and_says_how_many(db, mine, make_lead):
    leads = [make_lead(f"{n}@x.example") for n in range(4)]
    entry = mine.leads.set_status(leads, HOT).journal_id
    db.run("UPDATE leads SET status = 'cold' WHERE id = %s", (leads[0],))
    with pytest.raises(ChangedSince) as asked:
        mine.journal.undo()
    question = asked.value
    assert (question.title, question.said) == ("1 lead was changed since.", "4 leads set to hot")
    (row,) = question.rows
    assert row.name == "0, x.example"
    assert [(each.title, each.before, each.after) for each in row.fields] == [
        ("Status", "hot", "cold")
    ]
    assert mine.journal.can_undo() == "4 leads set to hot", "asking changes nothing"
    said = mine.journal.undo(entry, How.KEEP_NEWER).said
    assert said == "Undone: 4 leads set to hot; 1 lead changed since was kept"
    assert [_status(mine, each) for each in leads] == ["cold", "warm", "warm", "warm"]
    # What was kept is not touched by doing it again.
    assert mine.journal.redo().said == "Redone: 4 leads set to hot"
    assert [_status(mine, each) for each in leads] == ["cold", "hot", "hot", "hot"]


def test_each_custom_field_is_a_field_of_its_own(db, user, mine, make_lead):
    from desktop_app.data.leads import LeadRepository

    lead = make_lead("a@x.example", metadata={"region": "North", "tier": 1})
    db.run(
        "INSERT INTO outpost.custom_field (id, user_id, key, title, kind) "
        "VALUES (gen_random_uuid(), %s, 'tier', 'Tier of 3', 'number')",
        (user.id,),
    )
    change = LeadRepository(db).update(
        user.id, lead, {"metadata": {"region": "South", "tier": 2, "new": [1]}}
    )
    entry = mine.journal._journal.add(user.id, "edit_lead", "Lead changed", [change])

    def now():
        return db.value("SELECT metadata FROM leads WHERE id = %s", (lead,))

    # Another field of the same column is nothing newer.
    db.run("UPDATE leads SET metadata = metadata || '{\"other\": true}'")
    mine.journal.undo()
    assert now() == {"region": "North", "tier": 1, "other": True}
    mine.journal.redo()
    assert now() == {"region": "South", "tier": 2, "new": [1], "other": True}
    db.run("UPDATE leads SET metadata = metadata || '{\"tier\": 3}'")
    with pytest.raises(ChangedSince) as asked:
        mine.journal.undo()
    (row,) = asked.value.rows
    assert [(each.title, each.before, each.after) for each in row.fields] == [
        ("Tier of 3", "2", "3")
    ]
    mine.journal.undo(entry, How.KEEP_NEWER)
    assert now() == {"region": "North", "tier": 3, "other": True}
    mine.journal.redo()
    assert now() == {"region": "South", "tier": 3, "new": [1], "other": True}
    mine.journal.undo(entry, How.OVERWRITE)
    assert now() == {"region": "North", "tier": 1, "other": True}
    mine.journal.redo()
    assert now() == {"region": "South", "tier": 3, "new": [1], "other": True}


def test_over_newer_and_forward_again_loses_nothing(db, mine, make_lead):
    lead = make_lead("a@x.example")
    entry = mine.leads.set_status([lead], HOT).journal_id
    db.run("UPDATE leads SET status = 'cold'")
    assert mine.journal.undo(entry, How.OVERWRITE).said == "Undone: Set to hot"
    assert _status(mine, lead) == "warm"
    mine.journal.redo()
    assert _status(mine, lead) == "cold", "the newer value was put by, not lost"


def test_an_edit_that_was_taken_back_is_no_edit(db, user, mine, make_lead):
    """Ctrl+Z twice: the edit, then the import below it, without a question."""
    lead = make_lead("a@x.example")
    repository = mine.journal._journal
    touched = db.value("SELECT to_jsonb(updated_at) FROM leads")
    from desktop_app.data.journal import RowChange

    entry = repository.begin(user.id, "import_leads", "Import")
    repository.append(entry, [RowChange("public.leads", lead, None, {"updated_at": touched})])
    assert mine.journal.can_undo() is None, "it is still going on"
    with pytest.raises(KnownError, match="still going on"):
        mine.journal.undo(entry)
    repository.close(entry, "Import of x.csv")
    mine.leads.set_status([lead], HOT)
    with pytest.raises(ChangedSince) as asked:
        mine.journal.undo(entry)
    assert asked.value.rows[0].reason == "was edited since"
    mine.journal.undo()
    assert mine.journal.undo().said == "Undone: Import of x.csv"
    assert mine.leads.lead(lead) is None
    whole = mine.journal.redo()
    assert whole.said == "Redone: Import of x.csv"
    assert mine.leads.lead(lead).email == "a@x.example", "kept whole by the undo"
    mine.journal.undo()
    assert mine.leads.lead(lead) is None


def test_an_address_that_is_taken_meanwhile_is_no_traceback(db, user, mine, make_lead):
    from desktop_app.data.leads import LeadRepository

    lead = make_lead("old@x.example", company="A")
    change = LeadRepository(db).update(
        user.id, lead, {"email": "new@x.example", "company": "Renamed"}
    )
    entry = mine.journal._journal.add(user.id, "edit_lead", "Lead changed", [change])
    make_lead("old@x.example")
    with pytest.raises(ChangedSince):
        mine.journal.undo()
    for how in (How.OVERWRITE, How.KEEP_NEWER):
        mine.journal.undo(entry, how)
        found = mine.leads.lead(lead)
        assert (found.email, found.company) == ("new@x.example", "A")
        mine.journal.redo()
        assert mine.leads.lead(lead).company == "Renamed"


def test_a_row_changed_twice_goes_back_all_the_way(db, user, mine, make_lead):
    from desktop_app.data.journal import RowChange

    lead = make_lead("a@x.example")
    db.run("UPDATE leads SET status = 'cold', phone = '1'")
    mine.journal._journal.add(user.id, "c", "Twice", [
        RowChange("public.leads", lead, {"status": "warm"}, {"status": "hot"}),
        RowChange("public.leads", lead, {"status": "hot", "phone": None},
                  {"status": "cold", "phone": "1"}),
    ])  # fmt: skip
    mine.journal.undo()
    assert (_status(mine, lead), mine.leads.lead(lead).phone) == ("warm", "")
    mine.journal.redo()
    assert (_status(mine, lead), mine.leads.lead(lead).phone) == ("cold", "1")


@pytest.mark.parametrize(("zone", "said"), [
    ("Europe/Berlin", "Wed 17 June 2026, 11:30"), ("nowhere", "Wed 17 June 2026, 09:30"),
])  # fmt: skip
def test_moments_of_a_history_are_on_the_users_clock(db, mine, user, make_lead, zone, said):
    lead = make_lead("a@x.example")
    db.run("UPDATE users SET timezone = %s WHERE id = %s", (zone, user.id))
    was, became = "2026-06-17T09:30:00+00:00", None
    with db.transaction():
        JournalRepository(db).add(user.id, "try", "Tried", [
            RowChange("public.leads", lead, {"last_contact_at": was}, {"last_contact_at": became}),
        ])  # fmt: skip
    (row,) = mine.journal.history(lead).entries[0].rows
    assert [(each.before, each.after) for each in row.fields] == [(said, "")]


def test_the_history_of_a_lead_newest_first_by_pages(mine, user, make_lead):
    lead, made = mine.leads.create(LeadDraft("Norvane", "Ines", "ines@norvane.example"))
    other = make_lead("b@x.example")
    for number in range(5):
        mine.leads.set_status([lead, other], (HOT, COLD)[number % 2])
    mine.journal.undo()
    mine.leads.set_status([other], LeadStatus.WARM)
    page = mine.journal.history(lead, 2)
    assert page.more
    assert [(each.said, each.undone) for each in page.entries] == [
        ("2 leads set to hot", True), ("2 leads set to cold", False),
    ]  # fmt: skip
    (row,) = page.entries[0].rows
    assert (row.what, row.did) == ("", "changed")
    assert [(each.title, each.before, each.after) for each in row.fields] == [
        ("Status", "cold", "hot")
    ]
    assert page.entries[0].who == user.name
    last = page.entries[-1]
    rest = mine.journal.history(lead, 10, (last.at, last.id))
    assert not rest.more
    assert [each.id for each in rest.entries][-1] == made.journal_id
    assert len(rest.entries) == 4
    (row,) = rest.entries[-1].rows
    assert row.did == "made"
    assert ("Company", "Norvane") in [(each.title, each.after) for each in row.fields]
    mine.leads.delete([lead])
    assert mine.journal.history(lead).entries[0].rows[0].did == "deleted"
    assert mine.journal.history(uuid.uuid4()).entries == ()


def test_a_hundred_thousand_go_back_in_few_statements(db, user, mine, monkeypatch):
    import psycopg

    count = 100_000
    db.run(
        "INSERT INTO actions (user_id, type) SELECT %s, 'call' FROM generate_series(1, %s)",
        (user.id, count),
    )
    repository = mine.journal._journal
    with db.transaction():
        entry = repository.begin(user.id, "complete_actions", "All done", open=False)
        noted = repository.append_rows(
            entry,
            "public.actions",
            "SELECT id, NULL::uuid, %(before)s::jsonb, %(after)s::jsonb FROM changed",
            {"before": '{"status": "pending"}', "after": '{"status": "completed"}'},
            ctes="changed AS (UPDATE actions SET status = 'completed' RETURNING id)",
        )
    assert noted == count
    statements = []
    plain = psycopg.Cursor.execute

    def counted(self, query, *args, **kwargs):
        statements.append(query)
        return plain(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    mine.journal.undo()
    assert 5 < len(statements) < 25
    assert db.rows("SELECT DISTINCT status FROM actions") == [("pending",)]
    one = db.value("SELECT id FROM actions LIMIT 1")
    db.run("UPDATE actions SET status = 'cancelled' WHERE id = %s", (one,))
    del statements[:]
    mine.journal.redo(How.KEEP_NEWER)
    assert len(statements) < 30
    assert sorted(db.rows("SELECT status, count(*) FROM actions GROUP BY 1")) == [
        ("cancelled", 1), ("completed", count - 1),
    ]  # fmt: skip
