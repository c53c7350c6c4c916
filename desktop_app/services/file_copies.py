"""Copies of files under their own names, for other programs to open.

They are gone when the program ends. So that nobody works in one and loses what was written, they
can only be read: a program asks where to save a changed one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.services.file_marks import mark_as_received
from desktop_app.services.file_names import safe_file_name


class FileCopies:
    """A folder of one's own that lives as long as the program."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def copy(self, folder: str, filename: str, content: Callable[[], bytes]) -> str:
        """The path of a copy under a safe name; written whole or not at all.

        Args:
            folder: what tells it from others of the same name.
            content: its bytes, asked for when they are not there yet.

        Raises:
            KnownError: from ``content``; or it could not be written.
        """
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="outpost-files-", ignore_cleanup_errors=True
            )
        path = Path(self._folder.name, folder, safe_file_name(filename))
        if not path.exists():
            held = content()
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True)
                partial = path.with_name(path.name + ".part")
                partial.write_bytes(held)
                mark_as_received(partial)
                partial.chmod(0o400)
                partial.replace(path)
            except OSError as error:
                raise KnownError(
                    tr("The file could not be copied for opening."),
                    tr("{strerror}. The original is safe.", strerror=error.strerror),
                    retryable=True,
                ) from error
        return str(path)
