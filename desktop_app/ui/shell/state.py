"""Sizes, choices and drafts of the window that are remembered between runs."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

log = logging.getLogger(__name__)


class UiState:
    """A small store in an INI file; ``file`` None keeps it for this run only.

    Nothing in it is precious: an unreadable file means the window opens at its usual size. What is
    (words that could not be saved) has :attr:`precious`.
    """

    def __init__(self, file: Path | None) -> None:
        self._here: dict[str, Any] = {}
        self._settings = (
            QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        )
        self.precious = Precious(file.parent / "unsaved" if file is not None else None)

    def text(self, key: str, default: str = "") -> str:
        value = self._get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        try:
            return int(self._get(key))
        except (TypeError, ValueError):
            return default

    def numbers(self, key: str) -> list[int]:
        """A list of whole numbers, empty when there is none."""
        try:
            return [int(each) for each in self.text(key).split(",") if each]
        except ValueError:
            return []

    def blob(self, key: str) -> QByteArray:
        value = self._get(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: str, value: str | int | list[int] | QByteArray) -> None:
        kept = ",".join(map(str, value)) if isinstance(value, list) else value
        if isinstance(kept, int):
            kept = str(kept)
        if self._settings is None:
            self._here[key] = kept
        else:
            self._settings.setValue(key, kept)

    def drop(self, key: str) -> None:
        """Remember something no longer."""
        if self._settings is None:
            self._here.pop(key, None)
        else:
            self._settings.remove(key)

    def save(self) -> None:
        if self._settings is not None:
            self._settings.sync()

    def _get(self, key: str) -> Any:
        if self._settings is None:
            return self._here.get(key)
        return self._settings.value(key)


class Precious:
    """Texts that wait here until they are safe elsewhere: a file each, written whole or not at all.

    From any thread but the window's: it writes to the disk.

    Args:
        folder: made when it is needed; None keeps them for this run only.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._here: dict[str, str] = {}
        self._one_at_a_time = threading.Lock()

    def put(self, name: str, text: str) -> None:
        """Keep a text under a name that a file can have.

        Raises:
            OSError: it cannot be written.
        """
        with self._one_at_a_time:
            if self._folder is None:
                self._here[name] = text
                return
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / name
            partial = path.with_name(f"{name}.{os.getpid()}.part")
            with os.fdopen(
                os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)

    def drop(self, name: str) -> None:
        """Keep it no longer."""
        with self._one_at_a_time:
            if self._folder is None:
                self._here.pop(name, None)
                return
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)

    def all(self, begins: str) -> dict[str, str]:
        """The texts whose names begin so; one that cannot be read stays for another time."""
        with self._one_at_a_time:
            if self._folder is None:
                return {name: text for name, text in self._here.items() if name.startswith(begins)}
            found = {}
            for path in sorted(self._folder.glob(f"{begins}*")):
                if path.suffix == ".part":
                    continue
                try:
                    found[path.name] = path.read_text("utf-8")
                except (OSError, ValueError):
                    log.warning("what was put by in %s cannot be read", path.name)
            return found
