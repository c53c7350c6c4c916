"""Password hashes that a Better Auth application on the same database reads."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable
from typing import Any

import bcrypt
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.system import passwords
from desktop_app.system.passwords import (
    check_password,
    hash_password,
    needs_rehash,
    scheme_of,
    verify_password,
)
from tests.node import node

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


@pytest.mark.skipif(node() is None, reason="needs Node")
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
    done = subprocess.run([str(node()), "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == key


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, int]]:
    """What was spent since it was last asked: rounds of bcrypt, and runs of scrypt."""
    made = [0, 0]

    def counted(real: Callable[..., Any], which: int, count: Callable[..., int]) -> Any:
        def run(*given: Any, **named: Any) -> Any:
            made[which] += count(*given, **named)
            return real(*given, **named)

        return run

    def rounds(password: bytes, hashed: bytes) -> int:
        return 2 ** int(hashed[4:6])

    monkeypatch.setattr(bcrypt, "checkpw", counted(bcrypt.checkpw, 0, rounds))
    monkeypatch.setattr(bcrypt, "hashpw", counted(bcrypt.hashpw, 0, rounds))
    monkeypatch.setattr(hashlib, "scrypt", counted(hashlib.scrypt, 1, lambda *_, **__: 1))

    def since() -> tuple[int, int]:
        so_far = made[0], made[1]
        made[:] = 0, 0
        return so_far

    return since


NO_HASHES = [
    "", "plain", "$2b$", "$2b$12$short", "$2b$99$" + "a" * 53, "$2b$04$" + "!" * 53, "abc:def",
    "0" * 32 + ":" + "0" * 127, "G" * 32 + ":" + "0" * 128, "$argon2id$v=19$x", "½" * 40,
    "$2b$31$" + "a" * 53, "$2b$04$" + "a" * 53 + "\n", "$2b$03$" + "a" * 53,
]  # fmt: skip


@pytest.mark.parametrize("hashed", NO_HASHES)
def test_a_hash_of_no_sense_fits_nothing(hashed: str, spent: Callable[[], tuple[int, int]]) -> None:
    assert scheme_of(hashed) is None
    assert not verify_password("password", hashed)
    assert spent() == (2**12, 0)
    assert not verify_password("password", hashed, schemes=("scrypt",))
    assert spent() == (0, 1)


@pytest.mark.parametrize("schemes", [("bcrypt",), ("scrypt",), ("bcrypt", "scrypt")])
def test_time_tells_nothing_of_an_address(
    schemes: tuple[passwords.Scheme, ...], spent: Callable[[], tuple[int, int]]
) -> None:
    standing = [hash_password("right one", scheme=scheme) for scheme in schemes]
    if "bcrypt" in schemes:  # as other programs have them
        standing += [hash_password("right one", cost=cost) for cost in (QUICK, 10)]
    spent()
    verify_password("wrong one", "", schemes=schemes)
    unknown = spent()
    assert unknown == (2**12 * ("bcrypt" in schemes), 1 * ("scrypt" in schemes))
    for hashed in standing:
        assert not verify_password("wrong one", hashed, schemes=schemes)
        assert spent() == unknown
        assert verify_password("right one", hashed, schemes=schemes)
        assert spent() == unknown
    # Neither does the length of what was typed.
    verify_password("x" * 100_000 + "\0\ud800", "", schemes=schemes)
    assert spent() == unknown


def test_a_dear_hash_takes_no_longer_than_an_unknown_address(
    spent: Callable[[], tuple[int, int]],
) -> None:
    standing = [hash_password("right one", cost=cost) for cost in (QUICK, 12, 13)]
    standing.append(hash_password("right one", scheme="scrypt"))
    spent()
    for hashed in ("", *standing):
        verify_password("wrong one", hashed, schemes=("bcrypt", "scrypt"), cost=13)
        assert spent() == (2**13, 1)


@pytest.mark.parametrize(
    ("scheme", "cost", "wanted", "renew"),
    [
        ("bcrypt", 12, "bcrypt", False),
        ("bcrypt", 10, "bcrypt", True),
        ("bcrypt", 13, "bcrypt", False),
        ("bcrypt", 12, "scrypt", True),
        ("scrypt", 0, "scrypt", False),
        ("scrypt", 0, "bcrypt", True),
    ],
)
def test_old_hashes_are_found(
    scheme: passwords.Scheme, cost: int, wanted: passwords.Scheme, renew: bool
) -> None:
    hashed = hash_password("password", scheme=scheme, cost=cost)
    assert needs_rehash("password", hashed, wanted) is renew


def test_what_bcrypt_did_not_look_at_never_becomes_part_of_a_password() -> None:
    """Somebody mistypes the end of a long password; bcrypt lets them in, scrypt would not again."""
    right = "a" * 72 + "the end"
    hashed = hash_password(right, cost=QUICK)
    assert verify_password("a" * 72 + "the emd", hashed)
    assert not needs_rehash("a" * 72 + "the emd", hashed, "scrypt")
    assert not needs_rehash("ü" * 37, hash_password("ü" * 37, cost=QUICK), "scrypt")
    assert needs_rehash("a" * 72, hash_password("a" * 72, cost=QUICK), "scrypt")
    assert needs_rehash(right, hashed, "bcrypt")  # the cost alone: the same 72 bytes
    # The other way all of it was proved.
    assert needs_rehash(right, hash_password(right, scheme="scrypt"), "bcrypt")


def test_a_password_that_could_not_be_made_here_is_left_as_it_is() -> None:
    """A web application may allow six characters: who has them signs in, and nothing breaks."""
    hashed = bcrypt.hashpw(b"sesame", bcrypt.gensalt(QUICK)).decode()
    assert verify_password("sesame", hashed)
    assert not needs_rehash("sesame", hashed, "bcrypt")
