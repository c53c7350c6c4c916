"""Files that a chart or report becomes; written whole or not at all, in the background."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.text_marks import harmless

_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place once all of it is on the disk.

    Raises:
        KnownError: it cannot be written; what was there before is still there.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise KnownError(
            tr("{name} could not be saved.", name=path.name),
            tr(
                "{value}. Choose another folder, or close the file elsewhere.",
                value=error.strerror or error,
            ),
            retryable=True,
        ) from error


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets: UTF-8 with a mark, commas, and no cell that is run as a formula."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(
        [harmless(cell) for cell in row] for row in rows
    )
    return (_MARK + text.getvalue()).encode("utf-8", "replace")


def png_bytes(image: QImage) -> bytes:
    """A picture as PNG; takes its time, so never on the window's thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
