"""Make what was frozen on Linux smaller, file by file."""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import icu

ELF = b"\x7fELF"
_OF_64_BITS_LOW_FIRST = b"\x02\x01"
_LOADED = 1  # PT_LOAD
_PAGE = 4096


def without_tables(program: Path) -> None:
    """Take out of ICU's data, Qt's and Chromium's, what nobody asks for: see `icu`."""
    for path in program.rglob("libicudata.so.*"):
        if not path.is_symlink():
            icu.lean_library(path)
    for path in program.rglob("icudtl.dat"):
        icu.lean_file(path)


def without_symbols(program: Path) -> None:
    """Take away what only a debugger reads."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch, "stripped")
        for path in sorted(program.rglob("*")):
            # The program itself has an archive behind its code.
            if path.parent != program and _is_native(path) and _strip(path, target):
                shutil.copyfile(target, path)


def _strip(path: Path, target: Path) -> bool:
    """Whether there is a smaller one that can be loaded. Libraries that were changed after they
    were linked, as some wheels' are, do not all survive it: `strip` warns of some, and of others
    puts parts where no loader maps them."""
    done = subprocess.run(
        ["strip", "--strip-unneeded", "-o", str(target), str(path)],
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode or done.stderr or not _can_be_mapped(target.read_bytes()):
        return False
    return target.stat().st_size < path.stat().st_size


def _can_be_mapped(native: bytes) -> bool:
    """Whether each part that is loaded lies in the file as far into a page as in memory; what is
    not of 64 bits, with the lower byte first, is not looked into and said not to.

    The fields are those of Elf64_Ehdr and Elf64_Phdr in the ELF specification.
    """
    if native[4:6] != _OF_64_BITS_LOW_FIRST:
        return False
    (table,) = struct.unpack_from("<Q", native, 32)
    size, count = struct.unpack_from("<HH", native, 54)
    for each in range(count):
        kind, _flags, place, address, _, _, _, even = struct.unpack_from(
            "<IIQQQQQQ", native, table + each * size
        )
        if kind == _LOADED and (address - place) % max(even, _PAGE):
            return False
    return True


def _is_native(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF
