"""How this computer's settings were before a change that has to hold together with the database.

The change of the file comes before the end of the transaction, and a program can be killed between
the two. So a note lies beside the file for as long as that can be: it says what would be put back,
and under which mark the transaction left a row. Whoever finds the note and nobody at work looks for
that row (``services.settings_together``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from desktop_app.domain.setting_kinds import Value
from desktop_app.system.locks import FileLock
from desktop_app.system.os_faults import told_calmly
from desktop_app.system.settings import Settings
from desktop_app.system.whole_file import keep_names, write_whole


class SettingsNote:
    """The note, and the settings that it is about.

    Args:
        file: where the note lies; beside it a lock, held while such a change is under way.
        database: the address of the database that the row would be in; "" for our own.

    Raises (all methods):
        KnownError: no rights, a full or read-only disk.
    """

    def __init__(self, file: Path, settings: Settings, database: str) -> None:
        self._file = file
        self._settings = settings
        self._database = database
        self._lock = FileLock(file.with_name(f"{file.name}.lock"))

    def begin(self, *, wait: bool = True) -> bool:
        """Be the only one who changes settings so, until `end`; False where another one is."""
        with told_calmly(self._file):
            return self._lock.acquire(blocking=wait)

    def end(self) -> None:
        """Let others."""
        self._lock.release()

    def change(self, values: Mapping[str, Value | None], mark: str) -> None:
        """Note how the settings are, and change them; None: as it is by itself.

        Raises:
            KnownError: also: not a possible value, or two commands would have one key.
        """

        def note(before: Mapping[str, Value | None]) -> None:
            told = {"mark": mark, "database": self._database, "before": dict(before)}
            write_whole(self._file, json.dumps(told, ensure_ascii=False))

        self._settings.put(values, note)

    def mark(self) -> str | None:
        """The mark of a change that did not end in order; None where there is none, or where it is
        for another database to say how it ended."""
        told = self._read()
        mine = told is not None and told.get("database") == self._database
        return str(told.get("mark")) if told is not None and mine else None

    def put_back(self) -> None:
        """Have the settings as the note says, and forget it."""
        before = (self._read() or {}).get("before")
        if isinstance(before, dict):
            self._settings.put(before)
        self.forget()

    def forget(self) -> None:
        """The change ended: there is nothing to put back."""
        with told_calmly(self._file):
            self._file.unlink(missing_ok=True)
            keep_names(self._file.parent)

    def _read(self) -> dict[str, object] | None:
        with told_calmly(self._file):
            try:
                told = json.loads(self._file.read_bytes())
            except FileNotFoundError:
                return None
            except ValueError:  # not written by us: we write it whole
                return {"database": self._database}
        return told if isinstance(told, dict) else {"database": self._database}
