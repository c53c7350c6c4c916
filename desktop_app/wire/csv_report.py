"""The file of rows that did not go in: as they came, with where they stood and why.

It opens in a spreadsheet by a double click (UTF-8 with a mark, the delimiter of the file it
tells of), and it can be mended there and imported like any other. A cell that a spreadsheet
would take for a formula gets an apostrophe in front, which the import takes away again; signed
numbers and telephone numbers are none.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.text_marks import harmless

_NUMBER = re.compile(r"[+-][\d\s().,/-]*")
_MARK = "\ufeff"


class ReportFile:
    """Appends rows to a report; the file is made by the first of them.

    Args:
        path: where it goes; its folder is made.
        header: names of the columns, the report's own first.
        delimiter: of the file that the rows come from.
        size: how many bytes of an earlier run stay; what is behind them is cut off.

    Raises:
        KnownError: it cannot be written.
    """

    def __init__(self, path: Path, header: Sequence[str], delimiter: str, *, size: int = 0) -> None:
        self.path = path
        self.size = size
        self._header = header
        self._delimiter = delimiter if delimiter and delimiter in ",;\t|" else ","

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Write rows behind those there, and see that they are on the disk."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n")
        if not self.size:
            text.write(_MARK)
            writer.writerow([_harmless(cell) for cell in self._header])
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
        data = text.getvalue().encode("utf-8", "replace")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # The rows hold people's data: for the eyes of this user of the machine.
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            with open(descriptor, "r+b") as file:  # noqa: PTH123 - of a descriptor
                file.truncate(self.size)
                file.seek(self.size)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise KnownError(
                tr(
                    "The report of rows left out could not be written ({value}).",
                    value=error.strerror or error,
                ),
                tr("What was imported until then is kept; importing the file again goes on."),
                retryable=True,
            ) from error
        self.size += len(data)


def _harmless(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)
