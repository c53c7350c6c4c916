"""A table out of an Excel workbook (.xlsx, .xlsm), read by a process of its own."""

from __future__ import annotations

import multiprocessing
import pickle
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.wire.reading_process import start_deaf
from desktop_app.wire.table import HeaderScore, Record, Source, Table
from desktop_app.wire.xlsx_sheet import OLE, Sheet, damaged, send_sheet

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(head: bytes, path: Path) -> bool:
    """Whether a file is an Excel workbook, also one that a password closes.

    Args:
        head: its first bytes.
    """
    if head.startswith(OLE):
        return path.suffix.lower() in (".xlsx", ".xlsm") or _ENCRYPTED in _beginning(path)
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as parts:
            return any(name.startswith("xl/") for name in parts.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix.lower() in (".xlsx", ".xlsm")


def open_workbook(
    path: Path, *, header_score: HeaderScore | None = None, sheet: str | None = None
) -> Table:
    """Open a workbook; of its sheets the one named, else the first that has rows.

    Raises:
        KnownError: it is damaged, closed by a password, too large, or holds no rows.
    """
    reading = _Reading(path, sheet)
    try:
        found = reading.sheet
        notes = []
        if sheet is None and len(found.names) > 1:
            notes.append(
                tr("Of {count} sheets “{name}” was read.", count=len(found.names), name=found.name)
            )
        source = Source(
            path.name,
            "xlsx",
            lambda: found.rows,
            reading.close,
            sheet=found.name,
            sheets=found.names,
        )
        return Table(source, reading, notes, header_score)
    except BaseException:
        reading.close()
        raise


class _Reading:
    """The rows that the reading process sends, as records."""

    def __init__(self, path: Path, wanted: str | None) -> None:
        self.width = 0
        self._path = path
        context = multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=send_sheet, args=(path, wanted, sender), daemon=True)
        start_deaf(self._process)
        sender.close()  # so that the end of the process is the end of the pipe
        try:
            first = self._receive()
            if not isinstance(first, Sheet):
                raise damaged(path)
        except BaseException:
            self.close()
            raise
        self.sheet = first
        self._number = first.first
        self._ready: deque[tuple[str, ...]] = deque()
        self._over = False

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        while not self._ready:
            if self._over:
                raise StopIteration
            batch = self._receive()
            if isinstance(batch, list):
                self._ready.extend(batch)
            else:
                self._over = True
        cells = self._ready.popleft()
        self._number += 1
        return Record(self._number - 1, cells, cells[0] if cells else "")

    def close(self) -> None:
        """End the process, wherever it is."""
        if not self._receiver.closed:
            self._process.terminate()
            self._process.join()
            self._receiver.close()

    def _receive(self) -> Sheet | list[tuple[str, ...]] | None:
        try:
            # From a process that this one started, over a pipe that nobody else has.
            item = pickle.loads(self._receiver.recv_bytes())  # noqa: S301
        except (EOFError, OSError) as error:
            raise damaged(self._path) from error
        if isinstance(item, KnownError):
            raise item
        found: Sheet | list[tuple[str, ...]] | None = item
        return found


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8 << 20)
    except OSError:
        return b""
