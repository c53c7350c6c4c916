"""What is in a backup: a tar in a sealed file, read and written as a stream.

about.json       what it is of: schema, counts, sizes; first, so that a restore can refuse early
database.dump    pg_dump, custom format
accounts         rows of public.account without tokens (COPY)
settings.json    of the computer; absent where none was ever set
files/…, raw/…   the stores of attachments and of messages as they came
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.system.sealed import SealedReader, damaged, is_backup

ABOUT: Final = "about.json"
DUMP: Final = "database.dump"
ACCOUNTS: Final = "accounts"
SETTINGS: Final = "settings.json"
_LARGEST_ABOUT: Final = 1 << 24  # bytes
_PIECE: Final = 1 << 20

_STORED: Final = {
    "files": re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})\Z"),
    "raw": re.compile(r"raw/([0-9a-f]{2})/\1[0-9a-f]{30}\.pack\Z"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a backup is of.

    Args:
        made: when, ISO 8601 in UTC.
        outpost, postgres: versions that made it.
        schema: the schema files that were applied.
        counts: rows by table, of those that it holds.
        database_size: on the disk, in bytes.
        files, bytes: how many stored files it holds, and how large they are.
        missing: how many files rows name that were not there when it was made.
        remote: the database was another server's.
    """

    made: str
    outpost: str
    postgres: str
    schema: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    database_size: int = 0
    files: int = 0
    bytes: int = 0
    missing: int = 0
    remote: bool = False


def stored_files(files: Path, raw: Path) -> dict[str, tuple[Path, int]]:
    """All that the two stores hold now: by name in a backup, where it is and its size."""
    found: dict[str, tuple[Path, int]] = {}
    for kind, folder, pattern in (("files", files, "??/??/*"), ("raw", raw, "??/*.pack")):
        for path in folder.glob(pattern):
            name = f"{kind}/{path.relative_to(folder).as_posix()}"
            if is_stored(name):
                found[name] = (path, path.stat().st_size)
    return dict(sorted(found.items()))


def is_stored(name: str) -> bool:
    """Whether a member is a file of the stores, in the place that its name says."""
    return any(pattern.match(name) for pattern in _STORED.values())


class BackupWriter:
    """Writes the members in their order. ``stream`` is whole when its own `finish` was called."""

    def __init__(self, stream: Any, about: About) -> None:
        self._tar = tarfile.TarFile.open(
            mode="w|", fileobj=cast("BinaryIO", stream), format=tarfile.PAX_FORMAT
        )
        self.add_bytes(ABOUT, json.dumps(asdict(about), ensure_ascii=False).encode())

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, len(content), io.BytesIO(content))

    def add_file(self, name: str, path: Path, size: int | None = None) -> str:
        """Add a file; answers the SHA-256 of what was added, hexadecimal."""
        with path.open("rb") as file:
            hashed = _Hashed(file)
            self._add(name, path.stat().st_size if size is None else size, hashed)
            return hashed.digest.hexdigest()

    def finish(self) -> None:
        self._tar.close()

    def _add(self, name: str, size: int, content: Any) -> None:
        member = tarfile.TarInfo(name)
        member.size = size
        member.mode = 0o600
        self._tar.addfile(member, content)


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


class BackupReader:
    """Reads a backup from its beginning.

    Attributes:
        about: what it is of.

    Raises:
        WrongPassphrase: it is sealed, and not by this one.
        KnownError: it is no backup, of a newer Outpost, or damaged.
    """

    def __init__(self, file: BinaryIO, passphrase: str = "") -> None:
        self._stream = SealedReader(file, passphrase)
        with _as_damage():
            self._tar = tarfile.TarFile.open(mode="r|", fileobj=cast("BinaryIO", self._stream))
            first = self._tar.next()
            if first is None or first.name != ABOUT or first.size > _LARGEST_ABOUT:
                raise damaged()
            content = self._tar.extractfile(first)
            self.about = _about(json.loads(content.read()) if content else None)

    def members(self) -> Iterator[tuple[str, int, Iterator[bytes]]]:
        """Each further member: its name, its size and its content in pieces, to be read before
        the next one is asked for. Ends when all of the file was read and found whole.

        Raises:
            KnownError: it is damaged, or holds what no backup does.
        """
        with _as_damage():
            while member := self._tar.next():
                known = member.name in (DUMP, ACCOUNTS, SETTINGS) or is_stored(member.name)
                if not (known and member.isreg()):
                    raise damaged()
                yield member.name, member.size, self._content(member)
            self._stream.read_to_end()

    def _content(self, member: tarfile.TarInfo) -> Iterator[bytes]:
        file = self._tar.extractfile(member)
        if file is None:
            raise damaged()
        left = member.size
        while left:
            piece = file.read(min(left, _PIECE))
            if not piece:
                raise damaged()
            left -= len(piece)
            yield piece


@contextlib.contextmanager
def _as_damage() -> Iterator[None]:
    """What the tar or the JSON inside complain of: the file is not as it was written."""
    try:
        yield
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise damaged() from error


def _about(document: Any) -> About:
    try:
        return About(
            made=str(document["made"]),
            outpost=str(document["outpost"]),
            postgres=str(document["postgres"]),
            schema=tuple(map(str, document["schema"])),
            counts={str(name): int(count) for name, count in document["counts"].items()},
            database_size=int(document["database_size"]),
            files=int(document["files"]),
            bytes=int(document["bytes"]),
            missing=int(document["missing"]),
            remote=bool(document["remote"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged() from error


def looks_like_backup(path: Path) -> bool:
    """Whether a file that stands begins as a backup does."""
    try:
        with path.open("rb") as file:
            return is_backup(file.read(32))
    except OSError:
        return False


def open_backup(path: Path) -> BinaryIO:
    """The file, open for reading.

    Raises:
        KnownError: it is not there, or may not be read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        raise KnownError(
            tr("{path} cannot be read.", path=path),
            f"{error.strerror}." if error.strerror else tr("It is not there."),
        ) from error
