"""A keyring that programs of one test share: a file, which only a test may be content with."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keyring.backend
import keyring.errors


class Keyring(keyring.backend.KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self._file = Path(os.environ["TEST_KEYRING_FILE"])

    def get_password(self, service: str, username: str) -> str | None:
        return self._stored().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps(self._stored() | {f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        stored = self._stored()
        if stored.pop(f"{service}/{username}", None) is None:
            raise keyring.errors.PasswordDeleteError("none")
        self._file.write_text(json.dumps(stored))

    def _stored(self) -> dict[str, str]:
        return json.loads(self._file.read_text()) if self._file.exists() else {}
