"""Sizes, choices and drafts of the window that are remembered between runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class UiState:
    """A small store in an INI file; ``file`` None keeps it for this run only.

    Nothing here is precious: an unreadable file means the window opens at its usual size.
    """

    def __init__(self, file: Path | None) -> None:
        self._here: dict[str, Any] = {}
        self._settings = (
            QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        )

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
