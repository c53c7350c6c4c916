"""Leads into a file: what a format's writer is given, and where bytes go until all are there.

The file stands under its final name only when it is whole: it is written beside it under a name
of its own, brought to the disk, and then moved in one step.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.lead_export import Cell, ExportColumn, ExportFormat

_PART = ".outpost-part"
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class LeadWriter(Protocol):
    """Writes rows of cells under columns that are known from the beginning.

    ``notes`` are sentences on what the format could not hold.
    """

    notes: list[str]

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add rows."""

    def finish(self) -> None:
        """Complete the file and bring it to the disk."""

    def give_up(self) -> None:
        """Let go of what is open."""


def open_writer(
    format_: ExportFormat, path: Path, columns: Sequence[ExportColumn], *, mark: bool = True
) -> LeadWriter:
    """The writer of a format.

    Args:
        path: a file that is not there yet.
        mark: whether text begins with the mark by which Excel knows UTF-8.
    """
    titles = [column.title for column in columns]
    if format_ is ExportFormat.XLSX:
        from desktop_app.wire.xlsx_writer import WorkbookWriter

        return WorkbookWriter(path, titles)
    if format_ is ExportFormat.VCARD:
        from desktop_app.wire.vcard_writer import CardWriter

        return CardWriter(path, titles)
    from desktop_app.wire.csv_writer import CsvWriter

    return CsvWriter(path, titles, "\t" if format_ is ExportFormat.TSV else ",", mark=mark)


@contextmanager
def whole_file(target: Path, token: str) -> Iterator[Path]:
    """A path to write to, which takes the name of ``target`` when the block ends well.

    Args:
        token: tells apart who writes; whoever comes with the same one clears away what the
            earlier one left.

    Raises:
        KnownError: there is no room, no right, or no such folder.
    """
    target = target.expanduser()
    with _told_calmly(target):
        target = target.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder", str(target))
        part = _part_of(target, token)
        _clear(part)
        try:
            yield part
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
            _sync_folder(target.parent)
        finally:
            _clear(part)


def parts_beside(target: Path) -> dict[str, Path]:
    """What writers of this file left behind or are writing now, by their tokens."""
    target = target.expanduser().resolve()
    beginning = f".{_short(target.name)}."
    with contextlib.suppress(OSError):
        return {
            each.name[len(beginning) : -len(_PART)]: each
            for each in target.parent.iterdir()
            if each.name.startswith(beginning) and each.name.endswith(_PART)
        }
    return {}


def clear_part(part: Path) -> None:
    """Take away what a writer left behind."""
    with contextlib.suppress(OSError):
        _clear(part)


def sync(file_no: int) -> None:
    """Bring an open file to the disk."""
    os.fsync(file_no)


def scratch_of(part: Path) -> Path:
    """A folder for what a writer needs meanwhile, on the same disk; goes with the part."""
    return part.with_name(part.name.removesuffix(_PART) + ".d" + _PART)


def _part_of(target: Path, token: str) -> Path:
    return target.with_name(f".{_short(target.name)}.{token}{_PART}")


def _short(name: str) -> str:
    # Bytes are what the name of a file may not have too many of.
    return os.fsencode(name)[:120].decode("utf-8", "ignore")


def _clear(part: Path) -> None:
    part.unlink(missing_ok=True)
    shutil.rmtree(scratch_of(part), ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system has folders to bring to the disk
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _told_calmly(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name, nothing = (
            target.name,
            tr("Nothing was written, and what stood there before is as it was."),
        )
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise KnownError(
                tr("There is no room for “{name}” on its disk.", name=name),
                tr("{nothing} Free some space first.", nothing=nothing),
            ) from error
        if error.errno == errno.EISDIR:
            raise KnownError(
                tr("“{name}” is a folder.", name=name), tr("Choose a name for the file.")
            ) from error
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise KnownError(
                tr("There is no folder “{parent}”.", parent=target.parent),
                tr("Make it, or choose another one."),
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise KnownError(
                tr("“{name}” may not be written there.", name=name),
                tr("Choose a folder that is yours."),
            ) from error
        raise KnownError(
            tr(
                "“{name}” could not be written ({value}).", name=name, value=error.strerror or error
            ),
            nothing,
        ) from error
