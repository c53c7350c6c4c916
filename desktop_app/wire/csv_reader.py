"""A table out of any CSV file, row by row, in constant memory.

Whatever a file holds ends in rows or in reasons: a row that cannot be read as one says so in
``Row.problem`` and the rows after it are read all the same.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TextIO

from desktop_app.domain.errors import KnownError
from desktop_app.wire.csv_dialect import Dialect, HeaderScore, detect_dialect, is_comment
from desktop_app.wire.csv_encoding import Encoding, detect_encoding, unreadable
from desktop_app.wire.csv_records import Record, read_records

_SAMPLE = 64 << 10  # characters from which dialect and header are found
_SAMPLE_ROWS = 200
_HEADER_ROWS = 40
_BLANK = " \t\r\n\x0b\x0c\x1a\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Args:
        line_no: the line of the file on which it begins, from 1.
        cells: as many as the table has columns, unless there is a problem.
        problem: why it cannot be used, a short sentence without a full stop, or "".
    """

    line_no: int
    cells: tuple[str, ...]
    problem: str = ""


class Table:
    """An open file seen as a table; close it, or use it as a context manager.

    Attributes:
        header: the columns' names, none empty, no two alike.
        has_header: False when the first row was a row and the names are made up.
        rows: the rows, once; empty ones are left out.
        sample: some of the first rows' cells, for deciding what columns hold.
        encoding, delimiter: as found.
        notes: what was noticed, in sentences; complete when ``rows`` has ended.
    """

    def __init__(
        self, path: Path, stream: TextIO, encoding: Encoding, dialect: Dialect, score: HeaderScore
    ) -> None:
        self.encoding = encoding.name.removesuffix("-sig")
        self.delimiter = dialect.delimiter
        self.notes: list[str] = list(encoding.notes)
        self._path = path
        self._stream = stream
        self._dialect = dialect
        self._encoding = encoding
        self._records = read_records(stream, dialect, self.notes)
        self._ahead: deque[Record] = deque()
        self._find_header(score)
        self.sample = tuple(self._fit(record).cells for record in self._ahead if not record.problem)
        self.rows = self._read_rows()

    def _find_header(self, score: HeaderScore) -> None:
        seen = [each for each in islice(self._records, _SAMPLE_ROWS) if not _is_blank(each.cells)]
        if not seen:
            raise KnownError(f"“{self._path.name}” holds no rows.", "Nothing was imported.")
        at = _header_at(seen, score)
        self.has_header = at is not None
        first = at or 0
        if at is None:
            while first < len(seen) - 1 and is_comment(seen[first].text):
                first += 1
        names: tuple[str, ...] = () if at is None else seen[at].cells
        body = seen[first if at is None else first + 1 :]
        if first:
            self.notes.append(
                "1 line before the header was passed over."
                if first == 1
                else f"{first} lines before the header were passed over."
            )
        self.header = _column_names(names, _width(len(names), body))
        # Seen with another width than the header's until now, a row may look broken or whole.
        self._records.width = len(self.header)
        self._ahead.extend(body)

    def _read_rows(self) -> Iterator[Row]:
        try:
            while self._ahead:
                yield self._fit(self._ahead.popleft())
            for record in self._records:
                if not _is_blank(record.cells):
                    yield self._fit(record)
        except OSError as error:
            raise unreadable(self._path, error) from error
        finally:
            self.close()

    def _fit(self, record: Record) -> Row:
        """The record as wide as the header; what does not fit has a problem."""
        cells, width = record.cells, len(self.header)
        if len(cells) == width or record.problem:
            return Row(record.line_no, cells, record.problem)
        if len(cells) < width:
            return Row(record.line_no, cells + ("",) * (width - len(cells)))
        if _is_blank(cells[width:]):
            return Row(record.line_no, cells[:width])
        return Row(
            record.line_no,
            cells,
            f"{len(_trimmed(cells))} cells where the header has {width}: "
            "a delimiter inside a value, or a missing quotation mark",
        )

    def count_rows(self) -> int:
        """About how many rows the file has: its line ends outside of quotation marks, counted
        in a second pass over the file that keeps nothing."""
        quote, ends, inside, plain = self._dialect.quotechar, 0, False, 0
        try:
            with self._path.open(
                encoding=self._encoding.name, errors=self._encoding.errors
            ) as stream:
                while chunk := stream.read(1 << 20):
                    plain += chunk.count("\n")
                    for part in chunk.split(quote):
                        ends += 0 if inside else part.count("\n")
                        inside = not inside
                    inside = not inside  # the last part goes on in the next chunk
        except OSError as error:
            raise unreadable(self._path, error) from error
        return max(0, (plain if inside else ends) - (1 if self.has_header else 0))

    def close(self) -> None:
        self._stream.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_table(
    path: Path,
    *,
    header_score: HeaderScore | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """Open a CSV file of any encoding, delimiter and quoting.

    Args:
        path: the file.
        header_score: how much a row of cells looks like the header; helps to find it below a
            preamble, and to find the delimiter.
        encoding, delimiter: what somebody knows better than a guess.

    Raises:
        KnownError: the file is empty, is no text, or cannot be read.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # rows are bounded by csv_records
    found = detect_encoding(path) if encoding is None else Encoding(encoding)
    try:
        stream = path.open(encoding=found.name, errors=found.errors, newline="")
    except LookupError as error:
        raise KnownError(f"There is no encoding “{encoding}”.", "Nothing was imported.") from error
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        sample = stream.read(_SAMPLE).replace("\x00", "")
        stream.seek(0)
        dialect = detect_dialect(sample, header_score)
        if delimiter is not None:
            dialect = replace(dialect, delimiter=delimiter)
        return Table(path, stream, found, dialect, header_score or _any_header)
    except OSError as error:
        stream.close()
        raise unreadable(path, error) from error
    except BaseException:
        stream.close()
        raise


def _any_header(cells: Sequence[str]) -> int:
    return 0


def _header_at(seen: Sequence[Record], score: HeaderScore) -> int | None:
    """Which record is the header; None when the table has none.

    The one that reads most like a header; otherwise the first that is no remark and as wide as
    most, unless it holds an e-mail address.
    """
    scores = [0 if each.problem else score(each.cells) for each in seen[:_HEADER_ROWS]]
    best = max(scores)
    if best > 0:
        return scores.index(best)
    usual = Counter(len(_trimmed(each.cells)) for each in seen if not is_comment(each.text))
    width = max(usual, key=lambda width: (usual[width], width)) if usual else 1
    for index, each in enumerate(seen):
        if each.problem or is_comment(each.text):
            continue
        cells = _trimmed(each.cells)
        if any("@" in cell for cell in cells):
            return None
        if len(cells) >= max(1, width - 1) or index + 1 == len(seen):
            return index
    return None


def _width(named: int, body: Sequence[Record]) -> int:
    """The columns there are: those of the header, and more when most rows have more."""
    widths = [len(_trimmed(each.cells)) for each in body if not each.problem]
    wider = [width for width in widths if width > named]
    if named and len(wider) * 2 <= len(widths):
        return named
    return max(wider, default=named)


def _column_names(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Names for ``width`` columns, the empty ones called by number, doubles told apart."""
    header: list[str] = []
    taken: set[str] = set()
    for index in range(width):
        given = " ".join(names[index].split())[:200] if index < len(names) else ""
        given = given.strip(_BLANK) or f"Column {index + 1}"
        name, times = given, 1
        while name in taken:
            times += 1
            name = f"{given} ({times})"
        taken.add(name)
        header.append(name)
    return tuple(header)


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1].strip(_BLANK):
        end -= 1
    return cells[:end]


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(cells) or not any(cell.strip(_BLANK) for cell in cells)
