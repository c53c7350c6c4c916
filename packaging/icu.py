"""Take out of ICU's data what Outpost never asks for.

Qt on Linux brings the tables of all languages of the world (32 MB), and Chromium brings its own
(10 MB): names of currencies, countries, units and time zones in 700 languages, tables of characters
of East Asia that Python has as well. What Outpost says in another language comes from its own
catalogs, and days and numbers from Qt's; what stays is what orders, breaks and folds the text of
any language, the names in English, and ICU's own fallback for the rest.

A package of data (ICU's `udata.h` and `ucmndata.h`): a header, whose first two bytes are its
length; the number of items; for each the places of its name and its data, counted from behind the
header, in the order of their names; the names, each ended by a zero; the data, each at a multiple
of 16.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_EVEN = 16  # bytes that data begins at a multiple of
_SMALL = 20_000  # bytes; the tables of one byte for each character are below

_OTHER_LANGUAGES = re.compile(r"(?:^|/)(?!en[_.]|res_index\.)[a-z]{2,3}(?:_\w+)?\.res$")


def qt_asks_for(name: str, size: int) -> bool:
    """Whether Qt may ask for an item: it orders texts, folds them, reads characters of old
    systems, and names time zones; languages, currencies and the rest it knows by itself."""
    if re.match(r"(brkitr|unit|rbnf|curr|translit|lang|region)/|unames\.|.*\.(spp|cfu)$", name):
        return False
    if name.endswith(".cnv"):
        return size < _SMALL
    return name.startswith("coll/") or not _OTHER_LANGUAGES.search(name)


def chromium_asks_for(name: str, size: int) -> bool:
    """Whether the web engine may: it breaks the lines of any language, reads pages in the
    characters of any, and names and orders things in English. Scripts of mails, which could ask for
    more, do not run."""
    if name.startswith("brkitr/"):
        return True
    return not _OTHER_LANGUAGES.search(name)


def items(package: bytes) -> Iterator[tuple[str, bytes]]:
    """What a package holds: name, as `icudt73l/coll/de.res`, and data (the last with what is
    behind it).

    Raises:
        ValueError: this is no package of ICU.
    """
    begin = _length_of_header(package)
    (count,) = struct.unpack_from("<I", package, begin)
    places = [struct.unpack_from("<II", package, begin + 4 + 8 * each) for each in range(count)]
    for number, (name, data) in enumerate(places):
        end = places[number + 1][1] if number + 1 < count else len(package) - begin
        begin_of_name = begin + name
        text = package[begin_of_name : package.index(b"\0", begin_of_name)]
        yield text.decode("ascii"), package[begin + data : begin + end]


def lean(package: bytes, asked_for: Callable[[str, int], bool]) -> bytes:
    """The package with those items only that are asked for, by name (without `icudt73l/`) and
    size in bytes; they keep their order, as ICU looks by halves."""
    kept = [
        (name, data)
        for name, data in items(package)
        if asked_for(name.partition("/")[2], len(data))
    ]
    names, places = bytearray(), []
    behind_places = 4 + 8 * len(kept)
    for name, _ in kept:
        places.append(behind_places + len(names))
        names += name.encode("ascii") + b"\0"
    body = bytearray(behind_places) + names
    struct.pack_into("<I", body, 0, len(kept))
    for number, (_, data) in enumerate(kept):
        body += bytes(-len(body) % _EVEN)
        struct.pack_into("<II", body, 4 + 8 * number, places[number], len(body))
        body += data
    return package[: _length_of_header(package)] + bytes(body)


def lean_file(path: Path) -> None:
    """Make a file of data lean, as Chromium has it."""
    path.write_bytes(lean(path.read_bytes(), chromium_asks_for))


def lean_library(path: Path) -> None:
    """Make a library of data lean, as Qt has it: it is nothing but the data under one name, and
    is linked anew."""
    whole = path.read_bytes()
    begin = whole.index(_FORMAT) - 12
    (first, _) = next(items(whole[begin:]))
    name = re.sub(r"l$", "_dat", first.partition("/")[0])
    with tempfile.TemporaryDirectory() as scratch:
        data, listing, code = (Path(scratch, each) for each in ("data", "data.s", "data.o"))
        data.write_bytes(lean(whole[begin:], qt_asks_for))
        listing.write_text(
            f".section .rodata\n.balign 16\n.globl {name}\n.type {name}, %object\n{name}:\n"
            f'.incbin "{data}"\n.size {name}, .-{name}\n'
            '.section .note.GNU-stack,"",%progbits\n'
        )
        subprocess.run(["as", "-o", str(code), str(listing)], check=True)
        subprocess.run(
            ["ld", "-shared", "-soname", path.name, "--hash-style=gnu", "-z", "noexecstack",
             "-o", str(path), str(code)],
            check=True,
        )  # fmt: skip


def _length_of_header(package: bytes) -> int:
    if package[2:4] != _MAGIC or package[12:16] != _FORMAT:
        raise ValueError("this is no package of ICU's data")
    return int.from_bytes(package[:2], "little")
