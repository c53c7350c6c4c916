"""A table out of any CSV file, row by row, in constant memory.

Whatever a file holds ends in rows or in reasons: a row that cannot be read as one says so in
``Row.problem`` and the rows after it are read all the same.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.wire.csv_dialect import Dialect, detect_dialect
from desktop_app.wire.csv_encoding import Encoding, detect_encoding, unreadable
from desktop_app.wire.csv_records import read_records
from desktop_app.wire.table import HeaderScore, Record, Source, Table

_SAMPLE = 64 << 10  # characters from which dialect and header are found


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
        raise KnownError(
            tr("There is no encoding “{encoding}”.", encoding=encoding), tr("Nothing was imported.")
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        sample = stream.read(_SAMPLE).replace("\x00", "")
        stream.seek(0)
        dialect = detect_dialect(sample, header_score)
        if delimiter is not None:
            dialect = replace(dialect, delimiter=delimiter)
        notes = list(found.notes)
        source = Source(
            path.name,
            "csv",
            lambda: _count_records(path, found, dialect),
            stream.close,
            found.name.removesuffix("-sig"),
            dialect.delimiter,
        )
        records = _Readable(path, read_records(stream, dialect, notes))
        return Table(source, records, notes, header_score)
    except OSError as error:
        stream.close()
        raise unreadable(path, error) from error
    except BaseException:
        stream.close()
        raise


def _count_records(path: Path, encoding: Encoding, dialect: Dialect) -> int:
    """Line ends outside of quotation marks, counted in a second pass that keeps nothing."""
    quote, ends, inside, plain = dialect.quotechar, 0, False, 0
    try:
        with path.open(encoding=encoding.name, errors=encoding.errors) as stream:
            while chunk := stream.read(1 << 20):
                plain += chunk.count("\n")
                for part in chunk.split(quote):
                    ends += 0 if inside else part.count("\n")
                    inside = not inside
                inside = not inside  # the last part goes on in the next chunk
    except OSError as error:
        raise unreadable(path, error) from error
    return plain if inside else ends


class _Readable:
    """Records of a file that may go away while it is read."""

    def __init__(self, path: Path, records: read_records) -> None:
        self._path = path
        self._records = records

    @property
    def width(self) -> int:
        return self._records.width

    @width.setter
    def width(self, width: int) -> None:
        self._records.width = width

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        try:
            return next(self._records)
        except OSError as error:
            raise unreadable(self._path, error) from error
