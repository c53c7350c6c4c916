"""The import wizard over the real services: what people see and press, from a file to leads."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.import_plan import Choice, MatchKind, Outcome, PlanState
from desktop_app.engine.jobs import Folders
from desktop_app.engine.worker import Worker
from desktop_app.services.custom_fields import CustomFieldService
from desktop_app.services.imports import ImportService
from desktop_app.services.jobs import JobService
from desktop_app.services.journal import JournalService
from desktop_app.ui.leads.import_wizard import ImportWizard

CONTENT = (
    "Firm;Person;Mail;Telephone;Region\n"
    "Norvane Optics;Ada Abel;ada@norvane.example;+49 30 1;north\n"
    "Kern AG;Ben Kern;ben(at)kern.example;+49 30 2;south\n"
    "Lund Foods;Cleo Lund;cleo@lund.example;+49 30 3;east\n"
    "Lund Foods;Cleo Lund;cleo@lund.example;+49 30 4;west\n"
)


class Desk:
    """The wizard, and an engine that works when it is told to."""

    def __init__(self, ctx, host, worker, path: Path, qtbot) -> None:
        self.ctx, self.worker, self.qtbot = ctx, worker, qtbot
        self.wizard = ImportWizard(ctx, path, host)
        qtbot.addWidget(self.wizard)
        self.wizard.begin()
        self.work()

    def work(self) -> None:
        while self.worker.run_next() is not None:
            pass
        self.wizard.session.refresh()

    def rows(self) -> list[list[str]]:
        model = self.wizard.check.model
        self.qtbot.waitUntil(
            lambda: all(model.row_at(row) is not None for row in range(model.rowCount()))
        )
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def look(self, name: str) -> None:
        """A picture for people, where a folder is named."""
        if folder := os.environ.get("OUTPOST_LOOK"):
            self.qtbot.wait(50)
            self.wizard.grab().save(f"{folder}/{name}.png")


@pytest.fixture
def start(db, user, make_context, host, tmp_path, qtbot, show_active):
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    worker = Worker(db, folders)
    services = SimpleNamespace(
        user=user,
        imports=ImportService(db, user.id),
        jobs=JobService(db, user.id),
        journal=JournalService(db, user.id),
        custom_fields=CustomFieldService(db, user.id),
    )
    ctx = make_context(services)
    show_active(host)

    def make(content: str = CONTENT, name: str = "fair.csv") -> Desk:
        path = tmp_path / name
        path.write_text(content)
        return Desk(ctx, host, worker, path, qtbot)

    return make


@pytest.fixture
def emails(db, user):
    def read() -> set[str]:
        rows = db.rows("SELECT email FROM public.leads WHERE user_id = %s", (user.id,))
        return {row[0] for row in rows}

    return read


def test_from_a_file_to_leads_and_back(start, make_lead, emails, qtbot):
    make_lead("ada@norvane.example", company="Norvane Optics", contact_name="Ada Abel")
    desk = start()
    wizard = desk.wizard
    assert wizard.pages.currentWidget() is wizard.columns
    assert wizard.columns.about.text() == "Text table, 4 rows"
    assert wizard.columns.encoding.words == "utf-8"
    assert wizard.columns.delimiter.words == "Semicolon"
    titles = wizard.columns.model.titles
    assert titles == ("Company", "Contact", "Email", "Phone", "Kept with the lead")
    desk.look("columns")

    wizard.go_on()
    assert wizard.check.outcome is Outcome.REFUSED, "what is wrong comes first"
    assert desk.rows()[0][:3] == [
        "3", "“ben(at)kern.example” is not an e-mail address", "ben(at)kern.example",
    ]  # fmt: skip
    desk.look("refused")
    assert wizard.next.words == "Import 2 rows"

    wizard.check.table.go_to(0)
    qtbot.keyClick(wizard.check.table, Qt.Key.Key_F2)
    editor = wizard.check.table.viewport().findChild(QLineEdit)
    assert editor is not None and editor.text() == "ben(at)kern.example"
    editor.selectAll()
    qtbot.keyClicks(editor, "ben@kern.example")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.next.words == "Import 3 rows")
    assert emails() == {"ada@norvane.example"}, "nothing is written before it is said so"

    wizard.check.tabs.tab(Outcome.UPDATE).click()
    assert desk.rows()[0][1] == "Same address: Ada Abel, Norvane Optics"
    desk.look("there")
    menu = wizard.check.menu_for(MatchKind.ADDRESS)
    skip = next(action for action in menu.actions() if action.text() == "Leave out")
    skip.trigger()
    assert wizard.session.plan.choices.address is Choice.SKIP
    assert wizard.next.words == "Import 2 rows"

    wizard.go_on()
    assert wizard.pages.currentWidget() is wizard.ending
    desk.look("running")
    desk.work()
    assert wizard.session.plan.state is PlanState.DONE
    assert emails() == {"ada@norvane.example", "ben@kern.example", "cleo@lund.example"}
    assert wizard.ending.words.text() == "2 leads added, 2 known already."
    desk.look("done")
    wizard.ending.undo.click()
    assert emails() == {"ada@norvane.example"}
    assert not wizard.isVisible()


def test_a_column_is_mapped_by_hand_and_becomes_a_field(start, db, user):
    desk = start()
    columns = desk.wizard.columns
    menu = columns.menu_for(4)
    next(a for a in menu.actions() if a.text() == "New field “Region”").trigger()
    desk.work()
    assert columns.model.titles[4] == "Region"
    (field,) = CustomFieldService(db, user.id).list().custom
    assert field.title == "Region"
    assert desk.wizard.session.plan.file.columns[4].field == f"custom.{field.key}"
    next(a for a in columns.menu_for(3).actions() if a.text() == "Leave out").trigger()
    desk.work()
    assert columns.model.titles[3] == "Left out"


def test_without_addresses_it_asks_and_goes_no_further(start):
    desk = start("a;b\nAcme;Bonn\n")
    wizard = desk.wizard
    assert not wizard.next.isEnabled()
    assert "Which column holds the e-mail addresses?" in wizard.columns.notes.text
    wizard.go_on()
    assert wizard.pages.currentWidget() is wizard.columns


def test_a_file_that_is_none_says_why(start):
    desk = start("%PDF-1.7 " + "x" * 100)
    page = desk.wizard.pages.currentWidget()
    assert page not in (desk.wizard.columns, desk.wizard.check)
    assert not desk.wizard.next.isEnabled()


def test_closing_asks_nothing_and_leaves_nothing(start, db, qtbot):
    desk = start()
    qtbot.keyClick(desk.wizard, Qt.Key.Key_Escape)
    assert not desk.wizard.isVisible()
    assert db.value("SELECT count(*) FROM outpost.import_plan") == 0


def test_closed_while_it_runs_it_goes_on(start, emails):
    desk = start()
    desk.wizard.go_on()
    desk.wizard.go_on()
    desk.wizard.reject()
    desk.work()
    assert "cleo@lund.example" in emails()


def test_read_in_another_way(start):
    desk = start("Mail,Firm;Person\nx@x.example,A;B\n")
    plan = desk.wizard.session.plan
    from dataclasses import replace

    desk.wizard.session.read_again(replace(plan.options, delimiter=";"))
    desk.work()
    assert [c.name for c in desk.wizard.session.plan.file.columns] == ["Mail,Firm", "Person"]


def test_the_models_keep_qts_rules(start, qtmodeltester):
    desk = start()
    desk.wizard.go_on()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        for model in (desk.wizard.check.model, desk.wizard.columns.model)
    ]
    for outcome in Outcome:
        desk.wizard.check.tabs.tab(outcome).click()
        desk.rows()
    assert testers
