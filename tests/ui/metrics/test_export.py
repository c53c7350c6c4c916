"""Files of charts, tables and a period: each is what it says it is."""

from __future__ import annotations

import csv
import re
import threading
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.errors import KnownError
from desktop_app.domain.metrics import Period
from desktop_app.ui.metrics.drawing import size_of
from desktop_app.ui.metrics.export import table_of
from desktop_app.ui.metrics.files import csv_bytes, write_whole
from desktop_app.ui.metrics.paper import table_rows
from desktop_app.ui.widgets.states import EmptyState
from tests.ui.metrics.fake_metrics import TODAY

BOM = "\ufeff"


@pytest.fixture
def exported(open_desk, tmp_path):
    """Writes something and waits until it is in its place."""
    desk = open_desk()

    def exported(name, write):
        path = tmp_path / name
        write(desk, path)
        desk.qtbot.waitUntil(
            lambda: not desk.screen.export.busy and not desk.ctx.ops.busy and path.exists()
        )
        assert [each.name for each in tmp_path.iterdir()] == [name], "nothing beside it"
        return path

    exported.desk = desk
    return exported


def write_table(desk, path):
    desk.screen.export.write_table(path, table_of(desk.screen.answer))


@pytest.fixture
def choosing(monkeypatch, tmp_path):
    """The user chooses a file; ``meanwhile`` happens while the dialog is open."""
    asked = SimpleNamespace(names=[], path=None, meanwhile=lambda: None)

    def choose(_parent, _title, proposed, _filter):
        asked.names.append(proposed.rpartition("/")[2])
        asked.meanwhile()
        asked.path = tmp_path / asked.names[-1]
        return str(asked.path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return asked


def read_csv(path):
    text = path if isinstance(path, str) else path.read_bytes().decode()
    assert text.startswith(BOM)
    return list(csv.reader(text[1:].splitlines()))


def test_all_charts_as_a_picture(exported):
    charts = exported.desk.screen.page.charts
    path = exported(
        "a.png", lambda desk, to: desk.screen.export.write_charts(to, charts, "Metrics")
    )
    image = QImage(str(path))
    wide, tall = size_of(charts)
    assert (image.width(), image.height()) == (2 * wide, 2 * tall)
    inks = {image.pixelColor(x, y).name() for x in range(0, 1400, 3) for y in range(150, 800, 3)}
    assert "#0f7a62" in inks and "#d07a00" in inks, "both lines are there"


def test_one_chart_as_a_picture_is_light_in_a_dark_window(exported, themes, light_again):
    themes.set_appearance("dark")
    chart = exported.desk.card("leads").chart
    path = exported(
        "a.png", lambda desk, to: desk.screen.export.write_charts(to, [chart], "Metrics")
    )
    image = QImage(str(path))
    assert image.pixelColor(3, 3).name() == "#ffffff"
    assert (image.width(), image.height()) == tuple(2 * side for side in size_of([chart]))


def test_a_drawing_is_xml_with_its_words(exported):
    charts = exported.desk.screen.page.charts
    path = exported(
        "a.svg", lambda desk, to: desk.screen.export.write_charts(to, charts, "Metrics")
    )
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    said = {(each.text or "").strip() for each in root.iter() if each.tag.endswith("text")}
    assert {"Emails sent and received", "Received", "18 May", "8–14 June"} <= said


def test_a_chart_as_a_table(exported):
    chart = exported.desk.card("replies").chart
    path = exported("a.csv", lambda desk, to: desk.screen.export.write_chart_table(to, chart))
    rows = read_csv(path)
    assert rows[0] == ["First day", "Last day", "This period (%)", "Previous 30 days (%)"]
    assert len(rows) == 31
    saturday = next(row for row in rows if row[0] == "2026-05-23")
    assert saturday[2] == ""


def test_the_overview_as_a_table(exported):
    path = exported("a.csv", write_table)
    rows = read_csv(path)
    assert rows[0][2:] == [
        "Emails sent", "Emails received", "Reply rate (%)", "Response time (minutes)",
        "Leads contacted", "Meetings",
    ]  # fmt: skip
    assert sum(int(row[2]) for row in rows[1:]) == exported.desk.screen.answer.found.figures.sent


@pytest.mark.parametrize(
    ("report", "said"),
    [("email", "Introduction"), ("leads", "Pelican Row 0"), ("meetings", "After the fair")],
)
def test_a_report_as_a_table(exported, report, said):
    exported.desk.screen.show_report(report)
    exported.desk.settle()
    path = exported("a.csv", write_table)
    assert said in {row[0] for row in read_csv(path) if row}


@pytest.mark.parametrize(
    ("days", "by", "rows"), [(30, "week", 5), (365, "month", 13), (3650, "year", 11)]
)
def test_the_report_is_one_page(exported, days, by, rows):
    desk = exported.desk
    desk.screen.choose(replace(desk.screen.choices, span="own", own=Period.until(TODAY, days)))
    desk.settle()
    path = exported(
        "a.pdf", lambda desk, to: desk.screen.export.write_report(to, desk.screen.answer.query)
    )
    content = path.read_bytes()
    assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    table = table_rows(desk.ctx.services.metrics, desk.screen.answer.found)
    assert (table.by, len(table.rows)) == (by, rows)
    assert sum(figures.sent for _, figures in table.rows) == desk.screen.answer.found.figures.sent


def test_files_are_encoded_and_written_off_the_windows_thread(exported, monkeypatch):
    from desktop_app.ui.metrics import export

    wrote = []

    def write(path, content):
        wrote.append(threading.current_thread().name)
        write_whole(path, content)

    monkeypatch.setattr(export, "write_whole", write)
    exported("a.csv", write_table)
    assert wrote and wrote[0] != threading.current_thread().name


def test_a_report_is_saved_from_its_card(open_desk, choosing):
    desk = open_desk()
    for report, title, first in (
        ("email", "Answers by template", "Introduction"),
        ("leads", "Quiet leads", "Pelican Row 0"),
        ("meetings", "Sequences by step", "After the fair"),
    ):
        desk.screen.show_report(report)
        desk.settle()
        card = next(each for each in desk.screen.page.reports if each.name == title)
        card.more.click()
        next(each for each in card.menu.actions() if "CSV" in each.text()).trigger()
        card.menu.close()
        assert choosing.names[-1] == f"{title} 2026-05-18 to 2026-06-16.csv"
        desk.qtbot.waitUntil(lambda: not desk.ctx.ops.busy and choosing.path.exists())
        assert read_csv(choosing.path)[1][0] == first


def test_what_is_written_is_what_was_there_when_it_was_asked_for(open_desk, choosing):
    desk = open_desk()

    def other_days():
        desk.screen.header.spans.choose("7")
        desk.settle()

    choosing.meanwhile = other_days
    desk.screen.export.save_table()
    desk.qtbot.waitUntil(lambda: not desk.ctx.ops.busy and choosing.path.exists())
    assert choosing.names == ["Metrics 2026-05-18 to 2026-06-16.csv"]
    assert len(read_csv(choosing.path)) == 31
    desk.screen.header.spans.choose("30")
    desk.settle()
    desk.screen.export.save_charts("svg")
    desk.qtbot.waitUntil(
        lambda: (
            not desk.screen.export.busy and not desk.ctx.ops.busy and choosing.path.suffix == ".svg"
        )
    )
    desk.qtbot.waitUntil(choosing.path.exists)
    assert "Metrics, 18 May to 16 June 2026" in choosing.path.read_text()


def test_nothing_is_exported_while_other_days_are_on_their_way(open_desk, metrics, choosing):
    desk = open_desk()
    metrics.hold = threading.Event()
    desk.screen.show_report("email")
    assert not desk.ctx.actions.run("metrics.export")
    desk.screen.export.save_table()
    desk.screen.export.save_report()
    desk.screen.export.save_charts("png")
    assert choosing.names == []
    desk.qtbot.waitUntil(lambda: not desk.screen.header.export.isEnabled())
    metrics.hold.set()
    desk.settle()
    assert desk.screen.header.export.isEnabled()
    metrics.fault = KnownError("The database is away.", "What was saved is safe.")
    desk.screen.header.spans.choose("7")
    desk.qtbot.waitUntil(lambda: bool(desk.screen.findChildren(EmptyState)))
    assert not desk.screen.header.export.isEnabled()


def test_a_chart_of_days_that_go_is_saved_under_its_own_days(open_desk, metrics, choosing):
    desk = open_desk()
    metrics.hold = threading.Event()
    desk.screen.header.spans.choose("7")
    desk.card("mail").file_wanted.emit("csv")
    metrics.hold.set()
    desk.settle()
    assert choosing.names == ["Emails sent and received 2026-05-18 to 2026-06-16.csv"]
    desk.qtbot.waitUntil(choosing.path.exists)
    assert len(read_csv(choosing.path)) == 31


def test_the_report_waits_for_what_draws_charts(open_desk, choosing, monkeypatch):
    from desktop_app.ui.metrics import export

    monkeypatch.setattr(export, "is_ready", lambda: False)
    desk = open_desk()
    assert not desk.ctx.actions.run("metrics.pdf")
    desk.screen.export.save_report()
    assert choosing.names == []
    monkeypatch.setattr(export, "is_ready", lambda: True)
    desk.run("pdf")
    desk.qtbot.waitUntil(
        lambda: not desk.screen.export.busy and not desk.ctx.ops.busy and choosing.path.exists()
    )


def test_closing_finishes_what_was_asked_for(open_desk, tmp_path):
    desk = open_desk()
    path = tmp_path / "a.png"
    desk.screen.export.write_charts(path, desk.screen.page.charts, "Metrics")
    desk.screen.remember()
    assert not desk.screen.export.busy
    desk.ctx.ops.close()
    assert not QImage(str(path)).isNull()


def test_what_cannot_be_written_is_said_and_nothing_is_lost(tmp_path):
    folder = tmp_path / "there"
    folder.mkdir()
    taken = folder / "a.csv"
    taken.mkdir()
    with pytest.raises(KnownError) as caught:
        write_whole(taken, b"x")
    assert "a.csv could not be saved" in caught.value.title
    assert [each.name for each in folder.iterdir()] == ["a.csv"]
    with pytest.raises(KnownError):
        write_whole(tmp_path / "away" / "a.csv", b"x")


def test_a_cell_is_never_a_formula():
    rows = read_csv(csv_bytes([["=HYPERLINK(1)", "12.5"], ["@x", ""]]).decode())
    assert rows == [["'=HYPERLINK(1)", "12.5"], ["'@x", ""]]
