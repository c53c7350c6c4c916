"""How much room a disk has, and from when on that is worth a word."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Postgres needs room for its log (2 GB at most), the rest for files of a day.
LOW: Final = 3 << 30  # bytes
VERY_LOW: Final = 512 << 20


@dataclass(frozen=True, slots=True)
class Room:
    """The room on the disk of a folder, in bytes."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        return self.free < min(LOW, self.total // 10)

    @property
    def is_very_low(self) -> bool:
        return self.free < min(VERY_LOW, self.total // 50)


def room_at(folder: Path) -> Room:
    """The room at a folder, or where it would be made.

    Raises:
        OSError: the disk does not answer.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    found = shutil.disk_usage(folder)
    return Room(found.free, found.total)
