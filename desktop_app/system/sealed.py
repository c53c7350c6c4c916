"""A stream of bytes in a file that tells when anything of it is missing or was changed.

With a passphrase nobody reads it either. The layout:

    OUTPOST BACKUP 1\\n                  what it is
    length (4 bytes), header (JSON)      how it is sealed; nothing in it is secret
    sha256 of all that (32 bytes)
    frames: last? (1), length (4), body  each of at most 1 MiB of content

With a passphrase a frame's body is AES-256-GCM of the content (`cryptography`), its nonce the
frame's number and whether it is the last one, so that none can be left out, repeated or put
elsewhere (the STREAM construction, as age and Tink have it); the header is authenticated with
each. The key is scrypt's of the passphrase and a salt of the file's own, so that no nonce is ever
used twice with one key. Without a passphrase the body is the content and its sha256 over the same
things: no secret, but nothing that changes by itself goes unnoticed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
from typing import Any, BinaryIO, Final

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr

MAGIC: Final = b"OUTPOST BACKUP 1\n"
_FAMILY: Final = b"OUTPOST BACKUP "
FRAME: Final = 1 << 20  # bytes of content
_TAG: Final = 32  # bytes; GCM's own tag is 16
_LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">BI")
_LONGEST_HEADER: Final = 1 << 16
# 128 MiB and half a second on a laptop; what OWASP asks for.
_SCRYPT = {"n": 1 << 17, "r": 8, "p": 1}
_HARDEST: Final = 1 << 20  # a file that asks for more wants to stop this computer


class WrongPassphrase(KnownError):
    """A passphrase is missing, or is another one."""


def damaged() -> KnownError:
    """What is said of a file that is not as it was written."""
    return KnownError(
        tr("This backup is damaged or not complete."),
        tr("Nothing was changed. Take another one, or copy it again from where it came."),
    )


class SealedWriter:
    """Writes the stream; what it wrote is whole only after `finish`.

    Args:
        file: open for writing, empty.
        passphrase: "" for a file that everybody may read.
        note: what the header says besides; for everybody to read.
    """

    def __init__(
        self, file: BinaryIO, passphrase: str = "", note: dict[str, Any] | None = None
    ) -> None:
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        header: dict[str, Any] = {**(note or {}), "sealed": "no"}
        key = b""
        if passphrase:
            salt = os.urandom(16)
            key, check = _derive(passphrase, salt, **_SCRYPT)
            header |= {"sealed": "scrypt, AES-256-GCM", **_SCRYPT}
            header |= {"salt": salt.hex(), "check": check.hex()}
        text = json.dumps(header, sort_keys=True).encode()
        begin = MAGIC + _LENGTH.pack(len(text)) + text
        self._seal = _Seal(key, hashlib.sha256(begin).digest())
        file.write(begin + hashlib.sha256(begin).digest())

    def write(self, data: bytes) -> int:
        """Add to the stream; how much that was (all of it)."""
        self._waiting += data
        while len(self._waiting) > FRAME:  # never empty: the last frame is `finish`'s
            self._put(bytes(self._waiting[:FRAME]), last=False)
            del self._waiting[:FRAME]
        return len(data)

    def finish(self) -> None:
        """Write the last frame. The file is the caller's to sync and to close."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, content: bytes, *, last: bool) -> None:
        body = self._seal.close(content, self._number, last=last)
        self._file.write(_HEAD.pack(last, len(body)))
        self._file.write(body)
        self._number += 1


class SealedReader:
    """Reads such a file from its beginning; what comes out is what was written.

    Args:
        passphrase: "" where none was given.

    Raises:
        WrongPassphrase: it is sealed, and not by this passphrase.
        KnownError: it is no backup, one of a newer Outpost, or damaged.
    """

    def __init__(self, file: BinaryIO, passphrase: str = "") -> None:
        self._file = file
        self._waiting = b""
        self._number = 0
        self._ended = False
        header, bound = _read_header(file)
        self.note: dict[str, Any] = header
        key = b""
        if header.get("sealed") != "no":
            key = _opened(header, passphrase)
        self._seal = _Seal(key, bound)

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; b"" at the end, which was checked to be the end.

        Raises:
            KnownError: it is damaged, or ends too early.
        """
        parts = []
        wanted = size
        while wanted:
            if not self._waiting:
                if self._ended:
                    break
                self._waiting = self._next()
                continue
            piece = self._waiting if wanted < 0 else self._waiting[:wanted]
            self._waiting = self._waiting[len(piece) :]
            parts.append(piece)
            wanted -= len(piece) if wanted > 0 else 0
        return b"".join(parts)

    def read_to_end(self) -> None:
        """Read what is left, for what it proves: that nothing is missing behind."""
        while self.read(FRAME):
            pass

    def _next(self) -> bytes:
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise damaged()
        last, length = _HEAD.unpack(head)
        if last > 1 or length > FRAME + _TAG:
            raise damaged()
        body = self._file.read(length)
        if len(body) < length:
            raise damaged()
        content = self._seal.open(body, self._number, last=bool(last))
        self._number += 1
        if last:
            self._ended = True
            if self._file.read(1):
                raise damaged()
        return content


def is_backup(begin: bytes) -> bool:
    """Whether a file that begins so is one, of whatever version."""
    return begin.startswith(_FAMILY)


def is_sealed(file: BinaryIO) -> bool:
    """Whether a backup, open at its beginning, asks for a passphrase.

    Raises:
        KnownError: it is none, one of a newer Outpost, or damaged.
    """
    return _read_header(file)[0].get("sealed") != "no"


class _Seal:
    """Closes and opens frames, with a key or (``b""``) without."""

    def __init__(self, key: bytes, bound: bytes) -> None:
        self._bound = bound
        self._cipher: Any = None
        if key:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._cipher = AESGCM(key)

    def close(self, content: bytes, number: int, *, last: bool) -> bytes:
        nonce = _nonce(number, last)
        if self._cipher is not None:
            return bytes(self._cipher.encrypt(nonce, content, self._bound))
        return content + self._sum(nonce, content)

    def open(self, body: bytes, number: int, *, last: bool) -> bytes:
        nonce = _nonce(number, last)
        if self._cipher is None:
            content, found = body[:-_TAG], body[-_TAG:]
            if not hmac.compare_digest(found, self._sum(nonce, content)):
                raise damaged()
            return content
        from cryptography.exceptions import InvalidTag

        try:
            return bytes(self._cipher.decrypt(nonce, body, self._bound))
        except (InvalidTag, ValueError) as error:
            raise damaged() from error

    def _sum(self, nonce: bytes, content: bytes) -> bytes:
        return hashlib.sha256(self._bound + nonce + content).digest()


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _derive(passphrase: str, salt: bytes, *, n: int, r: int, p: int) -> tuple[bytes, bytes]:
    """The key, and what tells whether a passphrase is the right one."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=salt, length=64, n=n, r=r, p=p).derive(passphrase.encode())
    return made[:32], hashlib.sha256(made[32:]).digest()[:16]


def _read_header(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    begin = file.read(len(MAGIC))
    if begin != MAGIC:
        if is_backup(begin):
            raise KnownError(
                tr("This backup was made by a newer Outpost."),
                tr("Install that one to restore it."),
            )
        raise KnownError(tr("This file is no backup of Outpost."), tr("Nothing was changed."))
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size or _LENGTH.unpack(length)[0] > _LONGEST_HEADER:
        raise damaged()
    text = file.read(_LENGTH.unpack(length)[0])
    bound = hashlib.sha256(begin + length + text).digest()
    if not hmac.compare_digest(file.read(_TAG), bound):
        raise damaged()
    try:
        header = json.loads(text)
    except ValueError as error:
        raise damaged() from error
    if not isinstance(header, dict):
        raise damaged()
    return header, bound


def _opened(header: dict[str, Any], passphrase: str) -> bytes:
    """The key of a sealed file."""
    try:
        n, r, p = int(header["n"]), int(header["r"]), int(header["p"])
        salt, check = bytes.fromhex(header["salt"]), bytes.fromhex(header["check"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged() from error
    if not (1 < n <= _HARDEST and n & (n - 1) == 0 and r == _SCRYPT["r"] and p == _SCRYPT["p"]):
        raise damaged()
    if not passphrase:
        raise WrongPassphrase(
            tr("This backup is sealed with a passphrase."),
            tr("Nothing was changed. Give --passphrase, and it as the first line of the input."),
        )
    key, found = _derive(passphrase, salt, n=n, r=r, p=p)
    if not hmac.compare_digest(found, check):
        raise WrongPassphrase(
            tr("The passphrase does not fit this backup."), tr("Nothing was changed. Try again.")
        )
    return key
