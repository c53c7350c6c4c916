"""Tables as a clipboard carries them between programs: text with tabs, and HTML."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

Rows = list[list[str]]

_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)')
_STOP = re.compile(r"[\t\r\n]")
_END = re.compile(r"\r\n|\r|\n")

_FIRST_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?%?")
_LIKE_A_PHONE = re.compile(r"[+-][\d\s().,/-]*")


def write_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Text with tabs, as spreadsheets put it on the clipboard: what holds a tab, the end of a
    line or a quotation mark is quoted as in RFC 4180; every row ends with CR LF."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def read_tsv(text: str) -> Rows:
    """The reverse of :func:`write_tsv`, forgiving: a quotation mark that no other one closes at
    the end of a cell is part of the cell, as Google Sheets and people write it."""
    rows: Rows = []
    row: list[str] = []
    at = 0
    while at < len(text):
        found = _QUOTED.match(text, at) if text[at] == '"' else None
        if found is not None:
            row.append(found[1].replace('""', '"'))
            at = found.end()
        else:
            end_of_cell = _STOP.search(text, at)
            stop = end_of_cell.start() if end_of_cell else len(text)
            row.append(text[at:stop])
            at = stop
        if at < len(text) and text[at] == "\t":
            at += 1
            if at < len(text):
                continue
            row.append("")
        elif (end := _END.match(text, at)) is not None:
            at = end.end()
        rows.append(row)
        row = []
    return rows


def read_csv(text: str, delimiter: str = ",") -> Rows:
    """A small CSV that was copied as such."""
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:  # a cell beyond what the reader takes
        return [line.split(delimiter) for line in text.splitlines()]


def write_html(rows: Iterable[Sequence[str]], *, header: bool = False) -> str:
    """A table of HTML; every cell is marked as text for Excel, which then computes none of it.

    Args:
        rows: plain words; :func:`guarded_html` is applied here.
        header: whether the first row holds titles.
    """
    lines = []
    for number, row in enumerate(rows):
        name = "th" if header and number == 0 else "td"
        cells = "".join(f"<{name}>{_marked_up(each)}</{name}>" for each in row)
        lines.append(f"<tr>{cells}</tr>")
    style = "<style>td,th{mso-number-format:'\\@'}br{mso-data-placement:same-cell}</style>"
    return f'<meta charset="utf-8">{style}<table>{"".join(lines)}</table>'


def read_html(text: str) -> Rows:
    """The cells of the first table in it; nothing where there is none."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return reader.rows


def read_clipboard(
    text: str, html_text: str = "", csv_text: str = "", titles: Iterable[str] = ()
) -> Rows:
    """The cells of a clipboard, whatever program filled it; apostrophes of :func:`guarded` off.

    Text with tabs says it best. A table of HTML is taken where the text has none, CSV where it
    is called so or begins with a row of ``titles``: a comma in a name divides nothing.
    """
    rows = read_tsv(text)
    if csv_text and not text:
        rows = read_csv(csv_text)
    elif all(len(row) < 2 for row in rows):
        table = read_html(html_text) if html_text else []
        if any(len(row) > 1 for row in table) or not rows:
            rows = table
        else:
            rows = _csv_with_titles(text, {each.casefold() for each in titles}) or rows
    return [[unguarded(cell) for cell in row] for row in rows]


def _csv_with_titles(text: str, titles: set[str]) -> Rows:
    """The cells of a text whose first line is made of titles, divided by commas or semicolons."""
    for delimiter in ",;":
        if delimiter in text.partition("\n")[0]:
            rows = read_csv(text, delimiter)
            if len(rows) > 1 and all(each.strip().casefold() in titles for each in rows[0]):
                return rows
    return []


def guarded(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe before what begins like a formula
    (``=HYPERLINK(…)``; ``+32-555-0142`` would become a difference). Numbers stay numbers.
    :func:`unguarded` takes it away again."""
    bare = cell.lstrip("'")
    if bare.startswith(_FIRST_MARKS) and not (bare == cell and _NUMBER.fullmatch(cell)):
        return "'" + cell
    return cell


def unguarded(cell: str) -> str:
    """The reverse of :func:`guarded`."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FIRST_MARKS):
        return cell[1:]
    return cell


def guarded_html(cell: str) -> str:
    """As :func:`guarded`, for a cell that is marked as text: of those alone phone numbers are
    safe as they stand."""
    return cell if _LIKE_A_PHONE.fullmatch(cell) else guarded(cell)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _marked_up(cell: str) -> str:
    lines = html.escape(guarded_html(cell)).splitlines()
    return "<br>".join(lines)


class _TableReader(HTMLParser):
    """Collects cells; one that spans several columns or rows leaves the others empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Rows = []
        self._depth = 0
        self._over = False
        self._cell: list[str] | None = None
        self._span = 1
        self._below: dict[int, int] = {}  # column -> rows that a cell from above still takes
        self._down = 1
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth != 1 or self._over:
            if tag == "br" and self._cell is not None:
                self._cell.append("\n")
        elif tag == "tr":
            self._end_cell()
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self._begin_row()
            given = dict(attrs)
            self._span, self._down = _count(given.get("colspan")), _count(given.get("rowspan"))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._skipping = max(0, self._skipping - 1)
        elif tag == "table":
            if self._depth == 1:
                self._end_cell()
                self._over = True
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping:
            self._cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _begin_row(self) -> None:
        self.rows.append([])
        self._fill()

    def _fill(self) -> None:
        """Leave room for what reaches down from above."""
        row = self.rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        words = "".join(self._cell).replace("\u00a0", " ")
        self._cell = None
        row = self.rows[-1]
        at = len(row)
        lines = [line.strip(" ") for line in words.split("\n")]
        row.append("\n".join(lines).strip("\n"))
        row.extend([""] * (self._span - 1))
        for column in range(at, len(row)):
            self._below[column] = self._down - 1
        self._fill()


def _count(given: str | None) -> int:
    """A span; one that makes no sense, or would fill memory, is none."""
    return int(given) if given and given.isdecimal() and 1 <= int(given) <= 1_000 else 1
