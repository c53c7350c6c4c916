"""Large messages: their attachments are taken out before the structure is read.

The quick parser refuses more than it deems safe, and the standard library takes nine times the
size of a message to read it. But what makes a message large is base64, and where that starts and
ends is plain to see: a stand-in takes its place, the small rest is read as any message, and what
was taken out is decoded once, straight from the raw bytes.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Iterator
from typing import Final

LARGE: Final = 2 << 20  # bytes of a message; below, looking for what to take out does not pay
_WORTH: Final = 256 << 10  # bytes of base64 that are taken out

_LINE = re.compile(rb"\n(?:[A-Za-z0-9+/]{4}){15,19}\r?\n")
_RUN = re.compile(rb"[A-Za-z0-9+/\r\n]*")


class Lightened:
    """A message without its long runs of base64, made in time linear in its size.

    A stand-in is base64 as well: a secret that nobody who wrote the mail could know, and the
    number of the run. Decoding a part makes the bare secret of it.

    Attributes:
        rest: the message, small enough to be read; the raw message itself if nothing was long.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._runs = tuple(_long_runs(raw))
        secret = secrets.token_bytes(24)  # like the number a multiple of three: no padding
        pieces = []
        end = 0
        for number, (start, after) in enumerate(self._runs):
            stand_in = base64.b64encode(secret + number.to_bytes(6, "big"))
            pieces += [raw[end:start], stand_in + b"\n"]
            end = after
        self.rest = b"".join((*pieces, raw[end:])) if pieces else raw
        self._missing = set(range(len(self._runs)))
        self._bare = re.compile(re.escape(secret) + rb"(.{6})", re.DOTALL)
        coded = re.escape(base64.b64encode(secret))
        # A decoding that changes line ends changes the run as well: it is not found then.
        self._coded = re.compile(coded + rb"([A-Za-z0-9+/]{8})(?:\n|\Z)")

    def whole(self, content: bytes) -> bytes:
        """The content of a part of `rest`, with what was taken out of it: decoded if the part
        was, as it came in a message that is attached."""
        if not self._runs:
            return content
        pieces: list[bytes] = []
        end = 0
        for match in self._bare.finditer(content):
            start, after = self._run(match[1])
            with memoryview(self._raw)[start:after] as run:
                pieces += [content[end : match.start()], binascii.a2b_base64(run)]
            end = match.end()
        if not pieces:
            for match in self._coded.finditer(content):
                start, after = self._run(base64.b64decode(match[1]))
                lines = self._raw[start:after]
                if not match[0].endswith(b"\n"):  # the end of the last line is the boundary's
                    lines = lines[:-2] if lines.endswith(b"\r\n") else lines[:-1]
                pieces += [content[end : match.start()], lines]
                end = match.end()
        if len(pieces) == 2 and not pieces[0] and end == len(content):
            return pieces[1]  # nearly always; a copy would be as large again
        return b"".join((*pieces, content[end:])) if pieces else content

    @property
    def complete(self) -> bool:
        """Whether all that was taken out was asked for again. What was not belonged to no part,
        or did not decode on its own: such a message has to be read as it is."""
        return not self._missing

    def _run(self, number: bytes) -> tuple[int, int]:
        index = int.from_bytes(number, "big")
        self._missing.discard(index)
        return self._runs[index]


def _long_runs(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where whole lines of base64 start and end that are worth taking out."""
    position = 0
    while match := _LINE.search(raw, position):
        start = match.start() + 1
        run = _RUN.match(raw, start)
        end = raw.rfind(b"\n", start, run.end() if run else match.end()) + 1
        position = max(end, match.end()) - 1
        characters = end - start - raw.count(b"\n", start, end) - raw.count(b"\r", start, end)
        # In whole groups of four, so that what is before and behind decodes as if it were there.
        if end - start >= _WORTH and characters % 4 == 0:
            yield start, end
