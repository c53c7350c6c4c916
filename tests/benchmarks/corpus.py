"""Mail to measure with: a real archive repeated, or generated mail of the same sizes."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

SEED = 20250611
_HERE = Path(__file__).resolve()
_ARCHIVE = (
    Path(os.environ.get("OUTPOST_CORPORA", _HERE.parents[3] / "shared" / "corpora"))
    / "archive/list-2500.mbox"
)
_ID_HEADERS = re.compile(
    rb"^(Message-ID|References|In-Reply-To):.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE
)
_SEPARATOR = re.compile(rb"^From .*\n", re.MULTILINE)


def archive(target: Path, messages: int) -> Path:
    """Write an mbox of ``messages`` messages to ``target``; says in its name where from."""
    if not _ARCHIVE.exists():
        return _generated(target.with_name(f"generated-{messages}.mbox"), messages)
    path = target.with_name(f"archive-{messages}.mbox")
    originals = list(_messages(_ARCHIVE.read_bytes()))
    with path.open("wb") as out:
        for number in range(messages):
            round_, place = divmod(number, len(originals))
            out.write(_renamed(originals[place], round_))
    return path


def _messages(data: bytes) -> Iterator[bytes]:
    starts = [match.start() for match in _SEPARATOR.finditer(data)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield data[start:end]


def _renamed(message: bytes, round_: int) -> bytes:
    """The same message of another conversation: its ids and those it refers to, renamed alike."""
    if round_ == 0:
        return message
    head, blank, body = message.partition(b"\n\n")
    mark = b"<r%d." % round_
    head = _ID_HEADERS.sub(lambda match: match.group().replace(b"<", mark), head)
    return head + blank + body


def _generated(path: Path, messages: int) -> Path:
    """Mail with the archive's sizes (median 12 kB, mean 28 kB, HTML in four of five)."""
    source = random.Random(SEED)
    words = ["".join(source.choices("etaoinshrdlu", k=source.randint(2, 9))) for _ in range(30000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    with path.open("wb") as out:
        for number in range(messages):
            parent = number - source.randint(1, 20) if source.random() < 0.7 else -1
            size = min(400_000, int(source.lognormvariate(9.4, 1.1)))
            text = " ".join(source.choices(words, weights, k=size // 12))
            html = "<p>" + text.replace(" e", "</p><p> e") + "</p>"
            reference = f"References: <m{parent}@mail.example>\n" if parent >= 0 else ""
            out.write(
                (
                    f"From sender@mail.example Thu Jan  1 00:00:00 1970\n"
                    f"From: Person {number % 150} <p{number % 150}@mail.example>\n"
                    f"To: list@mail.example\nSubject: {' '.join(source.choices(words, k=5))}\n"
                    f"Message-ID: <m{number}@mail.example>\n{reference}"
                    f"Date: {1 + number % 28} Mar 2024 {number % 24:02}:00:00 +0000\n"
                    "MIME-Version: 1.0\n"
                    'Content-Type: multipart/alternative; boundary="b"\n\n'
                    f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
                    f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n\n"
                ).encode()
            )
    return path
