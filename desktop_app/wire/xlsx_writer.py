"""Leads as an Excel workbook, row by row: memory holds one row, whatever the file becomes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, FileSizeError

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.lead_export import Cell
from desktop_app.wire.lead_writer import scratch_of, sync

MOST_ROWS = 1_048_576  # of a sheet, and
LONGEST = 32_767  # characters of a cell (Excel, "specifications and limits")
_FIRST_DAY = date(1900, 3, 1)  # Excel knows a 29 February 1900, and nothing before that year
_WIDTH = 18.0
_WIDE = {"Company": 28.0, "Contact": 24.0, "Email": 32.0, "Website": 26.0}


class WorkbookWriter:
    """A workbook with one sheet, or several where one is too short.

    Text is never a formula or a link, whatever it begins with; numbers and days are such.
    """

    def __init__(self, path: Path, titles: Sequence[str], *, most_rows: int = MOST_ROWS) -> None:
        self.notes: list[str] = []
        self._path = path
        self._titles = titles
        self._most_rows = most_rows
        self._cut = 0
        scratch = scratch_of(path)
        scratch.mkdir()
        self._book = Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(scratch),
                "use_zip64": True,
            },
        )
        self._book.set_properties({"title": "Leads", "comments": "Written by Outpost"})
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheets = 0
        self._begin_sheet()

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            if self._at >= self._most_rows:
                self._begin_sheet()
            for column, cell in enumerate(row):
                if cell is not None and cell != "":
                    self._put(column, cell)
            self._at += 1

    def finish(self) -> None:
        if self._cut:
            self.notes.append(
                plural(
                    "{n} cells were cut at {most} characters, the most that Excel has room for.",
                    "{n} cell was cut at {most} characters, the most that Excel has room for.",
                    self._cut,
                    most=numeral(LONGEST),
                )
            )
        try:
            self._book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        except FileSizeError as error:
            raise KnownError(
                tr("This is too much for a workbook."),
                tr("Export it as CSV, which may be of any size."),
            ) from error
        descriptor = os.open(self._path, os.O_RDONLY)
        try:
            sync(descriptor)
        finally:
            os.close(descriptor)

    def give_up(self) -> None:
        # Its way to close is to write it all: only the open file of each sheet is let go of.
        for sheet in self._book.worksheets():
            with contextlib.suppress(OSError, AttributeError):
                sheet.row_data_fh.close()
        self._book.fileclosed = True

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet: Any = self._book.add_worksheet(
            "Leads" if self._sheets == 1 else f"Leads {self._sheets}"
        )
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._titles):
            self._sheet.set_column(column, column, _WIDE.get(title, _WIDTH))
            self._sheet.write_string(0, column, title, self._bold)
        self._at = 1
        if self._sheets == 2:
            self.notes.append(
                tr(
                    "A sheet holds {most} rows: there are several.",
                    most=numeral(self._most_rows),
                )
            )

    def _put(self, column: int, cell: Cell) -> None:
        sheet, row = self._sheet, self._at
        if isinstance(cell, str):
            if len(cell) > LONGEST:
                self._cut += 1
                cell = cell[:LONGEST]
            sheet.write_string(row, column, cell)
        elif isinstance(cell, datetime):
            if cell.date() >= _FIRST_DAY:
                sheet.write_datetime(row, column, cell, self._moment)
            else:
                sheet.write_string(row, column, cell.isoformat(" "))
        elif isinstance(cell, date):
            if cell >= _FIRST_DAY:
                sheet.write_datetime(row, column, cell, self._day)
            else:
                sheet.write_string(row, column, cell.isoformat())
        elif isinstance(cell, (int, float)):
            # Excel keeps fifteen digits: a number that has more stands as its text.
            if abs(cell) < 1e15 and float(f"{cell:.15g}") == cell:
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, str(cell))
