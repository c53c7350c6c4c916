"""Small files that are the old ones or the new ones, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a file of one's own (mode 0600) in the place of what is there; it is on the disk when
    this returns.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    fd, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(fd, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    keep_names(file.parent)


def keep_names(folder: Path) -> None:
    """Have the disk keep what files a folder has; harmless where a system cannot."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
