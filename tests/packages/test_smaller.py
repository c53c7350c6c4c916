"""What is taken out of the packages' files on Linux, and that what is left still works."""

from __future__ import annotations

import importlib.util
import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as some

import desktop_app

PACKAGING = Path(desktop_app.__file__).parents[1] / "packaging"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


icu, slim, lean_numpy = load("icu"), load("slim"), load("lean_numpy")
lean_code = load("lean_code")

ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("as", "ld", "strip"))),
    reason="made by binutils, of what Qt brings on Linux alone",
)


# -- packages of ICU's data ----------------------------------------------------------------------


def package_of(held: dict[str, bytes]) -> bytes:
    """A package as ICU's own tool makes it."""
    header = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    names, places, data = b"", [], b""
    behind = 4 + 8 * len(held) + sum(len(name) + 1 for name in held)
    for name, each in sorted(held.items()):
        data += bytes(-(behind + len(data)) % 16)
        places.append((4 + 8 * len(held) + len(names), behind + len(data)))
        names += name.encode() + b"\0"
        data += each
    table = b"".join(struct.pack("<II", *each) for each in places)
    return header + struct.pack("<I", len(held)) + table + names + data


_NAMES = some.text("abcdefgh_/.", min_size=1, max_size=12).map("icudt73l/".__add__)


@given(some.dictionaries(_NAMES, some.binary(max_size=40), min_size=1, max_size=12), some.data())
def test_what_is_kept_keeps_its_name_its_bytes_and_its_order(held, data):
    kept = {
        name.partition("/")[2] for name in data.draw(some.sets(some.sampled_from(sorted(held))))
    }
    found = list(icu.items(icu.lean(package_of(held), lambda name, _size: name in kept)))
    assert [name for name, _ in found] == [
        name for name in sorted(held) if name.partition("/")[2] in kept
    ]
    for name, each in found:
        # What fills up to the next item is part of one in the package.
        assert each[: len(held[name])] == held[name]
        assert not each[len(held[name]) :].strip(b"\0")


@given(some.dictionaries(_NAMES, some.binary(min_size=1, max_size=40), min_size=1, max_size=12))
def test_each_item_begins_where_icu_wants_it(held):
    made = icu.lean(package_of(held), lambda _name, _size: True)
    for number in range(len(held)):
        _, place = struct.unpack_from("<II", made, 32 + 4 + 8 * number)
        assert place % 16 == 0


@pytest.mark.parametrize("wrong", [b"", b"\0" * 64, b"\x20\0\xda\x27" + bytes(8) + b"ResB"])
def test_what_is_no_package_is_refused(wrong):
    with pytest.raises(ValueError, match="no package"):
        icu.lean(wrong, icu.qt_asks_for)


@pytest.mark.parametrize(
    ("name", "size", "qt", "chromium"),
    [
        ("coll/de.res", 900, True, False),
        ("coll/ucadata.icu", 570_000, True, True),
        ("root.res", 100_000, True, True),
        ("res_index.res", 9_000, True, True),
        ("pool.res", 159_000, True, True),
        ("en.res", 9_000, True, True),
        ("en_GB.res", 900, True, True),
        ("zoneinfo64.res", 151_000, True, True),
        ("zone/en.res", 900, True, True),
        ("cnvalias.icu", 64_000, True, True),
        ("ibm-923_P100-1998.cnv", 600, True, True),
        ("gb18030.cnv", 232_000, False, True),  # Chromium reads pages in it
        ("brkitr/thaidict.dict", 126_000, False, True),  # Qt breaks lines by itself
        ("curr/en.res", 22_000, False, True),
        ("de.res", 20_000, False, False),
        ("sr_Latn_RS.res", 200, False, False),
        ("zone/zu.res", 20_000, False, False),
        ("translit/root.res", 1_000_000, False, True),
    ],
)
def test_what_is_asked_for(name, size, qt, chromium):
    assert icu.qt_asks_for(name, size) is qt
    assert icu.chromium_asks_for(name, size) is chromium


_ASK = """
import functools, json
from PySide6.QtCore import QCollator, QLocale, QStringDecoder, QTimeZone
words = "zebra Äpfel apfel Zürich ähnlich öl oz łódź lz ñu nz 中文 日本 한국 ål az 10 9".split()
print(json.dumps([
    [sorted(words, key=functools.cmp_to_key(QCollator(QLocale(name)).compare))
     for name in ("de_DE", "sv_SE", "en_US", "zh_CN", "ja_JP", "es_ES", "pl_PL", "da_DK")],
    QLocale("tr_TR").toUpper("istanbul"), QLocale("de_DE").toUpper("straße"),
    QTimeZone(b"Europe/Berlin").displayName(
        QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale("en_US")),
    [QStringDecoder(name).isValid() for name in ("ISO-8859-15", "windows-1252", "koi8-r")],
    [line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line][0],
]))
"""


@ON_LINUX
def test_qt_orders_and_folds_as_before(tmp_path):
    qt = Path(importlib.util.find_spec("PySide6").origin).parent / "Qt/lib"
    (whole,) = qt.glob("libicudata.so.*")
    lean = tmp_path / whole.name
    shutil.copyfile(whole, lean)
    icu.lean_library(lean)
    assert lean.stat().st_size < whole.stat().st_size / 4

    def asked(library: Path) -> list[object]:
        done = subprocess.run(
            [sys.executable, "-c", _ASK], env={"LD_PRELOAD": str(library)},
            capture_output=True, check=True,
        )  # fmt: skip
        *found, used = json.loads(done.stdout)
        assert Path(used) == library
        return found

    assert asked(lean) == asked(whole)


@ON_LINUX
def test_the_web_engines_data_gets_smaller_and_stays_readable(tmp_path):
    resources = Path(importlib.util.find_spec("PySide6").origin).parent / "Qt/resources"
    whole = resources / "icudtl.dat"
    lean = tmp_path / whole.name
    shutil.copyfile(whole, lean)
    icu.lean_file(lean)
    assert lean.stat().st_size < whole.stat().st_size * 0.75
    before, after = (dict(icu.items(path.read_bytes())) for path in (whole, lean))
    for name, each in after.items():
        assert before[name].rstrip(b"\0") == each.rstrip(b"\0")
    prefix = next(iter(before)).partition("/")[0]
    for name in ("root.res", "en.res", "brkitr/line.brk", "coll/ucadata.icu", "gb18030.cnv"):
        assert f"{prefix}/{name}" in after


# -- what a debugger reads ------------------------------------------------------------------------


@ON_LINUX
def test_symbols_go_and_the_library_can_still_be_loaded(tmp_path):
    source = tmp_path / "source.s"
    names = "\n".join(f"local_{number}: .byte {number % 256}" for number in range(500))
    source.write_text(f".data\n{names}\n.globl answer\nanswer: .long 42\n")
    inside = tmp_path / "outpost/_internal"
    inside.mkdir(parents=True)
    library, program = inside / "some.so", tmp_path / "outpost/outpost"
    subprocess.run(["as", "-o", str(tmp_path / "code.o"), str(source)], check=True)
    subprocess.run(["ld", "-shared", "-o", str(library), str(tmp_path / "code.o")], check=True)
    shutil.copyfile(library, program)
    (inside / "text.so").write_text("GROUP ( some.so )")
    size = library.stat().st_size
    slim.without_symbols(tmp_path / "outpost")
    assert library.stat().st_size < size / 2
    assert program.stat().st_size == size  # an archive is behind its code
    ask = (
        f"import ctypes; print(ctypes.c_int.in_dll(ctypes.CDLL({str(library)!r}), 'answer').value)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
    assert done.stdout == b"42\n"


def test_what_does_not_survive_it_stays_as_it_is(tmp_path, monkeypatch):
    """`strip` warns, and makes a library nevertheless, of some that were changed later."""
    tool = tmp_path / "bin/strip"
    tool.parent.mkdir()
    tool.write_text('#!/bin/sh\necho broken > "$3"\necho "warning: not in segment" >&2\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    library = tmp_path / "outpost/_internal/some.so"
    library.parent.mkdir(parents=True)
    library.write_bytes(slim.ELF + bytes(100))
    slim.without_symbols(tmp_path / "outpost")
    assert library.read_bytes() == slim.ELF + bytes(100)


@pytest.mark.parametrize(
    ("place", "address", "survives"), [(0x1000, 0x3000, True), (0x1010, 0x3000, False)]
)
def test_what_no_loader_maps_stays_as_it_is(tmp_path, monkeypatch, place, address, survives):
    head = slim.ELF + b"\x02\x01\x01" + bytes(25) + struct.pack("<Q", 64) + bytes(14)
    head += struct.pack("<HH", 56, 1) + bytes(6)
    made = tmp_path / "made"
    made.write_bytes(head + struct.pack("<IIQQQQQQ", 1, 5, place, address, 0, 16, 16, 0x1000))
    tool = tmp_path / "bin/strip"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\ncp {made} "$3"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    library = tmp_path / "outpost/_internal/some.so"
    library.parent.mkdir(parents=True)
    library.write_bytes(slim.ELF + bytes(500))
    slim.without_symbols(tmp_path / "outpost")
    assert (library.read_bytes() == made.read_bytes()) is survives


# -- numpy ----------------------------------------------------------------------------------------


def test_a_numpy_that_is_built_is_not_built_again(tmp_path, monkeypatch):
    def nothing(*_args: object, **_more: object) -> None:
        raise AssertionError("it was built")

    from importlib.metadata import version

    place = tmp_path / f"numpy-{version('numpy')}-{sys.implementation.cache_tag}"
    place.mkdir()
    monkeypatch.setattr(subprocess, "run", nothing)
    assert lean_numpy.build(tmp_path) == place


def test_it_is_found_before_the_wheels(tmp_path, monkeypatch):
    (tmp_path / "numpy.py").write_text("kind = 'lean'")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = lean_numpy.before_others(tmp_path)
    ask = "import numpy, sys; print(numpy.kind, any('elsewhere' in path for path in sys.path))"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"lean", b"True"]


# -- docstrings ----------------------------------------------------------------------------------

_DESCRIBED = '''"""Of a module."""
from __future__ import annotations

class Kept:
    """Of a class."""

    word = "kept"

class Bare(Exception):
    """Nothing but this."""

def twice(number: Kept) -> int:
    """Of a function."""
    assert number, "kept"
    return [
        "a text, no docstring" for _ in range(2)
    ]

async def later():
    """Nothing but this."""
'''


def test_docstrings_go_and_all_else_stays(tmp_path):
    file = tmp_path / "described.py"
    file.write_text(_DESCRIBED)
    found = lean_code.compiled(
        [("described", str(file), "PYMODULE"), ("names", "-", "PYMODULE"), ("none", None, "x")]
    )
    assert list(found) == ["described"]
    names: dict = {"__name__": "described"}
    exec(found["described"], names)
    for each in (names["Kept"], names["Bare"], names["twice"], names["later"]):
        assert each.__doc__ is None
    assert names.get("__doc__") is None
    assert names["Kept"].word == "kept"
    assert names["twice"].__annotations__["number"] == "Kept"
    assert names["twice"](1) == ["a text, no docstring"] * 2
    with pytest.raises(AssertionError, match="kept") as told:
        names["twice"](0)
    assert told.traceback[-1].lineno == _DESCRIBED.splitlines().index('    assert number, "kept"')
