"""Where mail lies on disk: an mbox, a Maildir, a folder of .eml, a single message.

`open_source` looks at a path and says which it is. Every source is read newest first as far as
the format allows, one message at a time, and can go on behind the key of any message, so that an
archive of any size costs the memory of one message, and a run that was killed resumes.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

MAX_MESSAGE: Final = 256 << 20  # bytes; nothing that people send is larger

SEEN, ANSWERED, FLAGGED, DRAFT = "seen", "answered", "flagged", "draft"


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as its source keeps it.

    Attributes:
        key: its position, stable as long as the source does not change; ASCII.
        raw: the message, without the marks of the archive's format.
        flags: those of seen, answered, flagged, draft that are set; None if the source says
            nothing about this message.
        size: bytes it takes in the source.
        error: why it could not be read, in calm words; '' if it could.
    """

    key: str
    raw: bytes = field(repr=False)
    flags: frozenset[str] | None
    size: int
    error: str = ""


class MailSource(Protocol):
    """Some place with messages in it."""

    @property
    def total(self) -> int | None:
        """How many messages there are; None if counting would take long."""

    @property
    def fingerprint(self) -> str:
        """Changes when the source does, so that keys of an earlier run are not trusted."""

    def iterate(self, after_key: str | None = None) -> Iterator[RawMessage]:
        """Every message, or those behind `after_key`. One that cannot be read has an `error`."""


def open_source(path: Path) -> MailSource:
    """The mail at a path.

    Raises:
        KnownError: there is nothing, no right to read it, or it is no mail.
    """
    from desktop_app.wire.mail_folder import FolderSource
    from desktop_app.wire.mail_mbox import MboxSource

    try:
        if path.is_dir():
            # Apple Mail exports a folder "Name.mbox" with the file in it.
            boxes = _mbox_files(path)
            return MboxSource(boxes[0]) if len(boxes) == 1 else FolderSource(path)
        with path.open("rb") as file:
            head = file.read(8192)
    except FileNotFoundError as error:
        raise KnownError(
            tr("There is no file or folder {path}.", path=path), tr("Check the path.")
        ) from error
    except PermissionError as error:
        raise KnownError(
            tr("There are no rights to read {path}.", path=path),
            tr("Give your user the right to read it."),
        ) from error
    except OSError as error:
        raise KnownError(
            tr("{path} cannot be read ({strerror}).", path=path, strerror=error.strerror),
            tr("Check the disk it is on."),
        ) from error
    if not head.strip():
        raise KnownError(
            tr("{name} is empty.", name=path.name), tr("There is no mail in it to bring in.")
        )
    if head.lstrip(b"\xef\xbb\xbf\r\n").startswith(b"From "):
        return MboxSource(path)
    if looks_like_mail(head) or (path.suffix.lower() == ".eml" and not is_binary(head)):
        return FileSource(path)
    raise KnownError(tr("{name} is not mail.", name=path.name), _advice(head))


def _mbox_files(folder: Path) -> list[Path]:
    """The mbox files in a folder that has nothing else of mail in it.

    Raises:
        KnownError: there are several: nobody said which of them are wanted.
    """
    boxes = []
    for path in sorted(folder.iterdir()):
        if path.name in ("cur", "new") or path.suffix.lower() == ".eml":
            return []
        with contextlib.suppress(OSError):
            if path.is_file() and _starts_like_mbox(path):
                boxes.append(path)
    if len(boxes) > 1:
        names = ", ".join(path.name for path in boxes[:10])
        raise KnownError(
            tr("The folder {name} holds several mbox files.", name=folder.name),
            tr("Bring in those you want one by one: {names}.", names=names),
        )
    return boxes


def _starts_like_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(re.match(rb"From [^\n]*\d\d:\d\d[^\n]*\n", file.read(1000)))


class FileSource:
    """A single message in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.fingerprint = file_fingerprint(path)

    @property
    def total(self) -> int | None:
        return 1

    def iterate(self, after_key: str | None = None) -> Iterator[RawMessage]:
        if after_key is None:
            yield read_message(self._path, "0", None)


# ------------------------------------------------------------------- shared by the formats


def read_message(path: Path, key: str, flags: frozenset[str] | None) -> RawMessage:
    """The message in a file of its own, or why there is none."""
    try:
        size = path.stat().st_size
        if size > MAX_MESSAGE:
            return RawMessage(
                key, b"", flags, size, tr("{name} is too large for a message", name=path.name)
            )
        raw = path.read_bytes()
    except OSError as error:
        return RawMessage(
            key,
            b"",
            flags,
            0,
            tr("{name} cannot be read ({strerror})", name=path.name, strerror=error.strerror),
        )
    if not raw or raw.isspace():
        return RawMessage(key, raw, flags, len(raw), tr("{name} is empty", name=path.name))
    if is_binary(raw[:8192]):
        return RawMessage(key, raw, flags, len(raw), tr("{name} is not mail", name=path.name))
    return RawMessage(key, raw, flags if flags is not None else status_flags(raw), len(raw))


def file_fingerprint(path: Path) -> str:
    """Path, size, time of change and identity of a file, hashed."""
    found = path.stat()
    text = f"{path.resolve()}|{found.st_size}|{found.st_mtime_ns}|{found.st_ino}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


_FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]?:")
_KNOWN_FIELD = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|delivered-to|mime-version|"
    rb"content-type|reply-to|sender|references|in-reply-to|x-[a-z0-9-]+)[ \t]?:",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_mail(head: bytes) -> bool:
    """Whether a file that starts with `head` is a message: it begins with mail's own fields."""
    head = head.lstrip(b"\xef\xbb\xbf\r\n \t")
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if b"\x00" in block or not _FIELD.match(block):
        return False
    return bool(_KNOWN_FIELD.search(block))


def is_binary(head: bytes) -> bool:
    """Whether a file that starts with `head` is no text: a picture, a program, an archive."""
    if looks_like_mail(head):
        return False
    if b"\x00" in head[:4096]:
        return True
    control = sum(1 for byte in head[:1024] if byte < 32 and byte not in b"\t\n\f\r\x1b")
    return control * 20 > len(head[:1024])


_STATUS = re.compile(
    rb"^(status|x-status|x-mozilla-status|x-gmail-labels):[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_HEAD = 256 * 1024


def status_flags(raw: bytes) -> frozenset[str] | None:
    """What the header fields of mail programs say about a message; None if they are silent.

    Status and X-Status (mutt, Dovecot, mailx), X-Mozilla-Status (Thunderbird), X-Gmail-Labels
    (Google Takeout).
    """
    head = _head(raw)
    # Three cheap looks spare nearly every message of nearly every archive a regex.
    if b"tatus:" not in head and b"TATUS:" not in head and b"X-Gmail-Labels:" not in head:
        return None
    found = _STATUS.findall(head)
    if not found:
        return None
    flags: set[str] = set()
    for name, value in found:
        name, value = name.lower(), value.strip()
        if name == b"status":
            flags |= {SEEN} if b"R" in value else set()
        elif name == b"x-status":
            letters = {b"A": ANSWERED, b"F": FLAGGED, b"T": DRAFT}
            flags |= {flag for letter, flag in letters.items() if letter in value}
        elif name == b"x-mozilla-status":
            flags |= _mozilla(value)
        else:
            labels = {label.strip().lower() for label in value.split(b",")}
            flags |= set() if b"unread" in labels else {SEEN}
            flags |= {FLAGGED} if b"starred" in labels else set()
            flags |= {DRAFT} if labels & {b"drafts", b"draft"} else set()
    return frozenset(flags)


def is_expunged(raw: bytes) -> bool:
    """Whether Thunderbird holds a message for deleted: it stays in the file till compaction."""
    at = raw.find(b"X-Mozilla-Status:", 0, _MAX_HEAD)
    if at < 0 or (at and raw[at - 1] != 10) or at > len(_head(raw)):
        return False
    value = raw[at + 17 : at + 30].split(b"\n", 1)[0]
    with contextlib.suppress(ValueError):
        return bool(int(value, 16) & 0x0008)
    return False


def _mozilla(value: bytes) -> set[str]:
    try:
        bits = int(value, 16)
    except ValueError:
        return set()
    meanings = {0x0001: SEEN, 0x0002: ANSWERED, 0x0004: FLAGGED}
    return {flag for bit, flag in meanings.items() if bits & bit}


def _head(raw: bytes) -> bytes:
    end = raw.find(b"\n\n", 0, _MAX_HEAD)
    crlf = raw.find(b"\n\r\n", 0, end if end >= 0 else _MAX_HEAD)
    end = crlf if crlf >= 0 else end
    return raw[: end if end >= 0 else _MAX_HEAD]


def _advice(head: bytes) -> str:
    if head.startswith(b"!BDN"):
        return tr("It is an Outlook data file. Export the mail from Outlook as .eml, or as mbox.")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return tr("It is an Outlook message or an old Office file. Save the mail as .eml instead.")
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")):
        return tr("It is a packed archive. Unpack it, then bring in the mbox or folder inside.")
    return tr(
        "Outpost brings in mbox files, Maildir folders, folders of .eml, and single messages."
    )
