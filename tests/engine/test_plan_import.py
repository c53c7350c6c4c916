"""An import planned, mended, carried out, and taken back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.import_plan import (
    Choice,
    Choices,
    MatchKind,
    Outcome,
    PlanOptions,
    PlanState,
)
from desktop_app.domain.jobs import JobState
from desktop_app.domain.journal import ChangedSince, How
from desktop_app.engine import import_planned
from desktop_app.engine.worker import Worker
from desktop_app.services.custom_fields import CustomFieldService
from desktop_app.services.imports import ImportService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService

HEADER = "Company,Name,Email,Phone,Region\n"


class Desk:
    """What the window does, and the engine behind it."""

    def __init__(self, db, user, folders, tmp_path: Path) -> None:
        self.db, self.user, self.tmp_path = db, user, tmp_path
        self.imports = ImportService(db, user.id)
        self.journal = JournalService(db, user.id)
        self.leads = LeadService(db, user.id)
        self.worker = Worker(db, folders)

    def open(self, content: str | bytes, name: str = "fair.csv") -> UUID:
        path = self.tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        plan_id, _ = self.imports.open(path)
        self.work()
        return plan_id

    def work(self) -> None:
        while self.worker.run_next() is not None:
            pass

    def outcomes(self, plan_id: UUID) -> dict[int, tuple[str, str | None]]:
        found = {}
        for outcome in Outcome:
            lines = self.imports.lines(plan_id, outcome)
            for row in self.imports.rows(plan_id, lines):
                found[row.line] = (str(row.outcome), str(row.match) if row.match else None)
        return dict(sorted(found.items()))

    def carry_out(self, plan_id: UUID):
        job, _ = self.imports.start(plan_id)
        self.work()
        return self.imports.plan(plan_id), job

    def all(self) -> dict[str, tuple]:
        rows = self.db.rows(
            "SELECT email, company, contact_name, phone, status, metadata FROM public.leads "
            "WHERE user_id = %s",
            (self.user.id,),
        )
        return {row[0]: row[1:] for row in rows}


@pytest.fixture
def desk(db, user, folders, tmp_path) -> Desk:
    return Desk(db, user, folders, tmp_path)


@pytest.fixture
def ada(make_lead) -> UUID:
    return make_lead("ada@norvane.example", company="Norvane Optics GmbH", contact_name="Ada Abel")


def test_a_plan_says_what_would_happen_and_writes_nothing(desk, ada):
    before = desk.all()
    plan_id = desk.open(
        HEADER
        + "Norvane,Ada Abel,ADA@norvane.example,+49 30 1,north\n"  # 2: her address
        + "Norvane Optics,Abel Ada,a.abel@gmail.com,,\n"  # 3: her lead again
        + "Kern AG,Ben Kern,ben@kern.example,,\n"  # 4: new
        + "Kern AG,Ben Kern,ben@kern.example,+49 30 2,\n"  # 5: line 4 again
        + "Norvane,,info@norvane.example,,\n"  # 6: somebody of her company
        + "Lund,Cleo Lund,nowhere,,\n"  # 7: refused
        + "Kern,Kern Ben,b.kern@home.example,,\n"  # 8: the person of line 4
    )
    plan = desk.imports.plan(plan_id)
    assert plan.state is PlanState.READY
    assert desk.outcomes(plan_id) == {
        2: ("update", "address"),
        3: ("doubled", "name_company"),
        4: ("new", None),
        5: ("doubled", "address"),
        6: ("new", "domain"),
        7: ("refused", None),
        8: ("doubled", "name_company"),
    }
    (refused,) = desk.imports.rows(plan_id, [7])
    assert refused.reason == "“nowhere” is not an e-mail address"
    (known,) = desk.imports.rows(plan_id, [2])
    assert (known.lead_id, known.lead_name) == (ada, "Ada Abel, Norvane Optics GmbH")
    forecast = plan.forecast()
    assert (forecast.new, forecast.updated, forecast.doubled, forecast.refused) == (2, 1, 3, 1)
    assert [column.field for column in plan.file.columns] == [
        "company", "contact_name", "email", "phone", "keep",
    ]  # fmt: skip
    assert desk.all() == before


@pytest.mark.parametrize(
    ("company", "name", "same"),
    [
        ("Norvane Optics Ltd.", "Ada Abel", True),
        ("NORVANE OPTICS", "abel, ada", True),
        ("Norvane Optics GmbH", "Dr. Ada Abel", True),
        ("Norvane Optics GmbH", "Adda Abel", True),
        ("Norvane Optics GmbH", "Ben Abel", False),
        ("Kern Optics", "Ada Abel", False),
    ],
)
def test_people_are_found_by_name_and_company(desk, ada, company, name, same):
    plan_id = desk.open(f'Company;Name;Email\n{company};"{name}";other@elsewhere.example\n')
    (row,) = desk.imports.rows(plan_id, [2])
    assert (row.match is MatchKind.NAME_COMPANY) is same
    assert (row.lead_id == ada) is same


def test_an_alias_is_an_address(desk, make_lead, db):
    lead = make_lead("own@acme.example")
    db.run(
        """UPDATE public.leads SET metadata = '{"emails": ["alias@acme.example"]}' WHERE id = %s""",
        (lead,),
    )
    plan_id = desk.open("Email,Phone\nalias@acme.example,1\n")
    (row,) = desk.imports.rows(plan_id, [2])
    assert (row.match, row.lead_id) == (MatchKind.ADDRESS, lead)


def test_a_plan_is_carried_out_as_chosen(desk, make_lead):
    make_lead("full@a.example", company="A", contact_name="Fay", phone="1")
    make_lead("ada@norvane.example", company="Norvane Optics", contact_name="Ada Abel")
    content = (
        HEADER
        + "B,Fay Other,full@a.example,2,north\n"
        + "Norvane Optics AG,Ada Abel,second@home.example,3,south\n"
        + "Kern AG,Ben Kern,ben@kern.example,,east\n"
        + "Kern AG,Ben Kern,ben@kern.example,4,west\n"
    )
    filled, _ = desk.carry_out(desk.open(content))
    assert filled.state is PlanState.DONE
    leads = desk.all()
    assert leads["full@a.example"][:3] == ("A", "Fay", "1")
    assert leads["full@a.example"][4]["imported"] == {"Region": "north"}
    assert leads["ada@norvane.example"][2] == "3"
    assert leads["ada@norvane.example"][4]["emails"] == ["second@home.example"]
    assert leads["ben@kern.example"][2] == "4", "the row that repeats it adds what it lacks"
    assert "second@home.example" not in leads
    result = filled.result
    assert (result["new"], result["updated"], result["doubled"]) == (1, 2, 1)

    plan_id = desk.open(content)
    desk.imports.choose(plan_id, Choices(address=Choice.OVERWRITE, name_company=Choice.SKIP))
    over, _ = desk.carry_out(plan_id)
    assert desk.all()["full@a.example"][:3] == ("B", "Fay Other", "2")
    # The second address was learnt, so that the row is found by it now.
    assert over.result["updated"] == 2


def test_a_refused_row_is_mended_in_place(desk):
    plan_id = desk.open(HEADER + "A,Ann,ann(at)a.example,,\nB,Ben,ben@b.example,,\n")
    row, _ = desk.imports.repair(plan_id, 2, {2: "ann@a.example"})
    assert (row.outcome, row.repaired, row.reason) == (Outcome.NEW, True, "")
    row, _ = desk.imports.repair(plan_id, 2, {2: "ben@b.example"})
    assert desk.outcomes(plan_id) == {2: ("new", None), 3: ("doubled", "address")}
    row, _ = desk.imports.repair(plan_id, 2, {2: "nobody"})
    assert desk.outcomes(plan_id) == {2: ("refused", None), 3: ("new", None)}
    desk.imports.repair(plan_id, 2, {2: "ann@a.example"})
    desk.carry_out(plan_id)
    assert set(desk.all()) == {"ann@a.example", "ben@b.example"}


def test_a_row_with_too_many_cells_is_mended_without_losing_any(desk):
    plan_id = desk.open("Company,Email,Phone\nA, Inc,a@a.example,1\nB,b@b.example,2\n")
    assert desk.outcomes(plan_id)[2] == ("refused", None)
    row, _ = desk.imports.repair(plan_id, 2, {0: "A, Inc", 1: "a@a.example", 2: "1"})
    assert row.outcome is Outcome.NEW
    assert row.cells == ("A, Inc", "a@a.example", "1")


def test_the_columns_are_said_anew(desk, db, user):
    field, _ = CustomFieldService(db, user.id).add("Budget", CustomKind.NUMBER)
    plan_id = desk.open('a,b,c\nx@x.example,Xenia,"1.250,50"\n')
    mapping = {"a": "email", "b": "contact_name", "c": f"custom.{field.key}"}
    desk.imports.read_again(plan_id, PlanOptions(mapping=mapping))
    desk.work()
    desk.carry_out(plan_id)
    assert desk.all()["x@x.example"][1] == "Xenia"
    assert desk.all()["x@x.example"][4] == {field.key: 1250.5}


def test_a_file_without_addresses_waits_for_a_word(desk):
    plan_id = desk.open("Firm,City\nAcme,Bonn\n")
    plan = desk.imports.plan(plan_id)
    assert plan.state is PlanState.UNMAPPED
    assert plan.file is not None and plan.file.sample == (("Acme", "Bonn"),)
    with pytest.raises(KnownError):
        desk.imports.start(plan_id)


def test_what_cannot_be_read_says_so(desk):
    plan = desk.imports.plan(desk.open(b"%PDF-1.7\n" + bytes(100), "list.csv"))
    assert plan.state is PlanState.FAILED
    assert "PDF" in plan.error


def test_the_whole_import_is_one_step_back(desk, make_lead):
    make_lead("there@a.example", company="A", contact_name="Tia")
    before = desk.all()
    plan, _ = desk.carry_out(
        desk.open(HEADER + "A,Tia,there@a.example,1,x\nB,Ben,ben@b.example,,\n")
    )
    assert plan.journal_id is not None
    assert desk.journal.can_undo() == "“fair.csv” imported: 1 lead added, 1 updated"
    desk.journal.undo(plan.journal_id)
    assert desk.all() == before


def test_taken_back_after_later_edits_these_are_kept_and_said(desk, make_lead, db):
    there = make_lead("there@a.example", company="A", contact_name="Tia")
    plan, _ = desk.carry_out(
        desk.open(
            HEADER
            + "A,Tia,there@a.example,1,x\n"
            + "B,Ben,ben@b.example,,\n"
            + "C,Cleo,cleo@c.example,,\n"
        )
    )
    db.run("UPDATE public.leads SET phone = '99' WHERE id = %s", (there,))
    db.run("UPDATE public.leads SET company = 'B and sons' WHERE email = 'ben@b.example'")
    with pytest.raises(ChangedSince):
        desk.journal.undo(plan.journal_id)
    assert len(desk.all()) == 3
    done = desk.journal.undo(plan.journal_id, How.KEEP_NEWER)
    leads = desk.all()
    assert leads["there@a.example"][2] == "99", "the later edit is kept"
    assert not leads["there@a.example"][4], "the rest went back"
    assert leads["ben@b.example"][0] == "B and sons", "a new lead that was edited stays"
    assert "cleo@c.example" not in leads
    assert "kept" in done.said or "changed" in done.said


def test_a_killed_import_goes_on_and_is_one_entry(desk, db, monkeypatch):
    content = HEADER + "".join(f"C{n},P{n},p{n}@c{n}.example,,\n" for n in range(60))
    monkeypatch.setattr(import_planned, "_BATCH", 10)
    plan_id = desk.open(content)
    desk.imports.start(plan_id)
    seen = []

    def die(self, *args, **kwargs):
        seen.append(1)
        if len(seen) == 4:
            raise SystemExit
        return real(self, *args, **kwargs)

    real = import_planned._Carrying._bring
    monkeypatch.setattr(import_planned._Carrying, "_bring", die)
    with pytest.raises(SystemExit):
        desk.worker.run_next()
    assert len(desk.all()) == 30
    assert desk.journal.can_undo() is None, "an entry that still grows is not taken back"
    monkeypatch.setattr(import_planned._Carrying, "_bring", real)
    desk.work()
    plan = desk.imports.plan(plan_id)
    assert (plan.state, plan.result["new"]) == (PlanState.DONE, 60)
    assert len(desk.all()) == 60
    assert db.value("SELECT count(*) FROM outpost.journal") == 1
    desk.journal.undo()
    assert desk.all() == {}


def test_a_plan_that_nobody_wants_is_forgotten(desk, db):
    plan_id = desk.open(HEADER + "A,Ann,a@a.example,,\n")
    desk.imports.forget(plan_id)
    assert db.value("SELECT count(*) FROM outpost.import_row") == 0
    with pytest.raises(KnownError):
        desk.imports.plan(plan_id)


def test_a_new_round_ends_the_one_before(desk, db):
    path = desk.tmp_path / "fair.csv"
    path.write_text(HEADER + "A,Ann,a@a.example,,\n")
    plan_id, first = desk.imports.open(path)
    desk.imports.read_again(plan_id, PlanOptions(mapping={"Phone": "ignore"}))
    desk.work()
    assert desk.imports.plan(plan_id).state is PlanState.READY
    assert desk.outcomes(plan_id) == {2: ("new", None)}
    state = db.value("SELECT state FROM outpost.job WHERE id = %s", (first.id,))
    assert state == JobState.CANCELLED


def test_vcards_and_workbooks_are_planned_alike(desk, tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "made.xlsx")
    sheet = book.add_worksheet("Leads")
    for n, row in enumerate((("Company", "Email"), ("Acme", "x@acme.example"))):
        sheet.write_row(n, 0, row)
    book.close()
    plan_id = desk.open((tmp_path / "made.xlsx").read_bytes(), "leads.xlsx")
    assert desk.outcomes(plan_id) == {2: ("new", None)}
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Vic Card\nORG:Acme\nEMAIL:v@acme.example\nEND:VCARD\n"
    plan_id = desk.open(card, "people.vcf")
    desk.carry_out(plan_id)
    assert desk.all()["v@acme.example"][:2] == ("Acme", "Vic Card")


def test_failed_rows_can_be_mended_outside_and_come_again(desk, tmp_path):
    plan_id = desk.open(HEADER + "A,Ann,nothing,,\nB,Ben,ben@b.example,,\n")
    target = tmp_path / "failed.csv"
    with pytest.raises(KnownError):
        desk.imports.export_failed(plan_id, target)
    desk.carry_out(plan_id)
    assert desk.imports.export_failed(plan_id, target) == 1
    text = target.read_text("utf-8-sig")
    assert "“nothing” is not an e-mail address" in text
    desk.carry_out(desk.open(text.replace(",nothing,", ",ann@a.example,"), "fixed.csv"))
    assert set(desk.all()) == {"ann@a.example", "ben@b.example"}
    assert desk.all()["ann@a.example"][4] == {}
