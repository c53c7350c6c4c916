"""Leads as CSV (RFC 4180): every cell in quotation marks, lines end in CRLF, UTF-8.

All cells are quoted so that whoever reads the file need not guess: neither a delimiter nor an
apostrophe at the beginning of a cell means anything then. A cell that begins like a formula has
an apostrophe in front (:mod:`desktop_app.domain.text_marks`).
"""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from desktop_app.domain.lead_export import Cell
from desktop_app.domain.text_marks import harmless
from desktop_app.wire.lead_writer import sync


class CsvWriter:
    """A CSV or TSV file.

    Args:
        mark: begin with the mark by which Excel knows UTF-8 (without it, it takes the file for
            the encoding of its country).
    """

    def __init__(
        self, path: Path, titles: Sequence[str], delimiter: str = ",", *, mark: bool = True
    ) -> None:
        self.notes: list[str] = []
        encoding = "utf-8-sig" if mark else "utf-8"
        self._stream = path.open("w", encoding=encoding, errors="replace", newline="")
        self._rows = csv.writer(
            self._stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n"
        )
        self._rows.writerow([harmless(title) for title in titles])

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows.writerows([written(cell) for cell in row] for row in rows)

    def finish(self) -> None:
        self._stream.flush()
        sync(self._stream.fileno())
        self._stream.close()

    def give_up(self) -> None:
        with contextlib.suppress(OSError):  # what is not yet written may find no room
            self._stream.close()


def written(cell: Cell) -> str:
    """A cell as text; numbers and days are what they are, whatever they begin with."""
    if not cell and cell != 0:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return plain(cell)


def plain(cell: Cell) -> str:
    """A cell as text, nothing in front."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
