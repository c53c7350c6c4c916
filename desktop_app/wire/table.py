"""What every reader of lists of leads gives: a header, rows in constant memory, and reasons."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Protocol

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import plural, tr

HeaderScore = Callable[[Sequence[str]], int]

_SAMPLE_ROWS = 200
_HEADER_ROWS = 40
_BLANK = " \t\r\n\x0b\x0c\x1a\u00a0\ufeff"
_COMMENT = ("#", "//", "%%", "/*")


@dataclass(frozen=True, slots=True)
class Record:
    """Cells, the line they begin on (from 1), and that line's text if it is short of a whole."""

    line_no: int
    cells: tuple[str, ...]
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Args:
        line_no: the line of the file on which it begins, from 1; of a sheet, its row.
        cells: as many as the table has columns, unless there is a problem.
        problem: why it cannot be used, a short sentence without a full stop, or "".
    """

    line_no: int
    cells: tuple[str, ...]
    problem: str = ""


class Records(Protocol):
    """Where a table's rows come from. ``width`` is set once the header is known."""

    width: int

    def __iter__(self) -> Iterator[Record]: ...

    def __next__(self) -> Record: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader knows of its file.

    Args:
        name: the file's name, for sentences.
        kind: ``csv``, ``xlsx`` or ``vcard``.
        encoding, delimiter: as found; "" where the format has none.
        count: about how many records there are, the header among them; may be slow.
        close: lets go of the file.
        sheet, sheets: of a workbook, the one that is read and all there are.
        header: the columns' names where the format itself has them.
    """

    name: str
    kind: str
    count: Callable[[], int]
    close: Callable[[], None]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


class Table:
    """An open file seen as a table; close it, or use it as a context manager.

    Attributes:
        header: the columns' names, none empty, no two alike.
        has_header: False when the first row was a row and the names are made up.
        rows: the rows, once; empty ones are left out.
        sample: some of the first rows' cells, for deciding what columns hold.
        kind, encoding, delimiter, sheet, sheets: as :class:`Source` has them.
        notes: what was noticed, in sentences; complete when ``rows`` has ended.
    """

    def __init__(
        self, source: Source, records: Records, notes: list[str], score: HeaderScore | None = None
    ) -> None:
        self.kind = source.kind
        self.encoding = source.encoding
        self.delimiter = source.delimiter
        self.sheet = source.sheet
        self.sheets = source.sheets
        self.notes = notes
        self._source = source
        self._records = records
        self._ahead: deque[Record] = deque()
        if source.header:
            self.has_header = True
            self.header = source.header
            self._ahead.extend(islice(records, _SAMPLE_ROWS))
        else:
            self._find_header(score or _any_header)
        self.sample = tuple(self._fit(record).cells for record in self._ahead if not record.problem)
        self.rows = self._read_rows()

    def _find_header(self, score: HeaderScore) -> None:
        seen = [each for each in islice(self._records, _SAMPLE_ROWS) if not _is_blank(each.cells)]
        if not seen:
            raise KnownError(
                tr("“{name}” holds no rows.", name=self._source.name), tr("Nothing was imported.")
            )
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
                plural(
                    "{n} lines before the header were passed over.",
                    "{n} line before the header was passed over.",
                    first,
                )
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
                if record.problem or not _is_blank(record.cells):
                    yield self._fit(record)
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
            tr(
                "{count} cells where the header has {width}: a delimiter inside a value, or a "
                "missing quotation mark",
                count=len(_trimmed(cells)),
                width=width,
            ),
        )

    def count_rows(self) -> int:
        """About how many rows the file has; may read it once more, and keeps nothing."""
        return max(0, self._source.count() - (1 if self.has_header else 0))

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def is_comment(line: str) -> bool:
    """Whether a line before the header is a remark."""
    return line.lstrip().startswith(_COMMENT)


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
