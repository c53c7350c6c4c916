"""Password hashes of users, in forms that a Better Auth web application reads as well.

Both of Better Auth's forms are written and verified, told apart by how they begin: bcrypt
(``$2a$``, ``$2b$``, ``$2y$``), and its default ``salt:key``, which is scrypt over the
NFKC-normalised password with the *text* of the hexadecimal salt as salt.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Collection

import bcrypt

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.sign_in_rules import (
    BCRYPT_COST,
    DEAREST_BCRYPT_COST,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Scheme,
    password_length,
)

# bcrypt looks at 72 bytes. Node's bcrypt drops the rest silently, Python's raises: cut as Node
# does, or a long password set here would not open the web application.
_BCRYPT_BYTES = 72

_BCRYPT = re.compile(r"\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}", re.ASCII)
_SCRYPT = re.compile(r"([0-9a-f]{32}):([0-9a-f]{128})")
_SCRYPT_MEMORY = 64 * 2**20

_NEW: tuple[Scheme, ...] = ("bcrypt",)


def check_password(password: str) -> None:
    """Raise KnownError unless the password is as long as the web application wants it."""
    length = password_length(password)
    if length < SHORTEST_PASSWORD:
        raise KnownError(
            tr("That password is too short."),
            tr(
                "It needs {shortest_password} characters or more.",
                shortest_password=SHORTEST_PASSWORD,
            ),
            field="new_password",
        )
    if length > LONGEST_PASSWORD:
        raise KnownError(
            tr("That password is too long."),
            tr("It may have {longest_password} characters.", longest_password=LONGEST_PASSWORD),
            field="new_password",
        )


def hash_password(password: str, *, scheme: Scheme = "bcrypt", cost: int = BCRYPT_COST) -> str:
    """A new hash, with a new salt.

    Args:
        scheme: the one that the web application sharing the database uses.
        cost: of bcrypt; two to this power rounds.

    Raises:
        KnownError: the password is too short or too long.
    """
    check_password(password)
    if scheme == "scrypt":
        salt = secrets.token_hex(16)
        return f"{salt}:{_scrypt(password, salt).hex()}"
    return bcrypt.hashpw(_for_bcrypt(password), bcrypt.gensalt(cost)).decode("ascii")


def verify_password(
    password: str, hashed: str, *, schemes: Collection[Scheme] = _NEW, cost: int = BCRYPT_COST
) -> bool:
    """Whether the password is the one that was hashed. A hash of no known form fits nothing.

    Whatever the hash is, "" of an address that nobody has included, the check takes as long as one
    of each of ``schemes``, bcrypt at the highest cost that stands: time tells nothing.

    Args:
        schemes: every format of the passwords that stand in the database.
        cost: the highest of bcrypt among them; today's at least is spent.
    """
    dearest = max(cost, BCRYPT_COST)
    scheme = scheme_of(hashed)
    fits = False
    if scheme == "bcrypt":
        try:
            fits = bcrypt.checkpw(_for_bcrypt(password), hashed.encode("ascii"))
            _fill_up(password, int(hashed[4:6]), dearest)
        except ValueError:  # looks like a hash, and is none
            scheme = None
    elif scheme == "scrypt":
        salt, _, key = hashed.partition(":")
        fits = hmac.compare_digest(_scrypt(password, salt), bytes.fromhex(key))
    for other in schemes:
        if other != scheme:
            _spend(password, other, dearest)
    return fits


def scheme_of(hashed: str) -> Scheme | None:
    """The format of a hash; None for one of no known form, or of a cost beyond reason."""
    if _SCRYPT.fullmatch(hashed):
        return "scrypt"
    found = _BCRYPT.fullmatch(hashed)
    return "bcrypt" if found and 4 <= int(found[1]) <= DEAREST_BCRYPT_COST else None


def needs_rehash(password: str, hashed: str, scheme: Scheme) -> bool:
    """Whether a hash that ``password`` just fitted should be made anew: in the format in use, or
    at today's cost.

    bcrypt proves the first 72 bytes alone: of a longer password, what was typed behind them may be
    wrong, and must not become the whole password in a format that looks at all of it.
    """
    if not SHORTEST_PASSWORD <= password_length(password) <= LONGEST_PASSWORD:
        return False
    standing = scheme_of(hashed)
    if standing == scheme == "bcrypt":
        return int(hashed[4:6]) < BCRYPT_COST
    proved = standing != "bcrypt" or len(_as_node_encodes(password)) <= _BCRYPT_BYTES
    return standing != scheme and proved


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


def _spend(password: str, scheme: Scheme, cost: int) -> None:
    """Take the time of a check."""
    if scheme == "scrypt":
        _scrypt(password, "0" * 32)
    else:
        _spend_bcrypt(password, cost)


def _spend_bcrypt(password: str, cost: int) -> None:
    bcrypt.hashpw(_for_bcrypt(password), f"$2b${cost:02}${'.' * 22}".encode("ascii"))


def _fill_up(password: str, cost: int, dearest: int) -> None:
    """A check of a lower cost takes as long as the dearest: 2^c + 2^c + 2^(c+1) + … = 2^dearest."""
    for each in range(cost, dearest):
        _spend_bcrypt(password, each)
