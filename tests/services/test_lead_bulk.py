"""One change to many leads: one command, one undo; few at once, many by the engine."""

import random
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import Job, JobKind
from desktop_app.domain.lead_changes import (
    AddAction,
    DeleteLeads,
    SetField,
    change_document,
    change_of,
)
from desktop_app.domain.leads import LeadStatus
from desktop_app.services.lead_bulk import LeadBulkService

HOT = SetField("status", "Status", "hot")
CALL = AddAction("call", datetime(2026, 6, 18, 9, tzinfo=UTC), "high", "Call about the fair")


@pytest.fixture
def my_leads(make_lead):
    statuses = [LeadStatus.WARM, LeadStatus.COLD, LeadStatus.WARM, LeadStatus.HOT, LeadStatus.COLD]
    return [make_lead(f"{n}@x.example", status=status) for n, status in enumerate(statuses)]


def _columns(db, name):
    return dict(db.rows(f"SELECT id, {name} FROM leads"))


@pytest.mark.parametrize("change", [HOT, SetField("custom.region", "Region", None), CALL,
                                    AddAction("call"), DeleteLeads()])  # fmt: skip
def test_a_change_can_stand_in_a_row(change):
    assert change_of(change_document(change)) == change


def test_few_are_changed_at_once_and_undone_as_one(db, mine, my_leads):
    before = _columns(db, "status")
    ids = IdList.of([*my_leads[:3], uuid4()])
    changes = mine.lead_bulk.change(ids, HOT)
    assert isinstance(changes, Changes)
    assert Kind.LEADS in changes.kinds
    changed = sum(before[each] != "hot" for each in my_leads[:3])
    assert changes.said == f"{changed} leads set to hot"
    assert {_columns(db, "status")[each] for each in my_leads[:3]} == {"hot"}
    mine.journal.undo()
    assert _columns(db, "status") == before
    mine.journal.redo()
    assert {_columns(db, "status")[each] for each in my_leads[:3]} == {"hot"}


def test_what_is_so_already_is_no_command(db, mine, my_leads):
    ids = IdList.of(my_leads[:2])
    mine.lead_bulk.change(ids, HOT)
    entries = db.value("SELECT count(*) FROM outpost.journal")
    again = mine.lead_bulk.change(ids, HOT)
    assert again == Changes(said="Already hot")
    assert db.value("SELECT count(*) FROM outpost.journal") == entries


@pytest.mark.parametrize("value", ["Foods", None])
def test_any_column_can_be_set(db, mine, my_leads, value):
    db.run("UPDATE leads SET industry = 'Energy' WHERE id = %s", (my_leads[0],))
    before = _columns(db, "industry")
    mine.lead_bulk.change(IdList.of(my_leads), SetField("industry", "Industry", value))
    assert set(_columns(db, "industry").values()) == {value}
    mine.journal.undo()
    assert _columns(db, "industry") == before


@pytest.mark.parametrize("value", ["North", 7, None])
def test_a_custom_field_is_set_and_nothing_else_of_metadata(db, mine, my_leads, value):
    db.run("""UPDATE leads SET metadata = '{"region": "South", "emails": ["b@x.example"]}'
              WHERE id = %s""", (my_leads[0],))  # fmt: skip
    before = _columns(db, "metadata")
    mine.lead_bulk.change(IdList.of(my_leads), SetField("custom.region", "Region", value))
    now = _columns(db, "metadata")
    assert {each.get("region") for each in now.values()} == {value}
    assert now[my_leads[0]]["emails"] == ["b@x.example"]
    mine.journal.undo()
    assert _columns(db, "metadata") == before


def test_an_action_for_each_lead(db, mine, my_leads):
    changes = mine.lead_bulk.change(IdList.of(my_leads), CALL)
    assert changes.said == f"Action added to {len(my_leads)} leads"
    rows = db.rows("SELECT lead_id, type, due_date, priority, description, status FROM actions")
    assert {row[0] for row in rows} == set(my_leads)
    assert {row[1:] for row in rows} == {("call", CALL.due, "high", CALL.text, "pending")}
    mine.journal.undo()
    assert not db.rows("SELECT FROM actions")


def test_deleted_leads_come_back_with_their_actions(db, mine, my_leads):
    mine.lead_bulk.change(IdList.of(my_leads), CALL)
    before = db.rows("SELECT * FROM leads ORDER BY id"), db.rows("SELECT * FROM actions ORDER BY 1")
    changes = mine.lead_bulk.change(IdList.of(my_leads[1:]), DeleteLeads())
    assert changes.said == f"{len(my_leads) - 1} leads deleted"
    assert list(_columns(db, "status")) == [my_leads[0]]
    mine.journal.undo()
    assert (
        db.rows("SELECT * FROM leads ORDER BY id"),
        db.rows("SELECT * FROM actions ORDER BY 1"),
    ) == before


def test_another_users_leads_are_passed_over(db, mine, theirs, my_leads):
    for change in (HOT, SetField("custom.region", "Region", "North"), CALL, DeleteLeads()):
        before = db.rows("SELECT * FROM leads ORDER BY id")
        assert theirs.lead_bulk.change(IdList.of(my_leads), change).journal_id is None
        assert db.rows("SELECT * FROM leads ORDER BY id") == before
    assert not db.rows("SELECT FROM actions")


def test_many_are_the_engines_work(db, user, my_leads):
    ids = IdList.of(my_leads)
    before = _columns(db, "status")
    job = LeadBulkService(db, user.id, at_once=2).change(ids, HOT)
    assert isinstance(job, Job)
    assert job.kind is JobKind.CHANGE_LEADS
    assert job.title == f"Setting {len(my_leads)} leads to hot"
    assert SelectionRepository(db).ids(job.id) == ids
    assert _columns(db, "status") == before


def test_random_changes_and_undos_end_where_plain_python_does(db, mine, my_leads):
    seed = 20260617
    print(f"seed {seed}")
    dice = random.Random(seed)
    plain = {lead: dict(zip(("status", "industry"), values, strict=True))
             for lead, *values in db.rows("SELECT id, status, industry FROM leads")}  # fmt: skip
    past, future = [], []
    for _ in range(60):
        if past and dice.random() < 0.3:
            future.append({each: dict(row) for each, row in plain.items()})
            plain = past.pop()
            mine.journal.undo()
        elif future and dice.random() < 0.4:
            past.append({each: dict(row) for each, row in plain.items()})
            plain = future.pop()
            mine.journal.redo()
        else:
            field, value = dice.choice(
                [("status", "hot"), ("status", "cold"), ("industry", "Foods"), ("industry", None)]
            )
            chosen = dice.sample(my_leads, dice.randint(1, len(my_leads)))
            before = {each: dict(row) for each, row in plain.items()}
            for lead in chosen:
                plain[lead][field] = value
            done = mine.lead_bulk.change(IdList.of(chosen), SetField(field, field, value))
            if done.journal_id is not None:
                past.append(before)
                future.clear()
        rows = db.rows("SELECT id, status, industry FROM leads")
        assert plain == {lead: {"status": now, "industry": kind} for lead, now, kind in rows}
