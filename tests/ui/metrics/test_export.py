"""Files of charts, tables and a period: each is what it says it is."""

from __future__ import annotations

import csv
import re
import threading
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from desktop_app.domain.errors import KnownError
from desktop_app.domain.metrics import Period
from desktop_app.ui.metrics.drawing import size_of
from desktop_app.ui.metrics.files import csv_bytes, write_whole
from desktop_app.ui.metrics.paper import table_rows
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


def read_csv(path):
    text = path if isinstance(path, str) else path.read_bytes().decode()
    assert text.startswith(BOM)
    return list(csv.reader(text[1:].splitlines()))


def test_all_charts_as_a_picture(exported):
    charts = exported.desk.screen.page.charts
    path = exported("a.png", lambda desk, to: desk.screen.export.write_charts(to, charts))
    image = QImage(str(path))
    wide, tall = size_of(charts)
    assert (image.width(), image.height()) == (2 * wide, 2 * tall)
    inks = {image.pixelColor(x, y).name() for x in range(0, 1400, 3) for y in range(150, 800, 3)}
    assert "#0f7a62" in inks and "#d07a00" in inks, "both lines are there"


def test_one_chart_as_a_picture_is_light_in_a_dark_window(exported, themes):
    themes.set_appearance("dark")
    chart = exported.desk.card("leads").chart
    path = exported("a.png", lambda desk, to: desk.screen.export.write_charts(to, [chart]))
    image = QImage(str(path))
    assert image.pixelColor(3, 3).name() == "#ffffff"
    assert (image.width(), image.height()) == tuple(2 * side for side in size_of([chart]))


def test_a_drawing_is_xml_with_its_words(exported):
    charts = exported.desk.screen.page.charts
    path = exported("a.svg", lambda desk, to: desk.screen.export.write_charts(to, charts))
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
    path = exported("a.csv", lambda desk, to: desk.screen.export.write_table(to))
    rows = read_csv(path)
    assert rows[0][2:] == [
        "Emails sent", "Emails received", "Reply rate (%)", "Response time (minutes)",
        "Leads contacted", "Meetings",
    ]  # fmt: skip
    assert sum(int(row[2]) for row in rows[1:]) == exported.desk.screen.found.figures.sent


@pytest.mark.parametrize(
    ("report", "said"),
    [("email", "Introduction"), ("leads", "Pelican Row 0"), ("meetings", "After the fair")],
)
def test_a_report_as_a_table(exported, report, said):
    exported.desk.screen.show_report(report)
    exported.desk.settle()
    path = exported("a.csv", lambda desk, to: desk.screen.export.write_table(to))
    assert said in {row[0] for row in read_csv(path) if row}


@pytest.mark.parametrize(
    ("days", "by", "rows"), [(30, "week", 5), (365, "month", 13), (3650, "year", 11)]
)
def test_the_report_is_one_page(exported, days, by, rows):
    desk = exported.desk
    desk.screen.choose(replace(desk.screen.choices, span="own", own=Period.until(TODAY, days)))
    desk.settle()
    path = exported("a.pdf", lambda desk, to: desk.screen.export.write_report(to))
    content = path.read_bytes()
    assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    table = table_rows(desk.ctx.services.metrics, desk.screen.found)
    assert (table.by, len(table.rows)) == (by, rows)
    assert sum(figures.sent for _, figures in table.rows) == desk.screen.found.figures.sent


def test_files_are_encoded_and_written_off_the_windows_thread(exported, monkeypatch):
    from desktop_app.ui.metrics import export

    wrote = []

    def write(path, content):
        wrote.append(threading.current_thread().name)
        write_whole(path, content)

    monkeypatch.setattr(export, "write_whole", write)
    exported("a.csv", lambda desk, to: desk.screen.export.write_table(to))
    assert wrote and wrote[0] != threading.current_thread().name


def test_closing_finishes_what_was_asked_for(open_desk, tmp_path):
    desk = open_desk()
    path = tmp_path / "a.png"
    desk.screen.export.write_charts(path, desk.screen.page.charts)
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
