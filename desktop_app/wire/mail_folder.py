"""Mail with a file for each message: Maildir and Maildir++, MH, folders of .eml, newest first.

Format: https://cr.yp.to/proto/maildir.html; flags stand behind ":2," of the file's name (or
"!2,", ";2," where a colon may not be in a name).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.wire.mail_sources import (
    ANSWERED,
    DRAFT,
    FLAGGED,
    SEEN,
    RawMessage,
    looks_like_mail,
    read_message,
)

_SECOND: Final = 1_000_000_000
_INFO = re.compile(r"[:!;]2,([A-Za-z]*)$")
_DELIVERED = re.compile(r"(\d{9,10})\.")  # seconds since 1970 start a Maildir file's name
_LETTERS: Final = {"S": SEEN, "R": ANSWERED, "F": FLAGGED, "D": DRAFT}
_OTHER_ENDINGS: Final = (
    ".json .txt .md .html .htm .css .js .py .pdf .jpg .jpeg .png .gif .zip .gz .csv .xml .ini "
    ".cfg .log .db .sqlite .mbox .msf .dat"
)
_OTHER_THINGS: Final = frozenset(_OTHER_ENDINGS.split())


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """A file that holds a message; the newest sorts last."""

    when: int  # nanoseconds since 1970
    name: str  # relative to the folder

    @property
    def key(self) -> str:
        return f"{self.when}:{urllib.parse.quote_from_bytes(os.fsencode(self.name))}"


class FolderSource:
    """The messages in the files of a folder and all folders below it.

    Raises:
        KnownError: the folder cannot be read, or holds no mail.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        digest = hashlib.sha256(os.fsencode(path.resolve()))
        self._entries: list[_Entry] = []
        try:
            with os.scandir(path):
                pass
        except OSError as error:
            raise KnownError(
                tr(
                    "The folder {path} cannot be read ({strerror}).",
                    path=path,
                    strerror=error.strerror,
                ),
                tr("Give your user the right to read it."),
            ) from error
        for entry, size in _walk(path):
            self._entries.append(entry)
            digest.update(f"{entry.key}|{size}\n".encode())
        if not self._entries:
            raise KnownError(
                tr("There is no mail in the folder {path}.", path=path),
                tr(
                    "Choose a Maildir (with cur and new in it), a folder of .eml files, or an mbox."
                ),
            )
        self._entries.sort(reverse=True)
        self.fingerprint = digest.hexdigest()

    @property
    def total(self) -> int | None:
        return len(self._entries)

    def iterate(self, after_key: str | None = None) -> Iterator[RawMessage]:
        after = _entry_of(after_key) if after_key is not None else None
        for entry in self._entries:
            if after is None or entry < after:
                yield read_message(self._path / entry.name, entry.key, _flags(entry.name))


def _entry_of(key: str) -> _Entry:
    when, _, name = key.partition(":")
    return _Entry(int(when), os.fsdecode(urllib.parse.unquote_to_bytes(name)))


def _walk(top: Path) -> Iterator[tuple[_Entry, int]]:
    """Every file below `top` that is a message, with its size in bytes.

    A folder that cannot be read stands for the messages in it: trying to read it counts as one
    that is broken, so that nothing is left out in silence. Links to folders are not followed,
    they may be circles.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            found = sorted(os.scandir(top / folder), key=lambda item: item.name)
        except OSError:
            yield _Entry(0, folder), 0
            continue
        is_box = any(item.name in ("cur", "new") for item in found)
        for item in found:
            name = os.path.join(folder, item.name)  # noqa: PTH118 - a hot loop over strings
            try:
                if item.is_dir(follow_symlinks=False):
                    if not (item.name == "tmp" and is_box):
                        waiting.append(name)
                    continue
                status = item.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and _is_message(item, folder):
                when = _DELIVERED.match(item.name)
                moment = int(when[1]) * _SECOND if when else status.st_mtime_ns
                yield _Entry(moment, name), status.st_size


def _is_message(item: os.DirEntry[str], folder: str) -> bool:
    if item.name.startswith("."):
        return False
    ending = os.path.splitext(item.name)[1].lower()  # noqa: PTH122 - a hot loop over strings
    if ending == ".eml":
        return True
    if os.path.basename(folder) in ("cur", "new") or _INFO.search(item.name):  # noqa: PTH119
        return not _is_trashed(item.name)
    if ending in _OTHER_THINGS:
        return False
    # MH numbers its files, other programs use hashes: look inside.
    try:
        with open(item.path, "rb") as file:  # noqa: PTH123
            return looks_like_mail(file.read(4096))
    except OSError:
        return False


def _is_trashed(name: str) -> bool:
    match = _INFO.search(name)
    return bool(match and "T" in match[1])


def _flags(name: str) -> frozenset[str] | None:
    """The flags in a Maildir file's name; None for a file of another kind."""
    match = _INFO.search(name)
    if match:
        return frozenset(_LETTERS[letter] for letter in match[1] if letter in _LETTERS)
    if Path(name).parent.name in ("cur", "new") and not name.endswith(".eml"):
        return frozenset()
    return None
