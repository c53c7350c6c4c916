"""Tables on the clipboard, as this and other programs write them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.table_text import (
    guarded,
    guarded_html,
    read_clipboard,
    read_csv,
    read_html,
    read_tsv,
    unguarded,
    write_html,
    write_tsv,
)

ALPHABET = st.sampled_from("ab \t\r\n\"'=+-@,;<>&é5") | st.characters(exclude_categories=["Cs"])
CELL = st.text(ALPHABET, max_size=8)
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5)


@given(TABLE)
def test_what_is_written_is_read_again(rows) -> None:
    assert read_tsv(write_tsv(rows)) == rows


@given(TABLE)
def test_another_reader_reads_the_same(rows) -> None:
    """Python's reader of CSV, told that tabs stand between the cells."""
    text = write_tsv(rows)
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\t")) == [
        [] if row == [""] else row for row in rows
    ]


@given(st.text(ALPHABET, max_size=60))
def test_any_text_at_all_is_read(text) -> None:
    rows = read_tsv(text)
    if '"' not in text:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = lines[:-1] if lines[-1] == "" else lines
        assert rows == [line.split("\t") for line in lines]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("Norvane", [["Norvane"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),  # Excel
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),  # Google Sheets
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"5"" pipe"\tx', [['5" pipe', "x"]]),  # Excel quotes it
        ('5" pipe\tx', [['5" pipe', "x"]]),  # Google Sheets does not
        ('"Acme" Inc\tx\ny\tz', [['"Acme" Inc', "x"], ["y", "z"]]),
        ('"Acme\tx\ny\tz', [['"Acme', "x"], ["y", "z"]]),
        ("a\t", [["a", ""]]),
        ("\n\n", [[""], [""]]),
    ],
)
def test_as_programs_write_it(text: str, rows) -> None:
    assert read_tsv(text) == rows


@given(CELL)
def test_no_cell_can_be_a_formula_and_none_is_lost(cell: str) -> None:
    safe = guarded(cell)
    assert unguarded(safe) == cell
    assert not safe.startswith(("=", "@", "\t", "\r", "\n"))
    assert unguarded(guarded_html(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "safe", "in_html"),
    [
        ("=1+1", "'=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"),
        ("+32 555 0142", "'+32 555 0142", "+32 555 0142"),
        ("-cmd|'/c calc'!A1", "'-cmd|'/c calc'!A1", "'-cmd|'/c calc'!A1"),
        ("-3.5", "-3.5", "-3.5"),
        ("'quoted'", "'quoted'", "'quoted'"),
        ("'=1", "''=1", "''=1"),
        ("a=1", "a=1", "a=1"),
    ],
)
def test_formulas_are_disarmed(cell: str, safe: str, in_html: str) -> None:
    assert guarded(cell) == safe
    assert guarded_html(cell) == in_html


PLAIN = st.text(st.sampled_from("ab<>&\"'=+é "), max_size=6).map(lambda t: " ".join(t.split()))


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), max_size=4), st.booleans())
def test_html_comes_back(rows, header) -> None:
    found = read_html(write_html(rows, header=header))
    assert [[unguarded(cell) for cell in row] for row in found] == rows


TAGS = ("<td>", "<tr>", "<table>", "</table>", "</td>", "<br>", '<td rowspan="3" colspan=2>')


@given(st.lists(CELL | st.sampled_from(TAGS), max_size=20))
def test_any_html_at_all_is_read(parts) -> None:
    rows = read_html("".join(parts))
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_html_of_other_programs() -> None:
    excel = """<html><head><style><!-- td {color:red} --></style></head><body>
    <!--StartFragment--><table border=0><col width=64>
     <tr height=20><td class=xl65>Company</td><td>Two<br>
       lines</td></tr>
     <tr><td colspan=2>Wide &amp; high</td></tr>
     <tr><td rowspan=2>Tall</td><td>1</td></tr><tr><td>2</td></tr>
    </table><!--EndFragment--></body></html>"""
    assert read_html(excel) == [
        ["Company", "Two\nlines"],
        ["Wide & high", ""],
        ["Tall", "1"],
        ["", "2"],
    ]
    assert read_html("<p>no table</p>") == []
    sheets = "<google-sheets-html-origin><table><tbody><tr><td>a</td><td></td></tr></table>"
    assert read_html(sheets) == [["a", ""]]


def test_a_span_cannot_fill_the_memory() -> None:
    assert read_html('<table><tr><td colspan="999999999">a</td></tr></table>') == [["a"]]


def test_csv() -> None:
    assert read_csv('a,"b, c"\n1,2\n') == [["a", "b, c"], ["1", "2"]]
    assert len(read_csv("x" * 300_000 + ",b\n")[0]) == 2


@pytest.mark.parametrize(
    ("text", "html", "csv_text", "rows"),
    [
        ("a\tb", "<table><tr><td>other</td><td>x</td></tr></table>", "", [["a", "b"]]),
        ("a b", "<table><tr><td>a</td><td>b</td></tr></table>", "", [["a", "b"]]),
        ("", "<table><tr><td>alone</td></tr></table>", "", [["alone"]]),
        ("Norvane, Inc", "<b>Norvane, Inc</b>", "", [["Norvane, Inc"]]),
        ("Company,Email\nNorvane,a@b.example", "", "", [["Company", "Email"],
                                                       ["Norvane", "a@b.example"]]),
        ("Company;Email\nNorvane;x", "", "", [["Company", "Email"], ["Norvane", "x"]]),
        ("", "", "a,b\n", [["a", "b"]]),
        ("'+32 555\t'=1", "", "", [["+32 555", "=1"]]),
        ("", "", "", []),
    ],
)  # fmt: skip
def test_a_clipboard_of_whatever_program(text, html, csv_text, rows) -> None:
    assert read_clipboard(text, html, csv_text, ["Company", "Email"]) == rows
