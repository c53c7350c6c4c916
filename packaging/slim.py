"""Make what was frozen on Linux smaller, file by file."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import icu

ELF = b"\x7fELF"


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
    were linked, as some wheels' are, do not survive it; `strip` tells by a word of warning."""
    done = subprocess.run(
        ["strip", "--strip-unneeded", "-o", str(target), str(path)],
        capture_output=True, check=False,
    )  # fmt: skip
    survives = done.returncode == 0 and not done.stderr
    return survives and target.stat().st_size < path.stat().st_size


def _is_native(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF
