"""Mail in an mbox file: mboxrd and mboxo, of any size, from the end towards the start.

Programs append, so the newest message is the last. The file is read in blocks from the end and
never mapped: another program may shorten it meanwhile, and a mapping would kill the process.

Formats: RFC 4155; https://www.loc.gov/preservation/digital/formats/fdd/fdd000383.shtml.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.domain.language import tr
from desktop_app.wire.mail_sources import (
    MAX_MESSAGE,
    RawMessage,
    file_fingerprint,
    is_expunged,
    status_flags,
)

BLOCK: Final = 4 << 20  # bytes read at once
COUNTED: Final = 2 << 30  # bytes; a larger file is not read a second time just to count
_LOOK_AHEAD = 2048  # bytes behind a "From " that are enough to judge it
_LOOK_BACK = 3

# "From sender Thu Jan  1 00:00:00 1970", with what programs vary: no sender, a zone, an RFC 5322
# date, no seconds, "remote from". In prose, hardly any line says a weekday or a month, a time
# and a year, and is followed by a header field.
_POSTMARK = re.compile(
    rb"From [^\n]{0,500}?\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    rb"nov|dec)[a-z]{0,6}\b[^\n]{0,60}?\b\d{1,2}:\d\d\b[^\n]{0,60}?(?:\b\d{4}\b)[^\n]{0,120}\r?\n"
    rb"(?:>?From [^\n]*\r?\n)?[!-9;-~]{1,200}[ \t]?:",
    re.IGNORECASE,
)
_DATE_BEFORE_TIME = re.compile(
    rb"From [^\n]{0,500}?\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4} "
    rb"\d{1,2}:\d\d[^\n]{0,60}\r?\n(?:>?From [^\n]*\r?\n)?[!-9;-~]{1,200}[ \t]?:",
    re.IGNORECASE,
)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxSource:
    """The messages of an mbox file, the last one first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._total: int | None = None
        self.fingerprint = file_fingerprint(path)

    @property
    def total(self) -> int | None:
        """Counted on the first call, at the speed of the disk; None for a very large file."""
        if self._total is None and self._path.stat().st_size <= COUNTED:
            with self._path.open("rb") as file:
                self._total = sum(1 for _ in starts_backward(file, _size(file)))
        return self._total

    def iterate(self, after_key: str | None = None) -> Iterator[RawMessage]:
        with self._path.open("rb") as file:
            end = min(int(after_key), _size(file)) if after_key is not None else _size(file)
            for start in starts_backward(file, end):
                message = _read(file, start, end)
                end = start
                if message is not None:
                    yield message


def starts_backward(file: BinaryIO, end: int) -> Iterator[int]:
    """The offsets below `end` at which messages start, in descending order."""
    high = end
    while high > 0:
        low = max(0, high - BLOCK)
        base = max(0, low - _LOOK_BACK)
        file.seek(base)
        block = file.read(high + _LOOK_AHEAD - base)
        at = high - base
        while (at := block.rfind(b"\nFrom ", 0, min(at + 5, len(block)))) >= 0:
            start = at + 1
            if low <= base + start < high and _is_start(block, start):
                yield base + start
            if base + start < low:
                break
        high = low
    file.seek(0)
    head = file.read(_LOOK_AHEAD)
    first = len(head) - len(head.lstrip(b"\xef\xbb\xbf\r\n"))
    if end > first and head.startswith(b"From ", first):
        yield first


def _is_start(block: bytes, start: int) -> bool:
    """Whether "From " at `start` parts two messages: after a blank line, with a date."""
    before = block[max(0, start - 3) : start]
    if not before.endswith((b"\n\n", b"\n\r\n")):
        return False
    return bool(_POSTMARK.match(block, start) or _DATE_BEFORE_TIME.match(block, start))


def _read(file: BinaryIO, start: int, end: int) -> RawMessage | None:
    key, size = str(start), end - start
    if size > MAX_MESSAGE:
        return RawMessage(key, b"", None, size, tr("a message of this archive is too large"))
    try:
        raw = _without_marks(file, start, end)
    except OSError as error:
        return RawMessage(
            key,
            b"",
            None,
            size,
            tr("the archive cannot be read ({strerror})", strerror=error.strerror),
        )
    if not raw or raw.isspace():
        return RawMessage(key, raw, None, size, tr("a message of this archive is empty"))
    return None if is_expunged(raw) else RawMessage(key, raw, status_flags(raw), size)


def _without_marks(file: BinaryIO, start: int, end: int) -> bytes:
    """A message without its postmark line, the quoting of "From " and the closing blank line.

    Only what is wanted is read: a message of 100 MB would be copied for every piece cut off.
    """
    file.seek(max(start, end - 4))
    close = file.read(4)
    file.seek(start)
    begin = start + len(file.readline(end - start))
    if close == b"\r\n\r\n":
        end -= 2
    elif close.endswith(b"\n\n"):
        end -= 1
    raw = file.read(max(0, end - begin))
    if b">From " in raw:
        raw = _QUOTED_FROM.sub(rb"\1", raw)
    return raw


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
