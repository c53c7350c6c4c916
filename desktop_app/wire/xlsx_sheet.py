"""A process of its own that reads one Excel workbook with calamine and hands its rows over.

calamine lays a sheet out in memory from its first cell to its last, whatever lies between, and
believes what a file says of itself: a workbook that claims four billion shared words ends the
process that opens it. So the file is looked through before, for how much it is unpacked and how
far its cells reach, which ends in a better sentence than a dead process; and what was overlooked
costs this process alone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.wire.csv_encoding import unreadable

MAX_UNPACKED = 600 << 20  # bytes of all parts that are read
MAX_CELLS = 16_000_000  # cells of a sheet from its first to its last, empty ones counted
MAX_MEMORY = 3 << 30  # bytes of address space

_BATCH = 500  # rows handed over together
_CHUNK = 1 << 20
_LONGEST_TAG = 400  # bytes of a cell's opening tag that are looked at across two chunks
# A cell with something in it; those that are only formatted close at once.
_CELL = re.compile(
    rb"<(?:\w{1,20}:)?c\s+(?:[a-qs-z]\w*=[\"'][^\"'<>]*[\"']\s+)*"
    rb"r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>]*(?<!/)>"
)
OLE = b"\xd0\xcf\x11\xe0"
AS_CSV = tr("Open it in the program it comes from and save it as CSV, then import that.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is read: its name, those of all sheets, how many rows, and the first one's number."""

    name: str
    names: tuple[str, ...]
    rows: int
    first: int


def send_sheet(path: Path, wanted: str | None, sender: Connection) -> None:
    """The life of the reading process: a :class:`Sheet`, lists of rows of text, None; or a
    :class:`KnownError` in the place of any of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_bounded()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            look_through(path)
            _send_rows(path, wanted, sender)
        except KnownError as error:
            sender.send_bytes(pickle.dumps(error))
        except MemoryError:
            sender.send_bytes(pickle.dumps(too_large(path)))
        else:
            sender.send_bytes(pickle.dumps(None))


def _be_bounded() -> None:
    """No more memory than a large workbook takes, no core file, and nothing on the terminal."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send_rows(path: Path, wanted: str | None, sender: Connection) -> None:
    rows, name, names = _load(path, wanted)
    sender.send_bytes(pickle.dumps(Sheet(name, names, len(rows), rows.first + 1)))
    batch: list[tuple[str, ...]] = []
    for row in rows:
        batch.append(tuple(map(cell_text, row)))
        if len(batch) == _BATCH:
            sender.send_bytes(pickle.dumps(batch, protocol=pickle.HIGHEST_PROTOCOL))
            batch = []
    sender.send_bytes(pickle.dumps(batch, protocol=pickle.HIGHEST_PROTOCOL))


class _Rows:
    """What calamine read, from the first row that is not empty."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.first = int(sheet.start[0]) if sheet.start else 0

    def __len__(self) -> int:
        return int(self._sheet.height)

    def __iter__(self) -> Iterator[Sequence[Any]]:
        rows = self._sheet.iter_rows()
        for _ in range(self.first):  # it begins at the sheet's first row, whatever is there
            if next(rows, None) is None:
                return
        yield from rows


def cell_text(value: Any) -> str:
    """A cell as people see it: whole numbers without a point, days without midnight."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        whole = abs(value) < 1e15 and value == int(value)
        return f"{value:.0f}" if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        return value.strftime("%Y-%m-%d %H:%M" + (":%S" if value.second else ""))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M" + (":%S" if value.second else ""))
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def look_through(path: Path) -> None:
    """Refuse what would not fit into memory, by what is there rather than what is claimed."""
    try:
        with path.open("rb") as file:
            if file.read(4) == OLE:
                raise closed(path)
        with zipfile.ZipFile(path) as parts:
            budget = MAX_UNPACKED
            for part in parts.infolist():
                if part.filename.startswith("xl/media/") or part.is_dir():
                    continue
                if part.flag_bits & 0x1:
                    raise closed(path)
                if part.file_size > budget:
                    raise too_large(path)
                budget -= _measure(path, parts, part, budget)
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise damaged(path) from error


def _measure(path: Path, parts: zipfile.ZipFile, part: zipfile.ZipInfo, budget: int) -> int:
    """How many bytes a part has; of a sheet also how far its cells reach."""
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    size, tail = 0, b""
    top, bottom, left, right = 1 << 30, 0, 1 << 30, 0
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > budget:
                raise too_large(path)
            if not is_sheet:
                continue
            if found := _CELL.findall(tail + chunk):
                letters, digits = zip(*found, strict=True)
                columns, rows = [_column(each) for each in set(letters)], set(map(int, digits))
                top, bottom = min(top, *rows), max(bottom, *rows)
                left, right = min(left, *columns), max(right, *columns)
            tail = chunk[-_LONGEST_TAG:]
    if bottom and (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise too_large(path)
    return size


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _load(path: Path, wanted: str | None) -> tuple[_Rows, str, tuple[str, ...]]:
    import python_calamine as calamine  # a shared library that only workbooks cost

    try:
        book = calamine.load_workbook(str(path))
        names = tuple(
            each.name
            for each in sorted(
                book.sheets_metadata,
                key=lambda each: each.visible != calamine.SheetVisibleEnum.Visible,
            )
            if each.typ == calamine.SheetTypeEnum.WorkSheet
        )
        if wanted is not None and wanted not in names:
            raise KnownError(
                tr("“{name}” has no sheet “{wanted}”.", name=path.name, wanted=wanted),
                tr("Its sheets are {names}.", names=", ".join(f"“{name}”" for name in names[:20])),
            )
        for name in names if wanted is None else (wanted,):
            rows = _Rows(book.get_sheet_by_name(name))
            if len(rows):
                return rows, name, names
    except calamine.PasswordError as error:
        raise closed(path) from error
    except KnownError:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    except BaseException as error:
        # Its own errors, and a panic of Rust, which is no Exception.
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise damaged(path) from error
    raise KnownError(tr("“{name}” holds no rows.", name=path.name), tr("Nothing was imported."))


def damaged(path: Path) -> KnownError:
    """The sentence for what is no workbook."""
    return KnownError(tr("“{name}” is damaged or no Excel workbook.", name=path.name), AS_CSV)


def closed(path: Path) -> KnownError:
    """The sentence for one that a password closes."""
    return KnownError(
        tr("“{name}” is closed by a password.", name=path.name),
        tr("Save it without the password (or as CSV), then import that."),
    )


def too_large(path: Path) -> KnownError:
    """The sentence for one that takes more memory than there may be."""
    return KnownError(
        tr("“{name}” is too large to be read as a workbook.", name=path.name),
        tr("Save the sheet as CSV, which may be of any size, then import that."),
    )
