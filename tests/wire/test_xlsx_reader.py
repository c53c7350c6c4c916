"""Any workbook ends in rows, or in one calm sentence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_mapping import header_score
from desktop_app.wire.lead_files import open_leads_file
from desktop_app.wire.xlsx_sheet import cell_text

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "leads.xlsx"
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("Empty")
    sheet = made.add_worksheet("Fair")
    other = made.add_worksheet("Other")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(2, 1, ["Company", "Email", "Employees", "Met"])
    sheet.write_row(3, 1, ["Acme & Söhne", "a@acme.example", 1200])
    sheet.write_datetime(3, 4, datetime(2024, 3, 4), day)
    sheet.write_row(5, 1, ["Kern", "b@kern.example", 0.5])
    other.write_row(0, 0, ["Email"])
    other.write_row(1, 0, ["c@other.example"])
    made.close()
    return path


@pytest.fixture
def rewritten(book, tmp_path):
    """The workbook with its parts changed by ``change(name, content)``."""

    def make(change: Callable[[str, bytes], bytes]) -> Path:
        path = tmp_path / "changed.xlsx"
        with (
            zipfile.ZipFile(book) as parts,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for name in parts.namelist():
                out.writestr(name, change(name, parts.read(name)))
        return path

    return make


def rows_of(path: Path, **options):
    with open_leads_file(path, header_score=header_score, **options) as table:
        return table, list(table.rows)


def test_the_first_sheet_with_rows(book):
    table, rows = rows_of(book)
    assert table.header[-4:] == ("Company", "Email", "Employees", "Met")
    assert [(row.line_no, row.cells[-4:]) for row in rows] == [
        (4, ("Acme & Söhne", "a@acme.example", "1200", "2024-03-04")),
        (6, ("Kern", "b@kern.example", "0.5", "")),
    ]
    assert (table.kind, table.sheet, table.sheets) == ("xlsx", "Fair", ("Empty", "Fair", "Other"))
    assert table.notes == ["Of 3 sheets “Fair” was read."]


def test_the_sheet_that_is_named(book):
    _, rows = rows_of(book, sheet="Other")
    assert [row.cells for row in rows] == [("c@other.example",)]
    with pytest.raises(KnownError, match="no sheet “Nowhere”"):
        rows_of(book, sheet="Nowhere")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4930123456.0, "4930123456"), (0.1 + 0.2, "0.3"), (True, "TRUE"), (None, ""),
        (date(2024, 1, 2), "2024-01-02"), (datetime(2024, 1, 2, 9, 5), "2024-01-02 09:05"),
        ("00123", "00123"), (float("inf"), "inf"), (float("nan"), "nan"), (1e300, "1e+300"),
    ],
)  # fmt: skip
def test_cells_as_people_see_them(value, text):
    assert cell_text(value) == text


def on_sheet(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, content: change(content) if name == SHEET else content


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
HOSTILE = {
    "a cell at the end of the world": (
        on_sheet(lambda sheet: sheet.replace(b"</sheetData>", FAR)), "too large"),
    "the same in other quotes": (
        on_sheet(lambda sheet: sheet.replace(b"</sheetData>", FAR.replace(b'"', b"'"))),
        "too large|damaged"),
    "four billion shared words": (
        lambda _, part: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', part),
        "damaged"),
    "half a sheet": (on_sheet(lambda sheet: sheet[:300]), "damaged|no rows"),
    "words that are not there": (
        on_sheet(lambda sheet: sheet.replace(b"<v>0</v>", b"<v>99999</v>")), "damaged"),
    "places that are none": (
        on_sheet(lambda sheet: re.sub(rb'r="B(\d)"', rb'r="B99999999999\1"', sheet)), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks(rewritten, name):
    change, says = HOSTILE[name]
    with pytest.raises(KnownError, match=says):
        rows_of(rewritten(change))


def test_a_bomb(book, tmp_path):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(book.read_bytes())
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet4.xml", "w") as part,
    ):
        for _ in range(620):
            part.write(b" " * (1 << 20))
    assert path.stat().st_size < 10 << 20
    with pytest.raises(KnownError, match="too large"):
        rows_of(path)


def test_claims_about_the_size_count_for_nothing(rewritten):
    claim = b'<dimension ref="A1:XFD1048576"/>'
    path = rewritten(on_sheet(lambda sheet: re.sub(rb'<dimension ref="[^"]*"/>', claim, sheet)))
    assert len(rows_of(path)[1]) == 2


def test_closed_by_a_password(tmp_path):
    path = tmp_path / "closed.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(1000))
    with pytest.raises(KnownError, match="password"):
        rows_of(path)


def test_cut_off_and_empty(book, tmp_path):
    short = tmp_path / "short.xlsx"
    short.write_bytes(book.read_bytes()[:1500])
    with pytest.raises(KnownError, match="damaged"):
        rows_of(short)
    empty = tmp_path / "empty.xlsx"
    made = xlsxwriter.Workbook(empty)
    made.add_worksheet()
    made.close()
    with pytest.raises(KnownError, match="no rows"):
        rows_of(empty)


def test_left_in_the_middle_nobody_goes_on_reading(tmp_path):
    path = tmp_path / "long.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    for n in range(5_000):
        sheet.write_row(n, 0, [f"{n}@x.example", "x" * 50])
    made.close()
    with open_leads_file(path) as table:
        next(table.rows)
        process = table._source.close.__self__._process
        assert process.is_alive()
    assert process.exitcode is not None
