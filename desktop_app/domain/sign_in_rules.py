"""The rules of signing in: addresses, sessions, tries, codes and tokens.

Whatever a web application on the same database has an opinion on is as Better Auth 1.7 has it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from hmac import compare_digest
from typing import Literal

from desktop_app.domain.addresses import MAX_ADDRESS, MAX_LOCAL

# -- addresses -------------------------------------------------------------------------------------

# What the web application takes for an address (the default of zod), in lower case: anything else
# could never sign in there.
_ADDRESS = re.compile(
    r"(?!\.)(?!.*\.\.)[a-z0-9_'+\-.]*[a-z0-9_+-]@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}", re.ASCII
)


def sign_in_address(text: str) -> str | None:
    """The address as ``user.email`` keeps it: lower case, without spaces around it; None for what
    the web application would refuse."""
    address = text.strip().lower()
    fits = len(address) <= MAX_ADDRESS and len(address.partition("@")[0]) <= MAX_LOCAL
    # Asked before it is lowered: the Kelvin sign becomes a plain k.
    return address if text.isascii() and fits and _ADDRESS.fullmatch(address) else None


def can_be_stored(text: str) -> bool:
    """Whether Postgres can hold a text at all: it knows neither NUL nor half a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


# -- passwords -------------------------------------------------------------------------------------

Scheme = Literal["bcrypt", "scrypt"]

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128


def password_length(password: str) -> int:
    """How long a password is as the web application counts: in UTF-16 units, as JavaScript does."""
    return len(password.encode("utf-16-le", "surrogatepass")) // 2


BCRYPT_COST = 12
DEAREST_BCRYPT_COST = 16
"""Seconds; a hash with more than that would only keep the computer busy."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The passwords of a database: how many hashes of each format, and the highest cost of bcrypt
    among them, 0 without one."""

    bcrypt: int = 0
    scrypt: int = 0
    cost: int = 0

    @property
    def schemes(self) -> frozenset[Scheme]:
        found: list[Scheme] = []
        if self.bcrypt:
            found.append("bcrypt")
        if self.scrypt:
            found.append("scrypt")
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class PasswordFormat:
    """The format of new hashes; ``settled`` where a hash of another format may be made anew in it,
    too."""

    scheme: Scheme
    settled: bool


def password_format(asked: object, standing: Standing) -> PasswordFormat:
    """What a database wants: what was asked for, else what most of its hashes have.

    Only a web application writes scrypt unasked, so that as many of it as of bcrypt speak for
    scrypt. A hash that stands is of somebody who may sign in on the web: it changes its format
    where the answer is clear alone, twice as many as of the other.

    Args:
        asked: the setting ``auth.password_format``; anything but a format is as none.
    """
    if asked in ("bcrypt", "scrypt"):
        return PasswordFormat(asked, settled=True)
    if standing.scrypt and standing.scrypt >= standing.bcrypt:
        return PasswordFormat("scrypt", settled=standing.scrypt >= 2 * standing.bcrypt)
    return PasswordFormat("bcrypt", settled=standing.bcrypt >= 2 * standing.scrypt)


# -- sessions --------------------------------------------------------------------------------------

SESSION_LIFE = timedelta(days=7)
RENEW_WITH_LEFT = timedelta(days=6)
"""A session read with six days or less left lives seven days from then on."""

_LETTERS = string.ascii_letters + string.digits
_TOKEN_LENGTH = 32


def new_id() -> str:
    """An id as Better Auth makes them: 32 letters and digits."""
    return _random(_LETTERS, _TOKEN_LENGTH)


def new_session_token() -> str:
    """A session's token: 32 letters and digits."""
    return _random(_LETTERS, _TOKEN_LENGTH)


def is_over(expires_at: datetime, now: datetime) -> bool:
    """Whether a session has ended."""
    return expires_at <= now


def renewed_until(expires_at: datetime, now: datetime) -> datetime | None:
    """Until when a session that is read now lives from now on; None where it stays as it is."""
    return now + SESSION_LIFE if expires_at - now <= RENEW_WITH_LEFT else None


# -- tries -----------------------------------------------------------------------------------------

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=5)
FORGET_AFTER = timedelta(hours=24)


def wait_after(failures: int, last_failed_at: datetime, now: datetime) -> timedelta:
    """How long somebody must wait before the next try.

    The first five failures cost nothing, then each doubles the wait: 2, 4, 8 … seconds, at most
    five minutes; 24 hours without a failure forget them all. A clock that was set back never makes
    the wait longer than that of the last failure.
    """
    since = now - last_failed_at
    if failures <= FREE_TRIES or since >= FORGET_AFTER:
        return timedelta(0)
    whole = min(timedelta(seconds=2 ** min(failures - FREE_TRIES, 16)), LONGEST_WAIT)
    return min(max(whole - since, timedelta(0)), whole)


# -- codes by mail ---------------------------------------------------------------------------------

CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 3

_CODE_VALUE = re.compile(r"(.+):([0-9]{1,4})", re.DOTALL)


class CodeUse(Enum):
    """What a code is for; the value is how its ``verification.identifier`` begins."""

    VERIFY = "email-verification-otp-"
    RESET = "forget-password-otp-"

    def identifier(self, address: str) -> str:
        return self.value + address


class CodeCheck(Enum):
    """What comes of a typed code: it fits (and is spent), it does not (and a try is spent), or
    nothing can fit any more."""

    FITS = auto()
    WRONG = auto()
    DEAD = auto()


def new_code() -> str:
    """Six digits."""
    return _random(string.digits, 6)


def code_value(code: str, tries: int = 0) -> str:
    """A code and its used tries as ``verification.value`` keeps them: ``123456:0``."""
    return f"{code}:{tries}"


def check_code(
    value: str, expires_at: datetime, typed: str, now: datetime
) -> tuple[CodeCheck, str]:
    """Hold a typed code against the stored value; also the value to store where it was wrong."""
    parts = _CODE_VALUE.fullmatch(value)
    if parts is None or expires_at < now or int(parts[2]) >= CODE_TRIES:
        return CodeCheck.DEAD, ""
    given = "".join(typed.split())
    if compare_digest(given.encode("utf-8", "replace"), parts[1].encode()):
        return CodeCheck.FITS, ""
    return CodeCheck.WRONG, code_value(parts[1], int(parts[2]) + 1)


# -- reset links -----------------------------------------------------------------------------------

RESET_IDENTIFIER = "reset-password:"

_BARE_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
_IN_LINK = re.compile(r"(?:[?&]token=|/reset-password/)([A-Za-z0-9_-]{16,128})(?![A-Za-z0-9_-])")


def reset_token(pasted: str) -> str | None:
    """The token of a reset link, of ``reset-password:…`` or of itself; None where there is none."""
    text = pasted.strip().removeprefix(RESET_IDENTIFIER)
    if _BARE_TOKEN.fullmatch(text):
        return text
    found = _IN_LINK.search(text)
    return found[1] if found else None


# -- recovery codes --------------------------------------------------------------------------------

RECOVERY_IDENTIFIER = "outpost-recovery:"
RECOVERY_LIFE = timedelta(days=100 * 365)
"""A recovery code lies in a drawer until it is needed."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_TYPED = str.maketrans("OIL", "011")
_GROUPS = 5


def new_recovery_code() -> str:
    """25 letters of Crockford's base32 (125 bits) in five groups: ``7ZK2M-…``."""
    groups = (_random(_CROCKFORD, _GROUPS) for _ in range(_GROUPS))
    return "-".join(groups)


def recovery_value(typed: str) -> str | None:
    """What ``verification.value`` holds for a recovery code, typed in any case, with or without
    dashes, O for 0 and I or L for 1; None for what can be none.

    A plain SHA-256: of 125 random bits nobody finds the one by trying, however quick the hash.
    """
    code = re.sub(r"[\s\-\u2010-\u2015]", "", typed).upper().translate(_AS_TYPED)
    if len(code) != _GROUPS * _GROUPS or any(letter not in _CROCKFORD for letter in code):
        return None
    return f"sha256:{hashlib.sha256(code.encode('ascii')).hexdigest()}"


def _random(letters: str, length: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))
