"""Files of settings that travel to another computer."""

from __future__ import annotations

import contextlib
from pathlib import Path

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.setting_files import LARGEST


def write_settings(file: Path, text: str) -> None:
    """Write a file, whole or not at all.

    Raises:
        KnownError: it cannot be written.
    """
    partial = file.with_name(f"{file.name}.part")
    try:
        partial.write_text(text, "utf-8")
        partial.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise KnownError(
            tr("{name} could not be written.", name=file.name),
            tr("{strerror}. Choose another place.", strerror=error.strerror),
        ) from error


def read_settings(file: Path) -> str:
    """The text of a file.

    Raises:
        KnownError: it cannot be read, or is too large to be one.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise KnownError(
            tr("{name} could not be read.", name=file.name), f"{error.strerror}."
        ) from error
    try:
        if len(content) > LARGEST:
            raise ValueError(file.name)
        return content.decode("utf-8-sig")
    except ValueError:
        raise KnownError(
            tr("This is no file of Outpost's settings."), tr("“Export settings” writes one.")
        ) from None
