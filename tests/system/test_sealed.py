"""Sealed files: what went in comes out, and nothing that is missing or changed goes unnoticed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.system import sealed
from desktop_app.system.sealed import FRAME, SealedReader, SealedWriter, WrongPassphrase

SECRET = "correct horse"


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """As hard as a real one in everything but the time it takes."""
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2, "r": 8, "p": 1})


def seal(content: bytes, passphrase: str, piece: int = 100_000) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, passphrase, {"made": "today"})
    for begin in range(0, len(content), piece):
        writer.write(content[begin : begin + piece])
    writer.finish()
    return file.getvalue()


def unseal(data: bytes, passphrase: str) -> bytes:
    return SealedReader(io.BytesIO(data), passphrase).read()


SIZES = (0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME + 17)


@pytest.mark.parametrize("passphrase", ["", SECRET])
@pytest.mark.parametrize("size", SIZES)
def test_what_went_in_comes_out(passphrase: str, size: int) -> None:
    content = bytes(index * 7 % 251 for index in range(997)) * (size // 997 + 1)
    content = content[:size]
    data = seal(content, passphrase)
    assert unseal(data, passphrase) == content
    reader = SealedReader(io.BytesIO(data), passphrase)
    assert b"".join(iter(lambda: reader.read(70_001), b"")) == content
    assert reader.note["made"] == "today"


def test_nothing_of_the_content_is_in_a_sealed_file() -> None:
    assert b"Ines Caldaro" in seal(b"Ines Caldaro" * 9, "")
    data = seal(b"Ines Caldaro" * 9, SECRET)
    assert b"Ines" not in data
    assert data != seal(b"Ines Caldaro" * 9, SECRET)  # a salt of its own


@pytest.mark.parametrize("passphrase", ["", SECRET])
@given(data=st.data())
@settings(max_examples=150)
def test_a_changed_byte_is_noticed(passphrase: str, data: st.DataObject) -> None:
    whole = seal(b"some mail " * 40, passphrase)
    place = data.draw(st.integers(0, len(whole) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(whole)
    changed[place] ^= flip
    with pytest.raises(KnownError) as told:
        unseal(bytes(changed), passphrase)
    assert "." in told.value.title


@pytest.mark.parametrize("passphrase", ["", SECRET])
@given(data=st.data())
def test_a_file_that_ends_early_is_noticed(passphrase: str, data: st.DataObject) -> None:
    whole = seal(b"some mail " * 40, passphrase)
    with pytest.raises(KnownError):
        unseal(whole[: data.draw(st.integers(0, len(whole) - 1))], passphrase)


@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_frames_cannot_be_moved_repeated_or_left_out(passphrase: str) -> None:
    whole = seal(bytes(2 * FRAME) + b"x" * FRAME + b"end", passphrase, FRAME)
    frame = FRAME + (32 if not passphrase else 16) + 5
    begin = whole.index(b"\0" + (frame - 5).to_bytes(4, "big"))
    first, second, third = (whole[begin + i * frame : begin + (i + 1) * frame] for i in range(3))
    rest, head = whole[begin + 3 * frame :], whole[:begin]
    assert head + first + second + third + rest == whole
    for other in (
        first + third + second + rest,
        first + second + rest,
        first + first + second + third + rest,
        first + second + third,
        first + second + third + rest + b"more",
        first + second + third + rest + rest,
    ):
        with pytest.raises(KnownError, match="damaged"):
            unseal(head + other, passphrase)


def test_another_passphrase_is_told_from_a_damaged_file() -> None:
    data = seal(b"some mail", SECRET)
    with pytest.raises(WrongPassphrase, match="does not fit"):
        unseal(data, "incorrect horse")
    with pytest.raises(WrongPassphrase, match="is sealed"):
        unseal(data, "")


@pytest.mark.parametrize("garbage", [b"", b"PK\3\4", b"\0" * 5000, sealed.MAGIC, b"OUT"])
def test_garbage_is_no_backup(garbage: bytes) -> None:
    with pytest.raises(KnownError, match=r"no backup|damaged"):
        unseal(garbage, "")


def test_a_later_format_is_told_as_such() -> None:
    with pytest.raises(KnownError, match="newer Outpost"):
        unseal(sealed.MAGIC.replace(b"1", b"2") + b"whatever", "")


@given(st.binary(max_size=300))
def test_no_file_ends_the_program(garbage: bytes) -> None:
    for data in (garbage, sealed.MAGIC + garbage, sealed.MAGIC + b"\0\0\0\x04" + garbage):
        with pytest.raises(KnownError):
            unseal(data, SECRET)
