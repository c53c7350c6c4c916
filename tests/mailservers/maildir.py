"""Folders of mail as files: Maildir++ as Dovecot and Exim write it."""

from __future__ import annotations

import base64
import itertools
import os
import re
import socket
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

_LETTERS = {"\\Draft": "D", "\\Flagged": "F", "\\Answered": "R", "\\Seen": "S", "\\Deleted": "T"}
_counter = itertools.count()


def imap_name(path: str) -> str:
    """A folder's name in IMAP's modified UTF-7 (RFC 3501, 5.1.3)."""

    def encoded(found: re.Match[str]) -> str:
        coded = base64.b64encode(found[0].encode("utf-16-be")).decode()
        return f"&{coded.rstrip('=').replace('/', ',')}-"

    return re.sub(r"[^\x20-\x7e]+", encoded, path.replace("&", "&-"))


class Maildir:
    """One folder of a user's; ``own`` lets the servers own what is written."""

    def __init__(self, home: Path, folder: str, *, own: Callable[[Path], None]) -> None:
        inbox = folder.upper() == "INBOX"
        self.path = home if inbox else home / f".{imap_name(folder).replace('/', '.')}"
        self._own = own

    def exists(self) -> bool:
        return (self.path / "cur").is_dir()

    def add(self, raw: bytes, *, flags: Iterable[str] = (), at: datetime | None = None) -> Path:
        """Put a message there, whole or not at all."""
        letters = "".join(sorted(_LETTERS[flag] for flag in flags))
        name = f"{int(time.time())}.M{time.time_ns() % 10**9}P{os.getpid()}Q{next(_counter)}"
        name = f"{name}.{socket.gethostname()},S={len(raw)}"
        beside = self.path / "tmp" / name
        beside.write_bytes(raw)
        self._own(beside)
        if at is not None:
            os.utime(beside, (at.timestamp(), at.timestamp()))
        where = ("cur", f"{name}:2,{letters}") if letters else ("new", name)
        return beside.rename(self.path.joinpath(*where))

    def files(self) -> list[Path]:
        """The messages."""
        return sorted(
            path for part in ("cur", "new") for path in (self.path / part).iterdir()
            if path.is_file()
        )  # fmt: skip

    def forget_uids(self) -> None:
        """Another UIDVALIDITY from now on; nobody may have the folder open."""
        known = self.path / "dovecot-uidlist"
        found = re.match(r"3 V(\d+) ", known.read_text(encoding="utf-8"))
        assert found, "a list of UIDs that Dovecot did not write"
        for index in self.path.glob("dovecot.index*"):
            index.unlink()
        # Dovecot takes the second of the clock, which may be the same one as before.
        known.write_text(f"3 V{int(found[1]) + 1} N1 G{uuid.uuid4().hex}\n", encoding="utf-8")
        self._own(known)
