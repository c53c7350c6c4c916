"""Password hashes of users, in forms that a Better Auth web application reads as well.

New hashes are bcrypt. Both of Better Auth's forms are verified, told apart by how they begin:
bcrypt (``$2a$``, ``$2b$``, ``$2y$``), and its default ``salt:key``, which is scrypt over the
NFKC-normalised password with the *text* of the hexadecimal salt as salt.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import re
import unicodedata
from typing import Literal

import bcrypt

from desktop_app.domain.errors import KnownError

SHORTEST = 8  # UTF-16 units, as JavaScript and so the web application counts
LONGEST = 128

_COST = 12
# bcrypt looks at 72 bytes. Node's bcrypt drops the rest silently, Python's raises: cut as Node
# does, or a long password set here would not open the web application.
_BCRYPT_BYTES = 72

_SCRYPT = re.compile(r"([0-9a-f]{32}):([0-9a-f]{128})")
_SCRYPT_MEMORY = 64 * 2**20

Scheme = Literal["bcrypt", "scrypt"]


def check_password(password: str) -> None:
    """Raise KnownError unless the password is as long as the web application wants it."""
    length = len(password.encode("utf-16-le", "surrogatepass")) // 2
    if length < SHORTEST:
        raise KnownError("That password is too short.", f"It needs {SHORTEST} characters or more.")
    if length > LONGEST:
        raise KnownError("That password is too long.", f"It may have {LONGEST} characters.")


def hash_password(password: str, *, scheme: Scheme = "bcrypt", cost: int = _COST) -> str:
    """A new hash, with a new salt.

    Args:
        scheme: the one that the web application sharing the database uses.
        cost: of bcrypt; two to this power rounds.

    Raises:
        KnownError: the password is too short or too long.
    """
    check_password(password)
    if scheme == "scrypt":
        import secrets

        salt = secrets.token_hex(16)
        return f"{salt}:{_scrypt(password, salt).hex()}"
    return bcrypt.hashpw(_for_bcrypt(password), bcrypt.gensalt(cost)).decode("ascii")


def verify_password(password: str, hashed: str) -> bool:
    """Whether the password is the one that was hashed. A hash of no known form fits nothing.

    An absent or unknown hash takes as long as a known one, so that time tells nothing.
    """
    if hashed.startswith(("$2a$", "$2b$", "$2y$")):
        try:
            return bcrypt.checkpw(_for_bcrypt(password), hashed.encode("utf-8"))
        except ValueError:  # cut off, or not really a hash
            return verify_nothing(password)
    parts = _SCRYPT.fullmatch(hashed)
    if parts is None:
        return verify_nothing(password)
    return hmac.compare_digest(_scrypt(password, parts[1]), bytes.fromhex(parts[2]))


def verify_nothing(password: str) -> bool:
    """Take the time of a check and say no: for an address that nobody has."""
    bcrypt.checkpw(_for_bcrypt(password), _no_ones_hash())
    return False


def needs_rehash(hashed: str) -> bool:
    """Whether a hash that just fitted is weaker than a new one would be."""
    found = re.match(r"\$2[aby]\$(\d\d)\$", hashed)
    return found is not None and int(found[1]) < _COST


def _for_bcrypt(password: str) -> bytes:
    return _as_node_encodes(password)[:_BCRYPT_BYTES]


def _as_node_encodes(password: str) -> bytes:
    """UTF-8, with U+FFFD for half a surrogate pair, where Python would raise or write ``?``."""
    whole = password.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.encode("utf-8")


def _scrypt(password: str, salt: str) -> bytes:
    return hashlib.scrypt(
        _as_node_encodes(unicodedata.normalize("NFKC", password)), salt=salt.encode("ascii"),
        n=16384, r=16, p=1, dklen=64, maxmem=_SCRYPT_MEMORY,
    )  # fmt: skip


@functools.cache
def _no_ones_hash() -> bytes:
    return bcrypt.hashpw(b"nobody's", bcrypt.gensalt(_COST))
