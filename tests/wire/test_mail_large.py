"""Large messages are read as small ones are, and for little more memory than they take."""

from __future__ import annotations

import base64
import random
import subprocess
import sys
import time

import pytest

from desktop_app.wire import mail_large, mail_tree
from desktop_app.wire.mail_parse import parse_message

_HEAD = b"From: a@x.example\nSubject: large\nMessage-ID: <large@x.example>\nMIME-Version: 1.0\n"


def _noise(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)


def _base64(content: bytes, width: int = 76, first: int = 0) -> bytes:
    text = base64.b64encode(content)
    lines = [text[:first]] if first else []
    lines += [text[at : at + width] for at in range(first, len(text), width)]
    return b"\n".join(lines) + b"\n"


def _part(kind: bytes, body: bytes, encoding: bytes = b"base64", name: bytes = b"") -> bytes:
    named = b'; name="%s"' % name if name else b""
    fields = b"Content-Type: %s%s\nContent-Transfer-Encoding: %s\n\n"
    return fields % (kind, named, encoding) + body


def _multipart(*parts: bytes, mark: bytes = b"bb", preamble: bytes = b"") -> bytes:
    head = b'Content-Type: multipart/mixed; boundary="%s"\n\n%s' % (mark, preamble)
    return head + b"".join(b"--%s\n%s\n" % (mark, part) for part in parts) + b"--%s--\n" % mark


_SIZE = 700_000
_TEXT = _part(b"text/plain", b"see the files\n", b"7bit")
_ONE = _part(b"application/pdf", _base64(_noise(_SIZE, 1)), name=b"one.pdf")
_TWO = _part(b"application/pdf", _base64(_noise(_SIZE + 1, 2), width=60), name=b"two.pdf")
_UNEVEN = _part(b"image/png", _base64(_noise(_SIZE, 3), first=61), name=b"uneven.png")
_BIG_TEXT = _part(b"text/plain; charset=utf-8", _base64("Grüße, größer\n".encode() * 50_000))
_ATTACHED = _part(b"message/rfc822", _HEAD + _multipart(_TEXT, _ONE, _TWO, mark=b"cc"), b"7bit")
_QUOTED = _part(b"text/x-dump", _base64(_noise(_SIZE, 4)), b"quoted-printable", b"dump.txt")
_PLAIN = _part(b"text/x-dump", _base64(_noise(_SIZE, 6)) + b"\n\n", b"7bit", b"dump.txt")

_SHAPES = {
    "files": _multipart(_TEXT, _ONE, _TWO),
    "one part alone": _ONE,
    "a text": _multipart(_BIG_TEXT, _ONE),
    "an attached message with files": _multipart(_TEXT, _ATTACHED, _TWO),
    "lines that do not decode on their own": _multipart(_TEXT, _UNEVEN, _ONE),
    "no base64 after all": _multipart(_TEXT, _QUOTED),
    "not encoded": _multipart(_TEXT, _PLAIN, _ONE),
    "before the first part": _multipart(_TEXT, _ONE, preamble=_base64(_noise(_SIZE, 5))),
    "no end": _multipart(_TEXT, _ONE)[: _SIZE // 2],
}


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_large_message_reads_as_a_small_one_would(
    shape: str, end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = (_HEAD + _SHAPES[shape]).replace(b"\n", end)
    monkeypatch.setattr(mail_tree, "LARGE", 1)
    light = parse_message(raw)
    monkeypatch.setattr(mail_tree, "LARGE", 1 << 40)
    assert light == parse_message(raw)
    assert len(light.plain) + sum(part.size for part in light.attachments) > 100_000


def test_what_is_long_is_taken_out() -> None:
    message = mail_large.Lightened(_HEAD + _SHAPES["files"])
    assert len(message.rest) < 2_000
    assert not message.complete


@pytest.mark.parametrize(
    "piece",
    [
        b"A" * 64 + b"\n",  # one line after the other
        b"A" * 64 + b" \n",  # nearly
        b"\n" + b"A" * 64 + b"\n-",  # runs too short to take out
        b"A",  # a line that never ends
    ],
    ids=["lines", "nearly", "short", "endless"],
)
def test_looking_takes_linear_time(piece: bytes) -> None:
    begin = time.process_time()
    mail_large.Lightened(_HEAD + b"\n" + piece * ((16 << 20) // len(piece)))
    assert time.process_time() - begin < 5


_CHILD = """
import base64, resource, sys
from desktop_app.wire.mail_parse import parse_message
unit = 1 if sys.platform == "darwin" else 1024
line = base64.b64encode(bytes(range(57))) + b"\\n"
raw = b"".join((
    b"Subject: large\\nMIME-Version: 1.0\\nContent-Type: application/pdf; name=a.pdf\\n"
    b"Content-Transfer-Encoding: base64\\n\\n",
    line * ((96 << 20) // len(line)),
))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
message = parse_message(raw)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(len(raw), message.attachments[0].size, after - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the peak is told by POSIX alone")
def test_a_large_message_takes_the_memory_of_its_file_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True
    )
    size, content, grown = map(int, done.stdout.split())
    assert content > 0.7 * size
    assert grown < 1.2 * content
