"""Records out of lines, where a quotation mark that is never closed costs one line.

Python's csv reader takes everything up to the next quotation mark, or the end of the file, into
one cell. Here its rows are looked at together with the lines they were made of: a row that took
lines which are rows by themselves is undone, its first line is reported, and reading goes on
with the next.
"""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator
from typing import TextIO

from desktop_app.domain.language import numeral, tr
from desktop_app.wire.csv_dialect import Dialect
from desktop_app.wire.table import Record

MAX_RECORD = 8 << 20  # characters of one row, quoted line ends included
MAX_LINES = 5_000  # lines of one row
_SHOWN = 2_000  # characters of a line too long that are kept for the report
_LOOK = 50  # lines of a doubtful row that are looked at
_PATIENCE = 50  # marks never closed, more than rows in order: then marks mean nothing
_RUNAWAYS = 200  # marks after which everything was taken in, up to the limit
_END = "\x00"  # no line holds one: the feed takes them away

UNCLOSED = tr("a quotation mark is opened and never closed")
TOO_LONG = tr("the row is longer than {most} characters", most=numeral(MAX_RECORD))


class _RecordTooLongError(Exception):
    """The csv reader went on and on."""


class _Feed:
    """Lines for a csv reader; remembers those of the row under way."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self._size = 0
        self.taken: list[str] = []
        self.line_no = 1  # of the first line taken
        self.zeros = 0
        self.cut = False  # a line of the row under way was too long
        self.bounded = True

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        self.taken.append(line)
        self._size += len(line)
        if self.bounded and (self._size > MAX_RECORD or len(self.taken) > MAX_LINES):
            raise _RecordTooLongError
        return line

    def _read(self) -> str:
        line = self._stream.readline(MAX_RECORD)
        if not line:
            return _END
        if len(line) == MAX_RECORD and line[-1] not in "\r\n":
            while (more := self._stream.readline(MAX_RECORD)) and more[-1] not in "\r\n":
                pass
            self.cut = True
            line = line[:_SHOWN].replace('"', "'") + "\n"
        if "\x00" in line:
            self.zeros += line.count("\x00")
            line = line.replace("\x00", "") or "\n"
        return line

    def accept(self) -> None:
        """The lines taken have become a row."""
        self.line_no += len(self.taken)
        self.taken.clear()
        self._size = 0
        self.cut = False

    def give_back(self) -> str:
        """All lines but the first are to be read anew; answers the first."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        self.taken = [first]
        return first


class read_records(Iterator[Record]):  # noqa: N801 - used like the function it stands for
    """Records of a stream opened with ``newline=""``, empty lines left out.

    Args:
        stream: the text; nothing of it has been read.
        dialect: how it is separated and quoted.
        notes: sentences are added here when the end is reached.

    Attributes:
        width: how many cells a row is expected to have; 0 while unknown.
    """

    def __init__(self, stream: TextIO, dialect: Dialect, notes: list[str]) -> None:
        self.width = 0
        self._dialect = dialect
        self._notes = notes
        self._feed = _Feed(stream)
        self._widths: Counter[int] = Counter()
        self._whole = self._unclosed = self._runaways = 0
        self._unquoted = False
        self._records = self._read()

    def __next__(self) -> Record:
        return next(self._records)

    def _read(self) -> Iterator[Record]:
        feed = self._feed
        for _ in range(self._dialect.skipped):
            next(feed)
            feed.accept()
        while True:
            try:
                for cells in self._reader(feed):
                    if feed.taken[-1] == _END:
                        if len(feed.taken) == 1:
                            self._note_zeros()
                            return
                        self._runaways += 1
                        yield self._undo(UNCLOSED)
                        break
                    if len(feed.taken) > 1 and self._is_two_rows(cells):
                        yield self._undo(UNCLOSED)
                        break
                    if cells:
                        self._whole += 1
                        if not self.width and len(cells) > 1:
                            self._widths[len(cells)] += 1
                        yield self._record(tuple(cells), TOO_LONG if feed.cut else "")
                    feed.accept()
            except _RecordTooLongError:
                self._runaways += 1
                yield self._undo(UNCLOSED if len(feed.taken) > 1 else TOO_LONG)
            except csv.Error as error:
                yield self._undo(tr("it cannot be read as a row ({error})", error=str(error)))

    def _reader(self, feed: _Feed) -> Iterator[list[str]]:
        dialect = self._dialect
        if self._unquoted:
            feed.bounded = False
            return csv.reader(feed, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(
            feed,
            delimiter=dialect.delimiter,
            quotechar=dialect.quotechar,
            escapechar=dialect.escapechar,
            skipinitialspace=dialect.delimiter != "\t",
        )

    def _record(self, cells: tuple[str, ...], problem: str = "") -> Record:
        return Record(self._feed.line_no, cells, self._feed.taken[0][:_SHOWN], problem)

    def _undo(self, problem: str) -> Record:
        """The first line of the row under way as a record with a problem; the others are read
        anew."""
        line = self._feed.give_back().rstrip("\r\n")
        record = self._record((line,), problem)
        self._feed.accept()
        if problem is UNCLOSED:
            self._unclosed += 1
            hopeless = self._unclosed > max(_PATIENCE, self._whole)
            if not self._unquoted and (hopeless or self._runaways > _RUNAWAYS):
                self._unquoted = True
                self._notes.append(
                    tr(
                        "Quotation marks do not come in pairs; from line {line_no} on they were "
                        "read as ordinary characters.",
                        line_no=numeral(self._feed.line_no),
                    )
                )
        return record

    def _is_two_rows(self, cells: list[str]) -> bool:
        """Whether a row over several lines swallowed others: it is out of shape, and the mark
        that closed it opens a cell, or one of its further lines is a row by itself."""
        lines = self._feed.taken
        # Until the header is known, what most rows had so far is the best guess.
        width = self.width or max(self._widths, key=self._widths.__getitem__, default=len(cells))
        if len(cells) == width and self._is_strict(lines):
            return False
        return self._closed_by_an_opening(lines[-1]) or (
            width > 1 and any(self._cells_alone(line) == width for line in lines[1 : _LOOK + 1])
        )

    def _closed_by_an_opening(self, line: str) -> bool:
        """Whether the first single mark of a line stands where a cell begins, before text."""
        quote, delimiter = self._dialect.quotechar, self._dialect.delimiter
        at = line.find(quote)
        while at != -1 and line[at + 1 : at + 2] == quote:
            at = line.find(quote, at + 2)
        before, after = line[: max(at, 0)].rstrip(" "), line[at + 1 : at + 2]
        opens = not before or before.endswith(delimiter)
        return at != -1 and opens and after not in ("", "\r", "\n", " ", delimiter)

    def _is_strict(self, lines: list[str]) -> bool:
        try:
            return sum(1 for _ in self._strict(lines)) == 1
        except csv.Error:
            return False

    def _cells_alone(self, line: str) -> int:
        try:
            return len(next(self._strict([line]), []))
        except csv.Error:
            return 0

    def _strict(self, lines: list[str]) -> Iterator[list[str]]:
        dialect = self._dialect
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quotechar,
            escapechar=dialect.escapechar,
            skipinitialspace=dialect.delimiter != "\t",
            strict=True,
        )

    def _note_zeros(self) -> None:
        if self._feed.zeros:
            self._notes.append(
                tr("{zeros} zero bytes were left out.", zeros=numeral(self._feed.zeros))
            )
