"""Password hashes that a Better Auth application on the same database reads."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable

import bcrypt
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import passwords
from desktop_app.system.passwords import (
    check_password,
    hash_password,
    needs_rehash,
    verify_nothing,
    verify_password,
)

QUICK = 4  # cost of bcrypt, for tests


def test_a_hash_fits_its_password_and_no_other() -> None:
    hashed = hash_password("correct horse")
    assert re.fullmatch(r"\$2b\$12\$[./A-Za-z0-9]{53}", hashed)
    assert verify_password("correct horse", hashed)
    assert not verify_password("correct horsf", hashed)
    assert not verify_password("", hashed)
    assert hash_password("correct horse", cost=QUICK) != hash_password("correct horse", cost=QUICK)


@pytest.mark.parametrize(
    "password", ["a" * 8, "a" * 128, "ü" * 8, "😀" * 4, "  spaces ", "a\0bcdefg"]
)
@pytest.mark.parametrize("scheme", ["bcrypt", "scrypt"])
def test_lengths_count_as_javascript_counts_them(password: str, scheme: str) -> None:
    hashed = hash_password(password, scheme=scheme, cost=QUICK)  # type: ignore[arg-type]
    assert verify_password(password, hashed)


@pytest.mark.parametrize("password", ["", "a" * 7, "😀" * 3 + "a", "a" * 129, "😀" * 65])
def test_too_short_and_too_long_are_told_without_the_password(password: str) -> None:
    with pytest.raises(KnownError) as refused:
        hash_password(password)
    assert not password or password not in str(refused.value)
    with pytest.raises(KnownError):
        check_password(password)


def test_bcrypt_looks_at_72_bytes_as_node_does() -> None:
    hashed = hash_password("a" * 100, cost=QUICK)
    assert bcrypt.checkpw(b"a" * 72, hashed.encode())
    assert verify_password("a" * 72 + "whatever", hashed)
    assert not verify_password("a" * 71, hashed)
    # The cut may go through a character: 71 + the first byte of two.
    assert verify_password("a" * 71 + "é", hash_password("a" * 71 + "è", cost=QUICK))


@pytest.mark.parametrize("prefix", ["$2a$", "$2b$", "$2y$"])
def test_every_spelling_of_bcrypt_is_read(prefix: str) -> None:
    hashed = prefix + hash_password("password", cost=QUICK)[4:]
    assert verify_password("password", hashed)
    assert not verify_password("passwore", hashed)


def _better_auth(password: str, salt: str) -> str:
    """Better Auth's own hash: scrypt with the text of the hexadecimal salt."""
    key = hashlib.scrypt(
        password.encode(), salt=salt.encode(), n=16384, r=16, p=1, dklen=64, maxmem=2**26
    )
    return f"{salt}:{key.hex()}"


def test_the_default_hash_of_better_auth_is_read() -> None:
    hashed = _better_auth("correct horse", "0123456789abcdef" * 2)
    assert verify_password("correct horse", hashed)
    assert not verify_password("correct horsf", hashed)


def test_the_default_hash_of_better_auth_normalises() -> None:
    hashed = hash_password("Ångström①", scheme="scrypt")
    assert re.fullmatch(r"[0-9a-f]{32}:[0-9a-f]{128}", hashed)
    assert verify_password("A\u030angstro\u0308m1", hashed)
    # bcrypt does not: Better Auth hands the password to it as it is.
    assert not verify_password("A\u030angstro\u0308m①", hash_password("Ångström①", cost=QUICK))


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
@pytest.mark.parametrize("password", ["correct horse", "Ångström①", "half \ud83d of a pair"])
def test_node_computes_the_same_scrypt(password: str) -> None:
    hashed = hash_password(password, scheme="scrypt")
    salt, key = hashed.split(":")
    units = ",".join(
        str(int.from_bytes(pair, "little"))
        for pair in (
            password.encode("utf-16-le", "surrogatepass")[place : place + 2]
            for place in range(0, len(password.encode("utf-16-le", "surrogatepass")), 2)
        )
    )
    script = (
        f"const p = String.fromCharCode({units}).normalize('NFKC');"
        f"const o = {{N: 16384, r: 16, p: 1, maxmem: 128 * 16384 * 16 * 2}};"
        f"console.log(require('crypto').scryptSync(p, '{salt}', 64, o).toString('hex'))"
    )
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == key


@pytest.mark.parametrize(
    "hashed",
    [
        "", "plain", "$2b$", "$2b$12$short", "$2b$99$" + "a" * 53, "$2b$04$" + "!" * 53, "abc:def",
        "0" * 32 + ":" + "0" * 127, "G" * 32 + ":" + "0" * 128, "$argon2id$v=19$x", "½" * 40,
    ],
)  # fmt: skip
def test_a_hash_of_no_sense_fits_nothing(hashed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(passwords, "verify_nothing", lambda word: bool(asked.append(word)))
    assert not verify_password("password", hashed)
    assert asked == ["password"]  # it took as long as a real one


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The costs of the bcrypt checks that are made."""
    made: list[str] = []
    real: Callable[[bytes, bytes], bool] = bcrypt.checkpw

    def counted(password: bytes, hashed: bytes) -> bool:
        made.append(hashed[4:6].decode())
        return real(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", counted)
    return made


def test_an_unknown_address_costs_as_much_as_a_wrong_password(costs: list[str]) -> None:
    assert not verify_password("wrong one", hash_password("right one"))
    assert not verify_nothing("wrong one")
    assert not verify_nothing("x" * 5000)
    assert costs == ["12", "12", "12"]


def test_weak_hashes_are_found() -> None:
    assert needs_rehash(hash_password("password", cost=10))
    assert not needs_rehash(hash_password("password"))
    assert not needs_rehash(_better_auth("password", "0" * 32))
