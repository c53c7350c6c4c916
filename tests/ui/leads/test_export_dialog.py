"""The dialog that asks how leads are written to a file, over a real database."""

from __future__ import annotations

import os
import threading

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QVBoxLayout

from desktop_app.data.selections import SelectionRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.leads import LeadQuery, query_of
from desktop_app.ui.leads.export_dialog import ExportDialog, export_selection
from desktop_app.ui.leads.screen import LeadsScreen

QUERY = LeadQuery("norvane")


@pytest.fixture
def leads(make_lead):
    return [make_lead(f"lead{n}@norvane.example", company=f"Norvane {n}") for n in range(5)]


@pytest.fixture
def watched():
    """The jobs that the shell was asked to watch."""
    return []


@pytest.fixture
def ctx(make_context, real, watched):
    made = make_context(real)
    made.expect_jobs = watched.extend
    return made


@pytest.fixture
def asking(ctx, host, show_active):
    """Opens the dialog over a shown window."""
    opened = []

    def ask(ids=None, **more) -> ExportDialog:
        dialog = export_selection(ctx, host, QUERY, ids, **more)
        opened.append(dialog)
        return dialog

    show_active(host)
    yield ask
    for dialog in opened:
        if shiboken6.isValid(dialog):  # it goes when it is closed
            dialog.close()


@pytest.fixture
def saved_as(monkeypatch):
    """Answers the system's dialog; what it was asked with."""
    asked = []

    def answer(name) -> list:
        def ask(_parent, _title, suggested, filters):
            asked.append((suggested, filters))
            return str(name), filters

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return asked

    return answer


def choose(qtbot, dialog, kind) -> None:
    """Press a format."""
    at = ("csv", "xlsx", "vcf").index(kind)
    button = dialog.format.findChildren(QAbstractButton)[at]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.format.value == kind


@pytest.mark.parametrize(
    ("kind", "words", "filters"),
    [
        ("csv", "Opens in Excel", "*.csv"),
        ("xlsx", "A workbook", "*.xlsx"),
        ("vcf", "For address books", "*.vcf"),
    ],
)
def test_each_format_says_what_it_is_for_and_names_the_file(
    qtbot, asking, saved_as, real, watched, tmp_path, kind, words, filters
):
    asked = saved_as(tmp_path / "fair")  # typed without a suffix
    dialog = asking()
    choose(qtbot, dialog, kind)
    assert words in dialog._about.text
    dialog.go.click()
    suggested, offered = asked[0]
    assert suggested.endswith(f"leads.{kind}")
    assert filters in offered
    assert [job.kind for job in watched] == [JobKind.EXPORT_LEADS]
    assert watched[0].params["path"] == str(tmp_path / f"fair.{kind}")
    assert real.jobs.running() == tuple(watched)
    assert not dialog.isVisible()


def test_format_and_folder_are_remembered(qtbot, asking, saved_as, tmp_path):
    asked = saved_as(tmp_path / "one.xlsx")
    dialog = asking()
    choose(qtbot, dialog, "xlsx")
    dialog.go.click()
    again = asking()
    assert again.format.value == "xlsx"
    assert "A workbook" in again._about.text
    again.go.click()
    assert asked[-1][0] == str(tmp_path / "leads.xlsx")


def test_a_suffix_of_the_format_is_kept(asking, watched, tmp_path):
    asking().start(tmp_path / "fair.tsv")
    assert watched[0].params["path"].endswith("fair.tsv")


def test_a_view_is_asked_for_by_its_question(asking, saved_as, watched, tmp_path):
    saved_as(tmp_path / "all.csv")
    dialog = asking(count=5)
    assert not dialog.columns.isEnabled(), "no columns were said to be shown"
    dialog.go.click()
    params = watched[0].params
    assert query_of(params["query"]) == QUERY
    assert (params["chosen"], params["columns"]) == (False, [])


def test_a_selection_goes_with_the_job(asking, saved_as, watched, tmp_path, db, leads):
    saved_as(tmp_path / "some.csv")
    dialog = asking(lambda: IdList.of(leads[1:3]), count=2, shown=("company", "status"))
    dialog.columns.choose("shown")
    dialog.go.click()
    assert watched[0].params["chosen"]
    assert watched[0].params["columns"] == ["company", "status"]
    assert list(SelectionRepository(db).ids(watched[0].id)) == leads[1:3]


def test_without_a_file_nothing_is_asked(asking, saved_as, watched):
    saved_as("")
    dialog = asking()
    dialog.go.click()
    assert watched == []
    assert dialog.isVisible()


@pytest.fixture
def closed_folder(tmp_path, monkeypatch):
    """A folder that may be looked into, and not written in; also for one who may do all."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    if os.geteuid() == 0:
        monkeypatch.setattr(
            os, "access", lambda path, mode: mode == os.R_OK or bool(path.stat().st_mode & 0o200)
        )
    yield folder
    folder.chmod(0o700)


def test_a_folder_that_cannot_be_written_in_is_said_calmly_and_another_can_be_chosen(
    asking, saved_as, watched, real, ctx, closed_folder, tmp_path
):
    saved_as(closed_folder / "leads.csv")
    dialog = asking()
    dialog.go.click()
    assert dialog.trouble.isVisible()
    assert dialog.trouble.text() == (
        f"There are no rights to write in “{closed_folder}”. Choose another folder."
    )
    assert real.jobs.running() == ()
    assert ctx.notices.bands == ()
    saved_as(tmp_path / "leads.csv")
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert len(watched) == 1


def test_a_folder_that_is_gone_is_said_too(asking, saved_as, real, tmp_path):
    saved_as(tmp_path / "gone" / "leads.csv")
    dialog = asking()
    dialog.go.click()
    assert dialog.trouble.text().startswith(f"There is no folder “{tmp_path / 'gone'}”.")
    assert real.jobs.running() == ()


def test_who_presses_twice_asks_once(
    qtbot, make_context, real, watched, host, show_active, saved_as, tmp_path, leads
):
    ctx = make_context(real, inline=False)
    ctx.expect_jobs = watched.extend
    gate, calls = threading.Event(), []

    def resolve() -> IdList:
        calls.append(1)
        gate.wait(5)
        return IdList.of(leads)

    asked = saved_as(tmp_path / "leads.csv")
    show_active(host)
    dialog = export_selection(ctx, host, QUERY, resolve, count=5)
    for _ in range(2):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    gate.set()
    qtbot.waitUntil(lambda: bool(watched))
    assert (len(asked), len(calls)) == (1, 1)
    assert len(real.jobs.running()) == 1


@pytest.mark.parametrize(
    ("count", "words"),
    [(None, "Export leads"), (1, "Export 1 lead"), (12_345, "Export 12,345 leads")],
)
def test_the_heading_says_how_many(asking, count, words):
    dialog = asking(count=count)
    assert words in [each.text() for each in dialog.findChildren(type(dialog.trouble))]


def test_from_the_screen_the_checked_or_else_the_view(qtbot, ctx, host, show_active, leads):
    screen = LeadsScreen(ctx)
    QVBoxLayout(host).addWidget(screen)
    show_active(host)
    ctx.actions.set_context("leads")
    qtbot.waitUntil(lambda: screen.asking.complete)

    def opened() -> ExportDialog:
        ctx.actions.run("leads.export")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
        return QApplication.activeModalWidget()

    whole = opened()
    assert whole._ids is None
    assert whole._shown == screen.pane.columns.layout.keys
    whole.close()
    screen.pane.model.checked.put(leads[:2], True)
    some = opened()
    assert set(some._ids()) == set(leads[:2])
    some.close()
